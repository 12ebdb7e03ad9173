//! The stages in order: all that is read in one go or in steps, and what comes later.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use rayon::prelude::*;

use super::Library;
use super::stages::{AT_ONCE, annotated, cleaned};
use crate::load::{self, Source};
use crate::model::{Because, Report, Story, StoryId};
use crate::{annotate, compare};

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

/// What the stages took.
#[derive(Clone, Copy, Debug, Default)]
pub struct Took {
    /// Reading the files.
    pub load: Duration,
    /// Cleaning and annotating, on all cores at once.
    pub analyse: Duration,
    /// The part of cleaning in that, over all cores.
    pub clean: Duration,
    /// The part of annotating in that, over all cores.
    pub annotate: Duration,
    /// Putting articles into stories.
    pub group: Duration,
    /// Comparing the articles of each story.
    pub compare: Duration,
}

impl Library {
    /// Reads, analyses and compares everything that `source` names.
    pub fn build(source: &Source, progress: &(dyn Fn(Progress) + Sync)) -> Library {
        Library::build_in_steps(source, progress, usize::MAX, &|_| ())
    }

    /// The same in steps of so many articles; shows what is there between them ([`Library::in_steps`]).
    pub fn build_in_steps(
        source: &Source,
        progress: &(dyn Fn(Progress) + Sync),
        step: usize,
        show: &dyn Fn(Library),
    ) -> Library {
        let began = Instant::now();
        let (loaded, ()) = rayon::join(|| load::load(source), annotate::prepare);
        let load = began.elapsed();
        let mut library = Library::in_steps(loaded, progress, step, show);
        library.took.load = load;
        library
    }

    /// Analyses and compares what was loaded.
    pub fn of(loaded: load::Loaded, progress: &(dyn Fn(Progress) + Sync)) -> Library {
        Library::in_steps(loaded, progress, usize::MAX, &|_| ())
    }

    /// The same, story by story from the latest on, and so many articles at a time. Between two steps, those that are
    /// there are shown: at once, then from time to time.
    pub fn in_steps(
        loaded: load::Loaded,
        progress: &(dyn Fn(Progress) + Sync),
        step: usize,
        show: &dyn Fn(Library),
    ) -> Library {
        progress(Progress::Read(loaded.articles.len()));
        let mut took = Took::default();
        let (mut articles, faults) = cleaned(loaded.articles, &mut took);
        let mut warnings = loaded.warnings;
        warnings.extend(faults);
        // Groups are told by the texts alone. What that takes is let go of before anything is found in them.
        let began = Instant::now();
        let mut groups = compare::group(&articles);
        groups.sort_by_cached_key(|group| place(&group.articles, &group.title, &group.id, &articles));
        took.group = began.elapsed();
        let (all, mut groups) = (groups.len(), groups.into_iter().peekable());
        let mut stories: Vec<Arc<Story>> = Vec::with_capacity(all);
        let (read, mut show_at) = (AtomicUsize::new(0), Instant::now());
        let one_more = || progress(Progress::Annotated(read.fetch_add(1, Ordering::Relaxed) + 1));
        while groups.peek().is_some() {
            let (mut next, mut size) = (Vec::new(), 0);
            while let Some(group) = groups.next_if(|_| size < step) {
                size += group.articles.len();
                next.push((next.len(), group));
            }
            // The largest first, so that none is begun when all others are done.
            next.sort_by_key(|(_, group)| Reverse(group.articles.len()));
            let read: Vec<&[usize]> = next.iter().map(|(_, group)| &group.articles[..]).collect();
            annotated(&read, &mut articles, &one_more, &mut took);
            let began = Instant::now();
            if groups.peek().is_none() {
                progress(Progress::Compared(next.len()));
            }
            let compared = next.into_par_iter().with_max_len(AT_ONCE);
            let compared = compared.map(|(place, group)| (place, compare::compare(group, &articles)));
            let mut compared: Vec<(usize, Story)> = compared.collect();
            compared.sort_unstable_by_key(|(place, _)| *place);
            stories.extend(compared.into_iter().map(|(_, story)| Arc::new(story)));
            took.compare += began.elapsed();
            let began = Instant::now();
            if stories.len() < all && show_at <= began {
                let mut edition = Library::new(articles.clone(), stories.clone(), warnings.clone());
                edition.to_come = all - stories.len();
                show(edition);
                let now = Instant::now();
                show_at = now + SHOWN_EVERY.max((now - began) * SHOWN_PART);
            }
        }
        Library { took, ..Library::new(articles, stories, warnings) }
    }

