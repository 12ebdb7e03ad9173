//! Attacks on the running server, one row each: what is sent, and the status and body that must come back.
//!
//! Here is what a single request can do; `security/` has what takes time, many connections, a network, or
//! articles that mean harm.

mod served;

#[path = "browser/chromium.rs"]
#[cfg(target_os = "linux")]
mod chromium;
#[path = "security/content.rs"]
mod content;
#[path = "security/files.rs"]
mod files;
#[path = "security/flood.rs"]
mod flood;
#[path = "security/growth.rs"]
#[cfg(target_os = "linux")]
mod growth;
#[path = "security/network.rs"]
mod network;
#[path = "security/proxy.rs"]
mod proxy;
#[path = "security/tls.rs"]
mod tls;
#[cfg(target_os = "linux")]
#[path = "security/two_hosts.rs"]
mod two_hosts;

use served::{Answer, Served, folder, path, send};

/// Words that stand on the pages proper, and on no refusal.
const CONTENT: &str = "Ferry strike";

const ARTICLE: &str = "Ferry strike enters second day\n\nHARBOUR (Tern) - Ferries stayed in port on Tuesday.\n\n\
    \u{201c}We will sail when we are paid,\u{201d} said Ana Nový, who speaks for the crews.\n";

/// Another report of it.
const OTHER: &str = "Crews strike at the harbour\n\nHARBOUR (Gull) - No ferry sailed on Tuesday, the second day.\n\n\
    \u{201c}We will sail when we are paid,\u{201d} Ana Nov\u{fd} said.\n";

