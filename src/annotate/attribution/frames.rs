//! A sentence of the reporter in, its reporting frames out: cue, subject, and where the content stands.

use std::ops::Range;

use crate::model::Rule;

use super::content;
use super::cues;
use super::hearsay;
use super::nesting;
use super::nouns;
use super::passives;
use super::reading::{Line, Reading};
use super::senses;
use super::signs;
use super::subjects::{Verb, inverted, subject};
use super::words::Class;

/// A cue with its subject and what it reports.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    /// The units of the cue.
    pub(super) cue: Range<usize>,
    /// Which group of verbs it is of.
    pub(super) group: Class,
    /// Who speaks.
    pub(super) subject: Option<Range<usize>>,
    /// Why he is thought to.
    pub(super) rule: Rule,
    /// From the subject or the cue, whichever is first, to the end of the cue.
    pub(super) clause: Range<usize>,
    /// What it reports, as ranges of units.
    pub(super) content: Vec<Range<usize>>,
    /// Whether the content stands before the cue.
    pub(super) trailing: bool,
    /// Whether the cue is a passive: "was described as".
    pub(super) passive: bool,
}

impl Frame {
    /// Whether the frame reports speech: by its verb, or because there are marks in its content. A verb of thinking
    /// does not by itself, and one that reports something else as often does so with a that-clause only.
    pub(super) fn is_spoken(&self, reading: &Reading<'_>) -> bool {
        let quoted = self.content.iter().any(|content| content.clone().any(|unit| reading.is_quote(unit)));
        quoted || self.reports(reading)
    }

    /// Whether the frame is a belief or an intention that is put as a clause.
    pub(super) fn is_belief(&self, reading: &Reading<'_>) -> bool {
        let motion =
            self.cue.clone().any(|unit| reading.says(unit, &["go", "going", "went", "goes", "gone"]));
        self.group == Class::THINK
            && !self.trailing
            && !motion
            && !self.subject.as_ref().is_some_and(|subject| reading.is(subject.start, Class::RELATIVE))
            && self.content.first().is_some_and(|content| {
                let next = content.start + 1;
                reading.says(content.start, &["that"])
                    || reading.says(content.start, &["to"])
                        && !reading.is(next, Class::DETERMINER.with(Class::POSSESSIVE).with(Class::CAPITAL))
            })
    }

    /// "did not respond to a request for comment"
    fn is_silence(&self, reading: &Reading<'_>) -> bool {
        let asked = &[
            "request",
            "requests",
            "question",
            "questions",
            "inquiry",
            "inquiries",
            "message",
            "messages",
            "call",
            "calls",
            "email",
            "emails",
        ];
        self.cue.clone().any(|unit| reading.is(unit, Class::NEGATION))
            && self.content.first().is_some_and(|content| {
                reading.says(content.start, &["to"])
                    && content.clone().take(8).any(|unit| reading.says(unit, asked))
            })
    }

    /// Whether the frame reports speech where no marks show it.
    pub(super) fn reports(&self, reading: &Reading<'_>) -> bool {
        if self.group == Class::THINK {
            return false;
        }
        let verb = self.cue.clone().rev().find(|unit| reading.is(*unit, Class::VERB));
        if verb.is_some_and(|verb| cues::is_intended(reading, verb) || reading.is(verb, Class::QUIET)) {
            return false;
        }
        if verb.is_some_and(|verb| reading.is(verb, Class::MARKED_ONLY)) {
            let that = self.content.first().is_some_and(|content| reading.says(content.start, &["that"]));
            return self.group == Class::SAY && (that || self.trailing || self.is_silence(reading));
        }
        true
    }
}

