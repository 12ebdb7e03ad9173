//! A rule of attribution in, its reason in words for readers out.

use crate::model::{Quote, QuoteKind};

/// Why somebody is named as the speaker. A rule that has no words here stands for itself.
pub(super) fn reason(rule: &'static str) -> &'static str {
    match rule {
        "subject of the cue" => "does the saying in this sentence",
        "subject of the cue before" => "does the saying earlier in this sentence, and goes on",
        "subject of the sentence" => "is what this sentence is about",
        "subject behind the quote" => "stands right behind the quoted words",
        "subject of the verb before" => "does what the sentence says before the quoted words",
        "agent of the cue" => "is said to have spoken: “by …”",
        "phrase before the cue" => "stands right before “saying” or the like",
        "according to" => "is the source: “according to …”",
        "owner of the words" => "owns the words: “… claim that”, “… promise to”",
        "same turn" => "speaks just before in this paragraph, and nobody else comes in",
        "turn carried on" => "speaks in the paragraph before, and nobody else comes in",
        "unclosed paragraph" => "speaks in the paragraph whose quote was left open",
        "sentence before" => "is what the sentence before the quote is about",
        "lead-in" => "leads in the passage: “… said:”",
        "signature" => "signs the passage",
        "name before the colon" => "stands before the colon of the headline",
        "label of the transcript" => "is the label of this line of a transcript",
        other => other,
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::reason;
    use crate::annotate::annotate;

    #[test]
    fn every_rule_that_attributes_has_its_reason_in_words() {
        let article = crate::annotate::plain(
            "The river page.\n\nFerro said: “We lost.” Lind said the plan was dead and called it “a farce.”\n\n\
             According to Ferro, the bridge is closed. “It always wins.” — Ana Lind\n\nFerro’s claim that it was \
             “dead as stone” upset her. The clerk had typed “no such bridge is known here.” Ferro smiled. “It is.”",
        );
        let rules: BTreeSet<&str> =
            annotate(&article).quotes.iter().filter_map(|quote| Some(quote.attribution?.rule)).collect();
        assert!(rules.len() > 3, "{rules:?}");
        for rule in rules {
            assert_ne!(reason(rule), rule, "no words for {rule:?}");
        }
    }
}
