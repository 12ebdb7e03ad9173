//! A document and its marked spans in, units out: words, and every marked span as one unit. So a sentence of the
//! reporter is read across the words he quotes, however many sentences those are.

use std::ops::Range;

use crate::annotate::Document;
use crate::annotate::quotes::Marked;
use crate::annotate::tokens::TokenKind;
use crate::model::Span;

use super::words::{Class, class_of, class_of_folded};

/// A word or mark of the reporter, or a marked span as a whole.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit {
    /// Where it stands.
    pub(super) span: Span,
    /// What it may be.
    pub(super) class: Class,
    /// Index of the marked span, where it is one.
    pub(super) marked: Option<usize>,
}

/// A sentence of the reporter.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Its units.
    pub(super) units: Range<usize>,
    /// Index of its paragraph.
    pub(super) paragraph: usize,
}

/// The word behind a verb that makes another of it, as the list of verbs has it.
const PARTICLE: &str = "out";

/// Most units of a line: sentences are joined only so far, so that text that is no prose stays cheap to read.
const LONGEST: usize = 250;

/// A document as attribution reads it.
pub(super) struct Reading<'d> {
    pub(super) document: &'d Document<'d>,
    pub(super) marked: &'d [Marked],
    pub(super) units: Vec<Unit>,
    pub(super) lines: Vec<Line>,
    /// The unit of each marked span.
    pub(super) unit_of: Vec<usize>,
}

impl<'d> Reading<'d> {
    /// Reads `document`.
    pub(super) fn new(document: &'d Document<'d>, marked: &'d [Marked]) -> Self {
        let mut reading = Reading {
            document,
            marked,
            units: Vec::with_capacity(document.tokens.len()),
            lines: Vec::new(),
            unit_of: vec![0; marked.len()],
        };
        let mut ends = Vec::new();
        reading.read_units(&mut ends);
        reading.read_lines(&ends);
        reading
    }

