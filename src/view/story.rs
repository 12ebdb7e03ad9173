//! A story in, its reading desk out: columns, who speaks, what is named, what stands out.

use crate::library::Library;
use crate::model::{Because, Entity, Label, MentionKind, Origin, Story};

use super::cast::{Cast, Hue, Outlet, Place, mention_anchor, quote_anchor};
use super::prose::{Prose, Writer};
use super::segments::Wanted;
use super::{dates, words};

/// What a reader asked for.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// Ids of the articles to show, in order; none means all.
    pub columns: Vec<String>,
    /// Id of the entity to light.
    pub lit: Option<String>,
}

/// The head that all pages of a story share.
#[derive(Debug)]
pub struct StoryHead<'l> {
    /// Id.
    pub id: &'l str,
    /// Title.
    pub title: &'l str,
    /// "5 reports · 31 August 2016".
    pub summary: String,
    /// Why its reports are one story, in a sentence.
    pub because: String,
    /// Its columns, all of them.
    pub outlets: Vec<Outlet<'l>>,
}

/// The reading desk of a story.
#[derive(Debug)]
pub struct Desk<'l> {
    /// The head.
    pub head: StoryHead<'l>,
    /// The columns shown, in order.
    pub columns: Vec<Column<'l>>,
    /// Who is quoted, the most quoted first.
    pub speakers: Vec<Person<'l>>,
    /// Quotes whose speaker is nobody of the story's list.
    pub unnamed: usize,
    /// Who and what is named, by label.
    pub names: Vec<(&'static str, Vec<Person<'l>>)>,
    /// Who or what stands out.
    pub lit: Option<Lit<'l>>,
}

impl Desk<'_> {
    /// The columns shown.
    pub fn shown(&self) -> Vec<usize> {
        self.columns.iter().map(|shown| shown.outlet.column).collect()
    }

    /// Whether a column is shown.
    pub fn shows(&self, column: &usize) -> bool {
        self.columns.iter().any(|shown| shown.outlet.column == *column)
    }
}

/// One report.
#[derive(Debug)]
pub struct Column<'l> {
    /// What it is called.
    pub outlet: Outlet<'l>,
    /// The headline as text.
    pub title: String,
    /// The headline with its marks, where it stands in the text.
    pub headline: Option<Prose<'l>>,
    /// Whether the headline was made from the first sentence.
    pub made: bool,
    /// Who wrote it, and where.
    pub byline: Option<&'l str>,
    /// Where it was written.
    pub dateline: Option<&'l str>,
    /// Words of the text.
    pub words: usize,
    /// Its quotes as parts of a strip under its head.
    pub strip: Vec<Stripe>,
    /// Its paragraphs.
    pub paragraphs: Vec<Prose<'l>>,
    /// What a reader should know about how it was read.
    pub warnings: &'l [String],
}

/// Width of the strip under a column's head, in units of its picture.
const STRIP: usize = 1000;

/// A quote in the strip that shows where in a report who speaks.
#[derive(Debug)]
pub struct Stripe {
    /// Left edge.
    pub x: usize,
    /// Width.
    pub width: usize,
    /// Hue of its speaker.
    pub hue: Hue,
    /// Where it stands.
    pub anchor: String,
    /// Whether it stands out.
    pub on: bool,
}

