//! What other articles have and one lacks: each claim is made only where a search for all wordings finds nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::Comparison;
use super::evidence::has_name;
use crate::model::{Absent, AbsentItem, ItemRef, Label};

/// Absent items listed for one article, the most told first.
const LISTED: usize = 40;

impl Comparison<'_> {
    pub(super) fn not_here(&self, column: usize) -> Vec<Absent> {
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
                && !self.tellings[index].iter().any(|words| finder.has_content(words))
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
                    && self.has_speaker(place)
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
                && !self.reported_by[index].contains_key(&column)
                && !self.may_speak(column, index)
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
            if !self.telling[index] || entity.mentions.get(column) != Some(&0) {
                continue;
            }
            let elsewhere = &self.named_in[index];
            let often = elsewhere.len() > 1 || entity.mentions.iter().any(|count| *count > 1);
            if elsewhere.len() >= least && often && !has_name(&self.finders[column], entity) {
                found.push(Absent {
                    what: AbsentItem::Name(index),
                    elsewhere: elsewhere.clone(),
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
}

/// The first of `places` in each column, in column order.
fn one_a_column(places: impl Iterator<Item = ItemRef>) -> Vec<ItemRef> {
    let mut first: BTreeMap<usize, ItemRef> = BTreeMap::new();
    for place in places {
        let known = first.entry(place.column).or_insert(place);
        *known = (*known).min(place);
    }
    first.into_values().collect()
}

fn distinct(wordings: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    wordings.into_iter().filter(|wording| seen.insert(wording.clone())).collect()
}
