//! Guests on the network: the link, its cookie, and everybody who has neither.
//!
//! The guest is this machine itself, at its address on the network; without one these tests have nothing to do.

use std::net::SocketAddr;

use crate::ARTICLE;
use crate::served::{Answer, Served, folder, get, path, send, text};

/// A shared server, where a guest finds it, and the target with the token.
pub(crate) struct Shared {
    pub(crate) served: Served,
    pub(crate) guest: SocketAddr,
    pub(crate) target: String,
    _folder: tempfile::TempDir,
}

pub(crate) fn share(flags: &[&str]) -> Option<Shared> {
    let folder = folder(&[("a.txt", ARTICLE.as_bytes())]);
    let mut args = vec!["--port", "0", "--log", "json", path(&folder)];
    args.extend(flags);
    let mut served = Served::start(&args);
    served.port();
    let line = served.line_with("network");
    if line.contains("No network") {
        return None;
    }
    let url = served.line_with("://").trim().to_owned();
    let (_, rest) = url.split_once("://").expect("a URL");
    let (authority, target) = rest.split_once('/').expect("a URL");
    let guest = authority.parse().expect("an address");
    Some(Shared { served, guest, target: format!("/{target}"), _folder: folder })
}

impl Shared {
    pub(crate) fn get(&self, target: &str, headers: &str) -> Answer {
        get(self.guest, &self.guest.to_string(), target, headers)
    }

    /// The cookie for the link, as a header line.
    pub(crate) fn cookie(&self) -> String {
        let answer = self.get(&self.target, "");
        let cookie = answer.header("set-cookie").expect("a cookie");
        format!("Cookie: {}\r\n", cookie.split(';').next().expect("a first part"))
    }
}

#[test]
fn nothing_is_shared_unasked() {
    let Some(shared) = share(&["--lan"]) else { return };
    let folder = folder(&[("a.txt", ARTICLE.as_bytes())]);
    let mut alone = Served::start(&["--port", "0", path(&folder)]);
    alone.port();
    let from_outside = SocketAddr::new(shared.guest.ip(), alone.port);
    assert!(std::net::TcpStream::connect(from_outside).is_err(), "{from_outside} is open");
    assert_eq!(alone.get("/share").status, 200);
}

#[test]
fn without_the_link_there_is_a_friendly_refusal() {
    let Some(shared) = share(&["--lan"]) else { return };
    let key = shared.target.rsplit('=').next().expect("a key");
    assert_eq!(key.len(), 32, "128 bits");
    let wrong = "0".repeat(32);
    for target in [
        "/",
        "/stories/x",
        "/share",
        "/assets/x/css/base.css",
        "/?key=",
        "/?key",
        &format!("/?key={wrong}"),
        &format!("/?key={}", &key[..31]),
        &format!("/?key={key}0"),
        &format!("/?KEY={key}"),
        &format!("/?x=key={key}"),
    ] {
        let answer = shared.get(target, "");
        assert_eq!(answer.status, 403, "{target}");
        assert!(answer.body.contains("You need the link"), "{target}: {}", answer.body);
        assert!(answer.header("set-cookie").is_none(), "{target}");
        assert!(answer.header("cache-control").is_some_and(|value| value.contains("no-store")), "{target}");
    }
    let port = shared.guest.port();
    for cookie in
        [format!("abreast-{port}={wrong}"), format!("abreast-{port}={key}"), "abreast-1=x".to_owned()]
    {
        assert_eq!(shared.get("/", &format!("Cookie: {cookie}\r\n")).status, 403, "{cookie}");
    }
    assert_eq!(shared.get("/healthz?verbose", "").body, "ok\n", "numbers are not for guests");
}

