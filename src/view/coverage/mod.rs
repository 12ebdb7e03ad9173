//! A story in, its coverage out: for each report what it shares, what stands in it alone and what it lacks; then
//! the figures, names and runs of wording of all reports side by side. Of many reports, some at a time; of a long
//! list, its beginning, and all of it on a page of its own.

mod items;
mod order;
mod tables;

use crate::library::Library;
use crate::model::{Absent, Coverage, Sharing, Span, Story};

use super::cast::{Cast, Outlet, Place, paragraph_anchor};
use super::story::{StoryHead, head, shown};
use super::turn::{Turn, turn};
use super::words;

pub use items::Item;
pub use order::{OrderRow, Step};
pub use tables::{Cell, Fact, Run};

pub(super) use tables::{around, subject};

/// Width of a bar, in units of its picture.
const BAR: usize = 1000;

/// Items of a list, where it stands beside others, and on a page of its own.
const ITEMS: (usize, usize) = (24, 100);

/// Rows of a table, where it stands beside others, and on a page of its own.
const ROWS: (usize, usize) = (24, 60);

/// What a reader asked for.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// Id of the report whose account alone is shown.
    pub report: Option<String>,
    /// The list that alone is shown.
    pub part: Option<Part>,
    /// Number of the first report shown.
    pub from: usize,
    /// Number of the first item shown of a list on its own page.
    pub item: usize,
}

/// A list with pages of its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// What one report has alone.
    Only,
    /// What one report lacks.
    Lacks,
    /// Figures for one thing.
    Figures,
    /// Names for one thing.
    Naming,
    /// Wording in common.
    Shared,
}

impl Part {
    const ALL: [Part; 5] = [Part::Only, Part::Lacks, Part::Figures, Part::Naming, Part::Shared];

    /// How addresses spell it.
    pub fn key(self) -> &'static str {
        match self {
            Part::Only => "only",
            Part::Lacks => "lacks",
            Part::Figures => "figures",
            Part::Naming => "naming",
            Part::Shared => "shared",
        }
    }

    /// The part that an address spells.
    pub fn of(key: &str) -> Option<Part> {
        Part::ALL.into_iter().find(|part| part.key() == key)
    }
}

/// The page.
#[derive(Debug)]
pub struct Page<'l> {
    /// The head of the story's pages.
    pub head: StoryHead<'l>,
    /// The reports that the tables show.
    pub columns: Vec<Outlet<'l>>,
    /// Which of many reports they are.
    pub turn: Option<Turn>,
    /// Report by report.
    pub accounts: Vec<Account<'l>>,
    /// What several reports tell, with where each brings it; the greatest difference first.
    pub order: Vec<OrderRow<'l>>,
    /// Figures for one thing, side by side.
    pub figures: Listed<Fact<'l>>,
    /// What each report calls the same, side by side.
    pub naming: Listed<Fact<'l>>,
    /// Runs of wording in common.
    pub shared: Listed<Run<'l>>,
    /// The list that alone is shown.
    pub part: Option<Part>,
    /// Id of the report that alone is shown.
    pub report: Option<&'l str>,
    /// "4 accounts of their own; the others mostly share their wording".
    pub summary: String,
}

/// A list, or the part of it that is shown.
#[derive(Debug)]
pub struct Listed<T> {
    /// What is shown.
    pub items: Vec<T>,
    /// How many there are.
    pub all: usize,
    /// Which of many are shown, on a page of their own.
    pub page: Option<Turn>,
}

impl<T> Listed<T> {
    /// Nothing: it is not on this page.
    fn none() -> Listed<T> {
        Listed { items: Vec::new(), all: 0, page: None }
    }

    /// How many there are behind the beginning that is shown.
    pub fn more(&self) -> usize {
        if self.page.is_some() { 0 } else { self.all - self.items.len() }
    }

    /// Whether there is nothing of it.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}

/// How much of a list is wanted.
#[derive(Clone, Copy)]
enum Wanted {
    /// Nothing.
    None,
    /// Its beginning.
    Beginning,
    /// The page with this number.
    Page(usize),
}

impl Wanted {
    /// That much of it, each item made by `make`.
    fn of<S, T>(self, all: Vec<S>, most: (usize, usize), make: impl FnMut(S) -> Option<T>) -> Listed<T> {
        let count = all.len();
        let (range, page) = match self {
            Wanted::None => return Listed::none(),
            Wanted::Beginning => (0..if count > most.0 + 1 { most.0 } else { count }, None),
            Wanted::Page(item) => turn(count, most.1, item),
        };
        let shown = all.into_iter().skip(range.start).take(range.len());
        Listed { items: shown.filter_map(make).collect(), all: count, page }
    }
}

/// One report.
#[derive(Debug)]
pub struct Account<'l> {
    /// What it is called.
    pub outlet: Outlet<'l>,
    /// Its sentences as parts of a bar.
    pub bar: Vec<Stretch<'l>>,
    /// "14 of 31 sentences have a counterpart elsewhere".
    pub summary: String,
    /// What only it has.
    pub only: Listed<Item<'l>>,
    /// What others have and it has not.
    pub lacks: Listed<Item<'l>>,
}

/// Sentences of a bar that have the same place and are shared alike.
#[derive(Debug)]
pub struct Stretch<'l> {
    /// Left edge.
    pub x: usize,
    /// Width.
    pub width: usize,
    /// Style class: `shared`, `partly`, `only`.
    pub class: &'static str,
    /// What that means.
    pub told: &'static str,
    /// Where it stands.
    pub place: Place<'l>,
}

