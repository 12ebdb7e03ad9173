//! One act of speech in many wordings: which quotes of several articles report the same.
//!
//! Quotes that share telling words are held against each other ([`evidence`], [`retold`]); those that pass are joined,
//! the surest first. What a reader then sees of the differences is made by [`versions`].

mod content;
mod evidence;
mod meanings;
mod retold;
mod stems;
#[cfg(test)]
mod tests;
mod versions;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rayon::prelude::*;

use super::column::Column;
use super::entities::Linked;
use super::sparse::{Sums, Used, Users};
use crate::model::{ItemRef, QuoteKind, Utterance};
use content::Content;
use evidence::Likeness;

/// Quotes and sentences within which another is near.
const NEAR: usize = 2;

/// Statements near that are told by both, from which on both reporters are at one place of what was said.
const SEVERAL: usize = 2;

/// Quotes that use a word: where more do, the word finds no candidates.
const CAP: usize = 400;

pub(super) fn utterances(columns: &[Column<'_>], entities: &Linked) -> Vec<Utterance> {
    let quotes = content::contents(columns, entities);
    let mut links: Vec<Link> = candidates(&quotes)
        .into_par_iter()
        .filter_map(|(a, b, run)| {
            let (likeness, closeness) = evidence::likeness(&quotes[a], &quotes[b], run)?;
            Some(Link { likeness, closeness, a, b })
        })
        .collect();
    links.sort_by(|x, y| {
        let surest = y.likeness.cmp(&x.likeness).then(y.closeness.total_cmp(&x.closeness));
        surest.then((x.a, x.b).cmp(&(y.a, y.b)))
    });
    keep_likest(&quotes, &mut links);
    let mut groups: Vec<usize> = (0..quotes.len()).collect();
    let mut join = |a: usize, b: usize| {
        let (a, b) = (root(&mut groups, a), root(&mut groups, b));
        groups[a.max(b)] = a.min(b);
    };
    for Link { a, b, .. } in links.iter().filter(|link| link.likeness > Likeness::Paraphrase) {
        join(*a, *b);
        fragments(&quotes, *a)
            .filter(|other| evidence::follows(&quotes[*other], &quotes[*b]))
            .for_each(|other| join(other, *b));
        fragments(&quotes, *b)
            .filter(|other| evidence::follows(&quotes[*other], &quotes[*a]))
            .for_each(|other| join(other, *a));
    }
    attach_paraphrases(&quotes, &links, &mut groups);
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for quote in 0..quotes.len() {
        members.entry(root(&mut groups, quote)).or_default().push(quote);
    }
    let mut ids = BTreeSet::new();
    members
        .into_values()
        .filter(|members| {
            let first = quotes[members[0]].place.column;
            members.iter().any(|member| quotes[*member].place.column != first)
        })
        .map(|members| utterance(&members, &quotes, &mut ids))
        .collect()
}

/// Two quotes that report one act of speech.
struct Link {
    likeness: Likeness,
    /// Tells which of several of one likeness is the closest.
    closeness: f32,
    a: usize,
    b: usize,
}

/// Of what is retold, keeps the pairs of which each is the other's likest in its article, or one of as many as it tells
/// statements. `links` come the surest first.
fn keep_likest(quotes: &[Content], links: &mut Vec<Link>) {
    let mut matched: HashMap<(usize, usize), usize> = HashMap::new();
    links.retain(|Link { likeness, a, b, .. }| {
        let [first, second] = [(*a, *b), (*b, *a)].map(|(quote, other)| {
            let others = matched.entry((quote, quotes[other].place.column)).or_default();
            *others += 1;
            *others <= quotes[quote].statements
        });
        *likeness > Likeness::Retold || first && second
    });
}

/// How many statements are told near `a` as well as near `b`, all by their speakers.
fn told_beside(quotes: &[Content], groups: &mut [usize], a: usize, b: usize) -> usize {
    let near = |at: usize| {
        let own = move |other: &usize| {
            let (one, other) = (&quotes[at], &quotes[*other]);
            one.place.column == other.place.column
                && one.sentence.abs_diff(other.sentence) <= NEAR
                && one.entity.is_some()
                && one.entity == other.entity
        };
        (at.saturating_sub(NEAR)..quotes.len().min(at + NEAR + 1))
            .filter(move |other| *other != at)
            .filter(own)
    };
    let of_b: Vec<usize> = near(b).map(|right| root(groups, right)).collect();
    let both: BTreeSet<usize> =
        near(a).map(|left| root(groups, left)).filter(|left| of_b.contains(left)).collect();
    both.len()
}

/// The other fragments of a quote's turn that stand beside it: “…,” he said. “…”
fn fragments(quotes: &[Content], at: usize) -> impl Iterator<Item = usize> {
    let turn = |index: usize| (quotes[index].place.column, quotes[index].turn);
    [at.wrapping_sub(1), at + 1]
        .into_iter()
        .filter(move |other| *other < quotes.len() && turn(*other) == turn(at))
}

/// What is told in reporters' words joins the one utterance that it is most like; it never joins two of them to each
/// other. Where little but its place tells, it joins only what no other report tells either.
fn attach_paraphrases(quotes: &[Content], links: &[Link], groups: &mut [usize]) {
    // By root: how many quotes there are, and how many of them have marks.
    let mut sizes = vec![(0usize, 0usize); quotes.len()];
    for (at, quote) in quotes.iter().enumerate() {
        let (all, marked) = &mut sizes[root(groups, at)];
        *all += 1;
        *marked += usize::from(quote.kind != QuoteKind::Indirect);
    }
    for Link { likeness, a, b, .. } in links.iter().filter(|link| link.likeness <= Likeness::Paraphrase) {
        let least_beside = match likeness {
            Likeness::Among => SEVERAL,
            Likeness::Hinted => 1,
            _ => 0,
        };
        if least_beside > 0 && told_beside(quotes, groups, *a, *b) < least_beside {
            continue;
        }
        let (a, b) = (root(groups, *a), root(groups, *b));
        let (first, second) = (sizes[a], sizes[b]);
        let alone = first.0 == 1 && second.0 == 1;
        let unmarked = first.1 == 0 || second.1 == 0;
        if a != b && (alone || unmarked && *likeness > Likeness::Among) {
            groups[a.max(b)] = a.min(b);
            sizes[a.min(b)] = (first.0 + second.0, first.1 + second.1);
        }
    }
}

fn root(groups: &mut [usize], mut at: usize) -> usize {
    while groups[at] != at {
        groups[at] = groups[groups[at]];
        at = groups[at];
    }
    at
}

/// Pairs of quotes of different articles that have three words in a row in common, which the third tells, or a telling
/// share of their words.
fn candidates(quotes: &[Content]) -> Vec<(usize, usize, bool)> {
    let runs = pairs_by(quotes, |quote, features| {
        features.extend(quote.triples().map(|triple| (triple, 1.0)));
        features.sort_unstable_by_key(|(triple, _)| *triple);
        features.dedup_by_key(|(triple, _)| *triple);
    });
    let words = pairs_by(quotes, |quote, features| {
        features.extend(quote.matter.list.iter().map(|stem| (stem.hash, stem.weight)));
    });
    let lightest: Vec<f32> = quotes.iter().map(Content::lightest).collect();
    let mut found: Vec<(usize, usize, bool)> = words
        .into_iter()
        .filter(|(a, b, shared)| *shared >= evidence::LEAST_SHARED * lightest[*a].min(lightest[*b]))
        .map(|(a, b, _)| (a, b, false))
        .chain(runs.into_iter().map(|(a, b, _)| (a, b, true)))
        .collect();
    found.sort_unstable_by_key(|(a, b, run)| (*a, *b, !run));
    found.dedup_by_key(|(a, b, _)| (*a, *b));
    found
}

/// Pairs of quotes of different articles that have a feature in common, with the sum of the common weights.
fn pairs_by(
    quotes: &[Content],
    features: impl Fn(&Content, &mut Vec<(u64, f32)>),
) -> Vec<(usize, usize, f32)> {
    let mut used = Used::default();
    let mut of_quote: Vec<(u64, f32)> = Vec::new();
    let mut all: Vec<(u32, f32)> = Vec::new();
    let ends: Vec<usize> = quotes
        .iter()
        .map(|quote| {
            of_quote.clear();
            features(quote, &mut of_quote);
            all.extend(of_quote.iter().map(|(feature, weight)| (used.note(*feature), *weight)));
            all.len()
        })
        .collect();
    let mut users = Users::new(&used, CAP);
    let mut found = Vec::new();
    let mut shared = Sums::new(quotes.len());
    let mut start = 0;
    for (index, end) in ends.into_iter().enumerate() {
        let column = quotes[index].place.column;
        for (feature, weight) in &all[start..end] {
            for (other, _) in users.before(*feature, index, *weight) {
                if quotes[*other as usize].place.column != column {
                    shared.add(*other as usize, *weight);
                }
            }
        }
        start = end;
        found.extend(shared.take().into_iter().map(|(other, sum)| (other, index, sum)));
    }
    found
}

fn utterance(members: &[usize], quotes: &[Content], ids: &mut BTreeSet<String>) -> Utterance {
    let mut members = members.to_vec();
    members.sort_by_key(|member| quotes[*member].place);
    let versions = versions::versions(&members, quotes);
    let fullest = versions[0].against;
    let fullest = members.iter().find(|member| quotes[**member].place == fullest).unwrap_or(&members[0]);
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for speaker in members.iter().filter_map(|member| quotes[*member].entity) {
        *counts.entry(speaker).or_default() += 1;
    }
    let speaker = counts.into_iter().max_by_key(|(entity, count)| (*count, std::cmp::Reverse(*entity)));
    let wanted = quotes[*fullest].id();
    let mut id = wanted.clone();
    let mut number = 2;
    while !ids.insert(id.clone()) {
        id = format!("{wanted}-{number}");
        number += 1;
    }
    Utterance {
        id,
        speaker: speaker.map(|(entity, _)| entity),
        quotes: members.iter().map(|member| quotes[*member].place).collect::<Vec<ItemRef>>(),
        versions,
    }
}
