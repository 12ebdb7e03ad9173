//! How much memory plain data holds beside its own fields: lists and texts by what they have room for.

use std::sync::Arc;

use smol_str::SmolStr;

use super::{
    Absent, Annotations, Article, ArticleId, Because, Called, Chain, Counts, Coverage, DroppedLine, Entity,
    Field, Figure, FigureGroup, FigureValue, Index, ItemRef, Mention, Naming, OffsetMap, OnlyHere, Paragraph,
    Passage, Published, Quote, Report, Shared, SharedText, Sharing, Span, Story, StoryId, Utterance, Version,
    Warning,
};

/// What holds memory.
pub trait Heap {
    /// Bytes that it holds beside its own fields.
    fn heap(&self) -> usize;
}

impl Heap for String {
    fn heap(&self) -> usize {
        self.capacity()
    }
}

impl Heap for SmolStr {
    /// A long one counts for each that shares it.
    fn heap(&self) -> usize {
        if self.is_heap_allocated() { 2 * size_of::<usize>() + self.len() } else { 0 }
    }
}

impl<T: Heap> Heap for Box<[T]> {
    fn heap(&self) -> usize {
        size_of_val(&**self) + self.iter().map(Heap::heap).sum::<usize>()
    }
}

impl<T: Heap> Heap for Vec<T> {
    fn heap(&self) -> usize {
        self.capacity() * size_of::<T>() + self.iter().map(Heap::heap).sum::<usize>()
    }
}

impl<T: Heap> Heap for Arc<T> {
    /// With the two counts that stand before it.
    fn heap(&self) -> usize {
        2 * size_of::<usize>() + size_of::<T>() + T::heap(self)
    }
}

impl<T: Heap> Heap for Option<T> {
    fn heap(&self) -> usize {
        self.as_ref().map_or(0, Heap::heap)
    }
}

impl<A: Heap, B: Heap> Heap for (A, B) {
    fn heap(&self) -> usize {
        self.0.heap() + self.1.heap()
    }
}

impl<T: Heap> Heap for Field<T> {
    fn heap(&self) -> usize {
        self.value.heap()
    }
}

impl Heap for OffsetMap {
    fn heap(&self) -> usize {
        self.held()
    }
}

impl Heap for Counts {
    fn heap(&self) -> usize {
        self.held()
    }
}

impl Heap for Because {
    fn heap(&self) -> usize {
        match self {
            Because::Folder(name) | Because::Field(name) => name.heap(),
            Because::Content { terms, .. } => terms.heap(),
            Because::Single => 0,
        }
    }
}

/// Types that hold nothing.
macro_rules! flat {
    ($($name:ty),*) => { $(impl Heap for $name {
        fn heap(&self) -> usize {
            0
        }
    })* };
}

/// Types with the fields that hold something.
macro_rules! with {
    ($($name:ident { $($field:tt),* })*) => { $(impl Heap for $name {
        fn heap(&self) -> usize {
            0 $(+ self.$field.heap())*
        }
    })* };
}

flat!(usize, u32, Index, Span, Mention, Paragraph, ItemRef, FigureValue, Shared, Sharing, OnlyHere);

with! {
    ArticleId { 0 }
    StoryId { 0 }
    Published { iso }
    DroppedLine { text }
    Warning { file, message }
    Article {
        id, file, source_id, headline, outlet, byline, dateline, published, url, language, story_key, text,
        paragraphs, offsets, dropped, warnings
    }
    Quote { marked }
    Chain { name, roles }
    Figure { unit, noun, hedge }
    Annotations { sentences, quotes, mentions, chains, figures, dates }
    Report { article, annotations }
    Entity { id, name, wordings, mentions, roles }
    Version { added, cut }
    Utterance { id, quotes, versions }
    Passage { id, sentences }
    FigureGroup { id, noun, unit, values }
    SharedText { spans }
    Absent { elsewhere }
    Coverage { sentences, only_here, not_here, order }
    Called { name, places }
    Naming { subject, columns }
    Story {
        id, title, articles, because, entities, chains, utterances, passages, figures, shared_text,
        report_of, coverage, absent, naming
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_within_counts() {
        let chain = Chain {
            label: super::super::Label::Person,
            name: Some("Ada Finn".into()),
            description: None,
            gender: None,
            roles: ["the oldest cook of the northern line".into()].into(),
        };
        assert_eq!(
            chain.heap(),
            size_of::<SmolStr>() + 2 * size_of::<usize>() + 36,
            "short words lie within"
        );
    }
}
