//! Plain data that every room shares: spans, articles, annotations, stories.
//!
//! Architecture invariant: nothing here imports another room, reads a file or knows HTTP.

mod annotation;
mod article;
mod compact;
mod size;
mod span;
mod story;

pub use annotation::{
    Annotations, Attribution, Chain, Figure, Gender, Label, Mention, MentionKind, Quote, QuoteKind, Rule,
};
pub use article::{
    Article, ArticleId, DroppedLine, Field, Origin, Paragraph, ParagraphKind, Published, RawArticle,
    RawFields, Warning,
};
pub use compact::{Counts, Index};
pub use size::Heap;
pub use span::{CodePoints, OffsetMap, SourceRange, Span};
pub use story::{
    Absent, AbsentItem, Because, Called, Coverage, Entity, FigureGroup, FigureValue, ItemRef, Naming,
    OnlyHere, Passage, Report, Shared, SharedItem, SharedText, Sharing, Story, StoryId, Utterance, Version,
    Widely, Wording,
};
