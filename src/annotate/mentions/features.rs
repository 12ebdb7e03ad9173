//! What the model looks at, for one token of a chain: hashes of (template, value).
//!
//! They come in bundles where all of a bundle follow from the same few things, as from one word: what a bundle weighs is
//! then looked up at once.

use std::ops::Range;

use crate::annotate::Document;
use crate::model::ParagraphKind;

use super::evidence::{self, Evidences, Run};
use super::hash::pair;
use super::lists::{ListSet, Membership};
use super::memo::{Memo, key};
use super::words::{self, SentenceCase, Word, Words};

/// Stands for a token beyond the sentence.
const BEYOND: u32 = 0x5eed;

/// What takes the features of a token.
pub(super) trait Sink {
    /// Takes one.
    fn put(&mut self, feature: u32);

    /// Takes those that `make` puts out: always the same for the same key.
    fn bundle(&mut self, key: u64, make: impl FnOnce(&mut Vec<u32>));
}

impl Sink for Vec<u32> {
    fn put(&mut self, feature: u32) {
        self.push(feature);
    }

    fn bundle(&mut self, _: u64, make: impl FnOnce(&mut Vec<u32>)) {
        make(self);
    }
}

/// A document prepared for the recogniser.
pub(super) struct Prepared {
    words: Words,
    evidences: Evidences,
    /// Its chains, in text order, each with its sentence.
    pub(super) chains: Vec<(Range<usize>, usize)>,
}

impl Prepared {
    /// Reads the chains of a document; words that were read before are in `read`.
    pub(super) fn new(document: &Document<'_>, read: &mut Memo<Word>) -> Self {
        let ranges = super::candidates::chains(document);
        let words = words::words(document, &ranges, read);
        let evidences = evidence::gather(document, &words, &ranges);
        let mut sentence = 0;
        let chains = ranges
            .into_iter()
            .map(|range| {
                while document.sentences[sentence].tokens.end <= range.start {
                    sentence += 1;
                }
                (range, sentence)
            })
            .collect();
        Prepared { words, evidences, chains }
    }

    /// How a sentence is capitalised.
    pub(super) fn case(&self, sentence: usize) -> SentenceCase {
        self.words.cases[sentence]
    }

    /// Whether the word at a token stands in lower case elsewhere in the document, too.
    pub(super) fn is_written_small(&self, index: usize) -> bool {
        self.evidences.get(&self.words.words[index].folded).is_some_and(|evidence| evidence.lower > 0)
    }

    /// Whether the tokens are, as a whole, an entry of one of `lists`.
    pub(super) fn is_entry(&self, tokens: Range<usize>, lists: ListSet) -> bool {
        let words = &self.words.words[tokens];
        let ends = words.first().zip(words.last());
        ends.is_some_and(|(first, last)| first.lists.begins & last.lists.ends & lists != 0)
            && words[1..].iter().all(|word| word.lists.begins & lists == 0)
    }

    /// Puts the features of a token of a chain into `out`.
    pub(super) fn features(&self, document: &Document<'_>, chain: usize, index: usize, out: &mut impl Sink) {
        let (range, sentence) = &self.chains[chain];
        let around = Around {
            words: &self.words.words,
            sentence: document.sentences[*sentence].tokens.clone(),
            index,
        };
        around.alone(out);
        around.neighbours(out);
        around.surface(out);
        around.clusters(out);
        around.lists(out);
        self.run(&around, range, out);
        self.circumstances(document, &around, *sentence, out);
        self.evidence(&around, out);
    }

