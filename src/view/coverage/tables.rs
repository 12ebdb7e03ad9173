//! The reports side by side: figures for one thing, names for one thing, runs of the same wording.

use crate::model::{Called, ItemRef, Span};
use crate::view::cast::{Cast, Place};

use super::{paragraph_place, shortened};

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
    pub places: Vec<Place<'l>>,
    /// Who probably had them first.
    pub first: Option<String>,
}

pub(super) fn figures<'l>(cast: &Cast<'l>) -> Vec<Fact<'l>> {
    let mut rows: Vec<Fact<'l>> = cast
        .story
        .figures
        .iter()
        .map(|group| {
            let mut cells = vec![Vec::new(); cast.outlets.len()];
            for value in &group.values {
                let ItemRef { column, index } = value.place;
                let Some(figure) = cast.reports.get(column).and_then(|r| r.annotations.figures.get(index))
                else {
                    continue;
                };
                let text = &cast.reports[column].article.text;
                let said = [figure.hedge.as_deref(), Some(figure.span.slice(text))];
                cells[column].push(Cell {
                    said: said.into_iter().flatten().collect::<Vec<_>>().join(" "),
                    count: 1,
                    around: around(cast, column, figure.span),
                    place: paragraph_place(cast, column, figure.span),
                });
            }
            let unit = group.unit.as_deref().map(unit_words);
            Fact {
                subject: unit.or(group.noun.as_deref()).unwrap_or("number").to_owned(),
                differ: !group.agree,
                cells,
            }
        })
        .collect();
    rows.sort_by_key(|row| !row.differ);
    rows
}

pub(super) fn naming<'l>(cast: &Cast<'l>) -> Vec<Fact<'l>> {
    let cell = |column: usize, called: &Called| {
        let first = called.places.first()?;
        Some(Cell {
            said: called.name.clone(),
            count: called.places.len(),
            around: String::new(),
            place: paragraph_place(cast, column, *first),
        })
    };
    cast.story
        .naming
        .iter()
        .map(|naming| Fact {
            subject: naming.subject.clone(),
            differ: false,
            cells: (0..cast.outlets.len())
                .map(|column| {
                    let called = naming.columns.get(column).map_or(&[][..], Vec::as_slice);
                    called.iter().filter_map(|called| cell(column, called)).collect()
                })
                .collect(),
        })
        .collect()
}

pub(super) fn shared<'l>(cast: &Cast<'l>) -> Vec<Run<'l>> {
    cast.story
        .shared_text
        .iter()
        .filter_map(|run| {
            let (column, span) = *run.spans.first()?;
            Some(Run {
                text: shortened(span.slice(&cast.reports.get(column)?.article.text)),
                words: run.words,
                places: run
                    .spans
                    .iter()
                    .map(|(column, span)| paragraph_place(cast, *column, *span))
                    .collect(),
                first: run.first.and_then(|first| cast.outlets.get(first)).map(|outlet| outlet.name.clone()),
            })
        })
        .collect()
}

/// The words around a span within its sentence.
pub(super) fn around(cast: &Cast<'_>, column: usize, span: Span) -> String {
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
