//! Times each stage on one core, over a corpus that `corpus.rs` makes: `cargo bench --bench stages`
//!
//! `cargo bench --bench stages -- STAGE` goes through 100 articles once up to that stage, for a profiler: `clean`,
//! `annotate` or `compare`; `story` lines up one story of 12. The numbers of a machine that others use, too, waver: the least of several runs is what
//! the program can do.
#![allow(clippy::print_stdout, reason = "it is what the program is for")]

mod corpus;

use std::hint::black_box;
use std::time::{Duration, Instant};

use abreast::annotate::mentions::training::{Trained, words};
use abreast::model::{Article, RawArticle, Report};
use abreast::{annotate, clean, compare};

/// The program's own.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const ARTICLES: usize = 400;
const STORY: usize = 12;
const RUNS: usize = 7;

fn main() {
    // Grouping works on all cores otherwise.
    if let Err(error) = rayon::ThreadPoolBuilder::new().num_threads(1).build_global() {
        eprintln!("threads: {error}");
    }
    let only = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let raws = corpus::corpus(if only.is_some() { 100 } else { ARTICLES });
    match only.as_deref() {
        Some("clean") => {
            black_box(cleaned(&raws));
        }
        Some("annotate") => {
            black_box(reports(&raws));
        }
        Some("compare") => {
            black_box(compared(&reports(&raws)));
        }
        Some("story") => {
            black_box(compared(&reports(&corpus::story(STORY))));
        }
        _ => table(&raws),
    }
}

fn table(raws: &[RawArticle]) {
    let bytes: usize = raws.iter().map(|raw| raw.text.len()).sum();
    let articles = cleaned(raws);
    let reports = reports(raws);
    println!("{ARTICLES} articles, {:.2} MB", bytes as f64 / 1e6);
    print("clean", bytes, least(|| cleaned(raws)));
    names(&articles);
    print("annotate", bytes, least(|| annotated(&articles)));
    print("group", bytes, least(|| compare::group(&reports)));
    print("group and compare", bytes, least(|| compared(&reports)));
    for columns in [STORY, 200] {
        let reports = self::reports(&corpus::story(columns));
        let took = least(|| compared(&reports));
        println!("a story of {columns} articles lined up in {:.1} ms", took.as_secs_f64() * 1e3);
    }
}

/// The recogniser of names alone, both of its stages.
fn names(articles: &[Article]) {
    let bytes = match std::fs::read("data/models/entities.bin") {
        Ok(bytes) => bytes,
        Err(error) => return eprintln!("data/models/entities.bin: {error}"),
    };
    let load = least(|| Trained::new(&bytes));
    let tokens: usize = articles.iter().map(|article| words(&article.text).count()).sum();
    let model = Trained::new(&bytes);
    let took = least(|| articles.iter().map(|article| model.mentions(article).len()).sum::<usize>());
    println!(
        "{:<20} {:>8.0} tokens/s, its model loads in {:.3} ms",
        "names",
        tokens as f64 / took.as_secs_f64(),
        load.as_secs_f64() * 1e3
    );
}

fn cleaned(raws: &[RawArticle]) -> Vec<Article> {
    raws.iter().map(clean::clean).collect()
}

fn annotated(articles: &[Article]) -> Vec<abreast::model::Annotations> {
    articles.iter().map(annotate::annotate).collect()
}

fn reports(raws: &[RawArticle]) -> Vec<Report> {
    let report = |article: Article| {
        let annotations = annotate::annotate(&article);
        Report::new(article, annotations)
    };
    cleaned(raws).into_iter().map(report).collect()
}

fn compared(reports: &[Report]) -> Vec<abreast::model::Story> {
    compare::group(reports).into_iter().map(|group| compare::compare(group, reports)).collect()
}

/// The least time of several runs.
fn least<T>(run: impl Fn() -> T) -> Duration {
    let times = (0..RUNS).map(|_| {
        let began = Instant::now();
        black_box(run());
        began.elapsed()
    });
    times.min().unwrap_or_default()
}

fn print(stage: &str, bytes: usize, took: Duration) {
    let speed = bytes as f64 / 1e6 / took.as_secs_f64();
    println!(
        "{stage:<20} {speed:>8.2} MB/s {:>9.1} µs an article",
        took.as_secs_f64() * 1e6 / ARTICLES as f64
    );
}
