//! Who and what many stories name in, which of them are one out.
//!
//! Names of persons in full only: across stories a surname alone may be anybody's.

use std::collections::HashMap;

use crate::model::{Gender, Label};

use super::key::key;
use super::linking::{Item, link_in_full};
use super::person::PersonName;

/// Puts names into groups that name the same: for each the number of its group, `None` where nothing is certain.
pub(crate) fn across(names: &[(Label, &str)]) -> Vec<Option<usize>> {
    let mut items: Vec<Item> = Vec::new();
    // Names that are written alike are one at once: a country stands in every other story.
    let mut known: HashMap<(Label, String), usize> = HashMap::new();
    let item_of: Vec<Option<usize>> = names
        .iter()
        .enumerate()
        .map(|(first, (label, name))| {
            let gender = match label {
                Label::Person => in_full(name)?.gender(),
                _ => None,
            };
            let item = *known.entry((*label, key(name))).or_insert(items.len());
            if item == items.len() {
                items.push(single(*label, name, gender, first));
            }
            Some(item)
        })
        .collect();
    let groups = link_in_full(&items);
    item_of.into_iter().map(|item| item.and_then(|item| groups[item])).collect()
}

/// A person's name that has a surname and something before it.
fn in_full(name: &str) -> Option<PersonName> {
    Some(PersonName::parse(name)).filter(|name| name.words.len() > 1)
}

fn single(label: Label, name: &str, gender: Option<Gender>, first: usize) -> Item {
    Item { label, names: vec![name.to_owned()], gender, roles: Vec::new(), first, places: vec![first] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(names: &[(Label, &str)], groups: &[Option<usize>]) {
        // Numbers of groups by their first member.
        let found = across(names);
        let first = |group: usize| found.iter().position(|other| *other == Some(group));
        assert_eq!(found.iter().map(|group| group.and_then(first)).collect::<Vec<_>>(), groups, "{names:?}");
    }

    #[test]
    fn full_names_are_one_across_stories_and_surnames_are_not() {
        let person = |name| (Label::Person, name);
        check(
            &[person("Ines Halloran"), person("Halloran"), person("Inés Halloran"), person("Marta Halloran")],
            &[Some(0), None, Some(0), Some(3)],
        );
        check(&[person("Tom Reyes Jr."), person("Tom Reyes Sr.")], &[Some(0), Some(1)]);
        check(&[person("Charles Venn"), person("Chuck Venn")], &[Some(0), Some(0)]);
    }

    #[test]
    fn bodies_and_places_are_one_by_their_aliases() {
        check(
            &[(Label::Place, "U.S."), (Label::Place, "United States"), (Label::Place, "Mexico")],
            &[Some(0), Some(0), Some(2)],
        );
        check(
            &[
                (Label::Organization, "Ministry of Health"),
                (Label::Organization, "Health Ministry"),
                (Label::Organization, "Homeland Security"),
                (Label::Organization, "Department of Homeland Security"),
            ],
            &[Some(0), Some(0), Some(2), Some(3)],
        );
    }
}
