//! Raw articles in, articles out: what is article is kept letter by letter, all else is listed with its rule.

use xxhash_rust::xxh3::xxh3_64;

use crate::model::{
    Article, ArticleId, Field, OffsetMap, Origin, Paragraph, ParagraphKind, Published, RawArticle, Span,
};

/// Makes an article of what was read.
pub fn clean(raw: &RawArticle) -> Article {
    let mut text = String::new();
    let mut paragraphs = Vec::new();
    let mut offsets = OffsetMap::default();
    let mut at = raw.text[..raw.content_start].chars().count();
    for line in raw.text[raw.content_start..].split_inclusive('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            let lead = line[..line.len() - line.trim_start().len()].chars().count();
            let start = text.len();
            text.push_str(trimmed);
            let span = Span::new(start, text.len());
            offsets.push_verbatim(span, at + lead, trimmed.chars().count());
            paragraphs.push(Paragraph { span, kind: ParagraphKind::Text });
        }
        at += line.chars().count();
    }
    let from = raw.fields.from.unwrap_or(Origin::Metadata);
    let field = |value: &Option<String>| value.clone().map(|value| Field { value, from });
    let published = raw.fields.date.as_deref().and_then(|date| {
        let day = date.get(..10)?.parse().ok()?;
        Some(Field { value: Published { day, iso: date.to_owned() }, from })
    });
    Article {
        id: ArticleId(format!("{:013x}", xxh3_64(raw.text.as_bytes()) >> 12)),
        file: raw.file.clone(),
        source_id: raw.source_id.clone(),
        headline: field(&raw.fields.title),
        outlet: field(&raw.fields.outlet),
        byline: field(&raw.fields.byline),
        dateline: None,
        published,
        url: field(&raw.fields.url),
        language: field(&raw.fields.language),
        story_key: field(&raw.fields.story)
            .or_else(|| raw.folder.clone().map(|value| Field { value, from: Origin::Folder })),
        text,
        paragraphs,
        offsets,
        dropped: Vec::new(),
        warnings: raw.warnings.clone(),
    }
}
