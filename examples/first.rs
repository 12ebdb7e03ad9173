//! What the first reader of a page waits for: `cargo run --release --example first -- FOLDER [ROUNDS, 20 unless told]`
//!
//! Asks a site for the largest story page of a folder as if nobody had before, plain and in every coding. What a coding
//! takes more than plain is its work; prints the shortest and the median of the rounds, and the bytes that are sent.

use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use abreast::library::Library;
use abreast::load::Source;
use abreast::web::{Access, Peer, Site};
use axum::http::{Request, header};
use http_body_util::BodyExt;
use tokio::runtime::Runtime;

/// The program's own.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let source = arguments.next().map_or(Source::Sample, |path| Source::Paths(vec![PathBuf::from(path)]));
    let rounds: usize = arguments.next().map_or(Ok(20), |rounds| rounds.parse())?;
    let library = Arc::new(Library::build(&source, &|_| ()));
    let runtime = Runtime::new()?;
    let site = Site::new(Access::default(), |_| ());
    let mut largest = (0, String::new());
    for story in &library.stories {
        site.publish(Arc::clone(&library));
        let target = format!("/stories/{}", story.id);
        largest = largest.max((ask(&runtime, &site, &target, "identity")?, target));
    }
    let (_, target) = largest;
    eprintln!("{target}");
    for coding in ["identity", "br", "gzip", "zstd"] {
        let (mut times, mut bytes) = (Vec::new(), 0);
        for _ in 0..rounds {
            site.publish(Arc::clone(&library));
            let began = Instant::now();
            bytes = ask(&runtime, &site, &target, coding)?;
            times.push(began.elapsed().as_secs_f64() * 1000.0);
        }
        times.sort_by(f64::total_cmp);
        eprintln!(
            "{coding:>9}: {:5.1} ms at least, median {:5.1}; {bytes} bytes",
            times[0],
            times[rounds / 2]
        );
    }
    Ok(())
}

/// Asks, and says how many bytes came.
fn ask(runtime: &Runtime, site: &Site, target: &str, coding: &str) -> anyhow::Result<usize> {
    let local = IpAddr::from([127, 0, 0, 1]);
    let request = Request::builder().uri(target).header(header::HOST, "localhost");
    let (head, ()) = request.header(header::ACCEPT_ENCODING, coding).body(())?.into_parts();
    let answer = runtime.block_on(site.answer(head, Peer { ip: local, local, secure: false }));
    anyhow::ensure!(answer.status() == 200, "{target}: {}", answer.status());
    Ok(runtime.block_on(answer.into_body().collect())?.to_bytes().len())
}
