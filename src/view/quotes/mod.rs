//! A story in, its board of quotes out: each statement with its versions outlet by outlet, what differs in the
//! words, and a grid of who is quoted by whom. Of many statements, reports and speakers a page at a time.

mod grid;
mod told;

use crate::library::Library;
use crate::model::{ItemRef, Story, Utterance};

use super::cast::{Cast, Hue, Outlet, Place};
use super::story::{StoryHead, head, shown};
use super::turn::{Turn, turn};

pub use grid::{Other, Row};
pub use told::{Told, Wordings};

/// Statements on one page.
const STATEMENTS: usize = 20;

/// Speakers of the whole list on one page.
const SPEAKERS: usize = 100;

/// Quotes of one report only that are listed below the statements of a speaker, and on a page of their own.
const ALONE: (usize, usize) = (30, 150);

/// What a reader asked for.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// Id of the speaker that the board is limited to.
    pub speaker: Option<String>,
    /// Id of the statement that the link leads to: it is shown whole.
    pub statement: Option<String>,
    /// What alone is listed, where not all of the board is.
    pub part: Option<Part>,
    /// Number of the first statement, speaker or quote to show.
    pub item: usize,
    /// Number of the first report of the grid.
    pub from: usize,
}

/// A part of the board with pages of its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// Everybody who is quoted.
    Speakers,
    /// What the speaker says in one report only.
    Alone,
}

impl Part {
    /// How addresses spell it.
    pub fn key(self) -> &'static str {
        match self {
            Part::Speakers => "speakers",
            Part::Alone => "alone",
        }
    }

    /// The part that an address spells.
    pub fn of(key: &str) -> Option<Part> {
        [Part::Speakers, Part::Alone].into_iter().find(|part| part.key() == key)
    }
}

/// The board.
#[derive(Debug)]
pub struct Board<'l> {
    /// The head of the story's pages.
    pub head: StoryHead<'l>,
    /// The reports of the grid.
    pub columns: Vec<Outlet<'l>>,
    /// Which of many reports they are.
    pub turn: Option<Turn>,
    /// Who is quoted by whom, the most quoted first.
    pub grid: Vec<Row<'l>>,
    /// Those behind them in the list of speakers.
    pub others: Vec<Other<'l>>,
    /// How many there are in all.
    pub speakers: usize,
    /// Statements that several reports have, the most told first.
    pub told: Vec<Told<'l>>,
    /// What the speaker to whom the board is limited says in one report only.
    pub alone: Vec<Alone<'l>>,
    /// How much of that there is.
    pub all_alone: usize,
    /// Which of many statements, speakers or quotes are on this page.
    pub page: Option<Turn>,
    /// The part that alone is shown.
    pub part: Option<Part>,
    /// The speaker that the board is limited to: id, name and hue.
    pub only: Option<(&'l str, &'l str, Hue)>,
    /// "7 statements are told by more than one report".
    pub summary: String,
}

/// A quote that no other report has.
#[derive(Debug)]
pub struct Alone<'l> {
    /// Where it stands.
    pub place: Place<'l>,
    /// Its words.
    pub words: &'l str,
}

impl Board<'_> {
    /// Speakers that are not listed.
    pub fn more_speakers(&self) -> usize {
        self.speakers - self.grid.len() - self.others.len()
    }
}

impl Hue {
    /// Its style classes, for where there may be no speaker.
    pub fn class_of(speaker: &Option<(&str, &str, Hue)>) -> String {
        speaker.map_or(Hue::Nobody, |(_, _, hue)| hue).class()
    }
}

