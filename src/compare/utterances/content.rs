//! What a quote says, made comparable: its words, their weights, what in it is quoted from someone else.

use std::ops::Range;
use std::sync::{Arc, LazyLock};

use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use super::super::Span;
use super::super::column::Column;
use super::super::entities::Linked;
use super::super::words::{Word, words};
use super::meanings::meanings;
use super::stems::{Stems, Usage};
use crate::hash::HashedMap;
use crate::lexicon::entries;
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
            _ => (words.join(" ").into(), None),
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
    /// The same, one stem for all words of one meaning.
    pub(super) matter: Stems,
    /// What its words say, one by one, those without marks among them.
    pub(super) told: Vec<u64>,
    /// How many statements it tells in one: "that the toll is fair and that it stays".
    pub(super) statements: usize,
    /// Index of the sentence in which it begins.
    pub(super) sentence: usize,
    /// What that sentence says.
    pub(super) around: Arc<Stems>,
    /// Whether the reporter says in that sentence that this was said on another, earlier occasion.
    pub(super) earlier: bool,
    /// Quotes of one number and column are one turn of speech.
    pub(super) turn: u32,
    /// Who said it.
    pub(super) speaker: Speaker,
    /// Who said it, where it is an entity.
    pub(super) entity: Option<usize>,
    /// What the words say by which that entity is known.
    pub(super) known_as: Arc<[u64]>,
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
    let mut speakers = vec![None; entities.entities.len()];
    for (index, column) in columns.iter().enumerate() {
        let mut sentence = (None, Arc::default());
        for (quote, found) in column.report.annotations.quotes.iter().enumerate() {
            let place = ItemRef { column: index, index: quote };
            let begins = column.sentence_at(found.span);
            if begins != sentence.0 {
                sentence = (begins, Arc::new(around(column, begins)));
            }
            let mut content = content(place, column, found, entities, &mut speakers);
            content.sentence = begins.unwrap_or_default();
            content.around = Arc::clone(&sentence.1);
            content.earlier = earlier(column, begins, found.span);
            contents.push(content);
        }
    }
    let (mut usage, mut of_meanings) = (Usage::default(), Usage::default());
    for content in &contents {
        usage.note(content.place.column, content.turn, &content.stems);
        of_meanings.note(content.place.column, content.turn, &content.matter);
    }
    for content in &mut contents {
        content.stems.weigh(&usage);
        content.matter.weigh(&of_meanings);
        content.parts.iter_mut().for_each(|part| part.stems.weigh(&usage));
    }
    contents
}

/// What a sentence says.
fn around(column: &Column<'_>, sentence: Option<usize>) -> Stems {
    let words = sentence.map_or(&[][..], |sentence| &column.words[column.sentences[sentence].clone()]);
    Stems::of_meanings(words, &vec![false; words.len()])
}

/// Whether the words of a sentence that are not of `quote` tell of an earlier occasion.
fn earlier(column: &Column<'_>, sentence: Option<usize>, quote: Span) -> bool {
    let Some(sentence) = sentence.map(|sentence| column.sentences[sentence].clone()) else { return false };
    let quoted = column.words_of(quote);
    sentence.filter(|at| !quoted.contains(at)).any(|at| EARLIER.contains_key(&column.words[at].key))
}

/// The keys of the words that join one statement to another.
static AND: LazyLock<u64> = LazyLock::new(|| xxh3_64(b"and"));
static THAT: LazyLock<u64> = LazyLock::new(|| xxh3_64(b"that"));

/// Words that tell of an earlier occasion.
static EARLIER: LazyLock<HashedMap<(), u64>> = LazyLock::new(|| {
    let list = include_str!("../../../data/lexicon/earlier_words.txt");
    entries(list).map(|word| (xxh3_64(word.as_bytes()), ())).collect()
});

/// An entity that has spoken: who it is, and what the words say by which it is known.
type Known = (Speaker, Arc<[u64]>);

fn known(entity: usize, entities: &Linked) -> Known {
    let known = &entities.entities[entity];
    let name = words(&known.name, Span::new(0, known.name.len()));
    let matter = meanings(&name).filter(|(_, at)| !name[*at].function).map(|(meaning, _)| meaning);
    let speaker =
        if known.named { Speaker::of(Some(entity), &known.name, known.label) } else { Speaker::Unknown };
    (speaker, matter.collect())
}

/// `speakers` are those of the entities that have spoken so far.
fn content(
    place: ItemRef,
    column: &Column<'_>,
    quote: &Quote,
    entities: &Linked,
    speakers: &mut [Option<Known>],
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
    let (speaker, known_as) = match (entity, chain, mention) {
        (Some(entity), _, _) => speakers[entity].get_or_insert_with(|| known(entity, entities)).clone(),
        (None, Some(chain), _) => {
            let chain = &report.annotations.chains[chain];
            let name = chain.name.as_ref();
            (name.map_or(Speaker::Unknown, |name| Speaker::of(None, name, chain.label)), Arc::default())
        }
        (None, None, Some(mention)) if mention.kind == MentionKind::Name => {
            (Speaker::of(None, mention.span.slice(text), mention.label), Arc::default())
        }
        (None, None, Some(_) | None) => (Speaker::Unknown, Arc::default()),
    };
    let mixed = quote.kind == QuoteKind::Mixed;
    let (all, all_named) = if mixed { of(quote.span) } else { (&list[..], &named[..]) };
    Content {
        place,
        kind: quote.kind,
        nested: nested(text, spans, &list),
        stems: match &parts[..] {
            [only] if !mixed => only.stems.clone(),
            _ => Stems::of(all, all_named),
        },
        matter: Stems::of_meanings(all, all_named),
        statements: 1 + all.windows(2).filter(|pair| pair[0].key == *AND && pair[1].key == *THAT).count(),
        told: meanings(all).map(|(meaning, _)| meaning).collect(),
        sentence: 0,
        around: Arc::default(),
        earlier: false,
        whole: if mixed { all.to_vec() } else { Vec::new() },
        turn: quote.turn,
        words: list,
        parts,
        speaker,
        entity,
        known_as,
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
        weights.filter(|weight| *weight > 0.0).fold(self.stems.weight.min(self.matter.weight), f32::min)
    }

    /// Words that carry matter.
    pub(super) fn matter(&self) -> usize {
        self.words.iter().filter(|word| !word.function).count()
    }
}
