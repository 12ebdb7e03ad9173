//! Behind a proxy: whom it names counts, whom others name does not; pages lie under its path.

use crate::ARTICLE;
use crate::network::share;
use crate::served::{Served, folder, path};

#[test]
fn only_a_named_proxy_is_believed() {
    let folder = folder(&[("a.txt", ARTICLE.as_bytes())]);
    let mut served = Served::start(&["--port", "0", "--log", "json", "--proxy", "127.0.0.1", path(&folder)]);
    served.port();
    for headers in [
        "X-Forwarded-For: 203.0.113.7\r\n",
        "X-Forwarded-For: 127.0.0.1\r\n",
        "X-Forwarded-For: evil\r\n",
        "",
    ] {
        assert_eq!(served.get_with("/", headers).status, 200, "the proxy asks who they are");
        assert_eq!(
            served.get_with("/share", headers).status,
            404,
            "who comes by a proxy is not here: {headers}"
        );
        assert_eq!(served.get_with("/healthz?verbose", headers).body, "ok\n", "{headers}");
    }
    assert!(served.says("\"peer\":\"203.0.113.7\""), "{:?}", served.printed);
}

#[test]
fn a_guest_cannot_pass_for_this_machine() {
    for proxy in [None, Some("127.0.0.1")] {
        let mut flags = vec!["--lan"];
        flags.extend(proxy.iter().flat_map(|proxy| ["--proxy", proxy]));
        let Some(shared) = share(&flags) else { return };
        for lie in [
            "X-Forwarded-For: 127.0.0.1\r\n",
            "X-Forwarded-For: ::1\r\nX-Forwarded-Proto: https\r\n",
            "Forwarded: for=127.0.0.1\r\n",
            "X-Real-IP: 127.0.0.1\r\n",
        ] {
            assert_eq!(shared.get("/", lie).status, 403, "{lie}");
            assert_eq!(shared.get("/share", lie).status, 403, "{lie}");
        }
        if proxy.is_some() {
            assert_eq!(shared.served.get("/").status, 403, "by the proxy, the link is needed, too");
            let exchange = shared.served.get_with(&shared.target, "X-Forwarded-Proto: https\r\n");
            assert!(exchange.header("set-cookie").is_some_and(|cookie| cookie.contains("; Secure")));
        }
    }
}

#[test]
fn pages_lie_under_the_path() {
    let folder = folder(&[("a.txt", ARTICLE.as_bytes())]);
    let mut served = Served::start(&["--port", "0", "--base-path", "/reading/room", path(&folder)]);
    served.port();
    let mut next = vec!["/reading/room/".to_owned()];
    let mut known = next.clone();
    while let Some(target) = next.pop() {
        let page = served.get(&target);
        assert_eq!(page.status, 200, "{target}");
        for attribute in ["href=\"", "src=\"", "action=\""] {
            for link in page.body.split(attribute).skip(1).filter_map(|rest| rest.split('"').next()) {
                let link = link.split('#').next().unwrap_or_default();
                if !link.starts_with('/') {
                    continue;
                }
                assert!(link.starts_with("/reading/room/"), "{target}: {link}");
                if known.len() < 40 && !known.iter().any(|one| one == link) {
                    known.push(link.to_owned());
                    next.push(link.to_owned());
                }
            }
        }
    }
    assert!(known.len() > 8, "{known:?}");
    assert_eq!(served.get("/reading/room").status, 200, "without the last slash");
    assert_eq!(served.get("/about").status, 200, "a proxy may have taken the path away");
    assert_eq!(served.get("/reading/roomabout").status, 404);
    assert_eq!(served.get("/reading/room/healthz").body, "ok\n");
    let set = served.get("/reading/room/settings?theme=dark");
    assert!(set.header("location").is_some_and(|location| location.starts_with("/reading/room/settings")));
    assert!(set.header("set-cookie").is_some_and(|cookie| cookie.contains("Path=/reading/room/;")));
}

#[test]
fn a_guest_stays_under_the_path() {
    let Some(shared) = share(&["--lan", "--base-path", "/reading"]) else { return };
    assert!(shared.target.starts_with("/reading/?key="), "{}", shared.target);
    let exchange = shared.get(&shared.target, "");
    assert_eq!(exchange.header("location"), Some("/reading/"));
    assert!(exchange.header("set-cookie").is_some_and(|cookie| cookie.contains("Path=/reading/;")));
    assert_eq!(shared.get("/reading/", &shared.cookie()).status, 200);
    let key = shared.target.rsplit('=').next().expect("a key");
    for path in ["/reading//evil.example/", "//evil.example/", "/reading/\\evil.example"] {
        let answer = shared.get(&format!("{path}?key={key}"), "");
        let location = answer.header("location").unwrap_or("/reading/");
        assert!(location.starts_with("/reading/") && !location.contains("//"), "{path}: {location}");
    }
}
