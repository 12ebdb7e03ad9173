//! A marked span and the words around it in, whether anybody utters it out: titles, nicknames, scare quotes and
//! terms stand between marks too.
//!
//! A linear model over features of form and place; `data/models/uttered.txt` holds its weights, one feature a line,
//! so that a reader can see what speaks for and against.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::content::ends_in_comma;
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

static WEIGHTS: LazyLock<HashMap<&'static str, f32>> = LazyLock::new(|| {
    include_str!("../../../data/models/uttered.txt")
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(feature, weight)| Some((feature, weight.parse().ok()?)))
        .collect()
});

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
    if is_named(reading, place) {
        return false;
    }
    let mut score = 0.0;
    features(reading, place, &mut |feature| score += WEIGHTS.get(feature).copied().unwrap_or_default());
    score > 0.0
}

/// Whether the words before the span say that it is a name or a term: "the novel “…”", "known as “…”", "so-called".
fn is_named(reading: &Reading<'_>, place: &Place<'_>) -> bool {
    let Some(left) = place.unit.checked_sub(1).filter(|left| *left >= place.line.units.start) else {
        return false;
    };
    if reading.says(left, &["so-called"]) {
        return true;
    }
    let inner = inner(reading.word(place.unit));
    let title = inner
        .split_whitespace()
        .all(|word| word.len() < 4 || word.starts_with(|char: char| !char.is_lowercase()))
        && inner.starts_with(char::is_uppercase)
        && !inner.ends_with(['!', '?', ',']);
    let spoken = place.frame.as_ref().is_some_and(|(frame, _)| {
        let verb = frame.cue.end - 1;
        matches!(frame.group, Class::SAY | Class::TELL)
            && !reading
                .says(verb, &["wrote", "writes", "written", "writing", "sang", "sings", "read", "reads"])
    });
    let work = &[
        "novel",
        "film",
        "movie",
        "song",
        "album",
        "book",
        "documentary",
        "memoir",
        "musical",
        "painting",
        "sitcom",
        "podcast",
        "magazine",
    ];
    if title && !spoken && reading.says(left, work) {
        return true;
    }
    let known =
        reading.says(left, &["as"]) && left > place.line.units.start && reading.says(left - 1, &["known"]);
    if title && !spoken && known {
        return true;
    }
    place.frame.is_none() && reading.says(left, &["word", "words"]) && !inner.contains(' ')
}

/// The features of a marked span, each by its name.
fn features(reading: &Reading<'_>, place: &Place<'_>, add: &mut dyn FnMut(&str)) {
    let Place { line, unit, frame } = place;
    let unit = *unit;
    add("any");
    let inner = inner(reading.word(unit));
    let words: Vec<&str> = inner.split_whitespace().take(12).collect();
    let length = match words.len() {
        0 | 1 => "1",
        2 => "2",
        3 => "3",
        4 => "4",
        5 | 6 => "6",
        7..=9 => "9",
        _ => "10",
    };
    let end = match inner.chars().last() {
        Some(',') => "comma",
        Some('.' | '!' | '?' | '…') => "stop",
        _ if ends_in_comma(reading, unit) => "dash",
        _ => "open",
    };
    let content = words.iter().filter(|word| word.len() > 3).count();
    let capitals = words.iter().filter(|word| word.len() > 3 && word.starts_with(char::is_uppercase)).count();
    let form = if content > 0 && capitals == content && (words.len() > 1) {
        "title"
    } else if inner.starts_with(char::is_uppercase) {
        "sentence"
    } else if inner.starts_with(char::is_lowercase) {
        "lower"
    } else {
        "other"
    };
    let group = match frame {
        None => "none",
        Some((frame, _)) if frame.passive => "passive",
        Some((frame, _)) if frame.group == Class::SAY => "say",
        Some((frame, _)) if frame.group == Class::TELL => "tell",
        Some((frame, _)) if frame.group == Class::CALL => "call",
        Some(_) => "think",
    };
    let before = before(reading, line, unit);
    let after = after(reading, line, unit);
    let headline = if line.paragraph == 0 { "head" } else { "body" };
    add(&format!("length={length}"));
    add(&format!("end={end}"));
    add(&format!("form={form}"));
    add(&format!("group={group}"));
    add(&format!("before={before}"));
    add(&format!("after={after}"));
    add(&format!("group,length={group},{length}"));
    add(&format!("form,length={form},{length}"));
    add(&format!("form,end={form},{end}"));
    add(&format!("before,form={before},{form}"));
    add(&format!("before,group={before},{group}"));
    add(&format!("group,form={group},{form}"));
    add(&format!("end,length={end},{length}"));
    add(&format!("after,group={after},{group}"));
    add(&format!("headline,group={headline},{group}"));
    add(&format!("before,after={before},{after}"));
    if reading.marked[reading.units[unit].marked.unwrap_or_default()].single {
        add(&format!("single,headline={headline}"));
    }
    voice(&words, add);
    if let Some((frame, content)) = frame {
        let whole = content.len() == 1;
        let near = unit.saturating_sub(frame.cue.end).min(9);
        add(&format!("whole={whole}"));
        add(&format!("trailing,near={},{}", frame.trailing, if frame.trailing { 0 } else { near }));
        add(if reading.is(frame.cue.end - 1, Class::MARKED_ONLY) { "cue=marked only" } else { "cue=any" });
        let quotes = content.clone().filter(|unit| reading.is_quote(*unit)).count().min(3);
        add(&format!("quotes={quotes}"));
        if frame.subject.as_ref().is_some_and(|subject| reading.is(subject.start, Class::SUBJECT)) {
            add("subject=pronoun");
        }
        if reading.is(content.start, Class::PREPOSITION) && !frame.trailing {
            add(&format!("adjunct,form={form}"));
        }
        if !frame.trailing && reading.says(frame.cue.end, &["that"]) {
            add("that");
        }
    } else {
        let alone = line.units.clone().all(|unit| reading.is_quote(unit) || reading.is(unit, PUNCTUATION));
        let opens = unit == line.units.start;
        add(&format!("alone={alone},{length}"));
        add(&format!("alone,end={alone},{end},{form}"));
        add(&format!("opens={opens},{end}"));
        if let Some((_, rule, _)) = nouns::owner(reading, line, unit) {
            add(rule);
            add(&format!("owner,form={rule},{form}"));
        }
        let earlier =
            reading.units[unit].marked.filter(|marked| *marked > 0).map(|marked| reading.marked[marked - 1]);
        let same = earlier.is_some_and(|marked| {
            reading.document.article.paragraphs[line.paragraph].span.contains(marked.span)
        });
        add(&format!("turn={same},{alone},{form}"));
    }
}

