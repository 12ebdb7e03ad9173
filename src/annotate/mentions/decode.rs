//! Scores of the tokens of a chain in, its best tags out, each with the margin to the best other tag there.

use super::model::{FORBIDDEN, Model, Scores};
use super::tags::{OUTSIDE, TAGS, Tag, goes_on, may_follow};

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
        let outside = usize::from(OUTSIDE);
        for (tag, score) in scores[0].iter().enumerate() {
            self.forward[0][tag] = model.transitions[outside][tag] + score;
            if !goes_on(tag as Tag) {
                self.backward[length - 1][tag] = model.transitions[tag][outside];
            }
        }
        for at in 1..length {
            let (before, rest) = self.forward.split_at_mut(at);
            let (before, here) = (&before[at - 1], &mut rest[0]);
            for (previous, score) in before.iter().enumerate() {
                for (next, best) in here.iter_mut().enumerate() {
                    *best = (*best).max(score + model.transitions[previous][next]);
                }
            }
            for (best, score) in here.iter_mut().zip(&scores[at]) {
                *best = (*best + score).max(FORBIDDEN);
            }
        }
        for at in (0..length - 1).rev() {
            let (rest, after) = self.backward.split_at_mut(at + 1);
            let (here, after) = (&mut rest[at], &after[0]);
            let mut ahead = [0; TAGS];
            for ((ahead, after), score) in ahead.iter_mut().zip(after).zip(&scores[at + 1]) {
                *ahead = after + score;
            }
            for (previous, best) in here.iter_mut().enumerate() {
                for (transition, ahead) in model.transitions[previous].iter().zip(&ahead) {
                    *best = (*best).max(transition + ahead);
                }
                *best = (*best).max(FORBIDDEN);
            }
        }
        let mut last = OUTSIDE;
        for at in 0..length {
            let mut best: Option<(i32, Tag)> = None;
            let mut total = [FORBIDDEN; TAGS];
            for (tag, total) in total.iter_mut().enumerate() {
                *total = self.forward[at][tag].saturating_add(self.backward[at][tag]);
                if may_follow(last, tag as Tag) && best.is_none_or(|(score, _)| *total > score) {
                    best = Some((*total, tag as Tag));
                }
            }
            let (score, tag) = best.unwrap_or((0, OUTSIDE));
            let other = (0..TAGS).filter(|other| *other != usize::from(tag)).map(|other| total[other]).max();
            out.push(Decided { tag, margin: score.saturating_sub(other.unwrap_or(FORBIDDEN)) });
            last = tag;
        }
    }
}
