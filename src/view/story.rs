//! A story in, its reading desk out: columns, who speaks, what is named, what stands out.

use crate::library::Library;
use crate::model::{Because, Span, Story};

use super::cast::{Cast, MOST_COLUMNS, Outlet, Place};
use super::column::{Column, STRIP, column};
use super::passage::{Passage, find};
use super::people::{Lit, Person, Scope, light, names, speakers};
use super::timeline::{Timeline, timeline};
use super::turn::{Turn, turn};
use super::{dates, words};

/// What a reader asked for.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// Ids of the articles to show, in order; none means all, or the first of many.
    pub columns: Vec<String>,
    /// Where none are chosen: the number of the first to show, from 1.
    pub from: usize,
    /// Id of the entity to light.
    pub lit: Option<String>,
    /// The passage that the link leads to.
    pub passage: Option<Passage>,
}

/// The head that all pages of a story share.
#[derive(Debug)]
pub struct StoryHead<'l> {
    /// Id.
    pub id: &'l str,
    /// Title.
    pub title: &'l str,
    /// "5 reports · 31 August 2016".
    pub summary: String,
    /// Why its reports are one story, in a sentence.
    pub because: String,
    /// Its columns, all of them.
    pub outlets: Vec<Outlet<'l>>,
}

/// The reading desk of a story.
#[derive(Debug)]
pub struct Desk<'l> {
    /// The head.
    pub head: StoryHead<'l>,
    /// The columns shown, in order.
    pub columns: Vec<Column<'l>>,
    /// The next of those that are closed: they stand as spines at the right.
    pub spines: Vec<Outlet<'l>>,
    /// Where more reports than stand side by side are looked through in turn.
    pub turn: Option<Turn>,
    /// Who is quoted, the most quoted first.
    pub speakers: Vec<Person<'l>>,
    /// Quotes whose speaker is nobody of the story's list.
    pub unnamed: usize,
    /// Who and what is named, by label.
    pub names: Vec<(&'static str, Vec<Person<'l>>)>,
    /// Who or what stands out.
    pub lit: Option<Lit<'l>>,
    /// What became of the passage that the link leads to.
    pub here: Option<Here>,
    /// When the reports were published.
    pub timeline: Timeline,
}

/// What became of a passage that a link leads to.
#[derive(Debug)]
pub enum Here {
    /// It stands in this column, word for word.
    Found(usize),
    /// No report has it as it was: these were its (first) words.
    Changed(String),
}

impl Desk<'_> {
    /// The columns shown.
    pub fn shown(&self) -> Vec<usize> {
        self.columns.iter().map(|shown| shown.outlet.column).collect()
    }

    /// Whether a column is shown.
    pub fn shows(&self, column: &usize) -> bool {
        self.columns.iter().any(|shown| shown.outlet.column == *column)
    }

    /// Who and what is named and not quoted, by label: those who are quoted have their own list.
    pub fn only_named(&self) -> Vec<(&'static str, Vec<&Person<'_>>)> {
        let mut groups = Vec::new();
        for (title, people) in &self.names {
            let people: Vec<&Person<'_>> = people.iter().filter(|one| one.quotes == 0).collect();
            if !people.is_empty() {
                groups.push((*title, people));
            }
        }
        groups
    }

    /// Where a person is quoted, column by column: how often, and the first place.
    pub fn quoted<'d>(&'d self, person: &'d Person<'_>) -> Vec<Option<&'d (usize, Place<'d>)>> {
        let place_in = |column: usize| person.places.iter().find(move |(_, place)| place.column == column);
        self.columns.iter().map(|shown| place_in(shown.outlet.column)).collect()
    }

    /// Width of a picture in which a report of so many words takes as much room as it has of the longest shown.
    pub fn across(&self, words: &usize) -> usize {
        let longest = self.columns.iter().map(|shown| shown.words).max().unwrap_or(1);
        STRIP * longest / (*words).max(1)
    }
}

