//! Marked spans that no cue reports: the rest of a turn, the paragraph after a lead-in, the next in a dialogue.

use std::ops::Range;

use crate::model::{QuoteKind, Rule};

use super::Draft;
use super::content;
use super::ends;
use super::frames;
use super::nouns;
use super::reading::{Line, Reading};
use super::signs;
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
    let framed = drafts.len();
    let mut line = 0;
    for marked in 0..taken.len() {
        if by_marked[marked].is_some() {
            continue;
        }
        let unit = reading.unit_of[marked];
        while reading.lines[line].units.end <= unit {
            line += 1;
        }
        let unclosed = reading.marked[marked].continues && marked > 0;
        let continued = if unclosed { by_marked[marked - 1] } else { None };
        if continued.is_none() && !is_uttered(reading, &reading.lines[line], unit) {
            continue;
        }
        let before = drafts[..framed].partition_point(|draft| draft.line < line).checked_sub(1);
        let quoted = marked.checked_sub(1).and_then(|before| by_marked[before]);
        let latest = match (before, quoted) {
            (Some(framed), Some(quoted)) if drafts[quoted].line > drafts[framed].line => Some(quoted),
            (Some(framed), _) => Some(framed),
            (None, quoted) => quoted,
        };
        if continued.is_none()
            && let Some(draft) = reported(reading, taken, marked, line)
        {
            for marked in &draft.marked {
                by_marked[*marked] = Some(drafts.len());
            }
            drafts.push(draft);
            continue;
        }
        let (speaker, rule) = match continued {
            Some(draft) => (drafts[draft].speaker.clone(), Rule::UnclosedParagraph),
            None => speaker(reading, drafts, Place { unit, line, latest, quoted }),
        };
        by_marked[marked] = Some(drafts.len());
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

/// The content that a claim or an unlisted verb before the marked span leads in, with the marked spans in it.
fn reported(reading: &Reading<'_>, taken: &[bool], marked: usize, index: usize) -> Option<Draft> {
    let line = &reading.lines[index];
    let unit = reading.unit_of[marked];
    let behind =
        content::ends_in_comma(reading, unit) && reading.phrase_after(unit + 1, line.units.end).is_some();
    if behind {
        return None;
    }
    let (speaker, rule, from) = nouns::owner(reading, line, unit)?;
    let end = content::line_end(reading, line);
    let mut content = content::trim_start(reading, from..ends::aside(reading, from, end));
    if rule == Rule::Owner
        && let Some(last) = content.clone().rev().find(|unit| reading.is_quote(*unit))
    {
        content.end = last + 1;
    }
    let marked: Vec<usize> = content
        .clone()
        .filter_map(|unit| reading.units[unit].marked)
        .filter(|marked| !taken[*marked] && is_uttered(reading, line, reading.unit_of[*marked]))
        .collect();
    if !marked.iter().any(|index| reading.unit_of[*index] == unit) {
        return None;
    }
    let kind = if content.len() == 1 { QuoteKind::Direct } else { QuoteKind::Mixed };
    let span = reading.span(content);
    Some(Draft {
        span,
        kind,
        marked,
        cue: Some(reading.units[from - 1].span),
        speaker: Some(speaker),
        rule,
        line: index,
        turn: 0,
    })
}

fn is_uttered(reading: &Reading<'_>, line: &Line, unit: usize) -> bool {
    uttered::is_uttered(reading, &uttered::Place { line, unit, frame: None })
}

struct Place {
    unit: usize,
    line: usize,
    /// The latest quote in a line before, indirect ones too.
    latest: Option<usize>,
    /// The latest marked quote.
    quoted: Option<usize>,
}

type Answer = (Option<Range<usize>>, Rule);

fn speaker(reading: &Reading<'_>, drafts: &[Draft], place: Place) -> Answer {
    let line = &reading.lines[place.line];
    let paragraph = line.paragraph;
    let alone =
        line.units.clone().all(|unit| reading.is_quote(unit) || reading.is(unit, uttered::PUNCTUATION));
    if !alone {
        // “…,” the mayor thundered: the phrase behind it, whatever the verb.
        if content::ends_in_comma(reading, place.unit)
            && let Some(subject) = reading.phrase_after(place.unit + 1, line.units.end)
        {
            return (Some(subject), Rule::BehindQuote);
        }
        // Words of the reporter surround it: their subject speaks.
        if let Some(subject) = reading.clause_subject(line.units.start, place.unit) {
            return (Some(subject), Rule::SentenceSubject);
        }
    }
    if alone
        && let Some(below) = reading.lines.get(place.line + 1)
        && let Some(name) = signs::signature_line(reading, below)
    {
        return (Some(name), Rule::Signature);
    }
    let lead = place.line.checked_sub(1).map(|index| &reading.lines[index]);
    if let Some(lead) = lead
        && reading.is(lead.units.end - 1, Class::COLON)
        && let Some(subject) = frames::lead(reading, lead)
    {
        return (Some(subject), Rule::LeadIn);
    }
    let latest = place.latest.map(|index| &drafts[index]);
    if let Some(draft) = latest
        && reading.lines[draft.line].paragraph == paragraph
        && draft.speaker.is_some()
    {
        return (said_again(reading, draft).or_else(|| draft.speaker.clone()), Rule::SameTurn);
    }
    if let (Some(lead), Some(draft)) = (lead, latest)
        && draft.line + 1 == place.line
        && draft.speaker.is_some()
    {
        let rule = if lead.paragraph == paragraph { Rule::SameTurn } else { Rule::TurnCarriedOn };
        return (draft.speaker.clone(), rule);
    }
    if let Some(lead) = lead
        && lead.paragraph + 1 >= paragraph
        && let Some(subject) = reading.clause_subject(lead.units.start, lead.units.end)
    {
        return (Some(subject), Rule::SentenceBefore);
    }
    match place.quoted.map(|index| &drafts[index]) {
        Some(draft) => (draft.speaker.clone(), Rule::TurnCarriedOn),
        None => (None, Rule::SentenceBefore),
    }
}

/// The pronoun that names the speaker once more behind what was said: "Ms. Lind said it was “dead,” she said. “…”"
fn said_again(reading: &Reading<'_>, draft: &Draft) -> Option<Range<usize>> {
    let line = &reading.lines[draft.line];
    let end = content::line_end(reading, line);
    let pronoun = end.checked_sub(2).filter(|unit| *unit > line.units.start)?;
    (reading.is(pronoun, Class::SUBJECT)
        && reading.is(pronoun + 1, Class::SAY)
        && reading.units[pronoun].span.start() >= draft.span.end())
    .then_some(pronoun..pronoun + 1)
}

/// A quote left unclosed goes on in the next paragraph: where only that one has a cue, its speaker spoke before, too.
pub(super) fn backwards(reading: &Reading<'_>, drafts: &mut [Draft]) {
    for index in (1..drafts.len()).rev() {
        let (before, here) = drafts.split_at_mut(index);
        let (Some(before), Some(here)) = (before.last_mut(), here.first()) else { continue };
        let open = before.marked.last().zip(here.marked.first()).is_some_and(|(last, first)| {
            !reading.marked[*last].closed && reading.marked[*first].continues && last + 1 == *first
        });
        if open
            && before.cue.is_none()
            && (here.cue.is_some() || here.rule == Rule::UnclosedParagraph && before.speaker.is_none())
        {
            before.speaker.clone_from(&here.speaker);
            before.rule = Rule::UnclosedParagraph;
        }
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
                || matches!(here.rule, Rule::UnclosedParagraph | Rule::SameTurn | Rule::TurnCarriedOn)
                    && before.speaker == here.speaker;
            turn += u32::from(!(near && same));
        }
        drafts[index].turn = turn;
    }
}
