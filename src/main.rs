//! Arguments in, a command started; errors become one message and an exit status.

use std::process::ExitCode;

use abreast::cli::{Cli, Command};
use abreast::commands;
use clap::Parser;

fn main() -> anyhow::Result<ExitCode> {
    let cli = Cli::parse();
    match cli.command.unwrap_or(Command::Serve(cli.serve)) {
        Command::Annotate(args) => Ok(commands::annotate::run(&args)?),
        Command::Serve(_) => Ok(ExitCode::FAILURE),
    }
}
