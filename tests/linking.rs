//! Linking within a story: who is whom across two reports of one event. All texts are our own.
//!
//! A case names pairs of wordings that must be one entity and pairs that must not. A wrong merge fails at once; of
//! the right merges nine of ten must be made. `examples/evaluate` prints B³ over the same stories.

#[path = "linking/cases.rs"]
mod cases;

#[test]
fn right_merges_are_made_and_wrong_ones_never() {
    let cases::Outcome { stories, traps, right, missed, wrong, wordings } = cases::outcome();
    let all = right + missed.len();
    eprintln!(
        "{stories} stories: right merges {right} of {all}, wrong merges {} of {traps} traps",
        wrong.len()
    );
    eprintln!("missed: {missed:#?}");
    assert!(stories >= 60 && traps >= 60, "{stories} stories and {traps} traps are too few");
    assert!(wordings.len() >= all, "{} wordings are too few for {all} merges", wordings.len());
    assert!(wrong.is_empty(), "wrong merges: {wrong:#?}");
    assert!(right * 10 >= all * 9, "{right} of {all} right merges: missed {missed:#?}");
}
