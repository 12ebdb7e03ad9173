//! Every "not in this report" of real stories, looked for in that report's text by a search of its own: a claim is
//! wrong where the text has a wording, a surname, initials, or the number in digits or words.

use abreast::library::Library;
use abreast::model::{AbsentItem, Entity, ItemRef, Label, Report, Story};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Scores;

/// Words of a quote in a row that are its wording and no turn of phrase.
const RUN: usize = 6;

const SAYING: [&str; 12] = [
    "said",
    "says",
    "told",
    "added",
    "wrote",
    "tweeted",
    "asked",
    "stated",
    "announced",
    "argued",
    "warned",
    "insisted",
];

const UNITS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] =
    ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

pub(crate) fn score(library: &Library) -> Scores {
    let (mut claims, mut wrong) = (0, 0);
    for story in &library.stories {
        let columns: Vec<&Report> = library.columns(story).collect();
        for (column, coverage) in story.coverage.iter().enumerate() {
            let text = Text::new(&columns[column].article.text);
            for absent in coverage.not_here.iter().map(|index| &story.absent[*index as usize]) {
                claims += 1;
                if let Some(found) = wordings(story, &columns, absent.what).into_iter().find(|w| text.has(w))
                {
                    wrong += 1;
                    let article = &columns[column].article;
                    let id = article.source_id.as_ref().unwrap_or(&article.file);
                    eprintln!("said to be absent, and found: {found:?} in {id}");
                }
            }
        }
    }
    eprintln!("not_here: {claims} claims, {wrong} wrong");
    Scores::from([("wrong".to_owned(), f64::from(wrong))])
}

/// A text as one line of folded words.
struct Text(String);

impl Text {
    fn new(text: &str) -> Text {
        Text(format!(" {} ", folded(text).join(" ")))
    }

    fn has(&self, wording: &str) -> bool {
        !wording.is_empty() && self.0.contains(&format!(" {wording} "))
    }
}

/// Words in lower case without accents, apostrophes and possessive endings; separators inside numbers are dropped.
fn folded(text: &str) -> Vec<String> {
    let plain: Vec<char> = text.nfkd().filter(|char| !is_combining_mark(*char)).collect();
    let mut words = vec![String::new()];
    for (at, char) in plain.iter().enumerate() {
        let between =
            at > 0 && plain[at - 1].is_ascii_digit() && plain.get(at + 1).is_some_and(char::is_ascii_digit);
        let initials = *char == '.' && at > 0 && plain[at - 1].is_uppercase();
        match char {
            ',' if between => {}
            '.' if between => words.last_mut().expect("never empty").push('.'),
            '\'' | '’' | '\u{ad}' => {}
            _ if initials => {}
            char if char.is_alphanumeric() => {
                words.last_mut().expect("never empty").extend(char.to_lowercase());
            }
            _ => words.push(String::new()),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Everything that would show a claim to be wrong.
fn wordings(story: &Story, columns: &[&Report], what: AbsentItem) -> Vec<String> {
    match what {
        AbsentItem::Utterance(utterance) => {
            story.utterances[utterance].quotes.iter().flat_map(|place| quoted(columns, *place)).collect()
        }
        AbsentItem::Quote(place) => quoted(columns, place),
        AbsentItem::Name(entity) => named(&story.entities[entity]),
        AbsentItem::Speaker(entity) => {
            let surname = surname(&story.entities[entity].name).unwrap_or_default();
            SAYING
                .iter()
                .flat_map(|verb| [format!("{surname} {verb}"), format!("{verb} {surname}")])
                .collect()
        }
        AbsentItem::Figure(group) => story.figures[group]
            .values
            .iter()
            .flat_map(|value| {
                let Report { article, annotations } = columns[value.place.column];
                let written = annotations.figures[value.place.index].span.slice(&article.text);
                [numbers(value.value), vec![folded(written).join(" ")]].concat()
            })
            .collect(),
    }
}

/// Every run of a quote's words between marks.
fn quoted(columns: &[&Report], place: ItemRef) -> Vec<String> {
    let Report { article, annotations } = columns[place.column];
    let mut runs = Vec::new();
    for marked in &annotations.quotes[place.index].marked {
        let words = folded(marked.slice(&article.text));
        runs.extend(words.windows(RUN.min(words.len().max(1))).map(|run| run.join(" ")));
    }
    runs
}

fn named(entity: &Entity) -> Vec<String> {
    let names = || entity.names().chain([&*entity.name]);
    let mut found: Vec<String> = names().map(|name| folded(name).join(" ")).collect();
    match entity.label {
        Label::Person => found.extend(surname(&entity.name)),
        Label::Organization | Label::Event | Label::Law => found.extend(names().filter_map(initials)),
        Label::Place | Label::Group | Label::Work | Label::Date | Label::Other => {}
    }
    found
}

fn surname(name: &str) -> Option<String> {
    let words = folded(name);
    let last =
        words.into_iter().rev().find(|word| !matches!(word.as_str(), "jr" | "sr" | "ii" | "iii" | "iv"));
    // "In" of Moon Jae-in and "Un" of Kim Jong Un are no surnames, and words of their own.
    last.filter(|word| word.chars().count() > 2)
}

fn initials(name: &str) -> Option<String> {
    let first = name.split([' ', '-']).filter_map(|word| word.chars().next());
    let letters: String = first.filter(|char| char.is_uppercase()).flat_map(char::to_lowercase).collect();
    (letters.chars().count() > 2).then_some(letters)
}

/// A number in digits, with a scale word, and, below a hundred, in words.
fn numbers(value: f64) -> Vec<String> {
    let mut found = vec![format!("{value}")];
    for (scale, word) in [(1e3, "thousand"), (1e6, "million"), (1e9, "billion"), (1e12, "trillion")] {
        if value >= scale {
            found.push(format!("{} {word}", value / scale));
        }
    }
    if value.fract() == 0.0 && (2.0..100.0).contains(&value) {
        let value = value as usize;
        found.push(match (value / 10, value % 10) {
            (0 | 1, _) => UNITS[value].to_owned(),
            (tens, 0) => TENS[tens].to_owned(),
            (tens, rest) => format!("{} {}", TENS[tens], UNITS[rest]),
        });
    }
    found
}
