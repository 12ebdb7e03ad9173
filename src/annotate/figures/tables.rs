//! Units, numbers in words and hedges, by the words that they are looked up by.

use std::sync::LazyLock;

use crate::hash::{self, HashedMap, WordMap, WordSet};
use crate::lexicon::{entries, fold, rows};

/// The lists of `data/lexicon` that figures are read by.
pub(super) struct Tables {
    /// Folded unit → its canonical form and whether it is money.
    pub(super) units: WordMap<(String, bool)>,
    /// The words that units begin with, in the singular, too.
    pub(super) measures: WordSet,
    pub(super) numbers: WordMap<f64>,
    /// The words that numbers in words begin with.
    pub(super) spelled: WordSet,
    /// Those of them that need another.
    pub(super) articles: WordSet,
    /// Hedges as the hashes of their words, by the last of them, the longest first.
    pub(super) hedges: HashedMap<Vec<Vec<u32>>>,
}

pub(super) static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let mut units = WordMap::default();
    for row in rows(include_str!("../../../data/lexicon/units.txt")) {
        let kind = row.get(2).copied().unwrap_or_default();
        if let Some(unit) =
            row.get(1).filter(|_| !matches!(kind, "count" | "score" | "age" | "ratio" | "scale"))
        {
            units.entry(fold(row[0])).or_insert_with(|| ((*unit).to_owned(), kind == "money"));
        }
    }
    let measures = units.keys().flat_map(|unit| {
        let first = unit.split(' ').next().unwrap_or_default();
        [Some(first), unit.strip_suffix('s')].into_iter().flatten()
    });
    let measures = WordSet::new(measures);
    let numbers: WordMap<f64> = rows(include_str!("../../../data/lexicon/number_words.txt"))
        .filter_map(|row| Some((fold(row[0]), row.get(1)?.parse().ok()?)))
        .collect();
    let spelled = numbers.keys().map(String::as_str).chain(["half"]);
    let spelled = WordSet::new(spelled);
    let mut hedges: HashedMap<Vec<Vec<u32>>> = HashedMap::default();
    for line in entries(include_str!("../../../data/lexicon/hedges.txt")) {
        let phrase = fold(line.split('\t').next().unwrap_or_default());
        let words: Vec<u32> = phrase.split_whitespace().map(hash::word).collect();
        if let Some(last) = words.last() {
            hedges.entry(*last).or_default().push(words);
        }
    }
    for phrases in hedges.values_mut() {
        phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
    }
    let articles = WordSet::new(["a", "an"].into_iter());
    Tables { units, measures, numbers, spelled, articles, hedges }
});
