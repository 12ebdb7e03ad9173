//! A marked span and the words around it in, whether anybody utters it out: titles, nicknames, scare quotes and
//! terms stand between marks too.
//!
//! A scorecard over features of form and place: `data/lexicon/uttered_points.txt` holds the points, set by hand, and
//! says why.

use std::ops::Range;
use std::sync::LazyLock;

use crate::hash::WordMap;
use crate::lexicon;

use super::frames::Frame;
use super::nouns;
use super::reading::{Line, Reading};
use super::words::{Class, class_of};

/// Marks of the reporter that are no words.
pub(super) const PUNCTUATION: Class = Class::COMMA
    .with(Class::COLON)
    .with(Class::STOP)
    .with(Class::SEMICOLON)
    .with(Class::DASH)
    .with(Class::OPEN)
    .with(Class::CLOSE)
    .with(Class::MARK);

/// Where a marked span stands.
pub(super) struct Place<'p> {
    /// Its line.
    pub(super) line: &'p Line,
    /// Its unit.
    pub(super) unit: usize,
    /// The frame that reports it, and the content it lies in.
    pub(super) frame: Option<(&'p Frame, Range<usize>)>,
}

/// Whether somebody utters the marked span at `place`.
pub(super) fn is_uttered(reading: &Reading<'_>, place: &Place<'_>) -> bool {
    let mut score = 0;
    let mut add = |feature: &str| score += CARD.points.get(feature).copied().unwrap_or_default();
    form(reading, place, &mut add);
    neighbours(reading, place, &mut add);
    match &place.frame {
        Some((frame, content)) => reported(frame, content, &mut add),
        None => loose(reading, place, &mut add),
    }
    score > 0
}

/// What speaks for and against.
struct Card {
    points: WordMap<i32, &'static str>,
    /// Words before the span, with their feature.
    before: WordMap<&'static str, &'static str>,
}

static CARD: LazyLock<Card> = LazyLock::new(|| {
    let mut card = Card { points: WordMap::default(), before: WordMap::default() };
    for row in lexicon::rows(include_str!("../../../data/lexicon/uttered_points.txt")) {
        let [feature, points, words @ ..] = row.as_slice() else { continue };
        card.points.insert(feature, points.parse().unwrap_or_default());
        for word in words.iter().flat_map(|words| words.split_whitespace()) {
            card.before.insert(word, feature);
        }
    }
    card
});

/// The span itself: its length, end, capitals and voice.
fn form(reading: &Reading<'_>, place: &Place<'_>, add: &mut dyn FnMut(&str)) {
    let inner = inner(reading.word(place.unit));
    let words: Vec<&str> = inner.split_whitespace().take(12).collect();
    match words.len() {
        0 | 1 => add("one word"),
        2 => add("two words"),
        3 | 4 => {}
        5 | 6 => add("five words or more"),
        _ => add("seven words or more"),
    }
    if inner.ends_with(',') {
        add("ends in comma");
    } else if inner.ends_with(['.', '!', '?', '…']) {
        add("ends in stop");
    }
    // Headlines may capitalise every word of what is said, too.
    let headline = place.line.paragraph == 0;
    let mut weighty = words.iter().filter(|word| word.len() > 3).peekable();
    let capitals = weighty.peek().is_some() && weighty.all(|word| word.starts_with(char::is_uppercase));
    if capitals && words.len() > 1 {
        if !headline {
            add("every word capital");
        }
    } else if inner.starts_with(char::is_lowercase) {
        add("begins lower");
    } else if words.len() == 1 && inner.starts_with(char::is_uppercase) {
        add("capital word");
    }
    if headline && reading.units[place.unit].marked.is_some_and(|marked| reading.marked[marked].single) {
        add("single marks in headline");
    }
    let mut person = false;
    let mut verb = false;
    let mut lowered = String::new();
    for word in words {
        let word = word.trim_matches(|char: char| !char.is_alphanumeric());
        lowered.clear();
        lowered.push_str(word);
        if word.is_ascii() {
            lowered.make_ascii_lowercase();
        } else {
            lowered = word.to_lowercase();
        }
        person |= matches!(lowered.as_str(), "i" | "we" | "you" | "my" | "our" | "me" | "us" | "your");
        verb = verb
            || class_of(&lowered).any(Class::AUXILIARY.with(Class::NEGATION))
            || lowered.contains(['\'', '’']);
    }
    if person {
        add("first or second person");
    }
    if verb {
        add("auxiliary or negation");
    }
}