    /// Takes in further articles: each joins the story that it belongs to or begins one, and only the stories that
    /// change are compared anew.
    pub fn add(&mut self, loaded: load::Loaded) {
        let (reports, faults) = cleaned(loaded.articles, &mut Took::default());
        self.warnings.extend(loaded.warnings.into_iter().chain(faults));
        let mut placer = self.placer.take().unwrap_or_else(|| {
            compare::Placer::new(&self.articles, self.stories.iter().map(|story| &story.articles[..]))
        });
        let mut changed: BTreeSet<usize> = BTreeSet::new();
        for report in reports {
            let index = self.articles.len();
            let story = match &report.article.story_key {
                Some(key) => self.story_of_key(&key.value),
                None => placer
                    .place(index, &report)
                    .and_then(|other| self.stories.iter().position(|story| story.articles.contains(&other))),
            };
            self.articles.push(report);
            match story {
                Some(story) => {
                    Arc::make_mut(&mut self.stories[story]).articles.push(index);
                    changed.insert(story);
                }
                None => {
                    let group = compare::begin(index, &self.articles, |id| self.story_of.contains_key(id));
                    self.story_of.insert(group.id.0.clone(), self.stories.len());
                    changed.insert(self.stories.len());
                    self.stories.push(compare::compare(group, &self.articles).into());
                }
            }
        }
        let stories: Vec<&[usize]> = changed.iter().map(|story| &self.stories[*story].articles[..]).collect();
        annotated(&stories, &mut self.articles, &|| (), &mut Took::default());
        for story in changed {
            let Story { id, articles, because, .. } = &*self.stories[story];
            let group = compare::regroup(id.clone(), articles.clone(), because, &self.articles);
            self.stories[story] = compare::compare(group, &self.articles).into();
        }
        let Library { stories, articles, .. } = self;
        stories.sort_by_cached_key(|story| place(&story.articles, &story.title, &story.id, articles));
        self.register();
        self.placer = Some(placer);
    }

    /// The story that was made by a folder or field of this name.
    fn story_of_key(&self, wanted: &str) -> Option<usize> {
        self.stories.iter().position(|story| match &story.because {
            Because::Folder(key) | Because::Field(key) => key == wanted,
            Because::Content { .. } | Because::Single => false,
        })
    }
}

/// Where a story stands in the list, the latest first: its articles, title and id tell.
fn place(story: &[usize], title: &str, id: &StoryId, articles: &[Report]) -> impl Ord + use<> {
    let days = story.iter().filter_map(|article| articles[*article].article.published.as_ref());
    let latest = days.map(|published| published.value.day).max();
    (Reverse(latest), Reverse(story.len()), title.to_owned(), id.clone())
}

/// What is there of a library is shown no more often than this,
const SHOWN_EVERY: Duration = Duration::from_secs(1);

/// and so rarely that showing it takes no more than one part in so many of the time.
const SHOWN_PART: u32 = 50;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{RawArticle, RawFields};

    fn loaded(articles: &[(&str, &str, &str, &str)]) -> load::Loaded {
        let raw = articles.iter().map(|(file, date, title, text)| {
            let fields = RawFields {
                title: Some((*title).to_owned()),
                date: Some((*date).to_owned()),
                ..RawFields::default()
            };
            RawArticle { file: (*file).to_owned(), text: (*text).to_owned(), fields, ..RawArticle::default() }
        });
        load::Loaded { articles: raw.collect(), warnings: Vec::new() }
    }

    const FERRY: (&str, &str, &str, &str) = (
        "a.txt",
        "2031-05-02",
        "Ferry Aurelia runs aground off Kelm",
        "The ferry Aurelia ran aground off Kelm early on Friday with 200 aboard. Tugs pulled the Aurelia free.",
    );
    const FERRY_ELSEWHERE: (&str, &str, &str, &str) = (
        "b.txt",
        "2031-05-03",
        "Aurelia ferry stuck on Kelm sandbank",
        "Tugs freed the ferry Aurelia from a sandbank off Kelm. The Aurelia had 200 aboard.",
    );
    const BAKERS: (&str, &str, &str, &str) = (
        "c.txt",
        "2031-05-02",
        "Bakers protest flour tax in Lund",
        "Bakers marched in Lund against a new tax on flour. Loaves were given away.",
    );

    /// The files of each story.
    fn stories(library: &Library) -> Vec<Vec<&str>> {
        let files = |story| library.columns(story).map(|report| report.article.file.as_str()).collect();
        library.stories.iter().map(Arc::as_ref).map(files).collect()
    }

    #[test]
    fn articles_that_come_later_are_placed_as_if_they_had_been_there() {
        let mut library = Library::of(loaded(&[FERRY]), &|_| ());
        let id = library.stories[0].id.clone();
        library.add(loaded(&[FERRY_ELSEWHERE]));
        library.add(loaded(&[BAKERS]));
        assert_eq!(stories(&library), [vec!["a.txt", "b.txt"], vec!["c.txt"]]);
        assert_eq!(library.stories[0].id, id, "a link to the story still opens it");
        assert_eq!(
            stories(&library),
            stories(&Library::of(loaded(&[FERRY, FERRY_ELSEWHERE, BAKERS]), &|_| ()))
        );
    }
}
