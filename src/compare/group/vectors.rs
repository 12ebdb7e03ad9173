//! Terms of all articles in, a weighted vector of each out, and which pairs of them are alike.

use rayon::prelude::*;

use super::super::words::BACKGROUND_ARTICLES;
use super::index::Index;
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

/// Terms of an article, about: the table of how often each is used has four places for each.
const TERMS: usize = 800;

/// Count from which on the rarity of a term is reckoned each time anew.
const COMMON: u32 = 64;

/// Days within which articles may report one event, and the spread of the decay between them.
pub(super) const WINDOW: i64 = 7;
const SPREAD: f32 = 2.28;

/// What a pair's likeness counts where one date is missing, or both are.
const HALF_DATED: f32 = 0.7;
const UNDATED: f32 = 0.6;

/// What it counts where both are of one outlet, which seldom tells one event twice: what it does report again, as
/// its updates do, is alike enough all the same.
const ONE_OUTLET: f32 = 0.6;

/// Likeness under which a pair is not kept.
pub(super) const LEAST: f32 = 0.02;

/// Articles that one core holds against others at once.
const AT_ONCE: usize = 64;

/// What is known of an article beside its words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Facts {
    /// The day it was published, counted from some fixed day.
    pub(super) day: Option<i64>,
    /// Its outlet, hashed.
    pub(super) outlet: Option<u64>,
}

/// A vector of length 1: terms by rank, with their weights.
#[derive(Clone, Debug, Default)]
pub(super) struct Vector(pub(super) Vec<(u32, f32)>);

/// The terms of an article, as much of them as its vector needs: those of all articles are kept until it is known how
/// often each is used.
#[derive(Debug)]
pub(super) struct Weights {
    /// For each term where it is counted, and its weight but for its rarity.
    list: Vec<(u32, f32)>,
    /// For those that the background knows, their place in the list and the articles there that use them.
    background: Vec<(u32, f32)>,
}

/// Two articles that are alike.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pair {
    pub(super) first: u32,
    pub(super) second: u32,
    pub(super) likeness: f32,
}

/// In how many articles each term is used. Terms are told apart by part of their hash, so that the table stays
/// small.
#[derive(Debug)]
pub(super) struct Used {
    articles: f32,
    counts: Vec<u32>,
    shift: u32,
    /// The rarity of a term by its count, for those that the background does not know: most terms are pairs of words
    /// that a few articles use.
    rarities: Vec<f32>,
}

impl Used {
    /// Counts the terms of so many articles, given one by one by `terms`; what is left of each for its vector.
    pub(super) fn count(
        articles: usize,
        terms: impl Fn(usize) -> Vec<(Term, f32)> + Sync,
    ) -> (Used, Vec<Weights>) {
        let bits = ((articles.max(1) * TERMS).ilog2() + 2).clamp(10, 25);
        let mut counts = vec![0; 1 << bits];
        let mut used =
            Used { articles: articles as f32, counts: Vec::new(), shift: 64 - bits, rarities: Vec::new() };
        used.rarities = (0..COMMON).map(|count| used.rarity_of(count, 0.0)).collect();
        let weights = |article: usize| used.weights(&terms(article));
        let weights: Vec<Weights> = (0..articles).into_par_iter().map(weights).collect();
        // Each thread counts in a part of the table of its own: counting in one place would make them wait.
        let part = counts.len().div_ceil(rayon::current_num_threads());
        counts.par_chunks_mut(part).enumerate().for_each(|(at, counts)| {
            // What another counts goes where nobody looks: a branch would be foreseen in half of all cases.
            let mut elsewhere = 0;
            for (slot, _) in weights.iter().flat_map(|weights| &weights.list) {
                let count = counts.get_mut((*slot as usize).wrapping_sub(at * part));
                *count.unwrap_or(&mut elsewhere) += 1;
            }
        });
        (Used { counts, ..used }, weights)
    }

    /// What is left of an article's terms for its vector.
    pub(super) fn weights(&self, terms: &[(Term, f32)]) -> Weights {
        let mut weights = Weights { list: Vec::with_capacity(terms.len()), background: Vec::new() };
        for (term, count) in terms {
            let kind = match term.kind() {
                Kind::Word => 1.0,
                Kind::Pair => PAIR_WEIGHT,
                Kind::Name => NAME_WEIGHT,
            };
            // The logarithm of 1, which most terms count, is 0.
            let often = if *count == 1.0 { 1.0 } else { 1.0 + count.ln() };
            let background = term.background();
            if background > 0.0 {
                weights.background.push((weights.list.len() as u32, background));
            }
            weights.list.push((self.slot(*term), kind * often));
        }
        weights.background.shrink_to_fit();
        weights
    }

    fn slot(&self, term: Term) -> u32 {
        // The kind lies in the low bits: mixed in, so that a word and a name of one hash differ.
        (term.0.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> self.shift) as u32
    }

    fn rarity(&self, count: u32, background: f32) -> f32 {
        match self.rarities.get(count as usize) {
            Some(rarity) if background == 0.0 => *rarity,
            Some(_) | None => self.rarity_of(count, background),
        }
    }

    fn rarity_of(&self, count: u32, background: f32) -> f32 {
        let articles = self.articles + BACKGROUND_WEIGHT * BACKGROUND_ARTICLES + 1.0;
        let used = count.max(1) as f32 + BACKGROUND_WEIGHT * background;
        (articles / used).ln().max(0.0).powf(RARITY_POWER)
    }

