//! The fields of front matter and of records: which names they go by, and what counts as a value.

use serde_json::{Map, Value};

use crate::model::{Origin, RawFields};

/// The fields of an article among `values`; unknown ones are passed over.
pub(super) fn of(values: &Map<String, Value>, from: Origin) -> RawFields {
    let field = |names: &[&str]| names.iter().find_map(|name| values.get(*name).and_then(words));
    RawFields {
        from: Some(from),
        title: field(&["title", "headline"]),
        outlet: field(&["outlet", "source", "publisher"]),
        date: field(&["date", "published", "published_at", "publishedAt", "date_published"]),
        byline: field(&["byline", "author", "authors"]),
        url: field(&["url", "link"]),
        language: field(&["language", "lang"]),
        story: field(&["story"]),
    }
}

/// A value as words: a string, a number, the `name` of an object, a list of these.
pub(super) fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(list) => {
            let list: Vec<String> = list.iter().filter_map(words).collect();
            (!list.is_empty()).then(|| list.join(", "))
        }
        Value::Object(object) => object.get("name").and_then(words),
        Value::Bool(_) | Value::Null => None,
    }
}
