//! Pronouns: he, she, they, who. A pronoun takes the antecedent that stands out by place and gender, or none.

use std::sync::LazyLock;

use crate::annotate::Document;
use crate::hash::WordMap;
use crate::lexicon::{fold, rows};
use crate::model::{Annotations, Chain, Gender, Index, Label, Mention, MentionKind, Span};

use super::salience::Salience;

/// What a pronoun can stand for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Seeks {
    Person(Gender),
    Several,
    Thing,
    Antecedent,
}

/// Gives the pronoun at `index` a chain.
pub(super) fn link(
    document: &Document<'_>,
    annotations: &mut Annotations,
    salience: &Salience,
    index: usize,
) {
    let mention = annotations.mentions[index];
    let Some(seeks) = seeks(mention.span.slice(&document.article.text)) else { return };
    let chain = match seeks {
        Seeks::Antecedent => before_relative(document, annotations, index),
        Seeks::Person(_) | Seeks::Several | Seeks::Thing => {
            // "Mr. Lind, who he said was late": two persons.
            let other = nearest(annotations, index)
                .filter(|_| is_in_relative(document, mention.span))
                .and_then(|nearest| nearest.chain());
            salience.best(annotations, index, |chain| {
                other != Some(chain) && fits(document, annotations, chain, seeks)
            })
        }
    };
    if let Some(chain) = chain {
        annotations.mentions[index].chain = Some(Index::new(chain));
        annotations.mentions[index].label = annotations.chains[chain].label;
        if let (Seeks::Person(gender), entry) = (seeks, &mut annotations.chains[chain]) {
            entry.gender.get_or_insert(gender);
        }
    }
}

fn seeks(pronoun: &str) -> Option<Seeks> {
    match fold(pronoun).as_str() {
        "he" | "him" | "his" | "himself" => Some(Seeks::Person(Gender::Masculine)),
        "she" | "her" | "hers" | "herself" => Some(Seeks::Person(Gender::Feminine)),
        "they" | "them" | "their" | "themselves" => Some(Seeks::Several),
        "it" | "its" | "itself" => Some(Seeks::Thing),
        "who" | "which" | "that" | "whom" => Some(Seeks::Antecedent),
        _ => None,
    }
}

/// The mention right before a relative pronoun.
fn before_relative(document: &Document<'_>, annotations: &Annotations, index: usize) -> Option<usize> {
    let text = &document.article.text;
    let before = nearest(annotations, index)?;
    let between = &text[before.span.end()..annotations.mentions[index].span.start()];
    before.chain().filter(|_| matches!(between.trim(), "" | ","))
}

/// The name or nominal nearest before mention `index`.
fn nearest(annotations: &Annotations, index: usize) -> Option<Mention> {
    let start = annotations.mentions[index].span.start();
    annotations.mentions[..index]
        .iter()
        .rev()
        .take(8)
        .find(|mention| mention.span.end() <= start && mention.kind != MentionKind::Pronoun)
        .copied()
}

/// Whether a relative pronoun stands right before.
fn is_in_relative(document: &Document<'_>, span: Span) -> bool {
    let before = document.article.text[..span.start()].trim_end();
    before.ends_with(" who") || before.ends_with(" whom") || before.ends_with(" which")
}

/// Whether a chain can be what a pronoun seeks.
fn fits(document: &Document<'_>, annotations: &Annotations, chain: usize, seeks: Seeks) -> bool {
    let chain = &annotations.chains[chain];
    let plural = is_plural(document, chain);
    match seeks {
        Seeks::Person(gender) => is_person(chain, Some(gender)) && !plural,
        Seeks::Several => chain.label == Label::Group || plural || chain.label == Label::Organization,
        Seeks::Thing => chain.label == Label::Organization,
        Seeks::Antecedent => true,
    }
}

/// Whether a chain is persons, of that gender as far as it is known.
pub(super) fn is_person(chain: &Chain, gender: Option<Gender>) -> bool {
    let agrees = chain.gender.is_none_or(|known| gender.is_none_or(|gender| gender == known));
    chain.label == Label::Person && agrees
}

/// Whether an unnamed chain is several: "two officials".
fn is_plural(document: &Document<'_>, chain: &Chain) -> bool {
    chain.description.is_some_and(|description| {
        let description = description.slice(&document.article.text);
        description.split_whitespace().any(|word| Nouns::get().singular(&fold(word)).1)
    })
}

/// Common nouns for persons and bodies.
pub(super) struct Nouns {
    /// Plural or singular form → singular, whether the form is plural, gender, whether it is a body.
    forms: WordMap<(String, bool, Option<Gender>, bool)>,
}

impl Nouns {
    pub(super) fn get() -> &'static Nouns {
        static NOUNS: LazyLock<Nouns> = LazyLock::new(|| {
            let mut forms = WordMap::default();
            let lists = [
                (include_str!("../../../data/lexicon/person_nouns.txt"), false),
                (include_str!("../../../data/lexicon/body_nouns.txt"), true),
            ];
            for (list, body) in lists {
                for row in rows(list) {
                    let gender = match row.get(2) {
                        Some(&"m") => Some(Gender::Masculine),
                        Some(&"f") => Some(Gender::Feminine),
                        _ => None,
                    };
                    let singular = fold(row[0]);
                    if let Some(plural) =
                        row.get(1).map(|plural| fold(plural)).filter(|plural| *plural != singular)
                    {
                        forms.entry(plural).or_insert_with(|| (singular.clone(), true, gender, body));
                    }
                    forms.entry(singular.clone()).or_insert_with(|| (singular.clone(), false, gender, body));
                }
            }
            Nouns { forms }
        });
        &NOUNS
    }

    /// The singular of a noun, and whether it was a plural.
    pub(super) fn singular(&self, word: &str) -> (String, bool) {
        self.forms
            .get(word)
            .map_or_else(|| (word.to_owned(), false), |(singular, plural, _, _)| (singular.clone(), *plural))
    }

    pub(super) fn gender(&self, singular: &str) -> Option<Gender> {
        self.forms.get(singular).and_then(|form| form.2)
    }

    /// Whether the noun names persons.
    pub(super) fn is_person(&self, singular: &str) -> bool {
        self.forms.get(singular).is_some_and(|form| !form.3)
    }

    pub(super) fn is_body(&self, singular: &str) -> bool {
        self.forms.get(singular).is_some_and(|form| form.3)
    }
}
