//! Ranges of text: checked byte spans, their code points, and the way back to the file.

use std::ops::Range;

/// A byte range of a text, end-exclusive, on character boundaries of the text it was made for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The span from byte `start` up to, not including, byte `end`.
    ///
    /// # Panics
    /// When `start > end` or `end` exceeds 4 GiB; `load` refuses such files long before.
    #[inline]
    pub fn new(start: usize, end: usize) -> Span {
        assert!(start <= end, "a span may not end ({end}) before it starts ({start})");
        Span { start: narrow(start), end: narrow(end) }
    }

    /// First byte.
    #[inline]
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// One past the last byte.
    #[inline]
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes.
    #[inline]
    pub fn len(self) -> usize {
        self.end() - self.start()
    }

    /// Whether the span holds no byte.
    #[inline]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The span as a standard range.
    #[inline]
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// The text under the span.
    #[inline]
    pub fn slice(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// Whether `other` lies wholly inside this span.
    #[inline]
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two spans share at least one byte.
    #[inline]
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    #[inline]
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// An offset, index or count as it is kept.
pub(super) fn narrow(number: usize) -> u32 {
    u32::try_from(number).expect("texts over 4 GiB are refused when they are read")
}

/// A range of code points of the decoded file, end-exclusive.
pub type SourceRange = (usize, usize);

/// Leads from bytes of `Article.text` back to code points of the decoded file it came from.
///
/// A list of pieces in text order. A *verbatim* piece was copied as it stands; any other (a joined line break,
/// a repaired sequence, a headline from a metadata field) maps as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OffsetMap {
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Piece {
    text: Span,
    /// Code points of the file; a text has fewer of them than bytes, and those fit.
    source: (u32, u32),
    verbatim: bool,
}

impl OffsetMap {
    /// Notes that `text` was copied from the file beginning at code point `source`, character by character.
    pub fn push_verbatim(&mut self, text: Span, source: usize, chars: usize) {
        self.push(text, (source, source + chars), true);
    }

    /// Notes that `text` stands for `source` as a whole (an empty range where the file has nothing for it).
    pub fn push_replaced(&mut self, text: Span, source: SourceRange) {
        self.push(text, source, false);
    }

    fn push(&mut self, text: Span, source: SourceRange, verbatim: bool) {
        debug_assert!(self.pieces.last().is_none_or(|last| last.text.end() <= text.start()));
        if !text.is_empty() {
            self.pieces.push(Piece { text, source: (narrow(source.0), narrow(source.1)), verbatim });
        }
    }

    /// Gives back the room for pieces that will not come.
    pub fn shrink_to_fit(&mut self) {
        self.pieces.shrink_to_fit();
    }

    /// Bytes of its pieces.
    pub(super) fn held(&self) -> usize {
        self.pieces.capacity() * size_of::<Piece>()
    }

    /// The code points of the file that `span` of `text` came from. Text without a place in the file (a headline
    /// that only a metadata field gives) has the empty range `(0, 0)`.
    pub fn to_source(&self, text: &str, span: Span) -> SourceRange {
        self.source_of(span, |bytes| text[bytes].chars().count())
    }

    /// The same for many spans of one text, whose code points have been counted.
    pub fn to_source_at(&self, points: &CodePoints<'_>, span: Span) -> SourceRange {
        self.source_of(span, |bytes| points.at(bytes.end) - points.at(bytes.start))
    }

    fn source_of(&self, span: Span, count: impl Fn(Range<usize>) -> usize) -> SourceRange {
        if span.is_empty() {
            return (0, 0);
        }
        let mut source: Option<SourceRange> = None;
        let first = self.pieces.partition_point(|piece| piece.text.end() <= span.start());
        for piece in self.pieces[first..].iter().take_while(|piece| piece.text.start() < span.end()) {
            let (start, end) = piece.part(span, &count);
            if start < end {
                source = Some(source.map_or((start, end), |(s, e)| (s.min(start), e.max(end))));
            }
        }
        source.unwrap_or((0, 0))
    }
}

impl Piece {
    fn part(&self, span: Span, count: impl Fn(Range<usize>) -> usize) -> SourceRange {
        let source = (self.source.0 as usize, self.source.1 as usize);
        if !self.verbatim {
            return source;
        }
        let start = span.start().max(self.text.start());
        let end = span.end().min(self.text.end());
        let from = source.0 + count(self.text.start()..start);
        (from, from + count(start..end))
    }
}

/// Turns byte offsets of one text into code points, with a checkpoint every 64 bytes.
pub struct CodePoints<'t> {
    text: &'t str,
    checkpoints: Vec<u32>,
}

impl<'t> CodePoints<'t> {
    const STEP: usize = 64;

    /// Counts the code points of `text` once.
    pub fn new(text: &'t str) -> Self {
        let mut checkpoints = Vec::with_capacity(text.len() / Self::STEP + 1);
        let mut count = 0;
        for chunk in text.as_bytes().chunks(Self::STEP) {
            checkpoints.push(count);
            count += chunk.iter().filter(|byte| is_char_start(**byte)).count() as u32;
        }
        CodePoints { text, checkpoints }
    }

    /// The number of code points before byte `offset`.
    pub fn at(&self, offset: usize) -> usize {
        let Some(checkpoint) = self.checkpoints.get(offset / Self::STEP) else {
            return self.text.chars().count();
        };
        let from = offset / Self::STEP * Self::STEP;
        let rest = &self.text.as_bytes()[from..offset];
        *checkpoint as usize + rest.iter().filter(|byte| is_char_start(**byte)).count()
    }

    /// Start and end of `span` in code points.
    pub fn of(&self, span: Span) -> (usize, usize) {
        (self.at(span.start()), self.at(span.end()))
    }
}

fn is_char_start(byte: u8) -> bool {
    (byte as i8) >= -0x40
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_count_characters_not_bytes() {
        let text = "é“👩‍🚒” said Zoë ".repeat(20);
        let points = CodePoints::new(&text);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(points.at(byte), count);
        }
        assert_eq!(points.at(text.len()), text.chars().count());
    }

    #[test]
    fn a_span_over_two_pieces_covers_both_in_the_file() {
        // The file is "Héad\nA “b”\nc", the text keeps the second and third line, joined by a blank line.
        let text = "A “b”\n\nc";
        let mut map = OffsetMap::default();
        map.push_verbatim(Span::new(0, 9), 5, 5);
        map.push_replaced(Span::new(9, 11), (10, 11));
        map.push_verbatim(Span::new(11, 12), 11, 1);
        assert_eq!(map.to_source(text, Span::new(2, 9)), (7, 10));
        assert_eq!(map.to_source(text, Span::new(2, 12)), (7, 12));
        assert_eq!(map.to_source(text, Span::new(11, 12)), (11, 12));
        let points = CodePoints::new(text);
        for (start, end) in [(0, 1), (2, 9), (2, 12), (5, 11), (9, 10), (11, 12)] {
            let span = Span::new(start, end);
            assert_eq!(map.to_source_at(&points, span), map.to_source(text, span));
        }
    }

    #[test]
    #[should_panic(expected = "may not end")]
    fn a_reversed_span_is_refused() {
        Span::new(3, 2);
    }
}
