//! What a quote says, made comparable: its words, their weights, what in it is quoted from someone else.

use std::collections::BTreeMap;
use std::ops::Range;

use xxhash_rust::xxh3::Xxh3;

use super::super::entities::Linked;
use super::super::words::{Word, rarity, words};
use super::super::{Report, Span};
use crate::model::{ItemRef, MentionKind, Quote, QuoteKind};

/// Who said a quote, as far as that is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Speaker {
    /// An entity of the story.
    Entity(usize),
    /// Someone unlinked, by the hash of the last word of his name.
    Named(u64),
    /// Someone without a name, or nobody.
    Unknown,
}

/// A quote ready to be compared.
#[derive(Debug)]
pub(super) struct Content {
    /// Where it stands.
    pub(super) place: ItemRef,
    /// How much of it stands between marks.
    pub(super) kind: QuoteKind,
    /// Its words between marks, or all where it has none.
    pub(super) words: Vec<Word>,
    /// The words of a mixed quote, those without marks among them.
    pub(super) whole: Vec<Word>,
    /// Ranges of `words` that stand together: each part between marks.
    pub(super) parts: Vec<Range<usize>>,
    /// For each word, whether it is quoted within the quote: 'so', he said, 'they told me'.
    pub(super) nested: Vec<bool>,
    /// The stems of its words that carry matter, each with its weight.
    pub(super) stems: BTreeMap<u64, f32>,
    /// The sum of their weights.
    pub(super) weight: f32,
    /// Who said it.
    pub(super) speaker: Speaker,
    /// Who said it, where it is an entity.
    pub(super) entity: Option<usize>,
}

/// The quotes of all columns, in order.
pub(super) fn contents(columns: &[&Report], entities: &Linked) -> Vec<Content> {
    let mut contents = Vec::new();
    for (column, report) in columns.iter().enumerate() {
        for (index, quote) in report.annotations.quotes.iter().enumerate() {
            contents.push(content(ItemRef { column, index }, report, quote, entities));
        }
    }
    contents
}

fn content(place: ItemRef, report: &Report, quote: &Quote, entities: &Linked) -> Content {
    let text = report.article.text.as_str();
    let whole = [quote.span];
    let spans: &[Span] = if quote.marked.is_empty() { &whole } else { &quote.marked };
    let mut list: Vec<Word> = Vec::new();
    let mut parts = Vec::new();
    for span in spans {
        let start = list.len();
        list.extend(words(text, *span));
        parts.push(start..list.len());
    }
    let stems: BTreeMap<u64, f32> =
        list.iter().filter(|word| !word.function).map(|word| (word.stem, rarity(word.stem))).collect();
    let mention = quote.attribution.map(|attribution| &report.annotations.mentions[attribution.mention]);
    let chain = mention.and_then(|mention| mention.chain);
    let entity = chain.and_then(|chain| entities.of[place.column][chain]);
    let name = match (chain, mention) {
        (Some(chain), _) => report.annotations.chains[chain].name.as_deref(),
        (None, Some(mention)) if mention.kind == MentionKind::Name => Some(mention.span.slice(text)),
        (None, _) => None,
    };
    let speaker = match (entity, name) {
        (Some(entity), _) if entities.entities[entity].named => Speaker::Entity(entity),
        (Some(_), _) | (None, None) => Speaker::Unknown,
        (None, Some(name)) => words(name, Span::new(0, name.len()))
            .last()
            .map_or(Speaker::Unknown, |word| Speaker::Named(word.key)),
    };
    Content {
        place,
        kind: quote.kind,
        nested: nested(text, spans, &list),
        weight: stems.values().sum(),
        whole: if quote.kind == QuoteKind::Mixed { words(text, quote.span) } else { Vec::new() },
        words: list,
        parts,
        stems,
        speaker,
        entity,
    }
}

/// Which words stand between marks inside the marks.
fn nested(text: &str, spans: &[Span], words: &[Word]) -> Vec<bool> {
    let mut out = Vec::with_capacity(words.len());
    let mut inside = false;
    let mut next = 0;
    for span in spans {
        inside = false;
        let slice = span.slice(text);
        for (offset, char) in slice.char_indices() {
            let at = span.start() + offset;
            while next < words.len()
                && words[next].span.start() <= at
                && words[next].span.start() >= span.start()
            {
                out.push(inside);
                next += 1;
            }
            let before = slice[..offset].chars().next_back().unwrap_or(' ');
            let after = slice[offset + char.len_utf8()..].chars().next().unwrap_or(' ');
            match char {
                '‘' => inside = true,
                '\'' | '’' if inside && !after.is_alphanumeric() && before != ' ' => inside = false,
                '\'' | '’'
                    if !inside && !before.is_alphanumeric() && after.is_alphanumeric() && offset > 2 =>
                {
                    // An opening mark, unless no closing one follows ("'90s").
                    inside = slice[offset + char.len_utf8()..].char_indices().any(|(place, mark)| {
                        matches!(mark, '\'' | '’')
                            && !slice[offset + char.len_utf8() + place + mark.len_utf8()..]
                                .starts_with(char::is_alphanumeric)
                    });
                }
                _ => {}
            }
        }
    }
    out.resize(words.len(), inside);
    out
}

impl Content {
    /// A stable id made of the words.
    pub(super) fn id(&self) -> String {
        let mut hash = Xxh3::new();
        for word in &self.words {
            hash.update(&word.key.to_le_bytes());
        }
        format!("u{:09x}", hash.digest() >> 28)
    }

    /// A hash for every three words in a row, for a part of fewer one of them all.
    pub(super) fn triples(&self) -> impl Iterator<Item = u64> {
        self.parts.iter().flat_map(|part| {
            let words = &self.words[part.clone()];
            words.windows(words.len().clamp(1, 3)).map(|run| {
                run.iter().fold(run.len() as u64, |hash, word| {
                    hash.rotate_left(21).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ word.key
                })
            })
        })
    }

    /// Words that carry matter.
    pub(super) fn matter(&self) -> usize {
        self.words.iter().filter(|word| !word.function).count()
    }
}
