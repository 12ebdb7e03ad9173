//! Passages without marks under a lead-in: a line that ends "Ms. Lind said:" in, and the paragraph or the list items
//! below it are her words.

use std::ops::Range;

use crate::model::{QuoteKind, Rule};

use super::Draft;
use super::content;
use super::frames;
use super::reading::{Line, Reading};

/// A passage under a lead-in.
pub(super) struct Block {
    /// Indexes of its lines.
    pub(super) lines: Range<usize>,
    /// The quotes it makes: one for each paragraph.
    pub(super) drafts: Vec<Draft>,
}

/// The passages of a document, in text order.
pub(super) fn blocks(reading: &Reading<'_>) -> Vec<Block> {
    let mut found: Vec<Block> = Vec::new();
    for index in 0..reading.lines.len() {
        if found.last().is_none_or(|last| last.lines.end <= index)
            && let Some(block) = block(reading, index)
        {
            found.push(block);
        }
    }
    found
}

fn block(reading: &Reading<'_>, index: usize) -> Option<Block> {
    let lead = &reading.lines[index];
    let last = lead.units.end - 1;
    if reading.word(last) != ":" && !(reading.word(last) == "." && reading.word(last.max(1) - 1) == ":") {
        return None;
    }
    let start = index + 1;
    let first = reading.lines.get(start).filter(|line| line.paragraph == lead.paragraph + 1)?;
    let listed = is_item(reading, first);
    let (cue, speaker) = frames::lead_in(reading, lead)?;
    let mut end = start;
    let mut drafts = Vec::new();
    let mut paragraph = first.paragraph;
    while let Some(line) = reading.lines.get(end) {
        if line.paragraph != paragraph {
            if !listed || line.paragraph != paragraph + 1 || !is_item(reading, line) {
                break;
            }
            paragraph = line.paragraph;
        }
        let from = end;
        while reading.lines.get(end).is_some_and(|line| line.paragraph == paragraph) {
            end += 1;
        }
        let units = reading.lines[from].units.start..reading.lines[end - 1].units.end;
        if !is_prose(reading, units.clone(), listed) {
            return None;
        }
        drafts.push(Draft {
            span: reading.span(content::trim_start(reading, units)),
            kind: QuoteKind::Indirect,
            marked: Vec::new(),
            cue: Some(reading.span(cue.clone())),
            speaker: Some(speaker.clone()),
            rule: Rule::LeadIn,
            line: from,
            turn: 0,
        });
    }
    (!drafts.is_empty()).then_some(Block { lines: start..end, drafts })
}

/// Whether the line is an item of a list.
fn is_item(reading: &Reading<'_>, line: &Line) -> bool {
    let unit = line.units.start;
    matches!(reading.word(unit), "-" | "–" | "—" | "•" | "*" | "·" | "▪" | "●")
}

/// Whether the units are a sentence without marks: no heading, no tag, no label of their own.
fn is_prose(reading: &Reading<'_>, units: Range<usize>, listed: bool) -> bool {
    let ends = matches!(reading.word(units.end - 1), "." | "!" | "?" | "…" | ")");
    let words = units.len() >= if listed { 3 } else { 6 };
    words
        && (ends || listed)
        && !units.clone().any(|unit| reading.is_quote(unit) || matches!(reading.word(unit), "<" | ">"))
}
