//! Frames of one sentence in, the outermost of them out: what lies within the content of another is part of it, and
//! a content ends where the sentence turns to a new cue.

use crate::model::Rule;

use super::content::trim_end;
use super::frames::Frame;
use super::reading::Reading;
use super::words::Class;

/// Drops frames within the content of others, and cuts contents where a new frame of the same sentence begins.
pub(super) fn outermost(reading: &Reading<'_>, found: Vec<Frame>) -> Vec<Frame> {
    let mut kept: Vec<Frame> = Vec::new();
    for mut frame in found {
        if frame.content.is_empty() {
            continue;
        }
        if frame.trailing {
            if !repeats(reading, &kept, &frame) && !passes_on(reading, &kept, &frame) {
                swallow(reading, &mut kept, &mut frame);
                kept.push(frame);
            }
            continue;
        }
        // “…,” she said, while he said, “…”: the second quote is his.
        if let Some(last) = kept.last_mut()
            && last.trailing
            && frame.clause.start >= last.clause.end
        {
            last.content.retain(|content| {
                let own =
                    (content.start..frame.clause.end.max(content.end)).any(|unit| reading.is_quote(unit));
                content.start < frame.clause.start || content.start == frame.clause.start && !own
            });
        }
        let mut nested = false;
        while let Some(last) = kept.last_mut() {
            if !last.content.iter().any(|content| content.contains(&frame.cue.start)) {
                break;
            }
            let belief = !frame.is_spoken(reading);
            let at = match cut(reading, last, &frame).filter(|_| !belief) {
                Some(at) => at,
                None => {
                    nested = true;
                    break;
                }
            };
            for content in &mut last.content {
                if content.contains(&at) {
                    *content = trim_end(reading, content.start..at);
                } else if content.start > at {
                    content.end = content.start;
                }
            }
            last.content.retain(|content| content.start < content.end);
            if last.content.is_empty() {
                kept.pop();
            } else {
                break;
            }
        }
        if !nested {
            kept.push(frame);
        }
    }
    kept.retain(|frame| !frame.content.is_empty());
    kept
}

/// Whether `frame` only says again, by a pronoun, who speaks: "Ms. Lind said the plan was “dead,” she said."
fn repeats(reading: &Reading<'_>, kept: &[Frame], frame: &Frame) -> bool {
    let pronoun = frame.subject.as_ref().is_some_and(|subject| reading.is(subject.start, Class::SUBJECT));
    let Some(content) = frame.content.first().filter(|_| pronoun && frame.content.len() == 1) else {
        return false;
    };
    let quote = content.end - 1;
    reading.is_quote(quote)
        && kept.iter().any(|other| {
            !other.trailing
                && other.group != Class::THINK
                && other.subject.is_some()
                && other.content.iter().any(|range| range.contains(&quote))
        })
}

/// Whether `frame` only says who passed the words on: “…,” she said, according to the mayor. She spoke them.
fn passes_on(reading: &Reading<'_>, kept: &[Frame], frame: &Frame) -> bool {
    let said = kept.last().filter(|_| frame.rule == Rule::AccordingTo);
    said.is_some_and(|said| {
        said.subject.is_some()
            && said.group != Class::THINK
            && said.content.iter().any(|content| content.clone().any(|unit| reading.is_quote(unit)))
            && (said.trailing || said.content.iter().any(|content| reading.is_quote(content.start)))
    })
}

/// A cue at the end of a sentence reports what stands before it: other cues too, unless they have quotes of their own.
fn swallow(reading: &Reading<'_>, kept: &mut Vec<Frame>, frame: &mut Frame) {
    let Some(content) = frame.content.first_mut() else { return };
    // “…,” she said, and “…,” he said.
    if let Some(last) = kept.iter().rev().find(|other| other.trailing) {
        let from = last.content.last().map_or(last.clause.end, |range| range.end).max(last.clause.end);
        if let Some(quote) = (from..content.end).find(|unit| reading.is_quote(*unit)) {
            content.start = quote;
            let start = content.start;
            kept.retain(|other| other.clause.end <= start);
            for other in kept.iter_mut() {
                other.content.retain(|range| range.start < start);
            }
            return;
        }
    }
    // "The bridge held, one paper reported, while the dam broke, another reported": two sentences in one.
    if let Some(last) = kept.last().filter(|other| other.trailing && content.contains(&other.cue.start)) {
        let link = Class::COMMA.with(Class::CONJUNCTION).with(Class::SUBORDINATOR);
        let next = (last.clause.end..content.end).find(|unit| !reading.is(*unit, link));
        if let Some(next) = next.filter(|next| reading.is(next - 1, link.without(Class::COMMA)))
            && (next..content.end).any(|unit| reading.looks_finite(unit))
        {
            content.start = next;
            return;
        }
    }
    let quotes = content.clone().filter(|unit| reading.is_quote(*unit)).count();
    let direct =
        content.end > content.start && reading.is_quote(content.end - 1) && frame.clause.start == content.end;
    if quotes == 1 && direct && !kept.is_empty() {
        // The quote alone is what is said where the words before it are another clause: "She smiled and said so: “…,” he …"
        let quote = content.end - 1;
        let own = kept
            .iter()
            .any(|other| !other.trailing && other.content.iter().any(|range| range.start == quote));
        if own {
            kept.retain(|other| !other.content.iter().any(|range| range.start == quote));
            content.start = quote;
            return;
        }
    }
    kept.clear();
}

