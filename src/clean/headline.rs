//! Which line is the headline, and what stands for one where there is none.

use unicode_normalization::UnicodeNormalization;

use super::dateline;
use super::lines::{Block, Fate};
use super::shape;

/// Marks the headline among `blocks`: the line that equals `title`, or without a title the first line that reads
/// like one. Returns whether one was found.
pub(super) fn mark(blocks: &mut [Block], title: Option<&str>) -> bool {
    let at = match title {
        Some(title) => titled(blocks, title),
        None => untitled(blocks),
    };
    let Some(at) = at else { return false };
    blocks[at].fate = Fate::Headline;
    for block in blocks[..at].iter_mut().filter(|block| block.kept()) {
        if shape::words(&block.text) <= 6
            && !shape::ends_sentence(&block.text)
            && !block.lines.iter().any(|line| shape::opens_with_mark(line.text))
        {
            block.fate = Fate::Drop("kicker");
        }
    }
    // The same line once more, as pages have it above the text.
    let same = compared(&blocks[at].text);
    for block in blocks[at + 1..].iter_mut().filter(|block| block.kept()).take(4) {
        if begins_like(&block.text, &same) && compared(&block.text) == same {
            block.fate = Fate::Drop("headline");
        }
    }
    true
}

/// Joins a headline whose first line ends in a semicolon with the line right below.
pub(super) fn join_halves(blocks: &mut Vec<Block>) {
    let Some(at) = blocks.iter().position(Block::kept) else { return };
    let below = blocks.get(at + 1).is_some_and(|next| next.kept() && !next.gap() && next.text.len() < 240);
    if below && blocks[at].text.len() < 240 && blocks[at].text.ends_with(';') {
        let next = blocks.remove(at + 1);
        blocks[at].join(next);
    }
}

/// Whether the first line of a block is half a headline.
fn is_joined(block: &Block) -> bool {
    block.lines.len() == 2 && block.lines[0].text.ends_with(';')
}

/// Kept lines that are looked at for a headline.
const NEAR_TOP: usize = 8;

fn titled(blocks: &[Block], title: &str) -> Option<usize> {
    let wanted = compared(title);
    if wanted.is_empty() {
        return None;
    }
    let kept = blocks.iter().enumerate().filter(|(_, block)| block.kept()).take(NEAR_TOP);
    let lines: Vec<(usize, String)> = kept
        // All that fits begins as the title does.
        .filter(|(_, block)| block.text.len() < 400 && begins_like(&block.text, &wanted))
        .map(|(at, block)| (at, compared(&block.text)))
        .collect();
    let top = |fits: &dyn Fn(&str) -> bool| lines.iter().find(|(_, line)| fits(line)).map(|(at, _)| *at);
    let shorter = without_outlet(title).map(compared).filter(|shorter| shorter.len() >= 12);
    top(&|line| line == wanted)
        .or_else(|| shorter.and_then(|shorter| top(&|line| line == shorter)))
        // A title that was cut short on the way here.
        .or_else(|| {
            top(&|line| {
                wanted.len() >= 40 && line.starts_with(wanted.as_str()) && line.len() <= wanted.len() * 2
            })
        })
}

/// "Soup is cold - The Ladle" without its last part.
fn without_outlet(title: &str) -> Option<&str> {
    let cut = [" | ", " - ", " – ", " — "].iter().filter_map(|mark| title.rfind(mark)).max()?;
    Some(&title[..cut])
}

/// Whether what makes a headline the same may begin with `compared` or with a part of it: surely not where this is
/// false. The letters and figures tell before the first character beyond ASCII.
fn begins_like(text: &str, compared: &str) -> bool {
    let telling = text.bytes().filter(|byte| !byte.is_ascii() || byte.is_ascii_alphanumeric());
    let differ = telling.zip(compared.bytes()).find(|(own, other)| own.to_ascii_lowercase() != *other);
    differ.is_none_or(|(own, _)| !own.is_ascii())
}

