//! What must hold for whatever bytes come in, a function for each door: run by the fuzzing targets, and by
//! `tests/fuzzed.rs` over what fuzzing once found.

use std::net::IpAddr;
use std::sync::{Arc, LazyLock};

use abreast::library::Library;
use abreast::load::{Loaded, Source, load_bytes};
use abreast::model::{Index, Span};
use abreast::view::everywhere::{Asked, everywhere};
use abreast::view::segments::{Layers, Wanted};
use abreast::view::story::{Choice, desk};
use abreast::view::{article, coverage, quotes};
use abreast::web::{Access, Link, Peer, Site};
use abreast::{annotate, clean};
use axum::http::{Request, header};
use tokio::runtime::Runtime;

/// Whether an input is one of those that are done twice: the same must come out. One in eight, for speed.
fn twice(bytes: &[u8]) -> bool {
    bytes.iter().fold(0_u8, |sum, byte| sum.wrapping_mul(31).wrapping_add(*byte)) % 8 == 0
}

/// Bytes of a file in any of the formats: read without a panic, and read the same twice.
pub fn load(bytes: &[u8]) {
    let Some((kind, bytes)) = bytes.split_first() else { return };
    let name = ["a.txt", "folder/a.json", "a.jsonl"][usize::from(*kind) % 3];
    let loaded = load_bytes(name, bytes);
    for article in &loaded.articles {
        assert!(article.text.is_char_boundary(article.content_start));
        assert!(!article.text.contains('\0'));
    }
    if twice(bytes) {
        assert_eq!(format!("{loaded:?}"), format!("{:?}", load_bytes(name, bytes)));
    }
}

/// Any text cleaned: paragraphs are of the text, in order, and every span leads back into the file.
pub fn clean(bytes: &[u8]) {
    for raw in load_bytes("a.txt", bytes).articles {
        let article = clean::clean(&raw);
        let length = raw.text.chars().count();
        let mut end = 0;
        for paragraph in &article.paragraphs {
            assert!(end <= paragraph.span.start() && !paragraph.span.slice(&article.text).trim().is_empty());
            end = paragraph.span.end();
            let (from, to) = article.offsets.to_source(&article.text, paragraph.span);
            assert!(from <= to && to <= length);
        }
        let whole = Span::new(0, article.text.len());
        assert!(article.offsets.to_source(&article.text, whole).1 <= length);
        if twice(bytes) {
            assert_eq!(format!("{article:?}"), format!("{:?}", clean::clean(&raw)));
        }
    }
}

/// Any text annotated: every span slices the text, every index leads somewhere.
pub fn annotate(bytes: &[u8]) {
    for raw in load_bytes("a.txt", bytes).articles {
        let article = clean::clean(&raw);
        let found = annotate::annotate(&article);
        let mut end = 0;
        for sentence in &found.sentences {
            assert!(end <= sentence.start());
            end = sentence.end();
        }
        let spans = found.sentences.iter().copied();
        let spans = spans.chain(found.quotes.iter().flat_map(|quote| {
            assert!(quote.marked.iter().all(|marked| quote.span.contains(*marked)));
            [quote.span].into_iter().chain(quote.marked.iter().copied()).chain(quote.cue)
        }));
        let spans = spans.chain(found.mentions.iter().map(|mention| mention.span));
        let spans = spans.chain(found.figures.iter().map(|figure| figure.span));
        spans.for_each(|span| assert!(!span.slice(&article.text).is_empty()));
        for quote in &found.quotes {
            assert!(quote.attribution.is_none_or(|by| by.mention() < found.mentions.len()));
        }
        for mention in &found.mentions {
            assert!(mention.chain().is_none_or(|chain| chain < found.chains.len()));
        }
        if twice(bytes) {
            assert_eq!(found, annotate::annotate(&article));
        }
    }
}

/// Two texts as the articles of a story: the highlighted pieces of a paragraph are the paragraph, and every page of
/// the story can be made.
pub fn highlight(bytes: &[u8]) {
    let middle = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    let (one, other) = bytes.split_at(middle);
    let mut loaded = Loaded::default();
    for (name, bytes) in [("story/a.txt", one), ("story/b.txt", other.get(1..).unwrap_or_default())] {
        loaded.articles.extend(load_bytes(name, bytes).articles);
    }
    // Forced together, however little they have in common; twins would share an id.
    loaded.articles.iter_mut().for_each(|article| article.fields.story = Some("one".into()));
    if let [one, other] = loaded.articles.as_slice()
        && one.text.split_whitespace().eq(other.text.split_whitespace())
    {
        loaded.articles.truncate(1);
    }
    let library = Library::of(loaded, &|_| ());
    assert!(library.warnings.is_empty(), "{:?}", library.warnings);
    for story in &library.stories {
        for (column, index) in story.articles.iter().enumerate() {
            let report = &library.articles[*index];
            let chains = (0..report.annotations.chains.len()).map(|chain| Some(Index::new(chain)));
            let chains: Vec<Option<Index>> = chains.collect();
            for wanted in
                [Wanted::default(), Wanted { lit: Some(0), cues: true, figures: true, ..Wanted::default() }]
            {
                let layers = Layers::new(report, &chains, wanted);
                for (number, paragraph) in report.article.paragraphs.iter().enumerate() {
                    let pieces: String = layers.segments(number).iter().map(|piece| piece.text).collect();
                    assert_eq!(pieces, paragraph.span.slice(&report.article.text));
                }
            }
            drop(article::page(&library, story, column, None, None));
        }
        let lit = story.entities.first().map(|entity| entity.id.to_string());
        let of = lit.clone();
        drop(quotes::board(&library, story, &quotes::Choice { speaker: of, ..quotes::Choice::default() }));
        drop(coverage::coverage(&library, story, &coverage::Choice::default()));
        drop(lit.as_ref().and_then(|id| everywhere(&library, story, Asked::Entity(id))));
        drop(desk(&library, story, &Choice { lit, ..Choice::default() }));
    }
}

/// A request as it comes from the network, over the sample: path, query, cookies and headers of any form are
/// answered without an error of ours, without leading elsewhere, and without showing markup that was sent.
pub fn request(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let mut lines = text.split('\n');
    let target = lines.next().unwrap_or_default();
    let mut request = Request::builder().uri(target).method("GET");
    let mut has_host = false;
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        has_host |= name.eq_ignore_ascii_case("host");
        request = request.header(name, value.trim());
    }
    if !has_host {
        request = request.header(header::HOST, "localhost:4180");
    }
    let Ok(request) = request.body(()) else { return };
    let loopback = IpAddr::from([127, 0, 0, 1]);
    let peer = Peer { ip: loopback, local: loopback, secure: false };
    let answer = SERVED.runtime.block_on(SERVED.site.answer(request.into_parts().0, peer));
    assert!(answer.status().as_u16() < 500, "{}", answer.status());
    if let Some(location) = answer.headers().get(header::LOCATION) {
        let location = location.as_bytes();
        assert!(location.starts_with(b"/") || location.starts_with(b"?"));
        assert!(!location.starts_with(b"//") && !location.starts_with(b"/\\"));
    }
}

struct Served {
    site: Arc<Site>,
    runtime: Runtime,
}

static SERVED: LazyLock<Served> = LazyLock::new(|| {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().max_blocking_threads(1).build();
    let mut access = Access { link: Link::new(4180, None, None).ok(), ..Access::default() };
    access.hosts.allow("reading.example");
    let site = Site::new(access, |_| ());
    site.publish(Arc::new(Library::build(&Source::Sample, &|_| ())));
    Served { site, runtime: runtime.expect("a runtime") }
});
