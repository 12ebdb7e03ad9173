//! Command line values in, validated settings out: a file of settings laid below them, defaults filled in,
//! addresses parsed, paths checked.

use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::path::{Path, PathBuf};
use std::time::Duration;

use thiserror::Error;

use crate::cli::{AccessLog, ServeArgs};
use crate::load::Source;
use crate::web::{Hosts, LogFormat};

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
    /// The addresses to listen on; of several, all but the first may be missing on this machine.
    pub addresses: Vec<IpAddr>,
    /// The port to listen on. With 0 the system chooses.
    pub port: u16,
    /// Whether a busy port may be passed over for the next one.
    pub may_move: bool,
    /// Whether to open the page in a browser.
    pub open: bool,
    /// How others on the network may read, where they may.
    pub sharing: Option<Sharing>,
    /// Names that the server answers to, besides its own.
    pub hosts: Hosts,
    /// Certificate and key, where what is sent is to be encrypted.
    pub tls: Option<(PathBuf, PathBuf)>,
    /// The path that the pages lie under, without a slash at its end; empty for the root.
    pub base_path: String,
    /// The proxies that are believed.
    pub proxies: BTreeSet<IpAddr>,
    /// How requests are logged.
    pub log: LogFormat,
}

/// How others on the network may read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sharing {
    /// Whether they need a link.
    pub by_link: bool,
    /// The one story that is shared; none is all.
    pub story: Option<String>,
    /// For how long; none is until the server stops.
    pub expires: Option<Duration>,
}

impl ServeConfig {
    /// Validates the arguments of `serve`.
    ///
    /// # Errors
    /// When an argument has no meaning, or a named path does not exist.
    pub fn new(args: &ServeArgs) -> Result<ServeConfig, ConfigError> {
        let args = match &args.config {
            Some(file) => above(args.clone(), read(file)?),
            None => args.clone(),
        };
        let open_lan = args.open_lan.unwrap_or_default();
        let wants_lan = args.lan.unwrap_or_default() || open_lan;
        let addresses: Vec<IpAddr> = match args.host.as_deref() {
            None if wants_lan => vec![Ipv4Addr::UNSPECIFIED.into(), Ipv6Addr::UNSPECIFIED.into()],
            None | Some("localhost") => vec![Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()],
            Some(host) => vec![address(host).ok_or_else(|| ConfigError::BadHost(host.to_owned()))?],
        };
        let reaches_out = addresses.iter().any(|ip| !ip.to_canonical().is_loopback());
        if wants_lan && !reaches_out {
            return Err(ConfigError::LanOnLoopback);
        }
        let story = args.story.as_deref().map(story_id).transpose()?;
        let expires = args.expires.as_deref().map(lifetime).transpose()?;
        let limits = [("--story", story.is_some()), ("--expires", expires.is_some())];
        if let Some((flag, _)) = limits.iter().find(|(_, given)| *given) {
            if !reaches_out {
                return Err(ConfigError::NeedsLan(flag));
            }
            if open_lan {
                return Err(ConfigError::NeedsLink(flag));
            }
        }
        let mut hosts = Hosts::default();
        if let Some(bad) = args.allow_host.iter().find(|host| !hosts.allow(host)) {
            return Err(ConfigError::BadAllowedHost(bad.clone()));
        }
        let proxy = |text: &String| address(text).ok_or_else(|| ConfigError::BadProxy(text.clone()));
        let tls = match (args.tls_cert, args.tls_key) {
            (Some(cert), Some(key)) => Some((cert, key)),
            (None, None) => None,
            (Some(_), None) | (None, Some(_)) => return Err(ConfigError::HalfTls),
        };
        Ok(ServeConfig {
            source: source(&args.paths)?,
            addresses,
            port: args.port.unwrap_or(DEFAULT_PORT),
            may_move: args.port.is_none(),
            open: args.open.unwrap_or_default(),
            sharing: reaches_out.then_some(Sharing { by_link: !open_lan, story, expires }),
            hosts,
            tls,
            base_path: args.base_path.as_deref().map(base_path).transpose()?.unwrap_or_default(),
            proxies: args.proxy.iter().map(proxy).collect::<Result<_, _>>()?,
            log: match args.log.unwrap_or(AccessLog::Off) {
                AccessLog::Off => LogFormat::Off,
                AccessLog::Short => LogFormat::Short,
                AccessLog::Json => LogFormat::Json,
            },
        })
    }
}

