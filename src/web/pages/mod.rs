//! One page a file: what it takes from the request, its template, its handler.

pub(super) mod about;
pub(super) mod article;
pub(super) mod coverage;
pub(super) mod everywhere;
pub(super) mod file;
pub(super) mod library;
pub(super) mod names;
pub(super) mod problems;
pub(super) mod quotes;
pub(super) mod settings;
pub(super) mod story;

use askama::Template;
use axum::extract::{FromRequestParts, Path, Query};
use axum::http::header::{CACHE_CONTROL, VARY};
use axum::http::request::Parts;
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::error::Failure;
use super::state::AppState;
use super::visitor::Visitor;
use crate::library::Library;
use crate::model::Story;
use crate::view::passage::{Passage, story_with};

/// Writes a page. It depends on the cookie with the settings, and on the library as it is now.
fn html(page: &impl Template) -> Result<Response, Failure> {
    Ok(html_of(page.render()?))
}

fn html_of(page: String) -> Response {
    ([(CACHE_CONTROL, "no-cache"), (VARY, "cookie")], Html(page)).into_response()
}

/// The query of a request, in its order.
pub(super) struct Asked(Vec<(String, String)>);

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Asked, Response> {
        let query = Query::from_request_parts(parts, state).await.map_err(IntoResponse::into_response)?;
        Ok(Asked(query.0))
    }
}

impl Asked {
    /// The values of a parameter that may be given several times, or once with commas.
    fn all(&self, name: &str) -> Vec<String> {
        self.0
            .iter()
            .filter(|(key, _)| key == name)
            .flat_map(|(_, value)| value.split(','))
            .filter(|value| !value.is_empty())
            .map(str::to_owned)
            .collect()
    }

    /// The first value of a parameter that is not empty.
    fn first(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, value)| key == name && !value.is_empty()).map(|(_, value)| value.as_str())
    }

    /// A number from 1; 1 where none is given.
    fn number(&self, name: &str) -> usize {
        self.first(name).and_then(|number| number.parse().ok()).unwrap_or(1)
    }

    /// Who or what is to stand out.
    fn lit(&self) -> Option<&str> {
        self.first("entity").or_else(|| self.first("speaker"))
    }

    /// The passage that the link leads to.
    fn passage(&self) -> Option<Passage> {
        let text = |name: &str| self.first(name).unwrap_or_default().to_owned();
        let sum = |sum: &str| u32::from_str_radix(sum, 16).ok();
        let quote = self.first("quote")?.to_owned();
        let whole =
            self.first("length").and_then(|length| length.parse().ok()).zip(self.first("sum").and_then(sum));
        Some(Passage { article: text("at"), quote, before: text("before"), after: text("after"), whole })
    }
}

/// A page of a story, as it is asked for.
pub(super) struct StoryRequest {
    visitor: Visitor,
    asked: Asked,
    id: String,
    query: Option<String>,
}

impl<S: Send + Sync> FromRequestParts<S> for StoryRequest {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<StoryRequest, Response> {
        let Path(id) = Path::from_request_parts(parts, state).await.map_err(IntoResponse::into_response)?;
        let asked = Asked::from_request_parts(parts, state).await?;
        let query = parts.uri.query().filter(|query| !query.is_empty()).map(str::to_owned);
        Ok(StoryRequest { visitor: Visitor::of(&parts.headers), asked, id, query })
    }
}

impl StoryRequest {
    /// Answers with a page of the story. The id of an article leads to its story, at `address`; a passage whose
    /// story has another id by now leads to wherever it stands.
    fn answer(
        &self,
        state: &AppState,
        address: impl Fn(&str) -> String,
        page: impl FnOnce(&Library, &Story) -> Result<Response, Failure>,
    ) -> Result<Response, Failure> {
        let library = state.snapshot();
        let passage = self.asked.passage();
        let story = match (library.story(&self.id), &passage) {
            (Some(story), _) => story,
            (None, Some(passage)) => {
                story_with(&library, passage).ok_or(Failure::Changed.missing_from(&library))?
            }
            (None, None) => return Err(Failure::NoStory.missing_from(&library)),
        };
        if story.id.0 == self.id {
            return page(&library, story);
        }
        let query = self.query.as_ref().map_or_else(String::new, |query| format!("?{query}"));
        let to = address(&story.id.0) + &query;
        // Where a passage stands may change with the next edition; whose story an article is does not.
        let redirect = if passage.is_some() { Redirect::temporary(&to) } else { Redirect::permanent(&to) };
        Ok(redirect.into_response())
    }
}
