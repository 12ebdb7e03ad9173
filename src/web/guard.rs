//! The head of a request in, leave to go on or a refusal out: hosts, methods, bodies, targets.
//!
//! What it keeps out: pages of other sites that reach this server under a name of their own (DNS rebinding),
//! whatever is not reading, and requests that two servers could understand differently.

use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use axum::http::request::Parts;
use axum::http::{Method, StatusCode, header};

/// The longest request target in bytes. Our own addresses stay far below.
const LONGEST_TARGET: usize = 8 * 1024;

/// The longest head in bytes; hyper's own limit holds for what it has to keep while a head is incomplete.
const LONGEST_HEAD: usize = super::server::LONGEST_HEAD;

/// Why a request is not answered with what it asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// No host, several, one that is no host name; a length given twice; a transfer coding.
    Malformed,
    /// A name that this server does not go by.
    Misdirected,
    /// The request carries a body.
    Body,
    /// A method other than GET and HEAD.
    Method,
    /// A form that was not sent by the page that shows it.
    Forged,
    /// What should be encrypted is not.
    Unencrypted,
    /// The target is too long.
    LongTarget,
    /// The headers are too long.
    LongHead,
    /// A guest without the link.
    NoLink,
    /// A guest whose link has expired.
    Expired,
    /// A guest who leaves the story that is shared.
    NotShared,
    /// The page took too long to make.
    Slow,
    /// The page could not be made.
    Broken,
}

impl Refusal {
    /// The status that says so.
    pub(super) fn status(self) -> StatusCode {
        match self {
            Refusal::Malformed => StatusCode::BAD_REQUEST,
            Refusal::Misdirected => StatusCode::MISDIRECTED_REQUEST,
            Refusal::Body => StatusCode::PAYLOAD_TOO_LARGE,
            Refusal::Method => StatusCode::METHOD_NOT_ALLOWED,
            Refusal::Unencrypted => StatusCode::UPGRADE_REQUIRED,
            Refusal::LongTarget => StatusCode::URI_TOO_LONG,
            Refusal::LongHead => StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            Refusal::NoLink | Refusal::Expired | Refusal::NotShared | Refusal::Forged => {
                StatusCode::FORBIDDEN
            }
            Refusal::Slow => StatusCode::SERVICE_UNAVAILABLE,
            Refusal::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// A heading, and what happened or what to do.
    pub(super) fn words(self) -> (&'static str, &'static str) {
        match self {
            Refusal::Malformed => ("This request was not understood", "Its form is not as it should be."),
            Refusal::Misdirected => (
                "Not this server",
                "This server does not go by that name. Open the address that was printed when it was started, or \
                 start it with --allow-host and the name.",
            ),
            Refusal::Body => ("Nothing can be sent here", "Pages can only be read."),
            Refusal::Method => {
                ("Pages can only be read", "This address answers to GET and HEAD, nothing else.")
            }
            Refusal::Forged => (
                "Nothing was changed",
                "This did not come from the page Share of this server. Open that page anew and try again.",
            ),
            Refusal::Unencrypted => (
                "Open it with https",
                "This server encrypts what it sends: write https:// instead of http:// before its address.",
            ),
            Refusal::LongTarget => ("This address is too long", "No page has such an address."),
            Refusal::LongHead => ("This request is too long", "Its headers are longer than any page needs."),
            Refusal::NoLink => (
                "You need the link",
                "These stories are shared by a link. Ask the person who shares them for the whole link, or scan \
                 the code again: it changes with every start.",
            ),
            Refusal::Expired => (
                "This link has expired",
                "It was shared for a limited time. Ask the person who shared it for a new one.",
            ),
            Refusal::NotShared => ("Not shared", "The link that you were given leads to one story."),
            Refusal::Slow => ("This takes too long", "The page could not be made in time. Try again."),
            Refusal::Broken => (
                "This page could not be made",
                "Something is wrong with Abreast, not with your request. The other pages still work.",
            ),
        }
    }

    /// Whether the connection ends with it, because what follows on it cannot be trusted or is not wanted.
    pub(super) fn closes(self) -> bool {
        match self {
            Refusal::Malformed
            | Refusal::Misdirected
            | Refusal::Body
            | Refusal::Method
            | Refusal::Forged
            | Refusal::Unencrypted
            | Refusal::LongTarget
            | Refusal::LongHead => true,
            Refusal::NoLink | Refusal::Expired | Refusal::NotShared | Refusal::Slow | Refusal::Broken => {
                false
            }
        }
    }
}

/// A host as requests name it, without its port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Host {
    /// An address.
    Ip(IpAddr),
    /// A name, in lower case, without a final dot.
    Name(String),
}

impl Host {
    /// Reads `name`, `name:port`, `1.2.3.4:port` or `[::1]:port`; nothing else is a host.
    pub(crate) fn parse(text: &str) -> Option<Host> {
        if let Some(rest) = text.strip_prefix('[') {
            let (ip, port) = rest.split_once(']')?;
            let port = if port.is_empty() { Some("80") } else { port.strip_prefix(':') };
            return is_port(port?).then(|| ip.parse::<Ipv6Addr>().ok().map(|ip| Host::Ip(ip.into())))?;
        }
        let (name, port) = text.split_once(':').unwrap_or((text, "80"));
        if !is_port(port) {
            return None;
        }
        if let Ok(ip) = name.parse::<Ipv4Addr>() {
            return Some(Host::Ip(ip.into()));
        }
        let name = name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase();
        let label = |label: &str| {
            (1..=63).contains(&label.len())
                && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
        };
        (name.len() <= 253 && name.split('.').all(label)).then_some(Host::Name(name))
    }
}

fn is_port(text: &str) -> bool {
    text.len() <= 5 && text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse::<u16>().is_ok()
}

/// The hosts that this server goes by: the address that a connection came in on, `localhost` on this machine, and
/// names that were allowed.
#[derive(Clone, Debug, Default)]
pub struct Hosts {
    names: BTreeSet<String>,
    addresses: BTreeSet<IpAddr>,
}

impl Hosts {
    /// Allows a name or an address; false where it is neither.
    pub fn allow(&mut self, host: &str) -> bool {
        match Host::parse(host) {
            Some(Host::Ip(ip)) => self.addresses.insert(ip),
            Some(Host::Name(name)) => self.names.insert(name),
            None => return false,
        };
        true
    }

