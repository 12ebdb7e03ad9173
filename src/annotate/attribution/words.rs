//! A word in, its classes out: closed classes and reporting verbs, from `data/lexicon`.

use std::sync::LazyLock;

use crate::hash::{self, HashedMap, WordMap};

/// What a word may be. One word may be several things.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(super) struct Class(u64);

macro_rules! classes {
    ($($name:ident $bit:expr, $doc:literal;)*) => {
        impl Class {
            $(#[doc = $doc] pub(super) const $name: Class = Class(1 << $bit);)*
        }
    };
}

classes! {
    SUBJECT 0, "he, they";
    OBJECT 1, "him, them";
    RELATIVE 2, "who, which";
    INDEFINITE 3, "others, many";
    DETERMINER 4, "the, some";
    POSSESSIVE 5, "his";
    PREPOSITION 6, "of";
    CONJUNCTION 7, "and";
    SUBORDINATOR 8, "because";
    AUXILIARY 9, "has";
    NEGATION 10, "not";
    ADVERB 11, "also";
    TIME 12, "Monday";
    SAY 13, "say, claim";
    TELL 14, "tell, assure";
    CALL 15, "call, blame";
    THINK 16, "think, hope";
    PAST 17, "said";
    THIRD 18, "says";
    BASE 19, "say";
    ING 20, "saying";
    CAPITAL 21, "Anything with a first capital letter";
    NUMBER 22, "7";
    COMMA 23, ",";
    COLON 24, ":";
    STOP 25, ". ! ?";
    DASH 26, "—";
    OPEN 27, "(";
    CLOSE 28, ")";
    MARK 29, "Any other mark";
    APOSTROPHE_S 30, "’s";
    SEMICOLON 31, ";";
    NOUN 32, "A word that names a person, body, document or speech act";
    PARTICIPLE 33, "thought, written";
    NOUNLIKE 34, "claims, attack: a noun as often as a verb";
    UTTERANCE 36, "claim, promise: words as a thing";
    MARKED_ONLY 35, "cite, defend: reports speech where marks show it";
    SPOKEN 38, "claim, pledge: a noun that takes what was said as a clause";
    NO_ADVERB 37, "early, family: ends as adverbs do";
    OF_SUBJECT 41, "announced, accused: what its passive reports is its subject: “the winner was announced”";
    FINITE 40, "went, made: a past form that no ending shows";
    ACCORDING 42, "according";
    REPORTEDLY 43, "reportedly";
    QUIET 39, "urging, implied: reports speech where marks show it, and not even a that-clause does";
}

impl Class {
    /// Any reporting verb.
    pub(super) const VERB: Class = Class(Self::SAY.0 | Self::TELL.0 | Self::CALL.0 | Self::THINK.0);

    /// Whether it is any of `other`.
    #[inline]
    pub(super) fn any(self, other: Class) -> bool {
        self.0 & other.0 != 0
    }

    /// All but `other`.
    pub(super) fn without(self, other: Class) -> Class {
        Class(self.0 & !other.0)
    }

    /// Both.
    pub(super) const fn with(self, other: Class) -> Class {
        Class(self.0 | other.0)
    }
}

/// The classes of the words of the lists, by their hash.
static WORDS: LazyLock<HashedMap<Class>> = LazyLock::new(|| {
    let table = table();
    let words: HashedMap<_> = table.iter().map(|(word, class)| (hash::word(word), *class)).collect();
    assert_eq!(words.len(), table.len(), "two words of the lists have one hash");
    words
});

/// The classes of a word in lower case.
pub(super) fn class_of(word: &str) -> Class {
    class_of_folded(word.as_bytes(), hash::word(word))
}

/// The classes of a word in ASCII, in whatever case, or of one in lower case; with its hash in lower case.
#[inline]
pub(super) fn class_of_folded(word: &[u8], hash: u32) -> Class {
    let known = WORDS.get(&hash).copied().unwrap_or_default();
    let adverb = matches!(word, [_, _, _, .., b'l' | b'L', b'y' | b'Y']);
    if adverb && !known.any(Class::NOUN.with(Class::NO_ADVERB)) {
        return known.with(Class::ADVERB);
    }
    known
}

fn table() -> WordMap<Class> {
    let mut words: WordMap<Class> = WordMap::default();
    let mut irregular: WordMap<Vec<String>, &str> = WordMap::default();
    let mut add = |word: String, class: Class| {
        let entry = words.entry(word).or_default();
        *entry = entry.with(class);
    };
    add("according".to_owned(), Class::ACCORDING);
    add("reportedly".to_owned(), Class::REPORTEDLY);
    for (class, entries) in rows(include_str!("../../../data/lexicon/function_words.txt")) {
        if let Some(class) = closed_class(class) {
            for word in entries.split_whitespace() {
                add(word.to_owned(), class);
            }
        }
    }
    let mut participles: Vec<&str> = Vec::new();
    for (group, entries) in rows(include_str!("../../../data/lexicon/cue_verbs.txt")) {
        for base in entries.split_whitespace() {
            match group {
                "participle" => participles.push(base),
                "noun" => {
                    add(base.to_owned(), Class::NOUNLIKE);
                    add(third(base), Class::NOUNLIKE);
                }
                "marked-only" | "quiet" | "of-subject" => {
                    let class = match group {
                        "quiet" => Class::QUIET,
                        "of-subject" => Class::OF_SUBJECT,
                        _ => Class::MARKED_ONLY,
                    };
                    let (base, behind) = parted(base);
                    let past = irregular.get(base).map_or_else(|| stems(base, "ed"), Clone::clone);
                    let forms = [stems(base, "ing"), past, vec![base.to_owned(), third(base)]];
                    for form in forms.into_iter().flatten() {
                        add(form + behind, class);
                    }
                }
                "quiet-form" => add(base.to_owned(), Class::QUIET),
                _ => {}
            }
        }
        let Some(group) = verb_group(group) else { continue };
        for entry in entries.split_whitespace() {
            // "point_out": two words, whose first has the forms.
            let (entry, behind) = parted(entry);
            let mut add = |form: String, class: Class| add(form + behind, class);
            let mut forms = entry.split('/');
            let base = forms.next().unwrap_or_default();
            let past = forms.next();
            let participle = forms.next();
            add(base.to_owned(), group.with(Class::BASE));
            add(third(base), group.with(Class::THIRD));
            let quiet = if behind.is_empty() && participles.contains(&base) {
                Class::default()
            } else {
                Class::QUIET
            };
            for form in stems(base, "ing") {
                add(form, group.with(Class::ING).with(quiet));
            }
            match past {
                Some(past) => {
                    let forms = [Some(past), participle].into_iter().flatten();
                    irregular.insert(base, forms.map(str::to_owned).collect());
                    add(past.to_owned(), group.with(Class::PAST));
                    add(
                        participle.unwrap_or(past).to_owned(),
                        group.with(Class::PAST).with(Class::PARTICIPLE),
                    );
                }
                None => {
                    for form in stems(base, "ed") {
                        add(form, group.with(Class::PAST).with(Class::PARTICIPLE));
                    }
                }
            }
        }
    }
    for (kind, entries) in rows(include_str!("../../../data/lexicon/speaker_nouns.txt")) {
        for word in entries.split_whitespace() {
            let class = match kind {
                "words" => Class::UTTERANCE,
                "spoken" => Class::SPOKEN,
                _ => Class::NOUN,
            };
            add(word.to_owned(), class);
            add(third(word), class);
        }
    }
    words
}

/// "point_out": a verb of two words, the first of which has the forms, as that and what stands behind it: " out".
fn parted(entry: &str) -> (&str, &str) {
    match entry.strip_suffix("_out") {
        Some(verb) => (verb, " out"),
        None => (entry, ""),
    }
}

/// The lines `name: entries` of a word list.
fn rows(file: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    file.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(':'))
}

