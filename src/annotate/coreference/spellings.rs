//! The wordings of names in, what each tells by itself out: read once, however often an article has it.

use crate::hash::{self, HashedMap};
use crate::lexicon::fold;
use crate::model::{Gender, Label};
use crate::names::{self, PersonName};

use super::roles;

/// What a wording tells.
pub(super) struct Spelling {
    /// Whether it is a phrase around a common noun.
    pub(super) phrase: bool,
    /// Whether it is a title by itself.
    pub(super) title: bool,
    /// The name in it.
    pub(super) name: String,
    /// The gender that a person's given name tells.
    pub(super) gender: Option<Gender>,
    /// The number of its form: names that differ in titles and capitals alone have one.
    pub(super) form: usize,
}

/// The wordings of an article.
#[derive(Default)]
pub(super) struct Spellings {
    /// By the hash of the wording and the label.
    numbers: HashedMap<usize, u64>,
    /// By the hash of the form and the label.
    forms: HashedMap<usize, u64>,
    all: Vec<Spelling>,
}

impl Spellings {
    /// The number of a wording.
    pub(super) fn number(&mut self, wording: &str, label: Label) -> usize {
        let Spellings { numbers, forms, all } = self;
        *numbers.entry(key(wording, label)).or_insert_with(|| {
            all.push(Spelling::read(wording, label, forms));
            all.len() - 1
        })
    }

    /// The wording of this number.
    pub(super) fn get(&self, number: usize) -> &Spelling {
        &self.all[number]
    }

    /// How many forms there are.
    pub(super) fn forms(&self) -> usize {
        self.forms.len()
    }
}

/// What a wording or a form of this label is kept under.
fn key(text: &str, label: Label) -> u64 {
    hash::wide(text).wrapping_add(label as u64)
}

impl Spelling {
    fn read(wording: &str, label: Label, forms: &mut HashedMap<usize, u64>) -> Spelling {
        let name = roles::bare_name(wording, label);
        let (form, gender) = match label {
            Label::Person => {
                let person = PersonName::parse(&name);
                let form = person.words.join(" ") + person.suffix.as_deref().unwrap_or_default();
                (form, person.gender())
            }
            Label::Organization
            | Label::Place
            | Label::Group
            | Label::Work
            | Label::Event
            | Label::Law
            | Label::Date
            | Label::Other => (fold(&name), None),
        };
        let next = forms.len();
        let form = *forms.entry(key(&form, label)).or_insert(next);
        let title = names::title(wording).is_some();
        Spelling { phrase: roles::is_phrase(wording), title, name, gender, form }
    }
}
