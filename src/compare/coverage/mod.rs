//! For each article: what it shares with the others, what only it has, and what others have and it lacks.
//!
//! Nothing is said to be absent that a search finds: every wording of a quote, name or figure is looked for in the
//! article's text, and where one is there the claim is not made.

mod evidence;
mod not_here;
mod only_here;
mod order;
mod sharing;

use std::collections::BTreeMap;

use super::Report;
use super::column::Column;
use super::each;
use super::entities::Linked;
use super::search::{Found, Search};
use crate::model::{Absent, Coverage, FigureGroup, ItemRef, Passage, QuoteKind, Sharing, Utterance};
use not_here::Wanted;

/// What was lined up across the articles of a story.
pub(super) struct LinedUp<'s> {
    pub(super) entities: &'s Linked,
    pub(super) utterances: &'s [Utterance],
    pub(super) passages: &'s [Passage],
    pub(super) figures: &'s [FigureGroup],
    /// For each column, which words stand in text shared outside quotes.
    pub(super) shared_words: &'s [Vec<bool>],
    /// For each column, the first that is a version of the same report.
    pub(super) report_of: &'s [usize],
}

/// What each article shares, brings alone and lacks, and all that any of them lacks.
pub(super) fn coverage(columns: &[Column<'_>], story: &LinedUp<'_>) -> (Vec<Coverage>, Box<[Absent]>) {
    let comparison = Comparison::new(columns, story);
    let wanted = comparison.wanted();
    let coverage = each(0..columns.len(), |column| comparison.coverage(column, &wanted));
    not_here::once(coverage, wanted)
}

/// What is said of an article that no other report stands beside.
pub(super) fn alone(report: &Report) -> Coverage {
    let sentences = vec![Sharing::OnlyHere; report.annotations.sentences.len()].into();
    Coverage { sentences, ..Coverage::default() }
}

/// For each entity the columns that quote it, each with its first quote.
type QuotedBy = Vec<BTreeMap<usize, usize>>;

/// By quotes of any kind, or by those between marks only.
fn quoted_by(columns: &[Column<'_>], entities: &Linked, marked: bool) -> QuotedBy {
    let mut quoted = vec![BTreeMap::new(); entities.entities.len()];
    for (index, column) in columns.iter().enumerate() {
        for (number, quote) in column.report.annotations.quotes.iter().enumerate() {
            let mention = quote.attribution.map(|attribution| attribution.mention());
            let chain = mention.and_then(|mention| column.report.annotations.mentions[mention].chain());
            if let Some(entity) = chain.and_then(|chain| entities.of[index][chain])
                && (!marked || quote.kind != QuoteKind::Indirect)
            {
                quoted[entity].entry(index).or_insert(number);
            }
        }
    }
    quoted
}

struct Comparison<'c> {
    columns: &'c [Column<'c>],
    story: &'c LinedUp<'c>,
    search: Search<'c>,
    /// Who is quoted between marks, and who in any way.
    quoted_by: QuotedBy,
    reported_by: QuotedBy,
    /// For each entity, whether its name tells something by standing in a report or not.
    telling: Vec<bool>,
    /// For each entity, where the columns that name it do so first.
    named_in: Vec<Vec<ItemRef>>,
    /// For each entity whose name tells something, the articles that have any wording of it.
    names: Vec<Found>,
    /// For each column, whether it is known of every marked quote who said it.
    all_attributed: Vec<bool>,
    /// For each entity, the columns that mention it where somebody may speak.
    speaking: Vec<Found>,
    /// For each column, its sentences in which somebody may speak.
    speech: Vec<Vec<bool>>,
    /// For each column, what of it another report tells as well.
    told: Vec<Told>,
    /// For each column, for each quote that no other report is known to have and that says enough, the articles that
    /// have its words all the same.
    quotes: Vec<Vec<Option<Found>>>,
}

/// What of an article another report tells as well, by the places in its lists.
#[derive(Clone)]
struct Told {
    quotes: Vec<bool>,
    sentences: Vec<bool>,
    figures: Vec<bool>,
}

impl<'c> Comparison<'c> {
    fn new(columns: &'c [Column<'c>], story: &'c LinedUp<'c>) -> Comparison<'c> {
        let quoted = |marked| quoted_by(columns, story.entities, marked);
        let mut comparison = Comparison {
            search: Search::new(columns),
            quoted_by: quoted(true),
            reported_by: quoted(false),
            telling: evidence::telling(columns, &story.entities.entities),
            named_in: evidence::named_in(columns, story.entities),
            all_attributed: evidence::all_attributed(columns, story.entities),
            speech: columns.iter().map(evidence::speech).collect(),
            told: told(columns, story),
            names: Vec::new(),
            speaking: Vec::new(),
            quotes: Vec::new(),
            columns,
            story,
        };
        comparison.names = comparison.names();
        comparison.speaking = comparison.speaking();
        comparison.quotes = each(0..columns.len(), |column| comparison.untold_quotes(column));
        comparison
    }

    fn coverage(&self, column: usize, wanted: &[Wanted]) -> Coverage {
        if (0..self.columns.len()).all(|other| !self.elsewhere(column, other)) {
            return alone(self.columns[column].report);
        }
        let shared = &self.story.shared_words[column];
        let own = self.columns[column].quoted.iter().filter(|quoted| !**quoted).count();
        Coverage {
            sentences: self.sentences(column),
            shared_words: shared.iter().filter(|shared| **shared).count() as f32 / own.max(1) as f32,
            only_here: self.only_here(column),
            not_here: not_here::not_here(column, wanted),
            order: self.order(column),
        }
    }

    /// Whether one column is another report than `column`: no version of it.
    fn elsewhere(&self, column: usize, other: usize) -> bool {
        self.story.report_of[column] != self.story.report_of[other]
    }

    /// Whether another report than `column` is among those found.
    fn found_elsewhere(&self, column: usize, found: &Found) -> bool {
        found.iter().enumerate().any(|(other, found)| *found && self.elsewhere(column, other))
    }
}

/// What is in groups that two reports have a part in.
fn told(columns: &[Column<'_>], story: &LinedUp<'_>) -> Vec<Told> {
    let none = |column: &Column<'_>| Told {
        quotes: vec![false; column.report.annotations.quotes.len()],
        sentences: vec![false; column.sentences.len()],
        figures: vec![false; column.report.annotations.figures.len()],
    };
    let mut told: Vec<Told> = columns.iter().map(none).collect();
    let report = |place: &ItemRef| story.report_of[place.column];
    let several = |places: &[ItemRef]| places.iter().any(|place| report(place) != report(&places[0]));
    for utterance in story.utterances.iter().filter(|utterance| several(&utterance.quotes)) {
        utterance.quotes.iter().for_each(|place| told[place.column].quotes[place.index] = true);
    }
    for passage in story.passages.iter().filter(|passage| several(&passage.sentences)) {
        passage.sentences.iter().for_each(|place| told[place.column].sentences[place.index] = true);
    }
    for group in story.figures {
        let places: Vec<ItemRef> = group.values.iter().map(|value| value.place).collect();
        if several(&places) {
            places.iter().for_each(|place| told[place.column].figures[place.index] = true);
        }
    }
    told
}
