//! `/problems`: files that could not be read, and articles that were read with doubts.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::html;
use crate::library::Library;
use crate::model::{Report, Warning};
use crate::web::error::Failure;
use crate::web::state::AppState;
use crate::web::visitor::{Frame, Room, Visitor};

#[derive(Template)]
#[template(path = "pages/problems.html")]
struct ProblemsPage<'l> {
    frame: Frame,
    unread: &'l [Warning],
    doubtful: Vec<Doubtful<'l>>,
}

struct Doubtful<'l> {
    report: &'l Report,
    story: &'l str,
    title: &'l str,
}

/// Lists them.
pub(in crate::web) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
) -> Result<Response, Failure> {
    let library = state.snapshot();
    html(&ProblemsPage {
        frame: visitor.frame("Problems", Room::Other),
        unread: &library.warnings,
        doubtful: doubtful(&library),
    })
}

fn doubtful(library: &Library) -> Vec<Doubtful<'_>> {
    let warned = library.articles.iter().filter(|report| !report.article.warnings.is_empty());
    warned
        .filter_map(|report| {
            let story = library.story(&report.article.id.0)?;
            let title = report.article.headline.as_ref().map_or(report.article.file.as_str(), |h| &h.value);
            Some(Doubtful { report, story: &story.id.0, title })
        })
        .collect()
}
