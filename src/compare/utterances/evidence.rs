//! Two quotes in, how sure it is that they report one act of speech out.

use super::super::words::Word;
use super::content::{Content, Extent, Part};
use super::retold;
use super::stems::{Shared, Stems};
use crate::model::QuoteKind;

/// Part of the shorter quote's weight that two quotes share at least.
pub(super) const LEAST_SHARED: f32 = 0.3;

/// Words in a row that make two quotes one where some of them stand outside the marks.
const UNMARKED_RUN: usize = 9;

/// Words of a short quote, and the weight of its stems from which on two are one whose speaker is not known to be the
/// same, or is known not to be.
const SHORT: usize = 4;
const TELLING_OF_ONE: f32 = 2.0;
const TELLING_OF_TWO: f32 = 4.5;

/// How sure two quotes are one, the least sure first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Likeness {
    /// The same, where they stand among several statements that both tell.
    Among,
    /// The same, where they stand beside what both tell.
    Hinted,
    /// One tells in other words what the other quotes or tells, by all evidence together.
    Retold,
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

/// Weight of the stems by which one sentence of a quote is known again where the speaker is: two or three words
/// that are telling in this story.
const TELLING_SENTENCE: f32 = 5.0;

/// How alike two quotes are, with a number that tells which of several paraphrases is the closest; `None` where they
/// may be two acts of speech. `run` tells whether they have three words in a row in common: where they have not, most
/// need no look word by word.
pub(super) fn likeness(a: &Content, b: &Content, run: bool) -> Option<(Likeness, f32)> {
    wording(a, b, run).or_else(|| retold::evidence(a, b))
}

/// How alike their wordings are.
fn wording(a: &Content, b: &Content, run: bool) -> Option<(Likeness, f32)> {
    let same_speaker = a.speaker.same(b.speaker);
    if a.kind == QuoteKind::Indirect || b.kind == QuoteKind::Indirect {
        return paraphrase(a, b, same_speaker, run);
    }
    let marked = a
        .parts
        .iter()
        .flat_map(|left| b.parts.iter().map(move |right| (left, right)))
        .filter_map(|(left, right)| part_likeness(&Side::of(a, left), &Side::of(b, right), same_speaker, run))
        .max();
    let unmarked = || if run { unmarked_run(a, b) } else { None };
    let likeness = marked.or_else(unmarked).map(|likeness| (likeness, 0.0));
    let partly_marked = a.kind == QuoteKind::Mixed || b.kind == QuoteKind::Mixed;
    likeness.or_else(|| if partly_marked { paraphrase(a, b, same_speaker, run) } else { None })
}

/// Whether all words of two quotes, those without marks among them, tell the same.
fn paraphrase(a: &Content, b: &Content, same_speaker: Option<bool>, run: bool) -> Option<(Likeness, f32)> {
    let (part, Shared { stems, plain, .. }) = shared(&a.stems, &b.stems);
    let least = if same_speaker == Some(true) { 0.45 } else { 0.7 };
    if stems < 3 || !run && part < least {
        return None;
    }
    let (a, b) = (a.all_words(), b.all_words());
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let common = Common::of(short, long, |word| word.stem);
    let kept = common.sequence as f32 / short.len() as f32;
    let Common { run, matter, .. } = common;
    let tells = match same_speaker {
        Some(true) => stems >= 4 && plain >= 3 && (part >= 0.6 || part >= 0.45 && kept >= 0.6),
        None => {
            part >= 0.7 && kept >= 0.6 && plain >= 4
                || part >= 0.9 && kept >= 0.75 && run >= 5
                || run >= 8 && matter >= 3
        }
        Some(false) => run >= UNMARKED_RUN && matter >= 4,
    };
    tells.then_some((Likeness::Paraphrase, part + kept))
}

