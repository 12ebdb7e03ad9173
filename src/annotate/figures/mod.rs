//! Numbers with their unit and what they count: money, shares, measures, counts; with hedges and spelled numbers.

mod spelled;

use std::sync::LazyLock;

use crate::hash::{self, HashedMap, WordMap};
use crate::lexicon::{entries, fold, rows};
use crate::model::{Figure, Span};

use super::Document;
use spelled::{Spelled, spelled};

/// Numbers with their unit and what they count.
pub(super) fn figures(document: &Document<'_>) -> Vec<Figure> {
    let mut out = Vec::new();
    for sentence in &document.sentences {
        let reader = Reader { document, start: sentence.tokens.start, end: sentence.tokens.end };
        let mut at = reader.start;
        while at < reader.end {
            let found = if reader.may_begin(at) { reader.figure(at) } else { None };
            at = match found {
                Some((figure, end)) => {
                    out.push(figure);
                    end
                }
                None => at + 1,
            };
        }
    }
    out
}

/// A number that was read.
#[derive(Clone, Copy, Debug)]
struct Number {
    value: f64,
    end: usize,
    /// Written in digits.
    digits: bool,
    /// With a scale word or separators: no year, no house number.
    large: bool,
    /// Product of its scale words: 1,000,000 for "2 million".
    scale: f64,
}

struct Tables {
    /// Folded unit → its canonical form and whether it is money.
    units: WordMap<(String, bool)>,
    numbers: WordMap<f64>,
    /// Hashes of the words that numbers in words begin with.
    spelled: HashedMap<()>,
    /// Hedges by their last word, the longest first.
    hedges: WordMap<Vec<Vec<String>>>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let mut units = WordMap::default();
    for row in rows(include_str!("../../../data/lexicon/units.txt")) {
        let kind = row.get(2).copied().unwrap_or_default();
        if let Some(unit) =
            row.get(1).filter(|_| !matches!(kind, "count" | "score" | "age" | "ratio" | "scale"))
        {
            units.entry(fold(row[0])).or_insert_with(|| ((*unit).to_owned(), kind == "money"));
        }
    }
    let numbers: WordMap<f64> = rows(include_str!("../../../data/lexicon/number_words.txt"))
        .filter_map(|row| Some((fold(row[0]), row.get(1)?.parse().ok()?)))
        .collect();
    let spelled = numbers.keys().map(String::as_str).chain(["half"]);
    let spelled = spelled.map(|word| (hash::word(word), ())).collect();
    let mut hedges: WordMap<Vec<Vec<String>>> = WordMap::default();
    for line in entries(include_str!("../../../data/lexicon/hedges.txt")) {
        let phrase = fold(line.split('\t').next().unwrap_or_default());
        let words: Vec<String> = phrase.split_whitespace().map(str::to_owned).collect();
        if let Some(last) = words.last() {
            hedges.entry(last.clone()).or_default().push(words);
        }
    }
    for phrases in hedges.values_mut() {
        phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
    }
    Tables { units, numbers, spelled, hedges }
});

/// A sentence under the reading.
struct Reader<'d, 'a> {
    document: &'d Document<'a>,
    start: usize,
    end: usize,
}

impl Reader<'_, '_> {
    /// Whether a figure can begin at `at`: digits stand there or behind a currency of two tokens at most, or a number
    /// in words. Few tokens pass, and only they are read.
    fn may_begin(&self, at: usize) -> bool {
        (at..self.end.min(at + 3)).any(|near| self.is_digits(near))
            || TABLES.spelled.contains_key(&self.document.folded[at])
    }

    fn is_digits(&self, at: usize) -> bool {
        self.word(at).starts_with(|char: char| char.is_ascii_digit())
    }

