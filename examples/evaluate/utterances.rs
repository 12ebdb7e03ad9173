//! Pairs of quotes that report one utterance or not, as `score/utterances.py` does it.

use std::collections::HashSet;
use std::path::Path;

use anyhow::Result;
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
