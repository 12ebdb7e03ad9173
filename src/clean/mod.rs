//! Raw articles in, articles out: what is article is kept letter by letter, all else is listed with its rule.
//!
//! A text has a head (headline, byline, date, highlights), a body and a tail (credits, newsletters, comments). The
//! head's fields are read, the lines of the page are taken out by [`rules`], and the rest is put together.
//!
//! Architecture invariant: pure; never loses a line: each is in the text, or among the dropped ones.

mod assemble;
mod cards;
mod comments;
mod dateline;
mod dates;
mod head;
mod headline;
mod hidden;
mod lines;
mod outlets;
mod repair;
mod rules;
mod shape;

#[cfg(test)]
mod tests;

use xxhash_rust::xxh3::Xxh3;

use crate::model::{Article, ArticleId, Field, Origin, ParagraphKind, Published, RawArticle, RawFields};
use lines::{Block, Fate, Line};
use rules::Zone;

/// Makes an article of what was read.
pub fn clean(raw: &RawArticle) -> Article {
    let (front, content) = lines::split(&raw.text, raw.content_start);
    let mut blocks = lines::blocks(&content);
    comments::drop_all(&mut blocks);
    drop_page_lines(&mut blocks);
    head::drop_highlights(&mut blocks);
    let head = head::read(&mut blocks);
    keep_something(&mut blocks);
    headline::join_halves(&mut blocks);
    let title = raw.fields.title.as_deref().map(hidden::without);
    let title = title.as_deref().map(str::trim).filter(|title| !title.is_empty());
    let found = headline::mark(&mut blocks, title);
    let dateline = cut_dateline(&mut blocks);

    let made = assemble::assemble(title.filter(|_| !found), &front, &blocks);
    let given = raw.fields.from.unwrap_or(Origin::Metadata);
    let headline = match made.paragraphs.first().filter(|first| first.kind == ParagraphKind::Headline) {
        Some(first) => {
            let from = if found { Origin::Text } else { given };
            Some(Field { value: first.span.slice(&made.text).to_owned(), from })
        }
        None => Some(headline::from_lead(&made.text))
            .filter(|lead| !lead.is_empty())
            .map(|value| Field { value, from: Origin::Lead }),
    };
    let metadata = |value: &Option<String>| {
        let value = value.as_deref().map(hidden::without);
        let value = value.as_deref().map(str::trim).filter(|value| !value.is_empty());
        value.map(|value| Field { value: value.to_owned(), from: given })
    };
    let in_text = |value: Option<String>| {
        value.map(|value| Field { value: hidden::without(&value).into_owned(), from: Origin::Text })
    };
    let url = metadata(&raw.fields.url).or_else(|| in_text(head.url));
    let agency = dateline.as_ref().and_then(|dateline| dateline.agency.clone());
    let opening = blocks.iter().filter(|block| !matches!(block.fate, Fate::Drop(_))).take(2);
    let opening = opening.map(|block| block.text.as_ref()).collect::<Vec<_>>().join(" ");
    let outlet = metadata(&raw.fields.outlet)
        .or_else(|| {
            in_text(agency.map(|agency| outlets::by_name(&agency).map_or(agency.clone(), str::to_owned)))
        })
        .or_else(|| in_text(head.outlet))
        .or_else(|| in_text(credited(&blocks)))
        .or_else(|| {
            url.as_ref().and_then(|url| {
                Some(Field { value: outlets::by_url(&url.value)?.to_owned(), from: url.from })
            })
        })
        .or_else(|| in_text(outlets::by_mention(&made.text).map(str::to_owned)))
        .or_else(|| {
            outlets::by_file(&raw.file, &opening).map(|value| Field { value, from: Origin::FileName })
        });
    let mut warnings = raw.warnings.clone();
    let outlet_name = outlet.as_ref().map_or("", |outlet| outlet.value.as_str());
    warnings.extend(hidden::doubts(&raw.text, &[&made.text, outlet_name]));
    Article {
        id: id(raw, front.iter().chain(&content)),
        file: raw.file.clone(),
        source_id: raw.source_id.clone(),
        headline,
        outlet,
        byline: metadata(&raw.fields.byline).or_else(|| in_text(head.byline)),
        dateline: in_text(dateline.map(|dateline| dateline.place).filter(|place| !place.is_empty())),
        published: published(&raw.fields, head.published, url.as_ref(), &raw.file),
        url,
        language: metadata(&raw.fields.language),
        story_key: metadata(&raw.fields.story)
            .or_else(|| raw.folder.clone().map(|value| Field { value, from: Origin::Folder })),
        text: made.text,
        paragraphs: made.paragraphs,
        offsets: made.offsets,
        dropped: made.dropped,
        warnings,
    }
}

