//! What the letters and marks of one line tell about it, without a list of words.

use std::sync::LazyLock;

use memchr::memmem::Finder;

/// Marks that open a quotation, wherever in the world.
const OPENING: [char; 10] = ['"', '“', '”', '„', '«', '»', '‘', '\'', '‹', '‟'];

/// Whether the first thing in a line, behind a bullet or a bracket, is a quotation mark.
pub(super) fn opens_with_mark(text: &str) -> bool {
    let text = text.trim_start_matches(|char: char| {
        char.is_whitespace() || matches!(char, '•' | '·' | '-' | '–' | '—' | '*' | '(' | '[' | '>')
    });
    text.starts_with(OPENING) || text.starts_with("``")
}

/// Whether a line ends as a sentence does.
pub(super) fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(['"', '”', '’', '\'', '»', ')', ']', '“', ' ']);
    bare.ends_with(['.', '!', '?', '…', '。', '।', '؟'])
        || (bare.len() < text.len() && bare.ends_with([',', ';']))
}

/// Whether a line is long and whole enough to be running text.
pub(super) fn is_running(text: &str) -> bool {
    (text.len() >= 80 && ends_sentence(text)) || text.len() >= 240
}

/// Number of words.
pub(super) fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

pub(super) fn is_separator(text: &str) -> bool {
    !text.chars().any(char::is_alphanumeric)
}

/// Whether a line is a web address and nothing else.
pub(super) fn is_address(text: &str) -> bool {
    let begins = ["http://", "https://", "www."]
        .iter()
        .any(|scheme| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)));
    begins && !text.contains(char::is_whitespace)
}

/// "01:15 - Source: KBU", "02:10".
pub(super) fn is_video_time(text: &str) -> bool {
    let Some((clock, rest)) =
        text.split_at_checked(text.find(|char: char| !matches!(char, '0'..='9' | ':')).unwrap_or(text.len()))
    else {
        return false;
    };
    let parts = || clock.split(':');
    let timed = !clock.is_empty()
        && (2..=3).contains(&parts().count())
        && parts().all(|part| (1..=2).contains(&part.len()));
    let rest = rest.trim_start_matches([' ', '-', '–', '—', '|']);
    timed && (rest.is_empty() || rest.to_ascii_lowercase().starts_with("source:"))
}

/// What credits of photographs say.
static MARKERS: LazyLock<[Finder<'static>; 22]> = LazyLock::new(|| {
    [
        "AP Photo",
        "Getty Images",
        "REUTERS/",
        "Reuters photo",
        "(Photo:",
        "(Photo by",
        "Photo by ",
        "Photo: ",
        "Photograph: ",
        "Photograph by",
        "Photos: ",
        "Photo illustration",
        "/AFP",
        "/EPA",
        "/AP)",
        "via AP)",
        "via REUTERS",
        "Shutterstock",
        "(Photo courtesy",
        "Photo courtesy",
        "Picture: ",
        "iStock",
    ]
    .map(Finder::new)
});

