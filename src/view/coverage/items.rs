//! One thing that a report has alone, or lacks, in the words of the page.

use crate::model::{AbsentItem, ItemRef, OnlyHere, Wording};
use crate::view::cast::{Cast, Hue, Place, quote_anchor};
use crate::view::everywhere::{Places, Thing};
use crate::view::people::first_quote;

use super::{paragraph_place, shortened};

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
    pub places: Places<'l>,
}

fn quote_item<'l>(cast: &Cast<'l>, item: ItemRef, places: Places<'l>) -> Option<Item<'l>> {
    let report = cast.reports.get(item.column)?;
    let quote = report.annotations.quotes.get(item.index)?;
    let speaker = cast.speaker(item.column, quote);
    Some(Item {
        kind: "quote",
        text: shortened(quote.span.slice(&report.article.text)),
        speaker: speaker.map(|entity| cast.story.entities[entity].name.to_string()),
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
    let places = Places::of(Thing::Entity(&known.id), places);
    Some(Item { kind, text: known.name.to_string(), speaker: None, hue, places })
}

pub(super) fn only<'l>(cast: &Cast<'l>, column: usize, item: OnlyHere) -> Option<Item<'l>> {
    let report = cast.reports[column];
    match item {
        OnlyHere::Quote(index) => {
            let item = ItemRef { column, index };
            quote_item(cast, item, Places::one(cast.place(item)))
        }
        OnlyHere::Speaker(entity) => {
            let first = first_quote(cast, column, entity)?;
            let place = cast.place_of(column, quote_anchor(column, first));
            entity_item(cast, "quoted only here", entity, vec![place])
        }
        OnlyHere::Name(entity) => {
            let mention = report
                .annotations
                .mentions
                .iter()
                .find(|mention| cast.entity_of(column, mention.chain()) == Some(entity))?;
            entity_item(cast, "name", entity, vec![paragraph_place(cast, column, mention.span)])
        }
        OnlyHere::Figure(index) => {
            let figure = report.annotations.figures.get(index)?;
            Some(Item {
                kind: "figure",
                text: figure_words(cast, ItemRef { column, index })?,
                speaker: None,
                hue: Hue::Nobody,
                places: Places::one(paragraph_place(cast, column, figure.span)),
            })
        }
    }
}

pub(super) fn lack<'l>(cast: &Cast<'l>, what: AbsentItem, elsewhere: &[ItemRef]) -> Option<Item<'l>> {
    let quote_places = || elsewhere.iter().map(|item| cast.place(*item)).collect::<Vec<_>>();
    match what {
        AbsentItem::Utterance(utterance) => {
            let told = cast.story.utterances.get(utterance)?;
            let full = told.versions.iter().find(|version| version.wording == Wording::Fullest);
            let full = full.map(|version| version.quote).or_else(|| told.quotes.first().copied())?;
            quote_item(cast, full, Places::of(Thing::Statement(&told.id), quote_places()))
        }
        AbsentItem::Quote(quote) => quote_item(cast, quote, Places::one(cast.place(quote))),
        AbsentItem::Speaker(entity) => entity_item(cast, "quoted elsewhere", entity, quote_places()),
        AbsentItem::Name(entity) => {
            let place = |item: &ItemRef| {
                let mention = cast.reports.get(item.column)?.annotations.mentions.get(item.index)?;
                Some(paragraph_place(cast, item.column, mention.span))
            };
            entity_item(cast, "name", entity, elsewhere.iter().filter_map(place).collect())
        }
        AbsentItem::Figure(group) => {
            let group = cast.story.figures.get(group)?;
            let first = group.values.first()?.place;
            let place = |item: &ItemRef| {
                let figure = cast.reports.get(item.column)?.annotations.figures.get(item.index)?;
                Some(paragraph_place(cast, item.column, figure.span))
            };
            Some(Item {
                kind: "figure",
                text: figure_words(cast, first)?,
                speaker: None,
                hue: Hue::Nobody,
                places: Places::of(Thing::Figure(&group.id), elsewhere.iter().filter_map(place).collect()),
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
    let noun = figure
        .noun
        .as_deref()
        .filter(|_| figure.unit.is_none())
        .filter(|noun| !said.to_lowercase().contains(&noun.to_lowercase()));
    Some([hedge, Some(said), noun.map(|_| "·"), noun].into_iter().flatten().collect::<Vec<_>>().join(" "))
}
