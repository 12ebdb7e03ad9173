//! Sentences of several articles that clearly say the same.
//!
//! Words and pairs of words weighted by rarity, in the news and in the story, plus a little of the likeness of the
//! neighbours; a pair counts where each is the other's best in the two articles and they are alike enough, or a little
//! less alike but in more than whom and which day they name. No order is forced: what one tells first another may tell last. A sentence without a counterpart stays without one.

use std::collections::BTreeMap;
use std::ops::Range;

use super::column::Column;
use super::sparse::{self, Sums, Used, Users};
use super::words::Word;
use crate::model::{ItemRef, Passage};

/// Likeness from which on two sentences are taken to say the same.
const ALIKE: f32 = 0.40;

/// Likeness from which on they are where they share so much weight of words that are part of no name or date.
const LESS_ALIKE: f32 = 0.28;
const PLAIN_WEIGHT: f32 = 6.0;

/// What the likeness of the neighbouring sentences adds.
const NEIGHBOURS: f32 = 0.2;

/// What a pair of words weighs against a word of the same rarity.
const PAIR: f32 = 0.7;

/// Sentences that use a term: where more do, it finds no candidates (it still weighs).
const CAP: usize = 300;

/// Words that carry matter, under which a sentence says too little to be matched.
const LEAST_WORDS: usize = 4;

/// Rarity of a pair of words, which no table counts.
const PAIR_RARITY: f32 = 6.0;

pub(super) fn passages(columns: &[Column<'_>]) -> Vec<Passage> {
    let sentences = Sentences::new(columns);
    let mut links = sentences.links();
    links.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut groups: BTreeMap<usize, (Vec<usize>, f32)> = BTreeMap::new();
    let mut group_of: Vec<Option<usize>> = vec![None; sentences.places.len()];
    for (score, a, b) in links {
        let (left, right) = (group_of[a], group_of[b]);
        if left.is_some() && left == right {
            continue;
        }
        let members = |group: Option<usize>, alone: usize| {
            group.map_or_else(|| vec![alone], |group| groups[&group].0.clone())
        };
        let joined: Vec<usize> = members(left, a).into_iter().chain(members(right, b)).collect();
        let mut taken: Vec<usize> = joined.iter().map(|member| sentences.places[*member].column).collect();
        taken.sort_unstable();
        if taken.windows(2).any(|pair| pair[0] == pair[1]) {
            continue;
        }
        for old in [left, right].into_iter().flatten() {
            groups.remove(&old);
        }
        let id = joined.iter().copied().min().unwrap_or(a);
        joined.iter().for_each(|member| group_of[*member] = Some(id));
        groups.insert(id, (joined, score));
    }
    groups
        .into_iter()
        .map(|(first, (mut members, score))| {
            members.sort_unstable();
            Passage {
                id: format!("p{first}"),
                sentences: members.into_iter().map(|member| sentences.places[member]).collect(),
                score: score.min(1.0),
            }
        })
        .collect()
}

/// A term of a sentence, numbered, with its weight.
type Weighted = (u32, f32);

/// The sentences of all columns, as vectors of length 1.
struct Sentences<'c> {
    columns: &'c [Column<'c>],
    places: Vec<ItemRef>,
    vectors: Vec<Vec<Weighted>>,
    /// Which words of its column each has; a headline none.
    words: Vec<Range<usize>>,
    used: Used,
}

