//! Sentences lined up as passages, against pairs judged by hand (`tests/judged/passages*.json`).

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use abreast::library::Library;
use abreast::load::{self, Source};
use abreast::model::ItemRef;
use anyhow::{Context, Result};
use serde::Deserialize;

use super::Scores;
use super::records;

/// Pairs drawn from sentences that are like each other at all: what is to be found.
const POOL: &str = include_str!("../../tests/judged/passages_recall.json");

/// Pairs drawn from those that are lined up, and from those a little less alike.
const FOUND: [&str; 2] = [
    include_str!("../../tests/judged/passages.json"),
    include_str!("../../tests/judged/passages_less_alike.json"),
];

#[derive(Deserialize)]
struct Judged {
    pairs: Vec<(Place, Place, bool)>,
}

/// A sentence: the id of its article, its start and end in code points of the article's text.
#[derive(Deserialize)]
struct Place(String, Option<usize>, Option<usize>);

#[derive(Deserialize)]
struct Gold {
    id: String,
    cluster: String,
    text: String,
}

/// `pool_recall` is over the pairs of the pool that tell the same, `pool_wrong` counts those lined up that do not;
/// `judged_precision` is over all judged pairs that are lined up.
pub(crate) fn score(path: &Path) -> Result<Scores> {
    let read = |text| serde_json::from_str::<Judged>(text).context("the judged passages");
    let pool = read(POOL)?;
    let found = [read(FOUND[0])?, read(FOUND[1])?];
    let judged = || found.iter().chain([&pool]).flat_map(|judged| &judged.pairs);
    let wanted: BTreeSet<&str> = judged().flat_map(|(a, b, _)| [&*a.0, &*b.0]).collect();
    let gold: Vec<Gold> = records::read(path)?;
    let stories: BTreeSet<&str> =
        gold.iter().filter(|row| wanted.contains(&*row.id)).map(|row| &*row.cluster).collect();
    let gold: HashMap<&str, &Gold> =
        gold.iter().filter(|row| stories.contains(&*row.cluster)).map(|row| (&*row.id, row)).collect();
    let mut loaded = load::load(&Source::Paths(vec![path.to_path_buf()]));
    loaded.articles.retain(|article| article.source_id.as_deref().is_some_and(|id| gold.contains_key(id)));
    for article in &mut loaded.articles {
        let id = article.source_id.as_deref().unwrap_or_default();
        article.fields.story = gold.get(id).map(|row| row.cluster.clone());
    }
    let library = Library::of(loaded, &|_| ());
    let lined_up: Vec<Vec<(&str, &str)>> = library
        .stories
        .iter()
        .flat_map(|story| story.passages.iter().map(move |passage| (story, passage)))
        .map(|(story, passage)| {
            let sentence = |place: &ItemRef| {
                let report = &library.articles[story.articles[place.column]];
                let sentence = report.annotations.sentences[place.index];
                (
                    report.article.source_id.as_deref().unwrap_or_default(),
                    sentence.slice(&report.article.text),
                )
            };
            passage.sentences.iter().map(sentence).collect()
        })
        .collect();
    let text = |place: &Place| -> Option<String> {
        let (start, end) = place.1.zip(place.2)?;
        Some(gold.get(&*place.0)?.text.chars().skip(start).take(end - start).collect())
    };
    let together = |a: &Place, b: &Place| {
        let (Some(first), Some(second)) = (text(a), text(b)) else { return false };
        let has = |passage: &[(&str, &str)], place: &Place, text: &str| {
            passage.iter().any(|(id, other)| *id == place.0 && (other.contains(text) || text.contains(other)))
        };
        lined_up.iter().any(|passage| has(passage, a, &first) && has(passage, b, &second))
    };
    // How many of some pairs are lined up: those that tell the same, and those that do not.
    let count = |judged: &mut dyn Iterator<Item = &(Place, Place, bool)>| {
        let (mut right, mut wrong) = (0usize, 0usize);
        for (_, _, same) in judged.filter(|(a, b, _)| together(a, b)) {
            *(if *same { &mut right } else { &mut wrong }) += 1;
        }
        (right, wrong)
    };
    let same = pool.pairs.iter().filter(|(_, _, same)| *same).count();
    let in_pool = count(&mut pool.pairs.iter());
    let in_all = count(&mut judged());
    Ok(Scores::from([
        ("pool_recall".to_owned(), in_pool.0 as f64 / same.max(1) as f64),
        ("pool_wrong".to_owned(), in_pool.1 as f64),
        ("judged_precision".to_owned(), in_all.0 as f64 / (in_all.0 + in_all.1).max(1) as f64),
        ("judged_found".to_owned(), (in_all.0 + in_all.1) as f64),
    ]))
}
