//! A library in, one JSON object a line out: a record for each article, story and warning.
//!
//! All offsets are code points, end-exclusive. `start`/`end` count in the record's `text` (for a span with
//! `"in": "headline"` in the headline's value), `source` in the decoded file. A headline that the file's text
//! does not have (it came from a metadata field) has the empty `source` `[0, 0]`.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Value, json};

use crate::library::Library;
use crate::model::{
    Article, Because, CodePoints, Entity, Field, Figure, ItemRef, Mention, MentionKind, Origin, Quote,
    QuoteKind, Report, Span, Story,
};

/// Writes every article, then every story, then every warning.
///
/// # Errors
/// What `out` reports; a closed pipe among them.
pub fn write(library: &Library, out: &mut impl Write) -> io::Result<()> {
    for story in &library.stories {
        let utterances = utterances_by_quote(story);
        for (column, report) in library.columns(story).enumerate() {
            line(out, &ArticleRecord { story, column, report, utterances: &utterances }.build())?;
        }
    }
    for story in &library.stories {
        line(out, &story_record(story, library))?;
    }
    for warning in &library.warnings {
        line(out, &json!({"record": "warning", "file": warning.file, "message": warning.message}))?;
    }
    Ok(())
}

fn line(out: &mut impl Write, value: &Value) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}

fn utterances_by_quote(story: &Story) -> HashMap<ItemRef, &str> {
    story
        .utterances
        .iter()
        .flat_map(|utterance| utterance.quotes.iter().map(|quote| (*quote, utterance.id.as_str())))
        .collect()
}

/// A span object of the output contract.
#[derive(Serialize)]
struct SpanObject {
    start: usize,
    end: usize,
    source: [usize; 2],
    #[serde(rename = "in", skip_serializing_if = "Option::is_none")]
    zone: Option<&'static str>,
}

struct ArticleRecord<'l> {
    story: &'l Story,
    column: usize,
    report: &'l Report,
    utterances: &'l HashMap<ItemRef, &'l str>,
}

impl ArticleRecord<'_> {
    fn build(&self) -> Value {
        let Report { article, annotations } = self.report;
        let points = CodePoints::new(&article.text);
        let writer = Spans { article, points: &points, body: points.at(article.body_start()) };
        let published = article.published.as_ref().map(|field| with_origin(&field.value.iso, field.from));
        json!({
            "record": "article",
            "id": article.id.0,
            "file": article.file,
            "source_id": article.source_id,
            "story": self.story.id.0,
            "headline": text_field(&article.headline),
            "outlet": text_field(&article.outlet),
            "byline": text_field(&article.byline),
            "dateline": text_field(&article.dateline),
            "published": published,
            "url": text_field(&article.url),
            "language": text_field(&article.language),
            "text": article.body(),
            "sentences": body_sentences(article, &annotations.sentences)
                .map(|span| { let span = writer.object(span); [span.start, span.end] }).collect::<Vec<_>>(),
            "quotes": annotations.quotes.iter().enumerate()
                .map(|(index, quote)| self.quote(&writer, index, quote)).collect::<Vec<_>>(),
            "mentions": annotations.mentions.iter().enumerate()
                .map(|(index, mention)| self.mention(&writer, index, mention)).collect::<Vec<_>>(),
            "figures": annotations.figures.iter().map(|figure| figure_record(&writer, figure)).collect::<Vec<_>>(),
            "dropped": article.dropped.iter()
                .map(|line| json!({"line": line.line, "text": line.text, "rule": line.rule})).collect::<Vec<_>>(),
            "warnings": article.warnings,
        })
    }

    fn quote(&self, spans: &Spans<'_>, index: usize, quote: &Quote) -> Value {
        let mut record = spans.with_text(quote.span);
        let kind = match quote.kind {
            QuoteKind::Direct => "direct",
            QuoteKind::Mixed => "mixed",
            QuoteKind::Indirect => "indirect",
        };
        let speaker = quote.attribution.map(|attribution| {
            let mention = &self.report.annotations.mentions[attribution.mention()];
            let entity = self.entity(mention);
            let mut speaker = spans.with_text(mention.span);
            speaker["kind"] = kind_name(mention.kind).into();
            speaker["entity"] = json!(entity.map(|entity| &*entity.id));
            speaker["name"] = json!(entity.map(|entity| &*entity.name));
            speaker
        });
        record["kind"] = kind.into();
        record["marked"] = quote.marked.iter().map(|part| json!(spans.object(*part))).collect();
        record["cue"] = json!(quote.cue.map(|cue| spans.object(cue)));
        record["speaker"] = json!(speaker);
        record["rule"] = json!(quote.attribution.map(|attribution| attribution.rule.name()));
        record["turn"] = quote.turn.into();
        record["utterance"] = json!(self.utterances.get(&ItemRef { column: self.column, index }));
        record
    }

    fn mention(&self, spans: &Spans<'_>, index: usize, mention: &Mention) -> Value {
        let entity = self.entity(mention);
        let mut record = spans.with_text(mention.span);
        record["kind"] = kind_name(mention.kind).into();
        record["label"] = mention.label.name().into();
        record["entity"] = json!(entity.map(|entity| &*entity.id));
        record["name"] = json!(entity.map(|entity| &*entity.name));
        let dates = &self.report.annotations.dates;
        if let Ok(at) = dates.binary_search_by_key(&index, |(date, _)| *date as usize) {
            record["value"] = json!(dates[at].1.as_str());
        }
        record
    }

    fn entity(&self, mention: &Mention) -> Option<&Entity> {
        let entity = self.story.entity_of(self.column, mention.chain()?)?;
        Some(&self.story.entities[entity])
    }
}

