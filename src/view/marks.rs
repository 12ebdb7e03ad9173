//! What can be marked about a run of text: the quote it is part of, what it names, and the rest.

use crate::model::Label;

/// A run of text with one set of marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment<'t> {
    /// The text.
    pub text: &'t str,
    /// What is marked about it.
    pub marks: Marks,
}

/// What is marked about a segment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// The quote it is part of; the innermost, where quotes nest.
    pub quote: Option<QuoteMark>,
    /// What it names.
    pub mention: Option<MentionMark>,
    /// The figure it is part of: index into the article's figures.
    pub figure: Option<usize>,
    /// The quote whose cue it is: index into the article's quotes.
    pub cue: Option<usize>,
    /// Its part in the passage that the link leads to.
    pub here: Option<HereMark>,
}

/// A segment's part in a quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuoteMark {
    /// Index into the article's quotes.
    pub index: usize,
    /// Whether it stands between marks.
    pub part: Part,
    /// The segment before it is not of this quote.
    pub opens: bool,
    /// The segment after it is not of this quote.
    pub closes: bool,
    /// The quote begins here (and not in an earlier segment or paragraph).
    pub first: bool,
    /// The quote ends here.
    pub last: bool,
}

/// How a part of a quote stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Between marks.
    Marked,
    /// Outside the marks of a mixed quote.
    Unmarked,
    /// Told without marks.
    Indirect,
}

/// A segment's part in the passage that the link leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HereMark {
    /// The passage begins here.
    pub first: bool,
}

/// A segment's part in a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MentionMark {
    /// Index into the article's mentions.
    pub index: usize,
    /// What it is.
    pub label: Label,
    /// Index into the story's entities.
    pub entity: Option<usize>,
    /// The first time that the article names it.
    pub first: bool,
    /// The mention begins with this segment.
    pub opens: bool,
}
