//! One statement with its versions: those of the same words in one row, which names their reports.

use crate::model::{Entity, ItemRef, Span, Utterance, Version, Wording};
use crate::view::cast::{Cast, Hue, Place};
use crate::view::words;

use super::{columns, identity, speaker};

/// Wordings that are shown of a statement before the rest is counted.
const WORDINGS: usize = 6;

/// Reports that are named at a wording, or as not having the statement, before the rest is counted.
const NAMED: usize = 12;

/// One statement.
#[derive(Debug)]
pub struct Told<'l> {
    /// Id.
    pub id: &'l str,
    /// Who says it: id, name, hue.
    pub speaker: Option<(&'l str, &'l str, Hue)>,
    /// "in 3 of 5 reports".
    pub reach: String,
    /// Its wordings, the fullest first.
    pub wordings: Vec<Wordings<'l>>,
    /// Wordings that are not shown.
    pub more: usize,
    /// Columns that do not have it.
    pub missing: Vec<String>,
    /// Those of them that are not named.
    pub more_missing: usize,
}

/// One wording of a statement, with the reports that have it.
#[derive(Debug)]
pub struct Wordings<'l> {
    /// Where it stands, each report once.
    pub places: Vec<Place<'l>>,
    /// Reports that are not named.
    pub more: usize,
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

/// Makes it, whole or the most told of it.
pub(super) fn tell<'l>(cast: &Cast<'l>, utterance: &'l Utterance, whole: bool) -> Told<'l> {
    let here = columns(utterance);
    let all = cast.outlets.len();
    let mut wordings = wordings(cast, utterance);
    let missing = cast.outlets.iter().filter(|outlet| !here.contains(&outlet.column));
    let mut missing: Vec<String> = missing.map(|outlet| outlet.name.clone()).collect();
    let (mut more, mut more_missing) = (0, 0);
    if !whole {
        more = cut(&mut wordings, WORDINGS);
        more_missing = cut(&mut missing, NAMED);
        for wording in &mut wordings {
            wording.more = cut(&mut wording.places, NAMED);
        }
    }
    Told {
        id: &utterance.id,
        speaker: speaker(cast, utterance).map(|entity| identity(cast, entity)),
        reach: if here.len() == all {
            format!("in all {}", words::count(all, "report", "reports"))
        } else {
            format!("in {} of {}", here.len(), words::count(all, "report", "reports"))
        },
        wordings,
        more,
        missing,
        more_missing,
    }
}

/// Shortens a list to so many, or one more; how many are left off.
fn cut<T>(list: &mut Vec<T>, most: usize) -> usize {
    let off = if list.len() > most + 1 { list.len() - most } else { 0 };
    list.truncate(list.len() - off);
    off
}

/// The fullest first, then in the order of the columns that have them first.
fn wordings<'l>(cast: &Cast<'l>, utterance: &'l Utterance) -> Vec<Wordings<'l>> {
    let full = |item: &ItemRef| {
        utterance.versions.iter().any(|version| version.quote == *item && version.wording == Wording::Fullest)
    };
    let mut quotes = utterance.quotes.clone();
    quotes.sort_by_key(|item| (!full(item), *item));
    let mut rows: Vec<(String, Wordings<'l>)> = Vec::new();
    for row in quotes.into_iter().filter_map(|item| wording(cast, utterance, item)) {
        let key = row.key();
        match rows.iter_mut().find(|(known, other)| *known == key && other.speaker == row.speaker) {
            Some((_, known)) => {
                let new = |place: &Place<'_>| known.places.iter().all(|other| other.column != place.column);
                let new: Vec<Place<'l>> = row.places.into_iter().filter(new).collect();
                known.places.extend(new);
            }
            None => rows.push((key, row)),
        }
    }
    rows.into_iter().map(|(_, row)| row).collect()
}

impl Wordings<'_> {
    /// Its words without marks and capitals: what is the same in two reports that set it differently. What is told
    /// without marks is no quote, whatever its words.
    fn key(&self) -> String {
        let letters = self.words.iter().flat_map(|(words, _)| words.chars());
        let bare = letters.filter(|letter| letter.is_alphanumeric() || letter.is_whitespace());
        let bare: String = bare.flat_map(char::to_lowercase).collect();
        let words: Vec<&str> = bare.split_whitespace().collect();
        format!("{} {}", words.join(" "), self.wording == TOLD)
    }
}

/// What stands between no marks.
const TOLD: &str = "told without marks";

fn wording<'l>(cast: &Cast<'l>, utterance: &'l Utterance, item: ItemRef) -> Option<Wordings<'l>> {
    let report = cast.reports.get(item.column)?;
    let quote = report.annotations.quotes.get(item.index)?;
    let version = utterance.versions.iter().find(|version| version.quote == item);
    let (wording, class) = relation(version);
    let none: &'l [Span] = &[];
    let added = version.map_or(none, |version| &version.added);
    let cut = version.map_or_else(Vec::new, |version| {
        let full = &cast.reports[version.against.column].article.text;
        version.cut.iter().map(|span| span.slice(full).trim()).filter(|words| !words.is_empty()).collect()
    });
    let own = cast.speaker(item.column, quote);
    let main = speaker(cast, utterance);
    let named = |entity: usize| cast.story.entities[entity].name.as_ref();
    // Someone without a name is another entity in every report: only another description tells something.
    let other = own
        .filter(|own| Some(*own) != main)
        .filter(|own| main.is_none_or(|main| bare(named(*own)) != bare(named(main))));
    let full = utterance.versions.iter().find(|version| version.wording == Wording::Fullest);
    let like = version
        .filter(|version| full.is_some_and(|full| full.quote != version.against))
        .map(|version| cast.outlets[version.against.column].name.clone());
    Some(Wordings {
        places: vec![cast.place(item)],
        more: 0,
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
        Some(_) | None => entity.name.to_string(),
    }
}

fn relation(version: Option<&Version>) -> (&'static str, &'static str) {
    match version.map(|version| version.wording) {
        None => ("told", "other"),
        Some(Wording::Fullest) => ("fullest", "same"),
        Some(Wording::Identical) => ("same words", "same"),
        Some(Wording::Trimmed) => ("cut here", "part"),
        Some(Wording::Altered) => ("in other words", "other"),
        Some(Wording::Paraphrased) => (TOLD, "other"),
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