/// What makes two headlines the same: their letters and figures.
fn compared(text: &str) -> String {
    let mut letters = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let ascii = rest.find(|char: char| !char.is_ascii()).unwrap_or(rest.len());
        let (plain, behind) = rest.split_at(ascii);
        letters
            .extend(plain.chars().filter(char::is_ascii_alphanumeric).map(|char| char.to_ascii_lowercase()));
        // Nothing that stands beyond ASCII is changed by what does not.
        let (other, behind) =
            behind.split_at(behind.find(|char: char| char.is_ascii()).unwrap_or(behind.len()));
        letters.extend(other.nfkd().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase));
        rest = behind;
    }
    letters
}

fn untitled(blocks: &[Block]) -> Option<usize> {
    let mut seen = 0;
    for (at, block) in blocks.iter().enumerate().filter(|(_, block)| block.kept()) {
        let text = &block.text;
        let followed = blocks[at + 1..]
            .iter()
            .any(|next| next.kept() && (next.text.len() > 60 || shape::ends_sentence(&next.text)));
        if followed && (is_joined(block) || reads_like_headline(text)) {
            return Some(at);
        }
        seen += 1;
        if seen == 3
            || shape::is_running(text)
            || dateline::find(text).is_some()
            || shape::opens_with_mark(text)
        {
            return None;
        }
    }
    None
}

fn reads_like_headline(text: &str) -> bool {
    if !(8..=240).contains(&text.len()) || !(2..=32).contains(&shape::words(text)) {
        return false;
    }
    let count = shape::words(text);
    let begins = text
        .starts_with(|char: char| char.is_uppercase() || char.is_numeric() || "“‘\"'$£€#@«¿¡".contains(char))
        || title_case(text) >= 0.7;
    if !begins || dateline::find(text).is_some() {
        return false;
    }
    let bare = text.trim_end_matches(['"', '”', '’', '\'', ')', ' ']);
    if bare.ends_with('.') && !bare.ends_with("...") {
        return count <= 20
            && (title_case(text) >= 0.7
                || (count <= 12 && lead_words(text) <= 1 && !shape::opens_with_mark(text)));
    }
    // A whole quotation is what somebody says, not what an editor writes.
    let quoted = shape::opens_with_mark(text) && bare.ends_with([',', '!', '?']) && bare.len() < text.len();
    !quoted && !bare.ends_with([',', ':'])
}

/// The share of words that begin with a capital, the first and the small ones apart.
fn title_case(text: &str) -> f32 {
    const SMALL: &str = " a an the of in on to for and but or nor as at by from with is it its s t vs v with over after about not up ";
    let telling: Vec<&str> = text
        .split(|char: char| !(char.is_alphabetic() || char == '’' || char == '\''))
        .filter(|word| !word.is_empty())
        .skip(1)
        .filter(|word| !SMALL.contains(&format!(" {} ", word.to_lowercase())))
        .collect();
    let capitals = telling
        .iter()
        .filter(|word| word.trim_start_matches(['‘', '’', '\'']).starts_with(char::is_uppercase))
        .count();
    capitals as f32 / telling.len().max(1) as f32
}

/// How much a sentence reads like the first of an article: small words that headlines save, and days (twice).
/// On 840 headlines with a full stop and 144 first sentences of up to 20 words, at most one in at most 12 words
/// (or capitals throughout) kept 97% of the first and 12% of the second.
fn lead_words(text: &str) -> usize {
    text.split(|char: char| !char.is_alphabetic())
        .map(|word| match word {
            "the" | "a" | "an" | "his" | "her" | "their" | "has" | "have" | "had" | "was" | "were"
            | "said" => 1,
            "Monday" | "Tuesday" | "Wednesday" | "Thursday" | "Friday" | "Saturday" | "Sunday" => 2,
            _ => 0,
        })
        .sum()
}

/// Characters that a headline made from the first sentence may have.
const LONGEST: usize = 110;

