//! Where the content of a cue stands: behind it, before it, or around it.

use std::ops::Range;

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

/// Whether the sentence opens with what leads up to its main clause: "Asked if …", "To a question on …", "But even as …".
fn leads_up(reading: &Reading<'_>, start: usize) -> bool {
    let link = Class::CONJUNCTION.with(Class::ADVERB);
    let first = (start..start + 4).find(|unit| !reading.is(*unit, link)).unwrap_or(start);
    reading.is(first, Class::PREPOSITION.with(Class::ING).with(Class::PARTICIPLE)) && !reading.is_quote(first)
        || reading.says(first, LEADING)
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
    let aside = reading.is(next, Class::RELATIVE) || reading.is_quote(next);
    (clause && !aside).then(|| next..self::aside(reading, next, end))
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

/// Words that open a clause before the main one.
const LEADING: &[&str] = &[
    "while", "when", "whenever", "after", "although", "though", "since", "as", "if", "because", "before",
    "once", "until",
];

/// Stretches of time.
const PERIODS: &[&str] =
    &["minutes", "hours", "days", "weeks", "months", "years", "hour", "day", "decade", "decades"];

/// Whether `unit` stands in a clause that leads up to the main one: "While most said so, …", "In June, after he …".
fn in_leading_clause(reading: &Reading<'_>, start: usize, unit: usize) -> bool {
    let open = (start..unit)
        .rev()
        .take(14)
        .find(|unit| reading.is(*unit, Class::COMMA) || reading.is_quote(*unit))
        .map_or(start, |comma| comma + 1);
    if unit - start > 30 || reading.is_quote(open.saturating_sub(1)) && open > start {
        return false;
    }
    let skipped = Class::CONJUNCTION.with(Class::ADVERB);
    let mut first = open;
    while first < unit && reading.is(first, skipped) && !reading.is(first, Class::SUBORDINATOR) {
        first += 1;
    }
    let joined = first > open && reading.is(first - 1, Class::CONJUNCTION);
    // "A few weeks after she said so, …"
    let counted = Class::DETERMINER.with(Class::NUMBER).with(Class::TIME).with(Class::ADVERB);
    let mut link = first;
    while link < first + 4 && (reading.is(link, counted) || reading.says(link, PERIODS)) {
        link += 1;
    }
    let leads = reading.says(first, LEADING)
        || link > first && link < unit && reading.says(link, &["after", "before", "since"]);
    // What stands before it is an adjunct only, or the sentence before a conjunction.
    let finite = Class::PAST.with(Class::THIRD).with(Class::AUXILIARY).with(Class::SUBJECT);
    leads && first < unit && (joined || !(start..open).any(|unit| reading.is(unit, finite)))
}

/// Whether a participle opens the sentence: "Announcing the plan, …", "One month after announcing the plan, …".
fn leads_in(reading: &Reading<'_>, start: usize, cue: &Cue) -> bool {
    let before = Class::PREPOSITION
        .with(Class::DETERMINER)
        .with(Class::NUMBER)
        .with(Class::TIME)
        .with(Class::ADVERB)
        .with(Class::CONJUNCTION);
    cue.participle
        && cue.verb < start + 6
        && (cue.verb == start || reading.is(cue.verb - 1, Class::PREPOSITION))
        && (start..cue.verb).all(|unit| {
            reading.is(unit, before) || reading.says(unit, PERIODS) || reading.says(unit, &["addition"])
        })
}

/// Where the reporter adds something of his own to what was said: "…, despite …", “…,” but …
pub(super) fn aside(reading: &Reading<'_>, from: usize, end: usize) -> usize {
    let own = &[
        "but", "while", "though", "although", "which", "who", "whose", "despite", "as", "when", "after",
        "before", "a", "an",
    ];
    // A quote that makes up the whole content ends it where only adjuncts follow.
    if reading.is_quote(from) && from + 1 < end && skip_adjuncts(reading, from + 1, end) >= end {
        return from + 1;
    }
    let last_quote = (from..end).rev().find(|unit| reading.is_quote(*unit));
    (from..end)
        .find_map(|unit| {
            if reading.is_quote(unit) {
                let comma = reading
                    .word(unit)
                    .trim_end_matches(|char: char| !char.is_alphanumeric() && char != ',')
                    .ends_with(',');
                // A list of what he was called: “…,” a “…” and “…”
                let listed = (unit + 1..end.min(unit + 5)).any(|next| reading.is_quote(next));
                let own =
                    reading.says(unit + 1, own) || reading.is(unit + 1, Class::SUBJECT.with(Class::CAPITAL));
                return (comma && own && !listed
                    || last_quote == Some(unit) && is_circumstance(reading, unit + 1))
                .then_some(unit + 1);
            }
            if reading.is(unit, Class::SEMICOLON) && unit > from {
                return Some(unit);
            }
            let free = last_quote.is_none_or(|quote| quote < unit);
            let turns = unit >= from + 2 && is_turn(reading, from, unit)
                || unit == from + 1 && is_deed(reading, from, unit);
            (free && turns).then_some(unit)
        })
        .unwrap_or(end)
}

/// Whether what follows the last quote says when it was uttered, or what the reporter makes of it.
fn is_circumstance(reading: &Reading<'_>, unit: usize) -> bool {
    reading.says(unit, &["after", "when", "while", "until", "before", "during"])
        || reading.is(unit, Class::TIME.with(Class::DASH)) && !reading.is_quote(unit + 1)
        || reading.says(unit, &["and"]) && reading.looks_finite(unit + 1)
}

/// Whether the content up to `unit` is a thing, no clause: "praised the plan", not "said the plan".
fn is_bare(reading: &Reading<'_>, from: usize, unit: usize) -> bool {
    let clause = reading.says(from, &["that"])
        || from > 0
            && reading.says(from - 1, &["say", "says", "said", "saying", "claimed", "claim", "claims"]);
    !clause && !(from..unit).any(|unit| reading.looks_finite(unit))
}

/// Whether the sentence turns back to the reporter at `unit`, a comma or a conjunction.
fn is_turn(reading: &Reading<'_>, from: usize, unit: usize) -> bool {
    let next = unit + 1;
    if reading.is(unit, Class::COMMA) {
        let turn = &[
            "which", "who", "despite", "though", "although", "while", "whose", "whereas", "whom", "a", "an",
            "after",
        ];
        if reading.says(next, turn) {
            return unit >= from + if reading.says(next, &["which", "who"]) { 2 } else { 3 };
        }
        // "…, one that will last"
        if reading.says(next, &["one"]) && reading.says(next + 1, &["that", "which", "who"]) {
            return unit >= from + 3;
        }
        let clause = Class::CAPITAL.with(Class::SUBJECT).with(Class::DETERMINER).with(Class::AUXILIARY);
        if reading.says(next, &["but"]) {
            return (reading.is(next + 1, clause) && !reading.says(next + 1, &["that"]))
                || reading.looks_finite(next + 1);
        }
        if reading.says(next, &["even"]) {
            return reading.says(next + 1, &["though", "as", "while"]);
        }
        let bare = is_bare(reading, from, unit);
        if reading.says(next, &["and"]) {
            let own = bare && reading.is(next + 1, Class::SUBJECT);
            return own || reading.looks_finite(next + 1) && !reading.is(next + 1, Class::AUXILIARY);
        }
        // "praised the plan, was asked about it": the reporter’s own verb.
        if bare && reading.looks_finite(next) {
            return unit >= from + 2;
        }
        return unit >= from + 3 && is_participle(reading, next);
    }
    // "praised the plan — a rare success": the reporter’s own aside, where no second dash closes it.
    if reading.is(unit, Class::DASH) && !reading.is_nominal(unit) {
        let paired = (unit + 1..reading.units.len().min(unit + 40))
            .take_while(|next| !reading.is(*next, Class::STOP))
            .any(|next| reading.is(next, Class::DASH) && !reading.is_nominal(next));
        return !paired && unit >= from + 2 && is_bare(reading, from, unit);
    }
    // "denies any wrongdoing and points out": a verb behind a content that has none.
    reading.says(unit, &["and", "but"])
        && (reading.looks_finite(next)
            || reading.is(next, Class::THIRD) && reading.says(next + 1, &["to", "out", "that", "for"]))
        && !(from..unit).any(|unit| reading.looks_finite(unit))
}

/// "praised Moss and defended the plan", "praised Moss, adding …": the reporter’s own verb behind a name that is the
/// whole content.
fn is_deed(reading: &Reading<'_>, from: usize, link: usize) -> bool {
    let object = Class::DETERMINER
        .with(Class::POSSESSIVE)
        .with(Class::OBJECT)
        .with(Class::CAPITAL)
        .with(Class::PREPOSITION)
        .with(Class::SUBORDINATOR);
    let bare = is_bare(reading, from, link);
    bare && reading.is(link, Class::COMMA) && is_participle(reading, link + 1)
        || bare
            && reading.says(link, &["and", "but"])
            && reading.looks_finite(link + 1)
            && !reading.is(link + 1, Class::AUXILIARY)
            && (reading.is(link + 2, object) || reading.is(link + 1, Class::SAY))
}

/// "forcing", "adding": what follows from it, in the reporter's words.
fn is_participle(reading: &Reading<'_>, unit: usize) -> bool {
    if unit >= reading.units.len() {
        return false;
    }
    let word = reading.word(unit);
    word.len() > 5
        && word.ends_with("ing")
        && word.starts_with(char::is_lowercase)
        && !reading
            .is(unit, Class::PREPOSITION.with(Class::NOUN).with(Class::INDEFINITE).with(Class::UTTERANCE))
        && !reading.is_quote(unit)
}

/// The end of a content in a relative clause: the comma behind which the verb of the main clause stands.
fn enclosed_end(reading: &Reading<'_>, from: usize, end: usize) -> usize {
    (from + 1..end)
        .find(|unit| {
            let verb = (unit + 1..end).find(|next| !reading.is(*next, Class::ADVERB)).unwrap_or(end);
            reading.is(*unit, Class::COMMA) && verb < unit + 4 && reading.looks_finite(verb)
        })
        .unwrap_or(end)
}

/// The end of the content of a participle that opens the sentence: its comma, or the marked span that ends in one.
fn opening_end(reading: &Reading<'_>, from: usize, end: usize) -> usize {
    (from..end)
        .find_map(|unit| {
            if reading.is(unit, Class::COMMA) {
                Some(unit)
            } else {
                (reading.is_quote(unit) && ends_in_comma(reading, unit)).then_some(unit + 1)
            }
        })
        .unwrap_or(end)
}

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
