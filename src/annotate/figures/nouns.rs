//! A word behind a number in, what it tells of the thing that is counted out.

/// What befell the people who are counted, where they are not named: "49 dead".
pub(super) fn is_casualty(word: &str) -> bool {
    matches!(word, "dead" | "killed" | "injured" | "wounded" | "hurt" | "missing" | "arrested")
}

pub(super) fn is_function_word(word: &str) -> bool {
    matches!(
        word,
        "of" | "in"
            | "on"
            | "at"
            | "to"
            | "for"
            | "from"
            | "by"
            | "with"
            | "and"
            | "or"
            | "but"
            | "as"
            | "the"
            | "a"
            | "an"
            | "that"
            | "which"
            | "who"
            | "was"
            | "were"
            | "is"
            | "are"
            | "has"
            | "have"
            | "had"
            | "will"
            | "would"
            | "said"
            | "says"
            | "this"
            | "his"
            | "her"
            | "its"
            | "their"
            | "after"
            | "before"
            | "since"
            | "than"
            | "when"
            | "while"
            | "per"
            | "he"
            | "she"
            | "it"
            | "they"
            | "times"
            | "years"
            | "months"
            | "weeks"
            | "days"
            | "hours"
            | "ago"
            | "more"
            | "less"
            | "last"
            | "next"
            | "old"
            | "away"
    )
}

pub(super) fn is_plural(word: &str) -> bool {
    matches!(
        word,
        "people" | "men" | "women" | "children" | "police" | "troops" | "personnel" | "staff" | "cattle"
    ) || word.len() > 3
        && word.ends_with('s')
        && !word.ends_with("ss")
        && !word.ends_with("us")
        && !word.ends_with("is")
}

pub(super) fn singular(word: &str) -> String {
    match word {
        "people" => "person".to_owned(),
        "men" => "man".to_owned(),
        "women" => "woman".to_owned(),
        "children" => "child".to_owned(),
        _ => {
            if !is_plural(word) {
                word.to_owned()
            } else if let Some(stem) = word.strip_suffix("ies") {
                format!("{stem}y")
            } else if ["sses", "shes", "ches", "xes"].iter().any(|ending| word.ends_with(ending)) {
                word[..word.len() - 2].to_owned()
            } else {
                word.strip_suffix('s').unwrap_or(word).to_owned()
            }
        }
    }
}
