//! Sentences lined up as passages, against a pool of pairs judged by hand (`tests/judged/passages_recall.json`).

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use abreast::library::Library;
use abreast::load::{self, Source};
use abreast::model::ItemRef;
use anyhow::{Context, Result};
use serde::Deserialize;

use super::Scores;
use super::records;

const JUDGED: &str = include_str!("../../tests/judged/passages_recall.json");

#[derive(Deserialize)]
struct Pool {
    pairs: Vec<(Place, Place, bool)>,
}

/// A sentence: the id of its article, its start and end in code points of the article's text.
#[derive(Deserialize)]
struct Place(String, usize, usize);

#[derive(Deserialize)]
struct Gold {
    id: String,
    cluster: String,
    text: String,
}

/// `recall` is over the pairs that tell the same; `wrong` counts those lined up that do not.
pub(crate) fn score(path: &Path) -> Result<Scores> {
    let pool: Pool = serde_json::from_str(JUDGED).context("the judged passages")?;
    let wanted: BTreeSet<&str> = pool.pairs.iter().flat_map(|(a, b, _)| [&*a.0, &*b.0]).collect();
    let gold: Vec<Gold> = records::read(path)?;
    let gold: HashMap<&str, &Gold> =
        gold.iter().filter(|row| wanted.contains(&*row.id)).map(|row| (&*row.id, row)).collect();
    let mut loaded = load::load(&Source::Paths(vec![path.to_path_buf()]));
    loaded.articles.retain(|article| article.source_id.as_deref().is_some_and(|id| wanted.contains(id)));
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
    let text = |place: &Place| -> String {
        let text = gold.get(&*place.0).map_or("", |row| &row.text);
        text.chars().skip(place.1).take(place.2 - place.1).collect()
    };
    let (mut same, mut found, mut wrong) = (0usize, 0usize, 0usize);
    for (a, b, judged) in &pool.pairs {
        let texts = (text(a), text(b));
        let has = |passage: &[(&str, &str)], place: &Place, text: &str| {
            passage.iter().any(|(id, other)| *id == place.0 && (other.contains(text) || text.contains(other)))
        };
        let together = lined_up.iter().any(|passage| has(passage, a, &texts.0) && has(passage, b, &texts.1));
        same += usize::from(*judged);
        found += usize::from(*judged && together);
        wrong += usize::from(!*judged && together);
    }
    Ok(Scores::from([
        ("pool_recall".to_owned(), found as f64 / same.max(1) as f64),
        ("pool_wrong".to_owned(), wrong as f64),
    ]))
}
