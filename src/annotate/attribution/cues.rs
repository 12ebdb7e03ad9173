//! Whether a word that may report speech does so where it stands.

use super::reading::{Line, Reading};
use super::words::Class;

/// Whether the reporting verb at `unit` is used as one, not as a noun, an adjective or part of a name.
pub(super) fn is_cue(reading: &Reading<'_>, line: &Line, unit: usize) -> bool {
    let class = reading.units[unit].class;
    if unit == line.units.start {
        return class.any(Class::ING.with(Class::PARTICIPLE));
    }
    if class.any(Class::CAPITAL) {
        return false;
    }
    let before = unit - 1;
    // "All told, …"
    if reading.is(before, Class::POSSESSIVE)
        || reading.says(before, &["all"]) && reading.is(unit + 1, Class::COMMA)
    {
        return false;
    }
    let counted = is_counted(reading, line, before);
    if reading.is(before, Class::DETERMINER) && !reading.is(before, Class::INDEFINITE) && !counted {
        // "a memo that says", not "that claim"
        return reading.says(before, &["that"])
            && !class.any(Class::BASE)
            && unit > line.units.start + 1
            && reading.is_nominal(before - 1);
    }
    if class.any(Class::PAST) {
        return counted && reading.is(unit, Class::SAY) || past(reading, unit);
    }
    if class.any(Class::ING) && class.any(Class::UTTERANCE) && reading.is(before, Class::APOSTROPHE_S) {
        return false;
    }
    // "their own reporting shows": a noun.
    if class.any(Class::ING) && reading.is_nominal(before) && reading.looks_finite(unit + 1) {
        return false;
    }
    // "with all precincts reporting, the race", "it is worth noting that"
    let bare =
        reading.is(unit + 1, Class::COMMA) && reading.is_nominal(before) && !content_follows(reading, unit);
    let bare = bare && !reading.says(unit, &["saying"]);
    if class.any(Class::ING) && (bare || reading.says(before, &["worth"])) {
        return false;
    }
    if class.any(Class::ING) {
        return !reading.is(before, Class::CAPITAL)
            || content_follows(reading, unit)
            || reading.is(unit + 1, Class::OBJECT.with(Class::CAPITAL).with(Class::POSSESSIVE));
    }
    if reading.is(before, Class::APOSTROPHE_S) {
        return false;
    }
    if class.any(Class::BASE) {
        return base(reading, line, unit);
    }
    third(reading, line, unit)
}

/// "one in four", "nine of 10": so many of a group.
fn is_counted(reading: &Reading<'_>, line: &Line, unit: usize) -> bool {
    let number = |unit| reading.is(unit, Class::NUMBER) || reading.is(unit, Class::DETERMINER);
    unit > line.units.start + 1
        && number(unit)
        && !reading.says(unit, &["the", "a", "an", "this", "that", "these", "those"])
        && reading.says(unit - 1, &["in", "of"])
        && number(unit - 2)
}

/// "a plan to announce", "decided to add": what is meant to be said, and is not said yet.
pub(super) fn is_intended(reading: &Reading<'_>, verb: usize) -> bool {
    let mut left = verb;
    while left > 1 && reading.is(left - 1, Class::ADVERB.with(Class::NEGATION)) {
        left -= 1;
    }
    let infinitive = left > 1 && reading.is(verb, Class::BASE) && reading.says(left - 1, &["to"]);
    infinitive
        && !content_follows(reading, verb)
        && !reading.says(left - 2, SPEAKING)
        && !reading.is(left - 2, Class::COMMA.with(Class::CAPITAL).with(Class::AUXILIARY))
}

/// Words behind which an infinitive is done as well as meant: "went on to say", "continued to deny".
const SPEAKING: &[&str] = &[
    "likely",
    "on",
    "continue",
    "continued",
    "continues",
    "continuing",
    "began",
    "used",
    "ready",
    "quick",
    "first",
    "seemed",
    "declined",
    "refused",
];

/// Whether something that is said stands directly behind `unit`.
pub(super) fn content_follows(reading: &Reading<'_>, unit: usize) -> bool {
    reading.is_quote(unit + 1)
        || reading.says(unit + 1, &["that"])
        || reading.is(unit + 1, Class::COLON)
        || reading.is(unit + 1, Class::COMMA) && reading.is_quote(unit + 2)
}

fn past(reading: &Reading<'_>, unit: usize) -> bool {
    let before = unit - 1;
    // "1,280 pledged delegates", "those pledged delegates", "the board’s repeated refusal"
    let attributive = reading.is(before, Class::NUMBER)
        || reading.is(before, Class::DETERMINER) && !reading.is(before, Class::INDEFINITE)
        || reading.is(before, Class::APOSTROPHE_S)
            && !reading.is(before.saturating_sub(1), Class::SUBJECT.with(Class::RELATIVE));
    if attributive && !content_follows(reading, unit) && reading.is_nominal(unit + 1) {
        return false;
    }
    // "the alleged attack", "of accused men": an adjective.
    !reading.is(before, Class::PREPOSITION)
        || reading.is_quote(before)
        || reading.says(before, &["to", "out", "back", "up"])
}

