//! What one article alone has: nothing is said to be, that a search finds elsewhere.

use std::collections::BTreeSet;

use super::evidence::has_name;
use super::{Comparison, places};
use crate::compare::search::Finder;
use crate::model::{ItemRef, OnlyHere, Span};

impl Comparison<'_> {
    pub(super) fn only_here(&self, column: usize) -> Vec<OnlyHere> {
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
            if let (Some(quote), 1) = (quoted.get(&column), self.reported_by[entity].len())
                && self.story.entities.entities[entity].named
                && (0..self.columns.len()).all(|other| {
                    other == column || self.all_attributed(other) && !self.may_speak(other, entity)
                })
            {
                found.push((annotations.quotes[*quote].span, OnlyHere::Speaker(entity)));
            }
        }
        for (index, entity) in self.story.entities.entities.iter().enumerate() {
            let alone =
                entity.mentions.iter().enumerate().all(|(other, count)| (*count > 0) == (other == column));
            if alone && self.telling[index] && !self.others(column).any(|finder| has_name(finder, entity)) {
                let first = self.named_at(column, index);
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

    fn others(&self, column: usize) -> impl Iterator<Item = &Finder> {
        self.finders.iter().enumerate().filter(move |(other, _)| *other != column).map(|(_, finder)| finder)
    }
}
