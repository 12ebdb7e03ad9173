//! Passive cues: which of them report ("was told", "was described as", "was announced"), and what of: the one it is said
//! of stands before the cue, the rest behind it, and the one who says it behind "by".

use std::ops::Range;

use super::content;
use super::reading::Reading;
use super::words::Class;

/// The contents of the passive cue `first..=verb`: what it is said of and what stands behind it in `content`, without
/// the agent.
pub(super) fn contents(
    reading: &Reading<'_>,
    start: usize,
    cue: Range<usize>,
    agent: Option<&Range<usize>>,
    content: Vec<Range<usize>>,
) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if let Some(topic) = topic(reading, start, &cue) {
        content::push(&mut found, topic);
    }
    for mut range in content {
        if let Some(agent) = agent.filter(|agent| range.contains(&agent.start)) {
            let by = agent.start - 1;
            if by > range.start {
                range.end = by;
            } else {
                range.start = agent.end;
            }
        }
        // "was announced on Monday", "was praised at home"
        let told = reading.says(range.start, &["about", "of", "for", "as", "against", "that", "to"]);
        let link = Class::CONJUNCTION.with(Class::SUBORDINATOR).with(Class::PREPOSITION);
        let stated = reading.is(cue.end - 1, Class::OF_SUBJECT);
        if told
            || !(stated && reading.is(range.start, link))
                && content::skip_adjuncts(reading, range.start, range.end) < range.end
        {
            content::push(&mut found, range);
        }
    }
    found
}

/// The one or the thing that a passive says something of: "The winner was announced".
fn topic(reading: &Reading<'_>, start: usize, cue: &Range<usize>) -> Option<Range<usize>> {
    let verb = cue.end - 1;
    let stated = reading.is(verb, Class::OF_SUBJECT) && cue.len() > 1;
    // "It was revealed in March that …"
    let that = (verb + 1..verb + 8).any(|unit| reading.says(unit, &["that"]));
    let dummy = |subject: &Range<usize>| that && reading.says(subject.start, &["it"]);
    reading.subject_before(cue.start, start).filter(|subject| stated && !dummy(subject))
}

/// Whether a passive reports: "was told", "was described as", "is called “…”"; not "was challenged over".
pub(super) fn reports(reading: &Reading<'_>, verb: usize) -> bool {
    let after = verb + 1;
    let told = reading.is(verb, Class::TELL.with(Class::CALL)) && !reading.is(verb, Class::MARKED_ONLY);
    let said = reading.is(verb, Class::SAY) && reading.says(after, &["that", "to", "by"])
        || reading.says(after, &["as"])
            && (reading.says(after + 1, &["saying"]) || !reading.is(verb, Class::SAY));
    // "The winner was announced."
    let stated = reading.is(verb, Class::OF_SUBJECT);
    // "was declared the winner"
    let named = reading.says(verb, &["declared", "pronounced"]) && reading.is(after, Class::DETERMINER);
    told || said || stated || named || reading.is_quote(after) || reading.is(after, Class::COLON)
}

/// Whether a participle hangs on the noun before it, without an auxiliary: "a bill known as", "a show called “…”".
pub(super) fn is_reduced(reading: &Reading<'_>, start: usize, verb: usize) -> bool {
    if !reading.is(verb, Class::PARTICIPLE) || reading.is(verb, Class::SAY) {
        return false;
    }
    let asked = reading.says(verb, &["asked", "pressed", "questioned", "quizzed"])
        && reading.is(verb - 1, Class::COMMA)
        && reading.is(verb + 1, Class::PREPOSITION.with(Class::SUBORDINATOR));
    // "Ms. Lind, asked about it, said" has a verb to come; "Ms. Lind, a diver, asked whether" has none.
    if asked {
        let rest = verb + 1..reading.units.len().min(verb + 40);
        let comma = rest
            .clone()
            .take_while(|unit| !reading.is(*unit, Class::STOP))
            .find(|unit| reading.is(*unit, Class::COMMA));
        return comma.is_some_and(|comma| {
            (comma + 1..comma + 6)
                .take_while(|unit| !reading.is(*unit, Class::STOP) && !reading.is_quote(*unit))
                .any(|unit| reading.looks_finite(unit))
        });
    }
    let named = reading.says(verb, &["called", "titled", "entitled", "dubbed", "named", "nicknamed"])
        && reading.is_quote(verb + 1);
    let known = reading.says(verb + 1, &["as", "by"]);
    if !named && !known {
        return false;
    }
    if reading.is(verb - 1, Class::COMMA) {
        return true;
    }
    let lower = !reading
        .is(verb - 1, Class::CAPITAL.with(Class::SUBJECT).with(Class::RELATIVE).with(Class::INDEFINITE));
    lower
        && reading.phrase_before(verb, start).is_some_and(|phrase| {
            reading.says(phrase.start, &["a", "an", "the"]) && (phrase.start > start || named)
        })
}
