//! What each article calls the same person, organization, group or thing, where they do not all call it the same.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::column::Column;
use super::entities::Linked;
use super::words::{fold, words};
use crate::model::{Called, Entity, Label, MentionKind, Naming, Span};

/// A family of terms that writers choose between for one thing.
struct Family {
    head: String,
    /// Each term as the keys of its words, and of its words in the plural.
    terms: Vec<Vec<u64>>,
}

static FAMILIES: LazyLock<Vec<Family>> = LazyLock::new(|| {
    include_str!("../../data/lexicon/namings.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(": "))
        .map(|(head, terms)| Family {
            head: head.to_owned(),
            terms: terms.split("; ").map(stems).filter(|keys| !keys.is_empty()).collect(),
        })
        .collect()
});

pub(super) fn naming(columns: &[Column<'_>], entities: &Linked) -> Vec<Naming> {
    let mut found = Vec::new();
    for (index, entity) in entities.entities.iter().enumerate() {
        let called = match entity.label {
            Label::Person => roles(columns, entity),
            Label::Organization | Label::Group | Label::Event | Label::Law => names(columns, entities, index),
            Label::Place | Label::Work | Label::Date | Label::Other => continue,
        };
        if entity.named && differ(&called) {
            found.push(Naming { subject: entity.name.clone(), entity: Some(index), columns: called });
        }
    }
    for family in FAMILIES.iter() {
        let called: Vec<Vec<Called>> = columns.iter().map(|column| terms(column, family)).collect();
        if differ(&called) {
            found.push(Naming { subject: family.head.clone(), entity: None, columns: called });
        }
    }
    found
}

/// Whether two articles both name it and one uses a wording that the other does not.
fn differ(columns: &[Vec<Called>]) -> bool {
    let mut sets: Vec<BTreeSet<String>> = columns
        .iter()
        .filter(|called| !called.is_empty())
        .map(|called| called.iter().map(|called| plain(&called.name)).collect())
        .collect();
    sets.sort();
    sets.dedup();
    sets.len() > 1
}

/// A name as it is compared: folded, without an article or a plural ending.
fn plain(name: &str) -> String {
    let folded = fold(name);
    let folded = folded.strip_prefix("the ").unwrap_or(&folded);
    folded.strip_suffix('s').unwrap_or(folded).replace('-', " ")
}

/// The names that each article uses of an entity.
fn names(columns: &[Column<'_>], entities: &Linked, entity: usize) -> Vec<Vec<Called>> {
    columns
        .iter()
        .enumerate()
        .map(|(index, column)| {
            let places = column
                .report
                .annotations
                .mentions
                .iter()
                .filter(|mention| mention.kind == MentionKind::Name)
                .filter(|mention| {
                    mention.chain.is_some_and(|chain| entities.of[index][chain] == Some(entity))
                })
                .map(|mention| mention.span);
            gather(column, places)
        })
        .collect()
}

/// The titles and roles that each article gives a person.
fn roles(columns: &[Column<'_>], entity: &Entity) -> Vec<Vec<Called>> {
    let mut called: Vec<Vec<Called>> = columns.iter().map(|_| Vec::new()).collect();
    for (column, role) in &entity.roles {
        let text = &columns[*column].report.article.text;
        let places: Vec<Span> =
            text.match_indices(role.as_str()).map(|(at, found)| Span::new(at, at + found.len())).collect();
        let known = called[*column].iter().any(|known| plain(&known.name) == plain(role));
        if !places.is_empty() && !known {
            called[*column].push(Called { name: role.clone(), places });
        }
    }
    called
}

/// The terms of a family that an article uses outside quotes: what others say is not the article's choice.
fn terms(column: &Column<'_>, family: &Family) -> Vec<Called> {
    let mut places = Vec::new();
    let mut at = 0;
    while at < column.words.len() {
        let matches = |term: &&Vec<u64>| {
            column.words[at..].len() >= term.len()
                && term.iter().zip(&column.words[at..]).all(|(key, word)| *key == word.stem)
                && !column.quoted[at..at + term.len()].contains(&true)
        };
        match family.terms.iter().filter(matches).map(Vec::len).max() {
            Some(length) => {
                places.push(column.words[at].span.cover(column.words[at + length - 1].span));
                at += length;
            }
            None => at += 1,
        }
    }
    gather(column, places.into_iter())
}

fn stems(term: &str) -> Vec<u64> {
    words(term, Span::new(0, term.len())).iter().map(|word| word.stem).collect()
}

/// Places by their wording, the most frequent first.
fn gather(column: &Column<'_>, places: impl Iterator<Item = Span>) -> Vec<Called> {
    let mut by_name: BTreeMap<String, Called> = BTreeMap::new();
    for place in places {
        let name = column.slice(place);
        by_name
            .entry(plain(name))
            .or_insert_with(|| Called { name: name.to_owned(), places: Vec::new() })
            .places
            .push(place);
    }
    let mut called: Vec<Called> = by_name.into_values().collect();
    called.sort_by_key(|called| (std::cmp::Reverse(called.places.len()), called.places[0]));
    called
}
