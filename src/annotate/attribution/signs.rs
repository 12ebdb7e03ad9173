//! Speakers told by signs instead of verbs: the label of a transcript ("LIND: …"), the name before a headline's colon,
//! the signature behind a quote ("“…” — Ana Lind").

use std::ops::Range;

use crate::model::Rule;

use super::content;
use super::frames::Frame;
use super::reading::{Line, Reading};
use super::words::Class;

/// The frame of a line that a label opens or a signature ends.
pub(super) fn signed(reading: &Reading<'_>, line: &Line) -> Option<Frame> {
    label(reading, line).or_else(|| signature(reading, line))
}

fn label(reading: &Reading<'_>, line: &Line) -> Option<Frame> {
    let end = content::line_end(reading, line);
    let mut start = line.units.start;
    while start < end && reading.is(start, Class::MARK) {
        start += 1;
    }
    let colon = (start..end.min(start + 8))
        .find(|unit| reading.is(*unit, Class::COLON) || reading.is_quote(*unit))?;
    if colon == start || !reading.is(colon, Class::COLON) {
        return None;
    }
    let name = start..colon;
    let shouted = name.clone().all(|unit| {
        let word = reading.word(unit);
        !word.chars().any(char::is_lowercase)
    }) && name.clone().any(|unit| reading.is(unit, Class::CAPITAL));
    // "A:" names nobody, and what it opens has no marks.
    if name.len() == 1 && reading.word(start).len() == 1 && !reading.is_quote(colon + 1) {
        return None;
    }
    let headline = line.paragraph == 0;
    // "Updated:" and the like lead in nothing that is said.
    let marker = name.len() == 1 && reading.word(start).to_lowercase().ends_with("ed");
    let source = |unit: usize| reading.is(unit, Class::CAPITAL.with(Class::NOUN).with(Class::UTTERANCE));
    // "Lind to the board: …"
    let told = (start + 1..colon).find(|unit| reading.says(*unit, &["to", "at", "on"])).unwrap_or(colon);
    let named = !marker
        && source(told - 1)
        && (start..told).all(|unit| source(unit) || reading.is_nominal(unit))
        && !(start..told).any(|unit| reading.is(unit, Class::DETERMINER));
    let name = if headline { start..told } else { name };
    if !(shouted && name.len() <= 5 || headline && named) || end < colon + 3 && !reading.is_quote(colon + 1) {
        return None;
    }
    let mut content = Vec::new();
    content::push(&mut content, colon + 1..end);
    let rule = if headline { Rule::HeadlineName } else { Rule::TranscriptLabel };
    Some(frame(name.clone(), name.start..colon + 1, rule, content, false))
}

fn signature(reading: &Reading<'_>, line: &Line) -> Option<Frame> {
    let quote = line.units.start;
    let end = content::line_end(reading, line);
    let dash = quote + 1;
    if !reading.is_quote(quote) || !is_dash(reading, dash) {
        return None;
    }
    let name = reading.phrase_after(dash + 1, end)?;
    let closed = name.end == end || reading.is(name.end, Class::COMMA.with(Class::OPEN));
    if !closed || !name.clone().any(|unit| reading.is(unit, Class::CAPITAL)) {
        return None;
    }
    let content = Some(quote..dash).into_iter().collect();
    Some(frame(name.clone(), dash..name.end, Rule::Signature, content, true))
}

/// The name on a line that holds nothing but "— Ana Lind", the signature of the quote above.
pub(super) fn signature_line(reading: &Reading<'_>, line: &Line) -> Option<Range<usize>> {
    let end = content::line_end(reading, line);
    if !is_dash(reading, line.units.start) {
        return None;
    }
    let name = reading.phrase_after(line.units.start + 1, end)?;
    let closed = name.end == end || reading.is(name.end, Class::COMMA);
    (closed && reading.is(name.start, Class::CAPITAL)).then_some(name)
}

fn is_dash(reading: &Reading<'_>, unit: usize) -> bool {
    reading.is(unit, Class::DASH) && !reading.is_quote(unit)
}

fn frame(
    subject: Range<usize>,
    cue: Range<usize>,
    rule: Rule,
    content: Vec<Range<usize>>,
    trailing: bool,
) -> Frame {
    let clause = subject.start.min(cue.start)..subject.end.max(cue.end);
    Frame { cue, group: Class::SAY, subject: Some(subject), rule, clause, content, trailing, passive: false }
}
