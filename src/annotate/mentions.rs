//! Names of persons, organizations, places, groups and the like.

use crate::model::Mention;

use super::Document;

/// Names of persons, organizations, places, groups and the like.
pub(super) fn mentions(_document: &Document<'_>) -> Vec<Mention> {
    Vec::new()
}
