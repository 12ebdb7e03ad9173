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
use crate::model::{Coverage, FigureGroup, ItemRef, Passage, QuoteKind, Sharing, Utterance};

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
    let finders: Vec<Finder> = columns.par_iter().map(Finder::new).collect();
    let quoted = |marked| quoted_by(columns, story.entities, marked);
    let comparison = Comparison {
        columns,
        story,
        finders,
        quoted_by: quoted(true),
        reported_by: quoted(false),
        telling: Comparison::telling(columns, &story.entities.entities),
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
    /// For each entity, whether its name tells something by standing in a report or not.
    telling: Vec<bool>,
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
}

/// The indices in `all` that are of one column.
fn places<'p>(all: impl Iterator<Item = &'p ItemRef>, column: usize) -> BTreeSet<usize> {
    all.filter(|place| place.column == column).map(|place| place.index).collect()
}
