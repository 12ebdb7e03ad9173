//! Dates by grammar: "Feb. 23, 2017", "23 February", "last Thursday", "in 2016".

use std::sync::LazyLock;

use crate::annotate::Document;
use crate::annotate::tokens::TokenKind;
use crate::calendar;
use crate::hash::WordSet;
use crate::model::{Label, Mention, MentionKind};

/// The dates of a document, none overlapping one of `names`.
pub(super) fn dates(document: &Document<'_>, names: &[Mention]) -> Vec<Mention> {
    let mut out = Vec::new();
    let openers = &*OPENERS;
    for sentence in &document.sentences {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            // Few words begin a date, and only those are read.
            let may_begin = document.tokens[at].digit || openers.contains(document.folded[at]);
            let found = if may_begin { date(document, at, sentence.tokens.end) } else { None };
            let Some(end) = found else {
                at += 1;
                continue;
            };
            let span = document.tokens[at].span.cover(document.tokens[end - 1].span);
            let next = names.partition_point(|name| name.span.end() <= span.start());
            if names.get(next).is_none_or(|name| !name.span.overlaps(span)) {
                out.push(Mention {
                    span,
                    kind: MentionKind::Name,
                    label: Label::Date,
                    chain: None,
                    tentative: false,
                });
            }
            at = end;
        }
    }
    out
}

/// Folded words that dates begin with.
static OPENERS: LazyLock<WordSet> = LazyLock::new(|| {
    let words = "last next this early late earlier later monday tuesday wednesday thursday friday saturday sunday \
                 today yesterday tomorrow tonight";
    WordSet::new(words.split_whitespace().chain(calendar::names()))
});

/// The end of the date that begins at `at`.
fn date(document: &Document<'_>, at: usize, end: usize) -> Option<usize> {
    let word = |index: usize| if index < end { document.word(index) } else { "" };
    if let Some(after) = month(document, at, end) {
        let mut last = after;
        if is_day(word(after)) {
            last = after + 1;
        }
        if word(last) == "," && is_year(word(last + 1)) {
            return Some(last + 2);
        }
        if is_year(word(last)) {
            return Some(last + 1);
        }
        // "May" and "March" alone are words.
        return (last > after || !matches!(word(at), "May" | "March" | "Mar" | "Dec")).then_some(last);
    }
    if is_day(word(at))
        && !is_part_of_number(document, at)
        && let Some(after) = month(document, at + 1, end)
    {
        return Some(after + usize::from(is_year(word(after))));
    }
    if matches!(
        word(at),
        "last" | "next" | "this" | "Last" | "Next" | "This" | "early" | "late" | "earlier" | "later"
    ) && (is_weekday(word(at + 1))
        || matches!(
            word(at + 1),
            "week" | "month" | "year" | "weekend" | "night" | "decade" | "century" | "quarter"
        ))
    {
        return Some(at + 2);
    }
    if is_weekday(word(at)) {
        let part = matches!(word(at + 1), "morning" | "afternoon" | "evening" | "night");
        return Some(at + 1 + usize::from(part));
    }
    if matches!(
        word(at),
        "today" | "yesterday" | "tomorrow" | "tonight" | "Today" | "Yesterday" | "Tomorrow" | "Tonight"
    ) {
        return Some(at + 1);
    }
    let before = if at > 0 { document.word(at - 1) } else { "" };
    let leads = matches!(
        before,
        "in" | "In"
            | "since"
            | "Since"
            | "until"
            | "by"
            | "from"
            | "of"
            | "before"
            | "after"
            | "during"
            | "late"
            | "early"
            | "mid"
    );
    (is_year(word(at)) && leads && document.tokens[at].kind == TokenKind::Number).then_some(at + 1)
}

/// The end of the month name that begins at `at`, a period of its abbreviation included.
fn month(document: &Document<'_>, at: usize, end: usize) -> Option<usize> {
    if at >= end {
        return None;
    }
    let found = calendar::month_in_text(document.word(at))?;
    let period = at + 2 < end
        && document.word(at + 1) == "."
        && document.word(at + 2).starts_with(|char: char| char.is_ascii_digit());
    match found.short {
        false => Some(at + 1),
        true if period => Some(at + 2),
        true if at + 1 < end && is_day(document.word(at + 1)) => Some(at + 1),
        true => None,
    }
}

fn is_weekday(word: &str) -> bool {
    matches!(word, "Monday" | "Tuesday" | "Wednesday" | "Thursday" | "Friday" | "Saturday" | "Sunday")
}

fn is_day(word: &str) -> bool {
    let digits = word.trim_end_matches(|char: char| char.is_ascii_lowercase());
    let ending = &word[digits.len()..];
    matches!(ending, "" | "st" | "nd" | "rd" | "th")
        && digits.len() <= 2
        && digits.parse::<u32>().is_ok_and(|day| (1..=31).contains(&day))
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse::<u32>().is_ok_and(|year| (1400..2100).contains(&year))
}

/// Whether a currency or another number stands right before.
fn is_part_of_number(document: &Document<'_>, at: usize) -> bool {
    at > 0
        && (document.tokens[at - 1].kind == TokenKind::Number
            || matches!(document.word(at - 1), "$" | "£" | "€"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::plain;

    fn found(text: &str) -> Vec<String> {
        let article = plain(text);
        let document = Document::new(&article);
        dates(&document, &[]).iter().map(|date| date.span.slice(text).to_owned()).collect()
    }

    #[test]
    fn dates_in_both_orders() {
        assert_eq!(
            found("On Feb. 23, 2017, and again on 4 March 2018, he may march on Thursday night."),
            ["Feb. 23, 2017", "4 March 2018", "Thursday night"]
        );
        assert_eq!(found("It began in 2016 with 2016 people, last month."), ["2016", "last month"]);
    }
}
