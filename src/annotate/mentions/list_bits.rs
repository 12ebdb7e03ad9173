//! Which bits of a set each word list has: shared by the program and by what makes its tables.

/// A set of lists, a bit each, in the order of `LISTS`.
pub(crate) type ListSet = u64;

/// The bit of a token that longer entries begin with, too; no list has it.
pub(crate) const GOES_ON: ListSet = 1 << 63;

/// What the column behind the first of a list holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Second {
    /// Other names of the same, separated by semicolons: entries too.
    Aliases,
    /// One of these kinds, each a list of its own; "both" is every one.
    Kinds(&'static [&'static str]),
    /// Something else, or nothing.
    Facts,
}

/// The lists. A new one goes to the end, and the model is trained again.
pub(crate) const LISTS: &[(&str, Second)] = &[
    ("countries", Second::Aliases),
    ("demonyms", Second::Facts),
    ("religions_parties", Second::Facts),
    ("cities", Second::Facts),
    ("regions", Second::Facts),
    ("us_states", Second::Aliases),
    ("place_words", Second::Kinds(&["start", "end"])),
    (
        "organizations",
        Second::Kinds(&[
            "agency",
            "ministry",
            "party",
            "court",
            "armed",
            "company",
            "team",
            "university",
            "bank",
            "ngo",
            "body",
            "union",
            "religious",
            "police",
            "parliament",
            "hospital",
            "thinktank",
        ]),
    ),
    ("organization_words", Second::Kinds(&["start", "end"])),
    ("news_outlets", Second::Aliases),
    ("acronyms", Second::Facts),
    ("events_laws", Second::Kinds(&["event", "law"])),
    ("word_events", Second::Facts),
    ("word_laws", Second::Facts),
    ("titles", Second::Kinds(&["honorific", "office", "military", "religious", "royal", "profession"])),
    ("person_nouns", Second::Facts),
    ("given_names", Second::Kinds(&["m", "f", "u"])),
    ("given_names_ambiguous", Second::Facts),
    ("surnames", Second::Facts),
    ("surnames_ambiguous", Second::Facts),
];

impl Second {
    /// Number of bits that a list takes.
    pub(crate) fn width(self) -> usize {
        match self {
            Second::Aliases | Second::Facts => 1,
            Second::Kinds(kinds) => kinds.len(),
        }
    }
}

/// All bits of a list.
pub(crate) fn bits(name: &str) -> ListSet {
    let mut first = 0;
    for (list, second) in LISTS {
        if *list == name {
            return ((1 << second.width()) - 1) << first;
        }
        first += second.width();
    }
    0
}