fn base(reading: &Reading<'_>, line: &Line, unit: usize) -> bool {
    let mut left = unit - 1;
    while left > line.units.start && reading.is(left, Class::ADVERB.with(Class::NEGATION)) {
        left -= 1;
    }
    // "who is term limited", "harder than, say, a bridge"
    let aside =
        reading.says(unit, &["say"]) && reading.is(left, Class::COMMA) && reading.is(unit + 1, Class::COMMA);
    let being = left + 1 == unit && reading.says(left, &["is", "are", "was", "were", "be", "been"]);
    if (aside || being) && !content_follows(reading, unit) {
        return false;
    }
    if reading.is(left, Class::AUXILIARY) && !reading.is(left, Class::APOSTROPHE_S)
        || reading.says(
            left,
            &[
                "to", "people", "men", "women", "i", "we", "they", "you", "who", "whom", "police", "let",
                "help",
            ],
        )
    {
        return true;
    }
    if reading.is_quote(left) {
        return true;
    }
    if reading.says(left, &["and", "or", "but"]) {
        return !reading.is(unit, Class::NOUNLIKE);
    }
    if reading.is(left, Class::INDEFINITE) {
        return !reading.says(left, &["one", "each", "either", "another", "neither", "all"]);
    }
    let opens = Class::SUBJECT.with(Class::CAPITAL).with(Class::DETERMINER).with(Class::POSSESSIVE);
    let clause = content_follows(reading, unit)
        || reading.is(unit + 1, Class::SUBJECT)
        || reading.says(unit, &["say"]) && reading.is(unit + 1, opens.with(Class::COMMA));
    if reading.is(left, Class::CLOSE.with(Class::COMMA))
        || reading.is(left, Class::NUMBER.with(Class::DETERMINER))
    {
        return clause || !reading.is(unit, Class::NOUNLIKE);
    }
    if clause && !reading.is(unit, Class::NOUNLIKE) && reading.is(unit, Class::SAY) {
        return true;
    }
    // "Mr. Lind and Ms. Moss call them “…”"
    let object =
        clause || reading.is(unit + 1, Class::OBJECT.with(Class::DETERMINER).with(Class::POSSESSIVE));
    let pair = (left.saturating_sub(3)..left).any(|at| reading.says(at, &["and"]));
    if object && pair && reading.is(left, Class::CAPITAL) {
        return true;
    }
    let plural = reading.word(left).ends_with('s')
        && reading.is_nominal(left)
        && !reading.is(left, Class::APOSTROPHE_S);
    plural
        && (!reading.is(unit, Class::NOUNLIKE)
            || content_follows(reading, unit)
            || reading.is(left, Class::NOUN))
}

fn third(reading: &Reading<'_>, line: &Line, unit: usize) -> bool {
    let mut before = unit - 1;
    while before > line.units.start && reading.is(before, Class::ADVERB) && !reading.is(before, Class::NOUN) {
        before -= 1;
    }
    if reading.is(before, Class::PREPOSITION.with(Class::NUMBER)) {
        return false;
    }
    if !reading.is(unit, Class::NOUNLIKE) {
        return true;
    }
    if reading.is(before, Class::SUBJECT.with(Class::RELATIVE)) {
        return true;
    }
    // "the states that voted", "Tula and Brell, states that": a noun and its relative clause.
    let relative = reading.says(unit + 1, &["that"])
        && (reading.looks_finite(unit + 2) || reading.is(before, Class::COMMA));
    if content_follows(reading, unit) {
        return !relative;
    }
    if reading.is(before, Class::CLOSE.with(Class::COMMA)) {
        return !reading.is(unit + 1, Class::PREPOSITION.with(Class::STOP).with(Class::COMMA));
    }
    // "the plan calls for", not "the calls for peace"
    let led = reading.phrase_before(unit, line.units.start).is_some_and(|phrase| {
        phrase.len() > 1
            && reading.starts_clause(phrase.start, line.units.start)
            && reading.is(phrase.start, Class::DETERMINER.with(Class::POSSESSIVE))
    });
    if led && reading.says(unit + 1, &["for", "on"]) && !reading.word(unit - 1).ends_with('s') {
        return true;
    }
    let noun_follows = reading.is(
        unit + 1,
        Class::PREPOSITION
            .with(Class::STOP)
            .with(Class::COMMA)
            .with(Class::CONJUNCTION)
            .with(Class::AUXILIARY),
    );
    reading.is(before, Class::CAPITAL.with(Class::NOUN)) && !noun_follows && !reading.looks_finite(unit + 1)
}
