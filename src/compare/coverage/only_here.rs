//! What one article alone has: nothing is said to be, that a search finds elsewhere.

use super::Comparison;
use super::evidence::has_name;
use crate::compare::search::Finder;
use crate::model::{ItemRef, OnlyHere, Span};

impl Comparison<'_> {
    pub(super) fn only_here(&self, column: usize) -> Vec<OnlyHere> {
        let annotations = &self.columns[column].report.annotations;
        let told = self.told_quotes(column);
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
            if let Some(quote) = quoted.get(&column)
                && self.reported_by[entity].keys().all(|other| !self.elsewhere(column, *other))
                && self.story.entities.entities[entity].named
                && (0..self.columns.len()).all(|other| {
                    !self.elsewhere(column, other)
                        || self.all_attributed(other) && !self.may_speak(other, entity)
                })
            {
                found.push((annotations.quotes[*quote].span, OnlyHere::Speaker(entity)));
            }
        }
        for (index, entity) in self.story.entities.entities.iter().enumerate() {
            let alone = entity.mentions.get(column).is_some_and(|count| *count > 0)
                && entity
                    .mentions
                    .iter()
                    .enumerate()
                    .all(|(other, count)| *count == 0 || !self.elsewhere(column, other));
            if alone && self.telling[index] && !self.others(column).any(|finder| has_name(finder, entity)) {
                let first = self.named_at(column, index);
                found
                    .extend(first.map(|mention| (annotations.mentions[mention].span, OnlyHere::Name(index))));
            }
        }
        let grouped = self.told_figures(column);
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
        let finders = self.finders.iter().enumerate();
        finders.filter(move |(other, _)| self.elsewhere(column, *other)).map(|(_, finder)| finder)
    }
}
