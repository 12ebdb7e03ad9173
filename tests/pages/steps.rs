//! A large folder while it is read: the stories that are ready can be read, the others say that they are not, and in
//! the end everything is as if it had been read at once.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::net::IpAddr;
use std::sync::Arc;

use abreast::library::Library;
use abreast::load::{self, Loaded};
use abreast::web::{Access, Peer, Site};
use axum::http::{Request, Response, header};
use bytes::Bytes;
use http_body_util::{BodyExt, Full};

fn run<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime").block_on(future)
}

/// Reports of made-up events: three outlets on each of the first, one on each of the others.
fn folder() -> Loaded {
    let mut loaded = Loaded::default();
    for event in 0..90 {
        let day = format!("2031-{:02}-{:02}", event / 28 + 1, event % 28 + 1);
        for outlet in ["Packet", "Courier", "Ledger"].iter().take(if event < 5 { 3 } else { 1 }) {
            let place = format!("Port{}{}", event / 10, ["ana", "bek", "cor", "dun", "eld"][event % 5]);
            let text = format!(
                "title: Bell number {event} rung in {place}\noutlet: {outlet}\ndate: {day}\n\n\
                 “We rang it {event} times,” Ida Marsh said in {place}.\n\nNobody in {place} slept after that.\n"
            );
            let one = load::load_bytes(&format!("{event:02}-{outlet}.txt"), text.as_bytes());
            let story = Some(format!("bell-{event}"));
            loaded.articles.extend(one.articles.into_iter().map(|mut one| {
                one.fields.story.clone_from(&story);
                one
            }));
        }
    }
    loaded
}

fn ask(site: &Site, target: &str) -> (Response<Full<Bytes>>, String) {
    let request =
        Request::builder().uri(target).header(header::HOST, "localhost").body(()).expect("a request");
    let local = IpAddr::from([127, 0, 0, 1]);
    let answer = run(site.answer(request.into_parts().0, Peer { ip: local, local, secure: false }));
    let (head, body) = answer.into_parts();
    let body = run(body.clone().collect()).expect("a body").to_bytes();
    (Response::from_parts(head, Full::default()), String::from_utf8(body.to_vec()).expect("UTF-8"))
}

/// The ids of the stories that a list leads to, in its order.
fn listed(page: &str) -> Vec<String> {
    let links = page.split("<h2><a href=\"/stories/").skip(1);
    links.filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

#[test]
fn stories_can_be_read_before_all_are() {
    let whole = Library::of(folder(), &|_| ());
    let order: Vec<String> = whole.stories.iter().map(|story| story.id.0.clone()).collect();
    assert_eq!(order.len(), 90);
    let site = Site::new(Access::default(), |_| ());
    let shown = RefCell::new(0);
    let show = |part: Library| {
        *shown.borrow_mut() += 1;
        let (ready, to_come) = (part.stories.len(), part.to_come);
        assert_eq!(ready + to_come, 90);
        let article = |story: usize| whole.columns(&whole.stories[story]).next().map(|one| &one.article.id.0);
        let (first, last) = (article(0).expect("a report"), article(89).expect("a report"));
        site.publish(Arc::new(part));
        assert!(!site.is_ready());
        assert_eq!(ask(&site, "/healthz").0.status(), 503);

        let (answer, list) = ask(&site, "/");
        assert_eq!(answer.status(), 200);
        assert_eq!(listed(&list), order[..ready.min(60)], "the latest, in the order in which they stay");
        assert!(list.contains(&format!("{ready} of 90 stories are here; the others are still being read.")));
        assert!(list.contains("<noscript><meta http-equiv=\"refresh\"") == (ready < 60));
        let (_, names) = ask(&site, "/names");
        assert!(names.contains(&format!("in {ready} stories")) && names.contains("still being read"));

        let (story, page) = ask(&site, &format!("/stories/{}", order[0]));
        assert_eq!(story.status(), 200);
        assert!(!page.contains("http-equiv=\"refresh\"") && !page.contains("still being read"));
        assert_eq!(ask(&site, &format!("/stories/{}/articles/{first}", order[0])).0.status(), 200);
        let late = &order[89];
        for target in [
            format!("/stories/{late}"),
            format!("/stories/{late}/quotes"),
            format!("/stories/{late}/coverage?entity=ida-marsh"),
            format!("/stories/{last}"),
            format!("/stories/{late}/articles/{last}"),
            format!("/stories/x?quote=Nobody&at={last}"),
        ] {
            let (notice, page) = ask(&site, &target);
            assert_eq!(notice.status(), 503, "{target}");
            assert_eq!(notice.headers()[header::RETRY_AFTER], "1", "{target}");
            assert_eq!(notice.headers()[header::CACHE_CONTROL], "no-store", "{target}");
            assert!(page.contains("http-equiv=\"refresh\"") && page.contains("Still reading"), "{target}");
        }
        assert_eq!(ask(&site, "/nothing-here").0.status(), 404);
    };
    let stepped = Library::in_steps(folder(), &|_| (), 20, &show);
    assert!(*shown.borrow() >= 1, "something was shown before the end");
    assert_eq!(stepped.to_come, 0);
    assert_eq!(format!("{:?}", stepped.articles), format!("{:?}", whole.articles));
    assert_eq!(format!("{:?}", stepped.stories), format!("{:?}", whole.stories));

    site.publish(Arc::new(stepped));
    assert!(site.is_ready());
    let (_, list) = ask(&site, "/");
    assert!(!list.contains("still being read") && !list.contains("http-equiv=\"refresh\""));
    for id in &order {
        assert_eq!(ask(&site, &format!("/stories/{id}")).0.status(), 200, "{id}");
    }
    assert_eq!(ask(&site, "/stories/x").0.status(), 404);
}

#[test]
fn a_part_does_not_take_the_place_of_the_whole() {
    let site = Site::new(Access::default(), |_| ());
    let whole = Arc::new(Library::of(folder(), &|_| ()));
    site.publish(Arc::clone(&whole));
    let parts = RefCell::new(BTreeSet::new());
    // As when the articles are read again.
    Library::in_steps(folder(), &|_| (), 20, &|part| {
        parts.borrow_mut().insert(part.to_come);
        site.publish(Arc::new(part));
        assert!(site.is_ready());
        assert!(!ask(&site, "/").1.contains("still being read"));
    });
    assert!(!parts.borrow().is_empty());
}