    /// The run of capitalised words around the token: its ends, and what stands around it.
    fn run(&self, around: &Around<'_>, chain: &Range<usize>, out: &mut impl Sink) {
        let Around { words, sentence, index } = around;
        if !words[*index].capital {
            return;
        }
        let mut start = *index;
        while start > chain.start && words[start - 1].capital {
            start -= 1;
        }
        let mut end = index + 1;
        while end < chain.end && words[end].capital {
            end += 1;
        }
        let place = match (*index == start, *index + 1 == end) {
            (true, true) => 0,
            (true, false) => 1,
            (false, true) => 2,
            (false, false) => 3,
        };
        let before = around.folded(start as isize - 1 - *index as isize);
        let after = around.folded((end - index) as isize);
        let length = (end - start).min(6) as u32;
        out.put(pair(101, pair(before, place)));
        out.put(pair(102, pair(after, place)));
        if length == 1 {
            out.put(pair(100, place << 8 | length));
        } else {
            let (first, last) = (&words[start], &words[end - 1]);
            let lists = u64::from(first.listed) << 32 | u64::from(last.listed);
            out.bundle(key([100, u64::from(place << 8 | length), first.id, last.id, lists]), |out| {
                out.push(pair(100, place << 8 | length));
                out.push(pair(103, pair(last.folded, place)));
                out.push(pair(104, pair(first.folded, place)));
                out.push(pair(105, pair(last.clusters[1].into(), place)));
                out.push(pair(106, pair(first.clusters[1].into(), place)));
                out.push(pair(107, pair(last.listed, place)));
                out.push(pair(108, pair(first.listed, place)));
                out.push(pair(109, pair(last.suffixes[2], place)));
            });
        }
        if start > sentence.start + 1 {
            out.put(pair(110, pair(around.folded(start as isize - 2 - *index as isize), before)));
        }
        out.put(pair(111, pair(after, around.folded((end - index) as isize + 1))));
    }

    /// Where the token stands: start of a sentence, headline, dateline.
    fn circumstances(
        &self,
        document: &Document<'_>,
        around: &Around<'_>,
        sentence: usize,
        out: &mut impl Sink,
    ) {
        let case = match self.words.cases[sentence] {
            SentenceCase::Usual => 0,
            SentenceCase::Title => 1,
            SentenceCase::Capitals => 2,
        };
        let paragraph = &document.article.paragraphs[document.sentences[sentence].paragraph];
        let kind = match paragraph.kind {
            ParagraphKind::Headline => 1,
            ParagraphKind::Text
            | ParagraphKind::Subheading
            | ParagraphKind::ListItem
            | ParagraphKind::BlockQuote => 0,
        };
        let offset = around.index - around.sentence.start;
        let word = &around.words[around.index];
        let opening = document.tokens[around.index].span.start() == paragraph.span.start();
        let value = case << 4 | kind << 3 | u32::from(offset == 0) << 1 | u32::from(opening);
        out.bundle(key([120, value.into(), word.shape.into()]), |out| {
            out.push(pair(120, value));
            out.push(pair(121, pair(value, word.shape)));
        });
        if offset == 0 || case != 0 {
            out.bundle(key([122, case.into(), word.id]), |out| {
                out.push(pair(122, pair(case, word.lower[1].into())));
                out.push(pair(123, pair(case, word.lower[2].into())));
                out.push(pair(124, pair(case, pair(word.lower[1].into(), word.clusters[1].into()))));
            });
        }
        if offset <= 4 && paragraph.kind != ParagraphKind::Headline {
            let marks =
                around.sentence.clone().take(8).any(|index| matches!(document.word(index), "—" | "–" | "-"));
            out.put(pair(125, pair(u32::from(marks), offset as u32)));
        }
    }

