//! The names that the models found in; the same names, agreed with one another, out: one label for one wording,
//! no title taken for its bearer, no common noun for a name.

use std::cell::LazyCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use crate::annotate::Document;
use crate::hash::WordSet;
use crate::lexicon::{self, fold};
use crate::model::{Label, Mention, Span};
use crate::names;

use super::features::Prepared;
use super::known::Known;
use super::{listed, lists};

/// Settles the names of a document.
pub(super) fn settle(
    document: &Document<'_>,
    prepared: &Prepared,
    elsewhere: Option<&Known>,
    mentions: &mut Vec<Mention>,
) {
    let text = &document.article.text;
    mentions.retain(|mention| !is_common(text, *mention));
    let countries = lists::bits("countries");
    let events_laws = lists::bits("events_laws");
    // The list has two kinds of entries, a bit each, the laws behind the events.
    let laws = events_laws & events_laws << 1;
    let teams = LazyCell::new(|| reports_match(document));
    for mention in mentions.iter_mut() {
        let body = matches!(mention.label, Label::Organization | Label::Place);
        if !body {
            continue;
        }
        let tokens = tokens(document, mention.span);
        if prepared.is_entry(tokens.clone(), laws) {
            mention.label = Label::Law;
        } else if mention.label == Label::Organization && prepared.is_entry(tokens, countries) && !*teams {
            // Where no match is reported, what a country does its government does: readers look for the country.
            mention.label = Label::Place;
        }
    }
    join_groups(document, prepared, mentions);
    let mut own = Known::default();
    own.add(text, mentions);
    for acronym in acronyms(document, mentions) {
        own.add_acronym(&acronym);
    }
    vote(text, &own, mentions);
    part_from_persons(text, mentions);
    if let Some(elsewhere) = elsewhere {
        give_way(text, elsewhere, mentions);
    }
    let known = elsewhere.unwrap_or(&own);
    for mention in mentions.iter_mut() {
        mention.tentative &= !known.is_sure(mention.span.slice(text), mention.label);
    }
    known.project(document, prepared, mentions);
    listed::list(document, mentions);
}

/// The tokens of a span.
fn tokens(document: &Document<'_>, span: Span) -> Range<usize> {
    let first = document.tokens.partition_point(|token| token.span.end() <= span.start());
    first..document.tokens.partition_point(|token| token.span.start() < span.end())
}

/// Whether "the" stands before a name.
fn has_article(text: &str, span: Span) -> bool {
    let before = text[..span.start()].trim_end();
    before.ends_with("the") || before.ends_with("The")
}

/// Words that reports of matches are full of, and the same folded: by those the few tokens are told that may be any.
static MATCH_WORDS: LazyLock<(HashSet<&str>, WordSet)> = LazyLock::new(|| {
    let words = || lexicon::entries(include_str!("../../../data/lexicon/match_words.txt"));
    let folded: Vec<String> = words().map(fold).collect();
    (words().collect(), WordSet::new(folded.iter().map(String::as_str)))
});

/// Different words of that kind that make a report one of a match.
const ENOUGH: usize = 4;

/// Whether the document reports a match, in which countries are the names of their teams.
fn reports_match(document: &Document<'_>) -> bool {
    let (words, folded) = &*MATCH_WORDS;
    let tokens = (0..document.tokens.len()).filter(|index| folded.contains(document.folded[*index]));
    let told = tokens.map(|index| document.word(index)).filter(|word| words.contains(word));
    told.collect::<HashSet<_>>().len() >= ENOUGH
}

/// Whether what was taken for a name is a common noun with a capital: "the Amir", "the Kingdom", "the Agency".
fn is_common(text: &str, mention: Mention) -> bool {
    let name = mention.span.slice(text);
    match mention.label {
        Label::Person => has_article(text, mention.span) && names::title(name).is_some(),
        Label::Place => matches!(name, "Kingdom" | "State" | "City" | "Republic" | "Zone" | "Centre"),
        Label::Organization => {
            matches!(name, "Agency" | "Court" | "College" | "Chamber" | "Board" | "Bank" | "Church")
        }
        Label::Group | Label::Work | Label::Event | Label::Law | Label::Date | Label::Other => false,
    }
}

