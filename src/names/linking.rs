//! Named things in, who is whom out: sieves from precise to loose, with vetoes.

use crate::hash::{self, HashedMap};
use crate::model::{Gender, Label};

use super::person::PersonName;
use super::{Relation, body};

/// Something named, with all that may tell it from others.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    /// What it is.
    pub(crate) label: Label,
    /// Every form of its name that is known to be its own.
    pub(crate) names: Vec<String>,
    /// Gender, where a title or a given name tells it.
    pub(crate) gender: Option<Gender>,
    /// Roles, folded: "president".
    pub(crate) roles: Vec<String>,
    /// Where it is first named; earlier is smaller.
    pub(crate) first: usize,
    /// Where else it is named, in order, `first` included.
    pub(crate) places: Vec<usize>,
}

/// Puts the items into groups: for each the number of its group, `None` where several would do.
pub(crate) fn link(items: &[Item]) -> Vec<Option<usize>> {
    link_by(items, By::Parts)
}

/// The same by whole names alone: a short form joins nobody.
pub(super) fn link_in_full(items: &[Item]) -> Vec<Option<usize>> {
    link_by(items, By::Whole)
}

/// What items may meet by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    /// Any part of their names.
    Parts,
    /// Their names in full.
    Whole,
}

fn link_by(items: &[Item], by: By) -> Vec<Option<usize>> {
    let forms = items.iter().map(|item| Forms::new(item, by)).collect();
    let of = vec![None; items.len()];
    let mut linker = Linker { items, by, forms, groups: Vec::new(), by_handle: Meetings::default(), of };
    let mut order: Vec<usize> = (0..items.len()).collect();
    // Full names first: short ones are then held against all of them.
    order.sort_by_cached_key(|index| {
        (std::cmp::Reverse(fullness(&items[*index])), items[*index].first, *index)
    });
    for index in order {
        linker.place(index);
    }
    linker.of
}

/// Words of the longest name.
fn fullness(item: &Item) -> usize {
    item.names.iter().map(|name| name.split_whitespace().count()).max().unwrap_or(0)
}

/// The names of an item, taken apart once.
struct Forms {
    persons: Vec<PersonName>,
    /// Hashes of the keys under which items of one label that may name the same meet.
    handles: Vec<u64>,
}

impl Forms {
    fn new(item: &Item, by: By) -> Forms {
        let persons: Vec<PersonName> = match item.label {
            Label::Person => item.names.iter().map(|name| PersonName::parse(name)).collect(),
            _ => Vec::new(),
        };
        let mut handles = Vec::with_capacity(2 * item.names.len());
        let mut note = |handle: &str| handles.push(hash::wide(handle).wrapping_add(item.label as u64));
        let names = item.names.iter();
        match (item.label, by) {
            (Label::Person, By::Parts) => persons.iter().flat_map(PersonName::handles).for_each(note),
            // Half the world has one of a few given names.
            (Label::Person, By::Whole) => {
                persons.iter().flat_map(|name| name.handles().skip(1)).for_each(note);
            }
            (_, By::Parts) => names.for_each(|name| body::handles(item.label, name, &mut note)),
            (_, By::Whole) => names.for_each(|name| body::whole_handles(item.label, name, &mut note)),
        }
        handles.sort_unstable();
        handles.dedup();
        Forms { persons, handles }
    }
}

/// Most groups that an item is held against: more share a handle only in texts that are no news.
const MOST: usize = 200;

/// The groups of each handle, in the order in which they came: in one list, for most handles have one.
#[derive(Default)]
struct Meetings {
    /// Where in `met` the first and the last group of a handle stand.
    ends: HashedMap<(usize, usize), u64>,
    /// Groups, each with where the next one of the same handle stands.
    met: Vec<(usize, Option<usize>)>,
}

impl Meetings {
    /// The groups that have a handle.
    fn of(&self, handle: u64) -> impl Iterator<Item = usize> {
        let first = self.ends.get(&handle).map(|(first, _)| self.met[*first]);
        std::iter::successors(first, |(_, next)| next.map(|next| self.met[next])).map(|(group, _)| group)
    }

    /// Notes that a group has a handle.
    fn add(&mut self, handle: u64, group: usize) {
        if self.of(handle).any(|known| known == group) {
            return;
        }
        let at = self.met.len();
        self.met.push((group, None));
        let (_, last) = self.ends.entry(handle).or_insert((at, at));
        if *last != at {
            self.met[*last].1 = Some(at);
            *last = at;
        }
    }
}

struct Linker<'i> {
    items: &'i [Item],
    by: By,
    forms: Vec<Forms>,
    /// Items of each group.
    groups: Vec<Vec<usize>>,
    by_handle: Meetings,
    of: Vec<Option<usize>>,
}

