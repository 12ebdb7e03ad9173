//! The rules that take lines out: phrases from `data/lexicon/clean_phrases.txt`, and shapes that no phrase can tell.
//!
//! Precision first: a line of the page that stays is a blemish, a line of the article that goes is a loss. So a
//! line that opens with a quotation mark is never taken out here, and rules look at whole lines.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::scan;

use super::lines::Block;
use super::shape;

/// Where a rule applies.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Zone {
    /// Everywhere.
    Any,
    /// Above the first paragraph of running text.
    Head,
    /// Between two paragraphs of running text.
    Body,
    /// Below the last paragraph of running text.
    Tail,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Test {
    Is,
    Starts,
    Ends,
    Has,
}

/// A rule by its words.
#[derive(Debug)]
struct Phrase {
    rule: &'static str,
    zone: Zone,
    test: Test,
    words: usize,
    phrase: &'static str,
}

/// A rule by its shape.
struct Shape {
    rule: &'static str,
    zone: Zone,
    test: fn(&str) -> bool,
}

const SHAPES: &[Shape] = &[
    Shape { rule: "separator", zone: Zone::Any, test: shape::is_separator },
    Shape { rule: "link", zone: Zone::Any, test: shape::is_address },
    Shape { rule: "video", zone: Zone::Any, test: shape::is_video_time },
    Shape { rule: "caption", zone: Zone::Any, test: shape::has_photo_credit },
    Shape { rule: "credit", zone: Zone::Tail, test: shape::is_closing_credit },
    Shape { rule: "related link", zone: Zone::Body, test: shape::is_shouted_link },
    Shape { rule: "related link", zone: Zone::Body, test: shape::is_bracketed_link },
];

/// The phrases, in the order of their list, and which of them a line can hold.
struct Phrases {
    all: Vec<Phrase>,
    /// Indexes of those that stand at the beginning of a line, by their first byte.
    first: [Vec<usize>; 256],
    /// Indexes of the others, each with what searches for it.
    others: Vec<(usize, Finder<'static>)>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let lines = include_str!("../../data/lexicon/clean_phrases.txt").lines();
    let all: Vec<Phrase> = lines.filter_map(phrase).collect();
    let (mut first, mut others) = ([const { Vec::new() }; 256], Vec::new());
    for (index, phrase) in all.iter().enumerate() {
        match (phrase.test, phrase.phrase.as_bytes()) {
            (Test::Is | Test::Starts, [byte, ..]) => first[usize::from(*byte)].push(index),
            (_, phrase) => others.push((index, Finder::new(phrase))),
        }
    }
    Phrases { all, first, others }
});

fn phrase(line: &'static str) -> Option<Phrase> {
    let mut columns = line.split('\t');
    let rule = columns.next().filter(|rule| !rule.starts_with('#'))?;
    let zone = match columns.next()? {
        "any" => Zone::Any,
        "head" => Zone::Head,
        "body" => Zone::Body,
        "tail" => Zone::Tail,
        _ => return None,
    };
    let test = match columns.next()? {
        "is" => Test::Is,
        "starts" => Test::Starts,
        "ends" => Test::Ends,
        "has" => Test::Has,
        _ => return None,
    };
    Some(Phrase { rule, zone, test, words: columns.next()?.parse().ok()?, phrase: columns.next()? })
}

/// Longer lines (in bytes) are running text, whatever they say.
const LONGEST: usize = 900;

/// The rule that takes `block` out of `zone`, if one does.
pub(super) fn rule_for(block: &Block, zone: Zone) -> Option<&'static str> {
    let text: &str = &block.text;
    if shape::opens_with_mark(text) {
        return None;
    }
    if text.len() > LONGEST {
        return shape::is_separator(text).then_some("separator");
    }
    let here = |of: Zone| of == Zone::Any || of == zone;
    let by_shape = SHAPES.iter().find(|shape| here(shape.zone) && (shape.test)(text));
    by_shape.map(|shape| shape.rule).or_else(|| by_phrase(text, here))
}

fn by_phrase(text: &str, here: impl Fn(Zone) -> bool) -> Option<&'static str> {
    let folded = fold(text);
    let words = memchr::memchr_iter(b' ', folded.as_bytes()).count() + 1;
    let begun = folded.trim_start_matches(is_wrapping);
    let bare = begun.trim_end_matches(|char| is_wrapping(char) || matches!(char, '.' | ':' | '!' | '…'));
    let fits = |phrase: &Phrase| words <= phrase.words && here(phrase.zone);
    let Phrases { all, first, others } = &*PHRASES;
    let beginning = begun.bytes().next().and_then(|byte| {
        first[usize::from(byte)].iter().copied().find(|index| {
            let phrase = &all[*index];
            fits(phrase)
                && match phrase.test {
                    Test::Is => bare == phrase.phrase,
                    _ => begun.starts_with(phrase.phrase),
                }
        })
    });
    let within = others.iter().find(|(index, finder)| {
        let phrase = &all[*index];
        fits(phrase)
            && match phrase.test {
                Test::Ends => bare.ends_with(phrase.phrase) && !shape::has_sentence_break(text),
                _ => finder.find(folded.as_bytes()).is_some(),
            }
    });
    let within = within.map(|(index, _)| *index);
    beginning.into_iter().chain(within).min().map(|index| all[index].rule)
}

