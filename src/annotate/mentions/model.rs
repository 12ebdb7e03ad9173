//! A trained model: features to rows of weights, and the scores of tags in sequence.

use crate::frozen::{Frozen, freeze};

use super::decode::Transitions;
use super::features::Sink;
use super::memo::Memo;
use super::tags::{ENDING, STARTING, TAGS};

/// Scores of the tags of one token, in units of `UNIT`.
pub(super) type Scores = [i16; TAGS];

/// What one unit of a score is worth in log odds.
pub(super) const UNIT: f32 = 0.03;

/// A trained linear-chain model, its weights read in place.
///
/// The file is a magic word, the transitions, and a frozen table: under the hash of a feature, a weight for
/// every tag, or for a feature that has few, pairs of a tag and its weight.
pub(super) struct Model<'b> {
    rows: Frozen<'b>,
    /// What it gives for one tag behind another.
    pub(super) transitions: Transitions,
}

const MAGIC: [u8; 4] = *b"ABE4";

impl<'b> Model<'b> {
    /// Reads what `encode` wrote. The bytes are part of the binary, or were just written.
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        assert!(is_model(bytes), "a model of another version: train again");
        let (weights, rows) = bytes[MAGIC.len()..].split_at(TAGS * TAGS * 2);
        let transition = |previous: usize, next: usize| {
            let at = (previous * TAGS + next) * 2;
            f32::from(i16::from_le_bytes([weights[at], weights[at + 1]]))
        };
        let free = ENDING.map(|previous| STARTING.map(|next| transition(previous, next)));
        let within = std::array::from_fn(|label| {
            let [first, inner, last] = [1, 2, 3].map(|place| place + 4 * label);
            [first, inner].map(|previous| [inner, last].map(|next| transition(previous, next)))
        });
        Model { rows: Frozen::new(rows), transitions: Transitions::new(free, within) }
    }
}

/// Takes the features of a token and adds up their weights.
pub(super) struct Scorer<'m, 'b> {
    model: &'m Model<'b>,
    /// What bundles of features weigh in this model.
    bundles: &'m mut Memo<Weighed>,
    /// The sums of the token, as far as they are remembered.
    sums: Scores,
    /// Its features that are to be looked up: those of each bundle that is not remembered.
    fresh: Vec<u32>,
    /// The keys of those bundles, each with where its features end.
    missed: Vec<(u64, usize)>,
    /// The features that came in no bundle.
    single: Vec<u32>,
}

impl<'m, 'b> Scorer<'m, 'b> {
    /// A scorer by `model`; `bundles` are remembered of that model alone.
    pub(super) fn new(model: &'m Model<'b>, bundles: &'m mut Memo<Weighed>) -> Self {
        let (fresh, missed, single) = (Vec::new(), Vec::new(), Vec::new());
        Scorer { model, bundles, sums: [0; TAGS], fresh, missed, single }
    }

    /// The scores of the token whose features were taken, up to what all tags have in common; those of the next begin
    /// anew. All that is not remembered is looked up at once.
    pub(super) fn finish(&mut self) -> Scores {
        let Scorer { model, bundles, sums, fresh, missed, single } = self;
        fresh.append(single);
        let mut next = 0;
        let mut part = [0; TAGS];
        let mut close = |part: &mut Scores, (key, _): (u64, usize)| {
            add(sums, part);
            if let Some(weighed) = Weighed::new(part) {
                bundles.keep(key, weighed);
            }
            *part = [0; TAGS];
        };
        model.rows.each(fresh, |at, weights| {
            while let Some(bundle) = missed.get(next).filter(|(_, end)| at >= *end) {
                close(&mut part, *bundle);
                next += 1;
            }
            add_weights(&mut part, weights);
        });
        missed[next..].iter().for_each(|bundle| close(&mut part, *bundle));
        add(sums, &part);
        fresh.clear();
        missed.clear();
        std::mem::replace(sums, [0; TAGS])
    }
}

/// Adds the weights of a feature. No token has so many features that a sum would overflow.
#[inline]
fn add_weights(sums: &mut Scores, weights: &[u8]) {
    if let Ok(row) = weights.try_into() {
        return add_row(sums, row);
    }
    for pair in weights.chunks_exact(2) {
        if let Some(sum) = sums.get_mut(usize::from(pair[0])) {
            *sum = sum.wrapping_add(i16::from(pair[1] as i8));
        }
    }
}

// By index, and each in a function by itself: so the compiler adds eight at a time.

#[inline(never)]
fn add_row(sums: &mut Scores, row: &[u8; TAGS]) {
    for tag in 0..TAGS {
        sums[tag] = sums[tag].wrapping_add(i16::from(row[tag] as i8));
    }
}

#[inline(never)]
fn add(sums: &mut Scores, scores: &Scores) {
    for tag in 0..TAGS {
        sums[tag] = sums[tag].wrapping_add(scores[tag]);
    }
}

/// Half of the tags but outside.
const HALF: usize = TAGS / 2;

/// The sums of a bundle of features, by how much each is above that of outside: only that decides. In twelve bits each,
/// for with its key it stands in one line of the cache.
#[derive(Clone, Copy, Default)]
pub(super) struct Weighed {
    /// The lower eight bits, of `LEAST` as zero.
    low: [u8; 2 * HALF],
    /// The upper four: of the first half of the tags in the lower bits, of the second half in the upper.
    high: [u8; HALF],
}

