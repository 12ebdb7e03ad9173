//! `/stories/{story}/quotes`: each statement with its versions.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::{StoryRequest, html};
use crate::view::cast::Hue;
use crate::view::quotes::{Board, Choice, Part, board};
use crate::web::error::Failure;
use crate::web::state::AppState;
use crate::web::urls::{Leaf, Urls};
use crate::web::visitor::{Frame, Room};

#[derive(Template)]
#[template(path = "pages/quotes.html")]
struct QuotesPage<'l> {
    frame: Frame,
    board: Board<'l>,
    leaf: Leaf,
}

/// Shows the board.
pub(in crate::web) async fn show(
    State(state): State<AppState>,
    request: StoryRequest,
) -> Result<Response, Failure> {
    let asked = &request.asked;
    request.answer(
        &state,
        |id| Urls.quotes(id),
        |library, story| {
            let choice = Choice {
                speaker: asked.lit().map(str::to_owned),
                statement: asked.first("statement").map(str::to_owned),
                part: asked.first("part").and_then(Part::of),
                item: asked.number("item"),
                from: asked.number("from"),
            };
            let board = board(library, story, &choice);
            let leaf = Leaf {
                speaker: board.only.map(|(id, ..)| id.to_owned()),
                report: None,
                part: board.part.map(Part::key),
                from: board.turn.map_or(1, |turn| turn.first),
                item: board.page.map_or(1, |page| page.first),
            };
            let title = format!("Quotes · {}", board.head.title);
            html(&QuotesPage { frame: request.visitor.frame(title, Room::Story), board, leaf })
        },
    )
}
