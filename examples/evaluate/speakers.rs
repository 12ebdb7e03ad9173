//! Canonical speakers: whether a quote's speaker has the name that BASIL gives him, each article read alone.
//!
//! What is read into the set, so that it measures names and nothing else:
//! - It gives one quote or another to a side ("House Democrats") where the text says which member spoke. Only speakers
//!   who are a person, and whom the text names, are scored: a name that opens with a given name, or holds no word for a
//!   body, a party or a kind of people.
//! - It marks words within quotes. A quote is found where one of ours holds half of them.
//! - A name is right when the last names agree, one letter aside (articles misspell names), and so do the first
//!   letters where both have more than a last name.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::Result;
use serde::Deserialize;

use super::Scores;
use super::matching::{Place, trim};
use super::records::{self, Articles, Quote};

#[derive(Deserialize)]
struct Gold {
    id: String,
    text: String,
    entities: Vec<String>,
    quotes: Vec<GoldQuote>,
}

#[derive(Deserialize)]
struct GoldQuote {
    start: usize,
    end: usize,
    speaker_text: Option<String>,
}

pub(crate) fn score(path: &Path) -> Result<Scores> {
    let articles: Articles = records::annotate_alone(path)?;
    let kinds = Kinds::read();
    let (mut named, mut found, mut right) = (0, 0, 0);
    for gold in records::read::<Gold>(path)? {
        let text: Vec<char> = gold.text.chars().collect();
        let in_text = words(&gold.text);
        let Some(article) = articles.get(&gold.id) else { continue };
        for quote in &gold.quotes {
            let Some(wanted) = quote.speaker_text.as_ref().filter(|name| gold.entities.contains(name)) else {
                continue;
            };
            let last = words(wanted).pop().unwrap_or_default();
            if !kinds.is_person(wanted) || !in_text.iter().any(|word| alike(word, &last)) {
                continue;
            }
            named += 1;
            let place = trim(&text, (quote.start, quote.end));
            let Some(quote) = holder(&article.quotes, &text, place) else { continue };
            found += 1;
            let name = quote.speaker.as_ref().and_then(|speaker| speaker.name.as_deref());
            right += usize::from(name.is_some_and(|name| same_name(name, wanted)));
        }
    }
    Ok(Scores::from([
        ("found".to_owned(), found as f64 / named.max(1) as f64),
        ("canonical".to_owned(), right as f64 / found.max(1) as f64),
    ]))
}

/// The quote that holds half of `place` at least; of several the one that fits best.
fn holder<'q>(quotes: &'q [Quote], text: &[char], place: Place) -> Option<&'q Quote> {
    let fit = |quote: &&Quote| {
        let (start, end) = trim(text, quote.source.into());
        let overlap = end.min(place.1).saturating_sub(start.max(place.0));
        let union = end.max(place.1) - start.min(place.0);
        (2 * overlap >= place.1 - place.0 && overlap > 0).then(|| overlap * 1000 / union)
    };
    quotes.iter().filter(|quote| fit(quote).is_some()).max_by_key(|quote| fit(quote))
}

/// Word lists that tell persons from bodies and sides.
struct Kinds {
    given: BTreeSet<String>,
    many: BTreeSet<String>,
    outlets: BTreeSet<String>,
}

impl Kinds {
    fn read() -> Kinds {
        let list = |list: &'static str, columns: usize| -> Vec<String> {
            list.lines()
                .filter(|line| !line.starts_with('#'))
                .flat_map(|line| line.split('\t').take(columns))
                .map(str::to_lowercase)
                .collect()
        };
        let outlets = list(include_str!("../../data/lexicon/news_outlets.txt"), 1);
        Kinds {
            given: list(include_str!("../../data/lexicon/given_names.txt"), 1).into_iter().collect(),
            many: [
                list(include_str!("../../data/lexicon/organization_words.txt"), 1),
                list(include_str!("../../data/lexicon/religions_parties.txt"), 1),
                list(include_str!("../../data/lexicon/body_nouns.txt"), 2),
                list(include_str!("../../data/lexicon/person_nouns.txt"), 2),
                list(include_str!("../../data/lexicon/acronyms.txt"), 1),
            ]
            .concat()
            .into_iter()
            .collect(),
            outlets: outlets
                .iter()
                .filter_map(|name| name.split_whitespace().next())
                .map(str::to_owned)
                .collect(),
        }
    }

    fn is_person(&self, name: &str) -> bool {
        let words = words(name);
        match words.as_slice() {
            [] => false,
            [only] => !self.many.contains(only) && !self.outlets.contains(only),
            [first, ..] => self.given.contains(first) || !words.iter().any(|word| self.many.contains(word)),
        }
    }
}

fn words(name: &str) -> Vec<String> {
    name.to_lowercase()
        .split(|char: char| !char.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn same_name(a: &str, b: &str) -> bool {
    let (a, b) = (words(a), words(b));
    let (Some(last), Some(other)) = (a.last(), b.last()) else { return false };
    let first = |words: &[String]| words[0].chars().next();
    alike(last, other) && (a.len() == 1 || b.len() == 1 || first(&a) == first(&b))
}

/// Whether two words are the same, or differ in one letter and are long enough for that to be a slip.
fn alike(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = (a.len().min(b.len()), a.len().max(b.len()));
    let head = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let tail = a.iter().rev().zip(b.iter().rev()).take(short - head).take_while(|(a, b)| a == b).count();
    head == long || short >= 5 && long - head - tail <= 1
}
