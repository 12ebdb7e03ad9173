//! For everybody: axe-core on every page, targets, focus, a journey by keyboard, colours that are forced or not seen.

use std::path::Path;
use std::sync::{Arc, LazyLock};

use abreast::web::{Access, Link, Site};
use serde_json::{Value, json};

use super::chromium::Browser;
use super::{browser, serve, serve_site, support};

/// axe-core (MPL-2.0) is not part of the project: `.ci/run` installs it with npm.
static AXE: LazyLock<Option<String>> = LazyLock::new(|| {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/axe/node_modules/axe-core/axe.min.js");
    let source = std::fs::read_to_string(path).ok();
    if source.is_none() {
        assert!(
            std::env::var_os("ABREAST_REQUIRE_BROWSER").is_none(),
            "axe-core is not installed, and ABREAST_REQUIRE_BROWSER is set: npm install --prefix target/axe axe-core@4"
        );
        eprintln!("skipped: npm install --prefix target/axe axe-core@4");
    }
    source
});

/// Every kind of page, with what is done on it first.
const PAGES: [(&str, &str); 20] = [
    ("/", ""),
    ("/?person=nobody", ""),
    ("/about", ""),
    ("/settings", ""),
    ("/names", ""),
    ("/problems", ""),
    ("/nowhere", ""),
    ("/stories/s1a0", ""),
    ("/stories/s1a0", "document.querySelectorAll('.pop > summary')[0].click()"),
    ("/stories/s1a0", "document.querySelectorAll('.pop > summary')[1].click()"),
    ("/stories/s1a0", "document.querySelectorAll('.pop > summary')[2].click()"),
    ("/stories/s1a0", "document.querySelectorAll('.pop > summary')[4].click()"),
    ("/stories/s0a0?columns=s0a1,s0a2&entity=ida-marsh", ""),
    ("/stories/s4a0?quote=never+written", ""),
    ("/stories/s3a0", "document.querySelector('.prose .q').click()"),
    (
        "/stories/s1a0/articles/s1a0",
        "document.querySelector('.site a:nth-child(2)').click();
        (async () => { while (!document.getElementById('type')) await new Promise(requestAnimationFrame); })()",
    ),
    ("/stories/s0a0/articles/s0a1?entity=ida-marsh", ""),
    ("/stories/s0a0/quotes", ""),
    ("/stories/s0a0/quotes?speaker=ida-marsh", ""),
    ("/stories/s0a0/coverage", ""),
];

/// The pages that another site than a ready one on this machine serves: whoever shares it, while it reads, and no site
/// at all. What they stand in is kept for as long as they are looked at.
fn elsewhere(browser: &mut Browser, url: &str) -> (Vec<(String, &'static str)>, tempfile::TempDir) {
    let link = Link::new(4180, None, None).ok();
    let shared = vec!["192.168.7.20:4180".to_owned()];
    let sharing = Site::new(Access { link, shared, ..Access::default() }, |_| ());
    sharing.publish(Arc::default());
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("story.html");
    browser.open(&format!("{url}/about"));
    let saved = browser.evaluate("fetch('/stories/s0a0/file').then((answer) => answer.text())");
    std::fs::write(&file, saved.as_str().expect("text")).expect("written");
    let reading = serve_site(Site::new(Access::default(), |_| ()));
    // It would load itself anew each second.
    let stays = "fetch('/').then((answer) => answer.text()).then(async (html) => {
        document.open();
        document.write(html.replace(/<meta http-equiv=.refresh.[^>]*>/, ''));
        document.close();
        await new Promise((resolve) => addEventListener('load', resolve));
    })";
    let pages = vec![
        (format!("{}/share", serve_site(sharing)), ""),
        (format!("{url}/share"), ""),
        (format!("{reading}/healthz"), stays),
        (format!("file://{}", file.display()), ""),
        (format!("file://{}", file.display()), "document.querySelector('.pop > summary').click()"),
    ];
    (pages, folder)
}

/// Runs `check` on every page, light and dark, on a desk and on a phone.
fn everywhere(browser: &mut Browser, mut check: impl FnMut(&mut Browser, &str)) {
    let url = serve(support::gallery());
    let (mut pages, _kept) = elsewhere(browser, &url);
    pages.extend(PAGES.map(|(path, first)| (format!("{url}{path}"), first)));
    for theme in ["light", "dark"] {
        browser.prefers(&[("prefers-color-scheme", theme), ("prefers-reduced-motion", "reduce")]);
        for phone in [false, true] {
            if phone {
                browser.phone();
            } else {
                browser.size(1280, 800);
            }
            for (page, first) in &pages {
                browser.open(page);
                if !first.is_empty() {
                    browser.evaluate(first);
                    browser.evaluate("new Promise(requestAnimationFrame).then(() => 0)");
                }
                let device = if phone { "phone" } else { "desk" };
                check(browser, &format!("{page} {first} ({theme}, {device})"));
            }
        }
    }
}

