//! `abreast serve`: answers at once, reads the articles meanwhile, and serves the pages until it is stopped.

use std::io::IsTerminal;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::progress::Report;
use super::terminal::{print_drawing, say};
use crate::cli::ServeArgs;
use crate::config::{ServeConfig, Sharing};
use crate::library::Library;
use crate::web::{Access, Announced, Link, Site, Tls, server, share, urls};

/// Reading that takes longer than this is announced with the address, so that one can watch it there.
const LONG_READING: Duration = Duration::from_millis(250);

/// Articles that are read before the first stories are shown, and between looks at whether others can be. Fewer would
/// often leave a core without work at the end of a step.
const STEP: usize = 256;

/// How long threads that still make a page are waited for at the end.
const LAST_WAIT: Duration = Duration::from_millis(200);

/// Serves, and reads.
///
/// # Errors
/// When a setting is wrong, the port is busy or the server fails.
pub fn run(args: &ServeArgs) -> Result<()> {
    let began = Instant::now();
    let config = ServeConfig::new(args)?;
    urls::set_base(&config.base_path);
    let listeners = bind(&config)?;
    let bound: Vec<SocketAddr> = listeners
        .iter()
        .map(TcpListener::local_addr)
        .collect::<Result<_, _>>()
        .context("reading the address")?;
    let port = bound.first().map_or(config.port, SocketAddr::port);
    let site = Site::new(access(&config, &bound, port)?, say);
    let runtime = runtime().context("starting the server")?;
    let serving = runtime.spawn(server::serve(listeners, Arc::clone(&site), asked_to_stop()));
    let url = local_url(&bound, port, &config);
    let start_reading = |url: Option<String>, began| {
        let (site, config) = (Arc::clone(&site), config.clone());
        // Not on the runtime: it would be waited for at the end.
        std::thread::spawn(move || read(&site, &config, url.as_deref(), began))
    };
    let mut reading = start_reading(Some(url.clone()), began);
    if config.open && open::that_detached(&url).is_err() {
        say(&format!("No browser could be opened; open {url} yourself."));
    }
    let served = runtime.block_on(async {
        let mut watch = tokio::time::interval(Duration::from_secs(1));
        let (mut again, mut wanted) = (ReadAgain::new(), false);
        tokio::pin!(serving);
        loop {
            tokio::select! {
                served = &mut serving => break served.context("serving").and_then(|served| served.context("serving")),
                () = again.asked() => wanted = true,
                _ = watch.tick() => {}
            }
            if reading.is_finished() && !site.is_ready() {
                break Err(anyhow::anyhow!("the articles could not be read: this is a fault of Abreast"));
            }
            if wanted && reading.is_finished() {
                wanted = false;
                say("Reading the articles again.");
                reading = start_reading(None, Instant::now());
            }
        }
    });
    runtime.shutdown_timeout(LAST_WAIT);
    served
}

/// Half of the cores answer: pages are made on threads of their own, and what is left of answering is handing over
/// what was made. More threads would mostly wake one another.
fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    tokio::runtime::Builder::new_multi_thread().worker_threads((cores / 2).max(1)).enable_all().build()
}

/// Reads everything, shows it, and says what was read and where, if that is not known yet.
fn read(site: &Site, config: &ServeConfig, url: Option<&str>, began: Instant) {
    let report = Report::new();
    let announced = std::sync::Once::new();
    let announce = || announced.call_once(|| url.iter().for_each(|url| address(site, config, url)));
    let progress = |progress| {
        site.progress(progress);
        if began.elapsed() > LONG_READING && !announced.is_completed() {
            report.suspend(announce);
        }
        report.show(progress);
    };
    let show = |part| site.publish(Arc::new(part));
    let library = Arc::new(Library::build_in_steps(&config.source, &progress, STEP, &show));
    site.publish(Arc::clone(&library));
    report.finish(&library, began.elapsed());
    announce();
    let story = config.sharing.as_ref().and_then(|sharing| sharing.story.as_deref());
    if let Some(story) = story.filter(|story| library.story(story).is_none()) {
        say(&format!("  There is no story {story}: guests will find nothing at their link."));
    }
}

/// Says where to read, and how others can.
fn address(site: &Site, config: &ServeConfig, url: &str) {
    say(&format!("Read them at {url}  (Ctrl-C stops)"));
    let Some(Sharing { by_link, story, expires }) = &config.sharing else { return };
    let shared = site.shared();
    let Some(first) = shared.first() else {
        say("No network was found to share them on.");
        return;
    };
    let what = if story.is_some() { "one story" } else { "all stories" };
    let how_long = expires.map_or_else(String::new, |time| {
        let time = jiff::SignedDuration::try_from(time).unwrap_or_default();
        format!(", for {time:#}")
    });
    say(&format!("Shared on the network ({what}{how_long}):"));
    shared.iter().for_each(|url| say(&format!("  {url}")));
    if *by_link {
        say("Only who has the link can read; it changes with every start.");
    } else {
        say("--open-lan: EVERYBODY on the network can read, without a link.");
    }
    if config.tls.is_none() {
        say("The network can read along: this is not encrypted.");
    }
    if std::io::stderr().is_terminal() {
        print_drawing(&share::terminal_code(first).unwrap_or_default());
    }
}

