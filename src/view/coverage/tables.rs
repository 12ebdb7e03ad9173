//! The reports side by side: figures for one thing, names for one thing, runs of the same wording.

use crate::model::{Called, FigureGroup, Naming, SharedText, Span};
use crate::view::cast::{Cast, Place};
use crate::view::everywhere::{Places, Thing};

use super::{Listed, ROWS, Wanted, paragraph_place, shortened};

/// Words to either side of a figure that are shown with it.
const AROUND: usize = 7;

/// A row of a table: one thing, column by column.
#[derive(Debug)]
pub struct Fact<'l> {
    /// What it is about.
    pub subject: String,
    /// Whether the columns differ.
    pub differ: bool,
    /// Column by column what is said.
    pub cells: Vec<Vec<Cell<'l>>>,
    /// Reports beside those that have it, too: how many, and what they have.
    pub more: Option<(usize, Thing<'l>)>,
}

/// What one report says in a table.
#[derive(Clone, Debug)]
pub struct Cell<'l> {
    /// Its words.
    pub said: String,
    /// How often.
    pub count: usize,
    /// The words around it, where they tell what it is about.
    pub around: String,
    /// Where it stands.
    pub place: Place<'l>,
}

/// Wording in common.
#[derive(Debug)]
pub struct Run<'l> {
    /// The words.
    pub text: String,
    /// How many.
    pub words: usize,
    /// Where they stand.
    pub places: Places<'l>,
    /// Who probably had them first.
    pub first: Option<String>,
}

/// Those that differ first.
pub(super) fn figures<'l>(cast: &Cast<'l>, columns: &[usize], wanted: Wanted) -> Listed<Fact<'l>> {
    let given = |group: &&FigureGroup| group.values.iter().any(|value| columns.contains(&value.place.column));
    let mut groups: Vec<&FigureGroup> = cast.story.figures.iter().filter(given).collect();
    groups.sort_by_key(|group| group.agree);
    wanted.of(groups, ROWS, |group| Some(figure(cast, columns, group)))
}

fn figure<'l>(cast: &Cast<'l>, columns: &[usize], group: &'l FigureGroup) -> Fact<'l> {
    let mut cells = vec![Vec::new(); columns.len()];
    let mut beside: Vec<usize> = Vec::new();
    for value in &group.values {
        let column = value.place.column;
        let Some(at) = columns.iter().position(|shown| *shown == column) else {
            beside.push(column);
            continue;
        };
        let report = cast.reports[column];
        let Some(figure) = report.annotations.figures.get(value.place.index) else { continue };
        let said = [figure.hedge.as_deref(), Some(figure.span.slice(&report.article.text))];
        cells[at].push(Cell {
            said: said.into_iter().flatten().collect::<Vec<_>>().join(" "),
            count: 1,
            around: around(cast, column, figure.span),
            place: paragraph_place(cast, column, figure.span),
        });
    }
    beside.sort_unstable();
    beside.dedup();
    let more = (!beside.is_empty()).then_some((beside.len(), Thing::Figure(&group.id)));
    Fact { subject: subject(group).to_owned(), differ: !group.agree, cells, more }
}

/// What a figure is about.
pub(crate) fn subject(group: &FigureGroup) -> &str {
    group.unit.as_deref().map(unit_words).or(group.noun.as_deref()).unwrap_or("number")
}

pub(super) fn naming<'l>(cast: &Cast<'l>, columns: &[usize], wanted: Wanted) -> Listed<Fact<'l>> {
    let calls =
        |naming: &Naming, column: usize| naming.columns.get(column).is_some_and(|all| !all.is_empty());
    let given = |naming: &&Naming| columns.iter().any(|column| calls(naming, *column));
    let rows: Vec<&Naming> = cast.story.naming.iter().filter(given).collect();
    let cell = |column: usize, called: &Called| {
        let first = called.places.first()?;
        Some(Cell {
            said: called.name.clone(),
            count: called.places.len(),
            around: String::new(),
            place: paragraph_place(cast, column, *first),
        })
    };
    wanted.of(rows, ROWS, |naming| {
        let called = |column: &usize| naming.columns.get(*column).map_or(&[][..], Vec::as_slice);
        let cells = |column: &usize| called(column).iter().filter_map(|one| cell(*column, one)).collect();
        let beside = |column: &usize| !columns.contains(column) && calls(naming, *column);
        let more = (0..cast.outlets.len()).filter(beside).count();
        let entity = naming.entity.and_then(|entity| cast.story.entities.get(entity)).filter(|_| more > 0);
        Some(Fact {
            subject: naming.subject.clone(),
            differ: false,
            cells: columns.iter().map(cells).collect(),
            more: entity.map(|entity| (more, Thing::Entity(&entity.id))),
        })
    })
}

pub(super) fn shared<'l>(cast: &Cast<'l>, wanted: Wanted) -> Listed<Run<'l>> {
    let runs: Vec<(usize, &SharedText)> = cast.story.shared_text.iter().enumerate().collect();
    wanted.of(runs, ROWS, |(number, run)| {
        let (column, span) = *run.spans.first()?;
        let places = run.spans.iter().map(|(column, span)| paragraph_place(cast, *column, *span)).collect();
        Some(Run {
            text: shortened(span.slice(&cast.reports.get(column)?.article.text)),
            words: run.words,
            places: Places::of(Thing::Text(number), places),
            first: run.first.and_then(|first| cast.outlets.get(first)).map(|outlet| outlet.name.clone()),
        })
    })
}

/// The words around a span within its sentence.
pub(crate) fn around(cast: &Cast<'_>, column: usize, span: Span) -> String {
    let report = cast.reports[column];
    let Some(sentence) = report.annotations.sentences.iter().find(|sentence| sentence.contains(span)) else {
        return String::new();
    };
    let text = &report.article.text;
    let before = &text[sentence.start()..span.start()];
    let behind = &text[span.end()..sentence.end()];
    let from = before.rmatch_indices(char::is_whitespace).nth(AROUND).map(|(at, _)| at);
    let to = behind.match_indices(char::is_whitespace).nth(AROUND).map(|(at, _)| at);
    let shown =
        [&before[from.unwrap_or(0)..], span.slice(text), &behind[..to.unwrap_or(behind.len())]].concat();
    let words: Vec<&str> = shown.split_whitespace().collect();
    [if from.is_some() { "… " } else { "" }, &words.join(" "), if to.is_some() { " …" } else { "" }].concat()
}

/// A unit as a reader calls it.
fn unit_words(unit: &str) -> &str {
    match unit {
        "USD" => "dollars",
        "EUR" => "euros",
        "GBP" => "pounds",
        // Of a share price as of a poll.
        "percentage point" => "points",
        other => other,
    }
}
