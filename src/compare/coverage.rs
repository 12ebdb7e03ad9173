//! For each article: what it shares with the others, what only it has, and what others have and it lacks.
//!
//! Nothing is said to be absent that a search finds: every wording of a quote, name or figure is looked for in the
//! article's text, and where one is there the claim is not made.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::column::Column;
use super::entities::Linked;
use super::search::Finder;
use crate::model::{
    Absent, AbsentItem, Coverage, Entity, FigureGroup, ItemRef, Label, MentionKind, OnlyHere, Passage,
    QuoteKind, Shared, SharedItem, Sharing, Span, Utterance,
};

/// Absent items listed for one article, the most told first.
const LISTED: usize = 40;

/// Words of a quote that one article alone has, from which on its lack elsewhere is worth a line.
const QUOTE_WORDS: usize = 8;
const QUOTE_MATTER: usize = 4;

/// Part of a sentence's words that stand in shared quotes and shared text, from which on all of it is shared.
const MOSTLY: f32 = 0.7;

/// What was lined up across the articles of a story.
pub(super) struct LinedUp<'s> {
    pub(super) entities: &'s Linked,
    pub(super) utterances: &'s [Utterance],
    pub(super) passages: &'s [Passage],
    pub(super) figures: &'s [FigureGroup],
    /// For each column, which words stand in text shared outside quotes.
    pub(super) shared_words: &'s [Vec<bool>],
}

pub(super) fn coverage(columns: &[Column<'_>], story: &LinedUp<'_>) -> Vec<Coverage> {
    let finders: Vec<Finder> = columns.iter().map(Finder::new).collect();
    let quoted_by = quoted_by(columns, story.entities);
    let comparison = Comparison { columns, story, finders, quoted_by };
    (0..columns.len()).map(|column| comparison.coverage(column)).collect()
}

/// For each entity the columns that quote it, each with its first quote.
fn quoted_by(columns: &[Column<'_>], entities: &Linked) -> Vec<BTreeMap<usize, usize>> {
    let mut quoted = vec![BTreeMap::new(); entities.entities.len()];
    for (index, column) in columns.iter().enumerate() {
        for (number, quote) in column.report.annotations.quotes.iter().enumerate() {
            let mention = quote.attribution.map(|attribution| attribution.mention);
            let chain = mention.and_then(|mention| column.report.annotations.mentions[mention].chain);
            if let Some(entity) = chain.and_then(|chain| entities.of[index][chain]) {
                quoted[entity].entry(index).or_insert(number);
            }
        }
    }
    quoted
}

struct Comparison<'c> {
    columns: &'c [Column<'c>],
    story: &'c LinedUp<'c>,
    finders: Vec<Finder>,
    quoted_by: Vec<BTreeMap<usize, usize>>,
}

