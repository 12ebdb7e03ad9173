//! Reads files and folders into raw articles: bytes in, decoded text and fields out.
//!
//! Architecture invariant: the only room that touches the file system, and it only reads. It does not judge what
//! of a text is article: that is `clean`'s work.

mod json;
mod text;

use std::path::{Path, PathBuf};

use crate::model::{RawArticle, Warning};

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

/// Reads every article of `source`. A sub-folder of articles is a story of that name.
pub fn load(source: &Source) -> Loaded {
    let mut loaded = Loaded::default();
    match source {
        Source::Paths(paths) => paths.iter().for_each(|path| load_path(path, &mut loaded)),
        Source::Sample => load_sample(&mut loaded),
    }
    loaded
}

fn load_sample(loaded: &mut Loaded) {
    for name in Sample::iter() {
        if let Some(file) = Sample::get(&name) {
            read_file(&name, &file.data, loaded);
        }
    }
}

fn load_path(path: &Path, loaded: &mut Loaded) {
    let mut files = Vec::new();
    if path.is_dir() {
        collect(path, path, &mut files, &mut loaded.warnings);
    } else {
        files.push((path.to_path_buf(), path.parent().unwrap_or(Path::new("")).to_path_buf()));
    }
    for (file, root) in files {
        let name = file.strip_prefix(&root).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        match std::fs::read(&file) {
            Ok(bytes) => read_file(&name, &bytes, loaded),
            Err(error) => loaded.warnings.push(Warning { file: name, message: error.to_string() }),
        }
    }
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<(PathBuf, PathBuf)>, warnings: &mut Vec<Warning>) {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            warnings
                .push(Warning { file: folder.to_string_lossy().into_owned(), message: error.to_string() });
            return;
        }
    };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(root, &path, files, warnings);
        } else {
            files.push((path, root.to_path_buf()));
        }
    }
}

fn read_file(name: &str, bytes: &[u8], loaded: &mut Loaded) {
    let folder = name.rsplit_once('/').map(|(folder, _)| folder.to_owned());
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let mut articles = match extension {
        "txt" => text::read(name, bytes),
        "jsonl" => json::read_lines(name, bytes, &mut loaded.warnings),
        _ => return,
    };
    for article in &mut articles {
        article.folder.clone_from(&folder);
    }
    loaded.articles.append(&mut articles);
}
