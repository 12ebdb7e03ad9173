//! A story in, who and what is in it: names of its columns, hues and short names of its people, who says what
//! where. Every page of a story builds on one cast, so that a person has one hue everywhere.

use smol_str::SmolStr;

use crate::library::Library;
use crate::model::{Entity, ItemRef, Label, Quote, Report, Story, Utterance, Version, Wording};

use super::dates;

/// Hues that can be told apart by people who see colours differently; past them, a pattern is laid over.
pub const HUES: usize = 8;

/// Reports that stand side by side; more are looked through in turn.
pub const MOST_COLUMNS: usize = 12;

/// Patterns over the hues; the first is none.
const PATTERNS: usize = 4;

/// How the quotes of one speaker look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hue {
    /// One of the hues (from 1), under one of the patterns (0 is none).
    Own(usize, usize),
    /// Someone without a name.
    Anonymous,
    /// It is not said who speaks.
    Nobody,
}

impl Hue {
    /// Its style classes.
    pub fn class(self) -> String {
        match self {
            Hue::Own(hue, 0) => format!("h{hue}"),
            Hue::Own(hue, pattern) => format!("h{hue} w{pattern}"),
            Hue::Anonymous => "hz".to_owned(),
            Hue::Nobody => "hu".to_owned(),
        }
    }
}

/// What a column is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlet<'l> {
    /// Place in the story, from 0.
    pub column: usize,
    /// Id of its article.
    pub article: &'l str,
    /// Name, told apart from that of other columns of the same outlet: "CNN (2)".
    pub name: String,
    /// Whether the outlet is known.
    pub known: bool,
    /// Day of publication.
    pub day: Option<String>,
}

impl Outlet<'_> {
    /// Number in anchors, from 1.
    pub fn number(&self) -> usize {
        self.column + 1
    }
}

/// A place in a column that can be linked to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place<'l> {
    /// Name of the column.
    pub name: String,
    /// Id of the article.
    pub article: &'l str,
    /// The column.
    pub column: usize,
    /// Anchor in it.
    pub anchor: String,
}

/// How another report has what a quote says, seen from that quote.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Relation {
    /// In the same words.
    Same,
    /// With words that are cut here.
    Longer,
    /// With words of this one cut.
    Cut,
    /// With others cut.
    CutOtherwise,
    /// In changed words.
    Altered,
    /// As another translation has it.
    Translated,
    /// Told without marks.
    Told,
    /// Told here, quoted there.
    Quoted,
}

impl Relation {
    /// The words before the names of the outlets.
    pub fn words(self) -> &'static str {
        match self {
            Relation::Same => "same words in",
            Relation::Longer => "longer in",
            Relation::Cut => "cut in",
            Relation::CutOtherwise => "cut otherwise in",
            Relation::Altered => "in other words in",
            Relation::Translated => "translated otherwise in",
            Relation::Told => "told without marks in",
            Relation::Quoted => "quoted in",
        }
    }

    /// The style class of its small shape.
    pub fn class(self) -> &'static str {
        match self {
            Relation::Same => "same",
            Relation::Longer | Relation::Cut | Relation::CutOtherwise => "part",
            Relation::Altered | Relation::Translated | Relation::Told | Relation::Quoted => "other",
        }
    }

    fn of(here: &Version, there: &Version) -> Relation {
        use Wording::{Altered, Fullest, Identical, Paraphrased, Translated, Trimmed};
        match (here.wording, there.wording) {
            (Paraphrased, Paraphrased) | (_, Paraphrased) => Relation::Told,
            (Paraphrased, _) => Relation::Quoted,
            // One that was held against the other itself, not against the fullest.
            (_, Identical) if there.against == here.quote => Relation::Same,
            (_, Trimmed) if there.against == here.quote => Relation::Cut,
            (Identical, _) if here.against == there.quote => Relation::Same,
            (Trimmed, _) if here.against == there.quote => Relation::Longer,
            (Translated, _) | (_, Translated) => Relation::Translated,
            (Altered, _) | (_, Altered) => Relation::Altered,
            _ if here.against != there.against => Relation::Altered,
            (Fullest | Identical, Fullest | Identical) => Relation::Same,
            (Fullest | Identical, Trimmed) => Relation::Cut,
            (Trimmed, Fullest | Identical) => Relation::Longer,
            (Trimmed, Trimmed) => Relation::CutOtherwise,
        }
    }
}

