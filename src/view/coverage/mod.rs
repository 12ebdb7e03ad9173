//! A story in, its coverage out: for each report what it shares, what stands in it alone and what it lacks; then
//! the figures, names and runs of wording of all reports side by side.

mod items;
mod order;
mod tables;

use crate::library::Library;
use crate::model::{Coverage, Sharing, Span, Story};

use super::cast::{Cast, Outlet, Place, paragraph_anchor};
use super::story::{StoryHead, head};
use super::words;

pub use items::Item;
pub use order::{OrderRow, Step};
pub use tables::{Cell, Fact, Run};

/// Width of a bar, in units of its picture.
const BAR: usize = 1000;

/// The page.
#[derive(Debug)]
pub struct Page<'l> {
    /// The head of the story's pages.
    pub head: StoryHead<'l>,
    /// Report by report.
    pub accounts: Vec<Account<'l>>,
    /// What several reports tell, with where each brings it; the greatest difference first.
    pub order: Vec<OrderRow<'l>>,
    /// Figures for one thing, side by side.
    pub figures: Vec<Fact<'l>>,
    /// What each report calls the same, side by side.
    pub naming: Vec<Fact<'l>>,
    /// Runs of wording in common.
    pub shared: Vec<Run<'l>>,
    /// "5 reports, of which 4 are accounts of their own".
    pub summary: String,
}

/// One report.
#[derive(Debug)]
pub struct Account<'l> {
    /// What it is called.
    pub outlet: Outlet<'l>,
    /// Its sentences as parts of a bar.
    pub bar: Vec<Part<'l>>,
    /// "14 of 31 sentences have a counterpart elsewhere".
    pub summary: String,
    /// What only it has.
    pub only: Vec<Item<'l>>,
    /// What others have and it has not.
    pub lacks: Vec<Item<'l>>,
}

/// One sentence of a bar.
#[derive(Debug)]
pub struct Part<'l> {
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
pub fn coverage<'l>(library: &'l Library, story: &'l Story) -> Page<'l> {
    let cast = Cast::new(library, story);
    let all = cast.outlets.len();
    let summary = if story.accounts > 0 && story.accounts < all {
        let own = words::count(story.accounts, "account of its own", "accounts of their own");
        format!("{all} reports, but {own}: the others mostly share their wording")
    } else {
        String::new()
    };
    Page {
        head: head(&cast),
        accounts: (0..all).map(|column| account(&cast, column)).collect(),
        order: order::order(&cast),
        figures: tables::figures(&cast),
        naming: tables::naming(&cast),
        shared: tables::shared(&cast),
        summary,
    }
}

fn account<'l>(cast: &Cast<'l>, column: usize) -> Account<'l> {
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
    Account {
        outlet: cast.outlets[column].clone(),
        bar: bar(cast, column, found),
        summary,
        only: found.only_here.iter().filter_map(|item| items::only(cast, column, *item)).collect(),
        lacks: found
            .not_here
            .iter()
            .filter_map(|absent| items::lack(cast, absent.what, &absent.elsewhere))
            .collect(),
    }
}

fn bar<'l>(cast: &Cast<'l>, column: usize, found: &Coverage) -> Vec<Part<'l>> {
    let report = cast.reports[column];
    let sentences: Vec<(Span, Sharing)> =
        report.annotations.sentences.iter().copied().zip(found.sentences.iter().copied()).collect();
    let total: usize = sentences.iter().map(|(span, _)| span.len()).sum();
    let mut done = 0;
    let mut parts: Vec<Part<'l>> = Vec::new();
    for (span, sharing) in sentences {
        let x = done * BAR / total.max(1);
        done += span.len();
        let width = done * BAR / total.max(1) - x;
        let (class, told) = match sharing {
            Sharing::Shared => ("shared", "told elsewhere too"),
            Sharing::Partly => ("partly", "partly told elsewhere"),
            Sharing::OnlyHere => ("only", "only here"),
        };
        parts.push(Part { x, width, class, told, place: paragraph_place(cast, column, span) });
    }
    parts
}

/// The paragraph in which a span begins.
fn paragraph_place<'l>(cast: &Cast<'l>, column: usize, span: Span) -> Place<'l> {
    let paragraphs = &cast.reports[column].article.paragraphs;
    let index = paragraphs.partition_point(|paragraph| paragraph.span.end() <= span.start());
    let first = usize::from(cast.reports[column].article.headline_span().is_some());
    let index = index.min(paragraphs.len().saturating_sub(1));
    // The headline carries no anchor of its own; what stands in it is shown from the column's head.
    let anchor = if index < first { format!("a{}", column + 1) } else { paragraph_anchor(column, index) };
    cast.place_of(column, anchor)
}

/// The first words of a text.
fn shortened(text: &str) -> String {
    const WORDS: usize = 26;
    let all: Vec<&str> = text.split_whitespace().collect();
    if all.len() <= WORDS { all.join(" ") } else { all[..WORDS].join(" ") + " …" }
}
