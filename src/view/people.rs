//! Who and what a story names: the lists of names, and what a reader lets stand out.

use crate::model::{Entity, Label, MentionKind};

use super::cast::{Cast, Hue, MOST_COLUMNS, Outlet, Place, mention_anchor, quote_anchor};
use super::everywhere::Thing;
use super::{prose, words};

/// An entity in a list.
#[derive(Debug)]
pub struct Person<'l> {
    /// Id.
    pub id: &'l str,
    /// Index among the story's entities, for scripts.
    pub entity: usize,
    /// Name in full.
    pub name: &'l str,
    /// Style class of its label.
    pub letter: &'static str,
    /// Titles and roles with the reports that give them: "foreign minister", "CNN and Reuters".
    pub roles: Vec<(&'l str, String)>,
    /// Hue of its quotes.
    pub hue: Hue,
    /// Number of quotes in all.
    pub quotes: usize,
    /// Number of mentions in all.
    pub mentions: usize,
    /// Column by column, with the number of quotes (of a speaker) or mentions: the first place.
    pub places: Vec<(usize, Place<'l>)>,
    /// Columns that have it too and are not listed.
    pub more: usize,
    /// What they have, for the page of all places.
    pub thing: Thing<'l>,
    /// Whether it stands out now.
    pub on: bool,
}

/// What stands out.
#[derive(Debug)]
pub struct Lit<'l> {
    /// Id.
    pub id: &'l str,
    /// Name.
    pub name: &'l str,
    /// Hue.
    pub hue: Hue,
    /// "7 quotes and 12 mentions in 4 of 5 reports".
    pub summary: String,
    /// Every place, column by column, in text order.
    pub places: Vec<(Outlet<'l>, Vec<Place<'l>>)>,
}

/// What a page of names is about.
#[derive(Clone, Copy)]
pub struct Scope<'s> {
    /// The columns on the page. A story of few reports lists the places in all of them.
    pub shown: &'s [usize],
    /// Who or what stands out.
    pub lit: Option<usize>,
}

impl Scope<'_> {
    /// Whether somebody has a place here. In a story of few reports everybody is listed.
    fn has(self, cast: &Cast<'_>, person: &Person<'_>) -> bool {
        cast.outlets.len() <= MOST_COLUMNS || !person.places.is_empty()
    }

    fn lists(self, cast: &Cast<'_>, column: usize) -> bool {
        cast.outlets.len() <= MOST_COLUMNS || self.shown.contains(&column)
    }
}

/// Who is quoted in the columns on the page, the most quoted first.
pub fn speakers<'l>(cast: &Cast<'l>, scope: Scope<'_>) -> Vec<Person<'l>> {
    cast.speakers
        .iter()
        .map(|entity| person(cast, *entity, scope))
        .filter(|one| scope.has(cast, one))
        .collect()
}

