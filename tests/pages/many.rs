//! Stories of very many reports, and lists of very many stories: every page stays small, and what it leaves off is one
//! link away.

use std::collections::BTreeSet;
use std::io::Write;
use std::sync::Arc;

use abreast::library::Library;
use abreast::load::Loaded;
use abreast::model::{Label, Wording};

use crate::corpus;
use crate::support::{self, Cast, Draft};
use crate::{Page, get, text};

/// What no page is larger than, as it is and packed.
const MOST: (usize, usize) = (1_500_000, 150_000);

/// A story of so many reports with news-like statistics, through the whole pipeline.
fn story(reports: usize) -> Arc<Library> {
    let loaded = Loaded { articles: corpus::story(reports), warnings: Vec::new() };
    Arc::new(Library::of(loaded, &|_| ()))
}

/// Addresses that a page leads to, each without its fragment.
fn links(page: &Page, at: &str) -> Vec<String> {
    let path = at.split('?').next().unwrap_or(at);
    let hrefs = page.body.split(" href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let whole = hrefs.map(|href| href.replace("&#38;", "&")).map(|href| match href.strip_prefix('?') {
        Some(query) => format!("{path}?{query}"),
        None => href,
    });
    whole.filter_map(|href| href.split('#').next().map(str::to_owned)).collect()
}

/// An address without its values: pages of one kind have the same.
fn kind(url: &str) -> String {
    url.split(['?', '&']).filter_map(|part| part.split('=').next()).collect::<Vec<_>>().join(" ")
}

#[test]
fn no_page_of_a_story_is_too_large() {
    for reports in [2, 12, 200] {
        let library = story(reports);
        let base = format!("/stories/{}", library.stories[0].id);
        let mut next: Vec<String> = ["", "/quotes", "/coverage"].map(|page| format!("{base}{page}")).to_vec();
        let mut known: BTreeSet<String> = next.iter().cloned().collect();
        let (mut tried, mut largest, mut kinds) = (0, (0, 0), Vec::new());
        while let Some(url) = next.pop() {
            let page = get(&library, &url);
            assert_eq!(page.status, 200, "{url}");
            let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            packer.write_all(page.body.as_bytes()).expect("into memory");
            let packed = packer.finish().expect("into memory").len();
            assert!(page.body.len() <= MOST.0 && packed <= MOST.1, "{url}: {} ({packed})", page.body.len());
            largest = (largest.0.max(page.body.len()), largest.1.max(packed));
            tried += 1;
            for link in links(&page, &url) {
                // A few of each kind.
                let alike = kinds.iter().filter(|other| **other == kind(&link)).count();
                let inside = link.starts_with(&base) && !link.contains("/articles/");
                if inside && alike < 4 && known.insert(link.clone()) {
                    kinds.push(kind(&link));
                    next.push(link);
                }
            }
        }
        eprintln!("{reports} reports: {tried} pages, at most {} bytes, {} packed", largest.0, largest.1);
        assert!(tried >= if reports > 12 { 30 } else { 10 }, "{reports} reports: {tried} pages");
    }
}

/// Two hundred reports of one statement in ten wordings, by somebody whom all of them name.
fn two_hundred() -> Arc<Library> {
    const CAST: &[Cast] = &[Cast("ida-marsh", "Ida Marsh", Label::Person, &["Ida Marsh"])];
    let drafts = (0..200)
        .map(|n| {
            let said = format!("“The bell was late by {} minutes,” said Ida Marsh.", n % 10 + 1);
            let outlet: &'static str = Box::leak(format!("Packet {n:03}").into_boxed_str());
            let wording = if n % 10 == 0 { Wording::Fullest } else { Wording::Altered };
            Draft::new(outlet, "The bell was late", &[&said]).said(
                "The bell",
                "ida-marsh",
                Some((0, wording)),
            )
        })
        .collect();
    support::shared(vec![("The bell was late", CAST, drafts)])
}

/// How many of the two hundred outlets a piece of a page names.
fn outlets(html: &str) -> usize {
    (0..200).filter(|n| html.contains(&format!("Packet {n:03}<"))).count()
}

