//! Figures that several articles give for one thing: the same unit or noun, in sentences that tell the same.
//!
//! Pairs are joined the surest first, and no group ever takes in two amounts of one article: an article that gives
//! two numbers in one breath counts two things.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::amounts::{Amount, agree};
use super::column::Column;
use super::words::{Word, words};
use crate::hash::HashedMap;
use crate::model::{Figure, FigureGroup, FigureValue, ItemRef, Passage, Span, Utterance};

/// Weight of the words that two sentences must share around figures of one amount, by the digits of the number:
/// many things are two, few are 1,338.
const SHARED: [f32; 3] = [4.5, 3.0, 1.2];

/// What is asked beside that where no noun says what is counted: where a unit does, and where nothing does.
const NO_NOUN: [f32; 2] = [1.0, 2.5];

/// Part of it that is asked of sentences which are lined up already.
const LINED_UP: f32 = 0.35;

/// The same where the amounts differ: of sentences that are lined up, and of all others.
const UNEQUAL: [f32; 2] = [4.0, 8.0];

/// No word weighs more than this, so that one never decides.
const MOST: f32 = 4.0;

/// Sentences from which on a story's own counts tell how common a word is in it.
const FEW_SENTENCES: usize = 40;

/// Words to either side of a figure that tell what it is about.
const CONTEXT_WORDS: usize = 12;

/// Units and nouns under which a number counts nothing that reports could tell differently.
const PLAIN: [&str; 8] = ["year", "age", "time", "thing", "way", "reason", "year-old", "step"];

/// Figures of one thing that are compared in one report. One that counts it more often is a table, or means harm: two
/// such reports would be compared for hours.
const MOST_OF_A_THING: usize = 200;

pub(super) fn figures(
    columns: &[Column<'_>],
    passages: &[Passage],
    utterances: &[Utterance],
) -> Vec<FigureGroup> {
    let all = Counted::all(columns, passages, utterances);
    let mut by_thing: BTreeMap<(Option<&str>, Option<u64>), Vec<usize>> = BTreeMap::new();
    for (index, counted) in all.iter().enumerate() {
        let unit = counted.figure.unit.as_deref();
        by_thing.entry((unit, counted.noun.filter(|_| unit.is_none()))).or_default().push(index);
    }
    let mut links: Vec<Link> = Vec::new();
    for members in by_thing.values() {
        let column = |member: &usize| all[*member].place.column;
        let of_reports = members.chunk_by(|a, b| column(a) == column(b));
        let members: Vec<usize> =
            of_reports.flat_map(|of_one| of_one.iter().take(MOST_OF_A_THING)).copied().collect();
        for (position, a) in members.iter().enumerate() {
            let later = &members[position + 1..];
            let elsewhere = later.partition_point(|b| column(b) == column(a));
            links.extend(later[elsewhere..].iter().filter_map(|b| link(&all, *a, *b)));
        }
    }
    links.sort_by(|a, b| {
        b.equal.cmp(&a.equal).then(b.strength.total_cmp(&a.strength)).then(a.pair.cmp(&b.pair))
    });
    let mut groups = Groups::new(&all);
    for link in &links {
        groups.join(link);
    }
    groups.told(&links)
}

/// Two figures that may be of one thing.
struct Link {
    pair: [usize; 2],
    equal: bool,
    /// How much more the sentences share than they must.
    strength: f32,
}

/// A figure with what surrounds it.
struct Counted<'r> {
    place: ItemRef,
    figure: &'r Figure,
    amount: Amount,
    /// Key of the last word of its noun: of attacks and attackers the stems are one.
    noun: Option<u64>,
    /// The passage or utterance it stands in.
    aligned: Option<(bool, usize)>,
    /// Stems that carry matter around it, in order, with their weights.
    context: Vec<(u64, f32)>,
}

