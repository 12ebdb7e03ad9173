//! The words of a quote that carry matter, in whatever form, weighed by how telling they are in the news and in the
//! story.

use super::super::words::{Word, rarity};
use super::meanings;
use crate::hash::HashedMap;

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
        Stems::from(meanings::stems(words), words, named, |stem, word| {
            if stem == word.stem { word.rarity } else { rarity(stem) }
        })
    }

    /// The same, one stem for all words of one meaning.
    pub(super) fn of_meanings(words: &[Word], named: &[bool]) -> Stems {
        Stems::from(meanings::meanings(words), words, named, |_, word| word.rarity)
    }

    fn from(
        stems: impl Iterator<Item = (u64, usize)>,
        words: &[Word],
        named: &[bool],
        rarity: impl Fn(u64, &Word) -> f32,
    ) -> Stems {
        let mut found: Vec<Stem> = Vec::with_capacity(words.len());
        for (hash, at) in stems.filter(|(_, at)| !words[*at].function) {
            let weight = rarity(hash, &words[at]) * if named[at] { NAME } else { 1.0 };
            found.push(Stem { hash, weight, named: named[at] });
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

    /// How alike two lists are: the part of the weight of both that both have.
    pub(super) fn alike(&self, other: &Stems) -> f32 {
        2.0 * self.shared(other).weight / (self.weight + other.weight).max(f32::MIN_POSITIVE)
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
