//! Word clusters: words that stand in like contexts share a number, at three grains.
//!
//! They were counted from unlabelled news by `cargo run --release --example train_entities -- clusters`; the file
//! holds hashes of words and numbers, no text.

use std::sync::LazyLock;

use super::hash::HashedMap;

/// Clusters of a word, coarse to fine; zeros for an unknown word.
pub(super) type Clusters = [u16; 3];

static TABLE: LazyLock<HashedMap<Clusters>> =
    LazyLock::new(|| decode(include_bytes!("../../../data/models/clusters.bin")));

/// The clusters of the word with this hash.
pub(super) fn of(word: u32) -> Clusters {
    TABLE.get(&word).copied().unwrap_or_default()
}

/// Reads the table: a record of 8 bytes a word, its hash, a byte for the coarse cluster, and the middle and fine
/// cluster in 10 and 14 bits of three bytes.
fn decode(bytes: &[u8]) -> HashedMap<Clusters> {
    let mut table = HashedMap::default();
    table.reserve(bytes.len() / 8);
    for record in bytes.chunks_exact(8) {
        let key = u32::from_le_bytes([record[0], record[1], record[2], record[3]]);
        let packed = u32::from_le_bytes([record[5], record[6], record[7], 0]);
        let clusters = [u16::from(record[4]), (packed & 0x3ff) as u16, (packed >> 10) as u16];
        table.insert(key, clusters);
    }
    table
}

/// Writes the table that `decode` reads.
pub(super) fn encode(words: &[(String, Clusters)]) -> Vec<u8> {
    let mut records: Vec<(u32, Clusters)> =
        words.iter().map(|(word, clusters)| (super::hash::word(word), *clusters)).collect();
    records.sort_unstable();
    records.dedup_by_key(|record| record.0);
    let mut out = Vec::with_capacity(records.len() * 8);
    for (key, clusters) in records {
        out.extend(key.to_le_bytes());
        out.push(clusters[0] as u8);
        let packed = u32::from(clusters[1]) | u32::from(clusters[2]) << 10;
        out.extend(&packed.to_le_bytes()[..3]);
    }
    out
}

/// Reads the table.
pub(super) fn prepare() {
    LazyLock::force(&TABLE);
}
