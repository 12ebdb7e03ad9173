//! The accept loop: sockets in, answered connections out, with a limit to everything that a peer could draw out.
//!
//! `axum::serve` sets no time limits (a silent connection stays open for ever), so this is hyper's HTTP/1 with a
//! timer, and around it: bounded connections, bounded writing, and an end within seconds when it is asked to stop.

use std::convert::Infallible;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use socket2::{Domain, Socket, Type};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};

use super::connections::{Connection, Connections, Ticket};
use super::site::{Peer, Site};
use super::stream::Stream;
use super::tls::Opened;

/// From the opening of a connection, or its last answer, to the end of the next head.
const HEAD_LIMIT: Duration = Duration::from_secs(8);

/// How long a peer may take to begin, and to shake hands over encryption.
const HANDSHAKE_LIMIT: Duration = Duration::from_secs(5);

/// The longest head in bytes.
pub(super) const LONGEST_HEAD: usize = 32 * 1024;

/// How long a peer may take to read an answer that does not fit into the system's buffers.
const WRITE_LIMIT: Duration = Duration::from_secs(30);

/// How long answers that were begun may take when the server is asked to stop.
const DRAIN_LIMIT: Duration = Duration::from_secs(4);

/// Connections that the system queues for us.
const BACKLOG: i32 = 1024;

/// Most connections, where there are descriptors enough.
const MOST_CONNECTIONS: usize = 1024;

/// Descriptors kept for files and whatever else is open.
const OTHER_DESCRIPTORS: usize = 128;

/// Listens at `address`; an IPv6 address does not take the IPv4 port with it.
///
/// # Errors
/// When the address is taken, or not one of this machine.
pub fn listen(address: SocketAddr) -> io::Result<std::net::TcpListener> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, None)?;
    if address.is_ipv6() {
        socket.set_only_v6(true)?;
    }
    // On Windows this option would let two servers share a port.
    if cfg!(unix) {
        socket.set_reuse_address(true)?;
    }
    socket.set_nonblocking(true)?;
    socket.bind(&address.into())?;
    socket.listen(BACKLOG)?;
    Ok(socket.into())
}

/// Answers connections until `stop` comes, then lets answers that were begun be finished.
///
/// # Errors
/// When a listener cannot be used.
pub async fn serve(
    listeners: Vec<std::net::TcpListener>,
    site: Arc<Site>,
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    let connections = Connections::new(most_connections());
    let mut accepting = Vec::new();
    for listener in listeners {
        let listener = TcpListener::from_std(listener)?;
        let (site, connections) = (Arc::clone(&site), Arc::clone(&connections));
        accepting.push(tokio::spawn(accept(listener, site, connections)));
    }
    stop.await;
    accepting.iter().for_each(|task| task.abort());
    // A peer that stalls cannot hold it up.
    drop(tokio::time::timeout(DRAIN_LIMIT, connections.drain()).await);
    Ok(())
}

/// As many connections as there are descriptors for; the system's limit is raised where it may be.
fn most_connections() -> usize {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, getrlimit, setrlimit};
        let mut limit = getrlimit(Resource::Nofile);
        let wanted = (MOST_CONNECTIONS + OTHER_DESCRIPTORS) as u64;
        if limit.current.is_some_and(|current| current < wanted) {
            limit.current = Some(limit.maximum.map_or(wanted, |maximum| maximum.min(wanted)));
            let _ = setrlimit(Resource::Nofile, limit);
        }
        if let Some(descriptors) = getrlimit(Resource::Nofile).current {
            let descriptors = usize::try_from(descriptors).unwrap_or(usize::MAX);
            return descriptors.saturating_sub(OTHER_DESCRIPTORS).min(MOST_CONNECTIONS);
        }
    }
    MOST_CONNECTIONS
}

async fn accept(listener: TcpListener, site: Arc<Site>, connections: Arc<Connections>) {
    loop {
        match listener.accept().await {
            Ok((tcp, from)) => {
                // Nobody silent is left to make room: the newcomer is turned away, by closing.
                let Some(ticket) = connections.admit(from.ip()) else { continue };
                let Ok(local) = tcp.local_addr() else { continue };
                let (ip, local) = (from.ip().to_canonical(), local.ip().to_canonical());
                let peer = Peer { ip, local, secure: false };
                let connection = Arc::clone(&ticket.connection);
                let task = tokio::spawn(answer(tcp, peer, ticket, Arc::clone(&site)));
                connection.is_served_by(task.abort_handle());
                // Whoever had to make room closes now, before another descriptor is taken.
                tokio::task::yield_now().await;
            }
            // The peer gave up before it was accepted.
            Err(error) if error.kind() == io::ErrorKind::ConnectionAborted => {}
            // No descriptors, no memory: it passes, if we let go of something and try again.
            Err(_) => {
                connections.make_room();
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        }
    }
}

/// Answers the requests of one connection, after the handshake where there is one.
async fn answer(tcp: TcpStream, peer: Peer, ticket: Ticket, site: Arc<Site>) {
    drop(tcp.set_nodelay(true));
    let opened = match site.tls() {
        None => Opened::Plain(tcp),
        Some(tls) => match tokio::time::timeout(HANDSHAKE_LIMIT, tls.open(tcp)).await {
            Ok(Ok(opened)) => opened,
            Ok(Err(_)) | Err(_) => return,
        },
    };
    match opened {
        Opened::Plain(socket) => converse(socket, peer, &ticket.connection, &site).await,
        Opened::Secure(socket) => {
            converse(socket, Peer { secure: true, ..peer }, &ticket.connection, &site).await
        }
    }
}

/// Answers requests until the peer goes, or is silent for too long.
async fn converse(
    socket: impl AsyncRead + AsyncWrite + Unpin,
    peer: Peer,
    connection: &Arc<Connection>,
    site: &Site,
) {
    let stream = Stream::new(socket, Arc::clone(connection), WRITE_LIMIT);
    let service = service_fn(|request: hyper::Request<hyper::body::Incoming>| async move {
        connection.begin();
        // Whatever is sent as a body is never read.
        let response = site.answer(request.into_parts().0, peer).await;
        connection.made();
        Ok::<_, Infallible>(response)
    });
    let serving = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_LIMIT)
        .max_buf_size(LONGEST_HEAD)
        .half_close(true)
        .serve_connection(TokioIo::new(stream), service);
    // Whatever went wrong, it was between the peer and this connection.
    drop(serving.await);
}
