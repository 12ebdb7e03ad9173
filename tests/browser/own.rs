//! What a reader keeps on the device, and links to passages made by selecting words.

use serde_json::json;

use super::{browser, sample, serve, support};

/// Selects `words` in the first report that has them.
fn select(words: &str) -> String {
    format!(
        "(() => {{
            const walk = document.createTreeWalker(document.querySelector('.prose'), NodeFilter.SHOW_TEXT);
            for (let node = walk.nextNode(); node; node = walk.nextNode()) {{
                const at = node.data.indexOf({words:?});
                if (at < 0) continue;
                getSelection().setBaseAndExtent(node, at, node, at + {length});
                return true;
            }}
            return false;
        }})()",
        length = words.chars().count()
    )
}

#[test]
fn a_highlight_and_a_note_stay_on_the_device() {
    let Some(mut browser) = browser() else { return };
    let url = serve(support::gallery());
    browser.size(1440, 900);
    browser.open(&format!("{url}/stories/s1a0"));
    assert_eq!(browser.evaluate(&select("hear the quay")), true);
    browser.wait_for("document.getElementById('bar')");
    browser.evaluate("document.querySelectorAll('#bar button')[2].click()");
    browser.wait_for("document.activeElement.matches('.own textarea')");
    browser.evaluate(
        "(() => {
            const field = document.activeElement;
            field.value = 'ask about this';
            field.dispatchEvent(new Event('change'));
        })()",
    );
    browser.open(&format!("{url}/stories/s1a0"));
    let kept = browser.evaluate(
        "(async () => {
            const hash = document.querySelector('link[href*=base]').getAttribute('href').split('/')[2];
            const { markdown } = await import(`/assets/${hash}/js/own.js`);
            const entries = JSON.parse(localStorage.getItem('abreast-own'));
            return {
                shown: [...CSS.highlights.get('own')].map(String),
                listed: document.querySelector('.own blockquote').textContent,
                note: document.querySelector('.own textarea').value,
                markdown: markdown(entries).includes('> hear the quay') && markdown(entries).includes('ask about this'),
                sent: document.cookie,
            };
        })()",
    );
    let expected = json!({
        "shown": ["hear the quay"], "listed": "hear the quay", "note": "ask about this", "markdown": true, "sent": "",
    });
    assert_eq!(kept, expected);
    // The page of the report shows it, too, and the text stays as it was.
    browser.open(&format!("{url}/stories/s1a0/articles/s1a0"));
    assert_eq!(browser.evaluate("[...CSS.highlights.get('own')].map(String).join()"), "hear the quay");
    browser.evaluate("document.querySelector('.own button').click()");
    assert_eq!(browser.evaluate("localStorage.getItem('abreast-own')"), "[]");
}

#[test]
fn links_to_selected_words_lead_to_the_same_words() {
    let Some(mut browser) = browser() else { return };
    let library = sample();
    let paths: Vec<String> = library.stories.iter().map(|story| format!("/stories/{}", story.id)).collect();
    let url = serve(library);
    browser.size(1440, 900);
    for path in paths {
        browser.open(&format!("{url}{path}"));
        let found = browser.evaluate(
            "(async () => {
                const hash = document.querySelector('link[href*=base]').getAttribute('href').split('/')[2];
                const { read, placeOf, passageAt, linkTo, rangeAt } = await import(`/assets/${hash}/js/passage.js`);
                let [tried, wrong] = [0, []];
                for (const column of document.querySelectorAll('.column')) {
                    const report = read(column);
                    for (let at = 0; at < 12; at += 1) {
                        const start = Math.floor((report.text.length * at) / 12);
                        const range = rangeAt(report, { start, end: Math.min(report.text.length, start + 7 + at * 40) });
                        const place = placeOf(report, range);
                        if (!place) continue;
                        tried += 1;
                        const words = report.text.slice(place.start, place.end);
                        const answer = await fetch(linkTo(passageAt(report, place)).split('#')[0]);
                        const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
                        const shown = [...page.querySelectorAll('.here')].map((one) => one.textContent).join('');
                        if (shown !== words.replaceAll('\\n\\n', '')) wrong.push([words, shown]);
                    }
                }
                return { tried, wrong };
            })()",
        );
        assert_eq!(found["wrong"], json!([]), "{path}");
        assert!(found["tried"].as_u64() >= Some(20), "{path}: {found}");
    }
}

#[test]
fn reading_goes_on_where_it_ended() {
    let Some(mut browser) = browser() else { return };
    let url = serve(support::gallery());
    browser.size(1440, 900);
    browser.open(&format!("{url}/stories/s1a0"));
    browser.evaluate("document.getElementById('a2').scrollTop = 1500");
    browser.open(&url);
    assert_eq!(browser.evaluate("[...document.querySelectorAll('.begun:not([hidden])')].length"), 1);
    browser.open(&format!("{url}/stories/s1a0"));
    let apart = browser.evaluate("Math.abs(document.getElementById('a2').scrollTop - 1500)");
    assert!(apart.as_f64().expect("a number") < 30.0, "{apart}");
}