/// An entity in a list.
#[derive(Debug)]
pub struct Person<'l> {
    /// Id.
    pub id: &'l str,
    /// Index among the story's entities, for scripts.
    pub entity: usize,
    /// Name in full.
    pub name: &'l str,
    /// Name on a chip.
    pub short: String,
    /// Style class of its label.
    pub letter: &'static str,
    /// Titles and roles that reports give, each once.
    pub roles: Vec<&'l str>,
    /// Hue of its quotes.
    pub hue: Hue,
    /// Number of quotes in all.
    pub quotes: usize,
    /// Number of mentions in all.
    pub mentions: usize,
    /// Column by column, with the number of quotes (of a speaker) or mentions: the first place.
    pub places: Vec<(usize, Place<'l>)>,
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
    /// Titles and roles that reports give.
    pub roles: Vec<(String, &'l str)>,
    /// Every place, column by column, in text order.
    pub places: Vec<(Outlet<'l>, Vec<Place<'l>>)>,
}

/// Makes the desk.
pub fn desk<'l>(library: &'l Library, story: &'l Story, choice: &Choice) -> Desk<'l> {
    let cast = Cast::new(library, story);
    let lit = choice.lit.as_ref().and_then(|id| story.entities.iter().position(|entity| entity.id == *id));
    let mut shown: Vec<usize> = Vec::new();
    for id in &choice.columns {
        if let Some(outlet) = cast.outlets.iter().find(|outlet| outlet.article == *id)
            && !shown.contains(&outlet.column)
        {
            shown.push(outlet.column);
        }
    }
    if shown.is_empty() {
        shown = (0..cast.outlets.len()).collect();
    }
    Desk {
        head: head(&cast),
        columns: shown.into_iter().map(|index| column(&cast, index, lit)).collect(),
        speakers: cast.speakers.iter().map(|entity| person(&cast, *entity, lit)).collect(),
        unnamed: cast.unknown_speakers(),
        names: names_of(&cast, lit, None),
        lit: lit.map(|entity| light(&cast, entity)),
    }
}

/// The head of a story's pages.
pub fn head<'l>(cast: &Cast<'l>) -> StoryHead<'l> {
    let story = cast.story;
    let mut summary = vec![words::count(cast.reports.len(), "report", "reports")];
    let days: Vec<_> = cast
        .reports
        .iter()
        .filter_map(|report| report.article.published.as_ref().map(|published| published.value.day))
        .collect();
    summary.extend(dates::range(days));
    StoryHead {
        id: &story.id.0,
        title: if story.title.trim().is_empty() { "A story without a headline" } else { &story.title },
        summary: summary.join(" · "),
        because: because(story),
        outlets: cast.outlets.clone(),
    }
}

fn because(story: &Story) -> String {
    match &story.because {
        Because::Folder(name) => format!("They lie together in the folder “{name}”."),
        Because::Field(name) => format!("Their files name the same story, “{name}”."),
        Because::Single => "No other report of it was found.".to_owned(),
        Because::Content { terms, days, score: _ } => {
            let days = match days {
                None => String::new(),
                Some(0) => " on one day".to_owned(),
                Some(days) => format!(" within {}", words::count(*days as usize + 1, "day", "days")),
            };
            format!("They report the same{days}: {}.", words::list(terms))
        }
    }
}

/// One column.
pub fn column<'l>(cast: &Cast<'l>, index: usize, lit: Option<usize>) -> Column<'l> {
    let article = &cast.reports[index].article;
    let writer = Writer::new(cast, index, Wanted { lit, cues: false, figures: false });
    let title = match &article.headline {
        Some(headline) => headline.value.clone(),
        None => "Without a headline".to_owned(),
    };
    Column {
        outlet: cast.outlets[index].clone(),
        title,
        headline: writer.headline(),
        made: article.headline.as_ref().is_none_or(|headline| headline.from == Origin::Lead),
        byline: article.byline.as_ref().map(|byline| byline.value.as_str()),
        dateline: article.dateline.as_ref().map(|dateline| dateline.value.as_str()),
        words: article.body().split_whitespace().count(),
        strip: strip(cast, index, lit),
        paragraphs: writer.body(),
        warnings: &article.warnings,
    }
}

fn strip(cast: &Cast<'_>, column: usize, lit: Option<usize>) -> Vec<Stripe> {
    let report = cast.reports[column];
    let start = report.article.body_start();
    let length = report.article.body().len().max(1);
    let at = |byte: usize| byte.saturating_sub(start) * STRIP / length;
    let quotes = report.annotations.quotes.iter().enumerate();
    quotes
        .filter(|(_, quote)| quote.span.start() >= start)
        .map(|(index, quote)| {
            let speaker = cast.speaker(column, quote);
            let x = at(quote.span.start());
            Stripe {
                x,
                width: (at(quote.span.end()) - x).max(3),
                hue: match speaker {
                    Some(speaker) => cast.hue(speaker),
                    None if quote.attribution.is_some() => Hue::Anonymous,
                    None => Hue::Nobody,
                },
                anchor: quote_anchor(column, index),
                on: speaker.is_some() && speaker == lit,
            }
        })
        .collect()
}