/// Who may ask, and by which names.
fn access(config: &ServeConfig, bound: &[SocketAddr], port: u16) -> Result<Access> {
    let mut access = Access {
        hosts: config.hosts.clone(),
        log: config.log,
        proxies: config.proxies.clone(),
        ..Access::default()
    };
    if let Some((cert, key)) = &config.tls {
        access.tls = Some(Tls::read(cert, key)?);
    }
    if let Some(sharing) = &config.sharing {
        access.shared = share::reachable(bound);
        if let Some(name) = share::machine_name() {
            let first = name.split('.').next().unwrap_or_default();
            for host in [name.as_str(), first, &format!("{first}.local")] {
                access.hosts.allow(host);
            }
            access.name = Some((Announced::start(first, port), port));
        }
        if sharing.by_link {
            let link = Link::new(port, sharing.story.clone(), sharing.expires);
            access.link = Some(link.map_err(|error| anyhow::anyhow!("making a link: {error}"))?);
        }
    }
    Ok(access)
}

/// The address to open on this machine.
fn local_url(bound: &[SocketAddr], port: u16, config: &ServeConfig) -> String {
    let base = &config.base_path;
    match bound.first() {
        Some(address) if !address.ip().is_unspecified() => {
            // Between two ends on this machine nothing needs to be encrypted.
            let encrypted = config.tls.is_some() && !address.ip().is_loopback();
            format!("{}://{address}{base}/", if encrypted { "https" } else { "http" })
        }
        _ => format!("http://127.0.0.1:{port}{base}/"),
    }
}

/// Binds the port asked for; a busy default port moves on to the next free one.
fn bind(config: &ServeConfig) -> Result<Vec<TcpListener>> {
    let last = if config.may_move { config.port + 9 } else { config.port };
    let mut busy = None;
    for port in config.port..=last {
        match bind_all(&config.addresses, port) {
            Ok(listeners) => return Ok(listeners),
            Err((ip, error)) if error.kind() == std::io::ErrorKind::AddrInUse => {
                busy.get_or_insert((ip, error));
            }
            Err((ip, error)) => {
                return Err(error).with_context(|| format!("listening on {}", SocketAddr::new(ip, port)));
            }
        }
    }
    let (ip, error) = busy.context("no port to try")?;
    let advice = if config.may_move {
        "name a free one with --port"
    } else {
        "choose another --port, or leave it out"
    };
    Err(error).with_context(|| format!("port {} of {ip} is in use; {advice}", config.port))
}

/// Binds one port of all addresses; those after the first are left out where this machine does not have them.
fn bind_all(
    addresses: &[std::net::IpAddr],
    port: u16,
) -> Result<Vec<TcpListener>, (std::net::IpAddr, std::io::Error)> {
    let mut listeners: Vec<TcpListener> = Vec::new();
    for ip in addresses {
        let port =
            listeners.first().and_then(|first| first.local_addr().ok()).map_or(port, |first| first.port());
        match server::listen(SocketAddr::new(*ip, port)) {
            Ok(listener) => listeners.push(listener),
            Err(error) if listeners.is_empty() || error.kind() == std::io::ErrorKind::AddrInUse => {
                return Err((*ip, error));
            }
            Err(_) => {}
        }
    }
    Ok(listeners)
}

/// The system's way to ask for the articles to be read again (`kill -HUP`), where it has one.
struct ReadAgain {
    #[cfg(unix)]
    hangups: Option<tokio::signal::unix::Signal>,
}

impl ReadAgain {
    fn new() -> ReadAgain {
        ReadAgain {
            #[cfg(unix)]
            hangups: tokio::signal::unix::signal(tokio::signal::unix::SignalKind::hangup()).ok(),
        }
    }

    /// Comes each time that it is asked for.
    async fn asked(&mut self) {
        #[cfg(unix)]
        if let Some(hangups) = &mut self.hangups
            && hangups.recv().await.is_some()
        {
            return;
        }
        std::future::pending().await
    }
}

/// Ctrl-C, or being asked to end by the system.
async fn asked_to_stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut ended) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = ended.recv() => {}
            }
            return;
        }
    }
    drop(tokio::signal::ctrl_c().await);
}
