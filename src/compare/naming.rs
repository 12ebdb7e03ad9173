//! What each article calls the same person, organization, group or thing, where they do not all call it the same.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::LazyLock;

use super::column::Column;
use super::entities::Linked;
use super::words::{Word, fold, words};
use crate::hash::HashedMap;
use crate::model::{Called, Entity, Label, Mention, MentionKind, Naming, Span};

/// Families of terms that writers choose between for one thing.
struct Families {
    heads: Vec<String>,
    /// Under the key of a first word, the terms that begin with it, the longest first.
    terms: HashedMap<Vec<Term>, u64>,
}

/// A term of a family.
struct Term {
    family: usize,
    /// Its words, each as the keys of its forms.
    words: Vec<Vec<u64>>,
}

static FAMILIES: LazyLock<Families> = LazyLock::new(|| {
    let lines = include_str!("../../data/lexicon/namings.txt").lines().filter(|line| !line.starts_with('#'));
    let mut families = Families { heads: Vec::new(), terms: HashedMap::default() };
    for (family, (head, terms)) in lines.filter_map(|line| line.split_once(": ")).enumerate() {
        families.heads.push(head.to_owned());
        for words in terms.split("; ").map(forms) {
            for first in words.first().into_iter().flatten() {
                families.terms.entry(*first).or_default().push(Term { family, words: words.clone() });
            }
        }
    }
    for terms in families.terms.values_mut() {
        terms.sort_by_key(|term| std::cmp::Reverse(term.words.len()));
    }
    families
});

/// Words behind a participle that make it a verb ("flagged down a driver") and no part of a role.
const VERBAL: [&str; 16] = [
    "down", "up", "by", "to", "in", "out", "off", "on", "the", "a", "an", "his", "her", "that", "for", "with",
];

/// Words that no role begins with, and words that only a clause has.
const OPENING: [&str; 19] = [
    "then",
    "yet",
    "so",
    "is",
    "there",
    "have",
    "has",
    "but",
    "and",
    "then-wife",
    "then-husband",
    "where",
    "when",
    "as",
    "while",
    "if",
    "like",
    "even",
    "what",
];
const CLAUSAL: [&str; 24] = [
    "that", "who", "whom", "which", "there", "will", "would", "has", "have", "had", "is", "are", "was",
    "were", "him", "them", "they", "it", "he", "she", "to", "took", "when", "while",
];

pub(super) fn naming(columns: &[Column<'_>], entities: &Linked) -> Vec<Naming> {
    let mut found = Vec::new();
    let mentions = Mentions::new(columns, entities);
    for (index, entity) in entities.entities.iter().enumerate() {
        // What one article alone names is called nothing else.
        if !entity.named || entity.mentions.iter().count() < 2 {
            continue;
        }
        let called = match entity.label {
            Label::Person => roles(columns, &mentions, entity, index),
            Label::Organization | Label::Group | Label::Event | Label::Law => {
                names(columns, &mentions, index)
            }
            Label::Place | Label::Work | Label::Date | Label::Other => continue,
        };
        if differ(&called) {
            found.push(Naming { subject: entity.name.to_string(), entity: Some(index), columns: called });
        }
    }
    let mut used: Vec<BTreeMap<usize, Vec<Called>>> = columns.iter().map(terms).collect();
    for (family, head) in FAMILIES.heads.iter().enumerate() {
        let called = used.iter_mut().map(|used| used.remove(&family).unwrap_or_default()).collect::<Vec<_>>();
        if differ(&called) {
            found.push(Naming { subject: head.clone(), entity: None, columns: called });
        }
    }
    found
}

/// Whether two articles both name it and one uses a wording that is no form of any of the other's.
fn differ(columns: &[Vec<Called>]) -> bool {
    // Most articles use the same few wordings: each is held against each other once.
    let mut names: Vec<&str> = Vec::new();
    let mut sets: BTreeSet<Vec<usize>> = BTreeSet::new();
    for called in columns.iter().filter(|called| !called.is_empty()) {
        let mut set = Vec::with_capacity(called.len());
        for Called { name, .. } in called {
            set.push(names.iter().position(|known| known == name).unwrap_or(names.len()));
            if set.last() == Some(&names.len()) {
                names.push(name);
            }
        }
        sets.insert(set);
    }
    if names.len() < 2 {
        return false;
    }
    let wordings: Vec<Wording<'_>> = names.into_iter().map(Wording::of).collect();
    let alike: Vec<Vec<bool>> =
        wordings.iter().map(|one| wordings.iter().map(|other| one.is_like(other)).collect()).collect();
    let alien = |one: &usize, others: &[usize]| others.iter().all(|other| !alike[*one][*other]);
    let sets: Vec<Vec<usize>> = sets.into_iter().collect();
    sets.iter().enumerate().any(|(at, a)| {
        sets[at + 1..].iter().any(|b| a.iter().any(|one| alien(one, b)) || b.iter().any(|one| alien(one, a)))
    })
}

/// A wording ready to be held against others.
struct Wording<'n> {
    name: &'n str,
    plain: String,
    /// Its words, each also folded.
    words: Vec<(Word, String)>,
}

