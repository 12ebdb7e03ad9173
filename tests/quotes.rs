//! Who said what, in sentences written for this project: `tests/quotes/cases.txt`, a group for each phenomenon.

use std::fmt::Write;

use abreast::annotate::annotate;
use abreast::model::{Article, ArticleId, OffsetMap, Paragraph, ParagraphKind, Quote, QuoteKind, Span};
use proptest::prelude::*;

const CASES: &str = include_str!("quotes/cases.txt");

/// An article of these paragraphs, the first of them its headline. One that starts with a space is on the next line,
/// without an empty one between.
fn article(paragraphs: &[&str]) -> Article {
    let mut text = String::new();
    let mut spans = Vec::new();
    for (index, paragraph) in paragraphs.iter().enumerate() {
        let (gap, paragraph) = match paragraph.strip_prefix(' ') {
            Some(line) => ("\n", line),
            None => ("\n\n", paragraph.strip_prefix("/ ").unwrap_or(paragraph)),
        };
        if index > 0 {
            text.push_str(gap);
        }
        let kind = if index == 0 { ParagraphKind::Headline } else { ParagraphKind::Text };
        let span = Span::new(text.len(), text.len() + paragraph.len());
        text.push_str(paragraph);
        spans.push(Paragraph { span, kind });
    }
    let mut offsets = OffsetMap::default();
    offsets.push_verbatim(Span::new(0, text.len()), 0, text.chars().count());
    Article {
        id: ArticleId("test".to_owned()),
        file: "test.txt".to_owned(),
        source_id: None,
        headline: None,
        outlet: None,
        byline: None,
        dateline: None,
        published: None,
        url: None,
        language: None,
        story_key: None,
        text,
        paragraphs: spans,
        offsets,
        dropped: Vec::new(),
        warnings: Vec::new(),
    }
}

/// The quotes of a case, written as `cases.txt` writes them.
fn quotes(case: &str) -> String {
    let article = match case.strip_prefix('^') {
        Some(headline) => article(&[headline]),
        None => article(&[&["The river page."], case.split(" /").collect::<Vec<_>>().as_slice()].concat()),
    };
    let found = annotate(&article);
    let quotes: Vec<String> = found
        .quotes
        .iter()
        .map(|quote| {
            let indirect = if quote.kind == QuoteKind::Indirect { "~" } else { "" };
            let speaker = quote
                .attribution
                .map_or("?", |attribution| found.mentions[attribution.mention()].span.slice(&article.text));
            format!("{indirect}{} < {speaker}", quote.span.slice(&article.text))
        })
        .collect();
    if quotes.is_empty() { "-".to_owned() } else { quotes.join(" | ") }
}