/// Makes the page.
pub fn coverage<'l>(library: &'l Library, story: &'l Story, choice: &Choice) -> Page<'l> {
    let cast = Cast::new(library, story);
    let asked = choice.report.as_deref();
    let report = asked.and_then(|id| cast.outlets.iter().find(|outlet| outlet.article == id)).cloned();
    let part = choice.part.filter(|part| !matches!(part, Part::Only | Part::Lacks) || report.is_some());
    let from = report.as_ref().map_or(choice.from, Outlet::number);
    let (columns, turn) = shown(&cast, from);
    let wanted = |own: Part| match part {
        None => Wanted::Beginning,
        Some(part) if part == own => Wanted::Page(choice.item),
        Some(_) => Wanted::None,
    };
    let wanted_of_all = |own: Part| if report.is_some() { Wanted::None } else { wanted(own) };
    let accounts: Vec<usize> = match (&report, part) {
        (Some(report), _) => vec![report.column],
        (None, Some(_)) => Vec::new(),
        (None, None) => columns.clone(),
    };
    let account = |column: &usize| account(&cast, *column, wanted(Part::Only), wanted(Part::Lacks));
    let whole = report.is_none() && part.is_none();
    Page {
        head: head(&cast),
        accounts: accounts.iter().map(account).collect(),
        order: if whole { order::order(&cast, &columns) } else { Vec::new() },
        figures: tables::figures(&cast, &columns, wanted_of_all(Part::Figures)),
        naming: tables::naming(&cast, &columns, wanted_of_all(Part::Naming)),
        shared: tables::shared(&cast, wanted_of_all(Part::Shared)),
        columns: columns.iter().map(|column| cast.outlets[*column].clone()).collect(),
        turn: turn.filter(|_| report.is_none()),
        part,
        report: report.map(|report| report.article),
        summary: summary(&cast),
    }
}

fn summary(cast: &Cast<'_>) -> String {
    let (all, accounts) = (cast.outlets.len(), cast.story.accounts);
    if accounts == 0 || accounts >= all {
        return String::new();
    }
    let own = words::count(accounts, "account of its own", "accounts of their own");
    format!("{own}; the others mostly share their wording")
}

fn account<'l>(cast: &Cast<'l>, column: usize, only: Wanted, lacks: Wanted) -> Account<'l> {
    let empty = Coverage::default();
    let found = cast.story.coverage.get(column).unwrap_or(&empty);
    let elsewhere =
        found.sentences.iter().filter(|one| matches!(one, Sharing::Shared | Sharing::Partly)).count();
    let summary = match (cast.outlets.len(), found.sentences.len()) {
        (1, _) => "the only report".to_owned(),
        (_, 0) => String::new(),
        (_, all) => format!(
            "{elsewhere} of {} shared with others, at least in part",
            words::count(all, "sentence", "sentences")
        ),
    };
    let absent = found.not_here.iter().filter_map(|index| cast.story.absent.get(*index as usize)).collect();
    Account {
        outlet: cast.outlets[column].clone(),
        bar: bar(cast, column, found),
        summary,
        only: only.of(found.only_here.to_vec(), ITEMS, |item| items::only(cast, column, item)),
        lacks: lacks.of(absent, ITEMS, |absent: &Absent| items::lack(cast, absent.what, &absent.elsewhere)),
    }
}

fn bar<'l>(cast: &Cast<'l>, column: usize, found: &Coverage) -> Vec<Stretch<'l>> {
    let report = cast.reports[column];
    let sentences: Vec<(Span, Sharing)> =
        report.annotations.sentences.iter().copied().zip(found.sentences.iter().copied()).collect();
    let total: usize = sentences.iter().map(|(span, _)| span.len()).sum();
    let mut done = 0;
    let mut parts: Vec<Stretch<'l>> = Vec::new();
    for (span, sharing) in sentences {
        let x = done * BAR / total.max(1);
        done += span.len();
        let width = done * BAR / total.max(1) - x;
        let (class, told) = match sharing {
            Sharing::Shared => ("shared", "told elsewhere too"),
            Sharing::Partly => ("partly", "partly told elsewhere"),
            Sharing::OnlyHere => ("only", "only here"),
        };
        let place = paragraph_place(cast, column, span);
        match parts.last_mut().filter(|last| last.class == class && last.place == place) {
            Some(last) => last.width = x + width - last.x,
            None => parts.push(Stretch { x, width, class, told, place }),
        }
    }
    parts
}

/// The paragraph in which a span begins.
pub(super) fn paragraph_place<'l>(cast: &Cast<'l>, column: usize, span: Span) -> Place<'l> {
    let paragraphs = &cast.reports[column].article.paragraphs;
    let index = paragraphs.partition_point(|paragraph| paragraph.span.end() <= span.start());
    let first = usize::from(cast.reports[column].article.headline_span().is_some());
    let index = index.min(paragraphs.len().saturating_sub(1));
    // The headline carries no anchor of its own; what stands in it is shown from the column's head.
    let anchor = if index < first { format!("a{}", column + 1) } else { paragraph_anchor(column, index) };
    cast.place_of(column, anchor)
}

/// The first words of a text.
pub(super) fn shortened(text: &str) -> String {
    const WORDS: usize = 26;
    let all: Vec<&str> = text.split_whitespace().collect();
    if all.len() <= WORDS { all.join(" ") } else { all[..WORDS].join(" ") + " …" }
}
