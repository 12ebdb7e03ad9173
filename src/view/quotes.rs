//! A story in, its board of quotes out: each statement with its versions outlet by outlet, what differs in the
//! words, and a grid of who is quoted by whom.

use crate::library::Library;
use crate::model::{Entity, ItemRef, Span, Story, Utterance, Version, Wording};

use super::cast::{Cast, Hue, Outlet, Place, quote_anchor};
use super::story::{StoryHead, head};
use super::words;

/// The board.
#[derive(Debug)]
pub struct Board<'l> {
    /// The head of the story's pages.
    pub head: StoryHead<'l>,
    /// Who is quoted by whom, the most quoted first.
    pub grid: Vec<Row<'l>>,
    /// Those after the first `ROWS`, where they are many.
    pub more: Vec<Row<'l>>,
    /// Statements that several reports have, the most told first.
    pub told: Vec<Told<'l>>,
    /// What the speaker to whom the board is limited says in one report only.
    pub alone: Vec<Alone<'l>>,
    /// The speaker that the board is limited to: id, name and hue.
    pub only: Option<(&'l str, &'l str, Hue)>,
    /// "7 statements are told by more than one report".
    pub summary: String,
}

/// One speaker in the grid.
#[derive(Debug)]
pub struct Row<'l> {
    /// Id.
    pub id: &'l str,
    /// Name.
    pub name: &'l str,
    /// Hue.
    pub hue: Hue,
    /// Column by column the number of quotes, with the first.
    pub cells: Vec<Option<(usize, Place<'l>)>>,
    /// Whether one report alone quotes him.
    pub alone: bool,
}

/// One statement.
#[derive(Debug)]
pub struct Told<'l> {
    /// Id.
    pub id: &'l str,
    /// Who says it: id, name, hue.
    pub speaker: Option<(&'l str, &'l str, Hue)>,
    /// "in 3 of 5 reports".
    pub reach: String,
    /// Its versions, column by column.
    pub versions: Vec<Line<'l>>,
    /// Columns that do not have it.
    pub missing: Vec<String>,
}

/// One version of a statement.
#[derive(Debug)]
pub struct Line<'l> {
    /// Where it stands.
    pub place: Place<'l>,
    /// How its words relate to the fullest version.
    pub wording: &'static str,
    /// The report whose version it has, where that is not the fullest: "as CNN".
    pub like: Option<String>,
    /// Style class of the shape.
    pub class: &'static str,
    /// Its words; `true` for those that the fullest version does not have.
    pub words: Vec<(&'l str, bool)>,
    /// Words of the fullest version that are cut here, run by run.
    pub cut: Vec<&'l str>,
    /// Who says it here, where another report names someone else.
    pub speaker: Option<String>,
}

/// A quote that no other report has.
#[derive(Debug)]
pub struct Alone<'l> {
    /// Where it stands.
    pub place: Place<'l>,
    /// Its words.
    pub words: &'l str,
}

/// Rows of the grid that are always shown.
const ROWS: usize = 12;

impl Hue {
    /// Its style classes, for where there may be no speaker.
    pub fn class_of(speaker: &Option<(&str, &str, Hue)>) -> String {
        speaker.map_or(Hue::Nobody, |(_, _, hue)| hue).class()
    }
}

/// Makes the board, of all statements or of one speaker's.
pub fn board<'l>(library: &'l Library, story: &'l Story, only: Option<&str>) -> Board<'l> {
    let cast = Cast::new(library, story);
    let only = only.and_then(|id| story.entities.iter().position(|entity| entity.id == id));
    let identity = |entity: usize| {
        let known = &story.entities[entity];
        (known.id.as_str(), known.name.as_str(), cast.hue(entity))
    };
    let mut told: Vec<Told<'l>> = story
        .utterances
        .iter()
        .filter(|utterance| only.is_none() || speaker(&cast, utterance) == only)
        .filter(|utterance| columns(utterance).len() > 1)
        .map(|utterance| tell(&cast, utterance, speaker(&cast, utterance).map(identity)))
        .collect();
    told.sort_by_key(|one| std::cmp::Reverse(cast.outlets.len() - one.missing.len()));
    let summary = match told.len() {
        0 => "No statement is told by more than one report".to_owned(),
        1 => "One statement is told by more than one report".to_owned(),
        many => format!("{many} statements are told by more than one report"),
    };
    let mut grid: Vec<Row<'l>> = cast.speakers.iter().map(|entity| row(&cast, *entity)).collect();
    let mut more = grid.split_off(ROWS.min(grid.len()));
    if more.len() < ROWS / 2 {
        grid.append(&mut more);
    }
    Board {
        head: head(&cast),
        grid,
        more,
        alone: only.map_or_else(Vec::new, |entity| alone(&cast, entity)),
        told,
        only: only.map(identity),
        summary,
    }
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

fn row<'l>(cast: &Cast<'l>, entity: usize) -> Row<'l> {
    let known = &cast.story.entities[entity];
    let cells: Vec<_> = (0..cast.outlets.len())
        .map(|column| {
            let quotes = &cast.reports[column].annotations.quotes;
            let first = quotes.iter().position(|quote| cast.speaker(column, quote) == Some(entity))?;
            Some((cast.quoted[entity][column], cast.place_of(column, quote_anchor(column, first))))
        })
        .collect();
    Row {
        id: &known.id,
        name: &known.name,
        hue: cast.hue(entity),
        alone: cast.outlets.len() > 1 && cells.iter().flatten().count() == 1,
        cells,
    }
}