    /// What the rest of the document tells.
    fn evidence(&self, around: &Around<'_>, out: &mut impl Sink) {
        let word = &around.words[around.index];
        if !word.capital {
            return;
        }
        let Some(evidence) = self.evidences.get(&word.folded) else { return };
        let few = |count: u16| u32::from(count.min(3));
        let case = few(evidence.lower) << 4 | few(evidence.capital);
        let uses = [few(evidence.titled), few(evidence.located), few(evidence.speaking)];
        let told = case << 16 | uses[0] << 8 | uses[1] << 4 | uses[2];
        out.bundle(key([130, told.into(), word.shape.into()]), |out| {
            out.push(pair(130, case));
            out.push(pair(131, pair(case, word.shape)));
            let used = (132..).zip(uses).filter(|(_, uses)| *uses > 0);
            out.extend(used.map(|(template, uses)| pair(template, uses)));
        });
        self.run_evidence(140, around.index, evidence.longest, out);
        if evidence.expansion.length > 0 {
            out.put(pair(150, 1));
            self.run_evidence(151, around.index, evidence.expansion, out);
        }
    }

    /// A longer run that the word belongs to, somewhere else in the document.
    fn run_evidence(&self, template: u32, index: usize, run: Run, out: &mut impl Sink) {
        let start = run.start as usize;
        let end = start + usize::from(run.length);
        if run.length < 2 || (start..end).contains(&index) {
            return;
        }
        let place = if run.place == 0 {
            0
        } else if run.place + 1 == run.length {
            2
        } else {
            1
        };
        let (first, last) = (&self.words.words[start], &self.words.words[end - 1]);
        let length = place << 8 | u32::from(run.length.min(5));
        let lists = u64::from(first.listed) << 32 | u64::from(last.listed);
        let told = u64::from(template) << 32 | u64::from(length);
        out.bundle(key([told, first.told(), last.told(), lists]), |out| {
            out.push(pair(template, length));
            out.push(pair(template + 1, pair(place, last.folded)));
            out.push(pair(template + 2, pair(place, first.folded)));
            out.push(pair(template + 3, pair(place, last.listed)));
            out.push(pair(template + 4, pair(place, first.listed)));
            out.push(pair(template + 5, pair(place, last.clusters[1].into())));
            out.push(pair(template + 6, pair(place, first.clusters[1].into())));
        });
    }
}

/// A token among its neighbours.
struct Around<'w> {
    words: &'w [Word],
    sentence: Range<usize>,
    index: usize,
}

