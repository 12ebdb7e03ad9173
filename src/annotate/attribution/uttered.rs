//! A marked span and the words around it in, whether anybody utters it out: titles, nicknames, scare quotes and
//! terms stand between marks too.

use std::ops::Range;

use super::frames::Frame;
use super::reading::{Line, Reading};
use super::words::Class;

/// Marks of the reporter that are no words.
pub(super) const PUNCTUATION: Class = Class::COMMA
    .with(Class::COLON)
    .with(Class::STOP)
    .with(Class::SEMICOLON)
    .with(Class::DASH)
    .with(Class::OPEN)
    .with(Class::CLOSE)
    .with(Class::MARK);

/// Whether the marked spans at `quotes` within the content of a frame are uttered.
pub(super) fn in_frame(
    _reading: &Reading<'_>,
    _frame: &Frame,
    _content: &Range<usize>,
    _quotes: &[usize],
) -> bool {
    true
}

/// Whether a marked span that no cue reports is uttered.
pub(super) fn loose(reading: &Reading<'_>, _line: &Line, unit: usize) -> bool {
    let inner = inner(reading.word(unit));
    let words = inner.split_whitespace().count();
    let sentence =
        inner.ends_with(['.', ',', '!', '?', '…']) && inner.starts_with(|char: char| char.is_uppercase());
    words >= 6 || words >= 3 && sentence
}

/// The text between the marks.
fn inner(text: &str) -> &str {
    text.trim_matches(|char: char| {
        matches!(char, '“' | '”' | '"' | '\'' | '‘' | '’' | '«' | '»' | '„') || char.is_whitespace()
    })
}
