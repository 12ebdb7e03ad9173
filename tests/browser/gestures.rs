//! What hands do: a mouse that drags and draws, a finger that swipes and taps; and who asks why a quote is given to
//! somebody, by pointer, key or finger.

use std::sync::Arc;

use abreast::web::{Access, Hosts, Site};
use serde_json::json;

use super::{browser, serve, serve_site, support};

const ORDER: &str = "[...document.querySelectorAll('.column')].map((one) => one.dataset.a).join()";

#[test]
fn a_column_is_dragged_to_another_place_by_its_head() {
    let Some(mut browser) = browser() else { return };
    let url = serve(support::gallery());
    browser.size(1600, 900);
    browser.open(&format!("{url}/stories/s0a0?columns=s0a0,s0a1,s0a2"));
    browser.wait_for("document.querySelector('.outlet b[draggable=true]')");
    let from = browser.middle("#a1 .outlet b");
    let to = browser.middle("#a3 .prose > p");
    browser.drag(from, to);
    browser.wait_for(&format!("{ORDER} === 's0a1,s0a2,s0a0'"));
    assert_eq!(browser.evaluate("location.search"), "?columns=s0a1,s0a2,s0a0");
    assert_eq!(browser.evaluate("document.querySelectorAll('.over').length"), 0);
    // And back to the left; what else is dropped on a column changes nothing.
    let from = browser.middle("#a1 .outlet b");
    let to = browser.middle("#a2 .prose > p");
    browser.drag(from, to);
    browser.wait_for(&format!("{ORDER} === 's0a0,s0a1,s0a2'"));
    browser.evaluate(
        "(() => {
            const data = new DataTransfer();
            data.setData('text/plain', 'something else');
            const drop = new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data });
            document.querySelector('#a2 .prose').dispatchEvent(drop);
        })()",
    );
    assert_eq!(browser.evaluate(ORDER), "s0a0,s0a1,s0a2");
}

#[test]
fn an_edge_is_drawn_and_a_column_becomes_a_spine() {
    let Some(mut browser) = browser() else { return };
    let url = serve(support::gallery());
    browser.size(1600, 900);
    browser.open(&format!("{url}/stories/s0a0?columns=s0a0,s0a1,s0a2"));
    browser.wait_for("document.querySelector('.edge')");
    let width = "document.getElementById('a1').offsetWidth";
    let before = browser.evaluate(width).as_f64().expect("a width");
    let (x, y) = browser.middle(".edge[data-of=a1]");
    browser.draw((x, y), (x + 90.0, y + 20.0));
    assert_eq!(browser.evaluate(width).as_f64(), Some(before + 90.0));
    // No narrower than can be read.
    browser.draw((x + 90.0, y), (x - 900.0, y));
    assert_eq!(browser.evaluate(width), 240);
    // Let go, it follows the pointer no more.
    browser.hover(x, y);
    assert_eq!(browser.evaluate(width), 240);
    // As wide when another column is closed.
    let close = browser.middle("#a3 .close");
    browser.click(close);
    browser.wait_for(&format!("{ORDER} === 's0a0,s0a1'"));
    assert_eq!(browser.evaluate(width), 240);
    // Two presses, and the page decides again.
    let edge = browser.middle(".edge[data-of=a1]");
    for clicks in [1, 2] {
        browser.button("mousePressed", edge, clicks);
        browser.button("mouseReleased", edge, clicks);
    }
    browser.wait_for(&format!("{width} > 400"));
    // Closed columns stand at the right and open where they are pressed.
    browser.press("x");
    browser.wait_for(&format!("{ORDER} === 's0a1'"));
    assert_eq!(browser.evaluate("document.querySelectorAll('#a2 .close').length"), 0, "the last one stays");
    let spine = browser.middle(".spines a[href$='s0a2']");
    browser.click(spine);
    browser.wait_for(&format!("{ORDER} === 's0a1,s0a2'"));
}

#[test]
fn a_finger_swipes_to_the_next_report() {
    let Some(mut browser) = browser() else { return };
    let url = serve(support::gallery());
    browser.phone();
    browser.open(&format!("{url}/stories/s0a0"));
    let at = "Math.round(document.getElementById('main').scrollLeft / innerWidth * 100) / 100";
    for (by, report) in [(-220.0, 1), (-220.0, 2), (220.0, 1)] {
        browser.swipe((if by < 0.0 { 320.0 } else { 70.0 }, 600.0), (by, 0.0));
        browser.wait_for(&format!("{at} === {report}"));
        browser.wait_for(&format!(
            "document.querySelector('.tabs a[aria-current]')?.hash === '#a{}'",
            report + 1
        ));
    }
    // Up and down is the report itself, and the page stays.
    browser.swipe((200.0, 700.0), (0.0, -160.0));
    browser.wait_for("document.getElementById('a2').scrollTop > 50 || document.getElementById('a2').scrollHeight <= document.getElementById('a2').clientHeight");
    assert_eq!(browser.evaluate(at), 1);
    assert_eq!(browser.evaluate("scrollX + scrollY"), 0);
}

