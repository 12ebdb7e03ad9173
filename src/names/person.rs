//! Names of persons: their parts, and whether two may be one person's.

use smol_str::{SmolStr, StrExt};

use crate::lexicon::{fold, without_ending};
use crate::model::Gender;

use super::Relation;
use super::knowledge::{gender_of_given_name, is_given_name, same_given_name};

/// A person's name in parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PersonName {
    /// Folded words, without titles, suffix, nickname and possessive.
    pub(crate) words: Vec<SmolStr>,
    /// "jr", "sr", "ii", "iii".
    pub(crate) suffix: Option<SmolStr>,
}

impl PersonName {
    /// Takes a name apart.
    pub(crate) fn parse(name: &str) -> PersonName {
        let folded = fold(name);
        let mut words = Vec::new();
        let mut suffix = None;
        let mut quoted = false;
        for word in folded.split(|char: char| char.is_whitespace() || matches!(char, ',' | '(' | ')')) {
            // A nickname in marks is no part of the name proper.
            let opens = word.starts_with(['"', '“', '\'']);
            let closes = word.ends_with(['"', '”', '\'']) && word.len() > 1;
            if opens || quoted {
                quoted = !closes;
                continue;
            }
            let word = without_ending(word, "'s").trim_matches('\'');
            let word = if word.contains('.') { word.replace_smolstr(".", "") } else { word.into() };
            match word.as_str() {
                "" => {}
                "jr" | "sr" | "ii" | "iii" | "iv" | "junior" | "senior" if !words.is_empty() => {
                    suffix = Some(match word.as_str() {
                        "junior" => "jr".into(),
                        "senior" => "sr".into(),
                        _ => word,
                    });
                }
                _ => words.push(word),
            }
        }
        PersonName { words, suffix }
    }

    /// Keys under which names that may be one person's meet: the words, without an Arabic article.
    pub(super) fn handles(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|word| without_article(word))
    }

    /// The gender that the given name tells.
    pub(crate) fn gender(&self) -> Option<Gender> {
        let first = self.words.first().filter(|_| self.words.len() > 1)?;
        gender_of_given_name(first)
            .or_else(|| first.split_once('-').and_then(|(head, _)| gender_of_given_name(head)))
    }

    /// How two names may relate.
    pub(crate) fn relate(&self, other: &PersonName) -> Relation {
        let (long, short) = if self.words.len() >= other.words.len() { (self, other) } else { (other, self) };
        if short.words.is_empty() {
            return Relation::Clash;
        }
        if long.suffix != short.suffix && (short.words.len() > 1 || short.suffix.is_some()) {
            return Relation::Clash;
        }
        if long.words == short.words {
            return Relation::Same;
        }
        if short.words.len() > 1 { full(long, short) } else { single(long, &short.words[0]) }
    }
}

/// Relates two names of several words.
fn full(long: &PersonName, short: &PersonName) -> Relation {
    let (a, b) = (&long.words, &short.words);
    let reversed = a.len() == b.len() && a.iter().rev().eq(b.iter());
    // A second surname is often left out; a given name never stands for two persons here.
    if reversed || a.starts_with(b) {
        return Relation::Same;
    }
    if a.ends_with(b) && !is_patronym(a, a.len() - b.len()) {
        return Relation::Part;
    }
    let same_last = same_word(&a[a.len() - 1], &b[b.len() - 1]);
    if same_last && same_first(&a[0], &b[0]) && middles(&a[1..a.len() - 1], &b[1..b.len() - 1]) {
        return Relation::Same;
    }
    Relation::Clash
}

/// Relates a single word to a longer name.
fn single(long: &PersonName, word: &str) -> Relation {
    let words = &long.words;
    let last = words.len() - 1;
    if same_word(&words[last], word) {
        return if last > 0 && is_patronym(words, last) { Relation::Clash } else { bare(last) };
    }
    let place = words.iter().position(|known| same_word(known, word));
    match place {
        // "Videgaray" of "Luis Videgaray Caso"; a second given name stands for nobody.
        Some(place) if place > 0 && !is_given_name(word) && !is_patronym(words, place) => Relation::Part,
        Some(0) => Relation::Part,
        _ => Relation::Clash,
    }
}

