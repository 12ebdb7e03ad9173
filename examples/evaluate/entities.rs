//! Named mentions against whole articles of world news, as `score/entities.py` does it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::Result;
use serde::Deserialize;

use super::Scores;
use super::matching::{Counts, Place, matches, trim};
use super::records;

const NAMED: [&str; 3] = ["person", "organization", "place"];

#[derive(Deserialize)]
struct Gold {
    id: String,
    text: String,
    entities: Vec<GoldEntity>,
}

#[derive(Deserialize)]
struct GoldEntity {
    start: usize,
    end: usize,
    label: String,
}

pub(crate) fn score(path: &Path) -> Result<Scores> {
    let gold: Vec<Gold> = records::read(path)?;
    let articles = records::annotate_texts(gold.iter().map(|article| (&*article.id, &*article.text)))?;
    let mut counts: BTreeMap<&str, [Counts; 2]> = BTreeMap::new();
    for article in &gold {
        let text: Vec<char> = article.text.chars().collect();
        let mentions = articles.get(&article.id).map_or(&[][..], |article| &article.mentions);
        for label in NAMED.into_iter().chain(["group"]) {
            let there: BTreeSet<Place> = article
                .entities
                .iter()
                .filter(|entity| entity.label == label)
                .map(|entity| bare(&text, (entity.start, entity.end)))
                .collect();
            let found: BTreeSet<Place> = mentions
                .iter()
                .filter(|mention| mention.kind == "name" && mention.label == label)
                .map(|mention| bare(&text, mention.source.into()))
                .collect();
            let (there, found): (Vec<Place>, Vec<Place>) =
                (there.into_iter().collect(), found.into_iter().collect());
            let together = NAMED.contains(&label).then_some("PER/ORG/LOC");
            for key in [Some(label), together].into_iter().flatten() {
                let [exact, overlap] = counts.entry(key).or_default();
                for (counts, least) in [(exact, 1.0), (overlap, 0.01)] {
                    counts.hits += matches(&there, &found, least).len();
                    counts.gold += there.len();
                    counts.found += found.len();
                }
            }
        }
    }
    Ok(counts
        .into_iter()
        .flat_map(|(key, [exact, overlap])| {
            [(format!("{key}.exact_f"), exact.f()), (format!("{key}.overlap_f"), overlap.f())]
        })
        .collect())
}

/// A span without a leading "the", a possessive ending and marks at its edges.
fn bare(text: &[char], place: Place) -> Place {
    let (mut start, mut end) = trim(text, place);
    let word: String = text[start..end].iter().collect();
    if word.to_lowercase().starts_with("the ") {
        start += 4;
    }
    let word: String = text[start.min(end)..end].iter().collect();
    if word.ends_with("’s") || word.ends_with("'s") {
        end -= 2;
    }
    (start, end)
}
