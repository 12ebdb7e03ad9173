//! A story: the articles on one event, and what lines up across them.

use std::fmt;
use std::sync::Arc;

use smol_str::SmolStr;

use super::{Annotations, Article, Counts, Index, Label, Span};

/// An article with what was found in it. Editions of a library share both: a clone copies neither.
#[derive(Clone, Debug)]
pub struct Report {
    /// The article.
    pub article: Arc<Article>,
    /// What was found in it.
    pub annotations: Arc<Annotations>,
}

impl Report {
    /// An article with what was found in it.
    pub fn new(article: Article, annotations: Annotations) -> Report {
        Report { article: Arc::new(article), annotations: Arc::new(annotations) }
    }
}

/// Stable id of a story: that of its folder or `story` key, else of its earliest article.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct StoryId(pub String);

impl fmt::Display for StoryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The articles on one event.
///
/// A *column* is an index into `articles`: within a story, that is how everything refers to an article.
#[derive(Clone, Debug, Default)]
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
    pub entities: Box<[Entity]>,
    /// `chains[column][chain]` is an index into `entities`.
    pub chains: Vec<Box<[Option<Index>]>>,
    /// Acts of speech that several articles report.
    pub utterances: Vec<Utterance>,
    /// Sentences that clearly match.
    pub passages: Vec<Passage>,
    /// Figures that several articles give for one thing.
    pub figures: Vec<FigureGroup>,
    /// Wording that articles have in common outside quotes.
    pub shared_text: Vec<SharedText>,
    /// How many of the articles are accounts of their own: those that mostly share their wording count once.
    pub accounts: usize,
    /// For each column, the first that is a version of the same report, as one outlet's updates are: itself, where
    /// there is no other.
    pub report_of: Vec<usize>,
    /// What each article shares, brings alone and lacks, column by column.
    pub coverage: Vec<Coverage>,
    /// What some article lacks.
    pub absent: Box<[Absent]>,
    /// What the articles call the same persons, groups and things, where they differ.
    pub naming: Vec<Naming>,
}

impl Story {
    /// What a chain of mentions of a column refers to, as an index into `entities`.
    pub fn entity_of(&self, column: usize, chain: usize) -> Option<usize> {
        self.chains.get(column)?.get(chain)?.map(Index::get)
    }
}

/// Why articles were grouped into a story.
#[derive(Clone, Debug, Default, PartialEq)]
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
    #[default]
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
    pub id: SmolStr,
    /// Its canonical name: the fullest.
    pub name: SmolStr,
    /// What it is.
    pub label: Label,
    /// Whether it has a name at all ("a White House official" has none).
    pub named: bool,
    /// Every wording with its number of uses, the most frequent first; none where there is no other than its name.
    pub wordings: Box<[(SmolStr, u32)]>,
    /// Number of mentions by column.
    pub mentions: Counts,
    /// Titles and roles by column.
    pub roles: Box<[(usize, SmolStr)]>,
}

impl Entity {
    /// Every wording, the most frequent first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let only = self.wordings.is_empty().then_some(&*self.name);
        only.into_iter().chain(self.wordings.iter().map(|(wording, _)| &**wording))
    }
}

/// A person, organization or place over all stories.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Widely {
    /// The name that most stories have.
    pub name: String,
    /// What it is.
    pub label: Label,
    /// Indices into the stories and into their entities, in the order of the stories.
    pub places: Vec<(usize, usize)>,
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
    /// How each of `quotes` relates to the fullest one, in the same order.
    pub versions: Vec<Version>,
}

/// How a quote's words relate to those of the fullest quote of its utterance.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Wording {
    /// It is the fullest, or a fragment of its turn.
    Fullest,
    /// The same words.
    Identical,
    /// Fewer of the same words.
    Trimmed,
    /// The same sentence with words changed, put in or left out.
    Altered,
    /// Told without marks, in the reporter's words.
    Paraphrased,
    /// Other words throughout for the same sentence, as two translations have.
    Translated,
}

