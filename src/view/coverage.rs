//! A story in, its coverage out: for each report what it shares, what stands in it alone and what it lacks; then
//! the figures, names and runs of wording of all reports side by side.

use crate::library::Library;
use crate::model::{AbsentItem, Coverage, ItemRef, OnlyHere, Sharing, Span, Story, Wording};

use super::cast::{Cast, Hue, Outlet, Place, paragraph_anchor, quote_anchor};
use super::story::{StoryHead, head};
use super::words;

/// Width of a bar, in units of its picture.
const BAR: usize = 1000;

/// The page.
#[derive(Debug)]
pub struct Page<'l> {
    /// The head of the story's pages.
    pub head: StoryHead<'l>,
    /// Report by report.
    pub accounts: Vec<Account<'l>>,
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
    /// Where it stands.
    pub place: Place<'l>,
}

/// Something that is here alone, or not here.
#[derive(Debug)]
pub struct Item<'l> {
    /// "quote", "quoted person", "name", "figure".
    pub kind: &'static str,
    /// What it is.
    pub text: String,
    /// Whose it is.
    pub speaker: Option<String>,
    /// Hue of the speaker.
    pub hue: Hue,
    /// Where it stands.
    pub places: Vec<Place<'l>>,
}

/// A row of a table: one thing, column by column.
#[derive(Debug)]
pub struct Fact<'l> {
    /// What it is about.
    pub subject: String,
    /// Whether the columns differ.
    pub differ: bool,
    /// Column by column what is said, how often, and where.
    pub cells: Vec<Vec<(String, usize, Place<'l>)>>,
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
        figures: figures(&cast),
        naming: naming(&cast),
        shared: shared(&cast),
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
        only: found.only_here.iter().filter_map(|item| only(cast, column, *item)).collect(),
        lacks: found
            .not_here
            .iter()
            .filter_map(|absent| lack(cast, absent.what, &absent.elsewhere))
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
        let class = match sharing {
            Sharing::Shared => "shared",
            Sharing::Partly => "partly",
            Sharing::OnlyHere => "only",
        };
        parts.push(Part { x, width, class, place: paragraph_place(cast, column, span) });
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

fn quote_item<'l>(cast: &Cast<'l>, item: ItemRef, places: Vec<Place<'l>>) -> Option<Item<'l>> {
    let report = cast.reports.get(item.column)?;
    let quote = report.annotations.quotes.get(item.index)?;
    let speaker = cast.speaker(item.column, quote);
    Some(Item {
        kind: "quote",
        text: shortened(quote.span.slice(&report.article.text)),
        speaker: speaker.map(|entity| cast.story.entities[entity].name.clone()),
        hue: speaker.map_or(Hue::Nobody, |entity| cast.hue(entity)),
        places,
    })
}

fn entity_item<'l>(
    cast: &Cast<'l>,
    kind: &'static str,
    entity: usize,
    places: Vec<Place<'l>>,
) -> Option<Item<'l>> {
    let known = cast.story.entities.get(entity)?;
    let hue = if kind == "name" { Hue::Nobody } else { cast.hue(entity) };
    Some(Item { kind, text: known.name.clone(), speaker: None, hue, places })
}

fn only<'l>(cast: &Cast<'l>, column: usize, item: OnlyHere) -> Option<Item<'l>> {
    let report = cast.reports[column];
    match item {
        OnlyHere::Quote(index) => {
            let place = cast.place_of(column, quote_anchor(column, index));
            quote_item(cast, ItemRef { column, index }, vec![place])
        }
        OnlyHere::Speaker(entity) => {
            let quotes = &report.annotations.quotes;
            let first = quotes.iter().position(|quote| cast.speaker(column, quote) == Some(entity))?;
            entity_item(
                cast,
                "quoted only here",
                entity,
                vec![cast.place_of(column, quote_anchor(column, first))],
            )
        }
        OnlyHere::Name(entity) => {
            let chains = cast.story.entity_of.get(column)?;
            let mention = report.annotations.mentions.iter().find(|mention| {
                mention.chain.and_then(|chain| chains.get(chain).copied().flatten()) == Some(entity)
            })?;
            entity_item(cast, "name", entity, vec![paragraph_place(cast, column, mention.span)])
        }
        OnlyHere::Figure(index) => {
            let figure = report.annotations.figures.get(index)?;
            Some(Item {
                kind: "figure",
                text: figure_words(cast, ItemRef { column, index })?,
                speaker: None,
                hue: Hue::Nobody,
                places: vec![paragraph_place(cast, column, figure.span)],
            })
        }
    }
}

