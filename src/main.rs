//! Arguments in, a command started; errors become one message and an exit status.

use std::process::ExitCode;

use abreast::cli::{Cli, Command};
use abreast::commands;
use clap::Parser;

#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let outcome = match cli.command.unwrap_or(Command::Serve(Box::new(cli.serve))) {
        Command::Annotate(args) => commands::annotate::run(&args),
        Command::Check(args) => commands::check::run(&args),
        Command::Serve(args) => commands::serve::run(&args).map(|()| ExitCode::SUCCESS),
        Command::Completions { shell } => commands::manual::completions(shell),
        Command::Man => commands::manual::page(),
    };
    outcome.unwrap_or_else(|error| {
        commands::say(&format!("abreast: {error:#}"));
        ExitCode::from(2)
    })
}
