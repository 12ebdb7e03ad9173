//! The same person, organization or place across the articles of a story.
//!
//! Chains of every column meet by the sieves of `names`; a chain that two entities would fit stays by itself. Unnamed
//! speakers are of their article alone.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

use smol_str::SmolStr;

use super::Report;
use crate::model::{Chain, Entity, Index, Label, MentionKind};
use crate::names::{self, Item, PersonName};

/// The entities of a story, and which chain of which column belongs to which.
pub(super) struct Linked {
    /// The entities, the most mentioned first.
    pub(super) entities: Vec<Entity>,
    /// `of[column][chain]` is an index into `entities`.
    pub(super) of: Vec<Vec<Option<usize>>>,
}

impl Linked {
    /// `of` as a story holds it.
    pub(super) fn chains(&self) -> Vec<Box<[Option<Index>]>> {
        self.of.iter().map(|of| of.iter().map(|entity| entity.map(Index::new)).collect()).collect()
    }
}

/// A chain of a column.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct ChainRef {
    column: usize,
    chain: usize,
}

pub(super) fn link(columns: &[&Report]) -> Linked {
    let wordings: Vec<Vec<BTreeMap<&str, usize>>> = columns.iter().map(|report| wordings(report)).collect();
    let mentions: Vec<Vec<usize>> = columns.iter().map(|report| mention_counts(report)).collect();
    let mut named = Vec::new();
    let mut groups: Vec<Vec<ChainRef>> = Vec::new();
    for (column, report) in columns.iter().enumerate() {
        for (chain, entry) in report.annotations.chains.iter().enumerate() {
            if mentions[column][chain] == 0 {
                continue;
            }
            match entry.name {
                Some(_) => named.push(ChainRef { column, chain }),
                None => groups.push(vec![ChainRef { column, chain }]),
            }
        }
    }
    let chain = |place: &ChainRef| &columns[place.column].annotations.chains[place.chain];
    let items: Vec<Item> = named
        .iter()
        .map(|place| item(chain(place), &wordings[place.column][place.chain], place.column))
        .collect();
    let mut by_group: BTreeMap<usize, Vec<ChainRef>> = BTreeMap::new();
    for (place, group) in named.iter().zip(names::link(&items)) {
        match group {
            Some(group) => by_group.entry(group).or_default().push(*place),
            None => groups.push(vec![*place]),
        }
    }
    groups.extend(by_group.into_values());
    let story = Story { columns, wordings: &wordings, mentions: &mentions };
    let mut made: Vec<(Entity, Vec<ChainRef>)> = groups
        .into_iter()
        .map(|mut group| {
            group.sort_unstable();
            (story.entity(&group), group)
        })
        .collect();
    made.sort_by(|(a, places), (b, others)| {
        b.mentions
            .total()
            .cmp(&a.mentions.total())
            .then_with(|| a.name.cmp(&b.name))
            .then_with(|| places.cmp(others))
    });
    let mut of: Vec<Vec<Option<usize>>> =
        columns.iter().map(|report| vec![None; report.annotations.chains.len()]).collect();
    let mut taken = HashSet::new();
    let mut entities = Vec::with_capacity(made.len());
    for (index, (mut entity, places)) in made.into_iter().enumerate() {
        for place in places {
            of[place.column][place.chain] = Some(index);
        }
        entity.id = free_id(&entity, &mut taken).into();
        entities.push(entity);
    }
    Linked { entities, of }
}

/// The wordings of each chain's names with their number of uses.
fn wordings(report: &Report) -> Vec<BTreeMap<&str, usize>> {
    let mut out = vec![BTreeMap::new(); report.annotations.chains.len()];
    for mention in &report.annotations.mentions {
        if let (Some(chain), MentionKind::Name | MentionKind::Nominal) = (mention.chain(), mention.kind) {
            *out[chain].entry(mention.span.slice(&report.article.text)).or_insert(0) += 1;
        }
    }
    out
}

fn mention_counts(report: &Report) -> Vec<usize> {
    let mut out = vec![0; report.annotations.chains.len()];
    for chain in report.annotations.mentions.iter().filter_map(|mention| mention.chain()) {
        out[chain] += 1;
    }
    out
}

