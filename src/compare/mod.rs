//! Annotated articles in, stories out: which articles belong together, and what lines up across them.

mod entities;
mod figures;
mod group;
mod passages;
mod shared_text;
mod utterances;
mod words;

use crate::model::{Because, Coverage, Report, Span, Story, StoryId};

pub use group::Group;

/// Groups articles into stories by what they report. Articles with the same `story_key` are one story.
pub fn group(reports: &[Report]) -> Vec<Group> {
    group::group(reports)
}

/// Lines up the articles of one group.
pub fn compare(group: Group, reports: &[Report]) -> Story {
    let columns: Vec<&Report> = group.articles.iter().map(|index| &reports[*index]).collect();
    let entities = entities::link(&columns);
    Story {
        accounts: columns.len(),
        coverage: columns.iter().map(|_| Coverage::default()).collect(),
        naming: Vec::new(),
        utterances: utterances::utterances(&columns, &entities),
        passages: passages::passages(&columns),
        figures: figures::figures(&columns),
        shared_text: shared_text::shared_text(&columns),
        id: group.id,
        title: group.title,
        articles: group.articles,
        because: group.because,
        entities: entities.entities,
        entity_of: entities.of,
    }
}
