//! Figures that several articles give for one thing.

use super::Report;
use crate::model::FigureGroup;

pub(super) fn figures(_columns: &[&Report]) -> Vec<FigureGroup> {
    Vec::new()
}
