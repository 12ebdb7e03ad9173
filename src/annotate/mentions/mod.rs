//! Names of persons, organizations, places, groups and the like: a document in, its name mentions out.
//!
//! Two stages. A linear model labels each chain of tokens by its words, their shapes, clusters and lists and by what
//! the document tells about them (`data/README.md` says how it was trained). Then the names agree with one another
//! over the document, and with those of other articles where they are given (`settle`, `known`).

mod candidates;
mod clusters;
mod dates;
mod days;
mod decode;
mod evidence;
mod features;
mod known;
mod list_bits;
mod listed;
mod lists;
mod memo;
mod model;
mod settle;
mod tags;
pub mod training;
mod words;

use std::cell::RefCell;
use std::sync::LazyLock;

use crate::hash;
use crate::model::{Mention, MentionKind, Span};

use super::Document;
use decode::{Decided, Decoder};
use features::Prepared;
pub use known::Known;
use memo::Memo;
use model::{Model, Scorer, Scores, UNIT, Weighed};
use tags::{LABELS, Position, parts};
use words::Word;

const BYTES: &[u8] = include_bytes!("../../../data/models/entities.bin");
const _: () = assert!(model::is_model(BYTES), "train the model again");

static MODEL: LazyLock<Model<'static>> = LazyLock::new(|| Model::new(BYTES));

/// What is remembered from article to article: some 4 MB for each thread that reads any.
struct Remembered {
    words: Memo<Word>,
    /// For one model alone.
    bundles: Memo<Weighed>,
}

impl Default for Remembered {
    fn default() -> Self {
        Remembered { words: Memo::new(14), bundles: Memo::new(15) }
    }
}

thread_local! {
    static REMEMBERED: RefCell<Remembered> = RefCell::default();
}

/// Names whose weakest token wins by less log odds than this look tentative.
const SURE: f32 = 1.5;

/// What is named in an article, as far as the article alone tells.
pub(super) struct Named {
    prepared: Prepared,
    /// What the model found.
    found: Vec<Mention>,
    /// The same settled, and dates.
    pub(super) mentions: Vec<Mention>,
}

/// Names of persons, organizations, places, groups and the like, and dates.
pub(super) fn named(document: &Document<'_>) -> Named {
    let (prepared, decided) = REMEMBERED.with_borrow_mut(|remembered| {
        let prepared = Prepared::new(document, &mut remembered.words);
        let decided = decide(&MODEL, document, &prepared, &mut remembered.bundles);
        (prepared, decided)
    });
    let found = names(document, &prepared, &decided);
    let mentions = settled(document, &prepared, None, found.clone());
    Named { prepared, found, mentions }
}

impl Named {
    /// The mentions, where names of other articles on the same are known, too.
    pub(super) fn among(self, document: &Document<'_>, known: &Known) -> Vec<Mention> {
        settled(document, &self.prepared, Some(known), self.found)
    }
}

/// The second stage, and dates where no name is.
fn settled(
    document: &Document<'_>,
    prepared: &Prepared,
    elsewhere: Option<&Known>,
    mut mentions: Vec<Mention>,
) -> Vec<Mention> {
    settle::settle(document, prepared, elsewhere, &mut mentions);
    mentions.extend(dates::dates(document, &mentions));
    mentions.sort_by_key(|mention| (mention.span.start(), mention.span.end()));
    mentions
}

/// Whether a phrase that the models pass over may still be a name: all its words have capitals, and one of them at
/// least is neither a title nor a word that news writes small.
pub(super) fn may_be_name<'w>(words: impl Iterator<Item = &'w str>) -> bool {
    let mut telling = false;
    for word in words {
        if !word.starts_with(char::is_alphabetic) {
            continue;
        }
        if !word.starts_with(char::is_uppercase) {
            return false;
        }
        let small = word.to_lowercase();
        let known = clusters::of(hash::word(&small)) != clusters::Clusters::default();
        let numbered = word.ends_with(|char: char| char.is_ascii_digit());
        telling |= !(known || numbered || word.chars().count() < 2 || crate::names::title(word).is_some());
    }
    telling
}

pub(super) use days::values as dates;

/// Finds the best tags of the tokens of all chains.
fn decide(
    model: &Model<'_>,
    document: &Document<'_>,
    prepared: &Prepared,
    bundles: &mut Memo<Weighed>,
) -> Vec<Decided> {
    let mut decided = Vec::new();
    let mut decoder = Decoder::new(&model.transitions);
    let mut scorer = Scorer::new(model, bundles);
    let mut scores: Vec<Scores> = Vec::new();
    for (chain, (range, _)) in prepared.chains.iter().enumerate() {
        scores.clear();
        for index in range.clone() {
            prepared.features(document, chain, index, &mut scorer);
            scores.push(scorer.finish());
        }
        decoder.decode(&scores, &mut decided);
    }
    decided
}

/// The names that `decided` spells.
fn names(document: &Document<'_>, prepared: &Prepared, decided: &[Decided]) -> Vec<Mention> {
    let mut out = Vec::new();
    let mut decisions = decided.iter();
    for (range, _) in &prepared.chains {
        let mut open: Option<(usize, i32)> = None;
        for (index, decision) in range.clone().zip(&mut decisions) {
            let Some((label, position)) = parts(decision.tag) else { continue };
            let (start, margin) = match (position, open) {
                (Position::Inner | Position::Last, Some((start, margin))) => {
                    (start, margin.min(decision.margin))
                }
                _ => (index, decision.margin),
            };
            match position {
                Position::First | Position::Inner => open = Some((start, margin)),
                Position::Last | Position::Only => {
                    open = None;
                    let Some(span) = without_marks(document, start, index) else { continue };
                    out.push(Mention {
                        span,
                        kind: MentionKind::Name,
                        label: LABELS[label],
                        chain: None,
                        tentative: margin as f32 * UNIT < SURE,
                    });
                }
            }
        }
    }
    out
}

/// The span of the tokens from `first` to `last` without quotation marks at its ends.
fn without_marks(document: &Document<'_>, first: usize, last: usize) -> Option<Span> {
    let loose =
        |index: &usize| matches!(document.word(*index), "“" | "”" | "\"" | "‘" | "’" | "'" | "«" | "»" | ",");
    let first = (first..=last).find(|index| !loose(index))?;
    let last = (first..=last).rev().find(|index| !loose(index))?;
    Some(document.tokens[first].span.cover(document.tokens[last].span))
}
