//! For each article: what it shares with the others, what only it has, and what others have and it lacks.
//!
//! Nothing is said to be absent that a search finds: every wording of a quote, name or figure is looked for in the
//! article's text, and where one is there the claim is not made.

mod evidence;
mod not_here;
mod only_here;
mod order;
mod sharing;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::column::Column;
use super::entities::Linked;
use super::search::Finder;
use super::words::Word;
use crate::model::{Coverage, FigureGroup, ItemRef, Passage, QuoteKind, Sharing, Utterance};

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

pub(super) fn coverage(columns: &[Column<'_>], story: &LinedUp<'_>) -> Vec<Coverage> {
    let finders: Vec<Finder> = columns.par_iter().map(Finder::new).collect();
    let quoted = |marked| quoted_by(columns, story.entities, marked);
    let comparison = Comparison {
        columns,
        story,
        finders,
        quoted_by: quoted(true),
        reported_by: quoted(false),
        tellings: Comparison::tellings(columns, story.utterances),
        telling: Comparison::telling(columns, &story.entities.entities),
        named_in: Comparison::named_in(columns, story.entities),
    };
    (0..columns.len()).into_par_iter().map(|column| comparison.coverage(column)).collect()
}

/// For each entity the columns that quote it, each with its first quote.
type QuotedBy = Vec<BTreeMap<usize, usize>>;

/// By quotes of any kind, or by those between marks only.
fn quoted_by(columns: &[Column<'_>], entities: &Linked, marked: bool) -> QuotedBy {
    let mut quoted = vec![BTreeMap::new(); entities.entities.len()];
    for (index, column) in columns.iter().enumerate() {
        for (number, quote) in column.report.annotations.quotes.iter().enumerate() {
            let mention = quote.attribution.map(|attribution| attribution.mention);
            let chain = mention.and_then(|mention| column.report.annotations.mentions[mention].chain);
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
    finders: Vec<Finder>,
    /// Who is quoted between marks, and who in any way.
    quoted_by: QuotedBy,
    reported_by: QuotedBy,
    /// For each utterance the different words that it is told in.
    tellings: Vec<Vec<&'c [Word]>>,
    /// For each entity, whether its name tells something by standing in a report or not.
    telling: Vec<bool>,
    /// For each entity, where the columns that name it do so first.
    named_in: Vec<Vec<ItemRef>>,
}

impl Comparison<'_> {
    fn coverage(&self, column: usize) -> Coverage {
        if (0..self.columns.len()).all(|other| !self.elsewhere(column, other)) {
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
}

impl Comparison<'_> {
    /// Whether one column is another report than `column`: no version of it.
    fn elsewhere(&self, column: usize, other: usize) -> bool {
        self.story.report_of[column] != self.story.report_of[other]
    }

    /// The indices in `column` of the items of those groups that another report has a part in.
    fn told<P: Iterator<Item = ItemRef> + Clone>(
        &self,
        groups: impl Iterator<Item = P>,
        column: usize,
    ) -> BTreeSet<usize> {
        groups
            .filter(|places| places.clone().any(|place| self.elsewhere(column, place.column)))
            .flatten()
            .filter(|place| place.column == column)
            .map(|place| place.index)
            .collect()
    }

    fn told_quotes(&self, column: usize) -> BTreeSet<usize> {
        self.told(self.story.utterances.iter().map(|utterance| utterance.quotes.iter().copied()), column)
    }

    fn told_sentences(&self, column: usize) -> BTreeSet<usize> {
        self.told(self.story.passages.iter().map(|passage| passage.sentences.iter().copied()), column)
    }

    fn told_figures(&self, column: usize) -> BTreeSet<usize> {
        let places =
            |group: &'_ FigureGroup| group.values.iter().map(|value| value.place).collect::<Vec<_>>();
        self.told(self.story.figures.iter().map(|group| places(group).into_iter()), column)
    }
}
