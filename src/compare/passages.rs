//! Sentences of several articles that clearly say the same.

use super::Report;
use crate::model::Passage;

pub(super) fn passages(_columns: &[&Report]) -> Vec<Passage> {
    Vec::new()
}
