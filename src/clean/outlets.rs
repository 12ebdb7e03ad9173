//! Who published an article: from a list of outlets, and from what the article says of its own house.

use std::sync::LazyLock;

use crate::hash::WordMap;

use super::shape::words;

struct Outlets {
    names: WordMap<&'static str>,
    domains: WordMap<&'static str, &'static str>,
}

static OUTLETS: LazyLock<Outlets> = LazyLock::new(|| {
    let mut outlets = Outlets { names: WordMap::default(), domains: WordMap::default() };
    for line in
        include_str!("../../data/lexicon/news_outlets.txt").lines().filter(|line| !line.starts_with('#'))
    {
        let mut columns = line.split('\t');
        let name = columns.next().unwrap_or("").trim();
        if name.is_empty() {
            continue;
        }
        outlets.names.entry(name.to_lowercase()).or_insert(name);
        for other in
            columns.flat_map(|column| column.split(';')).map(str::trim).filter(|other| !other.is_empty())
        {
            if other.contains('.') && !other.contains(' ') {
                outlets.domains.entry(other).or_insert(name);
            } else {
                outlets.names.entry(other.to_lowercase()).or_insert(name);
            }
        }
    }
    outlets
});

/// The outlet of this name, as it calls itself.
pub(super) fn by_name(name: &str) -> Option<&'static str> {
    OUTLETS.names.get(name.trim().to_lowercase().as_str()).copied()
}

/// The outlet that publishes under this address.
pub(super) fn by_url(url: &str) -> Option<&'static str> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or("").to_lowercase();
    let mut host = host.as_str();
    loop {
        if let Some(name) = OUTLETS.domains.get(host) {
            return Some(name);
        }
        host = host.split_once('.')?.1;
    }
}

/// The house that a credit names: "KBU's Ada Finn contributed", "Copyright 2024 The Ladle. All rights reserved."
pub(super) fn by_credit(line: &str) -> Option<String> {
    let line = line.trim_start_matches(|char: char| !char.is_alphanumeric() && char != '©');
    if line.contains("contributed") {
        let possessive = line.find(['’', '\'']).map(|at| line[..at].trim())?;
        let short = words(possessive) <= 4 && !possessive.contains([',', '.']);
        let known = by_name(possessive).map(str::to_owned);
        let acronym = (2..=6).contains(&possessive.len()) && possessive.chars().all(char::is_uppercase);
        return known.or_else(|| (short && acronym).then(|| possessive.to_owned()));
    }
    let holder = line
        .trim_start_matches("Copyright")
        .trim_start_matches(|char: char| !char.is_alphabetic())
        .trim_start_matches("Copyright")
        .trim_start_matches(|char: char| !char.is_alphabetic())
        .trim_start_matches("by ");
    let end = holder.find([',', '.', '|']).unwrap_or(holder.len());
    let holder = holder[..end].trim();
    let marked = line.starts_with('©') || line.starts_with("Copyright");
    if let Some(name) = by_name(holder) {
        return marked.then(|| name.to_owned());
    }
    let named = holder.split_whitespace().all(|word| word.starts_with(char::is_uppercase) || word == "of");
    (marked && named && (1..=5).contains(&words(holder)) && holder != "All Rights Reserved")
        .then(|| holder.to_owned())
}

/// The one house of the list that people "told", if the text says so of one only.
pub(super) fn by_mention(text: &str) -> Option<&'static str> {
    let mut found = None;
    for verb in ["told ", "interview with ", "statement to ", "obtained by "] {
        for at in memchr::memmem::find_iter(text.as_bytes(), verb) {
            let Some(name) = at_start(&text[at + verb.len()..]) else { continue };
            if found.is_some_and(|other| other != name) {
                return None;
            }
            found = Some(name);
        }
    }
    found
}

/// The longest name of the list that `text` begins with, unless a longer name goes on behind it.
fn at_start(text: &str) -> Option<&'static str> {
    let proper = text.strip_prefix("the ").unwrap_or(text);
    if !proper.starts_with(char::is_uppercase) {
        return None;
    }
    let skipped = text.len() - proper.len();
    let mut ends = Vec::new();
    for (at, char) in proper.char_indices().take(60) {
        if !char.is_alphanumeric() && char != '&' {
            ends.push(at);
            if ends.len() == 6 || char == '\n' {
                break;
            }
        }
    }
    let whole = |end: usize| {
        let next =
            proper[end..].strip_prefix(' ').unwrap_or("").split(|char: char| !char.is_alphabetic()).next();
        next.is_none_or(|word| !word.starts_with(char::is_uppercase) || word.ends_with("day"))
    };
    let name = |end: usize| by_name(&text[..skipped + end]).or_else(|| by_name(&proper[..end]));
    ends.into_iter().rev().filter(|end| whole(*end)).find_map(name)
}

