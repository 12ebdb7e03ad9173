//! An article: as it was read (`RawArticle`), and as it is shown (`Article`).

use std::fmt;

use jiff::civil::Date;

use super::{OffsetMap, Span};

/// One article as `load` found it: the decoded text of a file, or of one record of a file.
#[derive(Clone, Debug, Default)]
pub struct RawArticle {
    /// Path of the file relative to the folder that was asked for, with `/` between its parts.
    pub file: String,
    /// The `id` field of a record, where the file is a list of records.
    pub source_id: Option<String>,
    /// The whole decoded text (for a record its `text` field).
    pub text: String,
    /// Byte of `text` at which the article itself begins: behind the front matter, where there is one.
    pub content_start: usize,
    /// What the file says about itself beside its text.
    pub fields: RawFields,
    /// Name of the sub-folder the file lies in: the articles of a sub-folder are one story.
    pub folder: Option<String>,
    /// What was odd about the bytes (an encoding guessed, characters replaced).
    pub warnings: Vec<String>,
    /// Where another article has the same text and fields: what tells this one apart.
    pub twin: Option<String>,
}

/// Metadata of front matter or of a record, as written there.
#[derive(Clone, Debug, Default)]
pub struct RawFields {
    /// Where the fields stood.
    pub from: Option<Origin>,
    /// `title` or `headline`.
    pub title: Option<String>,
    /// `outlet` or `source`.
    pub outlet: Option<String>,
    /// `date` or `published`.
    pub date: Option<String>,
    /// `byline` or `author`.
    pub byline: Option<String>,
    /// `url`.
    pub url: Option<String>,
    /// `language`, a BCP 47 tag.
    pub language: Option<String>,
    /// `story`: forces the articles with the same value into one story.
    pub story: Option<String>,
}

/// Stable id of an article, derived from its text: short, lower case, fit for a URL.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ArticleId(pub String);

impl fmt::Display for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where the value of a field was found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Origin {
    /// The `---` block at the top of a text file.
    FrontMatter,
    /// Fields of a record, JSON-LD, Open Graph.
    Metadata,
    /// The text itself.
    Text,
    /// The name of the file.
    FileName,
    /// The name of the folder.
    Folder,
    /// Made from the first sentence, because the file has none.
    Lead,
}

/// A value with where it was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Field<T> {
    /// The value.
    pub value: T,
    /// Where it was found.
    pub from: Origin,
}

/// When an article was published.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Published {
    /// The day, for ordering and for resolving relative dates.
    pub day: Date,
    /// ISO 8601 date or date-time, as exact as the file gives it.
    pub iso: String,
}

/// One report by one outlet. `text` never changes after `clean`; every span points into it.
#[derive(Clone, Debug)]
pub struct Article {
    /// Stable id.
    pub id: ArticleId,
    /// Path of the file, relative to the folder that was asked for.
    pub file: String,
    /// The `id` field of a record.
    pub source_id: Option<String>,
    /// The headline. When `headline_span` is `None` it stands nowhere in `text` (it was made from the lead).
    pub headline: Option<Field<String>>,
    /// Who published it.
    pub outlet: Option<Field<String>>,
    /// Who wrote it.
    pub byline: Option<Field<String>>,
    /// Where it was written from: "MEXICO CITY".
    pub dateline: Option<Field<String>>,
    /// When it was published.
    pub published: Option<Field<Published>>,
    /// Where it was published.
    pub url: Option<Field<String>>,
    /// BCP 47 tag of its language.
    pub language: Option<Field<String>>,
    /// Key of the story it is forced into, by a sub-folder or a `story` field.
    pub story_key: Option<Field<String>>,
    /// The headline (where the file has one) and the paragraphs, joined by blank lines.
    pub text: String,
    /// The paragraphs of `text` in order; the headline, where it stands in `text`, is the first.
    pub paragraphs: Vec<Paragraph>,
    /// The way back to the file.
    pub offsets: OffsetMap,
    /// Every line of the file that is not in `text`.
    pub dropped: Vec<DroppedLine>,
    /// What a reader should know about how it was read.
    pub warnings: Vec<String>,
}

impl Article {
    /// The headline within `text`, where it stands there.
    pub fn headline_span(&self) -> Option<Span> {
        self.paragraphs.first().filter(|first| first.kind == ParagraphKind::Headline).map(|first| first.span)
    }

    /// The byte of `text` at which the first paragraph after the headline begins.
    pub fn body_start(&self) -> usize {
        match self.headline_span() {
            None => 0,
            Some(_) => self.paragraphs.get(1).map_or(self.text.len(), |paragraph| paragraph.span.start()),
        }
    }

    /// The text without its headline: what the output contract calls `text`.
    pub fn body(&self) -> &str {
        &self.text[self.body_start()..]
    }
}

/// A run of lines that belong together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Paragraph {
    /// Where it stands in `Article.text`.
    pub span: Span,
    /// What it is.
    pub kind: ParagraphKind,
}

/// What a paragraph is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ParagraphKind {
    /// The headline of the article.
    Headline,
    /// Running text.
    Text,
    /// A heading between paragraphs.
    Subheading,
    /// An item of a list.
    ListItem,
    /// A passage set off as a quotation.
    BlockQuote,
}

/// A line of the file that `clean` took out, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DroppedLine {
    /// Number of the line in the decoded file, from 1.
    pub line: usize,
    /// The line as it stands there.
    pub text: String,
    /// Name of the rule that took it out.
    pub rule: &'static str,
}

/// Something that went wrong with one file; the rest goes on.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Warning {
    /// The file, as the reader named it.
    pub file: String,
    /// What is wrong with it and what to do.
    pub message: String,
}
