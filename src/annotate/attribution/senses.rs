//! A reporting verb in, whether it stands in a sense that reports nothing: "called off", "asked not to be named".

use super::reading::Reading;
use super::words::Class;

/// Whether the verb reports nothing where it stands.
pub(super) fn reports_nothing(reading: &Reading<'_>, verb: usize, passive: bool) -> bool {
    asks_anonymity(reading, verb) || !passive && has_other_sense(reading, verb)
}

/// "who asked not to be named"
fn asks_anonymity(reading: &Reading<'_>, verb: usize) -> bool {
    reading.is(verb, Class::TELL.with(Class::SAY))
        && (verb + 1..verb + 4).any(|unit| reading.says(unit, &["not", "to", "that"]))
        && (verb + 1..verb + 7)
            .any(|unit| reading.says(unit, &["named", "identified", "anonymous", "anonymity", "quoted"]))
        && (verb + 1..verb + 6).any(|unit| reading.says(unit, &["be", "remain", "his", "her", "their"]))
}

/// "called off", "added to", "the rate declined by": the verb in a sense that reports nothing.
fn has_other_sense(reading: &Reading<'_>, verb: usize) -> bool {
    let word = reading.word(verb);
    let begins = |with: &str| word.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    let after = verb + 1;
    if begins("call") {
        return reading.says(after, &["in", "into", "off", "up", "back", "at", "from", "to"])
            || names_only(reading, after)
            || names_thing(reading, verb)
            || (after..after + 4).any(|unit| {
                let things = &["meeting", "session", "election", "attention", "bluff", "halt", "police"];
                !reading.is_quote(unit) && reading.says(unit, things)
            });
    }
    if begins("add") {
        return reading.says(after, &["to", "up", "in"]);
    }
    let wants_infinitive = begins("declin") || begins("refus");
    wants_infinitive
        && !reading.says(after, &["to", "comment"])
        && !reading.is(after, Class::DETERMINER)
        && !reading.is_quote(after)
        && reading.is(verb, Class::CALL)
}

/// "a company called Harbour Holdings", "she called Mr. Lind to thank him": a name is all that follows.
fn names_only(reading: &Reading<'_>, after: usize) -> bool {
    let mut end = after;
    while reading.is(end, Class::CAPITAL) && !reading.is(end, Class::TIME)
        || end > after && reading.says(end, &["."]) && reading.is_nominal(end)
    {
        end += 1;
    }
    let closes = Class::STOP
        .with(Class::COMMA)
        .with(Class::SEMICOLON)
        .with(Class::CLOSE)
        .with(Class::PREPOSITION)
        .with(Class::RELATIVE)
        .with(Class::CONJUNCTION)
        .with(Class::AUXILIARY);
    end > after
        && (reading.is(end, closes) && !reading.is(end, Class::APOSTROPHE_S) || reading.says(end, &["to"]))
}

/// "a company called Harbour Holdings owns": an indefinite thing and its name.
fn names_thing(reading: &Reading<'_>, verb: usize) -> bool {
    reading.is(verb, Class::PARTICIPLE)
        && reading.is(verb + 1, Class::CAPITAL)
        && reading
            .base_before(verb, verb.saturating_sub(6))
            .is_some_and(|phrase| reading.says(phrase.start, &["a", "an", "one", "another"]))
}
