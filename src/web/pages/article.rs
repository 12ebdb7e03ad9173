//! `/stories/{story}/articles/{article}`: one report.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::{Asked, html};
use crate::model::ParagraphKind;
use crate::view::article::{Page, page};
use crate::view::passage::Passage;
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

    /// What a link to a paragraph says.
    fn link(&self, paragraph: &usize) -> Option<&Passage> {
        self.page.links.get(*paragraph)
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
    asked: Asked,
) -> Result<Response, Failure> {
    let library = state.snapshot();
    let passage = asked.passage();
    let Some((index, story)) = library.article(&article_id).zip(library.story(&article_id)) else {
        // The text has another id by now: its story's page says whether the passage still stands somewhere.
        return match passage {
            Some(passage) => Ok(Redirect::temporary(&Urls.passage(&story_id, &passage)).into_response()),
            None => Err(Failure::NoArticle.missing_from(&library)),
        };
    };
    if story.id.0 != story_id {
        return Ok(Redirect::permanent(&Urls.article(&story.id.0, &article_id)).into_response());
    }
    let column = story.articles.iter().position(|article| *article == index).ok_or(Failure::NoArticle)?;
    let page = page(&library, story, column, asked.lit(), passage.as_ref());
    let view = View { lit: page.lit.map(|(id, _)| id.to_owned()), ..View::default() };
    let title = format!("{} · {}", page.column.title, page.column.outlet.name);
    html(&ArticlePage { frame: visitor.frame(title, Room::Story), page, view })
}
