//! Names that were found elsewhere in, in this article or in others of its story: wordings of them that the models
//! passed over out, and how often each label was given to a wording.

use std::collections::{HashMap, HashSet};

use crate::annotate::Document;
use crate::hash::{self, HashedMap};
use crate::lexicon::fold;
use crate::model::{Label, Mention, MentionKind, Span};

use super::features::Prepared;
use super::words::SentenceCase;

/// Labels between which one wording is decided.
const VOTED: [Label; 3] = [Label::Person, Label::Organization, Label::Place];

/// Votes of a wording, by `VOTED`.
type Ballot = [u32; VOTED.len()];

/// What was found under a wording.
#[derive(Clone, Debug, Default)]
struct Found {
    /// The wording, folded.
    name: String,
    votes: Ballot,
    /// Those of them that the models were sure of.
    sure: u32,
}

/// Names that were found, by the hash of their folded wording.
#[derive(Clone, Debug, Default)]
pub struct Known {
    found: HashedMap<Found, u64>,
}

/// Words of the longest name that is looked for.
const LONGEST: usize = 6;

/// A single word must be sure so often before it is a name where the models saw none.
const OFTEN: u32 = 2;

impl Known {
    /// Takes in the names among the mentions of an article with this text.
    pub fn add(&mut self, text: &str, mentions: &[Mention]) {
        for mention in mentions.iter().filter(|mention| mention.kind == MentionKind::Name) {
            let Some(place) = place(mention.label) else { continue };
            let name = fold(mention.span.slice(text));
            // A person in full is soon called by one of his names.
            if mention.label == Label::Person
                && !mention.tentative
                && let (Some((first, _)), Some((_, last))) = (name.split_once(' '), name.rsplit_once(' '))
            {
                self.add_name(first, place, OFTEN);
                self.add_name(last, place, OFTEN);
            }
            self.add_name(&name, place, u32::from(!mention.tentative));
        }
    }

    fn add_name(&mut self, folded: &str, place: usize, sure: u32) {
        let found = self.entry(folded);
        found.votes[place] += 1;
        found.sure += sure;
    }

    fn entry(&mut self, folded: &str) -> &mut Found {
        let named = || Found { name: folded.to_owned(), ..Found::default() };
        self.found.entry(hash::wide(folded)).or_insert_with(named)
    }

    /// What was found under a wording, however it is written.
    fn get(&self, wording: &str) -> Option<&Found> {
        let mut space = [0; 64];
        let plain = space.get_mut(..wording.len()).filter(|_| wording.is_ascii());
        let key = match plain {
            Some(folded) => {
                folded.copy_from_slice(wording.as_bytes());
                folded.make_ascii_lowercase();
                hash::of(folded)
            }
            None => hash::wide(&fold(wording)),
        };
        self.found.get(&key)
    }

    /// Takes in the acronym of an organization: it stands for that whatever the models thought.
    pub(super) fn add_acronym(&mut self, acronym: &str) {
        let found = self.entry(&fold(acronym));
        let [person, organization, place] = found.votes;
        found.votes[1] = organization.max((person + place) * 3) + 1;
        found.sure += OFTEN;
    }

    /// The label that a wording has most often, where it is one of `VOTED`.
    pub(super) fn voted(&self, name: &str, label: Label) -> Label {
        self.best(name, label).map_or(label, |(best, _)| best)
    }

    /// The same where it is beyond doubt: names of other articles need not mean what this one means.
    pub(super) fn outvoted(&self, name: &str, label: Label) -> Label {
        self.best(name, label).filter(|(_, clear)| *clear).map_or(label, |(best, _)| best)
    }

    /// The label that a wording has most often, and whether three times as often as `label`.
    fn best(&self, name: &str, label: Label) -> Option<(Label, bool)> {
        let own = place(label)?;
        let Found { votes, .. } = self.get(name)?;
        // Few persons are called by initials: what looks so is far more often misread as one.
        let initials = name.len() <= 6 && !name.contains(char::is_lowercase);
        let first = usize::from(initials && own != 0);
        let best = (first..VOTED.len()).max_by_key(|label| (votes[*label], VOTED.len() - label))?;
        (votes[best] > votes[own]).then(|| (VOTED[best], votes[best] >= votes[own] * 3))
    }

    /// Whether the models were often sure of a wording, and called it so.
    pub(super) fn is_sure(&self, name: &str, label: Label) -> bool {
        self.get(name).is_some_and(|found| found.sure >= OFTEN) && self.voted(name, label) == label
    }

