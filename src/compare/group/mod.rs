//! Annotated articles in, groups out: which articles report the same event.
//!
//! A sub-folder or a `story` field decides where there is one. Loose articles are grouped by what their headlines
//! and beginnings have in common and by the days between them, and never join a story that someone made.

mod cluster;
mod terms;
mod vectors;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rayon::prelude::*;

use super::{Because, Report, StoryId};
use crate::model::Origin;
use terms::Term;
use vectors::Vector;

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
    let terms: Vec<Vec<(Term, f32)>> =
        loose.par_iter().map(|index| terms::terms(&reports[*index].article)).collect();
    let vectors = vectors::vectors(&terms);
    drop(terms);
    let days: Vec<Option<i64>> = loose.iter().map(|index| day(&reports[*index])).collect();
    let clusters = cluster::cluster(loose.len(), &vectors::pairs(&vectors, &days));
    let described: Vec<(String, Vec<usize>, Because)> = clusters
        .into_par_iter()
        .map(|members| {
            let title = title(&members, &vectors, |member| &reports[loose[member]]);
            let because = because(&members, &vectors, &days, |member| &reports[loose[member]]);
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

/// The earliest first; those without a date last, in the order of their files.
fn in_reading_order(articles: &mut [usize], reports: &[Report]) {
    articles.sort_by_key(|index| {
        let published = reports[*index].article.published.as_ref();
        (published.is_none(), published.map(|field| (field.value.day, field.value.iso.as_str())), *index)
    });
}

/// The day an article was published, counted from some fixed day.
fn day(report: &Report) -> Option<i64> {
    const HOURS: i64 = 24;
    let day = report.article.published.as_ref()?.value.day;
    Some(day.duration_since(Date::constant(1970, 1, 1)).as_hours() / HOURS)
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
    let terms: Vec<_> = candidates.iter().map(|index| terms::terms(&reports[*index].article)).collect();
    let members: Vec<usize> = (0..candidates.len()).collect();
    title(&members, &vectors::vectors(&terms), |member| &reports[candidates[member]])
}

fn because<'r>(
    members: &[usize],
    vectors: &[Vector],
    days: &[Option<i64>],
    report: impl Fn(usize) -> &'r Report,
) -> Because {
    if members.len() == 1 {
        return Because::Single;
    }
    let dated = || members.iter().filter_map(|member| days[*member]);
    let pairs: Vec<f32> = members
        .iter()
        .enumerate()
        .flat_map(|(index, a)| members[index + 1..].iter().map(move |b| (*a, *b)))
        .take(1000)
        .map(|(a, b)| vectors[a].likeness(&vectors[b]) * vectors::decay(days[a], days[b]))
        .collect();
    Because::Content {
        terms: shared_terms(members, report),
        days: dated().min().zip(dated().max()).and_then(|(first, last)| u32::try_from(last - first).ok()),
        score: pairs.iter().sum::<f32>() / pairs.len() as f32,
    }
}

/// The words and names that most of the articles use and few others do, the most telling first.
fn shared_terms<'r>(members: &[usize], report: impl Fn(usize) -> &'r Report) -> Vec<String> {
    let mut used: BTreeMap<Term, (usize, String)> = BTreeMap::new();
    for member in members.iter().take(TITLE_CANDIDATES) {
        for (term, wording) in terms::wordings(&report(*member).article) {
            used.entry(term).or_insert((0, wording)).0 += 1;
        }
    }
    let mut telling: Vec<(f32, String)> = used
        .into_iter()
        .filter(|(_, (count, _))| *count >= 2)
        .map(|(term, (count, wording))| (count as f32 * term.tells(), wording))
        .collect();
    telling.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let mut chosen: Vec<String> = Vec::new();
    for (_, wording) in telling {
        let folded = wording.to_lowercase();
        let known = |other: &String| {
            let other = other.to_lowercase();
            other.contains(&folded) || folded.contains(&other)
        };
        if !chosen.iter().any(known) {
            chosen.push(wording);
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
        let mut id = wanted.clone();
        let mut number = 2;
        while !self.0.insert(id.clone()) {
            id = format!("{wanted}-{number}");
            number += 1;
        }
        StoryId(id)
    }
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
