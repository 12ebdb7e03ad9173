//! Spans of reported speech.

use crate::model::Quote;

use super::Document;

/// Spans of reported speech.
pub(super) fn quotes(_document: &Document<'_>) -> Vec<Quote> {
    Vec::new()
}
