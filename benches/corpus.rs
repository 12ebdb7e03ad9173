//! Makes articles with news-like statistics, for measuring: words by Zipf's law, of which the most frequent are
//! those of English grammar and the rest made up; names, quotes, figures and dates as often as news has them.
//! (Counted in 231 articles of US outlets: 673 words, 31 sentences and 18 paragraphs each, a capital on 18% of the
//! words, 7 quotes between marks, 3 with some marks and 7 without, 58 names and dates, 5 figures.)
//!
//! Every event has words, names and statements of its own, a day, and one to eight reports within three days; so many
//! events that a hundred articles appear a day, however many there are. No real text is in it, and it is the same on
//! every machine.

use abreast::model::{RawArticle, RawFields};
use rayon::prelude::*;

const VOCABULARY: usize = 60_000;
const SENTENCES: usize = 21;

/// Articles of a day, as of five outlets that publish twenty each: a larger corpus covers more days and is no denser,
/// as a collection that grows is not.
const ARTICLES_A_DAY: usize = 100;
const FIRST_DAY: jiff::civil::Date = jiff::civil::date(2031, 1, 1);

/// `count` articles on as many events as have one to eight reports each.
pub(crate) fn corpus(count: usize) -> Vec<RawArticle> {
    let vocabulary = vocabulary();
    let events = (count / 4).max(1) as u64;
    let days = (count / ARTICLES_A_DAY).max(1) as u64;
    (0..count as u64)
        .into_par_iter()
        .map(|index| {
            let mut random = Random(index + 1);
            // Few events have many reports.
            let event = random.below(events).min(random.below(events));
            Event::new(event, days, &vocabulary).article(index, &vocabulary)
        })
        .collect()
}

/// So many reports of one event, which name one story.
pub(crate) fn story(columns: usize) -> Vec<RawArticle> {
    let vocabulary = vocabulary();
    let event = Event::new(7, 1, &vocabulary);
    (0..columns as u64)
        .map(|index| {
            let mut raw = event.article(index, &vocabulary);
            raw.fields.story = Some("one".to_owned());
            raw
        })
        .collect()
}

/// What the reports of one event have in common.
struct Event {
    number: u64,
    /// Its day, counted from the first of the corpus.
    day: u64,
    words: Vec<String>,
    persons: Vec<[String; 2]>,
    /// Bodies, places and groups.
    others: Vec<String>,
    statements: Vec<String>,
}

impl Event {
    /// The event of this number, on one of so many days.
    fn new(number: u64, days: u64, vocabulary: &[String]) -> Event {
        let mut random = Random(number.wrapping_mul(7919) + 13);
        let words: Vec<String> = (0..40)
            .map(|_| vocabulary[2000 + random.below(VOCABULARY as u64 - 2000) as usize].clone())
            .collect();
        let mut name =
            |from: u64, count: u64| capital(&vocabulary[from as usize + random.below(count) as usize]);
        let persons = (0..6).map(|_| [name(1000, 500), name(40_000, 20_000)]).collect();
        let others = (0..8)
            .map(|kind| match kind {
                0 | 1 => format!("the {} Council", name(30_000, 10_000)),
                2 => format!("{} {} Corp.", name(30_000, 10_000), name(5000, 1000)),
                3 => format!("the Ministry of {}", name(5000, 1000)),
                4..=6 => name(20_000, 10_000),
                _ => format!("{}ian", name(20_000, 10_000)),
            })
            .collect();
        let statements = (0..10)
            .map(|_| (0..14).map(|_| random.pick(vocabulary, &words)).collect::<Vec<_>>().join(" "))
            .collect();
        let day = Random(number + 99).below(days);
        Event { number, day, words, persons, others, statements }
    }

    /// A person as news names one: in full, by a title, by surname.
    fn person(&self, random: &mut Random) -> String {
        let [given, surname] = &self.persons[random.below(6).min(random.below(6)) as usize];
        match random.below(5) {
            0 | 1 => format!("{given} {surname}"),
            2 => format!("{} {surname}", TITLES[random.below(4) as usize]),
            _ => surname.clone(),
        }
    }

    fn other(&self, random: &mut Random) -> String {
        self.others[random.below(self.others.len() as u64) as usize].clone()
    }

