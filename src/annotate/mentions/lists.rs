//! The word lists as the recogniser sees them: which lists a run of tokens is an entry of.

use std::sync::LazyLock;

use crate::annotate::tokens;
use crate::lexicon;

use super::hash::{self, HashedMap};

/// A set of lists, a bit each, in the order of `LISTS`.
pub(super) type ListSet = u64;

/// Longest entry that is looked for, in tokens.
const LONGEST: usize = 10;

/// What the columns behind the first of a list hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Columns {
    /// Other names of the same, separated by semicolons: entries too.
    Aliases,
    /// Something else.
    Facts,
}

macro_rules! lists {
    ($($name:literal: $columns:ident),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../../data/lexicon/", $name, ".txt")), Columns::$columns)),*]
    };
}

/// The lists. A new one goes to the end, and the model is trained again.
pub(super) const LISTS: &[(&str, &str, Columns)] = lists![];

/// The bit of a list.
pub(super) fn bit(name: &str) -> ListSet {
    LISTS.iter().position(|list| list.0 == name).map_or(0, |index| 1 << index)
}

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
}

#[derive(Clone, Copy, Default)]
struct Node {
    /// Lists that have the tokens so far as an entry.
    lists: ListSet,
    /// Whether a longer entry begins with them.
    goes_on: bool,
}

static TABLE: LazyLock<HashedMap<Node>> = LazyLock::new(|| {
    let mut table: HashedMap<Node> = HashedMap::default();
    let mut folded = String::new();
    for (index, (_, text, columns)) in LISTS.iter().enumerate() {
        for row in lexicon::rows(text) {
            let aliases = row.get(1).copied().filter(|_| *columns == Columns::Aliases).unwrap_or_default();
            for entry in row.iter().take(1).copied().chain(aliases.split(';')) {
                enter(&mut table, entry.trim(), 1 << index, &mut folded);
            }
        }
    }
    table
});

fn enter(table: &mut HashedMap<Node>, entry: &str, list: ListSet, folded: &mut String) {
    let tokens = tokens::tokens(entry);
    let mut key = 0;
    for (at, token) in tokens.iter().enumerate() {
        folded.clear();
        lexicon::fold_into(token.span.slice(entry), folded);
        key = hash::pair(key, hash::word(folded));
        let node = table.entry(key).or_default();
        if at + 1 == tokens.len() {
            node.lists |= list;
        } else {
            node.goes_on = true;
        }
    }
}

/// Marks the longest entries that begin at the first of `folded` (hashes of the folded tokens) in `out`.
pub(super) fn mark(folded: &[u32], out: &mut [Membership]) {
    let mut found = [(0, 0); LONGEST];
    let mut count = 0;
    let mut key = 0;
    for (length, word) in folded.iter().take(LONGEST).enumerate() {
        key = hash::pair(key, *word);
        let Some(node) = TABLE.get(&key) else { break };
        if node.lists != 0 {
            found[count] = (length + 1, node.lists);
            count += 1;
        }
        if !node.goes_on {
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
