//! Speakers of marked spans that no reporting verb leads in: the owner of a claim ("Ms. Lind’s claim that “…”"), the
//! subject of a verb the lists do not know ("the clerk had typed “…”").

use std::ops::Range;

use super::reading::{Line, Reading};
use super::words::Class;

/// Who speaks in the marked span at `unit`, by the words before it in its line.
pub(super) fn owner(
    reading: &Reading<'_>,
    line: &Line,
    unit: usize,
) -> Option<(Range<usize>, &'static str, usize)> {
    let start = line.units.start;
    for at in (start..unit).rev().take(16) {
        if reading.is(at, Class::SEMICOLON.with(Class::STOP)) {
            return None;
        }
        if reading.is(at, Class::UTTERANCE) && at > start {
            return possessor(reading, start, at).map(|owner| (owner, "owner of the words", at + 1));
        }
        if is_plain_verb(reading, start, at) {
            let mut first = at;
            while first > start
                && reading.is(first - 1, Class::AUXILIARY.with(Class::ADVERB).with(Class::NEGATION))
            {
                first -= 1;
            }
            return reading
                .subject_before(first, start)
                .map(|subject| (subject, "subject of the verb before", at + 1));
        }
    }
    None
}

/// "his claim", "Ms. Lind’s latest claim": who owns the noun at `noun`.
fn possessor(reading: &Reading<'_>, start: usize, noun: usize) -> Option<Range<usize>> {
    for at in (start..noun).rev().take(4) {
        if reading.is(at, Class::POSSESSIVE) && !reading.is(at, Class::RELATIVE) {
            return Some(at..at + 1);
        }
        if reading.is(at, Class::APOSTROPHE_S) {
            return reading.phrase_before(at, start);
        }
        if reading.word(at).ends_with("s’") || reading.word(at) == "’" || reading.word(at) == "'" {
            return reading.phrase_before(at, start);
        }
        if !reading.is_nominal(at) {
            return None;
        }
    }
    None
}

/// Whether the unit looks like a finite verb that no list holds: "typed", "unspooled".
fn is_plain_verb(reading: &Reading<'_>, start: usize, unit: usize) -> bool {
    let class = reading.units[unit].class;
    let word = reading.word(unit);
    unit > start
        && word.len() > 4
        && word.ends_with("ed")
        && word.starts_with(char::is_lowercase)
        && !class.any(Class::VERB.with(Class::NOUN).with(Class::ADVERB))
        && (reading.is(
            unit - 1,
            Class::SUBJECT.with(Class::CAPITAL).with(Class::NOUN).with(Class::RELATIVE).with(Class::ADVERB),
        ) || reading.says(unit - 1, &["has", "had", "have"]))
}
