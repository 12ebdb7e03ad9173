//! Linking within a story: who is whom across two reports of one event. All texts are our own.
//!
//! A case names pairs of wordings that must be one entity and pairs that must not. A wrong merge fails at once; of
//! the right merges nine of ten must be made.

use abreast::library::Library;
use abreast::load::Loaded;
use abreast::model::{Label, RawArticle, Story};

#[path = "linking/more.rs"]
mod more;
#[path = "linking/usual.rs"]
mod usual;

struct Case {
    name: &'static str,
    texts: &'static [&'static str],
    /// Wordings that name one.
    same: &'static [(&'static str, &'static str)],
    /// Wordings that name two.
    apart: &'static [(&'static str, &'static str)],
}

fn story(texts: &[&str]) -> (Library, usize) {
    let articles = texts
        .iter()
        .enumerate()
        .map(|(index, text)| RawArticle {
            file: format!("{index}.txt"),
            text: (*text).to_owned(),
            folder: Some("story".to_owned()),
            ..RawArticle::default()
        })
        .collect();
    let library = Library::of(Loaded { articles, warnings: Vec::new() }, &|_| {});
    assert_eq!(library.stories.len(), 1);
    (library, 0)
}

/// Entities that have a wording; a wording may end in " @n" to be looked for in article n alone.
fn entities(library: &Library, story: &Story, wording: &str) -> Vec<usize> {
    let (wording, only) = match wording.split_once(" @") {
        Some((wording, column)) => (wording, column.parse::<usize>().ok()),
        None => (wording, None),
    };
    let mut found = Vec::new();
    for (column, report) in library.columns(story).enumerate() {
        if only.is_some_and(|only| only != column) {
            continue;
        }
        for mention in &report.annotations.mentions {
            let text = mention.span.slice(&report.article.text);
            let text = text.strip_prefix("the ").unwrap_or(text);
            if text == wording && mention.label != Label::Date {
                let entity = mention.chain.and_then(|chain| story.entity_of[column][chain]);
                found.extend(entity.filter(|entity| !found.contains(entity)));
            }
        }
    }
    found
}

#[test]
fn right_merges_are_made_and_wrong_ones_never() {
    let (mut made, mut missed, mut wrong, mut traps) = (0, Vec::new(), Vec::new(), 0);
    for case in usual::CASES.iter().chain(more::CASES) {
        let (library, story) = story(case.texts);
        let story = &library.stories[story];
        for (left, right) in case.same {
            let (left_found, right_found) =
                (entities(&library, story, left), entities(&library, story, right));
            if left_found.iter().any(|entity| right_found.contains(entity)) {
                made += 1;
            } else {
                missed.push(format!("{}: {left} {left_found:?} = {right} {right_found:?}", case.name));
            }
        }
        for (left, right) in case.apart {
            traps += 1;
            let (left_found, right_found) =
                (entities(&library, story, left), entities(&library, story, right));
            if left_found.iter().any(|entity| right_found.contains(entity)) {
                wrong.push(format!("{}: {left} = {right}", case.name));
            }
        }
    }
    let right = made + missed.len();
    let stories = usual::CASES.len() + more::CASES.len();
    eprintln!(
        "{stories} stories: right merges {made} of {right}, wrong merges {} of {traps} traps",
        wrong.len()
    );
    eprintln!("missed: {missed:#?}");
    assert!(stories >= 60 && traps >= 60, "{stories} stories and {traps} traps are too few");
    assert!(wrong.is_empty(), "wrong merges: {wrong:#?}");
    assert!(made * 10 >= right * 9, "{made} of {right} right merges: missed {missed:#?}");
}
