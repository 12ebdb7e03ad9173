//! A trained model: features to rows of weights, and the scores of tags in sequence.

use super::tags::{TAGS, Tag, may_follow};

/// Scores of the tags of one token.
pub(super) type Scores = [i32; TAGS];

/// A trained linear-chain model.
pub(super) struct Model {
    /// Open addressing: hash of a feature, row of its weights.
    slots: Vec<(u32, u32)>,
    mask: usize,
    rows: Vec<[i8; TAGS]>,
    /// `transitions[previous][next]`.
    pub(super) transitions: Vec<Scores>,
    /// What one unit of a score is worth in log odds.
    pub(super) unit: f32,
}

/// A score that no path reaches.
pub(super) const FORBIDDEN: i32 = i32::MIN / 4;

const MAGIC: &[u8; 4] = b"ABE1";

impl Model {
    /// Reads what `encode` wrote. The bytes are part of the binary, and tests read them.
    pub(super) fn decode(bytes: &[u8]) -> Model {
        let mut reader = Reader { bytes, at: 0 };
        assert_eq!(reader.take(4), MAGIC, "a model of another version");
        let unit = f32::from_le_bytes(reader.array());
        let mut transitions = vec![[FORBIDDEN; TAGS]; TAGS];
        for (previous, row) in transitions.iter_mut().enumerate() {
            for (next, score) in row.iter_mut().enumerate() {
                let weight = i16::from_le_bytes(reader.array());
                if may_follow(previous as Tag, next as Tag) {
                    *score = weight.into();
                }
            }
        }
        let count = u32::from_le_bytes(reader.array()) as usize;
        let capacity = (count * 2).next_power_of_two().max(2);
        let mut model = Model {
            slots: vec![(0, 0); capacity],
            mask: capacity - 1,
            rows: Vec::with_capacity(count + 1),
            transitions,
            unit,
        };
        model.rows.push([0; TAGS]);
        let mut key = 0u32;
        for _ in 0..count {
            key = key.wrapping_add(reader.varint());
            let mut row = [0; TAGS];
            let used = u64::from_le_bytes({
                let mut word = [0; 8];
                word[..5].copy_from_slice(reader.take(5));
                word
            });
            for (tag, weight) in row.iter_mut().enumerate() {
                if used >> tag & 1 == 1 {
                    *weight = reader.array::<1>()[0] as i8;
                }
            }
            model.insert(key, row);
        }
        model
    }

    fn insert(&mut self, key: u32, row: [i8; TAGS]) {
        let mut slot = key as usize & self.mask;
        while self.slots[slot].1 != 0 {
            slot = (slot + 1) & self.mask;
        }
        self.slots[slot] = (key, self.rows.len() as u32);
        self.rows.push(row);
    }

    /// Adds the weights of `features` to `scores`.
    pub(super) fn score(&self, features: &[u32], scores: &mut Scores) {
        for feature in features {
            let mut slot = *feature as usize & self.mask;
            loop {
                let (key, row) = self.slots[slot];
                if row == 0 {
                    break;
                }
                if key == *feature {
                    for (score, weight) in scores.iter_mut().zip(&self.rows[row as usize]) {
                        *score += i32::from(*weight);
                    }
                    break;
                }
                slot = (slot + 1) & self.mask;
            }
        }
    }
}

/// Writes a model: `rows` by feature hash, sorted; all weights in units of `unit`.
pub(super) fn encode(unit: f32, transitions: &[[i16; TAGS]], rows: &[(u32, [i8; TAGS])]) -> Vec<u8> {
    let mut out = Vec::new();
    out.extend(MAGIC);
    out.extend(unit.to_le_bytes());
    for weight in transitions.iter().flatten() {
        out.extend(weight.to_le_bytes());
    }
    out.extend((rows.len() as u32).to_le_bytes());
    let mut last = 0u32;
    for (key, row) in rows {
        let mut delta = key - last;
        last = *key;
        while delta >= 0x80 {
            out.push(delta as u8 | 0x80);
            delta >>= 7;
        }
        out.push(delta as u8);
        let used =
            row.iter().enumerate().fold(0u64, |used, (tag, weight)| used | u64::from(*weight != 0) << tag);
        out.extend(&used.to_le_bytes()[..5]);
        out.extend(row.iter().filter(|weight| **weight != 0).map(|weight| *weight as u8));
    }
    out
}

struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Reader<'b> {
    fn take(&mut self, count: usize) -> &'b [u8] {
        let taken = &self.bytes[self.at..self.at + count];
        self.at += count;
        taken
    }

    fn array<const N: usize>(&mut self) -> [u8; N] {
        let mut array = [0; N];
        array.copy_from_slice(self.take(N));
        array
    }

    fn varint(&mut self) -> u32 {
        let (mut value, mut shift) = (0, 0);
        loop {
            let byte = self.array::<1>()[0];
            value |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return value;
            }
            shift += 7;
        }
    }
}
