//! Scores of the tokens of a chain in, its best tags out, each with the margin to the best other tag there.

use super::model::{FORBIDDEN, Model, Scores};
use super::tags::{ENDING, OUTSIDE, STARTING, TAGS, Tag, goes_on, parts};

/// A token's tag, and by how much the best path beats the best path with another tag here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Decided {
    pub(super) tag: Tag,
    pub(super) margin: i32,
}

/// Space for decoding, used again for every chain.
#[derive(Default)]
pub(super) struct Decoder {
    forward: Vec<Scores>,
    backward: Vec<Scores>,
}

impl Decoder {
    /// Finds the best tags for `scores`; outside stands before and after the chain.
    pub(super) fn decode(&mut self, model: &Model<'_>, scores: &[Scores], out: &mut Vec<Decided>) {
        let length = scores.len();
        if length == 0 {
            return;
        }
        self.forward.clear();
        self.forward.resize(length, [FORBIDDEN; TAGS]);
        self.backward.clear();
        self.backward.resize(length, [FORBIDDEN; TAGS]);
        for (start, to) in STARTING.into_iter().enumerate() {
            self.forward[0][to] = model.free[0][start] + scores[0][to];
        }
        for (end, from) in ENDING.into_iter().enumerate() {
            self.backward[length - 1][from] = model.free[end][0];
        }
        for at in 1..length {
            let (before, rest) = self.forward.split_at_mut(at);
            step(model, &before[at - 1], &scores[at], &mut rest[0]);
        }
        for at in (0..length - 1).rev() {
            let (rest, after) = self.backward.split_at_mut(at + 1);
            step_back(model, &after[0], &scores[at + 1], &mut rest[at]);
        }
        let mut last = OUTSIDE;
        for (forward, backward) in self.forward.iter().zip(&self.backward) {
            let mut totals = [FORBIDDEN; TAGS];
            for ((total, forward), backward) in totals.iter_mut().zip(forward).zip(backward) {
                *total = forward.saturating_add(*backward);
            }
            let best = match parts(last) {
                Some((label, _)) if goes_on(last) => best_of(&totals, [2 + 4 * label, 3 + 4 * label]),
                _ => best_of(&totals, STARTING),
            };
            let others = totals[..best].iter().chain(&totals[best + 1..]).max();
            let margin = totals[best].saturating_sub(others.copied().unwrap_or(FORBIDDEN));
            last = best as Tag;
            out.push(Decided { tag: last, margin });
        }
    }
}

/// The best scores of paths that end here, by those that end at the token before.
fn step(model: &Model<'_>, before: &Scores, scores: &Scores, here: &mut Scores) {
    let mut starts = [FORBIDDEN; STARTING.len()];
    for (from, transitions) in ENDING.into_iter().zip(&model.free) {
        let score = before[from];
        for (best, transition) in starts.iter_mut().zip(transitions) {
            *best = (*best).max(score + transition);
        }
    }
    for (to, best) in STARTING.into_iter().zip(starts) {
        here[to] = best + scores[to];
    }
    for (label, [first, inner]) in model.within.iter().enumerate() {
        let at = 1 + 4 * label;
        here[at + 1] = (before[at] + first[0]).max(before[at + 1] + inner[0]) + scores[at + 1];
        here[at + 2] = (before[at] + first[1]).max(before[at + 1] + inner[1]) + scores[at + 2];
    }
}

/// The best scores of paths that go on behind this token, by those that go on behind the next.
fn step_back(model: &Model<'_>, after: &Scores, scores: &Scores, here: &mut Scores) {
    let starts = STARTING.map(|to| after[to] + scores[to]);
    for (from, transitions) in ENDING.into_iter().zip(&model.free) {
        let ahead = starts.iter().zip(transitions).map(|(start, transition)| start + transition);
        here[from] = ahead.fold(FORBIDDEN, i32::max);
    }
    for (label, rows) in model.within.iter().enumerate() {
        let at = 1 + 4 * label;
        let [inner, last] = [after[at + 1] + scores[at + 1], after[at + 2] + scores[at + 2]];
        for (here, row) in here[at..].iter_mut().zip(rows) {
            *here = (row[0] + inner).max(row[1] + last);
        }
    }
}

/// The first of the best of `tags`.
fn best_of<const N: usize>(totals: &Scores, tags: [usize; N]) -> usize {
    tags.into_iter()
        .reduce(|best, tag| if totals[tag] > totals[best] { tag } else { best })
        .unwrap_or_default()
}
