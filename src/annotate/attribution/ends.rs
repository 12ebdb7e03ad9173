//! Where what is said ends and the reporter goes on: a content's first unit in, the unit behind its last one out.

use super::content::{ends_in_comma, skip_adjuncts};
use super::reading::Reading;
use super::words::Class;

/// Where the reporter adds something of his own to what was said: "…, despite …", “…,” but …
pub(super) fn aside(reading: &Reading<'_>, from: usize, end: usize) -> usize {
    let own = &[
        "but", "while", "though", "although", "which", "who", "whose", "despite", "as", "when", "after",
        "before", "a", "an",
    ];
    // A quote that makes up the whole content ends it where only adjuncts follow.
    if reading.is_quote(from) && from + 1 < end && skip_adjuncts(reading, from + 1, end) >= end {
        return from + 1;
    }
    let last_quote = (from..end).rev().find(|unit| reading.is_quote(*unit));
    (from..end)
        .find_map(|unit| {
            if reading.is_quote(unit) {
                let comma = reading
                    .word(unit)
                    .trim_end_matches(|char: char| !char.is_alphanumeric() && char != ',')
                    .ends_with(',');
                // A list of what he was called: “…,” a “…” and “…”
                let listed = (unit + 1..end.min(unit + 5)).any(|next| reading.is_quote(next));
                let own =
                    reading.says(unit + 1, own) || reading.is(unit + 1, Class::SUBJECT.with(Class::CAPITAL));
                return (comma && own && !listed
                    || last_quote == Some(unit) && is_circumstance(reading, unit + 1))
                .then_some(unit + 1);
            }
            if !reading.is(unit, TURN) {
                return None;
            }
            if reading.is(unit, Class::SEMICOLON) && unit > from {
                return Some(unit);
            }
            let free = last_quote.is_none_or(|quote| quote < unit);
            let turns = unit >= from + 2 && is_turn(reading, from, unit)
                || unit == from + 1 && is_deed(reading, from, unit);
            (free && turns).then_some(unit)
        })
        .unwrap_or(end)
}

/// What the sentence may turn at.
const TURN: Class = Class::SEMICOLON.with(Class::COMMA).with(Class::DASH).with(Class::CONJUNCTION);

/// Whether what follows the last quote says when it was uttered, or what the reporter makes of it.
fn is_circumstance(reading: &Reading<'_>, unit: usize) -> bool {
    reading.says(unit, &["after", "when", "while", "until", "before", "during"])
        || reading.is(unit, Class::TIME.with(Class::DASH)) && !reading.is_quote(unit + 1)
        || reading.says(unit, &["and"]) && reading.looks_finite(unit + 1)
}

/// Whether the content up to `unit` is a thing, no clause: "praised the plan", not "said the plan".
fn is_bare(reading: &Reading<'_>, from: usize, unit: usize) -> bool {
    let clause = reading.says(from, &["that"])
        || from > 0
            && reading.says(from - 1, &["say", "says", "said", "saying", "claimed", "claim", "claims"]);
    !clause && !(from..unit).any(|unit| reading.looks_finite(unit))
}

