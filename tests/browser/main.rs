//! What only a browser can show: that nothing overflows, overlaps or shifts at any width, that nothing is fetched
//! from elsewhere, and that the pages do their work with and without scripts.
//!
//! Needs `chromium`; without it the tests say that they are skipped, unless ABREAST_REQUIRE_BROWSER is set.

mod chromium;
#[path = "../support/mod.rs"]
mod support;

use std::sync::Arc;

use abreast::library::Library;
use abreast::load::Source;
use chromium::Browser;
use serde_json::json;

const WIDTHS: [u32; 6] = [320, 390, 768, 1024, 1440, 2560];

/// A browser, or a word about why the test is skipped.
fn browser() -> Option<Browser> {
    let browser = Browser::start();
    if browser.is_none() {
        assert!(
            std::env::var_os("ABREAST_REQUIRE_BROWSER").is_none(),
            "chromium is not installed, and ABREAST_REQUIRE_BROWSER is set"
        );
        eprintln!("skipped: install chromium to run the browser tests");
    }
    browser
}

/// Serves a library on a free port for as long as the test runs.
fn serve(library: Library) -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.set_nonblocking(true).expect("a socket");
    let address = listener.local_addr().expect("an address");
    std::thread::spawn(move || {
        tokio::runtime::Runtime::new().expect("a runtime").block_on(async move {
            let listener = tokio::net::TcpListener::from_std(listener).expect("a socket");
            abreast::web::serve(listener, Arc::new(library)).await
        })
    });
    format!("http://{address}")
}

fn sample() -> Library {
    Library::build(&Source::Sample, &|_| {})
}

/// Overflow of the page, pairs of blocks that overlap within a column, and the sum of layout shifts.
const MEASURE: &str = "(async () => {
    const shift = await new Promise((resolve) => {
        let sum = 0;
        new PerformanceObserver((list) => { for (const one of list.getEntries()) sum += one.value; })
            .observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => resolve(sum), 120);
    });
    const overlaps = [];
    for (const column of document.querySelectorAll('.prose, .shelf, .statement ol, .items')) {
        const blocks = [...column.children].map((child) => child.getBoundingClientRect()).filter((r) => r.height);
        for (let at = 1; at < blocks.length; at += 1) {
            if (blocks[at - 1].bottom > blocks[at].top + 0.5 && blocks[at - 1].left === blocks[at].left) overlaps.push(at);
        }
    }
    const wide = [...document.querySelectorAll('.prose > *')]
        .filter((p) => p.scrollWidth > p.clientWidth + 4).map((p) => p.id);
    return { over: document.documentElement.scrollWidth - innerWidth, overlaps, shift, wide };
})()";

#[test]
fn nothing_overflows_overlaps_or_shifts_at_any_width() {
    let Some(mut browser) = browser() else { return };
    let gallery = support::gallery();
    let mut paths: Vec<String> =
        ["/", "/about", "/settings", "/problems", "/nowhere"].map(str::to_owned).to_vec();
    for story in &gallery.stories {
        paths.push(format!("/stories/{}", story.id));
    }
    for path in ["quotes", "coverage", "articles/s0a1", "?entity=ida-marsh"] {
        paths.push(format!("/stories/s0a0/{path}").replace("/?", "?"));
    }
    let real = sample();
    let story = format!("/stories/{}", real.stories[0].id);
    let (gallery, real) = (serve(gallery), serve(real));
    let mut urls: Vec<String> = paths.iter().map(|path| format!("{gallery}{path}")).collect();
    for path in ["", "/quotes", "/coverage"] {
        urls.push(format!("{real}{story}{path}"));
    }
    for url in urls {
        for width in WIDTHS {
            browser.size(width, 800);
            browser.open(&url);
            let found = browser.evaluate(MEASURE);
            let expected = json!({ "over": 0, "overlaps": [], "shift": 0, "wide": [] });
            assert_eq!(found, expected, "{url} at {width} px");
            let host = url.split('/').take(3).collect::<Vec<_>>().join("/");
            for request in browser.requests() {
                assert!(
                    request.starts_with(&host) || request.starts_with("data:"),
                    "{url} asks for {request}"
                );
            }
        }
    }
}

