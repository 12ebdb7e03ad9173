//! Reads files and folders into raw articles: bytes in, decoded text and fields out.
//!
//! Architecture invariant: the only room that touches the file system, and it only reads. It does not judge what
//! of a text is article: that is `clean`'s work. No file can stop the reading: what cannot be read is a warning
//! that names the file, the cause and what to do.

mod decode;
mod fields;
mod json;
mod open;
mod text;
mod walk;

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::path::PathBuf;

use rayon::prelude::*;
use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

use crate::model::{RawArticle, RawFields, Warning};
use crate::scan;
use walk::Found;

/// What was read, and what could not be.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The articles, in the order of their paths.
    pub articles: Vec<RawArticle>,
    /// Files that could not be read, and why.
    pub warnings: Vec<Warning>,
}

/// The sample stories, built into the binary.
#[derive(rust_embed::Embed)]
#[folder = "data/stories"]
struct Sample;

/// Where the articles come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Files and folders.
    Paths(Vec<PathBuf>),
    /// The sample stories that are built into the binary.
    Sample,
}

/// The formats that can be read, told by the ending of the name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Format {
    /// One article.
    Text,
    /// An article a line.
    JsonLines,
    /// An article or a list of them.
    Json,
}

impl Format {
    /// The format of a file of this name; `None` for what is no article.
    fn of(name: &str) -> Option<Format> {
        match article_ending(name)?.as_str() {
            "txt" | "text" => Some(Format::Text),
            "jsonl" | "ndjson" => Some(Format::JsonLines),
            "json" => Some(Format::Json),
            _ => None,
        }
    }

    /// Larger files are refused.
    fn most_bytes(self) -> u64 {
        match self {
            Format::Text => 20 << 20,
            Format::Json => 50 << 20,
            Format::JsonLines => 400 << 20,
        }
    }
}

/// The ending of a name, in small letters; none where the name says that it is no article.
fn article_ending(name: &str) -> Option<String> {
    let (stem, ending) = name.rsplit_once('.')?;
    let about =
        ["readme", "license", "licence", "copying", "changelog"].contains(&stem.to_lowercase().as_str());
    (!about).then(|| ending.to_lowercase())
}

/// Whether a file of this name may well hold an article, in a format that is not read: worth a word.
fn is_foreign(name: &str) -> bool {
    const FOREIGN: [&str; 14] = [
        "html", "htm", "xhtml", "mhtml", "xml", "md", "rtf", "doc", "docx", "odt", "pdf", "epub", "csv",
        "tsv",
    ];
    article_ending(name).is_some_and(|ending| FOREIGN.contains(&ending.as_str()))
}

/// Reads every article of `source`. A sub-folder of articles is a story of that name.
pub fn load(source: &Source) -> Loaded {
    let mut warnings = Vec::new();
    let read: Vec<Read> = match source {
        Source::Paths(paths) => {
            let found = walk::files(paths, &mut warnings);
            within_budget(found, &mut warnings).par_iter().map(read_found).collect()
        }
        Source::Sample => sample().par_iter().map(|(found, bytes)| read_bytes(found, bytes)).collect(),
    };
    let (mut loaded, likenesses) = without_copies(read);
    warnings.append(&mut loaded.warnings);
    mark_twins(&mut loaded.articles, &likenesses);
    Loaded { articles: loaded.articles, warnings }
}

/// Reads the bytes of one file, as if they stood under this name: without the file system, for fuzzing.
pub fn load_bytes(name: &str, bytes: &[u8]) -> Loaded {
    unfiled(name).map_or_else(Loaded::default, |found| without_copies(vec![read_bytes(&found, bytes)]).0)
}

/// A file of this name that lies nowhere.
fn unfiled(name: &str) -> Option<Found> {
    let format = Format::of(name.rsplit('/').next()?)?;
    let folder = name.rsplit_once('/').map(|(folder, _)| folder.to_owned());
    Some(Found { path: PathBuf::new(), name: name.to_owned(), folder, format, named: false })
}

fn sample() -> Vec<(Found, Vec<u8>)> {
    let mut names: Vec<_> = Sample::iter().collect();
    names.sort_unstable();
    names.iter().filter_map(|name| Some((unfiled(name)?, Sample::get(name)?.data.into_owned()))).collect()
}

/// All files together may have so many bytes: more would not fit into the memory of a small machine.
const MOST_IN_ALL: u64 = 1 << 30;

/// The files that fit, in their order; one warning says how many do not.
fn within_budget(found: Vec<Found>, warnings: &mut Vec<Warning>) -> Vec<Found> {
    let mut total = 0;
    let before = found.len();
    let mut first_left = None;
    let fitting: Vec<Found> = found
        .into_iter()
        .filter(|file| {
            let size = std::fs::symlink_metadata(&file.path).map_or(0, |about| about.len());
            // A file over its own limit is refused by `open`, with its own warning.
            let counted = if size > file.format.most_bytes() { 0 } else { size };
            let fits = total + counted <= MOST_IN_ALL;
            total += if fits { counted } else { 0 };
            if !fits && first_left.is_none() {
                first_left = Some(file.name.clone());
            }
            fits
        })
        .collect();
    if let Some(file) = first_left {
        let left = before - fitting.len();
        let message =
            format!("left out, with {} more: up to 1 GB is read at once. Name fewer folders.", left - 1);
        warnings.push(Warning { file, message });
    }
    fitting
}

