//! Sentence by sentence: does another article tell it too?

use super::{Column, Comparison, Told};
use crate::model::Sharing;

/// Part of a sentence's words that stand in shared quotes and shared text, from which on all of it is shared.
const MOSTLY: f32 = 0.7;

impl Comparison<'_> {
    pub(super) fn sentences(&self, column: usize) -> Box<[Sharing]> {
        let Column { report, sentences, .. } = &self.columns[column];
        let mut told: Vec<bool> = self.story.shared_words[column].clone();
        let here = &self.columns[column];
        let Told { quotes, sentences: passages, figures } = &self.told[column];
        for (quote, _) in report.annotations.quotes.iter().zip(quotes).filter(|(_, told)| **told) {
            told[here.words_of(quote.span)].fill(true);
        }
        let mut touched = vec![false; sentences.len()];
        for (figure, _) in report.annotations.figures.iter().zip(figures).filter(|(_, told)| **told) {
            here.sentence_at(figure.span).into_iter().for_each(|sentence| touched[sentence] = true);
        }
        sentences
            .iter()
            .enumerate()
            .map(|(index, range)| {
                let count = told[range.clone()].iter().filter(|told| **told).count();
                if passages[index] || !range.is_empty() && count as f32 >= MOSTLY * range.len() as f32 {
                    Sharing::Shared
                } else if count > 0 || touched[index] {
                    Sharing::Partly
                } else {
                    Sharing::OnlyHere
                }
            })
            .collect()
    }
}
