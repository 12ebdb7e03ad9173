//! What a reader may rely on when articles are lined up, on small invented stories.

use super::testing::report;
use super::*;
use crate::model::{AbsentItem, Sharing, Wording};

fn story(texts: &[&str]) -> (Vec<Report>, Story) {
    let reports: Vec<Report> = texts
        .iter()
        .enumerate()
        .map(|(index, text)| report(&format!("a{index}"), "Ferry runs aground", None, text))
        .collect();
    let group = Group {
        id: StoryId("s".to_owned()),
        title: String::new(),
        articles: (0..reports.len()).collect(),
        because: Because::Single,
    };
    let story = compare(group, &reports);
    (reports, story)
}

/// For each utterance the words of its quotes.
fn check_utterances(texts: &[&str], expected: &[&[(&str, Wording)]]) {
    let (reports, story) = story(texts);
    let found: Vec<Vec<(&str, Wording)>> = story
        .utterances
        .iter()
        .map(|utterance| {
            let quote = |place: &crate::model::ItemRef| {
                let Report { article, annotations } = &reports[place.column];
                annotations.quotes[place.index].span.slice(&article.text)
            };
            utterance
                .quotes
                .iter()
                .map(quote)
                .zip(utterance.versions.iter().map(|version| version.wording))
                .collect()
        })
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn a_trimmed_quote_is_the_same_utterance() {
    check_utterances(
        &[
            "“We heard a scraping noise and then the lights went out on every deck,” said Odile Marsh. More followed.",
            "People were calm. “The lights went out on every deck,” said Marsh. A tug came.",
        ],
        &[&[
            ("“We heard a scraping noise and then the lights went out on every deck,”", Wording::Fullest),
            ("“The lights went out on every deck,”", Wording::Trimmed),
        ]],
    );
}

#[test]
fn two_translations_of_one_statement_are_one_utterance() {
    check_utterances(
        &[
            "“We are not going to pay because we don’t have to,” said Ilse Brandt.",
            "“We won't pay because we don't have to,” said Brandt.",
        ],
        &[&[
            ("“We are not going to pay because we don’t have to,”", Wording::Fullest),
            ("“We won't pay because we don't have to,”", Wording::Altered),
        ]],
    );
}

#[test]
fn two_statements_on_one_subject_stay_apart() {
    check_utterances(
        &[
            "“The harbour board will never pay a cent for this pier,” said Ilse Brandt.",
            "“We asked the harbour board about the pier twice last spring,” said Tom Ruiz.",
        ],
        &[],
    );
}

#[test]
fn one_who_quotes_another_does_not_say_it_himself() {
    check_utterances(
        &[
            "“The pilot was asleep at the wheel,” said Tom Ruiz.",
            "“When he claims that ‘the pilot was asleep at the wheel,’ he insults the crew,” said Ilse Brandt.",
        ],
        &[],
    );
}

#[test]
fn what_was_cut_is_told_in_the_fuller_text() {
    let (reports, story) = story(&[
        "“Nobody was hurt, thank heaven, and nobody was careless,” said Odile Marsh.",
        "“Nobody was hurt and nobody was careless,” said Marsh.",
    ]);
    let version = &story.utterances[0].versions[1];
    let cut: Vec<&str> = version.cut.iter().map(|span| span.slice(&reports[0].article.text)).collect();
    assert_eq!((cut, version.added.len()), (vec!["thank heaven"], 0));
}

#[test]
fn sentences_that_say_the_same_are_a_passage_whatever_their_order() {
    let (_, story) = story(&[
        "The ferry Aurelia struck a sandbank off Kelm at dawn. Divers searched the hull for cracks all afternoon.",
        "Divers spent the afternoon searching its hull for cracks. At dawn the ferry Aurelia struck a sandbank near Kelm.",
    ]);
    let mut pairs: Vec<(usize, usize)> = story
        .passages
        .iter()
        .map(|passage| (passage.sentences[0].index, passage.sentences[1].index))
        .collect();
    pairs.sort_unstable();
    assert_eq!(pairs, [(0, 1), (1, 0)]);
    assert!(story.coverage[0].sentences.iter().all(|sharing| *sharing == Sharing::Shared));
}

#[test]
fn wording_shared_outside_quotes_makes_one_account() {
    let wire =
        "The coast guard towed the stranded vessel into the old harbour shortly before midnight on Sunday.";
    let (reports, story) = story(&[wire, &format!("{wire} It will stay."), "A boat was late."]);
    assert_eq!(story.accounts, 2);
    assert_eq!(story.shared_text.len(), 1);
    let (column, span) = story.shared_text[0].spans[1];
    assert_eq!(span.slice(&reports[column].article.text), wire.trim_end_matches('.'));
}

#[test]
fn a_quote_is_absent_only_where_no_search_finds_it() {
    let quote = "“Every lifeboat was launched within nine minutes of the alarm bell,” said Odile Marsh.";
    let (_, story) = story(&[
        quote,
        &format!("It was dark. {quote}"),
        "The lifeboats were all launched within nine minutes of the alarm, the captain told us.",
        "Passengers slept in a school gym. Soup was served.",
    ]);
    let absent = |column: usize| -> Vec<AbsentItem> {
        let items = story.coverage[column].not_here.iter().map(|index| story.absent[*index as usize].what);
        items.filter(|what| matches!(what, AbsentItem::Utterance(_))).collect()
    };
    assert_eq!(absent(0), []);
    assert_eq!(absent(2), [], "retold, so not absent");
    assert_eq!(absent(3), [AbsentItem::Utterance(0)]);
}

#[test]
fn one_article_alone_lacks_nothing() {
    let (_, story) = story(&["“Fine,” said Odile Marsh. The end."]);
    assert!(story.utterances.is_empty() && story.coverage[0].not_here.is_empty());
    assert_eq!(*story.coverage[0].sentences, [Sharing::OnlyHere, Sharing::OnlyHere]);
}

#[test]
fn terms_for_one_thing_are_set_side_by_side() {
    let (_, story) =
        story(&["The bill helps undocumented immigrants in Kelm.", "The bill helps illegal aliens in Kelm."]);
    let called: Vec<&str> = story.naming[0].columns.iter().map(|called| called[0].name.as_str()).collect();
    assert_eq!(called, ["undocumented immigrants", "illegal aliens"]);
}

#[test]
fn loose_articles_on_one_event_are_a_story_and_others_are_not() {
    let reports = [
        report(
            "a",
            "Ferry Aurelia runs aground off Kelm",
            Some("2031-05-02"),
            "The ferry Aurelia ran aground off Kelm early on Friday with 200 aboard. Tugs pulled the Aurelia free.",
        ),
        report(
            "b",
            "Aurelia ferry stuck on Kelm sandbank",
            Some("2031-05-03"),
            "Tugs freed the ferry Aurelia from a sandbank off Kelm. The Aurelia had 200 aboard.",
        ),
        report(
            "c",
            "Bakers protest flour tax in Lund",
            Some("2031-05-02"),
            "Bakers marched in Lund against a new tax on flour. Loaves were given away.",
        ),
    ];
    let groups: Vec<(Vec<usize>, String)> =
        group(&reports).into_iter().map(|group| (group.articles, group.id.0)).collect();
    assert_eq!(groups, [(vec![0, 1], "a".to_owned()), (vec![2], "c".to_owned())]);
}

#[test]
fn an_update_of_a_report_is_a_version_of_it_and_shares_nothing_with_it() {
    let first = "The coast guard towed the stranded vessel into the old harbour shortly before midnight on Sunday. \
                 Eleven lorries and a bakery van are still standing on the lower deck, says Port Director Ilse Brandt.";
    let mut reports = vec![
        report("a", "Ferry runs aground", Some("2031-05-02"), first),
        report("b", "Ferry towed", Some("2031-05-03"), &format!("{first} It will stay until the weekend.")),
        report(
            "c",
            "Ferry stuck",
            Some("2031-05-03"),
            "Passengers of the ferry slept in a school gym at Kelm.",
        ),
    ];
    let compared = |reports: &[Report]| {
        let articles = (0..reports.len()).collect();
        compare(
            Group { id: StoryId("s".to_owned()), title: String::new(), articles, because: Because::Single },
            reports,
        )
    };
    let outlet = |name: &str| {
        Some(crate::model::Field { value: name.to_owned(), from: crate::model::Origin::Metadata })
    };
    for (report, name) in reports.iter_mut().zip(["Kelm Courier", "kelm courier", "The Gazette"]) {
        Arc::make_mut(&mut report.article).outlet = outlet(name);
    }
    let story = compared(&reports);
    assert_eq!(story.report_of, [0, 0, 2]);
    assert!(story.coverage[0].sentences.iter().all(|sharing| *sharing == Sharing::OnlyHere));
    Arc::make_mut(&mut reports[1].article).outlet = outlet("Lund Times");
    let story = compared(&reports);
    assert_eq!(story.report_of, [0, 1, 2]);
    assert!(story.coverage[0].sentences.iter().all(|sharing| *sharing == Sharing::Shared));
}

#[test]
fn a_turn_split_by_its_cue_is_told_by_one_quote() {
    let asked = "that the harbour board paid for the pilot's house last spring?”";
    let mut reports = [
        report("a", "Ferry", None, &format!("“Is it so,” said Odile Marsh. “{asked} said Odile Marsh.")),
        report("b", "Ferry", None, &format!("“Is it so {asked} said Marsh.")),
    ];
    let annotations = Arc::make_mut(&mut reports[0].annotations);
    annotations.quotes[1].turn = annotations.quotes[0].turn;
    let group = Group {
        id: StoryId("s".to_owned()),
        title: String::new(),
        articles: vec![0, 1],
        because: Because::Single,
    };
    let told: Vec<usize> =
        compare(group, &reports).utterances.iter().map(|utterance| utterance.quotes.len()).collect();
    assert_eq!(told, [3]);
}

#[test]
fn one_sentence_of_a_long_quote_is_known_again_with_words_put_in() {
    check_utterances(
        &[
            "“It was a night of broken promises. We saw panic, shouting, torn life jackets on the quay,” said Odile Marsh.",
            "“I would say it was, for most of us, a night of broken promises,” said Marsh.",
        ],
        &[&[
            (
                "“It was a night of broken promises. We saw panic, shouting, torn life jackets on the quay,”",
                Wording::Fullest,
            ),
            ("“I would say it was, for most of us, a night of broken promises,”", Wording::Altered),
        ]],
    );
}

#[test]
fn what_all_quotes_of_a_story_speak_of_makes_no_two_of_them_one() {
    check_utterances(
        &[
            "“Director Brandt must release the pilot report to the people of Kelm,” said Tom Ruiz. \
             “No pilot report, no vote for Director Brandt,” said Tom Ruiz. \
             “Kelm paid for the pilot report, Director Brandt,” said Tom Ruiz.",
            "“We never asked Director Brandt for excuses. The council voted to release it. The people of Kelm want \
             the whole report on the pilot,” said Ruiz.",
        ],
        &[],
    );
}

#[test]
fn a_mans_two_surnames_make_him_no_two_speakers() {
    check_utterances(
        &[
            "“We can mend the old mill roof before the snow,” said Odile Marsh.",
            "“I say ‘let us mend the old mill roof before the snow,’ and then we vote,” said Odile Renard Marsh.",
        ],
        &[&[
            ("“We can mend the old mill roof before the snow,”", Wording::Altered),
            ("“I say ‘let us mend the old mill roof before the snow,’ and then we vote,”", Wording::Fullest),
        ]],
    );
}

#[test]
fn what_many_say_is_no_ones_utterance() {
    check_utterances(
        &[
            "“I don’t know who he is and I was never there,” said Odile Marsh.",
            "“I don’t know,” said Tom Ruiz. “I don’t know if you like boats, sir, or not,” said Ilse Brandt.",
        ],
        &[],
    );
}

#[test]
fn a_version_that_another_report_has_word_by_word_is_told_so() {
    let copy = "“We must not take a toll that one town has laid upon the others,”";
    check_utterances(
        &[
            "“We say it plainly: nobody here must take, or even hear of, a toll that one town has laid on another,” said Odile Marsh.",
            &format!("{copy} said Marsh."),
            &format!("{copy} said Marsh."),
        ],
        &[&[
            (
                "“We say it plainly: nobody here must take, or even hear of, a toll that one town has laid on another,”",
                Wording::Fullest,
            ),
            (copy, Wording::Altered),
            (copy, Wording::Identical),
        ]],
    );
}
