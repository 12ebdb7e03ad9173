//! Trains the recogniser of names, and counts the word clusters it uses.
//!
//! `cargo run --release --example train_entities -- train GOLD` reads `GOLD/train/{ewt,gum,wikigold}.conll` and
//! `data/training/*.txt`, and writes `data/models/entities_{first,second}.bin`; the same data give the same bytes.
//! `… -- clusters NEWS.jsonl` counts clusters over the `text` fields and writes `data/models/clusters.bin`.
//! `… -- evaluate SET…` scores what is in `data/models` on `.conll` or `.jsonl` sets.
//! `data/README.md` names the data, their licences and the scores to expect.

mod clustering;
mod corpus;
mod crf;
mod evaluate;

use std::path::{Path, PathBuf};
use std::time::Instant;

use abreast::annotate::mentions::training::{FirstModel, Trained, first_examples, second_examples};
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
    let read = |name: &str| std::fs::read(Path::new(MODELS).join(name));
    let (first, second) = (read("entities_first.bin")?, read("entities_second.bin")?);
    let model = Trained::new(&first, &second);
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
        hidden: setting("HIDDEN", 0.15),
        least: setting("LEAST", 2.0) as u32,
    };
    let prune = setting("PRUNE", 0.06);
    let own = setting("OWN", 1.5);
    let weigh = |labelled: &Labelled, examples: Vec<_>| -> Vec<Weighted> {
        let weight = if labelled.own { own } else { 1.0 };
        examples.into_iter().map(|example| Weighted { example, weight }).collect()
    };
    let firsts: Vec<Vec<Weighted>> =
        labelled.iter().map(|item| weigh(item, first_examples(&item.article, &item.gold))).collect();
    eprintln!("{} articles, {} chains", firsts.len(), firsts.iter().map(Vec::len).sum::<usize>());
    let sets: Vec<evaluate::Set> =
        sets.iter().map(|set| evaluate::read(Path::new(set))).collect::<Result<_>>()?;
    // The second stage must see the first one's mistakes on texts that it was not trained on.
    let folds = both(FOLDS, |fold| {
        let others: Vec<&Weighted> = (firsts.iter().enumerate())
            .filter(|(index, _)| index % FOLDS != fold)
            .flat_map(|(_, examples)| examples)
            .collect();
        crf::train(&others, &settings, fold as u64)
    });
    drop(firsts);
    // Each text was seen by all folds but one: their mean knows all of them.
    let first = Learnt::mean(&folds.iter().collect::<Vec<_>>()).encode(prune);
    write("entities_first.bin", &first)?;
    eprintln!("first stage after {:?}", started.elapsed());
    let only_first = Trained::only_first(&first);
    sets.iter().for_each(|set| evaluate::evaluate(set, &only_first, false));
    let folds: Vec<Vec<u8>> = folds.iter().map(|fold| fold.encode(0.0)).collect();
    let folds: Vec<FirstModel<'_>> = folds.iter().map(|fold| FirstModel::new(fold)).collect();
    let seconds: Vec<Weighted> = labelled
        .iter()
        .enumerate()
        .flat_map(|(index, item)| {
            weigh(item, second_examples(&item.article, &item.gold, &folds[index % FOLDS]))
        })
        .collect();
    let seconds: Vec<&Weighted> = seconds.iter().collect();
    let runs = both(SECONDS, |run| crf::train(&seconds, &settings, run as u64));
    let second = Learnt::mean(&runs.iter().collect::<Vec<_>>()).encode(prune);
    write("entities_second.bin", &second)?;
    eprintln!("second stage after {:?}", started.elapsed());
    let model = Trained::new(&first, &second);
    sets.iter().for_each(|set| evaluate::evaluate(set, &model, false));
    Ok(())
}

/// Parts that the labelled texts are cut into; a first stage is trained without each.
const FOLDS: usize = 5;

/// Second stages that are trained, in different orders.
const SECONDS: usize = 2;

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

fn write(name: &str, bytes: &[u8]) -> Result<()> {
    std::fs::write(Path::new(MODELS).join(name), bytes).with_context(|| format!("writing {name}"))
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