    /// The figure that begins at `at`, and the token behind it.
    fn figure(&self, at: usize) -> Option<(Figure, usize)> {
        if let Some(found) = self.compound(at) {
            return Some((found, at + 1));
        }
        let currency = self.currency(at);
        let money = currency.is_some();
        let first = currency.as_ref().map_or(at, |(_, end)| *end);
        let mut number = self.number(first)?;
        let named =
            || self.is_date(at, &number) || self.is_label(at, &number) || self.is_part_of(at, &number);
        if currency.is_none() && named() {
            return None;
        }
        let (unit, end) = match currency {
            Some((unit, _)) => (Some(unit), number.end),
            None => self.unit(number.end).map_or((None, number.end), |(unit, end)| (Some(unit), end)),
        };
        if unit.is_some() && !money && self.is_title(at, &number) {
            return None;
        }
        // "10 to 15 people": the first number shares what the second has.
        let second = self.second(end);
        if let Some(second) = second.filter(|second| number.scale == 1.0 && second.scale > 1.0) {
            number.value *= second.scale;
            number.large = true;
        }
        let (unit, noun) = match (unit, second) {
            (None, Some(second)) => {
                let unit = self.unit(second.end);
                let noun = if unit.is_some() { None } else { self.noun(second.end, false) };
                (unit.map(|(unit, _)| unit), noun)
            }
            (Some(unit), _) => (Some(unit), if money { self.noun(end, true) } else { None }),
            (None, None) => (None, self.noun(end, false)),
        };
        if unit.is_none() && noun.is_none() && !number.large {
            return None;
        }
        if !number.digits && unit.is_none() && number.value <= 1.0 {
            return None;
        }
        let span = self.document.tokens[at].span.cover(self.document.tokens[end - 1].span);
        Some((Figure { span, value: number.value, unit, noun, hedge: self.hedge(at) }, end))
    }

    /// "40-kilometer road", "15-member panel": one token.
    fn compound(&self, at: usize) -> Option<Figure> {
        if !self.is_digits(at) {
            return None;
        }
        let (digits, rest) = self.word(at).split_once('-')?;
        let value: f64 = digits.replace(',', "").parse().ok()?;
        if !rest.starts_with(char::is_lowercase) {
            return None;
        }
        let folded = fold(rest);
        let known = TABLES.units.get(&folded).or_else(|| TABLES.units.get(&format!("{folded}s")));
        let unit = known.map(|(unit, _)| unit.clone());
        if unit.is_none() && folded.chars().count() < 3 {
            return None;
        }
        let noun = if unit.is_some() { self.noun(at + 1, true) } else { Some(folded) };
        let span = self.document.tokens[at].span;
        Some(Figure { span, value, unit, noun, hedge: self.hedge(at) })
    }

    fn word(&self, at: usize) -> &str {
        if (self.start..self.end).contains(&at) { self.document.word(at) } else { "" }
    }

    /// A currency before a number: "$", "US$", "Rs".
    fn currency(&self, at: usize) -> Option<(String, usize)> {
        let sign = |from: usize, to: usize| -> Option<(String, usize)> {
            if !self.is_digits(to) {
                return None;
            }
            let joined: String = (from..to).map(|index| self.word(index)).collect();
            let (unit, money) = TABLES.units.get(&fold(&joined))?;
            money.then(|| (unit.clone(), to))
        };
        if !self.word(at).starts_with(|char: char| char.is_uppercase() || !char.is_alphanumeric()) {
            return None;
        }
        let glued = self.word(at + 1) == "$" && !self.document.tokens[at + 1].spaced;
        if glued && let Some(found) = sign(at, at + 2) {
            return Some(found);
        }
        sign(at, at + 1).or_else(|| if self.word(at + 1) == "." { sign(at, at + 2) } else { None })
    }

    /// The number that begins at `at`: digits or words, with its scale.
    fn number(&self, at: usize) -> Option<Number> {
        let word = self.word(at);
        if !self.is_digits(at) {
            return self.spelled(at);
        }
        let bare = word.trim_end_matches(|char: char| char.is_alphabetic());
        let scale = match fold(&word[bare.len()..]).as_str() {
            "" => 1.0,
            "m" | "mn" => 1e6,
            "bn" | "b" => 1e9,
            "tn" => 1e12,
            "k" => 1e3,
            _ => return None,
        };
        let value: f64 = bare.replace(',', "").parse().ok()?;
        let large = bare.contains([',', '.']) || scale > 1.0;
        let mut number = Number { value: value * scale, end: at + 1, digits: true, large, scale };
        while let Some(scale) = self.scale(number.end) {
            number.value *= scale;
            number.scale *= scale;
            number.end += 1;
            number.large |= scale >= 100.0;
        }
        Some(number)
    }

    /// A number in words: capitals are for the beginning of a sentence.
    fn spelled(&self, at: usize) -> Option<Number> {
        let capital = self.word(at).starts_with(char::is_uppercase);
        let folded = fold(self.word(at));
        if capital && at != self.start || is_ordinal(&folded) && folded != "half" {
            return None;
        }
        let Spelled { value, end, scale } = spelled(|index| self.word(index), at, &TABLES.numbers)?;
        Some(Number { value, end, digits: false, large: scale >= 100.0, scale })
    }