fn lack<'l>(cast: &Cast<'l>, what: AbsentItem, elsewhere: &[ItemRef]) -> Option<Item<'l>> {
    let quote_places = || elsewhere.iter().map(|item| cast.place(*item)).collect::<Vec<_>>();
    match what {
        AbsentItem::Utterance(utterance) => {
            let told = cast.story.utterances.get(utterance)?;
            let full = told.versions.iter().find(|version| version.wording == Wording::Fullest);
            let full = full.map(|version| version.quote).or_else(|| told.quotes.first().copied())?;
            quote_item(cast, full, quote_places())
        }
        AbsentItem::Quote(quote) => quote_item(cast, quote, quote_places()),
        AbsentItem::Speaker(entity) => entity_item(cast, "quoted elsewhere", entity, quote_places()),
        AbsentItem::Name(entity) => {
            let place = |item: &ItemRef| {
                let mention = cast.reports.get(item.column)?.annotations.mentions.get(item.index)?;
                Some(paragraph_place(cast, item.column, mention.span))
            };
            entity_item(cast, "name", entity, elsewhere.iter().filter_map(place).collect())
        }
        AbsentItem::Figure(group) => {
            let first = cast.story.figures.get(group)?.values.first()?.place;
            let place = |item: &ItemRef| {
                let figure = cast.reports.get(item.column)?.annotations.figures.get(item.index)?;
                Some(paragraph_place(cast, item.column, figure.span))
            };
            Some(Item {
                kind: "figure",
                text: figure_words(cast, first)?,
                speaker: None,
                hue: Hue::Nobody,
                places: elsewhere.iter().filter_map(place).collect(),
            })
        }
    }
}

/// "about 160,000 tickets".
fn figure_words(cast: &Cast<'_>, item: ItemRef) -> Option<String> {
    let report = cast.reports.get(item.column)?;
    let figure = report.annotations.figures.get(item.index)?;
    let said = figure.span.slice(&report.article.text);
    let hedge = figure.hedge.as_deref().filter(|hedge| !said.to_lowercase().contains(&hedge.to_lowercase()));
    let noun = figure.noun.as_deref().filter(|noun| !said.to_lowercase().contains(&noun.to_lowercase()));
    Some([hedge, Some(said), noun.map(|_| "·"), noun].into_iter().flatten().collect::<Vec<_>>().join(" "))
}

fn figures<'l>(cast: &Cast<'l>) -> Vec<Fact<'l>> {
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
                let said = said.into_iter().flatten().collect::<Vec<_>>().join(" ");
                cells[column].push((said, 1, paragraph_place(cast, column, figure.span)));
            }
            let subject = [group.noun.as_deref(), group.unit.as_deref()];
            Fact {
                subject: subject.into_iter().flatten().collect::<Vec<_>>().join(", "),
                differ: !group.agree,
                cells,
            }
        })
        .collect();
    rows.sort_by_key(|row| !row.differ);
    rows
}

fn naming<'l>(cast: &Cast<'l>) -> Vec<Fact<'l>> {
    let cell = |column: usize, called: &crate::model::Called| {
        let first = called.places.first()?;
        Some((called.name.clone(), called.places.len(), paragraph_place(cast, column, *first)))
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

fn shared<'l>(cast: &Cast<'l>) -> Vec<Run<'l>> {
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

/// The first words of a text.
fn shortened(text: &str) -> String {
    const WORDS: usize = 26;
    let all: Vec<&str> = text.split_whitespace().collect();
    if all.len() <= WORDS { all.join(" ") } else { all[..WORDS].join(" ") + " …" }
}
