//! Facts about names from the lexicon: titles, given names, nicknames, acronyms, countries, demonyms.

use crate::frozen::Frozen;
use crate::hash;
use crate::model::Gender;

use super::key::{Fact, key, plain_key};

/// What a title tells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Title {
    /// The gender of who bears it.
    pub(crate) gender: Option<Gender>,
    /// Whether it is only a form of address ("Mr."), no role.
    pub(crate) honorific: bool,
}

/// Made by `build/facts.rs`: the word, a tab, and what is told.
static FACTS: Frozen<'static> = Frozen::new(include_bytes!(concat!(env!("OUT_DIR"), "/facts.bin")));

/// What is told of a word.
fn told(fact: Fact, word: &str) -> Option<&'static str> {
    let record = FACTS.get(fact.place(word))?;
    let told = record.strip_prefix(word.as_bytes())?.strip_prefix(b"\t")?;
    std::str::from_utf8(told).ok()
}

/// What is told of a name, however it is written.
fn told_of_name(fact: Fact, name: &str) -> Option<&'static str> {
    match plain_key(name, &mut [0; 64]) {
        Some(key) => told(fact, key),
        None => told(fact, &key(name)),
    }
}

/// The title that `words` are.
pub(crate) fn title(words: &str) -> Option<Title> {
    let told = told_of_name(Fact::Title, words)?;
    let (kind, gender_told) = told.split_once(' ').unwrap_or((told, ""));
    Some(Title { gender: gender(gender_told), honorific: kind == "honorific" })
}

/// Whether a title may begin with the word with this hash, folded: surely none does where this is false.
pub(crate) fn may_begin_title(folded: u32) -> bool {
    FACTS.get(Fact::TitleStart.place_of(folded)).is_some()
}

/// The same of a word as it stands.
pub(crate) fn begins_title(word: &str) -> bool {
    plain_key(word, &mut [0; 64]).is_none_or(|key| may_begin_title(hash::word(key)))
}

/// Whether a title may end in the word with this hash, folded: surely none does where this is false.
pub(crate) fn may_end_title(folded: u32) -> bool {
    FACTS.get(Fact::TitleEnd.place_of(folded)).is_some()
}

/// Whether a name is a country's.
pub(crate) fn is_country(name: &str) -> bool {
    told_of_name(Fact::Country, name).is_some()
}

fn gender(told: &str) -> Option<Gender> {
    match told {
        "m" => Some(Gender::Masculine),
        "f" => Some(Gender::Feminine),
        _ => None,
    }
}

/// The gender that a folded given name tells.
pub(super) fn gender_of_given_name(folded: &str) -> Option<Gender> {
    gender(told(Fact::GivenName, folded)?)
}

/// Whether a folded word is a given name.
pub(super) fn is_given_name(folded: &str) -> bool {
    told(Fact::GivenName, folded).is_some()
}

/// Whether two folded given names may be one: a nickname and its full form, or two nicknames of one name.
pub(super) fn same_given_name(left: &str, right: &str) -> bool {
    let full = |name| told(Fact::Nickname, name).into_iter().flat_map(|names| names.split_terminator(';'));
    full(left).any(|name| name == right || full(right).any(|other| other == name))
        || full(right).any(|name| name == left)
}

/// Expansions of an acronym, as keys.
pub(super) fn expansions(acronym: &str) -> impl Iterator<Item = &'static str> {
    told(Fact::Acronym, acronym).into_iter().flat_map(str::lines)
}

/// The first name of the country that `key` names.
pub(super) fn country(key: &str) -> Option<&'static str> {
    told(Fact::Country, key)
}

/// Whether `key` is a demonym.
pub(super) fn is_demonym(key: &str) -> bool {
    told(Fact::Demonym, key).is_some()
}
