//! A stem in, what it says out: "Mexican" and "Mexico", "withdrew" and "withdraw", "talks" and "meeting", and of words
//! of grammar what only person and time change, "we will" and "they would".

use std::sync::LazyLock;

use super::super::Span;
use super::super::words::{Word, words};
use crate::hash::HashedMap;
use crate::lexicon::{entries, rows};

/// Stem → the stem that stands for all of one meaning.
type Meanings = HashedMap<u64, u64>;

/// The stem of a people's or country's name → that of the country: "Mexicans" and "Mexico" are one matter.
static COUNTRIES: LazyLock<Meanings> = LazyLock::new(|| {
    rows(include_str!("../../../data/lexicon/demonyms.txt"))
        .filter_map(|row| {
            let [people] = all(row.first()?)[..] else { return None };
            let country = match all(row.get(1)?)[..] {
                [country] => country.stem,
                [first, second] if (first.key, second.key) == UNITED_STATES.0 => UNITED_STATES.1,
                _ => return None,
            };
            Some((people.stem, country))
        })
        .collect()
});

/// The same, and of all words that say the same in a statement retold.
static MEANINGS: LazyLock<Meanings> = LazyLock::new(|| {
    let mut meanings = COUNTRIES.clone();
    for line in entries(include_str!("../../../data/lexicon/one_meaning.txt")) {
        let list = all(line);
        meanings.extend(list.iter().map(|word| (word.stem, list[0].stem)));
    }
    meanings
});

/// The keys of the two words, and the stem of "US".
static UNITED_STATES: LazyLock<((u64, u64), u64)> = LazyLock::new(|| {
    let list = all("US United States");
    ((list[1].key, list[2].key), list[0].stem)
});

fn all(text: &str) -> Vec<Word> {
    words(text, Span::new(0, text.len()))
}

/// The stems of `list` with their places, countries for their peoples and "United States" as one word.
pub(super) fn stems(list: &[Word]) -> impl Iterator<Item = (u64, usize)> {
    read(list, &COUNTRIES)
}

/// What each of `list` says, with its place: as their stems, and one stem for all words of one meaning.
pub(super) fn meanings(list: &[Word]) -> impl Iterator<Item = (u64, usize)> {
    read(list, &MEANINGS)
}

fn read(list: &[Word], meanings: &'static Meanings) -> impl Iterator<Item = (u64, usize)> {
    let (names, country) = *UNITED_STATES;
    let mut next = 0;
    std::iter::from_fn(move || {
        let at = next;
        let word = list.get(at)?;
        next += 1;
        if word.key == names.0 && list.get(next).is_some_and(|next| next.key == names.1) {
            next += 1;
            return Some((country, at));
        }
        Some((meanings.get(&word.stem).copied().unwrap_or(word.stem), at))
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn words_of_one_meaning_are_one() {
        let of = |text: &str| meanings(&all(text)).map(|(meaning, _)| meaning).collect::<Vec<u64>>();
        assert_eq!(of("Mexicans withdrew"), of("Mexico withdraws"));
        assert_eq!(of("we will protect the United States"), of("they would defend the U.S."));
        assert_ne!(of("raised"), of("reduced"));
    }

    #[test]
    fn a_word_has_one_meaning() {
        let mut lines: BTreeMap<u64, usize> = BTreeMap::new();
        let list = entries(include_str!("../../../data/lexicon/one_meaning.txt"));
        for (number, line) in list.enumerate() {
            for word in all(line) {
                let first = *lines.entry(word.stem).or_insert(number);
                assert_eq!(first, number, "{line}: {}", word.span.slice(line));
            }
        }
    }
}