    fn sentence(&self, random: &mut Random, vocabulary: &[String]) -> String {
        let length = 13 + random.below(16) as usize;
        let mut words: Vec<String> = (0..length).map(|_| random.pick(vocabulary, &self.words)).collect();
        words[0] = match random.below(8) {
            0..=2 => self.person(random),
            3 => capital(&self.other(random)),
            4 => format!("On {}", WEEKDAYS[random.below(5) as usize]),
            _ => capital(&words[0]),
        };
        for place in [length / 4, length * 5 / 8] {
            match random.below(8) {
                0..=2 => words[place] = self.other(random),
                3 | 4 => words[place] = self.person(random),
                5 => words[place].push(','),
                _ => {}
            }
        }
        match random.below(10) {
            0 => words[length / 2] = format!("about {},{:03}", 1 + random.below(90), random.below(1000)),
            1 => words[length / 2] = format!("${}.{} million", 1 + random.below(90), random.below(10)),
            2 | 3 => words[length - 1].push_str(&format!(" on {}", WEEKDAYS[random.below(5) as usize])),
            _ => {}
        }
        words.join(" ")
    }

    /// Report `index` of it.
    fn article(&self, index: u64, vocabulary: &[String]) -> RawArticle {
        let mut random = Random(index.wrapping_mul(104_729) + self.number + 1);
        let mut text = String::new();
        for _ in 0..SENTENCES {
            text.push_str(&self.sentence(&mut random, vocabulary));
            text.push_str(match random.below(8) {
                0 => ", he said. ",
                1 => ", the minister told reporters. ",
                _ => ". ",
            });
            let statement = &self.statements[random.below(10) as usize];
            match random.below(5) {
                0 | 1 => {
                    text.push_str(&format!("“{},” said {}. ", capital(statement), self.person(&mut random)))
                }
                2 => {
                    let (front, back) = statement.split_at(statement.find(' ').unwrap_or(0));
                    text.push_str(&format!("{} said {front} “{}.” ", self.person(&mut random), back.trim()));
                }
                _ => {}
            }
            if random.below(6) < 5 {
                text.push_str("\n\n");
            }
        }
        let day = self.day + random.below(3);
        let title: Vec<String> = (0..8).map(|_| random.pick(vocabulary, &self.words)).collect();
        RawArticle {
            file: format!("{index}.txt"),
            text,
            fields: RawFields {
                title: Some(capital(&title.join(" "))),
                date: Some(FIRST_DAY.saturating_add(jiff::Span::new().days(day as i64)).to_string()),
                ..RawFields::default()
            },
            ..RawArticle::default()
        }
    }
}

const TITLES: [&str; 4] = ["Mr.", "Ms.", "President", "Senator"];

const WEEKDAYS: [&str; 5] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];

/// The words that English texts use most, in that order.
const GRAMMAR: &[&str] = &[
    "the", "of", "to", "and", "a", "in", "that", "for", "is", "on", "was", "with", "he", "it", "as", "at",
    "by", "his", "be", "from", "have", "has", "are", "not", "an", "but", "who", "they", "were", "will",
    "their", "had", "would", "this", "been", "which", "more", "its", "about", "one", "or", "we", "after",
    "there", "when", "her", "if", "also", "can", "all", "than", "out", "up", "into", "over", "other",
    "because", "some", "could", "what",
];

/// The most frequent first: words of grammar, then made-up ones.
fn vocabulary() -> Vec<String> {
    const STARTS: [&str; 20] = [
        "b", "br", "d", "dr", "f", "g", "gl", "h", "k", "l", "m", "n", "p", "pr", "r", "s", "st", "t", "tr",
        "v",
    ];
    const MIDDLES: [&str; 8] = ["a", "e", "i", "o", "u", "ai", "ea", "ou"];
    (0..VOCABULARY)
        .map(|mut number| {
            if let Some(word) = GRAMMAR.get(number) {
                return (*word).to_owned();
            }
            let mut word = String::new();
            for _ in 0..3 {
                word.push_str(STARTS[number % 20]);
                number /= 20;
                word.push_str(MIDDLES[number % 8]);
                number /= 8;
            }
            word + STARTS[number % 20]
        })
        .collect()
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// SplitMix64: the same corpus on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end.max(1)
    }

    /// A rank by Zipf's law: the inverse of its cumulative distribution, near enough.
    fn zipf(&mut self) -> usize {
        let uniform = self.next() as f64 / u64::MAX as f64;
        ((VOCABULARY as f64).powf(uniform) as usize).min(VOCABULARY - 1)
    }

    /// A word of the event one time in four, else any.
    fn pick(&mut self, vocabulary: &[String], event: &[String]) -> String {
        if self.below(4) == 0 {
            event[self.below(event.len() as u64) as usize].clone()
        } else {
            vocabulary[self.zipf()].clone()
        }
    }
}
