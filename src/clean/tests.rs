//! Whole texts before and after, and what must hold of any text.

use proptest::prelude::*;

use super::clean;
use crate::model::{Article, ParagraphKind, RawArticle, RawFields};

fn article(text: &str) -> Article {
    clean(&RawArticle { file: "a.txt".into(), text: text.into(), ..RawArticle::default() })
}

fn with_title(title: &str, text: &str) -> Article {
    let fields = RawFields { title: Some(title.into()), ..RawFields::default() };
    clean(&RawArticle { file: "a.txt".into(), text: text.into(), fields, ..RawArticle::default() })
}

fn rules(article: &Article) -> Vec<(&str, &str)> {
    article.dropped.iter().map(|line| (line.rule, line.text.as_str())).collect()
}

fn value<T>(field: &Option<crate::model::Field<T>>) -> Option<&T> {
    field.as_ref().map(|field| &field.value)
}

const LEAD: &str =
    "The cook of Elsin said on Monday that the soup he had spilled was “still warm,” and left.";

#[test]
fn a_page_becomes_an_article() {
    let made = article(&format!(
        "01:15 - Source: KBU\nSoup: the one thing to know\n\nStory highlights\n\nSoup is cold\n\nCook blames wind\n\n\
         Elsin KBU  — \n\n{LEAD}\n\nRELATED: More soup\n\n“Related: soup,” he said.\n\nKBU’s Ada Finn contributed to this story.\nOutbrain"
    ));
    assert_eq!(made.text, format!("{LEAD}\n\n“Related: soup,” he said."));
    assert_eq!(
        rules(&made),
        [
            ("video", "01:15 - Source: KBU"),
            ("video", "Soup: the one thing to know"),
            ("story highlights", "Story highlights"),
            ("story highlights", "Soup is cold"),
            ("story highlights", "Cook blames wind"),
            ("dateline", "Elsin KBU  —"),
            ("related link", "RELATED: More soup"),
            ("credit", "KBU’s Ada Finn contributed to this story."),
            ("widget", "Outbrain"),
        ]
    );
    assert_eq!(value(&made.outlet).map(String::as_str), Some("KBU"));
    assert_eq!(value(&made.dateline).map(String::as_str), Some("Elsin"));
    assert_eq!(value(&made.headline), Some(&LEAD.to_owned()));
    assert!(made.headline_span().is_none());
}

#[test]
fn fields_are_taken_out_of_the_text() {
    let made = article(&format!(
        "Soup is cold in Elsin\n\nBy Ada Finn\nPublished 5:04 PM EST, Thu February 23, 2017\n\nELSIN (Norwire) - {LEAD}\n"
    ));
    assert_eq!(made.text, format!("Soup is cold in Elsin\n\n{LEAD}"));
    assert_eq!(made.paragraphs[0].kind, ParagraphKind::Headline);
    assert_eq!(value(&made.byline).map(String::as_str), Some("Ada Finn"));
    assert_eq!(
        value(&made.published).map(|published| published.iso.as_str()),
        Some("2017-02-23T17:04-05:00")
    );
    assert_eq!(value(&made.outlet).map(String::as_str), Some("Norwire"));
    assert_eq!(
        made.dropped.last().map(|line| (line.line, line.text.as_str())),
        Some((6, "ELSIN (Norwire) -"))
    );
}

#[test]
fn a_title_that_stands_nowhere_comes_first_and_has_no_source() {
    let made = with_title("Soup", LEAD);
    assert_eq!(made.text, format!("Soup\n\n{LEAD}"));
    let headline = made.headline_span().expect("the title is the headline");
    assert_eq!(made.offsets.to_source(&made.text, headline), (0, 0));
    let body = crate::model::Span::new(made.body_start(), made.text.len());
    assert_eq!(made.offsets.to_source(&made.text, body), (0, LEAD.chars().count()));
}

#[test]
fn a_title_in_the_text_keeps_its_place() {
    let made =
        with_title("Elsin’s soup is cold – The Ladle", &format!("x y\n\nElsin's Soup Is Cold.\n\n{LEAD}"));
    let headline = made.headline_span().expect("a headline");
    assert_eq!(headline.slice(&made.text), "Elsin's Soup Is Cold.");
    assert_eq!(made.offsets.to_source(&made.text, headline), (5, 26));
}

#[test]
fn wrapped_lines_are_joined() {
    let text = "The soup that the cook of Elsin had spilled all over the quay was\n\
                still warm on Monday, when the harbour master came by to taste it\n\
                and said that he had never eaten anything so salty in all his long\n\
                years at sea, not even the sea itself, which he had often swallowed\n\
                against his will, and which he did not recommend to anybody here.\n\n\
                He left.\n";
    let made = article(text);
    assert_eq!(made.paragraphs.len(), 2, "{}", made.text);
    let at = made.text.find("quay was still").expect("joined");
    let span = crate::model::Span::new(at, at + "quay was still".len());
    let (start, end) = made.offsets.to_source(&made.text, span);
    assert_eq!(text.chars().skip(start).take(end - start).collect::<String>(), "quay was\nstill");
}

#[test]
fn mojibake_is_repaired_and_leads_back() {
    let text = "It was â€œwarm,â€\u{9d} he said. CafÃ© talk went on about it for hours, and for days, and for weeks.";
    let made = article(text);
    assert!(made.text.starts_with("It was “warm,” he said. Café talk"), "{}", made.text);
    let at = made.text.find("“warm").expect("repaired");
    let (start, end) = made.offsets.to_source(&made.text, crate::model::Span::new(at, at + "“warm".len()));
    assert_eq!(text.chars().skip(start).take(end - start).collect::<String>(), "â€œwarm");
}

