//! `/stories/{story}/quotes`: each statement with its versions.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::{StoryRequest, html};
use crate::view::cast::Hue;
use crate::view::quotes::{Board, board};
use crate::web::error::Failure;
use crate::web::state::AppState;
use crate::web::urls::Urls;
use crate::web::visitor::{Frame, Room};

#[derive(Template)]
#[template(path = "pages/quotes.html")]
struct QuotesPage<'l> {
    frame: Frame,
    board: Board<'l>,
}

/// Shows the board.
pub(in crate::web) async fn show(
    State(state): State<AppState>,
    request: StoryRequest,
) -> Result<Response, Failure> {
    request.answer(
        &state,
        |id| Urls.quotes(id),
        |library, story| {
            let board = board(library, story, request.asked.lit());
            let title = format!("Quotes · {}", board.head.title);
            html(&QuotesPage { frame: request.visitor.frame(title, Room::Story), board })
        },
    )
}
