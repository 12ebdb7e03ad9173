//! Scores of the tokens of a chain in, its best tags out, each with the margin to the best other tag there.

use super::model::Scores;
use super::tags::{ENDING, LABELS, OUTSIDE, STARTING, TAGS, Tag, goes_on, parts};

/// A token's tag, and for one in a name by how much the best path beats the best path with another tag here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Decided {
    pub(super) tag: Tag,
    pub(super) margin: i32,
}

/// Of a token in no name.
const IN_NO_NAME: Decided = Decided { tag: OUTSIDE, margin: 0 };

/// Scores while they are added up: whole numbers that floating point holds exactly, for its maximum is one
/// instruction on every machine.
type Sums = [f32; TAGS];

/// A score that no path reaches.
const NEVER: f32 = (i32::MIN / 4) as f32;

/// Tags that may stand behind a token that ends a name or is in none; as many may stand before one that begins one.
const FREE: usize = STARTING.len();

/// What a model gives for one tag behind another.
pub(super) struct Transitions {
    /// From each of `ENDING` to each of `STARTING`.
    free: Ways,
    /// The same from behind: to each of `STARTING` from each of `ENDING`.
    behind: Ways,
    /// For each label, from its first and its inner token to its inner and its last.
    within: [[[f32; 2]; 2]; LABELS.len()],
}

impl Transitions {
    /// Of `free` from each of `ENDING` to each of `STARTING`, and `within` each label.
    pub(super) fn new(free: [[f32; FREE]; FREE], within: [[[f32; 2]; 2]; LABELS.len()]) -> Self {
        let behind = std::array::from_fn(|to| std::array::from_fn(|from| free[from][to]));
        Transitions { free: Ways::new(free), behind: Ways::new(behind), within }
    }

    /// The best scores of paths that end here, by those that end at the token before.
    fn step(&self, before: &Sums, scores: &Sums, here: &mut Sums) {
        let mut ends = [NEVER; FREE];
        for at in 0..FREE {
            ends[at] = before[ENDING[at]];
        }
        let starts = self.free.best(&ends);
        for at in 0..FREE {
            here[STARTING[at]] = starts[at] + scores[STARTING[at]];
        }
        for (label, [first, inner]) in self.within.iter().enumerate() {
            let at = 1 + 4 * label;
            here[at + 1] = greater(before[at] + first[0], before[at + 1] + inner[0]) + scores[at + 1];
            here[at + 2] = greater(before[at] + first[1], before[at + 1] + inner[1]) + scores[at + 2];
        }
    }

    /// The best scores of paths that go on behind this token, by those that go on behind the next.
    fn step_back(&self, after: &Sums, scores: &Sums, here: &mut Sums) {
        let mut starts = [NEVER; FREE];
        for at in 0..FREE {
            starts[at] = after[STARTING[at]] + scores[STARTING[at]];
        }
        let ends = self.behind.best(&starts);
        for at in 0..FREE {
            here[ENDING[at]] = ends[at];
        }
        for (label, [first, second]) in self.within.iter().enumerate() {
            let at = 1 + 4 * label;
            let (inner, last) = (after[at + 1] + scores[at + 1], after[at + 2] + scores[at + 2]);
            here[at] = greater(first[0] + inner, first[1] + last);
            here[at + 1] = greater(second[0] + inner, second[1] + last);
        }
    }
}

/// What is given for the way from one of some tags to one of others, a row for each of the former.
struct Ways {
    rows: [[f32; FREE]; FREE],
    /// By how much, at most, a way of one row is better than that of another; the other's first.
    lead: [[f32; FREE]; FREE],
}

impl Ways {
    fn new(rows: [[f32; FREE]; FREE]) -> Self {
        let lead = rows.map(|other| {
            rows.map(|one| one.iter().zip(&other).map(|(one, other)| one - other).fold(NEVER, greater))
        });
        Ways { rows, lead }
    }

