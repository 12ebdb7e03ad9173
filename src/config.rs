//! Command line values in, validated settings out: defaults filled in, addresses parsed, paths checked.

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::cli::ServeArgs;
use crate::load::Source;

/// The port that is tried first when none is asked for.
pub const DEFAULT_PORT: u16 = 4180;

/// The folder that is read when none is named.
pub const DEFAULT_FOLDER: &str = "data/stories";

/// The named paths, or `data/stories`, or the sample where that folder is missing.
///
/// # Errors
/// When a named path does not exist.
pub fn source(paths: &[PathBuf]) -> Result<Source, ConfigError> {
    if let Some(missing) = paths.iter().find(|path| !path.exists()) {
        return Err(ConfigError::MissingPath(missing.clone()));
    }
    Ok(match paths {
        [] if Path::new(DEFAULT_FOLDER).is_dir() => Source::Paths(vec![DEFAULT_FOLDER.into()]),
        [] => Source::Sample,
        paths => Source::Paths(paths.to_vec()),
    })
}

/// Settings of `serve`.
#[derive(Clone, Debug)]
pub struct ServeConfig {
    /// Where the articles come from.
    pub source: Source,
    /// Where to listen. With port 0 the system chooses.
    pub address: SocketAddr,
    /// Whether a busy port may be passed over for the next one.
    pub may_move: bool,
    /// Whether to open the page in a browser.
    pub open: bool,
}

impl ServeConfig {
    /// Validates the arguments of `serve`.
    ///
    /// # Errors
    /// When the host is no address, or a named path does not exist.
    pub fn new(args: &ServeArgs) -> Result<ServeConfig, ConfigError> {
        let host = if args.host == "localhost" { "127.0.0.1" } else { args.host.trim_matches(['[', ']']) };
        let ip: IpAddr = host.parse().map_err(|_| ConfigError::BadHost(args.host.clone()))?;
        Ok(ServeConfig {
            source: source(&args.paths)?,
            address: SocketAddr::new(ip, args.port.unwrap_or(DEFAULT_PORT)),
            may_move: args.port.is_none(),
            open: args.open,
        })
    }
}

/// Arguments that cannot be carried out.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum ConfigError {
    /// A path that is not there.
    #[error("{}: there is no such file or folder. Name a folder of articles, or none to read the sample.", .0.display())]
    MissingPath(PathBuf),
    /// A host that is no address.
    #[error(
        "--host {0}: this is no IP address. Use 127.0.0.1 for this machine only, or an address of this machine."
    )]
    BadHost(String),
}
