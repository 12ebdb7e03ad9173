//! Links the mentions of an article into chains: what refers to the same thing.
//!
//! Names first, by the sieves of `names`; then, in text order, unnamed speakers ("a senior official") and pronouns,
//! where only one antecedent stands out. What stays open keeps `chain: None`.

mod nominals;
mod pronouns;
mod roles;
mod salience;

use std::collections::BTreeMap;

use crate::model::{Annotations, Chain, Gender, Label, Mention, MentionKind, ParagraphKind};
use crate::names::{self, Item, PersonName};

use super::Document;
use roles::Surroundings;
use salience::Salience;

/// Links the mentions of an article into chains.
pub(super) fn resolve(document: &Document<'_>, annotations: &mut Annotations) {
    for mention in &mut annotations.mentions {
        if mention.kind == MentionKind::Name
            && mention.label != Label::Date
            && roles::is_phrase(mention.span.slice(&document.article.text))
        {
            mention.kind = MentionKind::Nominal;
        }
    }
    for mention in &mut annotations.mentions {
        if roles::is_located_country(&document.article.text, mention) {
            mention.label = Label::Place;
        }
    }
    let heads = heads(&document.article.text, &annotations.mentions);
    let mut named = Named::default();
    for (index, head) in heads.iter().enumerate() {
        if *head == Some(index) {
            named.add(document, &annotations.mentions, index);
        }
    }
    named.note_abbreviations(document, &annotations.mentions);
    let chain_of = named.chains(&mut annotations.chains);
    for (index, head) in heads.iter().enumerate() {
        if let Some(head) = head {
            annotations.mentions[index].chain = chain_of.get(head).copied().flatten();
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
/// "Velmia's Foreign Ministry" around "Foreign Ministry"); `None` for other kinds of mention.
fn heads(text: &str, mentions: &[Mention]) -> Vec<Option<usize>> {
    let mut heads: Vec<Option<usize>> = vec![None; mentions.len()];
    for (index, mention) in mentions.iter().enumerate() {
        if mention.kind != MentionKind::Name || mention.label == Label::Date {
            continue;
        }
        // A title by itself ("Mr.") stands for the name behind it.
        if names::title(mention.span.slice(text)).is_some()
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
struct Named {
    items: Vec<Item>,
    /// Form of a name → its item.
    index: BTreeMap<(Label, String, Option<bool>), usize>,
    /// Mention → its item.
    item_of: BTreeMap<usize, usize>,
    /// Surface forms of each item with their number of uses.
    forms: Vec<BTreeMap<String, usize>>,
    /// Roles as written, in order.
    roles: Vec<Vec<String>>,
}

impl Named {
    fn add(&mut self, document: &Document<'_>, mentions: &[Mention], index: usize) {
        let mention = mentions[index];
        let surface = roles::bare_name(mention.span.slice(&document.article.text), mention.label);
        let around = if mention.label == Label::Person {
            Surroundings::read(document, mention.span)
        } else {
            Surroundings::default()
        };
        let headline =
            document.article.headline_span().is_some_and(|headline| headline.contains(mention.span));
        let person = PersonName::parse(&surface);
        let gender = around.gender.or_else(|| person.gender().filter(|_| mention.label == Label::Person));
        let form = match mention.label {
            Label::Person => person.words.join(" ") + person.suffix.as_deref().unwrap_or_default(),
            _ => crate::lexicon::fold(&surface),
        };
        let key = (mention.label, form, around.gender.map(|gender| gender == Gender::Feminine));
        let place = mention.span.start();
        let item = *self.index.entry(key).or_insert_with(|| {
            self.items.push(Item {
                label: mention.label,
                names: vec![surface.clone()],
                gender,
                roles: Vec::new(),
                first: place,
                places: Vec::new(),
            });
            self.forms.push(BTreeMap::new());
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
            entry.roles.extend(roles::keys(&role));
            if !self.roles[item].contains(&role) {
                self.roles[item].push(role);
            }
        }
        *self.forms[item].entry(surface).or_default() += 1;
        self.item_of.insert(index, item);
    }

    /// "Ghana Health Service (GHS)": the form in the brackets is a name of the same.
    fn note_abbreviations(&mut self, document: &Document<'_>, mentions: &[Mention]) {
        let text = &document.article.text;
        let named: Vec<(usize, usize)> =
            self.item_of.iter().map(|(mention, item)| (*mention, *item)).collect();
        for pair in named.windows(2) {
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

    /// Makes the chains, and says which mention is in which.
    fn chains(&self, chains: &mut Vec<Chain>) -> BTreeMap<usize, Option<usize>> {
        let groups = names::link(&self.items);
        let count = groups.iter().flatten().max().map_or(0, |last| last + 1);
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); count];
        for (item, group) in groups.iter().enumerate() {
            if let Some(group) = group {
                members[*group].push(item);
            }
        }
        // Chains in the order of their first mention.
        let mut order: Vec<usize> = (0..count).filter(|group| !members[*group].is_empty()).collect();
        let first_of = |group: usize| self.item_of.iter().find(|(_, item)| groups[**item] == Some(group));
        order.sort_by_cached_key(|group| first_of(*group).map(|(mention, _)| *mention));
        let mut chain_of_group = vec![None; count];
        for group in order {
            chain_of_group[group] = Some(chains.len());
            chains.push(self.chain(&members[group]));
        }
        self.item_of
            .iter()
            .map(|(mention, item)| (*mention, groups[*item].and_then(|group| chain_of_group[group])))
            .collect()
    }

    fn chain(&self, members: &[usize]) -> Chain {
        let label = self.items[members[0]].label;
        let name = members
            .iter()
            .flat_map(|item| &self.forms[*item])
            .max_by(|a, b| fullness(a.0).cmp(&fullness(b.0)).then(a.1.cmp(b.1)).then(b.0.cmp(a.0)))
            .map(|(form, _)| form.clone());
        let mut roles: Vec<String> = Vec::new();
        for role in members.iter().flat_map(|item| &self.roles[*item]) {
            if !roles.contains(role) {
                roles.push(role.clone());
            }
        }
        let gender = members.iter().find_map(|item| self.items[*item].gender);
        Chain { label, name, description: None, gender, roles }
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