/// Takes out the lines that are page, not article, zone by zone.
fn drop_page_lines(blocks: &mut [Block]) {
    let running = |block: &Block| {
        block.kept() && shape::is_running(&block.text) && rules::rule_for(block, Zone::Any).is_none()
    };
    let first = blocks.iter().position(running).unwrap_or(blocks.len());
    // The tail is peeled off from below, so that its rules cannot reach into the article.
    let mut last = blocks.len();
    while last > first {
        let block = &mut blocks[last - 1];
        if block.kept() {
            match rules::rule_for(block, Zone::Tail) {
                Some(rule) => block.fate = Fate::Drop(rule),
                None if shape::is_running(&block.text) || shape::opens_with_mark(&block.text) => break,
                None => {}
            }
        }
        last -= 1;
    }
    for (at, block) in blocks[..last].iter_mut().enumerate().filter(|(_, block)| block.kept()) {
        let zone = if at < first { Zone::Head } else { Zone::Body };
        if let Some(rule) = rules::rule_for(block, zone) {
            block.fate = Fate::Drop(rule);
        }
    }
    drop_video_titles(blocks);
}

/// The title of a video stands right below its time.
fn drop_video_titles(blocks: &mut [Block]) {
    for at in 1..blocks.len() {
        let below = blocks[at - 1].fate == Fate::Drop("video") && shape::is_video_time(&blocks[at - 1].text);
        let text = &blocks[at].text;
        if below
            && !blocks[at].gap()
            && blocks[at].kept()
            && !shape::opens_with_mark(text)
            && !shape::is_running(text)
        {
            blocks[at].fate = Fate::Drop("video");
        }
    }
}

/// A file of nothing but such lines is shown as it is: it may be what the reader wants to see.
fn keep_something(blocks: &mut [Block]) {
    if blocks.iter().all(|block| !block.kept()) {
        blocks.iter_mut().for_each(|block| block.fate = Fate::Keep);
    }
}

/// Paragraphs at the top in which a dateline is looked for.
const DATELINE_WITHIN: usize = 3;

/// Cuts the dateline out of the first paragraph that has one; one in a line of its own goes as a whole.
fn cut_dateline(blocks: &mut [Block]) -> Option<dateline::Dateline> {
    for block in blocks.iter_mut().filter(|block| block.kept()).take(DATELINE_WITHIN) {
        if let Some(found) = dateline::find(&block.text) {
            if found.length >= block.text.len() {
                block.fate = Fate::Drop("dateline");
            } else if block.lines.first().is_some_and(|line| found.length < line.text.len()) {
                block.cut = found.length;
            } else {
                return None;
            }
            return Some(found);
        }
        if shape::is_running(&block.text) {
            return None;
        }
    }
    None
}

fn credited(blocks: &[Block]) -> Option<String> {
    blocks
        .iter()
        .filter(|block| block.fate == Fate::Drop("credit"))
        .find_map(|block| outlets::by_credit(&block.text))
}

fn published(
    fields: &RawFields,
    in_text: Option<Published>,
    url: Option<&Field<String>>,
    file: &str,
) -> Option<Field<Published>> {
    let given = fields.from.unwrap_or(Origin::Metadata);
    let of = |value: Option<Published>, from| value.map(|value| Field { value, from });
    of(fields.date.as_deref().and_then(dates::find), given)
        .or_else(|| of(in_text, Origin::Text))
        .or_else(|| url.and_then(|url| of(dates::find(&url.value), url.from)))
        .or_else(|| of(dates::find(file.rsplit('/').next().unwrap_or(file)), Origin::FileName))
}

/// The id: 13 figures of a hash over the text (however its lines end) and the fields. The name of the file is no
/// part of it, so that a renamed file keeps its links; `load` gives twins a mark of their own.
fn id<'l>(raw: &RawArticle, lines: impl Iterator<Item = &'l Line<'l>>) -> ArticleId {
    let mut hash = Xxh3::new();
    for line in lines {
        hash.update(line.text.as_bytes());
        hash.update(b"\n");
    }
    let RawFields { from: _, title, outlet, date, byline, url, language: _, story: _ } = &raw.fields;
    for field in [title, outlet, date, byline, url, &raw.source_id, &raw.twin] {
        hash.update(field.as_deref().unwrap_or("").as_bytes());
        hash.update(b"\0");
    }
    ArticleId(format!("{:013x}", hash.digest() >> 12))
}