impl Linker<'_> {
    fn place(&mut self, index: usize) {
        let mut near: Vec<usize> = self.forms[index]
            .handles
            .iter()
            .flat_map(|handle| self.by_handle.of(*handle).take(MOST))
            .collect();
        near.sort_unstable();
        near.dedup();
        let relations: Vec<(usize, Relation)> =
            near.into_iter().map(|group| (group, self.relation(index, &self.groups[group]))).collect();
        let with = |wanted: Relation| -> Vec<usize> {
            relations.iter().filter(|(_, relation)| *relation == wanted).map(|(group, _)| *group).collect()
        };
        let parts = if self.by == By::Parts { with(Relation::Part) } else { Vec::new() };
        let group = match (with(Relation::Same).as_slice(), parts.as_slice()) {
            ([group], _) => Some(*group),
            ([], [group]) if self.introduced(index, *group) => Some(*group),
            ([], [] | [_]) => {
                self.groups.push(Vec::new());
                Some(self.groups.len() - 1)
            }
            ([], several) | (several, _) => self.owner(index, several),
        };
        if let Some(group) = group {
            self.groups[group].push(index);
            for handle in &self.forms[index].handles {
                self.by_handle.add(*handle, group);
            }
        }
        self.of[index] = group;
    }

    /// How an item relates to a group: a clash with one member is a clash with all.
    fn relation(&self, index: usize, group: &[usize]) -> Relation {
        let mut best = Relation::None;
        for member in group {
            match relate(
                (&self.items[index], &self.forms[index]),
                (&self.items[*member], &self.forms[*member]),
            ) {
                Relation::Clash => return Relation::Clash,
                relation => best = best.max(relation),
            }
        }
        if best == Relation::Part && self.is_other_body(index, group) { Relation::None } else { best }
    }

    /// Whether an organization and a group have names in full of which none fits the other's: then letters that
    /// both have are no link.
    fn is_other_body(&self, index: usize, group: &[usize]) -> bool {
        let item = &self.items[index];
        let whole = |item: &Item| -> Vec<String> {
            item.names.iter().filter(|name| name.contains(' ')).cloned().collect()
        };
        let (own, others): (Vec<String>, Vec<String>) =
            (whole(item), group.iter().flat_map(|member| whole(&self.items[*member])).collect());
        let fits =
            |name: &String| others.iter().any(|other| body::organizations(name, other) > Relation::None);
        item.label == Label::Organization && !own.is_empty() && !others.is_empty() && !own.iter().any(fits)
    }

    /// Whether a short form may stand for a group: names are introduced in full before they are shortened, and a
    /// surname that was used several times before belongs to somebody the reader is taken to know.
    fn introduced(&self, index: usize, group: usize) -> bool {
        let item = &self.items[index];
        let first = self.first_full(group);
        let before = item.places.iter().filter(|place| **place < first).count();
        item.label != Label::Person || before < 2 || self.shares_role(index, group)
    }

    fn first_full(&self, group: usize) -> usize {
        self.groups[group].iter().map(|member| self.items[*member].first).min().unwrap_or(0)
    }

    fn shares_role(&self, index: usize, group: usize) -> bool {
        let roles = &self.items[index].roles;
        self.groups[group]
            .iter()
            .any(|member| self.items[*member].roles.iter().any(|role| roles.contains(role)))
    }

    /// Of several candidates the one with the same role, or the one who was introduced before the short form was
    /// used several times, all others after; else nobody.
    fn owner(&self, index: usize, candidates: &[usize]) -> Option<usize> {
        let by_role: Vec<usize> =
            candidates.iter().copied().filter(|group| self.shares_role(index, *group)).collect();
        if let [group] = by_role.as_slice() {
            return Some(*group);
        }
        let places = &self.items[index].places;
        let second = *places.get(1)?;
        let early: Vec<usize> =
            candidates.iter().copied().filter(|group| self.first_full(*group) < second).collect();
        match early.as_slice() {
            [group] if self.first_full(*group) <= places[0] => Some(*group),
            _ => None,
        }
    }
}

/// How two items of one label may relate, over all their names.
fn relate((left, left_forms): (&Item, &Forms), (right, right_forms): (&Item, &Forms)) -> Relation {
    if let (Some(left), Some(right)) = (left.gender, right.gender)
        && left != right
    {
        return Relation::Clash;
    }
    let mut best = Relation::None;
    let pairs = (0..left.names.len()).flat_map(|a| (0..right.names.len()).map(move |b| (a, b)));
    for (a, b) in pairs {
        let (name, other) = (&left.names[a], &right.names[b]);
        let relation = match left.label {
            Label::Person => left_forms.persons[a].relate(&right_forms.persons[b]),
            Label::Organization => body::organizations(name, other),
            Label::Place => body::places(name, other),
            Label::Group => body::groups(name, other),
            Label::Work | Label::Event | Label::Law | Label::Date | Label::Other => body::others(name, other),
        };
        if relation == Relation::Clash {
            return Relation::Clash;
        }
        best = best.max(relation);
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(names: &[&str]) -> Vec<Option<usize>> {
        let items: Vec<Item> = names
            .iter()
            .enumerate()
            .map(|(first, name)| Item {
                label: Label::Person,
                names: vec![(*name).to_owned()],
                gender: PersonName::parse(name).gender(),
                roles: Vec::new(),
                first,
                places: vec![first],
            })
            .collect();
        link(&items)
    }

    #[test]
    fn a_surname_of_two_stays_open() {
        let found = groups(&["Ines Halloran", "Marta Halloran", "Halloran"]);
        assert_eq!(found[2], None);
        assert_ne!(found[0], found[1]);
    }

    #[test]
    fn a_surname_of_one_joins() {
        let found = groups(&["Ines Halloran", "Halloran", "Tom Reyes", "Reyes"]);
        assert_eq!(found[0], found[1]);
        assert_eq!(found[2], found[3]);
        assert_ne!(found[0], found[2]);
    }
}
