//! `/stories/{story}`: the reading desk.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::{StoryRequest, html};
use crate::model::ParagraphKind;
use crate::view::story::{Choice, Desk, Here, desk};
use crate::web::error::Failure;
use crate::web::state::AppState;
use crate::web::urls::{Urls, View};
use crate::web::visitor::{Frame, Room};

#[derive(Template)]
#[template(path = "pages/story.html")]
struct StoryPage<'l> {
    frame: Frame,
    desk: Desk<'l>,
    view: View,
}

impl StoryPage<'_> {
    /// The address of this page with a column moved by so many places.
    fn moved(&self, column: &usize, by: isize) -> Option<String> {
        let mut shown = self.shown();
        let at = self.desk.columns.iter().position(|shown| shown.outlet.column == *column)?;
        let to = at.checked_add_signed(by).filter(|to| *to < shown.len())?;
        shown.swap(at, to);
        Some(self.view.with_columns(shown))
    }

    /// The address of this page without a column; the last one stays.
    fn closed(&self, column: &usize) -> Option<String> {
        let mut shown = self.shown();
        let at = self.desk.columns.iter().position(|shown| shown.outlet.column == *column)?;
        shown.remove(at);
        (!shown.is_empty()).then(|| self.view.with_columns(shown))
    }

    /// The address of this page with one more column.
    fn opened(&self, article: &str) -> String {
        let mut shown = self.shown();
        shown.push(article.to_owned());
        self.view.with_columns(shown)
    }

    fn shown(&self) -> Vec<String> {
        self.desk.columns.iter().map(|column| column.outlet.article.to_owned()).collect()
    }

    /// Style class for the number of spines.
    fn spines(&self) -> String {
        format!("s{}", self.desk.spines.len())
    }
}

/// Shows the desk. The id of an article leads to its story.
pub(in crate::web) async fn show(
    State(state): State<AppState>,
    request: StoryRequest,
) -> Result<Response, Failure> {
    let asked = &request.asked;
    request.answer(
        &state,
        |id| Urls.story(id),
        |library, story| {
            let choice = Choice {
                columns: asked.all("columns"),
                from: asked.number("from"),
                lit: asked.lit().map(str::to_owned),
                passage: asked.passage(),
            };
            let desk = desk(library, story, &choice);
            let view = View {
                columns: if choice.columns.is_empty() {
                    Vec::new()
                } else {
                    desk.columns.iter().map(|column| column.outlet.article.to_owned()).collect()
                },
                from: desk.turn.as_ref().map_or(1, |turn| turn.first),
                lit: desk.lit.as_ref().map(|lit| lit.id.to_owned()),
            };
            html(&StoryPage { frame: request.visitor.frame(desk.head.title, Room::Story), desk, view })
        },
    )
}
