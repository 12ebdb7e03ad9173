//! `abreast annotate`: articles in, their annotations as records on standard output.

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, Result};

use super::progress::Report;
use crate::cli::{AnnotateArgs, Format};
use crate::config;
use crate::export;
use crate::library::Library;

/// Annotates everything under the paths. The exit status is 1 when a file could not be read.
///
/// # Errors
/// When a path does not exist, or standard output cannot be written to (a reader that closed it is no error).
pub fn run(args: &AnnotateArgs) -> Result<ExitCode> {
    let started = Instant::now();
    let source = config::source(&args.paths)?;
    let report = Report::new();
    let library = Library::build(&source, &|progress| report.show(progress));
    report.finish(&library, started.elapsed());
    let mut out = BufWriter::new(io::stdout().lock());
    let written = match args.format {
        Format::Jsonl => export::jsonl::write(&library, &mut out).and_then(|()| out.flush()),
    };
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error).context("writing the records"),
        _ => Ok(if library.warnings.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) }),
    }
}
