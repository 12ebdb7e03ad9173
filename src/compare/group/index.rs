//! Vectors of articles in, those that are alike to one out: which articles use each term.

use std::ops::Range;

use super::vectors::{Facts, LEAST, Vector, WINDOW, counts};

/// Postings looked through for one article, the rarest terms first, and pairs kept of it there. Neither binds below
/// some thousand articles; above, they keep the work linear.
const POSTINGS: usize = 60_000;
const NEIGHBOURS: usize = 64;

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
    pub(super) fn since(&self, facts: Facts) -> usize {
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
    pub(super) fn near(
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
