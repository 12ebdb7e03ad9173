//! The same person, organization or place across the articles of a story.

use super::Report;
use crate::model::Entity;

/// The entities of a story, and which chain of which column belongs to which.
pub(super) struct Linked {
    /// The entities, the most mentioned first.
    pub(super) entities: Vec<Entity>,
    /// `of[column][chain]` is an index into `entities`.
    pub(super) of: Vec<Vec<Option<usize>>>,
}

pub(super) fn link(columns: &[&Report]) -> Linked {
    let of = columns.iter().map(|report| vec![None; report.annotations.chains.len()]).collect();
    Linked { entities: Vec::new(), of }
}