/// "Latin American" is one group, not two.
fn join_groups(document: &Document<'_>, prepared: &Prepared, mentions: &mut Vec<Mention>) {
    let demonyms = lists::bits("demonyms");
    mentions.dedup_by(|next, last| {
        let both = last.span.cover(next.span);
        let groups = last.label == Label::Group && next.label == Label::Group;
        let one = groups
            && &document.article.text[last.span.end()..next.span.start()] == " "
            && prepared.is_entry(tokens(document, both), demonyms);
        if one {
            last.span = both;
        }
        one
    });
}

/// Acronyms in brackets behind the name of an organization whose letters they are, or before it.
fn acronyms(document: &Document<'_>, mentions: &[Mention]) -> Vec<String> {
    let mut out = Vec::new();
    for mention in mentions.iter().filter(|mention| mention.label == Label::Organization) {
        let range = tokens(document, mention.span);
        let name = mention.span.slice(&document.article.text);
        let word = |index: Option<usize>| {
            index.filter(|index| *index < document.tokens.len()).map_or("", |index| document.word(index))
        };
        let behind = (word(Some(range.end)) == "(" && word(Some(range.end + 2)) == ")")
            .then(|| word(Some(range.end + 1)));
        let bracketed = word(range.start.checked_sub(1)) == "(" && word(Some(range.end)) == ")";
        let before = bracketed.then(|| word(range.start.checked_sub(2)));
        out.extend(
            behind.into_iter().chain(before).filter(|word| abbreviates(word, name)).map(str::to_owned),
        );
    }
    out
}

/// Whether the letters of an acronym are, in order, initials of the words of a name.
fn abbreviates(acronym: &str, name: &str) -> bool {
    let mut initials = name
        .split(|char: char| !char.is_alphanumeric())
        .filter_map(|word| word.chars().next())
        .flat_map(char::to_uppercase);
    let letters: Vec<char> = acronym.chars().filter(|char| char.is_alphabetic()).collect();
    letters.len() >= 2
        && letters.iter().filter(|letter| letter.is_uppercase()).count() * 2 > letters.len()
        && letters
            .iter()
            .filter(|letter| letter.is_uppercase())
            .all(|letter| initials.any(|initial| initial == *letter))
}

/// Gives a wording the label that it has most often.
fn vote(text: &str, known: &Known, mentions: &mut [Mention]) {
    for mention in mentions {
        let label = known.voted(mention.span.slice(text), mention.label);
        // "The Hill" is no person, whoever else is called Hill.
        if label != Label::Person || !has_article(text, mention.span) {
            mention.label = label;
        }
    }
}

/// Gives a wording that this article has once or twice the label that it has in the other articles, unless a longer
/// name here says what it is: "Jordan" where Ada Jordan is named.
fn give_way(text: &str, elsewhere: &Known, mentions: &mut [Mention]) {
    let mut uses: HashMap<String, usize> = HashMap::new();
    let mut parts: HashSet<(String, Label)> = HashSet::new();
    for mention in mentions.iter() {
        let name = fold(mention.span.slice(text));
        if let [_, .., last] = name.split(' ').collect::<Vec<_>>().as_slice() {
            parts.insert(((*last).to_owned(), mention.label));
        }
        *uses.entry(name).or_default() += 1;
    }
    for mention in mentions.iter_mut() {
        let name = mention.span.slice(text);
        let folded = fold(name);
        if uses.get(&folded).is_some_and(|uses| *uses <= 2) && !parts.contains(&(folded, mention.label)) {
            mention.label = elsewhere.outvoted(name, mention.label);
        }
    }
}

