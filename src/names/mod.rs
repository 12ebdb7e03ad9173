//! Names in, what they may share out: the knowledge of names that `annotate` (within an article) and `compare`
//! (across the articles of a story) have in common. Below the stages, like `lexicon`: it sees no document.
//!
//! A wrong merge misleads a reader more than a missed link: every doubt is a `Clash` or an open choice.

mod across;
mod body;
mod key;
mod knowledge;
mod linking;
mod person;

pub(crate) use across::across;
pub(crate) use knowledge::{begins_title, is_country, may_begin_title, may_end_title, title};
pub(crate) use linking::{Item, link};
pub(crate) use person::PersonName;

/// How two names may relate.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Relation {
    /// They cannot name the same.
    Clash,
    /// Nothing speaks for it.
    None,
    /// One is a short form that others could share.
    Part,
    /// They name the same.
    Same,
}