/// Who and what is in a story.
pub struct Cast<'l> {
    /// The story.
    pub story: &'l Story,
    /// Its reports, column by column.
    pub reports: Vec<&'l Report>,
    /// What the columns are called.
    pub outlets: Vec<Outlet<'l>>,
    /// For each entity the number of its quotes, by column.
    pub quoted: Vec<Vec<usize>>,
    /// Entities that are quoted, the most quoted first.
    pub speakers: Vec<usize>,
    hues: Vec<Hue>,
    short: Vec<String>,
    utterance_of: Vec<Vec<Option<usize>>>,
}

impl<'l> Cast<'l> {
    /// Reads the story once.
    pub fn new(library: &'l Library, story: &'l Story) -> Cast<'l> {
        let reports: Vec<&Report> = library.columns(story).collect();
        let mut quoted = vec![vec![0; reports.len()]; story.entities.len()];
        for (column, report) in reports.iter().enumerate() {
            for quote in &report.annotations.quotes {
                if let Some(entity) = speaker(story, report, column, quote) {
                    quoted[entity][column] += 1;
                }
            }
        }
        let total = |entity: &usize| quoted[*entity].iter().sum::<usize>();
        let mut speakers: Vec<usize> = (0..story.entities.len()).filter(|entity| total(entity) > 0).collect();
        let reach = |entity: &usize| quoted[*entity].iter().filter(|count| **count > 0).count();
        speakers.sort_by_key(|entity| {
            let unnamed = !story.entities[*entity].named;
            (unnamed, std::cmp::Reverse((total(entity), reach(entity))), *entity)
        });
        let mut hues = vec![Hue::Nobody; story.entities.len()];
        let mut next = 0;
        for entity in &speakers {
            hues[*entity] = if story.entities[*entity].named {
                next += 1;
                Hue::Own((next - 1) % HUES + 1, (next - 1) / HUES % PATTERNS)
            } else {
                Hue::Anonymous
            };
        }
        let mut utterance_of: Vec<Vec<Option<usize>>> =
            reports.iter().map(|report| vec![None; report.annotations.quotes.len()]).collect();
        for (index, utterance) in story.utterances.iter().enumerate() {
            for quote in &utterance.quotes {
                if let Some(slot) = utterance_of.get_mut(quote.column).and_then(|c| c.get_mut(quote.index)) {
                    *slot = Some(index);
                }
            }
        }
        Cast {
            outlets: outlets(story, &reports),
            short: short_names(&story.entities, &speakers),
            story,
            reports,
            quoted,
            speakers,
            hues,
            utterance_of,
        }
    }

    /// Who says a quote.
    pub fn speaker(&self, column: usize, quote: &Quote) -> Option<usize> {
        speaker(self.story, self.reports[column], column, quote)
    }

    /// What a chain of mentions of a column refers to.
    pub fn entity_of(&self, column: usize, chain: Option<usize>) -> Option<usize> {
        self.story.entity_of(column, chain?)
    }

    /// Number of quotes whose speaker is nobody of the story's entities.
    pub fn unknown_speakers(&self) -> usize {
        let quotes: usize = self.reports.iter().map(|report| report.annotations.quotes.len()).sum();
        quotes - self.quoted.iter().flatten().sum::<usize>()
    }

    /// How the quotes of an entity look.
    pub fn hue(&self, entity: usize) -> Hue {
        self.hues[entity]
    }

    /// The name of an entity as a chip has it.
    pub fn short(&self, entity: usize) -> &str {
        &self.short[entity]
    }

    /// The utterance that a quote reports, where other columns report it too.
    pub fn utterance(&self, column: usize, quote: usize) -> Option<usize> {
        let utterance = self.utterance_of[column][quote]?;
        let elsewhere = self.story.utterances[utterance].quotes.iter().any(|item| item.column != column);
        elsewhere.then_some(utterance)
    }

    /// Where else an utterance is told, and how, seen from one of its quotes.
    pub fn elsewhere(&self, utterance: &'l Utterance, here: ItemRef) -> Vec<(Relation, Vec<Place<'l>>)> {
        let version = |item: ItemRef| utterance.versions.iter().find(|version| version.quote == item);
        let own = version(here);
        let mut groups: Vec<(Relation, Vec<Place<'l>>)> = Vec::new();
        for outlet in self.outlets.iter().filter(|outlet| outlet.column != here.column) {
            let there: Vec<ItemRef> =
                utterance.quotes.iter().copied().filter(|item| item.column == outlet.column).collect();
            let relate = |item: &ItemRef| match (own, version(*item)) {
                (Some(own), Some(other)) => Relation::of(own, other),
                _ => Relation::Altered,
            };
            if let Some(best) = there.iter().min_by_key(|item| (relate(item), item.index)) {
                let place = self.place(*best);
                let relation = relate(best);
                match groups.iter_mut().find(|(known, _)| *known == relation) {
                    Some((_, places)) => places.push(place),
                    None => groups.push((relation, vec![place])),
                }
            }
        }
        groups.sort_by_key(|(relation, _)| *relation);
        groups
    }

    /// Where a quote stands.
    pub fn place(&self, quote: ItemRef) -> Place<'l> {
        self.place_of(quote.column, quote_anchor(quote.column, quote.index))
    }

    /// An anchor in a column.
    pub fn place_of(&self, column: usize, anchor: String) -> Place<'l> {
        let outlet = &self.outlets[column];
        Place { name: outlet.name.clone(), article: outlet.article, column, anchor }
    }
}

