//! `/stories/{story}/quotes`: each statement with its versions.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::{first, html};
use crate::view::cast::Hue;
use crate::view::quotes::{Board, board};
use crate::web::error::Failure;
use crate::web::state::AppState;
use crate::web::urls::Urls;
use crate::web::visitor::{Frame, Room, Visitor};

#[derive(Template)]
#[template(path = "pages/quotes.html")]
struct QuotesPage<'l> {
    frame: Frame,
    board: Board<'l>,
}

/// Shows the board.
pub(in crate::web) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let library = state.snapshot();
    let story = library.story(&id).ok_or(Failure::NoStory)?;
    if story.id.0 != id {
        return Ok(Redirect::permanent(&Urls.quotes(&story.id.0)).into_response());
    }
    let only = first(&query, "speaker").or_else(|| first(&query, "entity"));
    let board = board(&library, story, only);
    html(&QuotesPage { frame: visitor.frame(format!("Quotes · {}", board.head.title), Room::Story), board })
}
