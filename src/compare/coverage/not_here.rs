//! What other articles have and one lacks: each claim is made only where a search for all wordings finds nothing.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::{Comparison, Found, each};
use crate::model::{Absent, AbsentItem, Coverage, ItemRef, Label};

/// Absent items listed for one article, the most told first.
const LISTED: usize = 40;

/// Something that may be absent.
pub(super) struct Wanted {
    /// What is said where it is.
    absent: Absent,
    /// For each column, whether it has it, or may have it.
    here: Found,
}

/// What a column lacks, the most told first, as indices into `wanted`.
pub(super) fn not_here(column: usize, wanted: &[Wanted]) -> Box<[u32]> {
    let lacks = |index: &u32| !wanted[*index as usize].here[column];
    let mut found: Vec<u32> = (0..wanted.len() as u32).filter(lacks).collect();
    found.sort_unstable_by_key(|index| {
        let Absent { what, elsewhere } = &wanted[*index as usize].absent;
        (Reverse(elsewhere.len()), *what)
    });
    found.truncate(LISTED);
    found.into()
}

/// Of what was wanted, that which some article lacks, and the indices of each article into it.
pub(super) fn once(mut coverage: Vec<Coverage>, wanted: Vec<Wanted>) -> (Vec<Coverage>, Box<[Absent]>) {
    let mut lacked = vec![false; wanted.len()];
    let all = || coverage.iter().flat_map(|found| &found.not_here);
    all().for_each(|index| lacked[*index as usize] = true);
    let mut kept = 0;
    let places: Vec<u32> = lacked
        .iter()
        .map(|lacked| {
            kept += u32::from(*lacked);
            kept.saturating_sub(1)
        })
        .collect();
    for index in coverage.iter_mut().flat_map(|found| &mut found.not_here) {
        *index = places[*index as usize];
    }
    let absent = wanted.into_iter().zip(lacked).filter(|(_, lacked)| *lacked);
    (coverage, absent.map(|(wanted, _)| wanted.absent).collect())
}

impl Comparison<'_> {
    /// Everything that any column may lack.
    pub(super) fn wanted(&self) -> Vec<Wanted> {
        let few = self.columns.len() <= 3;
        let least = if few { 1 } else { (self.columns.len() / 8).max(2) };
        let mut wanted = self.wanted_utterances(least.max(2));
        if few {
            wanted.extend(self.wanted_quotes());
        }
        wanted.extend(self.wanted_speakers(least));
        wanted.extend(self.wanted_names(least));
        wanted.extend(self.wanted_figures(least.max(2)));
        wanted
    }

    fn wanted_utterances(&self, least: usize) -> Vec<Wanted> {
        let utterances = self.story.utterances;
        let wanted = each(0..utterances.len(), |index| {
            let utterance = &utterances[index];
            let elsewhere = one_a_column(utterance.quotes.iter().copied());
            if elsewhere.len() < least || !utterance.quotes.iter().any(|place| self.weighty(*place)) {
                return None;
            }
            let mut here = self.has_utterance(utterance);
            elsewhere.iter().for_each(|place| here[place.column] = true);
            let absent = Absent { what: AbsentItem::Utterance(index), elsewhere };
            Some(Wanted { absent, here })
        });
        wanted.into_iter().flatten().collect()
    }

    fn wanted_quotes(&self) -> Vec<Wanted> {
        let told: BTreeSet<ItemRef> =
            self.story.utterances.iter().flat_map(|utterance| utterance.quotes.iter().copied()).collect();
        let mut wanted = Vec::new();
        for (column, quotes) in self.quotes.iter().enumerate() {
            for (index, found) in quotes.iter().enumerate() {
                let place = ItemRef { column, index };
                if let Some(found) = found
                    && !told.contains(&place)
                    && self.has_speaker(place)
                {
                    let mut here = found.clone();
                    here[column] = true;
                    let absent = Absent { what: AbsentItem::Quote(place), elsewhere: [place].into() };
                    wanted.push(Wanted { absent, here });
                }
            }
        }
        wanted
    }

    fn wanted_speakers(&self, least: usize) -> Vec<Wanted> {
        let mut wanted = Vec::new();
        for (index, entity) in self.story.entities.entities.iter().enumerate() {
            let quoted = &self.quoted_by[index];
            if !entity.named || entity.label != Label::Person || quoted.len() < least {
                continue;
            }
            let mut here = self.may_speak(index);
            for (column, here) in here.iter_mut().enumerate() {
                *here |= !self.all_attributed[column]
                    || entity.mentions.of(column) == 0
                    || self.reported_by[index].contains_key(&column);
            }
            let elsewhere = quoted.iter().map(|(column, index)| ItemRef { column: *column, index: *index });
            let absent = Absent { what: AbsentItem::Speaker(index), elsewhere: elsewhere.collect() };
            wanted.push(Wanted { absent, here });
        }
        wanted
    }

    fn wanted_names(&self, least: usize) -> Vec<Wanted> {
        let mut wanted = Vec::new();
        for (index, entity) in self.story.entities.entities.iter().enumerate() {
            let elsewhere = &self.named_in[index];
            let often = elsewhere.len() > 1 || entity.mentions.iter().any(|(_, count)| count > 1);
            if !self.telling[index] || elsewhere.len() < least || !often {
                continue;
            }
            let found = self.names[index].iter().enumerate();
            let here = found.map(|(column, found)| *found || entity.mentions.of(column) > 0);
            let absent = Absent { what: AbsentItem::Name(index), elsewhere: elsewhere.as_slice().into() };
            wanted.push(Wanted { here: here.collect(), absent });
        }
        wanted
    }

    fn wanted_figures(&self, least: usize) -> Vec<Wanted> {
        let mut wanted = Vec::new();
        for (index, group) in self.story.figures.iter().enumerate() {
            let elsewhere = one_a_column(group.values.iter().map(|value| value.place));
            if elsewhere.len() < least {
                continue;
            }
            let wording = |place: &ItemRef| {
                let column = &self.columns[place.column];
                column.slice(column.report.annotations.figures[place.index].span)
            };
            let mut here = self.search.nowhere();
            elsewhere.iter().for_each(|place| here[place.column] = true);
            for value in &group.values {
                self.search.mark(wording(&value.place), &mut here);
                self.search.mark_value(value.value, &mut here);
            }
            let absent = Absent { what: AbsentItem::Figure(index), elsewhere };
            wanted.push(Wanted { absent, here });
        }
        wanted
    }
}

/// The first of `places` in each column, in column order.
fn one_a_column(places: impl Iterator<Item = ItemRef>) -> Box<[ItemRef]> {
    let mut first: BTreeMap<usize, ItemRef> = BTreeMap::new();
    for place in places {
        let known = first.entry(place.column).or_insert(place);
        *known = (*known).min(place);
    }
    first.into_values().collect()
}
