//! Makes a corpus with news-like statistics and times what is done with it:
//! `cargo run --release --example scale -- [whole] [articles, 100000 unless told]`
//! `cargo run --release --example scale -- write FOLDER [articles]`
//!
//! With `whole` everything, as the program does it; without, grouping and comparing alone. The corpus is that of
//! `benches/corpus.rs`. Prints times, the growth from half the corpus to all of it, and the peak of memory. With `write`
//! it only makes a file of each article, for a server to read.

#[path = "../benches/corpus.rs"]
mod corpus;

use std::path::Path;
use std::time::Instant;
use std::{fs, io};

use abreast::library::Library;
use abreast::load::Loaded;
use abreast::model::Report;
use abreast::{annotate, clean, compare};
use corpus::corpus;
use rayon::prelude::*;

/// The program's own.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1).peekable();
    let folder = arguments.next_if(|argument| argument == "write").and_then(|_| arguments.next());
    let whole = arguments.next_if(|argument| argument == "whole").is_some();
    let articles = arguments.next().and_then(|count| count.parse().ok()).unwrap_or(100_000);
    if let Some(folder) = folder {
        return write(Path::new(&folder), articles);
    }
    let timed = if whole { built } else { grouped };
    let (half, all) = (timed(articles / 2), timed(articles));
    eprintln!("growth from half to all: {:.2}", all / half);
    if !whole {
        compared(12);
        compared(200);
    }
    if let Ok(status) = std::fs::read_to_string("/proc/self/status")
        && let Some(line) = status.lines().find(|line| line.starts_with("VmHWM"))
    {
        eprintln!("peak of memory: {}", line.trim_start_matches("VmHWM:").trim());
    }
    Ok(())
}

/// Writes so many articles into a folder, a file each.
fn write(folder: &Path, articles: usize) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for raw in corpus(articles) {
        let fields =
            [("title", &raw.fields.title), ("outlet", &raw.fields.outlet), ("date", &raw.fields.date)];
        let fields =
            fields.into_iter().filter_map(|(name, value)| Some(format!("{name}: {}\n", value.as_ref()?)));
        let text = format!("---\n{}---\n{}", fields.collect::<String>(), raw.text);
        fs::write(folder.join(&raw.file), text)?;
    }
    Ok(())
}

/// Makes a library of so many articles; the seconds that the cores worked for it.
fn built(articles: usize) -> f64 {
    annotate::prepare();
    let articles = corpus(articles);
    let count = articles.len();
    let bytes: usize = articles.iter().map(|article| article.text.len()).sum();
    let (started, worked) = (Instant::now(), worked());
    let library = Library::of(Loaded { articles, warnings: Vec::new() }, &|_| ());
    let seconds = started.elapsed().as_secs_f64();
    let work = self::worked() - worked;
    let (took, memory) = (library.took, library.memory());
    eprintln!(
        "{count} articles, {:.1} MB: {seconds:.2} s, {work:.2} s of work on all cores; analysed {:.2} s (work: clean \
         {:.2} s, annotate {:.2} s), grouped {:.2} s, compared {:.2} s; {} stories",
        bytes as f64 / 1e6,
        took.analyse.as_secs_f64(),
        took.clean.as_secs_f64(),
        took.annotate.as_secs_f64(),
        took.group.as_secs_f64(),
        took.compare.as_secs_f64(),
        library.stories.len()
    );
    let mega = |bytes: usize| bytes as f64 / 1e6;
    eprintln!(
        "memory: text {:.1} MB, articles {:.1} MB, annotations {:.1} MB, stories {:.1} MB",
        mega(memory.text),
        mega(memory.articles),
        mega(memory.annotations),
        mega(memory.stories)
    );
    if work > 0.0 { work } else { seconds }
}

/// Groups so many articles; the seconds it took.
fn grouped(articles: usize) -> f64 {
    let reports: Vec<Report> = corpus(articles)
        .into_par_iter()
        .map(|raw| Report::new(clean::clean(&raw), Default::default()))
        .collect();
    let (started, worked) = (Instant::now(), worked());
    let groups = compare::group(&reports);
    let seconds = started.elapsed().as_secs_f64();
    let work = self::worked() - worked;
    eprintln!(
        "{articles} articles grouped into {} stories in {seconds:.2} s, {work:.2} s of work on all cores",
        groups.len()
    );
    placed(reports, &groups);
    if work > 0.0 { work } else { seconds }
}

/// Seconds that the cores have worked for this process so far: on a busy machine they tell more than the clock.
/// 0 where the system does not say.
fn worked() -> f64 {
    const TICKS: f64 = 100.0;
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / TICKS
}

/// Places the last hundred articles, as if they had come after the others were grouped.
fn placed(reports: Vec<Report>, groups: &[compare::Group]) {
    let first = reports.len().saturating_sub(100);
    let known: Vec<Vec<usize>> = groups
        .iter()
        .map(|group| group.articles.iter().copied().filter(|article| *article < first).collect())
        .collect();
    let story = |article: usize| groups.iter().position(|group| group.articles.contains(&article));
    let mut placer = compare::Placer::new(&reports, known.iter().map(|articles| &articles[..]));
    let started = Instant::now();
    let found: Vec<Option<usize>> =
        (first..reports.len()).map(|index| placer.place(index, &reports[index])).collect();
    let each = started.elapsed().as_secs_f64() * 1000.0 / found.len().max(1) as f64;
    let same = found.iter().zip(first..).filter(|(companion, index)| match companion {
        Some(companion) => story(*companion) == story(*index),
        None => story(*index).is_none_or(|story| known[story].is_empty()),
    });
    eprintln!("one new article placed in {each:.2} ms; {} of {} as when grouped", same.count(), found.len());
}

/// Lines up one story of so many articles.
fn compared(columns: usize) {
    let reports: Vec<Report> = corpus::story(columns)
        .iter()
        .map(|raw| {
            let article = clean::clean(raw);
            let annotations = annotate::annotate(&article);
            Report::new(article, annotations)
        })
        .collect();
    let group = compare::group(&reports).remove(0);
    let (started, worked) = (Instant::now(), worked());
    let story = compare::compare(group, &reports);
    let took = started.elapsed().as_secs_f64() * 1000.0;
    let work = (self::worked() - worked) * 1000.0;
    eprintln!(
        "a story of {columns} articles lined up in {took:.1} ms ({work:.0} ms of work): {} utterances, {} passages, \
         {} shared runs",
        story.utterances.len(),
        story.passages.len(),
        story.shared_text.len()
    );
}