/// The frames of a line, outermost only, in text order.
pub(super) fn frames(reading: &Reading<'_>, line: &Line) -> Vec<Frame> {
    if let Some(frame) = signs::signed(reading, line) {
        return vec![frame];
    }
    let mut found = all(reading, line);
    // What reports nothing by itself may not hide what does, except what is believed or meant as a whole: "she fears
    // that he said so".
    found.retain(|frame| frame.is_spoken(reading) || frame.is_belief(reading));
    let mut found = nesting::outermost(reading, found);
    found.retain(|frame| frame.is_spoken(reading));
    found
}

/// Who speaks in the lines after one that leads in what they say: "Ms. Lind went on:".
pub(super) fn lead(reading: &Reading<'_>, line: &Line) -> Option<Range<usize>> {
    let found = all(reading, line);
    let says = found.iter().rev().find(|frame| {
        frame.subject.is_some() && !frame.passive && (frame.group == Class::SAY || frame.group == Class::TELL)
    });
    match says {
        Some(frame) => frame.subject.clone(),
        None => reading.clause_subject(line.units.start, line.units.end),
    }
}

/// The cue and the speaker of a line that leads in a passage without marks: its last words say so.
pub(super) fn lead_in(reading: &Reading<'_>, line: &Line) -> Option<(Range<usize>, Range<usize>)> {
    let near = line.units.end.saturating_sub(12);
    let frame = all(reading, line).into_iter().rev().find(|frame| {
        frame.subject.is_some() && !frame.passive && (frame.group == Class::SAY || frame.group == Class::TELL)
    })?;
    let following = line.units.clone().any(|unit| reading.says(unit, &["following"]));
    (frame.cue.end > near || following).then_some((frame.cue, frame.subject?))
}

/// What a cue is told by.
const CUE: Class = Class::ACCORDING.with(Class::VERB).with(Class::REPORTEDLY).with(Class::SPOKEN);

fn all(reading: &Reading<'_>, line: &Line) -> Vec<Frame> {
    let mut found: Vec<Frame> = Vec::new();
    for unit in line.units.clone().filter(|unit| reading.is(*unit, CUE)) {
        let frame = if reading.is(unit, Class::ACCORDING) && reading.says(unit + 1, &["to"]) {
            according_to(reading, line, unit)
        } else if reading.is(unit, Class::VERB) && cues::is_cue(reading, line, unit) {
            verb_frame(reading, line, unit, &found)
        } else if reading.is(unit, Class::REPORTEDLY) {
            hearsay::told(reading, line, unit)
        } else {
            None
        };
        if let Some(frame) = frame.or_else(|| nouns::spoken(reading, line, unit)) {
            found.push(frame);
        }
    }
    found
}

/// "According to Ms. Lind, …" and "…, according to Ms. Lind."
fn according_to(reading: &Reading<'_>, line: &Line, unit: usize) -> Option<Frame> {
    let end = content::line_end(reading, line);
    // "according to recently released records", "according to state law": what no phrase is made of, up to the comma.
    let subject = reading.phrase_after(unit + 2, end).or_else(|| {
        let comma = comma_after(reading, unit + 2, end).unwrap_or(end);
        (comma > unit + 2 && comma < unit + 14).then_some(unit + 2..comma)
    })?;
    let start = line.units.start;
    // "It is known by now: According to the board, …"
    let opens = unit > start && reading.is(unit, Class::CAPITAL) && reading.is(unit - 1, Class::COLON);
    let leads = unit == start || unit == start + 1 && !reading.is_quote(start) || opens;
    let mut content = Vec::new();
    // "It fell and, according to the board, rose again": what is joined, alone.
    let joined = unit > start + 2
        && reading.says(unit - 1, &[","])
        && reading.says(unit - 2, &["and", "but"])
        && reading.is(subject.end, Class::COMMA);
    if leads || joined {
        let from = comma_after(reading, subject.end, end).map_or(subject.end, |comma| comma + 1);
        content::push(&mut content, from..end);
    } else {
        content =
            content::around(reading, content::start_before(reading, start, unit)..unit, subject.end, end);
    }
    Some(Frame {
        cue: unit..unit + 2,
        group: Class::SAY,
        clause: unit..subject.end,
        subject: Some(subject),
        rule: Rule::AccordingTo,
        content,
        trailing: !leads,
        passive: false,
    })
}

