//! Dates as newsrooms, file names and addresses write them.

use jiff::civil::Date;

use crate::calendar;
use crate::model::Published;

/// The first full date (with a year) of `text`, with its time of day where one is given.
///
/// Understands "Thu February 23, 2017", "23 Feb. 2017", "2017-02-23T17:04Z", "2017/feb/23" and "20170223". A date
/// in figures whose day and month could be either way round is left out.
pub(super) fn find(text: &str) -> Option<Published> {
    let tokens = tokens(text);
    let (day, at) = (0..tokens.len()).find_map(|at| date_at(&tokens[at..]).map(|day| (day, at)))?;
    let time = iso_time(text, &tokens[at..]).or_else(|| spoken_time(text, &tokens)).unwrap_or_default();
    Some(Published { day, iso: format!("{day}{time}") })
}

/// Whether a line says when something was published, and nothing else.
pub(super) fn is_date_line(text: &str) -> bool {
    if text.len() > 120 {
        return false;
    }
    let tokens = tokens(text);
    let known = |token: &Token| match token.kind {
        Kind::Word => is_date_word(token.text) || month(token.text).is_some(),
        Kind::Number => true,
    };
    let Some(first) = tokens.first() else { return false };
    tokens.iter().all(known)
        && tokens.iter().any(|token| token.kind == Kind::Number)
        && (find(text).is_some()
            || ["published", "updated", "posted", "last"].contains(&first.text.to_lowercase().as_str())
            || tokens.last().is_some_and(|last| last.text.eq_ignore_ascii_case("ago")))
}

const DATE_WORDS: &str = " published updated posted last first modified on at date of ago and hour hours hrs minute \
    minutes mins min day days week weeks month months year years read time local edited since am pm a m p h t z th \
    st nd rd est edt et cst cdt ct mst mdt mt pst pdt pt gmt utc bst cet cest ist monday tuesday wednesday thursday \
    friday saturday sunday mon tue tues wed thu thur thurs fri sat sun noon midnight ";

fn is_date_word(word: &str) -> bool {
    DATE_WORDS.contains(&format!(" {} ", word.to_lowercase()))
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Word,
    Number,
}

#[derive(Clone, Copy, Debug)]
struct Token<'t> {
    kind: Kind,
    text: &'t str,
    start: usize,
}

/// Dates stand at the beginning of what they date: more than this is not looked at.
const MOST_TOKENS: usize = 60;

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found: Vec<Token> = Vec::new();
    for (start, char) in text.char_indices() {
        let kind = match char {
            '0'..='9' => Kind::Number,
            _ if char.is_alphabetic() => Kind::Word,
            _ => continue,
        };
        let end = start + char.len_utf8();
        let full = found.len() == MOST_TOKENS;
        match found.last_mut() {
            Some(last) if last.kind == kind && last.start + last.text.len() == start => {
                last.text = &text[last.start..end];
            }
            _ if full => break,
            _ => found.push(Token { kind, text: &text[start..end], start }),
        }
    }
    found
}

fn date_at(tokens: &[Token]) -> Option<Date> {
    let first = tokens.first()?;
    if first.kind == Kind::Number && first.text.len() == 8 {
        return date(number(first, 8)? / 10_000, number(first, 8)? / 100 % 100, number(first, 8)? % 100);
    }
    // "23rd": the ending is a token by itself.
    let second = tokens.get(1)?;
    let ordinal = usize::from(["st", "nd", "rd", "th"].contains(&second.text));
    let second = tokens.get(1 + ordinal)?;
    if let Some(month) = month(first.text) {
        let ordinal =
            tokens.get(2).map_or(0, |third| usize::from(["st", "nd", "rd", "th"].contains(&third.text)));
        return date(number(tokens.get(2 + ordinal)?, 4)?, month, number(second, 2)?);
    }
    let third = tokens.get(2 + ordinal)?;
    let middle = month(second.text);
    match (first.text.len(), middle) {
        (4, Some(month)) => date(number(first, 4)?, month, number(third, 2)?),
        (4, None) => date(number(first, 4)?, number(second, 2)?, number(third, 2)?),
        (_, Some(month)) => date(number(third, 4)?, month, number(first, 2)?),
        (_, None) => {
            let (one, two, year) = (number(first, 2)?, number(second, 2)?, number(third, 4)?);
            match (one > 12, two > 12) {
                (true, false) => date(year, two, one),
                (false, true) => date(year, one, two),
                _ if one == two => date(year, one, two),
                _ => None,
            }
        }
    }
}

