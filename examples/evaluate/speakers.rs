//! Canonical speakers: whether a quote's speaker has the name that BASIL gives him, over the quotes found.
//!
//! The gold set names only some speakers, and only those whom it lists as entities of the article are scored. A name
//! is right when all words of the shorter stand in the longer and their last words agree ("Obama", "Barack Obama").

use std::path::Path;

use anyhow::Result;
use serde::Deserialize;

use super::Scores;
use super::matching::{matches, trim};
use super::records::{self, Articles};

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

pub(crate) fn score(path: &Path, articles: &Articles) -> Result<Scores> {
    let (mut named, mut found, mut right) = (0, 0, 0);
    for gold in records::read::<Gold>(path)? {
        let text: Vec<char> = gold.text.chars().collect();
        let wanted: Vec<(&GoldQuote, &str)> = gold
            .quotes
            .iter()
            .filter_map(|quote| Some((quote, quote.speaker_text.as_deref()?)))
            .filter(|(_, name)| gold.entities.iter().any(|entity| entity == name))
            .collect();
        named += wanted.len();
        let Some(article) = articles.get(&gold.id) else { continue };
        let places: Vec<_> = wanted.iter().map(|(quote, _)| trim(&text, (quote.start, quote.end))).collect();
        let quotes: Vec<_> = article.quotes.iter().filter(|quote| quote.kind != "indirect").collect();
        let spans: Vec<_> = quotes.iter().map(|quote| trim(&text, quote.source.into())).collect();
        for (i, j) in matches(&places, &spans, 0.3) {
            found += 1;
            let name = quotes[j].speaker.as_ref().and_then(|speaker| speaker.name.as_deref());
            right += usize::from(name.is_some_and(|name| same_name(name, wanted[i].1)));
        }
    }
    Ok(Scores::from([
        ("found".to_owned(), found as f64 / named.max(1) as f64),
        ("canonical".to_owned(), right as f64 / found.max(1) as f64),
    ]))
}

fn same_name(a: &str, b: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        name.to_lowercase()
            .split(|char: char| !char.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let (a, b) = (words(a), words(b));
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    !short.is_empty() && short.last() == long.last() && short.iter().all(|word| long.contains(word))
}
