//! Terms of all articles in, a weighted vector of each out, and which pairs of them are alike.

use std::ops::Range;

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

/// Postings of a block looked through for one article, the rarest terms first, and pairs kept of it there. Neither binds below
/// some thousand articles; above, they keep the work linear.
const POSTINGS: usize = 60_000;
const NEIGHBOURS: usize = 64;

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
pub(super) struct Vector(Vec<(u32, f32)>);

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

/// Which articles use each term, in order of their days, those without a day last.
#[derive(Debug)]
pub(super) struct Index {
    facts: Vec<Facts>,
    /// Articles by place: the order of days.
    order: Vec<usize>,
    /// Terms in order, each with the start of its postings; behind them what ends the last.
    lists: Vec<(u32, u32)>,
    /// For each beginning of a term, a few bits of it, the first of `lists` that has it or a later one.
    heads: Vec<u32>,
    /// What a term is shifted by to tell its beginning.
    shift: u32,
    /// Places that use a term, rising, with its weight there, term by term.
    postings: Vec<(u32, f32)>,
}

impl Index {
    pub(super) fn new(vectors: &[&Vector], facts: Vec<Facts>) -> Index {
        let mut order: Vec<usize> = (0..vectors.len()).collect();
        order.sort_by_key(|article| (facts[*article].day.is_none(), facts[*article].day, *article));
        let uses: usize = vectors.iter().map(|vector| vector.0.len()).sum();
        let last =
            vectors.iter().filter_map(|vector| vector.0.last()).map(|(term, _)| *term).max().unwrap_or(0);
        // As many beginnings as uses, about: terms are hashes, and few share one.
        let shift = (u32::BITS - last.leading_zeros()).saturating_sub(uses.max(1).ilog2());
        let mut heads = vec![0; (last >> shift) as usize + 2];
        for (term, _) in vectors.iter().flat_map(|vector| &vector.0) {
            heads[(term >> shift) as usize + 1] += 1;
        }
        for at in 1..heads.len() {
            heads[at] += heads[at - 1];
        }
        let mut all = vec![(0, 0, 0.0); uses];
        for (place, article) in order.iter().enumerate() {
            for (term, weight) in &vectors[*article].0 {
                let next = &mut heads[(term >> shift) as usize];
                all[*next as usize] = (*term, place as u32, *weight);
                *next += 1;
            }
        }
        // Each beginning now tells where its uses end.
        let mut lists: Vec<(u32, u32)> = Vec::new();
        let mut start = 0;
        for head in &mut heads {
            let end = *head as usize;
            all[start..end].sort_by_key(|(term, _, _)| *term);
            *head = lists.len() as u32;
            for at in start..end {
                if at == start || all[at].0 != all[at - 1].0 {
                    lists.push((all[at].0, at as u32));
                }
            }
            start = end;
        }
        lists.push((u32::MAX, uses as u32));
        let postings = all.into_iter().map(|(_, place, weight)| (place, weight)).collect();
        Index { facts, order, lists, heads, shift, postings }
    }

    /// The first place of an article that may report the same event as one of these facts.
    fn since(&self, facts: Facts) -> usize {
        let Some(day) = facts.day else { return 0 };
        self.order.partition_point(|other| self.facts[*other].day.is_some_and(|other| other < day - WINDOW))
    }

    /// The articles that are alike to one that is not among them, with their likeness.
    pub(super) fn near_new(&self, vector: &Vector, facts: Facts) -> Vec<(usize, f32)> {
        let mut sums = vec![0.0; self.order.len()];
        let all = self.order.len();
        let Some(day) = facts.day else { return self.near(vector, facts, 0..all, &mut sums) };
        let later = |other: &usize| self.facts[*other].day.is_some_and(|other| other <= day + WINDOW);
        let undated = self.order.partition_point(|other| self.facts[*other].day.is_some());
        let mut near =
            self.near(vector, facts, self.since(facts)..self.order.partition_point(later), &mut sums);
        near.extend(self.near(vector, facts, undated..all, &mut sums));
        near
    }

    /// Who uses a term, where anybody does.
    fn users(&self, term: u32) -> Option<Range<usize>> {
        let head = (term >> self.shift) as usize;
        let (first, end) = (*self.heads.get(head)? as usize, *self.heads.get(head + 1)? as usize);
        let at = first + self.lists[first..end].iter().position(|(other, _)| *other == term)?;
        Some(self.lists[at].1 as usize..self.lists[at + 1].1 as usize)
    }

    /// The articles at `places` that are alike to one of this vector, the nearest first. `sums` has 0 for every place,
    /// before and after.
    fn near(
        &self,
        vector: &Vector,
        facts: Facts,
        places: Range<usize>,
        sums: &mut [f32],
    ) -> Vec<(usize, f32)> {
        // The rarest terms first: how many use one, where they stand, and its weight.
        let mut lists: Vec<(u32, u32, f32)> = Vec::with_capacity(vector.0.len());
        for (term, weight) in &vector.0 {
            let Some(users) = self.users(*term) else { continue };
            let within = |end: usize| match end {
                0 => 0,
                end if end == self.order.len() => users.len(),
                end => self.postings[users.clone()].partition_point(|(place, _)| (*place as usize) < end),
            };
            let (from, to) = (within(places.start), within(places.end));
            if from < to {
                lists.push(((to - from) as u32, (users.start + from) as u32, *weight));
            }
        }
        lists.sort_unstable_by_key(|(count, start, _)| (*count, *start));
        let mut left = POSTINGS;
        for (count, start, weight) in lists {
            let (start, count) = (start as usize, count as usize);
            if count > left {
                left = 0;
                break;
            }
            left -= count;
            for (place, theirs) in &self.postings[start..start + count] {
                sums[*place as usize] += weight * theirs;
            }
        }
        let mut near: Vec<(usize, f32)> = Vec::new();
        for (cosine, other) in sums[places.clone()].iter().zip(&self.order[places.clone()]) {
            // Nothing counts more than in full: what is too little already need not be counted.
            if *cosine >= LEAST {
                let likeness = cosine * counts(facts, self.facts[*other]);
                if likeness >= LEAST {
                    near.push((*other, likeness));
                }
            }
        }
        sums[places].fill(0.0);
        near.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        if left == 0 {
            near.truncate(NEIGHBOURS);
        }
        near
    }
}