impl<'c> Sentences<'c> {
    fn new(columns: &'c [Column<'c>]) -> Sentences<'c> {
        let mut places = Vec::new();
        let mut vectors: Vec<Vec<Weighted>> = Vec::new();
        let mut words = Vec::new();
        let all: usize = columns.iter().map(|column| column.words.len()).sum();
        let mut used = Used::with_capacity(all);
        for (index, column) in columns.iter().enumerate() {
            let headline = column.report.article.headline_span();
            for (sentence, range) in column.sentences.iter().enumerate() {
                let span = column.report.annotations.sentences[sentence];
                places.push(ItemRef { column: index, index: sentence });
                let apart = headline.is_some_and(|headline| headline.contains(span));
                let terms = if apart { Vec::new() } else { terms(&column.words[range.clone()]) };
                vectors.push(terms.into_iter().map(|(term, weight)| (used.note(term), weight)).collect());
                words.push(if apart { 0..0 } else { range.clone() });
            }
        }
        let all = places.len() as f32;
        let rarities: Vec<f32> = used.counts.iter().map(|count| (1.0 + all / *count as f32).ln()).collect();
        for vector in &mut vectors {
            vector.iter_mut().for_each(|(term, weight)| *weight *= rarities[*term as usize]);
            sparse::to_unit(vector);
        }
        Sentences { places, vectors, words, used, columns }
    }

    /// Pairs of which each is the other's best.
    fn links(&self) -> Vec<(f32, usize, usize)> {
        let alike = self.alike();
        let near = |a: usize, b: usize| -> f32 {
            let pair = |a: Option<usize>, b: Option<usize>| match (a, b) {
                (Some(a), Some(b)) if self.vectors.len() > a.max(b) => {
                    let row = &alike[a.max(b)];
                    row.binary_search_by_key(&a.min(b), |(other, _)| *other).map_or(0.0, |at| row[at].1)
                }
                (Some(_) | None, _) => 0.0,
            };
            (pair(a.checked_sub(1), b.checked_sub(1)) + pair(Some(a + 1), Some(b + 1))) / 2.0
        };
        let mut best: Vec<(f32, usize)> = vec![(0.0, usize::MAX); self.places.len() * self.columns.len()];
        let mut scored: Vec<(f32, usize, usize)> = Vec::new();
        for (b, row) in alike.iter().enumerate() {
            scored.extend(row.iter().map(|(a, likeness)| (likeness + NEIGHBOURS * near(*a, b), *a, b)));
        }
        for (score, a, b) in &scored {
            for (from, to) in [(*a, *b), (*b, *a)] {
                let best = &mut best[from * self.columns.len() + self.places[to].column];
                if *score > best.0 {
                    *best = (*score, to);
                }
            }
        }
        let mutual = |a: usize, b: usize| best[a * self.columns.len() + self.places[b].column].1 == b;
        scored.retain(|(score, a, b)| *score >= LESS_ALIKE && mutual(*a, *b) && mutual(*b, *a));
        scored.retain(|(score, a, b)| *score >= ALIKE || self.shared_plain(*a, *b) >= PLAIN_WEIGHT);
        scored
    }

    /// The weight of the words, names and dates apart, that two sentences share.
    fn shared_plain(&self, a: usize, b: usize) -> f32 {
        let stems = |of: usize| plain_stems(&self.columns[self.places[of].column], self.words[of].clone());
        let theirs = stems(b);
        let shared = |(stem, _): &(u64, f32)| theirs.binary_search_by_key(stem, |(other, _)| *other).is_ok();
        stems(a).into_iter().filter(shared).map(|(_, weight)| weight).sum()
    }

    /// For each sentence, the earlier ones of other columns that share a telling term, in order, with their likeness.
    fn alike(&self) -> Vec<Vec<(usize, f32)>> {
        let mut users = Users::new(&self.used, CAP);
        let mut sums = Sums::new(self.vectors.len());
        let mut alike = Vec::with_capacity(self.vectors.len());
        for (index, vector) in self.vectors.iter().enumerate() {
            let column = self.places[index].column;
            for (term, weight) in vector {
                for (other, theirs) in users.before(*term, index, *weight) {
                    if self.places[*other as usize].column != column {
                        sums.add(*other as usize, weight * theirs);
                    }
                }
            }
            alike.push(sums.take_above(ALIKE / 4.0));
        }
        alike
    }
}

/// The stems of a sentence that carry matter and are part of no name or date, in order, with their rarity.
fn plain_stems(column: &Column<'_>, range: Range<usize>) -> Vec<(u64, f32)> {
    let plain = |at: &usize| !column.named[*at] && !column.words[*at].function;
    let words = range.filter(plain).map(|at| &column.words[at]);
    let mut stems: Vec<(u64, f32)> = words.map(|word| (word.stem, word.rarity)).collect();
    stems.sort_unstable_by_key(|(stem, _)| *stem);
    stems.dedup_by_key(|(stem, _)| *stem);
    stems
}

/// The words and pairs of words of a sentence that carry matter, weighted by their rarity in the news, in order.
fn terms(words: &[Word]) -> Vec<(u64, f32)> {
    let matter = || words.iter().filter(|word| !word.function);
    let count = matter().count();
    if count < LEAST_WORDS {
        return Vec::new();
    }
    let mut terms = Vec::with_capacity(2 * count);
    terms.extend(matter().map(|word| (word.stem, word.rarity)));
    let pairs = matter().zip(matter().skip(1));
    terms.extend(pairs.map(|(word, next)| (word.stem.rotate_left(23) ^ next.stem, PAIR * PAIR_RARITY)));
    terms.sort_unstable_by_key(|(term, _)| *term);
    terms.dedup_by_key(|(term, _)| *term);
    terms
}