fn closed_class(name: &str) -> Option<Class> {
    Some(match name {
        "subject-pronoun" => Class::SUBJECT,
        "object-pronoun" => Class::OBJECT,
        "relative" => Class::RELATIVE,
        "indefinite" => Class::INDEFINITE,
        "determiner" => Class::DETERMINER,
        "possessive" => Class::POSSESSIVE,
        "preposition" => Class::PREPOSITION,
        "conjunction" => Class::CONJUNCTION,
        "subordinator" => Class::SUBORDINATOR,
        "auxiliary" => Class::AUXILIARY,
        "negation" => Class::NEGATION,
        "adverb" => Class::ADVERB,
        "time" => Class::TIME,
        "no-adverb" => Class::NO_ADVERB,
        "finite" => Class::FINITE,
        _ => return None,
    })
}

fn verb_group(name: &str) -> Option<Class> {
    Some(match name {
        "say" => Class::SAY,
        "tell" => Class::TELL,
        "call" => Class::CALL,
        "think" => Class::THINK,
        _ => return None,
    })
}

fn third(base: &str) -> String {
    match base.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ if base.ends_with(['s', 'x', 'z']) || base.ends_with("ch") || base.ends_with("sh") => {
            format!("{base}es")
        }
        _ => format!("{base}s"),
    }
}

/// The forms of `base` with `ending`; where the spelling may double the last letter, both.
fn stems(base: &str, ending: &str) -> Vec<String> {
    let vowel = |byte: Option<&u8>| byte.is_some_and(|byte| b"aeiou".contains(byte));
    let bytes = base.as_bytes();
    let count = bytes.len();
    if let Some(stem) = base.strip_suffix('e') {
        return vec![format!("{stem}{ending}")];
    }
    if ending == "ed"
        && let Some(stem) = base.strip_suffix('y')
        && !vowel(stem.as_bytes().last())
    {
        return vec![format!("{stem}ied")];
    }
    let mut forms = vec![format!("{base}{ending}")];
    let last = bytes[count - 1];
    if count > 2
        && !vowel(Some(&last))
        && !b"wxy".contains(&last)
        && vowel(bytes.get(count - 2))
        && !vowel(bytes.get(count - 3))
    {
        forms.push(format!("{base}{}{ending}", char::from(last)));
    }
    forms
}

/// Reads the table.
pub(super) fn prepare() {
    LazyLock::force(&WORDS);
}
