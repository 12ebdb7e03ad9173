//! What is worth a claim of absence, and the searches behind one.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem;

use super::{Column, Comparison, Linked};
use crate::compare::search::Found;
use crate::compare::words::{Word, words};
use crate::hash::HashedMap;
use crate::lexicon::{entries, fold, rows};
use crate::model::{Entity, ItemRef, Label, MentionKind, QuoteKind, Span, Utterance};

/// Words of a quote that one article alone has, from which on its lack elsewhere is worth a line.
const QUOTE_WORDS: usize = 8;
const QUOTE_MATTER: usize = 4;

/// Rarity of the rarest word of an organization's name, up to which so many reports name it that it tells nothing.
const EVERYWHERE: f32 = 2.3;

/// Stems of the verbs that report speech whoever is spoken to.
static SAYING: LazyLock<HashedMap<(), u64>> = LazyLock::new(|| {
    entries(include_str!("../../../data/lexicon/cue_verbs.txt"))
        .filter_map(|line| line.split_once(": "))
        .filter(|(group, _)| matches!(*group, "say" | "tell"))
        .flat_map(|(_, verbs)| words(verbs, Span::new(0, verbs.len())))
        .map(|word| (word.stem, ()))
        .collect()
});

/// News outlets, folded: who is told something is no part of the story.
static OUTLETS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    rows(include_str!("../../../data/lexicon/news_outlets.txt"))
        .flatten()
        .flat_map(|names| names.split(';'))
        .map(|name| fold(name.trim()))
        .collect()
});

