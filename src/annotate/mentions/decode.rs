//! Scores of the tokens of a chain in, its best tags out, each with the margin to the best other tag there.

use super::model::{FORBIDDEN, Model, Scores};
use super::tags::{ENDING, LABELS, OUTSIDE, STARTING, TAGS, Tag, goes_on, parts};

/// A token's tag, and by how much the best path beats the best path with another tag here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Decided {
    pub(super) tag: Tag,
    pub(super) margin: i32,
}

/// Scores while they are added up: whole numbers that floating point holds exactly, for its maximum is one
/// instruction on every machine.
type Sums = [f32; TAGS];

/// A score that no path reaches.
const NEVER: f32 = FORBIDDEN as f32;

/// A model's transitions, and space for decoding, used again for every chain.
pub(super) struct Decoder {
    /// From each of `ENDING` to each of `STARTING`.
    free: [[f32; STARTING.len()]; ENDING.len()],
    /// The same from behind: to each of `STARTING` from each of `ENDING`.
    behind: [[f32; ENDING.len()]; STARTING.len()],
    within: [[[f32; 2]; 2]; LABELS.len()],
    scores: Vec<Sums>,
    forward: Vec<Sums>,
    backward: Vec<Sums>,
}

impl Decoder {
    /// A decoder for what `model` scores.
    pub(super) fn new(model: &Model<'_>) -> Self {
        let exact = |score: i32| score as f32;
        Decoder {
            free: model.free.map(|row| row.map(exact)),
            behind: std::array::from_fn(|to| std::array::from_fn(|from| exact(model.free[from][to]))),
            within: model.within.map(|rows| rows.map(|row| row.map(exact))),
            scores: Vec::new(),
            forward: Vec::new(),
            backward: Vec::new(),
        }
    }

    /// Finds the best tags for `scores`; outside stands before and after the chain.
    pub(super) fn decode(&mut self, scores: &[Scores], out: &mut Vec<Decided>) {
        let length = scores.len();
        if length == 0 {
            return;
        }
        self.scores.clear();
        self.scores.extend(scores.iter().map(|scores| scores.map(|score| score as f32)));
        self.forward.clear();
        self.forward.resize(length, [NEVER; TAGS]);
        self.backward.clear();
        self.backward.resize(length, [NEVER; TAGS]);
        for (start, to) in STARTING.into_iter().enumerate() {
            self.forward[0][to] = self.free[0][start] + self.scores[0][to];
        }
        for (end, from) in ENDING.into_iter().enumerate() {
            self.backward[length - 1][from] = self.free[end][0];
        }
        for at in 1..length {
            self.forward[at] = self.step(&self.forward[at - 1], &self.scores[at]);
        }
        for at in (0..length - 1).rev() {
            self.backward[at] = self.step_back(&self.backward[at + 1], &self.scores[at + 1]);
        }
        let mut last = OUTSIDE;
        for (forward, backward) in self.forward.iter().zip(&self.backward) {
            let mut totals = [NEVER; TAGS];
            for ((total, forward), backward) in totals.iter_mut().zip(forward).zip(backward) {
                *total = forward + backward;
            }
            let best = match parts(last) {
                Some((label, _)) if goes_on(last) => best_of(&totals, [2 + 4 * label, 3 + 4 * label]),
                _ => best_of(&totals, STARTING),
            };
            let total = std::mem::replace(&mut totals[best], NEVER);
            last = best as Tag;
            out.push(Decided { tag: last, margin: (total - most(&totals)) as i32 });
        }
    }

    /// The best scores of paths that end here, by those that end at the token before.
    fn step(&self, before: &Sums, scores: &Sums) -> Sums {
        let mut here = [NEVER; TAGS];
        let mut starts = [NEVER; STARTING.len()];
        for (from, transitions) in ENDING.into_iter().zip(&self.free) {
            raise(&mut starts, before[from], transitions);
        }
        for (to, best) in STARTING.into_iter().zip(starts) {
            here[to] = best + scores[to];
        }
        for (label, [first, inner]) in self.within.iter().enumerate() {
            let at = 1 + 4 * label;
            here[at + 1] = greater(before[at] + first[0], before[at + 1] + inner[0]) + scores[at + 1];
            here[at + 2] = greater(before[at] + first[1], before[at + 1] + inner[1]) + scores[at + 2];
        }
        here
    }

    /// The best scores of paths that go on behind this token, by those that go on behind the next.
    fn step_back(&self, after: &Sums, scores: &Sums) -> Sums {
        let mut here = [NEVER; TAGS];
        let mut ends = [NEVER; ENDING.len()];
        for (to, transitions) in STARTING.into_iter().zip(&self.behind) {
            raise(&mut ends, after[to] + scores[to], transitions);
        }
        for (from, best) in ENDING.into_iter().zip(ends) {
            here[from] = best;
        }
        for (label, rows) in self.within.iter().enumerate() {
            let at = 1 + 4 * label;
            let [inner, last] = [after[at + 1] + scores[at + 1], after[at + 2] + scores[at + 2]];
            for (here, row) in here[at..].iter_mut().zip(rows) {
                *here = greater(row[0] + inner, row[1] + last);
            }
        }
        here
    }
}

/// Raises each of `best` to `score` with its transition, where that is more.
#[inline]
fn raise<const N: usize>(best: &mut [f32; N], score: f32, transitions: &[f32; N]) {
    for (best, transition) in best.iter_mut().zip(transitions) {
        *best = greater(score + transition, *best);
    }
}

/// The greater of two numbers; neither is none.
#[inline]
fn greater(left: f32, right: f32) -> f32 {
    if left > right { left } else { right }
}

/// The greatest of all: by lanes, which are compared at once.
#[inline]
fn most(totals: &Sums) -> f32 {
    let mut lanes = [NEVER; 8];
    for chunk in totals.chunks(lanes.len()) {
        for (lane, total) in lanes.iter_mut().zip(chunk) {
            *lane = greater(*total, *lane);
        }
    }
    lanes.into_iter().fold(NEVER, greater)
}

/// The first of the best of `tags`.
fn best_of<const N: usize>(totals: &Sums, tags: [usize; N]) -> usize {
    tags.into_iter()
        .reduce(|best, tag| if totals[tag] > totals[best] { tag } else { best })
        .unwrap_or_default()
}
