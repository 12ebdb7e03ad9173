//! What a reader does on the desk: choose, compare, follow, open and close; with scripts and without.

use std::sync::LazyLock;

use abreast::library::Library;
use abreast::model::{Label, Wording};
use serde_json::json;

use super::support::{Cast, Draft};
use super::{browser, serve, support};

#[test]
fn a_chosen_quote_has_its_versions_level_and_stays_where_it_is() {
    let Some(mut browser) = browser() else { return };
    let url = serve(support::gallery());
    browser.size(1440, 900);
    browser.open(&format!("{url}/stories/s1a0"));
    browser.evaluate(
        "(() => {
            document.getElementById('a2').scrollTop = 2000;
            const quote = document.getElementById('a1-q1');
            window.top_of = (id) => document.getElementById(id).getClientRects()[0].top;
            window.before = top_of('a1-q1');
            quote.click();
        })()",
    );
    browser.wait_for("Math.abs(top_of('a1-q1') - top_of('a2-q1')) <= 24");
    assert_eq!(browser.evaluate("top_of('a1-q1') - before"), 0);
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
    let before = browser.evaluate("[1, 2].map((n) => document.getElementById(`a${n}`).scrollTop)");
    assert!(before[1].as_f64() > Some(500.0), "{before}");
    browser.evaluate("document.querySelector('#a1 .note a').click()");
    browser.wait_for(
        "(() => {
            const target = document.getElementById('a2-q1').getBoundingClientRect();
            return location.hash === '#a2-q1' && target.top > 0 && target.bottom < innerHeight;
        })()",
    );
    assert_eq!(browser.evaluate("document.getElementById('a1').scrollTop"), before[0]);
    assert_eq!(browser.evaluate("scrollY"), 0);
}

/// The address that a form leads to, as it stands.
const FORM: &str = "(() => {
    const form = document.querySelector('main form, .panel form');
    return `${form.action}?${new URLSearchParams(new FormData(form))}`;
})()";

#[test]
fn without_scripts_a_reader_gets_from_the_library_to_the_settings() {
    let Some(mut browser) = browser() else { return };
    let url = serve(support::gallery());
    browser.scripts(false);
    browser.size(390, 844);
    browser.open(&url);
    let follow = |browser: &mut super::Browser, link: &str| {
        let next = browser.evaluate(&format!("document.querySelector('{link}').href"));
        browser.open(next.as_str().unwrap_or_else(|| panic!("no link {link}")));
        let heading = browser.evaluate("document.querySelector('h1').textContent.trim()");
        assert_ne!(heading, "No such page", "{link}");
    };
    follow(&mut browser, ".shelf h2 a");
    // Two columns of twelve, by the form.
    browser.evaluate(
        "document.querySelectorAll('.choose input').forEach((box, at) => { box.checked = at === 1 || at === 4 })",
    );
    let chosen = browser.evaluate(FORM);
    browser.open(chosen.as_str().expect("an address"));
    let columns = "[...document.querySelectorAll('.column')].map((one) => one.id).join()";
    assert_eq!(browser.evaluate(columns), "a2,a5");
    for link in [
        ".choose li:first-child a",
        ".views li:nth-child(2) a",
        ".views li:nth-child(3) a",
        ".account h3 a",
        ".pin",
        ".back a",
        ".column .about a",
        ".site a:nth-child(2)",
    ] {
        follow(&mut browser, link);
    }
    browser.evaluate("document.querySelector('input[value=sepia]').checked = true");
    let chosen = browser.evaluate(FORM);
    browser.open(chosen.as_str().expect("an address"));
    browser.open(&url);
    assert_eq!(browser.evaluate("document.documentElement.classList.contains('t-sepia')"), true);
}

static FILLER: LazyLock<Vec<String>> = LazyLock::new(|| {
    (0..60)
        .map(|n| {
            let rest = "The bell was rung by hand, on the minute, by whoever stood nearest to the rope. ";
            format!("Paragraph {n}. {}", rest.repeat(1 + n % 4))
        })
        .collect()
});

/// A story of so many columns that tell the same six statements, each at other places of its text: near the top, near
/// the end, in another order, one or the other not at all.
fn scattered(columns: usize) -> Library {
    const CAST: &[Cast] = &[Cast("ida-marsh", "Ida Marsh", Label::Person, &["Ida Marsh", "Marsh"])];
    const SAID: [&str; 6] = [
        "We could hear the quay and not see it",
        "That is the wrong way round for a harbour",
        "The bell was late, and so were we",
        "I would do it again tomorrow",
        "Nobody asked the pilot what he saw",
        "It is a good rope and an old one",
    ];
    let drafts = (0..columns)
        .map(|column| {
            let mut paragraphs: Vec<String> = Vec::new();
            let mut draft = Draft::new("Bell", "Fog holds the ferry", &[]);
            for place in 0..SAID.len() {
                let statement = (place * (1 + column % 2 * 4) + column) % SAID.len();
                let filler = (column * 7 + place * 5) % 9 * usize::from(column % 3 != 1 || place > 0);
                paragraphs.extend(FILLER.iter().skip(column + place).take(filler).cloned());
                if (statement + column) % 7 != 6 {
                    paragraphs.push(format!("“{},” said Ida Marsh.", SAID[statement]));
                    draft = draft.said(SAID[statement], "ida-marsh", Some((statement, Wording::Identical)));
                }
            }
            draft.paragraphs = paragraphs;
            draft
        })
        .collect();
    support::library(vec![("Fog holds the ferry", CAST, drafts)])
}