/// The least sum that is remembered; the greatest is one less than its opposite.
const LEAST: i16 = -2048;

impl Weighed {
    /// The sums, if they are so small that they can be remembered.
    fn new(sums: &Scores) -> Option<Weighed> {
        let [outside, tags @ ..] = sums;
        let (mut above, mut all) = ([0; 2 * HALF], 0);
        for at in 0..2 * HALF {
            above[at] = tags[at].wrapping_sub(*outside).wrapping_sub(LEAST) as u16;
            all |= above[at];
        }
        let mut weighed = Weighed::default();
        for (low, above) in weighed.low.iter_mut().zip(&above) {
            *low = *above as u8;
        }
        for at in 0..HALF {
            weighed.high[at] = (above[at] >> 8 | above[HALF + at] >> 8 << 4) as u8;
        }
        (all < 1 << 12).then_some(weighed)
    }

    /// Adds them.
    #[inline(never)]
    fn add_to(&self, sums: &mut Scores) {
        let sum = |low: u8, high: u8| (u16::from(low) | u16::from(high) << 8) as i16 + LEAST;
        for at in 0..HALF {
            sums[1 + at] = sums[1 + at].wrapping_add(sum(self.low[at], self.high[at] & 15));
        }
        for at in 0..HALF {
            sums[1 + HALF + at] =
                sums[1 + HALF + at].wrapping_add(sum(self.low[HALF + at], self.high[at] >> 4));
        }
    }
}

impl Sink for Scorer<'_, '_> {
    #[inline]
    fn put(&mut self, feature: u32) {
        self.single.push(feature);
    }

    #[inline]
    fn bundle(&mut self, key: u64, make: impl FnOnce(&mut Vec<u32>)) {
        match self.bundles.known(key) {
            Some(weighed) => weighed.add_to(&mut self.sums),
            None => {
                make(&mut self.fresh);
                self.missed.push((key, self.fresh.len()));
            }
        }
    }
}

/// Whether `bytes` begin as those of a model do.
pub(super) const fn is_model(bytes: &[u8]) -> bool {
    matches!(bytes.first_chunk(), Some(b"ABE4"))
}

/// Adding more pairs than this takes longer than adding a row.
const MOST_PAIRS: usize = 6;

/// Writes a model: `rows` by feature hash, sorted; all weights in units of `UNIT`.
pub(super) fn encode(transitions: &[[i16; TAGS]], rows: &[(u32, [i8; TAGS])]) -> Vec<u8> {
    let mut out = Vec::new();
    out.extend(MAGIC);
    for weight in transitions.iter().flatten() {
        out.extend(weight.to_le_bytes());
    }
    let rows: Vec<(u32, Vec<u8>)> = rows
        .iter()
        .map(|(key, row)| {
            let used = (0u8..).zip(row).filter(|(_, weight)| **weight != 0);
            let weights = if used.clone().count() > MOST_PAIRS {
                row.map(|weight| weight as u8).to_vec()
            } else {
                used.flat_map(|(tag, weight)| [tag, *weight as u8]).collect()
            };
            (*key, weights)
        })
        .collect();
    out.extend(freeze(&rows));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_is_by_how_much_outside_is_beaten() {
        for outside in [-300, 0, 17] {
            let sums: Scores = std::array::from_fn(|tag| match tag {
                0 => outside,
                1 => outside + LEAST,
                _ if tag + 1 == TAGS => outside - LEAST - 1,
                _ => outside - 700 + 45 * tag as i16,
            });
            let mut added = [5; TAGS];
            Weighed::new(&sums).expect("none is too far from outside").add_to(&mut added);
            assert_eq!(added, std::array::from_fn(|tag| 5 + sums[tag] - outside));
            for (tag, beyond) in [(1, LEAST - 1), (TAGS - 1, -LEAST)] {
                let mut sums = sums;
                sums[tag] = outside + beyond;
                assert!(Weighed::new(&sums).is_none(), "{beyond} takes more than twelve bits");
            }
        }
    }

    #[test]
    fn a_bundle_weighs_the_same_when_it_is_remembered() {
        let row = |first: i8| std::array::from_fn(|tag| if tag % 3 == 0 { first + tag as i8 } else { 0 });
        let few = std::array::from_fn(|tag| i8::from(tag == 2) * 9);
        let bytes = encode(&[[0; TAGS]; TAGS], &[(3, row(7)), (5, few), (0x7_0000, row(-90))]);
        let model = Model::new(&bytes);
        let mut bundles = Memo::new(4);
        let mut scorer = Scorer::new(&model, &mut bundles);
        let mut scores = || {
            scorer.bundle(11, |out| out.extend([3, 4, 5]));
            scorer.put(5);
            // Without any weight, and the same place in the memory as the first.
            scorer.bundle(12, |out| out.push(6));
            scorer.bundle(1 << 62, |out| out.extend([0x7_0000, 3]));
            let scores = scorer.finish();
            scores.map(|score| score - scores[0])
        };
        let first = scores();
        let expected = std::array::from_fn(|tag| {
            let whole = |row: [i8; TAGS]| i16::from(row[tag]) - i16::from(row[0]);
            2 * whole(row(7)) + 2 * whole(few) + whole(row(-90))
        });
        assert_eq!(first, expected);
        assert_eq!(scores(), expected);
    }
}