impl Comparison<'_> {
    fn coverage(&self, column: usize) -> Coverage {
        if self.columns.len() < 2 {
            let sentences = vec![Sharing::OnlyHere; self.columns[column].sentences.len()];
            return Coverage { sentences, ..Coverage::default() };
        }
        let shared = &self.story.shared_words[column];
        let own = self.columns[column].quoted.iter().filter(|quoted| !**quoted).count();
        Coverage {
            sentences: self.sentences(column),
            shared_words: shared.iter().filter(|shared| **shared).count() as f32 / own.max(1) as f32,
            only_here: self.only_here(column),
            not_here: self.not_here(column),
            order: self.order(column),
        }
    }

    fn sentences(&self, column: usize) -> Vec<Sharing> {
        let Column { report, sentences, .. } = &self.columns[column];
        let mut told: Vec<bool> = self.story.shared_words[column].clone();
        for place in self.story.utterances.iter().flat_map(|utterance| &utterance.quotes) {
            if place.column == column {
                told[self.columns[column].words_of(report.annotations.quotes[place.index].span)].fill(true);
            }
        }
        let mut touched = BTreeSet::new();
        for value in self.story.figures.iter().flat_map(|group| &group.values) {
            if value.place.column == column {
                touched.extend(
                    self.columns[column].sentence_at(report.annotations.figures[value.place.index].span),
                );
            }
        }
        let passages: BTreeSet<usize> = self
            .story
            .passages
            .iter()
            .flat_map(|passage| &passage.sentences)
            .filter(|place| place.column == column)
            .map(|place| place.index)
            .collect();
        sentences
            .iter()
            .enumerate()
            .map(|(index, range)| {
                let count = told[range.clone()].iter().filter(|told| **told).count();
                if passages.contains(&index)
                    || !range.is_empty() && count as f32 >= MOSTLY * range.len() as f32
                {
                    Sharing::Shared
                } else if count > 0 || touched.contains(&index) {
                    Sharing::Partly
                } else {
                    Sharing::OnlyHere
                }
            })
            .collect()
    }

    fn others(&self, column: usize) -> impl Iterator<Item = &Finder> {
        self.finders.iter().enumerate().filter(move |(other, _)| *other != column).map(|(_, finder)| finder)
    }

    fn only_here(&self, column: usize) -> Vec<OnlyHere> {
        let annotations = &self.columns[column].report.annotations;
        let told: BTreeSet<usize> =
            places(self.story.utterances.iter().flat_map(|utterance| &utterance.quotes), column);
        let mut found: Vec<(Span, OnlyHere)> = Vec::new();
        for (index, quote) in annotations.quotes.iter().enumerate() {
            if !told.contains(&index)
                && self.weighty(ItemRef { column, index })
                && !self.others(column).any(|finder| self.has_quote(finder, ItemRef { column, index }))
            {
                found.push((quote.span, OnlyHere::Quote(index)));
            }
        }
        for (entity, quoted) in self.quoted_by.iter().enumerate() {
            if let (Some(quote), 1) = (quoted.get(&column), quoted.len())
                && self.story.entities.entities[entity].named
                && self
                    .columns
                    .iter()
                    .enumerate()
                    .all(|(other, _)| other == column || self.all_attributed(other))
            {
                found.push((annotations.quotes[*quote].span, OnlyHere::Speaker(entity)));
            }
        }
        for (index, entity) in self.story.entities.entities.iter().enumerate() {
            let alone =
                entity.mentions.iter().enumerate().all(|(other, count)| (*count > 0) == (other == column));
            if alone && tells(entity) && !self.others(column).any(|finder| has_name(finder, entity)) {
                let first = self.mention(column, index);
                found
                    .extend(first.map(|mention| (annotations.mentions[mention].span, OnlyHere::Name(index))));
            }
        }
        let grouped = self.story.figures.iter().flat_map(|group| &group.values).map(|value| &value.place);
        let grouped: BTreeSet<usize> = places(grouped, column);
        for (index, figure) in annotations.figures.iter().enumerate() {
            let wording = self.columns[column].slice(figure.span);
            if !grouped.contains(&index)
                && figure.noun.is_some()
                && !self.others(column).any(|finder| finder.has(wording) || finder.has_value(figure.value))
            {
                found.push((figure.span, OnlyHere::Figure(index)));
            }
        }
        found.sort_by_key(|(span, _)| *span);
        found.into_iter().map(|(_, item)| item).collect()
    }

    fn not_here(&self, column: usize) -> Vec<Absent> {
        let few = self.columns.len() <= 3;
        let least = if few { 1 } else { (self.columns.len() / 8).max(2) };
        let mut found: Vec<Absent> = Vec::new();
        found.extend(self.absent_utterances(column, least));
        if few {
            found.extend(self.absent_quotes(column));
        }
        found.extend(self.absent_speakers(column, least));
        found.extend(self.absent_names(column, least));
        found.extend(self.absent_figures(column, least));
        found.sort_by_key(|absent| (std::cmp::Reverse(absent.elsewhere.len()), absent.what));
        found.truncate(LISTED);
        found
    }

    fn absent_utterances(&self, column: usize, least: usize) -> Vec<Absent> {
        let finder = &self.finders[column];
        let mut found = Vec::new();
        for (index, utterance) in self.story.utterances.iter().enumerate() {
            let elsewhere = one_a_column(utterance.quotes.iter().copied());
            let marked = utterance.quotes.iter().any(|place| self.weighty(*place));
            if elsewhere.len() >= least.max(2)
                && marked
                && elsewhere.iter().all(|place| place.column != column)
                && !utterance.quotes.iter().any(|place| self.has_quote(finder, *place))
            {
                let searched = utterance.quotes.iter().flat_map(|place| self.wordings(*place));
                found.push(Absent {
                    what: AbsentItem::Utterance(index),
                    searched: distinct(searched),
                    elsewhere,
                });
            }
        }
        found
    }

    fn absent_quotes(&self, column: usize) -> Vec<Absent> {
        let told: BTreeSet<ItemRef> =
            self.story.utterances.iter().flat_map(|utterance| utterance.quotes.iter().copied()).collect();
        let mut found = Vec::new();
        for (other, theirs) in self.columns.iter().enumerate().filter(|(other, _)| *other != column) {
            for index in 0..theirs.report.annotations.quotes.len() {
                let place = ItemRef { column: other, index };
                if !told.contains(&place)
                    && self.weighty(place)
                    && !self.has_quote(&self.finders[column], place)
                {
                    let searched = distinct(self.wordings(place));
                    found.push(Absent { what: AbsentItem::Quote(place), elsewhere: vec![place], searched });
                }
            }
        }
        found
    }

    fn absent_speakers(&self, column: usize, least: usize) -> Vec<Absent> {
        let mut found = Vec::new();
        if !self.all_attributed(column) {
            return found;
        }
        for (index, entity) in self.story.entities.entities.iter().enumerate() {
            let quoted = &self.quoted_by[index];
            if entity.named
                && entity.label == Label::Person
                && entity.mentions.get(column).is_some_and(|count| *count > 0)
                && quoted.len() >= least
                && !quoted.contains_key(&column)
            {
                let elsewhere =
                    quoted.iter().map(|(column, index)| ItemRef { column: *column, index: *index });
                let searched = entity.names.iter().map(|(name, _)| name.clone());
                found.push(Absent {
                    what: AbsentItem::Speaker(index),
                    elsewhere: elsewhere.collect(),
                    searched: distinct(searched),
                });
            }
        }
        found
    }

    fn absent_names(&self, column: usize, least: usize) -> Vec<Absent> {
        let mut found = Vec::new();
        for (index, entity) in self.story.entities.entities.iter().enumerate() {
            let telling = entity.mentions.iter().filter(|count| **count > 0).count();
            let often = telling > 1 || entity.mentions.iter().any(|count| *count > 1);
            if telling >= least
                && often
                && tells(entity)
                && entity.mentions.get(column) == Some(&0)
                && !has_name(&self.finders[column], entity)
            {
                let elsewhere = (0..self.columns.len())
                    .filter_map(|other| Some(ItemRef { column: other, index: self.mention(other, index)? }));
                found.push(Absent {
                    what: AbsentItem::Name(index),
                    elsewhere: elsewhere.collect(),
                    searched: distinct(entity.names.iter().map(|(name, _)| name.clone())),
                });
            }
        }
        found
    }

    fn absent_figures(&self, column: usize, least: usize) -> Vec<Absent> {
        let finder = &self.finders[column];
        let mut found = Vec::new();
        for (index, group) in self.story.figures.iter().enumerate() {
            let elsewhere = one_a_column(group.values.iter().map(|value| value.place));
            let wording = |place: &ItemRef| {
                let column = &self.columns[place.column];
                column.slice(column.report.annotations.figures[place.index].span).to_owned()
            };
            let searched = distinct(group.values.iter().map(|value| wording(&value.place)));
            let there = searched.iter().any(|wording| finder.has(wording))
                || group.values.iter().any(|value| finder.has_value(value.value));
            if elsewhere.len() >= least.max(2)
                && elsewhere.iter().all(|place| place.column != column)
                && !there
            {
                found.push(Absent { what: AbsentItem::Figure(index), elsewhere, searched });
            }
        }
        found
    }

    fn order(&self, column: usize) -> Vec<Shared> {
        let Column { report, words, .. } = &self.columns[column];
        let annotations = &report.annotations;
        let mut items: Vec<(Span, SharedItem)> = Vec::new();
        let mut add = |place: &ItemRef, spans: &dyn Fn(usize) -> Span, what: SharedItem| {
            if place.column == column {
                items.push((spans(place.index), what));
            }
        };
        for (index, utterance) in self.story.utterances.iter().enumerate() {
            for place in &utterance.quotes {
                add(place, &|quote| annotations.quotes[quote].span, SharedItem::Utterance(index));
            }
        }
        for (index, passage) in self.story.passages.iter().enumerate() {
            for place in &passage.sentences {
                add(place, &|sentence| annotations.sentences[sentence], SharedItem::Passage(index));
            }
        }
        for (index, group) in self.story.figures.iter().enumerate() {
            for value in &group.values {
                add(&value.place, &|figure| annotations.figures[figure].span, SharedItem::Figure(index));
            }
        }
        items.sort_unstable_by_key(|(span, what)| (*what, *span));
        items.dedup_by_key(|(_, what)| *what);
        items.sort_unstable();
        let body = words.partition_point(|word| word.span.start() < report.article.body_start());
        let length = (words.len() - body).max(1) as f32;
        let position = |span: Span| {
            let word = words.partition_point(|word| word.span.start() < span.start());
            word.saturating_sub(body) as f32 / length
        };
        items.into_iter().map(|(span, what)| Shared { what, span, position: position(span) }).collect()
    }

    /// Whether a quote says enough for its lack elsewhere to be worth a line.
    fn weighty(&self, place: ItemRef) -> bool {
        let column = &self.columns[place.column];
        let quote = &column.report.annotations.quotes[place.index];
        let words = quote.marked.iter().flat_map(|span| column.words_of(*span));
        let matter = words.clone().filter(|word| !column.words[*word].function).count();
        quote.kind != QuoteKind::Indirect && words.count() >= QUOTE_WORDS && matter >= QUOTE_MATTER
    }

    /// Whether the article of `finder` has the words of a quote, or most of them in one sentence.
    fn has_quote(&self, finder: &Finder, place: ItemRef) -> bool {
        let column = &self.columns[place.column];
        let quote = &column.report.annotations.quotes[place.index];
        let whole = [quote.span];
        let spans = if quote.marked.is_empty() { &whole[..] } else { &quote.marked };
        spans.iter().any(|span| finder.has_content(&column.words[column.words_of(*span)]))
    }

    fn wordings(&self, place: ItemRef) -> Vec<String> {
        let column = &self.columns[place.column];
        let quote = &column.report.annotations.quotes[place.index];
        quote.marked.iter().map(|span| column.slice(*span).to_owned()).collect()
    }

    /// Whether it is known of every marked quote of an article who said it.
    fn all_attributed(&self, column: usize) -> bool {
        let annotations = &self.columns[column].report.annotations;
        annotations.quotes.iter().filter(|quote| quote.kind != QuoteKind::Indirect).all(|quote| {
            let chain =
                quote.attribution.and_then(|attribution| annotations.mentions[attribution.mention].chain);
            chain.is_some_and(|chain| self.story.entities.of[column][chain].is_some())
        })
    }

    /// The first mention of an entity by name in a column.
    fn mention(&self, column: usize, entity: usize) -> Option<usize> {
        let mentions = self.columns[column].report.annotations.mentions.iter();
        let of = |mention: &crate::model::Mention| {
            mention.chain.and_then(|chain| self.story.entities.of[column][chain]) == Some(entity)
        };
        mentions
            .enumerate()
            .filter(|(_, mention)| of(mention))
            .min_by_key(|(index, mention)| (mention.kind != MentionKind::Name, *index))
            .map(|(index, _)| index)
    }
}

