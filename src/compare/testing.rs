//! Small stories for the tests of this room: articles from plain text, quotes found by a naive rule.

use jiff::civil::Date;

use super::Report;
use crate::model::{
    Annotations, Article, ArticleId, Attribution, Chain, Field, Index, Label, Mention, MentionKind,
    OffsetMap, Origin, Paragraph, ParagraphKind, Published, Quote, QuoteKind, Rule, Span,
};

/// An article of `text` with the sentences split at ". ", the quotes between curly marks, each said by the last
/// capitalised word before its end's paragraph end, if `Name said` stands there. What stands between ⟨ and ⟩ is told in
/// the reporter's words, behind `Name said ` or `A pilot said `.
pub(super) fn report(id: &str, headline: &str, day: Option<&str>, text: &str) -> Report {
    let field = |value: &str| Field { value: value.to_owned(), from: Origin::Metadata };
    let published = day.map(|day| {
        let date: Date = day.parse().expect("a date of a test");
        Field { value: Published { day: date, iso: day.to_owned() }, from: Origin::Metadata }
    });
    let article = Article {
        id: ArticleId(id.to_owned()),
        file: format!("{id}.txt"),
        source_id: None,
        headline: Some(field(headline)),
        outlet: None,
        byline: None,
        dateline: None,
        published,
        url: None,
        language: None,
        story_key: None,
        text: text.to_owned(),
        paragraphs: vec![Paragraph { span: Span::new(0, text.len()), kind: ParagraphKind::Text }],
        offsets: OffsetMap::default(),
        dropped: Vec::new(),
        warnings: Vec::new(),
    };
    Report::new(article, annotations(text))
}

fn annotations(text: &str) -> Annotations {
    let mut annotations = Annotations::default();
    let mut start = 0;
    for (at, _) in text.match_indices(['.', '?']) {
        let end = at
            + 1
            + text[at + 1..].chars().take_while(|char| *char == '”').map(char::len_utf8).sum::<usize>();
        if text[end..].starts_with(' ') || end == text.len() {
            annotations.sentences.push(Span::new(start, end));
            start = (end + 1).min(text.len());
        }
    }
    for (open, _) in text.match_indices('“') {
        let close = text[open..].find('”').map_or(text.len(), |at| open + at + '”'.len_utf8());
        let span = Span::new(open, close);
        let attribution = speaker(&text[close..], close, &mut annotations);
        annotations.quotes.push(Quote {
            span,
            kind: QuoteKind::Direct,
            marked: [span].into(),
            cue: None,
            attribution,
            turn: 0,
        });
    }
    for (open, mark) in text.match_indices('⟨') {
        let close = text[open..].find('⟩').map_or(text.len(), |at| open + at);
        let attribution = teller(text, open, &mut annotations);
        annotations.quotes.push(Quote {
            span: Span::new(open + mark.len(), close),
            kind: QuoteKind::Indirect,
            marked: Box::default(),
            cue: None,
            attribution,
            turn: 0,
        });
    }
    annotations.quotes.sort_by_key(|quote| quote.span.start());
    for (turn, quote) in annotations.quotes.iter_mut().enumerate() {
        quote.turn = turn as u32;
    }
    annotations
}

/// "Name said " before what is told.
fn teller(text: &str, at: usize, annotations: &mut Annotations) -> Option<Attribution> {
    let said = text[..at].strip_suffix(" said ")?;
    let start = said.rfind(". ").map_or(0, |stop| stop + 2);
    Some(attribution(&text[start..said.len()], start, annotations))
}

/// "… said Name." behind a quote.
fn speaker(rest: &str, at: usize, annotations: &mut Annotations) -> Option<Attribution> {
    let name = rest.strip_prefix(" said ")?.split(['.', ',']).next()?;
    Some(attribution(name, at + " said ".len(), annotations))
}

/// The speaker whose words begin at `start`: named, unless they begin with an article.
fn attribution(words: &str, start: usize, annotations: &mut Annotations) -> Attribution {
    let unnamed = words.starts_with("A ") || words.starts_with("An ");
    let chain = annotations.chains.len();
    annotations.chains.push(Chain {
        label: Label::Person,
        name: Some(words.into()).filter(|_| !unnamed),
        description: unnamed.then(|| Span::new(start, start + words.len())),
        gender: None,
        roles: Box::default(),
    });
    annotations.mentions.push(Mention {
        span: Span::new(start, start + words.len()),
        kind: if unnamed { MentionKind::Nominal } else { MentionKind::Name },
        label: Label::Person,
        chain: Some(Index::new(chain)),
        tentative: false,
    });
    Attribution::new(annotations.mentions.len() - 1, Rule::CueSubject)
}
