//! Encrypted sharing: the network speaks TLS or is told to; this machine may speak either.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned, crypto::ring};

use crate::network::share;
use crate::served::{get, run, text};

/// A certificate for `reading.example`, made for these tests, with its key. Nobody trusts it.
const CERT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/security/test-cert.pem");
const KEY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/security/test-key.pem");

/// Asks over TLS for a target, and reads until the server closes.
fn ask(address: SocketAddr, target: &str, headers: &str) -> String {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(CERT).expect("a certificate")).expect("a root");
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from("reading.example").expect("a name");
    let tls = ClientConnection::new(Arc::new(config), name).expect("a client");
    let mut socket = StreamOwned::new(tls, TcpStream::connect(address).expect("the server listens"));
    let request =
        format!("GET {target} HTTP/1.1\r\nHost: reading.example\r\n{headers}Connection: close\r\n\r\n");
    socket.write_all(request.as_bytes()).expect("a handshake");
    let mut answer = Vec::new();
    socket.read_to_end(&mut answer).expect("an answer, and a proper end");
    text(&answer)
}

#[test]
fn the_network_reads_encrypted() {
    let flags = ["--lan", "--tls-cert", CERT, "--tls-key", KEY, "--allow-host", "reading.example"];
    let Some(mut shared) = share(&flags) else { return };
    assert!(shared.served.says("changes with every start"));
    let exchange = ask(shared.guest, &shared.target, "");
    assert!(exchange.starts_with("HTTP/1.1 303"), "{exchange}");
    let cookie = exchange.lines().find_map(|line| line.strip_prefix("set-cookie: ")).expect("a cookie");
    assert!(cookie.contains("; Secure"), "{cookie}");
    let cookie = format!("Cookie: {}\r\n", cookie.split(';').next().expect("a first part"));
    let page = ask(shared.guest, "/", &cookie);
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("Ferry strike"), "{page}");
    assert!(ask(shared.guest, "/", "").starts_with("HTTP/1.1 403"));

    for (target, headers) in [("/", ""), ("/", cookie.as_str()), (shared.target.as_str(), "")] {
        let plain = get(shared.guest, "reading.example", target, headers);
        assert_eq!(plain.status, 426, "{target}");
        assert!(plain.body.contains("https://") && plain.header("set-cookie").is_none());
    }
    assert_eq!(shared.served.get("/").status, 200, "this machine needs no encryption");
    assert!(shared.served.says("\"status\":426"));
    let printed = shared.served.printed.join("\n");
    assert!(printed.contains("  https://") && !printed.contains("not encrypted"), "{printed}");

    // Who begins a handshake and stops is not waited for.
    let began = Instant::now();
    let mut socket = TcpStream::connect(shared.guest).expect("the server listens");
    socket.set_read_timeout(Some(Duration::from_secs(20))).expect("a time limit");
    socket.write_all(b"\x16\x03\x01\x02\0\x01").expect("it is taken");
    let mut space = [0; 1024];
    while socket.read(&mut space).is_ok_and(|read| read > 0) {}
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
}

#[test]
fn a_certificate_that_cannot_be_used_is_said() {
    for (cert, key, said) in [
        ("/no/such.pem", KEY, "--tls-cert /no/such.pem"),
        (KEY, KEY, "--tls-cert"),
        (CERT, CERT, "--tls-key"),
    ] {
        let output = run(&["--port", "0", "--tls-cert", cert, "--tls-key", key]);
        assert_eq!(output.status.code(), Some(2), "{cert}");
        let stderr = text(&output.stderr);
        assert!(stderr.contains(said) && stderr.trim().lines().count() == 1, "{stderr}");
    }
    let half = run(&["--tls-cert", CERT]);
    assert!(text(&half.stderr).contains("--tls-key"), "{}", text(&half.stderr));
}
