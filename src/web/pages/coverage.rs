//! `/stories/{story}/coverage`: what the reports share, and what each has alone.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::html;
use crate::view::coverage::{Page, coverage};
use crate::web::error::Failure;
use crate::web::state::AppState;
use crate::web::urls::Urls;
use crate::web::visitor::{Frame, Room, Visitor};

#[derive(Template)]
#[template(path = "pages/coverage.html")]
struct CoveragePage<'l> {
    frame: Frame,
    page: Page<'l>,
}

/// Shows it.
pub(in crate::web) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let library = state.snapshot();
    let story = library.story(&id).ok_or(Failure::NoStory)?;
    if story.id.0 != id {
        return Ok(Redirect::permanent(&Urls.coverage(&story.id.0)).into_response());
    }
    let page = coverage(&library, story);
    html(&CoveragePage {
        frame: visitor.frame(format!("Coverage · {}", page.head.title), Room::Story), page
    })
}