impl Comparison<'_> {
    /// Whether a quote says enough for its lack elsewhere to be worth a line.
    pub(super) fn weighty(&self, place: ItemRef) -> bool {
        let column = &self.columns[place.column];
        let quote = &column.report.annotations.quotes[place.index];
        let words = quote.marked.iter().flat_map(|span| column.words_of(*span));
        let matter = words.clone().filter(|word| !column.words[*word].function).count();
        quote.kind != QuoteKind::Indirect && words.count() >= QUOTE_WORDS && matter >= QUOTE_MATTER
    }

    /// For each quote of a column that no other report is known to have and that says enough, the articles that have
    /// its words all the same.
    pub(super) fn untold_quotes(&self, column: usize) -> Vec<Option<Found>> {
        let told = self.told[column].quotes.iter().enumerate();
        told.map(|(index, told)| {
            (!told && self.weighty(ItemRef { column, index })).then(|| {
                let mut found = self.search.nowhere();
                for words in told_as(&self.columns[column], index) {
                    self.search.mark_content(words, &mut found);
                }
                found
            })
        })
        .collect()
    }

    /// The articles that have the content of any quote of an utterance, in any of its wordings.
    pub(super) fn has_utterance(&self, utterance: &Utterance) -> Found {
        let mut found = self.search.nowhere();
        let mut seen: HashSet<Vec<u64>> = HashSet::new();
        for place in &utterance.quotes {
            for words in told_as(&self.columns[place.column], place.index) {
                if seen.insert(words.iter().map(|word| word.key).collect()) {
                    self.search.mark_content(words, &mut found);
                }
            }
        }
        found
    }

    /// Whether the article tells who said a quote: a name, or words that describe him.
    pub(super) fn has_speaker(&self, place: ItemRef) -> bool {
        let annotations = &self.columns[place.column].report.annotations;
        let mention = annotations.quotes[place.index].attribution.map(|attribution| attribution.mention());
        let chain = mention.and_then(|mention| annotations.mentions[mention].chain());
        chain.is_some_and(|chain| {
            let chain = &annotations.chains[chain];
            chain.name.is_some() || chain.description.is_some()
        })
    }

    /// For each entity, the columns that mention it where somebody may speak.
    pub(super) fn speaking(&self) -> Vec<Found> {
        let mut speaking = vec![Found::new(); self.story.entities.entities.len()];
        for (number, column) in self.columns.iter().enumerate() {
            for mention in &column.report.annotations.mentions {
                let Some(entity) = mention.chain().and_then(|chain| self.story.entities.of[number][chain])
                else {
                    continue;
                };
                let may = |found: &Found| found.get(number).copied().unwrap_or_default();
                if !may(&speaking[entity])
                    && column.sentence_at(mention.span).is_some_and(|at| self.speech[number][at])
                {
                    speaking[entity].resize(self.columns.len(), false);
                    speaking[entity][number] = true;
                }
            }
        }
        speaking
    }

    /// The articles of which some sentence may let an entity speak: one that mentions it, or anybody of its surname,
    /// and has a verb of speech or words between marks.
    pub(super) fn may_speak(&self, entity: usize) -> Found {
        let mut found = self.speaking[entity].clone();
        found.resize(self.columns.len(), false);
        let name = self.story.entities.entities[entity].name.as_ref();
        let surname = words(name, Span::new(0, name.len())).last().map(|word| word.key);
        for (column, place) in surname.into_iter().flat_map(|surname| self.search.places(surname)) {
            let sentences = &self.columns[column].sentences;
            let at = sentences.partition_point(|sentence| sentence.end <= place);
            let there = sentences.get(at).is_some_and(|sentence| sentence.contains(&place));
            found[column] |= there && self.speech[column][at];
        }
        found
    }

    /// For each entity whose name tells something, the articles that have any wording of it, a person's surname
    /// alone, or an organization's initials.
    pub(super) fn names(&self) -> Vec<Found> {
        let entities = self.story.entities.entities.iter().zip(&self.telling);
        entities
            .map(|(entity, telling)| if *telling { self.has_name(entity) } else { Found::new() })
            .collect()
    }

    fn has_name(&self, entity: &Entity) -> Found {
        let mut found = self.search.nowhere();
        for name in entity.names().chain([&*entity.name]) {
            self.search.mark(name, &mut found);
            match entity.label {
                Label::Person => name
                    .split_whitespace()
                    .filter(|word| word.len() > 2)
                    .for_each(|word| self.search.mark(word, &mut found)),
                Label::Organization | Label::Event | Label::Law => {
                    initials(name).iter().for_each(|initials| self.search.mark(initials, &mut found));
                    self.search.mark_initials(name, &mut found);
                }
                Label::Place | Label::Group | Label::Work | Label::Date | Label::Other => {}
            }
        }
        found
    }

    /// The first mention by name of an entity in a column.
    pub(super) fn named_at(&self, column: usize, entity: usize) -> Option<usize> {
        let named = &self.named_in[entity];
        named.binary_search_by_key(&column, |place| place.column).ok().map(|at| named[at].index)
    }
}

