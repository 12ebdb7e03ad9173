//! Libraries made by hand, so that pages can be shown in every state whatever the stages find. All text is invented.

#![allow(dead_code, reason = "each test uses the part it needs")]
#![allow(unreachable_pub, missing_docs, clippy::type_complexity, reason = "shared by several test crates")]

use std::sync::Arc;

use abreast::library::Library;
use abreast::model::{
    Annotations, Article, ArticleId, Attribution, Because, Chain, Coverage, DroppedLine, Entity, Field,
    Index, ItemRef, Label, Mention, MentionKind, OffsetMap, Origin, Paragraph, ParagraphKind, Published,
    Quote, QuoteKind, Report, Rule, Span, Story, StoryId, Utterance, Version, Wording,
};

/// Someone or something that the reports name: id, name in full, label, wordings (the longest first).
pub struct Cast(pub &'static str, pub &'static str, pub Label, pub &'static [&'static str]);

/// A report to be: outlet, headline, day, paragraphs.
pub struct Draft {
    pub outlet: Option<&'static str>,
    pub headline: Option<String>,
    pub day: Option<&'static str>,
    pub paragraphs: Vec<String>,
    /// First words of a quote → id of its speaker, number of its utterance, wording.
    pub said: Vec<(&'static str, &'static str, Option<(usize, Wording)>)>,
}

impl Draft {
    pub fn new(outlet: &'static str, headline: &str, paragraphs: &[&str]) -> Draft {
        Draft {
            outlet: Some(outlet),
            headline: Some(headline.to_owned()),
            day: Some("2024-03-14"),
            paragraphs: paragraphs.iter().map(|&text| text.to_owned()).collect(),
            said: Vec::new(),
        }
    }

    pub fn said(mut self, start: &'static str, who: &'static str, told: Option<(usize, Wording)>) -> Draft {
        self.said.push((start, who, told));
        self
    }
}

/// A library of stories, each of a title, who is in it, and its reports.
pub fn library(stories: Vec<(&str, &[Cast], Vec<Draft>)>) -> Library {
    let mut reports = Vec::new();
    let mut told = Vec::new();
    for (title, cast, drafts) in stories {
        let first = reports.len();
        let mut utterances: Vec<Vec<(ItemRef, Wording)>> = Vec::new();
        let count = drafts.len();
        for (column, draft) in drafts.into_iter().enumerate() {
            let (report, groups) = report(&draft, cast, format!("s{}a{}", told.len(), column));
            for (quote, group, wording) in groups {
                utterances.resize_with(utterances.len().max(group + 1), Vec::new);
                utterances[group].push((ItemRef { column, index: quote }, wording));
            }
            reports.push(report);
        }
        told.push(story(title, cast, &reports[first..], first, count, utterances));
    }
    Library::new(reports, told, Vec::new())
}

pub fn shared(stories: Vec<(&str, &[Cast], Vec<Draft>)>) -> Arc<Library> {
    Arc::new(library(stories))
}