/// What was read of a file.
#[derive(Default)]
struct Read {
    loaded: Loaded,
    /// Of each article, what tells those that say the same.
    likenesses: Vec<u64>,
    /// The hash of its bytes.
    bytes: u128,
}

fn read_found(found: &Found) -> Read {
    match open::read(found) {
        Ok(bytes) => read_bytes(found, &bytes),
        Err(message) => refused(found, message),
    }
}

fn refused(found: &Found, message: String) -> Read {
    let warnings = vec![Warning { file: found.name.clone(), message }];
    Read { loaded: Loaded { warnings, ..Loaded::default() }, ..Read::default() }
}

/// Reads a file.
fn read_bytes(found: &Found, bytes: &[u8]) -> Read {
    let mut notes = Vec::new();
    let text = match decode::decode(bytes, &mut notes) {
        Ok(text) if text.trim().is_empty() => {
            return refused(found, "is empty and was passed over.".to_owned());
        }
        Ok(text) => text,
        Err(message) => return refused(found, message),
    };
    let (mut loaded, likenesses) = match found.format {
        Format::Text => {
            let article = text::read(&found.name, text, notes);
            let likeness = likeness(&article);
            (Loaded { articles: vec![article], ..Loaded::default() }, vec![likeness])
        }
        Format::JsonLines | Format::Json => {
            let (mut loaded, likenesses) = match found.format {
                Format::JsonLines => json::read_lines(&found.name, &text),
                Format::Text | Format::Json => json::read_file(&found.name, &text),
            };
            loaded.articles.iter_mut().for_each(|article| article.warnings.clone_from(&notes));
            (loaded, likenesses)
        }
    };
    for article in &mut loaded.articles {
        article.folder.clone_from(&found.folder);
    }
    Read { loaded, likenesses, bytes: xxh3_128(bytes) }
}

/// Files with the same bytes in one story are one article. With the likenesses of all that are left.
fn without_copies(read: Vec<Read>) -> (Loaded, Vec<u64>) {
    let (mut all, mut all_likenesses) = (Loaded::default(), Vec::new());
    let mut first: HashMap<(u128, Option<String>), String> = HashMap::new();
    for Read { mut loaded, mut likenesses, bytes } in read {
        if let Some(article) = loaded.articles.first() {
            let key = (bytes, article.folder.clone());
            if let Some(other) = first.get(&key) {
                let message = format!("is the same, byte for byte, as {other}: read once.");
                all.warnings.push(Warning { file: article.file.clone(), message });
                continue;
            }
            first.insert(key, article.file.clone());
        }
        all.articles.append(&mut loaded.articles);
        all.warnings.append(&mut loaded.warnings);
        all_likenesses.append(&mut likenesses);
    }
    (all, all_likenesses)
}

/// Gives articles that say the same a mark that tells them apart, so that each has its own id.
fn mark_twins(articles: &mut [RawArticle], likenesses: &[u64]) {
    let mut seen: HashMap<u64, u32> = HashMap::new();
    for (article, likeness) in articles.iter_mut().zip(likenesses) {
        let count = seen.entry(*likeness).or_insert(0);
        *count += 1;
        if *count > 1 {
            article.twin = Some(format!("{}#{count}", article.file));
        }
    }
}

/// A hash of what an article's id is made of, blind to the space between words.
fn likeness(article: &RawArticle) -> u64 {
    let mut words: Vec<u8> = Vec::with_capacity(article.text.len() + 64);
    push_words(&article.text, &mut words);
    let RawFields { from: _, title, outlet, date, byline, url, language: _, story: _ } = &article.fields;
    for field in [title, outlet, date, byline, url, &article.source_id] {
        words.push(0);
        words.extend_from_slice(field.as_deref().unwrap_or("").as_bytes());
    }
    xxh3_64(&words)
}

/// Puts the words of `text` into `out`, a space behind each.
fn push_words(text: &str, out: &mut Vec<u8>) {
    let bytes = text.as_bytes();
    let (mut at, mut last) = (0, b' ');
    while let Some(byte) = bytes.get(at) {
        let length = blank(text, at, *byte);
        if length == 0 {
            let run = scan::plain_run(&bytes[at..]).max(1);
            out.extend_from_slice(&bytes[at..at + run]);
            at += run;
            last = bytes[at - 1];
            continue;
        }
        if last != b' ' {
            out.push(b' ');
            last = b' ';
        }
        at += length;
    }
    if last != b' ' {
        out.push(b' ');
    }
}

/// The length of the character at `at`, which begins with `byte`, where it stands between words; else 0.
#[inline]
fn blank(text: &str, at: usize, byte: u8) -> usize {
    match byte {
        b' ' | b'\t'..=b'\r' => 1,
        // All others begin with one of these bytes, in which no other character ends.
        0xc2 | 0xe1..=0xe3 | 0xef => {
            let char = text[at..].chars().next().unwrap_or_default();
            let blank = char.is_whitespace() || matches!(char, '\u{feff}' | '\u{200b}');
            if blank { char.len_utf8() } else { 0 }
        }
        _ => 0,
    }
}