/// "Secretary of the Council Ada Finn" is no organization: where the end of a name is a person whom the document
/// names elsewhere, or a title stands before him, the two come apart.
fn part_from_persons(text: &str, mentions: &mut Vec<Mention>) {
    let persons: HashSet<&str> = mentions
        .iter()
        .filter(|mention| mention.label == Label::Person)
        .map(|mention| mention.span.slice(text))
        .collect();
    let mut parted = Vec::with_capacity(mentions.len());
    for mention in mentions.iter() {
        let name = mention.span.slice(text);
        let body = matches!(mention.label, Label::Organization | Label::Place);
        let mut spaces = name.match_indices(' ').take(if body { 12 } else { 0 }).map(|(at, _)| at);
        let cut = spaces.find(|at| {
            let (front, person) = (&name[..*at], &name[at + 1..]);
            persons.contains(person) && (person.contains(' ') || names::title(front).is_some())
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
    use super::super::memo::Memo;
    use super::*;
    use crate::model::MentionKind;

    fn prepared(document: &Document<'_>) -> Prepared {
        Prepared::new(document, &mut Memo::new(1))
    }

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
        settle(&document, &prepared(&document), None, &mut mentions);
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
    fn acronyms_are_what_they_stand_for() {
        let body = ("Marsh Rescue Authority", Label::Organization);
        check(
            "The Marsh Rescue Authority (MRA) sent boats. Without the MRA none had come.",
            &[body, ("MRA", Label::Place)],
            &[body, ("MRA", Label::Organization), ("MRA", Label::Organization)],
        );
        check(
            "The Marsh Rescue Authority (Kelm) sent boats to Kelm.",
            &[body, ("Kelm", Label::Place), ("Kelm", Label::Place)],
            &[body, ("Kelm", Label::Place), ("Kelm", Label::Place)],
        );
    }

    #[test]
    fn names_are_found_where_the_models_passed_them_over() {
        let person = ("Ada Finn", Label::Person);
        check("ADA FINN LEAVES\n\nAda Finn left.", &[person], &[("ADA FINN", Label::Person), person]);
        check("Ada Finn lives in Ada Finn Road.", &[person], &[person]);
    }

    #[test]
    fn a_surname_is_not_what_has_an_article() {
        let (person, paper) = (("Ada Marsh", Label::Person), ("Marsh", Label::Organization));
        let text = "Ada Marsh wrote to The Marsh. Ada Marsh is ill.";
        check(text, &[person, paper, person], &[person, paper, person]);
    }

    #[test]
    fn a_group_of_two_words_is_one() {
        check(
            "Latin American ministers met.",
            &[("Latin", Label::Group), ("American", Label::Group)],
            &[("Latin American", Label::Group)],
        );
    }

    #[test]
    fn a_country_is_its_team_in_reports_of_matches() {
        let team = ("Kenya", Label::Organization);
        let text = "Kenya scored twice in the tournament before the goalkeeper of a tired squad slipped.";
        check(text, &[team], &[team]);
        check("Kenya signed the treaty.", &[team], &[("Kenya", Label::Place)]);
    }

    #[test]
    fn other_articles_decide_what_this_one_says_once() {
        let known = |label| {
            let article = crate::annotate::plain("Orvane fell. Orvane, again Orvane.");
            let mut known = Known::default();
            let spans = article.text.match_indices("Orvane").map(|(at, name)| Span::new(at, at + name.len()));
            let kind = MentionKind::Name;
            let names = spans.map(|span| Mention { span, kind, label, chain: None, tentative: false });
            known.add(&article.text, &names.collect::<Vec<_>>());
            known
        };
        let article = crate::annotate::plain("They met in Orvane.");
        let document = Document::new(&article);
        let settled = |label| {
            let span = Span::new(12, 18);
            let kind = MentionKind::Name;
            let mut names = vec![Mention { span, kind, label, chain: None, tentative: true }];
            settle(&document, &prepared(&document), Some(&known(Label::Place)), &mut names);
            (names[0].label, names[0].tentative)
        };
        assert_eq!(settled(Label::Organization), (Label::Place, false));
        let mut none = Vec::new();
        settle(&document, &prepared(&document), Some(&known(Label::Place)), &mut none);
        assert_eq!(none.len(), 1, "a name of the others is found here, too");
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