    /// The best score at the end of all ways, by those at their beginnings. Most beginnings are so far behind the best
    /// that no way from there can be the best anywhere.
    fn best(&self, from: &[f32; FREE]) -> [f32; FREE] {
        let mut first = 0;
        for at in 1..FREE {
            first = if from[at] > from[first] { at } else { first };
        }
        let mut best = [NEVER; FREE];
        for at in 0..FREE {
            if at == first || from[at] + self.lead[first][at] > from[first] {
                for (best, way) in best.iter_mut().zip(&self.rows[at]) {
                    *best = greater(from[at] + way, *best);
                }
            }
        }
        best
    }
}

/// A model's transitions, and space for decoding, used again for every chain.
pub(super) struct Decoder<'m> {
    transitions: &'m Transitions,
    scores: Vec<Sums>,
    forward: Vec<Sums>,
    backward: Vec<Sums>,
}

impl<'m> Decoder<'m> {
    /// A decoder for what a model of these `transitions` scores.
    pub(super) fn new(transitions: &'m Transitions) -> Self {
        Decoder { transitions, scores: Vec::new(), forward: Vec::new(), backward: Vec::new() }
    }

    /// Finds the best tags for `scores`; outside stands before and after the chain.
    pub(super) fn decode(&mut self, scores: &[Scores], out: &mut Vec<Decided>) {
        match scores {
            [] => {}
            [alone] => out.push(self.alone(alone)),
            several => self.several(several, out),
        }
    }

    /// The best tag of a token that is a chain by itself: outside, or the only token of some name.
    fn alone(&self, scores: &Scores) -> Decided {
        let ways = &self.transitions.free.rows;
        let total = |at: usize| ways[0][at] + f32::from(scores[ENDING[at]]) + ways[at][0];
        let outside = total(0);
        let only = || (2..FREE).step_by(2);
        // Most such tokens are no name.
        if only().all(|at| total(at) <= outside) {
            return IN_NO_NAME;
        }
        let mut totals = [NEVER; TAGS];
        totals[usize::from(OUTSIDE)] = outside;
        only().for_each(|at| totals[ENDING[at]] = total(at));
        decided(&mut totals, OUTSIDE)
    }

    fn several(&mut self, scores: &[Scores], out: &mut Vec<Decided>) {
        let Decoder { transitions, scores: sums, forward, backward } = self;
        let ways = &transitions.free.rows;
        let length = scores.len();
        if forward.len() < length {
            sums.resize(length, [NEVER; TAGS]);
            forward.resize(length, [NEVER; TAGS]);
            backward.resize(length, [NEVER; TAGS]);
        }
        let sums = &mut sums[..length];
        for (sums, scores) in sums.iter_mut().zip(scores) {
            for tag in 0..TAGS {
                sums[tag] = f32::from(scores[tag]);
            }
        }
        forward[0] = [NEVER; TAGS];
        for at in 0..FREE {
            forward[0][STARTING[at]] = ways[0][at] + sums[0][STARTING[at]];
        }
        for at in 1..length {
            let (before, here) = forward.split_at_mut(at);
            transitions.step(&before[at - 1], &sums[at], &mut here[0]);
        }
        let ends = (0..FREE).map(|at| forward[length - 1][ENDING[at]] + ways[at][0]);
        let outside =
            sums.iter().map(|sums| sums[usize::from(OUTSIDE)] + ways[0][0]).sum::<f32>() + ways[0][0];
        // Most chains hold no name.
        if outside >= ends.fold(NEVER, greater) {
            out.extend(std::iter::repeat_n(IN_NO_NAME, length));
            return;
        }
        backward[length - 1] = [NEVER; TAGS];
        for at in 0..FREE {
            backward[length - 1][ENDING[at]] = ways[at][0];
        }
        for at in (0..length - 1).rev() {
            let (here, after) = backward.split_at_mut(at + 1);
            transitions.step_back(&after[0], &sums[at + 1], &mut here[at]);
        }
        let mut last = OUTSIDE;
        for (forward, backward) in forward[..length].iter().zip(&*backward) {
            let mut totals = [NEVER; TAGS];
            for tag in 0..TAGS {
                totals[tag] = forward[tag] + backward[tag];
            }
            let decided = decided(&mut totals, last);
            last = decided.tag;
            out.push(decided);
        }
    }
}

