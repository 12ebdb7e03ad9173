//! Characters that nobody sees, and letters that pass for others: taken out, or told.
//!
//! A name that a soft hyphen or a space of no width cuts in two is the same name; a mark that turns the direction of
//! writing shows words in another order than they are read in. Joiners stay: emoji and some scripts need them.

use std::borrow::Cow;

use crate::scan;

use super::repair::Repair;

/// Whether a character is not seen, and means nothing to a text in lines from left to right.
pub(super) fn is_hidden(char: char) -> bool {
    matches!(
        char,
        '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{180e}' | '\u{2060}'
            ..='\u{2064}' | '\u{feff}'
    ) || turns(char)
}

/// Whether it turns the direction of what follows, however the letters themselves run.
fn turns(char: char) -> bool {
    matches!(char, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Every run of hidden characters in `text` between these bytes, to be taken out.
pub(super) fn runs(text: &str, mut from: usize, to: usize) -> impl Iterator<Item = Repair> {
    std::iter::from_fn(move || {
        let start = next(text, from, to)?;
        let end = text[start..to].find(|char| !is_hidden(char)).map_or(to, |length| start + length);
        from = end;
        Some(Repair { start, end, text: String::new() })
    })
}

/// The first hidden character between these bytes. Few bytes begin one.
fn next(text: &str, mut from: usize, to: usize) -> Option<usize> {
    let begins =
        |byte: u8| (byte == 0xc2) | (byte == 0xd8) | (byte == 0xe1) | (byte == 0xe2) | (byte == 0xef);
    loop {
        let at = from + scan::position(&text.as_bytes()[from..to], begins)?;
        let char = text[at..].chars().next()?;
        if is_hidden(char) {
            return Some(at);
        }
        from = at + char.len_utf8();
    }
}

/// `text` without them.
pub(super) fn without(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(|char| !is_hidden(*char)).collect())
}

/// What a reader should know of a file's characters.
pub(super) fn doubts(source: &str, shown: &[&str]) -> Vec<String> {
    let mut doubts = Vec::new();
    // All of them begin with this byte.
    let may_turn = memchr::memchr_iter(0xe2, source.as_bytes());
    let turning = may_turn.filter(|at| source[*at..].starts_with(turns)).count();
    if turning > 0 {
        let marks = if turning == 1 { "1 mark".to_owned() } else { format!("{turning} marks") };
        doubts.push(format!("{marks} that would turn the direction of writing: taken out."));
    }
    // Greek and Cyrillic letters begin with these bytes; hardly any text has them.
    let has = |bytes: &[u8]| bytes.iter().fold(false, |has, byte| has | matches!(byte, 0xcd..=0xd3));
    let foreign = shown.iter().filter(|text| text.as_bytes().chunks(256).any(has));
    let mut words = foreign.flat_map(|text| text.split(|char: char| !char.is_alphabetic()));
    if let Some(word) = words.find(|word| is_mixed(word)) {
        doubts.push(format!(
            "“{word}” mixes Latin letters with others that only look like them: it is not taken for the word that it \
             looks like."
        ));
    }
    doubts
}

/// Letters of the Cyrillic and the Greek alphabet that look like Latin ones.
const ALIKE: &str = "аеорсухіјѕһԁԛԝАВЕЅЗІЈКМНОРСТУХοΑΒΕΖΗΙΚΜΝΟΡΤΥΧ";

fn is_mixed(word: &str) -> bool {
    !word.is_ascii()
        && word.contains(|char: char| char.is_ascii_alphabetic())
        && word.contains(|char| ALIKE.contains(char))
}

#[cfg(test)]
mod tests {
    use crate::clean::clean;
    use crate::model::{Article, RawArticle, Span};

    fn article(text: &str) -> Article {
        clean(&RawArticle { file: "a.txt".into(), text: text.into(), ..RawArticle::default() })
    }

    #[test]
    fn names_are_whole_and_lead_back_to_the_file() {
        let source =
            "Ja\u{200b}ne Smi\u{ad}th sa\u{2060}id \u{201c}hi\u{feff} all\u{201d} to the cooks of Elsin.";
        let made = article(source);
        assert_eq!(made.text, "Jane Smith said \u{201c}hi all\u{201d} to the cooks of Elsin.");
        let at = made.text.find("Smith").expect("a name");
        let (from, to) = made.offsets.to_source(&made.text, Span::new(at, at + 5));
        let origin: String = source.chars().skip(from).take(to - from).collect();
        assert_eq!(origin, "Smi\u{ad}th");
        assert!(made.warnings.is_empty(), "{:?}", made.warnings);
    }

    #[test]
    fn what_begins_like_a_hidden_character_is_found() {
        let hidden = (0..=0x10_ffff).filter_map(char::from_u32).filter(|char| super::is_hidden(*char));
        for char in hidden {
            let text = format!("“a—\u{a0}é{char}b”");
            let found: Vec<_> = super::runs(&text, 0, text.len()).map(|run| run.start..run.end).collect();
            let at = text.find(char).expect("it is there");
            assert_eq!(found.len(), 1, "{char:?}");
            assert_eq!(found[0], at..at + char.len_utf8(), "{char:?}");
            assert_eq!(super::turns(char), super::doubts(&text, &[]).len() == 1, "{char:?}");
        }
    }

    #[test]
    fn turned_writing_is_told() {
        let made = article("Mayor \u{202e}lived\u{202c} \u{2066}Ana\u{2069} spoke to the cooks of Elsin.");
        assert_eq!(made.text, "Mayor lived Ana spoke to the cooks of Elsin.");
        assert_eq!(made.warnings, ["4 marks that would turn the direction of writing: taken out."]);
    }

    #[test]
    fn letters_that_pass_for_others_are_told() {
        for (text, told) in [
            ("J\u{430}ne Finn ate.", true),
            ("The \u{422}ern reported.", true),
            ("Jane Finn ate β-carotene and a Δv of 3.", false),
            ("Она сказала Jane Finn.", false),
            ("Zoë and Nový ate.", false),
        ] {
            assert_eq!(!article(text).warnings.is_empty(), told, "{text}");
        }
    }

    #[test]
    fn a_damaged_letter_is_mended_not_hidden() {
        assert_eq!(article("Mar\u{c3}\u{ad}a\u{ad} ate soup in Elsin.").text, "María ate soup in Elsin.");
    }

    #[test]
    fn joined_emoji_stay_whole() {
        assert_eq!(
            article("The 👩\u{200d}🚒 ate soup in Elsin.").text,
            "The 👩\u{200d}🚒 ate soup in Elsin."
        );
    }

    #[test]
    fn damage_that_hides_something_hidden_is_no_paragraph() {
        // A mark of direction, read as Windows-1252.
        let made = article("Soup was cold.\n\n\u{e2}\u{20ac}\u{aa}\n\nMore soup came.");
        assert_eq!(made.text, "Soup was cold.\n\nMore soup came.");
        assert_eq!(made.dropped.len(), 1);
    }

    #[test]
    fn a_line_of_nothing_else_is_blank() {
        assert_eq!(article("Soup.\n\u{202e}\u{ad}\n\nMore soup.").paragraphs.len(), 2);
    }
}
