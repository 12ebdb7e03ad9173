//! A library in, plain data for pages out: what a page shows, in the order in which it shows it.
//!
//! Architecture invariant: knows neither HTTP nor URLs nor HTML. Text of articles leaves here as pieces that
//! concatenate to the text, letter by letter; templates escape them.

pub mod article;
pub mod cast;
pub mod column;
pub mod coverage;
pub mod dates;
pub mod everywhere;
pub mod library;
pub mod marks;
pub mod names;
pub mod passage;
pub mod people;
pub mod prose;
pub mod quotes;
pub mod segments;
pub mod settings;
pub mod story;
pub mod timeline;
pub mod turn;
mod why;
pub mod words;
