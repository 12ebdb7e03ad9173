//! Paths in, an immutable library out: runs the stages in order and answers look-ups by id.
//!
//! Architecture invariant: the only module that runs the stages. It knows neither HTTP nor how a page looks.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use rayon::prelude::*;

use crate::load::Source;
use crate::model::{Annotations, Because, Heap, RawArticle, Report, Story, StoryId, Warning, Widely};
use crate::{annotate, clean, compare, load};

/// Everything that was read, analysed and compared. Built once, then only read; swapped whole on reload.
#[derive(Debug, Default)]
pub struct Library {
    /// The articles, in the order of their paths.
    pub articles: Vec<Report>,
    /// The stories, the latest first.
    pub stories: Vec<Arc<Story>>,
    /// How many stories are still to be read: they come behind those that are there.
    pub to_come: usize,
    /// Files that could not be read, and why.
    pub warnings: Vec<Warning>,
    /// What the stages took when it was built.
    pub took: Took,
    story_of: HashMap<String, usize>,
    article_at: HashMap<String, usize>,
    /// Made when the first article is added.
    placer: Option<compare::Placer>,
    /// Made when first asked for: few readers open the index of names.
    names: OnceLock<Vec<Widely>>,
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

/// Bytes that a library holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Memory {
    /// The text of the articles.
    pub text: usize,
    /// What else is known of them: fields, paragraphs, dropped lines, the way back to the file.
    pub articles: usize,
    /// What was found in them.
    pub annotations: usize,
    /// The stories.
    pub stories: usize,
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

    /// The memory that its parts hold.
    pub fn memory(&self) -> Memory {
        let mut memory = Memory { stories: self.stories.heap(), ..Memory::default() };
        for Report { article, annotations } in &self.articles {
            memory.text += article.text.heap();
            memory.articles += article.heap() - article.text.heap() + size_of::<Report>();
            memory.annotations += annotations.heap();
        }
        memory
    }

