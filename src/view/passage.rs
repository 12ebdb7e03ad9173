//! A passage that a link names in, its place in a text out: word for word what it was, or nothing. Never a place
//! that merely looks like it.

use crate::library::Library;
use crate::model::{Span, Story};

/// A passage as a link names it: its words, and a little of what stood around them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    /// Id of the article.
    pub article: String,
    /// Its words; of a long one the first.
    pub quote: String,
    /// What stood before it.
    pub before: String,
    /// What stood behind it.
    pub after: String,
    /// Of a long one: its length in code points, and the checksum of all its words.
    pub whole: Option<(usize, u32)>,
}

/// From this many code points on, a link carries the first words and a checksum.
const LONG: usize = 160;

/// Words that a link carries of a long passage, in code points.
const START: usize = 80;

/// What a link carries of the text around a passage, in code points.
const AROUND: usize = 24;

/// Long passages that begin alike are told apart up to this number: each is read to its end, and in a text that says
/// one thing over and over that would take the square of its length.
const MOST_ALIKE: usize = 64;

impl Passage {
    /// What a link to `span` of an article's text says.
    pub fn of(article: &str, text: &str, span: Span) -> Passage {
        let words = span.slice(text);
        let length = words.chars().count();
        let (quote, whole) = match length > LONG {
            true => (words.chars().take(START).collect(), Some((length, checksum(words)))),
            false => (words.to_owned(), None),
        };
        let mut passage = Passage { article: article.to_owned(), quote, whole, ..Passage::default() };
        // Short words stand in many places: they take so much along that they are found in one.
        let mut around = AROUND;
        while passage.before.len() < span.start() || passage.after.is_empty() {
            let before = text[..span.start()].chars().rev().take(around).collect::<Vec<_>>();
            passage.before = before.into_iter().rev().collect();
            passage.after = text[span.end()..].chars().take(around).collect();
            if around > text.len() || find(text, &passage) == Some(span) {
                break;
            }
            around *= 4;
        }
        passage
    }

    /// Its words for a reader.
    pub fn told(&self) -> String {
        self.quote.clone() + if self.whole.is_some() { " …" } else { "" }
    }
}

/// Where the passage stands in `text`, if it stands there word for word, and once.
pub fn find(text: &str, passage: &Passage) -> Option<Span> {
    if passage.quote.is_empty() {
        return None;
    }
    let start = format!("{}{}", passage.before, passage.quote);
    let alike = || memchr::memmem::find_iter(text.as_bytes(), &start);
    if passage.whole.is_some() && alike().nth(MOST_ALIKE).is_some() {
        return None;
    }
    let mut found = alike().filter_map(|at| {
        let from = at + passage.before.len();
        let rest = text.get(from..)?;
        let end = match passage.whole {
            None => from + passage.quote.len(),
            Some((length, sum)) => {
                let long = rest.char_indices().nth(length).map_or(rest.len(), |(end, _)| end);
                if checksum(&rest[..long]) != sum {
                    return None;
                }
                from + long
            }
        };
        text.get(end..)?.starts_with(&passage.after).then(|| Span::new(from, end))
    });
    found.next().filter(|_| found.next().is_none())
}

/// The story with the one article that has the passage, where no article has the id any more that it was taken from.
pub fn story_with<'l>(library: &'l Library, passage: &Passage) -> Option<&'l Story> {
    let mut found = library.articles.iter().filter(|report| find(&report.article.text, passage).is_some());
    let only = found.next().filter(|_| found.next().is_none())?;
    library.story(&only.article.id.0)
}

/// FNV-1a of the bytes, 32 bits: a few lines in a script, too, and enough to see that a text has changed.
pub fn checksum(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str =
        "“Ring it again,” Zoë said.\n\nNobody rang.\n\n“Ring it again,” Zoë said. 🙂 Then they did.";

    fn link(words: &str, nth: usize) -> Passage {
        let (at, _) = TEXT.match_indices(words).nth(nth).expect("it stands there");
        Passage::of("a", TEXT, Span::new(at, at + words.len()))
    }

    #[test]
    fn the_second_of_two_like_passages_is_found() {
        for nth in 0..2 {
            let passage = link("Ring it again", nth);
            let (at, words) = TEXT.match_indices("Ring it again").nth(nth).expect("it stands there");
            assert_eq!(find(TEXT, &passage), Some(Span::new(at, at + words.len())));
        }
    }

    #[test]
    fn words_without_their_surroundings_are_found_only_where_they_stand_once() {
        let bare = |quote: &str| Passage { quote: quote.into(), ..Passage::default() };
        assert_eq!(find(TEXT, &bare("Nobody rang")).map(|span| span.slice(TEXT)), Some("Nobody rang"));
        assert_eq!(find(TEXT, &bare("Ring it again")), None);
        assert_eq!(find(TEXT, &bare("")), None);
        assert_eq!(find(TEXT, &bare("Nobody sang")), None);
    }

    #[test]
    fn the_checksum_is_that_of_scripts() {
        assert_eq!(checksum(""), 0x811c_9dc5);
        assert_eq!(checksum("a"), 0xe40c_292c);
    }

    #[test]
    fn a_long_passage_with_a_word_changed_in_its_middle_is_not_found() {
        let text = "The bell was rung by hand, on the minute. ".repeat(12);
        let passage = Passage::of("a", &text, Span::new(0, text.len()));
        assert!(passage.quote.len() < text.len() && passage.whole.is_some());
        assert_eq!(find(&text, &passage), Some(Span::new(0, text.len())));
        let mut altered = text.clone();
        altered.replace_range(200..204, "XXXX");
        assert_eq!(find(&altered, &passage), None);
    }

    proptest! {
        #[test]
        fn every_passage_is_found_where_it_was_taken_from(text in "[ab é\n🙂]{1,400}", from in 0usize..400, length in 1usize..300) {
            let edges: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let start = edges[from % (edges.len() - 1)];
            let end = edges[(from % (edges.len() - 1) + length).min(edges.len() - 1)];
            let span = Span::new(start, end);
            prop_assert_eq!(find(&text, &Passage::of("a", &text, span)), Some(span));
        }
    }
}