/// Whether the sentence turns back to the reporter at `unit`, a comma or a conjunction.
fn is_turn(reading: &Reading<'_>, from: usize, unit: usize) -> bool {
    let next = unit + 1;
    if reading.is(unit, Class::COMMA) {
        let turn = &[
            "which", "who", "despite", "though", "although", "while", "whose", "whereas", "whom", "a", "an",
            "after",
        ];
        if reading.says(next, turn) {
            return unit >= from + if reading.says(next, &["which", "who"]) { 2 } else { 3 };
        }
        // "…, one that will last"
        if reading.says(next, &["one"]) && reading.says(next + 1, &["that", "which", "who"]) {
            return unit >= from + 3;
        }
        let clause = Class::CAPITAL.with(Class::SUBJECT).with(Class::DETERMINER).with(Class::AUXILIARY);
        if reading.says(next, &["but"]) {
            return (reading.is(next + 1, clause) && !reading.says(next + 1, &["that"]))
                || reading.looks_finite(next + 1);
        }
        if reading.says(next, &["even"]) {
            return reading.says(next + 1, &["though", "as", "while"]);
        }
        let bare = is_bare(reading, from, unit);
        if reading.says(next, &["and"]) {
            let own = bare && reading.is(next + 1, Class::SUBJECT);
            return own || reading.looks_finite(next + 1) && !reading.is(next + 1, Class::AUXILIARY);
        }
        // "praised the plan, was asked about it": the reporter’s own verb.
        if bare && reading.looks_finite(next) {
            return unit >= from + 2;
        }
        return unit >= from + 3 && is_participle(reading, next);
    }
    // "praised the plan — a rare success": the reporter’s own aside, where no second dash closes it.
    if reading.is(unit, Class::DASH) && !reading.is_nominal(unit) {
        let paired = (unit + 1..reading.units.len().min(unit + 40))
            .take_while(|next| !reading.is(*next, Class::STOP))
            .any(|next| reading.is(next, Class::DASH) && !reading.is_nominal(next));
        return !paired && unit >= from + 2 && is_bare(reading, from, unit);
    }
    // "denies any wrongdoing and points out": a verb behind a content that has none.
    reading.is(unit, Class::CONJUNCTION)
        && reading.says(unit, &["and", "but"])
        && (reading.looks_finite(next)
            || reading.is(next, Class::THIRD) && reading.says(next + 1, &["to", "out", "that", "for"]))
        && !(from..unit).any(|unit| reading.looks_finite(unit))
}

/// "praised Moss and defended the plan", "praised Moss, adding …": the reporter’s own verb behind a name that is the
/// whole content.
fn is_deed(reading: &Reading<'_>, from: usize, link: usize) -> bool {
    let object = Class::DETERMINER
        .with(Class::POSSESSIVE)
        .with(Class::OBJECT)
        .with(Class::CAPITAL)
        .with(Class::PREPOSITION)
        .with(Class::SUBORDINATOR);
    let bare = is_bare(reading, from, link);
    bare && reading.is(link, Class::COMMA) && is_participle(reading, link + 1)
        || bare
            && reading.says(link, &["and", "but"])
            && reading.looks_finite(link + 1)
            && !reading.is(link + 1, Class::AUXILIARY)
            && (reading.is(link + 2, object) || reading.is(link + 1, Class::SAY))
}

/// "forcing", "adding": what follows from it, in the reporter's words.
pub(super) fn is_participle(reading: &Reading<'_>, unit: usize) -> bool {
    if unit >= reading.units.len() {
        return false;
    }
    let word = reading.word(unit);
    word.len() > 5
        && word.ends_with("ing")
        && word.starts_with(char::is_lowercase)
        && !reading
            .is(unit, Class::PREPOSITION.with(Class::NOUN).with(Class::INDEFINITE).with(Class::UTTERANCE))
        && !reading.is_quote(unit)
}

/// The end of a content in a relative clause: the comma behind which the verb of the main clause stands.
pub(super) fn enclosed_end(reading: &Reading<'_>, from: usize, end: usize) -> usize {
    (from + 1..end)
        .find(|unit| {
            let verb = (unit + 1..end).find(|next| !reading.is(*next, Class::ADVERB)).unwrap_or(end);
            reading.is(*unit, Class::COMMA) && verb < unit + 4 && reading.looks_finite(verb)
        })
        .unwrap_or(end)
}

/// The end of the content of a participle that opens the sentence: its comma, or the marked span that ends in one.
pub(super) fn opening_end(reading: &Reading<'_>, from: usize, end: usize) -> usize {
    (from..end)
        .find_map(|unit| {
            if reading.is(unit, Class::COMMA) {
                Some(unit)
            } else {
                (reading.is_quote(unit) && ends_in_comma(reading, unit)).then_some(unit + 1)
            }
        })
        .unwrap_or(end)
}
