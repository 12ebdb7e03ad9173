//! Annotated articles in, groups out: which articles report the same event.
//!
//! A sub-folder or a `story` field decides where there is one. Loose articles are grouped by what their headlines
//! and beginnings have in common and by the days between them, and never join a story that someone made.

mod cluster;
mod place;
mod terms;
mod vectors;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

use super::{Because, Report, StoryId};
use crate::model::{Article, Field, Origin};
pub use place::Placer;
use terms::Term;
use vectors::{Facts, Used, Vector};

/// Terms shown as the reason of a grouping.
const SHOWN_TERMS: usize = 6;

/// Articles whose headlines are weighed for the title of a story: beyond, the choice is made among the first.
const TITLE_CANDIDATES: usize = 60;

/// Articles that are one story.
#[derive(Clone, Debug)]
pub struct Group {
    /// Stable id.
    pub id: StoryId,
    /// The most central headline.
    pub title: String,
    /// Indices of the articles, in reading order.
    pub articles: Vec<usize>,
    /// Why they were grouped.
    pub because: Because,
}

pub(super) fn group(reports: &[Report]) -> Vec<Group> {
    let mut keyed: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut loose = Vec::new();
    for (index, report) in reports.iter().enumerate() {
        match &report.article.story_key {
            Some(key) => keyed.entry(&key.value).or_default().push(index),
            None => loose.push(index),
        }
    }
    let mut ids = Ids::default();
    let mut groups: Vec<Group> = keyed
        .into_iter()
        .map(|(key, mut articles)| {
            in_reading_order(&mut articles, reports);
            let field = reports[articles[0]].article.story_key.as_ref();
            let because = match field.map(|field| field.from) {
                Some(Origin::Folder) => Because::Folder(key.to_owned()),
                _ => Because::Field(key.to_owned()),
            };
            let title = keyed_title(&articles, reports);
            Group { id: ids.unique(slug(key)), title, articles, because }
        })
        .collect();
    groups.extend(loose_groups(&loose, reports, &mut ids));
    groups
}

/// Groups of articles by what they report.
fn loose_groups(loose: &[usize], reports: &[Report], ids: &mut Ids) -> Vec<Group> {
    let vectors = vectors_of(loose, reports).1;
    let facts: Vec<Facts> = loose.iter().map(|index| facts(&reports[*index])).collect();
    let clusters = cluster::cluster(&facts, &vectors::pairs(&vectors, &facts));
    let described: Vec<(String, Vec<usize>, Because)> = clusters
        .into_par_iter()
        .map(|members| {
            let title = title(&members, &vectors, |member| &reports[loose[member]]);
            let because = because_of(&members, &vectors, &facts, |member| &reports[loose[member]]);
            let mut articles: Vec<usize> = members.iter().map(|member| loose[*member]).collect();
            in_reading_order(&mut articles, reports);
            (title, articles, because)
        })
        .collect();
    described
        .into_iter()
        .map(|(title, articles, because)| {
            let id = ids.unique(reports[articles[0]].article.id.0.clone());
            Group { id, title, articles, because }
        })
        .collect()
}

/// The vectors of the articles at `indices`, and how often their terms are used among them.
fn vectors_of(indices: &[usize], reports: &[Report]) -> (Used, Vec<Vector>) {
    let terms = |at: usize| terms::terms(&reports[indices[at]].article);
    let used = Used::count(indices.len(), terms);
    let vectors = (0..indices.len()).into_par_iter().map(|at| used.vector(&terms(at), 2)).collect();
    (used, vectors)
}

/// The earliest first; those without a date last, in the order of their files.
fn in_reading_order(articles: &mut [usize], reports: &[Report]) {
    articles.sort_by_key(|index| {
        let published = reports[*index].article.published.as_ref();
        (published.is_none(), published.map(|field| (field.value.day, field.value.iso.as_str())), *index)
    });
}

fn facts(report: &Report) -> Facts {
    const HOURS: i64 = 24;
    let day = |day: Date| day.duration_since(Date::constant(1970, 1, 1)).as_hours() / HOURS;
    let Article { published, outlet, .. } = &report.article;
    Facts {
        day: published.as_ref().map(|published| day(published.value.day)),
        outlet: outlet.as_ref().map(|outlet| xxh3_64(outlet.value.as_bytes())),
    }
}

/// The headline that is most like the articles as a whole.
fn title<'r>(members: &[usize], vectors: &[Vector], report: impl Fn(usize) -> &'r Report) -> String {
    let candidates = &members[..members.len().min(TITLE_CANDIDATES)];
    let central = |member: usize| -> f32 {
        candidates.iter().map(|other| vectors[member].likeness(&vectors[*other])).sum()
    };
    candidates
        .iter()
        .filter_map(|member| {
            let headline = report(*member).article.headline.as_ref()?;
            Some((headline.from != Origin::Lead, central(*member), headline))
        })
        // The first of equals: `max_by` alone would take the last.
        .rev()
        .max_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)))
        .map_or_else(String::new, |(_, _, headline)| headline.value.clone())
}