/// The words right before and right behind the span.
fn neighbours(reading: &Reading<'_>, place: &Place<'_>, add: &mut dyn FnMut(&str)) {
    let units = &place.line.units;
    if place.unit > units.start && !reading.is_quote(place.unit - 1) {
        let left = place.unit - 1;
        if let Some(feature) = CARD.before.get(lexicon::fold(reading.word(left)).as_str()) {
            add(feature);
        }
        if reading.says(left, &["as"]) && left > units.start && reading.says(left - 1, &["known"]) {
            add("known as");
        }
        if reading.is(left, Class::COLON) {
            add("after colon");
        } else if reading.is(left, Class::COMMA) {
            add("after comma");
        } else if reading.is(left, Class::VERB) {
            add("after reporting verb");
        } else if reading.is(left, Class::DETERMINER) && !reading.is(left, Class::POSSESSIVE) {
            add("after article");
        }
    }
    let right = place.unit + 1;
    if right < units.end && !reading.is_quote(right) && !reading.is(right, GRAMMAR) {
        add("before common word");
    }
}

/// Marks, names, reporting verbs and words that serve the grammar.
const GRAMMAR: Class = PUNCTUATION
    .with(Class::VERB)
    .with(Class::CAPITAL)
    .with(Class::SUBJECT)
    .with(Class::AUXILIARY)
    .with(Class::PREPOSITION)
    .with(Class::CONJUNCTION)
    .with(Class::SUBORDINATOR)
    .with(Class::RELATIVE)
    .with(Class::DETERMINER)
    .with(Class::ADVERB);

/// What the cue says of a span that is reported.
fn reported(frame: &Frame, content: &Range<usize>, add: &mut dyn FnMut(&str)) {
    add(match frame.group {
        _ if frame.passive => "cue is passive",
        Class::SAY => "cue says",
        Class::TELL => "cue tells",
        Class::CALL => "cue calls",
        _ => "cue thinks",
    });
    if content.len() == 1 {
        add("whole content");
    }
}

/// What the place says of a span without a cue.
fn loose(reading: &Reading<'_>, place: &Place<'_>, add: &mut dyn FnMut(&str)) {
    let Place { line, unit, .. } = place;
    add("no cue");
    if line.units.clone().all(|unit| reading.is_quote(unit) || reading.is(unit, PUNCTUATION)) {
        add("alone");
    }
    if let Some((_, rule, _)) = nouns::owner(reading, line, *unit) {
        add(rule.name());
    }
    let paragraph = reading.document.article.paragraphs[line.paragraph].span;
    let earlier = reading.units[*unit].marked.and_then(|marked| marked.checked_sub(1));
    if earlier.is_some_and(|marked| paragraph.contains(reading.marked[marked].span)) {
        add("same paragraph");
    }
}

/// Whether the marked span looks like a title: no word of weight in small letters.
pub(super) fn is_title(reading: &Reading<'_>, unit: usize) -> bool {
    let mut words = inner(reading.word(unit)).split_whitespace().filter(|word| word.len() > 3).peekable();
    words.peek().is_some() && words.all(|word| word.starts_with(|char: char| !char.is_lowercase()))
}

/// The text between the marks.
fn inner(text: &str) -> &str {
    text.trim_matches(|char: char| {
        matches!(char, '“' | '”' | '"' | '\'' | '‘' | '’' | '«' | '»' | '„') || char.is_whitespace()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_small_whole_numbers() {
        let card = include_str!("../../../data/lexicon/uttered_points.txt");
        for row in lexicon::rows(card) {
            let points = row.get(1).and_then(|points| points.parse::<i32>().ok());
            assert!(points.is_some_and(|points| (-4..=4).contains(&points) && points != 0), "{row:?}");
        }
        assert!(lexicon::rows(card).count() <= 60);
    }
}
