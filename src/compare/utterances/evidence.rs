//! Two quotes in, how sure it is that they report one act of speech out.

use super::content::{Content, Speaker};
use crate::model::QuoteKind;

/// Part of the shorter quote's weight that two quotes share at least.
pub(super) const LEAST_SHARED: f32 = 0.3;

/// How sure two quotes are one, the least sure first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Likeness {
    /// One tells in the reporter's words what the other quotes.
    Paraphrase,
    /// The same speaker says the same in other words.
    Reworded,
    /// Most words are the same, in the same order.
    Altered,
    /// A long run of words is the same.
    Run,
    /// All words of one stand together in the other.
    Contained,
    /// The same words.
    Same,
}

/// How alike two quotes are, or `None` where they may be two acts of speech.
pub(super) fn likeness(a: &Content<'_>, b: &Content<'_>) -> Option<Likeness> {
    let (short, long) = if a.words.len() <= b.words.len() { (a, b) } else { (b, a) };
    if short.words.is_empty() {
        return None;
    }
    let same_speaker = match (a.speaker, b.speaker) {
        (Speaker::Unknown, _) | (_, Speaker::Unknown) => None,
        (a, b) => Some(a == b),
    };
    let indirect = a.kind == QuoteKind::Indirect || b.kind == QuoteKind::Indirect;
    let shared: f32 =
        short.stems.iter().filter(|(stem, _)| long.stems.contains_key(stem)).map(|(_, w)| w).sum();
    let part = shared / short.weight.max(f32::MIN_POSITIVE);
    let count = short.stems.keys().filter(|stem| long.stems.contains_key(stem)).count();
    if indirect {
        let told = part >= 0.6 && count >= 4 && same_speaker == Some(true);
        return told.then_some(Likeness::Paraphrase);
    }
    let common = Common::of(short, long);
    if common.quoted_from_another(short, long) && same_speaker != Some(true) {
        return None;
    }
    let length = short.words.len();
    let matter = common.matter;
    let contained = common.run == length;
    if contained && length == long.words.len() && (matter >= 2 || same_speaker == Some(true) || length >= 3) {
        return Some(Likeness::Same);
    }
    if contained
        && (matter >= 2 && (length >= 3 || same_speaker != Some(false))
            || matter >= 1 && same_speaker == Some(true))
    {
        return Some(Likeness::Contained);
    }
    let kept = common.sequence as f32 / length as f32;
    if common.run >= 8 && matter >= 3 || common.run >= 5 && kept >= 0.7 && matter >= 2 {
        return Some(Likeness::Run);
    }
    if kept >= 0.7 && part >= 0.7 && count >= 3 && same_speaker != Some(false) {
        return Some(Likeness::Altered);
    }
    (part >= 0.6 && count >= 4 && kept >= 0.4 && same_speaker == Some(true)).then_some(Likeness::Reworded)
}

/// What two quotes have in common, word by word.
struct Common {
    /// Words of the longest common run.
    run: usize,
    /// Words of it that carry matter.
    matter: usize,
    /// Where the run begins in either.
    starts: (usize, usize),
    /// Words of the longest common sequence, gaps allowed.
    sequence: usize,
}

impl Common {
    fn of(short: &Content<'_>, long: &Content<'_>) -> Common {
        let mut best = Common { run: 0, matter: 0, starts: (0, 0), sequence: 0 };
        let width = long.words.len() + 1;
        let (mut runs, mut sequences) = (vec![0usize; width], vec![0usize; width]);
        for (row, word) in short.words.iter().enumerate() {
            let (mut run_before, mut sequence_before) = (0, 0);
            for (column, other) in long.words.iter().enumerate() {
                let same = word.key == other.key;
                let run = if same { run_before + 1 } else { 0 };
                let sequence =
                    if same { sequence_before + 1 } else { sequences[column].max(sequences[column + 1]) };
                run_before = std::mem::replace(&mut runs[column + 1], run);
                sequence_before = std::mem::replace(&mut sequences[column + 1], sequence);
                if run > best.run {
                    best.run = run;
                    best.starts = (row + 1 - run, column + 1 - run);
                }
            }
        }
        best.sequence = sequences[width - 1];
        let run = &short.words[best.starts.0..best.starts.0 + best.run];
        best.matter = run.iter().filter(|word| !word.function).count();
        best
    }

    /// Whether one speaker quotes the other: what they share is quoted within one quote and not within the other.
    fn quoted_from_another(&self, short: &Content<'_>, long: &Content<'_>) -> bool {
        let within = |content: &Content<'_>, start: usize| {
            self.run > 0 && content.nested[start..start + self.run].iter().all(|nested| *nested)
        };
        within(short, self.starts.0) != within(long, self.starts.1)
    }
}
