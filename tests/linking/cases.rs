//! Stories of our own that tell who is whom, and what the program makes of them: for the test of linking and for
//! `examples/evaluate`.

use abreast::library::Library;
use abreast::load::Loaded;
use abreast::model::{Label, RawArticle, Story};

mod more;
mod usual;

/// What was made of all stories.
#[derive(Default)]
pub(crate) struct Outcome {
    pub(crate) stories: usize,
    /// Pairs that must not be one entity.
    pub(crate) traps: usize,
    pub(crate) right: usize,
    /// The right merges that were not made, and the wrong ones that were.
    pub(crate) missed: Vec<String>,
    pub(crate) wrong: Vec<String>,
    /// Every wording of a case under each entity that has it: whom it names, and the entity.
    pub(crate) wordings: Vec<(String, String)>,
}

/// Who is whom in one story. A wording may end in " @n": looked for in article n alone.
struct Case {
    name: &'static str,
    texts: &'static [&'static str],
    /// Wordings that name one.
    same: &'static [(&'static str, &'static str)],
    /// Wordings that name two.
    apart: &'static [(&'static str, &'static str)],
}

pub(crate) fn outcome() -> Outcome {
    let mut outcome = Outcome::default();
    for case in usual::CASES.iter().chain(more::CASES) {
        outcome.stories += 1;
        let library = case.library();
        let of = |wording| entities(&library, &library.stories[0], wording);
        let merged = |left, right| of(left).iter().any(|entity| of(right).contains(entity));
        for (left, right) in case.same {
            if merged(left, right) {
                outcome.right += 1;
            } else {
                outcome.missed.push(format!(
                    "{}: {left} {:?} = {right} {:?}",
                    case.name,
                    of(left),
                    of(right)
                ));
            }
        }
        for (left, right) in case.apart {
            outcome.traps += 1;
            if merged(left, right) {
                outcome.wrong.push(format!("{}: {left} = {right}", case.name));
            }
        }
        for (wording, whom) in case.whom() {
            let whom = format!("{}: {whom}", case.name);
            let found = of(wording);
            if found.is_empty() {
                outcome.wordings.push((whom.clone(), format!("{}: no entity has {wording}", case.name)));
            }
            let under = |entity: usize| (whom.clone(), format!("{}: {entity}", case.name));
            outcome.wordings.extend(found.into_iter().map(under));
        }
    }
    outcome
}

impl Case {
    fn library(&self) -> Library {
        let article = |(index, text): (usize, &&str)| RawArticle {
            file: format!("{index}.txt"),
            text: (*text).to_owned(),
            folder: Some("story".to_owned()),
            ..RawArticle::default()
        };
        let articles = self.texts.iter().enumerate().map(article).collect();
        let library = Library::of(Loaded { articles, warnings: Vec::new() }, &|_| {});
        assert_eq!(library.stories.len(), 1, "{}", self.name);
        library
    }

    /// Every wording with the first wording of whom it names. Looked for in one article or in all, it names the same.
    fn whom(&self) -> Vec<(&'static str, &'static str)> {
        let wordings = self.same.iter().chain(self.apart).flat_map(|(left, right)| [*left, *right]);
        let everywhere = wordings.clone().map(|wording| (wording, bare(wording)));
        let mut whom: Vec<(&str, &str)> = wordings.map(|wording| (wording, wording)).collect();
        whom.sort_unstable();
        whom.dedup();
        for (left, right) in self.same.iter().copied().chain(everywhere) {
            let named = |wording: &str| whom.iter().find(|(other, _)| *other == wording).map(|(_, who)| *who);
            if let (Some(one), Some(other)) = (named(left), named(right)) {
                whom.iter_mut().filter(|(_, who)| *who == other).for_each(|(_, who)| *who = one);
            }
        }
        whom
    }
}

/// A wording without the article that it is looked for in.
fn bare(wording: &str) -> &str {
    wording.split_once(" @").map_or(wording, |(bare, _)| bare)
}

/// The entities of a story that have a wording.
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
                let entity = mention.chain().and_then(|chain| story.entity_of(column, chain));
                found.extend(entity.filter(|entity| !found.contains(entity)));
            }
        }
    }
    found
}
