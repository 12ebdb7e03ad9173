//! Pairs of quotes that report one utterance or not, as `score/utterances.py` does it, and those that tell one in other
//! words, judged by hand (`tests/judged/utterances.json`).

use std::collections::{HashMap, HashSet};
use std::path::Path;

use abreast::library::Library;
use anyhow::{Context, Result};
use serde::Deserialize;

use super::Scores;
use super::records::{self, Article, Articles};

#[derive(Deserialize)]
struct Gold {
    a: Side,
    b: Side,
    label: Option<u8>,
}

#[derive(Deserialize)]
struct Side {
    id: String,
    start: usize,
    end: usize,
}

pub(crate) fn score(path: &Path, articles: &Articles) -> Result<Scores> {
    let (mut same, mut joined, mut false_merges) = (0, 0, 0);
    for Gold { a, b, label } in records::read(path)? {
        let Some(label) = label else { continue };
        let merged = !found(articles.get(&a.id), &a).is_disjoint(&found(articles.get(&b.id), &b));
        same += usize::from(label == 1);
        joined += usize::from(label == 1 && merged);
        false_merges += usize::from(label == 0 && merged);
    }
    Ok(Scores::from([
        ("recall".to_owned(), joined as f64 / same.max(1) as f64),
        ("false_merges".to_owned(), false_merges as f64),
        ("precision".to_owned(), joined as f64 / (joined + false_merges).max(1) as f64),
    ]))
}

#[derive(Deserialize)]
struct Judged {
    pairs: Vec<(Place, Place, bool)>,
}

/// A quote: id of its article, first and last code point of its source.
type Place = (String, usize, usize);

/// `retold_precision` is over the judged pairs that are joined, `retold_recall` over those that tell the same.
pub(crate) fn judged(library: &Library, judged: &str) -> Result<Scores> {
    let judged: Judged = serde_json::from_str(judged).context("reading the judged utterances")?;
    let mut utterance_of: HashMap<Place, usize> = HashMap::new();
    let mut count = 0;
    for story in &library.stories {
        for utterance in &story.utterances {
            count += 1;
            for quote in &utterance.quotes {
                let report = &library.articles[story.articles[quote.column]];
                let span = report.annotations.quotes[quote.index].span;
                let (start, end) = report.article.offsets.to_source(&report.article.text, span);
                let Some(id) = report.article.source_id.clone() else { continue };
                utterance_of.insert((id, start, end), count);
            }
        }
    }
    let joined = |a: &Place, b: &Place| {
        utterance_of.get(a).is_some_and(|utterance| utterance_of.get(b) == Some(utterance))
    };
    let (mut right, mut found, mut wrong) = (0, 0, 0);
    for (a, b, same) in &judged.pairs {
        right += usize::from(*same);
        found += usize::from(*same && joined(a, b));
        wrong += usize::from(!*same && joined(a, b));
    }
    Ok(Scores::from([
        ("retold_precision".to_owned(), found as f64 / (found + wrong).max(1) as f64),
        ("retold_recall".to_owned(), found as f64 / right.max(1) as f64),
    ]))
}

/// The utterances of the quotes that lie over `side`.
fn found<'a>(article: Option<&'a Article>, side: &Side) -> HashSet<&'a str> {
    let mut out = HashSet::new();
    for quote in article.iter().flat_map(|article| &article.quotes) {
        let whole = [quote.source];
        let marked: Vec<[usize; 2]> = quote.marked.iter().map(|marked| marked.source).collect();
        for [start, end] in if marked.is_empty() { &whole[..] } else { &marked } {
            let overlap = (*end).min(side.end) as f64 - (*start).max(side.start) as f64;
            if overlap > 0.5 * (end - start).min(side.end - side.start) as f64 {
                out.extend(quote.utterance.as_deref());
            }
        }
    }
    out
}
