//! Terms of all articles in, a weighted vector of each out, and which pairs of them are alike.

use std::collections::HashMap;

use rayon::prelude::*;

use super::super::words::BACKGROUND_ARTICLES;
use super::terms::{Kind, Term};

/// How much the counted background weighs against the articles at hand: it keeps a folder that holds one event
/// only from finding all its words worthless.
const BACKGROUND_WEIGHT: f32 = 0.2;

/// What the pairs of words and the names weigh against the words.
const PAIR_WEIGHT: f32 = 0.73;
const NAME_WEIGHT: f32 = 1.09;

/// Rarity counts a little less than in full: the rarest terms are often one reporter's own.
const RARITY_POWER: f32 = 0.93;

/// Terms kept of an article, the weightiest first: the rest changes no cosine that matters.
const KEPT_TERMS: usize = 250;

/// Days within which articles may report one event, and the spread of the decay between them.
const WINDOW: i64 = 7;
const SPREAD: f32 = 2.28;

/// What a pair's likeness counts where a date is missing.
const UNDATED: f32 = 0.6;

/// Likeness under which a pair is not kept.
const LEAST: f32 = 0.02;

/// Postings looked through for one article, the rarest terms first, and pairs kept of it. Neither binds below
/// some thousand articles; above, they keep the work linear.
const POSTINGS: usize = 60_000;
const NEIGHBOURS: usize = 64;

/// A vector of length 1: terms by rank, with their weights.
#[derive(Clone, Debug, Default)]
pub(super) struct Vector(Vec<(u32, f32)>);

/// Two articles that are alike.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pair {
    pub(super) first: usize,
    pub(super) second: usize,
    pub(super) likeness: f32,
}

/// The vectors of articles given by their terms.
pub(super) fn vectors(articles: &[Vec<(Term, f32)>]) -> Vec<Vector> {
    let used = Used::new(articles);
    articles.par_iter().map(|terms| vector(terms, &used)).collect()
}

/// In how many articles each term is used. Terms are told apart by part of their hash, so that the table stays
/// small; it has four times the places there are terms.
struct Used {
    articles: f32,
    counts: Vec<u32>,
    shift: u32,
}

impl Used {
    fn new(articles: &[Vec<(Term, f32)>]) -> Used {
        let terms: usize = articles.iter().map(Vec::len).sum();
        let bits = (terms.max(1).ilog2() + 2).clamp(10, 25);
        let mut used = Used { articles: articles.len() as f32, counts: vec![0; 1 << bits], shift: 64 - bits };
        for (term, _) in articles.iter().flatten() {
            let slot = used.slot(*term);
            used.counts[slot as usize] += 1;
        }
        used
    }

    fn slot(&self, term: Term) -> u32 {
        // The kind lies in the low bits: mixed in, so that a word and a name of one hash differ.
        (term.0.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> self.shift) as u32
    }

    fn rarity(&self, term: Term, slot: u32) -> f32 {
        let articles = self.articles + BACKGROUND_WEIGHT * BACKGROUND_ARTICLES + 1.0;
        let used = self.counts[slot as usize] as f32 + BACKGROUND_WEIGHT * term.background();
        (articles / used).ln().max(0.0).powf(RARITY_POWER)
    }
}

