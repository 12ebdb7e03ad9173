//! Numbers that are no figures: dates, times, names, labels, parts of a share.

use crate::calendar;

use super::{Number, Reader};

impl Reader<'_, '_> {
    /// A year, a day, a time: not figures.
    pub(super) fn is_date(&self, at: usize, number: &Number) -> bool {
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
        year && (placed || self.hedge(at).is_none())
            || [before, next].iter().any(|word| calendar::month_in_text(word).is_some())
            || time
    }

    /// The second number of "four in ten": nobody is counted.
    pub(super) fn is_part_of(&self, at: usize, number: &Number) -> bool {
        let before = |back: usize| at.checked_sub(back).filter(|place| *place >= self.start);
        let one = |place: usize| matches!(self.word(place), "one" | "One");
        let part =
            before(2).and_then(|place| if one(place) { Some(1.0) } else { Some(self.number(place)?.value) });
        before(1).is_some_and(|place| self.word(place) == "in")
            && part.is_some_and(|part| part < number.value)
    }

    /// A number with its unit that is a name: “60 Minutes”, where the sentence around it is in small letters.
    pub(super) fn is_title(&self, at: usize, number: &Number) -> bool {
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
    pub(super) fn is_label(&self, at: usize, number: &Number) -> bool {
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
