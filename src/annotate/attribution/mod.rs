//! Marked spans in, quotes out: which of them somebody utters, with the unmarked words of the same content, indirect
//! speech, the cue, and who speaks. Adds the mentions of speakers that no other pass finds.
//!
//! The passes run from the precise to the general; each names itself in `Attribution.rule`.

mod blocks;
mod clauses;
mod content;
mod cues;
mod ends;
mod frames;
mod hearsay;
mod leading;
mod nesting;
mod nouns;
mod passives;
mod phrases;
mod reading;
mod senses;
mod signs;
mod speakers;
mod subjects;
mod turns;
mod uttered;
mod words;

use std::ops::Range;

use crate::model::{Annotations, Quote, QuoteKind, Rule, Span};

use super::Document;
use super::quotes::Marked;
use frames::Frame;
use reading::Reading;
use speakers::Speakers;
use uttered::Place;
use words::Class;

/// A quote while its speaker is being looked for.
#[derive(Clone, Debug)]
struct Draft {
    span: Span,
    kind: QuoteKind,
    /// Indexes of its marked spans.
    marked: Vec<usize>,
    cue: Option<Span>,
    /// Units of the speaker.
    speaker: Option<Range<usize>>,
    rule: Rule,
    /// The line it stands in.
    line: usize,
    turn: u32,
}

/// Reads the classes of words.
pub(super) fn prepare() {
    words::prepare();
}

/// Who said what: fills in quotes and adds the mentions of their speakers.
pub(super) fn attribute(document: &Document<'_>, marked: &[Marked], annotations: &mut Annotations) {
    let reading = Reading::new(document, marked);
    let mut drafts = Vec::new();
    let mut taken = vec![false; marked.len()];
    let blocks = blocks::blocks(&reading);
    let mut below = blocks.iter().peekable();
    for (index, line) in reading.lines.iter().enumerate() {
        while below.next_if(|block| block.lines.end <= index).is_some() {}
        if below.peek().is_some_and(|block| block.lines.contains(&index)) {
            continue;
        }
        for frame in frames::frames(&reading, line) {
            draft(&reading, index, &frame, &mut taken, &mut drafts);
        }
    }
    drafts.extend(blocks.into_iter().flat_map(|block| block.drafts));
    drafts.sort_by_key(|draft| draft.line);
    turns::loose(&reading, &taken, &mut drafts);
    drafts.sort_by_key(|draft| (draft.span.start(), draft.span.end()));
    turns::backwards(&reading, &mut drafts);
    turns::number(&reading, &mut drafts);
    let mut speakers = Speakers::new(&reading, &mut annotations.mentions);
    let attributions: Vec<_> = drafts
        .iter()
        .map(|draft| draft.speaker.clone().map(|units| speakers.mention(units, draft.rule)))
        .collect();
    let order = speakers.finish();
    annotations.quotes = drafts
        .into_iter()
        .zip(attributions)
        .map(|(draft, attribution)| Quote {
            span: draft.span,
            kind: draft.kind,
            marked: draft.marked.iter().map(|index| marked[*index].span).collect(),
            cue: draft.cue,
            attribution: attribution.map(|found| order.attribution(found)),
            turn: draft.turn,
        })
        .collect();
}

/// Whether what follows the cue only says when, where or to whom: "said on Monday", "said before he left".
fn is_adjunct(reading: &Reading<'_>, frame: &Frame, content: &Range<usize>) -> bool {
    let follows = !frame.trailing && content.start >= frame.cue.end && frame.group == Class::SAY;
    // "She suggested the following:" only leads in.
    if reading.says(content.start, &["the"]) && reading.says(content.start + 1, &["following"]) {
        return true;
    }
    // "jeered him until he left": somebody it is done to.
    let goes_on = Class::SUBORDINATOR.with(Class::COMMA).with(Class::PREPOSITION).with(Class::CONJUNCTION);
    if follows
        && reading.says(content.start, &["him", "them", "us", "me"])
        && (content.len() == 1 || reading.is(content.start + 1, goes_on))
    {
        return true;
    }
    // "said in a report on the harbour", "announced by the board": no clause of their own.
    let placed = &["in", "on", "at", "by", "with", "from", "into", "over", "during", "throughout"];
    let thing = content.clone().all(|unit| !reading.looks_finite(unit) && !reading.is_quote(unit));
    if follows
        && thing
        && content.start == frame.cue.end
        && reading.says(content.start, placed)
        && !reading.is(content.start, Class::CAPITAL)
    {
        return true;
    }
    let circumstance = &["before", "after", "when", "while", "as", "since", "until"];
    follows
        && frame.cue.len() == 1
        && (reading.says(content.start, circumstance) && content.start == frame.cue.end
            || content::skip_adjuncts(reading, content.start, content.end) >= content.end
                && !reading.says(content.start, &["about", "of", "against"]))
}

/// Makes drafts of the contents of a frame.
fn draft(reading: &Reading<'_>, line: usize, frame: &Frame, taken: &mut [bool], drafts: &mut Vec<Draft>) {
    for content in &frame.content {
        let mut marked = Vec::new();
        for unit in content.clone() {
            let Some(index) = reading.units[unit].marked else { continue };
            let place = Place { line: &reading.lines[line], unit, frame: Some((frame, content.clone())) };
            if !taken[index] && uttered::is_uttered(reading, &place) {
                marked.push(index);
            }
        }
        let words =
            content.clone().filter(|unit| !reading.is(*unit, uttered::PUNCTUATION)).count() - marked.len();
        let kind = match (marked.is_empty(), words) {
            (true, _) => QuoteKind::Indirect,
            (false, 0) => QuoteKind::Direct,
            (false, _) => QuoteKind::Mixed,
        };
        // A part of what goes on elsewhere may be a single word: "The toll, she said, is fair."
        // And so may a name, or an answer: "Ms. Lind praised Tula", "said no".
        let named = frame.group == Class::CALL
            && reading.is(content.start, Class::CAPITAL.with(Class::OBJECT))
            || frame.group == Class::SAY && reading.says(content.start, &["yes", "no"]);
        let least = match frame.content.len() {
            1 if !named => 2 + usize::from(frame.subject.is_none()),
            _ => 1,
        };
        if kind == QuoteKind::Indirect
            && (words < least || !frame.reports(reading) || is_adjunct(reading, frame, content))
        {
            continue;
        }
        let base = Draft {
            span: reading.span(content.clone()),
            kind,
            marked: Vec::new(),
            cue: Some(reading.span(frame.cue.clone())),
            speaker: frame.subject.clone(),
            rule: frame.rule,
            line,
            turn: 0,
        };
        for index in &marked {
            taken[*index] = true;
        }
        if kind == QuoteKind::Direct {
            for index in marked {
                drafts.push(Draft { span: reading.marked[index].span, marked: vec![index], ..base.clone() });
            }
        } else {
            drafts.push(Draft { marked, ..base });
        }
    }
}
