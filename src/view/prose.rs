//! The paragraphs of an article in, pieces ready for a page out: what each is marked with, and what stands in the
//! note under a paragraph.

use crate::model::{ItemRef, Label, MentionKind, ParagraphKind, Report};

use super::cast::{Cast, Hue, Place, Relation, mention_anchor, paragraph_anchor, quote_anchor};
use super::marks::{Part, QuoteMark, Segment};
use super::segments::{Layers, Wanted};
use super::why;

/// A paragraph as it is shown.
#[derive(Debug)]
pub struct Prose<'l> {
    /// Its anchor.
    pub anchor: String,
    /// What it is.
    pub kind: ParagraphKind,
    /// Its text, piece by piece.
    pub pieces: Vec<Piece<'l>>,
    /// Where else its quotes are told.
    pub notes: Vec<Note<'l>>,
    /// Whether something in it is lit.
    pub lit: bool,
    /// What it shares with paragraphs of other columns: "u3 s12".
    pub keys: String,
}

/// A piece of text with what surrounds it.
#[derive(Debug)]
pub struct Piece<'l> {
    /// The text.
    pub text: &'l str,
    /// A quote opens before it.
    pub open: Option<Open>,
    /// A quote closes behind it: the element that carried it.
    pub close: Option<&'static str>,
    /// It names something, or is otherwise told apart.
    pub mark: Option<Mark<'l>>,
    /// The passage that the link leads to begins before it.
    pub here: bool,
}

/// The opening of a quote.
#[derive(Debug)]
pub struct Open {
    /// The element that carries it: `q`, or `span` where nothing stands between marks.
    pub tag: &'static str,
    /// Its anchor, where the quote begins.
    pub anchor: Option<String>,
    /// Style classes.
    pub class: String,
    /// The name of its speaker, where it has to be said.
    pub chip: Option<Chip>,
    /// Index of its speaker, for scripts.
    pub entity: Option<usize>,
    /// The utterance it reports, for scripts.
    pub utterance: Option<usize>,
    /// Kind, cue and the reason for the speaker, for whoever asks why; where the quote begins.
    pub why: Option<String>,
}

/// A name at the start of a quote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chip {
    /// As short as it is clear.
    pub short: String,
    /// In full.
    pub full: String,
    /// Id of the entity.
    pub id: Option<String>,
}

/// Marks of a piece inside or outside a quote.
#[derive(Debug)]
pub struct Mark<'l> {
    /// Style classes; none for a link to what is not marked by itself.
    pub class: String,
    /// Its anchor, where it can be linked to.
    pub anchor: Option<String>,
    /// Id of the entity it leads to.
    pub leads_to: Option<&'l str>,
    /// Index of the entity, for scripts.
    pub entity: Option<usize>,
}

/// A line under a paragraph: one statement, and where else it is told.
#[derive(Debug)]
pub struct Note<'l> {
    /// Hue of its speaker.
    pub hue: Hue,
    /// Name of its speaker, where the paragraph quotes several.
    pub speaker: Option<String>,
    /// Id of the utterance.
    pub utterance: &'l str,
    /// Relation by relation, where it stands.
    pub groups: Vec<(Relation, Vec<Place<'l>>)>,
}

impl<'l> Note<'l> {
    /// The places to name of a group: all, or the first few where there are many.
    pub fn named<'n>(&self, places: &'n [Place<'l>], all: bool) -> &'n [Place<'l>] {
        const NAMED: usize = 3;
        if places.len() > NAMED + 1 && !all { &places[..NAMED] } else { places }
    }
}

/// Makes the paragraphs of one column.
pub struct Writer<'c, 'l> {
    cast: &'c Cast<'l>,
    column: usize,
    layers: Layers<'l>,
    lit: Option<usize>,
}

impl<'c, 'l> Writer<'c, 'l> {
    /// Over one column of the cast.
    pub fn new(cast: &'c Cast<'l>, column: usize, wanted: Wanted) -> Writer<'c, 'l> {
        let chains = cast.story.chains.get(column).map_or(&[][..], |chains| chains);
        Writer { cast, column, layers: Layers::new(cast.reports[column], chains, wanted), lit: wanted.lit }
    }

    /// The headline, where the text has one.
    pub fn headline(&self) -> Option<Prose<'l>> {
        let article = &self.cast.reports[self.column].article;
        article.headline_span().map(|_| self.paragraph(0, ParagraphKind::Headline))
    }

