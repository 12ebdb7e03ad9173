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

    /// Adds the weights of `features` to `sums`. No token has so many features that a sum would overflow.
    fn add(&self, features: &[u32], sums: &mut Scores) {
        self.rows.each(features, |weights| {
            if let Ok(row) = <&[u8; TAGS]>::try_from(weights) {
                // By index: so the compiler adds eight at a time whatever else it does with iterators.
                for tag in 0..TAGS {
                    sums[tag] = sums[tag].wrapping_add(i16::from(row[tag] as i8));
                }
                return;
            }
            for pair in weights.chunks_exact(2) {
                if let Some(sum) = sums.get_mut(usize::from(pair[0])) {
                    *sum = sum.wrapping_add(i16::from(pair[1] as i8));
                }
            }
        });
    }
}

/// Takes the features of a token and adds up their weights.
pub(super) struct Scorer<'m, 'b> {
    model: &'m Model<'b>,
    /// What bundles of features weigh in this model.
    bundles: &'m mut Memo<Weighed>,
    sums: Scores,
    /// The features that came in no bundle.
    single: Vec<u32>,
    /// The features of a bundle.
    fresh: Vec<u32>,
}

impl<'m, 'b> Scorer<'m, 'b> {
    /// A scorer by `model`; `bundles` are remembered of that model alone.
    pub(super) fn new(model: &'m Model<'b>, bundles: &'m mut Memo<Weighed>) -> Self {
        Scorer { model, bundles, sums: [0; TAGS], single: Vec::new(), fresh: Vec::new() }
    }

    /// The scores of the token whose features were taken; those of the next begin anew.
    pub(super) fn finish(&mut self) -> Scores {
        self.model.add(&self.single, &mut self.sums);
        self.single.clear();
        std::mem::replace(&mut self.sums, [0; TAGS])
    }
}

/// The sums of a bundle of features.
#[derive(Clone, Copy)]
pub(super) struct Weighed(Scores);

impl Default for Weighed {
    fn default() -> Self {
        Weighed([0; TAGS])
    }
}

impl Sink for Scorer<'_, '_> {
    #[inline]
    fn put(&mut self, feature: u32) {
        self.single.push(feature);
    }

    #[inline]
    fn bundle(&mut self, key: u64, make: impl FnOnce(&mut Vec<u32>)) {
        let Scorer { model, bundles, sums, single: _, fresh } = self;
        let Weighed(weights) = bundles.get(key, || {
            fresh.clear();
            make(fresh);
            let mut sums = [0; TAGS];
            model.add(fresh, &mut sums);
            Weighed(sums)
        });
        for tag in 0..TAGS {
            sums[tag] = sums[tag].wrapping_add(weights[tag]);
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
