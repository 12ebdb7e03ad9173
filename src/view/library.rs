//! A library in, its list of stories out.

use crate::library::Library;
use crate::model::Story;

use super::cast::{Cast, Hue};
use super::story::{StoryHead, head};
use super::words;

/// Stories on one page.
const PAGE: usize = 60;

/// People named with a story.
const PEOPLE: usize = 5;

/// The list of stories.
#[derive(Debug)]
pub struct Shelf<'l> {
    /// "14 articles in 3 stories".
    pub summary: String,
    /// The stories of this page.
    pub stories: Vec<Entry<'l>>,
    /// Number of warnings: files that could not be read, or only with doubts.
    pub warnings: usize,
    /// This page, from 1.
    pub page: usize,
    /// Number of pages.
    pub pages: usize,
}

/// One story.
#[derive(Debug)]
pub struct Entry<'l> {
    /// The head of its pages.
    pub head: StoryHead<'l>,
    /// Who tells it, each outlet once: "CNN (2 reports)".
    pub outlets: Vec<String>,
    /// Who is quoted most: name, hue, quotes, id.
    pub quoted: Vec<(String, Hue, usize, &'l str)>,
    /// Others who are quoted.
    pub more: usize,
    /// First words of its first report.
    pub lead: String,
}

/// Makes one page of the list.
pub fn shelf(library: &Library, page: usize) -> Shelf<'_> {
    let pages = library.stories.len().div_ceil(PAGE).max(1);
    let page = page.clamp(1, pages);
    let stories = library
        .stories
        .iter()
        .skip((page - 1) * PAGE)
        .take(PAGE)
        .map(|story| entry(library, story))
        .collect();
    let summary = format!(
        "{} in {}",
        words::count(library.articles.len(), "report", "reports"),
        words::count(library.stories.len(), "story", "stories")
    );
    Shelf { summary, stories, warnings: library.problems().count(), page, pages }
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
            (known.name.clone(), cast.hue(*entity), cast.quoted[*entity].iter().sum(), known.id.as_str())
        })
        .collect();
    Entry {
        head: head(&cast),
        outlets: outlets(&cast),
        more: cast.speakers.len() - quoted.len(),
        quoted,
        lead: cast.reports.first().map_or_else(String::new, |report| lead(report.article.body())),
    }
}

fn outlets(cast: &Cast<'_>) -> Vec<String> {
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
        .map(|(name, count)| match (name, count) {
            (Some(name), 1) => name.to_owned(),
            (Some(name), count) => format!("{name} ({count} reports)"),
            (None, 1) => "one outlet not given".to_owned(),
            (None, count) => format!("{count} outlets not given"),
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
