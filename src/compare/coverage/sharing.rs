//! Sentence by sentence: does another article tell it too?

use std::collections::BTreeSet;

use super::{Column, Comparison, places};
use crate::model::Sharing;

/// Part of a sentence's words that stand in shared quotes and shared text, from which on all of it is shared.
const MOSTLY: f32 = 0.7;

impl Comparison<'_> {
    pub(super) fn sentences(&self, column: usize) -> Vec<Sharing> {
        let Column { report, sentences, .. } = &self.columns[column];
        let mut told: Vec<bool> = self.story.shared_words[column].clone();
        for place in self.story.utterances.iter().flat_map(|utterance| &utterance.quotes) {
            if place.column == column {
                told[self.columns[column].words_of(report.annotations.quotes[place.index].span)].fill(true);
            }
        }
        let mut touched = BTreeSet::new();
        for value in self.story.figures.iter().flat_map(|group| &group.values) {
            if value.place.column == column {
                touched.extend(
                    self.columns[column].sentence_at(report.annotations.figures[value.place.index].span),
                );
            }
        }
        let passages = places(self.story.passages.iter().flat_map(|passage| &passage.sentences), column);
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
