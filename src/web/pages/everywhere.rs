//! `/stories/{story}/where`: all places of a name, a figure or a run of words, report by report.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::{StoryRequest, html};
use crate::view::everywhere::{Asked, Everywhere, everywhere};
use crate::web::error::Failure;
use crate::web::state::AppState;
use crate::web::urls::Urls;
use crate::web::visitor::{Frame, Room};

#[derive(Template)]
#[template(path = "pages/everywhere.html")]
struct EverywherePage<'l> {
    frame: Frame,
    page: Everywhere<'l>,
}

/// Shows it.
pub(in crate::web) async fn show(
    State(state): State<AppState>,
    request: StoryRequest,
) -> Result<Response, Failure> {
    let given = &request.asked;
    let asked = given
        .lit()
        .map(Asked::Entity)
        .or_else(|| given.first("figure").map(Asked::Figure))
        .or_else(|| given.first("text").and_then(|number| number.parse().ok()).map(Asked::Text));
    request.answer(
        &state,
        |id| Urls.places(id),
        |library, story| {
            let found = asked.and_then(|asked| everywhere(library, story, asked));
            let page = found.ok_or(Failure::NoThing)?;
            let title = format!("{} · {}", page.name, page.head.title);
            html(&EverywherePage { frame: request.visitor.frame(title, Room::Story), page })
        },
    )
}