    /// A scale word: dozen, hundred, thousand, million.
    fn scale(&self, at: usize) -> Option<f64> {
        let word = self.word(at);
        let lower = word.starts_with(char::is_lowercase);
        TABLES.numbers.get(word).copied().filter(|value| lower && (*value >= 100.0 || word == "dozen"))
    }

    /// The unit behind a number: "%", "percent", "km", "pesos".
    fn unit(&self, at: usize) -> Option<(String, usize)> {
        // "15-mile" and "15 square miles" alike.
        let from = if self.word(at) == "-" { at + 1 } else { at };
        (1..=3).rev().find_map(|length| {
            let words: Vec<&str> = (from..from + length).map(|index| self.word(index)).collect();
            if words.iter().any(|word| word.is_empty()) {
                return None;
            }
            let joined = fold(&words.join(" "));
            let known = TABLES.units.get(&joined).or_else(|| TABLES.units.get(&format!("{joined}s")))?;
            // "in", "a" and the like are words far more often than units.
            (joined.chars().count() > 2
                || joined == "%"
                || matches!(joined.as_str(), "km" | "kg" | "mw" | "gw"))
            .then(|| (known.0.clone(), from + length))
        })
    }

    /// A second number of a range: "to 15", "and 15", "–15".
    fn second(&self, at: usize) -> Option<Number> {
        let between = self.start.max(at.saturating_sub(3))..at;
        let opened = between.into_iter().any(|index| matches!(self.word(index), "between" | "Between"));
        let behind_currency = self.currency(at + 1).map_or(at + 1, |(_, end)| end);
        match self.word(at) {
            "to" | "-" | "–" | "or" => self.number(behind_currency),
            "and" if opened => self.number(behind_currency),
            _ => None,
        }
    }

    /// What is counted: the first plural within a few words; behind a unit the word that follows at once.
    fn noun(&self, at: usize, unit: bool) -> Option<String> {
        let mut index = at;
        if self.word(index) == "of" && !unit {
            index += 1;
        }
        for step in 0..5 {
            let word = self.word(index + step);
            if word.is_empty() || !word.starts_with(char::is_alphabetic) || is_function_word(word) {
                return None;
            }
            let folded = fold(word);
            if step == 0 && !unit && is_casualty(word) {
                return Some("person".to_owned());
            }
            if unit {
                return (step == 0 && word.starts_with(char::is_lowercase)).then(|| singular(&folded));
            }
            if is_plural(&folded) {
                return Some(singular(&folded));
            }
        }
        None
    }

    /// The hedge that ends right before `at`, as written.
    fn hedge(&self, at: usize) -> Option<String> {
        let room = at - self.start;
        let last = at.checked_sub(1).filter(|_| room > 0)?;
        let phrase = TABLES.hedges.get(&fold(self.word(last)))?.iter().find(|phrase| {
            phrase.len() <= room
                && phrase
                    .iter()
                    .enumerate()
                    .all(|(offset, word)| fold(self.word(at - phrase.len() + offset)) == *word)
        })?;
        let from = self.document.tokens[at - phrase.len()].span;
        let span = Span::new(from.start(), self.document.tokens[at - 1].span.end());
        Some(span.slice(&self.document.article.text).to_owned())
    }

    /// A year, a day, a time: not figures.
    fn is_date(&self, at: usize, number: &Number) -> bool {
        let word = self.word(at);
        let next = self.word(number.end);
        let before = if at > self.start { self.word(at - 1) } else { "" };
        let before = if before == "." && at > self.start + 1 { self.word(at - 2) } else { before };
        let year =
            word.len() == 4 && number.digits && !number.large && (1400.0..2100.0).contains(&number.value);
        let time = matches!(next, "a.m." | "p.m." | "am" | "pm" | "GMT" | "o'clock" | ":" | "EST" | "ET")
            || self.word(at.saturating_sub(1)) == ":" && !number.large;
        let placed = matches!(before, "in" | "In" | "since" | "by" | "of");
        // Newsrooms write counts from a thousand with a comma: "the 2012 attacks" is a year.
        year && (placed || self.hedge(at).is_none()) || is_month(next) || is_month(before) || time
    }

    /// The second number of "four in ten": nobody is counted.
    fn is_part_of(&self, at: usize, number: &Number) -> bool {
        let before = |back: usize| at.checked_sub(back).filter(|place| *place >= self.start);
        let one = |place: usize| matches!(self.word(place), "one" | "One");
        let part =
            before(2).and_then(|place| if one(place) { Some(1.0) } else { Some(self.number(place)?.value) });
        before(1).is_some_and(|place| self.word(place) == "in")
            && part.is_some_and(|part| part < number.value)
    }

