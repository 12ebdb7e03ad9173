//! In which order an article brings what it shares with others.

use super::{Column, Comparison};
use crate::model::{ItemRef, Shared, SharedItem, Span};

impl Comparison<'_> {
    pub(super) fn order(&self, column: usize) -> Box<[Shared]> {
        let Column { report, words, .. } = &self.columns[column];
        let annotations = &report.annotations;
        let mut items: Vec<(Span, SharedItem)> = Vec::new();
        let mut add = |place: &ItemRef, spans: &dyn Fn(usize) -> Span, what: SharedItem| {
            if place.column == column {
                items.push((spans(place.index), what));
            }
        };
        for (index, utterance) in self.story.utterances.iter().enumerate() {
            for place in &utterance.quotes {
                add(place, &|quote| annotations.quotes[quote].span, SharedItem::Utterance(index));
            }
        }
        for (index, passage) in self.story.passages.iter().enumerate() {
            for place in &passage.sentences {
                add(place, &|sentence| annotations.sentences[sentence], SharedItem::Passage(index));
            }
        }
        for (index, group) in self.story.figures.iter().enumerate() {
            for value in &group.values {
                add(&value.place, &|figure| annotations.figures[figure].span, SharedItem::Figure(index));
            }
        }
        items.sort_unstable_by_key(|(span, what)| (*what, *span));
        items.dedup_by_key(|(_, what)| *what);
        items.sort_unstable();
        let body = words.partition_point(|word| word.span.start() < report.article.body_start());
        let length = (words.len() - body).max(1) as f32;
        let position = |span: Span| {
            let word = words.partition_point(|word| word.span.start() < span.start());
            word.saturating_sub(body) as f32 / length
        };
        items.into_iter().map(|(span, what)| Shared { what, span, position: position(span) }).collect()
    }
}
