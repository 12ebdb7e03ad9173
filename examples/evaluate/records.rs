//! Gold articles in, the records that `abreast annotate` writes for them out.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use abreast::export;
use abreast::library::Library;
use abreast::load::{self, Loaded, Source};
use abreast::model::RawArticle;
use anyhow::{Context, Result};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// An article record, as far as it is scored. Offsets are code points of the source.
#[derive(Deserialize)]
pub(crate) struct Article {
    pub(crate) file: String,
    pub(crate) source_id: Option<String>,
    pub(crate) story: String,
    pub(crate) quotes: Vec<Quote>,
    pub(crate) mentions: Vec<Mention>,
}

#[derive(Deserialize)]
pub(crate) struct Quote {
    pub(crate) source: [usize; 2],
    pub(crate) kind: String,
    pub(crate) marked: Vec<Marked>,
    pub(crate) speaker: Option<Speaker>,
    pub(crate) utterance: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct Marked {
    pub(crate) source: [usize; 2],
}

#[derive(Deserialize)]
pub(crate) struct Speaker {
    pub(crate) source: [usize; 2],
    pub(crate) name: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct Mention {
    pub(crate) source: [usize; 2],
    pub(crate) kind: String,
    pub(crate) label: String,
}

/// Article records by the id of their gold article.
pub(crate) type Articles = HashMap<String, Article>;

/// The lines of a `.jsonl` file.
pub(crate) fn read<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>> {
    let file = File::open(path).with_context(|| format!("opening {}", path.display()))?;
    BufReader::new(file)
        .lines()
        .map(|line| serde_json::from_str(&line?).with_context(|| format!("reading {}", path.display())))
        .collect()
}

/// The library of a `.jsonl` file of articles.
pub(crate) fn library(path: &Path) -> Library {
    Library::of(load::load(&Source::Paths(vec![path.to_path_buf()])), &|_| ())
}

/// Annotates a `.jsonl` file of articles.
pub(crate) fn annotate_records(path: &Path) -> Result<Articles> {
    written(&library(path))
}

/// Annotates each article of a `.jsonl` file by itself, as if no other report of its story were there.
pub(crate) fn annotate_alone(path: &Path) -> Result<Articles> {
    let loaded = load::load(&Source::Paths(vec![path.to_path_buf()]));
    let mut out = Articles::new();
    for article in loaded.articles {
        let alone = Loaded { articles: vec![article], warnings: Vec::new() };
        out.extend(written(&Library::of(alone, &|_| ()))?);
    }
    Ok(out)
}

/// Annotates bare texts, each as the file `<id>.txt`.
pub(crate) fn annotate_texts<'t>(texts: impl Iterator<Item = (&'t str, &'t str)>) -> Result<Articles> {
    let articles = texts
        .map(|(id, text)| RawArticle {
            file: format!("{id}.txt"),
            text: text.to_owned(),
            ..RawArticle::default()
        })
        .collect();
    written(&Library::of(Loaded { articles, warnings: Vec::new() }, &|_| ()))
}

/// The records of a library.
pub(crate) fn written(library: &Library) -> Result<Articles> {
    let mut lines = Vec::new();
    export::jsonl::write(library, &mut lines)?;
    let mut articles = Articles::new();
    for line in lines.split(|byte| *byte == b'\n').filter(|line| line.starts_with(b"{")) {
        let record: serde_json::Value = serde_json::from_slice(line)?;
        if record["record"] == "article" {
            let article = Article::deserialize(record)?;
            let id = match &article.source_id {
                Some(id) => id.clone(),
                None => article.file.trim_end_matches(".txt").to_owned(),
            };
            articles.insert(id, article);
        }
    }
    Ok(articles)
}
