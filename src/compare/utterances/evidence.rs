//! Two quotes in, how sure it is that they report one act of speech out.

use super::super::words::Word;
use super::content::{Content, Speaker, Stems};
use crate::model::QuoteKind;

/// Part of the shorter quote's weight that two quotes share at least.
pub(super) const LEAST_SHARED: f32 = 0.3;

/// Words in a row that make two quotes one where some of them stand outside the marks.
const UNMARKED_RUN: usize = 9;

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
pub(super) fn likeness(a: &Content, b: &Content) -> Option<Likeness> {
    let same_speaker = match (a.speaker, b.speaker) {
        (Speaker::Unknown, _) | (_, Speaker::Unknown) => None,
        (a, b) => Some(a == b),
    };
    if a.kind == QuoteKind::Indirect || b.kind == QuoteKind::Indirect {
        let (part, count) = shared(&a.stems, &b.stems);
        return (part >= 0.6 && count >= 4 && same_speaker == Some(true)).then_some(Likeness::Paraphrase);
    }
    let parts = |content| Part::all(content);
    parts(a)
        .flat_map(|left| parts(b).filter_map(move |right| part_likeness(&left, &right, same_speaker)))
        .max()
        .or_else(|| unmarked_run(a, b))
}

/// Words without marks that a quote shares with another beside those between them: a long run alone counts.
fn unmarked_run(a: &Content, b: &Content) -> Option<Likeness> {
    if a.whole.is_empty() && b.whole.is_empty() {
        return None;
    }
    let (a, b) = (a.all_words(), b.all_words());
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let common = Common::of(short, long);
    (common.run >= UNMARKED_RUN && common.matter >= 4).then_some(Likeness::Run)
}

/// A part of a quote that stands between marks.
#[derive(Clone, Copy)]
struct Part<'c> {
    words: &'c [Word],
    nested: &'c [bool],
    stems: &'c Stems,
}

impl<'c> Part<'c> {
    fn all(content: &'c Content) -> impl Iterator<Item = Part<'c>> {
        content.parts.iter().filter(|(range, _)| !range.is_empty()).map(|(range, stems)| Part {
            words: &content.words[range.clone()],
            nested: &content.nested[range.clone()],
            stems,
        })
    }
}

/// How much of the weight of the lighter wording is shared, and in how many stems.
fn shared(a: &Stems, b: &Stems) -> (f32, usize) {
    let (weight, count) = a.shared(b);
    (weight / a.weight.min(b.weight).max(f32::MIN_POSITIVE), count)
}

fn part_likeness(a: &Part<'_>, b: &Part<'_>, same_speaker: Option<bool>) -> Option<Likeness> {
    let (short, long) = if a.words.len() <= b.words.len() { (a, b) } else { (b, a) };
    let common = Common::of(short.words, long.words);
    if common.run == 0 || common.quoted_from_another(short, long) && same_speaker != Some(true) {
        return None;
    }
    let length = short.words.len();
    let Common { run, matter, sequence, window, .. } = common;
    let same = same_speaker == Some(true);
    let differ = same_speaker == Some(false);
    if run == length && length == long.words.len() && (matter >= 2 || length >= 3 || same) {
        return Some(Likeness::Same);
    }
    // All of one within the other: the fewer telling words, the more the speaker must agree.
    let telling = match length {
        0 | 1 => false,
        2 => matter >= 2 && same,
        3 => matter >= 1 && !differ || matter >= 2,
        _ => matter >= 1 || !differ,
    };
    if run == length && telling {
        return Some(Likeness::Contained);
    }
    if sequence == length && length >= 4 && window * 10 <= length * 14 + 10 && matter >= 1 && telling {
        return Some(Likeness::Contained);
    }
    // One is cut where the other begins.
    if same && run >= 6 && matter >= 1 && common.overlaps(short, long) {
        return Some(Likeness::Run);
    }
    let kept = sequence as f32 / length as f32;
    let enough = if same { run >= 5 && matter >= 3 } else { run >= 8 && matter >= 3 };
    if enough || run >= 5 && kept >= 0.7 && matter >= 1 && !(differ && matter < 3) {
        return Some(Likeness::Run);
    }
    let (part, count) = shared(short.stems, long.stems);
    if kept >= 0.7 && part >= 0.7 && count >= 3 && !differ {
        return Some(Likeness::Altered);
    }
    let close = length >= 4 && kept >= 0.75 && count >= 2 && window * 10 <= length * 14 + 10;
    (same && (close || part >= 0.6 && count >= 4 && kept >= 0.4)).then_some(Likeness::Reworded)
}

/// What two parts have in common, word by word.
struct Common {
    /// Words of the longest common run.
    run: usize,
    /// Words of it that carry matter.
    matter: usize,
    /// Where the run begins in either.
    starts: (usize, usize),
    /// Words of the longest common sequence, gaps allowed.
    sequence: usize,
    /// Words of the longer part from the first to the last of that sequence, at least.
    window: usize,
}

impl Common {
    fn of(short: &[Word], long: &[Word]) -> Common {
        let mut best = Common { run: 0, matter: 0, starts: (0, 0), sequence: 0, window: usize::MAX };
        let width = long.len() + 1;
        let mut runs = vec![0usize; width];
        // Length of the longest common sequence so far, and the latest place at which one of that length can begin.
        let mut sequences = vec![(0usize, 0usize); width];
        for (row, word) in short.iter().enumerate() {
            let mut run_before = 0;
            let mut sequence_before = (0, 0);
            for (column, other) in long.iter().enumerate() {
                let same = word.key == other.key;
                let run = if same { run_before + 1 } else { 0 };
                let skipped = sequences[column].max(sequences[column + 1]);
                let sequence = match sequence_before {
                    _ if !same => skipped,
                    (0, _) => skipped.max((1, column)),
                    (length, start) => skipped.max((length + 1, start)),
                };
                run_before = std::mem::replace(&mut runs[column + 1], run);
                sequence_before = std::mem::replace(&mut sequences[column + 1], sequence);
                if run > best.run {
                    best.run = run;
                    best.starts = (row + 1 - run, column + 1 - run);
                }
                if sequence.0 > best.sequence
                    || sequence.0 == best.sequence && column + 1 - sequence.1.min(column) < best.window
                {
                    best.sequence = sequence.0;
                    best.window = column + 1 - sequence.1.min(column);
                }
            }
        }
        let run = &short[best.starts.0..best.starts.0 + best.run];
        best.matter = run.iter().filter(|word| !word.function).count();
        best
    }

    /// Whether the common run ends one part and begins the other.
    fn overlaps(&self, short: &Part<'_>, long: &Part<'_>) -> bool {
        let (a, b) = self.starts;
        a == 0 && b + self.run == long.words.len() || b == 0 && a + self.run == short.words.len()
    }

    /// Whether one speaker quotes the other: what they share is quoted within one quote and not within the other.
    fn quoted_from_another(&self, short: &Part<'_>, long: &Part<'_>) -> bool {
        let within =
            |part: &Part<'_>, start: usize| part.nested[start..start + self.run].iter().all(|nested| *nested);
        within(short, self.starts.0) != within(long, self.starts.1)
    }
}