/// The first sentence of `text`, cut at a word where it is long.
pub(super) fn from_lead(text: &str) -> String {
    let mut end = text.len();
    let mut space = 0;
    let mut word_start = 0;
    for (count, (at, char)) in text.char_indices().enumerate() {
        if count > LONGEST {
            let cut = if space == 0 { at } else { space };
            return format!("{}…", text[..cut].trim_end_matches([' ', ',', ';', ':', '-', '–', '—']));
        }
        if char.is_whitespace() {
            space = at;
            if ends_here(&text[word_start..at], &text[at..]) {
                end = at;
                break;
            }
            word_start = at + char.len_utf8();
        }
    }
    text[..end].trim().to_owned()
}

/// Whether a sentence ends with `word`, before `rest`.
fn ends_here(word: &str, rest: &str) -> bool {
    let bare = word.trim_end_matches(['"', '”', '’', '\'', ')']);
    let next_upper =
        rest.trim_start().starts_with(|char: char| char.is_uppercase() || "“\"‘0123456789".contains(char));
    let Some(stem) = bare.strip_suffix(['.', '!', '?']) else { return false };
    const SHORT: &str = " mr mrs ms messrs dr gov sen rep sens reps st gen lt col sgt prof jr sr jan feb aug sept oct nov dec no rev hon pres ";
    let short = stem.chars().count() <= 1
        || stem.contains('.')
        || SHORT.contains(&format!(" {} ", stem.trim_start_matches(['(', '“', '"']).to_lowercase()));
    next_upper && !(bare.ends_with('.') && short)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::lines;

    fn check(text: &str, title: Option<&str>, headline: Option<&str>) {
        let (_, lines) = lines::split(text, 0);
        let mut blocks = lines::blocks(&lines);
        join_halves(&mut blocks);
        mark(&mut blocks, title);
        let found = blocks.iter().find(|block| block.fate == Fate::Headline).map(|block| block.text.as_ref());
        assert_eq!(found, headline, "{text}");
    }

    const BODY: &str =
        "\n\nThe soup that the cook of Elsin spilled on Monday was still cold, the cook said.\n\nHe left.";

    #[test]
    fn a_headline_stands_above_the_text() {
        for line in [
            "Soup is cold in Elsin",
            "Elsin Cook Spills Soup, Blames ‘Wind.’",
            "Cook spills soup.",
            "‘Cold’ soup: what now?",
            "He said ‘Soup’ 9 times. Then the cook heard it",
            "8 cooks, no soup",
        ] {
            check(&format!("{line}{BODY}"), None, Some(line));
        }
    }

    #[test]
    fn a_headline_may_have_two_halves() {
        check(
            &format!("Soup is cold;\nThe cook blames the wind.{BODY}"),
            None,
            Some("Soup is cold; The cook blames the wind."),
        );
    }

    #[test]
    fn a_first_sentence_is_no_headline() {
        for line in [
            "The soup of Elsin was spilled on Monday, a cook said.",
            "“The soup is cold!” she said.",
            "ELSIN (Norwire) - Soup is cold",
            "“Soup,”",
            "soup",
        ] {
            check(&format!("{line}{BODY}"), None, None);
        }
        check("Soup is cold", None, None);
    }

    #[test]
    fn a_title_finds_its_line() {
        let text = format!("FOOD\n\nCafé’s soup is “cold”{BODY}");
        check(&text, Some("Cafe's Soup Is 'Cold' - The Ladle"), Some("Café’s soup is “cold”"));
        check(&text, Some("Another title altogether"), None);
    }

    #[test]
    fn the_lead_stands_in() {
        assert_eq!(
            from_lead("Mr. Finn left the U.S. on Monday. He ate."),
            "Mr. Finn left the U.S. on Monday."
        );
        let long = "word ".repeat(40);
        assert_eq!(from_lead(&long), format!("{}…", "word ".repeat(22).trim_end()));
        assert_eq!(from_lead(""), "");
        assert!(from_lead(&"a".repeat(500)).ends_with('…'));
    }
}
