//! The library over HTTP: routes, pages, assets, errors.
//!
//! Architecture invariant: computes nothing about text (that is `view`'s work) and never opens a path that came
//! from a request.

mod announce;
mod assets;
mod cache;
mod compress;
mod connections;
mod error;
mod forwarded;
mod guard;
mod link;
mod log;
mod notice;
mod packer;
mod pages;
mod security;
pub mod server;
pub mod share;
mod site;
mod state;
mod stream;
mod tag;
mod tls;
pub mod urls;
mod visitor;

use std::io;
use std::sync::Arc;

use arc_swap::ArcSwap;
use axum::routing::get;
use axum::{Router, middleware};
use tokio::net::TcpListener;

use crate::library::Library;
use state::AppState;

pub use announce::Announced;
pub use guard::Hosts;
pub use link::Link;
pub use log::LogFormat;
pub use site::{Access, Peer, Site};
pub use tls::{Tls, TlsError};

/// Every route of the app, over one library.
pub fn router(library: Arc<Library>) -> Router {
    router_over(Arc::new(ArcSwap::new(library)))
}

/// Every route of the app, over a library that may be swapped for another at any time.
pub fn router_over(library: Arc<ArcSwap<Library>>) -> Router {
    Router::new()
        .route("/", get(pages::library::show))
        .route("/stories/{story}", get(pages::story::show))
        .route("/stories/{story}/articles/{article}", get(pages::article::show))
        .route("/stories/{story}/quotes", get(pages::quotes::show))
        .route("/stories/{story}/coverage", get(pages::coverage::show))
        .route("/stories/{story}/where", get(pages::everywhere::show))
        .route("/stories/{story}/file", get(pages::file::show))
        .route("/names", get(pages::names::show))
        .route("/problems", get(pages::problems::show))
        .route("/about", get(pages::about::show))
        .route("/settings", get(pages::settings::show))
        .route("/assets/{hash}/{*name}", get(assets::serve))
        .route("/healthz", get(async || "ok"))
        .fallback(error::nothing_here)
        .layer(middleware::from_fn(error::as_pages))
        .layer(tower_http::catch_panic::CatchPanicLayer::custom(error::after_panic))
        .layer(middleware::from_fn(security::add_headers))
        .with_state(AppState { library })
}

/// Serves one library until Ctrl-C.
///
/// # Errors
/// When the socket fails.
pub async fn serve(listener: TcpListener, library: Arc<Library>) -> io::Result<()> {
    let site = Site::new(Access::default(), |_| ());
    site.publish(library);
    let stop = async { drop(tokio::signal::ctrl_c().await) };
    server::serve(vec![listener.into_std()?], site, stop).await
}
