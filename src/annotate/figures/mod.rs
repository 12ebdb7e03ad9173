//! Numbers with their unit and what they count: money, shares, measures, counts; with hedges and spelled numbers.

mod nouns;
mod others;
mod spelled;
mod tables;

#[cfg(test)]
mod tests;

use smol_str::SmolStr;

use std::ops::Range;

use crate::hash::WordSet;
use crate::lexicon::fold;
use crate::model::{Figure, Span};

use super::Document;
use nouns::{is_casualty, is_function_word, is_plural, singular};
use spelled::{Spelled, spelled};
use tables::{TABLES, Tables};

/// Numbers with their unit and what they count.
pub(super) fn figures(document: &Document<'_>) -> Vec<Figure> {
    let mut out = Vec::new();
    for sentence in &document.sentences {
        let Range { start, end } = sentence.tokens;
        let reader = Reader { document, tables: &TABLES, start, end };
        let mut at = reader.start;
        // The next token from `at` on that begins with a digit. A figure begins there, or with a currency of two tokens
        // at most before it, or with a number in words: few tokens pass, and only they are read.
        let mut digits = at;
        while at < reader.end {
            digits = digits.max(at);
            while digits < reader.end && !document.tokens[digits].digit {
                digits += 1;
            }
            let found = if digits < reader.end.min(at + 3) || reader.may_spell(at) {
                reader.figure(at)
            } else {
                None
            };
            at = match found {
                Some((figure, end)) => {
                    out.push(figure);
                    end
                }
                None => at + 1,
            };
        }
    }
    out
}

/// A number that was read.
#[derive(Clone, Copy, Debug)]
struct Number {
    value: f64,
    end: usize,
    /// Written in digits.
    digits: bool,
    /// With a scale word or separators: no year, no house number.
    large: bool,
    /// Product of its scale words: 1,000,000 for "2 million".
    scale: f64,
}

/// A sentence under the reading.
struct Reader<'d, 'a> {
    document: &'d Document<'a>,
    tables: &'static Tables,
    start: usize,
    end: usize,
}

impl Reader<'_, '_> {
    /// Whether a number in words can begin at `at`, an article only before another of them.
    fn may_spell(&self, at: usize) -> bool {
        self.is_of(at, &self.tables.spelled)
            // "a million"
            && (!self.is_of(at, &self.tables.articles) || self.is_of(at + 1, &self.tables.spelled))
    }

    /// Whether the token is a word of the set.
    fn is_of(&self, at: usize, words: &WordSet) -> bool {
        (self.start..self.end).contains(&at) && words.contains(self.document.folded[at])
    }

    fn is_digits(&self, at: usize) -> bool {
        (self.start..self.end).contains(&at) && self.document.tokens[at].digit
    }

    /// The figure that begins at `at`, and the token behind it.
    fn figure(&self, at: usize) -> Option<(Figure, usize)> {
        if let Some(found) = self.compound(at) {
            return Some((found, at + 1));
        }
        let currency = self.currency(at);
        let money = currency.is_some();
        let first = currency.as_ref().map_or(at, |(_, end)| *end);
        let mut number = self.number(first)?;
        let named =
            || self.is_date(at, &number) || self.is_label(at, &number) || self.is_part_of(at, &number);
        if currency.is_none() && named() {
            return None;
        }
        let (unit, end) = match currency {
            Some((unit, _)) => (Some(unit), number.end),
            None => self.unit(number.end).map_or((None, number.end), |(unit, end)| (Some(unit), end)),
        };
        if unit.is_some() && !money && self.is_title(at, &number) {
            return None;
        }
        // "10 to 15 people": the first number shares what the second has.
        let second = self.second(end);
        if let Some(second) = second.filter(|second| number.scale == 1.0 && second.scale > 1.0) {
            number.value *= second.scale;
            number.large = true;
        }
        let (unit, noun) = match (unit, second) {
            (None, Some(second)) => {
                let unit = self.unit(second.end);
                let noun = if unit.is_some() { None } else { self.noun(second.end, false) };
                (unit.map(|(unit, _)| unit), noun)
            }
            (Some(unit), _) => (Some(unit), if money { self.noun(end, true) } else { None }),
            (None, None) => (None, self.noun(end, false)),
        };
        if unit.is_none() && noun.is_none() && !number.large {
            return None;
        }
        if !number.digits && unit.is_none() && number.value <= 1.0 {
            return None;
        }
        let span = self.document.tokens[at].span.cover(self.document.tokens[end - 1].span);
        let (unit, noun) = (unit.map(Into::into), noun.map(Into::into));
        Some((Figure { span, value: number.value, unit, noun, hedge: self.hedge(at) }, end))
    }

