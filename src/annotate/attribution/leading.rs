//! Clauses that lead up to the main one: whether a sentence opens with one, and whether a cue stands in it.

use super::content::Cue;
use super::reading::Reading;
use super::words::Class;

/// Whether the sentence opens with what leads up to its main clause: "Asked if …", "To a question on …", "But even as …".
pub(super) fn leads_up(reading: &Reading<'_>, start: usize) -> bool {
    let link = Class::CONJUNCTION.with(Class::ADVERB);
    let first = (start..start + 4).find(|unit| !reading.is(*unit, link)).unwrap_or(start);
    reading.is(first, Class::PREPOSITION.with(Class::ING).with(Class::PARTICIPLE)) && !reading.is_quote(first)
        || reading.says(first, LEADING)
}

/// Whether `unit` stands in a clause that leads up to the main one: "While most said so, …", "In June, after he …".
pub(super) fn in_leading_clause(reading: &Reading<'_>, start: usize, unit: usize) -> bool {
    let open = (start..unit)
        .rev()
        .take(14)
        .find(|unit| reading.is(*unit, Class::COMMA) || reading.is_quote(*unit))
        .map_or(start, |comma| comma + 1);
    if unit - start > 30 || reading.is_quote(open.saturating_sub(1)) && open > start {
        return false;
    }
    let skipped = Class::CONJUNCTION.with(Class::ADVERB);
    let mut first = open;
    while first < unit && reading.is(first, skipped) && !reading.is(first, Class::SUBORDINATOR) {
        first += 1;
    }
    let joined = first > open && reading.is(first - 1, Class::CONJUNCTION);
    // "A few weeks after she said so, …"
    let counted = Class::DETERMINER.with(Class::NUMBER).with(Class::TIME).with(Class::ADVERB);
    let mut link = first;
    while link < first + 4 && (reading.is(link, counted) || reading.says(link, PERIODS)) {
        link += 1;
    }
    let leads = reading.says(first, LEADING)
        || link > first && link < unit && reading.says(link, &["after", "before", "since"]);
    // What stands before it is an adjunct only, or the sentence before a conjunction.
    let finite = Class::PAST.with(Class::THIRD).with(Class::AUXILIARY).with(Class::SUBJECT);
    leads && first < unit && (joined || !(start..open).any(|unit| reading.is(unit, finite)))
}

/// Whether a participle opens the sentence: "Announcing the plan, …", "One month after announcing the plan, …".
pub(super) fn leads_in(reading: &Reading<'_>, start: usize, cue: &Cue) -> bool {
    let before = Class::PREPOSITION
        .with(Class::DETERMINER)
        .with(Class::NUMBER)
        .with(Class::TIME)
        .with(Class::ADVERB)
        .with(Class::CONJUNCTION);
    cue.participle
        && cue.verb < start + 6
        && (cue.verb == start || reading.is(cue.verb - 1, Class::PREPOSITION))
        && (start..cue.verb).all(|unit| {
            reading.is(unit, before) || reading.says(unit, PERIODS) || reading.says(unit, &["addition"])
        })
}

/// Words that open a clause before the main one.
const LEADING: &[&str] = &[
    "while", "when", "whenever", "after", "although", "though", "since", "as", "if", "because", "before",
    "once", "until",
];

/// Stretches of time.
const PERIODS: &[&str] =
    &["minutes", "hours", "days", "weeks", "months", "years", "hour", "day", "decade", "decades"];