/// One story for every state that a page can be in.
pub fn gallery() -> Library {
    use Wording::{Altered, Fullest, Identical, Trimmed};
    const FOG: &[Cast] = &[
        Cast("ida-marsh", "Ida Marsh", Label::Person, &["Ida Marsh", "Marsh"]),
        Cast("ole-brandt", "Ole Brandt", Label::Person, &["Ole Brandt", "Brandt"]),
        Cast("a-pilot", "a pilot", Label::Person, &["a pilot"]),
        Cast("harbour-board", "Harbour Board", Label::Organization, &["Harbour Board", "Board"]),
        Cast("lumeholm", "Lumeholm", Label::Place, &["Lumeholm"]),
        Cast("elsiners", "Elsiners", Label::Group, &["Elsiners"]),
    ];
    let lines = [
        "The fog came down on Lumeholm before the ferry did, and for an hour nobody could say which of the two would leave first.",
        "“We could hear the quay and not see it,” said Ida Marsh, who runs the Harbour Board. “That is the wrong way round for a harbour.”",
        "“I have steered by bells before,” said Ole Brandt, the master. “Not by one bell, though, and not by one that was late.”",
        "“It was a good bell,” a pilot said. Most Elsiners slept through it.",
        "“Ring it again.”",
    ];
    let full = |outlet: &'static str, headline: &str| {
        Draft::new(outlet, headline, &lines)
            .said("We could hear", "ida-marsh", Some((0, Identical)))
            .said("That is the", "ida-marsh", None)
            .said("I have steered", "ole-brandt", Some((1, Altered)))
            .said("Not by one", "ole-brandt", None)
            .said("It was a good", "a-pilot", Some((2, Trimmed)))
    };
    const NAMES: [&str; 12] = [
        "Norwire",
        "KBU",
        "Harbour Courier",
        "O Farol de Lume",
        "Commercial Meridian",
        "Ledger",
        "Packet",
        "Bell",
        "Kettle",
        "Register",
        "Norwire",
        "The Outer Isles Gazette and Weekly Shipping List",
    ];
    let mut twelve: Vec<Draft> =
        NAMES.iter().map(|name| full(name, "Fog holds the night ferry at Lumeholm for an hour")).collect();
    twelve[4].outlet = None;
    twelve[5].day = None;
    let mut long = full("Ledger", "A long account of a short fog");
    for round in 0..90 {
        long.paragraphs.push(format!(
            "Round {round}. The bell at Lumeholm is rung by hand, on the minute, by whoever is nearest; that is the \
             rule, and the Harbour Board has never written it down, because until that night it had never needed to."
        ));
    }
    let brief = Draft::new("Norwire", "Fog delays ferry", &lines[..2]).said(
        "We could",
        "ida-marsh",
        Some((0, Fullest)),
    );
    let crowd: Vec<String> =
        (0..20).map(|n| format!("“It is {n} o’clock,” said Speaker Number{n}x.")).collect();
    let crowd_cast: Vec<Cast> = (0..20usize)
        .map(|n| {
            let id: &'static str = Box::leak(format!("speaker-{n}").into_boxed_str());
            let name: &'static str = Box::leak(format!("Speaker Number{n}x").into_boxed_str());
            Cast(id, name, Label::Person, Box::leak(Box::new([name])))
        })
        .collect();
    let mut many = Draft::new("Bell", "Twenty speakers in one report", &[]);
    many.paragraphs = crowd;
    for n in 0..20 {
        let start: &'static str = Box::leak(format!("It is {n} ").into_boxed_str());
        many = many.said(start, Box::leak(format!("speaker-{n}").into_boxed_str()), None);
    }
    let hostile = Draft::new(
        "<img src=x onerror=alert(1)>",
        "</title><script>alert('headline')</script> & \u{202e}drawkcab\u{202c} \u{200b}end",
        &[
            "<script>alert(1)</script> <b>bold?</b> &amp; &lt; \"quotes\" 'single' \u{202e}desrever\u{202c} zero\u{200b}width",
            "“</q></p><style>*{display:none}</style>” said Ida Marsh, {{ 7 * 7 }} {% raw %}",
            "Averyveryveryverylongwordwithoutanyplacetobreakitwhichwouldpushthecolumnoutofthepageifnothingwasdoneaboutitinthestylesheet",
        ],
    )
    .said("</q>", "ida-marsh", None);
    let mut silent = Draft::new("Kettle", "A report in which nobody speaks", &[lines[0]]);
    silent.day = None;
    let mut bare = Draft::new("Kettle", "", &[]);
    bare.headline = None;
    bare.outlet = None;
    library(vec![
        ("Fog holds the night ferry at Lumeholm for an hour", FOG, twelve),
        ("Fog delays ferry", FOG, vec![brief, long]),
        ("One report alone", FOG, vec![full("Packet", "One report alone")]),
        ("Twenty speakers in one report", &crowd_cast, vec![many]),
        ("</title><script>alert('story')</script>", FOG, vec![hostile, full("KBU", "Fog")]),
        ("A report in which nobody speaks", &[], vec![silent, Draft::new("Bell", "Nor here", &[lines[0]])]),
        ("", &[], vec![bare]),
    ])
}

fn field<T>(value: T) -> Field<T> {
    Field { value, from: Origin::FrontMatter }
}