/// Whether it is known of every marked quote of an article who said it, for each column.
pub(super) fn all_attributed(columns: &[Column<'_>], entities: &Linked) -> Vec<bool> {
    let known = |(column, of): (&Column<'_>, &Vec<Option<usize>>)| {
        let annotations = &column.report.annotations;
        annotations.quotes.iter().filter(|quote| quote.kind != QuoteKind::Indirect).all(|quote| {
            let chain =
                quote.attribution.and_then(|attribution| annotations.mentions[attribution.mention()].chain());
            chain.is_some_and(|chain| of[chain].is_some())
        })
    };
    columns.iter().zip(&entities.of).map(known).collect()
}

/// In which sentences of an article somebody may speak: those with a verb of speech or words between marks.
pub(super) fn speech(column: &Column<'_>) -> Vec<bool> {
    let may = |sentence: &Range<usize>| {
        column.quoted[sentence.clone()].contains(&true)
            || column.words[sentence.clone()].iter().any(|word| SAYING.contains_key(&word.stem))
    };
    column.sentences.iter().map(may).collect()
}

/// For each entity, its first mention by name in the running text of each column that has one: what stands in a
/// headline, a teaser or a caption without a full stop is not told.
pub(super) fn named_in(columns: &[Column<'_>], entities: &Linked) -> Vec<Vec<ItemRef>> {
    let mut named: Vec<Vec<ItemRef>> = vec![Vec::new(); entities.entities.len()];
    for (number, column) in columns.iter().enumerate() {
        let annotations = &column.report.annotations;
        let told = |span: Span| {
            let sentence = column.sentence_at(span).map(|index| annotations.sentences[index]);
            span.start() >= column.report.article.body_start()
                && sentence.is_some_and(|sentence| {
                    column.slice(sentence).trim_end().ends_with(['.', '!', '?', '”', '"', '’', '\'', ')'])
                })
        };
        for (index, mention) in annotations.mentions.iter().enumerate() {
            let entity = mention.chain().and_then(|chain| entities.of[number][chain]);
            let Some(entity) = entity.filter(|_| mention.kind == MentionKind::Name) else { continue };
            let known = named[entity].last().is_some_and(|place| place.column == number);
            if !known && told(mention.span) {
                named[entity].push(ItemRef { column: number, index });
            }
        }
    }
    named
}

/// Which entities tell something of a report by being named in it or not.
pub(super) fn telling(columns: &[Column<'_>], entities: &[Entity]) -> Vec<bool> {
    // "Legislature" and "Southern" are written small as well, and then name nothing.
    let common = |entity: &Entity| {
        entity.label == Label::Organization && !entity.name.contains(' ') && {
            let small = entity.name.to_lowercase();
            let small = memmem::Finder::new(&small);
            columns.iter().any(|column| small.find(column.report.article.text.as_bytes()).is_some())
        }
    };
    entities.iter().map(|entity| tells(entity) && !common(entity)).collect()
}

/// The words of each part of a quote between marks, or of all of one without.
fn told_as<'c>(column: &'c Column<'_>, quote: usize) -> impl Iterator<Item = &'c [Word]> {
    let quote = &column.report.annotations.quotes[quote];
    let spans = if quote.marked.is_empty() { std::slice::from_ref(&quote.span) } else { &quote.marked };
    spans.iter().map(|span| &column.words[column.words_of(*span)])
}

/// Whether an entity tells something of a report by being named or not: persons in full, organizations, events and
/// laws that not every report names.
fn tells(entity: &Entity) -> bool {
    let name = &*entity.name;
    entity.named
        && match entity.label {
            Label::Person => name.contains(' ') && !is_run_together(name),
            Label::Organization => {
                let words = words(name, Span::new(0, name.len()));
                let rarest = words.iter().map(|word| word.rarity);
                let outlet = entity.names().any(is_outlet);
                name.chars().count() > 2
                    && rarest.fold(0.0, f32::max) > EVERYWHERE
                    && !outlet
                    && !is_run_together(name)
            }
            Label::Event | Label::Law => true,
            Label::Place | Label::Group | Label::Work | Label::Date | Label::Other => false,
        }
}

/// Whether a name is that of a news outlet, or begins with one: "CNN Business".
fn is_outlet(name: &str) -> bool {
    let folded = fold(name);
    let bare = folded.strip_prefix("the ").unwrap_or(&folded);
    let acronym =
        name.split(' ').next().is_some_and(|word| word.len() > 2 && word.chars().all(char::is_uppercase));
    OUTLETS.contains(bare)
        || bare
            .match_indices(' ')
            .any(|(at, _)| OUTLETS.contains(&bare[..at]) && (acronym || bare[..at].contains(' ')))
}

/// Whether two words of a page have run together in a name: "ChaoDemocratic", but not "McConnell" or "YouTube".
fn is_run_together(name: &str) -> bool {
    name.split([' ', '-']).any(|word| {
        let seam = word
            .char_indices()
            .zip(word.chars().skip(1))
            .find(|((_, left), right)| left.is_lowercase() && right.is_uppercase());
        seam.is_some_and(|((at, _), _)| at >= 3 && word.len() - at > 5)
    })
}

fn initials(name: &str) -> Option<String> {
    let initials: String = name
        .split([' ', '-'])
        .filter_map(|word| word.chars().next())
        .filter(|char| char.is_uppercase())
        .collect();
    (initials.chars().count() >= 2).then_some(initials)
}
