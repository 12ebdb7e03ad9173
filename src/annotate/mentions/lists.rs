//! The word lists as the recogniser sees them: which lists a run of tokens is an entry of.

use std::sync::LazyLock;

use crate::annotate::tokens;
use crate::lexicon;

use super::hash::{self, HashedMap};

/// A set of lists, a bit each, in the order of `LISTS`.
pub(super) type ListSet = u64;

/// Longest entry that is looked for, in tokens.
const LONGEST: usize = 10;

/// What the column behind the first of a list holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Second {
    /// Other names of the same, separated by semicolons: entries too.
    Aliases,
    /// One of these kinds, each a list of its own; "both" is every one.
    Kinds(&'static [&'static str]),
    /// Something else, or nothing.
    Facts,
}

macro_rules! lists {
    ($($name:literal: $second:expr),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../../data/lexicon/", $name, ".txt")), $second)),*]
    };
}

/// The lists. A new one goes to the end, and the model is trained again.
const LISTS: &[(&str, &str, Second)] = lists![
    "countries": Second::Aliases,
    "demonyms": Second::Facts,
    "religions_parties": Second::Facts,
    "cities": Second::Facts,
    "regions": Second::Facts,
    "us_states": Second::Aliases,
    "place_words": Second::Kinds(&["start", "end"]),
    "organizations": Second::Kinds(&[
        "agency", "ministry", "party", "court", "armed", "company", "team", "university", "bank", "ngo", "body",
        "union", "religious", "police", "parliament", "hospital", "thinktank",
    ]),
    "organization_words": Second::Kinds(&["start", "end"]),
    "news_outlets": Second::Aliases,
    "acronyms": Second::Facts,
    "events_laws": Second::Kinds(&["event", "law"]),
    "word_events": Second::Facts,
    "word_laws": Second::Facts,
    "titles": Second::Kinds(&["honorific", "office", "military", "religious", "royal", "profession"]),
    "person_nouns": Second::Facts,
    "given_names": Second::Kinds(&["m", "f", "u"]),
    "given_names_ambiguous": Second::Facts,
    "surnames": Second::Facts,
    "surnames_ambiguous": Second::Facts,
];

impl Second {
    /// Number of bits that a list takes.
    fn width(self) -> usize {
        match self {
            Second::Aliases | Second::Facts => 1,
            Second::Kinds(kinds) => kinds.len(),
        }
    }

    /// The bits of an entry with this second column, the list's first bit being the lowest.
    fn bits(self, column: &str) -> ListSet {
        match self {
            Second::Aliases | Second::Facts => 1,
            Second::Kinds(kinds) => kinds
                .iter()
                .position(|kind| *kind == column)
                .map_or_else(|| (1 << kinds.len()) - 1, |index| 1 << index),
        }
    }
}

/// All bits of a list.
pub(super) fn bits(name: &str) -> ListSet {
    let mut first = 0;
    for (list, _, second) in LISTS {
        if *list == name {
            return ((1 << second.width()) - 1) << first;
        }
        first += second.width();
    }
    0
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
    table.reserve(60_000);
    let mut folded = String::new();
    let mut first = 0;
    for (_, text, second) in LISTS {
        for row in lexicon::rows(text) {
            let column = row.get(1).copied().unwrap_or_default();
            let list = second.bits(column) << first;
            enter(&mut table, row[0], list, &mut folded);
            if *second == Second::Aliases {
                for alias in column.split(';').map(str::trim).filter(|alias| !alias.is_empty()) {
                    enter(&mut table, alias, list, &mut folded);
                }
            }
        }
        first += second.width();
    }
    table
});

fn enter(table: &mut HashedMap<Node>, entry: &str, list: ListSet, folded: &mut String) {
    let mut key = 0;
    let mut add = |word: &str, last: bool| {
        folded.clear();
        lexicon::fold_into(word, folded);
        key = hash::pair(key, hash::word(folded));
        let node = table.entry(key).or_default();
        if last {
            node.lists |= list;
        } else {
            node.goes_on = true;
        }
    };
    // Most entries are plain words: the tokeniser would cut them at their spaces, only slower.
    if entry.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b' ') {
        let mut words = entry.split_ascii_whitespace().peekable();
        while let Some(word) = words.next() {
            add(word, words.peek().is_none());
        }
        return;
    }
    let tokens = tokens::tokens(entry);
    for (at, token) in tokens.iter().enumerate() {
        add(token.span.slice(entry), at + 1 == tokens.len());
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

/// Reads the table.
pub(super) fn prepare() {
    LazyLock::force(&TABLE);
}
