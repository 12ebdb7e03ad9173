//! Sharing on a network: the addresses that guests can open, as text, as a QR code, and on a page.

use std::net::{IpAddr, SocketAddr};

use askama::Template;
use qrcodegen::{QrCode, QrCodeEcc};

use super::link::Link;
use super::urls::at;
use super::visitor::{Frame, Room, Visitor};

/// The address of the form that takes the link back.
pub(super) const RENEW: &str = "/share/renew";

/// Clear modules around a code, as its standard asks for.
const MARGIN: i32 = 4;

/// The addresses, with their ports, under which a server that listens at `bound` is reached from the network.
pub fn reachable(bound: &[SocketAddr]) -> Vec<String> {
    let mut addresses: Vec<SocketAddr> = Vec::new();
    for address in bound {
        if address.ip().is_unspecified() {
            let own = if_addrs::get_if_addrs().unwrap_or_default();
            let same = own.iter().map(if_addrs::Interface::ip).filter(|ip| ip.is_ipv4() == address.is_ipv4());
            addresses.extend(same.map(|ip| SocketAddr::new(ip, address.port())));
        } else {
            addresses.push(*address);
        }
    }
    // A link-local address opens only with the name of an interface, which differs from machine to machine.
    let link_local = |ip: IpAddr| match ip {
        IpAddr::V4(ip) => ip.is_link_local(),
        IpAddr::V6(ip) => ip.is_unicast_link_local(),
    };
    addresses.retain(|address| !address.ip().is_loopback() && !link_local(address.ip()));
    // Short addresses first: the first one is what the code holds.
    addresses.sort_by_key(|address| (address.is_ipv6(), !is_home(address.ip())));
    addresses.dedup();
    addresses.iter().map(SocketAddr::to_string).collect()
}

/// Whether it is an address of home and office networks, rather than one of a container or a tunnel.
fn is_home(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => matches!(ip.octets(), [192, 168, ..] | [10, ..]),
        IpAddr::V6(ip) => ip.is_unique_local(),
    }
}

/// The name of this machine, where the system tells it.
pub fn machine_name() -> Option<String> {
    #[cfg(unix)]
    {
        let name = rustix::system::uname().nodename().to_str().ok()?.to_ascii_lowercase();
        (!name.is_empty() && name != "localhost").then_some(name)
    }
    #[cfg(not(unix))]
    std::env::var("COMPUTERNAME").ok().map(|name| name.to_ascii_lowercase())
}

/// A URL as a QR code of half blocks, for a terminal of dark or light ground alike (it brings its own).
pub fn terminal_code(url: &str) -> Option<String> {
    let code = QrCode::encode_text(url, QrCodeEcc::Low).ok()?;
    let all = (-MARGIN / 2)..(code.size() + MARGIN / 2);
    let mut out = String::new();
    for y in all.clone().step_by(2) {
        out.push_str("\u{1b}[40;97m");
        for x in all.clone() {
            // What is dark in the code is left dark; the light modules are drawn.
            let below = y + 1 < all.end && !code.get_module(x, y + 1);
            out.push(match (!code.get_module(x, y), below) {
                (true, true) => '█',
                (true, false) => '▀',
                (false, true) => '▄',
                (false, false) => ' ',
            });
        }
        out.push_str("\u{1b}[0m\n");
    }
    Some(out)
}

/// A QR code as a drawing: the length of its side, and the path of its dark modules.
struct Drawing {
    side: i32,
    path: String,
}

fn drawing(url: &str) -> Option<Drawing> {
    let code = QrCode::encode_text(url, QrCodeEcc::Medium).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            path.push_str(&format!("M{} {}h1v1h-1z", x + MARGIN, y + MARGIN));
        }
    }
    Some(Drawing { side: code.size() + 2 * MARGIN, path })
}

#[derive(Template)]
#[template(path = "pages/share.html")]
struct SharePage<'a> {
    frame: Frame,
    urls: &'a [String],
    code: Option<Drawing>,
    /// Where the form leads that takes the link back, where there is one.
    renew: Option<String>,
    encrypted: bool,
    one_story: bool,
    minutes_left: Option<u64>,
}

/// The page that shows who runs the server how to let others read.
pub(super) fn page(
    visitor: Visitor,
    urls: &[String],
    link: Option<&Link>,
    encrypted: bool,
) -> askama::Result<String> {
    SharePage {
        frame: visitor.frame("Share", Room::Other),
        urls,
        code: urls.first().and_then(|url| drawing(url)),
        renew: link.map(|link| at(&format!("{RENEW}?proof={}", link.proof()))),
        encrypted,
        one_story: link.is_some_and(|link| link.story().is_some()),
        minutes_left: link.and_then(Link::left).map(|left| left.as_secs().div_ceil(60)),
    }
    .render()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loopback_is_not_reachable_from_elsewhere() {
        let bound = ["127.0.0.1:4180", "[::1]:4180", "192.168.7.20:4180", "[fe80::1]:4180"];
        let bound: Vec<SocketAddr> = bound.iter().map(|a| a.parse().expect("an address")).collect();
        assert_eq!(reachable(&bound), ["192.168.7.20:4180"]);
    }

    #[test]
    fn a_code_is_square_and_holds_its_margin() {
        let url = "http://192.168.7.20:4180/?key=0123456789abcdef0123456789abcdef";
        let code = terminal_code(url).expect("a code");
        let lines: Vec<&str> = code.lines().collect();
        let width = lines[0].chars().filter(|char| "█▀▄ ".contains(*char)).count();
        assert_eq!(lines.len(), width.div_ceil(2));
        let drawing = drawing(url).expect("a code");
        assert!(drawing.path.starts_with(&format!("M{MARGIN} {MARGIN}h1")));
    }
}
