//! Where the content of a cue stands: behind it, before it, or around it.

use std::ops::Range;

use super::ends::{aside, enclosed_end, is_participle, opening_end};
use super::leading::{in_leading_clause, leads_in, leads_up};
use super::reading::{Line, Reading};
use super::uttered;
use super::words::Class;

/// A cue whose subject stands on its left.
pub(super) struct Cue {
    /// The verb.
    pub(super) verb: usize,
    /// Where subject and cue begin.
    pub(super) left: usize,
    /// The group of the verb.
    pub(super) group: Class,
    /// "…, saying"
    pub(super) participle: bool,
    /// Whether it stands between commas: "Ms. Lind, asked about it, said".
    pub(super) aside: bool,
    /// Whether the clause hangs on another ("who said"), so that nothing before it can be its content.
    pub(super) bound: bool,
    /// Whether that clause is a relative one between commas: "Ms. Lind, who said the toll was fair, resigned".
    pub(super) enclosed: bool,
}

/// The unit behind the last word of the line.
pub(super) fn line_end(reading: &Reading<'_>, line: &Line) -> usize {
    let mut end = line.units.end;
    while end > line.units.start && reading.is(end - 1, Class::STOP) {
        end -= 1;
    }
    end
}

/// What the cue reports, and whether that stands before it.
pub(super) fn place(reading: &Reading<'_>, line: &Line, cue: &Cue) -> (Vec<Range<usize>>, bool) {
    let start = line.units.start;
    let end = line_end(reading, line);
    let mut content = Vec::new();
    let after = cue.verb + 1;
    if !cue.participle && !cue.bound {
        let quote = quote_before(reading, cue.left, start);
        let closing = quote.is_some_and(|quote| ends_in_comma(reading, quote) || cue.left > quote + 1);
        let quoted = quote.is_some() && (closing || cue.group != Class::CALL && cue.group != Class::THINK);
        let behind = skip_adjuncts(reading, after_object(reading, cue, end), end);
        let nothing_follows = behind >= end || reading.is(behind, Class::SEMICOLON);
        let comma = cue.left > start + 1 && reading.is(cue.left - 1, Class::COMMA.with(Class::DASH));
        // "Asked about the toll, she declined to say": no content, a clause that leads up to the cue.
        let opens = reading.is(start, Class::ING.with(Class::PARTICIPLE)) && reading.is(start, Class::VERB);
        let infinitive = reading.is(cue.verb, Class::BASE) && reading.says(cue.verb - 1, &["to"]);
        let text = comma && cue.left > start + 3 && !opens && !infinitive;
        let says = cue.group == Class::SAY
            || cue.group == Class::TELL && !reading.is(start, Class::PREPOSITION.with(Class::TIME));
        // "On the broadcast of “Harbour Hour,” Ms. Lind said the toll was fair": a circumstance with a title in it.
        let circumstance = reading.is(start, Class::PREPOSITION.with(Class::ING))
            && !nothing_follows
            && !reading.is(behind, Class::COMMA.with(Class::DASH))
            && quote.is_some_and(|quote| uttered::is_title(reading, quote));
        let quoted = quoted && !circumstance && !(answers(reading, behind) && leads_up(reading, start));
        if quoted && (closing || !cues_content(reading, after)) || text && nothing_follows && says {
            let first = if quoted { start } else { start_before(reading, start, cue.left) };
            push(&mut content, trim_end(reading, first..cue.left));
            push_resumed(reading, &mut content, after, end);
            return (content, true);
        }
        // "The plan, she said, is dead."
        let resumes = !reading.is_quote(behind + 1) || continues_sentence(reading, behind + 1);
        // "The river rose, she said, wiping her face."
        let own = is_participle(reading, behind + 1)
            || reading.says(behind + 1, OWN) && (start..cue.left).any(|unit| reading.looks_finite(unit));
        if text && says && own && reading.is(behind, Class::COMMA) {
            push(&mut content, trim_end(reading, start_before(reading, start, cue.left)..cue.left));
            return (content, true);
        }
        if comma && says && reading.is(behind, Class::COMMA) && resumes {
            let resumed = behind + 1;
            push(&mut content, trim_end(reading, start..cue.left));
            push(&mut content, trim_end(reading, resumed..aside(reading, resumed, end)));
            return (content, true);
        }
    }
    let from = start_behind(reading, cue, end);
    // "As she put it, …": what follows the comma.
    let linked = (start..cue.left)
        .rev()
        .take(8)
        .take_while(|unit| !reading.is(*unit, Class::COMMA) && !reading.is_quote(*unit))
        .find(|unit| reading.says(*unit, &["as"]));
    if let Some(link) = linked
        && (link <= start + 1 || reading.is(link - 1, Class::COMMA))
        && cue.group != Class::CALL
    {
        let comma = opening_end(reading, after, end);
        if comma < end && comma < after + 6 && reading.is(comma, Class::COMMA) {
            push(&mut content, trim_end(reading, comma + 1..end));
            return (content, false);
        }
    }
    let opening = cue.aside || leads_in(reading, start, cue) || in_leading_clause(reading, start, cue.left);
    let until = if opening { opening_end(reading, from, end) } else { aside(reading, from, end) };
    let until = if cue.enclosed { enclosed_end(reading, from, until) } else { until };
    let said = trim_end(reading, trim_start(reading, from..until));
    // "If it rains, she said she would stay": the condition is hers.
    let condition = cue.left > start + 2
        && reading.says(start, &["if", "unless"])
        && reading.is(cue.left - 1, Class::COMMA)
        && cue.group == Class::SAY
        && !cue.bound
        && !cue.participle
        && !reading.is(cue.verb, Class::BASE)
        && !reading.is_quote(said.start);
    if condition && !said.is_empty() {
        push(&mut content, start..cue.left - 1);
    }
    push(&mut content, said);
    (content, false)
}

