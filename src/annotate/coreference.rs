//! Links the mentions of an article into chains: what refers to the same thing.

use crate::model::Annotations;

use super::Document;

/// Links the mentions of an article into chains: what refers to the same thing.
pub(super) fn resolve(_document: &Document<'_>, _annotations: &mut Annotations) {}