#[test]
fn the_link_is_exchanged_for_a_cookie_and_leaves_no_trace() {
    let Some(mut shared) = share(&["--lan"]) else { return };
    let key = shared.target.rsplit('=').next().expect("a key").to_owned();
    let exchange = shared.get(&shared.target, "");
    assert_eq!(exchange.status, 303);
    assert_eq!(exchange.header("location"), Some("/"));
    let cookie = exchange.header("set-cookie").expect("a cookie");
    for part in [&format!("abreast-{}=", shared.guest.port()), "HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(part), "{part} in {cookie}");
    }
    assert!(!cookie.contains(&key) && !exchange.body.contains(&key));
    assert!(exchange.header("cache-control").is_some_and(|value| value.contains("no-store")));
    assert_eq!(exchange.header("referrer-policy"), Some("no-referrer"));
    let cookie = shared.cookie();
    let page = shared.get("/", &cookie);
    assert_eq!(page.status, 200);
    assert!(page.body.contains("Ferry strike") && !page.body.contains(&key));
    // A page kept for one reader is not given to one without the link, nor is "you have it".
    let tag = format!("If-None-Match: {}\r\n", page.header("etag").expect("a tag"));
    assert_eq!(shared.get("/", &tag).status, 403);
    assert_eq!(shared.get("/", "").status, 403);
    assert_eq!(shared.get("/share", &cookie).status, 404, "the page with the link is for this machine alone");
    // The last answer is logged, and so are those before it.
    assert!(shared.served.says("\"status\":404") && shared.served.says("\"status\":303"));
    let in_log: Vec<&String> =
        shared.served.printed.iter().filter(|line| line.starts_with('{') && line.contains(&key)).collect();
    assert!(in_log.is_empty(), "{in_log:?}");
}

#[test]
fn the_redirect_leads_nowhere_else() {
    let Some(shared) = share(&["--lan"]) else { return };
    let key = shared.target.rsplit('=').next().expect("a key");
    for path in ["//evil.example/", "///evil.example", "/\\evil.example", "/%0d%0aSet-Cookie:evil=1"] {
        let answer = shared.get(&format!("{path}?key={key}"), "");
        assert!([303, 400].contains(&answer.status), "{path}: {}", answer.status);
        let location = answer.header("location").unwrap_or("/");
        assert!(location.starts_with('/') && !location[1..].starts_with(['/', '\\']), "{path}: {location}");
        assert!(!answer.head.contains("\nSet-Cookie:evil"), "{}", answer.head);
    }
}

#[test]
fn a_guest_names_the_host_that_was_shared() {
    let Some(shared) = share(&["--lan", "--allow-host", "reading.example"]) else { return };
    let cookie = shared.cookie();
    for (host, status) in [
        ("evil.example", 421),
        ("localhost", 421),
        ("127.0.0.1", 421),
        ("reading.example", 200),
        ("READING.example:80", 200),
    ] {
        assert_eq!(get(shared.guest, host, "/", &cookie).status, status, "{host}");
    }
    assert_eq!(get(shared.guest, "evil.example", &shared.target, "").status, 421, "even with the link");
    assert_eq!(shared.served.get("/").status, 200, "this machine needs no link");
}

#[test]
fn the_share_page_shows_this_machine_the_link() {
    let Some(shared) = share(&["--lan"]) else { return };
    let page = shared.served.get("/share");
    assert_eq!(page.status, 200);
    assert!(page.body.contains(&shared.target) && page.body.contains("<svg"), "{}", page.body);
    assert!(page.header("cache-control").is_some_and(|value| value.contains("no-store")));
}

