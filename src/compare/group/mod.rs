//! Articles in, groups out: which articles report the same event. What was found in them is not looked at.
//!
//! A sub-folder or a `story` field decides where there is one. Loose articles are grouped by what their headlines
//! and beginnings have in common and by the days between them, and never join a story that someone made.

mod cluster;
mod index;
mod place;
mod terms;
mod vectors;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

use super::{Because, Report, StoryId};
use crate::hash::HashedMap;
use crate::model::{Article, Field, Origin};
pub use place::Placer;
use terms::Term;
use vectors::{Facts, Used, Vector};

/// Terms shown as the reason of a grouping.
const SHOWN_TERMS: usize = 6;

/// Words and names of an article, about, that those beside it do not use.
const OWN_TERMS: usize = 200;

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
    let vectors = vectors_of(loose, reports);
    let facts: Vec<Facts> = loose.iter().map(|index| facts(&reports[*index])).collect();
    let clusters = cluster::cluster(&facts, &vectors::pairs(&vectors, &facts));
    let described: Vec<(String, Vec<usize>, Because)> = clusters
        .into_par_iter()
        .map(|members| {
            let likenesses = Likenesses::new(&members, &vectors);
            let title = title(&likenesses, |member| &reports[loose[member]]);
            let because = because_of(&likenesses, &facts, |member| &reports[loose[member]]);
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

/// The vectors of the articles at `indices`.
fn vectors_of(indices: &[usize], reports: &[Report]) -> Vec<Vector> {
    let (used, weights) = Used::count(indices.len(), |at| terms::terms(&reports[indices[at]].article));
    weights.into_par_iter().map(|weights| used.vector(&weights, 2)).collect()
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
    let Article { published, outlet, .. } = &*report.article;
    Facts {
        day: published.as_ref().map(|published| day(published.value.day)),
        outlet: outlet.as_ref().map(|outlet| xxh3_64(outlet.value.as_bytes())),
    }
}

/// How alike the articles of a group are; those of its first are reckoned once.
struct Likenesses<'v> {
    members: &'v [usize],
    vectors: &'v [Vector],
    /// A row for each of the first.
    first: Vec<Vec<f32>>,
}

impl<'v> Likenesses<'v> {
    /// `members` are places in `vectors`, which nobody looks at where there is but one.
    fn new(members: &'v [usize], vectors: &'v [Vector]) -> Likenesses<'v> {
        let count = if members.len() > 1 { members.len().min(TITLE_CANDIDATES) } else { 0 };
        let mut first: Vec<Vec<f32>> = Vec::with_capacity(count);
        for (at, member) in members[..count].iter().enumerate() {
            let likeness = |other: usize| match first.get(other) {
                Some(row) => row[at],
                None => vectors[*member].likeness(&vectors[members[other]]),
            };
            let row = (0..count).map(likeness).collect();
            first.push(row);
        }
        Likenesses { members, vectors, first }
    }

    /// How alike two members are, by their places in the group.
    fn of(&self, one: usize, other: usize) -> f32 {
        let known = self.first.get(one).and_then(|row| row.get(other));
        known
            .copied()
            .unwrap_or_else(|| self.vectors[self.members[one]].likeness(&self.vectors[self.members[other]]))
    }
}

/// The headline that is most like the articles as a whole.
fn title<'r>(likenesses: &Likenesses<'_>, report: impl Fn(usize) -> &'r Report) -> String {
    let central = |at: usize| likenesses.first.get(at).map_or(0.0, |row| row.iter().sum::<f32>());
    let candidates = likenesses.members.iter().take(TITLE_CANDIDATES).enumerate();
    candidates
        .filter_map(|(at, member)| {
            let headline = report(*member).article.headline.as_ref()?;
            Some((headline.from != Origin::Lead, central(at), headline))
        })
        // The first of equals: `max_by` alone would take the last.
        .rev()
        .max_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)))
        .map_or_else(String::new, |(_, _, headline)| headline.value.clone())
}

fn keyed_title(articles: &[usize], reports: &[Report]) -> String {
    let candidates = &articles[..articles.len().min(TITLE_CANDIDATES)];
    let members: Vec<usize> = (0..candidates.len()).collect();
    let vectors = if candidates.len() > 1 { vectors_of(candidates, reports) } else { Vec::new() };
    title(&Likenesses::new(&members, &vectors), |member| &reports[candidates[member]])
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
            let vectors = vectors_of(&articles, reports);
            because_of(&Likenesses::new(&members, &vectors), &facts, |at| &reports[articles[at]])
        }
    };
    Group { id, title, articles, because }
}

fn because_of<'r>(
    likenesses: &Likenesses<'_>,
    facts: &[Facts],
    report: impl Fn(usize) -> &'r Report,
) -> Because {
    let members = likenesses.members;
    if members.len() == 1 {
        return Because::Single;
    }
    let dated = || members.iter().filter_map(|member| facts[*member].day);
    let pairs: Vec<f32> = (0..members.len())
        .flat_map(|one| (one + 1..members.len()).map(move |other| (one, other)))
        .take(1000)
        .map(|(one, other)| {
            likenesses.of(one, other) * vectors::counts(facts[members[one]], facts[members[other]])
        })
        .collect();
    Because::Content {
        terms: shared_terms(members, report),
        days: dated().min().zip(dated().max()).and_then(|(first, last)| u32::try_from(last - first).ok()),
        score: pairs.iter().sum::<f32>() / pairs.len() as f32,
    }
}

/// The words and names that most of the articles use and few others do, the most telling first.
fn shared_terms<'r>(members: &[usize], report: impl Fn(usize) -> &'r Report) -> Vec<String> {
    // The members that use each term, the last of them, and the first wording.
    let members = &members[..members.len().min(TITLE_CANDIDATES)];
    let mut used: HashedMap<(u32, usize, &str), u64> =
        HashedMap::with_capacity_and_hasher(OWN_TERMS * members.len(), Default::default());
    for member in members {
        terms::wordings(&report(*member).article, |term, wording| {
            let (count, last, _) = used.entry(term.0).or_insert((0, usize::MAX, wording));
            *count += u32::from(*last != *member);
            *last = *member;
        });
    }
    let mut telling: Vec<(f32, &str)> = used
        .into_iter()
        .filter(|(_, (count, _, _))| *count >= 2)
        .map(|(term, (count, _, wording))| (count as f32 * Term(term).tells(), wording))
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
