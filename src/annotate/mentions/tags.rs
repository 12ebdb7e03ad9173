//! The tags of the recogniser: outside, or a label with the token's place in the name.

use crate::model::Label;

/// Labels that the recogniser tells apart. Dates come from a grammar.
pub(super) const LABELS: [Label; 8] = [
    Label::Person,
    Label::Organization,
    Label::Place,
    Label::Group,
    Label::Event,
    Label::Law,
    Label::Work,
    Label::Other,
];

/// Number of tags: outside, and first, inner, last and only token of each label.
pub(super) const TAGS: usize = 1 + 4 * LABELS.len();

/// A tag: 0 is outside; then for each label its `First`, `Inner`, `Last`, `Only`.
pub(super) type Tag = u8;

/// Outside of any name.
pub(super) const OUTSIDE: Tag = 0;

/// Tags behind which no name goes on: outside, then last and only token of each label.
pub(super) const ENDING: [usize; 1 + 2 * LABELS.len()] = outside_and([3, 4]);

/// Tags that may follow those: outside, then first and only token of each label.
pub(super) const STARTING: [usize; 1 + 2 * LABELS.len()] = outside_and([1, 4]);

const fn outside_and(places: [usize; 2]) -> [usize; 1 + 2 * LABELS.len()] {
    let mut tags = [0; 1 + 2 * LABELS.len()];
    let mut at = 1;
    while at < tags.len() {
        tags[at] = places[(at - 1) % 2] + 4 * ((at - 1) / 2);
        at += 1;
    }
    tags
}

/// Where a token stands in its name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Position {
    First,
    Inner,
    Last,
    Only,
}

/// The tag of a label (by its index in `LABELS`) at a position.
pub(super) fn tag(label: usize, position: Position) -> Tag {
    1 + 4 * label as Tag
        + match position {
            Position::First => 0,
            Position::Inner => 1,
            Position::Last => 2,
            Position::Only => 3,
        }
}

/// Label index and position of a tag; `None` outside.
pub(super) fn parts(tag: Tag) -> Option<(usize, Position)> {
    let within = tag.checked_sub(1)?;
    let position = match within % 4 {
        0 => Position::First,
        1 => Position::Inner,
        2 => Position::Last,
        _ => Position::Only,
    };
    Some((usize::from(within / 4), position))
}

/// Whether a name goes on after this tag.
pub(super) fn goes_on(tag: Tag) -> bool {
    matches!(parts(tag), Some((_, Position::First | Position::Inner)))
}

/// Whether `next` may follow `previous`.
pub(super) fn may_follow(previous: Tag, next: Tag) -> bool {
    match (parts(previous), parts(next)) {
        (
            Some((label, Position::First | Position::Inner)),
            Some((other, Position::Inner | Position::Last)),
        ) => label == other,
        (Some((_, Position::First | Position::Inner)), _)
        | (_, Some((_, Position::Inner | Position::Last))) => false,
        _ => true,
    }
}

/// The tags of a name of `length` tokens.
pub(super) fn spell(label: usize, length: usize) -> impl Iterator<Item = Tag> {
    (0..length).map(move |index| {
        let position = match (index, index + 1 == length) {
            (0, true) => Position::Only,
            (0, false) => Position::First,
            (_, true) => Position::Last,
            (_, false) => Position::Inner,
        };
        tag(label, position)
    })
}