fn date(year: u32, month: u32, day: u32) -> Option<Date> {
    if !(1900..=2100).contains(&year) {
        return None;
    }
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn number(token: &Token, longest: usize) -> Option<u32> {
    let fits = token.kind == Kind::Number
        && token.text.len() <= longest
        && (longest < 4 || token.text.len() == longest);
    if fits { token.text.parse().ok() } else { None }
}

fn month(word: &str) -> Option<u32> {
    u32::try_from(calendar::month(word)?.number).ok()
}

/// "T17:04:09Z" right behind the date that `tokens` begins with.
fn iso_time(text: &str, tokens: &[Token]) -> Option<String> {
    let day = tokens.get(2)?;
    let rest = &text[day.start + day.text.len()..];
    let time = rest.strip_prefix(['T', ' '])?;
    let length = time
        .find(|char: char| !matches!(char, '0'..='9' | ':' | '.' | '+' | '-' | 'Z'))
        .unwrap_or(time.len());
    let time = &time[..length];
    let clock = time.get(..5)?;
    valid_clock(clock.get(..2)?, clock.get(3..)?).filter(|_| &clock[2..3] == ":")?;
    Some(format!("T{time}"))
}

/// "5:04 PM EST".
fn spoken_time(text: &str, tokens: &[Token]) -> Option<String> {
    for (at, token) in tokens.iter().enumerate() {
        let Some(minute) = tokens.get(at + 1) else { continue };
        let end = token.start + token.text.len();
        // "8:33", "8h33" and "8.33 p.m."; the parts of "2020-07-20" and "20.07.2020" are no time.
        let half = tokens.get(at + 2).is_some_and(|word| {
            ["am", "pm", "a", "p"].iter().any(|half| word.text.eq_ignore_ascii_case(half))
        });
        let touching = minute.start == end + 1
            && minute.text.len() == 2
            && (text[end..].starts_with([':', 'h']) || half && text[end..].starts_with('.'));
        if token.kind != Kind::Number || minute.kind != Kind::Number || !touching || token.text.len() > 2 {
            continue;
        }
        let Some((hour, minute)) = valid_clock(token.text, minute.text) else { continue };
        let words: Vec<String> =
            tokens[at + 2..].iter().take(3).map(|token| token.text.to_lowercase()).collect();
        let half = words.first().map_or("", String::as_str);
        let split = words.get(1).is_some_and(|m| m == "m") && (half == "a" || half == "p");
        let hour = match half {
            "pm" | "p" if hour < 12 => hour + 12,
            "am" | "a" if hour == 12 => 0,
            _ => hour,
        };
        let zone = words.get(if split { 2 } else { usize::from(half == "am" || half == "pm") });
        let offset = zone.and_then(|zone| offset(zone)).unwrap_or_default();
        return Some(format!("T{hour:02}:{minute:02}{offset}"));
    }
    None
}

fn valid_clock(hour: &str, minute: &str) -> Option<(u32, u32)> {
    let (hour, minute) = (hour.parse().ok()?, minute.parse().ok()?);
    (hour < 24 && minute < 60).then_some((hour, minute))
}

fn offset(zone: &str) -> Option<&'static str> {
    Some(match zone {
        "est" | "cdt" => "-05:00",
        "edt" => "-04:00",
        "cst" | "mdt" => "-06:00",
        "mst" | "pdt" => "-07:00",
        "pst" => "-08:00",
        "gmt" | "utc" => "Z",
        "bst" | "cet" => "+01:00",
        "cest" => "+02:00",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, iso: Option<&str>) {
        assert_eq!(find(text).map(|found| found.iso).as_deref(), iso, "{text}");
    }

    #[test]
    fn dates_as_newsrooms_write_them() {
        check("Published 5:04 PM EST, Thu February 23, 2017", Some("2017-02-23T17:04-05:00"));
        check("Feb. 3, 2017", Some("2017-02-03"));
        check("Monday 9th October 2024 at 12:05 a.m. GMT", Some("2024-10-09T00:05Z"));
        check("2017-02-23T17:04:09+01:00", Some("2017-02-23T17:04:09+01:00"));
        check("2020-07-20", Some("2020-07-20"));
        check("20.07.2020, 8.33 p.m.", Some("2020-07-20T20:33"));
        check("https://herald.example/2019/mar/24/soup-spilled", Some("2019-03-24"));
        check("herald-20170223-1", Some("2017-02-23"));
        check("24/12/2019", Some("2019-12-24"));
    }

    #[test]
    fn what_is_no_certain_date_is_left_out() {
        check("03/04/2019", None);
        check("February 30, 2017", None);
        check("in February 12,000 people came", None);
        check("article/12345678", None);
        check("", None);
    }

    #[test]
    fn a_date_line_says_nothing_else() {
        for line in [
            "Updated 6:12 PM, Thu March 14, 2024",
            "9 October 2024",
            "6 years ago",
            "Updated at 8:33 p.m. ET",
        ] {
            assert!(is_date_line(line), "{line}");
        }
        for line in ["May 4, 2019 was a Saturday", "The 2019 budget", "5", ""] {
            assert!(!is_date_line(line), "{line}");
        }
    }
}
