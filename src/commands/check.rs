//! `abreast check`: reads articles, and says on standard output what there is and what is wrong with it.

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, Result};

use super::progress::Report;
use crate::cli::CheckArgs;
use crate::config;
use crate::library::{Library, Memory, Took};

/// Reads everything under the paths. The exit status is 1 when a file could not be read.
///
/// # Errors
/// When a path does not exist, or standard output cannot be written to (a reader that closed it is no error).
pub fn run(args: &CheckArgs) -> Result<ExitCode> {
    let source = config::source(&args.paths)?;
    let report = Report::new();
    let library = Library::build(&source, &|progress| report.show(progress));
    report.clear();
    let mut out = BufWriter::new(io::stdout().lock());
    let mut written = summary(&library, &mut out);
    if args.stats {
        written = written.and_then(|()| stats(&library, &mut out));
    }
    match written.and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error).context("writing the summary"),
        _ => Ok(if library.warnings.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) }),
    }
}

/// What there is, and every warning.
fn summary(library: &Library, out: &mut impl Write) -> io::Result<()> {
    let several = library.stories.iter().filter(|story| story.articles.len() > 1).count();
    writeln!(out, "articles {}", library.articles.len())?;
    writeln!(out, "stories {} ({several} of several articles)", library.stories.len())?;
    writeln!(out, "warnings {}", library.problems().count())?;
    for (file, message) in library.problems() {
        writeln!(out, "  {file}: {message}")?;
    }
    Ok(())
}

/// What the stages took, and the memory that what they made holds.
fn stats(library: &Library, out: &mut impl Write) -> io::Result<()> {
    let Took { load, analyse, clean, annotate, group, compare } = library.took;
    let text: usize = library.articles.iter().map(|report| report.article.text.len()).sum();
    let speed = |time: Duration| text as f64 / 1e6 / time.as_secs_f64().max(1e-9);
    writeln!(out, "\nstage        seconds     MB/s")?;
    let times = [
        ("load", load),
        ("analyse", analyse),
        (" clean*", clean),
        (" annotate*", annotate),
        ("group", group),
        ("compare", compare),
        ("in all", load + analyse + group + compare),
    ];
    for (stage, time) in times {
        writeln!(out, "{stage:<11} {:>8.3} {:>8.1}", time.as_secs_f64(), speed(time))?;
    }
    writeln!(out, "* work over all cores, a part of analyse")?;
    let Memory { text: texts, articles, annotations, stories } = library.memory();
    let all = texts + articles + annotations + stories;
    writeln!(out, "\nmemory            MB  times the text")?;
    let mut line = |what: &str, bytes: usize| {
        let times = bytes as f64 / text.max(1) as f64;
        writeln!(out, "{what:<12} {:>7.1} {times:>8.2}", bytes as f64 / 1e6)
    };
    line("text", texts)?;
    line("articles", articles)?;
    line("annotations", annotations)?;
    line("stories", stories)?;
    line("in all", all)?;
    if let Some(peak) = peak() {
        line("process peak", peak)?;
    }
    Ok(())
}

/// The most memory that the process had, in bytes, where the system says.
fn peak() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches(" kB").parse::<usize>().ok()? * 1024)
}
