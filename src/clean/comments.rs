//! Where the comments of readers begin: everything from there on is no article.

use super::lines::{Block, Fate};
use super::rules::fold;
use super::shape;

/// How surely a line begins the comments.
#[derive(PartialEq, Eq)]
enum Sign {
    /// "5 thoughts on …", "Your email address will not be published".
    Sure,
    /// "Join the Conversation": also a link within an article.
    Likely,
}

fn sign(text: &str) -> Option<Sign> {
    if text.len() > 400 || shape::opens_with_mark(text) {
        return None;
    }
    // Few lines begin as a sign does: the others are not folded to their end.
    let begun = text.trim_start_matches(is_frame);
    let plain = begun.get(..2).filter(|two| two.bytes().all(|byte| byte.is_ascii_alphabetic()));
    if plain.is_some_and(|two| !signs().any(|sign| sign[..2].eq_ignore_ascii_case(two))) {
        return None;
    }
    let head = fold(&begun[..begun.char_indices().nth(6).map_or(begun.len(), |(at, _)| at)]);
    if !signs().any(|sign| sign.starts_with(head.as_str())) {
        return None;
    }
    let folded = fold(begun);
    let bare = folded.trim_end_matches(is_frame);
    if SURE_STARTS.iter().any(|start| bare.starts_with(start)) || SURE.contains(&bare) {
        return Some(Sign::Sure);
    }
    LIKELY.contains(&bare).then_some(Sign::Likely)
}

/// What a line begins with that is a sign.
fn signs() -> impl Iterator<Item = &'static str> {
    SURE_STARTS.iter().chain(&SURE).chain(&LIKELY).copied()
}

/// Marks and spaces around a line.
fn is_frame(char: char) -> bool {
    !char.is_alphanumeric() && char != '#'
}

/// Beginnings of lines that are sure signs.
const SURE_STARTS: [&str; 7] = [
    "# thoughts on ",
    "# thought on ",
    "one thought on ",
    "# responses to \"",
    "# comments on \"",
    "your email address will not be published",
    "your e-mail address will not be published",
];

/// Whole lines that are.
const SURE: [&str; 5] =
    ["leave a reply", "leave a comment", "leave a reply cancel reply", "post a comment", "add a comment"];

/// Whole lines that are likely signs.
const LIKELY: [&str; 11] = [
    "join the conversation",
    "comments",
    "# comments",
    "# comment",
    "reader comments",
    "comments (#)",
    "conversation",
    "discussion",
    "view all comments",
    "join the discussion",
    "what do you think",
];

/// Takes out the comments: from the first sure sign below some running text, or from a likely one below most of it.
pub(super) fn drop_all(blocks: &mut [Block]) {
    let total: usize = blocks.iter().map(|block| block.text.len()).sum();
    let (mut above, mut running) = (0, 0);
    let mut begin = None;
    for (at, block) in blocks.iter_mut().enumerate() {
        match sign(&block.text) {
            Some(Sign::Sure) if running > 0 || above > 200 => begin = Some(at),
            Some(Sign::Likely) if running > 0 && above * 10 >= total * 6 => begin = Some(at),
            Some(_) => block.fate = Fate::Drop("comments"),
            None => {}
        }
        if begin.is_some() {
            break;
        }
        above += block.text.len();
        running += usize::from(shape::is_running(&block.text));
    }
    for block in begin.map_or(&mut [][..], |at| &mut blocks[at..]) {
        block.fate = Fate::Drop("comments");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::lines;

    const BODY: &str =
        "The soup that the cook of Elsin spilled on Monday was still cold, the cook said on Tuesday.\n";

    fn kept(text: &str) -> usize {
        let (_, lines) = lines::split(text, 0);
        let mut blocks = lines::blocks(&lines);
        drop_all(&mut blocks);
        blocks.iter().filter(|block| block.kept()).count()
    }

    #[test]
    fn comments_end_the_article() {
        assert_eq!(kept(&format!("{BODY}\n2 thoughts on “Soup”\n\n1. “Ha”\n\n{BODY}{BODY}{BODY}")), 1);
        assert_eq!(
            kept(&format!("{BODY}{BODY}Join the Conversation\nYour email address will not be published.")),
            2
        );
    }

    #[test]
    fn a_link_to_them_does_not() {
        assert_eq!(kept(&format!("Soup\nLeave a comment\n{BODY}{BODY}")), 3);
        assert_eq!(kept(&format!("{BODY}12 Comments\n{BODY}{BODY}{BODY}")), 4);
    }
}