#[test]
fn every_case_says_who_said_what() {
    let mut group = "";
    let mut case = "";
    let mut count = 0;
    let mut wrong = String::new();
    for line in CASES.lines().filter(|line| !line.starts_with('#')) {
        if let Some(name) = line.strip_prefix("== ") {
            group = name;
        } else if let Some(expected) = line.strip_prefix("> ") {
            count += 1;
            let got = quotes(case);
            if got != expected {
                writeln!(wrong, "{group}: {case}\n  expected {expected}\n  got      {got}")
                    .expect("a string takes it");
            }
        } else if !line.is_empty() {
            case = line;
        }
    }
    assert!(count >= 150, "only {count} cases were read");
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn fragments_of_one_turn_share_its_number() {
    let article = article(&[
        "Tolls",
        "“The bridge,” Lindqvist said, “will open. It will.” Ferro laughed. “Never,” he said.",
    ]);
    let turns: Vec<u32> = annotate(&article).quotes.iter().map(|quote| quote.turn).collect();
    assert_eq!(turns.len(), 3);
    assert_eq!(turns[0], turns[1]);
    assert_ne!(turns[1], turns[2]);
}

/// The chain of each quote's speaker, by its index.
fn speakers(article: &Article) -> Vec<Option<usize>> {
    let found = annotate(article);
    found
        .quotes
        .iter()
        .map(|quote| quote.attribution.and_then(|said| found.mentions[said.mention()].chain()))
        .collect()
}

#[test]
fn two_unnamed_officials_are_two() {
    let said = speakers(&article(&[
        "Tolls",
        "“The toll is fair,” a senior harbour official said.",
        "“It is not,” a second harbour official said.",
    ]));
    assert_eq!(said.len(), 2);
    assert_ne!(said[0], said[1], "the text tells them apart");
}

/// The names by which those who speak are known.
fn names(paragraphs: &[&str]) -> Vec<Option<String>> {
    let annotations = annotate(&article(paragraphs));
    let name = |chain: usize| annotations.chains[chain].name.as_ref().map(ToString::to_string);
    let attribution =
        |quote: &Quote| annotations.mentions[quote.attribution?.mention()].chain().and_then(name);
    annotations.quotes.iter().map(attribution).collect()
}

#[test]
fn a_pronoun_takes_whose_plans_the_sentence_before_is_about() {
    let said = names(&[
        "Tolls",
        "Mr. Karl Moss, the ferrymen’s lawyer, said the vote was a mistake.",
        "He spoke just hours before the council met in Tula.",
        "Piet Lind’s plans for a toll have split the town. He said the toll was fair.",
    ]);
    assert_eq!(said.last(), Some(&Some("Piet Lind".to_owned())));
}

#[test]
fn an_epithet_takes_the_other_of_its_sentence() {
    let said = names(&[
        "Tolls",
        "“We kept our word,” said Ana Berg.",
        "Karl Moss cancelled a dinner with Piet Lind after the billionaire suggested the town should pay for the bridge.",
    ]);
    assert_eq!(said.last(), Some(&Some("Piet Lind".to_owned())));
}

#[test]
fn who_speaks_himself_is_no_other() {
    let said = names(&[
        "Tolls",
        "Mr. Piet Lind met the council on Monday.",
        "Lind himself said the toll was fair. But he himself has said the bridge is old.",
    ]);
    assert_eq!(said, [Some("Piet Lind".to_owned()), Some("Piet Lind".to_owned())]);
}

#[test]
fn floods_of_quotation_marks_take_linear_time() {
    for mark in ["“", "\"", "'", "”", "‘", "’", "''", "« ", " \"a", "“a” ", "he said “", "said, "]
    {
        let text = mark.repeat(100_000 / mark.len());
        let start = std::time::Instant::now();
        annotate(&article(&["Marks", &text]));
        assert!(start.elapsed().as_secs() < 60, "{mark:?} took {:?}", start.elapsed());
    }
}

/// It panicked once.
#[test]
fn a_text_may_end_in_the_abbreviated_name_that_a_verb_gives() {
    let article = article(&["They went on calling Ms. Lind "]);
    assert!(
        annotate(&article).mentions.iter().any(|mention| mention.span.slice(&article.text).contains("Lind"))
    );
}

proptest! {
    /// Whatever the text, spans are in bounds and on characters, marked parts lie in their quote and do not overlap.
    #[test]
    fn spans_are_sound(parts in proptest::collection::vec(part(), 0..60)) {
        let text = parts.concat();
        let paragraphs: Vec<&str> = text.split('\n').filter(|part| !part.trim().is_empty()).collect();
        prop_assume!(!paragraphs.is_empty());
        let article = article(&paragraphs);
        let found = annotate(&article);
        let mut last = 0;
        for quote in &found.quotes {
            prop_assert!(article.text.get(quote.span.range()).is_some());
            prop_assert!(quote.span.start() >= last);
            last = quote.span.start();
            for marked in &quote.marked {
                prop_assert!(quote.span.contains(*marked));
                prop_assert!(article.text.get(marked.range()).is_some());
            }
            prop_assert!(quote.marked.windows(2).all(|pair| pair[0].end() <= pair[1].start()));
            prop_assert_eq!(quote.marked.is_empty(), quote.kind == QuoteKind::Indirect);
            if let Some(attribution) = quote.attribution {
                prop_assert!(attribution.mention() < found.mentions.len());
            }
        }
        prop_assert!(found.mentions.windows(2).all(|pair| pair[0].span.start() <= pair[1].span.start()));
    }
}

fn part() -> impl Strategy<Value = String> {
    prop_oneof![
        proptest::sample::select(vec![
            "“",
            "”",
            "\"",
            "'",
            "‘",
            "’",
            "''",
            "«",
            "»",
            "„",
            " ",
            "\n",
            ", ",
            ". ",
            ": ",
            "; ",
            " — ",
            "(",
            ")",
            "said ",
            "he ",
            "Ms. Lind ",
            "told ",
            "that ",
            "according to ",
            "who ",
            "and ",
            "the ",
            "U.S. ",
            "é",
            "👍",
            "calling ",
            "claim ",
            "was ",
            "LIND: ",
            "s’ ",
            "?",
            "!",
            "<tweet a=\"",
            ">",
            "of ",
            "by ",
            "as ",
        ])
        .prop_map(str::to_owned),
        "[a-zA-Z]{1,8} ",
        ".{0,6}",
    ]
}
