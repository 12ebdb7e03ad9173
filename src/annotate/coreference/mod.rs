//! Links the mentions of an article into chains: what refers to the same thing.
//!
//! Names first, by the sieves of `names`; then, in text order, unnamed speakers ("a senior official") and pronouns,
//! where only one antecedent stands out. What stays open keeps `chain: None`.

mod nominals;
mod pronouns;
mod roles;
mod salience;
mod spellings;

use smol_str::SmolStr;

use crate::model::{Annotations, Chain, Gender, Index, Label, Mention, MentionKind, ParagraphKind};
use crate::names::{self, Item};

use super::Document;
use roles::Surroundings;
use salience::Salience;
use spellings::{Spelling, Spellings};

/// Links the mentions of an article into chains.
pub(super) fn resolve(document: &Document<'_>, annotations: &mut Annotations) {
    let text = &document.article.text;
    let mut spellings = Spellings::default();
    // The number of the wording of each name.
    let mut wordings: Vec<Option<usize>> = vec![None; annotations.mentions.len()];
    for (mention, number) in annotations.mentions.iter_mut().zip(&mut wordings) {
        // "who herself said so"
        if mention.kind == MentionKind::Nominal && roles::is_reflexive(mention.span.slice(text)) {
            mention.kind = MentionKind::Pronoun;
        }
        if mention.kind != MentionKind::Name || mention.label == Label::Date {
            continue;
        }
        let wording = mention.span.slice(text);
        let spelling = spellings.number(wording, mention.label);
        if spellings.get(spelling).phrase {
            mention.kind = MentionKind::Nominal;
        } else if roles::is_located_country(text, mention) {
            mention.label = Label::Place;
            *number = Some(spellings.number(wording, Label::Place));
        } else {
            *number = Some(spelling);
        }
    }
    let heads = heads(text, &annotations.mentions, &wordings, &spellings);
    let mut named = Named { of_form: vec![[None; 3]; spellings.forms()], ..Named::default() };
    for (index, (head, number)) in heads.iter().zip(&wordings).enumerate() {
        if let Some(number) = number.filter(|_| *head == Some(index)) {
            named.add(document, annotations.mentions[index], index, spellings.get(number));
        }
    }
    named.note_abbreviations(document, &annotations.mentions);
    let chain_of = named.chains(&mut annotations.chains, annotations.mentions.len());
    for (index, head) in heads.iter().enumerate() {
        if let Some(head) = head {
            annotations.mentions[index].chain = chain_of[*head].map(Index::new);
            annotations.mentions[index].label = annotations.mentions[*head].label;
        }
    }
    let salience = Salience::read(document, annotations);
    let mut unnamed = nominals::Unnamed::default();
    for index in 0..annotations.mentions.len() {
        let mention = annotations.mentions[index];
        match mention.kind {
            MentionKind::Nominal if mention.chain.is_none() => {
                unnamed.link(document, annotations, &salience, index);
            }
            MentionKind::Pronoun if mention.chain.is_none() => {
                pronouns::link(document, annotations, &salience, index);
            }
            MentionKind::Name | MentionKind::Nominal | MentionKind::Pronoun => {}
        }
    }
    // A phrase around a name says who is meant; the name is what stands inside it.
    for (index, head) in heads.iter().enumerate() {
        if head.is_some_and(|head| head != index) {
            annotations.mentions[index].kind = MentionKind::Nominal;
        }
    }
}

/// For each name the mention that stands for it: itself, or the last recognised name inside it (a speaker's phrase
/// "Velmia's Foreign Ministry" around "Foreign Ministry"); `None` for other kinds of mention. `wordings` has the
/// numbers of the names' spellings.
fn heads(
    text: &str,
    mentions: &[Mention],
    wordings: &[Option<usize>],
    spellings: &Spellings,
) -> Vec<Option<usize>> {
    let mut heads: Vec<Option<usize>> = vec![None; mentions.len()];
    for (index, (mention, number)) in mentions.iter().zip(wordings).enumerate() {
        let Some(number) = number else { continue };
        // A title by itself ("Mr.") stands for the name behind it.
        if spellings.get(*number).title
            && let Some(next) = mentions.get(index + 1)
            && next.kind == MentionKind::Name
            && text
                .get(mention.span.end()..next.span.start())
                .is_some_and(|between| matches!(between, " " | ". "))
        {
            heads[index] = Some(index + 1);
            continue;
        }
        let inner = mentions[index + 1..]
            .iter()
            .take_while(|other| other.span.start() < mention.span.end())
            .enumerate()
            .filter(|(_, other)| {
                other.kind == MentionKind::Name
                    && mention.span.contains(other.span)
                    && mention.span != other.span
                    && matches!(other.label, Label::Person | Label::Organization | Label::Place)
            })
            .map(|(offset, other)| (other.label == Label::Person, index + 1 + offset))
            .max();
        heads[index] = Some(inner.map_or(index, |(_, inner)| inner));
    }
    heads
}