#[test]
fn every_line_end_is_a_line_end() {
    let lines = ["Soup is cold in Elsin", "", LEAD, "", "He left."];
    let plain = article(&lines.join("\n"));
    for end in ["\r\n", "\r", "\u{2028}", "\u{2029}"] {
        let other = article(&lines.join(end));
        assert_eq!((&other.text, &other.id), (&plain.text, &plain.id), "{end:?}");
    }
}

#[test]
fn an_id_outlives_a_new_name_but_not_a_new_text() {
    let raw = RawArticle { file: "a.txt".into(), text: LEAD.into(), ..RawArticle::default() };
    let renamed = RawArticle { file: "b/c.txt".into(), ..raw.clone() };
    let changed = RawArticle { text: format!("{LEAD}!"), ..raw.clone() };
    let twin = RawArticle { twin: Some("b".into()), ..raw.clone() };
    assert_eq!(clean(&raw).id, clean(&renamed).id);
    assert_ne!(clean(&raw).id, clean(&changed).id);
    assert_ne!(clean(&raw).id, clean(&twin).id);
    assert_eq!(clean(&raw).id.0.len(), 13);
}

#[test]
fn a_file_of_page_lines_is_shown_as_it_is() {
    assert_eq!(article("Advertisement\nOutbrain").text, "Advertisement\n\nOutbrain");
    assert_eq!(article("").text, "");
    assert_eq!(article(" \n\u{feff}\n").text, "");
}

/// Lines as files have them, good and bad.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just(LEAD.to_owned()),
        Just("“Soup,” said Zoë O’Neil. 👩‍🚒".to_owned()),
        Just(
            "ELSIN (Norwire) - Soup was cold on Monday, the cook said, and nobody minded it much.".to_owned()
        ),
        Just("Story highlights".to_owned()),
        Just("3 thoughts on “Soup”".to_owned()),
        Just("By Ada Finn".to_owned()),
        Just("02:10".to_owned()),
        Just("â€œmoji â€\u{9d} Ã¢Â\u{80}Â\u{9c}".to_owned()),
        Just("Soup is cold;".to_owned()),
        "[ a-zA-Z0-9“”\"'’—–\\-.,:;()\\[\\]•…éâ€™\u{200b}\u{a0}\u{202e}]{0,90}",
        "\\PC{0,60}",
    ]
}

fn text() -> impl Strategy<Value = String> {
    proptest::collection::vec(
        (line(), prop_oneof![Just("\n"), Just("\r\n"), Just("\r"), Just("\n\n")]),
        0..24,
    )
    .prop_map(|lines| lines.into_iter().map(|(line, end)| line + end).collect())
}

proptest! {
    #[test]
    fn nothing_is_lost(text in text(), title in proptest::option::of(line())) {
        let made = match &title {
            Some(title) => with_title(title, &text),
            None => article(&text),
        };
        holds(&made, &text);
    }

    #[test]
    fn any_string_is_read(text in any::<String>()) {
        holds(&article(&text), &text);
    }
}

#[test]
fn a_quotation_below_half_a_headline_is_kept() {
    let text = "Soup is cold;\n\"a\nThe cook of Elsin has left.\n";
    let made = with_title("The cook of Elsin has left.", text);
    holds(&made, text);
    assert!(made.text.contains("\"a"));
}

#[test]
fn a_space_that_is_half_of_a_damaged_letter_parts_no_words() {
    let text = "â€\u{a0}\"\u{a0}\n";
    let made = article(text);
    holds(&made, text);
    assert_eq!(made.text, "†\"");
}

/// What holds of every article.
fn holds(made: &Article, source: &str) {
    let chars: Vec<char> = source.chars().collect();
    let mut at = 0;
    for (index, paragraph) in made.paragraphs.iter().enumerate() {
        assert_eq!(paragraph.span.start(), at, "paragraphs are joined by a blank line");
        at = paragraph.span.end() + 2;
        let shown = paragraph.span.slice(&made.text);
        let (start, end) = made.offsets.to_source(&made.text, paragraph.span);
        let origin: String = chars[start..end].iter().collect();
        if index > 0 || start < end {
            // The same but for joined lines and repaired letters, of which one may have been a space before.
            let mut plain = origin.split_whitespace().filter(|word| word.is_ascii());
            assert!(plain.all(|word| shown.contains(word)), "{origin:?} in {shown:?}");
        }
    }
    let (_, lines) = super::lines::split(source, 0);
    for line in lines {
        let dropped = made.dropped.iter().any(|dropped| dropped.line == line.number);
        let (start, end) = (line.chars, line.chars + line.text.chars().count());
        let shown = made.paragraphs.iter().any(|paragraph| {
            let (from, to) = made.offsets.to_source(&made.text, paragraph.span);
            from < end && start < to
        });
        assert!(dropped || shown, "line {} is lost: {:?}", line.number, line.text);
        let quoted = super::shape::opens_with_mark(line.text);
        let comments =
            made.dropped.iter().any(|dropped| dropped.rule == "comments" && dropped.line == line.number);
        assert!(
            !quoted || shown || comments || dropped_as_headline(made, line.number),
            "a quotation is lost"
        );
    }
}

fn dropped_as_headline(made: &Article, line: usize) -> bool {
    made.dropped.iter().any(|dropped| dropped.line == line && dropped.rule == "headline")
}
