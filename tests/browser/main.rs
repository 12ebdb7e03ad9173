//! What only a browser can show: that nothing overflows, overlaps or shifts at any width, that nothing is fetched
//! from elsewhere, and that the pages do their work with and without scripts.
//!
//! Needs `chromium`; without it the tests say that they are skipped, unless ABREAST_REQUIRE_BROWSER is set.

mod access;
mod chromium;
mod gestures;
mod layout;
mod own;
mod reading;
mod slow;
mod start;
#[path = "../support/mod.rs"]
mod support;

use std::sync::Arc;

use abreast::library::Library;
use abreast::load::Source;
use abreast::web::{Access, Site};
use chromium::Browser;

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
    let site = Site::new(Access::default(), |_| ());
    site.publish(Arc::new(library));
    serve_site(site)
}

/// Serves a site, be it ready or not.
fn serve_site(site: Arc<Site>) -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.set_nonblocking(true).expect("a socket");
    let address = listener.local_addr().expect("an address");
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        runtime.block_on(abreast::web::server::serve(vec![listener], site, std::future::pending()))
    });
    format!("http://{address}")
}

fn sample() -> Library {
    Library::build(&Source::Sample, &|_| {})
}
