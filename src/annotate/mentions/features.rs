//! What the model looks at, for one token of a chain: hashes of (template, value).

use std::ops::Range;

use crate::annotate::Document;
use crate::model::ParagraphKind;

use super::evidence::{self, Evidences, Run};
use super::hash::pair;
use super::lists::ListSet;
use super::words::{self, SentenceCase, Word, Words};

/// Stands for a token beyond the sentence.
const BEYOND: u32 = 0x5eed;

/// A document prepared for the recogniser.
pub(super) struct Prepared {
    words: Words,
    evidences: Evidences,
    /// Its chains, in text order, each with its sentence.
    pub(super) chains: Vec<(Range<usize>, usize)>,
}

impl Prepared {
    /// Reads the chains of a document.
    pub(super) fn new(document: &Document<'_>) -> Self {
        let ranges = super::candidates::chains(document);
        let words = words::words(document, &ranges);
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
    pub(super) fn features(&self, document: &Document<'_>, chain: usize, index: usize, out: &mut Vec<u32>) {
        let (range, sentence) = &self.chains[chain];
        let around = Around {
            words: &self.words.words,
            sentence: document.sentences[*sentence].tokens.clone(),
            index,
        };
        out.push(pair(0, 0));
        around.surface(out);
        around.clusters(out);
        around.lists(out);
        self.run(&around, range, out);
        self.circumstances(document, &around, *sentence, out);
        self.evidence(&around, out);
    }

    /// The run of capitalised words around the token: its ends, and what stands around it.
    fn run(&self, around: &Around<'_>, chain: &Range<usize>, out: &mut Vec<u32>) {
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
        out.push(pair(100, place << 8 | (end - start).min(6) as u32));
        out.push(pair(101, pair(before, place)));
        out.push(pair(102, pair(after, place)));
        if end - start > 1 {
            let (first, last) = (&words[start], &words[end - 1]);
            out.push(pair(103, pair(last.folded, place)));
            out.push(pair(104, pair(first.folded, place)));
            out.push(pair(105, pair(last.clusters[1].into(), place)));
            out.push(pair(106, pair(first.clusters[1].into(), place)));
            out.push(pair(107, pair(lists_value(last), place)));
            out.push(pair(108, pair(lists_value(first), place)));
            out.push(pair(109, pair(last.suffixes[2], place)));
        }
        if start > sentence.start + 1 {
            out.push(pair(110, pair(around.folded(start as isize - 2 - *index as isize), before)));
        }
        out.push(pair(111, pair(after, around.folded((end - index) as isize + 1))));
    }

    /// Where the token stands: start of a sentence, headline, dateline.
    fn circumstances(
        &self,
        document: &Document<'_>,
        around: &Around<'_>,
        sentence: usize,
        out: &mut Vec<u32>,
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
        out.push(pair(120, value));
        out.push(pair(121, pair(value, word.shape)));
        if offset == 0 || case != 0 {
            out.push(pair(122, pair(case, word.lower[1].into())));
            out.push(pair(123, pair(case, word.lower[2].into())));
            out.push(pair(124, pair(case, pair(word.lower[1].into(), word.clusters[1].into()))));
        }
        if offset <= 4 && paragraph.kind != ParagraphKind::Headline {
            let marks =
                around.sentence.clone().take(8).any(|index| matches!(document.word(index), "—" | "–" | "-"));
            out.push(pair(125, pair(u32::from(marks), offset as u32)));
        }
    }

    /// What the rest of the document tells.
    fn evidence(&self, around: &Around<'_>, out: &mut Vec<u32>) {
        let word = &around.words[around.index];
        if !word.capital {
            return;
        }
        let Some(evidence) = self.evidences.get(&word.folded) else { return };
        let few = |count: u16| u32::from(count.min(3));
        let case = few(evidence.lower) << 4 | few(evidence.capital);
        out.push(pair(130, case));
        out.push(pair(131, pair(case, word.shape)));
        if evidence.titled > 0 {
            out.push(pair(132, few(evidence.titled)));
        }
        if evidence.located > 0 {
            out.push(pair(133, few(evidence.located)));
        }
        if evidence.speaking > 0 {
            out.push(pair(134, few(evidence.speaking)));
        }
        self.run_evidence(140, around.index, evidence.longest, out);
        if evidence.expansion.length > 0 {
            out.push(pair(150, 1));
            self.run_evidence(151, around.index, evidence.expansion, out);
        }
    }

    /// A longer run that the word belongs to, somewhere else in the document.
    fn run_evidence(&self, template: u32, index: usize, run: Run, out: &mut Vec<u32>) {
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
        out.push(pair(template, place << 8 | u32::from(run.length.min(5))));
        out.push(pair(template + 1, pair(place, last.folded)));
        out.push(pair(template + 2, pair(place, first.folded)));
        out.push(pair(template + 3, pair(place, lists_value(last))));
        out.push(pair(template + 4, pair(place, lists_value(first))));
        out.push(pair(template + 5, pair(place, last.clusters[1].into())));
        out.push(pair(template + 6, pair(place, first.clusters[1].into())));
    }
}

/// The lists of a word as one value.
fn lists_value(word: &Word) -> u32 {
    let any = word.lists.any();
    pair(any as u32, (any >> 32) as u32)
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

    fn cluster(&self, offset: isize, grain: usize) -> u32 {
        self.at(offset).map_or(BEYOND, |word| word.clusters[grain].into())
    }

    /// The word, its shape and affixes, its neighbours.
    fn surface(&self, out: &mut Vec<u32>) {
        let word = &self.words[self.index];
        let [two_before, before, after, two_after] = [-2, -1, 1, 2].map(|offset| self.folded(offset));
        let (shape_before, shape_after) = (self.shape(-1), self.shape(1));
        out.extend_from_slice(&[
            pair(1, word.exact),
            pair(2, word.folded),
            pair(3, before),
            pair(4, after),
            pair(5, two_before),
            pair(6, two_after),
            pair(7, pair(before, word.folded)),
            pair(8, pair(word.folded, after)),
            pair(9, pair(before, after)),
            pair(10, pair(two_before, before)),
            pair(11, pair(after, two_after)),
            pair(12, word.shape),
            pair(13, pair(shape_before, word.shape)),
            pair(14, pair(word.shape, shape_after)),
            pair(15, pair(shape_before, pair(word.shape, shape_after))),
            pair(16, pair(before, word.shape)),
            pair(17, pair(word.shape, after)),
            pair(18, pair(pair(before, shape_after), word.shape)),
        ]);
        for (template, affix) in (20..).zip(word.prefixes.iter().chain(&word.suffixes)) {
            if *affix != 0 {
                out.push(pair(template, *affix));
            }
        }
        if let Some(after) = self.at(1) {
            out.push(pair(28, after.suffixes[1]));
        }
        if let Some(before) = self.at(-1) {
            out.push(pair(29, before.suffixes[1]));
        }
    }

    fn clusters(&self, out: &mut Vec<u32>) {
        for grain in 0..3 {
            let template = 40 + 10 * grain as u32;
            out.extend_from_slice(&[
                pair(template, self.cluster(0, grain)),
                pair(template + 1, self.cluster(-1, grain)),
                pair(template + 2, self.cluster(1, grain)),
            ]);
        }
        let [two_before, before, here, after, two_after] =
            [-2, -1, 0, 1, 2].map(|offset| self.cluster(offset, 1));
        let shape = self.words[self.index].shape;
        out.extend_from_slice(&[
            pair(43, two_before),
            pair(44, two_after),
            pair(45, pair(before, here)),
            pair(46, pair(here, after)),
            pair(47, pair(before, after)),
            pair(48, pair(shape, before)),
            pair(49, pair(shape, after)),
        ]);
    }

    fn lists(&self, out: &mut Vec<u32>) {
        let word = &self.words[self.index];
        for (offset, template) in [(0, 80), (-1, 82), (1, 84)] {
            let Some(neighbour) = self.at(offset) else { continue };
            let lists = neighbour.lists;
            let mut rest = lists.any();
            while rest != 0 {
                let list = rest.trailing_zeros();
                rest &= rest - 1;
                let place = (lists.begins >> list & 1) as u32 | ((lists.ends >> list & 1) as u32 * 2);
                out.push(pair(template, list << 2 | place));
                if offset == 0 {
                    out.push(pair(90, pair(list << 2 | place, word.shape)));
                    out.push(pair(91, pair(list << 2 | place, self.folded(-1))));
                    out.push(pair(92, pair(list << 2 | place, self.folded(1))));
                }
            }
            out.push(pair(template + 1, lists_value(neighbour)));
        }
        let value = lists_value(word);
        let place = pair(word.lists.begins as u32, word.lists.ends as u32);
        out.push(pair(93, pair(value, place)));
        out.push(pair(94, pair(value, self.at(1).map_or(BEYOND, lists_value))));
        out.push(pair(95, pair(value, self.at(-1).map_or(BEYOND, lists_value))));
    }
}