/// The names of an article, by form.
#[derive(Default)]
struct Named<'s> {
    items: Vec<Item>,
    /// Items of each form of a name: those of which no title tells the gender, men, and women.
    of_form: Vec<[Option<usize>; 3]>,
    /// Mentions in text order, each with its item.
    item_of: Vec<(usize, usize)>,
    /// Surface forms of each item with their number of uses.
    forms: Vec<Vec<(&'s str, usize)>>,
    /// Roles as written, in order.
    roles: Vec<Vec<String>>,
}

impl<'s> Named<'s> {
    fn add(&mut self, document: &Document<'_>, mention: Mention, index: usize, spelling: &'s Spelling) {
        let around = if mention.label == Label::Person {
            Surroundings::read(document, mention.span)
        } else {
            Surroundings::default()
        };
        let headline =
            document.article.headline_span().is_some_and(|headline| headline.contains(mention.span));
        let told = match around.gender {
            None => 0,
            Some(Gender::Masculine) => 1,
            Some(Gender::Feminine) => 2,
        };
        let place = mention.span.start();
        let item = *self.of_form[spelling.form][told].get_or_insert_with(|| {
            self.items.push(Item {
                label: mention.label,
                names: vec![spelling.name.clone()],
                gender: around.gender.or(spelling.gender),
                roles: Vec::new(),
                first: place,
                places: Vec::new(),
            });
            self.forms.push(Vec::new());
            self.roles.push(Vec::new());
            self.items.len() - 1
        });
        let entry = &mut self.items[item];
        if !headline {
            if entry.places.is_empty() {
                entry.first = place;
            }
            entry.places.push(place);
        }
        for role in around.roles {
            if !self.roles[item].contains(&role) {
                entry.roles.extend(roles::keys(&role));
                self.roles[item].push(role);
            }
        }
        let forms = &mut self.forms[item];
        match forms.iter_mut().find(|(form, _)| *form == spelling.name) {
            Some((_, uses)) => *uses += 1,
            None => forms.push((&spelling.name, 1)),
        }
        self.item_of.push((index, item));
    }

    /// "Ghana Health Service (GHS)": the form in the brackets is a name of the same.
    fn note_abbreviations(&mut self, document: &Document<'_>, mentions: &[Mention]) {
        let text = &document.article.text;
        for pair in self.item_of.windows(2) {
            let [(long, item), (short, _)] = pair else { continue };
            let (long, short) = (mentions[*long], mentions[*short]);
            if long.span.end() > short.span.start() || long.label == Label::Person {
                continue;
            }
            let between = &text[long.span.end()..short.span.start()];
            let closed = text[short.span.end()..].starts_with(')');
            let acronym = short.span.slice(text);
            let capitals = acronym.chars().filter(|char| char.is_uppercase()).count();
            if between.trim() == "(" && closed && capitals >= 2 && !acronym.contains(' ') {
                self.items[*item].names.push(acronym.to_owned());
            }
        }
    }

    /// Makes the chains, in the order of their first mention, and says which each of so many mentions is in.
    fn chains(&self, chains: &mut Vec<Chain>, mentions: usize) -> Vec<Option<usize>> {
        let groups = names::link(&self.items);
        let count = groups.iter().flatten().max().map_or(0, |last| last + 1);
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); count];
        for (item, group) in groups.iter().enumerate() {
            if let Some(group) = group {
                members[*group].push(item);
            }
        }
        let mut chain_of_group = vec![None; count];
        let mut chain_of = vec![None; mentions];
        for (mention, item) in &self.item_of {
            let Some(group) = groups[*item] else { continue };
            chain_of[*mention] = Some(*chain_of_group[group].get_or_insert_with(|| {
                chains.push(self.chain(&members[group]));
                chains.len() - 1
            }));
        }
        chain_of
    }

    fn chain(&self, members: &[usize]) -> Chain {
        let label = self.items[members[0]].label;
        let name = members
            .iter()
            .flat_map(|item| &self.forms[*item])
            .max_by_key(|(form, uses)| (fullness(form), *uses, std::cmp::Reverse(*form)))
            .map(|(form, _)| SmolStr::new(form));
        let mut roles: Vec<SmolStr> = Vec::new();
        for role in members.iter().flat_map(|item| &self.roles[*item]) {
            if !roles.iter().any(|known| known == role) {
                roles.push(role.into());
            }
        }
        let gender = members.iter().find_map(|item| self.items[*item].gender);
        Chain { label, name, description: None, gender, roles: roles.into() }
    }
}

/// How full a form is: its words, capitals counting as less.
fn fullness(form: &str) -> (usize, bool, usize) {
    let words = form.split_whitespace().count();
    (words, form.chars().any(char::is_lowercase), form.chars().count())
}

/// Whether a paragraph is the headline.
fn in_headline(document: &Document<'_>, paragraph: usize) -> bool {
    document.article.paragraphs[paragraph].kind == ParagraphKind::Headline
}
