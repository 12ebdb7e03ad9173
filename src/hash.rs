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

/// A bit for each of many hashes, shared by some: what has none was not added. For a few hundred.
#[derive(Clone, Copy)]
pub(crate) struct Bits([u64; 64]);

impl Bits {
    /// The bits of `hashes`.
    pub(crate) fn new(hashes: impl Iterator<Item = u32>) -> Bits {
        let mut bits = [0; 64];
        hashes.map(Self::place).for_each(|(place, bit)| bits[place] |= bit);
        Bits(bits)
    }

    /// Whether the hash may have been added: surely it was not where this is false.
    #[inline]
    pub(crate) fn may_have(&self, hash: u32) -> bool {
        let (place, bit) = Self::place(hash);
        self.0[place] & bit != 0
    }

    #[inline]
    fn place(hash: u32) -> (usize, u64) {
        (hash as usize % 64, 1 << (hash >> 26))
    }
}

/// A set of a few hundred words, by their hashes. Most words are told to be in none by a bit.
pub(crate) struct WordSet {
    bits: Bits,
    words: HashedMap<()>,
}

impl WordSet {
    /// The set of folded `words`.
    pub(crate) fn new<'w>(words: impl Iterator<Item = &'w str>) -> WordSet {
        let words: HashedMap<()> = words.map(|text| (word(text), ())).collect();
        WordSet { bits: Bits::new(words.keys().copied()), words }
    }

    /// Whether the word with this hash is in the set.
    #[inline]
    pub(crate) fn contains(&self, hash: u32) -> bool {
        self.bits.may_have(hash) && self.words.contains_key(&hash)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_has_its_words_and_no_others() {
        let words: Vec<String> = (0..300).map(|number| format!("word{number}")).collect();
        let set = WordSet::new(words.iter().map(String::as_str));
        assert!(words.iter().all(|text| set.contains(word(text))));
        assert!(!(300..3000).any(|number| set.contains(word(&format!("word{number}")))));
    }
}
