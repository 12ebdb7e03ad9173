//! Facts about names from the lexicon: titles, given names, nicknames, acronyms, countries, demonyms.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::lexicon::{fold, rows};
use crate::model::Gender;

/// What a title tells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Title {
    /// The gender of who bears it.
    pub(crate) gender: Option<Gender>,
    /// Whether it is only a form of address ("Mr."), no role.
    pub(crate) honorific: bool,
}

static TITLES: LazyLock<HashMap<String, Title>> = LazyLock::new(|| {
    let mut titles = HashMap::new();
    for row in rows(include_str!("../../data/lexicon/titles.txt")) {
        let gender = gender(row.get(2).copied());
        let honorific = row.get(1) == Some(&"honorific");
        titles.insert(key(row[0]), Title { gender, honorific });
    }
    titles
});

static GIVEN: LazyLock<HashMap<String, Option<Gender>>> = LazyLock::new(|| {
    let lists = [
        include_str!("../../data/lexicon/given_names.txt"),
        include_str!("../../data/lexicon/given_names_ambiguous.txt"),
    ];
    let mut names: HashMap<String, Option<Gender>> = HashMap::new();
    for row in lists.into_iter().flat_map(rows) {
        let own = gender(row.get(1).copied());
        // Two entries that fold alike with two genders tell none.
        names
            .entry(fold(row[0]))
            .and_modify(|known| *known = known.filter(|known| Some(*known) == own))
            .or_insert(own);
    }
    names
});

static NICKNAMES: LazyLock<HashMap<String, Vec<String>>> = LazyLock::new(|| {
    rows(include_str!("../../data/lexicon/nicknames.txt"))
        .map(|row| {
            (fold(row[0]), row.get(1).map_or_else(Vec::new, |names| names.split(';').map(fold).collect()))
        })
        .collect()
});

static ACRONYMS: LazyLock<HashMap<String, Vec<String>>> = LazyLock::new(|| {
    let mut acronyms: HashMap<String, Vec<String>> = HashMap::new();
    for row in rows(include_str!("../../data/lexicon/acronyms.txt")) {
        if let Some(expansion) = row.get(1) {
            acronyms.entry(key(row[0])).or_default().push(key(expansion));
        }
    }
    acronyms
});

/// Every name of a country or US state, to its first name.
static COUNTRIES: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let lists =
        [include_str!("../../data/lexicon/countries.txt"), include_str!("../../data/lexicon/us_states.txt")];
    let mut names = HashMap::new();
    for row in lists.into_iter().flat_map(rows) {
        let first = key(row[0]);
        let aliases = row.get(1).copied().unwrap_or_default();
        for alias in aliases.split(';').map(str::trim).filter(|alias| !alias.is_empty()) {
            names.entry(key(alias)).or_insert_with(|| first.clone());
        }
        names.insert(first.clone(), first);
    }
    names
});

static DEMONYMS: LazyLock<HashSet<String>> =
    LazyLock::new(|| rows(include_str!("../../data/lexicon/demonyms.txt")).map(|row| key(row[0])).collect());

/// Reads the large lists.
pub(crate) fn prepare() {
    LazyLock::force(&GIVEN);
    LazyLock::force(&TITLES);
    LazyLock::force(&ACRONYMS);
}

fn gender(column: Option<&str>) -> Option<Gender> {
    match column {
        Some("m") => Some(Gender::Masculine),
        Some("f") => Some(Gender::Feminine),
        _ => None,
    }
}

/// The form that names are compared in: folded, periods dropped, single spaces, without a possessive ending and a
/// leading article.
pub(super) fn key(name: &str) -> String {
    let folded = fold(name);
    let folded = folded.trim().trim_end_matches("'s").trim_end_matches('\'');
    let mut out = String::with_capacity(folded.len());
    for word in folded.split_whitespace() {
        let word = word.trim_matches(|char: char| matches!(char, '"' | '“' | '”' | ',' | '(' | ')'));
        if word.is_empty() || out.is_empty() && word == "the" {
            continue;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().filter(|char| *char != '.'));
    }
    out
}

/// The title that `words` are.
pub(crate) fn title(words: &str) -> Option<Title> {
    TITLES.get(&key(words)).copied()
}

/// Whether a name is a country's.
pub(crate) fn is_country(name: &str) -> bool {
    country(&key(name)).is_some()
}

/// The gender that a folded given name tells.
pub(super) fn gender_of_given_name(folded: &str) -> Option<Gender> {
    GIVEN.get(folded).copied().flatten()
}

/// Whether a folded word is a given name.
pub(super) fn is_given_name(folded: &str) -> bool {
    GIVEN.contains_key(folded)
}

/// Whether two folded given names may be one: a nickname and its full form, or two nicknames of one name.
pub(super) fn same_given_name(left: &str, right: &str) -> bool {
    let full = |name: &str| NICKNAMES.get(name).cloned().unwrap_or_default();
    let (lefts, rights) = (full(left), full(right));
    lefts.iter().any(|name| name == right || rights.contains(name)) || rights.iter().any(|name| name == left)
}

/// Expansions of an acronym, as keys.
pub(super) fn expansions(acronym: &str) -> &'static [String] {
    ACRONYMS.get(acronym).map_or(&[], Vec::as_slice)
}

/// The first name of the country that `key` names.
pub(super) fn country(key: &str) -> Option<&'static str> {
    COUNTRIES.get(key).map(String::as_str)
}

/// Whether `key` is a demonym.
pub(super) fn is_demonym(key: &str) -> bool {
    DEMONYMS.contains(key)
}
