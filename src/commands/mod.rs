//! What the command line starts: one file a subcommand.

pub mod annotate;
pub mod check;
pub mod manual;
mod progress;
pub mod serve;
mod terminal;

pub use terminal::say;
