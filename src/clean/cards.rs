//! Hover cards that a scraper ran into the sentence: after a name its full form, headlines about the person, "MORE".
//!
//! "Mayor Ana Reed Anastasia (Ana) Lee ReedCity cuts bus fares Reed opens bridge MORE said" is "Mayor Ana Reed said".
//! Only what is certain: the surname stands twice, with nothing but a name between, and something is glued to it.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

/// What a card ends with.
const END: &str = " MORE";

static FINDER: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(END));

/// The longest card in bytes.
const LONGEST: usize = 1200;

/// Most words of the full form before its surname.
const MOST_NAMES: usize = 7;

/// Every card of a line, in order, in bytes.
pub(super) fn cards(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut free = 0;
    for at in FINDER.find_iter(text.as_bytes()) {
        let end = at + END.len();
        if text[end..].starts_with(char::is_alphanumeric) {
            continue;
        }
        let mut from = free.max(at.saturating_sub(LONGEST));
        while !text.is_char_boundary(from) {
            from += 1;
        }
        found.extend(start(&text[from..at]).map(|start| from + start..end));
        // No byte is looked at twice.
        free = end;
    }
    found
}

/// Where the first card of `text`, which one ends, begins: behind the name as the sentence has it.
fn start(text: &str) -> Option<usize> {
    let words: Vec<(usize, &str)> =
        text.split(' ').map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word)).collect();
    (1..words.len()).find_map(|last| {
        let before =
            words[..last].iter().rev().take(MOST_NAMES).take_while(|(_, word)| is_name(word)).count();
        let names = &words[last - before..last];
        let glued = seams(words[last].1).map(|seam| &words[last].1[..seam]);
        // The longest: "Mc" is no surname.
        glued.filter_map(|surname| behind_name(names, surname)).last().or_else(|| {
            // Nothing is glued to it: then the full form has to begin with the same name, too.
            let first = names.iter().rposition(|(_, word)| *word == words[last].1)?;
            let given = first.checked_sub(1).map(|given| names[given].1)?;
            (names.get(first + 1)?.1 == given).then(|| names[first].0 + names[first].1.len())
        })
    })
}

/// Where the name ends that the sentence has: it has the same surname, maybe with the full form glued to it.
fn behind_name(names: &[(usize, &str)], surname: &str) -> Option<usize> {
    let is_it = |word: &str| {
        word.strip_prefix(surname).is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_uppercase))
    };
    let first = names.iter().rposition(|(_, word)| surname.len() > 1 && is_it(word))?;
    let suffix = names.get(first + 1).filter(|(_, word)| matches!(*word, "Jr." | "Sr." | "II" | "III"));
    Some(suffix.map_or(names[first].0 + surname.len(), |(at, word)| at + word.len()))
}

/// Where a word has something glued to it that begins anew: behind a small letter, before a capital, figure or mark.
fn seams(word: &str) -> impl Iterator<Item = usize> {
    let pairs = word.char_indices().zip(word.chars().skip(1));
    pairs.filter_map(|((at, before), after)| {
        let anew = after.is_uppercase()
            || after.is_ascii_digit()
            || matches!(after, '\'' | '"' | '‘' | '“' | '$' | '[');
        (before.is_lowercase() && anew).then(|| at + before.len_utf8())
    })
}

/// A part of a name: with a capital, or in brackets.
fn is_name(word: &str) -> bool {
    let word = word.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).unwrap_or(word);
    word.starts_with(char::is_uppercase)
        && word.chars().all(|char| char.is_alphabetic() || matches!(char, '-' | '.' | '\'' | '’'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::clean;
    use crate::model::{RawArticle, Span};

    fn check(text: &str, expected: &str) {
        let mut out = text.to_owned();
        for card in cards(text).into_iter().rev() {
            out.replace_range(card, "");
        }
        assert_eq!(out, expected);
    }

    #[test]
    fn a_card_is_cut_out_of_its_sentence() {
        check(
            "Mayor Ana Reed Anastasia (Ana) Lee ReedCity cuts bus fares Reed opens bridge MORE said so.",
            "Mayor Ana Reed said so.",
        );
        check("Jo McVay Joanna Ruth McVay'Late hour' tests Elsin MORE's plan", "Jo McVay's plan");
        check("Bo Tal Jr. Robert (Bo) Tal5 things to know MORE (I-El.) left", "Bo Tal Jr. (I-El.) left");
    }

    #[test]
    fn two_cards_are_two() {
        check(
            "Ana Reed Anastasia ReedA bridge opens MORE met Jo Oda-Finn Joanna Oda-FinnB road ends MORE, and more.",
            "Ana Reed met Jo Oda-Finn, and more.",
        );
    }

    #[test]
    fn a_card_is_glued_at_both_ends_or_at_none() {
        check("Ana ReedAnastasia Lee ReedA bridge opens MORE left.", "Ana Reed left.");
        check("Ana Reed Ana Lee Reed Reed opens a bridge MORE left.", "Ana Reed left.");
    }

    #[test]
    fn what_only_looks_so_stays() {
        for text in [
            "Ana Reed said MORE must be done.",
            "The Reed family and ReedWorks want MORE of it.",
            "Ana Reed praised the firm ReedWorks, which needs MORE.",
            "Ana McReed was asked for MORE.",
            "Ana Reed Prize winner Jo Reed wants MORE.",
            "Reed Reed wants MORE.",
            "Ana Reed Anastasia ReedA bridge opens MOREOVER",
            "é MORE",
            " MORE",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn it_is_listed_and_the_rest_leads_back_to_the_file() {
        let text =
            "Soup was cold in Elsin. Mayor Ana Reed Anastasia ReedA bridge opens MORE said so on Monday.";
        let made = clean(&RawArticle { file: "a.txt".into(), text: text.into(), ..RawArticle::default() });
        assert_eq!(made.text, "Soup was cold in Elsin. Mayor Ana Reed said so on Monday.");
        let dropped: Vec<_> = made.dropped.iter().map(|line| (line.text.as_str(), line.rule)).collect();
        assert_eq!(dropped, [("Anastasia ReedA bridge opens MORE", "links about a person")]);
        let at = made.text.find("said").expect("a word");
        let (from, to) = made.offsets.to_source(&made.text, Span::new(at, at + 4));
        assert_eq!(&text[from..to], "said");
    }
}
