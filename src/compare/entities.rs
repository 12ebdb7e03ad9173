//! The same person, organization or place across the articles of a story.
//!
//! Chains of every column meet by the sieves of `names`; a chain that two entities would fit stays by itself. Unnamed
//! speakers are of their article alone.

use std::cmp::Reverse;
use std::collections::HashSet;

use smol_str::{SmolStr, format_smolstr};

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
    let wordings: Vec<Wordings<'_>> = columns.iter().map(|report| Wordings::new(report)).collect();
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
        .map(|place| item(chain(place), wordings[place.column].of(place.chain), place.column))
        .collect();
    let linked = names::link(&items);
    let mut by_group: Vec<Vec<ChainRef>> =
        vec![Vec::new(); linked.iter().flatten().max().map_or(0, |last| last + 1)];
    for (place, group) in named.iter().zip(linked) {
        match group {
            Some(group) => by_group[group].push(*place),
            None => groups.push(vec![*place]),
        }
    }
    groups.extend(by_group);
    let story = Story { columns, wordings: &wordings, mentions: &mentions };
    let made = groups.into_iter().map(|mut group| {
        group.sort_unstable();
        Some((story.entity(&group), group))
    });
    let mut made: Vec<Option<(Entity, Vec<ChainRef>)>> = made.collect();
    // Places are put in order, and not the entities: those are long, and their mentions would be added up each time.
    let total =
        |made: &Option<(Entity, _)>| made.as_ref().map(|(entity, _)| Reverse(entity.mentions.total()));
    let mut order: Vec<(Option<Reverse<usize>>, usize)> =
        made.iter().enumerate().map(|(at, made)| (total(made), at)).collect();
    let rest = |at: usize| made[at].as_ref().map(|(entity, places)| (&entity.name, places));
    order.sort_unstable_by(|(total, a), (other, b)| total.cmp(other).then_with(|| rest(*a).cmp(&rest(*b))));
    let mut of: Vec<Vec<Option<usize>>> =
        columns.iter().map(|report| vec![None; report.annotations.chains.len()]).collect();
    let mut taken = HashSet::with_capacity(made.len());
    let mut entities = Vec::with_capacity(made.len());
    for (mut entity, places) in order.into_iter().filter_map(|(_, at)| made[at].take()) {
        for place in places {
            of[place.column][place.chain] = Some(entities.len());
        }
        entity.id = free_id(&entity, &mut taken);
        entities.push(entity);
    }
    Linked { entities, of }
}

/// The wordings of the names of each chain of an article.
struct Wordings<'r> {
    /// With their number of uses, chain by chain, those of one in alphabetical order.
    all: Vec<(&'r str, usize)>,
    /// Where those of each chain begin, and the end.
    starts: Vec<usize>,
}

impl<'r> Wordings<'r> {
    fn new(report: &'r Report) -> Wordings<'r> {
        let mut used: Vec<(usize, &str)> = Vec::with_capacity(report.annotations.mentions.len());
        for mention in &report.annotations.mentions {
            if let (Some(chain), MentionKind::Name | MentionKind::Nominal) = (mention.chain(), mention.kind) {
                used.push((chain, mention.span.slice(&report.article.text)));
            }
        }
        used.sort_unstable();
        let (mut all, mut starts) = (Vec::with_capacity(used.len()), Vec::new());
        for same in used.chunk_by(|a, b| a == b) {
            let (chain, wording) = same[0];
            starts.resize(starts.len().max(chain + 1), all.len());
            all.push((wording, same.len()));
        }
        starts.resize(report.annotations.chains.len() + 1, all.len());
        Wordings { all, starts }
    }

    fn of(&self, chain: usize) -> &[(&'r str, usize)] {
        &self.all[self.starts[chain]..self.starts[chain + 1]]
    }
}

fn mention_counts(report: &Report) -> Vec<usize> {
    let mut out = vec![0; report.annotations.chains.len()];
    for chain in report.annotations.mentions.iter().filter_map(|mention| mention.chain()) {
        out[chain] += 1;
    }
    out
}

/// What a chain is compared by: its full name, and the wordings that are no parts of it.
fn item(chain: &Chain, wordings: &[(&str, usize)], column: usize) -> Item {
    let mut names: Vec<String> = chain.name.iter().map(ToString::to_string).collect();
    if chain.label == Label::Organization {
        let single = wordings.iter().map(|(wording, _)| *wording).filter(|wording| !wording.contains(' '));
        names.extend(single.map(str::to_owned));
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
    wordings: &'s [Wordings<'s>],
    mentions: &'s [Vec<usize>],
}

impl Story<'_> {
    fn entity(&self, places: &[ChainRef]) -> Entity {
        let chains =
            places.iter().map(|place| (place, &self.columns[place.column].annotations.chains[place.chain]));
        let first = &self.columns[places[0].column].annotations.chains[places[0].chain];
        let named = first.name.is_some();
        let mut names: Vec<(&str, usize)> = Vec::new();
        let mut mentions = vec![0; self.columns.len()];
        let mut full: Vec<(&str, usize)> = Vec::new();
        let described = |place: &ChainRef, chain: &Chain| {
            Some(chain.description?.slice(&self.columns[place.column].article.text))
        };
        let mut roles: Vec<(usize, SmolStr)> = Vec::new();
        for (place, chain) in chains {
            mentions[place.column] += self.mentions[place.column][place.chain];
            names.extend_from_slice(self.wordings[place.column].of(place.chain));
            let name = chain.name.as_deref().or_else(|| described(place, chain));
            full.extend(name.map(|name| (name, self.mentions[place.column][place.chain])));
            for role in &chain.roles {
                let role = (place.column, role.clone());
                if !roles.contains(&role) {
                    roles.push(role);
                }
            }
        }
        add_up(&mut full);
        add_up(&mut names);
        let name = full
            .into_iter()
            .max_by(|a, b| fullness(a.0).cmp(&fullness(b.0)).then(a.1.cmp(&b.1)).then(b.0.cmp(a.0)));
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

/// Each name once, in alphabetical order, with the sum of its numbers.
fn add_up(names: &mut Vec<(&str, usize)>) {
    names.sort_unstable();
    names.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        kept.1 += if same { next.1 } else { 0 };
        same
    });
}

/// How full a name is: its words, and whether it has small letters and all its marks.
fn fullness(name: &str) -> (usize, bool, usize) {
    let words = name.split_whitespace().count();
    (words, name.chars().any(char::is_lowercase), name.len())
}

/// Characters of a name that its id is made of.
const ID_LENGTH: usize = 60;

/// An id made of the name, with a number where it is taken.
fn free_id(entity: &Entity, taken: &mut HashSet<SmolStr>) -> SmolStr {
    let mut slug = String::with_capacity(entity.name.len());
    for char in crate::lexicon::fold(&entity.name).chars() {
        if char.is_alphanumeric() {
            slug.push(char);
        } else if !slug.is_empty() && !slug.ends_with('-') && char != '.' && char != '\'' {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    let slug = slug.char_indices().nth(ID_LENGTH).map_or(slug, |(end, _)| &slug[..end]);
    let base = if slug.is_empty() { entity.label.name() } else { slug };
    let mut id = SmolStr::new(base);
    let mut number = 2;
    while !taken.insert(id.clone()) {
        id = format_smolstr!("{base}-{number}");
        number += 1;
    }
    id
}
