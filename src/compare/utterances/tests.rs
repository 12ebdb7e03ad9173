//! What is retold in other words, and what is only like it, on invented reports.

use super::super::column::Column;
use super::super::entities;
use super::super::testing::report;
use super::utterances;

/// For each utterance the columns and first words of its quotes.
fn joined(texts: &[&str]) -> Vec<Vec<(usize, String)>> {
    let reports: Vec<_> =
        (0..).zip(texts).map(|(id, text)| report(&format!("a{id}"), "Ferry", None, text)).collect();
    let reports: Vec<_> = reports.iter().collect();
    let columns: Vec<Column<'_>> = reports.iter().map(|report| Column::new(report)).collect();
    let first_words = |column: usize, quote: usize| {
        let quote = columns[column].slice(reports[column].annotations.quotes[quote].span);
        quote.trim_start_matches('“').split(' ').take(2).collect::<Vec<_>>().join(" ")
    };
    utterances(&columns, &entities::link(&reports))
        .iter()
        .map(|found| {
            found.quotes.iter().map(|place| (place.column, first_words(place.column, place.index))).collect()
        })
        .collect()
}

fn check(texts: &[&str], expected: &[&[(usize, &str)]]) {
    let expected: Vec<Vec<(usize, String)>> = expected
        .iter()
        .map(|group| group.iter().map(|(column, words)| (*column, (*words).to_owned())).collect())
        .collect();
    assert_eq!(joined(texts), expected);
}

const PLEDGE: &str =
    "Odile Marsh said ⟨the town would take every legal step to protect the crews of the river ferries⟩.";
const LAWFUL: &str =
    "“We will use all lawful measures to defend the crews of our river ferries,” said Odile Marsh.";

#[test]
fn other_words_for_one_statement_are_one_utterance() {
    check(&[PLEDGE, LAWFUL], &[&[(0, "the town"), (1, "We will")]]);
}

#[test]
fn what_another_says_in_like_words_is_another_utterance() {
    let other = PLEDGE.replace("Odile Marsh", "Tom Ruiz");
    check(&[&other, LAWFUL], &[]);
}

#[test]
fn two_statements_about_one_thing_are_two() {
    check(
        &[
            "Odile Marsh said ⟨the pilot of the ferry slept when it ran onto the sandbank⟩.",
            "Odile Marsh said ⟨divers would look at the sandbank before the ferry sails with another pilot⟩.",
        ],
        &[],
    );
}

#[test]
fn what_was_said_on_an_earlier_occasion_needs_more_to_be_the_same() {
    let now =
        "Odile Marsh said ⟨the toll on the old bridge will harm the traders of the market in the valley⟩.";
    let then = "On Monday Odile Marsh said ⟨with a toll on that bridge traders and shops along the road would be hurt⟩.";
    check(&[now, then], &[&[(0, "the toll"), (1, "with a")]]);
    check(&[now, &then.replace("On Monday", "Years ago")], &[]);
}

#[test]
fn unnamed_speakers_are_one_where_they_are_called_alike() {
    let one = "A second official of the port said ⟨there’s nothing the line can do to force the issue⟩.";
    let other = "An official of the port said ⟨there is nothing that the line could do to force the matter⟩.";
    check(&[one, other], &[&[(0, "there’s nothing"), (1, "there is")]]);
    check(&[one, &other.replace("An official of the port", "A pilot")], &[]);
}

#[test]
fn each_joins_what_is_likest_to_it() {
    let less = "Odile Marsh said ⟨the town would protect the crews of the ferries⟩. ";
    check(&[&format!("{less}{PLEDGE}"), LAWFUL], &[&[(0, "the town"), (1, "We will")]]);
}

#[test]
fn what_stands_beside_a_joined_statement_needs_less() {
    let beside = "“Nobody asked us before the board sold the slipway,” said Odile Marsh. ";
    let one = "Odile Marsh said ⟨the keys of the boathouse had vanished with the treasurer before the flood, and nobody in town looked for either⟩.";
    let other = "Odile Marsh said ⟨keys were gone and with them a treasurer⟩.";
    check(&[one, other], &[]);
    check(
        &[&format!("{beside}{one}"), &format!("{beside}{other}")],
        &[&[(0, "Nobody asked"), (1, "Nobody asked")], &[(0, "the keys"), (1, "keys were")]],
    );
}

#[test]
fn what_stands_among_joined_statements_needs_no_order() {
    let gates = "“Nobody asked us before the board sold the slipway,” said Odile Marsh. ";
    let geese = "“Forty geese drowned under the weir in one night,” said Odile Marsh. ";
    let one = "Odile Marsh said ⟨that this is one of the parts of the ballast they keep⟩. ";
    let other = "Odile Marsh said ⟨some ballast lies with its crews⟩. ";
    let slipway = [(0, "Nobody asked"), (1, "Nobody asked")];
    let weir = [(0, "Forty geese"), (1, "Forty geese")];
    let ballast = [(0, "that this"), (1, "some ballast")];
    check(
        &[&format!("{gates}{one}{geese}"), &format!("{gates}{other}{geese}")],
        &[&slipway, &ballast, &weir],
    );
    // One near, or two that are not told by both, do not tell.
    check(&[&format!("{gates}{one}{geese}"), &format!("{gates}{other}")], &[&slipway]);
    // Nor do two of one statement, or two of which one is another's.
    check(
        &[&format!("{gates}{one}{gates}"), &format!("{gates}{other}{gates}")],
        &[&[(0, "Nobody asked"), (0, "Nobody asked"), (1, "Nobody asked"), (1, "Nobody asked")]],
    );
    let others = geese.replace("Odile Marsh", "Tom Ruiz");
    check(&[&format!("{gates}{one}{others}"), &format!("{gates}{other}{others}")], &[&slipway, &weir]);
    // Nor do two where the matter is another.
    let another = other.replace("ballast", "lantern");
    check(&[&format!("{gates}{one}{geese}"), &format!("{gates}{another}{geese}")], &[&slipway, &weir]);
}

#[test]
fn two_statements_told_as_one_join_it_both() {
    check(
        &[
            "Odile Marsh said ⟨that no law makes the town pay for the bridge⟩. \
             Odile Marsh said ⟨that the council is not bound by the minister’s order⟩.",
            "Odile Marsh said ⟨that no law makes a town pay for a bridge and that the council isn’t bound by any order of the minister⟩.",
        ],
        &[&[(0, "that no"), (0, "that the"), (1, "that no")]],
    );
}
