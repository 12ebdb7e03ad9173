//! Tokens in, sentences out. A sentence never crosses a paragraph; an abbreviation does not end one.

use std::ops::Range;

use crate::model::{Article, Span};

use super::tokens::{Token, TokenKind};

/// A sentence with its tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sentence {
    /// Where it stands; closing marks belong to it.
    pub(crate) span: Span,
    /// Its tokens.
    pub(crate) tokens: Range<usize>,
    /// Index of its paragraph in `Article.paragraphs`.
    pub(crate) paragraph: usize,
}

/// Most tokens of a sentence. Passes may look at each pair of tokens of a sentence; text that is no prose (a page of
/// marks, a list without an end) must not make that costly.
const LONGEST: usize = 400;

/// Cuts every paragraph of `article` into sentences.
pub(crate) fn sentences(article: &Article, tokens: &[Token]) -> Vec<Sentence> {
    let mut out = Vec::new();
    let mut next = 0;
    for (paragraph, part) in article.paragraphs.iter().enumerate() {
        let end = next + tokens[next..].partition_point(|token| token.span.end() <= part.span.end());
        let mut start = next;
        for index in next..end {
            let full = index + 1 - start >= LONGEST;
            if index + 1 == end || full || ends_sentence(&article.text, tokens, index, end) {
                let span = tokens[start].span.cover(tokens[index].span);
                out.push(Sentence { span, tokens: start..index + 1, paragraph });
                start = index + 1;
            }
        }
        next = end;
    }
    out
}

/// Whether a sentence ends with token `index`, `end` being the end of the paragraph.
fn ends_sentence(text: &str, tokens: &[Token], index: usize, end: usize) -> bool {
    let next = tokens[index + 1];
    // Most tokens are words: nothing ends behind a letter.
    if !next.spaced || text.as_bytes()[tokens[index].span.end() - 1].is_ascii_alphanumeric() {
        return false;
    }
    // Closing marks after the period belong to the sentence.
    let mut last = index;
    while last > 0 && is_closer(tokens[last].span.slice(text)) && !tokens[last].spaced {
        last -= 1;
    }
    let word = tokens[last].span.slice(text);
    if !word.ends_with(['.', '!', '?', '…']) {
        return false;
    }
    let follows = tokens[index + 1..end]
        .iter()
        .find(|token| token.kind != TokenKind::Mark || token.span.slice(text) == "$")
        .map(|token| token.span.slice(text));
    let fresh = follows.is_none_or(|word| {
        word.starts_with(|char: char| char.is_uppercase() || char.is_numeric() || char == '$')
    });
    match word {
        "!" | "?" | "…" => fresh,
        "." => {
            let before = if last == 0 { "" } else { tokens[last - 1].span.slice(text) };
            fresh
                && !(tokens[last].span.start() == tokens[last.saturating_sub(1)].span.end()
                    && is_title(before))
        }
        _ if word.len() > 1 && word.ends_with('.') => {
            // An abbreviation such as "U.S.": it ends the sentence only before a word that begins sentences.
            last == index && fresh && follows.is_some_and(is_sentence_opener)
        }
        _ => false,
    }
}

fn is_closer(mark: &str) -> bool {
    matches!(mark, "”" | "\"" | "’" | "'" | ")" | "]" | "»")
}

/// Abbreviations that never end a sentence.
fn is_title(word: &str) -> bool {
    matches!(
        word,
        "Mr" | "Mrs"
            | "Ms"
            | "Messrs"
            | "Dr"
            | "Prof"
            | "Gen"
            | "Lt"
            | "Col"
            | "Capt"
            | "Cmdr"
            | "Maj"
            | "Sgt"
            | "Adm"
            | "Sen"
            | "Sens"
            | "Rep"
            | "Reps"
            | "Gov"
            | "Govs"
            | "Rev"
            | "Hon"
            | "St"
            | "Ste"
            | "Mt"
            | "Ft"
            | "Jan"
            | "Feb"
            | "Aug"
            | "Sept"
            | "Sep"
            | "Oct"
            | "Nov"
            | "Dec"
            | "No"
            | "Nos"
            | "vs"
            | "Supt"
            | "Insp"
            | "Det"
            | "Calif"
            | "Fla"
            | "Pa"
            | "Va"
            | "Ariz"
            | "Mich"
            | "Minn"
            | "Wis"
            | "Mass"
            | "Conn"
            | "Ill"
            | "Ala"
            | "Ga"
            | "Tenn"
            | "Ky"
            | "Okla"
            | "Ore"
            | "Wash"
            | "Colo"
            | "Nev"
            | "Md"
            | "Del"
            | "Mo"
            | "Kan"
            | "Neb"
            | "Tex"
    )
}

fn is_sentence_opener(word: &str) -> bool {
    matches!(
        word,
        "The"
            | "A"
            | "An"
            | "He"
            | "She"
            | "It"
            | "They"
            | "We"
            | "I"
            | "You"
            | "In"
            | "On"
            | "At"
            | "But"
            | "And"
            | "This"
            | "That"
            | "These"
            | "Those"
            | "There"
            | "His"
            | "Her"
            | "Their"
            | "Its"
            | "As"
            | "After"
            | "For"
            | "If"
            | "When"
            | "While"
            | "With"
            | "Some"
            | "Many"
            | "Most"
            | "Asked"
            | "Mr"
            | "Mrs"
            | "Ms"
            | "Meanwhile"
            | "However"
            | "What"
            | "Now"
            | "Since"
            | "So"
            | "Our"
            | "My"
    )
}
