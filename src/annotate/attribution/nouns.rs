//! Speakers of marked spans that no reporting verb leads in: the owner of a claim ("Ms. Lind’s claim that “…”"), the
//! subject of a verb the lists do not know ("the clerk had typed “…”").

use std::ops::Range;

use crate::model::Rule;

use super::content;
use super::ends;
use super::frames::Frame;
use super::reading::{Line, Reading};
use super::words::Class;

/// Who speaks in the marked span at `unit`, by the words before it in its line.
pub(super) fn owner(reading: &Reading<'_>, line: &Line, unit: usize) -> Option<(Range<usize>, Rule, usize)> {
    let start = line.units.start;
    for at in (start..unit).rev().take(16) {
        if reading.is(at, Class::SEMICOLON.with(Class::STOP)) {
            return None;
        }
        if reading.is(at, Class::UTTERANCE) && at > start {
            return possessor(reading, start, at).map(|owner| (owner, Rule::Owner, at + 1));
        }
        if is_plain_verb(reading, start, at) {
            let mut first = at;
            while first > start
                && reading.is(first - 1, Class::AUXILIARY.with(Class::ADVERB).with(Class::NEGATION))
            {
                first -= 1;
            }
            return reading.subject_before(first, start).map(|subject| (subject, Rule::VerbBefore, at + 1));
        }
    }
    None
}

/// The frame of a noun that takes what was said as a clause: "her pledge to resign", "calls for a vote".
pub(super) fn spoken(reading: &Reading<'_>, line: &Line, noun: usize) -> Option<Frame> {
    if !reading.is(noun, Class::SPOKEN) || noun == line.units.start {
        return None;
    }
    let link = noun + 1;
    let wanted = match reading.word(noun).to_lowercase().trim_end_matches('s') {
        "call" => reading.says(link, &["for"]),
        "warning" => reading.says(link, &["that"]),
        _ => reading.says(link, &["to"]),
    };
    if !wanted {
        return None;
    }
    let end = content::line_end(reading, line);
    let from = link + usize::from(reading.says(link, &["for"]));
    let mut until = ends::aside(reading, from, end);
    // "Her claim that the toll was fair upset the mayor": as the subject of the sentence it ends before its verb.
    let phrase = reading.base_before(noun + 1, line.units.start)?;
    let leads = phrase.start == line.units.start;
    if leads {
        let own = usize::from(reading.says(link, &["that"]));
        let mut verbs = (from..until).filter(|unit| {
            reading.looks_finite(*unit) && !reading.looks_finite(unit - 1) && !reading.is(*unit, Class::BASE)
        });
        until = verbs.nth(own).unwrap_or(until);
    }
    let quoted = (from..until).any(|unit| reading.is_quote(unit));
    if quoted || until < from + 2 {
        return None;
    }
    let subject = possessor(reading, line.units.start, noun);
    let content = vec![content::trim_end(reading, from..until)];
    Some(Frame {
        cue: noun..from.max(noun + 1),
        group: Class::SAY,
        clause: phrase.start..from,
        subject,
        rule: Rule::Owner,
        content,
        trailing: false,
        passive: false,
    })
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