/// Chooses every statement of every column in turn, each brought into view first, and tells how far at most its
/// versions stand from it, and how far it moved itself.
const LEVEL: &str = "(async () => {
    const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    const top = (one) => one.getClientRects()[0].top;
    let [apart, moved, choices, lines] = [0, 0, 0, 0];
    for (const column of document.querySelectorAll('.column')) {
        for (const quote of column.querySelectorAll('.prose [data-u][id]')) {
            const area = column.getBoundingClientRect();
            column.scrollTop += top(quote) - area.top - area.height * (0.2 + 0.6 * ((choices * 0.37) % 1));
            await pause(20);
            const before = top(quote);
            quote.click();
            await pause(60);
            choices += 1;
            moved = Math.max(moved, Math.abs(top(quote) - before));
            for (const version of document.querySelectorAll(`[data-u='${quote.dataset.u}'].chosen`)) {
                apart = Math.max(apart, Math.abs(top(version) - top(quote)));
                lines += 1;
            }
            quote.click();
        }
    }
    return { apart, moved, choices, lines };
})()";

#[test]
fn versions_stand_level_in_two_five_and_twelve_columns() {
    let Some(mut browser) = browser() else { return };
    // Movement takes 180 ms; what is measured is where it ends.
    browser.prefers(&[("prefers-reduced-motion", "reduce")]);
    for (columns, width) in [(2, 1440), (5, 2560), (12, 1440)] {
        let url = serve(scattered(columns));
        browser.size(width, 900);
        browser.open(&format!("{url}/stories/s0a0"));
        let found = browser.evaluate(LEVEL);
        eprintln!("{columns} columns: {found}");
        let number = |name: &str| found[name].as_f64().expect("a number");
        assert!(number("choices") >= 4.0 * columns as f64, "{columns} columns: {found}");
        assert!(number("lines") > number("choices"), "{columns} columns: {found}");
        assert!(number("apart") <= 24.0, "{columns} columns: {found}");
        assert!(number("moved") <= 1.0, "{columns} columns: {found}");
    }
}

#[test]
fn locked_columns_follow_each_other_from_place_to_place() {
    let Some(mut browser) = browser() else { return };
    let url = serve(scattered(2));
    browser.size(1440, 900);
    browser.open(&format!("{url}/stories/s0a0"));
    browser.press("k");
    let found = browser.evaluate(
        "(async () => {
            const frames = async (count) => { while (count--) await new Promise(requestAnimationFrame); };
            const [one, other] = document.querySelectorAll('.column');
            one.dispatchEvent(new Event('pointerdown'));
            let last = -1;
            let back = 0;
            for (let y = 0; y <= one.scrollHeight; y += 150) {
                one.scrollTop = y;
                await frames(2);
                if (other.scrollTop < last - 1) back += 1;
                last = other.scrollTop;
            }
            const own = one.scrollTop;
            other.dispatchEvent(new Event('pointerdown'));
            other.scrollTop = 0;
            await frames(3);
            return { followed: last > 300, back, returned: own > 300 && one.scrollTop < own };
        })()",
    );
    assert_eq!(found, json!({ "followed": true, "back": 0, "returned": true }));
}

#[test]
fn columns_are_closed_opened_moved_and_resized() {
    let Some(mut browser) = browser() else { return };
    let url = serve(support::gallery());
    browser.size(1440, 900);
    browser.open(&format!("{url}/stories/s0a0?columns=s0a0,s0a1,s0a2"));
    let order = "[...document.querySelectorAll('.column')].map((one) => one.dataset.a).join()";
    browser.evaluate("document.getElementById('a2').focus()");
    browser.press("<");
    browser.wait_for(&format!("{order} === 's0a1,s0a0,s0a2'"));
    assert_eq!(browser.evaluate("location.search"), "?columns=s0a1,s0a0,s0a2");
    browser.evaluate("document.querySelector('#a3 .close').click()");
    browser.wait_for(&format!("{order} === 's0a1,s0a0'"));
    browser.evaluate("document.querySelector('.spines li:last-child a').click()");
    browser.wait_for(&format!("{order} === 's0a1,s0a0,s0a11'"));
    let width = "document.getElementById('a2').offsetWidth";
    let before = browser.evaluate(width).as_f64().expect("a width");
    browser.evaluate("document.querySelector('.edge').focus()");
    browser.call("Input.dispatchKeyEvent", json!({ "type": "keyDown", "key": "ArrowRight" }));
    browser.wait_for(&format!("{width} === {}", before + 24.0));
    browser.evaluate("history.back()");
    browser.wait_for(&format!("{order} === 's0a1,s0a0'"));
}