/// Makes the desk.
pub fn desk<'l>(library: &'l Library, story: &'l Story, choice: &Choice) -> Desk<'l> {
    let cast = Cast::new(library, story);
    let lit = choice.lit.as_ref().and_then(|id| story.entities.iter().position(|entity| *entity.id == **id));
    let found = choice.passage.as_ref().and_then(|passage| passage_in(&cast, passage));
    let chosen = chosen(&cast, &choice.columns);
    let from = match found {
        Some((column, _)) if chosen.is_empty() => column + 1,
        _ => choice.from,
    };
    let (mut shown, turn) = match chosen.is_empty() {
        true => shown(&cast, from),
        false => (chosen, None),
    };
    if let Some((column, _)) = found.filter(|(column, _)| !shown.contains(column)) {
        shown.truncate(MOST_COLUMNS - 1);
        shown.push(column);
    }
    let scope = Scope { shown: &shown, lit };
    let here = |index: usize| found.filter(|(column, _)| *column == index).map(|(_, span)| span);
    let closed = cast.outlets.iter().filter(|outlet| turn.is_none() && !shown.contains(&outlet.column));
    Desk {
        head: head(&cast),
        columns: shown.iter().map(|index| column(&cast, *index, lit, here(*index))).collect(),
        spines: closed.take(MOST_COLUMNS).cloned().collect(),
        turn,
        speakers: speakers(&cast, scope),
        unnamed: cast.unknown_speakers(),
        names: names(&cast, scope, None),
        lit: lit.map(|entity| light(&cast, entity, scope)),
        here: choice.passage.as_ref().map(|passage| match found {
            Some((column, _)) => Here::Found(column),
            None => Here::Changed(passage.told()),
        }),
        timeline: timeline(&cast.reports, &cast.outlets),
    }
}

/// The columns that were asked for, each once, no more than fit.
fn chosen(cast: &Cast<'_>, ids: &[String]) -> Vec<usize> {
    let mut shown: Vec<usize> = Vec::new();
    for id in ids {
        if let Some(outlet) = cast.outlets.iter().find(|outlet| outlet.article == *id)
            && !shown.contains(&outlet.column)
        {
            shown.push(outlet.column);
        }
    }
    shown.truncate(MOST_COLUMNS);
    shown
}

/// All columns, or of many those beside which number `from` stands.
pub(super) fn shown(cast: &Cast<'_>, from: usize) -> (Vec<usize>, Option<Turn>) {
    let (shown, turn) = turn(cast.outlets.len(), MOST_COLUMNS, from);
    (shown.collect(), turn)
}

/// Where a passage stands: in the report that it was taken from, or where that has another id now, in whichever
/// one report has it word for word.
fn passage_in(cast: &Cast<'_>, passage: &Passage) -> Option<(usize, Span)> {
    let within = |column: usize| find(&cast.reports[column].article.text, passage).map(|span| (column, span));
    match cast.outlets.iter().find(|outlet| outlet.article == passage.article) {
        Some(outlet) => within(outlet.column),
        None => {
            let mut found = (0..cast.reports.len()).filter_map(within);
            found.next().filter(|_| found.next().is_none())
        }
    }
}

/// The head of a story's pages.
pub fn head<'l>(cast: &Cast<'l>) -> StoryHead<'l> {
    let story = cast.story;
    let mut summary = vec![words::count(cast.reports.len(), "report", "reports")];
    let days: Vec<_> = cast
        .reports
        .iter()
        .filter_map(|report| report.article.published.as_ref().map(|published| published.value.day))
        .collect();
    summary.extend(dates::range(days));
    StoryHead {
        id: &story.id.0,
        title: if story.title.trim().is_empty() { "A story without a headline" } else { &story.title },
        summary: summary.join(" · "),
        because: because(story),
        outlets: cast.outlets.clone(),
    }
}

fn because(story: &Story) -> String {
    match &story.because {
        Because::Folder(name) => format!("They lie together in the folder “{name}”."),
        Because::Field(name) => format!("Their files name the same story, “{name}”."),
        Because::Single => "No other report of it was found.".to_owned(),
        Because::Content { terms, days, score: _ } => {
            let days = match days {
                None => String::new(),
                Some(0) => " on one day".to_owned(),
                Some(days) => format!(" within {}", words::count(*days as usize + 1, "day", "days")),
            };
            format!("They report the same{days}: {}.", words::list(terms))
        }
    }
}
