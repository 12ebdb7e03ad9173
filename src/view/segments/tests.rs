//! How highlights that overlap, nest and cross are cut.

use std::sync::Arc;

use super::*;
use crate::model::{Annotations, Chain, Figure, Label, Mention, Paragraph, Quote, RawArticle};
use proptest::prelude::*;

fn report(text: &str, paragraphs: &[(usize, usize)]) -> Report {
    let mut article = crate::clean::clean(&RawArticle { text: "x".into(), ..RawArticle::default() });
    article.text = text.to_owned();
    article.paragraphs = paragraphs
        .iter()
        .map(|(start, end)| Paragraph { span: Span::new(*start, *end), kind: ParagraphKind::Text })
        .collect();
    Report::new(article, Annotations::default())
}

/// What is found in it, to be changed.
fn found(report: &mut Report) -> &mut Annotations {
    Arc::make_mut(&mut report.annotations)
}

fn quote(start: usize, end: usize, kind: QuoteKind) -> Quote {
    let span = Span::new(start, end);
    Quote { span, kind, marked: Box::default(), cue: None, attribution: None, turn: 0 }
}

fn mention(start: usize, end: usize) -> Mention {
    Mention {
        span: Span::new(start, end),
        kind: MentionKind::Name,
        label: Label::Person,
        chain: Some(Index::new(0)),
        tentative: false,
    }
}

fn shape(report: &Report) -> Vec<String> {
    let entity_of = [Some(Index::new(0))];
    let layers = Layers::new(report, &entity_of, Wanted { cues: true, figures: true, ..Wanted::default() });
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
    found(&mut report).quotes = vec![quote(0, 20, QuoteKind::Direct)];
    found(&mut report).mentions = vec![mention(8, 12)];
    assert_eq!(
        shape(&report),
        ["[Marked “Call ", "Marked Zoë @", "Marked  now,”]", " he said."].map(str::to_owned)
    );
}

#[test]
fn a_name_that_crosses_the_edge_of_a_quote_is_cut_there() {
    let mut report = report("so-called \"Iron\" Mills won", &[(0, 26)]);
    found(&mut report).quotes = vec![quote(10, 16, QuoteKind::Direct)];
    found(&mut report).mentions = vec![mention(11, 22)];
    assert_eq!(
        shape(&report),
        ["so-called ", "[Marked \"", "Marked Iron\"] @", " Mills @", " won"].map(str::to_owned)
    );
}

#[test]
fn the_marked_part_of_a_mixed_quote_is_told_apart() {
    let mut report = report("that it was \"too late\" to go", &[(0, 28)]);
    let mut mixed = quote(0, 28, QuoteKind::Mixed);
    mixed.marked = [Span::new(12, 22)].into();
    found(&mut report).quotes = vec![mixed];
    assert_eq!(
        shape(&report),
        ["[Unmarked that it was ", "Marked \"too late\"", "Unmarked  to go]"].map(str::to_owned)
    );
}

#[test]
fn of_nested_quotes_the_inner_one_wins_and_the_outer_opens_again() {
    let mut report = report("a b c d e", &[(0, 9)]);
    found(&mut report).quotes = vec![quote(0, 9, QuoteKind::Indirect), quote(4, 5, QuoteKind::Direct)];
    assert_eq!(shape(&report), ["[Indirect a b ]", "[Marked c]", "[Indirect  d e]"].map(str::to_owned));
}

#[test]
fn a_quote_over_two_paragraphs_begins_once() {
    let mut report = report("“a b\n\n“c d” x", &[(0, 6), (8, 19)]);
    found(&mut report).quotes = vec![quote(0, 17, QuoteKind::Direct)];
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
                0 => found(&mut report).quotes.push(quote(start, end, QuoteKind::Direct)),
                1 => found(&mut report).quotes.push(quote(start, end, QuoteKind::Indirect)),
                2 => {
                    let mut mixed = quote(start, end, QuoteKind::Mixed);
                    mixed.marked = [span].into();
                    mixed.cue = Some(span);
                    found(&mut report).quotes.push(mixed);
                }
                3 | 4 => found(&mut report).mentions.push(mention(start, end)),
                _ => found(&mut report).figures.push(Figure {
                    span, value: 1.0, unit: None, noun: None, hedge: None,
                }),
            }
        }
        found(&mut report).quotes.sort_by_key(|quote| quote.span);
        found(&mut report).mentions.sort_by_key(|mention| mention.span);
        found(&mut report).chains.push(Chain {
            label: Label::Person, name: None, description: None, gender: None, roles: Box::default(),
        });
        for lit in [None, Some(0)] {
            let entity_of = [Some(Index::new(0))];
            let layers = Layers::new(&report, &entity_of, Wanted { lit, cues: true, figures: true, here: None });
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
