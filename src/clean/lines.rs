//! The decoded text of a file in, its lines in, and the paragraphs they make: where each stands is kept to the
//! code point. Knows nothing of news.

use std::borrow::Cow;

use super::hidden::is_hidden;

/// One line that is not blank, without the space around it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'t> {
    /// Its number in the file, from 1.
    pub(super) number: usize,
    /// Its text.
    pub(super) text: &'t str,
    /// Code points of the file before `text`.
    pub(super) chars: usize,
    /// Whether a blank line (or nothing) stands before it.
    pub(super) gap: bool,
    /// Whether it begins further right than the margin.
    pub(super) indented: bool,
}

/// The lines of `text`; those that begin before byte `content_start` are the front matter, and come first.
pub(super) fn split(text: &str, content_start: usize) -> (Vec<Line<'_>>, Vec<Line<'_>>) {
    let (mut front, mut content) = (Vec::new(), Vec::new());
    let (mut start, mut chars, mut number, mut gap) = (0, 0, 0, true);
    while start < text.len() {
        let (end, next) = line_end(text, start);
        number += 1;
        let whole = &text[start..end];
        let trimmed = trim(whole);
        if trimmed.is_empty() {
            gap = true;
        } else {
            let lead = whole.len() - whole.trim_start_matches(is_blank).len();
            let line = Line {
                number,
                text: trimmed,
                chars: chars + whole[..lead].chars().count(),
                gap,
                indented: lead > 0,
            };
            if start < content_start {
                front.push(line)
            } else {
                content.push(line)
            }
            gap = false;
        }
        chars += text[start..next].chars().count();
        start = next;
    }
    (front, content)
}

/// Where the line that begins at `start` ends, and where the next one begins. LF, CR, CRLF and the separators
/// U+2028 and U+2029 end a line.
fn line_end(text: &str, start: usize) -> (usize, usize) {
    let rest = &text.as_bytes()[start..];
    let mut from = 0;
    while let Some(found) = memchr::memchr3(b'\n', b'\r', 0xe2, &rest[from..]) {
        let at = from + found;
        match rest[at] {
            b'\n' => return (start + at, start + at + 1),
            b'\r' => return (start + at, start + at + 1 + usize::from(rest.get(at + 1) == Some(&b'\n'))),
            _ if rest[at..].starts_with("\u{2028}".as_bytes())
                || rest[at..].starts_with("\u{2029}".as_bytes()) =>
            {
                return (start + at, start + at + 3);
            }
            _ => from = at + 1,
        }
    }
    (text.len(), text.len())
}

/// White space, and what is not seen: files carry marks of no width at the ends of lines.
pub(super) fn is_blank(char: char) -> bool {
    char.is_whitespace() || is_hidden(char)
}

/// `text` without blanks around it.
pub(super) fn trim(text: &str) -> &str {
    text.trim_matches(is_blank)
}

/// The lines of one paragraph.
#[derive(Clone, Debug)]
pub(super) struct Block<'t> {
    /// Its lines: one, unless the file is wrapped at a fixed width.
    pub(super) lines: Vec<Line<'t>>,
    /// Their text, joined by single spaces.
    pub(super) text: Cow<'t, str>,
    /// What becomes of it.
    pub(super) fate: Fate,
    /// Bytes at the beginning of its first line that are taken out.
    pub(super) cut: usize,
}

/// What becomes of a block.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Fate {
    /// It is article.
    Keep,
    /// It is the headline.
    Headline,
    /// It is taken out by this rule.
    Drop(&'static str),
}

impl<'t> Block<'t> {
    fn new(lines: Vec<Line<'t>>) -> Block<'t> {
        let text = match lines.as_slice() {
            [line] => Cow::Borrowed(line.text),
            lines => Cow::Owned(lines.iter().map(|line| line.text).collect::<Vec<_>>().join(" ")),
        };
        Block { lines, text, fate: Fate::Keep, cut: 0 }
    }

    /// Takes the lines of `next` in.
    pub(super) fn join(&mut self, next: Block<'t>) {
        let mut lines = std::mem::take(&mut self.lines);
        lines.extend(next.lines);
        *self = Block { fate: self.fate, cut: self.cut, ..Block::new(lines) };
    }

    /// Whether a blank line stands before it.
    pub(super) fn gap(&self) -> bool {
        self.lines.first().is_some_and(|line| line.gap)
    }

    /// Its text without what is cut from its beginning.
    pub(super) fn rest(&self) -> &str {
        self.text[self.cut..].trim_start()
    }

    pub(super) fn kept(&self) -> bool {
        self.fate == Fate::Keep
    }
}

/// Lines longer than this are paragraphs by themselves.
const WIDEST: usize = 110;

/// A wrapped file has at least so many lines that go on in the next.
const WRAPPED_LINES: usize = 4;

/// Makes paragraphs of lines. A line is one, except in a file that was wrapped at a fixed width: there a line goes
/// on in the next when the next one's first word would not have fitted on it.
pub(super) fn blocks<'t>(lines: &[Line<'t>]) -> Vec<Block<'t>> {
    let width = wrap_width(lines);
    let mut blocks: Vec<Vec<Line<'t>>> = Vec::new();
    for line in lines {
        match (blocks.last_mut(), width) {
            (Some(block), Some(width)) if !line.gap && goes_on(block[block.len() - 1], *line, width) => {
                block.push(*line);
            }
            _ => blocks.push(vec![*line]),
        }
    }
    blocks.into_iter().map(Block::new).collect()
}

/// The width at which a file was wrapped, if it was: most lines with a line right below are too full for the
/// next word, and do not end a sentence.
fn wrap_width(lines: &[Line]) -> Option<usize> {
    let mut inner: Vec<(usize, &Line, &Line)> = Vec::new();
    for pair in lines.windows(2) {
        let length = pair[0].text.len();
        if length > WIDEST * 4 {
            return None;
        }
        if !pair[1].gap {
            inner.push((pair[0].text.chars().count(), &pair[0], &pair[1]));
        }
    }
    let width = inner.iter().map(|(length, ..)| *length).max()?;
    if !(40..=WIDEST).contains(&width) || lines.last()?.text.chars().count() > width + 10 {
        return None;
    }
    let full = inner.iter().filter(|(_, line, next)| goes_on(**line, **next, width)).count();
    let open = inner.iter().filter(|(_, line, _)| !super::shape::ends_sentence(line.text)).count();
    (full >= WRAPPED_LINES && full * 10 >= inner.len() * 6 && open * 10 >= inner.len() * 6).then_some(width)
}

fn goes_on(line: Line, next: Line, width: usize) -> bool {
    let first = next.text.split_whitespace().next().map_or(0, |word| word.chars().count());
    // A paragraph without a blank line above is told by its indent.
    let begins = next.indented && !line.indented;
    !begins && line.text.chars().count() + 1 + first > width.saturating_sub(3)
}
