//! "MEXICO CITY (Reuters) -": where a report was written, and by which agency, at the beginning of its first
//! paragraph.

use super::outlets;
use super::shape::words;

/// A dateline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Dateline {
    /// Bytes of the paragraph that it takes up, with the space behind it.
    pub(super) length: usize,
    /// "MEXICO CITY"; empty where only the agency is given.
    pub(super) place: String,
    /// "Reuters".
    pub(super) agency: Option<String>,
}

/// The dateline that `text` begins with.
pub(super) fn find(text: &str) -> Option<Dateline> {
    bracketed(text).or_else(|| alone(text)).or_else(|| dashed(text)).or_else(|| colon(text))
}

const DASHES: [char; 3] = ['—', '–', '-'];

/// Datelines are short: this many bytes are searched for their end.
const LONGEST: usize = 120;

fn start_of(text: &str) -> &str {
    let end = (0..=LONGEST.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    &text[..end]
}

/// The length of `text` up to where `rest` of it begins, with the space and dashes before that.
fn through_dashes(text: &str, rest: &str) -> usize {
    let rest = rest.trim_start().trim_start_matches(DASHES).trim_start();
    text.len() - rest.len()
}

/// "MEXICO CITY, Feb 23 (Reuters) - ", "Washington (CNN)", "(CNN) — ".
fn bracketed(text: &str) -> Option<Dateline> {
    let start = start_of(text);
    let open = start.find('(')?;
    let close = open + start[open..].find(')')?;
    let agency = start[open + 1..close].trim();
    let place = place_of(text[..open].trim())?;
    let after = &text[close + 1..];
    let dash = after.trim_start().starts_with(DASHES);
    let known = outlets::by_name(agency).is_some() || is_acronym(agency);
    let named = words(agency) <= 4 && agency.chars().next().is_some_and(char::is_uppercase);
    let shouted = is_shouted(&place);
    // "Washington (CNN) Ada Finn said": without a dash the agency must be one, and a capital go on.
    let sound =
        if dash { (known || shouted) && named } else { known && starts_upper(after) && places(&place) };
    if !sound || agency.contains(char::is_numeric) {
        return None;
    }
    Some(Dateline { length: through_dashes(text, after), place, agency: Some(agency.to_owned()) })
}

fn places(place: &str) -> bool {
    place.is_empty() || words(place) <= 4
}

/// "Washington CNN  —" in a line of its own.
fn alone(text: &str) -> Option<Dateline> {
    if text.len() > LONGEST {
        return None;
    }
    let bare = text.trim_end_matches(|char: char| char.is_whitespace() || DASHES.contains(&char));
    if bare.len() == text.len() || words(bare) > 6 || bare.contains(['.', '?', '!', ':', '(', '“', '"']) {
        return None;
    }
    let (place, agency) = split_agency(bare);
    let place = place_of(place)?;
    (!place.is_empty()).then_some(Dateline { length: text.len(), place, agency })
}

fn split_agency(text: &str) -> (&str, Option<String>) {
    for (at, _) in text.match_indices(' ') {
        let name = text[at + 1..].trim();
        if outlets::by_name(name).is_some() {
            return (&text[..at], Some(name.to_owned()));
        }
    }
    match text.rsplit_once(' ') {
        Some((place, last)) if is_acronym(last) && !is_shouted(place) => (place, Some(last.to_owned())),
        _ => (text, None),
    }
}

/// "MEXICO CITY—", "DES MOINES, Iowa — ", "ROME - ", "Washington CNN — Ada".
fn dashed(text: &str) -> Option<Dateline> {
    let start = start_of(text);
    for (at, dash) in start.char_indices().filter(|(_, char)| DASHES.contains(char)) {
        let before = start[..at].trim_end();
        let after = &text[at + dash.len_utf8()..];
        // A hyphen ends a dateline only with space behind it: ST-DENIS goes on.
        let spaced = after.starts_with(char::is_whitespace);
        let doubled = after.starts_with(DASHES);
        if dash == '-' && !(spaced || doubled) {
            continue;
        }
        let (place, agency) = split_agency(before);
        let agreed = is_shouted(place) || (agency.is_some() && words(place) <= 4);
        let place = place_of(place).filter(|place| agreed && !place.is_empty())?;
        return Some(Dateline { length: through_dashes(text, after), place, agency });
    }
    None
}

/// "NEW DELHI: The": only places in capitals, of five letters or more, and nobody speaking.
fn colon(text: &str) -> Option<Dateline> {
    let (before, after) = start_of(text).split_once(':')?;
    let letters = before.chars().filter(|char| char.is_alphabetic()).count();
    let shouted = before.chars().all(|char| char.is_uppercase() || char == ' ');
    let next = after.split_whitespace().next()?;
    let speech =
        matches!(next, "I" | "I’m" | "I'm" | "We" | "Well" | "Yes" | "No" | "You") || !starts_upper(after);
    if !shouted || letters < 5 || words(before) > 3 || speech || !after.starts_with(' ') {
        return None;
    }
    let place = place_of(before)?;
    Some(Dateline { length: text.len() - text[before.len() + 1..].trim_start().len(), place, agency: None })
}

fn starts_upper(text: &str) -> bool {
    text.trim_start()
        .starts_with(|char: char| char.is_uppercase() || char.is_numeric() || "“\"‘'$£€".contains(char))
}

fn is_acronym(text: &str) -> bool {
    (2..=6).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Whether the first part of a place (before a comma) is in capitals: "DES MOINES, Iowa".
fn is_shouted(place: &str) -> bool {
    let first = place.split(',').next().unwrap_or("").trim();
    let letters = first.chars().filter(|char| char.is_alphabetic());
    letters.clone().count() >= 2
        && letters.clone().all(char::is_uppercase)
        && !LABELS.contains(&first)
        && first.chars().all(|char| char.is_alphabetic() || " .'’-/&".contains(char))
}

/// Words in capitals before a dash that are no places.
const LABELS: [&str; 18] = [
    "UPDATE",
    "UPDATED",
    "UPDATES",
    "WATCH",
    "LISTEN",
    "EXCLUSIVE",
    "ANALYSIS",
    "OPINION",
    "BREAKING",
    "VIDEO",
    "CORRECTION",
    "LIVE",
    "PHOTOS",
    "NOTE",
    "EDITORIAL",
    "READ",
    "ALERT",
    "Q",
];

/// The place of a dateline, without date and trailing marks; `None` where it cannot be one.
fn place_of(text: &str) -> Option<String> {
    let mut parts: Vec<&str> = text.split(',').map(str::trim).collect();
    // "BEIJING, July 18": the date goes.
    while parts.len() > 1
        && parts.last().is_some_and(|last| last.contains(|char: char| char.is_ascii_digit()))
    {
        parts.pop();
    }
    let fits = |word: &str| {
        word.starts_with(char::is_uppercase)
            || matches!(
                word,
                "de" | "del"
                    | "da"
                    | "do"
                    | "la"
                    | "le"
                    | "of"
                    | "and"
                    | "the"
                    | "al"
                    | "upon"
                    | "sur"
                    | "am"
            )
            || word.starts_with("al-")
            || word == "/"
            || word == "&"
    };
    let place = parts.join(", ");
    let sound = words(&place) <= 7
        && place.split_whitespace().all(fits)
        && !place.contains(|char: char| char.is_ascii_digit() || "“”\":;?!()".contains(char))
        && !LABELS.contains(&place.as_str());
    sound.then_some(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, place: &str, agency: Option<&str>, rest: &str) {
        let found = find(text).unwrap_or_else(|| panic!("no dateline in {text}"));
        assert_eq!(
            (found.place.as_str(), found.agency.as_deref(), &text[found.length..]),
            (place, agency, rest)
        );
    }

    #[test]
    fn datelines_as_agencies_write_them() {
        check("PORT ELSIN (Norwire) - Soup.", "PORT ELSIN", Some("Norwire"), "Soup.");
        check("PORT ELSIN, Feb 23 (Norwire) -- Soup.", "PORT ELSIN", Some("Norwire"), "Soup.");
        check("PORT ELSIN, Feb 23 2017 (NWR) - Soup.", "PORT ELSIN", Some("NWR"), "Soup.");
        check("Port Elsin (CNN) Soup.", "Port Elsin", Some("CNN"), "Soup.");
        check("Port Elsin(CNN)Soup.", "Port Elsin", Some("CNN"), "Soup.");
        check("(CNN) — Soup.", "", Some("CNN"), "Soup.");
        check("(Reuters) - Soup.", "", Some("Reuters"), "Soup.");
        check("PORT ELSIN—Soup.", "PORT ELSIN", None, "Soup.");
        check("PORT ELSIN — “Soup,” he said.", "PORT ELSIN", None, "“Soup,” he said.");
        check("LES ROCHES, Iowa -- Soup.", "LES ROCHES, Iowa", None, "Soup.");
        check("ST-DENIS, France - Soup.", "ST-DENIS, France", None, "Soup.");
        check("Port Elsin CNN  —", "Port Elsin", Some("CNN"), "");
        check("Ellerscar  —", "Ellerscar", None, "");
        check("NEW ELSIN: The soup.", "NEW ELSIN", None, "The soup.");
    }

    #[test]
    fn what_only_looks_like_one() {
        for text in [
            "UPDATE — The soup is cold.",
            "The cook — a friend of mine — left.",
            "Ada Finn (Ladle) - a cook - left.",
            "NASA’s soup (it is green) - was cold.",
            "FINN: I ate the soup.",
            "Elsin: a town.",
            "The Regional Soup Board (RSB) met.",
            "",
            "—",
        ] {
            assert_eq!(find(text), None, "{text}");
        }
    }
}
