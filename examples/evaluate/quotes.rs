//! Quotes against PolNeAR, as `score/quotes.py` does it: A marked spans, B whole contents, C speakers.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;
use serde::Deserialize;

use super::Scores;
use super::matching::{Counts, Place, lines, matches};
use super::records::{self, Quote};

#[derive(Deserialize)]
struct Gold {
    id: String,
    text: String,
    quotes: Vec<GoldQuote>,
    #[serde(default)]
    ignore: Vec<Place>,
}

#[derive(Deserialize)]
struct GoldQuote {
    start: usize,
    end: usize,
    kind: String,
    #[serde(default = "yes")]
    speech_cue: bool,
    #[serde(default)]
    marked: Vec<Place>,
    speaker_span: Option<Place>,
    #[serde(default)]
    speaker_spans: Option<Vec<Place>>,
    speaker_type: Option<String>,
}

fn yes() -> bool {
    true
}

/// One article: its text, what there is and what was found.
struct Pair<'a> {
    text: Vec<char>,
    gold: &'a Gold,
    found: &'a [Quote],
}

pub(crate) fn score(path: &Path) -> Result<Scores> {
    let gold: Vec<Gold> = records::read(path)?;
    let articles = records::annotate_texts(gold.iter().map(|article| (&*article.id, &*article.text)))?;
    let pairs: Vec<Pair<'_>> = gold
        .iter()
        .map(|gold| Pair {
            text: gold.text.chars().collect(),
            gold,
            found: articles.get(&gold.id).map_or(&[], |article| &article.quotes),
        })
        .collect();
    let mut scores = Scores::new();
    let mut table =
        |name: &str, gold: &dyn Fn(&Pair<'_>) -> Vec<Place>, found: &dyn Fn(&Pair<'_>) -> Vec<Place>| {
            for (label, least) in [("exact", 1.0), ("j50", 0.5), ("j30", 0.3)] {
                let mut counts = Counts::default();
                for pair in &pairs {
                    let gold = pair.scored(gold(pair));
                    let found = pair.scored(found(pair));
                    counts.hits += matches(&gold, &found, least).len();
                    counts.gold += gold.len();
                    counts.found += found.len();
                }
                scores.insert(format!("{name}.{label}.f"), counts.f());
            }
        };
    table("A.marked", &|pair| pair.gold_marked(), &|pair| pair.found_marked());
    for (name, kinds, speech) in [
        ("B.direct", &["direct"][..], false),
        ("B.direct+mixed", &["direct", "mixed"], false),
        ("B.indirect", &["indirect"], true),
    ] {
        table(
            name,
            &|pair| pair.gold_items(kinds, speech).into_iter().map(|(place, _)| place).collect(),
            &|pair| pair.found_items(kinds).into_iter().map(|(place, _)| place).collect(),
        );
    }
    speakers(&pairs, &mut scores);
    Ok(scores)
}

impl Pair<'_> {
    fn gold_marked(&self) -> Vec<Place> {
        let marked = self.gold.quotes.iter().flat_map(|quote| &quote.marked);
        marked.flat_map(|place| lines(&self.text, *place)).collect()
    }

    fn found_marked(&self) -> Vec<Place> {
        let marked = self.found.iter().flat_map(|quote| &quote.marked);
        marked.flat_map(|marked| lines(&self.text, marked.source.into())).collect()
    }

    fn gold_items(&self, kinds: &[&str], speech: bool) -> Vec<(Place, &GoldQuote)> {
        let quotes = self.gold.quotes.iter();
        quotes
            .filter(|quote| kinds.contains(&quote.kind.as_str()) && (!speech || quote.speech_cue))
            .flat_map(|quote| {
                lines(&self.text, (quote.start, quote.end)).into_iter().map(move |place| (place, quote))
            })
            .collect()
    }

    fn found_items(&self, kinds: &[&str]) -> Vec<(Place, &Quote)> {
        let quotes = self.found.iter();
        quotes
            .filter(|quote| kinds.contains(&quote.kind.as_str()))
            .flat_map(|quote| {
                lines(&self.text, quote.source.into()).into_iter().map(move |place| (place, quote))
            })
            .collect()
    }

    fn ignored(&self, place: Place) -> bool {
        self.gold.ignore.iter().any(|(start, end)| place.0 < *end && place.1 > *start)
    }

    /// The distinct places that are not ignored, sorted.
    fn scored(&self, mut places: Vec<Place>) -> Vec<Place> {
        places.retain(|place| !self.ignored(*place));
        places.sort_unstable();
        places.dedup();
        places
    }
}

fn speakers(pairs: &[Pair<'_>], scores: &mut Scores) {
    let mut right: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut both = Counts::default();
    for pair in pairs {
        let mut gold = pair.gold_items(&["direct", "mixed"], false);
        let mut found = pair.found_items(&["direct", "mixed"]);
        gold.retain(|(place, _)| !pair.ignored(*place));
        found.retain(|(place, _)| !pair.ignored(*place));
        both.gold += gold.len();
        both.found += found.len();
        let gold_places: Vec<Place> = gold.iter().map(|(place, _)| *place).collect();
        let found_places: Vec<Place> = found.iter().map(|(place, _)| *place).collect();
        for (i, j) in matches(&gold_places, &found_places, 0.3) {
            let (gold, found) = (gold[i].1, found[j].1);
            let spans = match &gold.speaker_spans {
                Some(spans) if !spans.is_empty() => spans.clone(),
                _ => gold.speaker_span.into_iter().collect(),
            };
            let said = found.speaker.as_ref().map(|speaker| speaker.source);
            let hit = match said {
                Some([start, end]) => spans.iter().any(|span| span.1.min(end) > span.0.max(start)),
                None => spans.is_empty(),
            };
            let kind = gold.speaker_type.clone().unwrap_or_else(|| "None".to_owned());
            for key in ["all", &kind] {
                let (hits, all) = right.entry(key.to_owned()).or_default();
                *hits += usize::from(hit);
                *all += 1;
            }
            both.hits += usize::from(hit);
        }
    }
    for (key, (hits, all)) in right {
        scores.insert(format!("C.speaker.{key}"), hits as f64 / all as f64);
    }
    scores.insert("C.span+speaker.f".to_owned(), both.f());
}