/// The comma that ends the apposition behind a phrase that ends before `from`.
fn comma_after(reading: &Reading<'_>, from: usize, end: usize) -> Option<usize> {
    (from..end)
        .take(30)
        .find(|unit| reading.is(*unit, Class::COMMA) || reading.is_quote(*unit))
        .filter(|unit| reading.is(*unit, Class::COMMA))
}

fn verb_frame(reading: &Reading<'_>, line: &Line, verb: usize, earlier: &[Frame]) -> Option<Frame> {
    let start = line.units.start;
    let end = content::line_end(reading, line);
    let class = reading.units[verb].class;
    let group = group_of(class);
    let mut first = verb;
    let mut passive = false;
    while first > start
        && reading.is(first - 1, Class::AUXILIARY.with(Class::ADVERB).with(Class::NEGATION))
        && !reading
            .is(first - 1, Class::CAPITAL.with(Class::NOUN).with(Class::DETERMINER).with(Class::INDEFINITE))
    {
        first -= 1;
        passive |= class.any(Class::PARTICIPLE)
            && reading.says(first, &["is", "was", "are", "were", "be", "been", "being"]);
    }
    let after = verb + 1;
    if let Some(frame) = as_told_by(reading, start, verb, end) {
        return Some(frame);
    }
    if !passive && let Some(subject) = inverted(reading, start, first, verb, end) {
        let mut content = content::around(reading, start..first, subject.end, end);
        content::push_resumed(reading, &mut content, subject.end, end);
        return Some(Frame {
            cue: first..after,
            group,
            clause: first..subject.end,
            subject: Some(subject),
            rule: Rule::CueSubject,
            content,
            trailing: true,
            passive,
        });
    }
    if verb == start
        && let Some(frame) = leading(reading, verb, end)
    {
        return Some(frame);
    }
    // "the bill, known as “…”", "a show called “…”"
    passive |= verb > start && first == verb && passives::is_reduced(reading, start, verb);
    // "Asked about the plan, Ms. Lind said", "when asked whether"
    let queried = reading.says(verb, &["asked", "pressed", "told", "questioned", "quizzed"]);
    passive |= queried && (verb == start || reading.says(verb - 1, &["when", "if", "once"]));
    if passive && !passives::reports(reading, verb) || senses::reports_nothing(reading, verb, passive) {
        return None;
    }
    // "the survey reported by the board": a participle and its agent.
    if !passive
        && !(first..verb).any(|unit| reading.is(unit, Class::AUXILIARY))
        && reading.is(verb, Class::PARTICIPLE)
        && reading.says(after, &["by"])
        && !reading.says(verb, &["said"])
    {
        return None;
    }
    let (subject, rule) = subject(reading, line, Verb { first, verb, passive }, earlier);
    if subject.is_none() && !passive && !class.any(Class::ING) {
        return None;
    }
    let left = subject.as_ref().filter(|subject| subject.end <= first).map_or(first, |subject| subject.start);
    let relative = subject
        .as_ref()
        .is_some_and(|subject| reading.is(subject.start, Class::RELATIVE) && subject.len() == 1);
    let participle = class.any(Class::ING) && !reading.is(verb - usize::from(verb > start), Class::AUXILIARY);
    let aside = passive && verb > start && reading.is(verb - 1, Class::COMMA);
    let participle = participle || verb == start;
    let cue = content::Cue {
        verb,
        left,
        group,
        participle,
        aside,
        enclosed: subject.as_ref().is_some_and(|subject| {
            reading.is(subject.start, Class::RELATIVE)
                && subject.start > start
                && reading.is(subject.start - 1, Class::COMMA)
        }),
        bound: relative || rule == Rule::CueBefore || passive,
    };
    let (mut content, trailing) = content::place(reading, line, &cue);
    if passive {
        content = passives::contents(reading, start, first..after, subject.as_ref(), content);
    }
    let relative = interrupted(reading, start, &cue, &content);
    let mut after = after;
    if !trailing
        && let Some(range) = content.first_mut()
        && range.start == after
        && (reading.says(after, &["of", "for", "about", "upon", "against"])
            || reading.says(after, &["on"]) && reading.word(verb).to_lowercase().starts_with("call"))
    {
        // "warned of", "called for"
        after += 1;
        range.start = after;
        content.retain(|range| range.start < range.end);
    }
    if let Some(relative) = relative.filter(|_| !trailing) {
        content.insert(0, relative);
    }
    Some(Frame { cue: first..after, group, subject, rule, clause: left..after, content, trailing, passive })
}

