//! `/stories/{story}/coverage`: what the reports share, and what each has alone.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::{StoryRequest, html};
use crate::view::coverage::{Choice, Page, Part, coverage};
use crate::web::error::Failure;
use crate::web::state::AppState;
use crate::web::urls::{Leaf, Urls};
use crate::web::visitor::{Frame, Room};

#[derive(Template)]
#[template(path = "pages/coverage.html")]
struct CoveragePage<'l> {
    frame: Frame,
    page: Page<'l>,
    leaf: Leaf,
}

/// Shows it.
pub(in crate::web) async fn show(
    State(state): State<AppState>,
    request: StoryRequest,
) -> Result<Response, Failure> {
    let asked = &request.asked;
    request.answer(
        &state,
        |id| Urls.coverage(id),
        |library, story| {
            let choice = Choice {
                report: asked.first("report").map(str::to_owned),
                part: asked.first("part").and_then(Part::of),
                from: asked.number("from"),
                item: asked.number("item"),
            };
            let page = coverage(library, story, &choice);
            let leaf = Leaf {
                speaker: None,
                report: page.report.map(str::to_owned),
                part: page.part.map(Part::key),
                from: page.turn.map_or(1, |turn| turn.first),
                item: 1,
            };
            let title = format!("Coverage · {}", page.head.title);
            html(&CoveragePage { frame: request.visitor.frame(title, Room::Story), page, leaf })
        },
    )
}