    /// A library of what was analysed and compared already.
    pub fn new(
        articles: Vec<Report>,
        stories: impl IntoIterator<Item: Into<Arc<Story>>>,
        warnings: Vec<Warning>,
    ) -> Library {
        let stories = stories.into_iter().map(Into::into).collect();
        let mut library = Library { articles, stories, warnings, ..Library::default() };
        library.register();
        library
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

    /// Who and what the stories name, each once, what most stories name first.
    pub fn names(&self) -> &[Widely] {
        self.names.get_or_init(|| compare::across(&self.stories))
    }

    /// Notes where every story and article is.
    fn register(&mut self) {
        self.names = OnceLock::new();
        self.story_of.clear();
        for (index, story) in self.stories.iter().enumerate() {
            for article in &story.articles {
                self.story_of.insert(self.articles[*article].article.id.0.clone(), index);
            }
            self.story_of.insert(story.id.0.clone(), index);
        }
        let articles = self.articles.iter().enumerate();
        self.article_at = articles.map(|(index, report)| (report.article.id.0.clone(), index)).collect();
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
        self.story_of.get(id).map(|index| &*self.stories[*index])
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

/// The articles cleaned, in which nothing is found yet, and those over which it panicked. What was read of an article is
/// let go of once it is clean.
fn cleaned(raw: Vec<RawArticle>, took: &mut Took) -> (Vec<Report>, Vec<Warning>) {
    let (began, work) = (Instant::now(), AtomicU64::new(0));
    let nothing = Arc::new(Annotations::default());
    let cleaned = each(raw, |raw| Report {
        article: Arc::new(timed(&work, || clean::clean(&raw))),
        annotations: Arc::clone(&nothing),
    });
    took.clean = Duration::from_nanos(work.into_inner());
    took.analyse += began.elapsed();
    cleaned
}

/// Finds what is in the articles of these stories, the names of each story together. Where that panics, the article is
/// there to be read all the same.
fn annotated(stories: &[&[usize]], articles: &mut [Report], one_more: &(dyn Fn() + Sync), took: &mut Took) {
    let (began, work) = (Instant::now(), AtomicU64::new(0));
    let read = &*articles;
    let stories = stories.par_iter().with_max_len(AT_ONCE);
    let found: Vec<_> = stories.flat_map_iter(|story| together(story, read, &work, one_more)).collect();
    for (index, annotations) in found {
        let Report { article, annotations: place } = &mut articles[index];
        match annotations {
            Ok(annotations) => *place = Arc::new(annotations),
            Err(fault) if !article.warnings.contains(&fault) => Arc::make_mut(article).warnings.push(fault),
            Err(_) => {}
        }
    }
    took.annotate += Duration::from_nanos(work.into_inner());
    took.analyse += began.elapsed();
}

/// What is found in the articles of one story: each is read with the names of all.
fn together(
    story: &[usize],
    articles: &[Report],
    work: &AtomicU64,
    one_more: &(dyn Fn() + Sync),
) -> Vec<(usize, Result<Annotations, String>)> {
    let begin = |index: &usize| timed(work, || guarded(|| annotate::Draft::new(&articles[*index].article)));
    let drafts: Vec<_> = story.par_iter().map(begin).collect();
    let known = (story.len() > 1).then(|| {
        let mut known = annotate::Known::default();
        drafts.iter().flatten().for_each(|draft| draft.tell(&mut known));
        known
    });
    let finish = |(index, draft): (&usize, Result<annotate::Draft<'_>, String>)| {
        let finished = timed(work, || draft.and_then(|draft| guarded(|| draft.finish(known.as_ref()))));
        one_more();
        (*index, finished)
    };
    story.par_iter().zip(drafts).map(finish).collect()
}

/// What is made of each article, in their order, on all cores: the longest first, so that none is begun when all
/// others are done.
fn each<T: Send>(raw: Vec<RawArticle>, make: impl Fn(RawArticle) -> T + Sync) -> (Vec<T>, Vec<Warning>) {
    let mut raw: Vec<(usize, RawArticle)> = raw.into_iter().enumerate().collect();
    raw.sort_by_key(|(_, raw)| Reverse(raw.text.len()));
    let mut made: Vec<(usize, Result<T, Warning>)> = raw
        .into_par_iter()
        .with_max_len(AT_ONCE)
        .map(|(index, raw)| {
            let file = raw.file.clone();
            (index, guarded(|| make(raw)).map_err(|message| Warning { file, message }))
        })
        .collect();
    made.sort_unstable_by_key(|(index, _)| *index);
    let (mut all, mut faults) = (Vec::with_capacity(made.len()), Vec::new());
    for (_, made) in made {
        match made {
            Ok(made) => all.push(made),
            Err(fault) => faults.push(fault),
        }
    }
    (all, faults)
}

/// A panic over one article is told, and leaves all others to be read.
fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|cause| {
        let text = cause.downcast_ref::<&str>().copied();
        let text = text.or_else(|| cause.downcast_ref::<String>().map(String::as_str));
        format!(
            "analysing it failed, which is a fault of Abreast and not of the file: please report it, with the file \
             where you may, and with this: {}",
            text.unwrap_or("an unknown cause")
        )
    })
}

/// What is there of a library is shown no more often than this,
const SHOWN_EVERY: Duration = Duration::from_secs(1);

/// and so rarely that showing it takes no more than one part in so many of the time.
const SHOWN_PART: u32 = 50;

/// Most articles or stories that one core takes at once.
const AT_ONCE: usize = 8;

/// Does the work, and adds the time that it takes.
fn timed<T>(sum: &AtomicU64, work: impl FnOnce() -> T) -> T {
    let began = Instant::now();
    let made = work();
    sum.fetch_add(u64::try_from(began.elapsed().as_nanos()).unwrap_or(u64::MAX), Ordering::Relaxed);
    made
}

/// Where a story stands in the list, the latest first: its articles, title and id tell.
fn place(story: &[usize], title: &str, id: &StoryId, articles: &[Report]) -> impl Ord + use<> {
    let days = story.iter().filter_map(|article| articles[*article].article.published.as_ref());
    let latest = days.map(|published| published.value.day).max();
    (Reverse(latest), Reverse(story.len()), title.to_owned(), id.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::RawFields;

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
    fn an_article_that_panics_is_told_and_the_others_are_read() {
        let raw = loaded(&[FERRY, BAKERS, FERRY_ELSEWHERE]).articles;
        let (read, faults) = each(raw, |raw| {
            if raw.file == BAKERS.0 {
                // A panic that writes nothing to the terminal.
                std::panic::resume_unwind(Box::new("too much flour"));
            }
            raw.file
        });
        assert_eq!(read, [FERRY.0, FERRY_ELSEWHERE.0]);
        let [Warning { file, message }] = &faults[..] else { panic!("{faults:?}") };
        assert_eq!(file, BAKERS.0);
        assert!(message.contains("report it") && message.ends_with("too much flour"), "{message}");
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
