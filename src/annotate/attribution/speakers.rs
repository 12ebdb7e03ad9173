//! Units of speakers in, mentions out: one that is there already where it names the same, a new one otherwise.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::model::{Attribution, Label, Mention, MentionKind, Span};

use super::reading::Reading;
use super::words::Class;

/// Collects the mentions of speakers.
pub(super) struct Speakers<'r, 'd, 'm> {
    reading: &'r Reading<'d>,
    mentions: &'m mut Vec<Mention>,
    /// How many mentions were there before.
    known: usize,
    added: BTreeMap<(usize, usize), usize>,
}

/// Where each mention went when they were sorted.
pub(super) struct Order(Vec<usize>);

impl Order {
    /// The attribution with its mention's place in the sorted list.
    pub(super) fn attribution(&self, found: Attribution) -> Attribution {
        Attribution { mention: self.0[found.mention], ..found }
    }
}

impl<'r, 'd, 'm> Speakers<'r, 'd, 'm> {
    pub(super) fn new(reading: &'r Reading<'d>, mentions: &'m mut Vec<Mention>) -> Self {
        let known = mentions.len();
        Speakers { reading, mentions, known, added: BTreeMap::new() }
    }

    /// The mention of the speaker who stands at `units`.
    pub(super) fn mention(&mut self, units: Range<usize>, rule: &'static str) -> Attribution {
        let span = self.reading.span(units.clone());
        let mention = self.existing(span).unwrap_or_else(|| {
            let next = self.mentions.len();
            let index = *self.added.entry((span.start(), span.end())).or_insert(next);
            if index == next {
                let kind = self.kind(units.clone());
                let label = self.label(units);
                self.mentions.push(Mention { span, kind, label, chain: None, tentative: false });
            }
            index
        });
        Attribution { mention, rule }
    }

    /// A recognised person or organization within the phrase that is its head: the last that can speak.
    fn existing(&self, span: Span) -> Option<usize> {
        let from = self.mentions[..self.known].partition_point(|mention| mention.span.end() <= span.start());
        self.mentions[from..self.known]
            .iter()
            .enumerate()
            .take_while(|(_, mention)| mention.span.start() < span.end())
            .filter(|(_, mention)| matches!(mention.label, Label::Person) || mention.span == span)
            .map(|(offset, _)| from + offset)
            .next()
    }

    fn kind(&self, units: Range<usize>) -> MentionKind {
        let reading = self.reading;
        let pronoun = Class::SUBJECT
            .with(Class::OBJECT)
            .with(Class::RELATIVE)
            .with(Class::POSSESSIVE)
            .with(Class::INDEFINITE);
        if units.len() == 1 && reading.is(units.start, pronoun) {
            return MentionKind::Pronoun;
        }
        let named = units.clone().any(|unit| {
            reading.is(unit, Class::CAPITAL)
                && !(unit == units.start
                    && reading.is(unit, Class::DETERMINER.with(Class::POSSESSIVE).with(Class::NOUN)))
        });
        if named { MentionKind::Name } else { MentionKind::Nominal }
    }

    fn label(&self, units: Range<usize>) -> Label {
        let _ = units;
        Label::Person
    }

    /// Sorts the mentions by their place.
    pub(super) fn finish(self) -> Order {
        let mut places: Vec<usize> = (0..self.mentions.len()).collect();
        places.sort_by_key(|index| {
            (self.mentions[*index].span.start(), self.mentions[*index].span.end(), *index)
        });
        let sorted: Vec<Mention> = places.iter().map(|index| self.mentions[*index]).collect();
        let mut order = vec![0; places.len()];
        for (new, old) in places.iter().enumerate() {
            order[*old] = new;
        }
        *self.mentions = sorted;
        Order(order)
    }
}
