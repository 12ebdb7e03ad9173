//! An article of a story made ready for comparison: its words, by sentence, and which of them are quoted.

use std::ops::Range;

use super::words::{Word, words};
use super::{Report, Span};
use crate::model::{Label, MentionKind};

/// An article of a story.
pub(super) struct Column<'r> {
    /// The article and what was found in it.
    pub(super) report: &'r Report,
    /// The words of its text, the headline's first.
    pub(super) words: Vec<Word>,
    /// For each of its sentences, the words of it.
    pub(super) sentences: Vec<Range<usize>>,
    /// For each word, whether it stands in a quote between marks.
    pub(super) quoted: Vec<bool>,
    /// For each word, whether it is part of a name or a date.
    pub(super) named: Vec<bool>,
}

impl<'r> Column<'r> {
    pub(super) fn new(report: &'r Report) -> Column<'r> {
        let text = &report.article.text;
        let words = words(text, Span::new(0, text.len()));
        let sentences = report.annotations.sentences.iter().map(|span| range(&words, *span)).collect();
        let mut quoted = vec![false; words.len()];
        for marked in report.annotations.quotes.iter().flat_map(|quote| &quote.marked) {
            quoted[range(&words, *marked)].fill(true);
        }
        let mut named = vec![false; words.len()];
        let mentions = report.annotations.mentions.iter();
        for mention in mentions.filter(|found| found.kind == MentionKind::Name || found.label == Label::Date)
        {
            named[range(&words, mention.span)].fill(true);
        }
        Column { report, words, sentences, quoted, named }
    }

    /// The words under `span`.
    pub(super) fn words_of(&self, span: Span) -> Range<usize> {
        range(&self.words, span)
    }

    /// Index of the sentence that holds the start of `span`.
    pub(super) fn sentence_at(&self, span: Span) -> Option<usize> {
        let sentences = &self.report.annotations.sentences;
        let index = sentences.partition_point(|sentence| sentence.end() <= span.start());
        sentences.get(index).filter(|sentence| sentence.start() <= span.start()).map(|_| index)
    }

    /// The text under `span`.
    pub(super) fn slice(&self, span: Span) -> &'r str {
        span.slice(&self.report.article.text)
    }
}

fn range(words: &[Word], span: Span) -> Range<usize> {
    let start = words.partition_point(|word| word.span.start() < span.start());
    start..words.partition_point(|word| word.span.start() < span.end()).max(start)
}