/// One quote of an utterance, against the fullest one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The quote.
    pub quote: ItemRef,
    /// How it relates to the fullest.
    pub wording: Wording,
    /// The fullest quote (or the fragment of its turn) that it is held against.
    pub against: ItemRef,
    /// Words of this quote that the fullest does not have, as spans of this quote's article.
    pub added: Vec<Span>,
    /// Words of the fullest that this quote does not have, as spans of the fullest quote's article.
    pub cut: Vec<Span>,
    /// Who said it according to this article: index into `Story::entities`.
    pub speaker: Option<usize>,
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
    pub noun: Option<SmolStr>,
    /// Its unit.
    pub unit: Option<SmolStr>,
    /// What each article gives.
    pub values: Vec<FigureValue>,
    /// Whether all values are the same once rounded as the roundest of them.
    pub agree: bool,
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
    /// The column that probably had it first, where the dates of all tell.
    pub first: Option<usize>,
}

/// What one article shares with the others, brings alone, and lacks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Coverage {
    /// For each sentence of the article, whether others tell it too.
    pub sentences: Box<[Sharing]>,
    /// Part of the article's words that stand in text shared with others outside quotes, 0 to 1.
    pub shared_words: f32,
    /// What no other article has, in text order.
    pub only_here: Box<[OnlyHere]>,
    /// What other articles have and this one does not, the most told first: indices into `Story::absent`.
    pub not_here: Box<[u32]>,
    /// What it shares, in the order in which it brings it.
    pub order: Box<[Shared]>,
}

/// Whether others tell a sentence too.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Sharing {
    /// It has a counterpart elsewhere.
    Shared,
    /// It has something that stands elsewhere: a quote, a figure, a run of words.
    Partly,
    /// Nothing in it was found elsewhere.
    OnlyHere,
}

/// Something that only one article of a story has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnlyHere {
    /// A quote (index into the article's quotes).
    Quote(usize),
    /// Someone whom only this article quotes (index into `Story::entities`).
    Speaker(usize),
    /// Someone or something that only this article names (index into `Story::entities`).
    Name(usize),
    /// A figure (index into the article's figures).
    Figure(usize),
}

/// Something that an article lacks and others have, checked by a search for every wording of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Absent {
    /// What it is.
    pub what: AbsentItem,
    /// Where it stands elsewhere, in column order: one place a column, counted in the list that `what` is about
    /// (quotes, or figures; for speakers the quotes, for names the mentions).
    pub elsewhere: Box<[ItemRef]>,
}

/// What is absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AbsentItem {
    /// An utterance (index into `Story::utterances`).
    Utterance(usize),
    /// A quote that one other article has.
    Quote(ItemRef),
    /// Someone who is named here, but quoted only elsewhere (index into `Story::entities`).
    Speaker(usize),
    /// Someone or something that is named only elsewhere (index into `Story::entities`).
    Name(usize),
    /// A figure that several others give (index into `Story::figures`).
    Figure(usize),
}

/// A shared item at its first place in one article.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shared {
    /// What it is.
    pub what: SharedItem,
    /// Where it stands first.
    pub span: Span,
    /// How far into the article's body that is, 0 (its first word) to 1.
    pub position: f32,
}

/// What several articles share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SharedItem {
    /// Index into `Story::utterances`.
    Utterance(usize),
    /// Index into `Story::passages`.
    Passage(usize),
    /// Index into `Story::figures`.
    Figure(usize),
}

/// What the articles call one person, group or thing, where they do not all call it the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Naming {
    /// What is named: an entity's name, or the neutral head of a family of terms ("immigrants without papers").
    pub subject: String,
    /// Index into `Story::entities`, where it is an entity.
    pub entity: Option<usize>,
    /// For each column the wordings it uses, the most frequent first.
    pub columns: Vec<Vec<Called>>,
}

/// One wording for something in one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Called {
    /// As written.
    pub name: String,
    /// Every place of it, as spans of the article.
    pub places: Vec<Span>,
}
