//! A trained model: features to rows of weights, and the scores of tags in sequence.

use crate::frozen::{Frozen, freeze};

use super::tags::{ENDING, LABELS, STARTING, TAGS};

/// Scores of the tags of one token, in units of `UNIT`.
pub(super) type Scores = [i32; TAGS];

/// What one unit of a score is worth in log odds.
pub(super) const UNIT: f32 = 0.03;

/// A trained linear-chain model, its weights read in place.
///
/// The file is a magic word, the transitions, and a frozen table: under the hash of a feature, a weight for
/// every tag, or for a feature that has few, pairs of a tag and its weight.
pub(super) struct Model<'b> {
    rows: Frozen<'b>,
    /// Scores from each of `ENDING` to each of `STARTING`.
    pub(super) free: [[i32; STARTING.len()]; ENDING.len()],
    /// For each label, scores from its first and its inner token to its inner and its last.
    pub(super) within: [[[i32; 2]; 2]; LABELS.len()],
}

/// A score that no path reaches.
pub(super) const FORBIDDEN: i32 = i32::MIN / 4;

const MAGIC: [u8; 4] = *b"ABE3";

impl<'b> Model<'b> {
    /// Reads what `encode` wrote. The bytes are part of the binary, or were just written.
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        assert!(is_model(bytes), "a model of another version: train again");
        let (weights, rows) = bytes[MAGIC.len()..].split_at(TAGS * TAGS * 2);
        let transition = |previous: usize, next: usize| {
            let at = (previous * TAGS + next) * 2;
            i32::from(i16::from_le_bytes([weights[at], weights[at + 1]]))
        };
        Model {
            rows: Frozen::new(rows),
            free: ENDING.map(|previous| STARTING.map(|next| transition(previous, next))),
            within: std::array::from_fn(|label| {
                let [first, inner, last] = [1, 2, 3].map(|place| place + 4 * label);
                [first, inner].map(|previous| [inner, last].map(|next| transition(previous, next)))
            }),
        }
    }

    /// The sums of the weights of `features`.
    pub(super) fn score(&self, features: &[u32]) -> Scores {
        let mut sums = [0i16; TAGS];
        for feature in features {
            let Some(weights) = self.rows.get(*feature) else { continue };
            if let Ok(row) = <&[u8; TAGS]>::try_from(weights) {
                // By index: so the compiler adds eight at a time whatever else it does with iterators.
                for tag in 0..TAGS {
                    sums[tag] = sums[tag].saturating_add(i16::from(row[tag] as i8));
                }
                continue;
            }
            for pair in weights.chunks_exact(2) {
                if let Some(sum) = sums.get_mut(usize::from(pair[0])) {
                    *sum = sum.saturating_add(i16::from(pair[1] as i8));
                }
            }
        }
        sums.map(i32::from)
    }
}

/// Whether `bytes` begin as those of a model do.
pub(super) const fn is_model(bytes: &[u8]) -> bool {
    matches!(bytes.first_chunk(), Some(b"ABE3"))
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
