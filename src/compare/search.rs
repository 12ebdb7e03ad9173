//! Whether an article has certain words: the search behind every "not in this report".

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

use super::column::Column;
use super::words::{Word, rarity, words};
use crate::hash::HashedMap;
use crate::lexicon::rows;
use crate::model::Span;

/// Words in a row that are enough to say that a quote stands in an article.
const RUN: usize = 5;

/// Part of the weight of a quote's words that, found in one sentence, may be the quote retold.
const RETOLD: f32 = 0.5;

/// The words for a number, by its value: "forty nine" (hyphens part words, so "forty-nine" as well).
static SPELLED: LazyLock<HashMap<u64, Vec<&str>>> = LazyLock::new(|| {
    let mut spelled: HashMap<u64, Vec<&str>> = HashMap::new();
    for row in rows(include_str!("../../data/lexicon/number_words.txt")) {
        if let Some(value) =
            row.get(1).and_then(|value| value.parse::<f64>().ok()).filter(|value| *value > 1.0)
        {
            spelled.entry(value.to_bits()).or_default().push(row[0]);
        }
    }
    spelled
});

/// The words of an article, found by their keys.
pub(super) struct Finder {
    keys: Vec<u64>,
    at: HashMap<u64, Vec<usize>>,
    runs: HashSet<u64>,
    /// For each stem that carries matter the sentences, in order, that have it or are followed by one that has.
    sentences: HashedMap<Vec<u32>, u64>,
    values: Vec<f64>,
    initials: HashSet<String>,
}

impl Finder {
    pub(super) fn new(column: &Column<'_>) -> Finder {
        let keys: Vec<u64> = column.words.iter().map(|word| word.key).collect();
        let mut at: HashMap<u64, Vec<usize>> = HashMap::new();
        for (index, key) in keys.iter().enumerate() {
            at.entry(*key).or_default().push(index);
        }
        let mut sentences: HashedMap<Vec<u32>, u64> = HashedMap::default();
        for (index, range) in column.sentences.iter().enumerate() {
            for word in column.words[range.clone()].iter().filter(|word| !word.function) {
                let places = sentences.entry(word.stem).or_default();
                for place in [index.checked_sub(1), Some(index)].into_iter().flatten() {
                    if places.last().is_none_or(|last| (*last as usize) < place) {
                        places.push(place as u32);
                    }
                }
            }
        }
        let numbers = column.words.iter().map(|word| column.slice(word.span).replace(',', ""));
        let written = column.report.annotations.figures.iter().map(|figure| figure.value);
        let acronyms = column.words.iter().map(|word| column.slice(word.span)).filter(|word| {
            (2..=6).contains(&word.len()) && word.chars().all(|char| char.is_ascii_uppercase() || char == '.')
        });
        Finder {
            runs: keys.windows(RUN).map(run).collect(),
            sentences,
            values: numbers.filter_map(|number| number.parse().ok()).chain(written).collect(),
            initials: acronyms.map(|word| word.replace('.', "")).collect(),
            keys,
            at,
        }
    }

    /// Whether the words of `wording` stand in the article in a row.
    pub(super) fn has(&self, wording: &str) -> bool {
        let wanted: Vec<u64> =
            words(wording, Span::new(0, wording.len())).iter().map(|word| word.key).collect();
        let Some(first) = wanted.first() else { return false };
        self.at
            .get(first)
            .is_some_and(|places| places.iter().any(|place| self.keys[*place..].starts_with(&wanted)))
    }

    /// Whether an acronym of the article may stand for `name`.
    pub(super) fn spells(&self, name: &str) -> bool {
        let capitals: String = name.chars().filter(|char| char.is_uppercase()).collect();
        self.initials.contains(&capitals) || self.initials.contains(&name.replace('.', ""))
    }

    /// Whether the article gives this number, in digits or in words.
    pub(super) fn has_value(&self, value: f64) -> bool {
        self.values.iter().any(|other| (other - value).abs() <= value.abs() * 1e-9)
            || SPELLED.get(&value.to_bits()).is_some_and(|words| words.iter().any(|words| self.has(words)))
    }

    /// Whether the article has a run of a quote's words, all of a short one, or most of its telling words in two
    /// sentences.
    pub(super) fn has_content(&self, quote: &[Word]) -> bool {
        let keys: Vec<u64> = quote.iter().map(|word| word.key).collect();
        let literal = match keys.len() {
            0 => true,
            length if length < RUN => self
                .at
                .get(&keys[0])
                .is_some_and(|places| places.iter().any(|place| self.keys[*place..].starts_with(&keys))),
            _ => keys.windows(RUN).any(|keys| self.runs.contains(&run(keys))),
        };
        if literal {
            return true;
        }
        let stems: BTreeSet<u64> = quote.iter().filter(|word| !word.function).map(|word| word.stem).collect();
        let needed = RETOLD * stems.iter().map(|stem| rarity(*stem)).sum::<f32>();
        let mut found: BTreeMap<u32, f32> = BTreeMap::new();
        for stem in &stems {
            for sentence in self.sentences.get(stem).into_iter().flatten() {
                *found.entry(*sentence).or_default() += rarity(*stem);
            }
        }
        // A quote without any word that tells is everywhere.
        needed == 0.0 || found.values().any(|weight| *weight >= needed)
    }
}

fn run(keys: &[u64]) -> u64 {
    keys.iter().fold(0, |hash: u64, key| hash.rotate_left(13).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ key)
}
