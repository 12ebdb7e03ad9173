//! What the training program needs of the recogniser: examples out of labelled articles, and the files it writes.

use crate::annotate::Document;
use crate::model::{Article, Label, Mention, Span};

use super::features::Prepared;
use super::model::{Model, UNIT};
use super::tags::{LABELS, TAGS, may_follow, spell};
use super::{Remembered, clusters, decide, model, names, settle};

/// Number of tags.
pub const TAG_COUNT: usize = TAGS;

/// Whether tag `next` may follow tag `previous`; tag 0 is outside.
pub fn follows(previous: usize, next: usize) -> bool {
    may_follow(previous as u8, next as u8)
}

/// A name in a labelled text.
#[derive(Clone, Debug)]
pub struct Gold {
    /// Where it stands.
    pub span: Span,
    /// What it may be: one label, or several where the label is only known to be among them.
    pub labels: Vec<Label>,
    /// Whether it may also be no name at all.
    pub optional: bool,
}

/// A chain of tokens: for each the hashes of its features and the tags it may have, a bit each.
#[derive(Clone, Debug, Default)]
pub struct Example {
    /// Hashes of the features of each token.
    pub features: Vec<Vec<u32>>,
    /// Tags that are right, by token.
    pub allowed: Vec<u64>,
}

/// The examples of an article.
pub fn examples(article: &Article, gold: &[Gold]) -> Vec<Example> {
    let document = Document::new(article);
    let prepared = Prepared::new(&document, &mut Remembered::default().words);
    let mut out = Vec::new();
    for (chain, (range, _)) in prepared.chains.iter().enumerate() {
        let mut example = Example::default();
        for index in range.clone() {
            let mut features = Vec::new();
            prepared.features(&document, chain, index, &mut features);
            example.features.push(features);
            example.allowed.push(1);
        }
        for name in gold {
            let inside: Vec<usize> = range
                .clone()
                .filter(|index| document.tokens[*index].span.overlaps(name.span))
                .map(|index| index - range.start)
                .collect();
            for offset in &inside {
                example.allowed[*offset] = u64::from(name.optional);
            }
            for label in &name.labels {
                let Some(label) = LABELS.iter().position(|known| known == label) else { continue };
                for (offset, tag) in inside.iter().zip(spell(label, inside.len())) {
                    example.allowed[*offset] |= 1 << tag;
                }
            }
        }
        out.push(example);
    }
    out
}

/// A model that was just trained.
pub struct Trained<'b>(Model<'b>);

impl<'b> Trained<'b> {
    /// Reads what `encode_model` wrote.
    pub fn new(bytes: &'b [u8]) -> Self {
        Trained(Model::new(bytes))
    }

    /// The names of an article, by the model alone.
    pub fn labelled(&self, article: &Article) -> Vec<Mention> {
        self.found(&Document::new(article)).1
    }

    /// The names of an article, by both stages.
    pub fn mentions(&self, article: &Article) -> Vec<Mention> {
        let document = Document::new(article);
        let (prepared, mut mentions) = self.found(&document);
        settle::settle(&document, &prepared, None, &mut mentions);
        mentions
    }

    fn found(&self, document: &Document<'_>) -> (Prepared, Vec<Mention>) {
        let Remembered { mut words, mut bundles } = Remembered::default();
        let prepared = Prepared::new(document, &mut words);
        let decided = decide(&self.0, document, &prepared, &mut bundles);
        let mentions = names(document, &prepared, &decided);
        (prepared, mentions)
    }
}

/// The words that clusters are counted over: the recogniser's own tokens.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    crate::annotate::tokens::tokens(text).into_iter().map(|token| token.span.slice(text))
}

/// What one unit of a weight in a model file is worth in log odds.
pub const WEIGHT_UNIT: f32 = UNIT;

/// Writes a model file: weights by feature hash, sorted, all in units of `WEIGHT_UNIT`.
pub fn encode_model(transitions: &[[i16; TAGS]], rows: &[(u32, [i8; TAGS])]) -> Vec<u8> {
    model::encode(transitions, rows)
}

/// Writes the file of word clusters, three numbers a word from coarse to fine.
pub fn encode_clusters(words: &[(String, [u16; 3])]) -> Vec<u8> {
    clusters::encode(words)
}
