//! Sentences in, figures out.

use super::*;
use crate::annotate::plain;

/// Text, value, unit, noun, hedge.
type Expected<'t> = (&'t str, f64, Option<&'t str>, Option<&'t str>, Option<&'t str>);

#[track_caller]
fn check(text: &str, expected: &[Expected<'_>]) {
    let article = plain(text);
    let found = figures(&Document::new(&article));
    let found: Vec<_> = found
        .iter()
        .map(|figure| {
            let (unit, noun, hedge) =
                (figure.unit.as_deref(), figure.noun.as_deref(), figure.hedge.as_deref());
            (figure.span.slice(text), figure.value, unit, noun, hedge)
        })
        .collect();
    assert_eq!(found, expected, "in: {text}");
}

#[test]
fn money_with_its_purpose() {
    check(
        "It would cost about $21.6 billion, and a €3m bridge more.",
        &[
            ("$21.6 billion", 21.6e9, Some("USD"), None, Some("about")),
            ("€3m", 3e6, Some("EUR"), Some("bridge"), None),
        ],
    );
}

#[test]
fn counts_with_what_they_count() {
    check(
        "More than 5,000 new border agents and twelve dogs came.",
        &[
            ("5,000", 5000.0, None, Some("agent"), Some("More than")),
            ("twelve", 12.0, None, Some("dog"), None),
        ],
    );
}

#[test]
fn numbers_in_words() {
    check(
        "Forty-nine sailors and three dozen dogs, half a dozen cats; two hundred and six letters, a hundred and fifty guests.",
        &[
            ("Forty-nine", 49.0, None, Some("sailor"), None),
            ("three dozen", 36.0, None, Some("dog"), None),
            ("half a dozen", 6.0, None, Some("cat"), None),
            ("two hundred and six", 206.0, None, Some("letter"), None),
            ("a hundred and fifty", 150.0, None, Some("guest"), None),
        ],
    );
}

#[test]
fn numbers_in_many_words() {
    check(
        "One thousand two hundred bricks, ninety nine tiles and twenty-five thousand three hundred forty-two nails.",
        &[
            ("One thousand two hundred", 1200.0, None, Some("brick"), None),
            ("ninety nine", 99.0, None, Some("tile"), None),
            ("twenty-five thousand three hundred forty-two", 25_342.0, None, Some("nail"), None),
        ],
    );
    check(
        "Half a million dollars, one and a half million euros, a million and a half dollars.",
        &[
            ("Half a million dollars", 5e5, Some("USD"), None, None),
            ("one and a half million euros", 1.5e6, Some("EUR"), None, None),
            ("a million and a half dollars", 1.5e6, Some("USD"), None, None),
        ],
    );
    check(
        "Between one hundred and two hundred goats ate two hundred and fifty thousand leaves.",
        &[
            ("one hundred", 100.0, None, Some("goat"), Some("Between")),
            ("two hundred", 200.0, None, Some("goat"), None),
            ("two hundred and fifty thousand", 250_000.0, None, Some("leave"), None),
        ],
    );
}

#[test]
fn what_is_no_number_counts_nothing() {
    check("Several hundred people came, tens of thousands of dogs; both ferries and a pair of tugs.", &[]);
    check("Four in ten sailors agreed, and one in five pilots.", &[]);
}

#[test]
fn the_first_of_a_range_has_the_scale_of_the_second() {
    check(
        "It cost between $5 and $10 million for 3 to 4 million people.",
        &[
            ("$5", 5e6, Some("USD"), None, Some("between")),
            ("$10 million", 1e7, Some("USD"), None, None),
            ("3", 3e6, None, Some("person"), None),
            ("4 million", 4e6, None, Some("person"), None),
        ],
    );
}

#[test]
fn the_dead_are_counted_without_a_noun() {
    check(
        "At least 49 dead, officials said after 911 calls.",
        &[("49", 49.0, None, Some("person"), Some("At least"))],
    );
}

#[test]
fn shares_and_measures() {
    check("Some 12 percent fell", &[("12 percent", 12.0, Some("percent"), None, Some("Some"))]);
    check("a 40-kilometer road", &[("40-kilometer", 40.0, Some("kilometer"), Some("road"), None)]);
}

#[test]
fn dates_and_labels_are_no_figures() {
    check("On May 4, 2016, at 5 p.m., Flight 370 left in 2014. Mr. Abel, 44, slept.", &[]);
    check("She told “60 Minutes” of the 2012 attacks.", &[]);
}