/// Whether a fragment of a turn of speech stands in a quote that another fragment of that turn was found in: there,
/// few words are enough.
pub(super) fn follows(fragment: &Content, quote: &Content) -> bool {
    let (short, long) = (&fragment.words[..], quote.all_words());
    if short.len() < 2 || short.len() > long.len() {
        return false;
    }
    let common = Common::of(short, long, |word| word.key);
    let length = short.len();
    common.run == length || length >= 4 && common.sequence * 4 >= length * 3 && common.tight(length)
}

/// Words without marks that a quote shares with another beside those between them: a long run alone counts.
fn unmarked_run(a: &Content, b: &Content) -> Option<Likeness> {
    if a.whole.is_empty() && b.whole.is_empty() {
        return None;
    }
    let (a, b) = (a.all_words(), b.all_words());
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let common = Common::of(short, long, |word| word.key);
    (common.run >= UNMARKED_RUN && common.matter >= 4).then_some(Likeness::Run)
}

/// One of two parts that are held against each other.
#[derive(Clone, Copy)]
struct Side<'c> {
    words: &'c [Word],
    nested: &'c [bool],
    stems: &'c Stems,
    extent: Extent,
}

impl<'c> Side<'c> {
    fn of(content: &'c Content, part: &'c Part) -> Side<'c> {
        Side {
            words: &content.words[part.range.clone()],
            nested: &content.nested[part.range.clone()],
            stems: &part.stems,
            extent: part.extent,
        }
    }
}

/// How much of the weight of the lighter wording is shared, and in how many stems.
fn shared(a: &Stems, b: &Stems) -> (f32, Shared) {
    let shared = a.shared(b);
    (shared.weight / a.weight.min(b.weight).max(f32::MIN_POSITIVE), shared)
}