/// Makes the board, of all statements or of one speaker's.
pub fn board<'l>(library: &'l Library, story: &'l Story, choice: &Choice) -> Board<'l> {
    let cast = Cast::new(library, story);
    let only = choice.speaker.as_deref();
    let only = only.and_then(|id| story.entities.iter().position(|entity| *entity.id == *id));
    let part = choice.part.filter(|part| *part == Part::Speakers || only.is_some());
    let (columns, turn) = shown(&cast, choice.from);
    let told = statements(&cast, only);
    let alone = only.map_or_else(Vec::new, |entity| alone(&cast, entity));
    let mut board = Board {
        head: head(&cast),
        columns: columns.iter().map(|column| cast.outlets[*column].clone()).collect(),
        turn,
        grid: Vec::new(),
        others: Vec::new(),
        speakers: cast.speakers.len(),
        told: Vec::new(),
        alone: Vec::new(),
        all_alone: alone.len(),
        page: None,
        part,
        only: only.map(|entity| identity(&cast, entity)),
        summary: summary(told.len()),
    };
    match part {
        Some(Part::Speakers) => {
            let (page, turned) = self::turn(cast.speakers.len(), SPEAKERS, choice.item);
            board.others = cast.speakers[page].iter().map(|entity| grid::other(&cast, *entity)).collect();
            board.page = turned;
        }
        Some(Part::Alone) => {
            let (page, turned) = self::turn(alone.len(), ALONE.1, choice.item);
            board.alone = alone.into_iter().skip(page.start).take(page.len()).collect();
            board.page = turned;
        }
        None => {
            (board.grid, board.others) = grid::grid(&cast, &columns);
            let asked = choice.statement.as_ref();
            let found = asked.and_then(|id| told.iter().position(|one| one.id == *id));
            let item = found.map_or(choice.item, |at| at + 1);
            let (page, turned) = self::turn(told.len(), STATEMENTS, item);
            let whole = |at: usize| found == Some(at);
            board.told = page.map(|at| told::tell(&cast, told[at], whole(at))).collect();
            board.page = turned;
            board.alone = alone;
            board.alone.truncate(ALONE.0);
        }
    }
    board
}

/// What several reports tell, the most told first.
fn statements<'l>(cast: &Cast<'l>, only: Option<usize>) -> Vec<&'l Utterance> {
    let mut told: Vec<(usize, &Utterance)> = cast
        .story
        .utterances
        .iter()
        .filter(|utterance| only.is_none() || speaker(cast, utterance) == only)
        .map(|utterance| (columns(utterance).len(), utterance))
        .filter(|(reports, _)| *reports > 1)
        .collect();
    told.sort_by_key(|(reports, _)| std::cmp::Reverse(*reports));
    told.into_iter().map(|(_, utterance)| utterance).collect()
}

fn summary(told: usize) -> String {
    match told {
        0 => "No statement is told by more than one report".to_owned(),
        1 => "One statement is told by more than one report".to_owned(),
        many => format!("{many} statements are told by more than one report"),
    }
}

/// Id, name and hue of an entity.
fn identity<'l>(cast: &Cast<'l>, entity: usize) -> (&'l str, &'l str, Hue) {
    let known = &cast.story.entities[entity];
    (&known.id, &known.name, cast.hue(entity))
}

/// The quotes of a speaker that one report alone has.
fn alone<'l>(cast: &Cast<'l>, entity: usize) -> Vec<Alone<'l>> {
    let mut found = Vec::new();
    for (column, report) in cast.reports.iter().enumerate() {
        for (index, quote) in report.annotations.quotes.iter().enumerate() {
            if cast.speaker(column, quote) == Some(entity) && cast.utterance(column, index).is_none() {
                let place = cast.place(ItemRef { column, index });
                found.push(Alone { place, words: quote.span.slice(&report.article.text) });
            }
        }
    }
    found
}

/// The columns that have it, each once.
fn columns(utterance: &Utterance) -> Vec<usize> {
    let mut columns: Vec<usize> = utterance.quotes.iter().map(|quote| quote.column).collect();
    columns.dedup();
    columns
}

fn speaker(cast: &Cast<'_>, utterance: &Utterance) -> Option<usize> {
    utterance.speaker.or_else(|| {
        utterance.quotes.iter().find_map(|item| {
            let quote = cast.reports[item.column].annotations.quotes.get(item.index)?;
            cast.speaker(item.column, quote)
        })
    })
}