/// The settings of a file. Its paths count from where it lies.
fn read(file: &Path) -> Result<ServeArgs, ConfigError> {
    let bad = |why: String| ConfigError::BadFile(file.to_owned(), why);
    let text = std::fs::read_to_string(file).map_err(|error| bad(error.to_string()))?;
    // A file of comments alone is no mapping, and sets nothing.
    let is_blank = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
    let mut args: ServeArgs = if text.lines().all(is_blank) {
        ServeArgs::default()
    } else {
        serde_saphyr::from_str(&text).map_err(|error| {
            let error = error.to_string();
            bad(error.lines().next().unwrap_or_default().to_owned())
        })?
    };
    let folder = file.parent().unwrap_or(Path::new(""));
    let files = args.tls_cert.iter_mut().chain(args.tls_key.iter_mut());
    args.paths.iter_mut().chain(files).for_each(|path| *path = folder.join(&*path));
    Ok(args)
}

/// What `upper` says, and what `lower` says where it is silent.
fn above(upper: ServeArgs, lower: ServeArgs) -> ServeArgs {
    let list = |upper: Vec<String>, lower| if upper.is_empty() { lower } else { upper };
    ServeArgs {
        paths: if upper.paths.is_empty() { lower.paths } else { upper.paths },
        host: upper.host.or(lower.host),
        port: upper.port.or(lower.port),
        open: upper.open.or(lower.open),
        lan: upper.lan.or(lower.lan),
        open_lan: upper.open_lan.or(lower.open_lan),
        story: upper.story.or(lower.story),
        expires: upper.expires.or(lower.expires),
        allow_host: list(upper.allow_host, lower.allow_host),
        tls_cert: upper.tls_cert.or(lower.tls_cert),
        tls_key: upper.tls_key.or(lower.tls_key),
        base_path: upper.base_path.or(lower.base_path),
        proxy: list(upper.proxy, lower.proxy),
        log: upper.log.or(lower.log),
        config: upper.config,
    }
}

/// An address, in brackets or not.
fn address(text: &str) -> Option<IpAddr> {
    text.trim_matches(['[', ']']).parse().ok()
}

/// `/reading/` as `/reading`; a single slash as nothing.
fn base_path(text: &str) -> Result<String, ConfigError> {
    let path = text.trim_end_matches('/');
    let part = |part: &str| {
        !matches!(part, "" | "." | "..")
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte))
    };
    match path.strip_prefix('/') {
        Some(parts) if parts.split('/').all(part) => Ok(path.to_owned()),
        None if path.is_empty() && !text.is_empty() => Ok(String::new()),
        _ => Err(ConfigError::BadBasePath(text.to_owned())),
    }
}

/// A story's id, or the address of its page.
fn story_id(text: &str) -> Result<String, ConfigError> {
    let id = text.rsplit_once("/stories/").map_or(text, |(_, rest)| rest);
    let id = id.split(['/', '?', '#']).next().unwrap_or_default();
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~' | b'%');
    if id.is_empty() || !id.bytes().all(fits) {
        return Err(ConfigError::BadStory(text.to_owned()));
    }
    Ok(id.to_owned())
}

fn lifetime(text: &str) -> Result<Duration, ConfigError> {
    let bad = || ConfigError::BadLifetime(text.to_owned());
    let time: jiff::SignedDuration = text.parse().map_err(|_| bad())?;
    Duration::try_from(time).ok().filter(|time| !time.is_zero()).ok_or_else(bad)
}