/// Where the content of `last` ends because `frame` opens a new one; `None` when it lies within it.
fn cut(reading: &Reading<'_>, last: &Frame, frame: &Frame) -> Option<usize> {
    // "declined to threaten the board or declare the toll unfair": two infinitives of one cue.
    let infinitive = reading.is(frame.cue.start, Class::BASE)
        && last.content.first().is_some_and(|content| reading.says(content.start, &["to"]));
    if infinitive && frame.rule != Rule::CueSubject {
        return None;
    }
    let inherited = frame.rule == Rule::CueBefore || frame.rule == Rule::SentenceSubject;
    let at = if inherited { frame.cue.start } else { frame.clause.start.min(frame.cue.start) };
    let before = at.checked_sub(1)?;
    let participle = reading.is(frame.cue.end - 1, Class::ING);
    if participle && reading.is(before, Class::COMMA) || reading.is(before, Class::SEMICOLON) {
        return Some(before);
    }
    if participle && reading.is_quote(before) {
        return Some(at);
    }
    // "In a letter announcing the plan, Ms. Lind said": a participle with an object ends before the next clause.
    let opens = reading.is(before, Class::COMMA)
        && reading.is(at, Class::CAPITAL.with(Class::SUBJECT).with(Class::DETERMINER))
        && frame.subject.as_ref().is_some_and(|subject| subject.start == at);
    if opens
        && reading.is(last.cue.end - 1, Class::ING)
        && last.content.first().is_some_and(|content| {
            !(content.start..before).any(|unit| reading.looks_finite(unit) || reading.is_quote(unit))
        })
    {
        return Some(before);
    }
    // "The report, which concluded that the steel was thin, …": a relative clause ends before the verb of the main one.
    let relative = last.subject.as_ref().is_some_and(|subject| {
        subject.len() == 1
            && reading.says(subject.start, &["which", "who"])
            && subject.start > 0
            && reading.is(subject.start - 1, Class::COMMA)
    });
    let main = frame.subject.as_ref().is_some_and(|subject| {
        subject.start == at && reading.is(at, Class::CAPITAL.with(Class::SUBJECT).with(Class::DETERMINER))
            || subject.end < last.clause.start
    });
    if relative && main && reading.is(before, Class::COMMA) {
        return Some(before);
    }
    if reading.is(before, Class::CONJUNCTION) {
        let comma = before > 0 && reading.is(before - 1, Class::COMMA);
        // "One in three said the toll was fair and one in four said it was not."
        let counted = |frame: &Frame| {
            let number = |unit| {
                reading.is(
                    unit,
                    Class::NUMBER.with(Class::DETERMINER).with(Class::ADVERB).with(Class::PREPOSITION),
                )
            };
            frame.subject.as_ref().is_some_and(|subject| {
                subject.len() > 2 && subject.clone().all(|unit| number(unit) || reading.says(unit, &["one"]))
            })
        };
        let figures = counted(last) && counted(frame);
        // "Ms. Lind said the toll was fair and Mr. Moss accused her of greed."
        let own = !comma
            && frame.group.any(Class::SAY.with(Class::CALL))
            && reading.is(last.cue.end - 1, Class::PAST)
            && reading.is(frame.cue.end - 1, Class::PAST)
            && frame
                .subject
                .as_ref()
                .is_some_and(|subject| subject.start == at && reading.is(at, Class::CAPITAL))
            && last.content.iter().all(|content| {
                !reading.says(content.start, &["that"])
                    && (content.start..at).any(|unit| reading.looks_finite(unit))
            });
        if comma || own || inherited || figures || before > 0 && reading.is_quote(before - 1) {
            return Some(before);
        }
    }
    // "Half said the toll was fair, compared with a third who said it was not."
    let counted = last.subject.as_ref().is_some_and(|subject| {
        subject.clone().any(|unit| {
            reading.is(unit, Class::NUMBER)
                || reading.says(unit, &["percent", "half", "third", "quarter", "majority"])
        })
    });
    let others = frame.subject.as_ref().is_some_and(|subject| reading.says(subject.start, &["who"]));
    if counted && others && reading.is(frame.cue.end - 1, Class::SAY) {
        return last.content.iter().find_map(|content| {
            (content.start..at.min(content.end))
                .rev()
                .find(|unit| reading.is(*unit, Class::COMMA) || reading.says(*unit, &["compared"]))
        });
    }
    // A comma that leads in direct speech ends the indirect speech before it.
    let direct = frame.content.first().is_some_and(|content| {
        reading.is_quote(content.start) && reading.is(content.start - 1, Class::COMMA.with(Class::COLON))
    });
    let quoted = last
        .content
        .iter()
        .any(|content| (content.start..at.min(content.end)).any(|unit| reading.is_quote(unit)));
    let turn = Class::COMMA.with(Class::DASH);
    if direct && !quoted && reading.is(before, turn) && last.group == Class::SAY && !inherited {
        return Some(before);
    }
    // Thoughts and judgements do not hold what somebody says: the saying is the outer frame.
    let weak = |group: Class| group == Class::THINK || group == Class::CALL;
    let says = !weak(frame.group)
        && frame.content.iter().any(|content| content.clone().any(|unit| reading.is_quote(unit)));
    (weak(last.group) && says).then_some(at)
}