/// What each of them has a part of: most lines end without.
static PARTS: LazyLock<[Finder<'static>; 6]> =
    LazyLock::new(|| ["hoto", "/", "Getty", "via ", "tock", "Picture: "].map(Finder::new));

/// Whether a line ends in the credit of a photograph.
pub(super) fn has_photo_credit(text: &str) -> bool {
    let tail = last_chars(text, 90);
    let marked = PARTS.iter().any(|part| part.find(tail.as_bytes()).is_some())
        && MARKERS.iter().any(|marker| {
            marker.find(tail.as_bytes()).is_some_and(|at| {
                // The credit closes the line: no sentence follows it.
                let after = &tail[at..];
                super::shape::words(after) <= 12 && !has_sentence_break(after)
            })
        });
    marked || is_only_agency(text)
}

/// "(Getty Images)", "Ada Finn/AP": a credit alone in its line.
fn is_only_agency(text: &str) -> bool {
    let bare = text.trim_matches(['(', ')', '[', ']']);
    ["/AP", "/AFP", "/Reuters", "/Getty", "/EPA", "/Bloomberg", "/PA"]
        .iter()
        .any(|agency| bare.ends_with(agency))
        && words(bare) <= 6
}

fn last_chars(text: &str, count: usize) -> &str {
    if text.is_ascii() {
        return &text[text.len().saturating_sub(count + 1)..];
    }
    text.char_indices().rev().nth(count).map_or(text, |(at, _)| &text[at..])
}

/// Who worked on a report, in brackets or behind a dash, at its end.
pub(super) fn is_closing_credit(text: &str) -> bool {
    let bracketed = text.starts_with(['(', '[']) && text.ends_with([')', ']']);
    let dashed = text.starts_with("--") || text.starts_with('—') || text.starts_with('–');
    if !(bracketed || dashed) || words(text) > 40 {
        return false;
    }
    let folded = super::rules::fold(text);
    ["reporting", "contributed", "editing", "written by", "compiled", "last updated", "copyright"]
        .iter()
        .any(|word| folded.contains(word))
}

/// A line of seven words or more in capitals between paragraphs: the title of another report.
pub(super) fn is_shouted_link(text: &str) -> bool {
    let (mut letters, mut small) = (0, 0);
    for char in text.chars().filter(|char| char.is_alphabetic()) {
        letters += 1;
        small += usize::from(char.is_lowercase());
        // No line in small letters is read to its end.
        if small * 20 > text.len() {
            return false;
        }
    }
    // A lower-case "c" in "McCONNELL" is still shouting.
    letters >= 30 && small * 20 <= letters && words(text) >= 7 && !text.ends_with('.')
}

/// "[Read more about soup prices in Elsin]": brackets around a whole line that asks for a click.
pub(super) fn is_bracketed_link(text: &str) -> bool {
    let Some(inside) = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')) else { return false };
    let count = words(inside);
    const ASKING: [&str; 12] = [
        "Read", "READ", "See", "Click", "Watch", "WATCH", "More", "Related", "Also", "Here", "Sign", "Follow",
    ];
    let asks =
        inside.split(|char: char| !char.is_alphabetic()).next().is_some_and(|word| ASKING.contains(&word));
    asks && (3..=25).contains(&count) && !inside.contains(['[', ']'])
}

/// Whether a sentence ends inside `text` and another begins.
pub(super) fn has_sentence_break(text: &str) -> bool {
    // Of the word before: its length, and whether it begins with a capital, as "Sen." and "J." do.
    let (mut last_word, mut capital) = (0, false);
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        if char.is_alphanumeric() {
            capital = if last_word == 0 { char.is_uppercase() } else { capital };
            last_word += 1;
            continue;
        }
        let ended = matches!(char, '.' | '!' | '?') && last_word > if capital { 4 } else { 1 };
        if ended && chars.peek() == Some(&' ') {
            let mut after = chars.clone();
            after.next();
            if after.peek().is_some_and(|next| next.is_uppercase() || matches!(next, '“' | '"')) {
                return true;
            }
        }
        last_word = 0;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_seen_behind_a_bullet() {
        for text in ["“a", "\"a", "• ‘a", "(\"a", "``a", "«a", "- “a"] {
            assert!(opens_with_mark(text), "{text}");
        }
        assert!(!opens_with_mark("• a “b”"));
    }

    #[test]
    fn sentences_end_behind_marks() {
        for text in ["Soup.", "“Soup.”", "“Soup,”", "Soup?)", "Soup…"] {
            assert!(ends_sentence(text), "{text}");
        }
        for text in ["Soup", "Soup,", "the “soup”", ""] {
            assert!(!ends_sentence(text), "{text}");
        }
    }

    #[test]
    fn times_of_videos() {
        assert!(is_video_time("01:15 - Source: KBU"));
        assert!(is_video_time("1:02:03"));
        assert!(!is_video_time("10:30 in the morning it was"));
        assert!(!is_video_time("12"));
    }

    #[test]
    fn every_credit_has_a_part_that_tells() {
        for marker in MARKERS.iter() {
            assert!(PARTS.iter().any(|part| part.find(marker.needle()).is_some()), "{marker:?}");
        }
    }

    #[test]
    fn initials_end_no_sentence() {
        assert!(!has_sentence_break("J. Scott Finn and Mr. B. Tern of the U.S. Navy"));
        assert!(has_sentence_break("He left. Ada stayed"));
    }
}