#[test]
fn the_link_is_taken_back_from_this_machine_alone() {
    let Some(shared) = share(&["--lan"]) else { return };
    let cookie = shared.cookie();
    let page = shared.served.get("/share").body;
    let form =
        page.split("action=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a form").to_owned();
    assert!(form.starts_with("/share/renew?proof="), "{form}");
    let (here, there) = (shared.served.address(), shared.guest);
    let post = |to: SocketAddr, target: &str, headers: &str| {
        let host = to.to_string();
        send(
            to,
            format!("POST {target} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 0\r\n{headers}Connection: close\r\n\r\n")
                .as_bytes(),
        )
    };
    for (to, target, headers, status, why) in [
        (there, form.as_str(), cookie.as_str(), 405, "a guest, even with the form"),
        (here, "/share/renew", "", 403, "no proof"),
        (here, "/share/renew?proof=", "", 403, "an empty proof"),
        (here, "/share/renew?proof=00000000000000000000000000000000", "", 403, "a wrong proof"),
        (here, &form, "Origin: http://evil.example\r\n", 403, "another site"),
        (here, &form, "Origin: null\r\nSec-Fetch-Site: cross-site\r\n", 403, "another site, without a name"),
        (here, "/share", "", 405, "another address"),
        (here, "/", "", 405, "a page"),
    ] {
        assert_eq!(post(to, target, headers).status, status, "{why}");
    }
    assert_eq!(shared.served.get(&form).status, 404, "reading it changes nothing");
    let body = send(
        here,
        format!("POST {form} HTTP/1.1\r\nHost: {here}\r\nContent-Length: 4\r\nConnection: close\r\n\r\nevil")
            .as_bytes(),
    );
    assert_eq!(body.status, 413, "no body is taken");
    assert_eq!(shared.get("/", &cookie).status, 200, "nothing has changed yet");

    let own = format!("Origin: http://{here}\r\nSec-Fetch-Site: same-origin\r\n");
    let renewed = post(here, &form, &own);
    assert_eq!((renewed.status, renewed.header("location")), (303, Some("/share")));
    assert_eq!(shared.get("/", &cookie).status, 403, "who was in is out");
    assert_eq!(shared.get(&shared.target, "").status, 403, "the old link opens nothing");
    assert_eq!(post(here, &form, &own).status, 403, "the form works once");
    let page = shared.served.get("/share").body;
    let link = page.split("href=\"http://").nth(1).and_then(|rest| rest.split('"').next()).expect("a link");
    let target = format!("/{}", link.split_once('/').expect("a path").1);
    assert_ne!(target, shared.target);
    assert_eq!(shared.get(&target, "").status, 303, "the new one does");
}

#[test]
fn one_story_is_one_story() {
    let annotated = folder(&[("a.txt", ARTICLE.as_bytes())]);
    let records = text(&crate::served::run(&["annotate", path(&annotated)]).stdout);
    let story: serde_json::Value = records
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .find(|record: &serde_json::Value| record["record"] == "story")
        .expect("a story");
    let id = story["id"].as_str().expect("an id");
    let Some(shared) = share(&["--lan", "--story", id]) else { return };
    assert!(shared.target.starts_with(&format!("/stories/{id}?key=")), "{}", shared.target);
    let cookie = shared.cookie();
    assert_eq!(shared.get(&format!("/stories/{id}"), &cookie).status, 200);
    let home = shared.get("/", &cookie);
    assert_eq!((home.status, home.header("location")), (303, Some(format!("/stories/{id}").as_str())));
    for target in ["/stories/other", "/problems", &format!("/stories/{id}x")] {
        assert_eq!(shared.get(target, &cookie).status, 403, "{target}");
    }
}

#[test]
fn an_expired_link_says_so() {
    let Some(shared) = share(&["--lan", "--expires", "4s"]) else { return };
    let exchange = shared.get(&shared.target, "");
    // Where starting took so long that it is over already, there is no cookie to be tried.
    let cookie = exchange.header("set-cookie").and_then(|cookie| cookie.split(';').next());
    let cookie = format!("Cookie: {}\r\n", cookie.unwrap_or("a=b"));
    std::thread::sleep(std::time::Duration::from_millis(4200));
    for answer in [shared.get("/", &cookie), shared.get(&shared.target, "")] {
        assert_eq!(answer.status, 403);
        assert!(exchange.status == 403 || answer.body.contains("expired"), "{}", answer.body);
    }
}

#[test]
fn open_to_all_is_said_aloud() {
    let Some(mut shared) = share(&["--open-lan"]) else { return };
    assert_eq!(shared.target, "/");
    assert_eq!(shared.get("/", "").status, 200);
    assert_eq!(get(shared.guest, "evil.example", "/", "").status, 421);
    assert!(shared.served.says("EVERYBODY"), "{:?}", shared.served.printed);
}
