//! `/stories/{story}/articles/{article}`: one report.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::{first, html};
use crate::model::ParagraphKind;
use crate::view::article::{Page, page};
use crate::web::error::Failure;
use crate::web::state::AppState;
use crate::web::urls::{Urls, View};
use crate::web::visitor::{Frame, Room, Visitor};

#[derive(Template)]
#[template(path = "pages/article.html")]
struct ArticlePage<'l> {
    frame: Frame,
    page: Page<'l>,
    view: View,
}

impl ArticlePage<'_> {
    /// The columns on this page.
    fn shown(&self) -> Vec<usize> {
        vec![self.page.column.outlet.column]
    }

    /// The anchor of this report on the story's page.
    fn column_anchor(&self) -> String {
        format!("a{}", self.page.column.outlet.number())
    }
}

/// Shows the article. Under another story's id, it leads to its own.
pub(in crate::web) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((story_id, article_id)): Path<(String, String)>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let library = state.snapshot();
    let index = library.article(&article_id).ok_or(Failure::NoArticle)?;
    let story = library.story(&article_id).ok_or(Failure::NoStory)?;
    if story.id.0 != story_id {
        return Ok(Redirect::permanent(&Urls.article(&story.id.0, &article_id)).into_response());
    }
    let column = story.articles.iter().position(|article| *article == index).ok_or(Failure::NoArticle)?;
    let lit = first(&query, "entity").or_else(|| first(&query, "speaker"));
    let page = page(&library, story, column, lit);
    let view = View { columns: Vec::new(), lit: page.lit.map(|(id, _)| id.to_owned()) };
    let title = format!("{} · {}", page.column.title, page.column.outlet.name);
    html(&ArticlePage { frame: visitor.frame(title, Room::Story), page, view })
}
