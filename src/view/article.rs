//! One report in, its own page out: the text with its quotes and names beside it, and what was left out.

use crate::library::Library;
use crate::model::{Article, DroppedLine, Field, ItemRef, Origin, ParagraphKind, Story};

use super::cast::{Cast, Hue, Relation, quote_anchor};
use super::column::{Column, column};
use super::everywhere::{Places, Thing};
use super::passage::{Passage, find};
use super::people::{Person, Scope, names};
use super::prose::{Chip, unnamed};
use super::story::{StoryHead, head};
use super::why;

/// The page of one article.
#[derive(Debug)]
pub struct Page<'l> {
    /// The story it belongs to.
    pub head: StoryHead<'l>,
    /// The article.
    pub column: Column<'l>,
    /// What a link to each of its paragraphs says.
    pub links: Vec<Passage>,
    /// First words of the passage that the link leads to, where the text has it no more.
    pub changed: Option<String>,
    /// Its quotes, in text order.
    pub quotes: Vec<Note<'l>>,
    /// Who and what it names.
    pub names: Vec<(&'static str, Vec<Person<'l>>)>,
    /// Lines of the file that are not in the text.
    pub dropped: &'l [DroppedLine],
    /// The file it was read from.
    pub file: &'l str,
    /// Where it was published, when that is a web address.
    pub url: Option<&'l str>,
    /// Fields with where they were found.
    pub fields: Vec<(&'static str, String, &'static str)>,
    /// Who or what stands out: id and name.
    pub lit: Option<(&'l str, &'l str)>,
}

/// What is known about one quote.
#[derive(Debug)]
pub struct Note<'l> {
    /// Its anchor.
    pub anchor: String,
    /// Its first words.
    pub text: String,
    /// Whom it is attributed to.
    pub chip: Chip,
    /// Hue of the speaker.
    pub hue: Hue,
    /// "direct", "mixed", "indirect".
    pub kind: &'static str,
    /// The words that report it.
    pub cue: Option<&'l str>,
    /// The words it is attributed to, as this article has them.
    pub mention: Option<&'l str>,
    /// The rule that decided, and its reason in words.
    pub rule: Option<(&'static str, &'static str)>,
    /// Where else it is told.
    pub elsewhere: Vec<(Relation, Places<'l>)>,
}

/// Makes the page of `index`, a column of `story`. `passage` is what the link leads to in it.
pub fn page<'l>(
    library: &'l Library,
    story: &'l Story,
    index: usize,
    lit: Option<&str>,
    passage: Option<&Passage>,
) -> Page<'l> {
    let cast = Cast::new(library, story);
    let lit = lit.and_then(|id| story.entities.iter().position(|entity| *entity.id == *id));
    let report = cast.reports[index];
    let article = &report.article;
    let quotes = (0..report.annotations.quotes.len()).map(|quote| note(&cast, index, quote)).collect();
    let found = passage.and_then(|passage| find(&article.text, passage));
    let body = article.paragraphs.iter().filter(|paragraph| paragraph.kind != ParagraphKind::Headline);
    Page {
        head: head(&cast),
        column: column(&cast, index, lit, found),
        links: body.map(|p| Passage::of(&article.id.0, &article.text, p.span)).collect(),
        changed: passage.filter(|_| found.is_none()).map(Passage::told),
        quotes,
        names: names(&cast, Scope { shown: &[index], lit }, Some(index)),
        dropped: &article.dropped,
        file: &article.file,
        url: article.url.as_ref().map(|url| url.value.trim()).filter(|url| is_web(url)),
        fields: fields(article),
        lit: lit.map(|entity| (&*story.entities[entity].id, &*story.entities[entity].name)),
    }
}

fn note<'l>(cast: &Cast<'l>, column: usize, index: usize) -> Note<'l> {
    let report = cast.reports[column];
    let quote = &report.annotations.quotes[index];
    let text = &report.article.text;
    let mention = quote.attribution.and_then(|found| report.annotations.mentions.get(found.mention()));
    let entity = cast.speaker(column, quote);
    let hue = match (entity, quote.attribution) {
        (Some(entity), _) => cast.hue(entity),
        (None, Some(_)) => Hue::Anonymous,
        (None, None) => Hue::Nobody,
    };
    let words = mention.map(|mention| mention.span.slice(text));
    let chip = match entity {
        Some(entity) => Chip {
            short: cast.story.entities[entity].name.to_string(),
            full: cast.story.entities[entity].name.to_string(),
            id: Some(cast.story.entities[entity].id.to_string()),
        },
        None => {
            let said = unnamed(report, index).1.to_owned();
            Chip { short: said.clone(), full: said, id: None }
        }
    };
    let elsewhere = cast.utterance(column, index).map_or_else(Vec::new, |utterance| {
        let told = &cast.story.utterances[utterance];
        let groups = cast.elsewhere(told, ItemRef { column, index }).into_iter();
        groups.map(|(relation, places)| (relation, Places::of(Thing::Statement(&told.id), places))).collect()
    });
    Note {
        anchor: quote_anchor(column, index),
        text: shortened(quote.span.slice(text)),
        chip,
        hue,
        kind: why::kind(quote.kind),
        cue: quote.cue.map(|cue| cue.slice(text)),
        mention: words,
        rule: quote.attribution.map(|found| (found.rule.name(), why::reason(found.rule))),
        elsewhere,
    }
}

/// The first words of a quote.
fn shortened(text: &str) -> String {
    const WORDS: usize = 14;
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() <= WORDS { words.join(" ") } else { words[..WORDS].join(" ") + " …" }
}

fn is_web(url: &str) -> bool {
    let scheme = url.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    matches!(scheme.as_deref(), Some("http" | "https")) && !url.contains(char::is_whitespace)
}

fn fields(article: &Article) -> Vec<(&'static str, String, &'static str)> {
    fn text(field: &Option<Field<String>>) -> Option<(String, Origin)> {
        field.as_ref().map(|field| (field.value.clone(), field.from))
    }
    let published = article.published.as_ref().map(|field| (field.value.iso.clone(), field.from));
    [
        ("Headline", text(&article.headline)),
        ("Outlet", text(&article.outlet)),
        ("Byline", text(&article.byline)),
        ("Dateline", text(&article.dateline)),
        ("Published", published),
        ("Address", text(&article.url)),
        ("Language", text(&article.language)),
    ]
    .into_iter()
    .filter_map(|(name, field)| field.map(|(value, from)| (name, value, origin(from))))
    .collect()
}

fn origin(from: Origin) -> &'static str {
    match from {
        Origin::FrontMatter => "the head of the file",
        Origin::Metadata => "the file’s data",
        Origin::Text => "the text",
        Origin::FileName => "the file name",
        Origin::Folder => "the folder",
        Origin::Lead => "made from the first sentence",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_become_links() {
        assert!(is_web("https://example.org/a"));
        assert!(is_web("HTTP://example.org"));
        for other in ["javascript:alert(1)", "javascript://x", "data:text/html,x", "//x", "http://a b", "x"] {
            assert!(!is_web(other), "{other}");
        }
    }
}