#[test]
fn a_link_is_copied_where_there_is_no_clipboard() {
    let Some(mut browser) = browser() else { return };
    let mut hosts = Hosts::default();
    assert!(hosts.allow("reading.test"));
    let site = Site::new(Access { hosts, ..Access::default() }, |_| ());
    site.publish(Arc::new(support::gallery()));
    let url = serve_site(site).replace("127.0.0.1", "reading.test");
    browser.size(1440, 900);
    browser.open(&format!("{url}/stories/s1a0"));
    assert_eq!(
        browser.evaluate("[isSecureContext, typeof navigator.clipboard]"),
        json!([false, "undefined"])
    );
    browser.press("n");
    browser.wait_for("document.querySelector('.chosen')");
    browser.press("l");
    browser.wait_for("document.querySelector('dialog.copy[open] input')");
    let field = browser.evaluate(
        "(() => {
            const field = document.activeElement;
            return { value: field.value, selected: field.value.slice(field.selectionStart, field.selectionEnd) };
        })()",
    );
    let link = field["value"].as_str().expect("a link").to_owned();
    assert_eq!(field["selected"], link.as_str(), "all of it is selected");
    assert!(link.starts_with(&url) && link.ends_with("#here"), "{link}");
    browser.press("Escape");
    browser.wait_for("!document.querySelector('dialog')");
    browser.open(&link);
    assert!(browser.evaluate("document.querySelector('.here').textContent.length").as_f64() > Some(10.0));
}

const CARD: &str = "(document.getElementById('card')?.textContent ?? '')";

#[test]
fn a_quote_says_why_by_pointer_and_key() {
    let Some(mut browser) = browser() else { return };
    let url = serve(support::gallery());
    browser.size(1440, 900);
    browser.open(&format!("{url}/stories/s1a0"));
    browser.wait_for("document.querySelector('.lock')");
    // The name at a quote, and the quote itself.
    for mark in ["#a1-q1 > .c", "#a2-q2"] {
        let (x, y) = browser.middle(mark);
        browser.hover(x, y);
        browser.wait_for(&format!("{CARD}.includes('Ida Marsh') && {CARD}.includes('Here: between marks')"));
        browser.hover(4.0, 4.0);
        browser.wait_for("!document.getElementById('card')");
    }
    // By key: the focus, and whatever is chosen.
    browser.evaluate("document.getElementById('a2').focus()");
    while browser.evaluate("document.activeElement.matches('#a2 a.c')") != true {
        browser.press("Tab");
    }
    browser.wait_for(&format!("{CARD}.includes('Ida Marsh') && {CARD}.includes('Here: between marks')"));
    assert_eq!(
        browser
            .evaluate("document.getElementById(document.activeElement.getAttribute('aria-describedby')).id"),
        "card"
    );
    browser.press("Escape");
    browser.wait_for("!document.getElementById('card')");
    browser.press("n");
    browser.wait_for("document.querySelector('.chosen')");
    browser.press("w");
    browser.wait_for(&format!("{CARD}.includes('Here: ')"));
    // It stays in the window, and moves nothing.
    let inside = "(() => { const r = document.getElementById('card').getBoundingClientRect();
        return r.left >= 0 && r.top >= 0 && r.right <= innerWidth && r.bottom <= innerHeight; })()";
    assert_eq!(browser.evaluate(inside), true);
}

#[test]
fn a_quote_that_nobody_is_given_says_so() {
    let Some(mut browser) = browser() else { return };
    let url = serve(support::gallery());
    browser.size(1440, 900);
    browser.open(&format!("{url}/stories/s2a0"));
    let said = format!(
        "{CARD}.startsWith('Speaker not given') && {CARD}.includes('does not clearly say who speaks')"
    );
    let (x, y) = browser.middle("#a1-q6 > .c");
    browser.hover(x, y);
    browser.wait_for(&said);
    browser.press("Escape");
    while browser.evaluate("document.activeElement.matches('#a1-q6 > .c')") != true {
        browser.press("Tab");
    }
    browser.wait_for(&said);
    // A click leads nowhere else.
    browser.click((x, y));
    browser.wait_for(&said);
    assert_eq!(browser.evaluate("location.pathname + location.search"), "/stories/s2a0");
}

#[test]
fn a_tap_says_why() {
    let Some(mut browser) = browser() else { return };
    let url = serve(support::gallery());
    browser.phone();
    // Beside its versions, where it has any.
    browser.open(&format!("{url}/stories/s1a0"));
    browser.wait_for("document.querySelector('.tabs a[aria-current]')");
    let quote = browser.middle("#a1-q1");
    browser.tap(quote);
    browser.wait_for("document.getElementById('drawer')?.textContent.includes('Here: between marks')");
    assert_eq!(browser.evaluate("!!document.getElementById('card')"), false);
    // Else in a card, which another touch takes away.
    browser.open(&format!("{url}/stories/s2a0"));
    browser.wait_for("document.getElementById('keys') || document.querySelector('#legend > button')");
    let quote = browser.middle("#a1-q4");
    browser.tap(quote);
    browser.wait_for(&format!("{CARD}.includes('Ole Brandt') && {CARD}.includes('Here: between marks')"));
    let nobody = browser.middle("#a1-q6 > .c");
    browser.tap(nobody);
    browser.wait_for(&format!("{CARD}.includes('does not clearly say who speaks')"));
    browser.tap((200.0, 800.0));
    browser.wait_for("!document.getElementById('card')");
}