/// Who and what is named in the columns on the page, by label; with `only`, in that column.
pub fn names<'l>(
    cast: &Cast<'l>,
    scope: Scope<'_>,
    only: Option<usize>,
) -> Vec<(&'static str, Vec<Person<'l>>)> {
    let groups: [(&'static str, &[Label]); 5] = [
        ("People", &[Label::Person]),
        ("Organizations", &[Label::Organization]),
        ("Places", &[Label::Place]),
        ("Groups", &[Label::Group]),
        ("Events, laws, works and others", &[Label::Event, Label::Law, Label::Work, Label::Other]),
    ];
    groups
        .into_iter()
        .map(|(title, labels)| {
            let people: Vec<Person<'l>> = cast
                .story
                .entities
                .iter()
                .enumerate()
                .filter(|(_, entity)| entity.named && labels.contains(&entity.label))
                .map(|(index, _)| person(cast, index, scope))
                .filter(|person| person.mentions > 0 && scope.has(cast, person))
                .filter(|person| {
                    only.is_none_or(|column| person.places.iter().any(|(_, place)| place.column == column))
                })
                .collect();
            (title, people)
        })
        .filter(|(_, people)| !people.is_empty())
        .collect()
}

fn person<'l>(cast: &Cast<'l>, entity: usize, scope: Scope<'_>) -> Person<'l> {
    let known = &cast.story.entities[entity];
    let quotes: usize = cast.quoted[entity].iter().sum();
    let (mut places, mut more) = (Vec::new(), 0);
    for column in 0..cast.outlets.len() {
        let count = match quotes {
            0 => known.mentions.of(column),
            _ => cast.quoted[entity][column],
        };
        if count == 0 {
            continue;
        }
        if !scope.lists(cast, column) {
            more += 1;
            continue;
        }
        let anchor = match quotes {
            0 => first_mention(cast, column, entity).map(|first| mention_anchor(column, first)),
            _ => first_quote(cast, column, entity).map(|first| quote_anchor(column, first)),
        };
        places.extend(anchor.map(|anchor| (count, cast.place_of(column, anchor))));
    }
    Person {
        id: &known.id,
        entity,
        name: &known.name,
        letter: prose::letter(known.label),
        roles: roles(cast, known),
        hue: cast.hue(entity),
        quotes,
        mentions: known.mentions.total(),
        places,
        more,
        thing: Thing::Entity(&known.id),
        on: scope.lit == Some(entity),
    }
}

fn roles<'l>(cast: &Cast<'l>, entity: &'l Entity) -> Vec<(&'l str, String)> {
    const SHOWN: usize = 3;
    const NAMED: usize = 4;
    let mut roles: Vec<(&str, Vec<&str>)> = Vec::new();
    for (column, role) in &entity.roles {
        let Some(outlet) = cast.outlets.get(*column) else { continue };
        match roles.iter_mut().find(|(known, _)| known.eq_ignore_ascii_case(role)) {
            Some((_, outlets)) if outlets.contains(&outlet.name.as_str()) => {}
            Some((_, outlets)) => outlets.push(&outlet.name),
            None => roles.push((role, vec![&outlet.name])),
        }
    }
    roles.truncate(SHOWN);
    roles
        .into_iter()
        .map(|(role, outlets)| {
            let told = match outlets.len().checked_sub(NAMED) {
                Some(more) if more > 0 => format!("{} and {more} more", outlets[..NAMED].join(", ")),
                Some(_) | None => words::list(&outlets),
            };
            (role, told)
        })
        .collect()
}

pub(super) fn first_quote(cast: &Cast<'_>, column: usize, entity: usize) -> Option<usize> {
    let quotes = &cast.reports[column].annotations.quotes;
    quotes.iter().position(|quote| cast.speaker(column, quote) == Some(entity))
}

/// The first mention by name behind the headline: the one that carries an anchor.
pub(super) fn first_mention(cast: &Cast<'_>, column: usize, entity: usize) -> Option<usize> {
    let report = cast.reports[column];
    let body = report.article.body_start();
    report.annotations.mentions.iter().position(|mention| {
        mention.kind == MentionKind::Name
            && mention.span.start() >= body
            && cast.entity_of(column, mention.chain()) == Some(entity)
    })
}

/// Everything of one entity.
pub fn light<'l>(cast: &Cast<'l>, entity: usize, scope: Scope<'_>) -> Lit<'l> {
    let known = &cast.story.entities[entity];
    let mut places: Vec<(Outlet<'l>, Vec<Place<'l>>)> = Vec::new();
    let (mut quotes, mut mentions, mut columns) = (0, 0, 0);
    for (column, report) in cast.reports.iter().enumerate() {
        let mut here: Vec<(usize, String)> = Vec::new();
        for (index, quote) in report.annotations.quotes.iter().enumerate() {
            if cast.speaker(column, quote) == Some(entity) {
                here.push((quote.span.start(), quote_anchor(column, index)));
                quotes += 1;
            }
        }
        for (index, mention) in report.annotations.mentions.iter().enumerate() {
            if cast.entity_of(column, mention.chain()) == Some(entity) && mention.kind != MentionKind::Pronoun
            {
                here.push((mention.span.start(), mention_anchor(column, index)));
                mentions += 1;
            }
        }
        here.sort();
        columns += usize::from(!here.is_empty());
        if !here.is_empty() && scope.lists(cast, column) {
            let here = here.into_iter().map(|(_, anchor)| cast.place_of(column, anchor)).collect();
            places.push((cast.outlets[column].clone(), here));
        }
    }
    let mut told = Vec::new();
    if quotes > 0 {
        told.push(words::count(quotes, "quote", "quotes"));
    }
    if mentions > 0 {
        told.push(words::count(mentions, "mention", "mentions"));
    }
    let of = match cast.reports.len() {
        1 => String::new(),
        all if all == columns => format!(" in all {all} reports"),
        all => format!(" in {columns} of {all} reports"),
    };
    Lit { id: &known.id, name: &known.name, hue: cast.hue(entity), summary: words::list(&told) + &of, places }
}
