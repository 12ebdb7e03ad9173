//! The pages over HTTP, through the real router: every route, every failure, what every response carries, and that
//! what a reader reads is the text of the article, letter by letter.

mod support;

use std::sync::Arc;

use abreast::library::Library;
use abreast::load::Source;
use abreast::model::{Label, Wording};
use abreast::web;
use axum::body::Body;
use axum::http::{Method, Request, Response, StatusCode, header};
use http_body_util::BodyExt;
use proptest::prelude::*;
use support::{Cast, Draft};
use tower::ServiceExt;

struct Page {
    status: StatusCode,
    headers: axum::http::HeaderMap,
    body: String,
}

async fn ask(library: &Arc<Library>, request: Request<Body>) -> Page {
    let response: Response<Body> =
        web::router(Arc::clone(library)).oneshot(request).await.expect("the router always answers");
    let (parts, body) = response.into_parts();
    let body = body.collect().await.expect("the body arrives").to_bytes();
    Page {
        status: parts.status,
        headers: parts.headers,
        body: String::from_utf8(body.to_vec()).expect("UTF-8"),
    }
}

fn get(library: &Arc<Library>, url: &str) -> Page {
    run(ask(library, Request::get(url).body(Body::empty()).expect("a request")))
}

fn run<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().expect("a runtime").block_on(future)
}

fn gallery() -> Arc<Library> {
    Arc::new(support::gallery())
}

fn sample() -> Arc<Library> {
    Arc::new(Library::build(&Source::Sample, &|_| {}))
}

/// Every story page and article page of a library, with its URL.
fn urls(library: &Library) -> Vec<String> {
    let mut urls: Vec<String> =
        ["/", "/problems", "/about", "/settings", "/?page=2", "/?page=x"].map(str::to_owned).to_vec();
    for story in &library.stories {
        urls.push(format!("/stories/{}", story.id));
        urls.push(format!("/stories/{}/quotes", story.id));
        urls.push(format!("/stories/{}/coverage", story.id));
        for entity in story.entities.iter().take(2) {
            urls.push(format!("/stories/{}/quotes?speaker={}", story.id, entity.id));
            urls.push(format!("/stories/{}?entity={}", story.id, entity.id));
        }
        for report in library.columns(story) {
            urls.push(format!("/stories/{}/articles/{}", story.id, report.article.id));
        }
    }
    urls
}

/// What a reader reads of an element: its text without tags, entities resolved.
fn text(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        out.push_str(&rest[..open]);
        rest = rest[open..].find('>').map_or("", |close| &rest[open + close + 1..]);
    }
    out.push_str(rest);
    let entities = [("&#60;", "<"), ("&#62;", ">"), ("&#34;", "\""), ("&#39;", "'"), ("&#38;", "&")];
    entities.iter().fold(out, |out, (entity, char)| out.replace(entity, char))
}

/// The paragraphs of an article as a page shows them.
fn shown_paragraphs(html: &str) -> Vec<String> {
    html.split(" dir=\"auto\" id=\"")
        .skip(1)
        .filter(|part| part[..part.find('"').expect("the id ends")].contains("-p"))
        .map(|part| {
            let inner = &part[part.find('>').expect("the tag ends") + 1..];
            let ends = ["</p>", "</h3>"].iter().filter_map(|end| inner.find(end)).min();
            text(&inner[..ends.expect("the paragraph ends")])
        })
        .collect()
}

#[test]
fn every_page_of_every_state_is_served() {
    for library in [gallery(), sample(), Arc::new(Library::default())] {
        for url in urls(&library) {
            let page = get(&library, &url);
            assert_eq!(page.status, StatusCode::OK, "{url}");
            assert!(page.body.contains("<h1"), "{url} has a heading");
            assert!(page.body.contains("<main id=\"main\""), "{url} has a main part");
            assert!(page.body.ends_with("</html>\n") || page.body.ends_with("</html>"), "{url} is whole");
        }
    }
}