    /// "40-kilometer road", "15-member panel": one token.
    fn compound(&self, at: usize) -> Option<Figure> {
        if !self.is_digits(at) {
            return None;
        }
        let (digits, rest) = self.word(at).split_once('-')?;
        let value: f64 = digits.replace(',', "").parse().ok()?;
        if !rest.starts_with(char::is_lowercase) {
            return None;
        }
        let folded = fold(rest);
        let known = self.tables.units.get(&folded).or_else(|| self.tables.units.get(&format!("{folded}s")));
        let unit = known.map(|(unit, _)| unit.clone());
        if unit.is_none() && folded.chars().count() < 3 {
            return None;
        }
        let noun = if unit.is_some() { self.noun(at + 1, true) } else { Some(folded) };
        let span = self.document.tokens[at].span;
        let (unit, noun) = (unit.map(Into::into), noun.map(Into::into));
        Some(Figure { span, value, unit, noun, hedge: self.hedge(at) })
    }

    fn word(&self, at: usize) -> &str {
        if (self.start..self.end).contains(&at) { self.document.word(at) } else { "" }
    }

    /// A currency before a number: "$", "US$", "Rs".
    fn currency(&self, at: usize) -> Option<(String, usize)> {
        let sign = |from: usize, to: usize| -> Option<(String, usize)> {
            if !self.is_digits(to) {
                return None;
            }
            let joined: String = (from..to).map(|index| self.word(index)).collect();
            let (unit, money) = self.tables.units.get(&fold(&joined))?;
            money.then(|| (unit.clone(), to))
        };
        if !self.word(at).starts_with(|char: char| char.is_uppercase() || !char.is_alphanumeric()) {
            return None;
        }
        let glued = self.word(at + 1) == "$" && !self.document.tokens[at + 1].spaced;
        if glued && let Some(found) = sign(at, at + 2) {
            return Some(found);
        }
        sign(at, at + 1).or_else(|| if self.word(at + 1) == "." { sign(at, at + 2) } else { None })
    }

    /// The number that begins at `at`: digits or words, with its scale.
    fn number(&self, at: usize) -> Option<Number> {
        let word = self.word(at);
        if !self.is_digits(at) {
            return self.spelled(at);
        }
        let bare = word.trim_end_matches(|char: char| char.is_alphabetic());
        let scale = match fold(&word[bare.len()..]).as_str() {
            "" => 1.0,
            "m" | "mn" => 1e6,
            "bn" | "b" => 1e9,
            "tn" => 1e12,
            "k" => 1e3,
            _ => return None,
        };
        let value: f64 = bare.replace(',', "").parse().ok()?;
        let large = bare.contains([',', '.']) || scale > 1.0;
        let mut number = Number { value: value * scale, end: at + 1, digits: true, large, scale };
        while let Some(scale) = self.scale(number.end) {
            number.value *= scale;
            number.scale *= scale;
            number.end += 1;
            number.large |= scale >= 100.0;
        }
        Some(number)
    }

