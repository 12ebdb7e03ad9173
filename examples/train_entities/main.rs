//! Trains the recogniser of names, and counts the word clusters it uses.
//!
//! `cargo run --release --example train_entities -- train GOLD` reads `GOLD/train/{ewt,gum,wikigold}.conll` and
//! `data/training/*.txt`, and writes `data/models/entities.bin`; the same data give the same bytes.
//! `… -- clusters NEWS.jsonl` counts clusters over the `text` fields and writes `data/models/clusters.bin`.
//! `… -- evaluate SET…` scores what is in `data/models` on `.conll` or `.jsonl` sets.
//! `data/README.md` names the data, their licences and the scores to expect.

mod clustering;
mod corpus;
mod crf;
mod evaluate;

use std::path::{Path, PathBuf};
use std::time::Instant;

use abreast::annotate::mentions::training::{Trained, examples};
use anyhow::{Context, Result, bail};

use corpus::{Demonyms, Labelled};
use crf::{Learnt, Settings, Weighted};

const MODELS: &str = "data/models";

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.split_first() {
        Some((command, rest)) if command == "clusters" => {
            clusters(Path::new(rest.first().context("NEWS.jsonl?")?))
        }
        Some((command, rest)) if command == "evaluate" => evaluate_shipped(rest),
        Some((command, rest)) if command == "train" => {
            train(Path::new(rest.first().context("GOLD folder?")?), &rest[1..])
        }
        _ => bail!("say train GOLD, clusters NEWS.jsonl, or evaluate SET…"),
    }
}

fn clusters(news: &Path) -> Result<()> {
    let bytes = clustering::clusters(news)?;
    std::fs::write(Path::new(MODELS).join("clusters.bin"), bytes)?;
    Ok(())
}

fn evaluate_shipped(sets: &[String]) -> Result<()> {
    let bytes = std::fs::read(Path::new(MODELS).join("entities.bin"))?;
    let model = Trained::new(&bytes);
    let errors = sets.iter().any(|set| set == "--errors");
    for set in sets.iter().filter(|set| *set != "--errors") {
        evaluate::evaluate(&evaluate::read(Path::new(set))?, &model, errors);
    }
    Ok(())
}

fn setting(name: &str, default: f32) -> f32 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
}

fn train(gold: &Path, sets: &[String]) -> Result<()> {
    let started = Instant::now();
    let demonyms = demonyms();
    let inline = std::env::var("TRAINING").map_or_else(|_| PathBuf::from("data/training"), PathBuf::from);
    let mut labelled = corpus::read_inline(&inline)?;
    for name in ["ewt", "gum", "wikigold"] {
        labelled.extend(corpus::read_conll(&gold.join(format!("train/{name}.conll")), &demonyms)?);
    }
    let settings = Settings {
        epochs: setting("EPOCHS", 8.0) as usize,
        rate: setting("RATE", 0.15),
        decay: setting("DECAY", 0.0002),
        hidden: setting("HIDDEN", 0.3),
        least: setting("LEAST", 2.0) as u32,
    };
    let prune = setting("PRUNE", 0.06);
    let own = setting("OWN", 1.5);
    let weigh = |labelled: &Labelled, examples: Vec<_>| -> Vec<Weighted> {
        let weight = if labelled.own { own } else { 1.0 };
        examples.into_iter().map(|example| Weighted { example, weight }).collect()
    };
    let examples: Vec<Vec<Weighted>> =
        labelled.iter().map(|item| weigh(item, examples(&item.article, &item.gold))).collect();
    eprintln!("{} articles, {} chains", examples.len(), examples.iter().map(Vec::len).sum::<usize>());
    // The mean of models that each saw other parts of the texts reads unseen ones better than one that saw all.
    let models = both(BAGS, |bag| {
        let seen: Vec<&Weighted> = (examples.iter().enumerate())
            .filter(|(text, _)| text % BAGS != bag)
            .flat_map(|(_, examples)| examples)
            .collect();
        crf::train(&seen, &settings, bag as u64)
    });
    let bytes = Learnt::mean(&models.iter().collect::<Vec<_>>()).encode(prune);
    std::fs::write(Path::new(MODELS).join("entities.bin"), &bytes).context("writing entities.bin")?;
    eprintln!("after {:?}", started.elapsed());
    let model = Trained::new(&bytes);
    for set in sets {
        evaluate::evaluate(&evaluate::read(Path::new(set))?, &model, false);
    }
    Ok(())
}

/// Models that are trained, and parts that the labelled texts are cut into; each model is kept from one.
const BAGS: usize = 5;

/// What `make` makes of 0, 1, …, in order, on two cores.
fn both<T: Send>(count: usize, make: impl Fn(usize) -> T + Sync) -> Vec<T> {
    std::thread::scope(|scope| {
        let half = scope.spawn(|| (0..count / 2).map(&make).collect::<Vec<_>>());
        let rest: Vec<_> = (count / 2..count).map(&make).collect();
        let mut made = half.join().expect("training does not panic");
        made.extend(rest);
        made
    })
}

/// The demonyms and members of religions and parties of the lexicon, in lower case.
fn demonyms() -> Demonyms {
    ["demonyms", "religions_parties"]
        .iter()
        .flat_map(|list| std::fs::read_to_string(format!("data/lexicon/{list}.txt")))
        .flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>())
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split('\t').next().unwrap_or_default().to_lowercase())
        .collect()
}
