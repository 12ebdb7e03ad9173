//! Makes a corpus with news-like statistics and times grouping and comparing:
//! `cargo run --release --example scale -- [articles, 100000 unless told]`
//!
//! The corpus is that of `benches/corpus.rs`. Prints times, the growth from half the corpus to all of it, and the
//! peak of memory.

#[path = "../benches/corpus.rs"]
mod corpus;

use std::time::Instant;

use abreast::model::Report;
use abreast::{annotate, clean, compare};
use corpus::{Event, corpus, vocabulary};
use rayon::prelude::*;

fn main() {
    let articles = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(100_000);
    let half = grouped(articles / 2);
    let whole = grouped(articles);
    eprintln!("growth from half to all: {:.2}", whole / half);
    for columns in [12, 200] {
        compared(columns);
    }
    if let Ok(status) = std::fs::read_to_string("/proc/self/status")
        && let Some(line) = status.lines().find(|line| line.starts_with("VmHWM"))
    {
        eprintln!("peak of memory: {}", line.trim_start_matches("VmHWM:").trim());
    }
}

/// Groups so many articles; the seconds it took.
fn grouped(articles: usize) -> f64 {
    let reports: Vec<Report> = corpus(articles)
        .into_par_iter()
        .map(|raw| Report { article: clean::clean(&raw), annotations: Default::default() })
        .collect();
    let started = Instant::now();
    let groups = compare::group(&reports);
    let seconds = started.elapsed().as_secs_f64();
    eprintln!("{articles} articles grouped into {} stories in {seconds:.2} s", groups.len());
    seconds
}

/// Lines up one story of so many articles.
fn compared(columns: usize) {
    let vocabulary = vocabulary();
    let event = Event::new(7, &vocabulary);
    let reports: Vec<Report> = (0..columns)
        .map(|index| {
            let mut raw = event.article(index as u64, &vocabulary);
            raw.fields.story = Some("one".to_owned());
            let article = clean::clean(&raw);
            let annotations = annotate::annotate(&article);
            Report { article, annotations }
        })
        .collect();
    let group = compare::group(&reports).remove(0);
    let started = Instant::now();
    let story = compare::compare(group, &reports);
    let took = started.elapsed().as_secs_f64() * 1000.0;
    eprintln!(
        "a story of {columns} articles lined up in {took:.1} ms: {} utterances, {} passages, {} shared runs",
        story.utterances.len(),
        story.passages.len(),
        story.shared_text.len()
    );
}
