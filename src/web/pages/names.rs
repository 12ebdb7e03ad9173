//! `/names`: who and what the stories name, each once.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::{Asked, html};
use crate::view::names::{Kind, Names, names};
use crate::web::error::Failure;
use crate::web::state::AppState;
use crate::web::visitor::{Frame, Room, Visitor};

#[derive(Template)]
#[template(path = "pages/names.html")]
struct NamesPage<'l> {
    frame: Frame,
    kind: Kind,
    names: Names<'l>,
}

impl NamesPage<'_> {
    /// Another page of the same list.
    fn turned(&self, by: isize) -> String {
        self.frame.urls.names(self.kind.key(), self.names.page.saturating_add_signed(by))
    }
}

/// Shows one page of one kind.
pub(in crate::web) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    asked: Asked,
) -> Result<Response, Failure> {
    let library = state.snapshot();
    let kind = Kind::of(asked.first("kind"));
    let page = asked.first("page").and_then(|page| page.parse().ok()).unwrap_or(1);
    html(&NamesPage { frame: visitor.frame("Names", Room::Other), kind, names: names(&library, kind, page) })
}
