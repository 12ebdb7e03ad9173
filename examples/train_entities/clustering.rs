//! Unlabelled text in, word clusters out: an exchange algorithm over word bigrams.
//!
//! Each word moves to the class in which it makes its neighbours most likely, seen from both sides (Uszkoreit and
//! Brants 2008 for one side). Classes start from the words by frequency, one after another: no chance is involved.

use std::collections::HashMap;
use std::path::Path;

use abreast::annotate::mentions::training::{encode_clusters, words};
use anyhow::{Context, Result};

/// Classes, coarse to fine.
const CLASSES: [usize; 3] = [64, 256, 1000];
/// Words must be used so often.
const LEAST: u32 = 12;
/// Most words, by frequency.
const MOST: usize = 60_000;
/// Times that every word may move.
const ROUNDS: usize = 8;

/// Counts clusters over the `text` fields of a list of articles, and writes them.
pub(crate) fn clusters(news: &Path) -> Result<Vec<u8>> {
    let raw = std::fs::read_to_string(news).with_context(|| news.display().to_string())?;
    let corpus = Corpus::read(&raw)?;
    eprintln!("{} words, {} pairs", corpus.words.len(), corpus.pairs());
    let grains: Vec<Vec<u16>> = CLASSES.iter().map(|classes| corpus.exchange(*classes)).collect();
    let words: Vec<(String, [u16; 3])> = (corpus.words.iter().enumerate().skip(SPECIAL))
        .map(|(index, word)| (word.clone(), [0, 1, 2].map(|grain| grains[grain][index] + 1)))
        .collect();
    Ok(encode_clusters(&words))
}

/// Words that stand for others: a paragraph's edge, rare words with and without a capital.
const SPECIAL: usize = 3;

struct Corpus {
    words: Vec<String>,
    counts: Vec<u32>,
    before: Vec<Vec<(u32, u32)>>,
    after: Vec<Vec<(u32, u32)>>,
}

impl Corpus {
    fn read(raw: &str) -> Result<Corpus> {
        let mut counts: HashMap<String, u32> = HashMap::new();
        let texts: Vec<String> = raw
            .lines()
            .map(|line| {
                let record: serde_json::Value = serde_json::from_str(line)?;
                Ok(record["text"].as_str().unwrap_or_default().to_owned())
            })
            .collect::<Result<_>>()?;
        for word in texts.iter().flat_map(|text| words(text)) {
            *counts.entry(plain(word)).or_default() += 1;
        }
        let mut kept: Vec<(String, u32)> = counts.into_iter().filter(|(_, count)| *count >= LEAST).collect();
        kept.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        kept.truncate(MOST);
        let mut names = vec!["<edge>".to_owned(), "<rare>".to_owned(), "<Rare>".to_owned()];
        names.extend(kept.into_iter().map(|(word, _)| word));
        let index: HashMap<&str, u32> =
            names.iter().enumerate().skip(SPECIAL).map(|(at, word)| (word.as_str(), at as u32)).collect();
        let mut pairs: HashMap<(u32, u32), u32> = HashMap::new();
        let mut totals = vec![0u32; names.len()];
        for line in texts.iter().flat_map(|text| text.lines()) {
            let mut last = 0;
            for word in words(line) {
                let word = plain(word);
                let rare = 1 + u32::from(word.starts_with(char::is_uppercase));
                let next = index.get(word.as_str()).copied().unwrap_or(rare);
                totals[next as usize] += 1;
                *pairs.entry((last, next)).or_default() += 1;
                last = next;
            }
            *pairs.entry((last, 0)).or_default() += 1;
        }
        let mut sorted: Vec<((u32, u32), u32)> = pairs.into_iter().collect();
        sorted.sort_unstable();
        let mut before = vec![Vec::new(); names.len()];
        let mut after = vec![Vec::new(); names.len()];
        for ((first, second), count) in sorted {
            after[first as usize].push((second, count));
            before[second as usize].push((first, count));
        }
        Ok(Corpus { words: names, counts: totals, before, after })
    }

    fn pairs(&self) -> usize {
        self.after.iter().map(Vec::len).sum()
    }

    #[allow(clippy::needless_range_loop, reason = "a word is the key of several tables")]
    fn exchange(&self, classes: usize) -> Vec<u16> {
        let count = self.words.len();
        let mut class: Vec<u16> = (0..count).map(|word| (word % classes) as u16).collect();
        let table: Vec<f32> = (0..200_000).map(|n| entropy(n as f32)).collect();
        let weigh = |n: u32| table.get(n as usize).copied().unwrap_or_else(|| entropy(n as f32));
        let mut sizes = vec![0u32; classes];
        // follows[v][c]: how often a word of class c follows v; leads the same before v.
        let mut follows = vec![0u32; count * classes];
        let mut leads = vec![0u32; count * classes];
        for word in 0..count {
            let own = usize::from(class[word]);
            sizes[own] += self.counts[word];
            for (other, n) in &self.before[word] {
                follows[*other as usize * classes + own] += n;
            }
            for (other, n) in &self.after[word] {
                leads[*other as usize * classes + own] += n;
            }
        }
        let mut gain = vec![0.0f32; classes];
        for round in 0..ROUNDS {
            let mut moved = 0;
            for word in SPECIAL..count {
                let own = usize::from(class[word]);
                let total = self.counts[word];
                gain.fill(0.0);
                for (neighbours, grid) in
                    [(&self.before[word], &mut follows), (&self.after[word], &mut leads)]
                {
                    for (other, n) in neighbours {
                        let row = &mut grid[*other as usize * classes..(*other as usize + 1) * classes];
                        row[own] -= n;
                        let alone = weigh(*n);
                        for (gain, held) in gain.iter_mut().zip(row.iter()) {
                            if *held != 0 {
                                *gain += weigh(held + n) - weigh(*held) - alone;
                            }
                        }
                    }
                }
                sizes[own] -= total;
                for (gain, size) in gain.iter_mut().zip(&sizes) {
                    *gain -= 2.0 * (weigh(size + total) - weigh(*size));
                }
                let mut best = own;
                for candidate in 0..classes {
                    if gain[candidate] > gain[best] {
                        best = candidate;
                    }
                }
                moved += usize::from(best != own);
                class[word] = best as u16;
                sizes[best] += total;
                for (neighbours, grid) in
                    [(&self.before[word], &mut follows), (&self.after[word], &mut leads)]
                {
                    for (other, n) in neighbours {
                        grid[*other as usize * classes + best] += n;
                    }
                }
            }
            eprintln!("{classes} classes, round {round}: {moved} moved");
            if moved * 200 < count {
                break;
            }
        }
        class
    }
}

/// n · ln n
fn entropy(n: f32) -> f32 {
    if n < 1.0 { 0.0 } else { n * n.ln() }
}

/// The word with its digits as zeros.
fn plain(word: &str) -> String {
    word.chars().map(|char| if char.is_ascii_digit() { '0' } else { char }).collect()
}
