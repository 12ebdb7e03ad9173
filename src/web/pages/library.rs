//! `/`: the stories.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::{Asked, html};
use crate::view::library::{Filter, Shelf, shelf};
use crate::web::error::Failure;
use crate::web::state::AppState;
use crate::web::visitor::{Frame, Room, Visitor};

#[derive(Template)]
#[template(path = "pages/library.html")]
struct LibraryPage<'l> {
    frame: Frame,
    shelf: Shelf<'l>,
    filter: Filter,
}

impl LibraryPage<'_> {
    /// Another page of the same list.
    fn turned(&self, by: isize) -> String {
        self.frame.urls.library_with(&self.filter, self.shelf.page.saturating_add_signed(by))
    }

    /// The stories of one outlet.
    fn of_outlet(&self, outlet: &str) -> String {
        self.frame.urls.library_with(&Filter { outlet: Some(outlet.to_owned()), ..Filter::default() }, 1)
    }

    /// Whether the list is limited to this outlet.
    fn chose(&self, outlet: &str) -> bool {
        self.filter.outlet.as_deref() == Some(outlet)
    }
}

/// Shows one page of the list.
pub(in crate::web) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    asked: Asked,
) -> Result<Response, Failure> {
    let library = state.snapshot();
    let text =
        |name: &str| asked.first(name).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    let day = |name: &str| asked.first(name).and_then(|day| day.parse().ok());
    let filter =
        Filter { outlet: text("outlet"), person: text("person"), from: day("from"), until: day("until") };
    let page = asked.first("page").and_then(|page| page.parse().ok()).unwrap_or(1);
    let shelf = shelf(&library, &filter, page);
    html(&LibraryPage { frame: visitor.frame("Stories", Room::Library), shelf, filter })
}