fn tell<'l>(cast: &Cast<'l>, utterance: &'l Utterance, speaker: Option<(&'l str, &'l str, Hue)>) -> Told<'l> {
    let here = columns(utterance);
    let all = cast.outlets.len();
    Told {
        id: &utterance.id,
        speaker,
        reach: if here.len() == all {
            format!("in all {}", words::count(all, "report", "reports"))
        } else {
            format!("in {} of {}", here.len(), words::count(all, "report", "reports"))
        },
        versions: versions(cast, utterance),
        missing: cast
            .outlets
            .iter()
            .filter(|outlet: &&Outlet<'_>| !here.contains(&outlet.column))
            .map(|outlet| outlet.name.clone())
            .collect(),
    }
}

/// The fullest first, then column by column.
fn versions<'l>(cast: &Cast<'l>, utterance: &'l Utterance) -> Vec<Line<'l>> {
    let full = |item: &ItemRef| {
        utterance.versions.iter().any(|version| version.quote == *item && version.wording == Wording::Fullest)
    };
    let mut quotes = utterance.quotes.clone();
    quotes.sort_by_key(|item| (!full(item), *item));
    quotes.into_iter().filter_map(|item| line(cast, utterance, item)).collect()
}

fn line<'l>(cast: &Cast<'l>, utterance: &'l Utterance, item: ItemRef) -> Option<Line<'l>> {
    let report = cast.reports.get(item.column)?;
    let quote = report.annotations.quotes.get(item.index)?;
    let version = utterance.versions.iter().find(|version| version.quote == item);
    let (wording, class) = wording(version);
    let none: &'l [Span] = &[];
    let added = version.map_or(none, |version| &version.added);
    let cut = version.map_or_else(Vec::new, |version| {
        let full = &cast.reports[version.against.column].article.text;
        version.cut.iter().map(|span| span.slice(full).trim()).filter(|words| !words.is_empty()).collect()
    });
    let own = cast.speaker(item.column, quote);
    let main = speaker(cast, utterance);
    let named = |entity: usize| cast.story.entities[entity].name.as_str();
    // Someone without a name is another entity in every report: only another description tells something.
    let other = own
        .filter(|own| Some(*own) != main)
        .filter(|own| main.is_none_or(|main| bare(named(*own)) != bare(named(main))));
    let full = utterance.versions.iter().find(|version| version.wording == Wording::Fullest);
    let like = version
        .filter(|version| full.is_some_and(|full| full.quote != version.against))
        .map(|version| cast.outlets[version.against.column].name.clone());
    Some(Line {
        place: cast.place(item),
        wording,
        like,
        class,
        words: cut_up(&report.article.text, quote.span, added),
        cut,
        speaker: other.map(|entity| described(&cast.story.entities[entity])),
    })
}

/// A name without the article before it, in small letters.
fn bare(name: &str) -> String {
    let small = name.to_lowercase();
    let bare = ["a ", "an ", "the "].iter().find_map(|article| small.strip_prefix(article));
    bare.unwrap_or(&small).to_owned()
}

/// A name as it stands within a sentence: "a second official".
fn described(entity: &Entity) -> String {
    let mut chars = entity.name.chars();
    match chars.next() {
        Some(first) if !entity.named && bare(&entity.name).len() < entity.name.len() => {
            first.to_lowercase().chain(chars).collect()
        }
        Some(_) | None => entity.name.clone(),
    }
}

fn wording(version: Option<&Version>) -> (&'static str, &'static str) {
    match version.map(|version| version.wording) {
        None => ("told", "other"),
        Some(Wording::Fullest) => ("fullest", "same"),
        Some(Wording::Identical) => ("same words", "same"),
        Some(Wording::Trimmed) => ("cut here", "part"),
        Some(Wording::Altered) => ("in other words", "other"),
        Some(Wording::Paraphrased) => ("told without marks", "other"),
        Some(Wording::Translated) => ("translated otherwise", "other"),
    }
}

/// The text of a quote with the spans in it told apart; the parts concatenate to it.
fn cut_up<'t>(text: &'t str, quote: Span, spans: &[Span]) -> Vec<(&'t str, bool)> {
    let mut parts = Vec::new();
    let mut at = quote.start();
    for span in spans {
        let (start, end) = (span.start().max(at), span.end().min(quote.end()));
        if start >= end {
            continue;
        }
        if at < start {
            parts.push((&text[at..start], false));
        }
        parts.push((&text[start..end], true));
        at = end;
    }
    if at < quote.end() {
        parts.push((&text[at..quote.end()], false));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_differ_are_told_apart_and_nothing_is_lost() {
        let text = "said “one of the old boats” today";
        let quote = Span::new(5, 31);
        assert_eq!(
            cut_up(text, quote, &[Span::new(19, 22)]),
            [("“one of the ", false), ("old", true), (" boats”", false)]
        );
        let whole: String =
            cut_up(text, quote, &[Span::new(0, 11), Span::new(9, 40)]).iter().map(|part| part.0).collect();
        assert_eq!(whole, quote.slice(text));
    }
}
