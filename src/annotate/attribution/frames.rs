//! A sentence of the reporter in, its reporting frames out: cue, subject, and where the content stands.

use std::ops::Range;

use super::reading::{Line, Reading};
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
    pub(super) rule: &'static str,
    /// From the subject or the cue, whichever is first, to the end of the cue and its object.
    pub(super) clause: Range<usize>,
    /// What it reports, as ranges of units.
    pub(super) content: Vec<Range<usize>>,
}

const FINITE_OR_END: Class = Class::STOP.with(Class::COMMA).with(Class::SEMICOLON).with(Class::COLON);

/// The frames of a line, outermost only, in text order.
pub(super) fn frames(reading: &Reading<'_>, line: &Line) -> Vec<Frame> {
    let mut found: Vec<Frame> = Vec::new();
    for unit in line.units.clone() {
        let frame = if reading.says(unit, &["according"]) && reading.says(unit + 1, &["to"]) {
            according_to(reading, line, unit)
        } else if reading.is(unit, Class::VERB) && is_cue(reading, line, unit) {
            verb_frame(reading, line, unit, &found)
        } else {
            None
        };
        if let Some(frame) = frame {
            found.push(frame);
        }
    }
    outermost(reading, line, found)
}

fn line_end(reading: &Reading<'_>, line: &Line) -> usize {
    let mut end = line.units.end;
    while end > line.units.start && reading.is(end - 1, Class::STOP) {
        end -= 1;
    }
    end
}

/// "According to Ms. Lind, …" and "…, according to Ms. Lind."
fn according_to(reading: &Reading<'_>, line: &Line, unit: usize) -> Option<Frame> {
    let end = line_end(reading, line);
    let subject = reading.phrase_after(unit + 2, end)?;
    let leads = unit <= line.units.start + 1;
    let mut content = Vec::new();
    if leads {
        let from = comma_after(reading, subject.end, end).map_or(subject.end, |comma| comma + 1);
        push(&mut content, from..end);
    } else {
        push(&mut content, trim_end(reading, line.units.start..unit));
    }
    Some(Frame {
        cue: unit..unit + 2,
        group: Class::SAY,
        clause: unit..subject.end,
        subject: Some(subject),
        rule: "according to",
        content,
    })
}

/// The comma that ends the apposition behind a phrase that ends before `from`.
fn comma_after(reading: &Reading<'_>, from: usize, end: usize) -> Option<usize> {
    (from..end)
        .take(30)
        .find(|unit| reading.is(*unit, Class::COMMA) || reading.is_quote(*unit))
        .filter(|unit| reading.is(*unit, Class::COMMA))
}

fn push(content: &mut Vec<Range<usize>>, range: Range<usize>) {
    if range.start < range.end {
        content.push(range);
    }
}

fn trim_end(reading: &Reading<'_>, range: Range<usize>) -> Range<usize> {
    let mut end = range.end;
    while end > range.start
        && (reading.is(
            end - 1,
            Class::COMMA.with(Class::DASH).with(Class::CONJUNCTION).with(Class::COLON).with(Class::SEMICOLON),
        ) || end < range.end && reading.says(end - 1, &["as"])
            || reading.says(end - 1, &["as"]))
    {
        end -= 1;
    }
    range.start..end
}

fn trim_start(reading: &Reading<'_>, range: Range<usize>) -> Range<usize> {
    let mut start = range.start;
    while start < range.end && reading.is(start, Class::COMMA.with(Class::COLON).with(Class::DASH)) {
        start += 1;
    }
    start..range.end
}

