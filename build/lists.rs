//! The word lists that the recogniser of names looks tokens up in, in; one table of their entries out.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

use crate::annotate::tokens;
use crate::list_bits::{GOES_ON, LISTS, ListSet, Second};
use crate::{frozen, hash, lexicon};

/// The table by the hash of a run of folded tokens: the lists that have it as an entry, and whether longer entries
/// begin with it.
pub(crate) fn table(lexicon: &Path) -> io::Result<Vec<u8>> {
    let mut table = Table::default();
    let mut first = 0;
    for (name, second) in LISTS {
        for row in lexicon::rows(&fs::read_to_string(lexicon.join(name).with_extension("txt"))?) {
            let column = row.get(1).copied().unwrap_or_default();
            let lists = bits(*second, column) << first;
            table.enter(row[0], lists);
            if *second == Second::Aliases {
                for alias in column.split(';').map(str::trim).filter(|alias| !alias.is_empty()) {
                    table.enter(alias, lists);
                }
            }
        }
        first += second.width();
    }
    let records: Vec<_> = table.nodes.into_iter().map(|(key, set)| (key, set.to_le_bytes())).collect();
    Ok(frozen::freeze(&records))
}

/// The bits of an entry with this second column, the list's first bit being the lowest.
fn bits(second: Second, column: &str) -> ListSet {
    match second {
        Second::Aliases | Second::Facts => 1,
        Second::Kinds(kinds) => kinds
            .iter()
            .position(|kind| *kind == column)
            .map_or_else(|| (1 << kinds.len()) - 1, |index| 1 << index),
    }
}

#[derive(Default)]
struct Table {
    nodes: BTreeMap<u32, ListSet>,
}

impl Table {
    fn enter(&mut self, entry: &str, lists: ListSet) {
        let mut key = 0;
        let tokens = tokens::tokens(entry);
        for (at, token) in tokens.iter().enumerate() {
            key = hash::pair(key, hash::word(&lexicon::fold(token.span.slice(entry))));
            *self.nodes.entry(key).or_default() |= if at + 1 == tokens.len() { lists } else { GOES_ON };
        }
    }
}
