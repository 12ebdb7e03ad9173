//! A library in, its list of stories out.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::library::Library;
use crate::model::Story;

use super::cast::{Cast, Hue};
use super::story::{StoryHead, head};
use super::timeline::{Timeline, timeline};
use super::words;

/// Outlets that are named with a story before the rest is counted.
const NAMED: usize = 12;

/// Stories on one page.
const PAGE: usize = 60;

/// People named with a story.
const PEOPLE: usize = 5;

/// Outlets to choose from.
const OUTLETS: usize = 200;

/// Which stories a reader wants to see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// An outlet that reports it.
    pub outlet: Option<String>,
    /// Part of the name of someone who is quoted or named.
    pub person: Option<String>,
    /// A report of this day or later.
    pub from: Option<Date>,
    /// A report of this day or earlier.
    pub until: Option<Date>,
}

impl Filter {
    /// Whether it leaves anything out.
    pub fn is_set(&self) -> bool {
        *self != Filter::default()
    }

    fn lets(&self, library: &Library, story: &Story) -> bool {
        let outlet = |name: &str| {
            let mut reports = library.columns(story);
            reports.any(|report| report.article.outlet.as_ref().is_some_and(|o| o.value.trim() == name))
        };
        let person = |part: &str| {
            let part = part.to_lowercase();
            let mut people = story.entities.iter().filter(|entity| entity.named);
            people.any(|entity| entity.name.to_lowercase().contains(&part))
        };
        let in_time = || {
            let mut days = library.columns(story).filter_map(|report| report.article.published.as_ref());
            days.any(|published| {
                let day = published.value.day;
                self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
            })
        };
        self.outlet.as_deref().is_none_or(outlet)
            && ((self.from.is_none() && self.until.is_none()) || in_time())
            && self.person.as_deref().is_none_or(person)
    }
}

/// The list of stories.
#[derive(Debug)]
pub struct Shelf<'l> {
    /// "14 reports in 3 stories".
    pub summary: String,
    /// "2 of them" where the list is filtered.
    pub left: Option<String>,
    /// The stories of this page.
    pub stories: Vec<Entry<'l>>,
    /// Number of warnings: files that could not be read, or only with doubts.
    pub warnings: usize,
    /// This page, from 1.
    pub page: usize,
    /// Number of pages.
    pub pages: usize,
    /// Outlets with the number of their reports, by name.
    pub outlets: Vec<(&'l str, usize)>,
    /// Whether there is enough to be filtered.
    pub has_filter: bool,
    /// How many stories are there, while others are still being read.
    pub still: Option<String>,
    /// Whether stories that are still being read may come to this page.
    pub fills: bool,
}

/// One story.
#[derive(Debug)]
pub struct Entry<'l> {
    /// The head of its pages.
    pub head: StoryHead<'l>,
    /// Who tells it, each outlet once: its name, and "CNN (2 reports)".
    pub outlets: Vec<(Option<&'l str>, String)>,
    /// Outlets that are not named.
    pub more_outlets: usize,
    /// Who is quoted most: name, hue, quotes, id.
    pub quoted: Vec<(String, Hue, usize, &'l str)>,
    /// Others who are quoted.
    pub more: usize,
    /// First words of its first report.
    pub lead: String,
    /// When its reports were published.
    pub timeline: Timeline,
}

/// Makes one page of the list.
pub fn shelf<'l>(library: &'l Library, filter: &Filter, page: usize) -> Shelf<'l> {
    let stories = library.stories.iter().map(Arc::as_ref);
    let let_through: Vec<&Story> =
        stories.filter(|story| !filter.is_set() || filter.lets(library, story)).collect();
    let pages = let_through.len().div_ceil(PAGE).max(1);
    let page = page.clamp(1, pages);
    let stories = let_through.iter().skip((page - 1) * PAGE).take(PAGE);
    let reports = library.stories.iter().map(|story| story.articles.len()).sum();
    let summary = format!(
        "{} in {}",
        words::count(reports, "report", "reports"),
        words::count(library.stories.len(), "story", "stories")
    );
    let stories: Vec<Entry<'_>> = stories.map(|story| entry(library, story)).collect();
    Shelf {
        summary,
        left: filter.is_set().then(|| match let_through.len() {
            0 => "none of them fits".to_owned(),
            left => format!("{} of them", words::thousands(left)),
        }),
        warnings: library.problems().count(),
        page,
        pages,
        outlets: all_outlets(library),
        has_filter: library.stories.len() > 1 || filter.is_set(),
        still: words::still_reading(library.stories.len(), library.to_come),
        fills: library.to_come > 0 && stories.len() < PAGE,
        stories,
    }
}

/// The outlets with most reports, in the order of their names.
fn all_outlets(library: &Library) -> Vec<(&str, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for report in library.stories.iter().flat_map(|story| library.columns(story)) {
        if let Some(outlet) = &report.article.outlet {
            *counts.entry(outlet.value.trim()).or_default() += 1;
        }
    }
    let mut outlets: Vec<(&str, usize)> = counts.into_iter().filter(|(name, _)| !name.is_empty()).collect();
    outlets.sort_by_key(|(_, count)| Reverse(*count));
    outlets.truncate(OUTLETS);
    outlets.sort_by_cached_key(|(name, _)| name.to_lowercase());
    outlets
}

fn entry<'l>(library: &'l Library, story: &'l Story) -> Entry<'l> {
    let cast = Cast::new(library, story);
    let quoted: Vec<_> = cast
        .speakers
        .iter()
        .filter(|entity| story.entities[**entity].named)
        .take(PEOPLE)
        .map(|entity| {
            let known = &story.entities[*entity];
            (known.name.to_string(), cast.hue(*entity), cast.quoted[*entity].iter().sum(), &*known.id)
        })
        .collect();
    let mut outlets = outlets(&cast);
    let more_outlets = if outlets.len() > NAMED + 1 { outlets.len() - NAMED } else { 0 };
    outlets.truncate(outlets.len() - more_outlets);
    Entry {
        head: head(&cast),
        outlets,
        more_outlets,
        more: cast.speakers.len() - quoted.len(),
        quoted,
        lead: cast.reports.first().map_or_else(String::new, |report| lead(report.article.body())),
        timeline: timeline(&cast.reports, &cast.outlets),
    }
}

fn outlets<'l>(cast: &Cast<'l>) -> Vec<(Option<&'l str>, String)> {
    let mut told: Vec<(Option<&str>, usize)> = Vec::new();
    for report in &cast.reports {
        let name = report.article.outlet.as_ref().map(|outlet| outlet.value.trim());
        match told.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += 1,
            None => told.push((name, 1)),
        }
    }
    told.sort_by_key(|(name, _)| name.is_none());
    told.into_iter()
        .map(|(name, count)| {
            let words = match (name, count) {
                (Some(name), 1) => name.to_owned(),
                (Some(name), count) => format!("{name} ({count} reports)"),
                (None, 1) => "one outlet not given".to_owned(),
                (None, count) => format!("{count} outlets not given"),
            };
            (name, words)
        })
        .collect()
}

/// The first words of a text, cut at a word.
fn lead(text: &str) -> String {
    const LENGTH: usize = 190;
    let first = text.lines().next().unwrap_or_default();
    if first.chars().count() <= LENGTH {
        return first.to_owned();
    }
    let cut: String = first.chars().take(LENGTH).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    cut[..end].trim_end_matches([',', ';', ':', '—', '-', ' ']).to_owned() + " …"
}
