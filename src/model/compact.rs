//! Small forms of what a library holds hundreds of thousands of: indices that may be missing, counts by column.

use std::num::NonZeroU32;

use super::span::narrow;

/// An index into a list. An `Option` of it takes four bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Index(NonZeroU32);

impl Index {
    /// This index.
    ///
    /// # Panics
    /// When it exceeds what a list over a text of 4 GiB can have.
    pub fn new(index: usize) -> Index {
        Index(
            NonZeroU32::MIN
                .checked_add(narrow(index))
                .expect("lists are shorter than the text they are about"),
        )
    }

    /// As lists take it.
    pub fn get(self) -> usize {
        (self.0.get() - 1) as usize
    }
}

/// Numbers by column. Only those over zero are held: most things are of few columns, and many of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counts(Held);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Held {
    One([(u32, u32); 1]),
    Several(Box<[(u32, u32)]>),
}

impl Counts {
    /// The number of a column.
    pub fn of(&self, column: usize) -> usize {
        self.iter().find(|(other, _)| *other == column).map_or(0, |(_, count)| count)
    }

    /// All columns together.
    pub fn total(&self) -> usize {
        self.iter().map(|(_, count)| count).sum()
    }

    /// The columns whose number is over zero, in order.
    pub fn iter(&self) -> impl Iterator<Item = (usize, usize)> {
        let held: &[(u32, u32)] = match &self.0 {
            Held::One(one) => one,
            Held::Several(several) => several,
        };
        held.iter().map(|(column, count)| (*column as usize, *count as usize))
    }

    /// Bytes of what it holds.
    pub(super) fn held(&self) -> usize {
        match &self.0 {
            Held::One(_) => 0,
            Held::Several(several) => size_of_val(&**several),
        }
    }
}

impl FromIterator<usize> for Counts {
    /// From the number of each column.
    fn from_iter<I: IntoIterator<Item = usize>>(counts: I) -> Counts {
        let counts = counts.into_iter().enumerate().filter(|(_, count)| *count > 0);
        let mut counts = counts.map(|(column, count)| (narrow(column), narrow(count)));
        Counts(match (counts.next(), counts.next()) {
            (Some(one), None) => Held::One([one]),
            (first, second) => Held::Several(first.into_iter().chain(second).chain(counts).collect()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indices_come_back_and_take_no_room_for_none() {
        for index in [0, 1, 70_000, u32::MAX as usize - 1] {
            assert_eq!(Index::new(index).get(), index);
        }
        assert_eq!(size_of::<Option<Index>>(), 4);
    }

    #[test]
    fn counts_are_those_of_their_columns() {
        let counts: Counts = [0, 3, 0, 1].into_iter().collect();
        assert_eq!([0, 1, 2, 3, 9].map(|column| counts.of(column)), [0, 3, 0, 1, 0]);
        assert_eq!(counts.total(), 4);
        assert_eq!(counts.iter().collect::<Vec<_>>(), [(1, 3), (3, 1)]);
        let one: Counts = [0, 7, 0].into_iter().collect();
        assert_eq!((one.of(1), one.total(), one.held()), (7, 7, 0));
        assert_eq!(Counts::from_iter([0, 0]).total(), 0);
        assert_eq!(size_of::<Counts>(), 16);
    }
}
