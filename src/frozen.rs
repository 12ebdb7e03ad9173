//! Hashes with a few bytes each in, one flat table out, and back: read in place from the binary, so that a start
//! builds nothing.
//!
//! A table is an index and the records of the buckets in order: the lower half of the hash, the number of bytes, the
//! bytes. The index has where each block of buckets begins, in four bytes; then of each bucket in two bytes where in its
//! block it begins, and in two which lower halves it has: a bit for each sixteenth of them. Most hashes that are asked
//! for are in no table, and most of those are told by their bit. Numbers are little endian.

/// Hashes go to buckets by their upper 16 bits.
const BUCKETS: usize = 1 << 16;

/// Buckets of a block; a block has less than 64 kB.
const BLOCK: usize = 64;

/// Bytes of the first part of the index, which tells where blocks begin.
const BLOCKS: usize = (BUCKETS / BLOCK + 1) * 4;

/// Bytes that tell of a bucket.
const BUCKET: usize = 4;

/// Hashes that are looked up side by side.
const AT_ONCE: usize = 64;

/// Bytes of the index.
const INDEX: usize = BLOCKS + (BUCKETS + 1) * BUCKET;

/// A table that was written by `freeze`.
#[derive(Clone, Copy)]
pub(crate) struct Frozen<'b> {
    index: &'b [u8; INDEX],
    records: &'b [u8],
}

impl<'b> Frozen<'b> {
    /// The table that `bytes` are. They are part of the binary, or were just made.
    pub(crate) const fn new(bytes: &'b [u8]) -> Self {
        let Some((index, records)) = bytes.split_first_chunk() else { panic!("no table is so short") };
        Frozen { index, records }
    }

    /// What stands under a hash.
    #[inline]
    pub(crate) fn get(&self, hash: u32) -> Option<&'b [u8]> {
        if self.may_have(hash) { self.find(hash, self.start((hash >> 16) as usize)) } else { None }
    }

    /// Hands what stands under each of `hashes`, where anything does, to `found`, with its place among them. They are looked up side by side, so
    /// that the memory is waited for but once in a while: that takes longer than all else.
    #[inline]
    pub(crate) fn each(&self, hashes: &[u32], mut found: impl FnMut(usize, &'b [u8])) {
        for (chunk, hashes) in hashes.chunks(AT_ONCE).enumerate() {
            let (mut likely, mut starts) = ([0_u8; AT_ONCE], [0; AT_ONCE]);
            let mut count = 0;
            for (at, hash) in (0..).zip(hashes) {
                likely[count] = at;
                count += usize::from(self.may_have(*hash));
            }
            // A byte of each record, so that all of them are on their way before the first is read.
            let mut ahead = 0;
            for (at, start) in likely[..count].iter().zip(&mut starts) {
                *start = self.start((hashes[usize::from(*at)] >> 16) as usize);
                ahead ^= self.records.get(*start).copied().unwrap_or_default();
            }
            std::hint::black_box(ahead);
            for (at, start) in likely[..count].iter().zip(starts) {
                if let Some(record) = self.find(hashes[usize::from(*at)], start) {
                    found(chunk * AT_ONCE + usize::from(*at), record);
                }
            }
        }
    }

    /// Whether the table may have a hash: surely it has not where this is false.
    #[inline]
    fn may_have(&self, hash: u32) -> bool {
        let [_, sixteenths] = self.bucket((hash >> 16) as usize);
        sixteenths & sixteenth(hash as u16) != 0
    }

    /// What stands under a hash, looked for among the records of its bucket, which begin at `start`.
    #[inline]
    fn find(&self, hash: u32, start: usize) -> Option<&'b [u8]> {
        let mut rest = self.records.get(start..self.start((hash >> 16) as usize + 1))?;
        let wanted = hash as u16;
        while let Some(([low, high, length], tail)) = rest.split_first_chunk() {
            let lower = u16::from_le_bytes([*low, *high]);
            if lower >= wanted {
                return if lower == wanted { tail.get(..usize::from(*length)) } else { None };
            }
            rest = tail.get(usize::from(*length)..)?;
        }
        None
    }

    /// Where in its block a bucket begins, and which sixteenths it has.
    #[inline]
    fn bucket(&self, bucket: usize) -> [u16; 2] {
        let at = BLOCKS + bucket * BUCKET;
        let number = |at: usize| u16::from_le_bytes([self.index[at], self.index[at + 1]]);
        [number(at), number(at + 2)]
    }

    /// Where the records of a bucket begin.
    #[inline]
    fn start(&self, bucket: usize) -> usize {
        let at = bucket / BLOCK * 4;
        let block = [self.index[at], self.index[at + 1], self.index[at + 2], self.index[at + 3]];
        u32::from_le_bytes(block) as usize + usize::from(self.bucket(bucket)[0])
    }
}

/// The bit of the sixteenth that the lower half of a hash is in.
#[inline]
fn sixteenth(lower: u16) -> u16 {
    1 << (lower >> 12)
}

/// Writes the table of `entries`, which are sorted by hash, each hash once, with 255 bytes at most.
pub(crate) fn freeze<V: AsRef<[u8]>>(entries: &[(u32, V)]) -> Vec<u8> {
    let (mut blocks, mut buckets, mut records) = (Vec::with_capacity(INDEX), Vec::new(), Vec::new());
    let mut rest = entries.iter().peekable();
    let mut begins = 0;
    for bucket in 0..=BUCKETS {
        if bucket % BLOCK == 0 {
            begins = records.len();
            blocks.extend((begins as u32).to_le_bytes());
        }
        let offset = u16::try_from(records.len() - begins).expect("a block has less than 64 kB");
        let mut sixteenths = 0;
        while let Some((hash, value)) = rest.next_if(|(hash, _)| (hash >> 16) as usize == bucket) {
            let value = value.as_ref();
            sixteenths |= sixteenth(*hash as u16);
            assert!(value.len() <= 255, "the length of a record is one byte");
            records.extend((*hash as u16).to_le_bytes());
            records.push(value.len() as u8);
            records.extend(value);
        }
        buckets.extend(offset.to_le_bytes());
        buckets.extend(sixteenths.to_le_bytes());
    }
    [blocks, buckets, records].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_frozen_is_found() {
        let entries: Vec<(u32, Vec<u8>)> = [0, 1, 7, 0xffff, 0x1_0000, 0x1_0001, u32::MAX]
            .iter()
            .map(|hash| (*hash, hash.to_le_bytes()[..(hash % 4) as usize].to_vec()))
            .collect();
        let bytes = freeze(&entries);
        let table = Frozen::new(&bytes);
        for (hash, value) in &entries {
            assert_eq!(table.get(*hash), Some(value.as_slice()));
        }
        let asked: Vec<u32> = (0..100).chain(entries.iter().map(|(hash, _)| *hash)).collect();
        let mut found = Vec::new();
        table.each(&asked, |at, value| found.push((at, value)));
        let one_by_one = asked.iter().enumerate().filter_map(|(at, hash)| Some((at, table.get(*hash)?)));
        assert_eq!(found, one_by_one.collect::<Vec<_>>());
        for hash in [2, 8, 0xfffe, 0x1_0002, 0xffff_0000, u32::MAX - 1] {
            assert_eq!(table.get(hash), None);
        }
    }
}
