//! Tokens in, what the features read of them out: hashes, shape, affixes, clusters, lists.

use std::ops::Range;

use crate::annotate::Document;
use crate::annotate::tokens::TokenKind;
use crate::lexicon;
use crate::model::ParagraphKind;

use super::clusters::{self, Clusters};
use super::hash;
use super::lists::{self, Membership};
use super::memo::{Memo, key};

/// Tokens around a chain that features look at.
const MARGIN: usize = 3;

/// How the words of a sentence are capitalised.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum SentenceCase {
    /// Names only.
    Usual,
    /// Most words: a headline.
    Title,
    /// ALL LETTERS.
    Capitals,
}

/// What the features read of a token. Tokens far from any chain have only `folded` and `capital`.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Word {
    /// Tells it from every other word, but for its lists.
    pub(super) id: u64,
    /// Hash of the word as it stands, digits as zeros.
    pub(super) exact: u32,
    /// Hash of the folded word.
    pub(super) folded: u32,
    /// "Xx", "X.X.", "0,0", "x-X".
    pub(super) shape: u32,
    /// Hashes of its first 2, 3, 4 letters.
    pub(super) prefixes: [u32; 3],
    /// Hashes of its last 2 to 5 letters.
    pub(super) suffixes: [u32; 4],
    /// Clusters of the word as it stands.
    pub(super) clusters: Clusters,
    /// Clusters of the word in lower case.
    pub(super) lower: Clusters,
    /// Entries of lists it stands in.
    pub(super) lists: Membership,
    /// All lists that it stands in, as one value.
    pub(super) listed: u32,
    /// Whether it has a capital.
    pub(super) capital: bool,
}

/// The words of a document.
pub(super) struct Words {
    /// One a token.
    pub(super) words: Vec<Word>,
    /// One a sentence.
    pub(super) cases: Vec<SentenceCase>,
}

/// Reads the tokens in and around `chains`; words that were read before are in `read`.
pub(super) fn words(document: &Document<'_>, chains: &[Range<usize>], read: &mut Memo<Word>) -> Words {
    let count = document.tokens.len();
    let mut words = vec![Word::default(); count];
    for (index, word) in words.iter_mut().enumerate() {
        word.folded = document.folded[index];
        word.capital = document.tokens[index].capital;
    }
    let cases: Vec<SentenceCase> =
        document.sentences.iter().map(|sentence| case(document, &words, sentence)).collect();
    let mut next = 0;
    let mut done = 0;
    for chain in chains {
        while document.sentences.get(next).is_some_and(|sentence| sentence.tokens.end <= chain.start) {
            next += 1;
        }
        let case = cases.get(next).copied().unwrap_or(SentenceCase::Usual);
        let around = chain.start.saturating_sub(MARGIN).max(done)..count.min(chain.end + MARGIN);
        done = around.end.max(done);
        for index in around {
            let token = document.tokens[index];
            let capitals = case == SentenceCase::Capitals;
            let id = key([hash::wide(document.word(index)), token.kind as u64 * 2 + u64::from(capitals)]);
            let known = Word { id, ..words[index] };
            words[index] = *read.get(id, || known.read(document.word(index), token.kind, capitals));
        }
    }
    mark_lists(chains, &mut words);
    Words { words, cases }
}

fn mark_lists(chains: &[Range<usize>], words: &mut [Word]) {
    let mut folded = Vec::new();
    let mut memberships = Vec::new();
    for chain in chains {
        folded.clear();
        folded.extend(words[chain.clone()].iter().map(|word| word.folded));
        memberships.clear();
        memberships.resize(folded.len(), Membership::default());
        for at in 0..folded.len() {
            lists::mark(&folded[at..], &mut memberships[at..]);
        }
        for (word, membership) in words[chain.clone()].iter_mut().zip(&memberships) {
            word.lists = *membership;
            let any = membership.any();
            word.listed = hash::pair(any as u32, (any >> 32) as u32);
        }
    }
}

