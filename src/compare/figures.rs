//! Figures that several articles give for one thing: the same unit and noun, in sentences that tell the same.

use std::collections::{BTreeMap, BTreeSet};

use super::column::Column;
use super::words::{rarity, words};
use crate::model::{Figure, FigureGroup, FigureValue, ItemRef, Passage, Span, Utterance};

/// Weight of the words that two sentences must share beside the noun, where the two figures are equal after
/// rounding, and where they are not.
const CONTEXT_EQUAL: f32 = 4.5;
const CONTEXT_UNEQUAL: f32 = 11.0;

/// Words to either side of a figure that tell what it is about.
const CONTEXT_WORDS: usize = 12;

/// Units under which a number counts nothing that reports could tell differently.
const PLAIN: [&str; 3] = ["year", "age", "time"];

pub(super) fn figures(
    columns: &[Column<'_>],
    passages: &[Passage],
    utterances: &[Utterance],
) -> Vec<FigureGroup> {
    let all = Counted::all(columns, passages, utterances);
    let mut by_thing: BTreeMap<(Option<&str>, Option<u64>), Vec<usize>> = BTreeMap::new();
    for (index, counted) in all.iter().enumerate() {
        by_thing.entry((counted.figure.unit.as_deref(), counted.noun)).or_default().push(index);
    }
    let mut roots: Vec<usize> = (0..all.len()).collect();
    for members in by_thing.values() {
        for (position, a) in members.iter().enumerate() {
            for b in &members[position + 1..] {
                if same_thing(&all[*a], &all[*b]) {
                    let (old, new) = (roots[*a].max(roots[*b]), roots[*a].min(roots[*b]));
                    if old != new {
                        roots.iter_mut().filter(|root| **root == old).for_each(|root| *root = new);
                    }
                }
            }
        }
    }
    let mut groups: BTreeMap<usize, Vec<&Counted<'_>>> = BTreeMap::new();
    for (index, root) in roots.iter().enumerate() {
        groups.entry(*root).or_default().push(&all[index]);
    }
    groups
        .into_values()
        .filter(|members| members.iter().any(|member| member.place.column != members[0].place.column))
        .enumerate()
        .map(|(number, members)| group(number, &members))
        .collect()
}

/// A figure with what surrounds it.
struct Counted<'r> {
    place: ItemRef,
    figure: &'r Figure,
    /// Stem of the last word of its noun.
    noun: Option<u64>,
    /// The passage or utterance it stands in.
    aligned: Option<(bool, usize)>,
    /// Stems that carry matter around it, with their weights.
    context: BTreeMap<u64, f32>,
}