    /// A number in words: capitals are for the beginning of a sentence.
    fn spelled(&self, at: usize) -> Option<Number> {
        if !self.is_of(at, &self.tables.spelled) && !self.is_of(at, &self.tables.articles) {
            return None;
        }
        let capital = self.word(at).starts_with(char::is_uppercase);
        let folded = fold(self.word(at));
        if capital && at != self.start || is_ordinal(&folded) && folded != "half" {
            return None;
        }
        let Spelled { value, end, scale } = spelled(|index| self.word(index), at, &self.tables.numbers)?;
        Some(Number { value, end, digits: false, large: scale >= 100.0, scale })
    }

    /// A scale word: dozen, hundred, thousand, million.
    fn scale(&self, at: usize) -> Option<f64> {
        let word = self.word(at);
        let lower = word.starts_with(char::is_lowercase);
        self.tables.numbers.get(word).copied().filter(|value| lower && (*value >= 100.0 || word == "dozen"))
    }

    /// The unit behind a number: "%", "percent", "km", "pesos".
    fn unit(&self, at: usize) -> Option<(String, usize)> {
        // "15-mile" and "15 square miles" alike.
        let from = if self.word(at) == "-" { at + 1 } else { at };
        if !self.is_of(from, &self.tables.measures) {
            return None;
        }
        (1..=3).rev().find_map(|length| {
            let words: Vec<&str> = (from..from + length).map(|index| self.word(index)).collect();
            if words.iter().any(|word| word.is_empty()) {
                return None;
            }
            let joined = fold(&words.join(" "));
            let known =
                self.tables.units.get(&joined).or_else(|| self.tables.units.get(&format!("{joined}s")))?;
            // "in", "a" and the like are words far more often than units.
            (joined.chars().count() > 2
                || joined == "%"
                || matches!(joined.as_str(), "km" | "kg" | "mw" | "gw"))
            .then(|| (known.0.clone(), from + length))
        })
    }

    /// A second number of a range: "to 15", "and 15", "–15".
    fn second(&self, at: usize) -> Option<Number> {
        let between = self.start.max(at.saturating_sub(3))..at;
        let opened = between.into_iter().any(|index| matches!(self.word(index), "between" | "Between"));
        let behind_currency = self.currency(at + 1).map_or(at + 1, |(_, end)| end);
        match self.word(at) {
            "to" | "-" | "–" | "or" => self.number(behind_currency),
            "and" if opened => self.number(behind_currency),
            _ => None,
        }
    }

    /// What is counted: the first plural within a few words; behind a unit the word that follows at once.
    fn noun(&self, at: usize, unit: bool) -> Option<String> {
        let mut index = at;
        if self.word(index) == "of" && !unit {
            index += 1;
        }
        for step in 0..5 {
            let word = self.word(index + step);
            if word.is_empty() || !word.starts_with(char::is_alphabetic) || is_function_word(word) {
                return None;
            }
            let folded = fold(word);
            if step == 0 && !unit && is_casualty(word) {
                return Some("person".to_owned());
            }
            if unit {
                return (step == 0 && word.starts_with(char::is_lowercase)).then(|| singular(&folded));
            }
            if is_plural(&folded) {
                return Some(singular(&folded));
            }
        }
        None
    }

    /// The hedge that ends right before `at`, as written.
    fn hedge(&self, at: usize) -> Option<SmolStr> {
        let before = &self.document.folded[self.start..at];
        let phrase =
            self.tables.hedges.get(before.last()?)?.iter().find(|phrase| before.ends_with(phrase))?;
        let from = self.document.tokens[at - phrase.len()].span;
        let span = Span::new(from.start(), self.document.tokens[at - 1].span.end());
        Some(span.slice(&self.document.article.text).into())
    }
}

fn is_ordinal(word: &str) -> bool {
    matches!(word, "first" | "second" | "third" | "quarter" | "half")
        || word.ends_with("th")
        || word.ends_with("ths")
}
