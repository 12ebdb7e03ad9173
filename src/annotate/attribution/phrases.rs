//! Noun phrases, found by closed classes and capital letters: no parser.

use std::ops::Range;

use super::reading::Reading;
use super::words::Class;

/// Classes that end a noun phrase.
pub(super) const BREAK: Class = Class::COMMA
    .with(Class::COLON)
    .with(Class::STOP)
    .with(Class::SEMICOLON)
    .with(Class::OPEN)
    .with(Class::CLOSE)
    .with(Class::MARK)
    .with(Class::DASH);

/// Function words that no noun phrase holds.
const FUNCTION: Class = Class::PREPOSITION
    .with(Class::CONJUNCTION)
    .with(Class::SUBORDINATOR)
    .with(Class::RELATIVE)
    .with(Class::SUBJECT)
    .with(Class::OBJECT)
    .with(Class::NEGATION);

/// Units of the longest noun phrase.
const LONGEST_PHRASE: usize = 40;

const FINITE: Class = Class::PAST.with(Class::THIRD).with(Class::BASE).with(Class::ING);

impl Reading<'_> {
    /// Whether the unit can stand within a noun phrase.
    pub(super) fn is_nominal(&self, unit: usize) -> bool {
        let Some(found) = self.units.get(unit) else { return false };
        let class = found.class;
        if found.marked.is_some() {
            return false;
        }
        if class.any(BREAK) {
            return self.is_inner_mark(unit);
        }
        if class.any(Class::APOSTROPHE_S) {
            return true;
        }
        if class.any(Class::CAPITAL) {
            return !class.any(FUNCTION.with(Class::AUXILIARY)) || self.is_inner_capital(unit);
        }
        if class.any(FUNCTION.with(Class::AUXILIARY)) {
            return false;
        }
        if class.any(Class::ADVERB) && !class.any(Class::NOUN.with(Class::DETERMINER)) {
            return false;
        }
        !(class.any(Class::VERB) && class.any(FINITE))
            || class.any(Class::NOUN)
            || class.any(Class::NOUNLIKE)
                && (self.is(unit + 1, Class::CAPITAL) && class.any(Class::BASE)
                    || unit > 0
                        && self.is(
                            unit - 1,
                            Class::DETERMINER.with(Class::POSSESSIVE).with(Class::APOSTROPHE_S),
                        ))
    }

    /// A mark that belongs to a name: the period of a title, a hyphen, an ampersand.
    fn is_inner_mark(&self, unit: usize) -> bool {
        if unit == 0 || unit + 1 >= self.units.len() {
            return false;
        }
        let joined = |left: usize| self.units[left].span.end() == self.units[left + 1].span.start();
        match self.word(unit) {
            "." if self.says(unit - 1, &["jr", "sr", "inc", "corp", "co", "ltd"]) => {
                joined(unit - 1)
                    && self.is(unit - 1, Class::CAPITAL)
                    && self.word(unit + 1).starts_with(char::is_lowercase)
            }
            "." => {
                joined(unit - 1)
                    && self.is(unit - 1, Class::CAPITAL)
                    && self.word(unit - 1).len() <= 5
                    && (self.is(unit + 1, Class::CAPITAL) || self.is(unit + 1, Class::NUMBER))
                    && !joined(unit)
            }
            "-" | "‐" | "‑" | "–" | "/" => joined(unit - 1) && joined(unit),
            "&" => self.is(unit - 1, Class::CAPITAL),
            "%" | "$" | "#" | "@" => true,
            _ => false,
        }
    }

    /// A capitalised function word inside a name: "Will Hurd", "May" — not at the start of a line.
    fn is_inner_capital(&self, unit: usize) -> bool {
        let class = self.units[unit].class;
        !class.any(FUNCTION)
            && (self.is(unit + 1, Class::CAPITAL) || unit > 0 && self.is(unit - 1, Class::CAPITAL))
    }

    /// The noun phrase that ends before `end`, not reaching below `floor`; "of …", "for …" phrases belong to it.
    pub(super) fn phrase_before(&self, end: usize, floor: usize) -> Option<Range<usize>> {
        let base = self.base_before(end, floor)?;
        let mut start = base.start;
        // "a spokesman for the campaign": go on to the head while prepositions link phrases.
        for _ in 0..4 {
            if start < floor + 2
                || !self.is(start - 1, Class::PREPOSITION)
                || self.is(start - 1, Class::SUBORDINATOR)
            {
                break;
            }
            let before = start - 1;
            let Some(left) = self.base_before(before, floor) else { break };
            if !self.starts_clause(left.start, floor)
                && !self.is_quote(left.start.wrapping_sub(1))
                && !self.is(left.start.wrapping_sub(1), Class::PREPOSITION)
            {
                break;
            }
            start = left.start;
        }
        // "about half of the voters"
        let counted =
            self.is(start, Class::NUMBER) || self.says(start, &["half", "one", "two", "three", "four"]);
        if start > floor
            && counted
            && self
                .says(start - 1, &["about", "around", "over", "under", "nearly", "almost", "roughly", "only"])
        {
            start -= 1;
        }
        // What stands behind a preposition at the start of the clause is no subject.
        if start > floor && self.is(start - 1, Class::PREPOSITION) && base.start != start {
            return Some(base);
        }
        Some(start..end)
    }

    pub(super) fn base_before(&self, end: usize, floor: usize) -> Option<Range<usize>> {
        let mut start = end;
        let floor = floor.max(end.saturating_sub(LONGEST_PHRASE));
        while start > floor {
            let unit = start - 1;
            if self.is(unit, Class::CLOSE)
                && let Some(open) = self.open_of(unit, floor)
                && open > floor
            {
                start = open;
                continue;
            }
            // A nickname within a name.
            if self.is_quote(unit)
                && start < end
                && self.is(start, Class::CAPITAL)
                && unit > floor
                && self.is(unit - 1, Class::CAPITAL)
                && self.units[unit].span.len() < 40
            {
                start = unit;
                continue;
            }
            if !self.is_nominal(unit) && !self.is_ordinal(unit, floor) {
                break;
            }
            start = unit;
            if self.is(unit, Class::DETERMINER.with(Class::POSSESSIVE))
                && !self.is(unit, Class::CAPITAL)
                && !(unit > floor && self.is(unit - 1, Class::DETERMINER.with(Class::POSSESSIVE)))
            {
                break;
            }
        }
        // A possessive ending or a stray mark is no start.
        while start < end && (self.is(start, Class::APOSTROPHE_S) || self.is(start, BREAK)) {
            start += 1;
        }
        (start < end).then_some(start..end)
    }

    /// "the first official": an ordinal behind a determiner.
    fn is_ordinal(&self, unit: usize, floor: usize) -> bool {
        unit > floor && self.says(unit, &["first", "last"]) && self.is(unit - 1, Class::DETERMINER)
    }

    /// The bracket that opens what `close` closes.
    pub(super) fn open_of(&self, close: usize, floor: usize) -> Option<usize> {
        (floor.max(close.saturating_sub(12))..close).rev().find(|unit| self.is(*unit, Class::OPEN))
    }

    /// Whether a clause can start at `unit`.
    pub(super) fn starts_clause(&self, unit: usize, floor: usize) -> bool {
        if unit <= floor {
            return true;
        }
        let before = unit - 1;
        self.is_quote(before)
            || self.is(before, BREAK.with(Class::CONJUNCTION).with(Class::SUBORDINATOR).with(Class::RELATIVE))
            || self.is(before, Class::ADVERB)
    }

    /// The noun phrase that starts at `start`, before `limit`.
    pub(super) fn phrase_after(&self, start: usize, limit: usize) -> Option<Range<usize>> {
        if start >= limit {
            return None;
        }
        if self.is(start, Class::SUBJECT.with(Class::OBJECT))
            || self.is(start, Class::INDEFINITE) && !self.is_nominal(start + 1)
        {
            return Some(start..start + 1);
        }
        let mut end = start;
        let limit = limit.min(start + LONGEST_PHRASE);
        let mut named = false;
        while end < limit {
            if named && self.is(end, Class::TIME) {
                break;
            }
            if self.is_quote(end)
                && named
                && self.is(end + 1, Class::CAPITAL)
                && self.units[end].span.len() < 40
            {
                end += 1;
                continue;
            }
            if named && let Some(name) = self.name_behind_role(end, limit) {
                end = name;
                continue;
            }
            if !self.is_nominal(end) {
                // "bin", "de" and the like inside a name are plain words to the classes; "of" links.
                break;
            }
            if named && !self.is(end, Class::CAPITAL) && !self.is_name_part(end)
                || end > start && self.is_past(end)
            {
                break;
            }
            if end > start
                && !self.is(end, Class::CAPITAL)
                && self.is(end, Class::DETERMINER.with(Class::POSSESSIVE))
                && !self.is(end - 1, Class::DETERMINER.with(Class::POSSESSIVE))
            {
                break;
            }
            named |= self.is(end, Class::CAPITAL)
                && !(end == start && self.is(end, Class::DETERMINER.with(Class::POSSESSIVE)));
            end += 1;
        }
        while end > start
            && (self.is(end - 1, BREAK) || end - 1 > start && self.is(end - 1, Class::APOSTROPHE_S))
        {
            end -= 1;
        }
        if end == start || end == start + 1 && self.is(start, Class::TIME) {
            return None;
        }
        // "a spokesman for Mr. Lind", "the mayor of Tula"
        if end + 1 < limit
            && self.is(end, Class::PREPOSITION)
            && self.says(end, &["of", "for", "from", "at", "with"])
            && let Some(more) = self.phrase_after(end + 1, limit)
            && !self.is(more.start, Class::SUBJECT.with(Class::OBJECT))
        {
            end = more.end;
        }
        Some(start..end)
    }

    /// Where a name goes on behind a role in small letters: "Harbour Board press officer Ana Lind".
    fn name_behind_role(&self, unit: usize, limit: usize) -> Option<usize> {
        let verb = Class::PAST.with(Class::THIRD).with(Class::AUXILIARY);
        let plain = |at: usize| {
            self.word(at).starts_with(char::is_lowercase)
                && !self.is_quote(at)
                && !self.is(at, FUNCTION.with(Class::DETERMINER).with(Class::POSSESSIVE).with(Class::ADVERB))
                && !self.is(at, verb)
        };
        let role = (unit..limit.min(unit + 3)).take_while(|at| plain(*at)).count();
        let name = unit + role;
        (role > 0 && name < limit && self.is(name, Class::CAPITAL) && !self.is(name, Class::TIME))
            .then_some(name)
    }

    /// A word that looks like the past of a verb no list holds, by its ending and by what follows: "issued a".
    fn is_past(&self, unit: usize) -> bool {
        let word = self.word(unit);
        let follows = Class::DETERMINER
            .with(Class::POSSESSIVE)
            .with(Class::PREPOSITION)
            .with(Class::OBJECT)
            .with(Class::ADVERB)
            .with(Class::SUBORDINATOR)
            .with(Class::COMMA)
            .with(Class::TIME);
        word.len() > 4
            && word.ends_with("ed")
            && word.starts_with(char::is_lowercase)
            && !self.is(unit, Class::NOUN)
            && (self.is(unit + 1, follows) || self.is_quote(unit + 1) || self.acts_on_name(unit))
    }

    /// "several groups granted Ms. Lind": a plural before it, a name behind it.
    fn acts_on_name(&self, unit: usize) -> bool {
        let before = self.word(unit - 1);
        self.is(unit + 1, Class::CAPITAL)
            && before.len() > 3
            && before.ends_with('s')
            && before.starts_with(char::is_lowercase)
    }

    /// A word in small letters that goes on with a name: "Lind spokeswoman", "’s", a title's period.
    fn is_name_part(&self, unit: usize) -> bool {
        self.is(unit, Class::NOUN)
            || self.is(unit, Class::APOSTROPHE_S) && self.is_nominal(unit + 1)
            || self.is(unit, BREAK)
            || self.is(unit, Class::NUMBER)
            || unit > 0 && self.is(unit - 1, Class::APOSTROPHE_S)
            || self.says(
                unit,
                &[
                    "de", "la", "von", "van", "der", "den", "bin", "al", "el", "del", "da", "dos", "du",
                    "campaign",
                ],
            )
            || unit > 0 && self.word(unit - 1) == "-"
    }
}
