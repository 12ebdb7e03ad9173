//! More than fits one page in, which of it is shown out, and where the pages before and behind it begin.

use std::ops::Range;

/// Which of many are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Number of the first shown, from 1.
    pub first: usize,
    /// Number of the last shown.
    pub last: usize,
    /// Number of all.
    pub all: usize,
    /// First of those before.
    pub before: Option<usize>,
    /// First of those behind.
    pub after: Option<usize>,
}

/// The indices of those shown of `all`, no more than `most`: the page on which number `from` (from 1) stands. There
/// is nothing to turn where all fit.
pub fn turn(all: usize, most: usize, from: usize) -> (Range<usize>, Option<Turn>) {
    if all <= most {
        return (0..all, None);
    }
    let first = (from.clamp(1, all) - 1) / most * most;
    let last = (first + most).min(all);
    let before = (first > 0).then(|| first + 1 - most);
    let after = (last < all).then_some(last + 1);
    (first..last, Some(Turn { first: first + 1, last, all, before, after }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_are_looked_through_page_by_page() {
        assert_eq!(turn(12, 12, 1), (0..12, None));
        let (shown, found) = turn(200, 12, 30);
        assert_eq!(shown, 24..36);
        assert_eq!(found, Some(Turn { first: 25, last: 36, all: 200, before: Some(13), after: Some(37) }));
        let (shown, found) = turn(200, 12, 200);
        assert_eq!(shown, 192..200);
        assert_eq!(found.and_then(|turn| turn.after), None);
        assert_eq!(turn(200, 12, usize::MAX).0, 192..200);
        assert_eq!(turn(0, 12, 0), (0..0, None));
    }
}
