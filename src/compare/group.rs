//! Which articles report the same event.

use std::collections::BTreeMap;

use super::{Because, Report, StoryId};
use crate::model::Origin;

/// Articles that are one story.
#[derive(Clone, Debug)]
pub struct Group {
    /// Stable id.
    pub id: StoryId,
    /// The most central headline.
    pub title: String,
    /// Indices of the articles, in reading order.
    pub articles: Vec<usize>,
    /// Why they were grouped.
    pub because: Because,
}

pub(super) fn group(reports: &[Report]) -> Vec<Group> {
    let mut keyed: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, report) in reports.iter().enumerate() {
        let key = match &report.article.story_key {
            Some(key) => format!("key {}", key.value),
            None => format!("article {}", report.article.id),
        };
        keyed.entry(key).or_default().push(index);
    }
    keyed
        .into_values()
        .map(|articles| {
            let first = &reports[articles[0]].article;
            let because = match &first.story_key {
                Some(key) if key.from == Origin::Folder => Because::Folder(key.value.clone()),
                Some(key) => Because::Field(key.value.clone()),
                None => Because::Single,
            };
            Group {
                id: StoryId(first.id.0.clone()),
                title: first.headline.as_ref().map_or_else(String::new, |headline| headline.value.clone()),
                articles,
                because,
            }
        })
        .collect()
}