fn person<'l>(cast: &Cast<'l>, entity: usize, lit: Option<usize>) -> Person<'l> {
    let known = &cast.story.entities[entity];
    let quotes: usize = cast.quoted[entity].iter().sum();
    let places = (0..cast.outlets.len())
        .filter_map(|column| {
            if quotes > 0 && cast.quoted[entity][column] > 0 {
                let first = first_quote(cast, column, entity)?;
                Some((cast.quoted[entity][column], cast.place_of(column, quote_anchor(column, first))))
            } else if quotes == 0 {
                let first = first_mention(cast, column, entity)?;
                let count = known.mentions.get(column).copied().unwrap_or(1);
                Some((count, cast.place_of(column, mention_anchor(column, first))))
            } else {
                None
            }
        })
        .collect();
    Person {
        id: &known.id,
        entity,
        name: &known.name,
        short: cast.short(entity).to_owned(),
        letter: super::prose::letter(known.label),
        roles: roles(known),
        hue: cast.hue(entity),
        quotes,
        mentions: known.mentions.iter().sum(),
        places,
        on: lit == Some(entity),
    }
}

fn roles(entity: &Entity) -> Vec<&str> {
    const SHOWN: usize = 3;
    let mut roles: Vec<&str> = Vec::new();
    for (_, role) in &entity.roles {
        if !roles.iter().any(|known| known.eq_ignore_ascii_case(role)) {
            roles.push(role);
        }
    }
    roles.truncate(SHOWN);
    roles
}

fn first_quote(cast: &Cast<'_>, column: usize, entity: usize) -> Option<usize> {
    let quotes = &cast.reports[column].annotations.quotes;
    quotes.iter().position(|quote| cast.speaker(column, quote) == Some(entity))
}

/// The first mention by name behind the headline: the one that carries an anchor.
fn first_mention(cast: &Cast<'_>, column: usize, entity: usize) -> Option<usize> {
    let report = cast.reports[column];
    let body = report.article.body_start();
    report.annotations.mentions.iter().position(|mention| {
        mention.kind == MentionKind::Name
            && mention.span.start() >= body
            && chain_entity(cast, column, mention.chain) == Some(entity)
    })
}

fn chain_entity(cast: &Cast<'_>, column: usize, chain: Option<usize>) -> Option<usize> {
    cast.story.entity_of.get(column)?.get(chain?).copied().flatten()
}

/// Who and what is named in the story, or in one column of it, by label.
pub fn names_of<'l>(
    cast: &Cast<'l>,
    lit: Option<usize>,
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
                .map(|(index, _)| person(cast, index, lit))
                .filter(|person| person.mentions > 0)
                .filter(|person| {
                    only.is_none_or(|column| person.places.iter().any(|(_, place)| place.column == column))
                })
                .collect();
            (title, people)
        })
        .filter(|(_, people)| !people.is_empty())
        .collect()
}

fn light<'l>(cast: &Cast<'l>, entity: usize) -> Lit<'l> {
    let known = &cast.story.entities[entity];
    let mut places: Vec<(Outlet<'l>, Vec<Place<'l>>)> = Vec::new();
    let (mut quotes, mut mentions) = (0, 0);
    for (column, report) in cast.reports.iter().enumerate() {
        let mut here: Vec<(usize, String)> = Vec::new();
        for (index, quote) in report.annotations.quotes.iter().enumerate() {
            if cast.speaker(column, quote) == Some(entity) {
                here.push((quote.span.start(), quote_anchor(column, index)));
                quotes += 1;
            }
        }
        for (index, mention) in report.annotations.mentions.iter().enumerate() {
            if chain_entity(cast, column, mention.chain) == Some(entity)
                && mention.kind != MentionKind::Pronoun
            {
                here.push((mention.span.start(), mention_anchor(column, index)));
                mentions += 1;
            }
        }
        here.sort();
        if !here.is_empty() {
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
        all if all == places.len() => format!(" in all {all} reports"),
        all => format!(" in {} of {all} reports", places.len()),
    };
    Lit {
        id: &known.id,
        name: &known.name,
        hue: cast.hue(entity),
        summary: words::list(&told) + &of,
        roles: known
            .roles
            .iter()
            .filter_map(|(column, role)| Some((cast.outlets.get(*column)?.name.clone(), role.as_str())))
            .collect(),
        places,
    }
}
