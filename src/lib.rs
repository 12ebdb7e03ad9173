//! Abreast reads a folder of news articles and shows every *story* — several outlets' reports of one event —
//! side by side. Data flows one way, and this is the order in which to read the modules:
//!
//! [`model`] plain data · [`load`] files → raw articles · [`clean`] raw articles → articles ·
//! [`annotate`] articles → annotations · [`compare`] articles → stories · [`library`] runs the stages and holds
//! the result · [`view`] plain data for pages · [`web`] HTTP and HTML · [`export`] files for others ·
//! [`commands`] what the command line starts.

pub(crate) mod calendar;
pub(crate) mod frozen;
pub(crate) mod hash;
pub(crate) mod lexicon;
pub mod model;
pub(crate) mod names;
pub(crate) mod scan;

pub mod annotate;
pub mod clean;
pub mod compare;
pub mod load;

pub mod library;
pub mod view;

pub mod export;
pub mod web;

pub mod cli;
pub mod commands;
pub mod config;
