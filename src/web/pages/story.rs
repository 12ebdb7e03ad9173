//! `/stories/{story}`: the reading desk.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::{all, first, html};
use crate::model::ParagraphKind;
use crate::view::story::{Choice, Desk, desk};
use crate::web::error::Failure;
use crate::web::state::AppState;
use crate::web::urls::{Urls, View};
use crate::web::visitor::{Frame, Room, Visitor};

#[derive(Template)]
#[template(path = "pages/story.html")]
struct StoryPage<'l> {
    frame: Frame,
    desk: Desk<'l>,
    view: View,
}

impl StoryPage<'_> {
    /// The address of this page with a column moved one place to the left.
    fn moved_left(&self, column: &usize) -> Option<String> {
        let mut shown = self.shown();
        let at = self.desk.columns.iter().position(|shown| shown.outlet.column == *column)?;
        shown.swap(at, at.checked_sub(1)?);
        Some(self.view.with_columns(shown))
    }

    fn shown(&self) -> Vec<String> {
        self.desk.columns.iter().map(|column| column.outlet.article.to_owned()).collect()
    }
}

/// Shows the desk. The id of an article leads to its story.
pub(in crate::web) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let library = state.snapshot();
    let story = library.story(&id).ok_or(Failure::NoStory)?;
    if story.id.0 != id {
        return Ok(Redirect::permanent(&Urls.story(&story.id.0)).into_response());
    }
    let lit = first(&query, "entity").or_else(|| first(&query, "speaker")).map(str::to_owned);
    let choice = Choice { columns: all(&query, "columns"), lit };
    let desk = desk(&library, story, &choice);
    let view = View {
        columns: if choice.columns.is_empty() {
            Vec::new()
        } else {
            desk.columns.iter().map(|column| column.outlet.article.to_owned()).collect()
        },
        lit: desk.lit.as_ref().map(|lit| lit.id.to_owned()),
    };
    html(&StoryPage { frame: visitor.frame(desk.head.title, Room::Story), desk, view })
}
