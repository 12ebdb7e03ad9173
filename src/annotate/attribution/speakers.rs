//! Units of speakers in, mentions out: one that is there already where it names the same, a new one otherwise.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::annotate::mentions;
use crate::model::{Attribution, Label, Mention, MentionKind, Rule};

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
        Attribution::new(self.0[found.mention()], found.rule)
    }
}

impl<'r, 'd, 'm> Speakers<'r, 'd, 'm> {
    pub(super) fn new(reading: &'r Reading<'d>, mentions: &'m mut Vec<Mention>) -> Self {
        let known = mentions.len();
        Speakers { reading, mentions, known, added: BTreeMap::new() }
    }

    /// The mention of the speaker who stands at `units`.
    pub(super) fn mention(&mut self, units: Range<usize>, rule: Rule) -> Attribution {
        let span = self.reading.span(units.clone());
        let mention = self.existing(&units).unwrap_or_else(|| {
            let next = self.mentions.len();
            let index = *self.added.entry((span.start(), span.end())).or_insert(next);
            if index == next {
                let kind = self.kind(units.clone());
                self.mentions.push(Mention {
                    span,
                    kind,
                    label: Label::Person,
                    chain: None,
                    tentative: false,
                });
            }
            index
        });
        Attribution::new(mention, rule)
    }

    /// The recognised name that is the head of the phrase: the last one before a preposition or a comma, with nothing
    /// but its titles before it and nothing behind it.
    fn existing(&self, units: &Range<usize>) -> Option<usize> {
        let reading = self.reading;
        let mut end = units.start + 1;
        let link = Class::PREPOSITION.with(Class::COMMA).with(Class::OPEN).with(Class::RELATIVE);
        while end < units.end && !reading.is(end, link) {
            end += 1;
        }
        let head = reading.span(units.start..end);
        let from = self.mentions[..self.known].partition_point(|mention| mention.span.end() <= head.start());
        let inside = self.mentions[from..self.known]
            .iter()
            .enumerate()
            .take_while(|(_, mention)| mention.span.start() < head.end())
            .map(|(offset, mention)| (from + offset, mention));
        let last = inside.last().filter(|(_, mention)| {
            mention.span.end() == head.end() || mention.span.contains(reading.span(units.clone()))
        });
        last.filter(|(_, mention)| !matches!(mention.label, Label::Date | Label::Work | Label::Group))
            .map(|(index, _)| index)
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
        if self.is_named(units) { MentionKind::Name } else { MentionKind::Nominal }
    }

    /// Whether a speaker that no mention stands for is called by a name: one that ends in a recognised person, or
    /// words of which none was recognised but that look like a name.
    fn is_named(&self, units: Range<usize>) -> bool {
        let span = self.reading.span(units.clone());
        let from = self.mentions[..self.known].partition_point(|mention| mention.span.end() <= span.start());
        let inside = self.mentions[from..self.known]
            .iter()
            .take_while(|mention| mention.span.start() < span.end())
            .filter(|mention| mention.label != Label::Date)
            .last();
        match inside {
            Some(last) => last.label == Label::Person && last.span.end() == span.end(),
            None => mentions::may_be_name(
                units
                    .skip_while(|unit| self.reading.is(*unit, Class::DETERMINER.with(Class::POSSESSIVE)))
                    .map(|unit| self.reading.word(unit)),
            ),
        }
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
