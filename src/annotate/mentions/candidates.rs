//! A document in, its *chains* out: runs of tokens of one sentence that may hold names.
//!
//! A token in lower case is no name in edited news unless it joins capitalised tokens ("Bank of the West") or
//! begins a name as a particle ("bin Laden"). Everything else is outside without a look: four tokens of five.

use std::ops::Range;

use crate::annotate::Document;
use crate::annotate::tokens::TokenKind;

/// Most joining tokens in a row between two capitalised ones.
const LONGEST_JOIN: usize = 3;

/// Most tokens of a chain: no name is longer, and a page in capitals must not become one.
const LONGEST: usize = 100;

/// The chains of `document`, in text order.
pub(super) fn chains(document: &Document<'_>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    for sentence in &document.sentences {
        let Range { start, end } = sentence.tokens;
        let mut free = start;
        let mut at = start;
        while at < end {
            if !document.tokens[at].capital {
                at += 1;
                continue;
            }
            let mut first = at;
            while first > free && at - first < 2 && is_opener(document, first - 1) {
                first -= 1;
            }
            let mut last = at;
            while last - first < LONGEST
                && let Some(next) = extension(document, last, end)
            {
                last = next;
            }
            out.push(first..last + 1);
            at = last + 1;
            free = at;
        }
    }
    out
}

/// The token up to which a chain goes on after `last`.
fn extension(document: &Document<'_>, last: usize, end: usize) -> Option<usize> {
    let next = last + 1;
    if next < end && (document.tokens[next].capital || document.tokens[next].kind == TokenKind::Number) {
        return Some(next);
    }
    let reach = end.min(next + LONGEST_JOIN + 1);
    for at in next..reach {
        if document.tokens[at].capital {
            return Some(at);
        }
        if !is_joiner(document.word(at)) {
            return None;
        }
    }
    None
}

/// Particles and numbers that may begin a name before its first capital.
fn is_opener(document: &Document<'_>, index: usize) -> bool {
    document.tokens[index].kind == TokenKind::Number
        || matches!(
            document.word(index),
            "al" | "el"
                | "bin"
                | "ibn"
                | "bint"
                | "abu"
                | "van"
                | "von"
                | "der"
                | "den"
                | "ten"
                | "ter"
                | "de"
                | "del"
                | "della"
                | "di"
                | "da"
                | "dos"
                | "du"
                | "la"
                | "le"
                | "ul"
                | "ould"
        )
}

/// Words and marks that join the parts of a name.
fn is_joiner(word: &str) -> bool {
    matches!(
        word,
        "of" | "the"
            | "and"
            | "for"
            | "on"
            | "to"
            | "in"
            | "at"
            | "by"
            | "with"
            | "without"
            | "against"
            | "from"
            | "upon"
            | "de"
            | "del"
            | "della"
            | "di"
            | "da"
            | "do"
            | "dos"
            | "das"
            | "du"
            | "des"
            | "la"
            | "las"
            | "le"
            | "les"
            | "los"
            | "y"
            | "e"
            | "et"
            | "und"
            | "van"
            | "von"
            | "der"
            | "den"
            | "ten"
            | "ter"
            | "zu"
            | "bin"
            | "binti"
            | "ibn"
            | "bint"
            | "abu"
            | "al"
            | "el"
            | "ul"
            | "ur"
            | "ould"
            | "a"
            | "an"
            | "or"
            | "'s"
            | "’s"
            | "'"
            | "’"
            | "\""
            | "“"
            | "”"
            | "&"
            | "-"
            | "–"
            | "/"
            | "."
            | ","
    )
}
