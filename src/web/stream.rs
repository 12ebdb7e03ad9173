//! A connection's bytes under guard: writing has an end, lines end as they should, and a last answer arrives.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep};

use super::connections::Connection;

/// How long what a client still sends is thrown away after the last answer. Closing at once would reset the
/// connection, and the client could lose the answer ("413") that it has not read yet.
const LINGER: Duration = Duration::from_secs(1);

/// A socket, encrypted or not, whose peer has `limit` to take an answer once the system's buffers are full.
pub(super) struct Stream<S> {
    socket: S,
    connection: Arc<Connection>,
    limit: Duration,
    last: u8,
    ended: bool,
    write_by: Option<Pin<Box<Sleep>>>,
    linger: Option<Pin<Box<Sleep>>>,
}

impl<S> Stream<S> {
    pub(super) fn new(socket: S, connection: Arc<Connection>, limit: Duration) -> Stream<S> {
        Stream { socket, connection, limit, last: 0, ended: false, write_by: None, linger: None }
    }

    /// Lets a write through, or ends the wait for it.
    fn in_time(&mut self, cx: &mut Context<'_>, written: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        if written.is_ready() {
            // Who reads slowly, but reads, is not silent.
            if self.write_by.is_some() {
                self.connection.touch();
            }
            return written;
        }
        let limit = self.limit;
        let write_by = self.write_by.get_or_insert_with(|| Box::pin(sleep(limit)));
        ready!(write_by.as_mut().poll(cx));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Stream<S> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let before = buf.filled().len();
        ready!(Pin::new(&mut this.socket).poll_read(cx, buf))?;
        let new = &mut buf.filled_mut()[before..];
        this.ended |= new.is_empty();
        spoil_bare_line_feeds(new, &mut this.last);
        Poll::Ready(Ok(()))
    }
}

/// Replaces a line feed that follows no carriage return by NUL, which the parser refuses with 400: two servers
/// can read such a head differently. Everything that clients send is head, because bodies are refused.
fn spoil_bare_line_feeds(bytes: &mut [u8], last: &mut u8) {
    let mut from = 0;
    while let Some(found) = memchr::memchr(b'\n', &bytes[from..]) {
        let at = from + found;
        let before = if at == 0 { *last } else { bytes[at - 1] };
        if before != b'\r' {
            bytes[at] = 0;
        }
        from = at + 1;
    }
    if let Some(byte) = bytes.last() {
        *last = *byte;
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncWrite for Stream<S> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let written = Pin::new(&mut this.socket).poll_write(cx, buf);
        this.in_time(cx, written)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let written = Pin::new(&mut this.socket).poll_write_vectored(cx, bufs);
        this.in_time(cx, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.socket.is_write_vectored()
    }

    /// Comes when all of an answer has been handed over: the next one has its own time.
    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        this.write_by = None;
        this.connection.sent();
        Pin::new(&mut this.socket).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if this.linger.is_none() {
            ready!(Pin::new(&mut this.socket).poll_shutdown(cx))?;
        }
        let linger = this.linger.get_or_insert_with(|| Box::pin(sleep(LINGER)));
        while !this.ended && linger.as_mut().poll(cx).is_pending() {
            let mut space = [0; 8192];
            let mut buf = ReadBuf::new(&mut space);
            let read = ready!(Pin::new(&mut this.socket).poll_read(cx, &mut buf));
            this.ended = read.is_err() || buf.filled().is_empty();
        }
        Poll::Ready(Ok(()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What becomes of bytes that arrive in these pieces.
    fn check(pieces: &[&str], expected: &str) {
        let (mut last, mut all) = (0, String::new());
        for piece in pieces {
            let mut bytes = piece.as_bytes().to_vec();
            spoil_bare_line_feeds(&mut bytes, &mut last);
            all.push_str(std::str::from_utf8(&bytes).expect("still text"));
        }
        assert_eq!(all, expected);
    }

    #[tokio::test]
    async fn who_does_not_read_is_not_written_to_for_ever() {
        use super::super::connections::Connections;
        use std::future::poll_fn;
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let reader = tokio::net::TcpStream::connect(address).await.expect("a connection");
        let (socket, from) = listener.accept().await.expect("a connection");
        let ticket = Connections::new(8).admit(from.ip()).expect("a place");
        let limit = Duration::from_millis(50);
        let mut stream = Stream::new(socket, Arc::clone(&ticket.connection), limit);
        let answer = vec![b'a'; 1 << 20];
        let write_all = async {
            loop {
                let written = poll_fn(|cx| Pin::new(&mut stream).poll_write(cx, &answer)).await;
                if let Err(error) = written {
                    return error.kind();
                }
            }
        };
        let ended = tokio::time::timeout(Duration::from_secs(20), write_all).await.expect("an end");
        assert_eq!(ended, io::ErrorKind::TimedOut);
        drop(reader);
    }

    #[test]
    fn a_line_feed_needs_its_carriage_return() {
        check(&["GET / HTTP/1.1\r\n\r\n"], "GET / HTTP/1.1\r\n\r\n");
        check(&["a\r", "\nb\n", "\n", "\r\n"], "a\r\nb\0\0\r\n");
        check(&["\n"], "\0");
        check(&["a\n\r\n\nb"], "a\0\r\n\0b");
    }
}