    /// A number with its unit that is a name: “60 Minutes”, where the sentence around it is in small letters.
    fn is_title(&self, at: usize, number: &Number) -> bool {
        let unit = self.word(number.end);
        let headline = self.document.article.headline_span();
        let headed = headline.is_some_and(|headline| headline.contains(self.document.tokens[at].span));
        number.digits
            && number.scale == 1.0
            && !headed
            && unit.chars().count() > 3
            && unit.starts_with(char::is_uppercase)
            && unit.ends_with(char::is_lowercase)
    }

    /// A number that names something: "Article 50", "No. 3", "Flight 370", an age between commas.
    fn is_label(&self, at: usize, number: &Number) -> bool {
        if !number.digits || at == self.start {
            return false;
        }
        let before = self.word(at - 1);
        let named = before.starts_with(char::is_uppercase)
            && at - 1 > self.start
            && self.noun(number.end, false).is_none();
        let age = before == "," && matches!(self.word(number.end), "," | ".");
        let emergency = matches!(self.word(at), "911" | "999" | "112");
        named
            || age
            || emergency && self.noun(number.end, false).is_some_and(|noun| noun == "call")
            || matches!(before, "No" | "Article" | "Section" | "Flight" | "Route" | "#" | "/")
            || before == "." && at >= self.start + 2 && matches!(self.word(at - 2), "No" | "Nos")
            || before == "-" && !self.document.tokens[at].spaced
    }
}

fn is_month(word: &str) -> bool {
    matches!(
        word,
        "January"
            | "February"
            | "March"
            | "April"
            | "May"
            | "June"
            | "July"
            | "August"
            | "September"
            | "October"
            | "November"
            | "December"
            | "Jan"
            | "Feb"
            | "Mar"
            | "Apr"
            | "Jun"
            | "Jul"
            | "Aug"
            | "Sept"
            | "Sep"
            | "Oct"
            | "Nov"
            | "Dec"
    )
}

fn is_ordinal(word: &str) -> bool {
    matches!(word, "first" | "second" | "third" | "quarter" | "half")
        || word.ends_with("th")
        || word.ends_with("ths")
}

/// What befell the people who are counted, where they are not named: "49 dead".
fn is_casualty(word: &str) -> bool {
    matches!(word, "dead" | "killed" | "injured" | "wounded" | "hurt" | "missing" | "arrested")
}

fn is_function_word(word: &str) -> bool {
    matches!(
        word,
        "of" | "in"
            | "on"
            | "at"
            | "to"
            | "for"
            | "from"
            | "by"
            | "with"
            | "and"
            | "or"
            | "but"
            | "as"
            | "the"
            | "a"
            | "an"
            | "that"
            | "which"
            | "who"
            | "was"
            | "were"
            | "is"
            | "are"
            | "has"
            | "have"
            | "had"
            | "will"
            | "would"
            | "said"
            | "says"
            | "this"
            | "his"
            | "her"
            | "its"
            | "their"
            | "after"
            | "before"
            | "since"
            | "than"
            | "when"
            | "while"
            | "per"
            | "he"
            | "she"
            | "it"
            | "they"
            | "times"
            | "years"
            | "months"
            | "weeks"
            | "days"
            | "hours"
            | "ago"
            | "more"
            | "less"
            | "last"
            | "next"
            | "old"
            | "away"
    )
}

fn is_plural(word: &str) -> bool {
    matches!(
        word,
        "people" | "men" | "women" | "children" | "police" | "troops" | "personnel" | "staff" | "cattle"
    ) || word.len() > 3
        && word.ends_with('s')
        && !word.ends_with("ss")
        && !word.ends_with("us")
        && !word.ends_with("is")
}