fn is_wrapping(char: char) -> bool {
    matches!(
        char,
        '(' | ')' | '[' | ']' | '*' | '•' | '·' | '▪' | '-' | '–' | '—' | '|' | '>' | '<' | '»' | ' ' | '_'
    )
}

/// Lower case, straight marks, every run of figures as "#", single spaces.
pub(super) fn fold(text: &str) -> String {
    let mut folded: Vec<u8> = Vec::with_capacity(text.len());
    let bytes = text.as_bytes();
    let (mut at, mut last) = (0, 0);
    while let Some(byte) = bytes.get(at) {
        let run = if last == b' ' && *byte == b' ' { 0 } else { scan::plain_run(&bytes[at..]) };
        if run > 0 {
            folded.extend_from_slice(&bytes[at..at + run]);
            let from = folded.len() - run;
            folded[from..].make_ascii_lowercase();
            at += run;
            last = bytes[at - 1];
            continue;
        }
        at += 1;
        let plain = match byte {
            b'a'..=b'z' => *byte,
            b'0'..=b'9' => b'#',
            b' ' | b'\t'..=b'\r' => b' ',
            0..128 => byte.to_ascii_lowercase(),
            128.. => {
                let Some(char) = text[at - 1..].chars().next() else { break };
                at += char.len_utf8() - 1;
                match char {
                    '‘' | '’' => b'\'',
                    '“' | '”' => b'"',
                    _ if char.is_whitespace() => b' ',
                    _ => {
                        let mut space = [0; 4];
                        char.to_lowercase().for_each(|char| {
                            folded.extend_from_slice(char.encode_utf8(&mut space).as_bytes());
                        });
                        last = 0;
                        continue;
                    }
                }
            }
        };
        // Figures and spaces come once; a "#" of the text stands for one, too.
        let again = plain == last && (plain == b' ' || plain == b'#' && *byte != b'#');
        if !again {
            folded.push(plain);
            last = plain;
        }
    }
    String::from_utf8(folded).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::lines;

    fn check(zone: Zone, text: &str, rule: Option<&str>) {
        let (_, lines) = lines::split(text, 0);
        let blocks = lines::blocks(&lines);
        assert_eq!(rule_for(&blocks[0], zone), rule, "{text}");
    }

    #[test]
    fn every_phrase_is_read() {
        let rows = include_str!("../../data/lexicon/clean_phrases.txt");
        let expected = rows.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).count();
        assert_eq!(PHRASES.all.len(), expected);
        for phrase in &PHRASES.all {
            assert_eq!(fold(phrase.phrase), phrase.phrase, "a phrase stands folded");
        }
    }

    #[test]
    fn lines_are_folded() {
        for (text, folded) in [
            ("Soup at 10:30,  \t1,500 CUPS", "soup at #:#, #,# cups"),
            ("“Zoë’s” ÉCLAIR\u{a0} 3#4 ##5", "\"zoë's\" éclair ## ##"),
            ("İ 1é2", "i\u{307} #é#"),
        ] {
            assert_eq!(fold(text), folded);
        }
    }

    #[test]
    fn lines_of_the_page_go() {
        for (text, rule) in [
            ("ADVERTISEMENT", "advert"),
            ("Story Continued Below", "advert"),
            ("RELATED: Soup prices rise", "related link"),
            ("(RELATED: Soup prices rise)", "related link"),
            ("Read more:", "related link"),
            ("Slideshow (12 Images)", "widget"),
            ("Outbrain", "widget"),
            ("02:41 - Source: KBU", "video"),
            ("Sign up for Tideline, our free weekday newsletter", "newsletter"),
            ("The cook at her stove on Monday. (Photo: Ada Finn/The Ladle)", "caption"),
            ("A cook stirs soup in Elsin, May 3, 2019. REUTERS/Ada Finn", "caption"),
            ("Ada Finn and Bo Tern contributed to this report.", "credit"),
            ("___", "separator"),
            ("https://herald.example/soup", "link"),
        ] {
            check(Zone::Body, text, Some(rule));
        }
    }

    #[test]
    fn lines_of_the_article_stay() {
        for text in [
            "“Advertisement,” she said.",
            "‘Related: soup,’ read the sign.",
            "Share prices fell on Monday after the soup was spilled.",
            "He said no. Three other cooks contributed to this report.",
            "More than forty people ate the soup.",
            "The photo was taken by a passer-by, the police said, and shows the soup.",
            "Follow the soup, as the cook put it, and you will find the spoon.",
            "THE COOK",
        ] {
            check(Zone::Body, text, None);
        }
    }

    #[test]
    fn some_lines_go_only_where_they_belong() {
        check(Zone::Tail, "Follow Ladle News for updates", Some("social"));
        check(Zone::Body, "Follow Ladle News for updates", None);
        check(Zone::Head, "Analysis", Some("label"));
        check(Zone::Body, "Analysis", None);
    }
}