fn report(draft: &Draft, cast: &[Cast], id: String) -> (Report, Vec<(usize, usize, Wording)>) {
    let mut text = String::new();
    let mut paragraphs = Vec::new();
    let lines = draft.headline.iter().map(|line| (line, ParagraphKind::Headline));
    for (line, kind) in lines.chain(draft.paragraphs.iter().map(|line| (line, ParagraphKind::Text))) {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(line);
        paragraphs.push(Paragraph { span: Span::new(start, text.len()), kind });
    }
    let mut found = Annotations {
        chains: cast
            .iter()
            .map(|Cast(_, name, label, _)| Chain {
                label: *label,
                name: Some((*name).into()),
                description: None,
                gender: None,
                roles: Box::default(),
            })
            .collect(),
        sentences: paragraphs.iter().map(|paragraph| paragraph.span).collect(),
        ..Annotations::default()
    };
    for (chain, Cast(_, _, label, wordings)) in cast.iter().enumerate() {
        for wording in *wordings {
            for (at, _) in text.match_indices(wording) {
                let span = Span::new(at, at + wording.len());
                let kind = if wording.starts_with("a ") { MentionKind::Nominal } else { MentionKind::Name };
                if !found.mentions.iter().any(|known| known.span.overlaps(span)) {
                    found.mentions.push(Mention {
                        span,
                        kind,
                        label: *label,
                        chain: Some(Index::new(chain)),
                        tentative: false,
                    });
                }
            }
        }
    }
    found.mentions.sort_by_key(|mention| mention.span);
    let mut groups = Vec::new();
    for paragraph in &paragraphs {
        let mut at = paragraph.span.start();
        while let Some(open) = text[at..paragraph.span.end()].find('“').map(|open| at + open) {
            let end = text[open..paragraph.span.end()]
                .find('”')
                .map_or(paragraph.span.end(), |close| open + close + 3);
            let span = Span::new(open, end);
            let said = draft.said.iter().find(|(start, _, _)| text[open + 3..].starts_with(start));
            let mention = said.and_then(|(_, who, _)| {
                let chain = cast.iter().position(|Cast(id, ..)| id == who);
                found.mentions.iter().position(|mention| mention.chain() == chain)
            });
            if let Some((_, _, Some((group, wording)))) = said {
                groups.push((found.quotes.len(), *group, *wording));
            }
            found.quotes.push(Quote {
                span,
                kind: QuoteKind::Direct,
                marked: [span].into(),
                cue: None,
                attribution: mention.map(|mention| Attribution::new(mention, Rule::CueSubject)),
                turn: found.quotes.len() as u32,
            });
            at = end;
        }
    }
    let article = Article {
        id: ArticleId(id.clone()),
        file: format!("{id}.txt"),
        source_id: None,
        headline: draft.headline.clone().map(field),
        outlet: draft.outlet.map(|outlet| field(outlet.to_owned())),
        byline: None,
        dateline: None,
        published: draft
            .day
            .map(|day| field(Published { day: day.parse().expect("a day"), iso: day.to_owned() })),
        url: None,
        language: None,
        story_key: None,
        text,
        paragraphs,
        offsets: OffsetMap::default(),
        dropped: vec![DroppedLine { line: 3, text: "RELATED: more fog".into(), rule: "related" }],
        warnings: Vec::new(),
    };
    (Report::new(article, found), groups)
}

fn story(
    title: &str,
    cast: &[Cast],
    reports: &[Report],
    first: usize,
    count: usize,
    utterances: Vec<Vec<(ItemRef, Wording)>>,
) -> Story {
    let mentions = |chain: usize, report: &Report| {
        report.annotations.mentions.iter().filter(|mention| mention.chain() == Some(chain)).count()
    };
    Story {
        id: StoryId(reports[0].article.id.0.clone()),
        title: title.to_owned(),
        articles: (first..first + count).collect(),
        because: if count == 1 { Because::Single } else { Because::Folder("fog".into()) },
        entities: cast
            .iter()
            .enumerate()
            .map(|(chain, Cast(id, name, label, _))| Entity {
                id: (*id).into(),
                name: (*name).into(),
                label: *label,
                named: !name.starts_with("a "),
                wordings: Box::default(),
                mentions: reports.iter().map(|report| mentions(chain, report)).collect(),
                roles: Box::default(),
            })
            .collect(),
        chains: vec![(0..cast.len()).map(|chain| Some(Index::new(chain))).collect(); count],
        utterances: utterances
            .into_iter()
            .enumerate()
            .filter(|(_, quotes)| !quotes.is_empty())
            .map(|(index, quotes)| Utterance {
                id: format!("u{index}"),
                speaker: None,
                versions: quotes
                    .iter()
                    .map(|(quote, wording)| Version {
                        quote: *quote,
                        wording: *wording,
                        against: quotes[0].0,
                        added: Vec::new(),
                        cut: Vec::new(),
                        speaker: None,
                    })
                    .collect(),
                quotes: quotes.into_iter().map(|(quote, _)| quote).collect(),
            })
            .collect(),
        passages: Vec::new(),
        figures: Vec::new(),
        shared_text: Vec::new(),
        accounts: count,
        report_of: (0..count).collect(),
        coverage: vec![Coverage::default(); count],
        absent: Box::default(),
        naming: Vec::new(),
    }
}
