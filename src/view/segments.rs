//! Highlights of an article in, flat segments out: marks that overlap or cross are cut at each other's edges, so
//! that the segments of a paragraph, one after another, are its text.

use std::collections::BTreeSet;

use crate::model::{Article, Index, MentionKind, ParagraphKind, QuoteKind, Report, Span};

use super::marks::{HereMark, Marks, MentionMark, Part, QuoteMark, Segment};

/// The highlights of one article, by paragraph.
pub struct Layers<'r> {
    article: &'r Article,
    report: &'r Report,
    paragraphs: Vec<Vec<Layer>>,
    entity_of: &'r [Option<Index>],
    first: BTreeSet<usize>,
    here: Option<Span>,
}

#[derive(Clone, Copy)]
struct Layer {
    span: Span,
    kind: LayerKind,
}

/// In the order in which they are painted, the later over the earlier.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum LayerKind {
    Quote(usize),
    Marked(usize),
    Mention(usize),
    Figure(usize),
    Cue(usize),
    Here,
}

/// Which marks are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The entity that is to stand out: its pronouns and descriptions are marked too.
    pub lit: Option<usize>,
    /// The words that report quotes.
    pub cues: bool,
    /// Numbers.
    pub figures: bool,
    /// The passage that the link leads to.
    pub here: Option<Span>,
}

