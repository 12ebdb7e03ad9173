//! The command line as clap sees it: definitions only.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Read several outlets' reports of one event side by side.
#[derive(Debug, Parser)]
#[command(version, about, args_conflicts_with_subcommands = true)]
pub struct Cli {
    /// What to do; without a command, the articles are served.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Settings of `serve`, which is the default.
    #[command(flatten)]
    pub serve: ServeArgs,
}

/// A subcommand.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the stories of a folder to a browser on this machine (the default).
    Serve(ServeArgs),
    /// Write what was found in the articles to standard output.
    Annotate(AnnotateArgs),
}

/// Settings of `serve`.
#[derive(Args, Clone, Debug)]
pub struct ServeArgs {
    /// Files or folders of articles; without any, data/stories, or the sample that is built in.
    pub paths: Vec<PathBuf>,
    /// Address to listen on.
    #[arg(long, default_value = "127.0.0.1")]
    pub host: String,
    /// Port to listen on.
    #[arg(long)]
    pub port: Option<u16>,
    /// Open the page in a browser.
    #[arg(long)]
    pub open: bool,
}

/// Settings of `annotate`.
#[derive(Args, Clone, Debug)]
pub struct AnnotateArgs {
    /// Files or folders of articles.
    pub paths: Vec<PathBuf>,
    /// How to write it.
    #[arg(long, value_enum, default_value_t = Format::Jsonl)]
    pub format: Format,
}

/// An output format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// One JSON object a line.
    Jsonl,
}
