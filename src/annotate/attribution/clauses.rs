//! The subjects of verbs: the noun phrase that a verb group belongs to, across adjuncts and appositions.

use std::ops::Range;

use super::phrases::BREAK;
use super::reading::Reading;
use super::words::Class;

impl Reading<'_> {
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
            } else if class.any(Class::OBJECT) && unit > floor + 1 && self.is(unit - 1, Class::PREPOSITION) {
                // "some of them", "a friend close to him"
                let of = self.says(unit - 1, &["of"]);
                return self
                    .base_before(unit - 1, floor)
                    .filter(|base| of || self.starts_clause(base.start, floor))
                    .map(|base| base.start..end);
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

    /// Whether the unit looks like a finite verb, listed or not: an auxiliary, a reporting verb, "closed".
    pub(super) fn looks_finite(&self, unit: usize) -> bool {
        if unit >= self.units.len() || self.is_quote(unit) {
            return false;
        }
        let word = self.word(unit);
        // "Moss’s plan" owns; "she’s right", "Moss’s not" is.
        if self.is(unit, Class::APOSTROPHE_S) {
            let behind = Class::DETERMINER.with(Class::NEGATION).with(Class::ADVERB).with(Class::PREPOSITION);
            let subject = unit > 0 && self.is(unit - 1, Class::SUBJECT.with(Class::RELATIVE));
            return subject || self.is(unit + 1, behind) && !self.is(unit + 1, Class::CAPITAL);
        }
        self.is(unit, Class::AUXILIARY)
            || self.is(unit, Class::FINITE)
            || self.is(unit, Class::PAST.with(Class::THIRD)) && !self.is(unit, Class::NOUNLIKE)
            || word.len() > 4 && word.ends_with("ed") && word.starts_with(char::is_lowercase)
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
            && !self.is(phrase.start, Class::CAPITAL.with(Class::DETERMINER))
            && !(self.word(phrase.start).ends_with('s') && self.is(verb_behind(self, end), Class::COMMA));
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
            // "shortly after Ms. Lind said", "After the court refused": a clause, not an adjunct.
            let link = phrase.start - 1;
            // "Ms. Lind left before the senator said": what stands before has its own verb.
            let person =
                self.is(phrase.end - 1, Class::NOUN) && (floor..link).any(|unit| self.looks_finite(unit));
            if self.is(link, Class::SUBORDINATOR) && (named || person || self.starts_clause(link, floor)) {
                return Some(phrase);
            }
            return self.clause_subject(floor, phrase.start - 1).or(named.then_some(phrase));
        }
        Some(self.joined_before(phrase.clone(), floor).unwrap_or(phrase))
    }

    /// "the teachers and the nurses", "he and Mr. Moss": two of a kind at the start of the clause, `second` the latter.
    fn joined_before(&self, second: Range<usize>, floor: usize) -> Option<Range<usize>> {
        let link = second.start.checked_sub(1).filter(|link| *link > floor && self.says(*link, &["and"]))?;
        let opens = |unit: usize| {
            unit == floor
                || self.is(unit - 1, Class::COMMA.with(Class::CONJUNCTION))
                || self.is_quote(unit - 1)
        };
        if self.is(link - 1, Class::SUBJECT) {
            return opens(link - 1).then_some(link - 1..second.end);
        }
        let first = self.base_before(link, floor).filter(|first| opens(first.start))?;
        let named = |range: &Range<usize>| {
            range.clone().all(|unit| self.is(unit, Class::CAPITAL) || self.word(unit) == ".")
        };
        let listed = |range: &Range<usize>| self.is(range.start, Class::DETERMINER.with(Class::POSSESSIVE));
        let plain = |range: &Range<usize>| {
            !listed(range) && range.clone().all(|unit| self.word(unit).starts_with(char::is_lowercase))
        };
        let alike = [&named as &dyn Fn(&Range<usize>) -> bool, &listed, &plain]
            .iter()
            .any(|kind| kind(&first) && kind(&second));
        alike.then_some(first.start..second.end)
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
            // "On September 27 they published": a date needs no comma.
            let dated = self.is(at, Class::PREPOSITION) && self.is(at + 1, Class::TIME);
            let behind = at + 2 + usize::from(self.is(at + 2, Class::NUMBER));
            if dated && behind < limit && self.is(behind, Class::SUBJECT.with(Class::CAPITAL)) {
                at = behind;
                continue;
            }
            let comma = (at..limit).find(|unit| self.is(*unit, Class::COMMA))?;
            at = comma + 1;
            // "On July 6, 2015, …"
            if self.is(at, Class::NUMBER) && self.is(at + 1, Class::COMMA) {
                at += 2;
            }
        }
        None
    }
}

/// The unit behind the verb group at `verb`.
fn verb_behind(reading: &Reading<'_>, verb: usize) -> usize {
    let group = Class::AUXILIARY.with(Class::ADVERB).with(Class::VERB);
    (verb..verb + 5).find(|unit| !reading.is(*unit, group)).unwrap_or(verb)
}

/// Whether what precedes the comma at `comma` may itself be an apposition to something further left.
fn phrase_is_apposition(reading: &Reading<'_>, comma: usize, floor: usize) -> bool {
    reading.phrase_before(comma, floor).is_some_and(|phrase| {
        phrase.start > floor
            && reading.is(phrase.start - 1, Class::COMMA.with(Class::CONJUNCTION))
            && !reading.is(phrase.start, Class::CAPITAL)
    })
}
