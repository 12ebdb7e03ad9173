//! "The departments of Labor, Energy and the Interior": bodies that a list names by what they are for, one by one.

use std::ops::Range;
use std::sync::LazyLock;

use crate::annotate::Document;
use crate::hash::WordSet;
use crate::model::{Label, Mention, MentionKind};

/// What begins such a list.
static PLURALS: LazyLock<WordSet> = LazyLock::new(|| WordSet::new(["departments", "ministries"].into_iter()));

/// Puts the listed bodies in place of what was found there.
pub(super) fn list(document: &Document<'_>, mentions: &mut Vec<Mention>) {
    let mut listed = Vec::new();
    let plurals = &*PLURALS;
    for sentence in &document.sentences {
        for at in sentence.tokens.clone().filter(|at| plurals.contains(document.folded[*at])) {
            let plural =
                matches!(document.word(at), "departments" | "Departments" | "ministries" | "Ministries");
            if plural && at + 2 < sentence.tokens.end && document.word(at + 1) == "of" {
                listed.extend(items(document, at + 2..sentence.tokens.end));
            }
        }
    }
    for item in listed {
        let span = document.tokens[item.start].span.cover(document.tokens[item.end - 1].span);
        // A name that goes on, as "Agency for Trade" does, is whole already; one with an "and" may be two.
        let goes_on = |mention: &Mention| {
            let name = mention.span.slice(&document.article.text);
            let whole = !name.contains(',') && !name.contains(" and ");
            mention.span.start() == span.start() && mention.span.end() > span.end() && whole
        };
        if mentions.iter().any(goes_on) {
            continue;
        }
        mentions.retain(|mention| !mention.span.overlaps(span));
        let label = Label::Organization;
        mentions.push(Mention { span, kind: MentionKind::Name, label, chain: None, tentative: false });
    }
    mentions.sort_by_key(|mention| mention.span.start());
}

/// The items of the list that `tokens` begin with, if it has two at least.
fn items(document: &Document<'_>, tokens: Range<usize>) -> Vec<Range<usize>> {
    let end = tokens.end;
    let capital = |at: usize| at < end && document.tokens[at].capital;
    let word = |at: usize| if at < end { document.word(at) } else { "" };
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut at = tokens.start;
    let mut commas = false;
    loop {
        at += usize::from(word(at) == "the");
        let start = at;
        while capital(at) {
            at += 1;
        }
        if at == start {
            break;
        }
        // "Health and Human Services" is one where the list goes on with a comma, "Labor and Interior" are two.
        let mut last = at + 1;
        while word(at) == "and" && capital(last) {
            last += 1;
        }
        if commas && last > at + 1 && word(last) == "," && capital(last + 1) {
            at = last;
        }
        out.push(start..at);
        match (word(at), word(at + 1)) {
            (",", "and") => at += 2,
            (",", _) => {
                commas = true;
                at += 1;
            }
            ("and", _) => at += 1,
            _ => break,
        }
    }
    if out.len() < 2 { Vec::new() } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, names: &[&str]) {
        let article = crate::annotate::plain(text);
        let document = Document::new(&article);
        let mut mentions: Vec<Mention> = text
            .find("Agency for Wells")
            .map(|at| Mention {
                span: crate::model::Span::new(at, at + 16),
                kind: MentionKind::Name,
                label: Label::Organization,
                chain: None,
                tentative: false,
            })
            .into_iter()
            .collect();
        list(&document, &mut mentions);
        let found: Vec<&str> = mentions.iter().map(|mention| mention.span.slice(text)).collect();
        assert_eq!(found, names, "in: {text}");
    }

    #[test]
    fn lists_come_apart() {
        check("Aid comes from the departments of Labor and the Interior.", &["Labor", "Interior"]);
        check(
            "The ministries of Trade, Health and Human Services, Foreign Relations, Defense and Navy agreed.",
            &["Trade", "Health and Human Services", "Foreign Relations", "Defense", "Navy"],
        );
        check(
            "The departments of Labor, Energy, the Agency for Wells and others agreed.",
            &["Labor", "Energy", "Agency for Wells"],
        );
        check("The departments of history and Dutch are closed.", &[]);
        check("Departments of Motor Vehicles are slow.", &[]);
    }
}