/// The anchor of a quote: "a1-q4".
pub fn quote_anchor(column: usize, quote: usize) -> String {
    format!("a{}-q{}", column + 1, quote + 1)
}

/// The anchor of a mention: "a1-m4".
pub fn mention_anchor(column: usize, mention: usize) -> String {
    format!("a{}-m{}", column + 1, mention + 1)
}

/// The anchor of a paragraph: "a1-p3".
pub fn paragraph_anchor(column: usize, paragraph: usize) -> String {
    format!("a{}-p{}", column + 1, paragraph + 1)
}

fn speaker(story: &Story, report: &Report, column: usize, quote: &Quote) -> Option<usize> {
    let mention = report.annotations.mentions.get(quote.attribution?.mention())?;
    story.entity_of(column, mention.chain()?)
}

fn outlets<'l>(story: &'l Story, reports: &[&'l Report]) -> Vec<Outlet<'l>> {
    let name = |report: &Report| report.article.outlet.as_ref().map(|outlet| outlet.value.trim().to_owned());
    let names: Vec<Option<String>> =
        reports.iter().map(|report| name(report).filter(|name| !name.is_empty())).collect();
    debug_assert_eq!(names.len(), story.articles.len());
    let twin = |at: usize| {
        let alike = names.iter().filter(|other| **other == names[at]).count();
        let nth = names[..at].iter().filter(|other| **other == names[at]).count() + 1;
        if alike > 1 { format!(" ({nth})") } else { String::new() }
    };
    reports
        .iter()
        .enumerate()
        .map(|(column, report)| Outlet {
            column,
            article: &report.article.id.0,
            name: names[column].as_deref().unwrap_or("Outlet not given").to_owned() + &twin(column),
            known: names[column].is_some(),
            day: report.article.published.as_ref().map(|published| dates::day(published.value.day)),
        })
        .collect()
}

/// The shortest form in use under which each speaker is unmistakable: mostly a surname.
fn short_names(entities: &[Entity], speakers: &[usize]) -> Vec<String> {
    let short: Vec<String> = entities.iter().map(short_name).collect();
    let clash = |at: usize| {
        speakers.iter().any(|other| *other != at && short[*other].eq_ignore_ascii_case(&short[at]))
    };
    (0..entities.len())
        .map(|at| if clash(at) { entities[at].name.to_string() } else { short[at].clone() })
        .collect()
}

fn short_name(entity: &Entity) -> String {
    if !entity.named || entity.label != Label::Person {
        return entity.name.to_string();
    }
    let ends = |(wording, _): &&(SmolStr, u32)| {
        wording.len() < entity.name.len()
            && entity.name.ends_with(&**wording)
            && entity.name[..entity.name.len() - wording.len()].ends_with(' ')
            && wording.chars().next().is_some_and(char::is_uppercase)
    };
    let used = entity.wordings.iter().filter(ends).max_by_key(|(_, count)| *count);
    match used {
        Some((wording, _)) => wording.to_string(),
        None => entity.name.split_whitespace().next_back().unwrap_or(&entity.name).to_owned(),
    }
}
