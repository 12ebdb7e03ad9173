//! Word clusters: words that stand in like contexts share a number, at three grains.
//!
//! They were counted from unlabelled news by `cargo run --release --example train_entities -- clusters`; the file
//! holds hashes of words and numbers, no text.

use crate::frozen::{Frozen, freeze};

/// Clusters of a word, coarse to fine; zeros for an unknown word.
pub(super) type Clusters = [u16; 3];

static TABLE: Frozen<'static> = Frozen::new(include_bytes!("../../../data/models/clusters.bin"));

/// The clusters of the word with this hash. A record is a byte for the coarse cluster, and the middle and fine
/// cluster in 10 and 14 bits of three bytes.
pub(super) fn of(word: u32) -> Clusters {
    let Some([coarse, low, middle, high]) = TABLE.get(word) else { return Clusters::default() };
    let packed = u32::from_le_bytes([*low, *middle, *high, 0]);
    [u16::from(*coarse), (packed & 0x3ff) as u16, (packed >> 10) as u16]
}

/// Writes the table.
pub(super) fn encode(words: &[(String, Clusters)]) -> Vec<u8> {
    let mut records: Vec<(u32, Clusters)> =
        words.iter().map(|(word, clusters)| (super::hash::word(word), *clusters)).collect();
    records.sort_unstable();
    records.dedup_by_key(|record| record.0);
    let records: Vec<(u32, [u8; 4])> = records
        .into_iter()
        .map(|(key, [coarse, middle, fine])| {
            let packed = u32::from(middle) | u32::from(fine) << 10;
            (key, (u32::from(coarse) | packed << 8).to_le_bytes())
        })
        .collect();
    freeze(&records)
}