fn singular(word: &str) -> String {
    match word {
        "people" => "person".to_owned(),
        "men" => "man".to_owned(),
        "women" => "woman".to_owned(),
        "children" => "child".to_owned(),
        _ => {
            if !is_plural(word) {
                word.to_owned()
            } else if let Some(stem) = word.strip_suffix("ies") {
                format!("{stem}y")
            } else if ["sses", "shes", "ches", "xes"].iter().any(|ending| word.ends_with(ending)) {
                word[..word.len() - 2].to_owned()
            } else {
                word.strip_suffix('s').unwrap_or(word).to_owned()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::plain;

    /// Text, value, unit, noun, hedge.
    type Expected<'t> = (&'t str, f64, Option<&'t str>, Option<&'t str>, Option<&'t str>);

    #[track_caller]
    fn check(text: &str, expected: &[Expected<'_>]) {
        let article = plain(text);
        let found = figures(&Document::new(&article));
        let found: Vec<_> = found
            .iter()
            .map(|figure| {
                let (unit, noun, hedge) =
                    (figure.unit.as_deref(), figure.noun.as_deref(), figure.hedge.as_deref());
                (figure.span.slice(text), figure.value, unit, noun, hedge)
            })
            .collect();
        assert_eq!(found, expected, "in: {text}");
    }

    #[test]
    fn money_with_its_purpose() {
        check(
            "It would cost about $21.6 billion, and a €3m bridge more.",
            &[
                ("$21.6 billion", 21.6e9, Some("USD"), None, Some("about")),
                ("€3m", 3e6, Some("EUR"), Some("bridge"), None),
            ],
        );
    }

    #[test]
    fn counts_with_what_they_count() {
        check(
            "More than 5,000 new border agents and twelve dogs came.",
            &[
                ("5,000", 5000.0, None, Some("agent"), Some("More than")),
                ("twelve", 12.0, None, Some("dog"), None),
            ],
        );
    }

    #[test]
    fn numbers_in_words() {
        check(
            "Forty-nine sailors and three dozen dogs, half a dozen cats; two hundred and six letters, a hundred and fifty guests.",
            &[
                ("Forty-nine", 49.0, None, Some("sailor"), None),
                ("three dozen", 36.0, None, Some("dog"), None),
                ("half a dozen", 6.0, None, Some("cat"), None),
                ("two hundred and six", 206.0, None, Some("letter"), None),
                ("a hundred and fifty", 150.0, None, Some("guest"), None),
            ],
        );
    }

    #[test]
    fn numbers_in_many_words() {
        check(
            "One thousand two hundred bricks, ninety nine tiles and twenty-five thousand three hundred forty-two nails.",
            &[
                ("One thousand two hundred", 1200.0, None, Some("brick"), None),
                ("ninety nine", 99.0, None, Some("tile"), None),
                ("twenty-five thousand three hundred forty-two", 25_342.0, None, Some("nail"), None),
            ],
        );
        check(
            "Half a million dollars, one and a half million euros, a million and a half dollars.",
            &[
                ("Half a million dollars", 5e5, Some("USD"), None, None),
                ("one and a half million euros", 1.5e6, Some("EUR"), None, None),
                ("a million and a half dollars", 1.5e6, Some("USD"), None, None),
            ],
        );
        check(
            "Between one hundred and two hundred goats ate two hundred and fifty thousand leaves.",
            &[
                ("one hundred", 100.0, None, Some("goat"), Some("Between")),
                ("two hundred", 200.0, None, Some("goat"), None),
                ("two hundred and fifty thousand", 250_000.0, None, Some("leave"), None),
            ],
        );
    }

    #[test]
    fn what_is_no_number_counts_nothing() {
        check(
            "Several hundred people came, tens of thousands of dogs; both ferries and a pair of tugs.",
            &[],
        );
        check("Four in ten sailors agreed, and one in five pilots.", &[]);
    }

    #[test]
    fn the_first_of_a_range_has_the_scale_of_the_second() {
        check(
            "It cost between $5 and $10 million for 3 to 4 million people.",
            &[
                ("$5", 5e6, Some("USD"), None, Some("between")),
                ("$10 million", 1e7, Some("USD"), None, None),
                ("3", 3e6, None, Some("person"), None),
                ("4 million", 4e6, None, Some("person"), None),
            ],
        );
    }

    #[test]
    fn the_dead_are_counted_without_a_noun() {
        check(
            "At least 49 dead, officials said after 911 calls.",
            &[("49", 49.0, None, Some("person"), Some("At least"))],
        );
    }

    #[test]
    fn shares_and_measures() {
        check("Some 12 percent fell", &[("12 percent", 12.0, Some("percent"), None, Some("Some"))]);
        check("a 40-kilometer road", &[("40-kilometer", 40.0, Some("kilometer"), Some("road"), None)]);
    }

    #[test]
    fn dates_and_labels_are_no_figures() {
        check("On May 4, 2016, at 5 p.m., Flight 370 left in 2014. Mr. Abel, 44, slept.", &[]);
        check("She told “60 Minutes” of the 2012 attacks.", &[]);
    }
}
