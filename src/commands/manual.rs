//! What packagers install beside the binary: the manual page and completions, made from the definitions of the flags.

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::CommandFactory;
use clap_complete::Shell;

use crate::cli::Cli;

/// Writes the completions of a shell to standard output.
///
/// # Errors
/// When standard output cannot be written to.
pub fn completions(shell: Shell) -> Result<ExitCode> {
    let mut made = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "abreast", &mut made);
    write(&made)
}

/// Writes the manual page to standard output.
///
/// # Errors
/// When standard output cannot be written to.
pub fn page() -> Result<ExitCode> {
    let mut made = Vec::new();
    clap_mangen::Man::new(Cli::command()).render(&mut made).context("making the manual page")?;
    write(&made)
}

fn write(made: &[u8]) -> Result<ExitCode> {
    match io::stdout().write_all(made) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error).context("writing it"),
        Ok(()) | Err(_) => Ok(ExitCode::SUCCESS),
    }
}
