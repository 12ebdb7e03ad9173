//! The word lists as the recogniser sees them: which lists a run of tokens is an entry of.

use crate::frozen::Frozen;

use super::hash;
use super::list_bits::GOES_ON;
pub(super) use super::list_bits::{ListSet, bits};
use super::memo::key;

/// Longest entry that is looked for, in tokens.
const LONGEST: usize = 10;

/// Where a token stands in entries of the lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Membership {
    /// Lists of which an entry begins here.
    pub(super) begins: ListSet,
    /// Lists of which an entry goes on here.
    pub(super) inside: ListSet,
    /// Lists of which an entry ends here.
    pub(super) ends: ListSet,
}

impl Membership {
    /// All lists with an entry over the token.
    pub(super) fn any(self) -> ListSet {
        self.begins | self.inside
    }

    /// Tells it from others.
    #[inline]
    pub(super) fn key(self) -> u64 {
        if self.any() == 0 { 0 } else { key([self.begins, self.inside, self.ends]) }
    }
}

/// Made by `build/lists.rs`.
static TABLE: Frozen<'static> = Frozen::new(include_bytes!(concat!(env!("OUT_DIR"), "/lists.bin")));

/// The lists that a run of tokens is an entry of, and whether longer entries begin with it.
fn node(key: u32) -> Option<(ListSet, bool)> {
    let set = ListSet::from_le_bytes(TABLE.get(key)?.try_into().ok()?);
    Some((set & !GOES_ON, set & GOES_ON != 0))
}

/// Marks the longest entries that begin at the first of `folded` (hashes of the folded tokens) in `out`.
pub(super) fn mark(folded: &[u32], out: &mut [Membership]) {
    let mut found = [(0, 0); LONGEST];
    let mut count = 0;
    let mut key = 0;
    for (length, word) in folded.iter().take(LONGEST).enumerate() {
        key = hash::pair(key, *word);
        let Some((lists, goes_on)) = node(key) else { break };
        if lists != 0 {
            found[count] = (length + 1, lists);
            count += 1;
        }
        if !goes_on {
            break;
        }
    }
    // Longest first; a list that has the token in a longer entry keeps that.
    for (length, lists) in found[..count].iter().rev() {
        let fresh = lists & !out[0].any();
        out[0].begins |= fresh;
        out[length - 1].ends |= fresh;
        for token in &mut out[1..*length] {
            token.inside |= fresh;
        }
    }
}