impl Wording<'_> {
    fn of(name: &str) -> Wording<'_> {
        let words = words(name, Span::new(0, name.len()));
        let words = words.into_iter().map(|word| (word, fold(word.span.slice(name)))).collect();
        Wording { name, plain: plain(name), words }
    }

    /// Whether one wording is the other written out, abbreviated, or with a name put before it: "Sen." and "Alaska
    /// Senator", "CIA" and "Central Intelligence Agency".
    fn is_like(&self, other: &Wording<'_>) -> bool {
        if self.plain == other.plain || stands_for(self.name, other.name) || stands_for(other.name, self.name)
        {
            return true;
        }
        let (few, many) = if self.words.len() <= other.words.len() {
            (&self.words, &other.words)
        } else {
            (&other.words, &self.words)
        };
        let begins = |part: &str, whole: &str| (2..5).contains(&part.len()) && whole.starts_with(part);
        let same = |(one, text): &(Word, String), (other, other_text): &(Word, String)| {
            one.stem == other.stem || begins(text, other_text) || begins(other_text, text)
        };
        few.iter().all(|word| word.0.function || many.iter().any(|other| same(word, other)))
            && many
                .iter()
                .all(|other| other.0.function || other.0.capital || few.iter().any(|word| same(word, other)))
            && few.iter().any(|word| !word.0.function)
    }
}

/// Whether `acronym` is made of the first letters of a name, of its small words or not: "DOJ", "FBI".
fn stands_for(acronym: &str, name: &str) -> bool {
    let letters: String = acronym.chars().filter(|char| *char != '.').collect();
    let first = |small: bool| -> String {
        let words = name.split([' ', '-']).filter_map(|word| word.chars().next());
        words.filter(|char| small || char.is_uppercase()).flat_map(char::to_uppercase).collect()
    };
    letters.chars().count() > 1
        && letters.chars().all(char::is_uppercase)
        && (first(false).ends_with(&letters) || first(true).ends_with(&letters))
}

/// A name as it is compared: folded, without an article or a plural ending.
fn plain(name: &str) -> String {
    let folded = fold(name);
    let folded =
        ["the ", "an ", "a "].iter().find_map(|article| folded.strip_prefix(article)).unwrap_or(&folded);
    folded.strip_suffix('s').unwrap_or(folded).replace('-', " ")
}

/// The mentions of every entity.
struct Mentions<'c> {
    /// With entity and column, in this order.
    all: Vec<(usize, usize, &'c Mention)>,
}

