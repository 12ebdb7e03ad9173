//! Which day, month or year a date means, as ISO 8601 writes it: "Thursday" in an article of 24 February 2017 is
//! 2017-02-23. What could be two days is left open.

use jiff::civil::{Date, Weekday};
use smol_str::SmolStr;

use crate::annotate::Document;
use crate::calendar::month;
use crate::model::{Label, Mention, Span};

/// What the dates among `mentions` mean, by index.
pub(in crate::annotate) fn values(document: &Document<'_>, mentions: &[Mention]) -> Box<[(u32, SmolStr)]> {
    let article = document.article;
    let published = article.published.as_ref().map(|field| field.value.day);
    let dates = mentions.iter().enumerate().filter(|(_, mention)| mention.label == Label::Date);
    dates
        .filter_map(|(index, mention)| {
            let ahead = looks_ahead(document, mention.span);
            let value = value(mention.span.slice(&article.text), published, ahead)?;
            Some((index as u32, value.into()))
        })
        .collect()
}

/// Whether the sentence around tells of what is to come: a bare "Friday" may then be the next one.
fn looks_ahead(document: &Document<'_>, span: Span) -> bool {
    let at = document.sentences.partition_point(|sentence| sentence.span.end() <= span.start());
    document.sentences.get(at).is_some_and(|sentence| {
        let mut words = sentence.tokens.clone().map(|token| document.word(token));
        words.any(|word| {
            matches!(
                word,
                "will" | "'ll" | "’ll" | "due" | "scheduled" | "expected" | "plans" | "planned" | "until"
            )
        })
    })
}

fn value(phrase: &str, published: Option<Date>, ahead: bool) -> Option<String> {
    let words: Vec<String> = phrase
        .split(|char: char| !char.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    if let Some(place) = words.iter().position(|word| month(word).is_some()) {
        return of_month(&words, place, published);
    }
    if let [year] = words.as_slice()
        && let Some(year) = number(year).filter(|_| year.len() == 4)
    {
        return Some(format!("{year:04}"));
    }
    relative(&words, published?, ahead)
}

/// "Feb. 23, 2017", "23 February", "March 2018".
fn of_month(words: &[&str], place: usize, published: Option<Date>) -> Option<String> {
    let month = month(words[place])?.number;
    let others = || words.iter().enumerate().filter(|(at, _)| *at != place).map(|(_, word)| word);
    let year = others().find(|word| word.len() == 4).and_then(|word| number(word));
    let day = others().find(|word| word.len() <= 4 && !(word.len() == 4 && number(word).is_some()));
    let Some(day) = day else { return year.map(|year| format!("{year:04}-{month:02}")) };
    let day = i8::try_from(number(day.trim_end_matches(char::is_alphabetic))?).ok()?;
    if let Some(year) = year {
        return Date::new(year, month, day).ok().map(|date| date.to_string());
    }
    // Without a year the nearest is meant.
    let published = published?;
    let years = published.year() - 1..=published.year() + 1;
    let dates = years.filter_map(|year| Date::new(year, month, day).ok());
    let distance = |date: &Date| date.duration_since(published).abs();
    dates.min_by_key(distance).map(|date| date.to_string())
}

/// "yesterday", "Thursday", "last month".
fn relative(words: &[&str], published: Date, ahead: bool) -> Option<String> {
    let day = |date: Date| Some(date.to_string());
    let (way, led, rest) = match words {
        ["last", rest @ ..] => (-1, true, rest),
        ["this", rest @ ..] => (0, true, rest),
        ["next", rest @ ..] => (1, true, rest),
        ["early" | "late", rest @ ..] => (0, false, rest),
        ["earlier" | "later", ..] => return None,
        _ => (0, false, words),
    };
    match rest {
        ["today" | "tonight"] => day(published),
        ["yesterday"] => day(published.yesterday().ok()?),
        ["tomorrow"] => day(published.tomorrow().ok()?),
        ["night"] if way < 0 => day(published.yesterday().ok()?),
        ["year"] if led => Some(format!("{:04}", published.year() + way)),
        ["month"] if led => {
            let months = i32::from(published.year()) * 12 + i32::from(published.month()) - 1 + i32::from(way);
            Some(format!("{:04}-{:02}", months.div_euclid(12), months.rem_euclid(12) + 1))
        }
        [name, ..] => {
            let weekday = weekday(name)?;
            match way {
                1 => day(published.nth_weekday(1, weekday).ok()?),
                -1 => day(published.nth_weekday(-1, weekday).ok()?),
                _ if led || ahead => None,
                _ if published.weekday() == weekday => day(published),
                _ => day(published.nth_weekday(-1, weekday).ok()?),
            }
        }
        [] => None,
    }
}

fn number(word: &str) -> Option<i16> {
    word.parse().ok().filter(|number| (0..=9999).contains(number))
}

fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "monday" => Weekday::Monday,
        "tuesday" => Weekday::Tuesday,
        "wednesday" => Weekday::Wednesday,
        "thursday" => Weekday::Thursday,
        "friday" => Weekday::Friday,
        "saturday" => Weekday::Saturday,
        "sunday" => Weekday::Sunday,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(phrase: &str, expected: Option<&str>) {
        let published = Date::new(2017, 2, 24).ok();
        assert_eq!(value(phrase, published, false).as_deref(), expected, "{phrase}");
    }

    #[test]
    fn dates_by_the_calendar() {
        check("Feb. 23, 2017", Some("2017-02-23"));
        check("4th March 2018", Some("2018-03-04"));
        check("23 February", Some("2017-02-23"));
        check("Dec. 30", Some("2016-12-30"));
        check("March 2018", Some("2018-03"));
        check("2016", Some("2016"));
        check("Feb. 31", None);
        check("April", None);
    }

    #[test]
    fn dates_from_the_day_of_the_article() {
        check("Thursday night", Some("2017-02-23"));
        check("Friday", Some("2017-02-24"));
        check("last Friday", Some("2017-02-17"));
        check("next Friday", Some("2017-03-03"));
        check("yesterday", Some("2017-02-23"));
        check("last year", Some("2016"));
        check("last month", Some("2017-01"));
        check("this weekend", None);
        check("late Friday", Some("2017-02-24"));
        assert_eq!(value("Friday", Date::new(2017, 2, 23).ok(), true), None);
        assert_eq!(value("Friday", None, false), None);
    }
}
