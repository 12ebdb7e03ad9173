//! Noun phrases and the subjects of verbs, found by closed classes and capital letters: no parser.

use std::ops::Range;

use super::reading::Reading;
use super::words::Class;

/// Classes that end a noun phrase.
const BREAK: Class = Class::COMMA
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
            if start < floor + 2 || !self.is(start - 1, Class::PREPOSITION) {
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
        // What stands behind a preposition at the start of the clause is no subject.
        if start > floor && self.is(start - 1, Class::PREPOSITION) && base.start != start {
            return Some(base);
        }
        Some(start..end)
    }

    fn base_before(&self, end: usize, floor: usize) -> Option<Range<usize>> {
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
            && (self.is(unit + 1, follows) || self.is_quote(unit + 1))
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

    /// The subject of the verb group that starts at `verb`, looked for to its left.
    pub(super) fn subject_before(&self, verb: usize, floor: usize) -> Option<Range<usize>> {
        let mut end = verb;
        while end > floor {
            let unit = end - 1;
            if self.is_quote(unit) {
                return None;
            }
            let class = self.units[unit].class;
            if class.any(Class::SUBJECT) {
                return Some(unit..end);
            }
            if class.any(Class::CLOSE) {
                end = self.open_of(unit, floor)?;
            } else if class.any(Class::COMMA) {
                return self.subject_across_apposition(unit, floor);
            } else if class.any(Class::DASH) && !self.is_nominal(unit) {
                let open = (floor..unit)
                    .rev()
                    .take(40)
                    .find(|at| self.is(*at, Class::DASH) && !self.is_nominal(*at))?;
                end = open;
            } else if class.any(Class::RELATIVE) && !class.any(Class::DETERMINER) {
                return Some(unit..end);
            } else if self.says(unit, &["that"]) {
                return (unit > floor && self.is_nominal(unit - 1)).then_some(unit..end);
            } else if class.any(Class::CONJUNCTION) {
                return self.clause_subject(floor, unit);
            } else if class.any(Class::INDEFINITE) {
                return Some(self.phrase_before(end, floor).unwrap_or(unit..end));
            } else if class.any(Class::OBJECT) && unit > floor + 1 && self.says(unit - 1, &["of"]) {
                return self.base_before(unit - 1, floor).map(|base| base.start..end);
            } else if class.any(Class::TIME) && !self.is(unit.wrapping_sub(1), Class::DETERMINER) {
                end = unit;
                while end > floor
                    && (self.says(end - 1, &["on", "in", "last", "this", "late", "early", "next"]))
                {
                    end -= 1;
                }
            } else if class.any(Class::AUXILIARY.with(Class::NEGATION)) && !class.any(Class::CAPITAL)
                || class.any(Class::ADVERB) && !class.any(Class::NOUN.with(Class::DETERMINER))
            {
                end = unit;
            } else if self.says(unit, &["to"]) {
                return self.clause_subject(floor, unit);
            } else if self.is_nominal(unit) {
                return self.subject_phrase(end, floor);
            } else if class.any(Class::VERB) || class.any(Class::PREPOSITION) {
                return self.clause_subject(floor, unit);
            } else {
                return None;
            }
        }
        None
    }

    /// The subject of the clause whose verb a conjunction at `link` joins to another: "…, she laughed and said".
    pub(super) fn conjunct_subject(&self, floor: usize, link: usize) -> Option<Range<usize>> {
        let open = (floor..link).rev().take(12).find(|unit| {
            self.is_quote(*unit)
                || self.is(*unit, BREAK.with(Class::SUBORDINATOR).with(Class::RELATIVE))
                    && !self.is_nominal(*unit)
        })?;
        let first = open + 1;
        (self.is(open, Class::COMMA.with(Class::SUBORDINATOR))
            && self.is(first, Class::SUBJECT)
            && first + 1 < link)
            .then_some(first..first + 1)
    }

    /// A phrase before a verb; when a preposition leads it, it is an adjunct and the subject stands before that.
    fn subject_phrase(&self, end: usize, floor: usize) -> Option<Range<usize>> {
        let phrase = self.phrase_before(end, floor)?;
        // "Ana Lind, director of the harbour board said": an apposition that no comma closes.
        let role = self.is(phrase.start, Class::NOUN)
            && !self.is(phrase.start, Class::CAPITAL.with(Class::DETERMINER));
        if role
            && phrase.start > floor + 1
            && self.is(phrase.start - 1, Class::COMMA)
            && let Some(name) = self.base_before(phrase.start - 1, floor)
            && self.starts_clause(name.start, floor)
            && name.clone().all(|unit| self.is(unit, Class::CAPITAL) || self.word(unit) == ".")
        {
            return Some(name);
        }
        if phrase.start > floor && self.is(phrase.start - 1, Class::PREPOSITION) {
            let named = self.is(phrase.end - 1, Class::CAPITAL);
            // "shortly after Ms. Lind said": a clause, not an adjunct.
            if named && self.is(phrase.start - 1, Class::SUBORDINATOR) {
                return Some(phrase);
            }
            return self.clause_subject(floor, phrase.start - 1).or(named.then_some(phrase));
        }
        // "the teachers and the nurses": two of a kind, at the start of the clause.
        if phrase.start > floor + 1
            && self.says(phrase.start - 1, &["and"])
            && let Some(first) = self.base_before(phrase.start - 1, floor)
            && (first.start == floor
                || self.is(first.start - 1, Class::COMMA)
                || self.is_quote(first.start - 1))
        {
            let named = |range: &Range<usize>| {
                range.clone().all(|unit| self.is(unit, Class::CAPITAL) || self.word(unit) == ".")
            };
            let listed =
                |range: &Range<usize>| self.is(range.start, Class::DETERMINER.with(Class::POSSESSIVE));
            if named(&first) && named(&phrase) || listed(&first) && listed(&phrase) {
                return Some(first.start..phrase.end);
            }
        }
        Some(phrase)
    }

    /// "Ana Lind, a doctor from Tula, said": from the comma before the verb to the phrase before the apposition.
    fn subject_across_apposition(&self, comma: usize, floor: usize) -> Option<Range<usize>> {
        let mut first_choice = None;
        for unit in (floor..comma).rev().take(45) {
            if self.is_quote(unit) {
                // A quote directly before the apposition's comma is content: “…,” a doctor, said.
                break;
            }
            if !self.is(unit, Class::COMMA) {
                continue;
            }
            let Some(phrase) = self.phrase_before(unit, floor) else { continue };
            if self.starts_clause(phrase.start, floor) {
                first_choice = Some(phrase);
                // A further comma to the left may belong to the same list of appositions.
                if !(phrase_is_apposition(self, unit, floor)) {
                    break;
                }
            }
        }
        first_choice.or_else(|| self.clause_subject(floor, comma))
    }

    /// The subject of the clause that starts at `floor`: the first noun phrase that no preposition leads.
    pub(super) fn clause_subject(&self, floor: usize, limit: usize) -> Option<Range<usize>> {
        let mut at = floor;
        for _ in 0..4 {
            while at < limit
                && (self.is(at, Class::CONJUNCTION.with(Class::COMMA).with(Class::MARK).with(Class::DASH))
                    || self.is(at, Class::ADVERB) && !self.is(at, Class::DETERMINER.with(Class::NOUN)))
            {
                at += 1;
            }
            if at >= limit {
                return None;
            }
            let adjunct = self
                .is(at, Class::PREPOSITION.with(Class::SUBORDINATOR).with(Class::ING).with(Class::TIME))
                || self.is(at, Class::PARTICIPLE) && !self.is(at, Class::NOUN)
                || self.is_quote(at);
            if !adjunct {
                let phrase = self.phrase_after(at, limit)?;
                return Some(phrase);
            }
            let comma = (at..limit).find(|unit| self.is(*unit, Class::COMMA))?;
            at = comma + 1;
        }
        None
    }
}

/// Whether what precedes the comma at `comma` may itself be an apposition to something further left.
fn phrase_is_apposition(reading: &Reading<'_>, comma: usize, floor: usize) -> bool {
    reading.phrase_before(comma, floor).is_some_and(|phrase| {
        phrase.start > floor
            && reading.is(phrase.start - 1, Class::COMMA.with(Class::CONJUNCTION))
            && !reading.is(phrase.start, Class::CAPITAL)
    })
}
