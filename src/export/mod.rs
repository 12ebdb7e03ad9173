//! The library for others: one output format a file.
//!
//! Architecture invariant: writes to what it is handed; knows no path and no HTTP.

pub mod jsonl;
