//! Highlights of an article in, flat segments out: marks that overlap or cross are cut at each other's edges, so
//! that the segments of a paragraph, one after another, are its text.

use std::collections::BTreeSet;

use crate::model::{Article, Label, MentionKind, ParagraphKind, QuoteKind, Report, Span};

/// A run of text with one set of marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment<'t> {
    /// The text.
    pub text: &'t str,
    /// What is marked about it.
    pub marks: Marks,
}

/// What is marked about a segment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// The quote it is part of; the innermost, where quotes nest.
    pub quote: Option<QuoteMark>,
    /// What it names.
    pub mention: Option<MentionMark>,
    /// The figure it is part of: index into the article's figures.
    pub figure: Option<usize>,
    /// The quote whose cue it is: index into the article's quotes.
    pub cue: Option<usize>,
}

/// A segment's part in a quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuoteMark {
    /// Index into the article's quotes.
    pub index: usize,
    /// Whether it stands between marks.
    pub part: Part,
    /// The segment before it is not of this quote.
    pub opens: bool,
    /// The segment after it is not of this quote.
    pub closes: bool,
    /// The quote begins here (and not in an earlier segment or paragraph).
    pub first: bool,
    /// The quote ends here.
    pub last: bool,
}

/// How a part of a quote stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Between marks.
    Marked,
    /// Outside the marks of a mixed quote.
    Unmarked,
    /// Told without marks.
    Indirect,
}

/// A segment's part in a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MentionMark {
    /// Index into the article's mentions.
    pub index: usize,
    /// What it is.
    pub label: Label,
    /// Index into the story's entities.
    pub entity: Option<usize>,
    /// The first time that the article names it.
    pub first: bool,
    /// The mention begins with this segment.
    pub opens: bool,
}

/// The highlights of one article, by paragraph.
pub struct Layers<'r> {
    article: &'r Article,
    report: &'r Report,
    paragraphs: Vec<Vec<Layer>>,
    entity_of: &'r [Option<usize>],
    first: BTreeSet<usize>,
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
}

impl<'r> Layers<'r> {
    /// Sorts the highlights of `report` into its paragraphs. `entity_of` leads from its chains to the story's
    /// entities.
    pub fn new(report: &'r Report, entity_of: &'r [Option<usize>], wanted: Wanted) -> Layers<'r> {
        let article = &report.article;
        let found = &report.annotations;
        let mut layers = Layers {
            article,
            report,
            paragraphs: vec![Vec::new(); article.paragraphs.len()],
            entity_of,
            first: BTreeSet::new(),
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
        let chain = self.report.annotations.mentions[mention].chain?;
        self.entity_of.get(chain).copied().flatten()
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
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Annotations, Chain, Figure, Mention, Paragraph, Quote, RawArticle};
    use proptest::prelude::*;

    fn report(text: &str, paragraphs: &[(usize, usize)]) -> Report {
        let mut article = crate::clean::clean(&RawArticle { text: "x".into(), ..RawArticle::default() });
        article.text = text.to_owned();
        article.paragraphs = paragraphs
            .iter()
            .map(|(start, end)| Paragraph { span: Span::new(*start, *end), kind: ParagraphKind::Text })
            .collect();
        Report { article, annotations: Annotations::default() }
    }

    fn quote(start: usize, end: usize, kind: QuoteKind) -> Quote {
        let span = Span::new(start, end);
        Quote { span, kind, marked: Vec::new(), cue: None, attribution: None, turn: 0 }
    }

    fn mention(start: usize, end: usize) -> Mention {
        Mention {
            span: Span::new(start, end),
            kind: MentionKind::Name,
            label: Label::Person,
            chain: Some(0),
            tentative: false,
        }
    }

    fn shape(report: &Report) -> Vec<String> {
        let entity_of = [Some(0)];
        let layers = Layers::new(report, &entity_of, Wanted { lit: None, cues: true, figures: true });
        let segments = layers.segments(0);
        assert_eq!(segments.iter().map(|s| s.text).collect::<String>(), report.article.text);
        segments
            .iter()
            .map(|segment| {
                let mut shown = segment.text.to_owned();
                if let Some(quote) = segment.marks.quote {
                    let open = if quote.opens { "[" } else { "" };
                    let close = if quote.closes { "]" } else { "" };
                    shown = format!("{open}{:?} {shown}{close}", quote.part);
                }
                if segment.marks.mention.is_some() {
                    shown = format!("{shown} @");
                }
                shown
            })
            .collect()
    }