/// Arguments that cannot be carried out.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum ConfigError {
    /// A path that is not there.
    #[error("{}: there is no such file or folder. Name a folder of articles, or none to read the sample.", .0.display())]
    MissingPath(PathBuf),
    /// A host that is no address.
    #[error(
        "--host {0}: this is no IP address. Leave it out for this machine only, or use --lan to share on the network."
    )]
    BadHost(String),
    /// A name that no request could carry.
    #[error("--allow-host {0}: this is no host name. Give it without http:// and without a path.")]
    BadAllowedHost(String),
    /// A story that no address could name.
    #[error("--story {0}: this is no id of a story. Copy it from the address of its page, after /stories/.")]
    BadStory(String),
    /// A time that is none.
    #[error("--expires {0}: this is no time. Write for example 30m, 2h or 1d 12h.")]
    BadLifetime(String),
    /// A proxy that is no address.
    #[error("--proxy {0}: this is no IP address. Give the address that the proxy's requests come from.")]
    BadProxy(String),
    /// A path that no address could have.
    #[error("--base-path {0}: write it as it stands in the address, for example /reading.")]
    BadBasePath(String),
    /// A certificate without a key, or a key without a certificate.
    #[error("--tls-cert and --tls-key belong together: give both, or neither.")]
    HalfTls,
    /// A file of settings that cannot be read.
    #[error(
        "--config {file}: {1}. Write settings as lines like \"port: 4180\" or \"lan: true\", named as the flags are.",
        file = .0.display()
    )]
    BadFile(PathBuf, String),
    /// Sharing on an address that nobody else reaches.
    #[error("--lan: --host is an address that only this machine reaches. Leave --host out.")]
    LanOnLoopback,
    /// A limit to sharing where nothing is shared.
    #[error("{0} is about sharing: it needs --lan.")]
    NeedsLan(&'static str),
    /// A limit to a link where there is none.
    #[error("{0} limits the link, and --open-lan does without a link: use --lan instead.")]
    NeedsLink(&'static str),
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::cli::Cli;

    fn config(args: &[&str]) -> Result<ServeConfig, ConfigError> {
        let args = ["abreast"].iter().chain(args).chain(&["src"]);
        ServeConfig::new(&Cli::try_parse_from(args).expect("arguments that clap takes").serve)
    }

    #[test]
    fn the_network_is_asked_for() {
        let alone = config(&[]).expect("settings");
        assert!(alone.sharing.is_none() && alone.addresses.iter().all(IpAddr::is_loopback));
        let lan = config(&["--lan", "--story", "http://localhost:4180/stories/abc-1?x", "--expires", "2h"]);
        let sharing = lan.expect("settings").sharing.expect("sharing");
        let expected =
            Sharing { by_link: true, story: Some("abc-1".into()), expires: Some(Duration::from_secs(7200)) };
        assert_eq!(sharing, expected);
        assert!(!config(&["--open-lan"]).expect("settings").sharing.expect("sharing").by_link);
        // An address of the network asks for it, too, and no less safely.
        assert!(config(&["--host", "0.0.0.0"]).expect("settings").sharing.expect("sharing").by_link);
    }

    #[test]
    fn what_makes_no_sense_is_said() {
        let error = |args: &[&str]| config(args).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(error(&["--story", "a"]).contains("--lan"));
        assert!(error(&["--open-lan", "--expires", "2h"]).contains("--open-lan"));
        assert!(error(&["--lan", "--host", "127.0.0.1"]).contains("--host"));
        assert!(error(&["--lan", "--expires", "soon"]).contains("2h"));
        assert!(error(&["--lan", "--expires=-2h"]).contains("2h"));
        assert!(error(&["--lan", "--story", "a\"b"]).contains("/stories/"));
        assert!(error(&["--allow-host", "http://x/"]).contains("without http://"));
        assert!(error(&["--host", "example.org"]).contains("no IP address"));
        assert!(error(&["--proxy", "example.org"]).contains("--proxy"));
        assert!(error(&["--tls-cert", "a.pem"]).contains("--tls-key"));
        for path in ["reading", "/a b", "/../x", "//x", "", "/a//b", "/a?b"] {
            assert!(error(&["--base-path", path]).contains("/reading"), "{path}");
        }
    }

    #[test]
    fn a_base_path_ends_without_a_slash() {
        let path = |path: &str| config(&["--base-path", path]).expect("settings").base_path;
        assert_eq!((path("/a/b/").as_str(), path("/").as_str()), ("/a/b", ""));
    }

    #[test]
    fn flags_stand_above_the_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("abreast.yaml");
        let write = |text: &str| std::fs::write(&file, text).expect("a file");
        let file = file.to_str().expect("a path");
        write(
            "# How we read\nlan: true\nport: 5000\nexpires: 2h\nallow-host: [a.example, b.example]\n\
               log: short\ntls-cert: cert.pem\ntls-key: /key.pem\n",
        );
        let given = config(&["--config", file, "--port", "6000"]).expect("settings");
        assert_eq!((given.port, given.log), (6000, LogFormat::Short));
        assert!(given.sharing.is_some_and(|sharing| sharing.expires.is_some()));
        let (cert, key) = given.tls.expect("both");
        assert_eq!((cert, key), (folder.path().join("cert.pem"), PathBuf::from("/key.pem")));
        let alone = config(&["--config", file, "--lan=no"]);
        assert_eq!(alone.err(), Some(ConfigError::NeedsLan("--expires")), "a flag can take back");
        for (text, said) in [("ports: 5000\n", "ports"), ("port: many\n", "--config"), ("- a\n", "--config")]
        {
            write(text);
            let error = config(&["--config", file]).err().map(|error| error.to_string()).unwrap_or_default();
            assert!(error.contains(said), "{text}: {error}");
        }
        write("# nothing yet\n");
        assert_eq!(config(&["--config", file]).expect("settings").port, DEFAULT_PORT);
    }
}
