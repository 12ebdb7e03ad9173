//! A story: the articles on one event, and what lines up across them.

use std::fmt;

use super::{Annotations, Article, Label, Span};

/// An article with what was found in it.
#[derive(Clone, Debug)]
pub struct Report {
    /// The article.
    pub article: Article,
    /// What was found in it.
    pub annotations: Annotations,
}

/// Stable id of a story: that of its folder or `story` key, else of its earliest article.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct StoryId(pub String);

impl fmt::Display for StoryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The articles on one event.
///
/// A *column* is an index into `articles`: within a story, that is how everything refers to an article.
#[derive(Clone, Debug)]
pub struct Story {
    /// Stable id.
    pub id: StoryId,
    /// The most central headline.
    pub title: String,
    /// Indices into the library's articles, in reading order.
    pub articles: Vec<usize>,
    /// Why they are one story.
    pub because: Because,
    /// What is named, the most mentioned first.
    pub entities: Vec<Entity>,
    /// `entity_of[column][chain]` is an index into `entities`.
    pub entity_of: Vec<Vec<Option<usize>>>,
    /// Acts of speech that several articles report.
    pub utterances: Vec<Utterance>,
    /// Sentences that clearly match.
    pub passages: Vec<Passage>,
    /// Figures that several articles give for one thing.
    pub figures: Vec<FigureGroup>,
    /// Wording that articles have in common outside quotes.
    pub shared_text: Vec<SharedText>,
}

/// Why articles were grouped into a story.
#[derive(Clone, Debug, PartialEq)]
pub enum Because {
    /// They lie in one sub-folder of this name.
    Folder(String),
    /// They carry the same `story` field.
    Field(String),
    /// They report the same.
    Content {
        /// Words and names that they share, the most telling first.
        terms: Vec<String>,
        /// Days between the first and the last, where dates are known.
        days: Option<u32>,
        /// Mean similarity, 0 to 1.
        score: f32,
    },
    /// There is only one article.
    Single,
}

/// One item of one column: `index` counts in the list that the field is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ItemRef {
    /// Index into `Story::articles`.
    pub column: usize,
    /// Index into that article's quotes, sentences or figures.
    pub index: usize,
}

/// What mentions of several articles refer to.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// Stable id within the story, fit for a URL: "luis-videgaray".
    pub id: String,
    /// Its canonical name: the fullest.
    pub name: String,
    /// What it is.
    pub label: Label,
    /// Whether it has a name at all ("a White House official" has none).
    pub named: bool,
    /// Every wording with its number of uses by column, the most frequent first.
    pub names: Vec<(String, Vec<usize>)>,
    /// Number of mentions by column.
    pub mentions: Vec<usize>,
    /// Titles and roles by column.
    pub roles: Vec<(usize, String)>,
}

/// One act of speech that several articles report.
#[derive(Clone, Debug, PartialEq)]
pub struct Utterance {
    /// Stable id within the story.
    pub id: String,
    /// Index into `Story::entities`.
    pub speaker: Option<usize>,
    /// The quotes that report it, in column order.
    pub quotes: Vec<ItemRef>,
}

/// Sentences of several articles that clearly say the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// Stable id within the story.
    pub id: String,
    /// The sentences, in column order.
    pub sentences: Vec<ItemRef>,
    /// The least similarity of its links, 0 to 1.
    pub score: f32,
}

/// Figures that several articles give for one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureGroup {
    /// Stable id within the story.
    pub id: String,
    /// What is counted.
    pub noun: Option<String>,
    /// Its unit.
    pub unit: Option<String>,
    /// What each article gives.
    pub values: Vec<FigureValue>,
}

/// One article's figure for something.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FigureValue {
    /// Where it stands.
    pub place: ItemRef,
    /// The number.
    pub value: f64,
}

/// A run of words that several articles have in common outside quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedText {
    /// Where it stands, column by column.
    pub spans: Vec<(usize, Span)>,
    /// Its length in words.
    pub words: usize,
}
