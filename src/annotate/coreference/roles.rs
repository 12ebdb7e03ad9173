//! Titles and roles around a person's name: "Mexican Foreign Minister X", "X, the foreign minister,".

use crate::annotate::Document;
use crate::annotate::tokens::TokenKind;
use crate::lexicon::{fold, without_ending};
use crate::model::{Gender, Label, Mention, MentionKind, Span};
use crate::names;

/// Longest role, in tokens.
const LONGEST: usize = 9;

/// What stands around a name.
#[derive(Clone, Debug, Default)]
pub(super) struct Surroundings {
    /// Gender that a title tells.
    pub(super) gender: Option<Gender>,
    /// Roles, as written.
    pub(super) roles: Vec<String>,
}

impl Surroundings {
    /// Reads what stands around the name at `span`.
    pub(super) fn read(document: &Document<'_>, span: Span) -> Surroundings {
        let first = document.tokens.partition_point(|token| token.span.end() <= span.start());
        let after = document.tokens.partition_point(|token| token.span.start() < span.end());
        let sentence = document.sentences.partition_point(|sentence| sentence.tokens.end <= first);
        let Some(sentence) = document.sentences.get(sentence) else { return Surroundings::default() };
        let mut found = Surroundings::default();
        found.before(document, sentence.tokens.start, first);
        found.after(document, after, sentence.tokens.end);
        found
    }

    /// A title right before the name, with the capitalised words that belong to it.
    fn before(&mut self, document: &Document<'_>, from: usize, name: usize) {
        // "Velmia's economy minister, X": the phrase must open like one that means a single person.
        let comma = name > from + 2 && document.word(name - 1) == ",";
        let name = if comma { name - 1 } else { name };
        let opens =
            |word: &str| matches!(word, "the" | "The" | "'s" | "’s" | "its" | "his" | "her" | "a" | "A");
        if comma && !(from.max(name.saturating_sub(7))..name).any(|at| opens(document.word(at))) {
            return;
        }
        if name == 0 || !may_end_title(document, name - 1) {
            return;
        }
        let text = |start: usize| slice(document, start, name);
        let starts = (from.max(name.saturating_sub(6))..name)
            .filter(|start| document.tokens[*start].spaced && may_begin_title(document, *start, name));
        let Some((start, title)) =
            starts.into_iter().find_map(|start| Some((start, names::title(text(start))?)))
        else {
            return;
        };
        self.gender = title.gender;
        // "Mr." before a role's end: the role may stand further left, but no news text writes so.
        if title.honorific {
            return;
        }
        let mut begin = start;
        while begin > from && start - begin < LONGEST && belongs(document, begin - 1) {
            begin -= 1;
        }
        while begin < start && !is_capital(document.word(begin)) {
            begin += 1;
        }
        // A role within a quote begins behind its mark.
        let role = text(begin).trim_start_matches(['“', '"', '‘', '\'']);
        self.roles.push(role.to_owned());
    }

    /// An apposition behind the name: ", the foreign minister,".
    fn after(&mut self, document: &Document<'_>, name_end: usize, to: usize) {
        if name_end + 2 >= to || document.word(name_end) != "," {
            return;
        }
        let begin = name_end + 1;
        let reach = to.min(begin + 14);
        let Some(end) = (begin..reach)
            .find(|at| matches!(document.word(*at), "," | "." | ";" | "—" | "who" | "whose" | "”"))
        else {
            return;
        };
        let opens = matches!(document.word(begin), "the" | "a" | "an" | "his" | "her" | "its" | "their");
        let begin = if opens { begin + 1 } else { begin };
        let inner: Vec<&str> = (begin..end).map(|at| document.word(at)).collect();
        let verb = inner.iter().any(|word| {
            matches!(
                *word,
                "said"
                    | "says"
                    | "told"
                    | "was"
                    | "is"
                    | "were"
                    | "has"
                    | "had"
                    | "and"
                    | "but"
                    | "in"
                    | "on"
            ) && inner.first() == Some(word)
                || matches!(*word, "said" | "says" | "told" | "was" | "is" | "had" | "has")
        });
        let may_end: Vec<bool> = (begin..end).map(|at| may_end_title(document, at)).collect();
        let place = (begin..end).find_map(|from| {
            let lengths = (1..=4usize.min(end - from)).rev();
            let begins = may_begin_title(document, from, end);
            let mut lengths = lengths.filter(|length| begins && may_end[from + length - 1 - begin]);
            lengths.find_map(|length| names::title(slice(document, from, from + length)))
        });
        if let Some(title) = place.filter(|title| !title.honorific && !verb && begin < end) {
            self.gender = self.gender.or(title.gender);
            self.roles.push(slice(document, begin, end).to_owned());
        }
    }
}

/// Whether a title before `end` may begin with a token: surely none does where this is false.
fn may_begin_title(document: &Document<'_>, index: usize, end: usize) -> bool {
    let word = document.word(index);
    // Joined to what stands behind it, or with a period of its own, it is no word as the titles have them. An article
    // before a title is passed over.
    let apart = |next: usize| next == end || document.tokens[next].spaced;
    let plain = document.tokens[index].kind == TokenKind::Word
        && (apart(index + 1) || document.word(index + 1) == "." && apart(index + 2))
        && !word.contains('.')
        && !word.eq_ignore_ascii_case("the");
    !plain || names::may_begin_title(document.folded[index])
}

