//! Names of organizations, places and groups: whether two name the same.

use crate::model::Label;

use super::Relation;
use super::key::key;
use super::knowledge::{country, expansions, is_demonym};

/// Endings that a company's short name leaves out.
const DESIGNATORS: [&str; 24] = [
    "inc",
    "corp",
    "corporation",
    "co",
    "company",
    "ltd",
    "limited",
    "llc",
    "plc",
    "sa",
    "ag",
    "gmbh",
    "nv",
    "se",
    "spa",
    "ab",
    "asa",
    "oy",
    "bv",
    "llp",
    "lp",
    "pty",
    "group",
    "holdings",
];

/// Words that a name's identity does not rest on.
const SMALL: [&str; 7] = ["of", "the", "for", "and", "&", "de", "on"];

/// Hands the keys under which names that may be one thing's meet to `found`.
pub(super) fn handles(label: Label, name: &str, mut found: impl FnMut(&str)) {
    let key = key(name);
    match label {
        Label::Place => found(country(&key).unwrap_or(&key)),
        Label::Group => found(singular(&key)),
        Label::Organization => {
            initials(&key).iter().for_each(|initials| found(initials));
            expansions(&key).for_each(|expansion| found(&sorted(expansion).join(" ")));
            found(&sorted(&key).join(" "));
            telling(bare(&key)).for_each(found);
        }
        Label::Person | Label::Work | Label::Event | Label::Law | Label::Date | Label::Other => found(&key),
    }
}

/// Hands the keys under which whole names that may be one thing's meet to `found`.
pub(super) fn whole_handles(label: Label, name: &str, mut found: impl FnMut(&str)) {
    if label != Label::Organization {
        return handles(label, name, found);
    }
    let key = key(name);
    found(&sorted(bare(&key)).join(" "));
    expansions(&key).for_each(|expansion| found(&sorted(bare(expansion)).join(" ")));
}

/// How two names of organizations may relate.
pub(super) fn organizations(left: &str, right: &str) -> Relation {
    let (left, right) = (key(left), key(right));
    if left == right || bare(&left) == bare(&right) {
        return Relation::Same;
    }
    let (long, short) = if left.len() >= right.len() { (&left, &right) } else { (&right, &left) };
    if expansions(short).any(|expansion| expansion == long || sorted(expansion) == sorted(long)) {
        return Relation::Same;
    }
    if sorted(&left) == sorted(&right) {
        return Relation::Same;
    }
    let initials = is_acronym(short) && initials(long).iter().any(|initials| initials == short);
    if initials || is_short_form(bare(long), bare(short)) { Relation::Part } else { Relation::None }
}

/// How two names of places may relate.
pub(super) fn places(left: &str, right: &str) -> Relation {
    let (left, right) = (key(left), key(right));
    let first = |key: &str| country(key).map_or_else(|| key.to_owned(), str::to_owned);
    if left == right || first(&left) == first(&right) { Relation::Same } else { Relation::None }
}

/// How two names of groups may relate: number does not matter.
pub(super) fn groups(left: &str, right: &str) -> Relation {
    if singular(&key(left)) == singular(&key(right)) { Relation::Same } else { Relation::None }
}

fn singular(key: &str) -> &str {
    key.strip_suffix('s').filter(|single| single.len() > 3 && !single.ends_with('s')).unwrap_or(key)
}

/// How two other names may relate.
pub(super) fn others(left: &str, right: &str) -> Relation {
    if key(left) == key(right) { Relation::Same } else { Relation::None }
}

/// A company's name without its designators.
fn bare(key: &str) -> &str {
    let mut rest = key;
    while let Some((head, last)) = rest.rsplit_once(' ') {
        if !DESIGNATORS.contains(&last) {
            break;
        }
        rest = head;
    }
    rest
}

/// The words that count, in alphabetical order: "Ministry of Health" and "Health Ministry" are one.
fn sorted(key: &str) -> Vec<&str> {
    let mut words: Vec<&str> = telling(key).collect();
    words.sort_unstable();
    words
}

/// The words that count.
fn telling(key: &str) -> impl Iterator<Item = &str> {
    key.split(' ').filter(|word| !SMALL.contains(word))
}

fn is_acronym(key: &str) -> bool {
    (2..=7).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// Initials of a name of several words: with its small words and without.
fn initials(key: &str) -> Vec<String> {
    if !key.contains(' ') {
        return Vec::new();
    }
    let all = key.split(' ').filter_map(|word| word.chars().next()).collect();
    let main = telling(key).filter_map(|word| word.chars().next()).collect();
    vec![all, main]
}

/// Whether `short` leaves out of `long` only what readers do without: the country before it, the kind of office
/// ("Department of"), or all behind the first, telling word of a company.
fn is_short_form(long: &str, short: &str) -> bool {
    if let Some(front) = long.strip_suffix(short).and_then(|front| front.strip_suffix(' ')) {
        let nation = country(front).is_some() || is_demonym(front) || front == "un";
        let front = front.trim_end_matches(" the");
        let office =
            ["department of", "ministry of", "office of", "bureau of", "ministry for", "department for"]
                .iter()
                .any(|office| front == *office || front.ends_with(&format!(" {office}")));
        return nation && short.contains(' ') || office && !is_place(short);
    }
    false
}

fn is_place(key: &str) -> bool {
    country(key).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn organizations_by_their_forms() {
        for (left, right, relation) in [
            ("Department of Homeland Security", "DHS", Relation::Same),
            ("Health Ministry", "Ministry of Health", Relation::Same),
            ("Ostra Corp.", "Ostra", Relation::Same),
            ("the Ostra Group", "Ostra", Relation::Same),
            ("Department of Homeland Security", "Homeland Security", Relation::Part),
            ("Velm River Trust", "VRT", Relation::Part),
            ("U.N. Security Council", "Security Council", Relation::Part),
            ("Florida Supreme Court", "Georgia Supreme Court", Relation::None),
            ("White House", "White House Press Office", Relation::None),
        ] {
            assert_eq!(organizations(left, right), relation, "{left} and {right}");
        }
    }

    #[test]
    fn places_by_their_aliases() {
        for (left, right, relation) in [
            ("U.S.", "United States", Relation::Same),
            ("America", "the US", Relation::Same),
            ("Mexico", "Mexico City", Relation::None),
            ("São Paulo", "Sao Paulo", Relation::Same),
        ] {
            assert_eq!(places(left, right), relation, "{left} and {right}");
        }
    }
}