    /// Whether these names, of which some are other articles', may change what an article was read as.
    pub(in crate::annotate) fn concerns(&self, document: &Document<'_>, mentions: &[Mention]) -> bool {
        let text = &document.article.text;
        let names = || mentions.iter().filter(|mention| mention.kind == MentionKind::Name);
        if names().any(|name| self.outvoted(name.span.slice(text), name.label) != name.label) {
            return true;
        }
        // The certain ones, by the hash of their first word.
        let mut by_first: HashedMap<Vec<&str>> = HashedMap::default();
        for found in self.found.values().filter(|found| found.accepted(found.name.contains(' ')).is_some()) {
            let first = found.name.split(' ').next().unwrap_or_default();
            by_first.entry(hash::word(first)).or_default().push(&found.name);
        }
        let mut names = names().peekable();
        for (word, folded) in document.tokens.iter().zip(&document.folded).filter(|(word, _)| word.capital) {
            while names.next_if(|name| name.span.end() <= word.span.start()).is_some() {}
            if names.peek().is_some_and(|name| name.span.overlaps(word.span)) {
                continue;
            }
            let begins = |name: &&str| {
                let words = name.split(' ').count();
                let mut rest = text[word.span.start()..].split_whitespace().take(words).map(fold);
                name.split(' ').all(|part| rest.next().is_some_and(|word| word.starts_with(part)))
            };
            if by_first.get(folded).is_some_and(|names| names.iter().any(&begins)) {
                return true;
            }
        }
        false
    }

    /// The label of a wording that is certain enough to be a name wherever it stands.
    fn accepted(&self, wording: &str) -> Option<Label> {
        self.get(wording)?.accepted(wording.contains(' '))
    }

    /// Adds the known names that stand in chains without a mention over them.
    pub(super) fn project(&self, document: &Document<'_>, prepared: &Prepared, mentions: &mut Vec<Mention>) {
        let text = &document.article.text;
        let mut added = Vec::new();
        let mut next = 0;
        for (range, sentence) in &prepared.chains {
            let usual = prepared.case(*sentence) == SentenceCase::Usual;
            let mut at = range.start;
            while at < range.end {
                let token = document.tokens[at].span;
                while mentions.get(next).is_some_and(|mention| mention.span.end() <= token.start()) {
                    next += 1;
                }
                if !document.tokens[at].capital
                    || mentions.get(next).is_some_and(|mention| mention.span.overlaps(token))
                {
                    at += 1;
                    continue;
                }
                let free = (at..range.end.min(at + LONGEST)).take_while(|index| {
                    mentions
                        .get(next)
                        .is_none_or(|mention| !mention.span.overlaps(document.tokens[*index].span))
                });
                let reach = free.last().map_or(at, |last| last + 1);
                let lasts = (at..reach).rev().filter(|index| document.tokens[*index].capital);
                let alone = |last: usize| {
                    let capital = |index: usize| range.contains(&index) && document.tokens[index].capital;
                    !usual || !(capital(last + 1) || at > 0 && capital(at - 1))
                };
                let found = lasts.into_iter().find_map(|last| {
                    let span = Span::new(token.start(), document.tokens[last].span.end());
                    let label = self.accepted(span.slice(text))?;
                    let plain = last > at || !prepared.is_written_small(at);
                    (plain && alone(last)).then_some((span, label, last))
                });
                let Some((span, label, last)) = found else {
                    at += 1;
                    continue;
                };
                added.push(Mention { span, kind: MentionKind::Name, label, chain: None, tentative: true });
                at = last + 1;
            }
        }
        if !added.is_empty() {
            drop_unlikely(text, mentions, &mut added);
            mentions.extend(added);
            mentions.sort_by_key(|mention| mention.span.start());
        }
    }
}

impl Found {
    /// The label, where it is certain enough for a name wherever it stands; less does where it has `several` words.
    fn accepted(&self, several: bool) -> Option<Label> {
        let best = (0..VOTED.len()).max_by_key(|label| (self.votes[*label], VOTED.len() - label))?;
        let total: u32 = self.votes.iter().sum();
        let certain = self.sure >= if several { 1 } else { OFTEN } && self.votes[best] * 4 >= total * 3;
        certain.then_some(VOTED[best])
    }
}

/// A single word that the article has often, and the models never took for a name or a part of one, is none here,
/// whatever it is in other articles.
fn drop_unlikely(text: &str, mentions: &[Mention], added: &mut Vec<Mention>) {
    let mut uses: HashMap<String, usize> = HashMap::new();
    for mention in added.iter() {
        *uses.entry(fold(mention.span.slice(text))).or_default() += 1;
    }
    if uses.iter().all(|(name, uses)| name.contains(' ') || *uses <= 2) {
        return;
    }
    let own: HashSet<String> = mentions
        .iter()
        .flat_map(|mention| {
            let name = fold(mention.span.slice(text));
            let parts: Vec<String> = name.split(' ').map(str::to_owned).collect();
            parts.into_iter().chain([name])
        })
        .collect();
    added.retain(|mention| {
        let name = fold(mention.span.slice(text));
        name.contains(' ') || own.contains(&name) || uses.get(&name).is_none_or(|uses| *uses <= 2)
    });
}

/// The place of a label in `VOTED`.
fn place(label: Label) -> Option<usize> {
    VOTED.iter().position(|voted| *voted == label)
}
