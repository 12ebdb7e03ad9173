//! "reportedly" in a clause, what is told out: a report that nobody is named for.

use std::ops::Range;

use crate::model::Rule;

use super::content;
use super::ends;
use super::frames::Frame;
use super::phrases::BREAK;
use super::reading::{Line, Reading};
use super::words::Class;

/// "The board has reportedly sold the boats": the whole clause is told, by nobody in particular.
pub(super) fn told(reading: &Reading<'_>, line: &Line, adverb: usize) -> Option<Frame> {
    let end = content::line_end(reading, line);
    // "He reportedly said": the verb is the cue.
    if reading.is(adverb + 1, Class::SAY.with(Class::TELL)) {
        return None;
    }
    let mut content: Vec<Range<usize>> = Vec::new();
    content::push(&mut content, clause_start(reading, line.units.start, adverb)..adverb);
    let behind = adverb + 1..ends::aside(reading, adverb + 1, end);
    content::push(&mut content, content::trim_end(reading, behind));
    let quoted = content.iter().any(|range| range.clone().any(|unit| reading.is_quote(unit)));
    (content.len() == 2 && !quoted).then(|| Frame {
        cue: adverb..adverb + 1,
        group: Class::SAY,
        subject: None,
        rule: Rule::Hearsay,
        clause: adverb..adverb + 1,
        content,
        trailing: false,
        passive: false,
    })
}

/// Where the clause that `unit` stands in begins.
fn clause_start(reading: &Reading<'_>, start: usize, unit: usize) -> usize {
    let turns = BREAK.with(Class::SUBORDINATOR).with(Class::RELATIVE);
    let first = (start..unit)
        .rev()
        .find(|at| reading.is_quote(*at) || reading.is(*at, turns) && !reading.is_nominal(*at))
        .map_or(start, |at| if reading.is(at, Class::RELATIVE) { at } else { at + 1 });
    (first..unit)
        .find(|at| !reading.is(*at, Class::CONJUNCTION) && !reading.says(*at, &["with"]))
        .unwrap_or(unit)
}