/// Whether the reporting verb at `unit` is used as one, not as a noun or an adjective.
fn is_cue(reading: &Reading<'_>, line: &Line, unit: usize) -> bool {
    let class = reading.units[unit].class;
    let content_follows = reading.is_quote(unit + 1)
        || reading.says(unit + 1, &["that"])
        || reading.is(unit + 1, Class::COLON)
        || reading.is(unit + 1, Class::COMMA) && reading.is_quote(unit + 2);
    if unit == line.units.start {
        return class.any(Class::ING.with(Class::PARTICIPLE));
    }
    let before = unit - 1;
    if class.any(Class::CAPITAL) && reading.is(before, Class::CAPITAL) && reading.is(unit + 1, Class::CAPITAL)
    {
        return false;
    }
    if reading.is(before, Class::POSSESSIVE)
        || reading.is(before, Class::DETERMINER) && !reading.is(before, Class::INDEFINITE)
        || reading.is(before, Class::APOSTROPHE_S) && class.any(Class::BASE.with(Class::THIRD))
    {
        return reading.is(before, Class::DETERMINER)
            && reading.says(before, &["that"])
            && !class.any(Class::BASE);
    }
    if class.any(Class::PAST) {
        return !reading.is(before, Class::PREPOSITION) || reading.is_quote(before);
    }
    if class.any(Class::ING) {
        return true;
    }
    if class.any(Class::BASE) {
        let mut left = before;
        while left > line.units.start && reading.is(left, Class::ADVERB.with(Class::NEGATION)) {
            left -= 1;
        }
        return reading.says(
            left,
            &["to", "people", "men", "women", "i", "we", "they", "you", "who", "police", "and", "or"],
        ) || reading.is(left, Class::AUXILIARY) && !reading.is(left, Class::APOSTROPHE_S)
            || reading.is(left, Class::INDEFINITE)
            || reading.word(left).ends_with('s') && reading.is_nominal(left)
            || reading.is(left, Class::CLOSE.with(Class::COMMA)) && content_follows
            || reading.is_quote(left);
    }
    // Third person: "claims" and the like are nouns unless something can be their subject.
    if reading.is(before, Class::PREPOSITION) {
        return false;
    }
    content_follows
        || reading.is(
            before,
            Class::CAPITAL.with(Class::NOUN).with(Class::SUBJECT).with(Class::RELATIVE).with(Class::ADVERB),
        )
        || reading.is(before, Class::COMMA.with(Class::CLOSE).with(Class::CONJUNCTION))
        || reading.is_quote(before)
        || !class.any(Class::NOUN) && reading.is_nominal(before)
}

fn verb_frame(reading: &Reading<'_>, line: &Line, verb: usize, earlier: &[Frame]) -> Option<Frame> {
    let start = line.units.start;
    let end = line_end(reading, line);
    let class = reading.units[verb].class;
    let group = group_of(class);
    let mut first = verb;
    let mut passive = false;
    while first > start
        && reading.is(first - 1, Class::AUXILIARY.with(Class::ADVERB).with(Class::NEGATION))
        && !reading.is(first - 1, Class::CAPITAL.with(Class::NOUN))
    {
        first -= 1;
        passive |= class.any(Class::PARTICIPLE)
            && reading.says(first, &["is", "was", "are", "were", "be", "been", "being"]);
    }
    let after = verb + 1;
    // “…,” said Ms. Lind, a doctor.
    let quote_before = first > start
        && (reading.is_quote(first - 1) || reading.is(first - 1, Class::COMMA) && first > start + 1);
    if quote_before
        && class.any(Class::PAST.with(Class::THIRD))
        && let Some(subject) = inverted(reading, after, end)
    {
        let mut content = Vec::new();
        push(&mut content, trim_end(reading, start..first));
        push_resumed(reading, &mut content, subject.end, end);
        let clause = first..subject.end;
        return Some(Frame {
            cue: first..after,
            group,
            subject: Some(subject),
            rule: "subject of the cue",
            clause,
            content,
        });
    }
    let (subject, rule) = if passive {
        (agent(reading, after, end), "agent of the cue")
    } else if class.any(Class::ING) && !reading.is(verb - usize::from(verb > start), Class::AUXILIARY)
        || first > start && reading.is(first - 1, Class::CONJUNCTION) && !earlier.is_empty()
    {
        let same = earlier.last().and_then(|frame| frame.subject.clone());
        match same {
            Some(subject) => (Some(subject), "subject of the cue before"),
            None if class.any(Class::ING) => {
                (participle_subject(reading, line, verb), "subject of the sentence")
            }
            None => (reading.subject_before(first, start), "subject of the cue"),
        }
    } else {
        (reading.subject_before(first, start), "subject of the cue")
    };
    if subject.is_none() && !passive && !class.any(Class::ING) {
        return None;
    }
    let left = subject.as_ref().filter(|subject| subject.end <= first).map_or(first, |subject| subject.start);
    let content = place(reading, line, Cue { verb, left, group, participle: class.any(Class::ING) });
    if content.is_empty() {
        return None;
    }
    Some(Frame { cue: first..after, group, subject, rule, clause: left..after, content })
}