/// Whether a clause that is said opens at `unit`: "that …", "the toll was fair".
fn answers(reading: &Reading<'_>, unit: usize) -> bool {
    let opens = Class::SUBJECT.with(Class::DETERMINER).with(Class::CAPITAL);
    let clause = (reading.is(unit, opens) || reading.is_nominal(unit))
        && (unit + 1..unit + 10)
            .take_while(|next| !reading.is_quote(*next) && !reading.is(*next, Class::COMMA.with(Class::STOP)))
            .any(|next| reading.looks_finite(next));
    reading.says(unit, &["that", "yes", "no"]) || clause
}

/// Where the content before a cue starts: behind a semicolon, or within a bracket that the cue stands in as well.
pub(super) fn start_before(reading: &Reading<'_>, start: usize, cue: usize) -> usize {
    let mut closed = false;
    for unit in (start..cue).rev() {
        if reading.is_quote(unit) {
            return start;
        }
        if reading.is(unit, Class::SEMICOLON) || reading.is(unit, Class::OPEN) && !closed {
            return unit + 1;
        }
        closed = reading.is(unit, Class::CLOSE) || closed && !reading.is(unit, Class::OPEN);
    }
    start
}

/// What stands before a cue, and what goes on behind it at `from` where the cue interrupts its clause.
pub(super) fn around(
    reading: &Reading<'_>,
    before: Range<usize>,
    from: usize,
    end: usize,
) -> Vec<Range<usize>> {
    let mut content = Vec::new();
    let before = trim_end(reading, before);
    let resumed = resumed(reading, before.clone(), from, end);
    // "But, according to the board, the toll will rise": the link is no part of it.
    if resumed.as_ref().is_none_or(|resumed| before.len() > 1 || reading.looks_finite(resumed.start)) {
        push(&mut content, before);
    }
    content.extend(resumed);
    content
}

/// What goes on behind a cue that interrupts its clause, where `before`, the words before it, make no clause of
/// their own: "Traffic, according to the board, has doubled."
pub(super) fn resumed(
    reading: &Reading<'_>,
    before: Range<usize>,
    from: usize,
    end: usize,
) -> Option<Range<usize>> {
    let own = before.clone().any(|unit| reading.looks_finite(unit) || reading.is_quote(unit));
    if own || before.len() > 24 || !reading.is(from, Class::COMMA) {
        return None;
    }
    let mut next = from + 1;
    // "according to Ms. Lind, another former envoy, was a mistake"
    if let Some(comma) = (next..end.min(next + 20)).find(|unit| {
        reading.is(*unit, Class::COMMA) || reading.looks_finite(*unit) || reading.is_quote(*unit)
    }) && reading.is(comma, Class::COMMA)
    {
        next = comma + 1;
    }
    let goes_on = (next..end.min(next + 14)).take_while(|unit| !reading.is_quote(*unit));
    let clause = goes_on.clone().any(|unit| reading.looks_finite(unit));
    let apposition = reading.is(next, Class::RELATIVE) || reading.is_quote(next);
    (clause && !apposition).then(|| next..aside(reading, next, end))
}

