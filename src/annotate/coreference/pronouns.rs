//! Pronouns: he, she, they, who. A pronoun takes the antecedent that stands out by place and gender, or none.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::annotate::Document;
use crate::lexicon::{fold, rows};
use crate::model::{Annotations, Gender, Label, MentionKind, Span};

/// Sentences that a pronoun looks back over.
const REACH: usize = 4;

/// What a pronoun can stand for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Seeks {
    Person(Gender),
    Several,
    Thing,
    Antecedent,
}

/// Resolves the pronouns of an article, in text order.
pub(super) fn link(document: &Document<'_>, annotations: &mut Annotations) {
    for index in 0..annotations.mentions.len() {
        let mention = annotations.mentions[index];
        if mention.kind != MentionKind::Pronoun || mention.chain.is_some() {
            continue;
        }
        let Some(seeks) = seeks(mention.span.slice(&document.article.text)) else { continue };
        let chain = match seeks {
            Seeks::Antecedent => before_relative(document, annotations, mention.span),
            Seeks::Person(_) | Seeks::Several | Seeks::Thing => {
                best(document, annotations, mention.span, seeks)
            }
        };
        if let Some(chain) = chain {
            annotations.mentions[index].chain = Some(chain);
            annotations.mentions[index].label = annotations.chains[chain].label;
            if let (Seeks::Person(gender), entry) = (seeks, &mut annotations.chains[chain]) {
                entry.gender.get_or_insert(gender);
            }
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
fn before_relative(document: &Document<'_>, annotations: &Annotations, span: Span) -> Option<usize> {
    let text = &document.article.text;
    annotations
        .mentions
        .iter()
        .rev()
        .find(|mention| mention.span.end() <= span.start() && mention.kind != MentionKind::Pronoun)
        .filter(|mention| matches!(text[mention.span.end()..span.start()].trim(), "" | ","))
        .and_then(|mention| mention.chain)
}

/// The chain that a pronoun most likely means; `None` where two are alike.
fn best(document: &Document<'_>, annotations: &Annotations, span: Span, seeks: Seeks) -> Option<usize> {
    let sentence_of = |at: usize| document.sentences.partition_point(|sentence| sentence.span.end() <= at);
    let here = sentence_of(span.start());
    let paragraph = document.sentences.get(here)?.paragraph;
    let mut scores: Vec<(usize, f32)> = Vec::new();
    let mut subject_seen = [false; REACH + 1];
    let first = annotations.mentions.partition_point(|mention| {
        mention.span.start() < document.sentences[here.saturating_sub(REACH)].span.start()
    });
    let end = annotations.mentions.partition_point(|mention| mention.span.start() < span.start());
    for mention in &annotations.mentions[first.min(end)..end] {
        let Some(chain) = mention.chain else { continue };
        let sentence = sentence_of(mention.span.start());
        let distance = here.saturating_sub(sentence);
        let in_headline = document
            .sentences
            .get(sentence)
            .is_some_and(|sentence| super::in_headline(document, sentence.paragraph));
        if distance > REACH || in_headline || !fits(annotations, chain, seeks) {
            continue;
        }
        let quoted = annotations.quotes.iter().any(|quote| {
            quote.marked.iter().any(|marked| marked.contains(mention.span)) && !quote.span.contains(span)
        });
        let mut score = -1.6 * distance as f32;
        if !quoted && !std::mem::replace(&mut subject_seen[distance], true) {
            score += 1.2;
        }
        if quoted {
            score -= 2.0;
        }
        if document.sentences.get(sentence).is_some_and(|sentence| sentence.paragraph == paragraph) {
            score += 0.5;
        }
        let speaks = annotations
            .quotes
            .iter()
            .filter_map(|quote| quote.attribution)
            .any(|attribution| annotations.mentions[attribution.mention].span == mention.span);
        if speaks {
            score += 1.6;
        }
        if mention.kind == MentionKind::Pronoun {
            score += 0.6;
        }
        match scores.iter_mut().find(|(known, _)| *known == chain) {
            Some((_, best)) => *best = best.max(score) + 0.2,
            None => scores.push((chain, score)),
        }
    }
    scores.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    match scores.as_slice() {
        [] => None,
        [(chain, _)] => Some(*chain),
        [(chain, score), (_, second), ..] => (score - second > 0.35).then_some(*chain),
    }
}

/// Whether a chain can be what a pronoun seeks.
fn fits(annotations: &Annotations, chain: usize, seeks: Seeks) -> bool {
    let chain = &annotations.chains[chain];
    let plural = chain.description.as_deref().is_some_and(|description| {
        description.split_whitespace().any(|word| Nouns::get().singular(&fold(word)).1)
    });
    match seeks {
        Seeks::Person(gender) => {
            chain.label == Label::Person && chain.gender.is_none_or(|known| known == gender) && !plural
        }
        Seeks::Several => chain.label == Label::Group || plural || chain.label == Label::Organization,
        Seeks::Thing => chain.label == Label::Organization,
        Seeks::Antecedent => true,
    }
}

/// Common nouns for persons and bodies.
pub(super) struct Nouns {
    /// Plural or singular form → singular, whether the form is plural, gender, whether it is a body.
    forms: HashMap<String, (String, bool, Option<Gender>, bool)>,
}

impl Nouns {
    pub(super) fn get() -> &'static Nouns {
        static NOUNS: LazyLock<Nouns> = LazyLock::new(|| {
            let mut forms = HashMap::new();
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

    pub(super) fn is_body(&self, singular: &str) -> bool {
        self.forms.get(singular).is_some_and(|form| form.3)
    }
}
