//! Pages that no route makes: refusals, and how far the reading is.

use askama::Template;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use bytes::Bytes;

use super::cache::Answer;
use super::guard::Refusal;
use super::security;
use super::visitor::{Frame, Room, Visitor};

#[derive(Template)]
#[template(path = "pages/error.html")]
struct RefusalPage {
    frame: Frame,
    heading: &'static str,
    message: &'static str,
    status: StatusCode,
}

/// A refusal as a page. A guest who may not read gets it bare: style sheets are not for guests either.
pub(super) fn refusal(refusal: Refusal, visitor: Visitor) -> Answer {
    let (heading, message) = refusal.words();
    let status = refusal.status();
    let page = match refusal {
        Refusal::Slow | Refusal::Broken | Refusal::NotShared => {
            let frame = visitor.frame(heading, Room::Other);
            RefusalPage { frame, heading, message, status }
                .render()
                .unwrap_or_else(|_| bare(heading, message))
        }
        Refusal::Malformed
        | Refusal::Misdirected
        | Refusal::Body
        | Refusal::Method
        | Refusal::Forged
        | Refusal::Unencrypted
        | Refusal::LongTarget
        | Refusal::LongHead
        | Refusal::NoLink
        | Refusal::Expired => bare(heading, message),
    };
    let mut answer = html(status, page);
    if refusal == Refusal::Method {
        answer.headers.insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    if refusal == Refusal::Unencrypted {
        answer.headers.insert(header::UPGRADE, HeaderValue::from_static("TLS/1.3, HTTP/1.1"));
    }
    if refusal.closes() {
        answer.headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    answer
}

fn bare(heading: &str, message: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\"><title>{heading} · Abreast</title></head>\n\
         <body><h1>{heading}</h1><p>{message}</p></body></html>\n"
    )
}

#[derive(Template)]
#[template(path = "pages/reading.html")]
struct ReadingPage {
    frame: Frame,
    done: usize,
    all: usize,
}

/// How far the reading is; the page asks again by itself.
pub(super) fn reading(head: &Parts, done: usize, all: usize) -> Answer {
    let frame = Visitor::of(&head.headers).frame("Reading", Room::Other);
    let page = ReadingPage { frame, done, all }.render();
    let page = page.unwrap_or_else(|_| bare("Still reading", "Load the page again in a moment."));
    let mut answer = html(StatusCode::SERVICE_UNAVAILABLE, page);
    answer.headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
    answer
}

/// A page that is not to be kept.
pub(super) fn html(status: StatusCode, page: String) -> Answer {
    let mut answer = plain(status, page);
    answer.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    answer
}

/// Text that is not to be kept.
pub(super) fn plain(status: StatusCode, text: impl Into<Bytes>) -> Answer {
    let mut headers = HeaderMap::new();
    for (name, value) in security::HEADERS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Answer { status, headers, body: text.into() }
}

/// The way to another address of this server.
pub(super) fn redirect(location: &str, cookie: Option<&str>) -> Answer {
    let mut answer = plain(StatusCode::SEE_OTHER, Bytes::new());
    match HeaderValue::from_str(location) {
        Ok(location) => answer.headers.insert(header::LOCATION, location),
        Err(_) => return refusal(Refusal::Malformed, Visitor::default()),
    };
    if let Some(cookie) = cookie.and_then(|cookie| HeaderValue::from_str(cookie).ok()) {
        answer.headers.insert(header::SET_COOKIE, cookie);
    }
    answer
}
