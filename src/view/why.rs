//! A rule of attribution in, its reason in words for readers out.

use crate::model::{Quote, QuoteKind, Rule};

/// Why somebody is named as the speaker.
pub(super) fn reason(rule: Rule) -> &'static str {
    match rule {
        Rule::CueSubject => "does the saying in this sentence",
        Rule::CueBefore => "does the saying earlier in this sentence, and goes on",
        Rule::SentenceSubject => "is what this sentence is about",
        Rule::BehindQuote => "stands right behind the quoted words",
        Rule::VerbBefore => "does what the sentence says before the quoted words",
        Rule::CueAgent => "is said to have spoken: “by …”",
        Rule::BeforeCue => "stands right before “saying” or the like",
        Rule::AccordingTo => "is the source: “according to …”",
        Rule::Owner => "owns the words: “… claim that”, “… promise to”",
        Rule::SameTurn => "speaks just before in this paragraph, and nobody else comes in",
        Rule::TurnCarriedOn => "speaks in the paragraph before, and nobody else comes in",
        Rule::UnclosedParagraph => "speaks in the paragraph whose quote was left open",
        Rule::SentenceBefore => "is what the sentence before the quote is about",
        Rule::LeadIn => "leads in the passage: “… said:”",
        Rule::Signature => "signs the passage",
        Rule::HeadlineName => "stands before the colon of the headline",
        Rule::TranscriptLabel => "is the label of this line of a transcript",
        Rule::Hearsay => "is said to have told it",
    }
}

/// How the quote stands in the text.
pub(super) fn kind(kind: QuoteKind) -> &'static str {
    match kind {
        QuoteKind::Direct => "between marks",
        QuoteKind::Mixed => "partly between marks",
        QuoteKind::Indirect => "told without marks",
    }
}

/// Kind, cue and reason of a quote in one line; `mention` names its speaker in the report.
pub(super) fn line(quote: &Quote, mention: Option<&str>, text: &str) -> String {
    let reported = quote.cue.map_or_else(String::new, |cue| format!(", reported by “{}”", cue.slice(text)));
    let why = match quote.attribution.zip(mention) {
        Some((attribution, mention)) => format!("“{mention}” {}", reason(attribution.rule)),
        None => "the report does not clearly say who speaks".to_owned(),
    };
    format!("{}{reported}; {why}", kind(quote.kind))
}