fn keyed_title(articles: &[usize], reports: &[Report]) -> String {
    let candidates = &articles[..articles.len().min(TITLE_CANDIDATES)];
    let members: Vec<usize> = (0..candidates.len()).collect();
    title(&members, &vectors_of(candidates, reports).1, |member| &reports[candidates[member]])
}

/// The group of the article at `index` alone, under an id that is not `taken`.
pub(super) fn begin(index: usize, reports: &[Report], taken: impl Fn(&str) -> bool) -> Group {
    let article = &reports[index].article;
    let (wanted, because) = match &article.story_key {
        Some(Field { value, from: Origin::Folder }) => (slug(value), Because::Folder(value.clone())),
        Some(Field { value, from: _ }) => (slug(value), Because::Field(value.clone())),
        None => (article.id.0.clone(), Because::Single),
    };
    let title = keyed_title(&[index], reports);
    Group { id: unique(wanted, |id| !taken(id)), title, articles: vec![index], because }
}

/// The group of a story that other articles have come to: the story keeps its id.
pub(super) fn regroup(id: StoryId, mut articles: Vec<usize>, because: &Because, reports: &[Report]) -> Group {
    in_reading_order(&mut articles, reports);
    let title = keyed_title(&articles, reports);
    let because = match because {
        Because::Folder(_) | Because::Field(_) => because.clone(),
        Because::Content { .. } | Because::Single => {
            let members: Vec<usize> = (0..articles.len()).collect();
            let facts: Vec<Facts> = articles.iter().map(|article| facts(&reports[*article])).collect();
            because_of(&members, &vectors_of(&articles, reports).1, &facts, |at| &reports[articles[at]])
        }
    };
    Group { id, title, articles, because }
}

fn because_of<'r>(
    members: &[usize],
    vectors: &[Vector],
    facts: &[Facts],
    report: impl Fn(usize) -> &'r Report,
) -> Because {
    if members.len() == 1 {
        return Because::Single;
    }
    let dated = || members.iter().filter_map(|member| facts[*member].day);
    let pairs: Vec<f32> = members
        .iter()
        .enumerate()
        .flat_map(|(index, a)| members[index + 1..].iter().map(move |b| (*a, *b)))
        .take(1000)
        .map(|(a, b)| vectors[a].likeness(&vectors[b]) * vectors::counts(facts[a], facts[b]))
        .collect();
    Because::Content {
        terms: shared_terms(members, report),
        days: dated().min().zip(dated().max()).and_then(|(first, last)| u32::try_from(last - first).ok()),
        score: pairs.iter().sum::<f32>() / pairs.len() as f32,
    }
}

/// The words and names that most of the articles use and few others do, the most telling first.
fn shared_terms<'r>(members: &[usize], report: impl Fn(usize) -> &'r Report) -> Vec<String> {
    let mut used: Vec<(Term, &str)> = members
        .iter()
        .take(TITLE_CANDIDATES)
        .flat_map(|member| terms::wordings(&report(*member).article))
        .collect();
    // The wording of the first member that uses a term stays its first.
    used.sort_by_key(|(term, _)| *term);
    let mut telling: Vec<(f32, &str)> = used
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|members| members.len() >= 2)
        .map(|members| (members.len() as f32 * members[0].0.tells(), members[0].1))
        .collect();
    telling.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    let mut chosen: Vec<String> = Vec::new();
    for (_, wording) in telling {
        let folded = wording.to_lowercase();
        let known = |other: &String| {
            let other = other.to_lowercase();
            other.contains(&folded) || folded.contains(&other)
        };
        if !chosen.iter().any(known) {
            chosen.push(wording.to_owned());
        }
        if chosen.len() == SHOWN_TERMS {
            break;
        }
    }
    chosen
}

/// Ids given so far; a second story of the same id gets a number.
#[derive(Default)]
struct Ids(BTreeSet<String>);

impl Ids {
    fn unique(&mut self, wanted: String) -> StoryId {
        unique(wanted, |id| self.0.insert(id.to_owned()))
    }
}

/// `wanted`, with a number behind it where it is not free.
fn unique(wanted: String, mut free: impl FnMut(&str) -> bool) -> StoryId {
    let mut id = wanted.clone();
    let mut number = 2;
    while !free(&id) {
        id = format!("{wanted}-{number}");
        number += 1;
    }
    StoryId(id)
}

/// `key` fit for a URL.
fn slug(key: &str) -> String {
    let mut slug = String::new();
    for char in super::words::fold(key).chars() {
        match char {
            char if char.is_alphanumeric() => slug.push(char),
            _ if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            _ => {}
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "story".to_owned() } else { slug.to_owned() }
}