impl<'r> Counted<'r> {
    fn all(columns: &[Column<'r>], passages: &[Passage], utterances: &[Utterance]) -> Vec<Counted<'r>> {
        let mut aligned: BTreeMap<ItemRef, usize> = BTreeMap::new();
        for (index, passage) in passages.iter().enumerate() {
            aligned.extend(passage.sentences.iter().map(|place| (*place, index)));
        }
        let mut out = Vec::new();
        for (index, column) in columns.iter().enumerate() {
            let report = column.report;
            let quotes: Vec<(Span, usize)> = utterances
                .iter()
                .enumerate()
                .flat_map(|(number, utterance)| utterance.quotes.iter().map(move |place| (*place, number)))
                .filter(|(place, _)| place.column == index)
                .map(|(place, number)| (report.annotations.quotes[place.index].span, number))
                .collect();
            for (number, figure) in report.annotations.figures.iter().enumerate() {
                let quote = quotes.iter().find(|(span, _)| span.contains(figure.span));
                let sentence = column.sentence_at(figure.span);
                let passage =
                    sentence.and_then(|sentence| aligned.get(&ItemRef { column: index, index: sentence }));
                out.push(Counted {
                    place: ItemRef { column: index, index: number },
                    figure,
                    noun: figure.noun.as_deref().and_then(stem),
                    aligned: quote
                        .map(|(_, number)| (true, *number))
                        .or_else(|| passage.map(|passage| (false, *passage))),
                    context: context(column, figure, sentence),
                });
            }
        }
        out
    }
}

fn stem(noun: &str) -> Option<u64> {
    words(noun, Span::new(0, noun.len())).last().map(|word| word.stem)
}

fn context(column: &Column<'_>, figure: &Figure, sentence: Option<usize>) -> BTreeMap<u64, f32> {
    let Some(sentence) = sentence else { return BTreeMap::new() };
    let own = column.words_of(figure.span);
    let noun = figure.noun.as_deref().and_then(stem);
    column.sentences[sentence]
        .clone()
        .filter(|word| !own.contains(word))
        .filter(|word| word + CONTEXT_WORDS >= own.start && *word < own.end + CONTEXT_WORDS)
        .map(|word| &column.words[word])
        .filter(|word| !word.function && Some(word.stem) != noun)
        .map(|word| (word.stem, rarity(word.stem)))
        .collect()
}

fn same_thing(a: &Counted<'_>, b: &Counted<'_>) -> bool {
    if a.place.column == b.place.column || PLAIN.iter().any(|unit| a.figure.unit.as_deref() == Some(unit)) {
        return false;
    }
    let equal = agree(&[a.figure.value, b.figure.value]);
    let shared: f32 =
        a.context.iter().filter(|(stem, _)| b.context.contains_key(stem)).map(|(_, weight)| weight).sum();
    if a.aligned.is_some() && a.aligned == b.aligned {
        // One sentence may count the same noun twice: unequal figures need some words of their own.
        return equal || a.noun.is_some() && shared >= CONTEXT_UNEQUAL;
    }
    match (equal, a.noun.is_some()) {
        (true, true) => shared >= CONTEXT_EQUAL,
        (true, false) => shared >= 2.0 * CONTEXT_EQUAL,
        (false, true) => shared >= 2.0 * CONTEXT_UNEQUAL,
        (false, false) => false,
    }
}

fn group(number: usize, members: &[&Counted<'_>]) -> FigureGroup {
    let mut seen = BTreeSet::new();
    let values: Vec<FigureValue> = members
        .iter()
        .filter(|member| seen.insert((member.place.column, member.figure.value.to_bits())))
        .map(|member| FigureValue { place: member.place, value: member.figure.value })
        .collect();
    let figure = members[0].figure;
    FigureGroup {
        id: format!("f{number}"),
        noun: figure.noun.clone(),
        unit: figure.unit.clone(),
        agree: agree(&values.iter().map(|value| value.value).collect::<Vec<_>>()),
        values,
    }
}

/// Whether all values are the same once rounded as the roundest of them.
pub(super) fn agree(values: &[f64]) -> bool {
    let step = values.iter().copied().map(step).fold(0.0, f64::max);
    let rounded = |value: f64| if step > 0.0 { (value / step).round() } else { value };
    values.windows(2).all(|pair| (rounded(pair[0]) - rounded(pair[1])).abs() < 0.5)
        || values.iter().all(|value| *value == values[0])
}

/// The place of the last digit of `value` that is not 0: 100 for 2,500. The first digit is never rounded away.
fn step(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return 0.0;
    }
    let mut step = 10f64.powf(value.abs().log10().floor());
    for _ in 0..6 {
        let rest = value.abs() / step;
        if (rest - rest.round()).abs() < 1e-6 {
            break;
        }
        step /= 10.0;
    }
    step
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_agree_when_the_rounder_one_is_the_other_rounded() {
        assert!(agree(&[21.6e9, 21.6e9]));
        assert!(agree(&[21.6e9, 22e9]));
        assert!(!agree(&[21.6e9, 25e9]));
        assert!(agree(&[1_954.0, 2_000.0]));
        assert!(!agree(&[49.0, 50.0]) || step(50.0) == 10.0);
        assert!(!agree(&[12.0, 8.0]));
        assert!(agree(&[0.0, 0.0]));
    }
}