/// Whether a title may end with a token: surely none does where this is false.
fn may_end_title(document: &Document<'_>, index: usize) -> bool {
    let token = document.tokens[index];
    // Joined to what stands before it, or with a period of its own, it is no word as the titles have them.
    let plain = token.kind == TokenKind::Word && token.spaced && !document.word(index).contains('.');
    !plain || names::may_end_title(document.folded[index])
}

/// The text of some tokens.
fn slice<'d>(document: &Document<'d>, start: usize, end: usize) -> &'d str {
    if start >= end {
        return "";
    }
    let text: &'d str = &document.article.text;
    &text[document.tokens[start].span.start()..document.tokens[end - 1].span.end()]
}

/// Whether a token before a title belongs to the role: "Mexican", "Homeland Security", "deputy".
fn belongs(document: &Document<'_>, index: usize) -> bool {
    let word = document.word(index);
    is_capital(word)
        && !matches!(
            word,
            "The" | "A" | "An" | "But" | "And" | "In" | "On" | "As" | "When" | "While" | "After"
        )
        || matches!(word, "of" | "for" | "deputy" | "former" | "acting" | "interim")
        || word == "."
            && document.tokens.get(index + 1).is_some_and(|next| next.spaced)
            && index > 0
            && matches!(document.word(index - 1), "Dept" | "Gen" | "Lt" | "Asst")
}

fn is_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// The name in a mention: without a leading article, and for persons without leading titles.
pub(super) fn bare_name(surface: &str, label: Label) -> String {
    let mut words: Vec<&str> = surface.split_whitespace().collect();
    let article = |word: &str| {
        (word.len() < 4 || !word.is_ascii()) && matches!(fold(word).as_str(), "the" | "a" | "an")
    };
    while words.len() > 1 && article(words[0]) {
        words.remove(0);
    }
    if label == Label::Person && words.len() > 1 && names::begins_title(words[0]) {
        let longest =
            (1..words.len().min(7)).rev().find(|length| names::title(&words[..*length].join(" ")).is_some());
        words.drain(..longest.unwrap_or(0));
    }
    if words.len() > 1 && is_reflexive(words[words.len() - 1]) {
        words.pop();
    }
    let mut joined = words.join(" ");
    joined.truncate(without_ending(without_ending(&joined, "’s"), "'s").len());
    if joined.is_empty() { surface.to_owned() } else { joined }
}

/// "Ms. Lind herself"
pub(super) fn is_reflexive(word: &str) -> bool {
    matches!(word, "himself" | "herself" | "itself" | "themselves")
}

/// Whether what was taken for a name is a phrase around a common noun: "a White House official", "Velmia's economy
/// minister", "director of the Ostra Council".
pub(super) fn is_phrase(surface: &str) -> bool {
    let mut head = "";
    for word in surface.split_whitespace() {
        if matches!(word, "of" | "for" | "at" | "in" | "from" | "who" | "with" | "on" | "close" | "familiar")
        {
            break;
        }
        if is_reflexive(word) {
            break;
        }
        head = word;
    }
    let article = matches!(surface.split_whitespace().next(), Some("The" | "the" | "a" | "A" | "an" | "An"));
    !head.is_empty()
        && !head.contains(char::is_uppercase)
        && head.starts_with(char::is_alphabetic)
        && (article || surface.contains(' '))
}

/// Whether what was taken for a person is a country by its place: "the king of Jordan".
pub(super) fn is_located_country(text: &str, mention: &Mention) -> bool {
    let before = text[..mention.span.start()].trim_end();
    let mut words = before.rsplit(char::is_whitespace);
    let led = match words.next() {
        Some("of" | "in" | "from" | "near" | "across") => true,
        // One flies to a place and speaks to a person.
        Some("to") => words.next().is_some_and(|verb| {
            matches!(
                verb,
                "flew"
                    | "fly"
                    | "flying"
                    | "flight"
                    | "went"
                    | "go"
                    | "going"
                    | "gone"
                    | "came"
                    | "come"
                    | "moved"
                    | "returned"
                    | "return"
                    | "travelled"
                    | "traveled"
                    | "travel"
                    | "trip"
                    | "visit"
                    | "drove"
                    | "sailed"
            )
        }),
        _ => false,
    };
    mention.label == Label::Person
        && mention.kind == MentionKind::Name
        && led
        && names::is_country(mention.span.slice(text))
}

/// What two roles are compared by: the words that name the office, folded.
pub(super) fn keys(role: &str) -> Vec<String> {
    let folded = fold(role);
    let words: Vec<&str> =
        folded.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    // "President" and "U.S. President" share "president"; "vice president" is another office.
    let office = (0..words.len()).filter(|from| names::begins_title(words[*from])).find_map(|from| {
        (1..=4usize.min(words.len() - from)).rev().find_map(|length| {
            let title = words[from..from + length].join(" ");
            names::title(&title).map(|_| title)
        })
    });
    office.into_iter().collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_role_at_the_start_of_a_quote_is_without_its_mark() {
        let article = crate::annotate::plain(
            "Ida Marsh signs.\n\nPresident Ida Marsh came late. “President Marsh is late,” said Ole Brandt.",
        );
        let found = crate::annotate::annotate(&article);
        let roles: Vec<&str> =
            found.chains.iter().flat_map(|chain| &chain.roles).map(|role| &**role).collect();
        assert_eq!(roles, ["President"]);
    }
}
