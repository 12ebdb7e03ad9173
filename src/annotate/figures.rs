//! Numbers with their unit and what they count.

use crate::model::Figure;

use super::Document;

/// Numbers with their unit and what they count.
pub(super) fn figures(_document: &Document<'_>) -> Vec<Figure> {
    Vec::new()
}