/// The unit behind the one told: "told reporters on Monday".
fn after_object(reading: &Reading<'_>, cue: &Cue, end: usize) -> usize {
    let after = cue.verb + 1;
    let object = if cue.group == Class::TELL { reading.phrase_after(after, end) } else { None };
    object.map_or(after, |object| object.end)
}

/// The marked span that `left` follows, a comma or dash between them or not.
pub(super) fn quote_before(reading: &Reading<'_>, left: usize, start: usize) -> Option<usize> {
    if left > start && reading.is_quote(left - 1) {
        return Some(left - 1);
    }
    let comma = left > start + 1 && reading.is(left - 1, Class::COMMA.with(Class::DASH));
    (comma && reading.is_quote(left - 2)).then(|| left - 2)
}

/// Whether the marked span ends as one does whose cue follows.
pub(super) fn ends_in_comma(reading: &Reading<'_>, quote: usize) -> bool {
    let text = reading.word(quote).trim_end_matches(['”', '"', '\'', '’', '“', '»', ' ']);
    text.ends_with([',', '?', '!', '—', '–', '-', '…'])
}

/// Whether the marked span goes on with a sentence that began before it: its first letter is a small one.
fn continues_sentence(reading: &Reading<'_>, quote: usize) -> bool {
    reading.word(quote).chars().find(|char| char.is_alphanumeric()).is_some_and(char::is_lowercase)
}

fn cues_content(reading: &Reading<'_>, after: usize) -> bool {
    reading.says(after, &["that"]) || reading.is(after, Class::COLON) || reading.is_quote(after)
}

/// Words behind a cue that go on with the reporter's own sentence.
const OWN: &[&str] = &["who", "which", "while", "as", "after", "before", "though", "although", "when"];

/// Adds a range that is not empty.
pub(super) fn push(content: &mut Vec<Range<usize>>, range: Range<usize>) {
    if range.start < range.end {
        content.push(range);
    }
}

/// The range without marks and linking words at its end.
pub(super) fn trim_end(reading: &Reading<'_>, range: Range<usize>) -> Range<usize> {
    let link =
        Class::COMMA.with(Class::DASH).with(Class::CONJUNCTION).with(Class::COLON).with(Class::SEMICOLON);
    let mut end = range.end;
    while end > range.start && (reading.is(end - 1, link) || reading.says(end - 1, &["as"])) {
        end -= 1;
    }
    range.start..end
}

/// The range without marks at its start.
pub(super) fn trim_start(reading: &Reading<'_>, range: Range<usize>) -> Range<usize> {
    let mut start = range.start;
    while start < range.end && reading.is(start, Class::COMMA.with(Class::COLON).with(Class::DASH)) {
        start += 1;
    }
    start..range.end
}

/// “…,” she said, “…”: the part behind the cue, from the first marked span on.
pub(super) fn push_resumed(reading: &Reading<'_>, content: &mut Vec<Range<usize>>, from: usize, end: usize) {
    let Some(quote) = (from..end).find(|unit| reading.is_quote(*unit)) else { return };
    let joined =
        quote > from + 1 && reading.is(quote - 1, Class::CONJUNCTION) && reading.is(quote - 2, Class::COMMA);
    if quote > from && reading.is(quote - 1, Class::COMMA.with(Class::COLON).with(Class::DASH)) || joined {
        push(content, quote..end);
    }
}