/// The outlet that a file is named after: "reuters-2017-02-23.txt", "harbour-courier.txt". A name whose words are
/// those of the article itself (`opening`) tells what it reports, not who.
pub(super) fn by_file(file: &str, opening: &str) -> Option<String> {
    let stem = file.rsplit('/').next()?.rsplit_once('.')?.0;
    let parts: Vec<&str> = stem.split(['-', '_', ' ', '.']).filter(|part| !part.is_empty()).collect();
    for count in (1..=parts.len().min(5)).rev() {
        let part = parts[..count].join(" ");
        // "THE" is the Times Higher Education, but not at the head of "the-first-kettle.txt".
        if let Some(name) = by_name(&part).filter(|_| !part.eq_ignore_ascii_case("the")) {
            return Some(name.to_owned());
        }
    }
    let wordy = |part: &&str| part.chars().all(char::is_alphabetic);
    if !(2..=4).contains(&parts.len()) || !parts.iter().all(wordy) || !stem.contains(['-', '_']) {
        return None;
    }
    let opening = opening.to_lowercase();
    let telling: Vec<String> = parts
        .iter()
        .map(|part| part.to_lowercase())
        .filter(|part| part.len() > 3 && !FILE_WORDS.contains(&part.as_str()))
        .collect();
    let told = telling.iter().filter(|part| opening.contains(part.as_str())).count();
    if telling.is_empty()
        || told == telling.len()
        || parts.iter().any(|part| FILE_WORDS.contains(&part.to_lowercase().as_str()))
    {
        return None;
    }
    Some(parts.iter().enumerate().map(|(index, part)| capitalised(part, index)).collect::<Vec<_>>().join(" "))
}

/// Words in names of files that are no newspapers.
const FILE_WORDS: [&str; 16] = [
    "article", "articles", "untitled", "document", "text", "copy", "draft", "final", "story", "page", "file",
    "scan", "saved", "export", "test", "sample",
];

fn capitalised(word: &str, index: usize) -> String {
    if index > 0 && matches!(word, "and" | "of" | "the" | "de" | "la" | "le" | "in") {
        return word.to_owned();
    }
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_to_outlets() {
        assert_eq!(by_url("https://edition.cnn.com/2017/soup"), Some("CNN"));
        assert_eq!(by_url("https://notcnn.com/2017/soup"), None);
        assert_eq!(by_url("nonsense"), None);
    }

    #[test]
    fn credits_name_their_house() {
        assert_eq!(by_credit("KBU’s Ada Finn contributed to this story.").as_deref(), Some("KBU"));
        assert_eq!(by_credit("Ada Finn’s cook contributed to this story."), None);
        assert_eq!(
            by_credit("Copyright 2024 The Outer Ladle. All rights reserved.").as_deref(),
            Some("The Outer Ladle")
        );
        assert_eq!(by_credit("All rights reserved."), None);
    }

    #[test]
    fn a_file_may_be_named_after_its_outlet() {
        assert_eq!(by_file("a/reuters-2017-02-23.txt", "").as_deref(), Some("Reuters"));
        assert_eq!(by_file("soup-courier.txt", "The soup is cold").as_deref(), Some("Soup Courier"));
        assert_eq!(by_file("cold-soup.txt", "The soup is cold"), None);
        assert_eq!(by_file("the-first-ladle.txt", "Soup is cold").as_deref(), Some("The First Ladle"));
        assert_eq!(by_file("000_27f2.txt", ""), None);
        assert_eq!(by_file("untitled-document.txt", ""), None);
    }

    #[test]
    fn only_one_house_can_be_told() {
        assert_eq!(by_mention("He told The Hill the soup was cold."), Some("The Hill"));
        assert_eq!(by_mention("He told The Hill and she told CNN."), None);
        assert_eq!(by_mention("He told the hillside."), None);
        assert_eq!(by_mention("He told Reuters Monday."), Some("Reuters"));
        assert_eq!(by_mention("He told Time Warner Cable."), None);
    }
}
