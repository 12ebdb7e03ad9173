//! Annotated articles in, stories out: which articles belong together, and what lines up across them.

mod across;
mod amounts;
mod column;
mod coverage;
mod entities;
mod figures;
mod group;
mod naming;
mod passages;
mod search;
mod shared_text;
mod sparse;
mod utterances;
mod words;

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use rayon::prelude::*;

use crate::model::{Because, Report, Span, Story, StoryId, Widely};

use column::Column;
use coverage::LinedUp;

pub use group::{Group, Placer};

/// Groups articles into stories by what they report. Articles with the same `story_key` are one story.
pub fn group(reports: &[Report]) -> Vec<Group> {
    group::group(reports)
}

/// The group of the article at `index` alone, under an id that is not `taken`.
pub fn begin(index: usize, reports: &[Report], taken: impl Fn(&str) -> bool) -> Group {
    group::begin(index, reports, taken)
}

/// The group of a story that other articles have come to: the story keeps its id.
pub fn regroup(id: StoryId, articles: Vec<usize>, because: &Because, reports: &[Report]) -> Group {
    group::regroup(id, articles, because, reports)
}

/// Who and what the stories name, each once, what most stories name first.
pub fn across(stories: &[Arc<Story>]) -> Vec<Widely> {
    across::across(stories)
}

/// Lines up the articles of one group.
pub fn compare(group: Group, reports: &[Report]) -> Story {
    let reports: Vec<&Report> = group.articles.iter().map(|index| &reports[*index]).collect();
    if let [report] = reports[..] {
        return alone(group, report);
    }
    let columns: Vec<Column<'_>> = each(0..reports.len(), |index| Column::new(reports[index]));
    let ((entities, utterances), (passages, shared)) = rayon::join(
        || {
            let entities = entities::link(&reports);
            let utterances = utterances::utterances(&columns, &entities);
            (entities, utterances)
        },
        || rayon::join(|| passages::passages(&columns), || shared_text::shared_text(&columns)),
    );
    let figures = figures::figures(&columns, &passages, &utterances);
    let lined_up = LinedUp {
        entities: &entities,
        utterances: &utterances,
        passages: &passages,
        figures: &figures,
        shared_words: &shared.words,
        report_of: &shared.report_of,
    };
    let ((coverage, absent), naming) =
        rayon::join(|| coverage::coverage(&columns, &lined_up), || naming::naming(&columns, &entities));
    Story {
        naming,
        coverage,
        absent,
        utterances,
        passages,
        figures,
        shared_text: shared.runs,
        accounts: shared.accounts,
        report_of: shared.report_of,
        id: group.id,
        title: group.title,
        articles: group.articles,
        because: group.because,
        chains: entities.chains(),
        entities: entities.entities.into(),
    }
}

/// The story of one article, which nothing is held against.
fn alone(group: Group, report: &Report) -> Story {
    let Group { id, title, articles, because } = group;
    let linked = entities::link(&[report]);
    Story {
        id,
        title,
        articles,
        because,
        chains: linked.chains(),
        entities: linked.entities.into(),
        accounts: 1,
        report_of: vec![0],
        coverage: vec![coverage::alone(report)],
        ..Story::default()
    }
}

/// Fewest parts of a story that one core takes at once: of a small story one takes them all, for the others have
/// stories of their own.
const AT_ONCE: usize = 16;

/// What is made of each of many parts of a story, in order.
fn each<T: Send>(parts: std::ops::Range<usize>, make: impl Fn(usize) -> T + Sync) -> Vec<T> {
    parts.into_par_iter().with_min_len(AT_ONCE).map(&make).collect()
}
