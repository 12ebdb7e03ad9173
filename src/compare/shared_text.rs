//! Runs of words that articles have in common outside quotes: wire copy, and what one takes over from another.

use std::collections::BTreeMap;
use std::collections::hash_map::Entry;

use super::column::Column;
use super::words::Word;
use crate::hash::HashedMap;
use crate::lexicon::fold;
use crate::model::SharedText;

/// Words in a row that two reporters do not write alike by chance.
const LEAST_WORDS: usize = 8;

/// Words of a run that carry matter at least: names of offices and laws are long too.
const LEAST_MATTER: usize = 4;

/// Part of the shorter article's own words that makes two articles one account.
const ONE_ACCOUNT: f32 = 0.5;

/// Part of the longer article's own words that makes two files of unknown outlets one text.
const ONE_TEXT: f32 = 0.9;

/// The runs, and what they say of each article.
pub(super) struct Shared {
    /// The runs, in order of their first column.
    pub(super) runs: Vec<SharedText>,
    /// For each column, which of its words stand in one.
    pub(super) words: Vec<Vec<bool>>,
    /// Articles that are accounts of their own.
    pub(super) accounts: usize,
    /// For each column, the first that is a version of the same report: itself, where there is no other.
    pub(super) report_of: Vec<usize>,
}

