//! `/`: the stories.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;

use super::{first, html};
use crate::view::library::{Shelf, shelf};
use crate::web::error::Failure;
use crate::web::state::AppState;
use crate::web::visitor::{Frame, Room, Visitor};

#[derive(Template)]
#[template(path = "pages/library.html")]
struct LibraryPage<'l> {
    frame: Frame,
    shelf: Shelf<'l>,
}

impl LibraryPage<'_> {
    fn before(&self) -> usize {
        self.shelf.page.saturating_sub(1)
    }

    fn after(&self) -> usize {
        self.shelf.page + 1
    }
}

/// Shows one page of the list.
pub(in crate::web) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let library = state.snapshot();
    let page = first(&query, "page").and_then(|page| page.parse().ok()).unwrap_or(1);
    html(&LibraryPage { frame: visitor.frame("Stories", Room::Library), shelf: shelf(&library, page) })
}