/// What a chain is compared by: its full name, and the wordings that are no parts of it.
fn item(chain: &Chain, wordings: &BTreeMap<&str, usize>, column: usize) -> Item {
    let mut names: Vec<String> = chain.name.iter().map(ToString::to_string).collect();
    if chain.label == Label::Organization {
        names.extend(
            wordings.keys().filter(|wording| !wording.contains(' ')).map(|wording| (*wording).to_owned()),
        );
        names.dedup();
    }
    let gender = chain.gender.or_else(|| {
        let name = chain.name.as_deref().filter(|_| chain.label == Label::Person)?;
        PersonName::parse(name).gender()
    });
    let roles = chain.roles.iter().map(|role| crate::lexicon::fold(role)).collect();
    Item { label: chain.label, names, gender, roles, first: column, places: Vec::new() }
}

/// What entities are made of.
struct Story<'s> {
    columns: &'s [&'s Report],
    wordings: &'s [Vec<BTreeMap<&'s str, usize>>],
    mentions: &'s [Vec<usize>],
}

impl Story<'_> {
    fn entity(&self, places: &[ChainRef]) -> Entity {
        let chains =
            places.iter().map(|place| (place, &self.columns[place.column].annotations.chains[place.chain]));
        let first = &self.columns[places[0].column].annotations.chains[places[0].chain];
        let named = first.name.is_some();
        let mut names: BTreeMap<&str, usize> = BTreeMap::new();
        let mut mentions = vec![0; self.columns.len()];
        let mut full: BTreeMap<&str, usize> = BTreeMap::new();
        let described = |place: &ChainRef, chain: &Chain| {
            Some(chain.description?.slice(&self.columns[place.column].article.text))
        };
        let mut roles: Vec<(usize, SmolStr)> = Vec::new();
        for (place, chain) in chains {
            mentions[place.column] += self.mentions[place.column][place.chain];
            for (wording, count) in &self.wordings[place.column][place.chain] {
                *names.entry(wording).or_insert(0) += count;
            }
            if let Some(name) = chain.name.as_deref().or_else(|| described(place, chain)) {
                *full.entry(name).or_insert(0) += self.mentions[place.column][place.chain];
            }
            for role in &chain.roles {
                let role = (place.column, role.clone());
                if !roles.contains(&role) {
                    roles.push(role);
                }
            }
        }
        let name = full
            .into_iter()
            .max_by(|a, b| fullness(a.0).cmp(&fullness(b.0)).then(a.1.cmp(&b.1)).then(b.0.cmp(a.0)));
        let mut names: Vec<(&str, usize)> = names.into_iter().collect();
        names.sort_by_key(|(_, count)| Reverse(*count));
        let name = name.or_else(|| names.first().copied()).map_or("", |(name, _)| name);
        if matches!(&names[..], [(only, _)] if *only == name) {
            names.clear();
        }
        let wordings = names.into_iter().map(|(name, count)| (name.into(), count as u32)).collect();
        Entity {
            id: SmolStr::default(),
            name: name.into(),
            label: first.label,
            named,
            wordings,
            mentions: mentions.into_iter().collect(),
            roles: roles.into(),
        }
    }
}

/// How full a name is: its words, and whether it has small letters and all its marks.
fn fullness(name: &str) -> (usize, bool, usize) {
    let words = name.split_whitespace().count();
    (words, name.chars().any(char::is_lowercase), name.len())
}

/// An id made of the name, with a number where it is taken.
fn free_id(entity: &Entity, taken: &mut HashSet<String>) -> String {
    let mut slug = String::new();
    for char in crate::lexicon::fold(&entity.name).chars() {
        if char.is_alphanumeric() {
            slug.push(char);
        } else if !slug.is_empty() && !slug.ends_with('-') && char != '.' && char != '\'' {
            slug.push('-');
        }
    }
    let slug: String = slug.trim_end_matches('-').chars().take(60).collect();
    let base = if slug.is_empty() { entity.label.name().to_owned() } else { slug };
    let mut id = base.clone();
    let mut number = 2;
    while !taken.insert(id.clone()) {
        id = format!("{base}-{number}");
        number += 1;
    }
    id
}