impl<'c> Mentions<'c> {
    fn new(columns: &[Column<'c>], entities: &Linked) -> Mentions<'c> {
        let mut all = Vec::new();
        for ((number, column), chains) in columns.iter().enumerate().zip(&entities.of) {
            let mentions = column.report.annotations.mentions.iter();
            all.extend(mentions.filter_map(|mention| Some((chains[mention.chain()?]?, number, mention))));
        }
        all.sort_by_key(|(entity, column, _)| (*entity, *column));
        Mentions { all }
    }

    /// Those of an entity in a column, in text order.
    fn of(&self, entity: usize, column: usize) -> impl Iterator<Item = &'c Mention> {
        let start = self.all.partition_point(|(of, at, _)| (*of, *at) < (entity, column));
        let mentions = self.all[start..].iter();
        mentions.take_while(move |(of, at, _)| (*of, *at) == (entity, column)).map(|(_, _, mention)| *mention)
    }
}

/// The names that each article uses of an entity.
fn names(columns: &[Column<'_>], mentions: &Mentions<'_>, entity: usize) -> Vec<Vec<Called>> {
    let called = columns.iter().enumerate().map(|(number, column)| {
        let names = mentions.of(entity, number).filter(|mention| mention.kind == MentionKind::Name);
        gather(column, names.map(|mention| mention.span).filter(|span| is_name(column.slice(*span))))
    });
    called.collect()
}

/// Whether words are a name and nothing before it: not "1,100 former DOJ lawyers".
fn is_name(words: &str) -> bool {
    let first = words.split(' ').next().unwrap_or("");
    first.starts_with(char::is_uppercase) && !matches!(first, "More" | "An" | "A")
        || plain(words) != fold(words)
}

/// The titles and roles that each article gives a person, each where it stands beside him.
fn roles(columns: &[Column<'_>], mentions: &Mentions<'_>, entity: &Entity, index: usize) -> Vec<Vec<Called>> {
    let mut called: Vec<Vec<Called>> = columns.iter().map(|_| Vec::new()).collect();
    for (at, role) in &entity.roles {
        let column = &columns[*at];
        let role = role.trim_start_matches(['"', '“', '‘', '\'']);
        let role = role.strip_prefix("the ").unwrap_or(role);
        let known = called[*at].iter().any(|known| plain(&known.name) == plain(role));
        if known || !is_role(role) {
            continue;
        }
        let own: Vec<&Mention> = mentions.of(index, *at).collect();
        let mut places = beside(column, &own, role);
        places.retain(|place| !names_another(column, &own, *place));
        if !places.is_empty() {
            called[*at].push(Called { name: role.to_owned(), places });
        }
    }
    called
}

/// Whether words may be a role: no clause, no adverb.
fn is_role(role: &str) -> bool {
    let words: Vec<String> = role.split_whitespace().map(fold).collect();
    let Some((first, rest)) = words.split_first() else { return false };
    let participle =
        first.ends_with("ed") && rest.first().is_some_and(|word| VERBAL.contains(&word.as_str()));
    !(first.ends_with("ly")
        || OPENING.contains(&first.as_str())
        || participle
        || rest.iter().any(|word| CLAUSAL.contains(&word.as_str())))
}

/// Where a role stands right before or behind one of the mentions of its bearer, else its first place in a sentence with
/// one.
fn beside(column: &Column<'_>, mentions: &[&Mention], role: &str) -> Vec<Span> {
    let text = &column.report.article.text;
    let mut places = Vec::new();
    let mut sentences = HashSet::new();
    for mention in mentions {
        sentences.extend(column.sentence_at(mention.span));
        let before = text[..mention.span.start()].trim_end_matches([' ', ',', '“', '"']);
        let behind = text[mention.span.end()..].trim_start_matches([' ', ',', '(']);
        let behind = ["the ", "a ", "an ", "his ", "her "]
            .iter()
            .find_map(|article| behind.strip_prefix(article))
            .unwrap_or(behind);
        if before.ends_with(role) {
            places.push(Span::new(before.len() - role.len(), before.len()));
        } else if behind.starts_with(role) {
            let start = text.len() - behind.len();
            places.push(Span::new(start, start + role.len()));
        } else if mention.span.slice(text).starts_with(role) {
            places.push(Span::new(mention.span.start(), mention.span.start() + role.len()));
        }
    }
    if places.is_empty() {
        let all = text.match_indices(role).map(|(at, found)| Span::new(at, at + found.len()));
        let near = |place: &Span| column.sentence_at(*place).is_some_and(|at| sentences.contains(&at));
        places.extend(all.into_iter().find(near));
    }
    places.sort_unstable();
    places.dedup();
    places
}

/// Whether somebody is named in a place who has none of these mentions.
fn names_another(column: &Column<'_>, own: &[&Mention], place: Span) -> bool {
    column.report.annotations.mentions.iter().any(|mention| {
        mention.label == Label::Person
            && mention.kind == MentionKind::Name
            && place.contains(mention.span)
            && !own.contains(&mention)
    })
}

/// The terms that an article uses outside quotes, by family: what others say is not the article's choice.
fn terms(column: &Column<'_>) -> BTreeMap<usize, Vec<Called>> {
    let mut places: BTreeMap<usize, Vec<Span>> = BTreeMap::new();
    // For each family, where its last term ends.
    let mut ends = vec![0; FAMILIES.heads.len()];
    for (at, word) in column.words.iter().enumerate() {
        for term in FAMILIES.terms.get(&word.key).into_iter().flatten() {
            let end = at + term.words.len();
            let Some(words) = column.words.get(at..end) else { continue };
            if at >= ends[term.family]
                && term.words.iter().zip(words).all(|(forms, word)| forms.contains(&word.key))
                && !column.quoted[at..end].contains(&true)
            {
                ends[term.family] = end;
                places.entry(term.family).or_default().push(word.span.cover(words[words.len() - 1].span));
            }
        }
    }
    places.into_iter().map(|(family, places)| (family, gather(column, places.into_iter()))).collect()
}

/// The words of a term, the last also in the plural.
fn forms(term: &str) -> Vec<Vec<u64>> {
    let key = |word: &str| words(word, Span::new(0, word.len())).first().map(|word| word.key);
    let mut forms: Vec<Vec<u64>> =
        words(term, Span::new(0, term.len())).iter().map(|word| vec![word.key]).collect();
    let last = term.rsplit([' ', '-']).next().unwrap_or(term);
    let plurals = [format!("{last}s"), format!("{last}es"), last.trim_end_matches('y').to_owned() + "ies"];
    if let Some(forms) = forms.last_mut() {
        forms.extend(plurals.iter().filter_map(|plural| key(plural)));
    }
    forms
}

/// Places by their wording, the most frequent first.
fn gather(column: &Column<'_>, places: impl Iterator<Item = Span>) -> Vec<Called> {
    let mut called: Vec<Called> = Vec::new();
    let mut by_plain: BTreeMap<String, usize> = BTreeMap::new();
    let mut by_name: BTreeMap<&str, usize> = BTreeMap::new();
    for place in places {
        let name = column.slice(place);
        let number = *by_name.entry(name).or_insert_with(|| {
            *by_plain.entry(plain(name)).or_insert_with(|| {
                called.push(Called { name: name.to_owned(), places: Vec::new() });
                called.len() - 1
            })
        });
        called[number].places.push(place);
    }
    called.sort_by_key(|called| (std::cmp::Reverse(called.places.len()), called.places[0]));
    called
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wording_written_out_is_no_other_name() {
        for (a, b, expected) in [
            ("Sen.", "Senator", true),
            ("President", "U.S. President", true),
            ("CIA", "Central Intelligence Agency", true),
            ("Justice Department", "Department of Justice", true),
            ("ICE", "U.S. Immigration and Customs Enforcement", true),
            ("DOJ", "Department of Justice", true),
            ("dictator", "leader", false),
            ("ISIS", "Islamic State", false),
            ("prosecutor", "disgraced prosecutor", false),
        ] {
            let (one, other) = (Wording::of(a), Wording::of(b));
            assert_eq!(one.is_like(&other), expected, "{a} / {b}");
            assert_eq!(other.is_like(&one), expected, "{b} / {a}");
        }
    }

    #[test]
    fn a_clause_is_no_role() {
        assert!(is_role("retired general") && is_role("mayor of Kelm") && is_role("convicted felon"));
        assert!(!is_role("flagged down a driver") && !is_role("finally chosen") && !is_role("Yet Sen."));
    }
}
