//! The names that the models found in; the same names, agreed with one another, out: one label for one wording,
//! no title taken for its bearer, no common noun for a name.

use std::collections::HashMap;
use std::ops::Range;

use crate::annotate::Document;
use crate::lexicon::fold;
use crate::model::{Label, Mention, Span};
use crate::names;

use super::features::Prepared;
use super::lists;

/// Settles the names of a document.
pub(super) fn settle(document: &Document<'_>, prepared: &Prepared<'_>, mentions: &mut Vec<Mention>) {
    let text = &document.article.text;
    mentions.retain(|mention| !is_common(text, *mention));
    let countries = lists::bits("countries");
    let events_laws = lists::bits("events_laws");
    // The list has two kinds of entries, a bit each, the laws behind the events.
    let laws = events_laws & events_laws << 1;
    for mention in mentions.iter_mut() {
        let body = matches!(mention.label, Label::Organization | Label::Place);
        let tokens = tokens(document, mention.span);
        if body && prepared.is_entry(tokens.clone(), laws) {
            mention.label = Label::Law;
        } else if mention.label == Label::Organization && prepared.is_entry(tokens, countries) {
            // A national team is called by its country: readers look for the country.
            mention.label = Label::Place;
        }
    }
    vote(text, mentions);
    part_from_persons(text, mentions);
}

/// The tokens of a span.
fn tokens(document: &Document<'_>, span: Span) -> Range<usize> {
    let first = document.tokens.partition_point(|token| token.span.end() <= span.start());
    first..document.tokens.partition_point(|token| token.span.start() < span.end())
}

/// Whether what was taken for a name is a common noun with a capital: "the Amir", "the Kingdom", "the Agency".
fn is_common(text: &str, mention: Mention) -> bool {
    let name = mention.span.slice(text);
    match mention.label {
        Label::Person => {
            let before = text[..mention.span.start()].trim_end();
            let article = before.ends_with("the") || before.ends_with("The");
            article && names::title(name).is_some()
        }
        Label::Place => matches!(name, "Kingdom" | "State" | "City" | "Republic" | "Zone" | "Centre"),
        Label::Organization => {
            matches!(name, "Agency" | "Court" | "College" | "Chamber" | "Board" | "Bank" | "Church")
        }
        Label::Group | Label::Work | Label::Event | Label::Law | Label::Date | Label::Other => false,
    }
}

/// Labels between which one wording of a document is decided.
const VOTED: [Label; 3] = [Label::Person, Label::Organization, Label::Place];

/// Gives a wording the label that it has most often in the document.
fn vote(text: &str, mentions: &mut [Mention]) {
    let mut votes: HashMap<String, [usize; VOTED.len()]> = HashMap::new();
    let place = |label: Label| VOTED.iter().position(|voted| *voted == label);
    for mention in mentions.iter() {
        if let Some(label) = place(mention.label) {
            votes.entry(fold(mention.span.slice(text))).or_default()[label] += 1;
        }
    }
    for mention in mentions.iter_mut() {
        let Some(own) = place(mention.label) else { continue };
        let name = mention.span.slice(text);
        let Some(votes) = votes.get(&fold(name)) else { continue };
        // Few persons are called by initials: what looks so is far more often misread as one.
        let initials = name.len() <= 6 && !name.contains(char::is_lowercase);
        let first = usize::from(initials && own != 0);
        let best =
            (first..VOTED.len()).max_by_key(|label| (votes[*label], usize::MAX - label)).unwrap_or(own);
        if votes[best] > votes[own] {
            mention.label = VOTED[best];
        }
    }
}

/// "Secretary of the Council Ada Finn" is no organization: where the end of a name is a person whom the document
/// names elsewhere, or a title stands before him, the two come apart.
fn part_from_persons(text: &str, mentions: &mut Vec<Mention>) {
    let persons: std::collections::HashSet<&str> = mentions
        .iter()
        .filter(|mention| mention.label == Label::Person)
        .map(|mention| mention.span.slice(text))
        .collect();
    let mut parted = Vec::with_capacity(mentions.len());
    for mention in mentions.iter() {
        let name = mention.span.slice(text);
        let body = matches!(mention.label, Label::Organization | Label::Place);
        let cut = name.match_indices(' ').take(12).map(|(at, _)| at).find(|at| {
            let (front, person) = (&name[..*at], &name[at + 1..]);
            body && persons.contains(person) && (person.contains(' ') || names::title(front).is_some())
        });
        let Some(cut) = cut else {
            parted.push(*mention);
            continue;
        };
        let at = mention.span.start() + cut;
        if names::title(&name[..cut]).is_none() {
            parted.push(Mention { span: Span::new(mention.span.start(), at), ..*mention });
        }
        parted.push(Mention {
            span: Span::new(at + 1, mention.span.end()),
            label: Label::Person,
            ..*mention
        });
    }
    *mentions = parted;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::MentionKind;

    #[track_caller]
    fn check(text: &str, found: &[(&str, Label)], settled: &[(&str, Label)]) {
        let mut from = 0;
        let mut mentions: Vec<Mention> = Vec::new();
        for (name, label) in found {
            let start = from + text[from..].find(name).expect("the name stands in the text");
            from = start + name.len();
            let span = Span::new(start, from);
            let kind = MentionKind::Name;
            mentions.push(Mention { span, kind, label: *label, chain: None, tentative: false });
        }
        let article = crate::annotate::plain(text);
        let document = Document::new(&article);
        settle(&document, &Prepared::new(&document), &mut mentions);
        let names: Vec<_> = mentions.iter().map(|name| (name.span.slice(text), name.label)).collect();
        assert_eq!(names, settled, "in: {text}");
    }

    #[test]
    fn a_wording_has_one_label() {
        let place = ("Orvane", Label::Place);
        check(
            "In Orvane it rained. Near Orvane it snowed. Orvane is cold.",
            &[place, ("Orvane", Label::Organization), place],
            &[place, place, place],
        );
        check("They left NAFTA.", &[("NAFTA", Label::Place)], &[("NAFTA", Label::Law)]);
        check("Kenya beat Peru.", &[("Kenya", Label::Organization)], &[("Kenya", Label::Place)]);
    }

    #[test]
    fn common_nouns_are_no_names() {
        check("The Amir spoke.", &[("Amir", Label::Person)], &[]);
        check(
            "Amir spoke of the Kingdom.",
            &[("Amir", Label::Person), ("Kingdom", Label::Place)],
            &[("Amir", Label::Person)],
        );
    }

    #[test]
    fn persons_come_off_the_bodies_before_them() {
        let person = ("Ada Finn", Label::Person);
        check(
            "Secretary of the Marsh Council Ada Finn left. Ada Finn is ill.",
            &[("Marsh Council Ada Finn", Label::Organization), person],
            &[("Marsh Council", Label::Organization), person, person],
        );
    }
}
