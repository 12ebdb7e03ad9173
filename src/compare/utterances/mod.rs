//! One act of speech in many wordings: which quotes of several articles report the same.
//!
//! Quotes that share telling words are held against each other ([`evidence`]); those that pass are joined, the
//! surest first. What a reader then sees of the differences is made by [`versions`].

mod content;
mod evidence;
mod versions;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::column::Column;
use super::entities::Linked;
use super::sparse::Sums;
use crate::model::{ItemRef, QuoteKind, Utterance};
use content::Content;
use evidence::Likeness;

/// Quotes that use a word: where more do, the word finds no candidates.
const CAP: usize = 400;

pub(super) fn utterances(columns: &[Column<'_>], entities: &Linked) -> Vec<Utterance> {
    let quotes = content::contents(columns, entities);
    let mut links: Vec<(Likeness, usize, usize)> = candidates(&quotes)
        .into_iter()
        .filter_map(|(a, b)| Some((evidence::likeness(&quotes[a], &quotes[b])?, a, b)))
        .collect();
    links.sort_by(|x, y| y.0.cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let mut groups: Vec<usize> = (0..quotes.len()).collect();
    for (likeness, a, b) in &links {
        if *likeness > Likeness::Paraphrase {
            let (a, b) = (root(&mut groups, *a), root(&mut groups, *b));
            groups[a.max(b)] = a.min(b);
        }
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

/// An indirect quote joins the one utterance that it is most like; it never joins two of them to each other.
fn attach_paraphrases(quotes: &[Content], links: &[(Likeness, usize, usize)], groups: &mut [usize]) {
    let mut attached = BTreeSet::new();
    for (likeness, a, b) in links {
        if *likeness > Likeness::Paraphrase {
            continue;
        }
        let (indirect, other) = if quotes[*a].kind == QuoteKind::Indirect { (*a, *b) } else { (*b, *a) };
        if groups[indirect] == indirect && attached.insert(indirect) {
            groups[indirect] = root(groups, other);
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

/// Pairs of quotes of different articles that have three words in a row in common, or a telling share of their words.
fn candidates(quotes: &[Content]) -> Vec<(usize, usize)> {
    let runs = pairs_by(quotes, |quote| {
        let mut triples: Vec<(u64, f32)> = quote.triples().map(|triple| (triple, 1.0)).collect();
        triples.sort_unstable_by_key(|(triple, _)| *triple);
        triples.dedup_by_key(|(triple, _)| *triple);
        triples
    });
    let words = pairs_by(quotes, |quote| quote.stems.list.clone());
    let mut found: Vec<(usize, usize)> = words
        .into_iter()
        .filter(|(a, b, shared)| {
            *shared >= evidence::LEAST_SHARED * quotes[*a].stems.weight.min(quotes[*b].stems.weight)
        })
        .chain(runs)
        .map(|(a, b, _)| (a, b))
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Pairs of quotes of different articles that have a feature in common, with the sum of the common weights.
fn pairs_by(quotes: &[Content], features: impl Fn(&Content) -> Vec<(u64, f32)>) -> Vec<(usize, usize, f32)> {
    let mut users: HashMap<u64, Vec<usize>> = HashMap::new();
    let mut found = Vec::new();
    let mut shared = Sums::new(quotes.len());
    for (index, quote) in quotes.iter().enumerate() {
        for (feature, weight) in features(quote) {
            let earlier = users.entry(feature).or_default();
            if earlier.len() < CAP {
                for other in earlier.iter().filter(|other| quotes[**other].place.column != quote.place.column)
                {
                    shared.add(*other, weight);
                }
                earlier.push(index);
            }
        }
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
