//! Scores what `abreast annotate` writes against gold sets:
//! `cargo run --release --example evaluate -- <gold folder> [--floors <file>] [--record <file>]`
//!
//! The protocol is that of the scripts in the gold folder's `score/`. With `--floors` the exit status is 1 when a
//! score is below the floor recorded for it; with `--record` the scores are written as new floors.

mod absent;
// The reader of tokens with tags is the training program's own.
#[allow(dead_code, reason = "what else it reads is not scored here")]
#[path = "../train_entities/corpus.rs"]
mod corpus;
mod entities;
mod figures;
mod linking;
mod matching;
mod passages;
mod quotes;
mod records;
mod speakers;
mod stories;
mod utterances;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

/// Scores by name, rounded to four digits.
type Scores = BTreeMap<String, f64>;

/// A score may fall this far below its floor: other machines round a hair differently.
const SLACK: f64 = 0.00005;

fn main() -> Result<ExitCode> {
    let arguments = Arguments::parse(std::env::args().skip(1))?;
    let scores = measure(&arguments.gold)?;
    for (name, score) in &scores {
        eprintln!("{name:36} {score:.4}");
    }
    if let Some(file) = &arguments.record {
        let text = serde_json::to_string_pretty(&scores)? + "\n";
        std::fs::write(file, text).with_context(|| format!("writing {}", file.display()))?;
    }
    match &arguments.floors {
        Some(file) => below_floors(file, &scores),
        None => Ok(ExitCode::SUCCESS),
    }
}

struct Arguments {
    gold: PathBuf,
    floors: Option<PathBuf>,
    record: Option<PathBuf>,
}

impl Arguments {
    fn parse(mut given: impl Iterator<Item = String>) -> Result<Arguments> {
        let (mut gold, mut floors, mut record) = (None, None, None);
        while let Some(argument) = given.next() {
            match argument.as_str() {
                "--floors" => floors = Some(given.next().context("--floors needs a file")?.into()),
                "--record" => record = Some(given.next().context("--record needs a file")?.into()),
                flag if flag.starts_with("--") => bail!("there is no option {flag}"),
                folder => gold = Some(folder.into()),
            }
        }
        Ok(Arguments { gold: gold.context("name the folder of the gold sets")?, floors, record })
    }
}

/// Every score of every set.
fn measure(gold: &Path) -> Result<Scores> {
    let mut scores = Scores::new();
    let mut add = |group: &str, found: Scores| {
        scores.extend(found.into_iter().map(|(name, score)| (format!("{group}.{name}"), round(score))));
    };
    add("quotes", quotes::score(&gold.join("quotes/polnear_dev.jsonl"))?);
    add("entities", entities::score(&gold.join("entities/worldwide_dev.jsonl"))?);
    for set in ["pudnews", "gumnews"] {
        let path = gold.join(format!("entities/{set}_dev.conll"));
        add(&format!("entities_{set}"), entities::score_sentences(&path)?);
    }
    let clusters = gold.join("stories/clusters_dev.jsonl");
    let library = records::library(&clusters);
    add("stories", stories::score(&clusters, &records::written(&library)?)?);
    add("stories", stories::undated(&clusters, &library)?);
    add("not_here", absent::score(&library));
    add("figures", figures::score(&library, include_str!("../../tests/judged/figures.json"))?);
    let retold = include_str!("../../tests/judged/utterances.json");
    add("utterances", utterances::judged(&library, retold)?);
    add("passages", passages::score(&clusters)?);
    add("linking", linking::score());
    let basil = records::annotate_records(&gold.join("quotes/basil_dev.jsonl"))?;
    add("utterances", utterances::score(&gold.join("stories/utterance_pairs_dev.jsonl"), &basil)?);
    add("speakers", speakers::score(&gold.join("quotes/basil_dev.jsonl"))?);
    Ok(scores)
}

fn round(score: f64) -> f64 {
    (score * 10_000.0).round() / 10_000.0
}

/// Says which scores are below their floors. A floor under a name with `false_merges` or `wrong` is the
/// most there may be.
fn below_floors(file: &Path, scores: &Scores) -> Result<ExitCode> {
    let text = std::fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
    let floors: Scores =
        serde_json::from_str(&text).with_context(|| format!("reading {}", file.display()))?;
    let mut fell = false;
    for (name, floor) in &floors {
        let held = match scores.get(name) {
            Some(score) if name.contains("false_merges") || name.contains("wrong") => score <= floor,
            Some(score) => *score >= floor - SLACK,
            None => false,
        };
        if !held {
            fell = true;
            eprintln!("{name} is {:?}, its floor {floor}", scores.get(name));
        }
    }
    eprintln!("{}", if fell { "Some scores fell below their floors." } else { "All floors hold." });
    Ok(if fell { ExitCode::from(1) } else { ExitCode::SUCCESS })
}