pub(super) fn shared_text(columns: &[Column<'_>]) -> Shared {
    let grams = Grams::new(columns);
    let mut found: Vec<(Vec<(usize, usize)>, usize)> = Vec::new();
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (column, Column { words, .. }) in columns.iter().enumerate() {
        let mut start = 0;
        while start < words.len() {
            let Some(places) = grams.at(column, start) else {
                start += 1;
                continue;
            };
            let mut length = 1;
            while grams.at(column, start + length).is_some_and(|next| follows(places, next, length)) {
                length += 1;
            }
            let count = length + LEAST_WORDS - 1;
            if telling(&words[start..start + count]) {
                for (index, (a, _)) in places.iter().enumerate() {
                    for (b, _) in &places[index + 1..] {
                        *shared.entry((*a, *b)).or_default() += count;
                    }
                }
                found.push((places.to_vec(), count));
            }
            start += length;
        }
    }
    let report_of = joined(columns, &shared, versions);
    let mut words: Vec<Vec<bool>> = columns.iter().map(|column| vec![false; column.words.len()]).collect();
    for (places, count) in &found {
        for (column, first) in places {
            // What only another version of the report has is shared with nobody.
            if places.iter().any(|(other, _)| report_of[*other] != report_of[*column]) {
                words[*column][*first..first + count].fill(true);
            }
        }
    }
    let account_of = joined(columns, &shared, one_account);
    Shared {
        runs: found.iter().map(|(places, count)| run(columns, places, *count)).collect(),
        accounts: account_of.iter().enumerate().filter(|(column, first)| column == *first).count(),
        report_of,
        words,
    }
}

/// Whether `next` are the same columns, each `length` words on.
fn follows(places: &[(usize, usize)], next: &[(usize, usize)], length: usize) -> bool {
    places.len() == next.len() && places.iter().zip(next).all(|(a, b)| a.0 == b.0 && a.1 + length == b.1)
}

fn telling(words: &[Word]) -> bool {
    let matter = words.iter().filter(|word| !word.function);
    matter.clone().count() >= LEAST_MATTER && matter.filter(|word| !word.capital).count() >= 2
}

fn run(columns: &[Column<'_>], places: &[(usize, usize)], count: usize) -> SharedText {
    let spans = places
        .iter()
        .map(|(column, start)| {
            let words = &columns[*column].words;
            (*column, words[*start].span.cover(words[start + count - 1].span))
        })
        .collect();
    SharedText { spans, words: count, first: first(columns, places) }
}

/// The column that was published before all others.
fn first(columns: &[Column<'_>], places: &[(usize, usize)]) -> Option<usize> {
    let mut dates = Vec::new();
    for (column, _) in places {
        let published = &columns[*column].report.article.published.as_ref()?.value;
        dates.push((published.day, published.iso.as_str(), *column));
    }
    dates.sort();
    let (earliest, next) = (dates.first()?, dates.get(1)?);
    let timed = earliest.1.len() > 10 && next.1.len() > 10 && earliest.1 != next.1;
    (earliest.0 != next.0 || timed).then_some(earliest.2)
}

/// For each column the first of those that `together` joins it to; it is told two columns, how many words of theirs
/// are shared, and how many words outside quotes the shorter and the longer have.
fn joined(
    columns: &[Column<'_>],
    shared: &BTreeMap<(usize, usize), usize>,
    together: fn(&Column<'_>, &Column<'_>, f32, [f32; 2]) -> bool,
) -> Vec<usize> {
    let own = |column: usize| columns[column].quoted.iter().filter(|quoted| !**quoted).count() as f32;
    let mut roots: Vec<usize> = (0..columns.len()).collect();
    for ((a, b), count) in shared {
        let lengths = [own(*a).min(own(*b)), own(*a).max(own(*b))];
        if together(&columns[*a], &columns[*b], *count as f32, lengths) {
            let (old, new) = (roots[*a].max(roots[*b]), roots[*a].min(roots[*b]));
            roots.iter_mut().filter(|root| **root == old).for_each(|root| *root = new);
        }
    }
    roots
}

/// Articles of which most stands in another as well count once.
fn one_account(_: &Column<'_>, _: &Column<'_>, shared: f32, [shorter, _]: [f32; 2]) -> bool {
    shared >= ONE_ACCOUNT * shorter
}

/// An outlet's updates of one report, and files that have one text twice.
fn versions(a: &Column<'_>, b: &Column<'_>, shared: f32, [shorter, longer]: [f32; 2]) -> bool {
    let outlet =
        |column: &Column<'_>| column.report.article.outlet.as_ref().map(|outlet| fold(&outlet.value));
    match (outlet(a), outlet(b)) {
        (Some(a), Some(b)) => a == b && shared >= ONE_ACCOUNT * shorter,
        (Some(_), None) | (None, Some(_)) | (None, None) => shared >= ONE_TEXT * longer,
    }
}

/// Where the runs of `LEAST_WORDS` words outside quotes that several columns have stand first in each of them.
struct Grams {
    /// For each place of each column the number of such a run, where it begins one and this column is the first.
    of: Vec<Vec<Option<u32>>>,
    places: Vec<Vec<(usize, usize)>>,
}

impl Grams {
    fn new(columns: &[Column<'_>]) -> Grams {
        let of = columns.iter().map(|column| vec![None; column.words.len()]).collect();
        let mut grams = Grams { of, places: Vec::new() };
        // Where each run stands first. Hardly any stands anywhere else.
        let all: usize = columns.iter().map(|column| column.words.len()).sum();
        let mut first: HashedMap<(u32, u32), u64> =
            HashedMap::with_capacity_and_hasher(all, Default::default());
        for (number, column) in columns.iter().enumerate() {
            visit_grams(column, |start, gram| match first.entry(gram) {
                Entry::Vacant(entry) => {
                    entry.insert((number as u32, start as u32));
                }
                Entry::Occupied(entry) => {
                    let (column, place) = *entry.get();
                    grams.note((column as usize, place as usize), (number, start));
                }
            });
        }
        grams
    }

    /// Notes that a run that stands first at one place stands at another.
    fn note(&mut self, first: (usize, usize), other: (usize, usize)) {
        if first.0 == other.0 {
            return;
        }
        let number = *self.of[first.0][first.1].get_or_insert_with(|| {
            self.places.push(vec![first]);
            self.places.len() as u32 - 1
        });
        let places = &mut self.places[number as usize];
        if places.last().is_none_or(|(last, _)| *last != other.0) {
            places.push(other);
        }
    }

    /// The places of the run that begins at `start`, where several columns have it and this one is the first.
    fn at(&self, column: usize, start: usize) -> Option<&[(usize, usize)]> {
        let number = (*self.of[column].get(start)?)?;
        Some(&self.places[number as usize])
    }
}

/// Hands each run of words that crosses no quote to `found`, by its first word and its hash.
fn visit_grams(column: &Column<'_>, mut found: impl FnMut(usize, u64)) {
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
    // What the first word of a run was multiplied by when the last comes in.
    let first_factor = (1..LEAST_WORDS).fold(1_u64, |product, _| product.wrapping_mul(FACTOR));
    let (mut hash, mut length) = (0_u64, 0);
    for (at, (word, quoted)) in column.words.iter().zip(&column.quoted).enumerate() {
        if *quoted {
            (hash, length) = (0, 0);
            continue;
        }
        if length == LEAST_WORDS {
            let first = column.words[at - LEAST_WORDS].key;
            hash = hash.wrapping_sub(first.wrapping_mul(first_factor));
            length -= 1;
        }
        hash = hash.wrapping_mul(FACTOR).wrapping_add(word.key);
        length += 1;
        if length == LEAST_WORDS {
            found(at + 1 - LEAST_WORDS, hash);
        }
    }
}
