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
    /// Address to listen on; without it, this machine alone (127.0.0.1 and ::1).
    #[arg(long, value_name = "ADDRESS")]
    pub host: Option<String>,
    /// Port to listen on; without it, 4180 or the next that is free.
    #[arg(long)]
    pub port: Option<u16>,
    /// Open the page in a browser.
    #[arg(long)]
    pub open: bool,
    /// Share with others on the same network: prints the link that they need, and its QR code.
    #[arg(long)]
    pub lan: bool,
    /// Share with everybody on the network, without a link.
    #[arg(long)]
    pub open_lan: bool,
    /// Share this story only (an id, as in its address).
    #[arg(long, value_name = "ID")]
    pub story: Option<String>,
    /// Share for this long, e.g. 2h or 45m.
    #[arg(long, value_name = "TIME")]
    pub expires: Option<String>,
    /// Answer to this name, too, e.g. that of a proxy. Can be given several times.
    #[arg(long, value_name = "NAME")]
    pub allow_host: Vec<String>,
    /// How requests are logged.
    #[arg(long, value_enum, default_value_t = AccessLog::Off)]
    pub log: AccessLog,
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

/// The form of the access log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum AccessLog {
    /// None.
    Off,
    /// A line for people.
    Short,
    /// A JSON object a line.
    Json,
}
