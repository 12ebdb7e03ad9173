//! What the training program needs of the recogniser: examples out of labelled articles, and the files it writes.

use crate::annotate::Document;
use crate::model::{Article, Label, Mention, Span};

use super::agreement::{Tally, Votes};
use super::features::Prepared;
use super::model::Model;
use super::tags::{LABELS, TAGS, may_follow, spell};
use super::{Recogniser, clusters, first_stage, model};

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

/// Examples for the first stage.
pub fn first_examples(article: &Article, gold: &[Gold]) -> Vec<Example> {
    let document = Document::new(article);
    let prepared = Prepared::new(&document);
    examples(&document, &prepared, gold, |chain, index, out| prepared.features(chain, index, out))
}

/// Examples for the second stage, over what the first stage `model` says.
pub fn second_examples(article: &Article, gold: &[Gold], model: &FirstModel<'_>) -> Vec<Example> {
    let document = Document::new(article);
    let prepared = Prepared::new(&document);
    let decided = first_stage(&model.0, &prepared);
    let mut tally = Tally::default();
    tally.add(&prepared, &decided);
    let votes = Votes::new(&prepared, &tally, &decided, model.0.unit);
    examples(&document, &prepared, gold, |chain, index, out| {
        prepared.second_features(chain, index, &votes, out)
    })
}

fn examples(
    document: &Document<'_>,
    prepared: &Prepared<'_>,
    gold: &[Gold],
    extract: impl Fn(usize, usize, &mut Vec<u32>),
) -> Vec<Example> {
    let mut out = Vec::new();
    for (chain, (range, _)) in prepared.chains.iter().enumerate() {
        let mut example = Example::default();
        for index in range.clone() {
            let mut features = Vec::new();
            extract(chain, index, &mut features);
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

/// A trained first stage.
pub struct FirstModel<'b>(Model<'b>);

impl<'b> FirstModel<'b> {
    /// Reads what `encode_model` wrote.
    pub fn new(bytes: &'b [u8]) -> Self {
        FirstModel(Model::new(bytes))
    }
}

/// Both stages, or the first alone.
pub struct Trained<'b>(Recogniser<'b>);

impl<'b> Trained<'b> {
    /// The first stage alone.
    pub fn only_first(first: &'b [u8]) -> Self {
        Trained(Recogniser { first: Model::new(first), second: None })
    }

    /// Reads what `encode_model` wrote.
    pub fn new(first: &'b [u8], second: &'b [u8]) -> Self {
        Trained(Recogniser { first: Model::new(first), second: Some(Model::new(second)) })
    }

    /// The names of an article.
    pub fn mentions(&self, article: &Article) -> Vec<Mention> {
        self.0.mentions(&Document::new(article))
    }
}

/// The words that clusters are counted over: the recogniser's own tokens.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    crate::annotate::tokens::tokens(text).into_iter().map(|token| token.span.slice(text))
}

/// Writes a model file: weights by feature hash, sorted, all in units of `unit` log odds.
pub fn encode_model(unit: f32, transitions: &[[i16; TAGS]], rows: &[(u32, [i8; TAGS])]) -> Vec<u8> {
    model::encode(unit, transitions, rows)
}

/// Writes the file of word clusters, three numbers a word from coarse to fine.
pub fn encode_clusters(words: &[(String, [u16; 3])]) -> Vec<u8> {
    clusters::encode(words)
}
