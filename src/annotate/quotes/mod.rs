//! An article in, its marked spans out: everything that stands between quotation marks, uttered or not.
//!
//! Knows nothing of speakers: whether a marked term is a quote at all (no scare quote, title or nickname) is for
//! `attribution` to say, which reads the words around it.

mod marks;
mod pairs;

use crate::model::Span;

use super::Document;

/// A stretch between quotation marks, marks included. Where a paragraph leaves its quote unclosed, it ends with
/// the paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Marked {
    /// Where it stands; never across paragraphs.
    pub(crate) span: Span,
    /// Index of its paragraph in `Article.paragraphs`.
    pub(crate) paragraph: usize,
    /// Whether a closing mark ends it.
    pub(crate) closed: bool,
    /// Whether it goes on with what the paragraph before left unclosed.
    pub(crate) continues: bool,
    /// Whether its marks are single ones.
    pub(crate) single: bool,
}

/// The outermost marked spans of every paragraph, in text order.
pub(super) fn marked(document: &Document<'_>) -> Vec<Marked> {
    let text = &document.article.text;
    let mut out: Vec<Marked> = Vec::new();
    // Whether the paragraph before left a quote open.
    let mut open = false;
    for (index, paragraph) in document.article.paragraphs.iter().enumerate() {
        let found = marks::marks(text, paragraph.span);
        if found.is_empty() {
            open = false;
            continue;
        }
        let first = out.len();
        pairs::pair(text, paragraph.span, &found, open, |span, closed, single| {
            let span = behind_label(text, span);
            // Marks with nothing between them are no quote.
            if !span.slice(text).chars().any(char::is_alphanumeric) {
                return;
            }
            out.push(Marked { span, paragraph: index, closed, continues: false, single });
        });
        if let Some(marked) = out.get_mut(first) {
            let lead = text[paragraph.span.start()..marked.span.start()].chars().count();
            marked.continues = open && lead == 0;
        }
        open = out.last().is_some_and(|last| last.paragraph == index && !last.closed);
    }
    out
}

/// The part of a quoted transcript behind its label: “LIND: We will see.”
fn behind_label(text: &str, span: Span) -> Span {
    let inner = span.slice(text);
    let from = inner.find(|char: char| char.is_alphanumeric()).unwrap_or_default();
    let label = &inner[from..];
    let Some(colon) = label.char_indices().take(40).find(|(_, char)| *char == ':').map(|(at, _)| at) else {
        return span;
    };
    let name = &label[..colon];
    let shouted =
        name.chars().all(|char| char.is_uppercase() || matches!(char, ' ' | '.' | '-' | '\'' | '’'));
    let rest = label[colon + 1..].trim_start();
    if !shouted || rest.is_empty() || name.split(' ').count() > 4 {
        return span;
    }
    Span::new(span.end() - rest.len(), span.end())
}
