//! A cue in, who speaks out: the subject before it or behind it, the agent of a passive, the subject of the cue before.

use std::ops::Range;

use crate::model::Rule;

use super::content;
use super::frames::Frame;
use super::reading::{Line, Reading};
use super::words::Class;

/// A verb group.
pub(super) struct Verb {
    /// Its first auxiliary or adverb.
    pub(super) first: usize,
    /// The reporting verb.
    pub(super) verb: usize,
    pub(super) passive: bool,
}

/// A speaker with the rule that found it.
pub(super) type Answer = (Option<Range<usize>>, Rule);

/// Who speaks where `verb` reports.
pub(super) fn subject(reading: &Reading<'_>, line: &Line, verb: Verb, earlier: &[Frame]) -> Answer {
    let start = line.units.start;
    let end = content::line_end(reading, line);
    if verb.passive {
        return match agent(reading, verb.verb + 1, end) {
            Some(agent) => (Some(agent), Rule::CueAgent),
            None => (None, Rule::CueAgent),
        };
    }
    let progressive = verb.verb > start && reading.is(verb.verb - 1, Class::AUXILIARY);
    let participle = reading.is(verb.verb, Class::ING) && !progressive;
    let coordinated = verb.first > start && reading.is(verb.first - 1, Class::CONJUNCTION);
    let last = outer(earlier).and_then(|frame| frame.subject.clone());
    let opens = (start..verb.verb).all(|unit| reading.is(unit, Class::PREPOSITION.with(Class::ADVERB)));
    if participle && opens && verb.verb < start + 3 {
        // "Speaking in Lima, Ms. Quispe said"
        let comma = (start..end).find(|unit| reading.is(*unit, Class::COMMA) || reading.is_quote(*unit));
        let subject = comma.and_then(|comma| reading.clause_subject(comma + 1, end));
        return (subject, Rule::SentenceSubject);
    }
    if participle && let Some(subject) = doer(reading, start, verb.first) {
        return (Some(subject), Rule::BeforeCue);
    }
    if coordinated && let Some(subject) = reading.conjunct_subject(start, verb.first - 1) {
        return (Some(subject), Rule::CueSubject);
    }
    if participle || coordinated {
        if let Some(subject) = last.filter(|subject| subject.end <= verb.first) {
            return (Some(subject), Rule::CueBefore);
        }
        if participle {
            return (reading.clause_subject(start, verb.verb), Rule::SentenceSubject);
        }
    }
    (reading.subject_before(verb.first, start), Rule::CueSubject)
}

/// "footage of Ms. Lind saying": who does it stands directly before the participle, and is named.
fn doer(reading: &Reading<'_>, start: usize, verb: usize) -> Option<Range<usize>> {
    if verb == start
        || !reading.is(verb - 1, Class::CAPITAL.with(Class::CLOSE))
        || reading.is(verb - 1, Class::TIME)
    {
        return None;
    }
    let phrase = reading.phrase_before(verb, start)?;
    let from = phrase.start.checked_sub(1).filter(|_| phrase.start > start)?;
    let led = reading.is(from, Class::PREPOSITION) || reading.is(from, Class::VERB);
    (led && !reading.is(from, Class::COMMA)).then_some(phrase)
}

/// The latest frame that is no part of what another reports.
fn outer(earlier: &[Frame]) -> Option<&Frame> {
    let mut outer: Option<&Frame> = None;
    for frame in &earlier[earlier.len().saturating_sub(6)..] {
        let inside = outer.is_some_and(|outer| {
            let own = frame.rule != Rule::CueBefore;
            own && !outer.trailing
                && outer.content.iter().any(|content| content.contains(&frame.clause.start))
        });
        if !inside && !frame.passive && frame.subject.is_some() {
            outer = Some(frame);
        }
    }
    outer
}

/// "was called … by his rival"
fn agent(reading: &Reading<'_>, from: usize, end: usize) -> Option<Range<usize>> {
    let by = (from..end)
        .take(12)
        .take_while(|unit| !reading.says(*unit, &["to", "that"]))
        .find(|unit| reading.says(*unit, &["by"]))?;
    reading.phrase_after(by + 1, end)
}