#[test]
fn axe_finds_nothing_on_any_page() {
    let Some(mut browser) = browser() else { return };
    let Some(axe) = AXE.as_deref() else { return };
    everywhere(&mut browser, |browser, page| {
        browser.evaluate(&format!("{axe}; 0"));
        let found = browser.evaluate(
            "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then((found) =>
                found.violations.map((one) => [one.id, one.nodes.length, one.nodes[0].html, one.nodes[0].failureSummary]))",
        );
        assert_eq!(found, json!([]), "{page}");
    });
}

#[test]
fn what_can_be_pressed_is_large_enough() {
    let Some(mut browser) = browser() else { return };
    everywhere(&mut browser, |browser, page| {
        // Links within a sentence may be as high as their line.
        let small = browser.evaluate(
            "[...document.querySelectorAll('a[href], button, summary, input, select, textarea')]
                .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest('svg, .skip, .prose p, .prose blockquote, h2'))
                .filter((one) => getComputedStyle(one).display !== 'inline')
                .map((one) => [one, (one.closest('label') ?? one).getBoundingClientRect()])
                .filter(([, box]) => box.width < 24 || box.height < 24)
                .map(([one, box]) => `${one.outerHTML.slice(0, 120)} ${box.width} x ${box.height}`)",
        );
        assert_eq!(small, json!([]), "{page}");
    });
}

#[test]
fn focus_is_seen_wherever_it_goes() {
    let Some(mut browser) = browser() else { return };
    let url = serve(support::gallery());
    browser.size(1280, 800);
    browser.prefers(&[("prefers-reduced-motion", "reduce")]);
    for path in ["/", "/settings", "/stories/s4a0", "/stories/s0a0/quotes", "/stories/s4a0/articles/s4a0"] {
        browser.open(&format!("{url}{path}"));
        let mut seen = Vec::new();
        for _ in 0..60 {
            browser.press("Tab");
            let state = browser.evaluate(
                "(() => {
                    const one = document.activeElement;
                    if (!one || one === document.body) return null;
                    const style = getComputedStyle(one);
                    const boxes = [...one.getClientRects()];
                    const points = boxes.flatMap((b) => [[b.left + b.width / 2, b.top + b.height / 2], [b.left + 3, b.top + 3], [b.right - 3, b.bottom - 3]]);
                    const free = points.some(([x, y]) => {
                        const top = document.elementFromPoint(x, y);
                        return top && (top === one || one.contains(top) || top.contains(one) && top.closest('label, summary'));
                    });
                    return {
                        what: one.outerHTML.slice(0, 100),
                        outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
                        free: free || one.matches('input') && !!one.closest('label'),
                    };
                })()",
            );
            if state.is_null() {
                break;
            }
            assert!(state["outlined"] == true && state["free"] == true, "{path}: {state}");
            seen.push(state["what"].clone());
        }
        assert!(seen.len() >= 5, "{path}: {seen:?}");
    }
}

/// Presses Tab until what `selector` names has the focus.
#[track_caller]
fn tab_to(browser: &mut Browser, selector: &str) {
    for _ in 0..200 {
        if browser.evaluate(&format!("!!document.activeElement?.matches({selector:?})")) == true {
            return;
        }
        browser.press("Tab");
    }
    panic!("Tab never reaches {selector}");
}