#[test]
fn a_chosen_quote_has_its_versions_level_and_stays_where_it_is() {
    let Some(mut browser) = browser() else { return };
    let url = serve(support::gallery());
    browser.size(1440, 900);
    browser.open(&format!("{url}/stories/s1a0"));
    let found = browser.evaluate(
        "(async () => {
            const long = document.getElementById('a2');
            long.scrollTop = 2000;
            const quote = document.getElementById('a1-q1');
            const before = quote.getClientRects()[0].top;
            quote.click();
            await new Promise((resolve) => setTimeout(resolve, 400));
            const top = (id) => document.getElementById(id).getClientRects()[0].top;
            return { moved: top('a1-q1') - before, apart: Math.abs(top('a1-q1') - top('a2-q1')) };
        })()",
    );
    assert_eq!(found["moved"], 0);
    assert!(found["apart"].as_f64().expect("a number") <= 24.0, "{found}");
}

#[test]
fn choosing_a_person_keeps_every_column_where_it_is() {
    let Some(mut browser) = browser() else { return };
    let url = serve(support::gallery());
    browser.size(1440, 900);
    browser.open(&format!("{url}/stories/s1a0"));
    let found = browser.evaluate(
        "(async () => {
            document.getElementById('a2').scrollTop = 300;
            const before = document.getElementById('a2-p9').getBoundingClientRect().top;
            document.querySelector('.who').click();
            for (let wait = 0; wait < 500 && !document.querySelector('main.lit'); wait += 1) {
                await new Promise((resolve) => setTimeout(resolve, 20));
            }
            const after = document.getElementById('a2-p9').getBoundingClientRect().top;
            return { moved: Math.abs(after - before) < 1, url: location.search };
        })()",
    );
    assert_eq!(found, json!({ "moved": true, "url": "?entity=ida-marsh" }));
}

#[test]
fn without_scripts_a_version_is_brought_up_in_its_own_column() {
    let Some(mut browser) = browser() else { return };
    let url = serve(support::gallery());
    browser.scripts(false);
    browser.size(1440, 500);
    browser.open(&format!("{url}/stories/s1a1#a2-p40"));
    let found = browser.evaluate(
        "(() => {
            const link = document.querySelector('#a1 .note a');
            const top = document.getElementById('a2').scrollTop;
            const own = document.getElementById('a1').scrollTop;
            link.click();
            const target = document.getElementById('a2-q1').getBoundingClientRect();
            return {
                was_down: top > 500, own: document.getElementById('a1').scrollTop - own, hash: location.hash,
                seen: target.top > 0 && target.bottom < innerHeight,
                page: scrollY,
            };
        })()",
    );
    let expected = json!({ "was_down": true, "own": 0, "hash": "#a2-q1", "seen": true, "page": 0 });
    assert_eq!(found, expected);
}

#[test]
fn without_scripts_a_reader_gets_from_the_library_to_the_settings() {
    let Some(mut browser) = browser() else { return };
    let url = serve(support::gallery());
    browser.scripts(false);
    browser.size(390, 844);
    browser.open(&url);
    for link in [
        ".shelf h2 a",
        ".views li:nth-child(2) a",
        ".views li:nth-child(3) a",
        ".account h3 a",
        ".back a",
        ".column .about a",
        ".site a:nth-child(2)",
    ] {
        let next = browser.evaluate(&format!("document.querySelector('{link}').href"));
        let next = next.as_str().unwrap_or_else(|| panic!("no link {link}")).to_owned();
        browser.open(&next);
        let heading = browser.evaluate("document.querySelector('h1').textContent.trim()");
        assert_ne!(heading, "No such page", "{link} leads to {next}");
    }
    assert_eq!(browser.evaluate("document.querySelectorAll('form input[type=radio]').length > 8"), true);
}