#[test]
fn every_failure_is_a_page_with_a_way_back() {
    let library = gallery();
    for url in
        ["/nowhere", "/stories/none", "/stories/s0a0/articles/none", "/assets/0/css/base.css", "/stories/%00"]
    {
        let page = get(&library, url);
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{url}");
        assert!(page.body.contains("href=\"/\""), "{url} leads back");
        assert!(page.body.contains("Status 404"), "{url} gives its status");
    }
    let post = Request::builder().method(Method::POST).uri("/").body(Body::empty()).expect("a request");
    let page = run(ask(&library, post));
    assert_eq!(page.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(page.headers.contains_key(header::ALLOW));
    assert!(page.body.contains("GET and HEAD"));
}

#[test]
fn every_response_carries_the_security_headers() {
    let library = gallery();
    for url in ["/", "/stories/s0a0", "/nowhere", "/healthz", "/settings?theme=dark"] {
        let page = get(&library, url);
        let policy = page.headers["content-security-policy"].to_str().expect("text");
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{url}");
        assert_eq!(page.headers["x-content-type-options"], "nosniff", "{url}");
        assert_eq!(page.headers["referrer-policy"], "no-referrer", "{url}");
        assert!(!page.body.contains(" style=") && !page.body.contains("<style"), "{url} has no inline style");
        assert!(
            !page.body.contains("<script>") && !page.body.contains(" onclick"),
            "{url} has no inline script"
        );
    }
}

#[test]
fn text_of_articles_is_escaped_everywhere() {
    let library = gallery();
    for url in ["/", "/stories/s4a0", "/stories/s4a0/articles/s4a0", "/stories/s4a0?entity=ida-marsh"] {
        let page = get(&library, url);
        for raw in ["<script>alert", "<img src=x", "<b>bold", "<style>*", "</title><script"] {
            assert!(!page.body.contains(raw), "{url} passes {raw} on");
        }
    }
    assert!(get(&library, "/stories/s4a0").body.contains("&#60;script&#62;alert(1)"));
}

#[test]
fn the_id_of_an_article_leads_to_its_story() {
    let library = gallery();
    let page = get(&library, "/stories/s0a3");
    assert_eq!(page.status, StatusCode::PERMANENT_REDIRECT);
    assert_eq!(page.headers[header::LOCATION], "/stories/s0a0");
    let page = get(&library, "/stories/s1a0/articles/s0a3");
    assert_eq!(page.headers[header::LOCATION], "/stories/s0a0/articles/s0a3");
}

#[test]
fn columns_are_chosen_and_ordered_by_the_address() {
    let library = gallery();
    for url in ["/stories/s0a0?columns=s0a6,s0a1", "/stories/s0a0?columns=s0a6&columns=s0a1&columns=nonsense"]
    {
        let page = get(&library, url);
        let articles: Vec<&str> =
            page.body.split("<article class=\"column\" id=\"").skip(1).map(|part| &part[..2]).collect();
        assert_eq!(articles, ["a7", "a2"], "{url}");
    }
}

#[test]
fn one_entity_stands_out_in_every_column() {
    let library = gallery();
    for url in ["/stories/s0a0?speaker=ida-marsh", "/stories/s0a0?entity=ida-marsh"] {
        let page = get(&library, url);
        assert!(page.body.contains(" lit\">"), "{url} lets the rest recede");
        assert_eq!(page.body.matches("class=\"q h1 on\"").count(), 24, "{url} lights two quotes a column");
        assert!(page.body.contains("24 quotes and 12 mentions in all 12 reports"), "{url}");
    }
}

#[test]
fn a_quote_says_where_else_it_is_told() {
    let library = gallery();
    let page = get(&library, "/stories/s1a0");
    assert!(text(&page.body).contains("same words in Ledger"));
    assert!(page.body.contains("<a href=\"#a2-q1\">Ledger</a>"));
    let alone = get(&library, "/stories/s1a0/articles/s1a0");
    assert!(alone.body.contains("href=\"/stories/s1a0/articles/s1a1#a2-q1\""), "leads to the other article");
}

#[test]
fn anchors_are_unique() {
    for library in [gallery(), sample()] {
        for url in urls(&library) {
            let page = get(&library, &url);
            let mut ids: Vec<&str> = page
                .body
                .split(" id=\"")
                .skip(1)
                .map(|part| &part[..part.find('"').expect("the id ends")])
                .collect();
            let all = ids.len();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), all, "{url} has an id twice");
        }
    }
}

