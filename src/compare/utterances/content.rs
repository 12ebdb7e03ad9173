//! What a quote says, made comparable: its words, their weights, what in it is quoted from someone else.

use std::ops::Range;

use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use super::super::Span;
use super::super::column::Column;
use super::super::entities::Linked;
use super::super::words::Word;
use super::stems::{Stems, Usage};
use crate::model::{ItemRef, Label, MentionKind, Quote, QuoteKind};
use crate::names::PersonName;

/// Who said a quote, as far as that is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Speaker {
    /// Someone named.
    Named {
        /// The entity of the story, where he is linked to one.
        entity: Option<usize>,
        /// Hash of a person's last name, of anything else's whole name.
        known_by: u64,
        /// The first letter of a person's first name.
        initial: Option<char>,
    },
    /// Someone without a name, or nobody.
    Unknown,
}

impl Speaker {
    fn of(entity: Option<usize>, name: &str, label: Label) -> Speaker {
        let words = PersonName::parse(name).words;
        let (known_by, initial) = match label {
            Label::Person => (
                words.last().cloned().unwrap_or_default(),
                words.first().filter(|_| words.len() > 1).and_then(|first| first.chars().next()),
            ),
            _ => (words.join(" "), None),
        };
        Speaker::Named { entity, known_by: xxh3_64(known_by.as_bytes()), initial }
    }

    /// Whether two quotes have one speaker; `None` where one of them is not named. A man whom his articles name so
    /// differently that they were not linked is still known by his last name and initial.
    pub(super) fn same(self, other: Speaker) -> Option<bool> {
        match (self, other) {
            (Speaker::Unknown, _) | (_, Speaker::Unknown) => None,
            (Speaker::Named { entity: a, .. }, Speaker::Named { entity: b, .. }) if a.is_some() && a == b => {
                Some(true)
            }
            (
                Speaker::Named { known_by: a, initial: first, .. },
                Speaker::Named { known_by: b, initial: other, .. },
            ) => Some(a == b && first.zip(other).is_none_or(|(first, other)| first == other)),
        }
    }
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
    /// What stands together: each part between marks, and each sentence of it where it has several.
    pub(super) parts: Vec<Part>,
    /// For each word, whether it is quoted within the quote: 'so', he said, 'they told me'.
    pub(super) nested: Vec<bool>,
    /// The stems of all its words, those without marks among them.
    pub(super) stems: Stems,
    /// Quotes of one number and column are one turn of speech.
    pub(super) turn: u32,
    /// Who said it.
    pub(super) speaker: Speaker,
    /// Who said it, where it is an entity.
    pub(super) entity: Option<usize>,
}

/// Words of a quote that stand together.
#[derive(Debug)]
pub(super) struct Part {
    /// Which of its words.
    pub(super) range: Range<usize>,
    /// Their stems.
    pub(super) stems: Stems,
    /// How much of what stands between the same marks it is.
    pub(super) extent: Extent,
}

/// How much of what stands between two marks a part is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Extent {
    /// All of it, one sentence or less.
    All,
    /// All of it, several sentences.
    Several,
    /// One sentence of several.
    Sentence,
}

