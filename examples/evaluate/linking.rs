//! Linking within a story, over the stories of our own in `tests/linking`: B-cubed of their wordings, and how many
//! right and wrong merges were made.

use super::Scores;
use super::stories::b_cubed;

#[path = "../../tests/linking/cases.rs"]
mod cases;

pub(crate) fn score() -> Scores {
    let outcome = cases::outcome();
    let right = outcome.right as f64 / (outcome.right + outcome.missed.len()) as f64;
    for line in &outcome.missed {
        eprintln!("not merged: {line}");
    }
    for line in &outcome.wrong {
        eprintln!("wrongly merged: {line}");
    }
    eprintln!("linking: {} stories, {} traps", outcome.stories, outcome.traps);
    Scores::from([
        ("b3".to_owned(), b_cubed(&outcome.wordings)),
        ("right_merges".to_owned(), right),
        ("wrong_merges".to_owned(), outcome.wrong.len() as f64),
    ])
}