/// “…,” said Ms. Lind, a doctor: the subject behind the verb, when nothing but the end of a clause follows it.
pub(super) fn inverted(
    reading: &Reading<'_>,
    start: usize,
    first: usize,
    verb: usize,
    end: usize,
) -> Option<Range<usize>> {
    let class = reading.units[verb].class;
    if first <= start || !class.any(Class::PAST.with(Class::THIRD).with(Class::BASE)) {
        return None;
    }
    let behind_quote = content::quote_before(reading, first, start).is_some_and(|quote| {
        !class.any(Class::THINK) || class.any(Class::SAY) || content::ends_in_comma(reading, quote)
    });
    let behind_text = first > start + 2 && reading.is(first - 1, Class::COMMA) && class.any(Class::SAY);
    if !behind_quote && !behind_text {
        return None;
    }
    let after = verb + 1;
    let blocked = Class::OBJECT
        .with(Class::PREPOSITION)
        .with(Class::ADVERB)
        .with(Class::SUBORDINATOR)
        .with(Class::TIME);
    if reading.is(after, blocked) && !reading.is(after, Class::CAPITAL)
        || reading.is(after, Class::TIME)
        || reading.says(after, &["early", "late", "last"])
    {
        return None;
    }
    // “…,” told the paper: the one told, not the teller.
    if class.any(Class::TELL) && reading.says(verb, &["told", "tells", "assured", "informed", "reminded"]) {
        return None;
    }
    let mut subject = reading.phrase_after(after, end)?;
    // "said one driver"
    if reading.says(after, &["one", "another"])
        && subject.end == after + 1
        && let Some(phrase) = reading.phrase_after(after + 1, end)
    {
        subject.end = phrase.end;
    }
    // "said Ms. Lind and others"
    if reading.says(subject.end, &["and"])
        && let Some(second) = reading.phrase_after(subject.end + 1, end)
        && !reading.looks_finite(second.end)
    {
        subject.end = second.end;
    }
    // "The mayor, Ana Lind, said the clerk who …": no clause stands before the verb.
    let named = reading.is(subject.end - 1, Class::CAPITAL)
        && (subject.end >= end || reading.is(subject.end, Class::COMMA));
    let clause = named
        || first < start + 6
        || content::resumed(reading, start..first, subject.end, end).is_some()
        || (start..first).any(|unit| reading.looks_finite(unit) || reading.is_quote(unit));
    if !behind_quote && !clause {
        return None;
    }
    // "the mine, with others, declared bankruptcy": an object.
    let someone = reading.is(subject.end - 1, Class::CAPITAL.with(Class::CLOSE))
        || subject.clone().any(|unit| reading.is(unit, Class::NOUN.with(Class::SUBJECT)))
        || subject.end >= end && reading.says(verb, &["said", "says", "say"]);
    if !behind_quote && !someone {
        return None;
    }
    let next = subject.end;
    let closes = Class::STOP
        .with(Class::COMMA)
        .with(Class::SEMICOLON)
        .with(Class::COLON)
        .with(Class::OPEN)
        .with(Class::RELATIVE)
        .with(Class::DASH);
    let goes_on = Class::PREPOSITION
        .with(Class::RELATIVE)
        .with(Class::CONJUNCTION)
        .with(Class::ADVERB)
        .with(Class::ING)
        .with(Class::TIME)
        .with(Class::SUBORDINATOR);
    let closed = next >= end
        || reading.is_quote(next)
        || reading.is(next, closes)
        || behind_quote && reading.is(next, goes_on);
    // "…, said one driver in the room."
    let last = reading.is(next, Class::PREPOSITION)
        && !(next..end).any(|unit| reading.looks_finite(unit) || reading.is(unit, Class::COMMA));
    let closed = closed || last && clause;
    let closed = closed || behind_quote && !reading.is(next, Class::AUXILIARY);
    closed.then_some(subject)
}