impl Around<'_> {
    fn at(&self, offset: isize) -> Option<&Word> {
        let index = self.index.checked_add_signed(offset)?;
        self.sentence.contains(&index).then(|| &self.words[index])
    }

    fn folded(&self, offset: isize) -> u32 {
        self.at(offset).map_or(BEYOND, |word| word.folded)
    }

    fn shape(&self, offset: isize) -> u32 {
        self.at(offset).map_or(BEYOND, |word| word.shape)
    }

    /// The middle cluster.
    fn cluster(&self, offset: isize) -> u32 {
        self.at(offset).map_or(BEYOND, |word| word.clusters[1].into())
    }

    /// The word by itself.
    fn alone(&self, out: &mut impl Sink) {
        let word = &self.words[self.index];
        out.bundle(key([1, word.id]), |out| {
            out.extend([pair(0, 0), pair(1, word.exact), pair(2, word.folded), pair(12, word.shape)]);
            let affixes = (20..).zip(word.prefixes.iter().chain(&word.suffixes));
            out.extend(
                affixes.filter(|(_, affix)| **affix != 0).map(|(template, affix)| pair(template, *affix)),
            );
            let clusters = (0..).zip(word.clusters);
            out.extend(clusters.map(|(grain, cluster)| pair(40 + 10 * grain, cluster.into())));
        });
    }

    /// Each neighbour by itself.
    fn neighbours(&self, out: &mut impl Sink) {
        for (offset, template, suffix, cluster) in [(-1, 3, 29, 41), (1, 4, 28, 42)] {
            let word = self.at(offset);
            out.bundle(key([template.into(), told(word)]), |out| {
                out.push(pair(template, word.map_or(BEYOND, |word| word.folded)));
                out.extend((0..3).map(|grain| {
                    let value = word.map_or(BEYOND, |word| word.clusters[grain].into());
                    pair(cluster + 10 * grain as u32, value)
                }));
                out.extend(word.map(|word| pair(suffix, word.suffixes[1])));
            });
        }
        for (offset, template, cluster) in [(-2, 5, 43), (2, 6, 44)] {
            let word = self.at(offset);
            out.bundle(key([template.into(), told(word)]), |out| {
                out.push(pair(template, word.map_or(BEYOND, |word| word.folded)));
                out.push(pair(cluster, word.map_or(BEYOND, |word| word.clusters[1].into())));
            });
        }
    }

    /// The word and its neighbours together, and their shapes.
    fn surface(&self, out: &mut impl Sink) {
        let word = &self.words[self.index];
        let (two_before, before) = (self.folded(-2), self.folded(-1));
        let (after, two_after) = (self.folded(1), self.folded(2));
        let (shape_before, shape_after) = (self.shape(-1), self.shape(1));
        for feature in [
            pair(7, pair(before, word.folded)),
            pair(8, pair(word.folded, after)),
            pair(9, pair(before, after)),
            pair(10, pair(two_before, before)),
            pair(11, pair(after, two_after)),
            pair(16, pair(before, word.shape)),
            pair(17, pair(word.shape, after)),
            pair(18, pair(pair(before, shape_after), word.shape)),
        ] {
            out.put(feature);
        }
        let shapes = u64::from(shape_before) << 32 | u64::from(shape_after);
        out.bundle(key([13, word.shape.into(), shapes]), |out| {
            out.push(pair(13, pair(shape_before, word.shape)));
            out.push(pair(14, pair(word.shape, shape_after)));
            out.push(pair(15, pair(shape_before, pair(word.shape, shape_after))));
        });
    }

    /// The clusters of the word and its neighbours together.
    fn clusters(&self, out: &mut impl Sink) {
        let (before, here, after) = (self.cluster(-1), self.cluster(0), self.cluster(1));
        let shape = self.words[self.index].shape;
        for feature in [
            pair(45, pair(before, here)),
            pair(46, pair(here, after)),
            pair(47, pair(before, after)),
            pair(48, pair(shape, before)),
            pair(49, pair(shape, after)),
        ] {
            out.put(feature);
        }
    }

    fn lists(&self, out: &mut impl Sink) {
        let word = &self.words[self.index];
        let (before, after) = (self.at(-1), self.at(1));
        let lists = |word: Option<&Word>| word.map_or(BEYOND.into(), |word| word.lists.key());
        out.bundle(key([80, lists(Some(word)), lists(before), lists(after)]), |out| {
            for (word, template) in [(Some(word), 80), (before, 82), (after, 84)] {
                let Some(word) = word else { continue };
                out.extend(places(word.lists).map(|place| pair(template, place)));
                out.push(pair(template + 1, word.listed));
            }
            let ends = pair(word.lists.begins as u32, word.lists.ends as u32);
            out.push(pair(93, pair(word.listed, ends)));
            out.push(pair(94, pair(word.listed, after.map_or(BEYOND, |word| word.listed))));
            out.push(pair(95, pair(word.listed, before.map_or(BEYOND, |word| word.listed))));
        });
        for place in places(word.lists) {
            out.put(pair(90, pair(place, word.shape)));
            out.put(pair(91, pair(place, self.folded(-1))));
            out.put(pair(92, pair(place, self.folded(1))));
        }
    }
}

/// What tells a neighbour from others.
fn told(word: Option<&Word>) -> u64 {
    word.map_or(BEYOND.into(), Word::told)
}

/// The lists that a token is in, each with whether an entry begins and ends there.
fn places(lists: Membership) -> impl Iterator<Item = u32> {
    let mut rest = lists.any();
    std::iter::from_fn(move || {
        let list = if rest == 0 { return None } else { rest.trailing_zeros() };
        rest &= rest - 1;
        let place = (lists.begins >> list & 1) as u32 | ((lists.ends >> list & 1) as u32 * 2);
        Some(list << 2 | place)
    })
}
