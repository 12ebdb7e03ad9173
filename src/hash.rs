//! Hashes of words and features: the same on every machine, for they are written into models and tables.

use std::hash::{BuildHasherDefault, Hasher};

use xxhash_rust::xxh3::xxh3_64;

/// Hash of a word.
pub(crate) fn word(text: &str) -> u32 {
    wide(text) as u32
}

/// Hash of a word in full: no two of a language have the same.
pub(crate) fn wide(text: &str) -> u64 {
    of(text.as_bytes())
}

/// The same of its bytes.
#[inline]
pub(crate) fn of(text: &[u8]) -> u64 {
    xxh3_64(text)
}

/// Hash of two values in order.
#[inline]
pub(crate) fn pair(left: u32, right: u32) -> u32 {
    let mixed = (u64::from(left) << 32 | u64::from(right)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ mixed >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (mixed >> 32) as u32
}

/// A map whose keys are hashes already. The order in which it is iterated over means nothing.
pub(crate) type HashedMap<V, K = u32> = std::collections::HashMap<K, V, BuildHasherDefault<Ready>>;

/// A map from the words of a list: their hash can be foreseen, so it must not be filled from articles.
pub(crate) type WordMap<V, K = String> = std::collections::HashMap<K, V, BuildHasherDefault<Plain>>;

/// Passes a hash on as it is, spread to 64 bits.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Ready(u64);

impl Hasher for Ready {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u32(u32::from(*byte));
        }
    }

    fn write_u32(&mut self, value: u32) {
        self.write_u64(value.into());
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = (self.0 ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

/// Hashes a word at once.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Plain(u64);

impl Hasher for Plain {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 ^= xxh3_64(bytes);
    }

    /// The byte that ends a text: it tells two texts apart, and here is only one.
    fn write_u8(&mut self, _: u8) {}
}

/// A set of words, by their hashes. Most words are told to be in none by a bit.
pub(crate) struct WordSet {
    bits: [u64; WordSet::PLACES],
    words: HashedMap<()>,
}

impl WordSet {
    /// Places of 64 bits; a set has a hundred words or two.
    const PLACES: usize = 64;

    /// The set of folded `words`.
    pub(crate) fn new<'w>(words: impl Iterator<Item = &'w str>) -> WordSet {
        let mut set = WordSet { bits: [0; Self::PLACES], words: HashedMap::default() };
        for hash in words.map(word) {
            let (place, bit) = Self::place(hash);
            set.bits[place] |= bit;
            set.words.insert(hash, ());
        }
        set
    }

    /// Whether the word with this hash is in the set.
    #[inline]
    pub(crate) fn contains(&self, hash: u32) -> bool {
        let (place, bit) = Self::place(hash);
        self.bits[place] & bit != 0 && self.words.contains_key(&hash)
    }

    #[inline]
    fn place(hash: u32) -> (usize, u64) {
        (hash as usize % Self::PLACES, 1 << (hash >> 26))
    }
}
