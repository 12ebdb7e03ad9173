//! What the rest of a document tells about a word: is it ever in lower case, does a title precede it, is it part of
//! a longer name elsewhere, is it the abbreviation of one.

use std::ops::Range;

use crate::annotate::Document;
use crate::annotate::tokens::TokenKind;

use super::hash::{Bits, HashedMap};
use super::lists::{self, ListSet};
use super::words::{SentenceCase, Words};

/// What a document tells about a word.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Evidence {
    /// Uses in lower case.
    pub(super) lower: u16,
    /// Uses with a capital where only names have one.
    pub(super) capital: u16,
    /// Uses right after a title.
    pub(super) titled: u16,
    /// Uses right after "in", "at", "near", "from".
    pub(super) located: u16,
    /// Uses right before or after a verb of saying.
    pub(super) speaking: u16,
    /// The longest run of capitalised words that it stands in.
    pub(super) longest: Run,
    /// The words before the bracket that holds it: "Ghana Health Service (GHS)".
    pub(super) expansion: Run,
}

/// A run of capitalised words.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Run {
    /// Its first token.
    pub(super) start: u32,
    /// Its number of tokens.
    pub(super) length: u16,
    /// Which of them the word is.
    pub(super) place: u16,
}

/// Evidence by folded word.
pub(super) type Evidences = HashedMap<Evidence>;

/// Gathers the evidence of a document.
pub(super) fn gather(document: &Document<'_>, words: &Words, chains: &[Range<usize>]) -> Evidences {
    let mut evidences = Evidences::default();
    let titles = lists::bits("titles");
    for chain in chains {
        for index in chain.clone().filter(|index| words.words[*index].capital) {
            evidences.entry(words.words[index].folded).or_default();
        }
    }
    // Most words in lower case have no capital anywhere.
    let asked = Bits::new(evidences.keys().copied());
    for (sentence, case) in document.sentences.iter().zip(&words.cases) {
        if *case != SentenceCase::Usual {
            continue;
        }
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let word = &words.words[at];
            if !word.capital {
                if asked.may_have(word.folded)
                    && document.tokens[at].kind == TokenKind::Word
                    && let Some(evidence) = evidences.get_mut(&word.folded)
                {
                    evidence.lower += 1;
                }
                at += 1;
                continue;
            }
            let mut end = at + 1;
            while end < sentence.tokens.end && words.words[end].capital {
                end += 1;
            }
            let mut start = at;
            let mut titled = at > sentence.tokens.start && is_title(document, words, titles, at - 1);
            while start + 1 < end && is_title(document, words, titles, start) {
                titled = true;
                start += 1;
                if document.word(start) == "." {
                    start += 1;
                }
            }
            let run = Run { start: start as u32, length: (end - start) as u16, place: 0 };
            let opens = sentence_opens(document, sentence.tokens.start, at);
            for index in at..end {
                let evidence = evidences.entry(words.words[index].folded).or_default();
                evidence.capital += u16::from(!(opens && index == at));
                if index < start {
                    continue;
                }
                evidence.titled += u16::from(titled && index == start);
                if run.length > evidence.longest.length {
                    evidence.longest = Run { place: (index - start) as u16, ..run };
                }
            }
            note_neighbours(
                document,
                words,
                &mut evidences,
                (sentence.tokens.start, sentence.tokens.end),
                run,
            );
            at = end;
        }
    }
    evidences
}

/// Whether only marks stand between the start of the sentence and a token.
fn sentence_opens(document: &Document<'_>, start: usize, at: usize) -> bool {
    document.tokens[start..at].iter().all(|token| token.kind == TokenKind::Mark)
}

fn is_title(document: &Document<'_>, words: &Words, titles: ListSet, index: usize) -> bool {
    let index = if document.word(index) == "." { index.saturating_sub(1) } else { index };
    words.words[index].lists.any() & titles != 0
        || matches!(document.word(index), "Mr" | "Mrs" | "Ms" | "Dr" | "Sen" | "Rep" | "Gov" | "Gen" | "Prof")
}

fn note_neighbours(
    document: &Document<'_>,
    words: &Words,
    evidences: &mut Evidences,
    (from, to): (usize, usize),
    run: Run,
) {
    let (start, end) = (run.start as usize, run.start as usize + usize::from(run.length));
    let before = if start > from { document.word(start - 1) } else { "" };
    let after = if end < to { document.word(end) } else { "" };
    let first = evidences.entry(words.words[start].folded).or_default();
    first.located += u16::from(matches!(before, "in" | "at" | "near" | "from"));
    let last = evidences.entry(words.words[end - 1].folded).or_default();
    last.speaking += u16::from(is_saying(after) || is_saying(before));
    // The text may end within the parentheses.
    if after == "(" && end + 2 < to && words.words[end + 1].capital && document.word(end + 2) == ")" {
        let acronym = evidences.entry(words.words[end + 1].folded).or_default();
        if acronym.expansion.length == 0 {
            acronym.expansion = run;
        }
    }
}

fn is_saying(word: &str) -> bool {
    matches!(
        word,
        "said"
            | "says"
            | "told"
            | "added"
            | "wrote"
            | "asked"
            | "tweeted"
            | "warned"
            | "argued"
            | "explained"
    )
}

#[cfg(test)]
mod tests {
    use crate::annotate::{annotate, plain};

    #[test]
    fn a_text_may_end_within_parentheses() {
        for text in [
            "He left the Harbour Trade Office (HTO",
            "He left the Harbour Trade Office (",
            "Harbour Office (HTO)",
        ] {
            assert!(!annotate(&plain(text)).sentences.is_empty(), "{text}");
        }
    }
}
