//! The second stage's evidence: how the first stage labelled the same words elsewhere, in the document or in the
//! whole story.

use super::decode::Decided;
use super::features::Prepared;
use super::hash::{self, HashedMap, pair};
use super::tags::{LABELS, Position, goes_on, parts};

/// Votes of a word: outside, then each label.
type Ballot = [u16; 1 + LABELS.len()];

/// How the first stage labelled words and names.
#[derive(Default)]
pub(super) struct Tally {
    words: HashedMap<Ballot>,
    names: HashedMap<Ballot>,
    /// Two words in a row: how often within one name, how often not.
    pairs: HashedMap<[u16; 2]>,
    /// The longest name a word is part of: its length, label, the word's place, and the name.
    longest: HashedMap<(u16, u8, u8, u32)>,
}

impl Tally {
    /// Counts what the first stage decided, `decided` holding the tokens of all chains in order.
    pub(super) fn add(&mut self, prepared: &Prepared<'_>, decided: &[Decided]) {
        let mut at = 0;
        for (range, _) in &prepared.chains {
            let tags = &decided[at..at + range.len()];
            at += range.len();
            for (offset, decision) in tags.iter().enumerate() {
                let word = prepared.folded(range.start + offset);
                let label = parts(decision.tag).map_or(0, |(label, _)| label + 1);
                bump(&mut self.words.entry(word).or_default()[label]);
                if offset + 1 < tags.len() {
                    let both = pair(word, prepared.folded(range.start + offset + 1));
                    let split = usize::from(!goes_on(decision.tag));
                    if label > 0 || parts(tags[offset + 1].tag).is_some() {
                        bump(&mut self.pairs.entry(both).or_default()[split]);
                    }
                }
                if let Some((label, Position::First | Position::Only)) = parts(decision.tag) {
                    let length = name_length(&tags[offset..]);
                    let key = name_key(prepared, range.start + offset, length);
                    bump(&mut self.names.entry(key).or_default()[label + 1]);
                    self.note_longest(prepared, (range.start + offset, length), label, key);
                }
            }
        }
    }

    fn note_longest(
        &mut self,
        prepared: &Prepared<'_>,
        (start, length): (usize, usize),
        label: usize,
        key: u32,
    ) {
        for offset in 0..length {
            let place = place(offset, length);
            let entry = self.longest.entry(prepared.folded(start + offset)).or_default();
            if usize::from(entry.0) < length {
                *entry = (length as u16, label as u8, place, key);
            }
        }
    }
}

/// First, inner or last.
fn place(offset: usize, length: usize) -> u8 {
    if offset == 0 {
        0
    } else if offset + 1 == length {
        2
    } else {
        1
    }
}

fn bump(count: &mut u16) {
    *count = count.saturating_add(1);
}

/// Number of tokens of the name that begins with `tags`.
fn name_length(tags: &[Decided]) -> usize {
    tags.iter().position(|decision| !goes_on(decision.tag)).map_or(tags.len(), |last| last + 1)
}

fn name_key(prepared: &Prepared<'_>, start: usize, length: usize) -> u32 {
    (start..start + length).fold(length as u32, |key, index| hash::pair(key, prepared.folded(index)))
}

/// The tally as one document sees it, with what the first stage decided there.
pub(super) struct Votes<'v> {
    tally: &'v Tally,
    decided: &'v [Decided],
    /// Index into `decided` of the first token of each chain.
    starts: Vec<usize>,
    unit: f32,
}

impl<'v> Votes<'v> {
    pub(super) fn new(prepared: &Prepared<'_>, tally: &'v Tally, decided: &'v [Decided], unit: f32) -> Self {
        let mut at = 0;
        let starts = prepared
            .chains
            .iter()
            .map(|(range, _)| {
                at += range.len();
                at - range.len()
            })
            .collect();
        Votes { tally, decided, starts, unit }
    }

