//! `abreast annotate`: articles in, their annotations as records on standard output.

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use crate::cli::{AnnotateArgs, Format};
use crate::export;
use crate::library::Library;

/// Annotates everything under the paths. The exit status is 1 when a file could not be read.
///
/// # Errors
/// When standard output cannot be written to, other than by a reader that closed it.
pub fn run(args: &AnnotateArgs) -> io::Result<ExitCode> {
    let library = Library::build(&args.paths, &|_| {});
    let mut out = BufWriter::new(io::stdout().lock());
    let written = match args.format {
        Format::Jsonl => export::jsonl::write(&library, &mut out).and_then(|()| out.flush()),
    };
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error),
        _ => Ok(if library.warnings.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) }),
    }
}
