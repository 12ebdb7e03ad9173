//! A name in, the form that names are compared in out; and what a word is asked for. Shared by the program and by
//! what makes its tables.

use crate::hash;
use crate::lexicon::{fold, without_ending};

/// What the word lists tell of a word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Fact {
    /// A title: "honorific" or nothing, and the gender.
    Title,
    /// A given name: the gender.
    GivenName,
    /// A nickname: the full names, separated by semicolons.
    Nickname,
    /// An acronym: the keys of what it stands for, a line each.
    Acronym,
    /// Any name of a country or US state: the key of its first name.
    Country,
    /// A demonym.
    Demonym,
    /// The first word of a title.
    TitleStart,
    /// The last word of a title.
    TitleEnd,
}

impl Fact {
    /// Where the table has this fact of `word`.
    pub(crate) fn place(self, word: &str) -> u32 {
        self.place_of(hash::word(word))
    }

    /// The same of the word with this hash.
    pub(crate) fn place_of(self, word: u32) -> u32 {
        hash::pair(self as u32, word)
    }
}

/// The form that names are compared in: folded, periods dropped, single spaces, without a possessive ending and a
/// leading article.
pub(crate) fn key(name: &str) -> String {
    if let Some(plain) = plain_key(name, &mut [0; 64]) {
        return plain.to_owned();
    }
    let folded = fold(name);
    let folded = without_ending(folded.trim(), "'s").trim_end_matches('\'');
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

/// The key of a name as it stands in `space`, where that needs no more than small letters, and periods behind letters
/// left out: most names.
pub(crate) fn plain_key<'s>(name: &str, space: &'s mut [u8; 64]) -> Option<&'s str> {
    let (mut length, mut before) = (0, b' ');
    for byte in name.bytes() {
        let spaced = byte == b' ' && before != b' ';
        let period = byte == b'.' && before.is_ascii_alphanumeric();
        if !(byte.is_ascii_alphanumeric() || spaced || period || matches!(byte, b'-' | b'&')) {
            return None;
        }
        if !period {
            *space.get_mut(length)? = byte.to_ascii_lowercase();
            length += 1;
        }
        before = byte;
    }
    let key = space.get(..length).filter(|key| before != b' ' && !key.starts_with(b"the"))?;
    std::str::from_utf8(key).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_folded_without_periods_and_articles() {
        for (name, expected) in [
            ("U.S. Navy", "us navy"),
            ("Lt. Gov.", "lt gov"),
            ("the Ostra Corp.", "ostra corp"),
            ("T.H.E. Ladle", "the ladle"),
            ("Velm . River", "velm  river"),
            ("Brandt..", "brandt"),
            ("Peña’s", "pena"),
            ("U.S.-Velm Ties", "us-velm ties"),
        ] {
            assert_eq!(key(name), expected, "{name}");
            let mut space = [0; 64];
            assert!(plain_key(name, &mut space).is_none_or(|plain| plain == expected), "{name}");
        }
    }
}