#[test]
fn a_reader_does_everything_by_keyboard() {
    let Some(mut browser) = browser() else { return };
    let url = serve(support::gallery());
    browser.size(1440, 900);
    browser.prefers(&[("prefers-reduced-motion", "reduce")]);
    // Open a story.
    browser.open(&url);
    tab_to(&mut browser, ".shelf h2 a[href='/stories/s0a0']");
    browser.press("Enter");
    browser
        .wait_for("document.querySelectorAll('.column').length === 12 && document.readyState === 'complete'");
    // Choose two columns of twelve.
    tab_to(&mut browser, "details:nth-child(3) > summary");
    browser.press("Enter");
    for column in 3..=12 {
        tab_to(&mut browser, &format!(".choose li:nth-child({column}) input"));
        browser.press(" ");
    }
    tab_to(&mut browser, ".panel form button");
    browser.press("Enter");
    browser
        .wait_for("document.querySelectorAll('.column').length === 2 && document.readyState === 'complete'");
    assert_eq!(browser.evaluate("location.search"), "?columns=s0a0&columns=s0a1");
    // Step through what they share.
    browser.wait_for("document.querySelector('.choose ~ p, .lock') && document.getElementById('t-lock')");
    browser.press("n");
    browser.wait_for("document.querySelectorAll('.chosen').length === 2");
    let first = browser.evaluate("location.hash");
    browser.press("n");
    browser.wait_for("document.querySelectorAll('.chosen').length === 2");
    assert_ne!(browser.evaluate("location.hash"), first);
    browser.press("p");
    assert_eq!(browser.evaluate("location.hash"), first);
    // Copy a link to it.
    browser.press("l");
    browser.wait_for("document.querySelector('dialog.copy') || document.getElementById('said')?.textContent");
    browser.press("Escape");
    // Open a card.
    tab_to(&mut browser, ".prose a.c");
    browser.wait_for("document.getElementById('card')?.textContent.includes('Ida Marsh')");
    // Change the size of the type.
    browser.press("+");
    browser.wait_for("document.documentElement.classList.contains('z-large')");
    // The list of keys, and single letters switched off in it.
    browser.press("?");
    browser.wait_for("document.querySelector('dialog[open] kbd')");
    tab_to(&mut browser, "dialog input");
    browser.press(" ");
    browser.press("Escape");
    browser.wait_for("!document.querySelector('dialog[open]')");
    browser.press("Escape");
    browser.press("n");
    assert_eq!(browser.evaluate("document.querySelectorAll('.chosen').length"), 0);
}

/// What tells the marks of the legend apart when no colour does.
const DECORATION: &str = "(() => {
    const line = (one) => {
        const s = getComputedStyle(one);
        const edge = (name) => s[`border${name}Style`] === 'none' ? '' : `${s[`border${name}Style`]} ${s[`border${name}Width`]}`;
        const under = s.textDecorationLine === 'none' ? '' : `${s.textDecorationStyle} ${s.textDecorationThickness}`;
        const chip = one.querySelector('.c');
        const name = chip ? getComputedStyle(chip).fontStyle : '';
        const parts = one.querySelector('.k') ? 'parts' : '';
        return [edge('Left'), edge('Bottom'), under, parts, name].join(' | ');
    };
    return {
        quotes: [...document.querySelectorAll('.legend .q')].map(line),
        names: [...document.querySelectorAll('.legend .e')].map(line),
        shapes: [...document.querySelectorAll('.legend .rel')].map((one) => getComputedStyle(one, '::before').backgroundImage + getComputedStyle(one, '::before').backgroundColor),
    };
})()";

fn all_differ(marks: &Value) {
    for (kind, lines) in marks.as_object().expect("lists") {
        let lines = lines.as_array().expect("a list");
        assert!(lines.len() >= 3, "{kind}: {lines:?}");
        for (at, line) in lines.iter().enumerate() {
            assert!(!lines[..at].contains(line), "{kind}: two look alike without colour: {lines:?}");
        }
    }
}

#[test]
fn highlights_are_told_apart_without_colour() {
    let Some(mut browser) = browser() else { return };
    let url = serve(support::gallery());
    browser.size(1280, 800);
    browser.prefers(&[("forced-colors", "active")]);
    browser.open(&format!("{url}/about"));
    all_differ(&browser.evaluate(DECORATION));
    browser.prefers(&[]);
    // Who sees colours differently, or none: what tells the marks apart is the same, for no colour is needed.
    for kind in ["deuteranopia", "protanopia", "tritanopia", "achromatopsia"] {
        browser.call("Emulation.setEmulatedVisionDeficiency", json!({ "type": kind }));
        browser.open(&format!("{url}/stories/s3a0"));
        let unnamed = browser.evaluate(
            "[...document.querySelectorAll('.prose .q[id]')].filter((one) => !one.querySelector('.c')?.dataset.s).length",
        );
        assert_eq!(unnamed, 0, "{kind}: every one of twenty speakers is named at his quote");
        let names = browser.evaluate(DECORATION);
        assert!(names["names"].as_array().is_some_and(|names| names.len() == 4), "{names}");
        all_differ(&json!({ "names": names["names"], "shapes": names["shapes"] }));
    }
}