    /// The vector of an article's terms, those left out that fewer than `least` articles use.
    pub(super) fn vector(&self, terms: &Weights, least: u32) -> Vector {
        // All at once, so that the memory is waited for once in a while, and not for each.
        let counts: Vec<u32> = terms.list.iter().map(|(slot, _)| self.counts[*slot as usize]).collect();
        // A term that no other article has matters for the length alone.
        let mut square = 0.0;
        let mut background = terms.background.iter().peekable();
        let mut weights: Vec<(u32, f32)> = Vec::new();
        for (place, ((slot, weight), articles)) in terms.list.iter().zip(counts).enumerate() {
            let known = background.next_if(|(known, _)| *known as usize == place);
            let weight = weight * self.rarity(articles, known.map_or(0.0, |(_, articles)| *articles));
            square += weight * weight;
            if articles >= least && weight > 0.0 {
                weights.push((*slot, weight));
            }
        }
        let length = square.sqrt().max(f32::MIN_POSITIVE);
        if weights.len() > KEPT_TERMS {
            weights.select_nth_unstable_by(KEPT_TERMS, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            weights.truncate(KEPT_TERMS);
        }
        weights.sort_unstable_by_key(|(slot, _)| *slot);
        weights.iter_mut().for_each(|(_, weight)| *weight /= length);
        weights.shrink_to_fit();
        Vector(weights)
    }
}

impl Vector {
    /// The cosine of two vectors.
    pub(super) fn likeness(&self, other: &Vector) -> f32 {
        let (mut a, mut b) = (&self.0[..], &other.0[..]);
        let mut sum = 0.0;
        while let ([(left, x), rest @ ..], [(right, y), others @ ..]) = (a, b) {
            sum += if left == right { x * y } else { 0.0 };
            if left <= right {
                a = rest;
            }
            if right <= left {
                b = others;
            }
        }
        sum
    }
}

/// What a pair's likeness counts by the days between its articles and by who published them.
pub(super) fn counts(first: Facts, second: Facts) -> f32 {
    let by_day = match (first.day, second.day) {
        (Some(first), Some(second)) if (first - second).abs() > WINDOW => 0.0,
        (Some(first), Some(second)) => {
            let days = (first - second) as f32;
            (-days * days / (2.0 * SPREAD * SPREAD)).exp()
        }
        (Some(_), None) | (None, Some(_)) => HALF_DATED,
        (None, None) => UNDATED,
    };
    let one_outlet = first.outlet.is_some() && first.outlet == second.outlet;
    if one_outlet { by_day * ONE_OUTLET } else { by_day }
}

/// The pairs of articles that are alike; `facts` has what is known of each article.
///
/// An article is held against those of the days before it. They are looked up in blocks of as many days as the window
/// has, its own and the one before, so that what is looked through does not grow with the years of a collection.
pub(super) fn pairs(vectors: &[Vector], facts: &[Facts]) -> Vec<Pair> {
    let mut order: Vec<usize> = (0..facts.len()).collect();
    order.sort_by_key(|article| (facts[*article].day.is_none(), facts[*article].day, *article));
    let dated = order.partition_point(|article| facts[*article].day.is_some());
    let block = |article: usize| facts[article].day.map(|day| day.div_euclid(WINDOW));
    let blocks: Vec<&[usize]> = order[..dated].chunk_by(|a, b| block(*a) == block(*b)).collect();
    let mut pairs: Vec<Pair> = (0..blocks.len())
        .into_par_iter()
        .flat_map_iter(|at| {
            let next = blocks
                .get(at + 1)
                .filter(|next| block(next[0]) == block(blocks[at][0]).map(|number| number + 1));
            alike(blocks[at], next.copied().unwrap_or_default(), vectors, facts)
        })
        .collect();
    if dated < order.len() {
        // One without a date may be like any other.
        let (dated, undated) = order.split_at(dated);
        pairs.extend(alike(undated, dated, vectors, facts));
    }
    pairs.par_sort_unstable_by_key(|pair| (pair.first, pair.second));
    pairs
}

/// The pairs among the articles of a block, which are in the order of their days, and between them and others.
fn alike(block: &[usize], others: &[usize], vectors: &[Vector], facts: &[Facts]) -> Vec<Pair> {
    let index = Index::new(
        &block.iter().map(|article| &vectors[*article]).collect::<Vec<_>>(),
        block.iter().map(|article| facts[*article]).collect(),
    );
    let own = block.iter().enumerate().map(|(place, article)| (*article, place));
    let asking: Vec<(usize, usize)> =
        own.chain(others.iter().map(|article| (*article, block.len()))).collect();
    let near = |asking: &[(usize, usize)]| {
        let mut sums = vec![0.0; block.len()];
        let mut pairs: Vec<Pair> = Vec::new();
        for (article, end) in asking {
            let facts = facts[*article];
            let near = index.near(&vectors[*article], facts, index.since(facts).min(*end)..*end, &mut sums);
            pairs.extend(near.into_iter().map(|(other, likeness)| {
                let other = block[other];
                Pair { first: (*article).min(other) as u32, second: (*article).max(other) as u32, likeness }
            }));
        }
        pairs
    };
    asking.par_chunks(AT_ONCE).flat_map_iter(near).collect()
}