/// What in the span itself sounds like speech: I, we, a verb of being.
fn voice(words: &[&str], add: &mut dyn FnMut(&str)) {
    let mut person = false;
    let mut verb = false;
    for word in words {
        let word = word.trim_matches(|char: char| !char.is_alphanumeric()).to_lowercase();
        person |= matches!(word.as_str(), "i" | "we" | "you" | "my" | "our" | "me" | "us" | "your");
        verb |= class_of(&word).any(Class::AUXILIARY.with(Class::NEGATION)) || word.contains(['\'', '’']);
    }
    if person {
        add("person");
    }
    if verb {
        add("verb");
    }
}

/// What stands before the span.
fn before(reading: &Reading<'_>, line: &Line, unit: usize) -> &'static str {
    if unit == line.units.start {
        return "start";
    }
    let left = unit - 1;
    if reading.is_quote(left) {
        return "quote";
    }
    let named = &[
        "called",
        "titled",
        "entitled",
        "named",
        "dubbed",
        "as",
        "term",
        "word",
        "phrase",
        "book",
        "song",
        "film",
        "movie",
        "show",
        "program",
        "series",
        "album",
        "magazine",
        "documentary",
        "novel",
        "essay",
        "article",
        "play",
        "single",
        "hit",
        "column",
        "newsletter",
        "podcast",
        "memoir",
        "nicknamed",
        "so-called",
        "termed",
        "musical",
        "episode",
        "segment",
        "theme",
        "track",
        "painting",
    ];
    if reading.says(
        left,
        &["called", "titled", "entitled", "named", "dubbed", "nicknamed", "so-called", "termed", "known"],
    ) {
        return "name verb";
    }
    if reading.says(left, named) {
        return "name noun";
    }
    if reading.says(
        left,
        &[
            "slogan", "motto", "chant", "chants", "sign", "signs", "banner", "banners", "mantra", "refrain",
            "message", "shouts", "cries",
        ],
    ) {
        return "slogan";
    }
    let class = reading.units[left].class;
    if class.any(Class::APOSTROPHE_S) {
        return if left > line.units.start && reading.is(left - 1, Class::CAPITAL) {
            "name's"
        } else {
            "’s"
        };
    }
    for (what, name) in [
        (Class::COLON, "colon"),
        (Class::COMMA, "comma"),
        (Class::DASH, "dash"),
        (Class::OPEN, "bracket"),
        (Class::POSSESSIVE, "his"),
        (Class::VERB, "cue verb"),
        (Class::DETERMINER, "the"),
        (Class::PREPOSITION, "preposition"),
        (Class::CONJUNCTION, "and"),
        (Class::SUBORDINATOR, "because"),
        (Class::RELATIVE, "who"),
        (Class::SUBJECT, "he"),
        (Class::AUXILIARY, "is"),
        (Class::ADVERB, "adverb"),
        (Class::CAPITAL, "name"),
        (Class::NUMBER, "number"),
        (Class::STOP, "stop"),
        (Class::MARK, "mark"),
    ] {
        if class.any(what) {
            return name;
        }
    }
    if reading.is(left, Class::NOUN) { "noun" } else { "word" }
}

/// What stands behind the span.
fn after(reading: &Reading<'_>, line: &Line, unit: usize) -> &'static str {
    let right = unit + 1;
    if right >= line.units.end {
        return "end";
    }
    if reading.is_quote(right) {
        return "quote";
    }
    let class = reading.units[right].class;
    for (what, name) in [
        (Class::STOP, "end"),
        (Class::COMMA, "comma"),
        (Class::DASH, "dash"),
        (Class::CLOSE, "bracket"),
        (Class::SUBJECT, "he"),
        (Class::CAPITAL, "name"),
        (Class::AUXILIARY, "is"),
        (Class::PREPOSITION, "preposition"),
        (Class::CONJUNCTION, "and"),
        (Class::VERB, "cue verb"),
        (Class::DETERMINER, "the"),
        (Class::SUBORDINATOR, "because"),
        (Class::RELATIVE, "who"),
        (Class::ADVERB, "adverb"),
    ] {
        if class.any(what) {
            return name;
        }
    }
    "word"
}

/// The text between the marks.
fn inner(text: &str) -> &str {
    text.trim_matches(|char: char| {
        matches!(char, '“' | '”' | '"' | '\'' | '‘' | '’' | '«' | '»' | '„') || char.is_whitespace()
    })
}