/// The best tag behind `last` by the totals of all tags, and its margin.
fn decided(totals: &mut Sums, last: Tag) -> Decided {
    let best = match parts(last) {
        Some((label, _)) if goes_on(last) => best_of(totals, &[2 + 4 * label, 3 + 4 * label]),
        _ => best_of(totals, &STARTING),
    };
    let total = std::mem::replace(&mut totals[best], NEVER);
    let margin = if best == usize::from(OUTSIDE) { 0 } else { (total - most(totals)) as i32 };
    Decided { tag: best as Tag, margin }
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
fn best_of<const N: usize>(totals: &Sums, tags: &[usize; N]) -> usize {
    let mut best = tags[0];
    for tag in tags {
        best = if totals[*tag] > totals[best] { *tag } else { best };
    }
    best
}

#[cfg(test)]
mod tests {
    use super::super::tags::may_follow;
    use super::*;

    /// Whole numbers that look like chance.
    fn numbers(mut seed: u32) -> impl FnMut(i32) -> i32 {
        move |most| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 8) as i32 % (2 * most + 1) - most
        }
    }

    /// The best total of all paths, of those that have `tag` at `at` where that is asked for.
    fn best_total(ways: &Transitions, scores: &[Scores], wanted: impl Fn(usize, usize) -> bool) -> f32 {
        let way = |from: usize, to: usize| {
            let ends = ENDING.iter().position(|tag| *tag == from);
            let starts = STARTING.iter().position(|tag| *tag == to);
            match (ends, starts) {
                (Some(from), Some(to)) => ways.free.rows[from][to],
                _ if may_follow(from as Tag, to as Tag) => {
                    let (label, place) = ((from - 1) / 4, (from - 1) % 4);
                    ways.within[label][place][(to - 1) % 4 - 1]
                }
                _ => NEVER,
            }
        };
        let mut totals = [NEVER; TAGS];
        totals[0] = 0.0;
        for (at, scores) in scores.iter().enumerate() {
            let best = |to: usize| {
                let all = totals.iter().enumerate().map(|(from, total)| total + way(from, to));
                if wanted(at, to) { all.fold(NEVER, greater) + f32::from(scores[to]) } else { NEVER }
            };
            totals = std::array::from_fn(best);
        }
        totals.iter().enumerate().map(|(from, total)| total + way(from, 0)).fold(NEVER, greater)
    }

    #[test]
    fn what_is_left_out_changes_no_tag_and_no_margin() {
        let mut number = numbers(7);
        for round in 0..60 {
            let free = std::array::from_fn(|_| std::array::from_fn(|_| number(60) as f32));
            let within = std::array::from_fn(|_| [[(); 2]; 2].map(|row| row.map(|()| number(60) as f32)));
            let transitions = Transitions::new(free, within);
            let length = 1 + round % 5;
            let mut scores: Vec<Scores> =
                (0..length).map(|_| std::array::from_fn(|_| number(90) as i16)).collect();
            // Outside is far more often right than anything else.
            scores.iter_mut().for_each(|scores| scores[0] += (round % 3) as i16 * 70);
            let mut decided = Vec::new();
            Decoder::new(&transitions).decode(&scores, &mut decided);
            let best = best_total(&transitions, &scores, |_, _| true);
            let chosen = best_total(&transitions, &scores, |at, tag| usize::from(decided[at].tag) == tag);
            assert_eq!(chosen, best, "round {round}: {decided:?}");
            for (here, Decided { tag, margin }) in decided.iter().enumerate().filter(|(_, it)| it.tag > 0) {
                let other = best_total(&transitions, &scores, |at, it| at != here || it != usize::from(*tag));
                assert_eq!(*margin, (best - other) as i32, "round {round}, token {here}");
            }
        }
    }
}
