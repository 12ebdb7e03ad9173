//! The library over HTTP: routes, pages, assets, errors.
//!
//! Architecture invariant: computes nothing about text (that is `view`'s work) and never opens a path that came
//! from a request.

use std::io;
use std::sync::Arc;

use axum::Router;
use axum::routing::get;
use tokio::net::TcpListener;

use crate::library::Library;

/// Every route of the app, over one library.
pub fn router(library: Arc<Library>) -> Router {
    Router::new().route("/healthz", get(async || "ok")).with_state(library)
}

/// Serves until Ctrl-C.
///
/// # Errors
/// When the socket fails.
pub async fn serve(listener: TcpListener, library: Arc<Library>) -> io::Result<()> {
    axum::serve(listener, router(library))
        .with_graceful_shutdown(async { drop(tokio::signal::ctrl_c().await) })
        .await
}