/// "As reported by the Tula Post, …" and "…, as first told by Ms. Lind."
fn as_told_by(reading: &Reading<'_>, start: usize, verb: usize, end: usize) -> Option<Frame> {
    let mut link = verb.checked_sub(1)?;
    while link > start && reading.is(link, Class::ADVERB) && !reading.says(link, &["as"]) {
        link -= 1;
    }
    let told = link >= start && reading.says(link, &["as"]) && reading.says(verb + 1, &["by"]);
    if !told || !reading.is(verb, Class::SAY.with(Class::TELL)) {
        return None;
    }
    let subject = reading.phrase_after(verb + 2, end)?;
    let mut content = Vec::new();
    if link == start {
        let comma = comma_after(reading, subject.end, end)?;
        content::push(&mut content, comma + 1..end);
    } else {
        content::push(&mut content, content::trim_end(reading, start..link));
    }
    Some(Frame {
        cue: link..verb + 2,
        group: Class::SAY,
        clause: link..subject.end,
        subject: Some(subject),
        rule: Rule::CueAgent,
        content,
        trailing: link > start,
        passive: false,
    })
}

/// The relative pronoun that a saying clause interrupts: "which critics said was unfair", "a strike that they said hurt".
fn interrupted(
    reading: &Reading<'_>,
    start: usize,
    cue: &content::Cue,
    content: &[Range<usize>],
) -> Option<Range<usize>> {
    let link = cue.left.checked_sub(1).filter(|link| *link >= start && !cue.bound && !cue.participle)?;
    let goes_on = content
        .first()
        .is_some_and(|content| content.start == cue.verb + 1 && !reading.says(content.start, &["that"]));
    let relative = reading.says(link, &["which", "what"])
        || reading.says(link, &["that", "who"]) && reading.looks_finite(cue.verb + 1);
    (relative && goes_on && cue.group.any(Class::SAY.with(Class::CALL))).then_some(link..link + 1)
}

/// "Said Ms. Lind: “…”"
fn leading(reading: &Reading<'_>, verb: usize, end: usize) -> Option<Frame> {
    let class = reading.units[verb].class;
    if !class.any(Class::SAY) || !class.any(Class::PAST.with(Class::THIRD)) {
        return None;
    }
    let subject = reading.phrase_after(verb + 1, end)?;
    let colon =
        (subject.end..end).take(20).find(|unit| reading.is(*unit, Class::COLON) || reading.is_quote(*unit));
    let at = colon.or_else(|| reading.is(subject.end, Class::COMMA).then_some(subject.end))?;
    let mut content = Vec::new();
    content::push(&mut content, content::trim_start(reading, at..end));
    Some(Frame {
        cue: verb..verb + 1,
        group: Class::SAY,
        clause: verb..subject.end,
        subject: Some(subject),
        rule: Rule::CueSubject,
        content,
        trailing: false,
        passive: false,
    })
}

fn group_of(class: Class) -> Class {
    [Class::SAY, Class::TELL, Class::CALL].into_iter().find(|group| class.any(*group)).unwrap_or(Class::THINK)
}
