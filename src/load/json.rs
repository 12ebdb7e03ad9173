//! Lists of articles: one JSON object a line, or a JSON file of one article or a list of them.

use std::collections::HashMap;

use rayon::prelude::*;
use serde_json::Value;

use super::{Loaded, fields};
use crate::model::{Origin, RawArticle, Warning};

/// Reads one article a line; with the likeness of each.
pub(super) fn read_lines(name: &str, text: &str) -> (Loaded, Vec<u64>) {
    let lines: Vec<(usize, &str)> =
        text.split('\n').enumerate().filter(|(_, line)| !line.trim().is_empty()).collect();
    let read: Vec<_> = lines
        .par_iter()
        .map(|(index, line)| {
            let value = serde_json::from_str::<Value>(line).map_err(|error| plain(&error));
            (format!("line {}", index + 1), value.and_then(|value| likened(name, value)))
        })
        .collect();
    collect(name, read)
}

/// Reads a file that is one article, a list of them, or an object with a list of them.
pub(super) fn read_file(name: &str, text: &str) -> (Loaded, Vec<u64>) {
    let values = match serde_json::from_str::<Value>(text) {
        Ok(Value::Array(values)) => values,
        Ok(Value::Object(mut object)) => match object.remove("articles") {
            Some(Value::Array(values)) if !object.contains_key("text") => values,
            _ => vec![Value::Object(object)],
        },
        Ok(_) => vec![Value::Null],
        Err(error) => {
            let message = format!("is no JSON ({}). Check it, or save the article as .txt.", plain(&error));
            let warnings = vec![Warning { file: name.to_owned(), message }];
            return (Loaded { warnings, ..Loaded::default() }, Vec::new());
        }
    };
    let read = values.into_iter().enumerate();
    collect(
        name,
        read.map(|(index, value)| (format!("article {}", index + 1), likened(name, value))).collect(),
    )
}

/// An article with what tells those that say the same.
type Likened = (RawArticle, u64);

fn likened(name: &str, value: Value) -> Result<Likened, String> {
    article(name, value).map(|article| {
        let likeness = super::likeness(&article);
        (article, likeness)
    })
}

fn collect(name: &str, read: Vec<(String, Result<Likened, String>)>) -> (Loaded, Vec<u64>) {
    let (mut loaded, mut likenesses) = (Loaded::default(), Vec::new());
    let mut first: HashMap<u64, String> = HashMap::new();
    for (place, article) in read {
        let article = article.and_then(|(article, likeness)| match first.get(&likeness) {
            Some(other) => Err(format!("the same article as {other}, read once.")),
            None => Ok((article, likeness)),
        });
        match article {
            Ok((article, likeness)) => {
                first.insert(likeness, place);
                loaded.articles.push(article);
                likenesses.push(likeness);
            }
            Err(error) => {
                loaded.warnings.push(Warning { file: name.to_owned(), message: format!("{place}: {error}") });
            }
        }
    }
    (loaded, likenesses)
}

fn article(name: &str, value: Value) -> Result<RawArticle, String> {
    let Value::Object(mut record) = value else {
        return Err("no article: an object with a `text` field is wanted.".to_owned());
    };
    let text =
        match record.remove("text").or_else(|| record.remove("body")).or_else(|| record.remove("content")) {
            Some(Value::String(text)) if text.trim().is_empty() => {
                return Err("its `text` is empty.".to_owned());
            }
            Some(Value::String(text)) if text.contains('\0') => text.replace('\0', "\u{fffd}"),
            Some(Value::String(text)) => text,
            Some(_) => return Err("its `text` is no string.".to_owned()),
            None => return Err("has no `text` field.".to_owned()),
        };
    Ok(RawArticle {
        file: name.to_owned(),
        source_id: record.get("id").and_then(fields::words),
        text,
        fields: fields::of(&record, Origin::Metadata),
        ..RawArticle::default()
    })
}

/// The error without the line number, which is that of the record.
fn plain(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message.rsplit_once(" at line ").map_or(message.clone(), |(message, _)| message.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_lines_load_and_bad_ones_are_numbered() {
        let (loaded, likenesses) = read_lines(
            "a.jsonl",
            "{\"id\": 7, \"headline\": \"Soup\", \"source\": {\"name\": \"The Ladle\"}, \"text\": \"Cold.\", \"x\": {}}\n\
             \n{\"text\": \nnull\r\n{\"text\": \" \"}\n{\"title\": \"x\"}\n{\"text\": \"Warm.\"}\n{\"text\": \"Warm.\"}\n",
        );
        assert_eq!(loaded.articles.len(), 2);
        assert_eq!(likenesses.len(), 2);
        let first = &loaded.articles[0];
        assert_eq!(first.source_id.as_deref(), Some("7"));
        assert_eq!(first.fields.title.as_deref(), Some("Soup"));
        assert_eq!(first.fields.outlet.as_deref(), Some("The Ladle"));
        let lines: Vec<&str> = loaded.warnings.iter().map(|warning| &warning.message[..7]).collect();
        assert_eq!(lines, ["line 3:", "line 4:", "line 5:", "line 6:", "line 8:"]);
    }

    #[test]
    fn files_of_one_and_of_many() {
        let read = |text: &str| {
            let (loaded, likenesses) = read_file("a.json", text);
            assert_eq!(loaded.articles.len(), likenesses.len());
            (loaded.articles.len(), loaded.warnings.len())
        };
        assert_eq!(read("{\"text\": \"a\"}"), (1, 0));
        assert_eq!(read("[{\"text\": \"a\"}, {\"text\": \"b\"}]"), (2, 0));
        assert_eq!(read("{\"articles\": [{\"text\": \"a\"}]}"), (1, 0));
        assert_eq!(read(&"[".repeat(100_000)), (0, 1));
        assert_eq!(read("1e999"), (0, 1));
    }
}