fn group_of(class: Class) -> Class {
    [Class::SAY, Class::TELL, Class::CALL].into_iter().find(|group| class.any(*group)).unwrap_or(Class::THINK)
}

/// The subject of "…, saying": the clause's own, or the phrase it follows.
fn participle_subject(reading: &Reading<'_>, line: &Line, verb: usize) -> Option<Range<usize>> {
    reading.clause_subject(line.units.start, verb)
}

/// "was called … by his rival"
fn agent(reading: &Reading<'_>, from: usize, end: usize) -> Option<Range<usize>> {
    let by = (from..end).take(12).find(|unit| reading.says(*unit, &["by"]))?;
    reading.phrase_after(by + 1, end)
}

/// The subject behind the verb, when nothing but the end of a clause follows it.
fn inverted(reading: &Reading<'_>, after: usize, end: usize) -> Option<Range<usize>> {
    if reading.is(after, Class::OBJECT.with(Class::PREPOSITION).with(Class::ADVERB).with(Class::SUBORDINATOR))
        && !reading.is(after, Class::CAPITAL)
    {
        return None;
    }
    let subject = reading.phrase_after(after, end)?;
    let next = subject.end;
    let closed = next >= end
        || reading.is_quote(next)
        || reading.is(
            next,
            FINITE_OR_END
                .with(Class::OPEN)
                .with(Class::DASH)
                .with(Class::PREPOSITION)
                .with(Class::RELATIVE)
                .with(Class::CONJUNCTION)
                .with(Class::ADVERB)
                .with(Class::ING)
                .with(Class::TIME)
                .with(Class::SUBORDINATOR),
        );
    closed.then_some(subject)
}

struct Cue {
    verb: usize,
    left: usize,
    group: Class,
    participle: bool,
}

/// Where the content of a cue with its subject on the left stands.
fn place(reading: &Reading<'_>, line: &Line, cue: Cue) -> Vec<Range<usize>> {
    let start = line.units.start;
    let end = line_end(reading, line);
    let mut content = Vec::new();
    let after = cue.verb + 1;
    let quote_before = cue.left > start
        && (reading.is_quote(cue.left - 1)
            || cue.left > start + 1
                && reading.is(cue.left - 1, Class::COMMA.with(Class::DASH))
                && reading.is_quote(cue.left - 2));
    let adjunct_end = skip_adjuncts(reading, after, end);
    let nothing_follows = adjunct_end >= end;
    let text_before = cue.left > start + 3 && reading.is(cue.left - 1, Class::COMMA.with(Class::DASH));
    let leads_with_adjunct = reading
        .is(start, Class::PREPOSITION.with(Class::SUBORDINATOR).with(Class::ADVERB).with(Class::TIME))
        || reading.is(start, Class::ING);
    if !cue.participle && cue.group != Class::CALL && (quote_before || text_before && nothing_follows) {
        push(&mut content, trim_end(reading, start..cue.left));
        push_resumed(reading, &mut content, after, end);
        return content;
    }
    // "The plan, she said, is dead."
    if !cue.participle
        && cue.group == Class::SAY
        && text_before
        && !leads_with_adjunct
        && reading.is(after, Class::COMMA)
        && !reading.is_quote(after + 1)
    {
        push(&mut content, trim_end(reading, start..cue.left));
        push(&mut content, trim_start(reading, after..end));
        return content;
    }
    let from = content_start(reading, &cue, end);
    push(&mut content, trim_end(reading, trim_start(reading, from..end)));
    content
}

/// “…,” she said, “…”: the part behind the cue, from the first marked span on.
fn push_resumed(reading: &Reading<'_>, content: &mut Vec<Range<usize>>, from: usize, end: usize) {
    let Some(quote) = (from..end).find(|unit| reading.is_quote(*unit)) else { return };
    if quote > from && reading.is(quote - 1, Class::COMMA.with(Class::COLON).with(Class::DASH)) {
        push(content, quote..end);
    }
}