    pub(super) fn text(&self) -> &'d str {
        &self.document.article.text
    }

    /// The text of a unit.
    #[inline]
    pub(super) fn word(&self, unit: usize) -> &'d str {
        self.units[unit].span.slice(self.text())
    }

    /// Whether the unit is any of `class`.
    #[inline]
    pub(super) fn is(&self, unit: usize, class: Class) -> bool {
        self.units.get(unit).is_some_and(|unit| unit.class.any(class))
    }

    #[inline]
    pub(super) fn is_quote(&self, unit: usize) -> bool {
        self.units.get(unit).is_some_and(|unit| unit.marked.is_some())
    }

    /// Whether the unit is this word, in any case.
    pub(super) fn says(&self, unit: usize, words: &[&str]) -> bool {
        let Some(found) = self.units.get(unit).filter(|found| found.marked.is_none()) else { return false };
        let own = &self.text().as_bytes()[found.span.range()];
        words.iter().any(|word| own.eq_ignore_ascii_case(word.as_bytes()))
    }

    /// The span of a range of units.
    pub(super) fn span(&self, units: Range<usize>) -> Span {
        self.units[units.start].span.cover(self.units[units.end - 1].span)
    }

    /// Words and marked spans; `ends` notes after which units a sentence of the document ends.
    fn read_units(&mut self, ends: &mut Vec<(usize, usize)>) {
        let mut token = 0;
        let mut marked = 0;
        let tokens = &self.document.tokens;
        for sentence in &self.document.sentences {
            token = token.max(sentence.tokens.start);
            while token < sentence.tokens.end {
                while self.marked.get(marked).is_some_and(|m| m.span.end() <= tokens[token].span.start()) {
                    marked += 1;
                }
                match self.marked.get(marked) {
                    Some(found) if found.span.start() <= tokens[token].span.start() => {
                        self.unit_of[marked] = self.units.len();
                        self.units.push(Unit {
                            span: found.span,
                            class: Class::default(),
                            marked: Some(marked),
                        });
                        token +=
                            tokens[token..].partition_point(|token| token.span.start() < found.span.end());
                        marked += 1;
                    }
                    _ => {
                        let span = tokens[token].span;
                        if span.len() != PARTICLE.len() || !self.goes_with_verb(span) {
                            let class = self.classify(token);
                            self.units.push(Unit { span, class, marked: None });
                        }
                        token += 1;
                    }
                }
            }
            if token <= sentence.tokens.end {
                ends.push((self.units.len(), sentence.paragraph));
            }
        }
    }

    /// The classes of a token.
    fn classify(&self, index: usize) -> Class {
        let token = self.document.tokens[index];
        let word = || self.document.word(index);
        match (token.kind, &self.text().as_bytes()[token.span.range()]) {
            (TokenKind::Mark, [mark]) => match mark {
                b',' => Class::COMMA,
                b':' => Class::COLON,
                b'.' | b'!' | b'?' => Class::STOP,
                b';' => Class::SEMICOLON,
                b'-' => Class::DASH,
                b'(' | b'[' => Class::OPEN,
                b')' | b']' => Class::CLOSE,
                _ => Class::MARK,
            },
            (TokenKind::Mark, _) => match word() {
                "…" => Class::STOP,
                "—" | "–" | "―" | "‒" => Class::DASH,
                _ => Class::MARK,
            },
            (TokenKind::Number, _) => Class::NUMBER,
            (TokenKind::Clitic, _) => match word() {
                "'s" | "’s" => Class::APOSTROPHE_S.with(Class::AUXILIARY),
                "n't" | "n’t" => Class::NEGATION,
                _ => Class::AUXILIARY,
            },
            (TokenKind::Word, bytes) => {
                let class = if token.ascii {
                    class_of_folded(bytes, self.document.folded[index])
                } else {
                    class_of(&word().to_lowercase())
                };
                let capital = token.capital && word().starts_with(char::is_uppercase);
                if capital { class.with(Class::CAPITAL) } else { class }
            }
        }
    }

    /// Whether the word makes one verb with the one before: "pointed out". Then that unit is both.
    fn goes_with_verb(&mut self, word: Span) -> bool {
        let text = self.text();
        if word.slice(text) != PARTICLE {
            return false;
        }
        let Some(verb) = self.units.last_mut().filter(|unit| unit.class.any(Class::VERB)) else {
            return false;
        };
        let both = verb.span.cover(word);
        let class = class_of(&both.slice(text).to_lowercase());
        let known = class.any(Class::VERB);
        if known {
            (verb.span, verb.class) = (both, class);
        }
        known
    }

    /// Sentences: those of the document, except where one ends within marks and the reporter goes on.
    fn read_lines(&mut self, ends: &[(usize, usize)]) {
        let mut start = 0;
        for (index, (end, paragraph)) in ends.iter().enumerate() {
            if *end <= start {
                continue;
            }
            let more = ends.get(index + 1).is_some_and(|(_, next)| next == paragraph);
            let short = *end - start < LONGEST;
            if more && short && self.is_quote(end - 1) && self.goes_on(*end) {
                continue;
            }
            let first = self.lines.last().is_none_or(|line| line.paragraph != *paragraph);
            let mut from = if first { self.behind_dateline(start, *end) } else { start };
            while from < *end {
                // No sentence is that long; what is gets cut, so that no pass has to look through megabytes.
                let to = (*end).min(from + LONGEST);
                self.lines.push(Line { units: from..to, paragraph: *paragraph });
                self.lower_titles(from..to, *paragraph);
                from = to;
            }
            start = *end;
        }
    }

    /// The unit behind a dateline ("LIMA, Peru (AP) —") that starts at `start`; `start` where there is none.
    fn behind_dateline(&self, start: usize, end: usize) -> usize {
        let head = Class::CAPITAL
            .with(Class::COMMA)
            .with(Class::OPEN)
            .with(Class::CLOSE)
            .with(Class::TIME)
            .with(Class::NUMBER);
        for unit in start..end.min(start + 14) {
            let dash = self.is(unit, Class::DASH) || self.says(unit, &["--"]) || self.word(unit) == "-";
            if unit > start
                && dash
                && (self.is(unit - 1, Class::CLOSE) || self.word(start).chars().all(char::is_uppercase))
            {
                let mut next = unit;
                while next < end && (self.is(next, Class::DASH) || self.word(next) == "-") {
                    next += 1;
                }
                return if next < end { next } else { start };
            }
            if self.is_quote(unit)
                || !(self.is(unit, head) || self.word(unit) == "." || self.word(unit) == "/")
            {
                return start;
            }
        }
        start
    }

    /// Takes the capital from words of a headline that are function words or verbs, and from a participle that
    /// opens a sentence.
    fn lower_titles(&mut self, units: Range<usize>, paragraph: usize) {
        let capitals = || units.clone().filter(|unit| self.is(*unit, Class::CAPITAL)).count();
        let plain = |unit: usize| {
            !self.is_quote(unit)
                && self.word(unit).starts_with(char::is_lowercase)
                && self.word(unit).len() > 4
        };
        let title = paragraph == 0 && capitals() > 3 && !units.clone().any(plain);
        let known = Class::VERB
            .with(Class::PREPOSITION)
            .with(Class::CONJUNCTION)
            .with(Class::AUXILIARY)
            .with(Class::SUBORDINATOR);
        for unit in units.clone() {
            let class = self.units[unit].class;
            if !class.any(Class::CAPITAL) {
                continue;
            }
            let opens = unit == units.start
                && class.any(Class::ING.with(Class::PARTICIPLE))
                && !class.any(Class::NOUN);
            if title && class.any(known) || opens {
                self.units[unit].class = class.without(Class::CAPITAL);
            }
            // "Kelly said": a name that ends as adverbs do.
            let said = self.is(unit + 1, Class::VERB) && self.is(unit + 1, Class::PAST.with(Class::THIRD));
            let named = unit > units.start || said || self.is(unit + 1, Class::AUXILIARY);
            if self.word(unit).ends_with("ly") && named && !title {
                self.units[unit].class = class.without(Class::ADVERB);
            }
        }
    }

    /// Whether the reporter's sentence goes on at `unit`, behind a quote that ends like a sentence.
    fn goes_on(&self, unit: usize) -> bool {
        let end = self.word(unit - 1).trim_end_matches(['”', '"', '\'', '’', '“', '»']);
        if end.ends_with([',', '—', '-', '–']) || !end.ends_with(['.', '!', '?', '…']) {
            return true;
        }
        if self.is_quote(unit) {
            return false;
        }
        let first = self.word(unit);
        if first.starts_with(char::is_lowercase) && !end.ends_with('.') {
            return true;
        }
        // “Why?” Ms. Petrov said. But: “No.” Ms. Petrov said that …
        if end.ends_with('.') {
            // “No.” Ms. Petrov said.
            let said = (unit + 1..unit + 6)
                .take_while(|at| !self.is_quote(*at))
                .find(|at| self.is(*at, Class::SAY) && self.is(*at, Class::PAST.with(Class::THIRD)));
            let whole = said.is_some_and(|said| {
                self.is(said + 1, Class::STOP)
                    && (unit..said).all(|at| self.is(at, Class::CAPITAL) || self.is_title_stop(at))
            });
            if whole {
                return true;
            }
            return first.starts_with(char::is_lowercase) && self.is(unit, Class::VERB);
        }
        let mut at = unit;
        let mut aside = false;
        while at < self.units.len() && at < unit + if aside { 24 } else { 8 } {
            let class = self.units[at].class;
            if class.any(Class::COLON.with(Class::SEMICOLON).with(Class::STOP)) && !self.is_title_stop(at) {
                return false;
            }
            if class.any(Class::SUBJECT) {
                return false;
            }
            if self.is_quote(at) && self.units[at].span.len() > 30 {
                return false;
            }
            if at > unit && class.any(Class::COMMA.with(Class::OPEN)) {
                aside = true;
            }
            let reports = class.any(Class::SAY.with(Class::TELL)) || !aside && class.any(Class::VERB);
            let placed = !aside || self.is(at.saturating_sub(1), Class::COMMA.with(Class::CLOSE));
            if reports && placed && class.any(Class::PAST.with(Class::THIRD)) && !class.any(Class::CAPITAL) {
                let next = at + 1;
                let content =
                    Class::COLON.with(Class::AUXILIARY).with(Class::SUBJECT).with(Class::DETERMINER);
                let reports_another = self.says(next, &["that"])
                    || self.is_quote(next)
                    || self.is(next, Class::COMMA) && self.is_quote(next + 1)
                    || self.is(next, content);
                return !reports_another;
            }
            at += 1;
        }
        false
    }

    /// Whether the period at `unit` belongs to a title or an initial before a name.
    fn is_title_stop(&self, unit: usize) -> bool {
        self.word(unit) == "."
            && unit > 0
            && self.is(unit - 1, Class::CAPITAL)
            && self.word(unit - 1).len() <= 4
            && self.units[unit - 1].span.end() == self.units[unit].span.start()
            && self.is(unit + 1, Class::CAPITAL)
    }
}
