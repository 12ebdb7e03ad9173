//! Marked spans that no cue reports: the rest of a turn, the paragraph after a lead-in, the next in a dialogue.

use std::ops::Range;

use crate::model::QuoteKind;

use super::Draft;
use super::reading::Reading;
use super::uttered;
use super::words::Class;

/// Adds drafts for the marked spans not `taken` that are uttered.
pub(super) fn loose(reading: &Reading<'_>, taken: &[bool], drafts: &mut Vec<Draft>) {
    let mut by_marked: Vec<Option<usize>> = vec![None; taken.len()];
    for (index, draft) in drafts.iter().enumerate() {
        for marked in &draft.marked {
            by_marked[*marked] = Some(index);
        }
    }
    // The latest draft so far, and the line each marked span stands in.
    let mut last: Option<usize> = None;
    let mut line = 0;
    for marked in 0..taken.len() {
        let unit = reading.unit_of[marked];
        while reading.lines[line].units.end <= unit {
            line += 1;
        }
        if let Some(draft) = by_marked[marked] {
            last = Some(draft);
            continue;
        }
        let continues = reading.marked[marked].continues && marked > 0 && by_marked[marked - 1].is_some();
        if !continues && !uttered::loose(reading, &reading.lines[line], unit) {
            continue;
        }
        let previous = if continues { by_marked[marked - 1] } else { last };
        let (speaker, rule) = speaker(reading, drafts, previous, Place { unit, line, continues });
        by_marked[marked] = Some(drafts.len());
        last = Some(drafts.len());
        drafts.push(Draft {
            span: reading.marked[marked].span,
            kind: QuoteKind::Direct,
            marked: vec![marked],
            cue: None,
            speaker,
            rule,
            line,
            turn: 0,
        });
    }
}

struct Place {
    unit: usize,
    line: usize,
    continues: bool,
}

type Answer = (Option<Range<usize>>, &'static str);

fn speaker(reading: &Reading<'_>, drafts: &[Draft], previous: Option<usize>, place: Place) -> Answer {
    let before = previous.map(|index| &drafts[index]);
    if place.continues {
        return (before.and_then(|draft| draft.speaker.clone()), "unclosed paragraph");
    }
    let line = &reading.lines[place.line];
    let paragraph = line.paragraph;
    let alone =
        line.units.clone().all(|unit| reading.is_quote(unit) || reading.is(unit, uttered::PUNCTUATION));
    if !alone {
        // “…,” the mayor thundered: the phrase behind it, whatever the verb.
        if super::content::ends_in_comma(reading, place.unit)
            && let Some(subject) = reading.phrase_after(place.unit + 1, line.units.end)
        {
            return (Some(subject), "subject behind the quote");
        }
        // Words of the reporter surround it: their subject speaks.
        if let Some(subject) = reading.clause_subject(line.units.start, place.unit) {
            return (Some(subject), "subject of the sentence");
        }
    }
    let lead_in = place.line.checked_sub(1).map(|index| &reading.lines[index]);
    if let Some(lead) = lead_in
        && reading.is(lead.units.end - 1, Class::COLON)
        && let Some(subject) = reading.clause_subject(lead.units.start, lead.units.end)
    {
        return (Some(subject), "lead-in");
    }
    if let Some(draft) = before
        && reading.lines[draft.line].paragraph == paragraph
    {
        return (draft.speaker.clone(), "same turn");
    }
    if let Some(lead) = lead_in
        && lead.paragraph == paragraph
        && let Some(subject) = reading.clause_subject(lead.units.start, lead.units.end)
    {
        return (Some(subject), "sentence before");
    }
    match before {
        Some(draft) => (draft.speaker.clone(), "turn carried on"),
        None => (None, ""),
    }
}

/// Numbers the turns: fragments of one turn share a number.
pub(super) fn number(reading: &Reading<'_>, drafts: &mut [Draft]) {
    let mut turn = 0;
    for index in 0..drafts.len() {
        if index > 0 {
            let (before, here) = (&drafts[index - 1], &drafts[index]);
            let near = reading.lines[here.line].paragraph
                - reading.lines[before.line].paragraph.min(reading.lines[here.line].paragraph)
                <= 1;
            let same = before.line == here.line && before.cue == here.cue && here.cue.is_some()
                || matches!(here.rule, "unclosed paragraph" | "same turn" | "turn carried on")
                    && before.speaker == here.speaker;
            turn += u32::from(!(near && same));
        }
        drafts[index].turn = turn;
    }
}