    /// The paragraphs behind the headline.
    pub fn body(&self) -> Vec<Prose<'l>> {
        let article = &self.cast.reports[self.column].article;
        let mut body: Vec<Prose<'l>> = article
            .paragraphs
            .iter()
            .enumerate()
            .filter(|(_, paragraph)| paragraph.kind != ParagraphKind::Headline)
            .map(|(index, paragraph)| self.paragraph(index, paragraph.kind))
            .collect();
        self.add_keys(&mut body);
        body
    }

    fn paragraph(&self, index: usize, kind: ParagraphKind) -> Prose<'l> {
        let mut told = None;
        let mut quotes: Vec<usize> = Vec::new();
        let pieces: Vec<Piece<'l>> = self
            .layers
            .segments(index)
            .into_iter()
            .map(|segment| {
                let quote = segment.marks.quote;
                if let Some(quote) = quote.filter(|quote| quote.opens) {
                    quotes.push(quote.index);
                }
                self.piece(segment, &mut told)
            })
            .collect();
        let is_on = |class: &str| class.split(' ').any(|word| word == "on");
        let lit = pieces.iter().any(|piece| {
            piece.open.as_ref().is_some_and(|open| is_on(&open.class))
                || piece.mark.as_ref().is_some_and(|mark| is_on(&mark.class))
        });
        let notes = if kind == ParagraphKind::Headline { Vec::new() } else { self.notes(&quotes) };
        Prose { anchor: paragraph_anchor(self.column, index), kind, pieces, notes, lit, keys: String::new() }
    }

    /// `told` is the speaker and turn that a chip of this paragraph has named last.
    fn piece(&self, segment: Segment<'l>, told: &mut Option<(Option<usize>, u32)>) -> Piece<'l> {
        let quote = segment.marks.quote;
        Piece {
            text: segment.text,
            open: quote.filter(|quote| quote.opens).map(|quote| self.open(quote, told)),
            close: quote.filter(|quote| quote.closes).map(tag),
            mark: self.mark(&segment),
            here: segment.marks.here.is_some_and(|here| here.first),
        }
    }

    fn open(&self, mark: QuoteMark, told: &mut Option<(Option<usize>, u32)>) -> Open {
        let found = &self.cast.reports[self.column].annotations;
        let quote = &found.quotes[mark.index];
        let entity = self.cast.speaker(self.column, quote);
        let hue = match (entity, quote.attribution) {
            (Some(entity), _) => self.cast.hue(entity),
            (None, Some(_)) => Hue::Anonymous,
            (None, None) => Hue::Nobody,
        };
        let mut class = hue.class();
        match mark.part {
            Part::Marked if quote.kind == crate::model::QuoteKind::Direct => {}
            Part::Marked | Part::Unmarked => class.push_str(" m"),
            Part::Indirect => class.push_str(" i"),
        }
        if entity.is_some() && entity == self.lit {
            class.push_str(" on");
        }
        let again =
            *told == Some((entity, quote.turn)) || (entity.is_some() && told.is_some_and(|t| t.0 == entity));
        let chip = (mark.first && !again && !self.named_beside(mark)).then(|| self.chip(mark.index, entity));
        *told = Some((entity, quote.turn));
        let text = &self.cast.reports[self.column].article.text;
        let mention = quote.attribution.and_then(|given| found.mentions.get(given.mention()));
        let mention = mention.map(|mention| mention.span.slice(text));
        let why = mark.first.then(|| why::line(quote, mention, text));
        Open {
            tag: tag(mark),
            anchor: mark.first.then(|| quote_anchor(self.column, mark.index)),
            class,
            chip,
            entity,
            utterance: self.cast.utterance(self.column, mark.index),
            why,
        }
    }

    /// Whether what is told without marks has its speaker beside it, so that the text itself says who speaks.
    fn named_beside(&self, mark: QuoteMark) -> bool {
        let report = self.cast.reports[self.column];
        let quote = &report.annotations.quotes[mark.index];
        let Some(mention) =
            quote.attribution.and_then(|found| report.annotations.mentions.get(found.mention()))
        else {
            return false;
        };
        let paragraphs = &report.article.paragraphs;
        let paragraph = |at: usize| paragraphs.partition_point(|paragraph| paragraph.span.end() <= at);
        mark.part == Part::Indirect
            && mention.kind != MentionKind::Pronoun
            && paragraph(mention.span.start()) == paragraph(quote.span.start())
    }

    fn chip(&self, quote: usize, entity: Option<usize>) -> Chip {
        let report = self.cast.reports[self.column];
        if let Some(entity) = entity {
            let known = &self.cast.story.entities[entity];
            return Chip {
                short: self.cast.short(entity).to_owned(),
                full: known.name.to_string(),
                id: Some(known.id.to_string()),
            };
        }
        let (short, full) = unnamed(report, quote);
        Chip { short: short.to_owned(), full: full.to_owned(), id: None }
    }

    fn mark(&self, segment: &Segment<'l>) -> Option<Mark<'l>> {
        let mut classes: Vec<&'static str> = Vec::new();
        let mut mark = Mark { class: String::new(), anchor: None, leads_to: None, entity: None };
        if let Some(mention) = segment.marks.mention {
            mark.entity = mention.entity;
            classes.extend(["e", letter(mention.label)]);
            if self.cast.reports[self.column].annotations.mentions[mention.index].tentative {
                classes.push("t");
            }
            let lit = mention.entity.is_some() && mention.entity == self.lit;
            if lit {
                classes.push("on");
            }
            if mention.first {
                classes.push("f");
                mark.leads_to = mention.entity.map(|entity| self.cast.story.entities[entity].id.as_ref());
            }
            // Of a mention that is cut in two, one part carries the anchor.
            if mention.opens && (lit || mention.first) {
                mark.anchor = Some(mention_anchor(self.column, mention.index));
            }
        }
        if let Some(quote) = segment.marks.quote {
            let mixed = self.cast.reports[self.column].annotations.quotes[quote.index].kind
                == crate::model::QuoteKind::Mixed;
            if mixed && quote.part == Part::Marked {
                classes.push("k");
            }
        }
        if segment.marks.figure.is_some() {
            classes.push("n");
        }
        if segment.marks.cue.is_some() {
            classes.push("u");
        }
        if segment.marks.here.is_some() {
            classes.push("here");
        }
        mark.class = classes.join(" ");
        (!mark.class.is_empty()).then_some(mark)
    }

    fn notes(&self, quotes: &[usize]) -> Vec<Note<'l>> {
        let mut seen = Vec::new();
        let mut notes = Vec::new();
        let found = &self.cast.reports[self.column].annotations.quotes;
        let mut speakers: Vec<Option<usize>> =
            quotes.iter().map(|quote| self.cast.speaker(self.column, &found[*quote])).collect();
        speakers.dedup();
        for index in quotes {
            let Some(utterance) = self.cast.utterance(self.column, *index) else { continue };
            if seen.contains(&utterance) {
                continue;
            }
            seen.push(utterance);
            let speaker = self.cast.speaker(self.column, &found[*index]);
            let told = &self.cast.story.utterances[utterance];
            notes.push(Note {
                hue: speaker.map_or(Hue::Nobody, |speaker| self.cast.hue(speaker)),
                speaker: speaker
                    .filter(|_| speakers.len() > 1)
                    .map(|speaker| self.cast.short(speaker).to_owned()),
                utterance: &told.id,
                groups: self.cast.elsewhere(told, ItemRef { column: self.column, index: *index }),
            });
        }
        notes
    }

    /// Notes for scripts which paragraphs have counterparts: by utterance and by matching sentence.
    fn add_keys(&self, body: &mut [Prose<'l>]) {
        let report = self.cast.reports[self.column];
        let first = usize::from(report.article.headline_span().is_some());
        let mut add = |at: usize, key: String| {
            let paragraph = report.article.paragraphs.partition_point(|p| p.span.end() <= at);
            if let Some(prose) = paragraph.checked_sub(first).and_then(|index| body.get_mut(index)) {
                if !prose.keys.is_empty() {
                    prose.keys.push(' ');
                }
                prose.keys.push_str(&key);
            }
        };
        for (index, passage) in self.cast.story.passages.iter().enumerate() {
            for item in passage.sentences.iter().filter(|item| item.column == self.column) {
                if let Some(sentence) = report.annotations.sentences.get(item.index) {
                    add(sentence.start(), format!("s{index}"));
                }
            }
        }
    }
}

/// What carries a quote.
fn tag(mark: QuoteMark) -> &'static str {
    match mark.part {
        Part::Marked | Part::Unmarked => "q",
        Part::Indirect => "span",
    }
}

/// What a speaker is called who is nobody of the story's list: at the quote, and in full. A pronoun tells nothing, and
/// beside the words it would read as one of them.
pub(super) fn unnamed(report: &Report, quote: usize) -> (&str, &str) {
    let attribution = report.annotations.quotes[quote].attribution;
    match attribution.and_then(|found| report.annotations.mentions.get(found.mention())) {
        None => ("?", "speaker not given"),
        Some(mention) if mention.kind == MentionKind::Pronoun => ("?", "not named"),
        Some(mention) => [mention.span.slice(&report.article.text); 2].into(),
    }
}

/// The style class of a label.
pub fn letter(label: Label) -> &'static str {
    match label {
        Label::Person => "p",
        Label::Organization => "o",
        Label::Place => "l",
        Label::Group => "g",
        Label::Work | Label::Event | Label::Law | Label::Date | Label::Other => "x",
    }
}
