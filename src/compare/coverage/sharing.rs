//! Sentence by sentence: does another article tell it too?

use std::collections::BTreeSet;

use super::{Column, Comparison};
use crate::model::Sharing;

/// Part of a sentence's words that stand in shared quotes and shared text, from which on all of it is shared.
const MOSTLY: f32 = 0.7;

impl Comparison<'_> {
    pub(super) fn sentences(&self, column: usize) -> Vec<Sharing> {
        let Column { report, sentences, .. } = &self.columns[column];
        let mut told: Vec<bool> = self.story.shared_words[column].clone();
        let here = &self.columns[column];
        for quote in self.told_quotes(column) {
            told[here.words_of(report.annotations.quotes[quote].span)].fill(true);
        }
        let figures = self.told_figures(column);
        let touched: BTreeSet<usize> = figures
            .into_iter()
            .filter_map(|figure| here.sentence_at(report.annotations.figures[figure].span))
            .collect();
        let passages = self.told_sentences(column);
        sentences
            .iter()
            .enumerate()
            .map(|(index, range)| {
                let count = told[range.clone()].iter().filter(|told| **told).count();
                if passages.contains(&index)
                    || !range.is_empty() && count as f32 >= MOSTLY * range.len() as f32
                {
                    Sharing::Shared
                } else if count > 0 || touched.contains(&index) {
                    Sharing::Partly
                } else {
                    Sharing::OnlyHere
                }
            })
            .collect()
    }
}