/// One word against a name of one word is the same, against a longer name a part.
fn bare(last: usize) -> Relation {
    if last == 0 { Relation::Same } else { Relation::Part }
}

/// Whether the word at `index` is a father's name: "Salman" of "Mohammed bin Salman" is another man.
fn is_patronym(words: &[SmolStr], index: usize) -> bool {
    index > 0 && matches!(words[index - 1].as_str(), "bin" | "ibn" | "bint" | "binti" | "ben")
}

/// Whether two surnames are one: equal but for an Arabic article.
fn same_word(left: &str, right: &str) -> bool {
    left == right || without_article(left) == without_article(right)
}

fn without_article(word: &str) -> &str {
    ["al-", "el-", "ash-", "as-", "an-", "ad-"]
        .iter()
        .find_map(|article| word.strip_prefix(article))
        .filter(|rest| rest.len() > 2)
        .unwrap_or(word)
}

/// Whether two given names may be one: equal, an initial, a nickname, or one letter apart.
fn same_first(left: &str, right: &str) -> bool {
    left == right
        || initial_of(left, right)
        || initial_of(right, left)
        || same_given_name(left, right)
        || near(left, right)
}

fn initial_of(short: &str, long: &str) -> bool {
    short.chars().count() == 1 && long.starts_with(short)
}

/// Whether the words between given name and surname do not contradict each other.
fn middles(left: &[SmolStr], right: &[SmolStr]) -> bool {
    left.is_empty()
        || right.is_empty()
        || left.iter().any(|word| {
            right.iter().any(|other| word == other || initial_of(word, other) || initial_of(other, word))
        })
}

/// Whether two long words differ by one letter.
fn near(left: &str, right: &str) -> bool {
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    if left.len().min(right.len()) < 6 || left.len().abs_diff(right.len()) > 1 || left[0] != right[0] {
        return false;
    }
    let front = left.iter().zip(&right).take_while(|(a, b)| a == b).count();
    let back = left.iter().rev().zip(right.iter().rev()).take_while(|(a, b)| a == b).count();
    front + back + 1 >= left.len().max(right.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(left: &str, right: &str, relation: Relation) {
        let (left, right) = (PersonName::parse(left), PersonName::parse(right));
        assert_eq!(left.relate(&right), relation, "{left:?} and {right:?}");
        assert_eq!(right.relate(&left), relation, "{right:?} and {left:?}");
    }

    #[test]
    fn forms_of_one_name() {
        check("Ana Ruiz", "ANA RUIZ", Relation::Same);
        check("Iñaki Peña", "Inaki Pena’s", Relation::Same);
        check("Luis Ferro Caso", "Luis Ferro", Relation::Same);
        check("Bob Harker", "Robert Harker", Relation::Same);
        check("Robert F. Harker", "Robert Harker", Relation::Same);
        check("R. Harker", "Robert Harker", Relation::Same);
        check("Oscar “Ozzie” Lund", "Oscar Lund", Relation::Same);
        check("Mohammed Karim", "Mohammad Karim", Relation::Same);
    }

    #[test]
    fn short_forms() {
        check("Enrico Mota Leal", "Mota Leal", Relation::Part);
        check("Luis Ferro Caso", "Ferro", Relation::Part);
        check("Park Jin-ho", "Park", Relation::Part);
        check("Samir al-Hadid", "Hadid", Relation::Part);
    }

    #[test]
    fn other_persons() {
        check("Ana Ruiz", "Eva Ruiz", Relation::Clash);
        check("Tom Abel Jr.", "Tom Abel", Relation::Clash);
        check("Yusuf bin Salim", "Salim", Relation::Clash);
        check("John Henry Cole", "Henry", Relation::Clash);
        check("John A. Cole", "John B. Cole", Relation::Clash);
    }
}
