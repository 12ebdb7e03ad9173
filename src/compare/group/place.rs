//! One new article in, the story that it belongs to out, without grouping the others again.
//!
//! The words of the articles at hand keep the weights that they had when the stories were made: an article added
//! does not move the others. Many added articles are worth a grouping anew.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::cluster::{Days, Links};
use super::index::Index;
use super::vectors::{Facts, LEAST, Used, Vector, counts};
use super::{Report, facts, terms};

/// Knows the loose articles of a library and which of them are one story.
#[derive(Debug)]
pub struct Placer {
    used: Used,
    index: Index,
    /// For each article of the index, then for each of `added`: its index in the library, and its story.
    articles: Vec<(usize, usize)>,
    /// Articles placed since.
    added: Vec<(Vector, Facts)>,
    stories: Vec<Members>,
}

/// The articles of a story.
#[derive(Debug, Default)]
struct Members {
    count: usize,
    days: Days,
}

impl Placer {
    /// A placer for the stories whose articles are told by their indices in `reports`.
    pub fn new<'s>(reports: &[Report], stories: impl Iterator<Item = &'s [usize]>) -> Placer {
        let mut articles = Vec::new();
        let mut members: Vec<Members> = Vec::new();
        for story in stories {
            let loose = story.iter().filter(|article| reports[**article].article.story_key.is_none());
            let before = articles.len();
            articles.extend(loose.map(|article| (*article, members.len())));
            if articles.len() > before {
                members.push(Members::default());
            }
        }
        let known: Vec<Facts> = articles.iter().map(|(article, _)| facts(&reports[*article])).collect();
        for ((_, story), facts) in articles.iter().zip(&known) {
            members[*story].take(*facts);
        }
        let terms = |at: usize| terms::terms(&reports[articles[at].0].article);
        let (used, weights) = Used::count(articles.len(), terms);
        let vectors: Vec<Vector> = weights.into_par_iter().map(|weights| used.vector(&weights, 1)).collect();
        let index = Index::new(&vectors.iter().collect::<Vec<_>>(), known);
        Placer { index, used, articles, added: Vec::new(), stories: members }
    }

    /// Takes in the article that `report` tells of, which is at `index` in the library: the index of an article
    /// whose story it belongs to, or `None` where it begins one.
    pub fn place(&mut self, index: usize, report: &Report) -> Option<usize> {
        let facts = facts(report);
        let vector = self.used.vector(&self.used.weights(&terms::terms(&report.article)), 1);
        let story = self.nearest(&vector, facts);
        let companion = story
            .and_then(|story| self.articles.iter().find(|(_, of)| *of == story))
            .map(|(article, _)| *article);
        let story = story.unwrap_or_else(|| {
            self.stories.push(Members::default());
            self.stories.len() - 1
        });
        self.stories[story].take(facts);
        self.articles.push((index, story));
        self.added.push((vector, facts));
        companion
    }

    /// The story that is nearest to an article of this vector, where one is near enough.
    fn nearest(&self, vector: &Vector, facts: Facts) -> Option<usize> {
        let known = self.articles.len() - self.added.len();
        let added = self.added.iter().enumerate().filter_map(|(at, (other, theirs))| {
            let weight = counts(facts, *theirs);
            let likeness = if weight > 0.0 { weight * vector.likeness(other) } else { 0.0 };
            (likeness >= LEAST).then_some((known + at, likeness))
        });
        let mut links: BTreeMap<usize, Links> = BTreeMap::new();
        for (at, likeness) in self.index.near_new(vector, facts).into_iter().chain(added) {
            let link = Links::one(likeness);
            let story = self.articles[at].1;
            links.entry(story).and_modify(|links| *links = links.and(link)).or_insert(link);
        }
        let near = links.into_iter().filter_map(|(story, links)| {
            let Members { count, days } = &self.stories[story];
            let one_event = days.and(Days::of(facts)).of_one_event();
            Some((links.nearness(*count).filter(|_| one_event)?, story))
        });
        near.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1))).map(|(_, story)| story)
    }
}

impl Members {
    fn take(&mut self, facts: Facts) {
        self.count += 1;
        self.days = self.days.and(Days::of(facts));
    }
}