fn part_likeness(
    a: &Side<'_>,
    b: &Side<'_>,
    same_speaker: Option<bool>,
    run_in_common: bool,
) -> Option<Likeness> {
    let (short, long) = if a.words.len() <= b.words.len() { (a, b) } else { (b, a) };
    let length = short.words.len();
    let (part, Shared { weight, stems, plain }) = shared(short.stems, long.stems);
    // Without a run, most of the shorter's words, or many that tell, must stand in the other one by one.
    let apart = short.stems.list.len() - stems;
    let at_most = length - apart.min(length);
    let kept_at_most = at_most as f32 / length as f32;
    if !run_in_common && length > 2 && kept_at_most < 0.7 && !(part >= 0.6 && plain >= 4) {
        return None;
    }
    // Nothing below is content with so few words in common.
    if apart > 0 && at_most < 5 && kept_at_most < 0.4 {
        return None;
    }
    // A sentence of a longer quote is looked at where it is telling and its speaker no other.
    let extents = [short.extent, long.extent];
    if extents.contains(&Extent::Sentence) && (same_speaker != Some(true) || weight < TELLING_SENTENCE) {
        return None;
    }
    let common = Common::of(short.words, long.words, |word| word.key);
    if common.run == 0 || common.quoted_from_another(short, long) && same_speaker != Some(true) {
        return None;
    }
    let Common { run, matter, sequence, .. } = common;
    let same = same_speaker == Some(true);
    let differ = same_speaker == Some(false);
    // Of few words they must tell something: "I don't know" is said by many, and more than once.
    let weight = short.stems.weight;
    let tells = same || length > SHORT || weight >= if differ { TELLING_OF_TWO } else { TELLING_OF_ONE };
    if run == length && length == long.words.len() && (same || tells && (matter >= 2 || length >= 3)) {
        return Some(Likeness::Same);
    }
    // All of one within the other: the fewer telling words, the more the speaker must agree.
    let telling = tells
        && match length {
            0 | 1 => false,
            2 => matter >= 2 && same,
            3 => matter >= 1 && !differ || matter >= 2,
            _ => matter >= 1 || !differ,
        };
    if run == length && telling {
        return Some(Likeness::Contained);
    }
    if sequence == length && length >= 4 && common.tight(length) && matter >= 1 && telling {
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
    if kept >= 0.7 && part >= 0.7 && stems >= 3 && !differ {
        return Some(Likeness::Altered);
    }
    let close = length >= 4 && kept >= 0.75 && plain >= 2 && common.tight(length);
    // Words picked from several sentences say nothing: of those, each is looked at by itself.
    let loose = !extents.contains(&Extent::Several) && part >= 0.6 && plain >= 4 && kept >= 0.4;
    (same && (close || loose)).then_some(Likeness::Reworded)
}

/// A word more in the longest common sequence, as `Common::of` counts them.
const ONE_LONGER: u64 = 1 << 32;

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
    /// Words are the same where `form` is.
    fn of(short: &[Word], long: &[Word], form: impl Fn(&Word) -> u64) -> Common {
        let matter = |words: &[Word]| words.iter().filter(|word| !word.function).count();
        let length = short.len();
        if length == long.len() && short.iter().zip(long).all(|(a, b)| form(a) == form(b)) {
            let (starts, matter) = ((0, 0), matter(short));
            return Common { run: length, matter, starts, sequence: length, window: length };
        }
        let mut best = Common { run: 0, matter: 0, starts: (0, 0), sequence: 0, window: usize::MAX };
        let forms: Vec<u64> = long.iter().map(&form).collect();
        let mut runs = vec![0u32; long.len() + 1];
        // Length of the longest common sequence so far, and the latest place at which one of that length can begin: in
        // the upper and the lower half.
        let mut sequences = vec![0u64; long.len() + 1];
        for (row, word) in short.iter().enumerate() {
            let wanted = form(word);
            // Where the word stands nowhere, the sequences stay as they are; elsewhere they do up to its first place.
            let Some(first) = forms.iter().position(|other| *other == wanted) else {
                runs.fill(0);
                continue;
            };
            let mut run_before = runs[first];
            let mut sequence_before = sequences[first];
            runs[..=first].fill(0);
            for (column, other) in forms.iter().enumerate().skip(first) {
                let skipped = sequences[column].max(sequences[column + 1]);
                if *other != wanted {
                    run_before = std::mem::take(&mut runs[column + 1]);
                    sequence_before = std::mem::replace(&mut sequences[column + 1], skipped);
                    continue;
                }
                let run = run_before + 1;
                let longer = match sequence_before {
                    before if before < ONE_LONGER => ONE_LONGER | column as u64,
                    before => before + ONE_LONGER,
                };
                let sequence = skipped.max(longer);
                run_before = std::mem::replace(&mut runs[column + 1], run);
                sequence_before = std::mem::replace(&mut sequences[column + 1], sequence);
                let run = run as usize;
                if run > best.run {
                    best.run = run;
                    best.starts = (row + 1 - run, column + 1 - run);
                }
                let (length, start) = ((sequence / ONE_LONGER) as usize, (sequence % ONE_LONGER) as usize);
                let window = column + 1 - start.min(column);
                if (length, std::cmp::Reverse(window)) > (best.sequence, std::cmp::Reverse(best.window)) {
                    best.sequence = length;
                    best.window = window;
                }
            }
        }
        best.matter = matter(&short[best.starts.0..best.starts.0 + best.run]);
        best
    }

    /// Whether the words in common, of a part of so many, stand close together in the other.
    fn tight(&self, length: usize) -> bool {
        self.window * 10 <= length * 14 + 10
    }

    /// Whether the common run ends one part and begins the other.
    fn overlaps(&self, short: &Side<'_>, long: &Side<'_>) -> bool {
        let (a, b) = self.starts;
        a == 0 && b + self.run == long.words.len() || b == 0 && a + self.run == short.words.len()
    }

    /// Whether one speaker quotes the other: what they share is quoted within one quote and not within the other.
    fn quoted_from_another(&self, short: &Side<'_>, long: &Side<'_>) -> bool {
        let within =
            |part: &Side<'_>, start: usize| part.nested[start..start + self.run].iter().all(|nested| *nested);
        within(short, self.starts.0) != within(long, self.starts.1)
    }
}