#[test]
fn one_wording_stands_once_with_all_who_have_it() {
    let library = two_hundred();
    let board = get(&library, "/stories/s0a0/quotes");
    let statement = &board.body[board.body.find("class=\"statement").expect("a statement")..];
    assert_eq!(statement.matches("class=\"said\"").count(), 6);
    assert!(text(statement).contains("and 4 more wordings") && text(statement).contains("and 8 more"));
    assert!(board.body.contains("href=\"/stories/s0a0/quotes?statement=u0#u0\""), "leads to all of it");
    let whole = get(&library, "/stories/s0a0/quotes?statement=u0");
    let statement = &whole.body[whole.body.find("class=\"statement").expect("a statement")..];
    assert_eq!(statement.matches("class=\"said\"").count(), 10);
    assert_eq!(outlets(statement), 200);
    assert!(!statement.contains(" more"), "nothing is left off");
}

#[test]
fn every_place_of_a_name_is_one_link_away() {
    let library = two_hundred();
    let everywhere = "/stories/s0a0/where?entity=ida-marsh";
    for page in ["/stories/s0a0", "/stories/s0a0/quotes"] {
        assert!(get(&library, page).body.contains(&format!("href=\"{everywhere}\"")), "{page} leads there");
    }
    let page = get(&library, everywhere);
    assert_eq!(outlets(&page.body), 200);
    assert!(text(&page.body).contains("in 200 of 200 reports"));
    assert!(page.body.contains("href=\"/stories/s0a0?from=200#a200-q1\""), "where it stands among many");
    for nothing in ["", "?entity=nobody", "?figure=f9", "?text=9", "?text=x"] {
        assert_eq!(get(&library, &format!("/stories/s0a0/where{nothing}")).status, 404, "{nothing}");
    }
}

#[test]
fn boards_are_turned_like_the_desk() {
    let library = two_hundred();
    for page in ["quotes", "coverage"] {
        let first = get(&library, &format!("/stories/s0a0/{page}"));
        assert!(text(&first.body).contains("Reports 1–12 of 200"), "{page}");
        assert!(first.body.contains("href=\"?from=13\""), "{page}");
        let last = get(&library, &format!("/stories/s0a0/{page}?from=200"));
        assert!(text(&last.body).contains("Reports 193–200 of 200"), "{page}");
    }
    let accounts = |page: &Page| page.body.matches("<article class=\"account\"").count();
    let twelve = get(&library, "/stories/s0a0/coverage?from=145");
    assert!(accounts(&twelve) == 12 && twelve.body.contains("id=\"c145\""));
    let one = get(&library, "/stories/s0a0/coverage?report=s0a150");
    assert!(accounts(&one) == 1 && one.body.contains("id=\"c151\""));
}

#[test]
fn a_story_of_many_reports_is_looked_through_in_turn() {
    let drafts: Vec<Draft> = (0..200)
        .map(|n| Draft::new("Bell", &format!("Report number {n}"), &["The bell was rung.", "Nobody slept."]))
        .collect();
    let library = support::shared(vec![("Two hundred bells", &[], drafts)]);
    let columns = |page: &Page| page.body.matches("<article class=\"column\"").count();
    let first = get(&library, "/stories/s0a0");
    assert_eq!(columns(&first), 12);
    assert!(first.body.contains("Reports 1–12 of 200") && first.body.contains("href=\"?from=13\""));
    assert!(first.body.len() < 150_000, "{} bytes", first.body.len());
    let last = get(&library, "/stories/s0a0?from=200");
    assert_eq!(columns(&last), 8);
    assert!(last.body.contains("Reports 193–200 of 200") && last.body.contains("id=\"a200\""));
    let ids: Vec<String> = (0..30).map(|n| format!("s0a{n}")).collect();
    assert_eq!(columns(&get(&library, &format!("/stories/s0a0?columns={}", ids.join(",")))), 12);
}

#[test]
fn five_thousand_stories_are_paged() {
    let stories =
        (0..5000).map(|_| ("Bell", &[][..], vec![Draft::new("Bell", "Bell", &["It rang."])])).collect();
    let library = support::shared(stories);
    let page = get(&library, "/?outlet=Bell&page=84");
    assert!(page.body.contains("Page 84 of 84"));
    assert_eq!(page.body.matches("<h2><a href=\"/stories/").count(), 20);
    assert!(page.body.contains("href=\"/?outlet=Bell&#38;page=83\""), "keeps what it is limited to");
    assert!(get(&library, "/").body.len() < 200_000);
}