/// The quotes of all columns, in order.
pub(super) fn contents(columns: &[Column<'_>], entities: &Linked) -> Vec<Content> {
    let mut contents = Vec::new();
    let mut speakers: Vec<Option<Speaker>> = vec![None; entities.entities.len()];
    for (index, column) in columns.iter().enumerate() {
        for (quote, found) in column.report.annotations.quotes.iter().enumerate() {
            let place = ItemRef { column: index, index: quote };
            contents.push(content(place, column, found, entities, &mut speakers));
        }
    }
    let mut usage = Usage::default();
    for content in &contents {
        usage.note(content.place.column, content.turn, &content.stems);
    }
    for content in &mut contents {
        content.stems.weigh(&usage);
        content.parts.iter_mut().for_each(|part| part.stems.weigh(&usage));
    }
    contents
}

/// `speakers` are those of the entities that have spoken so far.
fn content(
    place: ItemRef,
    column: &Column<'_>,
    quote: &Quote,
    entities: &Linked,
    speakers: &mut [Option<Speaker>],
) -> Content {
    let report = column.report;
    let text = report.article.text.as_str();
    let of = |span: Span| (&column.words[column.words_of(span)], &column.named[column.words_of(span)]);
    let whole = [quote.span];
    let spans: &[Span] = if quote.marked.is_empty() { &whole } else { &quote.marked };
    let (mut list, mut named): (Vec<Word>, Vec<bool>) = Default::default();
    let mut parts = Vec::new();
    for span in spans {
        let start = list.len();
        list.extend_from_slice(of(*span).0);
        named.extend_from_slice(of(*span).1);
        let range = start..list.len();
        let sentences = sentences(column, column.words_of(*span));
        let stems = |range: &Range<usize>| Stems::of(&list[range.clone()], &named[range.clone()]);
        let part = |range, extent| Part { stems: stems(&range), range, extent };
        parts.push(part(range, if sentences.is_empty() { Extent::All } else { Extent::Several }));
        let sentences = sentences.into_iter().map(|range| start + range.start..start + range.end);
        parts.extend(sentences.map(|range| part(range, Extent::Sentence)));
    }
    let mention = quote.attribution.map(|attribution| &report.annotations.mentions[attribution.mention()]);
    let chain = mention.and_then(|mention| mention.chain());
    let entity = chain.and_then(|chain| entities.of[place.column][chain]);
    let speaker = match (entity.map(|entity| (entity, &entities.entities[entity])), chain, mention) {
        (Some((number, known)), _, _) if known.named => {
            *speakers[number].get_or_insert_with(|| Speaker::of(entity, &known.name, known.label))
        }
        (Some(_), _, _) | (None, None, None) => Speaker::Unknown,
        (None, Some(chain), _) => {
            let chain = &report.annotations.chains[chain];
            chain.name.as_ref().map_or(Speaker::Unknown, |name| Speaker::of(None, name, chain.label))
        }
        (None, None, Some(mention)) if mention.kind == MentionKind::Name => {
            Speaker::of(None, mention.span.slice(text), mention.label)
        }
        (None, None, Some(_)) => Speaker::Unknown,
    };
    let mixed = quote.kind == QuoteKind::Mixed;
    Content {
        place,
        kind: quote.kind,
        nested: nested(text, spans, &list),
        stems: match &parts[..] {
            _ if mixed => Stems::of(of(quote.span).0, of(quote.span).1),
            [only] => only.stems.clone(),
            _ => Stems::of(&list, &named),
        },
        whole: if mixed { of(quote.span).0.to_vec() } else { Vec::new() },
        turn: quote.turn,
        words: list,
        parts,
        speaker,
        entity,
    }
}

/// The sentences of some words of a column, where they are of several, counted from the first of these words. What
/// stands between two sentences is one of its own.
fn sentences(column: &Column<'_>, words: Range<usize>) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut next = column.sentences.partition_point(|sentence| sentence.end <= words.start);
    let mut at = words.start;
    while at < words.end {
        let end = match column.sentences.get(next) {
            Some(sentence) if sentence.start > at => sentence.start,
            Some(sentence) => {
                next += 1;
                sentence.end
            }
            None => words.end,
        };
        let end = end.min(words.end);
        if end > at {
            ranges.push(at - words.start..end - words.start);
        }
        at = end.max(at);
    }
    if ranges.len() > 1 { ranges } else { Vec::new() }
}

/// Which words stand between marks inside the marks.
fn nested(text: &str, spans: &[Span], words: &[Word]) -> Vec<bool> {
    let mut out: Vec<bool> = Vec::with_capacity(words.len());
    let mut inside = false;
    for span in spans {
        inside = false;
        let slice = span.slice(text);
        let fill = |out: &mut Vec<bool>, end: usize, inside: bool| {
            let here = span.start()..end;
            let rest = words[out.len()..].iter().take_while(|word| here.contains(&word.span.start()));
            out.resize(out.len() + rest.count(), inside);
        };
        for (offset, mark) in slice.match_indices(['‘', '’', '\'']) {
            fill(&mut out, span.start() + offset, inside);
            let (before, behind) = (&slice[..offset], &slice[offset + mark.len()..]);
            let joined = behind.starts_with(char::is_alphanumeric);
            if mark == "‘" {
                inside = true;
            } else if inside {
                inside = joined || before.is_empty() || before.ends_with(' ');
            } else if joined && offset > 2 && !before.ends_with(char::is_alphanumeric) {
                // An opening mark, unless no closing one follows ("'90s").
                inside = behind
                    .match_indices(['\'', '’'])
                    .any(|(place, mark)| !behind[place + mark.len()..].starts_with(char::is_alphanumeric));
            }
        }
        fill(&mut out, span.end(), inside);
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
        self.parts.iter().filter(|part| part.extent != Extent::Sentence).flat_map(|part| {
            let words = &self.words[part.range.clone()];
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

    /// The weight of its lightest part: of what another quote may have alone.
    pub(super) fn lightest(&self) -> f32 {
        let weights = self.parts.iter().map(|part| part.stems.weight);
        weights.filter(|weight| *weight > 0.0).fold(self.stems.weight, f32::min)
    }

    /// Words that carry matter.
    pub(super) fn matter(&self) -> usize {
        self.words.iter().filter(|word| !word.function).count()
    }
}
