//! Two hosts on a network of their own: the printed link is opened on the other one, with a browser the size of a phone
//! where there is one. Needs the right to make network namespaces; without it the test says that it is skipped.

use std::fs::File;
use std::net::SocketAddr;
use std::os::fd::AsFd;
use std::process::Command;

use rustix::thread::{LinkNameSpaceType, move_into_link_name_space};
use serde_json::json;

use crate::chromium::Browser;
use crate::served::{Served, folder, get, path};
use crate::{ARTICLE, OTHER};

/// The addresses of the two, from a range that is for documentation.
const DESK: &str = "192.0.2.1";
const PHONE: &str = "192.0.2.2";

/// Two namespaces and the cable between them, gone at the end.
struct Network {
    desk: String,
    phone: String,
}

fn ip(args: &str) -> bool {
    let output = Command::new("ip").args(args.split(' ')).output();
    output.is_ok_and(|output| output.status.success())
}

impl Network {
    fn new() -> Option<Network> {
        let id = std::process::id();
        let network = Network { desk: format!("desk{id}"), phone: format!("phone{id}") };
        let Network { desk, phone } = &network;
        let made = ip(&format!("netns add {desk}"))
            && ip(&format!("netns add {phone}"))
            && ip(&format!("link add d{id} netns {desk} type veth peer name p{id} netns {phone}"))
            && ip(&format!("-n {desk} address add {DESK}/24 dev d{id}"))
            && ip(&format!("-n {phone} address add {PHONE}/24 dev p{id}"))
            && ip(&format!("-n {desk} link set d{id} up"))
            && ip(&format!("-n {phone} link set p{id} up"))
            && ip(&format!("-n {desk} link set lo up"))
            && ip(&format!("-n {phone} link set lo up"));
        made.then_some(network)
    }

    /// Does something on the phone: threads and programs that it starts are there, too.
    fn on_phone<T: Send + 'static>(&self, act: impl FnOnce() -> T + Send + 'static) -> T {
        let place = File::open(format!("/run/netns/{}", self.phone)).expect("a namespace");
        let there = std::thread::spawn(move || {
            move_into_link_name_space(place.as_fd(), Some(LinkNameSpaceType::Network)).expect("to go there");
            act()
        });
        there.join().expect("it ends")
    }
}

impl Drop for Network {
    fn drop(&mut self) {
        ip(&format!("netns delete {}", self.desk));
        ip(&format!("netns delete {}", self.phone));
    }
}

#[test]
fn the_link_opens_on_another_host() {
    let Some(network) = Network::new() else {
        eprintln!("skipped: two hosts need the right to make network namespaces (ip netns add)");
        return;
    };
    let folder = folder(&[("strike/a.txt", ARTICLE.as_bytes()), ("strike/b.txt", OTHER.as_bytes())]);
    let mut command = Command::new("ip");
    command.args(["netns", "exec", &network.desk, env!("CARGO_BIN_EXE_abreast"), "--lan", path(&folder)]);
    let mut served = Served::spawn(&mut command);
    let url = loop {
        let line = served.line_with("http://").trim().to_owned();
        if line.contains(DESK) {
            break line;
        }
    };
    assert!(served.says(", read in "), "{:?}", served.printed);
    let (authority, key) =
        url.strip_prefix("http://").and_then(|url| url.split_once("/?key=")).expect("a link");
    let (desk, key): (SocketAddr, _) = (authority.parse().expect("an address"), key.to_owned());

    network.on_phone(move || {
        let host = desk.to_string();
        let refused = get(desk, &host, "/", "");
        assert_eq!(refused.status, 403);
        assert!(refused.body.contains("You need the link"));
        assert_eq!(get(desk, &host, "/share", "").status, 403);
        for target in ["/".to_owned(), format!("/?key={key}")] {
            assert_eq!(get(desk, "evil.example", &target, "").status, 421, "{target}");
        }
        assert_eq!(get(desk, "127.0.0.1", "/", "").status, 421);
        let exchange = get(desk, &host, &format!("/?key={key}"), "");
        assert_eq!(exchange.status, 303);
        let cookie =
            exchange.header("set-cookie").and_then(|cookie| cookie.split(';').next()).expect("a cookie");
        let cookie = format!("Cookie: {cookie}\r\n");
        let shelf = get(desk, &host, "/", &cookie);
        assert_eq!(shelf.status, 200);
        let story = shelf
            .body
            .split("href=\"")
            .find_map(|rest| rest.split('"').next().filter(|to| to.starts_with("/stories/")));
        let story = story.expect("a story").to_owned();
        assert!(get(desk, &host, &story, &cookie).body.contains("Ana Nov"));
        // A permalink with the key, as one guest sends it to another.
        let permalink = get(desk, &host, &format!("{story}?key={key}"), "");
        assert_eq!((permalink.status, permalink.header("location")), (303, Some(story.as_str())));
        with_a_browser(&format!("http://{desk}"), &key);
    });
}

/// The same with a browser of a phone's size, where there is one.
fn with_a_browser(site: &str, key: &str) {
    let Some(mut browser) = Browser::start() else {
        eprintln!("skipped in part: install chromium to open the link in a browser");
        return;
    };
    browser.size(390, 844);
    browser.open(&format!("{site}/"));
    assert_eq!(browser.evaluate("document.querySelector('h1').textContent"), json!("You need the link"));
    browser.open(&format!("{site}/?key={key}"));
    assert_eq!(
        browser.evaluate("location.pathname + location.search"),
        json!("/"),
        "the key has left the address"
    );
    assert_eq!(browser.evaluate("document.cookie"), json!(""), "no script sees the cookie");
    let permalink = browser.evaluate("document.querySelector('a[href^=\"/stories/\"]').href");
    browser.open(permalink.as_str().expect("a story"));
    assert_eq!(
        browser.evaluate("document.body.textContent.includes('We will sail when we are paid')"),
        json!(true)
    );
    let too_wide = browser.evaluate("document.documentElement.scrollWidth - innerWidth");
    assert!(too_wide.as_i64().is_some_and(|pixels| pixels <= 0), "{too_wide} pixels too wide");
}
