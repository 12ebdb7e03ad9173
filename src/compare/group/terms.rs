//! An article in, what it is about out: the words, pairs of words and names of its headline and beginning.

use super::super::words::{BACKGROUND_ARTICLES, Word, background, first_words, words};
use crate::model::{Article, Span};

/// Words of the body that are read: news tells first what happened.
const BODY_WORDS: usize = 500;

/// Words of the body that count as its lead.
const LEAD_WORDS: usize = 60;

/// What a word of the headline, of the lead and of the rest counts.
const HEADLINE_COUNT: f32 = 1.9;
const LEAD_COUNT: f32 = 1.7;
const REST_COUNT: f32 = 1.0;

/// What a term is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Kind {
    /// A stem.
    Word,
    /// Two neighbouring stems.
    Pair,
    /// A run of capitalised words.
    Name,
}

/// A term: its kind lies in the two lowest bits, a hash in the others.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) struct Term(pub(super) u64);

impl Term {
    fn new(hash: u64, kind: Kind) -> Term {
        let tag = match kind {
            Kind::Word => 0,
            Kind::Pair => 1,
            Kind::Name => 2,
        };
        Term(hash & !3 | tag)
    }

    /// What the term is.
    pub(super) fn kind(self) -> Kind {
        match self.0 & 3 {
            0 => Kind::Word,
            1 => Kind::Pair,
            _ => Kind::Name,
        }
    }

    /// How much the term tells of what an article is about, by its rarity in the news and its kind.
    pub(super) fn tells(self) -> f32 {
        match self.kind() {
            Kind::Word => (BACKGROUND_ARTICLES / (self.background() + 10.0)).ln(),
            Kind::Pair | Kind::Name => (BACKGROUND_ARTICLES / 20.0).ln(),
        }
    }

    /// The articles, of `BACKGROUND_ARTICLES`, that use the term: known of words only.
    pub(super) fn background(self) -> f32 {
        match self.kind() {
            Kind::Word => background(self.0),
            Kind::Pair | Kind::Name => 0.0,
        }
    }
}

/// The terms of an article, sorted, each with how much it is used.
pub(super) fn terms(article: &Article) -> Vec<(Term, f32)> {
    let mut found = Vec::with_capacity(1000);
    visit(article, &mut |term, _, count| found.push((term, count)));
    found.sort_unstable_by_key(|(term, _)| *term);
    found.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
    found
}

/// Hands the words and names among the terms of an article to `found`, each place with its wording.
pub(super) fn wordings<'a>(article: &'a Article, mut found: impl FnMut(Term, &'a str)) {
    visit(article, &mut |term, wording, _| {
        if term.kind() != Kind::Pair {
            found(term, wording);
        }
    });
}

/// Hands every term of `article` to `found` with its wording and what it counts.
fn visit<'a>(article: &'a Article, found: &mut dyn FnMut(Term, &'a str, f32)) {
    let headline = article.headline.as_ref().map_or("", |headline| headline.value.as_str());
    let list = words(headline, Span::new(0, headline.len()));
    visit_words(&list, &mut |term, range| {
        // Headlines may capitalise every word.
        if term.kind() == Kind::Name && range.len() == 1 {
            return;
        }
        found(
            term,
            &headline[list[range.start].span.start()..list[range.end - 1].span.end()],
            HEADLINE_COUNT,
        );
    });
    let text = &article.text;
    let list = first_words(text, Span::new(article.body_start(), text.len()), BODY_WORDS);
    visit_words(&list, &mut |term, range| {
        let count = if range.start < LEAD_WORDS { LEAD_COUNT } else { REST_COUNT };
        found(term, &text[list[range.start].span.start()..list[range.end - 1].span.end()], count);
    });
}

fn visit_words(list: &[Word], found: &mut dyn FnMut(Term, std::ops::Range<usize>)) {
    let mut name = 0..0;
    for (index, word) in list.iter().enumerate() {
        if !word.function {
            found(Term::new(word.stem, Kind::Word), index..index + 1);
            if let Some(next) = list.get(index + 1).filter(|next| !next.function && !next.opens) {
                let pair = word.stem.rotate_left(17).wrapping_mul(31) ^ next.stem;
                found(Term::new(pair, Kind::Pair), index..index + 2);
            }
        }
        let part = word.capital && !word.function;
        if !part || word.opens {
            end_name(list, &name, found);
            name = index..index;
        }
        if part {
            name = if name.is_empty() { index..index + 1 } else { name.start..index + 1 };
        }
    }
    end_name(list, &name, found);
}

/// A capitalised word that opens a sentence is no name unless another follows.
fn end_name(
    list: &[Word],
    name: &std::ops::Range<usize>,
    found: &mut dyn FnMut(Term, std::ops::Range<usize>),
) {
    if name.len() >= 2 || name.len() == 1 && !list[name.start].opens {
        let hash = list[name.clone()]
            .iter()
            .fold(7u64, |hash, word| hash.rotate_left(9).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ word.key);
        found(Term::new(hash, Kind::Name), name.clone());
    }
}