    /// Whether a connection to `local` may ask for `host`.
    fn admits(&self, host: &Host, local: IpAddr) -> bool {
        match host {
            Host::Ip(ip) => ip.to_canonical() == local || self.addresses.contains(ip),
            Host::Name(name) => (name == "localhost" && local.is_loopback()) || self.names.contains(name),
        }
    }
}

/// Checks the head of a request that came in on the address `local`. Whether it may be a POST is for the caller to say.
pub(super) fn check(head: &Parts, local: IpAddr, hosts: &Hosts, may_post: bool) -> Result<(), Refusal> {
    let mut named = head.headers.get_all(header::HOST).iter();
    let host = match (named.next(), named.next()) {
        (Some(host), None) => host.to_str().ok().and_then(Host::parse).ok_or(Refusal::Malformed)?,
        _ => return Err(Refusal::Malformed),
    };
    if !hosts.admits(&host, local) {
        return Err(Refusal::Misdirected);
    }
    check_length(head)?;
    let head_size: usize =
        head.headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
    if head_size > LONGEST_HEAD {
        return Err(Refusal::LongHead);
    }
    if head.method != Method::GET && head.method != Method::HEAD && !(may_post && head.method == Method::POST)
    {
        return Err(Refusal::Method);
    }
    // The absolute form ("GET http://host/"): the target's own host counts, too.
    if let Some(authority) = head.uri.authority() {
        let target = Host::parse(authority.as_str()).ok_or(Refusal::Malformed)?;
        if !hosts.admits(&target, local) {
            return Err(Refusal::Misdirected);
        }
        if head.uri.scheme_str().is_none_or(|scheme| scheme != "http" && scheme != "https") {
            return Err(Refusal::Malformed);
        }
    }
    match head.uri.path_and_query() {
        Some(target) if target.as_str().len() > LONGEST_TARGET => Err(Refusal::LongTarget),
        Some(target) if target.path().starts_with('/') => Ok(()),
        _ => Err(Refusal::Malformed),
    }
}

/// Whether a form was sent by a page of this server, as far as the browser says. Together with a secret that only
/// such a page holds, it is proof.
pub(super) fn is_own_form(head: &Parts) -> bool {
    let value = |name: &str| head.headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    let host = value("host").unwrap_or_default();
    // Under our referrer policy browsers send "null", and say where the form stood by the other header.
    let own_origin = value("origin").is_none_or(|origin| {
        origin == "null" || origin.split_once("://").is_some_and(|(_, from)| from == host)
    });
    own_origin && value("sec-fetch-site").is_none_or(|site| site == "same-origin")
}

/// Nothing is taken: a transfer coding or two lengths are how requests are smuggled, one length is a body.
fn check_length(head: &Parts) -> Result<(), Refusal> {
    if head.headers.contains_key(header::TRANSFER_ENCODING) {
        return Err(Refusal::Malformed);
    }
    let mut lengths = head.headers.get_all(header::CONTENT_LENGTH).iter();
    match (lengths.next(), lengths.next()) {
        (None, _) => Ok(()),
        (Some(length), None) if length == "0" => Ok(()),
        (Some(length), None) if length.as_bytes().iter().all(u8::is_ascii_digit) => Err(Refusal::Body),
        _ => Err(Refusal::Malformed),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

    fn verdict(method: &str, target: &str, headers: &[(&str, &str)], local: IpAddr) -> Result<(), Refusal> {
        let mut hosts = Hosts::default();
        assert!(hosts.allow("Reading-Room.local"));
        let mut request = Request::builder().method(method).uri(target);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        check(&request.body(()).expect("a request").into_parts().0, local, &hosts, false)
    }

    fn host(host: &str, local: IpAddr) -> Result<(), Refusal> {
        verdict("GET", "/", &[("host", host)], local)
    }

    #[test]
    fn only_own_names_are_answered() {
        let lan: IpAddr = "192.168.7.20".parse().expect("an address");
        for (name, local, expected) in [
            ("localhost", HERE, Ok(())),
            ("LOCALHOST.:4180", HERE, Ok(())),
            ("127.0.0.1:4180", HERE, Ok(())),
            ("[::1]:4180", "::1".parse().expect("an address"), Ok(())),
            ("[::ffff:127.0.0.1]", HERE, Ok(())),
            ("reading-room.local:9", lan, Ok(())),
            ("192.168.7.20", lan, Ok(())),
            ("localhost", lan, Err(Refusal::Misdirected)),
            ("127.0.0.1", lan, Err(Refusal::Misdirected)),
            ("192.168.7.21", lan, Err(Refusal::Misdirected)),
            ("evil.example", HERE, Err(Refusal::Misdirected)),
            ("localhost.evil.example", HERE, Err(Refusal::Misdirected)),
            ("127.0.0.1.nip.example", HERE, Err(Refusal::Misdirected)),
            ("2130706433", HERE, Err(Refusal::Misdirected)),
            ("0.0.0.0:4180", HERE, Err(Refusal::Misdirected)),
            ("", HERE, Err(Refusal::Malformed)),
            ("localhost:", HERE, Err(Refusal::Malformed)),
            ("localhost:99999", HERE, Err(Refusal::Malformed)),
            ("localhost:80:80", HERE, Err(Refusal::Malformed)),
            ("user@localhost", HERE, Err(Refusal::Malformed)),
            ("localhost/", HERE, Err(Refusal::Malformed)),
            ("localhost, evil.example", HERE, Err(Refusal::Malformed)),
            ("[::1", HERE, Err(Refusal::Malformed)),
            ("[::1]x", HERE, Err(Refusal::Malformed)),
            ("a..b", HERE, Err(Refusal::Malformed)),
        ] {
            assert_eq!(host(name, local), expected, "{name:?}");
        }
        assert_eq!(verdict("GET", "/", &[], HERE), Err(Refusal::Malformed));
        let twice = [("host", "localhost"), ("host", "localhost")];
        assert_eq!(verdict("GET", "/", &twice, HERE), Err(Refusal::Malformed));
    }

    #[test]
    fn an_absolute_target_names_a_host_too() {
        let local = [("host", "localhost")];
        assert_eq!(verdict("GET", "http://localhost/x", &local, HERE), Ok(()));
        assert_eq!(verdict("GET", "http://evil.example/", &local, HERE), Err(Refusal::Misdirected));
        assert_eq!(verdict("GET", "ftp://localhost/", &local, HERE), Err(Refusal::Malformed));
        assert_eq!(verdict("GET", "http://a@localhost/", &local, HERE), Err(Refusal::Malformed));
    }

    #[test]
    fn a_form_of_another_site_is_not_ours() {
        for (origin, site, ours) in [
            (Some("http://localhost:4180"), Some("same-origin"), true),
            (Some("null"), Some("same-origin"), true),
            (None, None, true),
            (Some("http://evil.example"), None, false),
            (Some("http://localhost:8000"), None, false),
            (Some("null"), Some("cross-site"), false),
            (None, Some("same-site"), false),
            (None, Some("none"), false),
        ] {
            let mut request = Request::builder().method("POST").uri("/").header("host", "localhost:4180");
            let headers = [("origin", origin), ("sec-fetch-site", site)];
            for (name, value) in headers.into_iter().filter_map(|(name, value)| Some((name, value?))) {
                request = request.header(name, value);
            }
            let head = request.body(()).expect("a request").into_parts().0;
            assert_eq!(is_own_form(&head), ours, "{origin:?} {site:?}");
        }
    }

    #[test]
    fn nothing_but_reading() {
        let with = |name, value| verdict("GET", "/", &[("host", "localhost"), (name, value)], HERE);
        assert_eq!(with("content-length", "0"), Ok(()));
        assert_eq!(with("content-length", "1"), Err(Refusal::Body));
        assert_eq!(with("content-length", "99999999999999999999999"), Err(Refusal::Body));
        assert_eq!(with("content-length", "+1"), Err(Refusal::Malformed));
        assert_eq!(with("transfer-encoding", "chunked"), Err(Refusal::Malformed));
        for method in ["POST", "PUT", "OPTIONS", "TRACE", "PROPFIND"] {
            assert_eq!(verdict(method, "/", &[("host", "localhost")], HERE), Err(Refusal::Method));
        }
        let long = format!("/?q={}", "a".repeat(LONGEST_TARGET));
        assert_eq!(verdict("GET", &long, &[("host", "localhost")], HERE), Err(Refusal::LongTarget));
    }
}
