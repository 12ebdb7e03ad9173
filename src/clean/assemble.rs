//! Blocks with their fates in; the text, its paragraphs, the way back and the dropped lines out.

use std::ops::Range;

use super::cards;
use super::hidden;
use super::lines::{self, Block, Fate, Line};
use super::repair::{self, Repair};
use super::shape;
use crate::model::{DroppedLine, OffsetMap, Paragraph, ParagraphKind, Span};

/// The text of an article and where it came from.
#[derive(Debug, Default)]
pub(super) struct Assembled {
    pub(super) text: String,
    pub(super) paragraphs: Vec<Paragraph>,
    pub(super) offsets: OffsetMap,
    pub(super) dropped: Vec<DroppedLine>,
}

/// Puts the article together. `title` is a headline that stands nowhere in the file.
pub(super) fn assemble(title: Option<&str>, front: &[Line], blocks: &[Block]) -> Assembled {
    let mut made = Assembled::default();
    for line in front {
        made.drop_line(line, line.text, "front matter");
    }
    if let Some(title) = title.map(str::trim).filter(|title| !title.is_empty()) {
        made.text.push_str(title);
        made.end_paragraph(0, ParagraphKind::Headline);
    }
    let headline = blocks.iter().position(|block| block.fate == Fate::Headline && is_seen(block));
    if let Some(at) = headline {
        made.paragraph(&blocks[at], ParagraphKind::Headline);
    }
    let last = blocks.iter().rposition(Block::kept);
    for (at, block) in blocks.iter().enumerate() {
        match block.fate {
            Fate::Headline | Fate::Keep if !is_seen(block) => {
                block.lines.iter().for_each(|line| made.drop_line(line, line.text, "nothing to be seen"));
            }
            Fate::Headline => {}
            Fate::Drop(rule) => block.lines.iter().for_each(|line| made.drop_line(line, line.text, rule)),
            Fate::Keep => {
                if let (true, Some(line)) = (block.cut > 0, block.lines.first()) {
                    made.drop_line(line, lines::trim(&line.text[..block.cut]), "dateline");
                }
                made.paragraph(block, kind(block, Some(at) == last));
            }
        }
    }
    made.dropped.sort_by_key(|dropped| dropped.line);
    // It is kept for as long as the program runs.
    made.text.shrink_to_fit();
    made.paragraphs.shrink_to_fit();
    made.offsets.shrink_to_fit();
    made.dropped.shrink_to_fit();
    made
}

impl Assembled {
    fn drop_line(&mut self, line: &Line, text: &str, rule: &'static str) {
        self.dropped.push(DroppedLine { line: line.number, text: text.to_owned(), rule });
    }

    fn end_paragraph(&mut self, start: usize, kind: ParagraphKind) {
        self.paragraphs.push(Paragraph { span: Span::new(start, self.text.len()), kind });
    }

    fn paragraph(&mut self, block: &Block, kind: ParagraphKind) {
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        let mut ended = None;
        for (index, line) in block.lines.iter().enumerate() {
            let cut = if index == 0 { block.cut } else { 0 };
            let skipped = line.text[..cut].chars().count();
            if let Some(ended) = ended {
                let at = self.text.len();
                self.text.push(' ');
                self.offsets.push_replaced(Span::new(at, at + 1), (ended, line.chars));
            }
            let text = &line.text[cut..];
            for card in cards::cards(text) {
                self.drop_line(line, lines::trim(&text[card]), "links about a person");
            }
            ended = Some(self.copy(text, line.chars + skipped));
        }
        self.end_paragraph(start, kind);
    }

    /// Copies `text`, which begins at code point `source` of the file, with its repairs and without what is hidden.
    /// Returns where it ends.
    fn copy(&mut self, text: &str, mut source: usize) -> usize {
        let mut at = 0;
        for repair in changes(text) {
            source = self.verbatim(&text[at..repair.start], source);
            let start = self.text.len();
            self.text.push_str(&repair.text);
            let end = source + text[repair.start..repair.end].chars().count();
            self.offsets.push_replaced(Span::new(start, self.text.len()), (source, end));
            source = end;
            at = repair.end;
        }
        self.verbatim(&text[at..], source)
    }

    fn verbatim(&mut self, text: &str, source: usize) -> usize {
        let start = self.text.len();
        let chars = text.chars().count();
        self.text.push_str(text);
        self.offsets.push_verbatim(Span::new(start, self.text.len()), source, chars);
        source + chars
    }
}

/// Whether anything of a block is left to be seen: damaged letters may turn out to be hidden ones.
fn is_seen(block: &Block) -> bool {
    block.lines.iter().any(|line| {
        // What is changed begins behind a name, or with a letter beyond ASCII.
        if line.text.trim_start().starts_with(|char: char| char.is_ascii_alphanumeric()) {
            return true;
        }
        let (mut at, mut seen) = (0, false);
        for change in changes(line.text) {
            seen |= !line.text[at..change.start].trim().is_empty() || !change.text.trim().is_empty();
            at = change.end;
        }
        seen || !line.text[at..].trim().is_empty()
    })
}

/// What is changed in a text, in order.
fn changes(text: &str) -> Vec<Repair> {
    let mut changes = Vec::new();
    let mut at = 0;
    for card in cards::cards(text) {
        mend(text, at..card.start, &mut changes);
        changes.push(Repair { start: card.start, end: card.end, text: String::new() });
        at = card.end;
    }
    mend(text, at..text.len(), &mut changes);
    changes
}

/// What is changed of the letters in a part of a text. Damaged ones are mended first, for some hide among those that
/// are not seen.
fn mend(text: &str, part: Range<usize>, changes: &mut Vec<Repair>) {
    let Range { start: mut at, end } = part;
    if text[at..end].is_ascii() {
        return;
    }
    let from = at;
    for mut repair in repair::repairs(&text[from..end]) {
        repair.start += from;
        repair.end += from;
        changes.extend(hidden::runs(text, at, repair.start));
        at = repair.end;
        repair.text = hidden::without(&repair.text).into_owned();
        changes.push(repair);
    }
    changes.extend(hidden::runs(text, at, end));
}

fn kind(block: &Block, last: bool) -> ParagraphKind {
    let text = block.rest();
    let numbered = text.find(|char: char| !char.is_ascii_digit()).is_some_and(|at| {
        (1..=2).contains(&at) && (text[at..].starts_with(". ") || text[at..].starts_with(") "))
    });
    let bulleted =
        ["• ", "· ", "▪ ", "* ", "- ", "– ", "•", "●"].iter().any(|bullet| text.starts_with(bullet));
    if text.starts_with("> ") {
        ParagraphKind::BlockQuote
    } else if numbered || bulleted {
        ParagraphKind::ListItem
    } else if !last && is_subheading(text) {
        ParagraphKind::Subheading
    } else {
        ParagraphKind::Text
    }
}

fn is_subheading(text: &str) -> bool {
    let begins = text.starts_with(|char: char| char.is_uppercase() || char.is_numeric());
    let asks = text.ends_with('?') && shape::words(text) <= 8 && !text.contains(['“', '"', '”']);
    let closed = shape::ends_sentence(text) && !asks;
    text.len() <= 120
        && shape::words(text) <= 12
        && begins
        && !closed
        && !text.ends_with([',', ':', ';', '—', '-'])
}
