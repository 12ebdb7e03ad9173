//! What handlers share: the library behind one atomic swap.

use std::sync::Arc;

use arc_swap::ArcSwap;

use crate::library::Library;

/// Shared by every handler.
#[derive(Clone)]
pub(super) struct AppState {
    /// The library; each request reads one snapshot of it.
    pub(super) library: Arc<ArcSwap<Library>>,
}

impl AppState {
    /// The library as it is now.
    pub(super) fn snapshot(&self) -> Arc<Library> {
        self.library.load_full()
    }
}
