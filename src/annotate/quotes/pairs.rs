//! Marks of a paragraph in, outermost pairs out. One pass: each mark is looked at a bounded number of times.

use crate::model::Span;

use super::marks::{Mark, Side};

/// Pairs `marks` and hands each outermost span to `found`, with whether it is closed and whether its marks are
/// single. `open` says that the paragraph before left a quote open.
pub(super) fn pair(
    text: &str,
    paragraph: Span,
    marks: &[Mark],
    open: bool,
    mut found: impl FnMut(Span, bool, bool),
) {
    let closers = Closers::new(marks);
    let mut index = 0;
    let mut free = paragraph.start();
    // A closing mark before any opening one ends what the paragraph before left open.
    if open
        && let Some(first) = marks.iter().position(|mark| !mark.single)
        && marks[first].side == Side::Close
    {
        found(Span::new(paragraph.start(), marks[first].span.end()), true, false);
        index = first + 1;
        free = marks[first].span.end();
    }
    while let Some(mark) = marks.get(index) {
        if mark.span.start() < free {
            index += 1;
            continue;
        }
        let end = if mark.single {
            closers.single(marks, index).map(|close| (close, true))
        } else if mark.side == Side::Close || mark.shaped && mark.side == Side::Either {
            None
        } else {
            Some(close_of(marks, index))
        };
        let Some((close, closed)) = end else {
            index += 1;
            continue;
        };
        let end = if closed { marks[close].span.end() } else { unclosed_end(text, paragraph, marks, close) };
        found(Span::new(mark.span.start(), end), closed, mark.single);
        free = end;
        index = if closed { close + 1 } else { close };
    }
}

/// The index of the mark that closes the double mark `open`, or the mark before which it stays unclosed.
fn close_of(marks: &[Mark], open: usize) -> (usize, bool) {
    let mut index = open + 1;
    while let Some(mark) = marks.get(index) {
        if mark.single {
            index += 1;
            continue;
        }
        match mark.side {
            Side::Close => return (index, true),
            Side::Either => return (index, true),
            Side::Open => {
                // Either a quote within the quote, which two closing marks would show, or the first was never closed.
                let mut doubles = marks[index + 1..].iter().enumerate().filter(|(_, mark)| !mark.single);
                let first = doubles.next();
                let second = doubles.next();
                match (first, second) {
                    (Some((_, one)), Some((offset, two)))
                        if one.side != Side::Open && two.side == Side::Close =>
                    {
                        return (index + 1 + offset, true);
                    }
                    (Some((offset, one)), None)
                        if one.side == Side::Close && mark.shaped != marks[open].shaped =>
                    {
                        return (index + 1 + offset, true);
                    }
                    _ => return (index, false),
                }
            }
        }
    }
    (marks.len(), false)
}

/// Where an unclosed quote ends: with the text before the next opening mark, or with the paragraph.
fn unclosed_end(text: &str, paragraph: Span, marks: &[Mark], next: usize) -> usize {
    match marks.get(next) {
        None => paragraph.end(),
        Some(mark) => {
            let start = paragraph.start();
            start + text[start..mark.span.start()].trim_end().len()
        }
    }
}

/// For each mark the next single mark that may close, so that no search is repeated.
struct Closers {
    strong: Vec<usize>,
    weak: Vec<usize>,
    double: Vec<usize>,
}

impl Closers {
    fn new(marks: &[Mark]) -> Closers {
        let none = marks.len();
        let mut strong = vec![none; none + 1];
        let mut weak = vec![none; none + 1];
        let mut double = vec![none; none + 1];
        for (index, mark) in marks.iter().enumerate().rev() {
            let closes = mark.single && mark.side != Side::Open;
            strong[index] = if closes && !mark.weak { index } else { strong[index + 1] };
            weak[index] = if closes && mark.weak { index } else { weak[index + 1] };
            double[index] = if mark.single { double[index + 1] } else { index };
        }
        Closers { strong, weak, double }
    }

    /// The mark that closes the single mark `open`, when there is one before the next double mark.
    fn single(&self, marks: &[Mark], open: usize) -> Option<usize> {
        if marks[open].side == Side::Close {
            return None;
        }
        let after = open + 1;
        let limit = self.double[after.min(self.double.len() - 1)];
        let best = if self.strong[after] < marks.len() { self.strong[after] } else { self.weak[after] };
        let balanced = marks[open].shaped && limit < best;
        (best < marks.len() && (best < limit || balanced)).then_some(best)
    }
}
