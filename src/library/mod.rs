//! Paths in, an immutable library out: [`build`] runs the stages in order; look-ups by id are answered here.
//!
//! Architecture invariant: the only room that runs the stages. It knows neither HTTP nor how a page looks.

mod build;
mod stages;

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use crate::compare;
use crate::model::{Heap, Report, Story, Warning, Widely};

pub use build::{Progress, Took};

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

impl Library {
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
