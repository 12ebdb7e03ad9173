//! One report of a story in, the column that shows it out.

use crate::model::{Origin, Sharing, Span};

use super::cast::{Cast, Hue, Outlet, paragraph_anchor, quote_anchor};
use super::prose::{Prose, Writer};
use super::segments::Wanted;
use super::words;

/// One report.
#[derive(Debug)]
pub struct Column<'l> {
    /// What it is called.
    pub outlet: Outlet<'l>,
    /// The headline as text.
    pub title: String,
    /// The headline with its marks, where it stands in the text.
    pub headline: Option<Prose<'l>>,
    /// Whether the headline was made from the first sentence.
    pub made: bool,
    /// Who wrote it, and where.
    pub byline: Option<&'l str>,
    /// Where it was written.
    pub dateline: Option<&'l str>,
    /// Which other columns are versions of the same report: "the same report as in column 2".
    pub version: Option<String>,
    /// Words of the text.
    pub words: usize,
    /// A map of the whole report under its head: who speaks where.
    pub strip: Vec<Stripe>,
    /// And below it: what other reports tell too.
    pub shared: Vec<Stripe>,
    /// "12 of 53 sentences are told elsewhere too, at least in part"; nothing of a report that stands alone.
    pub sharing: Option<String>,
    /// Its paragraphs.
    pub paragraphs: Vec<Prose<'l>>,
    /// What a reader should know about how it was read.
    pub warnings: &'l [String],
}

impl Column<'_> {
    /// Whether there is anything on its map.
    pub fn mapped(&self) -> bool {
        !self.strip.is_empty() || !self.shared.is_empty()
    }
}

/// Width of the map under a column's head, in units of its picture.
pub(super) const STRIP: usize = 1000;

/// A part of the map of a report.
#[derive(Debug)]
pub struct Stripe {
    /// Left edge.
    pub x: usize,
    /// Width.
    pub width: usize,
    /// Style classes: the hue of a speaker, or how much of it is shared.
    pub class: String,
    /// Where it stands.
    pub anchor: String,
    /// Whether it stands out.
    pub on: bool,
}

/// Makes the column at `index`; `here` is the passage that the link leads to.
pub fn column<'l>(cast: &Cast<'l>, index: usize, lit: Option<usize>, here: Option<Span>) -> Column<'l> {
    let article = &cast.reports[index].article;
    let writer = Writer::new(cast, index, Wanted { lit, here, cues: false, figures: false });
    let title = match &article.headline {
        Some(headline) => headline.value.clone(),
        None => "Without a headline".to_owned(),
    };
    Column {
        outlet: cast.outlets[index].clone(),
        title,
        headline: writer.headline(),
        made: article.headline.as_ref().is_none_or(|headline| headline.from == Origin::Lead),
        byline: article.byline.as_ref().map(|byline| byline.value.as_str()),
        dateline: article.dateline.as_ref().map(|dateline| dateline.value.as_str()),
        version: version(cast, index),
        words: article.body().split_whitespace().count(),
        strip: strip(cast, index, lit),
        shared: shared(cast, index),
        sharing: sharing(cast, index),
        paragraphs: writer.body(),
        warnings: &article.warnings,
    }
}

/// What a reader should know of a report that stands here in several versions.
fn version(cast: &Cast<'_>, column: usize) -> Option<String> {
    let report_of = &cast.story.report_of;
    let of = report_of.get(column)?;
    let others: Vec<String> = (0..report_of.len())
        .filter(|other| *other != column && report_of[*other] == *of)
        .map(|other| cast.outlets[other].number().to_string())
        .collect();
    let columns = if others.len() == 1 { "column" } else { "columns" };
    let told = || format!("another version of this report is in {columns} {}", words::list(&others));
    (!others.is_empty()).then(told)
}

/// Where in the map a byte of the text lies.
fn scale(cast: &Cast<'_>, column: usize) -> impl Fn(usize) -> usize {
    let article = &cast.reports[column].article;
    let (start, length) = (article.body_start(), article.body().len().max(1));
    move |byte: usize| byte.saturating_sub(start) * STRIP / length
}

fn strip(cast: &Cast<'_>, column: usize, lit: Option<usize>) -> Vec<Stripe> {
    let report = cast.reports[column];
    let start = report.article.body_start();
    let at = scale(cast, column);
    let quotes = report.annotations.quotes.iter().enumerate();
    quotes
        .filter(|(_, quote)| quote.span.start() >= start)
        .map(|(index, quote)| {
            let speaker = cast.speaker(column, quote);
            let x = at(quote.span.start());
            let hue = match speaker {
                Some(speaker) => cast.hue(speaker),
                None if quote.attribution.is_some() => Hue::Anonymous,
                None => Hue::Nobody,
            };
            Stripe {
                x,
                width: (at(quote.span.end()) - x).max(3),
                class: hue.class(),
                anchor: quote_anchor(column, index),
                on: speaker.is_some() && speaker == lit,
            }
        })
        .collect()
}

/// How much of a report others tell too.
fn sharing(cast: &Cast<'_>, column: usize) -> Option<String> {
    let told = &cast.story.coverage.get(column).filter(|_| cast.outlets.len() > 1)?.sentences;
    let elsewhere = told.iter().filter(|one| matches!(one, Sharing::Shared | Sharing::Partly)).count();
    let all = words::count(told.len(), "sentence", "sentences");
    (!told.is_empty()).then(|| format!("{elsewhere} of {all} told elsewhere too"))
}

/// Runs of sentences that other reports tell too, wholly or in part. A report that stands alone has none.
fn shared(cast: &Cast<'_>, column: usize) -> Vec<Stripe> {
    let report = cast.reports[column];
    let article = &report.article;
    let at = scale(cast, column);
    let told = cast.story.coverage.get(column).map_or(&[][..], |coverage| &coverage.sentences);
    let mut stripes: Vec<Stripe> = Vec::new();
    for (sentence, sharing) in report.annotations.sentences.iter().zip(told) {
        let class = match sharing {
            Sharing::Shared => "both",
            Sharing::Partly => "some",
            Sharing::OnlyHere => continue,
        };
        if sentence.start() < article.body_start() {
            continue;
        }
        let (x, end) = (at(sentence.start()), at(sentence.end()));
        match stripes.last_mut().filter(|last| last.class == class && x <= last.x + last.width + 2) {
            Some(last) => last.width = end - last.x,
            None => {
                let paragraph = article.paragraphs.partition_point(|p| p.span.end() <= sentence.start());
                let anchor = paragraph_anchor(column, paragraph);
                stripes.push(Stripe { x, width: (end - x).max(3), class: class.into(), anchor, on: false });
            }
        }
    }
    stripes
}
