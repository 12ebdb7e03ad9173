//! What a quote says, made comparable: its words, their weights, what in it is quoted from someone else.

use std::ops::Range;

use xxhash_rust::xxh3::Xxh3;

use super::super::Span;
use super::super::column::Column;
use super::super::entities::Linked;
use super::super::words::{Word, rarity, words};
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
    /// Ranges of `words` that stand together, each part between marks, with their stems.
    pub(super) parts: Vec<(Range<usize>, Stems)>,
    /// For each word, whether it is quoted within the quote: 'so', he said, 'they told me'.
    pub(super) nested: Vec<bool>,
    /// The stems of all its words.
    pub(super) stems: Stems,
    /// Who said it.
    pub(super) speaker: Speaker,
    /// Who said it, where it is an entity.
    pub(super) entity: Option<usize>,
}

/// The stems of the words that carry matter in some wording.
#[derive(Debug)]
pub(super) struct Stems {
    /// Each with its weight, in order.
    pub(super) list: Vec<(u64, f32)>,
    /// The sum of their weights.
    pub(super) weight: f32,
}

impl Stems {
    fn of(words: &[Word]) -> Stems {
        let mut stems: Vec<u64> = words.iter().filter(|word| !word.function).map(|word| word.stem).collect();
        stems.sort_unstable();
        stems.dedup();
        let list: Vec<(u64, f32)> = stems.into_iter().map(|stem| (stem, rarity(stem))).collect();
        Stems { weight: list.iter().map(|(_, weight)| weight).sum(), list }
    }

    /// The weight of the stems that both have, and their number.
    pub(super) fn shared(&self, other: &Stems) -> (f32, usize) {
        let mut theirs = other.list.iter().peekable();
        let common = self.list.iter().filter(|(stem, _)| {
            while theirs.next_if(|(other, _)| other < stem).is_some() {}
            theirs.peek().is_some_and(|(other, _)| other == stem)
        });
        common.fold((0.0, 0), |(sum, count), (_, weight)| (sum + weight, count + 1))
    }
}

/// The quotes of all columns, in order.
pub(super) fn contents(columns: &[Column<'_>], entities: &Linked) -> Vec<Content> {
    let mut contents = Vec::new();
    for (index, column) in columns.iter().enumerate() {
        for (quote, found) in column.report.annotations.quotes.iter().enumerate() {
            contents.push(content(ItemRef { column: index, index: quote }, column, found, entities));
        }
    }
    contents
}

fn content(place: ItemRef, column: &Column<'_>, quote: &Quote, entities: &Linked) -> Content {
    let report = column.report;
    let text = report.article.text.as_str();
    let of = |span: Span| &column.words[column.words_of(span)];
    let whole = [quote.span];
    let spans: &[Span] = if quote.marked.is_empty() { &whole } else { &quote.marked };
    let mut list: Vec<Word> = Vec::new();
    let mut parts = Vec::new();
    for span in spans {
        let start = list.len();
        list.extend_from_slice(of(*span));
        parts.push((start..list.len(), Stems::of(&list[start..])));
    }
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
        whole: if quote.kind == QuoteKind::Mixed { of(quote.span).to_vec() } else { Vec::new() },
        stems: Stems::of(&list),
        words: list,
        parts,
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
        self.parts.iter().flat_map(|(part, _)| {
            let words = &self.words[part.clone()];
            words.windows(words.len().clamp(1, 3)).map(|run| {
                run.iter().fold(run.len() as u64, |hash, word| {
                    hash.rotate_left(21).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ word.key
                })
            })
        })
    }

    /// Its words, those without marks among them.
    pub(super) fn all_words(&self) -> &[Word] {
        if self.whole.is_empty() { &self.words } else { &self.whole }
    }

    /// Words that carry matter.
    pub(super) fn matter(&self) -> usize {
        self.words.iter().filter(|word| !word.function).count()
    }
}
