//! `abreast serve`: reads the articles, says what was read, and serves the pages until it is stopped.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, Result};
use tokio::net::TcpListener;

use super::progress::Report;
use super::terminal::say;
use crate::cli::ServeArgs;
use crate::config::ServeConfig;
use crate::library::Library;
use crate::web;

/// Reads, then serves.
///
/// # Errors
/// When a setting is wrong, the port is busy or the server fails.
pub fn run(args: &ServeArgs) -> Result<()> {
    let started = Instant::now();
    let config = ServeConfig::new(args)?;
    let runtime = tokio::runtime::Runtime::new().context("starting the server")?;
    let listener = runtime.block_on(bind(&config))?;
    let report = Report::new();
    let library = Library::build(&config.source, &|progress| report.show(progress));
    report.finish(&library, started.elapsed());
    let url = format!("http://{}/", listener.local_addr().context("reading the address")?);
    say(&format!("Read them at {url}  (Ctrl-C stops)"));
    if config.open && open::that_detached(&url).is_err() {
        say(&format!("No browser could be opened; open {url} yourself."));
    }
    runtime.block_on(web::serve(listener, Arc::new(library))).context("serving")
}

/// Binds the port asked for; a busy default port moves on to the next free one.
async fn bind(config: &ServeConfig) -> Result<TcpListener> {
    let first = config.address.port();
    let last = if config.may_move { first + 9 } else { first };
    let mut busy = None;
    for port in first..=last {
        match TcpListener::bind(SocketAddr::new(config.address.ip(), port)).await {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => busy = Some(error),
            Err(error) => return Err(error).with_context(|| format!("listening on {}", config.address)),
        }
    }
    let advice = if config.may_move {
        "name a free one with --port"
    } else {
        "choose another --port, or leave it out"
    };
    Err(busy.map_or_else(|| anyhow::anyhow!("no port to try"), anyhow::Error::from))
        .with_context(|| format!("port {first} of {} is in use; {advice}", config.address.ip()))
}
