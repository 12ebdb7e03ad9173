//! Named mentions against whole articles of world news, as `score/entities.py` does it, and against sentences of US
//! and UK news.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use abreast::model::MentionKind;
use anyhow::Result;
use serde::Deserialize;

use super::Scores;
use super::matching::{Counts, Place, matches, trim};
use super::{corpus, records};

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
    let mut tally = Tally::default();
    for article in &gold {
        let text: Vec<char> = article.text.chars().collect();
        let mentions = articles.get(&article.id).map_or(&[][..], |article| &article.mentions);
        for label in NAMED.into_iter().chain(["group"]) {
            let there = article.entities.iter().filter(|entity| entity.label == label);
            let found = mentions.iter().filter(|mention| mention.kind == "name" && mention.label == label);
            tally.add(
                label,
                &text,
                there.map(|entity| (entity.start, entity.end)),
                found.map(|mention| mention.source.into()),
            );
        }
    }
    Ok(tally.scores())
}

/// Scores a file of tokens with tags, in which only persons, organizations and places are told for certain.
pub(crate) fn score_sentences(path: &Path) -> Result<Scores> {
    let mut tally = Tally::default();
    for corpus::Labelled { article, gold, .. } in corpus::read_conll(path, &corpus::Demonyms::new())? {
        let text: Vec<char> = article.text.chars().collect();
        let chars = |at: usize| article.text[..at].chars().count();
        let place = |span: abreast::model::Span| (chars(span.start()), chars(span.end()));
        let mentions = abreast::annotate::annotate(&article).mentions;
        for label in NAMED {
            let there = gold.iter().filter(|name| name.labels.len() == 1 && name.labels[0].name() == label);
            let found = mentions
                .iter()
                .filter(|mention| mention.kind == MentionKind::Name && mention.label.name() == label);
            tally.add(
                label,
                &text,
                there.map(|name| place(name.span)),
                found.map(|mention| place(mention.span)),
            );
        }
    }
    Ok(tally.scores().into_iter().filter(|(name, _)| name.starts_with("PER")).collect())
}

/// Exact and overlapping matches, by label.
#[derive(Default)]
struct Tally(BTreeMap<&'static str, [Counts; 2]>);

impl Tally {
    fn add(
        &mut self,
        label: &'static str,
        text: &[char],
        there: impl Iterator<Item = Place>,
        found: impl Iterator<Item = Place>,
    ) {
        let there: BTreeSet<Place> = there.map(|place| bare(text, place)).collect();
        let found: BTreeSet<Place> = found.map(|place| bare(text, place)).collect();
        let (there, found): (Vec<Place>, Vec<Place>) =
            (there.into_iter().collect(), found.into_iter().collect());
        let together = NAMED.contains(&label).then_some("PER/ORG/LOC");
        for key in [Some(label), together].into_iter().flatten() {
            let [exact, overlap] = self.0.entry(key).or_default();
            for (counts, least) in [(exact, 1.0), (overlap, 0.01)] {
                counts.hits += matches(&there, &found, least).len();
                counts.gold += there.len();
                counts.found += found.len();
            }
        }
    }

    fn scores(self) -> Scores {
        self.0
            .into_iter()
            .flat_map(|(key, [exact, overlap])| {
                [(format!("{key}.exact_f"), exact.f()), (format!("{key}.overlap_f"), overlap.f())]
            })
            .collect()
    }
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
