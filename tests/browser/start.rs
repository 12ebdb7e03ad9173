//! The list of stories while others are still being read.

use std::sync::Arc;

use abreast::library::Library;
use abreast::model::Story;
use abreast::web::{Access, Site};

use super::{browser, sample, serve_site};

/// The first stories of a library, while the others are still being read.
fn part(whole: &Library, stories: usize) -> Arc<Library> {
    let here: Vec<Arc<Story>> = whole.stories[..stories].to_vec();
    let mut part = Library::new(whole.articles.clone(), here, Vec::new());
    part.to_come = whole.stories.len() - stories;
    Arc::new(part)
}

#[test]
fn the_list_grows_where_nobody_looks() {
    let Some(mut browser) = browser() else { return };
    let site = Site::new(Access::default(), |_| ());
    let whole = sample();
    let all = whole.stories.len();
    assert!(all >= 3);
    site.publish(part(&whole, all - 2));
    let base = serve_site(Arc::clone(&site));
    browser.size(1280, 300);
    browser.open(&base);
    let top = "document.querySelector('.shelf > li:nth-child(1) h2 a').getBoundingClientRect().top";
    browser.evaluate("document.querySelector('.shelf > li:nth-child(1) h2 a').focus()");
    let before = browser.evaluate(&format!("window.same = true; scrollTo(0, 60); {top}"));
    site.publish(part(&whole, all - 1));
    browser.wait_for(&format!("document.querySelectorAll('.shelf > li').length == {}", all - 1));
    assert_eq!(browser.evaluate(top), before, "nothing moves");
    assert_eq!(
        browser.evaluate("window.same && document.activeElement.matches('.shelf > li:nth-child(1) a')"),
        true
    );
    browser.wait_for(&format!(
        "document.querySelector('#still').textContent.startsWith('{} of {all} ')",
        all - 1
    ));

    site.publish(Arc::new(whole));
    browser.wait_for(&format!("document.querySelectorAll('.shelf > li').length == {all}"));
    browser.wait_for("document.querySelector('#still').textContent == 'All stories are read.'");
    assert_eq!(browser.evaluate(top), before, "nothing moves");

    // Without scripts the page asks again by itself while it is not full.
    let later = Site::new(Access::default(), |_| ());
    let whole = sample();
    later.publish(part(&whole, 1));
    let base = serve_site(Arc::clone(&later));
    browser.scripts(false);
    browser.open(&base);
    later.publish(Arc::new(whole));
    browser.wait_for(&format!("document.querySelectorAll('.shelf > li').length == {all}"));
}