    /// Puts the features of a token into `out`.
    pub(super) fn features(&self, prepared: &Prepared<'_>, chain: usize, index: usize, out: &mut Vec<u32>) {
        let range = &prepared.chains[chain].0;
        let tags = &self.decided[self.starts[chain]..self.starts[chain] + range.len()];
        let offset = index - range.start;
        let tag =
            |at: Option<usize>| at.and_then(|at| tags.get(at)).map_or(99, |decision| u32::from(decision.tag));
        let here = tag(Some(offset));
        let (before, after) = (tag(offset.checked_sub(1)), tag(Some(offset + 1)));
        let own = parts(tags[offset].tag).map_or(0, |(label, _)| label + 1);
        let margin = (tags[offset].margin as f32 * self.unit).min(100.0);
        let sure = if margin < 1.0 {
            0
        } else if margin < 2.5 {
            1
        } else if margin < 5.0 {
            2
        } else {
            3
        };
        out.push(pair(200, here));
        out.push(pair(201, pair(before, here)));
        out.push(pair(202, pair(here, after)));
        out.push(pair(203, pair(here, sure)));
        out.push(pair(209, pair(pair(before, here), after)));

        let word = prepared.folded(index);
        if let Some(ballot) = self.tally.words.get(&word) {
            let summary = summary(ballot, own);
            out.push(pair(204, summary));
            out.push(pair(205, pair(summary, here)));
            out.push(pair(206, pair(summary, pair(own as u32, sure))));
        }
        for (template, offset) in [(207, -1isize), (208, 1)] {
            let near = index.checked_add_signed(offset).filter(|near| range.contains(near));
            if let Some(ballot) = near.and_then(|near| self.tally.words.get(&prepared.folded(near))) {
                out.push(pair(template, pair(summary_of(ballot), own as u32)));
            }
        }
        if let Some((start, length)) = self.name_around(tags, offset) {
            let key = name_key(prepared, range.start + start, length);
            if let Some(ballot) = self.tally.names.get(&key) {
                let summary = summary(ballot, own);
                out.push(pair(210, pair(summary, here)));
                out.push(pair(211, pair(summary, length.min(4) as u32)));
            }
        }
        for (template, first) in [(212, index.checked_sub(1)), (213, Some(index))] {
            let Some(first) = first.filter(|first| range.contains(first) && range.contains(&(first + 1)))
            else {
                continue;
            };
            let key = pair(prepared.folded(first), prepared.folded(first + 1));
            let [mut joined, mut split] = self.tally.pairs.get(&key).copied().unwrap_or_default();
            let decision = tags[first - range.start];
            if goes_on(decision.tag) {
                joined = joined.saturating_sub(1);
            } else {
                split = split.saturating_sub(1);
            }
            let value = u32::from(joined.min(3)) << 4 | u32::from(split.min(3));
            out.push(pair(template, pair(value, here)));
        }
        if let Some((length, label, place, key)) = self.tally.longest.get(&word).copied() {
            let own_name = self.name_around(tags, offset);
            let own_key = own_name.map(|(start, length)| name_key(prepared, range.start + start, length));
            let value = if own_key == Some(key) {
                1000
            } else {
                u32::from(label) << 8 | u32::from(place) << 4 | u32::from(length.min(4))
            };
            let own_length = own_name.map_or(0, |(_, length)| length.min(4)) as u32;
            out.push(pair(214, value));
            out.push(pair(215, pair(value, here)));
            out.push(pair(216, pair(value, own_length)));
        }
    }

    /// The name of the first stage that covers `offset`, as start and length within the chain.
    fn name_around(&self, tags: &[Decided], offset: usize) -> Option<(usize, usize)> {
        parts(tags[offset].tag)?;
        let mut start = offset;
        while start > 0 && goes_on(tags[start - 1].tag) {
            start -= 1;
        }
        Some((start, name_length(&tags[start..])))
    }
}

/// The votes but one's own: the first choice with its share and number, and the second.
fn summary(ballot: &Ballot, own: usize) -> u32 {
    let mut others = *ballot;
    others[own] = others[own].saturating_sub(1);
    summary_of(&others)
}

fn summary_of(ballot: &Ballot) -> u32 {
    let total: u32 = ballot.iter().map(|votes| u32::from(*votes)).sum();
    let best = |skip: Option<usize>| {
        (0..ballot.len())
            .filter(|label| Some(*label) != skip && ballot[*label] > 0)
            .max_by_key(|label| (ballot[*label], usize::MAX - label))
    };
    let Some(first) = best(None) else { return 0 };
    let second = best(Some(first)).map_or(0, |second| second + 1);
    let share = u32::from(ballot[first]) * 100 / total;
    let share = if share == 100 {
        3
    } else if share >= 75 {
        2
    } else {
        u32::from(share >= 50)
    };
    let number = if total >= 4 { 2 } else { u32::from(total >= 2) };
    (first as u32 + 1) << 12 | (second as u32) << 8 | share << 4 | number
}
