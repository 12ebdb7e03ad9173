//! Predicted names against gold names: exact and overlapping matches by label.

use std::collections::{BTreeMap, BTreeSet};
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use abreast::annotate::mentions::training::{Trained, words};
use abreast::model::{Article, Label, Mention};
use anyhow::Result;

use super::corpus::{self, Demonyms};

/// Labels that are scored; the first three also together.
const SCORED: [Label; 4] = [Label::Person, Label::Organization, Label::Place, Label::Group];

/// Start, end and label of each name, in bytes.
type Names = BTreeSet<(usize, usize, Label)>;

/// A test set: articles with their gold names as byte spans.
pub(crate) struct Set {
    pub(crate) name: String,
    pub(crate) articles: Vec<(Article, Names)>,
}

/// Reads a `.conll` file, or a `.jsonl` file of raw texts with code point offsets.
pub(crate) fn read(path: &Path) -> Result<Set> {
    let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let mut articles = Vec::new();
    if path.extension().is_some_and(|extension| extension == "conll") {
        for labelled in corpus::read_conll(path, &Demonyms::new())? {
            let gold = labelled
                .gold
                .iter()
                .filter(|name| name.labels.len() == 1)
                .map(|name| (name.span.start(), name.span.end(), name.labels[0]))
                .collect();
            articles.push((labelled.article, gold));
        }
    } else {
        for line in std::fs::read_to_string(path)?.lines() {
            let record: serde_json::Value = serde_json::from_str(line)?;
            let text = record["text"].as_str().unwrap_or_default();
            let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let mut gold = BTreeSet::new();
            for entity in record["entities"].as_array().into_iter().flatten() {
                let label = SCORED.iter().find(|label| entity["label"] == label.name());
                let place = |field: &str| entity[field].as_u64().map(|at| bytes[at as usize]);
                if let (Some(label), Some(start), Some(end)) = (label, place("start"), place("end")) {
                    let (start, end) = trim(text, start, end);
                    gold.insert((start, end, *label));
                }
            }
            articles.push((corpus::plain(text), gold));
        }
    }
    Ok(Set { name, articles })
}

fn trim(text: &str, mut start: usize, mut end: usize) -> (usize, usize) {
    if text[start..end].to_lowercase().starts_with("the ") {
        start += 4;
    }
    for ending in ["’s", "'s"] {
        if text[start..end].ends_with(ending) {
            end -= ending.len();
        }
    }
    let edge = |char: char| !char.is_alphanumeric() && !matches!(char, ')' | '(');
    let inner = &text[start..end];
    let front = inner.len() - inner.trim_start_matches(edge).len();
    let back = inner.len() - inner.trim_end_matches(edge).len();
    if front + back < inner.len() { (start + front, end - back) } else { (start, end) }
}

/// Prints the scores of a set, by the model alone and with the names agreed, and how fast they are. With `errors`
/// also what was missed, invented and mistaken in the end.
pub(crate) fn evaluate(set: &Set, model: &Trained<'_>, errors: bool) {
    score(set, "alone", |article| model.labelled(article), false);
    score(set, "agreed", |article| model.mentions(article), errors);
    let tokens: usize = set.articles.iter().map(|(article, _)| words(&article.text).count()).sum();
    let least = (0..5).map(|_| {
        let began = Instant::now();
        for (article, _) in &set.articles {
            black_box(model.mentions(article));
        }
        began.elapsed()
    });
    let took = least.min().unwrap_or_default().as_secs_f64();
    eprintln!("{:14} agreed {tokens} tokens, {:.0} a second", set.name, tokens as f64 / took);
}

fn score(set: &Set, stage: &str, find: impl Fn(&Article) -> Vec<Mention>, errors: bool) {
    let mut counts: BTreeMap<&str, [usize; 4]> = BTreeMap::new();
    for (article, gold) in &set.articles {
        let found: BTreeSet<(usize, usize, Label)> = find(article)
            .iter()
            .filter(|mention| SCORED.contains(&mention.label))
            .map(|mention| {
                let (start, end) = trim(&article.text, mention.span.start(), mention.span.end());
                (start, end, mention.label)
            })
            .collect();
        for (place, label) in SCORED.iter().enumerate() {
            let of = |names: &BTreeSet<(usize, usize, Label)>| {
                names.iter().filter(|name| name.2 == *label).copied().collect::<Vec<_>>()
            };
            let (gold, found) = (of(gold), of(&found));
            let exact = gold.iter().filter(|name| found.contains(name)).count();
            let mut taken = BTreeSet::new();
            let overlap = gold
                .iter()
                .filter(|name| {
                    let hit = found
                        .iter()
                        .position(|other| name.0 < other.1 && other.0 < name.1 && !taken.contains(other));
                    hit.is_some_and(|hit| taken.insert(found[hit]))
                })
                .count();
            let mut keys = vec![label.name()];
            if place < 3 {
                keys.push("~all");
            }
            for key in keys {
                let entry = counts.entry(key).or_default();
                for (sum, count) in entry.iter_mut().zip([exact, overlap, gold.len(), found.len()]) {
                    *sum += count;
                }
            }
        }
        if errors {
            print_errors(article, gold, &found);
        }
    }
    let mut line = format!("{:14} {stage:6}", set.name);
    for (key, [exact, overlap, gold, found]) in counts {
        let f = |hits: usize| 200.0 * hits as f64 / (gold + found).max(1) as f64;
        line += &format!(
            " | {key:12} P {:4.1} R {:4.1} F {:4.1} overlap {:4.1}",
            100.0 * exact as f64 / found.max(1) as f64,
            100.0 * exact as f64 / gold.max(1) as f64,
            f(exact),
            f(overlap)
        );
    }
    eprintln!("{line}");
}

fn print_errors(
    article: &Article,
    gold: &BTreeSet<(usize, usize, Label)>,
    found: &BTreeSet<(usize, usize, Label)>,
) {
    use std::io::Write;
    let text = &article.text;
    let mut out = std::io::stdout().lock();
    let context = |start: usize, end: usize| {
        let mut from = start.saturating_sub(50);
        while !text.is_char_boundary(from) {
            from -= 1;
        }
        let mut to = (end + 50).min(text.len());
        while !text.is_char_boundary(to) {
            to += 1;
        }
        format!("{}<<{}>>{}", &text[from..start], &text[start..end], &text[end..to])
            .replace(['\n', '\r'], " ")
    };
    for name in gold.difference(found) {
        let near: Vec<String> = found
            .iter()
            .filter(|other| other.0 < name.1 && name.0 < other.1)
            .map(|other| format!("{} [{}]", other.2.name(), &text[other.0..other.1]))
            .collect();
        let _ = writeln!(
            out,
            "GOLD {}\t{}\t{}\t{}",
            name.2.name(),
            &text[name.0..name.1],
            near.join(" + "),
            context(name.0, name.1)
        );
    }
    for name in found.difference(gold) {
        if !gold.iter().any(|other| other.0 < name.1 && name.0 < other.1) {
            let _ = writeln!(
                out,
                "EXTRA {}\t{}\t\t{}",
                name.2.name(),
                &text[name.0..name.1],
                context(name.0, name.1)
            );
        }
    }
}