/// How a sentence is capitalised: judged by its words of four letters and more.
fn case(
    document: &Document<'_>,
    words: &[Word],
    sentence: &crate::annotate::sentences::Sentence,
) -> SentenceCase {
    let (mut long, mut capital, mut upper) = (0, 0, 0);
    for index in sentence.tokens.clone() {
        let text = document.word(index);
        if document.tokens[index].kind == TokenKind::Word && text.len() >= 4 {
            long += 1;
            capital += usize::from(words[index].capital);
            let small = text.as_bytes()[0].is_ascii_lowercase() || text.chars().any(char::is_lowercase);
            upper += usize::from(!small);
        }
    }
    let headline = document.article.paragraphs[sentence.paragraph].kind == ParagraphKind::Headline;
    if long >= 2 && upper * 4 >= long * 3 {
        SentenceCase::Capitals
    } else if long >= 3 && capital * 4 >= long * 3 && (headline || long >= 5) {
        SentenceCase::Title
    } else {
        SentenceCase::Usual
    }
}

impl Word {
    /// Tells it from every other, but for its lists. Of a word that is far from any chain only its letters are known.
    pub(super) fn told(&self) -> u64 {
        if self.id == 0 { self.folded.into() } else { self.id }
    }

    /// The same with all that `text` tells. In a sentence in `capitals` its capitals tell nothing.
    fn read(mut self, text: &str, kind: TokenKind, capitals: bool) -> Word {
        let buffer = &mut String::with_capacity(text.len());
        if text.bytes().any(|byte| byte.is_ascii_digit()) {
            buffer.extend(text.chars().map(|char| if char.is_ascii_digit() { '0' } else { char }));
            self.exact = hash::word(buffer);
        } else {
            self.exact = hash::word(text);
        }
        self.shape = shape(text, kind, buffer);
        if !self.capital {
            self.clusters = clusters::of(self.exact);
            return self;
        }
        buffer.clear();
        lexicon::fold_into(text, buffer);
        // Zero where the word is no longer than the affix.
        let letters = || buffer.char_indices().map(|(at, _)| at);
        for (slot, length) in self.prefixes.iter_mut().zip(2..) {
            *slot = letters().nth(length).map_or(0, |end| hash::word(&buffer[..end]));
        }
        for (slot, length) in self.suffixes.iter_mut().zip(2..) {
            let start = letters().rev().nth(length - 1).filter(|start| *start > 0);
            *slot = start.map_or(0, |start| hash::word(&buffer[start..]));
        }
        buffer.clear();
        buffer.extend(text.chars().flat_map(char::to_lowercase));
        self.lower = clusters::of(hash::word(buffer));
        if capitals {
            buffer.clear();
            let mut chars = text.chars();
            buffer.extend(chars.next());
            buffer.extend(chars.flat_map(char::to_lowercase));
            self.clusters = clusters::of(hash::word(buffer));
        }
        if self.clusters == Clusters::default() {
            self.clusters = clusters::of(hash::word(text));
        }
        self
    }
}

/// Hash of the pattern of a word: runs of capitals, small letters, digits and marks.
fn shape(text: &str, kind: TokenKind, buffer: &mut String) -> u32 {
    match kind {
        TokenKind::Clitic | TokenKind::Mark => return hash::word(text),
        TokenKind::Word | TokenKind::Number => {}
    }
    buffer.clear();
    let (mut last, mut run) = (' ', 0);
    for char in text.chars() {
        let class = if char.is_uppercase() {
            'X'
        } else if char.is_alphabetic() {
            'x'
        } else if char.is_numeric() {
            '0'
        } else {
            char
        };
        run = if class == last { run + 1 } else { 1 };
        last = class;
        // Lengths beyond two tell nothing more, but "U", "US" and "USAID" differ.
        if run <= if class == 'X' { 3 } else { 2 } {
            buffer.push(class);
        }
    }
    hash::word(buffer)
}
