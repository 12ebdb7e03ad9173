//! Runs of words that articles have in common outside quotes.

use super::Report;
use crate::model::SharedText;

pub(super) fn shared_text(_columns: &[&Report]) -> Vec<SharedText> {
    Vec::new()
}