fn vector(terms: &[(Term, f32)], used: &Used) -> Vector {
    let mut weights: Vec<(u32, f32)> = terms
        .iter()
        .map(|(term, count)| {
            let slot = used.slot(*term);
            let kind = match term.kind() {
                Kind::Word => 1.0,
                Kind::Pair => PAIR_WEIGHT,
                Kind::Name => NAME_WEIGHT,
            };
            (slot, kind * (1.0 + count.ln()) * used.rarity(*term, slot))
        })
        .collect();
    let length = weights.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
    // A term that no other article has matters for the length alone.
    weights.retain(|(slot, _)| used.counts[*slot as usize] > 1);
    if weights.len() > KEPT_TERMS {
        weights.select_nth_unstable_by(KEPT_TERMS, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        weights.truncate(KEPT_TERMS);
    }
    weights.sort_unstable_by_key(|(slot, _)| *slot);
    weights.iter_mut().for_each(|(_, weight)| *weight /= length.max(f32::MIN_POSITIVE));
    Vector(weights)
}

impl Vector {
    /// The cosine of two vectors.
    pub(super) fn likeness(&self, other: &Vector) -> f32 {
        let (mut a, mut b) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut sum = 0.0;
        while let (Some((left, x)), Some((right, y))) = (a.peek().copied(), b.peek().copied()) {
            match left.cmp(right) {
                std::cmp::Ordering::Less => drop(a.next()),
                std::cmp::Ordering::Greater => drop(b.next()),
                std::cmp::Ordering::Equal => {
                    sum += x * y;
                    a.next();
                    b.next();
                }
            }
        }
        sum
    }
}

/// What a pair counts by the days between its articles.
pub(super) fn decay(first: Option<i64>, second: Option<i64>) -> f32 {
    match (first, second) {
        (Some(first), Some(second)) if (first - second).abs() > WINDOW => 0.0,
        (Some(first), Some(second)) => {
            let days = (first - second) as f32;
            (-days * days / (2.0 * SPREAD * SPREAD)).exp()
        }
        (None, _) | (_, None) => UNDATED,
    }
}

/// The pairs of articles that are alike; `days` has the day of each article.
pub(super) fn pairs(vectors: &[Vector], days: &[Option<i64>]) -> Vec<Pair> {
    let index = Index::new(vectors, days);
    let mut pairs: Vec<Pair> = (0..vectors.len())
        .into_par_iter()
        .map_init(
            || (vec![0.0; vectors.len()], Vec::new()),
            |(sums, touched), place| index.neighbours(place, sums, touched),
        )
        .flatten_iter()
        .collect();
    pairs.par_sort_unstable_by_key(|pair| (pair.first, pair.second));
    pairs
}

/// Which articles use each term, in order of their days, those without a day last.
struct Index<'v> {
    vectors: &'v [Vector],
    days: &'v [Option<i64>],
    /// Articles by place: the order of days.
    order: Vec<usize>,
    /// `postings[starts[slot]..]`: places that use a term, rising, with its weight there.
    starts: HashMap<u32, (u32, u32)>,
    postings: Vec<(u32, f32)>,
}

impl<'v> Index<'v> {
    fn new(vectors: &'v [Vector], days: &'v [Option<i64>]) -> Index<'v> {
        let mut order: Vec<usize> = (0..vectors.len()).collect();
        order.sort_by_key(|article| (days[*article].is_none(), days[*article], *article));
        let mut uses: Vec<(u32, u32, f32)> = order
            .iter()
            .enumerate()
            .flat_map(|(place, article)| {
                vectors[*article].0.iter().map(move |(slot, weight)| (*slot, place as u32, *weight))
            })
            .collect();
        uses.par_sort_unstable_by_key(|(slot, place, _)| (*slot, *place));
        let mut starts = HashMap::new();
        for (position, (slot, _, _)) in uses.iter().enumerate() {
            starts.entry(*slot).or_insert((position as u32, 0)).1 = position as u32 + 1;
        }
        let postings = uses.into_iter().map(|(_, place, weight)| (place, weight)).collect();
        Index { vectors, days, order, starts, postings }
    }

    /// The articles before `place` that are alike to the one there.
    fn neighbours(&self, place: usize, sums: &mut [f32], touched: &mut Vec<usize>) -> Vec<Pair> {
        let article = self.order[place];
        let day = self.days[article];
        let first = match day {
            Some(day) => self
                .order
                .partition_point(|other| self.days[*other].is_some_and(|other| other < day - WINDOW)),
            None => 0,
        };
        let mut lists: Vec<(&[(u32, f32)], f32)> = self.vectors[article]
            .0
            .iter()
            .filter_map(|(slot, weight)| {
                let (start, end) = *self.starts.get(slot)?;
                let list = &self.postings[start as usize..end as usize];
                let from = list.partition_point(|(other, _)| (*other as usize) < first);
                let to = list.partition_point(|(other, _)| (*other as usize) < place);
                Some((&list[from..to], *weight))
            })
            .collect();
        lists.sort_by_key(|(list, _)| list.len());
        let mut left = POSTINGS;
        for (list, weight) in lists {
            if list.len() > left {
                break;
            }
            left -= list.len();
            for (other, theirs) in list {
                let sum = &mut sums[*other as usize];
                if *sum == 0.0 {
                    touched.push(*other as usize);
                }
                *sum += weight * theirs;
            }
        }
        let exact = left > 0;
        let mut near: Vec<Pair> = touched
            .drain(..)
            .filter_map(|other| {
                let cosine = std::mem::take(&mut sums[other]);
                let other = self.order[other];
                let likeness = cosine * decay(day, self.days[other]);
                (likeness >= LEAST).then_some(Pair {
                    first: article.min(other),
                    second: article.max(other),
                    likeness,
                })
            })
            .collect();
        near.sort_unstable_by(|a, b| {
            b.likeness.total_cmp(&a.likeness).then((a.first, a.second).cmp(&(b.first, b.second)))
        });
        if !exact {
            near.truncate(NEIGHBOURS);
        }
        near
    }
}