/// Whether an entity tells something of a report by being named or not: persons, organizations, events, laws.
fn tells(entity: &Entity) -> bool {
    entity.named
        && match entity.label {
            Label::Person | Label::Organization | Label::Event | Label::Law => true,
            Label::Place | Label::Group | Label::Work | Label::Date | Label::Other => false,
        }
}

/// Whether an article has any wording of a name, a person's surname alone, or an organization's initials.
fn has_name(finder: &Finder, entity: &Entity) -> bool {
    let names = || entity.names.iter().map(|(name, _)| name.as_str()).chain([entity.name.as_str()]);
    names().any(|name| finder.has(name))
        || match entity.label {
            Label::Person => {
                names().any(|name| name.split_whitespace().any(|word| word.len() > 2 && finder.has(word)))
            }
            Label::Organization | Label::Event | Label::Law => names().any(|name| {
                initials(name).is_some_and(|initials| finder.has(&initials)) || finder.spells(name)
            }),
            Label::Place | Label::Group | Label::Work | Label::Date | Label::Other => false,
        }
}

fn initials(name: &str) -> Option<String> {
    let initials: String = name
        .split([' ', '-'])
        .filter_map(|word| word.chars().next())
        .filter(|char| char.is_uppercase())
        .collect();
    (initials.chars().count() >= 2).then_some(initials)
}

fn places<'p>(all: impl Iterator<Item = &'p ItemRef>, column: usize) -> BTreeSet<usize> {
    all.filter(|place| place.column == column).map(|place| place.index).collect()
}

fn one_a_column(places: impl Iterator<Item = ItemRef>) -> Vec<ItemRef> {
    let mut first: HashMap<usize, ItemRef> = HashMap::new();
    for place in places {
        let known = first.entry(place.column).or_insert(place);
        *known = (*known).min(place);
    }
    let mut places: Vec<ItemRef> = first.into_values().collect();
    places.sort_unstable();
    places
}

fn distinct(wordings: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    wordings.into_iter().filter(|wording| seen.insert(wording.clone())).collect()
}
