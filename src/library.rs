//! Paths in, an immutable library out: runs the stages in order and answers look-ups by id.
//!
//! Architecture invariant: the only module that runs the stages. It knows neither HTTP nor how a page looks.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::load::Source;
use crate::model::{Report, Story, Warning};
use crate::{annotate, clean, compare, load};

/// Everything that was read, analysed and compared. Built once, then only read; swapped whole on reload.
#[derive(Debug, Default)]
pub struct Library {
    /// The articles, in the order of their paths.
    pub articles: Vec<Report>,
    /// The stories, the latest first.
    pub stories: Vec<Story>,
    /// Files that could not be read, and why.
    pub warnings: Vec<Warning>,
    story_of: HashMap<String, usize>,
    article_at: HashMap<String, usize>,
}

/// How far the reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Files have been read: so many articles are to be analysed.
    Read(usize),
    /// So many articles have been analysed.
    Annotated(usize),
    /// Articles are being compared, so many stories.
    Compared(usize),
}

impl Library {
    /// Reads, analyses and compares everything that `source` names.
    pub fn build(source: &Source, progress: &(dyn Fn(Progress) + Sync)) -> Library {
        let (loaded, ()) = rayon::join(|| load::load(source), annotate::prepare);
        Library::of(loaded, progress)
    }

    /// Analyses and compares what was loaded.
    pub fn of(loaded: load::Loaded, progress: &(dyn Fn(Progress) + Sync)) -> Library {
        progress(Progress::Read(loaded.articles.len()));
        let done = AtomicUsize::new(0);
        let articles: Vec<Report> = loaded
            .articles
            .par_iter()
            .map(|raw| {
                let article = clean::clean(raw);
                let annotations = annotate::annotate(&article);
                progress(Progress::Annotated(done.fetch_add(1, Ordering::Relaxed) + 1));
                Report { article, annotations }
            })
            .collect();
        let groups = compare::group(&articles);
        progress(Progress::Compared(groups.len()));
        let mut stories: Vec<Story> =
            groups.into_par_iter().map(|group| compare::compare(group, &articles)).collect();
        stories.sort_by_cached_key(|story| {
            let days =
                story.articles.iter().filter_map(|article| articles[*article].article.published.as_ref());
            let latest = days.map(|published| published.value.day).max();
            (Reverse(latest), Reverse(story.articles.len()), story.title.clone(), story.id.clone())
        });
        Library::new(articles, stories, loaded.warnings)
    }

    /// A library of what was analysed and compared already.
    pub fn new(articles: Vec<Report>, stories: Vec<Story>, warnings: Vec<Warning>) -> Library {
        let mut story_of = HashMap::new();
        for (index, story) in stories.iter().enumerate() {
            for article in &story.articles {
                story_of.insert(articles[*article].article.id.0.clone(), index);
            }
            story_of.insert(story.id.0.clone(), index);
        }
        let article_at =
            articles.iter().enumerate().map(|(index, report)| (report.article.id.0.clone(), index)).collect();
        Library { articles, stories, warnings, story_of, article_at }
    }

    /// Every file and what is wrong with it: those that could not be read, then those read with doubts.
    pub fn problems(&self) -> impl Iterator<Item = (&str, &str)> {
        let unread = self.warnings.iter().map(|warning| (warning.file.as_str(), warning.message.as_str()));
        let doubts = self.articles.iter().flat_map(|Report { article, .. }| {
            article.warnings.iter().map(|message| (article.file.as_str(), message.as_str()))
        });
        unread.chain(doubts)
    }

    /// The story with this id, or the story of the article with this id.
    pub fn story(&self, id: &str) -> Option<&Story> {
        self.story_of.get(id).map(|index| &self.stories[*index])
    }

    /// The article with this id, as its index into `articles`.
    pub fn article(&self, id: &str) -> Option<usize> {
        self.article_at.get(id).copied()
    }

    /// The reports of a story, column by column.
    pub fn columns<'l>(&'l self, story: &'l Story) -> impl Iterator<Item = &'l Report> {
        story.articles.iter().map(|index| &self.articles[*index])
    }
}
