//! Numbers in words: "forty-nine", "two hundred and six", "half a million", "one and a half million".

use crate::hash::WordMap;
use crate::lexicon::fold;

/// A number in words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Spelled {
    /// Its value.
    pub(super) value: f64,
    /// The token behind it.
    pub(super) end: usize,
    /// Its last scale word: 1,000,000 for "two million"; 1 where it has none.
    pub(super) scale: f64,
}

/// The number in words that begins at `at`. `word` gives the tokens of the sentence, nothing beyond it, and `numbers`
/// the value of each word.
pub(super) fn spelled<'w>(
    word: impl Fn(usize) -> &'w str,
    at: usize,
    numbers: &WordMap<f64>,
) -> Option<Spelled> {
    let values = Words { word, numbers };
    let first = fold(values.word(at));
    if first == "half" {
        let of = at + 1 + usize::from(values.word(at + 1) == "a");
        return values.scale(of).map(|scale| Spelled { value: scale / 2.0, end: of + 1, scale });
    }
    let mut sum = Sum::default();
    let mut next = at;
    if matches!(first.as_str(), "a" | "an") {
        values.scale(at + 1)?;
        sum.part = 1.0;
        next += 1;
    }
    while let Some(end) = values.take(&mut sum, next, next == at) {
        next = end;
    }
    let value = sum.whole + sum.part;
    let counts = value >= 2.0 || value == 1.0 && sum.scale > 1.0;
    (counts && next > at).then_some(Spelled { value, end: next, scale: sum.scale })
}

/// A number as far as it was read.
struct Sum {
    /// What its scale words from a thousand on have closed.
    whole: f64,
    /// What stands before the next of them: below a thousand.
    part: f64,
    /// The last scale word.
    scale: f64,
    /// The last from a thousand on: what follows is smaller.
    bound: f64,
}

impl Default for Sum {
    fn default() -> Sum {
        Sum { whole: 0.0, part: 0.0, scale: 1.0, bound: f64::INFINITY }
    }
}

struct Words<'n, F> {
    word: F,
    numbers: &'n WordMap<f64>,
}

impl<'w, F: Fn(usize) -> &'w str> Words<'_, F> {
    fn word(&self, at: usize) -> &'w str {
        (self.word)(at)
    }

    /// A scale word: dozen, hundred, thousand, million.
    fn scale(&self, at: usize) -> Option<f64> {
        let word = self.word(at);
        let value = self.numbers.get(word).copied()?;
        let scale = value >= 100.0 && !word.contains([' ', '-']) || word == "dozen";
        (scale && word.chars().count() > 2 && word.starts_with(char::is_lowercase)).then_some(value)
    }

    /// A number below a hundred, in one word.
    fn small(&self, at: usize, first: bool) -> Option<f64> {
        let word = self.word(at);
        let folded = if first { fold(word) } else { word.to_owned() };
        let value = *self.numbers.get(&folded)?;
        let usable = (1.0..100.0).contains(&value) && value.fract() == 0.0 && folded.chars().count() > 2;
        (usable && self.scale(at).is_none() && !is_collective(&folded)).then_some(value)
    }

    /// Takes the word at `at` in, with an "and" before it: the token behind, or `None` where the number is over.
    fn take(&self, sum: &mut Sum, at: usize, first: bool) -> Option<usize> {
        if !first && self.word(at) == "and" {
            return self.take_more(sum, at + 1);
        }
        if let Some(value) = self.small(at, first) {
            let tens = sum.part % 100.0;
            let units = value < 10.0 && tens >= 20.0 && tens % 10.0 == 0.0;
            let open = tens == 0.0 || units;
            return open.then(|| {
                sum.part += value;
                at + 1
            });
        }
        let scale = self.scale(at)?;
        let before = sum.part;
        if scale < 1000.0 {
            if !(before > 0.0 && before < 100.0) {
                return None;
            }
            sum.part *= scale;
        } else if before > 0.0 && scale < sum.bound {
            sum.whole += before * scale;
            (sum.part, sum.bound) = (0.0, scale);
        } else {
            return None;
        }
        sum.scale = scale;
        Some(at + 1)
    }

    /// What an "and" adds: "a half", or a number below a hundred behind hundreds or thousands.
    fn take_more(&self, sum: &mut Sum, at: usize) -> Option<usize> {
        if self.word(at) == "a" && self.word(at + 1) == "half" {
            if sum.part > 0.0 {
                sum.part += 0.5 * if sum.scale < 1000.0 { sum.scale } else { 1.0 };
            } else {
                sum.whole += sum.bound / 2.0;
            }
            return Some(at + 2);
        }
        let value = self.small(at, false)?;
        let behind_scale = sum.part % 100.0 == 0.0 && (sum.part > 0.0 || sum.whole > 0.0);
        // "between one hundred and two hundred" are two numbers.
        let another = self.scale(at + 1).is_some_and(|scale| scale < 1000.0 || value < 10.0);
        (behind_scale && !another).then(|| {
            sum.part += value;
            at + 1
        })
    }
}

/// Words that have a number for a value, but count nothing by themselves: "double", "a pair", "both".
fn is_collective(word: &str) -> bool {
    matches!(
        word,
        "both"
            | "double"
            | "doubled"
            | "pair"
            | "couple"
            | "duo"
            | "trio"
            | "score"
            | "once"
            | "twice"
            | "sole"
            | "single"
            | "lone"
            | "triple"
            | "tripled"
            | "quadruple"
            | "quartet"
            | "quintet"
            | "quintuple"
            | "sextet"
            | "septet"
            | "octet"
    ) || word.ends_with("fold")
}
