//! `/about`: how to read the pages.

use askama::Template;
use axum::response::Response;

use super::html;
use crate::web::error::Failure;
use crate::web::visitor::{Frame, Room, Visitor};

#[derive(Template)]
#[template(path = "pages/about.html")]
struct AboutPage {
    frame: Frame,
    version: &'static str,
}

/// Shows it.
pub(in crate::web) async fn show(visitor: Visitor) -> Result<Response, Failure> {
    html(&AboutPage {
        frame: visitor.frame("How to read these pages", Room::About),
        version: env!("CARGO_PKG_VERSION"),
    })
}
