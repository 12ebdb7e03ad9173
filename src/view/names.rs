//! A library in, who and what its stories name out: each once, with the stories that name it.

use crate::library::Library;
use crate::model::{Label, Widely};

use super::words;

/// Names on one page.
const PAGE: usize = 100;

/// Stories that are listed with a name.
const STORIES: usize = 6;

/// What kind of names is listed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Persons.
    People,
    /// Organizations.
    Organizations,
    /// Places.
    Places,
}

impl Kind {
    /// Every kind, in the order of the page.
    pub const ALL: [Kind; 3] = [Kind::People, Kind::Organizations, Kind::Places];

    /// Its heading.
    pub fn title(self) -> &'static str {
        match self {
            Kind::People => "People",
            Kind::Organizations => "Organizations",
            Kind::Places => "Places",
        }
    }

    /// How addresses spell it.
    pub fn key(self) -> &'static str {
        match self {
            Kind::People => "people",
            Kind::Organizations => "organizations",
            Kind::Places => "places",
        }
    }

    /// The kind that an address spells; people where it spells none.
    pub fn of(key: Option<&str>) -> Kind {
        Kind::ALL.into_iter().find(|kind| Some(kind.key()) == key).unwrap_or(Kind::People)
    }

    fn label(self) -> Label {
        match self {
            Kind::People => Label::Person,
            Kind::Organizations => Label::Organization,
            Kind::Places => Label::Place,
        }
    }
}

/// A page of names.
#[derive(Debug)]
pub struct Names<'l> {
    /// "1,204 in 310 stories".
    pub summary: String,
    /// The names of this page.
    pub entries: Vec<Entry<'l>>,
    /// This page, from 1.
    pub page: usize,
    /// Number of pages.
    pub pages: usize,
    /// How many stories are there, while others are still being read.
    pub still: Option<String>,
}

/// A name with its stories.
#[derive(Debug)]
pub struct Entry<'l> {
    /// The name that most stories have.
    pub name: &'l str,
    /// "in 3 stories".
    pub count: String,
    /// The latest stories: id, title, and the id of the entity there.
    pub stories: Vec<(&'l str, &'l str, &'l str)>,
    /// Stories that are not listed.
    pub more: usize,
}

/// Makes one page of the names of a kind.
pub fn names(library: &Library, kind: Kind, page: usize) -> Names<'_> {
    let all: Vec<&Widely> = library.names().iter().filter(|name| name.label == kind.label()).collect();
    let pages = all.len().div_ceil(PAGE).max(1);
    let page = page.clamp(1, pages);
    let entries = all.iter().skip((page - 1) * PAGE).take(PAGE).map(|name| entry(library, name)).collect();
    let summary = format!(
        "{} in {}",
        words::thousands(all.len()),
        words::count(library.stories.len(), "story", "stories")
    );
    let still = words::still_reading(library.stories.len(), library.to_come);
    Names { summary, entries, page, pages, still }
}

fn entry<'l>(library: &'l Library, name: &'l Widely) -> Entry<'l> {
    let stories: Vec<_> = name
        .places
        .iter()
        .take(STORIES)
        .map(|(story, entity)| {
            let story = &library.stories[*story];
            (&*story.id.0, &*story.title, &*story.entities[*entity].id)
        })
        .collect();
    Entry {
        name: &name.name,
        count: format!("in {}", words::count(name.places.len(), "story", "stories")),
        more: name.places.len() - stories.len(),
        stories,
    }
}
