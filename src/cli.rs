//! The command line as clap sees it: definitions only.

use std::path::PathBuf;

use clap::builder::BoolishValueParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use serde::Deserialize;

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
    Serve(Box<ServeArgs>),
    /// Write what was found in the articles to standard output.
    Annotate(AnnotateArgs),
    /// Read articles and say what was found, and what could not be read.
    Check(CheckArgs),
    /// Write completions for a shell to standard output.
    #[command(hide = true)]
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Write the manual page to standard output.
    #[command(hide = true)]
    Man,
}

/// Settings of `serve`, from the command line and the environment; a file of settings has the same names.
#[derive(Args, Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct ServeArgs {
    /// Files or folders of articles; without any, data/stories, or the sample that is built in.
    pub paths: Vec<PathBuf>,
    /// Address to listen on; without it, this machine alone (127.0.0.1 and ::1).
    #[arg(long, value_name = "ADDRESS", env = "ABREAST_HOST")]
    pub host: Option<String>,
    /// Port to listen on; without it, 4180 or the next that is free.
    #[arg(long, env = "ABREAST_PORT")]
    pub port: Option<u16>,
    /// Open the page in a browser.
    #[arg(long, env = "ABREAST_OPEN", value_name = "yes|no", num_args = 0..=1, require_equals = true,
          default_missing_value = "yes", value_parser = BoolishValueParser::new())]
    pub open: Option<bool>,
    /// Share with others on the same network: prints the link that they need, and its QR code.
    #[arg(long, env = "ABREAST_LAN", value_name = "yes|no", num_args = 0..=1, require_equals = true,
          default_missing_value = "yes", value_parser = BoolishValueParser::new())]
    pub lan: Option<bool>,
    /// Share with everybody on the network, without a link.
    #[arg(long, env = "ABREAST_OPEN_LAN", value_name = "yes|no", num_args = 0..=1, require_equals = true,
          default_missing_value = "yes", value_parser = BoolishValueParser::new())]
    pub open_lan: Option<bool>,
    /// Share this story only (an id, as in its address).
    #[arg(long, value_name = "ID", env = "ABREAST_STORY")]
    pub story: Option<String>,
    /// Share for this long, e.g. 2h or 45m.
    #[arg(long, value_name = "TIME", env = "ABREAST_EXPIRES")]
    pub expires: Option<String>,
    /// Answer to this name, too, e.g. that of a proxy. Can be given several times.
    #[arg(long, value_name = "NAME", env = "ABREAST_ALLOW_HOST", value_delimiter = ',')]
    pub allow_host: Vec<String>,
    /// The certificate to encrypt with (PEM, with those between it and its root). Needs --tls-key.
    #[arg(long, value_name = "FILE", env = "ABREAST_TLS_CERT")]
    pub tls_cert: Option<PathBuf>,
    /// The key of the certificate (PEM).
    #[arg(long, value_name = "FILE", env = "ABREAST_TLS_KEY")]
    pub tls_key: Option<PathBuf>,
    /// The path under which a proxy shows these pages, e.g. /reading.
    #[arg(long, value_name = "PATH", env = "ABREAST_BASE_PATH")]
    pub base_path: Option<String>,
    /// A proxy at this address is believed when it says for whom it asks (X-Forwarded-For). Can be given several times.
    #[arg(long, value_name = "ADDRESS", env = "ABREAST_PROXY", value_delimiter = ',')]
    pub proxy: Vec<String>,
    /// How requests are logged.
    #[arg(long, value_enum, env = "ABREAST_LOG")]
    pub log: Option<AccessLog>,
    /// A file with any of these settings; flags and the environment overrule it.
    #[arg(long, value_name = "FILE", env = "ABREAST_CONFIG")]
    #[serde(skip)]
    pub config: Option<PathBuf>,
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

/// Settings of `check`.
#[derive(Args, Clone, Debug)]
pub struct CheckArgs {
    /// Files or folders of articles.
    pub paths: Vec<PathBuf>,
    /// Say what each stage took, and how much memory what it made holds.
    #[arg(long)]
    pub stats: bool,
}

/// An output format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// One JSON object a line.
    Jsonl,
}

/// The form of the access log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AccessLog {
    /// None.
    Off,
    /// A line for people.
    Short,
    /// A JSON object a line.
    Json,
}