impl<'r> Counted<'r> {
    fn all(columns: &[Column<'r>], passages: &[Passage], utterances: &[Utterance]) -> Vec<Counted<'r>> {
        let mut aligned: BTreeMap<ItemRef, usize> = BTreeMap::new();
        for (index, passage) in passages.iter().enumerate() {
            aligned.extend(passage.sentences.iter().map(|place| (*place, index)));
        }
        let mut quoted: Vec<Vec<(Span, usize)>> = vec![Vec::new(); columns.len()];
        for (number, utterance) in utterances.iter().enumerate() {
            for place in &utterance.quotes {
                let quotes = &columns[place.column].report.annotations.quotes;
                quoted[place.column].push((quotes[place.index].span, number));
            }
        }
        let common = Common::new(columns);
        let mut out = Vec::new();
        for ((index, column), quotes) in columns.iter().enumerate().zip(&quoted) {
            let report = column.report;
            for (number, figure) in report.annotations.figures.iter().enumerate() {
                let plain =
                    |name: &Option<SmolStr>| name.as_deref().is_some_and(|name| PLAIN.contains(&name));
                if plain(&figure.unit) || plain(&figure.noun) {
                    continue;
                }
                let quote = quotes.iter().find(|(span, _)| span.contains(figure.span));
                let sentence = column.sentence_at(figure.span);
                let passage =
                    sentence.and_then(|sentence| aligned.get(&ItemRef { column: index, index: sentence }));
                out.push(Counted {
                    place: ItemRef { column: index, index: number },
                    figure,
                    amount: Amount::of(figure),
                    noun: figure.noun.as_deref().and_then(last_word).map(|word| word.key),
                    aligned: quote
                        .map(|(_, number)| (true, *number))
                        .or_else(|| passage.map(|passage| (false, *passage))),
                    context: context(column, figure, sentence, &common),
                });
            }
        }
        out
    }
}

/// In how many sentences of the story each stem stands.
struct Common {
    sentences: usize,
    /// With the sentence that has it last.
    of: HashedMap<(u32, u32), u64>,
}

impl Common {
    fn new(columns: &[Column<'_>]) -> Common {
        let mut common = Common { sentences: 0, of: HashedMap::default() };
        let mut number = 0;
        for column in columns {
            for sentence in &column.sentences {
                number += 1;
                for word in &column.words[sentence.clone()] {
                    let (count, last) = common.of.entry(word.stem).or_default();
                    *count += u32::from(*last != number);
                    *last = number;
                }
            }
        }
        common.sentences = FEW_SENTENCES.max(number as usize);
        common
    }

    /// How much a word tells: little where it is common in the news, or in this story.
    fn weight(&self, word: &Word) -> f32 {
        let here = self.of.get(&word.stem).map_or(1, |(count, _)| *count);
        word.rarity.min((self.sentences as f32 / here as f32).ln()).min(MOST)
    }
}

fn last_word(noun: &str) -> Option<Word> {
    words(noun, Span::new(0, noun.len())).pop()
}

fn context(
    column: &Column<'_>,
    figure: &Figure,
    sentence: Option<usize>,
    common: &Common,
) -> Vec<(u64, f32)> {
    let Some(sentence) = sentence else { return Vec::new() };
    let own = column.words_of(figure.span);
    let noun = figure.noun.as_deref().filter(|_| figure.unit.is_none()).and_then(last_word);
    let noun = noun.map(|word| word.stem);
    let mut context: Vec<(u64, f32)> = column.sentences[sentence]
        .clone()
        .filter(|word| !own.contains(word))
        .filter(|word| word + CONTEXT_WORDS >= own.start && *word < own.end + CONTEXT_WORDS)
        .map(|word| &column.words[word])
        .filter(|word| !word.function && Some(word.stem) != noun)
        .map(|word| (word.stem, common.weight(word)))
        .collect();
    context.sort_unstable_by_key(|(stem, _)| *stem);
    context.dedup_by_key(|(stem, _)| *stem);
    context
}

/// Whether two figures of one unit or noun are of one thing, and how sure that is.
fn link(all: &[Counted<'_>], first: usize, second: usize) -> Option<Link> {
    let (a, b) = (&all[first], &all[second]);
    if a.place.column == b.place.column {
        return None;
    }
    let equal = a.amount.agrees(b.amount);
    let same_noun = a.noun.is_some() && a.noun == b.noun;
    let near = a.figure.value.max(b.figure.value) <= 2.0 * a.figure.value.min(b.figure.value);
    if !(equal || same_noun && near) {
        return None;
    }
    let aligned = a.aligned.is_some() && a.aligned == b.aligned;
    if is_idiom(a.figure) && !aligned {
        return None;
    }
    let needed = if equal {
        let digits = a.amount.digits().min(b.amount.digits()).clamp(1, 3) as usize;
        let bare = NO_NOUN[usize::from(a.figure.unit.is_none())];
        let needed = SHARED[digits - 1] + if same_noun { 0.0 } else { bare };
        if aligned { LINED_UP * needed } else { needed }
    } else {
        UNEQUAL[usize::from(!aligned)]
    };
    let strength = shared(&a.context, &b.context) / needed;
    (strength >= 1.0).then_some(Link { pair: [first, second], equal, strength })
}

/// "100 percent" says as often "wholly" as it counts.
fn is_idiom(figure: &Figure) -> bool {
    figure.value == 100.0 && figure.unit.as_deref() == Some("percent")
}

/// Weight of the stems that two contexts share; both are in order.
fn shared(a: &[(u64, f32)], b: &[(u64, f32)]) -> f32 {
    let mut rest = b.iter().peekable();
    let mut sum = 0.0;
    for (stem, weight) in a {
        while rest.next_if(|(other, _)| other < stem).is_some() {}
        if rest.peek().is_some_and(|(other, _)| other == stem) {
            sum += weight;
        }
    }
    sum
}

/// Figures joined so far.
struct Groups<'c, 'r> {
    all: &'c [Counted<'r>],
    /// The group of each figure.
    of: Vec<usize>,
    members: Vec<Vec<usize>>,
}

impl<'c, 'r> Groups<'c, 'r> {
    fn new(all: &'c [Counted<'r>]) -> Groups<'c, 'r> {
        Groups {
            all,
            of: (0..all.len()).collect(),
            members: (0..all.len()).map(|index| vec![index]).collect(),
        }
    }

    fn join(&mut self, link: &Link) {
        let [into, from] = link.pair.map(|index| self.of[index]);
        let apart = |a: &usize, b: &usize| {
            let (a, b) = (&self.all[*a], &self.all[*b]);
            a.place.column == b.place.column && a.figure.value != b.figure.value
        };
        let clash = |(a, b): (usize, usize)| {
            self.members[a].iter().any(|one| self.members[b].iter().any(|other| apart(one, other)))
        };
        if into == from || clash((into, from)) {
            return;
        }
        let moved = std::mem::take(&mut self.members[from]);
        moved.iter().for_each(|index| self.of[*index] = into);
        self.members[into].extend(moved);
    }

    /// The groups that several articles have, each article with the place that is linked best.
    fn told(&self, links: &[Link]) -> Vec<FigureGroup> {
        let mut best = vec![0.0_f32; self.all.len()];
        for link in links.iter().filter(|link| self.of[link.pair[0]] == self.of[link.pair[1]]) {
            for index in link.pair {
                best[index] = best[index].max(link.strength);
            }
        }
        let mut chosen: Vec<Vec<usize>> =
            self.members.iter().map(|members| one_a_column(members, self.all, &best)).collect();
        chosen.retain(|members| members.len() > 1);
        chosen.sort_unstable();
        chosen.iter().enumerate().map(|(number, members)| group(number, self.all, members)).collect()
    }
}

fn one_a_column(members: &[usize], all: &[Counted<'_>], best: &[f32]) -> Vec<usize> {
    let mut by_column: BTreeMap<usize, usize> = BTreeMap::new();
    let mut members = members.to_vec();
    members.sort_unstable();
    for index in members {
        let known = by_column.entry(all[index].place.column).or_insert(index);
        if best[index] > best[*known] {
            *known = index;
        }
    }
    by_column.into_values().collect()
}

fn group(number: usize, all: &[Counted<'_>], members: &[usize]) -> FigureGroup {
    let counted: Vec<&Counted<'_>> = members.iter().map(|index| &all[*index]).collect();
    let amounts: Vec<Amount> = counted.iter().map(|counted| counted.amount).collect();
    FigureGroup {
        id: format!("f{number}"),
        noun: counted.iter().find_map(|counted| counted.figure.noun.clone()),
        unit: counted[0].figure.unit.clone(),
        agree: agree(&amounts),
        values: counted
            .iter()
            .map(|counted| FigureValue { place: counted.place, value: counted.figure.value })
            .collect(),
    }
}