/// Where the content behind the cue starts: behind the one told, and behind "in an interview on Monday".
fn content_start(reading: &Reading<'_>, cue: &Cue, end: usize) -> usize {
    let after = cue.verb + 1;
    let mut at = after;
    if cue.group == Class::TELL
        && let Some(object) = reading.phrase_after(at, end)
    {
        at = object.end;
    }
    if cue.group == Class::CALL {
        return at;
    }
    for unit in at..end.min(at + 25) {
        if reading.is_quote(unit) || reading.says(unit, &["that"]) || reading.is(unit, Class::COLON) {
            return if unit == at || adjunct_between(reading, at, unit) { unit } else { at };
        }
        if reading.is(unit, Class::COMMA) && reading.is_quote(unit + 1) && adjunct_between(reading, at, unit)
        {
            return unit + 1;
        }
    }
    at
}

/// Whether `from..to` holds nothing but adjuncts: prepositional phrases, times, adverbs.
fn adjunct_between(reading: &Reading<'_>, from: usize, to: usize) -> bool {
    skip_adjuncts(reading, from, to) >= to
}

/// Skips prepositional phrases, times and adverbs.
fn skip_adjuncts(reading: &Reading<'_>, from: usize, end: usize) -> usize {
    let mut at = from;
    while at < end {
        if reading.is_quote(at) {
            break;
        }
        if reading.is(at, Class::PREPOSITION) && !reading.says(at, &["that"]) {
            match reading.phrase_after(at + 1, end) {
                Some(phrase) => at = phrase.end,
                None => break,
            }
        } else if reading.is(at, Class::TIME.with(Class::ADVERB))
            || reading.says(at, &["last", "this", "next", "during"])
        {
            at += 1;
        } else {
            break;
        }
    }
    at
}

/// Drops frames within the content of others, and cuts contents where a new frame of the same sentence begins.
fn outermost(reading: &Reading<'_>, line: &Line, found: Vec<Frame>) -> Vec<Frame> {
    let mut kept: Vec<Frame> = Vec::new();
    for frame in found {
        // A cue at the end of the sentence reports all before it, other cues too.
        if frame
            .content
            .first()
            .is_some_and(|content| content.start == line.units.start && content.end <= frame.clause.start)
        {
            let quoted = kept.iter().any(|other| {
                other.content.iter().any(|range| {
                    range.clone().any(|unit| reading.is_quote(unit) && unit + 1 == frame.clause.start)
                })
            });
            if !quoted {
                kept.retain(|other| {
                    other.content.iter().any(|content| content.end <= other.clause.start)
                        && other.content.len() == 1
                        && false
                });
                kept.push(frame);
                continue;
            }
        }
        if let Some(last) = kept.last_mut() {
            let inside = last.content.iter().any(|content| content.contains(&frame.cue.start));
            if inside {
                match cut(reading, &frame) {
                    Some(at) => {
                        for content in &mut last.content {
                            if content.contains(&at) {
                                *content = trim_end(reading, content.start..at);
                            }
                        }
                        last.content.retain(|content| content.start < content.end);
                    }
                    None => continue,
                }
            }
        }
        kept.push(frame);
    }
    kept.retain(|frame| !frame.content.is_empty());
    kept
}

/// Where the content of the frame before ends because `frame` opens a new one; `None` when it lies within it.
fn cut(reading: &Reading<'_>, frame: &Frame) -> Option<usize> {
    let first = frame.clause.start.min(frame.cue.start);
    let participle = reading.is(frame.cue.start, Class::ING) || reading.is(frame.cue.end - 1, Class::ING);
    let at = if frame
        .subject
        .as_ref()
        .is_some_and(|subject| subject.start < frame.cue.start && subject.end < first)
    {
        frame.cue.start
    } else {
        first
    };
    if at == 0 {
        return None;
    }
    let before = at - 1;
    if participle && reading.is(before, Class::COMMA) {
        return Some(before);
    }
    if reading.is(before, Class::SEMICOLON) {
        return Some(before);
    }
    if reading.is(before, Class::CONJUNCTION) {
        let comma = before > 0 && reading.is(before - 1, Class::COMMA);
        if comma || frame.rule == "subject of the cue before" || before > 0 && reading.is_quote(before - 1) {
            return Some(before);
        }
    }
    None
}
