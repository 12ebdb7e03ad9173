//! The words of a quote that carry matter, in whatever form, weighed by how telling they are in the news and in the
//! story.

use std::sync::LazyLock;

use super::super::Span;
use super::super::words::{Word, rarity, words};
use crate::hash::HashedMap;
use crate::lexicon::rows;

/// The stem of a people's or country's name → that of the country: "Mexicans" and "Mexico" are one matter.
static COUNTRIES: LazyLock<HashedMap<u64, u64>> = LazyLock::new(|| {
    let all = |name: &str| words(name, Span::new(0, name.len()));
    rows(include_str!("../../../data/lexicon/demonyms.txt"))
        .filter_map(|row| {
            let [people] = all(row.first()?)[..] else { return None };
            let country = match all(row.get(1)?)[..] {
                [country] => country.stem,
                [first, second] if (first.key, second.key) == UNITED_STATES.0 => UNITED_STATES.1,
                _ => return None,
            };
            Some((people.stem, country))
        })
        .collect()
});

/// The keys of the two words, and the stem of "US".
static UNITED_STATES: LazyLock<((u64, u64), u64)> = LazyLock::new(|| {
    let text = "US United States";
    let list = words(text, Span::new(0, text.len()));
    ((list[1].key, list[2].key), list[0].stem)
});

/// What a stem weighs that is part of a name: whom and what all speak of tells less than what is said of it.
const NAME: f32 = 0.5;

/// Stems with their weights.
#[derive(Clone, Debug, Default)]
pub(super) struct Stems {
    /// In order.
    pub(super) list: Vec<Stem>,
    /// The sum of their weights.
    pub(super) weight: f32,
}

/// A stem of a quote.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stem {
    pub(super) hash: u64,
    pub(super) weight: f32,
    /// Whether it is part of a name.
    named: bool,
}

/// What two quotes have in common.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shared {
    /// The weight of the stems that both have.
    pub(super) weight: f32,
    /// Their number.
    pub(super) stems: usize,
    /// The number of those that are part of no name.
    pub(super) plain: usize,
}

impl Stems {
    /// The stems of some words, by their rarity in the news; `named` tells of each word whether it is part of a name.
    pub(super) fn of(words: &[Word], named: &[bool]) -> Stems {
        let mut found: Vec<Stem> = Vec::with_capacity(words.len());
        let push = |found: &mut Vec<Stem>, hash: u64, rarity: f32, named: bool| {
            found.push(Stem { hash, weight: rarity * if named { NAME } else { 1.0 }, named });
        };
        let mut before: Option<&Word> = None;
        for (word, named) in words.iter().zip(named) {
            if before.is_some_and(|before| (before.key, word.key) == UNITED_STATES.0) {
                found.pop();
                push(&mut found, UNITED_STATES.1, rarity(UNITED_STATES.1), *named);
            } else if !word.function {
                match COUNTRIES.get(&word.stem) {
                    Some(country) => push(&mut found, *country, rarity(*country), *named),
                    None => push(&mut found, word.stem, word.rarity, *named),
                }
            }
            before = Some(word);
        }
        found.sort_unstable_by_key(|stem| (stem.hash, stem.named));
        found.dedup_by_key(|stem| stem.hash);
        let mut stems = Stems { list: found, weight: 0.0 };
        stems.sum_up();
        stems
    }

    fn sum_up(&mut self) {
        self.weight = self.list.iter().map(|stem| stem.weight).sum();
    }

    /// Lets what the story's quotes all speak of weigh less.
    pub(super) fn weigh(&mut self, usage: &Usage) {
        for stem in &mut self.list {
            let uses = usage.of(stem.hash);
            if uses > 1 {
                stem.weight /= 1.0 + (uses as f32).ln();
            }
        }
        self.sum_up();
    }

    /// What both have.
    pub(super) fn shared(&self, other: &Stems) -> Shared {
        let mut theirs = other.list.iter().peekable();
        let mut shared = Shared::default();
        for stem in &self.list {
            while theirs.next_if(|other| other.hash < stem.hash).is_some() {}
            if let Some(other) = theirs.peek().filter(|other| other.hash == stem.hash) {
                shared.weight += stem.weight.min(other.weight);
                shared.stems += 1;
                shared.plain += usize::from(!stem.named && !other.named);
            }
        }
        shared
    }
}

/// In how many turns of speech the article that uses a stem most does so. Other articles' versions of the same
/// speech do not count: they make no word common.
#[derive(Debug, Default)]
pub(super) struct Usage(HashedMap<Uses, u64>);

#[derive(Debug, Default)]
struct Uses {
    turn: Option<(usize, u32)>,
    here: u32,
    most: u32,
}

impl Usage {
    /// Notes the stems of a quote of `turn` in `column`; quotes come in order.
    pub(super) fn note(&mut self, column: usize, turn: u32, stems: &Stems) {
        for stem in &stems.list {
            let uses = self.0.entry(stem.hash).or_default();
            if uses.turn.is_none_or(|(other, _)| other != column) {
                uses.here = 0;
            }
            if uses.turn != Some((column, turn)) {
                uses.here += 1;
                uses.turn = Some((column, turn));
            }
            uses.most = uses.most.max(uses.here);
        }
    }

    fn of(&self, stem: u64) -> u32 {
        self.0.get(&stem).map_or(1, |uses| uses.most.max(1))
    }
}
