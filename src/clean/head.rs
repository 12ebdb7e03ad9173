//! What stands between the headline and the first paragraph: byline, date, address, highlights. Each is taken out
//! of the text into its field.

use super::dates;
use super::lines::{Block, Fate};
use super::outlets;
use super::shape;
use crate::model::Published;

/// What the head of a text told.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub(super) byline: Option<String>,
    pub(super) published: Option<Published>,
    pub(super) url: Option<String>,
    pub(super) outlet: Option<String>,
}

/// Lines that are looked at.
const LINES: usize = 40;

/// Reads the head, and takes its lines out.
pub(super) fn read(blocks: &mut [Block]) -> Head {
    let mut head = Head::default();
    let mut running = 0;
    for at in 0..blocks.len().min(LINES) {
        let text = blocks[at].text.clone();
        if blocks[at].fate == Fate::Drop("link") && head.url.is_none() {
            head.url = Some(text.into_owned());
            continue;
        }
        if !blocks[at].kept() || shape::opens_with_mark(&text) {
            continue;
        }
        if shape::is_running(&text) {
            // A byline may stand below the first paragraph, never below the second.
            running += 1;
            if running == 2 {
                break;
            }
        } else if dates::is_date_line(&text) {
            blocks[at].fate = Fate::Drop("date");
            head.published = head.published.or_else(|| dates::find(&text));
        } else if let Some(byline) = byline(&text) {
            blocks[at].fate = Fate::Drop("byline");
            head.published = head.published.or_else(|| dates::find(&text));
            head.byline.get_or_insert(byline);
        } else if let Some(outlet) = signature(blocks, at) {
            blocks[at].fate = Fate::Drop("byline");
            blocks[at + 1].fate = Fate::Drop("outlet");
            head.byline.get_or_insert(text.into_owned());
            head.outlet.get_or_insert(outlet.to_owned());
        }
    }
    head
}

/// The names of "By Ada Finn and Bo Tern, KBU | May 3, 2019".
fn byline(text: &str) -> Option<String> {
    let rest = ["By ", "BY ", "by ", "Written by ", "By: ", "Story by "]
        .iter()
        .find_map(|start| text.strip_prefix(start))?;
    let rest = rest.split(['|', '•', '·']).next()?.trim();
    if rest.len() > 120 || shape::ends_sentence(rest) && !rest.ends_with("Jr.") {
        return None;
    }
    let small = |word: &str| {
        matches!(
            word,
            "and"
                | "for"
                | "in"
                | "of"
                | "the"
                | "at"
                | "de"
                | "da"
                | "van"
                | "von"
                | "der"
                | "bin"
                | "al"
                | "del"
                | "di"
                | "la"
                | "le"
                | "&"
                | "with"
        )
    };
    let named = |word: &&str| word.starts_with(char::is_uppercase);
    let names = rest.split_whitespace().take_while(|word| named(word)).count();
    let all = rest.split(',').next()?.split_whitespace().all(|word| named(&word) || small(word));
    // "By Ada Finn, science editor": behind the comma a role may be in small letters.
    let sound = all
        && !rest.contains(|char: char| char.is_ascii_digit() || char == '%')
        && names + usize::from(rest.starts_with("the ")) >= 1;
    let several = rest.split_whitespace().filter(named).count() >= 2;
    (sound && several).then(|| rest.to_owned())
}

/// The outlet of the line below a name alone: "Ada Finn" over "USA TODAY".
fn signature(blocks: &[Block], at: usize) -> Option<&'static str> {
    let next = blocks.get(at + 1).filter(|next| next.kept())?;
    let name = &blocks[at].text;
    let short = (2..=6).contains(&shape::words(name)) && at > 0;
    let named = name
        .split_whitespace()
        .all(|word| word.starts_with(char::is_uppercase) || word == "and" || word == "de");
    if short && named && !shape::ends_sentence(name) { outlets::by_name(&next.text) } else { None }
}

/// Takes out a list of highlights: its heading, and what stands below it up to the running text.
pub(super) fn drop_highlights(blocks: &mut [Block]) {
    let is_heading = |block: &Block| {
        if block.text.len() > 40 || !block.kept() {
            return false;
        }
        let folded = super::rules::fold(&block.text);
        matches!(folded.trim_end_matches(':'), "story highlights" | "highlights" | "key points")
    };
    let Some(heading) = blocks.iter().take(LINES).position(is_heading) else { return };
    blocks[heading].fate = Fate::Drop("story highlights");
    for block in blocks[heading + 1..].iter_mut().take(7) {
        let text = &block.text;
        let bulleted = text.starts_with(['•', '-', '*', '·', '–', '▪']);
        let open = !shape::ends_sentence(text) && text.len() < 180;
        let dateline = super::dateline::find(text).is_some();
        if shape::opens_with_mark(text) || dateline || !(bulleted || open) {
            break;
        }
        if block.kept() {
            block.fate = Fate::Drop("story highlights");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::lines;

    fn check(text: &str) -> (Head, Vec<Fate>) {
        let (_, lines) = lines::split(text, 0);
        let mut blocks = lines::blocks(&lines);
        drop_highlights(&mut blocks);
        let head = read(&mut blocks);
        (head, blocks.iter().map(|block| block.fate).collect())
    }

    #[test]
    fn bylines_are_names() {
        for (line, names) in [
            ("By Ada Finn and Bo Tern", "Ada Finn and Bo Tern"),
            ("By Ada Finn, KBU", "Ada Finn, KBU"),
            ("BY ADA FINN | May 3, 2019", "ADA FINN"),
            ("By Ada de la Finn, science editor", "Ada de la Finn, science editor"),
        ] {
            assert_eq!(byline(line).as_deref(), Some(names), "{line}");
        }
        for line in [
            "By no means over",
            "By Monday the soup was cold.",
            "By 58%-33%, they ate",
            "By contrast Mr. Finn ate.",
        ] {
            assert_eq!(byline(line), None, "{line}");
        }
    }

    #[test]
    fn a_byline_carries_its_date() {
        let (head, fates) = check("Soup is cold\nBy Ada Finn | May 3, 2019\nThe soup was cold.");
        assert_eq!(head.byline.as_deref(), Some("Ada Finn"));
        assert_eq!(head.published.map(|published| published.iso).as_deref(), Some("2019-05-03"));
        assert_eq!(fates, [Fate::Keep, Fate::Drop("byline"), Fate::Keep]);
    }

    #[test]
    fn highlights_end_where_the_text_begins() {
        let (_, fates) =
            check("Story highlights\n\nSoup is cold\n\nCook blames wind\n\nElsin KBU —\n\nThe soup");
        assert_eq!(fates.iter().filter(|fate| **fate == Fate::Drop("story highlights")).count(), 3);
        let (_, fates) = check("Story highlights\n“Soup,” she said\nSoup");
        assert_eq!(fates, [Fate::Drop("story highlights"), Fate::Keep, Fate::Keep]);
    }

    #[test]
    fn a_name_over_an_outlet_is_a_byline() {
        let (head, _) = check("Soup is cold\nAda Finn\nUSA TODAY\nThe soup was cold.");
        assert_eq!((head.byline.as_deref(), head.outlet.as_deref()), (Some("Ada Finn"), Some("USA Today")));
    }
}