#[test]
fn links_within_a_page_lead_somewhere() {
    for library in [gallery(), sample()] {
        for story in &library.stories {
            let page = get(&library, &format!("/stories/{}", story.id));
            for part in page.body.split("href=\"#").skip(1) {
                let anchor = &part[..part.find('"').expect("the link ends")];
                assert!(
                    page.body.contains(&format!("id=\"{anchor}\"")),
                    "{}: #{anchor} leads nowhere",
                    story.id
                );
            }
        }
    }
}

#[test]
fn settings_are_kept_in_a_cookie() {
    let library = gallery();
    let page = get(&library, "/settings?theme=sepia&size=large");
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    let cookie = page.headers[header::SET_COOKIE].to_str().expect("text").to_owned();
    assert!(cookie.starts_with("abreast-settings=sepia.large.comfortable.serif;"), "{cookie}");
    let request = Request::get("/").header(header::COOKIE, cookie).body(Body::empty()).expect("a request");
    let page = run(ask(&library, request));
    assert!(page.body.contains("<html lang=\"en\" class=\"t-sepia z-large w-comfortable f-serif\">"));
}

#[test]
fn assets_are_kept_for_ever_under_an_address_that_changes_with_them() {
    let library = gallery();
    let page = get(&library, "/");
    let links: Vec<&str> = page
        .body
        .split("href=\"/assets/")
        .skip(1)
        .map(|part| &part[..part.find('"').expect("the link ends")])
        .collect();
    assert!(links.len() >= 3);
    for link in links {
        let asset = get(&library, &format!("/assets/{link}"));
        assert_eq!(asset.status, StatusCode::OK, "{link}");
        assert!(asset.headers[header::CACHE_CONTROL].to_str().expect("text").contains("immutable"));
    }
}

#[test]
fn a_story_page_stays_small() {
    let library = sample();
    for story in &library.stories {
        let page = get(&library, &format!("/stories/{}", story.id));
        assert!(page.body.len() < 400_000, "{} has {} bytes", story.id, page.body.len());
    }
}

#[test]
fn every_template_is_a_page_that_was_asked_for() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/pages");
    let mut names: Vec<String> = std::fs::read_dir(root)
        .expect("the templates are there")
        .map(|entry| entry.expect("readable").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    let asked = [
        "about.html",
        "article.html",
        "coverage.html",
        "error.html",
        "library.html",
        "problems.html",
        "quotes.html",
        // Asked for by tests/security.rs and tests/cli.rs: while articles are read, and on a network.
        "reading.html",
        "settings.html",
        "share.html",
        "story.html",
    ];
    assert_eq!(names, asked, "a new page needs its route in urls() and its name here");
}

#[test]
fn the_sample_reads_as_it_was_cleaned() {
    let library = sample();
    for story in &library.stories {
        for report in library.columns(story) {
            let page = get(&library, &format!("/stories/{}/articles/{}", story.id, report.article.id));
            let shown: String = shown_paragraphs(&page.body).concat();
            let cleaned: String = report.article.body().replace("\n\n", "");
            assert_eq!(shown, cleaned, "{}", report.article.file);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn any_text_is_read_as_it_stands(lines in proptest::collection::vec("[ -~“”é<>&\"'\u{202e}\u{200b}x]{1,80}", 1..5)) {
        const CAST: &[Cast] = &[Cast("x", "Xo", Label::Person, &["x"])];
        let lines: Vec<&str> = lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect();
        let draft = Draft::new("Bell", "H", &lines).said("", "x", Some((0, Wording::Fullest)));
        let library = support::shared(vec![("T", CAST, vec![draft])]);
        for url in ["/stories/s0a0", "/stories/s0a0?entity=x", "/stories/s0a0/articles/s0a0"] {
            let page = get(&library, url);
            prop_assert_eq!(shown_paragraphs(&page.body).concat(), lines.concat(), "{}", url);
        }
    }
}
