//! Unnamed speakers: "a senior official" is somebody new, "the official" is he again, "the minister" is the one
//! minister the article has named.

use crate::annotate::Document;
use crate::lexicon::fold;
use crate::model::{Annotations, Chain, Label, MentionKind};

use super::pronouns::Nouns;

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

/// Gives every nominal mention a chain.
pub(super) fn link(document: &Document<'_>, annotations: &mut Annotations) {
    let mut known: Vec<Nominal> = Vec::new();
    let nouns = Nouns::get();
    for index in 0..annotations.mentions.len() {
        let mention = annotations.mentions[index];
        if mention.kind != MentionKind::Nominal || mention.chain.is_some() {
            continue;
        }
        let text = mention.span.slice(&document.article.text);
        let mut nominal = read(text, nouns);
        if let Some(chain) = apposed(document, annotations, index) {
            nominal.chain = chain;
            annotations.mentions[index].chain = Some(chain);
            known.push(nominal);
            continue;
        }
        let found = if nominal.definite {
            let again = if nominal.owned { None } else { earlier(&nominal, &known) };
            again.or_else(|| named(&nominal, annotations, index))
        } else {
            None
        };
        let chain = found.unwrap_or_else(|| {
            annotations.chains.push(Chain {
                label: nominal.label,
                name: None,
                description: Some(text.to_owned()),
                gender: nouns.gender(&nominal.head),
                roles: Vec::new(),
            });
            annotations.chains.len() - 1
        });
        nominal.chain = chain;
        annotations.mentions[index].chain = Some(chain);
        annotations.mentions[index].label = annotations.chains[chain].label;
        known.push(nominal);
    }
}

/// The person who is named right behind the phrase: "Velmia's economy minister, X".
fn apposed(document: &Document<'_>, annotations: &Annotations, index: usize) -> Option<usize> {
    let mention = annotations.mentions[index];
    let next =
        annotations.mentions[index + 1..].iter().find(|other| other.span.start() >= mention.span.end())?;
    let between = &document.article.text[mention.span.end()..next.span.start()];
    let person = next.kind == MentionKind::Name && next.label == Label::Person;
    next.chain.filter(|_| person && matches!(between, ", " | " "))
}

fn read(text: &str, nouns: &Nouns) -> Nominal {
    let folded = fold(text);
    let words: Vec<&str> = folded
        .split(|char: char| char.is_whitespace() || char == ',')
        .filter(|word| !word.is_empty())
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

/// The one named person whose role has the head: "the minister".
fn named(nominal: &Nominal, annotations: &Annotations, index: usize) -> Option<usize> {
    if nominal.plural || nominal.label != Label::Person {
        return None;
    }
    let mut holders: Vec<usize> = Vec::new();
    for mention in annotations.mentions[..index].iter().filter(|mention| mention.kind == MentionKind::Name) {
        let Some(chain) = mention.chain else { continue };
        let holds = annotations.chains[chain].roles.iter().any(|role| {
            let role = fold(role);
            let words: Vec<&str> = role.split(|char: char| !char.is_alphanumeric() && char != '-').collect();
            words.contains(&nominal.head.as_str())
                && nominal.modifiers.iter().all(|word| words.contains(&word.as_str()))
        });
        if holds && !holders.contains(&chain) {
            holders.push(chain);
        }
    }
    match holders.as_slice() {
        [chain] => Some(*chain),
        _ => None,
    }
}