/// Turns spans of one article into objects of the contract.
struct Spans<'a> {
    article: &'a Article,
    points: &'a CodePoints<'a>,
    /// Code points before the first paragraph after the headline.
    body: usize,
}

impl Spans<'_> {
    fn object(&self, span: Span) -> SpanObject {
        let in_headline = span.start() < self.article.body_start();
        let (start, end) = self.points.of(span);
        let (source_start, source_end) = self.article.offsets.to_source_at(self.points, span);
        let shift = if in_headline { 0 } else { self.body };
        SpanObject {
            start: start - shift,
            end: end - shift,
            source: [source_start, source_end],
            zone: in_headline.then_some("headline"),
        }
    }

    fn with_text(&self, span: Span) -> Value {
        let mut value = json!(self.object(span));
        value["text"] = span.slice(&self.article.text).into();
        value
    }
}

fn figure_record(spans: &Spans<'_>, figure: &Figure) -> Value {
    let mut record = spans.with_text(figure.span);
    record["value"] = json!(figure.value);
    record["unit"] = json!(figure.unit.as_deref());
    record["noun"] = json!(figure.noun.as_deref());
    record["hedge"] = json!(figure.hedge.as_deref());
    record
}

/// The sentences of the contract's `text`: those behind the headline.
fn body_sentences<'s>(article: &Article, sentences: &'s [Span]) -> impl Iterator<Item = Span> + 's {
    let body = article.body_start();
    sentences.iter().copied().filter(move |span| span.start() >= body)
}

fn story_record(story: &Story, library: &Library) -> Value {
    let columns: Vec<&Report> = library.columns(story).collect();
    let id = |column: usize| columns[column].article.id.0.as_str();
    let headline_sentences = |column: usize| {
        let Report { article, annotations } = columns[column];
        annotations.sentences.len() - body_sentences(article, &annotations.sentences).count()
    };
    let places = |places: &[ItemRef]| {
        places.iter().map(|place| json!([id(place.column), place.index])).collect::<Vec<_>>()
    };
    json!({
        "record": "story",
        "id": story.id.0,
        "title": story.title,
        "articles": columns.iter().map(|report| &report.article.id.0).collect::<Vec<_>>(),
        "because": because(&story.because),
        "entities": story.entities.iter().map(|entity| json!({
            "id": &*entity.id,
            "name": &*entity.name,
            "label": entity.label.name(),
            "names": entity.names().collect::<Vec<_>>(),
            "articles": entity.mentions.iter()
                .map(|(column, count)| (id(column), count)).collect::<BTreeMap<_, _>>(),
        })).collect::<Vec<_>>(),
        "utterances": story.utterances.iter().map(|utterance| json!({
            "id": utterance.id,
            "speaker": utterance.speaker.map(|entity| &*story.entities[entity].id),
            "quotes": places(&utterance.quotes),
        })).collect::<Vec<_>>(),
        "passages": story.passages.iter().map(|passage| json!({
            "id": passage.id,
            "sentences": passage.sentences.iter()
                .filter(|place| place.index >= headline_sentences(place.column))
                .map(|place| json!([id(place.column), place.index - headline_sentences(place.column)]))
                .collect::<Vec<_>>(),
            "score": passage.score,
        })).collect::<Vec<_>>(),
        "figures": story.figures.iter().map(|group| json!({
            "id": group.id,
            "noun": group.noun.as_deref(),
            "unit": group.unit.as_deref(),
            "values": group.values.iter().map(|value| json!({
                "article": id(value.place.column), "figure": value.place.index, "value": value.value,
            })).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "shared_text": story.shared_text.iter().map(|shared| json!({
            "articles": shared.spans.iter().map(|(column, _)| id(*column)).collect::<Vec<_>>(),
            "spans": shared.spans.iter().map(|(column, span)| {
                let article = &columns[*column].article;
                let points = CodePoints::new(&article.text);
                let body = points.at(article.body_start());
                let (start, end) = points.of(*span);
                json!([id(*column), start.saturating_sub(body), end.saturating_sub(body)])
            }).collect::<Vec<_>>(),
            "words": shared.words,
        })).collect::<Vec<_>>(),
    })
}

fn because(because: &Because) -> Value {
    match because {
        Because::Folder(name) => json!({"folder": name}),
        Because::Field(key) => json!({"story": key}),
        Because::Content { terms, days, score } => json!({"terms": terms, "days": days, "score": score}),
        Because::Single => json!({"single": true}),
    }
}

fn text_field(field: &Option<Field<String>>) -> Option<Value> {
    field.as_ref().map(|field| with_origin(&field.value, field.from))
}

fn with_origin(value: &str, from: Origin) -> Value {
    let from = match from {
        Origin::FrontMatter => "front-matter",
        Origin::Metadata => "metadata",
        Origin::Text => "text",
        Origin::FileName => "file-name",
        Origin::Folder => "folder",
        Origin::Lead => "lead",
    };
    json!({"value": value, "from": from})
}

fn kind_name(kind: MentionKind) -> &'static str {
    match kind {
        MentionKind::Name => "name",
        MentionKind::Nominal => "nominal",
        MentionKind::Pronoun => "pronoun",
    }
}
