//! The quotes of one utterance in, how the words of each differ from the fullest out.

use std::cmp::Reverse;

use super::content::Content;
use crate::model::{ItemRef, QuoteKind, Span, Version, Wording};

/// Part of a quote's words that stand in the fullest in the same order, from which on it is that sentence altered.
const ALTERED: f32 = 0.5;

/// Words between marks under which a quote is told by those around them.
const FEW_WORDS: usize = 2;

/// One version for each of `members`, in their order.
pub(super) fn versions(members: &[usize], quotes: &[Content]) -> Vec<Version> {
    let members: Vec<Member<'_>> = members.iter().map(|member| Member::of(&quotes[*member])).collect();
    let fullest =
        members.iter().max_by_key(|member| (member.quote.kind != QuoteKind::Indirect, member.fullness));
    let version = |member: &Member<'_>| {
        let quote = member.quote;
        let version = version(quote, fullest.map_or(quote, |fullest| fullest.quote));
        if version.wording <= Wording::Trimmed || quote.kind == QuoteKind::Indirect || retold(quote) {
            return version;
        }
        // Where another has just these words, that is more to the point than how the fullest differs.
        let fuller = members.iter().filter(|other| other.fullness > member.fullness);
        fuller
            .filter(|other| stands_in(quote, other.quote))
            .map(|other| self::version(quote, other.quote))
            .min_by_key(|version| (version.wording, version.against))
            .unwrap_or(version)
    };
    members.iter().map(version).collect()
}

/// A quote of an utterance.
struct Member<'q> {
    quote: &'q Content,
    /// How much it has that carries matter; of equals the first has most.
    fullness: (usize, Reverse<ItemRef>),
}

impl Member<'_> {
    fn of(quote: &Content) -> Member<'_> {
        Member { quote, fullness: (quote.matter(), Reverse(quote.place)) }
    }
}

/// Whether all words of `quote` stand in `other` in their order.
fn stands_in(quote: &Content, other: &Content) -> bool {
    let mut words = other.words.iter();
    quote.words.iter().all(|word| words.any(|other| other.key == word.key))
}

/// Of a quote with hardly a word between marks it is the words around them that tell.
fn retold(quote: &Content) -> bool {
    quote.kind == QuoteKind::Indirect
        || quote.kind == QuoteKind::Mixed
            && quote.words.len() < FEW_WORDS
            && quote.stems.list.len() > FEW_WORDS
}

/// How `quote` relates to `fullest`.
fn version(quote: &Content, fullest: &Content) -> Version {
    let pairs = aligned(quote, fullest);
    let missing = |length: usize, side: fn(&(usize, usize)) -> usize| {
        let mut kept = vec![false; length];
        pairs.iter().for_each(|pair| kept[side(pair)] = true);
        kept
    };
    let ours = missing(quote.words.len(), |pair| pair.0);
    let theirs = missing(fullest.words.len(), |pair| pair.1);
    let wording = if quote.place == fullest.place {
        Wording::Fullest
    } else if retold(quote) {
        Wording::Paraphrased
    } else if pairs.len() == quote.words.len() {
        if pairs.len() == fullest.words.len() { Wording::Identical } else { Wording::Trimmed }
    } else if pairs.len() as f32 >= ALTERED * quote.words.len() as f32 {
        Wording::Altered
    } else {
        Wording::Translated
    };
    let literal = matches!(wording, Wording::Trimmed | Wording::Altered);
    Version {
        quote: quote.place,
        wording,
        against: fullest.place,
        added: if literal { runs(quote, &ours) } else { Vec::new() },
        cut: if literal { runs(fullest, &theirs) } else { Vec::new() },
        speaker: quote.entity,
    }
}

/// The longest common sequence of the words of two quotes, as pairs of places.
fn aligned(a: &Content, b: &Content) -> Vec<(usize, usize)> {
    // Most quotes begin alike, and many are the same.
    let begin = a.words.iter().zip(&b.words).take_while(|(a, b)| a.key == b.key).count();
    let (rows, columns) = (a.words.len() - begin, b.words.len() - begin);
    let mut pairs: Vec<(usize, usize)> = (0..begin).map(|place| (place, place)).collect();
    if rows == 0 || columns == 0 {
        return pairs;
    }
    let same = |row: usize, column: usize| a.words[begin + row].key == b.words[begin + column].key;
    let mut lengths = vec![0u32; (rows + 1) * (columns + 1)];
    let at = |row: usize, column: usize| row * (columns + 1) + column;
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            lengths[at(row, column)] = if same(row, column) {
                lengths[at(row + 1, column + 1)] + 1
            } else {
                lengths[at(row + 1, column)].max(lengths[at(row, column + 1)])
            };
        }
    }
    let (mut row, mut column) = (0, 0);
    while row < rows && column < columns {
        if same(row, column) {
            pairs.push((begin + row, begin + column));
            row += 1;
            column += 1;
        } else if lengths[at(row + 1, column)] >= lengths[at(row, column + 1)] {
            row += 1;
        } else {
            column += 1;
        }
    }
    pairs
}

/// The runs of words that are not kept, as spans.
fn runs(content: &Content, kept: &[bool]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut open = false;
    for (word, kept) in content.words.iter().zip(kept) {
        match spans.last_mut() {
            Some(last) if open && !kept => *last = last.cover(word.span),
            _ if !kept => spans.push(word.span),
            _ => {}
        }
        open = !kept;
    }
    spans
}