    #[test]
    fn a_name_inside_a_quote_cuts_it_in_three() {
        let mut report = report("“Call Zoë now,” he said.", &[(0, 29)]);
        report.annotations.quotes = vec![quote(0, 20, QuoteKind::Direct)];
        report.annotations.mentions = vec![mention(8, 12)];
        assert_eq!(
            shape(&report),
            ["[Marked “Call ", "Marked Zoë @", "Marked  now,”]", " he said."].map(str::to_owned)
        );
    }

    #[test]
    fn a_name_that_crosses_the_edge_of_a_quote_is_cut_there() {
        let mut report = report("so-called \"Iron\" Mills won", &[(0, 26)]);
        report.annotations.quotes = vec![quote(10, 16, QuoteKind::Direct)];
        report.annotations.mentions = vec![mention(11, 22)];
        assert_eq!(
            shape(&report),
            ["so-called ", "[Marked \"", "Marked Iron\"] @", " Mills @", " won"].map(str::to_owned)
        );
    }

    #[test]
    fn the_marked_part_of_a_mixed_quote_is_told_apart() {
        let mut report = report("that it was \"too late\" to go", &[(0, 28)]);
        let mut mixed = quote(0, 28, QuoteKind::Mixed);
        mixed.marked = vec![Span::new(12, 22)];
        report.annotations.quotes = vec![mixed];
        assert_eq!(
            shape(&report),
            ["[Unmarked that it was ", "Marked \"too late\"", "Unmarked  to go]"].map(str::to_owned)
        );
    }

    #[test]
    fn of_nested_quotes_the_inner_one_wins_and_the_outer_opens_again() {
        let mut report = report("a b c d e", &[(0, 9)]);
        report.annotations.quotes = vec![quote(0, 9, QuoteKind::Indirect), quote(4, 5, QuoteKind::Direct)];
        assert_eq!(shape(&report), ["[Indirect a b ]", "[Marked c]", "[Indirect  d e]"].map(str::to_owned));
    }

    #[test]
    fn a_quote_over_two_paragraphs_begins_once() {
        let mut report = report("“a b\n\n“c d” x", &[(0, 6), (8, 19)]);
        report.annotations.quotes = vec![quote(0, 17, QuoteKind::Direct)];
        let layers = Layers::new(&report, &[], Wanted::default());
        let first = layers.segments(0)[0].marks.quote.expect("a quote");
        let second = layers.segments(1)[0].marks.quote.expect("a quote");
        assert!(first.first && !first.last && first.opens && first.closes);
        assert!(!second.first && second.last && second.opens && second.closes);
    }

    proptest! {
        #[test]
        fn segments_concatenate_to_the_text(
            text in "[a-z é“”\"👩]{1,60}",
            spans in proptest::collection::vec((0usize..60, 0usize..60, 0u8..6), 0..24),
            cut in 0usize..60,
        ) {
            let edges: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let at = |n: usize| edges[n % edges.len()];
            let cut = at(cut);
            let mut report = report(&text, &[(0, cut), (cut, text.len())]);
            for (a, b, kind) in spans {
                let (start, end) = (at(a).min(at(b)), at(a).max(at(b)));
                let span = Span::new(start, end);
                match kind {
                    0 => report.annotations.quotes.push(quote(start, end, QuoteKind::Direct)),
                    1 => report.annotations.quotes.push(quote(start, end, QuoteKind::Indirect)),
                    2 => {
                        let mut mixed = quote(start, end, QuoteKind::Mixed);
                        mixed.marked = vec![span];
                        mixed.cue = Some(span);
                        report.annotations.quotes.push(mixed);
                    }
                    3 | 4 => report.annotations.mentions.push(mention(start, end)),
                    _ => report.annotations.figures.push(Figure {
                        span, value: 1.0, unit: None, noun: None, hedge: None,
                    }),
                }
            }
            report.annotations.quotes.sort_by_key(|quote| quote.span);
            report.annotations.mentions.sort_by_key(|mention| mention.span);
            report.annotations.chains.push(Chain {
                label: Label::Person, name: None, description: None, gender: None, roles: Vec::new(),
            });
            for lit in [None, Some(0)] {
                let entity_of = [Some(0)];
                let layers = Layers::new(&report, &entity_of, Wanted { lit, cues: true, figures: true });
                let mut whole = String::new();
                for paragraph in 0..2 {
                    let mut open = None;
                    for segment in layers.segments(paragraph) {
                        whole.push_str(segment.text);
                        // Opening and closing flags are balanced: what templates wrap is well nested.
                        if let Some(mark) = segment.marks.quote {
                            prop_assert_eq!(mark.opens, open.is_none());
                            open = Some(mark.index).filter(|_| !mark.closes);
                        } else {
                            prop_assert!(open.is_none());
                        }
                    }
                    prop_assert!(open.is_none());
                }
                prop_assert_eq!(&whole, &report.article.text);
            }
        }
    }
}
