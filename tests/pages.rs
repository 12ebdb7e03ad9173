//! The pages over HTTP, through the real router: every route, every failure, what every response carries, and that
//! what a reader reads is the text of the article, letter by letter.

#[path = "../benches/corpus.rs"]
#[allow(dead_code, reason = "one story is made here")]
mod corpus;
#[path = "pages/many.rs"]
mod many;
#[path = "pages/steps.rs"]
mod steps;
mod support;

use std::sync::Arc;

use abreast::library::Library;
use abreast::load::Source;
use abreast::model::{Label, Span, Wording};
use abreast::view::passage::Passage;
use abreast::web;
use abreast::web::urls::Urls;
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
    let mut urls: Vec<String> = [
        "/",
        "/names",
        "/names?kind=places&page=2",
        "/problems",
        "/about",
        "/settings",
        "/?page=2",
        "/?page=x",
        "/?person=x&outlet=Bell&from=2024-01-01",
    ]
    .map(str::to_owned)
    .to_vec();
    for story in &library.stories {
        urls.push(format!("/stories/{}", story.id));
        urls.push(format!("/stories/{}/quotes", story.id));
        urls.push(format!("/stories/{}/coverage", story.id));
        for (page, part) in
            [("quotes", "speakers"), ("coverage", "figures"), ("coverage", "naming"), ("coverage", "shared")]
        {
            urls.push(format!("/stories/{}/{page}?part={part}", story.id));
        }
        urls.push(format!("/stories/{}/file", story.id));
        for entity in story.entities.iter().take(2) {
            urls.push(format!("/stories/{}/quotes?speaker={}", story.id, entity.id));
            urls.push(format!("/stories/{}/quotes?speaker={}&part=alone", story.id, entity.id));
            urls.push(format!("/stories/{}/where?entity={}", story.id, entity.id));
            urls.push(format!("/stories/{}?entity={}", story.id, entity.id));
        }
        for report in library.columns(story) {
            urls.push(format!("/stories/{}/articles/{}", story.id, report.article.id));
            for part in ["only", "lacks"] {
                urls.push(format!("/stories/{}/coverage?report={}&part={part}", story.id, report.article.id));
            }
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
fn a_name_that_the_program_is_not_sure_of_has_a_hairline() {
    let mut library = support::gallery();
    let annotations = Arc::make_mut(&mut library.articles[0].annotations);
    let place = annotations.mentions.iter_mut().find(|name| name.label == Label::Place);
    place.expect("the report names a place").tentative = true;
    let unsure = get(&Arc::new(library), "/stories/s0a0/articles/s0a0");
    assert_eq!(unsure.body.matches("class=\"e l t").count(), 1);
    assert!(!get(&gallery(), "/stories/s0a0/articles/s0a0").body.contains("class=\"e l t"));
    assert!(include_str!("../static/css/highlight.css").contains(".e.t {"), "the style sheet tells it apart");
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
fn whoever_is_quoted_stands_once_in_the_list_of_names() {
    let page = get(&gallery(), "/stories/s0a0").body;
    let from = page.find("Who and what is named").expect("the list of names");
    let list = &page[from..from + page[from..].find("</details>").expect("its end")];
    for name in ["Ida Marsh", "Ole Brandt", "Harbour Board", "Lumeholm"] {
        assert_eq!(list.matches(&format!("<bdi>{name}</bdi>")).count(), 1, "{name}");
    }
    let quoted = list.find("Ida Marsh").expect("somebody quoted");
    assert!(quoted < list.find("Lumeholm").expect("a place"), "who is quoted stands first");
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
fn a_story_at_a_glance_leads_to_its_places() {
    for (library, url) in [(gallery(), "/stories/s0a0?columns=s0a6,s0a1"), (gallery(), "/stories/s0a0/file")]
    {
        let page = get(&library, url).body;
        let from = page.find("The story at a glance").expect("an overview");
        let overview = &page[from..from + page[from..].find("</details>").expect("its end")];
        for told in ["Ida Marsh", "KBU", "When they were published", "Why these are one story"] {
            assert!(overview.contains(told), "{url}: {told}");
        }
        for part in overview.split("href=\"#").skip(1) {
            let anchor = &part[..part.find('"').expect("the link ends")];
            assert!(page.contains(&format!("id=\"{anchor}\"")), "{url}: #{anchor} leads nowhere");
        }
        assert_eq!(
            overview.matches("<use ").count(),
            page.matches("<article class=\"column\"").count(),
            "{url}"
        );
    }
}

#[test]
fn no_pronoun_stands_for_a_speaker() {
    let library = sample();
    let mut marks = 0;
    for story in &library.stories {
        let page = get(&library, &format!("/stories/{}", story.id)).body;
        for part in page.split("class=\"c\"").skip(1) {
            let said =
                part.split("data-s=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a chip");
            let pronoun = ["he", "she", "they", "we", "i", "it", "who", "which"];
            assert!(!pronoun.contains(&said.to_lowercase().as_str()), "{}: {said}", story.id);
            marks += usize::from(said == "?");
        }
    }
    assert!(marks > 0, "the sample has quotes of somebody who is not named");
}

#[test]
fn settings_are_kept_in_a_cookie() {
    let library = gallery();
    let page = get(&library, "/settings?theme=sepia&size=large");
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    let cookie = page.headers[header::SET_COOKIE].to_str().expect("text").to_owned();
    assert!(cookie.starts_with("abreast-settings=sepia.large.comfortable.serif.even;"), "{cookie}");
    let request = Request::get("/").header(header::COOKIE, cookie).body(Body::empty()).expect("a request");
    let page = run(ask(&library, request));
    assert!(page.body.contains("<html lang=\"en\" class=\"t-sepia z-large w-comfortable f-serif l-even\">"));
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
        "everywhere.html",
        "file.html",
        "library.html",
        "names.html",
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

/// What is marked as the passage of the link, piece by piece.
fn marked(html: &str) -> String {
    let opens = html.match_indices("<").map(|(at, _)| at);
    opens
        .filter_map(|at| {
            let tag = &html[at..at + html[at..].find('>')?];
            let class = tag.split("class=\"").nth(1)?.split('"').next()?;
            let inner = &html[at + tag.len() + 1..];
            class.split(' ').any(|word| word == "here").then(|| text(&inner[..inner.find("</").unwrap_or(0)]))
        })
        .collect()
}

/// Passages from all over the articles of the sample: sentences, and runs of some words that cross their edges.
fn passages(library: &Library, wanted: usize) -> Vec<(String, usize, Span)> {
    let mut all = Vec::new();
    for story in &library.stories {
        for index in &story.articles {
            let report = &library.articles[*index];
            let body = report.article.body_start();
            for sentence in report.annotations.sentences.iter().filter(|sentence| sentence.start() >= body) {
                all.push((story.id.0.clone(), *index, *sentence));
                let words = sentence.slice(&report.article.text);
                if let (Some(first), Some(last)) = (words.find(' '), words.rfind(' ')) {
                    let within =
                        Span::new(sentence.start() + first + 1, sentence.start() + last.max(first + 1));
                    all.push((story.id.0.clone(), *index, within));
                }
            }
        }
    }
    all.retain(|(_, _, span)| !span.is_empty());
    let step = (all.len() / wanted).max(1);
    all.into_iter().step_by(step).take(wanted).collect()
}

#[test]
fn two_hundred_links_lead_to_the_same_passage() {
    let library = sample();
    let passages = passages(&library, 200);
    assert_eq!(passages.len(), 200);
    for (story, index, span) in passages {
        let article = &library.articles[index].article;
        let passage = Passage::of(&article.id.0, &article.text, span);
        for url in [Urls.passage(&story, &passage), Urls.article_passage(&story, &passage)] {
            assert!(url.len() < 2000, "{url}");
            let page = get(&library, url.split('#').next().expect("a path"));
            assert_eq!(page.status, StatusCode::OK, "{url}");
            assert_eq!(marked(&page.body), span.slice(&article.text).replace("\n\n", ""), "{url}");
            assert_eq!(page.body.matches("id=\"here\"").count(), 1, "{url}");
            assert!(!page.body.contains("This passage has changed"), "{url}");
        }
    }
}

#[test]
fn fifty_links_to_altered_text_say_so() {
    let library = sample();
    for (story, index, span) in passages(&library, 50) {
        let original = &library.articles[index].article;
        let passage = Passage::of(&original.id.0, &original.text, span);
        // One letter in the middle is another, in an article of the same length.
        let words = span.slice(&original.text);
        let letters = words.char_indices().filter(|(_, letter)| letter.is_ascii_lowercase());
        let letters: Vec<(usize, char)> = letters.collect();
        let (at, letter) = letters[letters.len() / 2];
        let other = if letter == 'e' { "a" } else { "e" };
        let mut articles = library.articles.clone();
        Arc::make_mut(&mut articles[index].article)
            .text
            .replace_range(span.start() + at..=span.start() + at, other);
        let altered = Arc::new(Library::new(articles, library.stories.clone(), Vec::new()));
        for url in [Urls.passage(&story, &passage), Urls.article_passage(&story, &passage)] {
            let page = get(&altered, url.split('#').next().expect("a path"));
            assert!(page.body.contains("This passage has changed"), "{url}");
            assert_eq!(marked(&page.body), "", "{url} shows a lookalike");
        }
    }
}

#[test]
fn a_link_finds_its_passage_where_the_story_has_another_id() {
    let library = gallery();
    let url = "/stories/gone?at=gone&quote=A+long+account&before=&after=";
    assert_eq!(get(&library, url).status, StatusCode::TEMPORARY_REDIRECT);
    let page = get(&library, "/stories/gone?at=gone&quote=never+written");
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.body.contains("This passage has changed"));
}

#[test]
fn closed_reports_stand_as_spines_and_open_again() {
    let library = gallery();
    let page = get(&library, "/stories/s0a0?columns=s0a6,s0a1");
    assert_eq!(page.body.matches("aria-label=\"Open ").count(), 10);
    assert!(page.body.contains("href=\"?columns=s0a6,s0a1,s0a0\""), "opens beside the others");
    assert!(page.body.contains("href=\"?columns=s0a1\" aria-label=\"Close "), "closes");
    assert!(!get(&library, "/stories/s0a0?columns=s0a6").body.contains("aria-label=\"Close "), "one stays");
}

#[test]
fn the_list_is_limited_by_outlet_person_and_day() {
    let library = gallery();
    let stories = |query: &str| {
        let page = get(&library, &format!("/{query}"));
        page.body.matches("<h2><a href=\"/stories/").count()
    };
    assert_eq!(stories(""), 7);
    assert_eq!(stories("?outlet=Packet"), 2);
    assert_eq!(stories("?person=ole+br"), 4);
    assert_eq!(stories("?person=nobody"), 0);
    assert_eq!(stories("?from=2024-03-14&until=2024-03-14"), 7);
    assert_eq!(stories("?from=2024-03-15"), 0);
    assert_eq!(stories("?outlet=Packet&person=ole&from=&until="), 2);
}

#[test]
fn a_story_as_one_file_needs_nothing_else() {
    for library in [gallery(), sample()] {
        for story in &library.stories {
            let file = get(&library, &format!("/stories/{}/file", story.id));
            let disposition = file.headers[header::CONTENT_DISPOSITION].to_str().expect("text");
            assert!(disposition.starts_with("attachment; filename=\"") && disposition.ends_with(".html\""));
            assert!(file.body.contains("<style>"));
            for tag in ["<script", "<img", "<link"] {
                assert!(!file.body.contains(tag), "{} has {tag}", story.id);
            }
            for part in file.body.split(" href=\"").skip(1) {
                assert!(part.starts_with('#'), "{}: {}", story.id, &part[..20]);
            }
            assert!(!file.body.contains("url(") && !file.body.contains("@import"));
            let all: String = library.columns(story).map(|r| r.article.body().replace("\n\n", "")).collect();
            assert_eq!(shown_paragraphs(&file.body).concat(), all, "{}", story.id);
        }
    }
}

/// The main part of a page, as a snapshot.
macro_rules! main_of {
    ($library:expr, $($name:literal $url:literal),+ $(,)?) => {
        $(
            let page = get(&$library, $url).body;
            let from = page.find("<main").expect("a main part");
            let to = page.rfind("</main>").expect("its end");
            insta::assert_snapshot!($name, &page[from..to + 7]);
        )+
    };
}

#[test]
fn a_name_of_several_stories_stands_once_with_all_of_them() {
    let library = gallery();
    let page = get(&library, "/names");
    let plain = |name: &str| name.chars().all(|char| char.is_alphanumeric() || char == ' ');
    let people = library.names().iter().filter(|name| name.label == Label::Person && plain(&name.name));
    let mut seen = 0;
    for name in people {
        let entry = format!("<dt><bdi>{}</bdi>", name.name);
        assert_eq!(page.body.matches(&entry).count(), 1, "{}", name.name);
        for (story, entity) in name.places.iter().take(6) {
            let story = &library.stories[*story];
            let link = format!("/stories/{}?entity={}\"", story.id, story.entities[*entity].id);
            assert!(page.body.contains(&link), "{} in {link}", name.name);
        }
        seen += 1;
    }
    assert!(seen > 1, "the gallery names people");
}

#[test]
fn pages_are_as_they_were() {
    let library = gallery();
    main_of!(
        library,
        "library" "/",
        "library_filtered" "/?person=nobody&outlet=Bell",
        "story_one_report" "/stories/s2a0",
        "story_hostile" "/stories/s4a0",
        "story_two_columns_lit" "/stories/s0a0?columns=s0a1,s0a4&entity=ole-brandt",
        "story_without_text" "/stories/s6a0",
        "article" "/stories/s0a0/articles/s0a0",
        "settings" "/settings",
        "about" "/about",
        "names" "/names",
        "problems" "/problems",
        "nowhere" "/nowhere",
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn any_text_is_read_as_it_stands(lines in proptest::collection::vec("[ -~“”é<>&\"'\u{202e}\u{200b}x]{1,80}", 1..5)) {
        const CAST: &[Cast] = &[Cast("x", "Xo", Label::Person, &["x"])];
        let lines: Vec<&str> = lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect();
        let draft = Draft::new("Bell", "H", &lines).said("", "x", Some((0, Wording::Fullest)));
        let library = support::shared(vec![("T", CAST, vec![draft])]);
        for url in ["/stories/s0a0", "/stories/s0a0?entity=x", "/stories/s0a0/articles/s0a0", "/stories/s0a0/file", "/stories/s0a0?at=s0a0&quote=x"] {
            let page = get(&library, url);
            prop_assert_eq!(shown_paragraphs(&page.body).concat(), lines.concat(), "{}", url);
        }
    }
}
