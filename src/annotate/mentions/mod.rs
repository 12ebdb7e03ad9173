//! Names of persons, organizations, places, groups and the like: a document in, its name mentions out.
//!
//! Two linear models in sequence. The first labels each chain of tokens by its words, their shapes, clusters and
//! lists and by what the document tells about them; the second sees how the first labelled the same words
//! elsewhere. `data/README.md` says how they were trained.

mod agreement;
mod candidates;
mod clusters;
mod dates;
mod days;
mod decode;
mod evidence;
mod features;
mod list_bits;
mod lists;
mod model;
mod settle;
mod tags;
pub mod training;
mod words;

use std::sync::LazyLock;

use crate::hash;
use crate::model::{Mention, MentionKind, Span};

use super::Document;
use agreement::{Tally, Votes};
use decode::{Decided, Decoder};
use features::Prepared;
use model::{Model, Scores};
use tags::{LABELS, Position, parts};

const FIRST_BYTES: &[u8] = include_bytes!("../../../data/models/entities_first.bin");
const SECOND_BYTES: &[u8] = include_bytes!("../../../data/models/entities_second.bin");
const _: () =
    assert!(model::is_model(FIRST_BYTES) && model::is_model(SECOND_BYTES), "train the models again");

static FIRST: LazyLock<Model<'static>> = LazyLock::new(|| Model::new(FIRST_BYTES));
static SECOND: LazyLock<Model<'static>> = LazyLock::new(|| Model::new(SECOND_BYTES));

/// Names whose weakest token wins by less log odds than this look tentative.
const SURE: f32 = 1.5;

/// Names of persons, organizations, places, groups and the like, and dates.
pub(super) fn mentions(document: &Document<'_>) -> Vec<Mention> {
    let mut mentions = recognise(document, &FIRST, Some(&SECOND));
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

/// Two models that were just trained.
struct Recogniser<'b> {
    first: Model<'b>,
    second: Option<Model<'b>>,
}

impl Recogniser<'_> {
    fn mentions(&self, document: &Document<'_>) -> Vec<Mention> {
        recognise(document, &self.first, self.second.as_ref())
    }
}

/// The names that two models find, or one.
fn recognise(
    document: &Document<'_>,
    first_model: &Model<'_>,
    second_model: Option<&Model<'_>>,
) -> Vec<Mention> {
    let prepared = Prepared::new(document);
    let first = first_stage(first_model, &prepared);
    let Some(second_model) = second_model else {
        return names(document, &prepared, &first, first_model.unit);
    };
    let mut tally = Tally::default();
    tally.add(&prepared, &first);
    let votes = Votes::new(&prepared, &tally, &first, first_model.unit);
    let second = second_stage(second_model, &prepared, &votes);
    let mut found = names(document, &prepared, &second, second_model.unit);
    settle::settle(document, &prepared, &mut found);
    found
}

/// Labels every chain by itself.
fn first_stage(model: &Model<'_>, prepared: &Prepared<'_>) -> Vec<Decided> {
    run(model, prepared, |chain, index, features| prepared.features(chain, index, features))
}

/// Labels every chain with the votes in view.
fn second_stage(model: &Model<'_>, prepared: &Prepared<'_>, votes: &Votes<'_>) -> Vec<Decided> {
    run(model, prepared, |chain, index, features| prepared.second_features(chain, index, votes, features))
}

fn run(
    model: &Model<'_>,
    prepared: &Prepared<'_>,
    extract: impl Fn(usize, usize, &mut Vec<u32>),
) -> Vec<Decided> {
    let mut decided = Vec::new();
    let mut decoder = Decoder::new(model);
    let mut features = Vec::with_capacity(200);
    let mut scores: Vec<Scores> = Vec::new();
    for (chain, (range, _)) in prepared.chains.iter().enumerate() {
        scores.clear();
        for index in range.clone() {
            features.clear();
            extract(chain, index, &mut features);
            scores.push(model.score(&features));
        }
        decoder.decode(&scores, &mut decided);
    }
    decided
}

/// The names that `decided` spells.
fn names(document: &Document<'_>, prepared: &Prepared<'_>, decided: &[Decided], unit: f32) -> Vec<Mention> {
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
                        tentative: (margin as f32) * unit < SURE,
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
