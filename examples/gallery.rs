//! Serves a story for every state that a page can be in (twelve columns, one, none, a brief beside a long report,
//! twenty speakers, hostile text), for looking at pages: `cargo run --example gallery -- 4190`.

#[path = "../tests/support/mod.rs"]
mod support;

use std::sync::Arc;

fn main() -> anyhow::Result<()> {
    let port: u16 = std::env::args().nth(1).map_or(Ok(4190), |port| port.parse())?;
    tokio::runtime::Runtime::new()?.block_on(async {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
        eprintln!("http://{}/", listener.local_addr()?);
        abreast::web::serve(listener, Arc::new(support::gallery())).await?;
        Ok(())
    })
}
