//! Unnamed speakers: "a senior official" is somebody new, "the official" is he again, "the minister" is the one
//! minister the article has named.

use crate::annotate::Document;
use crate::lexicon::fold;
use crate::model::{Annotations, Chain, Index, Label, MentionKind};

use super::pronouns::{Nouns, is_person};
use super::roles::is_reflexive;
use super::salience::Salience;

/// What a nominal says of whom it means.
#[derive(Clone, Debug)]
struct Nominal {
    /// Singular head noun: "official".
    head: String,
    /// Folded words before the head, without the determiner.
    modifiers: Vec<String>,
    /// Whether it points back: "the", "this".
    definite: bool,
    /// Whether somebody's: "Velmia's minister".
    owned: bool,
    plural: bool,
    label: Label,
    /// Its chain.
    chain: usize,
}

/// The unnamed speakers so far.
#[derive(Default)]
pub(super) struct Unnamed {
    known: Vec<Nominal>,
}

impl Unnamed {
    /// Gives the nominal mention at `index` a chain.
    pub(super) fn link(
        &mut self,
        document: &Document<'_>,
        annotations: &mut Annotations,
        salience: &Salience,
        index: usize,
    ) {
        let nouns = Nouns::get();
        let text = annotations.mentions[index].span.slice(&document.article.text);
        let mut nominal = read(text, nouns);
        let chain = himself(document, annotations, index)
            .or_else(|| apposed(document, annotations, index))
            .or_else(|| self.meant(annotations, salience, &nominal, index))
            .unwrap_or_else(|| {
                annotations.chains.push(Chain {
                    label: nominal.label,
                    name: None,
                    description: Some(annotations.mentions[index].span),
                    gender: nouns.gender(&nominal.head),
                    roles: Box::default(),
                });
                annotations.chains.len() - 1
            });
        nominal.chain = chain;
        annotations.mentions[index].chain = Some(Index::new(chain));
        annotations.mentions[index].label = annotations.chains[chain].label;
        self.known.push(nominal);
    }

    /// Whom a definite phrase means: somebody unnamed again, who holds the office, or who stands out.
    fn meant(
        &self,
        annotations: &Annotations,
        salience: &Salience,
        nominal: &Nominal,
        index: usize,
    ) -> Option<usize> {
        if !nominal.definite {
            return None;
        }
        let again = if nominal.owned { None } else { earlier(nominal, &self.known) };
        again.or_else(|| holder(nominal, annotations, salience, index)).or_else(|| {
            // "the Tula senator": an epithet of a person who is spoken of, where no role says so.
            let epithet = !nominal.owned
                && !nominal.plural
                && salience.speaks(index)
                && Nouns::get().is_person(&nominal.head)
                && !NAMELESS.contains(&nominal.head.as_str());
            let gender = Nouns::get().gender(&nominal.head);
            let fits = |chain: usize| {
                annotations.chains[chain].name.is_some() && is_person(&annotations.chains[chain], gender)
            };
            // "Lind cancelled a dinner with Moss after the senator said so": not Lind, who would be "she".
            let beside = || salience.beside(annotations, index, fits);
            if epithet { beside().or_else(|| salience.best(annotations, index, fits)) } else { None }
        })
    }
}

/// Those whom news leaves unnamed: the phrase introduces them rather than that it repeats a name.
const NAMELESS: [&str; 24] = [
    "official",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "source",
    "aide",
    "adviser",
    "advisor",
    "person",
    "witness",
    "agent",
    "officer",
    "staffer",
    "representative",
    "reporter",
    "journalist",
    "caller",
    "voter",
    "lawyer",
    "attorney",
    "judge",
    "host",
    "moderator",
    "driver",
];

/// Who is named in the phrase and called himself: "Ms. Lind herself".
fn himself(document: &Document<'_>, annotations: &Annotations, index: usize) -> Option<usize> {
    let phrase = annotations.mentions[index].span;
    let near = &annotations.mentions[index.saturating_sub(2)..];
    near.iter()
        .take_while(|other| other.span.start() < phrase.end())
        .filter(|other| other.kind == MentionKind::Name && phrase.contains(other.span))
        .find(|name| {
            let behind = &document.article.text[name.span.end()..phrase.end()];
            behind.split_whitespace().next().is_some_and(is_reflexive)
        })?
        .chain()
}

/// The person who is named right behind the phrase: "Velmia's economy minister, X".
fn apposed(document: &Document<'_>, annotations: &Annotations, index: usize) -> Option<usize> {
    let mention = annotations.mentions[index];
    let next =
        annotations.mentions[index + 1..].iter().find(|other| other.span.start() >= mention.span.end())?;
    let between = &document.article.text[mention.span.end()..next.span.start()];
    let person = next.kind == MentionKind::Name && next.label == Label::Person;
    next.chain().filter(|_| person && matches!(between, ", " | " "))
}

