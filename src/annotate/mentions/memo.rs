//! What comes out the same whenever it is worked out, remembered for a while: words and pairs of words come again and
//! again, from article to article.

/// Values by key. Each key has one place, which the next key there takes over: so it never grows.
pub(super) struct Memo<V> {
    kept: Vec<Kept<V>>,
    shift: u32,
}

/// A place: of whole lines of the cache, for one of them is waited for.
#[derive(Clone, Default)]
#[repr(align(64))]
struct Kept<V> {
    key: u64,
    value: V,
}

impl<V: Clone + Default> Memo<V> {
    /// Nothing remembered, with two to the power of `bits` places.
    pub(super) fn new(bits: u32) -> Self {
        Memo { kept: vec![Kept::default(); 1 << bits], shift: 64 - bits }
    }

    /// What `make` makes, which depends on nothing that the key does not tell. Keys are made by `key`.
    #[inline]
    pub(super) fn get(&mut self, key: u64, make: impl FnOnce() -> V) -> &V {
        let kept = &mut self.kept[(key >> self.shift) as usize];
        if kept.key != key {
            *kept = Kept { key, value: make() };
        }
        &kept.value
    }

    /// What is remembered under a key.
    #[inline]
    pub(super) fn known(&self, key: u64) -> Option<&V> {
        let kept = &self.kept[(key >> self.shift) as usize];
        (kept.key == key).then_some(&kept.value)
    }

    /// Remembers what depends on nothing that the key does not tell.
    pub(super) fn keep(&mut self, key: u64, value: V) {
        self.kept[(key >> self.shift) as usize] = Kept { key, value };
    }
}

/// The key of what `parts` tell, in order.
#[inline]
pub(super) fn key<const N: usize>(parts: [u64; N]) -> u64 {
    parts.into_iter().fold(0x5eed, |key: u64, part| {
        let mixed = (key ^ part).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed ^ mixed >> 32
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_taken_over_and_never_mistaken() {
        let mut memo = Memo::new(2);
        for round in 0..3 {
            for number in 0..50 {
                assert_eq!(*memo.get(key([7, number]), || number), number, "in round {round}");
            }
        }
        let mut made = 0;
        for _ in 0..3 {
            memo.get(key([8, 1]), || {
                made += 1;
                1
            });
        }
        assert_eq!(made, 1);
    }
}
