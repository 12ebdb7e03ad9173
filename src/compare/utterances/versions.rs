//! The quotes of one utterance in, how the words of each differ from the fullest out.

use super::content::Content;
use crate::model::{QuoteKind, Span, Version, Wording};

/// Part of a quote's words that stand in the fullest in the same order, from which on it is that sentence altered.
const ALTERED: f32 = 0.5;

/// Words between marks under which a quote is told by those around them.
const FEW_WORDS: usize = 2;

/// One version for each of `members`, in their order.
pub(super) fn versions(members: &[usize], quotes: &[Content]) -> Vec<Version> {
    let fullest = members
        .iter()
        .copied()
        .max_by_key(|member| {
            let quote = &quotes[*member];
            (quote.kind != QuoteKind::Indirect, quote.matter(), std::cmp::Reverse(quote.place))
        })
        .unwrap_or_default();
    let version = |member: usize| {
        let quote = &quotes[member];
        let version = version(quote, &quotes[fullest]);
        if version.wording <= Wording::Trimmed || quote.kind == QuoteKind::Indirect {
            return version;
        }
        // Where another has just these words, that is more to the point than how the fullest differs.
        let fuller = members.iter().map(|other| &quotes[*other]).filter(|other| {
            (other.matter(), std::cmp::Reverse(other.place))
                > (quote.matter(), std::cmp::Reverse(quote.place))
        });
        fuller
            .map(|other| self::version(quote, other))
            .filter(|version| version.wording <= Wording::Trimmed)
            .min_by_key(|version| (version.wording, version.against))
            .unwrap_or(version)
    };
    members.iter().map(|member| version(*member)).collect()
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
    // Of a quote with hardly a word between marks it is the words around them that tell.
    let retold = quote.kind == QuoteKind::Indirect
        || quote.kind == QuoteKind::Mixed
            && quote.words.len() < FEW_WORDS
            && quote.stems.list.len() > FEW_WORDS;
    let wording = if quote.place == fullest.place {
        Wording::Fullest
    } else if retold {
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
    let (rows, columns) = (a.words.len(), b.words.len());
    let same = |row: usize, column: usize| a.words[row].key == b.words[column].key;
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
    let mut pairs = Vec::new();
    while row < rows && column < columns {
        if same(row, column) {
            pairs.push((row, column));
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