fn read(text: &str, nouns: &Nouns) -> Nominal {
    let folded = fold(text);
    let words: Vec<&str> = folded
        .split(|char: char| char.is_whitespace() || char == ',')
        .filter(|word| !word.is_empty() && !is_reflexive(word))
        .collect();
    let stop = words.iter().skip(1).position(|word| {
        matches!(
            *word,
            "of" | "in"
                | "at"
                | "who"
                | "with"
                | "for"
                | "from"
                | "on"
                | "familiar"
                | "close"
                | "to"
                | "that"
                | "whose"
        )
    });
    let mut phrase = &words[..stop.map_or(words.len(), |stop| stop + 1)];
    // "one of the officials": the head stands behind.
    if phrase.len() == 1 && matches!(phrase[0], "one" | "some" | "many" | "several" | "two" | "three") {
        phrase = &words;
    }
    // "Velmia's economy minister": the owner stands where an article would.
    let owner = phrase.iter().rposition(|word| word.ends_with("'s") || word.ends_with("s'"));
    let owned = owner.is_some();
    phrase = &phrase[owner.map_or(0, |owner| owner + 1)..];
    let definite = owned
        || phrase.first().is_some_and(|word| matches!(*word, "the" | "this" | "that" | "these" | "those"));
    let last = phrase.last().copied().unwrap_or_default();
    let (head, plural) = nouns.singular(last);
    let determiner = usize::from(
        definite && !owned || phrase.first().is_some_and(|word| matches!(*word, "a" | "an" | "another")),
    );
    let modifiers = phrase
        .get(determiner..phrase.len().saturating_sub(1))
        .unwrap_or_default()
        .iter()
        .map(|word| (*word).to_owned())
        .collect();
    let plural = plural
        || phrase.first().is_some_and(|word| matches!(*word, "both" | "two" | "three" | "some" | "many"));
    let label = if nouns.is_body(&head) { Label::Organization } else { Label::Person };
    Nominal { head, modifiers, definite, owned, plural, label, chain: 0 }
}

/// The latest unnamed speaker with the same head whose description agrees: an ordinal counts the candidates.
fn earlier(nominal: &Nominal, known: &[Nominal]) -> Option<usize> {
    let mut alike: Vec<&Nominal> = Vec::new();
    for other in known.iter().filter(|other| other.head == nominal.head && other.plural == nominal.plural) {
        if !alike.iter().any(|seen| seen.chain == other.chain) {
            alike.push(other);
        }
    }
    let ordinal = nominal.modifiers.iter().find_map(|word| match word.as_str() {
        "first" => Some(0),
        "second" => Some(1),
        "third" => Some(2),
        _ => None,
    });
    if let Some(place) = ordinal {
        let word = ["first", "second", "third"][place];
        let marked = alike.iter().find(|other| other.modifiers.iter().any(|modifier| modifier == word));
        return marked.or_else(|| alike.get(place)).map(|other| other.chain);
    }
    let fits = |other: &&&Nominal| nominal.modifiers.iter().all(|word| other.modifiers.contains(word));
    alike.iter().rev().find(fits).map(|other| other.chain)
}

/// The named person who holds the office: "the minister". Of several the one who stands out.
fn holder(nominal: &Nominal, annotations: &Annotations, salience: &Salience, index: usize) -> Option<usize> {
    if nominal.plural || nominal.label != Label::Person {
        return None;
    }
    let mut holders: Vec<usize> = Vec::new();
    for mention in annotations.mentions[..index].iter().filter(|mention| mention.kind == MentionKind::Name) {
        let Some(chain) = mention.chain() else { continue };
        let holds = annotations.chains[chain].roles.iter().any(|role| holds(nominal, role));
        if holds && !holders.contains(&chain) {
            holders.push(chain);
        }
    }
    match holders.as_slice() {
        [chain] => Some(*chain),
        [] => None,
        several => salience.best(annotations, index, |chain| several.contains(&chain)),
    }
}

/// Whether a role is the office that the phrase names: "Gov." is a governor, a vice president no president.
fn holds(nominal: &Nominal, role: &str) -> bool {
    let role = fold(role);
    let words: Vec<&str> = role
        .split(|char: char| !char.is_alphanumeric() && char != '-')
        .filter(|word| !word.is_empty())
        .map(|word| SHORT.iter().find(|(short, _)| *short == word).map_or(word, |(_, long)| long))
        .collect();
    let lesser = words
        .iter()
        .any(|word| LESSER.contains(word) && !nominal.modifiers.iter().any(|modifier| modifier == word));
    !lesser
        && words.contains(&nominal.head.as_str())
        && nominal.modifiers.iter().all(|word| words.contains(&word.as_str()))
}

/// Offices as they are shortened before names.
const SHORT: [(&str, &str); 9] = [
    ("gov", "governor"),
    ("sen", "senator"),
    ("gen", "general"),
    ("lt", "lieutenant"),
    ("capt", "captain"),
    ("col", "colonel"),
    ("sgt", "sergeant"),
    ("prof", "professor"),
    ("dr", "doctor"),
];

/// Words that make another office of one.
const LESSER: [&str; 5] = ["vice", "deputy", "assistant", "former", "ex-president"];
