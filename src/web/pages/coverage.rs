//! `/stories/{story}/coverage`: what the reports share, and what each has alone.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::{StoryRequest, html};
use crate::view::coverage::{Page, coverage};
use crate::web::error::Failure;
use crate::web::state::AppState;
use crate::web::urls::Urls;
use crate::web::visitor::{Frame, Room};

#[derive(Template)]
#[template(path = "pages/coverage.html")]
struct CoveragePage<'l> {
    frame: Frame,
    page: Page<'l>,
}

/// Shows it.
pub(in crate::web) async fn show(
    State(state): State<AppState>,
    request: StoryRequest,
) -> Result<Response, Failure> {
    request.answer(
        &state,
        |id| Urls.coverage(id),
        |library, story| {
            let page = coverage(library, story);
            let title = format!("Coverage · {}", page.head.title);
            html(&CoveragePage { frame: request.visitor.frame(title, Room::Story), page })
        },
    )
}
