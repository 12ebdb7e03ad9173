//! Plain text files: decoded text in, one raw article out, with the fields of its front matter.

use std::collections::BTreeMap;

use serde_json::Value;

use super::fields;
use crate::model::{Origin, RawArticle, RawFields};

/// Makes an article of a decoded text file.
pub(super) fn read(name: &str, text: String, mut warnings: Vec<String>) -> RawArticle {
    let front = front_matter(&text, &mut warnings);
    let (fields, content_start) = front.unwrap_or_default();
    RawArticle { file: name.to_owned(), text, content_start, fields, warnings, ..RawArticle::default() }
}

const LINE_ENDS: [char; 2] = ['\n', '\r'];

/// Front matter is short: its end is looked for within so many bytes.
const LONGEST: usize = 64 * 1024;

/// The fields between the `---` lines at the top of `text`, and where the content begins.
fn front_matter(text: &str, warnings: &mut Vec<String>) -> Option<(RawFields, usize)> {
    let first = text.split_inclusive(LINE_ENDS).next()?;
    if first.trim() != "---" {
        return None;
    }
    let mut at = first.len();
    let mut end = None;
    for line in text[at..].split_inclusive(LINE_ENDS) {
        if at > LONGEST {
            break;
        }
        if matches!(line.trim(), "---" | "...") {
            end = Some(at + line.len());
            break;
        }
        at += line.len();
    }
    let Some(end) = end else {
        if text[first.len()..]
            .split(LINE_ENDS)
            .find(|line| !line.is_empty())
            .is_some_and(|line| key_value(line).is_some())
        {
            warnings.push("its front matter is not closed by a line of ---: read as text.".to_owned());
        }
        return None;
    };
    let block = &text[first.len()..at];
    let lines: Vec<(&str, &str)> = block.split(LINE_ENDS).filter_map(key_value).collect();
    if lines.is_empty() {
        return None;
    }
    let values = match serde_saphyr::from_str::<BTreeMap<String, Value>>(block) {
        Ok(values) => values,
        Err(error) => {
            let error = error.to_string();
            let error = error.lines().next().unwrap_or("no YAML");
            warnings.push(format!(
                "its front matter is not valid YAML ({error}): its lines were taken as they stand."
            ));
            let plain = |value: &str| Value::String(value.trim_matches(['"', '\'']).to_owned());
            lines.into_iter().map(|(key, value)| (key.to_owned(), plain(value))).collect()
        }
    };
    Some((fields::of(&values.into_iter().collect(), Origin::FrontMatter), end))
}

/// `key: value`, where the key is a plain word.
fn key_value(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let plain =
        !key.is_empty() && key.chars().all(|char| char.is_ascii_alphanumeric() || char == '_' || char == '-');
    plain.then(|| (key, value.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> RawArticle {
        read("a.txt", text.to_owned(), Vec::new())
    }

    #[test]
    fn front_matter_gives_the_fields() {
        let made =
            check("---\r\ntitle: Soup\noutlet: 'The Ladle'\ndate: 2017-02-23\nother: [1, 2]\n---\nText.");
        assert_eq!(made.fields.title.as_deref(), Some("Soup"));
        assert_eq!(made.fields.outlet.as_deref(), Some("The Ladle"));
        assert_eq!(made.fields.date.as_deref(), Some("2017-02-23"));
        assert_eq!(made.fields.from, Some(Origin::FrontMatter));
        assert_eq!(&made.text[made.content_start..], "Text.");
        assert!(made.warnings.is_empty(), "{:?}", made.warnings);
    }

    #[test]
    fn bad_front_matter_is_told_and_kept() {
        let open = check("---\ntitle: Soup\nText.");
        assert_eq!((open.content_start, open.warnings.len()), (0, 1));
        let old = check("---\rtitle: Soup\r---\rText.");
        assert_eq!(&old.text[old.content_start..], "Text.");
        let colon = check("---\ntitle: Soup: \"a\" tale\n---\nText.");
        assert_eq!(colon.fields.title.as_deref(), Some("Soup: \"a\" tale"));
        assert_eq!(colon.warnings.len(), 1);
    }

    #[test]
    fn a_rule_at_the_top_is_no_front_matter() {
        for text in ["---\nText.\n---\nText.", "---", "--- \n", "----\na: b\n----\n", ""] {
            let made = check(text);
            assert_eq!((made.content_start, made.warnings.len()), (0, 0), "{text}");
        }
    }
}