/// Where the content behind the cue starts: behind the one told, and behind "in an interview on Monday".
fn start_behind(reading: &Reading<'_>, cue: &Cue, end: usize) -> usize {
    let after = cue.verb + 1;
    let mut at = after;
    if cue.group == Class::TELL
        && let Some(object) = reading.phrase_after(at, end)
    {
        // "urged voters to turn out": they belong to what is urged; "told voters that …": they do not.
        let mut last = object.end;
        while reading.is(last, Class::COMMA) || reading.says(last, &["and", "or"]) {
            let Some(more) = reading.phrase_after(last + 1, end) else { break };
            last = more.end;
        }
        if reading.says(last, &["to"]) || reading.says(last, &["not"]) && reading.says(last + 1, &["to"]) {
            return at;
        }
        // "asked the court for a ruling"
        let wanted = if reading.word(cue.verb).to_lowercase().starts_with("ask") {
            object.clone().find(|unit| reading.says(*unit, &["for", "about"]))
        } else {
            None
        };
        // "told the mayor and the board that …"
        let all = skip_adjuncts(reading, last, end);
        let both = last > object.end && reading.says(all, &["that"]);
        at = wanted.unwrap_or(if both { all } else { object.end });
    }
    // "described, in plain terms, the plan": an aside between commas.
    if reading.is(at, Class::COMMA)
        && reading.is(at + 1, Class::PREPOSITION)
        && let Some(closing) = (at + 2..end.min(at + 10)).find(|unit| reading.is(*unit, Class::COMMA))
        && (at + 2..closing).all(|unit| !reading.is_quote(unit) && !reading.looks_finite(unit))
    {
        at = closing + 1;
    }
    if cue.group == Class::CALL {
        return at;
    }
    for unit in at..end.min(at + 25) {
        let colon = reading.is(unit, Class::COLON);
        if colon && unit + 1 >= end {
            break;
        }
        if reading.is_quote(unit) || reading.says(unit, &["that"]) || colon {
            return if unit == at
                || reading.is(unit, Class::COLON) && !(at..unit).any(|unit| reading.is(unit, Class::COMMA))
                || skip_adjuncts(reading, at, unit) >= unit
            {
                unit
            } else {
                at
            };
        }
        // "said after the vote he would resign"
        if unit > at
            && reading.is(unit, Class::SUBJECT)
            && reading.looks_finite(unit + 1)
            && cue.group == Class::SAY
        {
            return if skip_adjuncts(reading, at, unit) >= unit { unit } else { at };
        }
        if reading.is(unit, Class::COMMA)
            && reading.is_quote(unit + 1)
            && skip_adjuncts(reading, at, unit) >= unit
        {
            return unit + 1;
        }
    }
    // "announced on Friday the closing of the harbour"
    let behind = skip_adjuncts(reading, at, end);
    let dated = reading.is(at, Class::PREPOSITION.with(Class::TIME)) && !reading.is(at, Class::SUBORDINATOR);
    let thing = behind > at && reading.is(behind, Class::DETERMINER) && !answers(reading, behind);
    if cue.group == Class::SAY && dated && thing { behind } else { at }
}

/// Skips prepositional phrases, times and adverbs.
pub(super) fn skip_adjuncts(reading: &Reading<'_>, from: usize, end: usize) -> usize {
    let mut at = from;
    while at < end {
        if reading.is_quote(at) {
            break;
        }
        // "said Monday’s vote": no adjunct.
        if reading.is(at + 1, Class::APOSTROPHE_S) && reading.is(at, Class::TIME) {
            break;
        }
        if reading.is(at, Class::PREPOSITION) && reading.is(at + 1, Class::TIME) {
            at += 1;
        } else if reading.is(at, Class::PREPOSITION) {
            match reading.phrase_after(at + 1, end) {
                // "before attending the meeting"
                Some(phrase) if phrase.len() == 1 && reading.word(at + 1).ends_with("ing") => {
                    at = reading.phrase_after(phrase.end, end).map_or(phrase.end, |object| object.end);
                }
                Some(phrase) => at = phrase.end,
                None => break,
            }
        } else if reading.is(at, Class::TIME.with(Class::ADVERB))
            || reading.says(at, &["last", "this", "next"])
            || reading.says(at, &["early", "late"]) && reading.is(at + 1, Class::TIME)
        {
            at += 1;
        } else {
            break;
        }
    }
    at
}