impl<'r> Layers<'r> {
    /// Sorts the highlights of `report` into its paragraphs. `entity_of` leads from its chains to the story's
    /// entities.
    pub fn new(report: &'r Report, entity_of: &'r [Option<Index>], wanted: Wanted) -> Layers<'r> {
        let article = &report.article;
        let found = &report.annotations;
        let mut layers = Layers {
            article,
            report,
            paragraphs: vec![Vec::new(); article.paragraphs.len()],
            entity_of,
            first: BTreeSet::new(),
            here: wanted.here,
        };
        for (index, quote) in found.quotes.iter().enumerate() {
            layers.add(quote.span, LayerKind::Quote(index));
            if quote.kind == QuoteKind::Mixed {
                quote.marked.iter().for_each(|marked| layers.add(*marked, LayerKind::Marked(index)));
            }
            if let Some(cue) = quote.cue.filter(|_| wanted.cues) {
                layers.add(cue, LayerKind::Cue(index));
            }
        }
        let mut seen = BTreeSet::new();
        for index in layers.shown_mentions(wanted.lit) {
            let mention = found.mentions[index];
            layers.add(mention.span, LayerKind::Mention(index));
            let in_headline = article.headline_span().is_some_and(|headline| headline.contains(mention.span));
            if let Some(entity) = layers.entity(index)
                && mention.kind != MentionKind::Pronoun
                && !in_headline
                && seen.insert(entity)
            {
                layers.first.insert(index);
            }
        }
        if wanted.figures {
            found.figures.iter().enumerate().for_each(|(i, f)| layers.add(f.span, LayerKind::Figure(i)));
        }
        if let Some(here) = wanted.here {
            layers.add(here, LayerKind::Here);
        }
        layers
    }

    /// The mentions to mark, in text order, none inside another: names and descriptions of whom the story knows,
    /// and of the lit entity all.
    fn shown_mentions(&self, lit: Option<usize>) -> Vec<usize> {
        let mentions = &self.report.annotations.mentions;
        let mut order: Vec<usize> = (0..mentions.len())
            .filter(|index| {
                let is_lit = lit.is_some() && self.entity(*index) == lit;
                match mentions[*index].kind {
                    MentionKind::Name => true,
                    MentionKind::Nominal | MentionKind::Pronoun => is_lit,
                }
            })
            .collect();
        let rank = |index: &usize| {
            let other = lit.is_none() || self.entity(*index) != lit;
            (other, std::cmp::Reverse(mentions[*index].span.len()), mentions[*index].span.start())
        };
        order.sort_by_key(rank);
        let mut taken: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
        let mut kept = Vec::new();
        for index in order {
            let span = mentions[index].span;
            let before = taken.range(..span.end()).next_back();
            if span.is_empty() || before.is_some_and(|(_, end)| *end > span.start()) {
                continue;
            }
            taken.insert(span.start(), span.end());
            kept.push(index);
        }
        kept.sort_by_key(|index| mentions[*index].span.start());
        kept
    }

    fn entity(&self, mention: usize) -> Option<usize> {
        let chain = self.report.annotations.mentions[mention].chain()?;
        self.entity_of.get(chain)?.map(Index::get)
    }

    fn add(&mut self, span: Span, kind: LayerKind) {
        let first = self.article.paragraphs.partition_point(|paragraph| paragraph.span.end() <= span.start());
        for (index, paragraph) in self.article.paragraphs.iter().enumerate().skip(first) {
            if paragraph.span.start() >= span.end() {
                break;
            }
            self.paragraphs[index].push(Layer { span, kind });
        }
    }

    /// The segments of one paragraph. Their texts concatenate to the paragraph's.
    pub fn segments(&self, paragraph: usize) -> Vec<Segment<'r>> {
        let whole = self.article.paragraphs[paragraph].span;
        let clip = |span: Span| (span.start().max(whole.start()), span.end().min(whole.end()));
        let mut edges: Vec<usize> = vec![whole.start(), whole.end()];
        for layer in &self.paragraphs[paragraph] {
            let (start, end) = clip(layer.span);
            edges.extend([start, end]);
        }
        edges.sort_unstable();
        edges.dedup();
        let mut cells = vec![Marks::default(); edges.len().saturating_sub(1)];
        let mut layers = self.paragraphs[paragraph].clone();
        // Of two quotes the one that starts later lies inside, and is painted over the other.
        layers.sort_by_key(|layer| {
            (layer.kind.depth(), layer.span.start(), std::cmp::Reverse(layer.span.end()))
        });
        for layer in layers {
            let (start, end) = clip(layer.span);
            let from = edges.partition_point(|edge| *edge < start);
            let to = edges.partition_point(|edge| *edge < end);
            cells[from..to].iter_mut().for_each(|cell| self.paint(cell, layer.kind));
        }
        let mut segments: Vec<Segment<'r>> = Vec::with_capacity(cells.len());
        let mut starts: Vec<usize> = Vec::with_capacity(cells.len());
        for (index, marks) in cells.into_iter().enumerate() {
            let (start, end) = (edges[index], edges[index + 1]);
            match segments.last_mut() {
                Some(last) if last.marks == marks => {
                    last.text = &self.article.text[starts[starts.len() - 1]..end];
                }
                _ => {
                    segments.push(Segment { text: &self.article.text[start..end], marks });
                    starts.push(start);
                }
            }
        }
        self.set_edges(&mut segments, &starts);
        segments
    }

    /// The segments of the headline, where it stands in the text.
    pub fn headline(&self) -> Option<Vec<Segment<'r>>> {
        let first = self.article.paragraphs.first()?;
        (first.kind == ParagraphKind::Headline).then(|| self.segments(0))
    }

    fn paint(&self, cell: &mut Marks, kind: LayerKind) {
        match kind {
            LayerKind::Quote(index) => {
                let part = match self.report.annotations.quotes[index].kind {
                    QuoteKind::Direct => Part::Marked,
                    QuoteKind::Mixed => Part::Unmarked,
                    QuoteKind::Indirect => Part::Indirect,
                };
                cell.quote =
                    Some(QuoteMark { index, part, opens: false, closes: false, first: false, last: false });
            }
            LayerKind::Marked(index) => {
                if let Some(quote) = cell.quote.as_mut().filter(|quote| quote.index == index) {
                    quote.part = Part::Marked;
                }
            }
            LayerKind::Mention(index) => {
                cell.mention = Some(MentionMark {
                    index,
                    label: self.report.annotations.mentions[index].label,
                    entity: self.entity(index),
                    first: self.first.contains(&index),
                    opens: false,
                });
            }
            LayerKind::Figure(index) => cell.figure = Some(index),
            LayerKind::Cue(index) => cell.cue = Some(index),
            LayerKind::Here => cell.here = Some(HereMark { first: false }),
        }
    }

    fn set_edges(&self, segments: &mut [Segment<'r>], starts: &[usize]) {
        let quotes: Vec<Option<usize>> =
            segments.iter().map(|segment| segment.marks.quote.map(|quote| quote.index)).collect();
        for (at, segment) in segments.iter_mut().enumerate() {
            let start = starts[at];
            let end = start + segment.text.len();
            if let Some(quote) = &mut segment.marks.quote {
                let span = self.report.annotations.quotes[quote.index].span;
                quote.opens = at == 0 || quotes[at - 1] != Some(quote.index);
                quote.closes = quotes.get(at + 1).copied().flatten() != Some(quote.index);
                quote.first = span.start() == start;
                quote.last = span.end() == end;
            }
            if let Some(here) = &mut segment.marks.here {
                here.first = self.here.is_some_and(|here| here.start() == start);
            }
            if let Some(mention) = &mut segment.marks.mention {
                mention.opens = self.report.annotations.mentions[mention.index].span.start() == start;
            }
        }
    }
}

impl LayerKind {
    fn depth(self) -> u8 {
        match self {
            LayerKind::Quote(_) => 0,
            LayerKind::Marked(_) => 1,
            LayerKind::Mention(_) => 2,
            LayerKind::Figure(_) => 3,
            LayerKind::Cue(_) => 4,
            LayerKind::Here => 5,
        }
    }
}

#[cfg(test)]
mod tests;
