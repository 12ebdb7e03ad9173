//! What one article alone has: nothing is said to be, that a search finds elsewhere.

use super::Comparison;
use crate::model::{OnlyHere, Span};

impl Comparison<'_> {
    pub(super) fn only_here(&self, column: usize) -> Box<[OnlyHere]> {
        let annotations = &self.columns[column].report.annotations;
        let mut found: Vec<(Span, OnlyHere)> = Vec::new();
        for (index, elsewhere) in self.quotes[column].iter().enumerate() {
            if elsewhere.as_ref().is_some_and(|elsewhere| !self.found_elsewhere(column, elsewhere)) {
                found.push((annotations.quotes[index].span, OnlyHere::Quote(index)));
            }
        }
        for (entity, quoted) in self.quoted_by.iter().enumerate() {
            if let Some(quote) = quoted.get(&column)
                && self.reported_by[entity].keys().all(|other| !self.elsewhere(column, *other))
                && self.story.entities.entities[entity].named
                && (0..self.columns.len())
                    .all(|other| !self.elsewhere(column, other) || self.all_attributed[other])
                && !self.found_elsewhere(column, &self.may_speak(entity))
            {
                found.push((annotations.quotes[*quote].span, OnlyHere::Speaker(entity)));
            }
        }
        for (index, entity) in self.story.entities.entities.iter().enumerate() {
            let count = |column: usize| entity.mentions.of(column);
            let alone =
                || (0..self.columns.len()).all(|other| count(other) == 0 || !self.elsewhere(column, other));
            if count(column) > 0
                && self.telling[index]
                && alone()
                && !self.found_elsewhere(column, &self.names[index])
            {
                let first = self.named_at(column, index);
                found
                    .extend(first.map(|mention| (annotations.mentions[mention].span, OnlyHere::Name(index))));
            }
        }
        for (index, figure) in annotations.figures.iter().enumerate() {
            if figure.noun.is_none() || self.told[column].figures[index] {
                continue;
            }
            let mut there = self.search.nowhere();
            self.search.mark_value(figure.value, &mut there);
            self.search.mark(self.columns[column].slice(figure.span), &mut there);
            if !self.found_elsewhere(column, &there) {
                found.push((figure.span, OnlyHere::Figure(index)));
            }
        }
        found.sort_by_key(|(span, _)| *span);
        found.into_iter().map(|(_, item)| item).collect()
    }
}
