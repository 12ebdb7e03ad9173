//! Something that many reports have in, its places out: the first few where it is mentioned, all of them on a page of
//! its own.

use crate::library::Library;
use crate::model::{FigureValue, Story};

use super::cast::{Cast, Hue, Outlet, Place, mention_anchor, quote_anchor};
use super::coverage::{around, paragraph_place, shortened, subject};
use super::people::{first_mention, first_quote};
use super::story::{StoryHead, head};
use super::words;

/// Places that are named before the rest is counted.
const NAMED: usize = 6;

/// What has places in many reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Thing<'l> {
    /// A statement: its id. Its places are its versions on the board.
    Statement(&'l str),
    /// Who or what is named or quoted: its id.
    Entity(&'l str),
    /// A figure that several give for one thing: its id.
    Figure(&'l str),
    /// Wording in common: its number among the story's.
    Text(usize),
}

/// The places of something, as a line names them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places<'l> {
    /// Those that are named.
    pub named: Vec<Place<'l>>,
    /// How many more there are.
    pub more: usize,
    /// Of what, where there are more.
    pub thing: Option<Thing<'l>>,
}

impl<'l> Places<'l> {
    /// All of them, or the first few of many. One alone is named sooner than counted.
    pub(super) fn of(thing: Thing<'l>, mut named: Vec<Place<'l>>) -> Places<'l> {
        let more = if named.len() > NAMED + 1 { named.len() - NAMED } else { 0 };
        named.truncate(named.len() - more);
        Places { named, more, thing: (more > 0).then_some(thing) }
    }

    /// The only one.
    pub(super) fn one(place: Place<'l>) -> Places<'l> {
        Places { named: vec![place], more: 0, thing: None }
    }
}

/// The page of all places.
#[derive(Debug)]
pub struct Everywhere<'l> {
    /// The head of the story's pages.
    pub head: StoryHead<'l>,
    /// What it is.
    pub name: String,
    /// Hue of what it says.
    pub hue: Hue,
    /// Id of the entity, where it is one: everything of it can stand out.
    pub entity: Option<&'l str>,
    /// "in 143 of 200 reports".
    pub reach: String,
    /// Report by report.
    pub reports: Vec<Found<'l>>,
}

/// Where one report has it.
#[derive(Debug)]
pub struct Found<'l> {
    /// The report.
    pub outlet: Outlet<'l>,
    /// The places: what stands there ("3 quotes"), the words around it where they tell something.
    pub places: Vec<(String, String, Place<'l>)>,
}

/// What a request asks for.
#[derive(Clone, Copy, Debug)]
pub enum Asked<'a> {
    /// An entity by its id.
    Entity(&'a str),
    /// A figure by its id.
    Figure(&'a str),
    /// Wording in common by its number.
    Text(usize),
}

/// A place with its column, what stands there and the words around it.
type Spot<'l> = (usize, String, String, Place<'l>);

/// Makes the page; nothing where the story has no such thing.
pub fn everywhere<'l>(library: &'l Library, story: &'l Story, asked: Asked<'_>) -> Option<Everywhere<'l>> {
    let cast = Cast::new(library, story);
    let entity = match asked {
        Asked::Entity(id) => story.entities.iter().position(|entity| *entity.id == *id),
        Asked::Figure(_) | Asked::Text(_) => None,
    };
    let (name, spots) = match asked {
        Asked::Entity(_) => (story.entities[entity?].name.to_string(), of_entity(&cast, entity?)),
        Asked::Figure(id) => of_figure(&cast, id)?,
        Asked::Text(number) => of_text(&cast, number)?,
    };
    let mut reports: Vec<Found<'l>> = Vec::new();
    for (column, what, around, place) in spots {
        let spot = (what, around, place);
        match reports.last_mut().filter(|last| last.outlet.column == column) {
            Some(last) => last.places.push(spot),
            None => reports.push(Found { outlet: cast.outlets[column].clone(), places: vec![spot] }),
        }
    }
    let all = words::count(cast.outlets.len(), "report", "reports");
    Some(Everywhere {
        head: head(&cast),
        name,
        hue: entity.map_or(Hue::Nobody, |entity| cast.hue(entity)),
        entity: entity.map(|entity| &*story.entities[entity].id),
        reach: format!("in {} of {all}", reports.len()),
        reports,
    })
}

/// Column by column the first quote and the first mention by name, with how many there are.
fn of_entity<'l>(cast: &Cast<'l>, entity: usize) -> Vec<Spot<'l>> {
    let known = &cast.story.entities[entity];
    let mut spots = Vec::new();
    for column in 0..cast.outlets.len() {
        let mut add = |count: usize, one: &str, many: &str, anchor: Option<String>| {
            if let Some(anchor) = anchor.filter(|_| count > 0) {
                let place = cast.place_of(column, anchor);
                spots.push((column, words::count(count, one, many), String::new(), place));
            }
        };
        let quote = first_quote(cast, column, entity).map(|first| quote_anchor(column, first));
        add(cast.quoted[entity][column], "quote", "quotes", quote);
        let mention = first_mention(cast, column, entity).map(|first| mention_anchor(column, first));
        add(known.mentions.of(column), "mention", "mentions", mention);
    }
    spots
}

fn of_figure<'l>(cast: &Cast<'l>, id: &str) -> Option<(String, Vec<Spot<'l>>)> {
    let group = cast.story.figures.iter().find(|group| group.id == id)?;
    let mut values = group.values.clone();
    values.sort_by_key(|value| value.place);
    let spot = |value: &FigureValue| {
        let report = cast.reports.get(value.place.column)?;
        let figure = report.annotations.figures.get(value.place.index)?;
        let said = figure.span.slice(&report.article.text).to_owned();
        let column = value.place.column;
        Some((column, said, around(cast, column, figure.span), paragraph_place(cast, column, figure.span)))
    };
    Some((subject(group).to_owned(), values.iter().filter_map(spot).collect()))
}

fn of_text<'l>(cast: &Cast<'l>, number: usize) -> Option<(String, Vec<Spot<'l>>)> {
    let run = cast.story.shared_text.get(number)?;
    let (column, span) = *run.spans.first()?;
    let text = shortened(span.slice(&cast.reports.get(column)?.article.text));
    let spots = run.spans.iter().map(|(column, span)| {
        (*column, "go to it".to_owned(), String::new(), paragraph_place(cast, *column, *span))
    });
    Some((text, spots.collect()))
}