#[test]
fn on_a_phone_the_versions_come_up_from_below() {
    let Some(mut browser) = browser() else { return };
    let url = serve(support::gallery());
    browser.phone();
    browser.open(&format!("{url}/stories/s1a0"));
    browser.evaluate("document.querySelector('#a1 .prose [data-u]').click()");
    browser.wait_for(
        "document.querySelector('#drawer blockquote')?.textContent.includes('We could hear the quay')",
    );
    let [quote, drawer] = ["#a1 .chosen", "#drawer"]
        .map(|one| format!("document.querySelector('{one}').getBoundingClientRect()"));
    assert_eq!(
        browser.evaluate(&format!("{quote}.bottom < {drawer}.top")),
        true,
        "what was chosen is in sight"
    );
    browser.evaluate("document.querySelector('#drawer li button').click()");
    browser.wait_for("Math.abs(document.getElementById('a2').getBoundingClientRect().left) < 2");
    assert_eq!(browser.evaluate("document.documentElement.scrollWidth - innerWidth"), 0);
}

#[test]
fn settings_are_chosen_beside_the_text_that_they_change() {
    let Some(mut browser) = browser() else { return };
    let url = serve(support::gallery());
    browser.size(1440, 900);
    browser.open(&format!("{url}/stories/s1a0"));
    let top = "(() => {
        const line = document.getElementById('a2').getBoundingClientRect().top + 80;
        return [...document.querySelectorAll('#a2 .prose > p')].find((one) => one.getBoundingClientRect().bottom > line).id;
    })()";
    browser.evaluate("document.getElementById('a2').scrollTop = 2000");
    let reading = browser.evaluate(top);
    browser.evaluate("document.querySelector('.site a:nth-child(2)').click()");
    browser.wait_for("document.querySelector('#type[open] input')");
    browser.evaluate(
        "for (const value of ['sepia', 'huge']) document.querySelector(`#type input[value=${value}]`).click()",
    );
    browser.wait_for("document.documentElement.matches('.t-sepia.z-huge')");
    assert_eq!(browser.evaluate(top), reading, "the place is kept");
    assert_eq!(browser.evaluate("location.pathname"), "/stories/s1a0");
    browser.open(&url);
    assert_eq!(browser.evaluate("document.documentElement.matches('.t-sepia.z-huge')"), true);
}

#[test]
fn no_column_is_cut_in_two() {
    let Some(mut browser) = browser() else { return };
    let url = serve(scattered(12));
    for width in [768, 1024, 1280, 1366, 1440, 1920, 2560] {
        browser.size(width, 800);
        browser.open(&format!("{url}/stories/s0a0"));
        let seen = browser.evaluate(
            "[...document.querySelectorAll('.column')]
                .map((one) => [innerWidth - one.getBoundingClientRect().left, one.offsetWidth])
                .find(([seen, whole]) => seen < whole - 1)[0]",
        );
        // Of the first that is not seen whole there is the edge, and its first letters.
        assert_eq!(seen.as_f64().map(f64::round), Some(48.0), "at {width} px");
    }
}

#[test]
fn a_link_to_a_statement_finds_the_page_of_the_board_on_which_it_stands() {
    let Some(mut browser) = browser() else { return };
    let url = serve(many());
    // As links were made before boards had pages: the fragment alone.
    for (old, new) in [("quotes#u37", "?statement=u37"), ("coverage#c30", "?from=30")] {
        browser.open(&format!("{url}/stories/s0a0/{old}"));
        browser.wait_for(&format!("location.search === '{new}' && document.readyState === 'complete'"));
        browser.wait_for(
            "(() => {
                const found = document.getElementById(location.hash.slice(1))?.getBoundingClientRect();
                return found && found.top > -1 && found.top < innerHeight;
            })()",
        );
    }
}

/// Forty reports that each tell the same forty statements.
fn many() -> Library {
    const CAST: &[Cast] = &[Cast("ida-marsh", "Ida Marsh", Label::Person, &["Ida Marsh", "Marsh"])];
    let words: Vec<&'static str> = (0..40).map(|n| &*format!("Bell {n} was late").leak()).collect();
    let drafts = (0..40)
        .map(|_| {
            let mut draft = Draft::new("Bell", "Fog holds the ferry", &[]);
            for (n, said) in words.iter().enumerate() {
                draft.paragraphs.push(format!("“{said},” said Ida Marsh."));
                draft = draft.said(said, "ida-marsh", Some((n, Wording::Identical)));
            }
            draft
        })
        .collect();
    support::library(vec![("Fog holds the ferry", CAST, drafts)])
}
