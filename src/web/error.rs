//! Every failure is a page: a title, what happened, the status, and a way back.

use std::any::Any;

use askama::Template;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};

use super::visitor::{Frame, Room, Visitor};
use crate::library::Library;

/// What can go wrong with a request.
#[derive(Clone, Debug)]
pub(super) enum Failure {
    /// There is no page at this address.
    NoPage,
    /// There is no story with this id.
    NoStory,
    /// The story has no article with this id.
    NoArticle,
    /// The story has no such name, figure or wording.
    NoThing,
    /// No article has the passage that the link leads to.
    Changed,
    /// There is no such style sheet, script or picture.
    NoAsset,
    /// It is not there yet: stories are still being read.
    NotYet,
    /// The page could not be written.
    Broken,
}

impl Failure {
    fn status(&self) -> StatusCode {
        match self {
            Failure::NoPage
            | Failure::NoStory
            | Failure::NoArticle
            | Failure::NoThing
            | Failure::NoAsset
            | Failure::Changed => StatusCode::NOT_FOUND,
            Failure::NotYet => StatusCode::SERVICE_UNAVAILABLE,
            Failure::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn words(&self) -> (&'static str, &'static str) {
        match self {
            Failure::NoPage => ("No such page", "There is nothing at this address. It may be misspelt."),
            Failure::NoStory => (
                "No such story",
                "No story has this id. Its articles may have been taken out of the folder, or their text may \
                 have changed: an id is made from the text.",
            ),
            Failure::NoArticle => (
                "No such article",
                "The story has no article with this id. It may have been taken out of the folder, or its text \
                 may have changed: an id is made from the text.",
            ),
            Failure::NoThing => (
                "Not in this story",
                "No report of this story has the name, figure or wording that the link leads to. Its reports may have \
                 changed.",
            ),
            Failure::Changed => (
                "This passage has changed",
                "The link leads to words that no report here has as they stood. Their text may have changed, or \
                 their article may have been taken out of the folder.",
            ),
            Failure::NoAsset => {
                ("No such file", "This part of a page belongs to another version. Load the page anew.")
            }
            Failure::NotYet => {
                ("Still reading", "Stories are still being read, and this may be one of them.")
            }
            Failure::Broken => (
                "This page could not be made",
                "Something is wrong with Abreast, not with your request. The other pages still work.",
            ),
        }
    }
}

impl Failure {
    /// What is missing from a library; while that is being read, it may only be late.
    pub(super) fn missing_from(self, library: &Library) -> Failure {
        if library.to_come > 0 { Failure::NotYet } else { self }
    }
}

impl From<askama::Error> for Failure {
    fn from(_: askama::Error) -> Failure {
        Failure::Broken
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

#[derive(Template)]
#[template(path = "pages/error.html")]
struct ErrorPage {
    frame: Frame,
    heading: &'static str,
    message: &'static str,
    status: StatusCode,
}

/// The answer where no route leads.
pub(super) async fn nothing_here() -> Failure {
    Failure::NoPage
}

/// Makes a page of every failure, whoever found it: a handler, the router, an extractor.
pub(super) async fn as_pages(request: Request, next: Next) -> Response {
    let visitor = Visitor::of(request.headers());
    let response = next.run(request).await;
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return response;
    }
    let (heading, message) = match response.extensions().get::<Failure>() {
        Some(failure) => failure.words(),
        None if status == StatusCode::METHOD_NOT_ALLOWED => {
            ("Pages can only be read", "This address answers to GET and HEAD, nothing else.")
        }
        None => ("This request was not understood", "Its address or its form is not as it should be."),
    };
    let allow = response.headers().get(header::ALLOW).cloned();
    let mut page = page(visitor, heading, message, status);
    if let Some(allow) = allow {
        page.headers_mut().insert(header::ALLOW, allow);
    }
    page
}

/// The answer to a request whose handler panicked.
pub(super) fn after_panic(_: Box<dyn Any + Send + 'static>) -> Response<Body> {
    let (heading, message) = Failure::Broken.words();
    page(Visitor::default(), heading, message, StatusCode::INTERNAL_SERVER_ERROR)
}

fn page(visitor: Visitor, heading: &'static str, message: &'static str, status: StatusCode) -> Response {
    let page = ErrorPage { frame: visitor.frame(heading, Room::Other), heading, message, status };
    match page.render() {
        Ok(html) => (status, Html(html)).into_response(),
        Err(_) => (status, heading).into_response(),
    }
}
