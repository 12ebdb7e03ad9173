//! Lists of articles, one JSON object a line.

use serde::Deserialize;

use crate::model::{Origin, RawArticle, RawFields, Warning};

#[derive(Deserialize)]
struct Record {
    id: Option<String>,
    #[serde(alias = "headline")]
    title: Option<String>,
    #[serde(alias = "source")]
    outlet: Option<String>,
    #[serde(alias = "published")]
    date: Option<String>,
    #[serde(alias = "author")]
    byline: Option<String>,
    text: String,
    url: Option<String>,
    story: Option<String>,
    language: Option<String>,
}

/// Reads one article a line.
pub(super) fn read_lines(name: &str, bytes: &[u8], warnings: &mut Vec<Warning>) -> Vec<RawArticle> {
    let mut articles = Vec::new();
    for (number, line) in String::from_utf8_lossy(bytes).lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        match serde_json::from_str::<Record>(line) {
            Ok(record) => articles.push(RawArticle {
                file: name.to_owned(),
                source_id: record.id,
                text: record.text,
                fields: RawFields {
                    from: Some(Origin::Metadata),
                    title: record.title,
                    outlet: record.outlet,
                    date: record.date,
                    byline: record.byline,
                    url: record.url,
                    language: record.language,
                    story: record.story,
                },
                ..RawArticle::default()
            }),
            Err(error) => {
                let message = format!("line {}: {error}", number + 1);
                warnings.push(Warning { file: name.to_owned(), message });
            }
        }
    }
    articles
}
