//! Which articles of a story have certain words: the search behind every "not in this report".
//!
//! The words of all articles are one index, so that what is looked for is looked up once for all of them.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::column::Column;
use super::sparse::{Sums, Used};
use super::words::{Word, words};
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

/// For each column, whether something was found there.
pub(super) type Found = Vec<bool>;

/// The words of the articles of a story.
pub(super) struct Search<'c> {
    columns: &'c [Column<'c>],
    /// Where each word stands, by its key: column and place.
    places: Lists<(u32, u32)>,
    /// The sentences that have each stem that carries matter.
    sentences: Lists<u32>,
    /// The column of each sentence, and whether it is the first there.
    column_of: Vec<(usize, bool)>,
    /// Numbers in digits, rising, and where they stand.
    values: Vec<(f64, usize)>,
    initials: HashMap<String, Found>,
}

impl<'c> Search<'c> {
    pub(super) fn new(columns: &'c [Column<'c>]) -> Search<'c> {
        let all: usize = columns.iter().map(|column| column.words.len()).sum();
        let mut places: Vec<(u64, (u32, u32))> = Vec::with_capacity(all);
        let mut column_of = Vec::new();
        let mut stems: Vec<(u64, u32)> = Vec::with_capacity(all);
        let mut values: Vec<(f64, usize)> = Vec::new();
        let mut initials: HashMap<String, Found> = HashMap::new();
        for (number, column) in columns.iter().enumerate() {
            let words = column.words.iter().enumerate();
            places.extend(words.map(|(at, word)| (word.key, (number as u32, at as u32))));
            for (index, range) in column.sentences.iter().enumerate() {
                let words = column.words[range.clone()].iter().filter(|word| !word.function);
                stems.extend(words.map(|word| (word.stem, column_of.len() as u32)));
                column_of.push((number, index == 0));
            }
            values.extend(column.report.annotations.figures.iter().map(|figure| (figure.value, number)));
            for word in &column.words {
                let written = column.slice(word.span);
                if written.starts_with(|char: char| char.is_ascii_digit()) {
                    values.extend(written.replace(',', "").parse().ok().map(|value: f64| (value, number)));
                } else if word.capital && is_acronym(written) {
                    let found = initials.entry(written.replace('.', ""));
                    found.or_insert_with(|| vec![false; columns.len()])[number] = true;
                }
            }
        }
        values.sort_by(|a, b| a.0.total_cmp(&b.0));
        Search {
            columns,
            places: Lists::new(&places),
            sentences: Lists::new(&stems),
            column_of,
            values,
            initials,
        }
    }

    /// Nothing found yet.
    pub(super) fn nowhere(&self) -> Found {
        vec![false; self.columns.len()]
    }

    /// Marks where the words of `wording` stand in a row.
    pub(super) fn mark(&self, wording: &str, found: &mut Found) {
        let words = words(wording, Span::new(0, wording.len()));
        if !words.is_empty() {
            self.mark_run(&words, found);
        }
    }

    fn mark_run(&self, run: &[Word], found: &mut Found) {
        // The word with the fewest places leads to the others.
        let lists = run.iter().map(|word| self.places.of(word.key)).enumerate();
        let Some((offset, places)) = lists.min_by_key(|(_, places)| places.len()) else { return };
        for (column, place) in places {
            let (column, place) = (*column as usize, *place as usize);
            let words = &self.columns[column].words;
            if !found[column]
                && let Some(start) = place.checked_sub(offset)
                && let Some(words) = words.get(start..start + run.len())
            {
                found[column] = words.iter().zip(run).all(|(word, wanted)| word.key == wanted.key);
            }
        }
    }

    /// Where a word of this key stands.
    pub(super) fn places(&self, key: u64) -> impl Iterator<Item = (usize, usize)> {
        self.places.of(key).iter().map(|(column, place)| (*column as usize, *place as usize))
    }

    /// Marks where an acronym may stand for `name`.
    pub(super) fn mark_initials(&self, name: &str, found: &mut Found) {
        let capitals: String = name.chars().filter(|char| char.is_uppercase()).collect();
        for initials in [capitals, name.replace('.', "")] {
            let columns = self.initials.get(&initials).into_iter().flatten();
            columns.zip(&mut *found).for_each(|(there, found)| *found |= there);
        }
    }

    /// Marks where this number is given, in digits or in words.
    pub(super) fn mark_value(&self, value: f64, found: &mut Found) {
        let near = value.abs() * 1e-9;
        let first = self.values.partition_point(|(other, _)| *other < value - 2.0 * near);
        let same = self.values[first..].iter().take_while(|(other, _)| *other <= value + 2.0 * near);
        for (_, column) in same.filter(|(other, _)| (other - value).abs() <= near) {
            found[*column] = true;
        }
        for words in SPELLED.get(&value.to_bits()).into_iter().flatten() {
            self.mark(words, found);
        }
    }

    /// Marks the articles that have a run of a quote's words, all of a short one, or most of its telling words in two
    /// sentences.
    pub(super) fn mark_content(&self, quote: &[Word], found: &mut Found) {
        for run in quote.windows(quote.len().clamp(1, RUN)) {
            self.mark_run(run, found);
        }
        let mut stems: Vec<(u64, f32)> =
            quote.iter().filter(|word| !word.function).map(|word| (word.stem, word.rarity)).collect();
        stems.sort_unstable_by_key(|(stem, _)| *stem);
        stems.dedup_by_key(|(stem, _)| *stem);
        let needed = RETOLD * stems.iter().map(|(_, rarity)| rarity).sum::<f32>();
        if needed == 0.0 {
            // A quote without any word that tells is everywhere.
            found.fill(true);
            return;
        }
        let mut sums = Sums::new(self.column_of.len());
        for (stem, rarity) in stems {
            let mut next = 0;
            for sentence in self.sentences.of(stem).iter().map(|sentence| *sentence as usize) {
                // A sentence counts with the one behind it.
                let first = sentence - usize::from(!self.column_of[sentence].1);
                (first.max(next)..=sentence).for_each(|place| sums.add(place, rarity));
                next = sentence + 1;
            }
        }
        for (sentence, weight) in sums.take() {
            if weight >= needed {
                found[self.column_of[sentence].0] = true;
            }
        }
    }
}

fn is_acronym(word: &str) -> bool {
    (2..=6).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'.')
}

/// A list for each of many hashes, in one table.
struct Lists<T> {
    used: Used,
    ends: Vec<u32>,
    table: Vec<T>,
}

impl<T: Copy + Default> Lists<T> {
    fn new(all: &[(u64, T)]) -> Lists<T> {
        let mut used = Used::with_capacity(all.len() / 2);
        let numbers: Vec<u32> = all.iter().map(|(hash, _)| used.note(*hash)).collect();
        let mut start = 0;
        // Each list ends where it begins, until it is filled.
        let begin = |count: &u32| {
            start += count;
            start - count
        };
        let mut ends: Vec<u32> = used.counts.iter().map(begin).collect();
        let mut table = vec![T::default(); all.len()];
        for (number, (_, item)) in numbers.into_iter().zip(all) {
            let end = &mut ends[number as usize];
            table[*end as usize] = *item;
            *end += 1;
        }
        Lists { used, ends, table }
    }

    fn of(&self, hash: u64) -> &[T] {
        let Some(number) = self.used.number(hash) else { return &[] };
        let (end, count) = (self.ends[number as usize], self.used.counts[number as usize]);
        &self.table[(end - count) as usize..end as usize]
    }
}
