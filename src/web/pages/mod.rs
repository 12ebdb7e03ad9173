//! One page a file: what it takes from the request, its template, its handler.

pub(super) mod about;
pub(super) mod article;
pub(super) mod coverage;
pub(super) mod library;
pub(super) mod problems;
pub(super) mod quotes;
pub(super) mod settings;
pub(super) mod story;

use askama::Template;
use axum::http::header::{CACHE_CONTROL, VARY};
use axum::response::{Html, IntoResponse, Response};

use super::error::Failure;

/// Writes a page. It depends on the cookie with the settings, and on the library as it is now.
fn html(page: &impl Template) -> Result<Response, Failure> {
    let body = Html(page.render()?);
    Ok(([(CACHE_CONTROL, "no-cache"), (VARY, "cookie")], body).into_response())
}

/// The values of a parameter that may be given several times, or once with commas.
fn all(query: &[(String, String)], name: &str) -> Vec<String> {
    query
        .iter()
        .filter(|(key, _)| key == name)
        .flat_map(|(_, value)| value.split(','))
        .filter(|value| !value.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The first value of a parameter.
fn first<'q>(query: &'q [(String, String)], name: &str) -> Option<&'q str> {
    query.iter().find(|(key, value)| key == name && !value.is_empty()).map(|(_, value)| value.as_str())
}