/// What must come back.
#[derive(Clone, Copy, Debug)]
enum Expected {
    /// This status, and none of the pages' content.
    Refused(u16),
    /// One of these, likewise.
    OneOf(&'static [u16]),
    /// 200 with a page.
    Page,
    /// 200 with this body.
    Body(&'static str),
}

use Expected::{Body, OneOf, Page, Refused};

/// A GET of this target with a good host.
fn target(target: &str) -> Vec<u8> {
    format!("GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").into_bytes()
}

/// A GET of `/` with these header lines and no others.
fn headers(lines: &str) -> Vec<u8> {
    format!("GET / HTTP/1.1\r\n{lines}\r\n\r\n").into_bytes()
}

/// A GET of `/` with a good host and these header lines.
fn with(lines: &str) -> Vec<u8> {
    headers(&format!("Host: localhost\r\nConnection: close\r\n{lines}"))
}

fn method(method: &str) -> Vec<u8> {
    format!("{method} / HTTP/1.1\r\nHost: localhost\r\n\r\n").into_bytes()
}

fn raw(text: &str) -> Vec<u8> {
    text.as_bytes().to_vec()
}

fn table() -> Vec<(&'static str, Vec<u8>, Expected)> {
    let long = "a".repeat(300_000);
    let many: String = (0..150).map(|n| format!("X-{n}: a\r\n")).collect();
    let mut rows = Vec::new();
    rows.extend(hosts());
    rows.extend(methods_and_bodies());
    rows.extend(targets());
    rows.extend(shapes());
    rows.extend([
        ("a header of 300 KB", with(&format!("X: {long}")), Refused(431)),
        ("a header of 40 KB", with(&format!("X: {}", &long[..40_000])), Refused(431)),
        ("150 headers", with(many.trim_end()), Refused(431)),
        ("a target of 9 KB", target(&format!("/?q={}", &long[..9_000])), Refused(414)),
        ("a target of 300 KB", target(&format!("/{long}")), OneOf(&[414, 431])),
        ("a cookie of 16 KB", with(&format!("Cookie: abreast-settings={}", &long[..16_000])), Page),
        ("a cookie that is no setting", with("Cookie: abreast-settings=<script>alert(1)</script>"), Page),
        ("a cookie of another version", with("Cookie: abreast-settings=v9.x.y.z; abreast-settings=dark"), Page),
        ("a cookie of bytes", b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: abreast-settings=\xff\xfe\r\n\r\n".to_vec(), Page),
        ("a tag that is none", with("If-None-Match: \"\", W/, \"x"), Page),
        ("ranges", with("Range: bytes=0-0,1-1,2-2,3-,-9999999999999"), Page),
        ("an upgrade to HTTP/2", with("Upgrade: h2c\r\nHTTP2-Settings: AAAA"), Page),
        ("an upgrade to WebSocket", with("Upgrade: websocket\r\nSec-WebSocket-Key: a"), Page),
        ("codings that do not exist", with("Accept-Encoding: zstd;q=x, ;;, *;q=0"), Page),
    ]);
    rows
}

fn hosts() -> Vec<(&'static str, Vec<u8>, Expected)> {
    vec![
        ("DNS rebinding", headers("Host: evil.example"), Refused(421)),
        ("a name that begins like ours", headers("Host: localhost.evil.example"), Refused(421)),
        ("a name that holds our address", headers("Host: 127.0.0.1.nip.example"), Refused(421)),
        ("the address that is all addresses", headers("Host: 0.0.0.0"), Refused(421)),
        ("another address", headers("Host: 192.168.1.1"), Refused(421)),
        ("our address as a number", headers("Host: 2130706433"), Refused(421)),
        ("our address in hexadecimal", headers("Host: 0x7f.1"), Refused(421)),
        ("another loopback address", headers("Host: 127.0.0.2"), Refused(421)),
        ("no host", headers("X: y"), Refused(400)),
        ("no host in HTTP/1.0", raw("GET / HTTP/1.0\r\n\r\n"), Refused(400)),
        ("an empty host", headers("Host: "), Refused(400)),
        ("two hosts", headers("Host: localhost\r\nHost: evil.example"), Refused(400)),
        ("the same host twice", headers("Host: localhost\r\nHost: localhost"), Refused(400)),
        ("two hosts in a line", headers("Host: localhost, evil.example"), Refused(400)),
        ("a host with a user", headers("Host: evil@localhost"), Refused(400)),
        ("a host with a path", headers("Host: localhost/evil"), Refused(400)),
        ("a host with a port that is none", headers("Host: localhost:80a"), Refused(400)),
        ("a host of too high a port", headers("Host: localhost:70000"), Refused(400)),
        ("a host of brackets", headers("Host: [::1"), Refused(400)),
        ("a host with markup", headers("Host: <script>"), Refused(400)),
        ("a host of bytes", b"GET / HTTP/1.1\r\nHost: \xff\xfe\r\n\r\n".to_vec(), Refused(400)),
        ("our name in capitals", headers("Host: LOCALHOST.:4180\r\nConnection: close"), Page),
        ("a proxy's word for another host", with("X-Forwarded-Host: evil.example"), Page),
        (
            "another host in the target",
            raw("GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n"),
            Refused(421),
        ),
        (
            "another host beside the target's",
            raw("GET http://localhost/ HTTP/1.1\r\nHost: evil.example\r\n\r\n"),
            Refused(421),
        ),
        (
            "a user in the target",
            raw("GET http://evil@localhost/ HTTP/1.1\r\nHost: localhost\r\n\r\n"),
            Refused(400),
        ),
        (
            "another scheme in the target",
            raw("GET file://localhost/etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n"),
            Refused(400),
        ),
        (
            "a target with our host",
            raw("GET http://localhost/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"),
            Page,
        ),
        ("an origin elsewhere", with("Origin: http://evil.example"), Page),
    ]
}

fn methods_and_bodies() -> Vec<(&'static str, Vec<u8>, Expected)> {
    let body = "a".repeat(3_000_000);
    vec![
        ("TRACE", method("TRACE"), Refused(405)),
        ("POST", method("POST"), Refused(405)),
        ("OPTIONS", method("OPTIONS"), Refused(405)),
        ("PUT", method("PUT"), Refused(405)),
        ("DELETE", method("DELETE"), Refused(405)),
        ("PATCH", method("PATCH"), Refused(405)),
        ("PROPFIND", method("PROPFIND"), Refused(405)),
        ("a method that does not exist", method("EVIL"), Refused(405)),
        ("a method in small letters", method("get"), Refused(405)),
        ("OPTIONS of all", raw("OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n"), Refused(405)),
        ("CONNECT", raw("CONNECT localhost:22 HTTP/1.1\r\nHost: localhost\r\n\r\n"), Refused(405)),
        (
            "CONNECT elsewhere",
            raw("CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n"),
            Refused(421),
        ),
        (
            "a preflight",
            raw(
                "OPTIONS / HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\nAccess-Control-Request-Method: GET\r\n\r\n",
            ),
            Refused(405),
        ),
        ("a method behind another", with("X-HTTP-Method-Override: DELETE"), Page),
        (
            "a body of 3 MB",
            raw(&format!("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3000000\r\n\r\n{body}")),
            Refused(413),
        ),
        (
            "a body of 3 MB on GET",
            raw(&format!("GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3000000\r\n\r\n{body}")),
            Refused(413),
        ),
        (
            "a body that is announced",
            raw("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000000000000\r\n\r\n"),
            Refused(413),
        ),
        (
            "a body that asks first",
            raw("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\nExpect: 100-continue\r\n\r\n"),
            Refused(413),
        ),
        ("a body of too many digits", with("Content-Length: 99999999999999999999999999"), OneOf(&[400, 413])),
        (
            "a request in a body",
            raw(
                "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 45\r\n\r\nGET /about HTTP/1.1\r\nHost: localhost\r\n\r\n     ",
            ),
            Refused(413),
        ),
    ]
}

fn targets() -> Vec<(&'static str, Vec<u8>, Expected)> {
    [
        ("dots", "/../../../../etc/passwd"),
        ("dots in a story", "/stories/../../etc/passwd"),
        ("encoded dots", "/%2e%2e/%2e%2e/etc/passwd"),
        ("encoded slashes", "/stories/..%2f..%2f..%2fetc%2fpasswd"),
        ("dots encoded twice", "/stories/%252e%252e%252fetc%252fpasswd"),
        ("dots in overlong UTF-8", "/stories/%c0%ae%c0%ae/etc/passwd"),
        ("backslashes", "/stories/..%5c..%5cwindows%5cwin.ini"),
        ("a drive", "/stories/C:%5CWindows"),
        ("NUL", "/stories/a%00.txt"),
        ("a line end", "/stories/a%0d%0aSet-Cookie:%20evil=1"),
        ("bytes that are no UTF-8", "/stories/%ff%fe"),
        ("half an escape", "/stories/%"),
        ("a path of a file", "//etc/passwd"),
        ("dots in assets", "/assets/x/../../Cargo.toml"),
        ("encoded dots in assets", "/assets/x/..%2f..%2fCargo.toml"),
        ("an absolute asset", "/assets/x//etc/passwd"),
        ("the folder itself", "/data/stories/"),
        ("a file of the folder", "/a.txt"),
        ("a hidden file", "/.git/config"),
        ("a template", "/templates/base.html"),
        ("script in a path", "/stories/<script>alert(1)</script>"),
        ("script in a path, encoded", "/stories/%3Cscript%3Ealert(1)%3C%2Fscript%3E"),
        ("a long path", "/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r/s/t/u/v/w/x/y/z/"),
    ]
    .map(|(name, path)| (name, target(path), OneOf(&[400, 404])))
    .into()
}

fn shapes() -> Vec<(&'static str, Vec<u8>, Expected)> {
    let next = "GET /about HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let smuggled =
        |lines: &str| raw(&format!("POST / HTTP/1.1\r\nHost: localhost\r\n{lines}\r\n\r\n0\r\n\r\n{next}"));
    vec![
        ("a length and a coding", smuggled("Content-Length: 5\r\nTransfer-Encoding: chunked"), Refused(400)),
        ("a coding and a length", smuggled("Transfer-Encoding: chunked\r\nContent-Length: 5"), Refused(400)),
        ("a coding alone", smuggled("Transfer-Encoding: chunked"), Refused(400)),
        ("two codings", smuggled("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity"), Refused(400)),
        ("a coding that does not exist", smuggled("Transfer-Encoding: xchunked"), Refused(400)),
        ("a coding behind a tab", smuggled("Transfer-Encoding:\tchunked"), Refused(400)),
        ("a space before the colon", smuggled("Transfer-Encoding : chunked"), Refused(400)),
        ("two lengths", smuggled("Content-Length: 5\r\nContent-Length: 0"), Refused(400)),
        ("one length twice", smuggled("Content-Length: 5\r\nContent-Length: 5"), OneOf(&[400, 413])),
        ("two lengths in a line", smuggled("Content-Length: 5, 5"), Refused(400)),
        ("a length with a sign", smuggled("Content-Length: +5"), Refused(400)),
        ("a negative length", smuggled("Content-Length: -1"), Refused(400)),
        ("a header over two lines", smuggled("X: a\r\n b: c\r\nTransfer-Encoding: chunked"), Refused(400)),
        ("bare line feeds", raw("GET / HTTP/1.1\nHost: localhost\n\n"), Refused(400)),
        ("one bare line feed", raw("GET / HTTP/1.1\r\nHost: localhost\nX: y\r\n\r\n"), Refused(400)),
        ("a bare carriage return", raw("GET / HTTP/1.1\r\nHost: localhost\rX: y\r\n\r\n"), Refused(400)),
        ("NUL in a header", raw("GET / HTTP/1.1\r\nHost: localhost\r\nX: a\0b\r\n\r\n"), Refused(400)),
        ("a space in a name", raw("GET / HTTP/1.1\r\nHost: localhost\r\nX y: z\r\n\r\n"), Refused(400)),
        ("a header without a name", raw("GET / HTTP/1.1\r\nHost: localhost\r\n: z\r\n\r\n"), Refused(400)),
        ("spaces in the target", raw("GET / evil HTTP/1.1\r\nHost: localhost\r\n\r\n"), Refused(400)),
        ("a target without a slash", raw("GET evil HTTP/1.1\r\nHost: localhost\r\n\r\n"), OneOf(&[400, 421])),
        ("garbage", raw("\x01\x02\x03 evil\r\n\r\n"), Refused(400)),
        ("a TLS hello", b"\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03evil".to_vec(), OneOf(&[0, 400])),
        ("HTTP/2 from the start", raw("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), OneOf(&[0, 400, 405, 505])),
        (
            "a version that does not exist",
            raw("GET / HTTP/9.9\r\nHost: localhost\r\n\r\n"),
            OneOf(&[0, 400, 505]),
        ),
        ("HTTP/0.9", raw("GET /\r\n\r\n"), OneOf(&[0, 400])),
        ("nothing", Vec::new(), OneOf(&[0])),
        ("half a line", raw("GET / HT"), OneOf(&[0, 400])),
        ("health", target("/healthz"), Body("ok\n")),
    ]
}

/// What is true of every answer, whatever was asked.
fn check_always(name: &str, answer: &Answer) {
    for never in ["access-control-allow", "server:", "x-powered-by", "evil=1"] {
        assert!(!answer.head.to_ascii_lowercase().contains(never), "{name}: {never} in {}", answer.head);
    }
    for never in ["root:x:", "<script>alert", "<script>\r", "evil.example", "[package]", "100 Continue"] {
        assert!(!answer.all.contains(never), "{name}: {never} in {}", answer.all);
    }
    assert!(answer.all.matches("HTTP/1.1 ").count() <= 1, "{name}: two answers in {}", answer.all);
    if !answer.body.is_empty() {
        let policy = answer.header("content-security-policy").unwrap_or_default();
        for part in ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"] {
            assert!(policy.contains(part), "{name}: no {part} in {}", answer.head);
        }
        assert!(!policy.contains("unsafe"), "{name}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{name}");
        assert_eq!(answer.header("x-frame-options"), Some("DENY"), "{name}");
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"), "{name}");
        for policy in ["cross-origin-resource-policy", "cross-origin-opener-policy"] {
            assert_eq!(answer.header(policy), Some("same-origin"), "{name}: {policy}");
        }
        let permissions = answer.header("permissions-policy").unwrap_or_default();
        assert!(permissions.contains("camera=()") && permissions.contains("geolocation=()"), "{name}");
    }
}

#[test]
fn every_attack_gets_its_answer() {
    let folder = folder(&[("a.txt", ARTICLE.as_bytes())]);
    let mut served = Served::start(&["--port", "0", path(&folder)]);
    served.port();
    let rows = table();
    assert!(rows.len() >= 100, "{} rows", rows.len());
    let mut wrong = Vec::new();
    for (name, bytes, expected) in rows {
        let answer = send(served.address(), &bytes);
        let status = answer.status;
        check_always(name, &answer);
        let (fits, has_content) = match expected {
            Refused(wanted) => (status == wanted, false),
            OneOf(wanted) => (wanted.contains(&status), false),
            Page => (status == 200, true),
            Body(wanted) => (status == 200 && answer.body == wanted, false),
        };
        if !fits || answer.body.contains(CONTENT) != has_content {
            wrong.push(format!("{name}: {status}, expected {expected:?}"));
        }
        // After whatever was refused, the next reader is served.
        assert_eq!(served.get("/healthz").status, 200, "after {name}");
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_head_is_a_page_without_its_body() {
    let folder = folder(&[("a.txt", ARTICLE.as_bytes())]);
    let mut served = Served::start(&["--port", "0", path(&folder)]);
    served.port();
    let head = send(served.address(), b"HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    let page = served.get("/");
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    assert_eq!(head.header("content-length"), Some(page.body.len().to_string().as_str()));
    assert_eq!(head.header("etag"), page.header("etag"));
}

#[test]
fn what_a_reader_has_is_not_sent_again() {
    let folder = folder(&[("a.txt", ARTICLE.as_bytes())]);
    let mut served = Served::start(&["--port", "0", path(&folder)]);
    served.port();
    let page = served.get("/");
    let tag = page.header("etag").expect("a tag").to_owned();
    let again = served.get_with("/", &format!("If-None-Match: {tag}\r\n"));
    assert_eq!((again.status, again.body.as_str()), (304, ""));
    assert_eq!(again.header("etag"), Some(tag.as_str()));
    for (lines, why) in [
        ("Accept-Encoding: gzip\r\n", "another coding"),
        ("Cookie: abreast-settings=other\r\n", "other settings"),
    ] {
        let other = served.get_with("/", &format!("If-None-Match: {tag}\r\n{lines}"));
        assert_eq!(other.status, 200, "{why}");
        assert_ne!(other.header("etag"), Some(tag.as_str()), "{why}");
    }
    assert!(
        page.header("vary").is_some_and(|vary| vary.contains("cookie") && vary.contains("accept-encoding"))
    );
}

#[test]
fn every_coding_that_is_asked_for_is_told() {
    let folder = folder(&[("a.txt", ARTICLE.as_bytes())]);
    let mut served = Served::start(&["--port", "0", path(&folder)]);
    served.port();
    let page = served.get("/about");
    let sheet = page.body.split('"').find(|part| part.ends_with("css/base.css")).expect("a style sheet");
    for target in ["/about", sheet] {
        let plain = served.get(target);
        assert_eq!((plain.status, plain.header("content-encoding")), (200, None), "{target}");
        for (asked, coding) in [
            ("gzip, deflate, br, zstd", "br"),
            ("zstd;q=0.9, gzip;q=0.5", "zstd"),
            ("gzip, zstd", "gzip"),
            ("zstd", "zstd"),
        ] {
            let packed = served.get_with(target, &format!("Accept-Encoding: {asked}\r\n"));
            assert_eq!(
                (packed.status, packed.header("content-encoding")),
                (200, Some(coding)),
                "{target}: {asked}"
            );
            assert!(packed.body.len() < plain.body.len() && packed.header("etag") != plain.header("etag"));
        }
    }
}

#[test]
fn the_table_names_what_is_there() {
    let table = include_str!("security/README.md");
    let mut sources = String::new();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join("tests"), root.join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                sources.push_str(&std::fs::read_to_string(path).expect("a source"));
            }
        }
    }
    let rows: Vec<&str> =
        table.lines().filter(|line| line.starts_with("| ") && !line.contains("# |")).collect();
    assert!(rows.len() >= 60, "{} rows", rows.len());
    for row in rows {
        let shown = row.rsplit('|').nth(1).expect("a last column");
        let names: Vec<&str> = shown.split('`').skip(1).step_by(2).collect();
        assert!(!names.is_empty(), "{row}");
        for name in names {
            let found = sources.contains(&format!("fn {name}("))
                || sources.contains(&format!("(\"{name}\", "))
                || sources.contains(&format!("\"{name}\",\n"));
            assert!(found, "no {name:?}: {row}");
        }
    }
}
