//! The word lists that tell of names, in; one table of what they tell out.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

use crate::frozen;
use crate::key::{Fact, key};
use crate::lexicon::{fold, rows};

/// The table of the facts: the word, a tab, and what is told.
pub(crate) fn table(lexicon: &Path) -> io::Result<Vec<u8>> {
    let read = |name: &str| fs::read_to_string(lexicon.join(name).with_extension("txt"));
    let mut facts = Facts::default();
    for row in rows(&read("titles")?) {
        let honorific = if row.get(1) == Some(&"honorific") { "honorific" } else { "" };
        let title = key(row[0]);
        let (start, end) = (title.split(' ').next(), title.rsplit(' ').next());
        facts.set(Fact::TitleStart, start.unwrap_or_default().to_owned(), String::new());
        facts.set(Fact::TitleEnd, end.unwrap_or_default().to_owned(), String::new());
        facts.set(Fact::Title, title, format!("{honorific} {}", row.get(2).unwrap_or(&"")));
    }
    for row in rows(&format!("{}\n{}", read("given_names")?, read("given_names_ambiguous")?)) {
        let gender = row.get(1).copied().filter(|gender| matches!(*gender, "m" | "f")).unwrap_or_default();
        let known = facts.of(Fact::GivenName, fold(row[0]), gender);
        // Two entries that fold alike with two genders tell none.
        if known != gender {
            known.clear();
        }
    }
    for row in rows(&read("nicknames")?) {
        let names: Vec<String> =
            row.get(1).map_or_else(Vec::new, |names| names.split(';').map(fold).collect());
        facts.set(Fact::Nickname, fold(row[0]), names.join(";"));
    }
    for row in rows(&read("acronyms")?) {
        if let Some(expansion) = row.get(1) {
            let known = facts.of(Fact::Acronym, key(row[0]), "");
            known.push_str(&key(expansion));
            known.push('\n');
        }
    }
    for row in rows(&format!("{}\n{}", read("countries")?, read("us_states")?)) {
        let first = key(row[0]);
        let aliases = row.get(1).copied().unwrap_or_default();
        for alias in aliases.split(';').map(str::trim).filter(|alias| !alias.is_empty()) {
            facts.of(Fact::Country, key(alias), &first);
        }
        facts.set(Fact::Country, first.clone(), first);
    }
    for row in rows(&read("demonyms")?) {
        facts.set(Fact::Demonym, key(row[0]), String::new());
    }
    Ok(frozen::freeze(&facts.records()))
}

#[derive(Default)]
struct Facts {
    /// By their place in the table: the word, and what is told.
    told: BTreeMap<u32, (String, String)>,
}

impl Facts {
    /// What is told of a word; `first` unless something was told before.
    fn of(&mut self, fact: Fact, word: String, first: &str) -> &mut String {
        let place = fact.place(&word);
        let (known, told) = self.told.entry(place).or_insert_with(|| (word.clone(), first.to_owned()));
        assert_eq!(*known, word, "two words with one hash: give one fact another number");
        told
    }

    fn set(&mut self, fact: Fact, word: String, told: String) {
        *self.of(fact, word, "") = told;
    }

    fn records(self) -> Vec<(u32, String)> {
        self.told.into_iter().map(|(place, (word, told))| (place, format!("{word}\t{told}"))).collect()
    }
}
