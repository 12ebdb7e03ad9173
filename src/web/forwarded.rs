//! Where a request comes from: the other end of the connection, or whom a proxy that is believed names.
//!
//! Architecture invariant: the only reader of forwarded headers. Anybody can send them, so they count only on
//! connections from an address that was named as a proxy.

use std::collections::BTreeSet;
use std::net::IpAddr;

use axum::http::HeaderMap;
use axum::http::request::Parts;

use super::site::Peer;

/// The sender of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sender {
    /// Who asks.
    pub(super) ip: IpAddr,
    /// Whether it is somebody at this machine. Nobody is who comes by a proxy.
    pub(super) here: bool,
    /// Whether what is sent is encrypted all the way.
    pub(super) secure: bool,
}

impl Sender {
    /// Reads it from the connection, and from the headers of a proxy.
    pub(super) fn of(head: &Parts, peer: Peer, proxies: &BTreeSet<IpAddr>) -> Sender {
        if !proxies.contains(&peer.ip) {
            return Sender { ip: peer.ip, here: peer.ip.is_loopback(), secure: peer.secure };
        }
        // A proxy adds at the end whom it was asked by; what stands before that, anybody may have written.
        let ip = listed(&head.headers, "x-forwarded-for")
            .rev()
            .map(|text| text.parse().map(|ip: IpAddr| ip.to_canonical()))
            .find(|ip| ip.as_ref().map_or(true, |ip| !proxies.contains(ip)));
        let scheme = listed(&head.headers, "x-forwarded-proto").next_back();
        Sender {
            ip: ip.and_then(Result::ok).unwrap_or(peer.ip),
            here: false,
            secure: scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("https")),
        }
    }
}

/// The parts of a header that is a list, over all its lines.
fn listed<'h>(headers: &'h HeaderMap, name: &'static str) -> impl DoubleEndedIterator<Item = &'h str> {
    let lines: Vec<&str> = headers.get_all(name).iter().filter_map(|line| line.to_str().ok()).collect();
    lines.into_iter().flat_map(|line| line.split(',')).map(str::trim).collect::<Vec<_>>().into_iter()
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    fn sender(from: &str, headers: &[(&str, &str)]) -> Sender {
        let mut request = Request::builder().uri("/");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let head = request.body(()).expect("a request").into_parts().0;
        let peer = Peer { ip: ip(from), local: ip("127.0.0.1"), secure: false };
        Sender::of(&head, peer, &BTreeSet::from([ip("127.0.0.1"), ip("10.0.0.2")]))
    }

    #[test]
    fn a_stranger_is_not_believed() {
        let lies = [("x-forwarded-for", "127.0.0.1"), ("x-forwarded-proto", "https")];
        assert_eq!(sender("10.0.0.9", &lies), Sender { ip: ip("10.0.0.9"), here: false, secure: false });
        assert!(sender("::1", &lies).here, "this machine, without a proxy");
    }

    #[test]
    fn what_the_proxy_added_counts() {
        for (list, expected) in [
            ("203.0.113.7", "203.0.113.7"),
            ("127.0.0.1, 203.0.113.7", "203.0.113.7"),
            ("203.0.113.7, 10.0.0.2", "203.0.113.7"),
            ("::ffff:203.0.113.7", "203.0.113.7"),
            ("203.0.113.7, unknown", "127.0.0.1"),
            ("", "127.0.0.1"),
        ] {
            let found = sender("127.0.0.1", &[("x-forwarded-for", list)]);
            assert_eq!((found.ip, found.here), (ip(expected), false), "{list}");
        }
        let lines = [("x-forwarded-for", "127.0.0.1"), ("x-forwarded-for", "203.0.113.7")];
        assert_eq!(sender("10.0.0.2", &lines).ip, ip("203.0.113.7"));
        assert!(!sender("127.0.0.1", &[]).here, "a proxy on this machine is not its user");
        assert!(sender("127.0.0.1", &[("x-forwarded-proto", "http, HTTPS")]).secure);
    }
}
