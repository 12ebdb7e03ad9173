//! What `annotate` finds in one article: quotes, mentions, figures.

use smol_str::SmolStr;

use super::{Index, Span};

/// Everything found in one article, over `Article.text`, each list in text order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Annotations {
    /// Sentences; they do not overlap, and never cross a paragraph.
    pub sentences: Vec<Span>,
    /// Reported speech.
    pub quotes: Vec<Quote>,
    /// Spans that name or refer to something.
    pub mentions: Vec<Mention>,
    /// What the mentions refer to, within this article.
    pub chains: Vec<Chain>,
    /// Numbers with what they count.
    pub figures: Vec<Figure>,
    /// What dates mean, as ISO 8601 writes a day, a month or a year, by their index in `mentions`; those that leave
    /// it open are not here.
    pub dates: Box<[(u32, SmolStr)]>,
}

/// How much of a quote stands between marks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum QuoteKind {
    /// All of it.
    Direct,
    /// Parts of it.
    Mixed,
    /// Nothing.
    Indirect,
}

/// Reported speech.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// The whole content, marks included.
    pub span: Span,
    /// How much of it stands between marks.
    pub kind: QuoteKind,
    /// The parts between marks, marks included.
    pub marked: Box<[Span]>,
    /// The words that report it.
    pub cue: Option<Span>,
    /// Who said it, where that is known.
    pub attribution: Option<Attribution>,
    /// Fragments of one turn (“…,” he said. “…”) share this number.
    pub turn: u32,
}

/// Quote → mention of its speaker, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// Index into `Annotations::mentions`.
    mention: Index,
    /// The pass that decided it.
    pub rule: Rule,
}

impl Attribution {
    /// To a mention, by its index.
    pub fn new(mention: usize, rule: Rule) -> Attribution {
        Attribution { mention: Index::new(mention), rule }
    }

    /// Index into `Annotations::mentions`.
    pub fn mention(self) -> usize {
        self.mention.get()
    }
}

/// Why a mention is taken for the speaker of a quote: the pass that decided it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Rule {
    /// It is the subject of the cue.
    CueSubject,
    /// It is the subject of an earlier cue of the sentence, which goes on.
    CueBefore,
    /// It is the subject of the sentence.
    SentenceSubject,
    /// It is a subject right behind the quoted words.
    BehindQuote,
    /// It is the subject of a verb before the quoted words.
    VerbBefore,
    /// It is the agent of a passive cue.
    CueAgent,
    /// It stands right before a participle that reports.
    BeforeCue,
    /// It stands behind "according to".
    AccordingTo,
    /// It owns the words: "his claim that".
    Owner,
    /// It speaks earlier in the paragraph.
    SameTurn,
    /// It speaks in the paragraph before.
    TurnCarriedOn,
    /// It speaks in the paragraph whose quote was left open.
    UnclosedParagraph,
    /// It is the subject of the sentence before.
    SentenceBefore,
    /// It leads in the passage.
    LeadIn,
    /// It signs the passage.
    Signature,
    /// It stands before the colon of a headline.
    HeadlineName,
    /// It is the label of a line of a transcript.
    TranscriptLabel,
    /// An adverb tells that it was said, and not by whom.
    Hearsay,
}

impl Rule {
    /// The rule as the output contract spells it.
    pub fn name(self) -> &'static str {
        match self {
            Rule::CueSubject => "subject of the cue",
            Rule::CueBefore => "subject of the cue before",
            Rule::SentenceSubject => "subject of the sentence",
            Rule::BehindQuote => "subject behind the quote",
            Rule::VerbBefore => "subject of the verb before",
            Rule::CueAgent => "agent of the cue",
            Rule::BeforeCue => "phrase before the cue",
            Rule::AccordingTo => "according to",
            Rule::Owner => "owner of the words",
            Rule::SameTurn => "same turn",
            Rule::TurnCarriedOn => "turn carried on",
            Rule::UnclosedParagraph => "unclosed paragraph",
            Rule::SentenceBefore => "sentence before",
            Rule::LeadIn => "lead-in",
            Rule::Signature => "signature",
            Rule::HeadlineName => "name before the colon",
            Rule::TranscriptLabel => "label of the transcript",
            Rule::Hearsay => "hearsay",
        }
    }
}

/// A span that names or refers to something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where it stands.
    pub span: Span,
    /// How it refers.
    pub kind: MentionKind,
    /// What it refers to.
    pub label: Label,
    /// Index into `Annotations::chains`; `None` where it is unclear whom it means.
    pub chain: Option<Index>,
    /// Whether the recogniser was unsure of it.
    pub tentative: bool,
}

impl Mention {
    /// Index into `Annotations::chains`; `None` where it is unclear whom it means.
    pub fn chain(&self) -> Option<usize> {
        self.chain.map(Index::get)
    }
}

/// How a mention refers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum MentionKind {
    /// "Luis Videgaray", "Mr. Kelly".
    Name,
    /// "a senior official".
    Nominal,
    /// "he", "who".
    Pronoun,
}

/// What a mention refers to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Label {
    /// A human being.
    Person,
    /// A company, agency, party, court, team.
    Organization,
    /// A country, city, building, river.
    Place,
    /// A nationality, party membership, religion.
    Group,
    /// A book, film, song.
    Work,
    /// A war, summit, storm.
    Event,
    /// A law or treaty.
    Law,
    /// A date.
    Date,
    /// Anything else with a name.
    Other,
}

impl Label {
    /// Every label, in the order in which the pages list them.
    pub const ALL: [Label; 9] = [
        Label::Person,
        Label::Organization,
        Label::Place,
        Label::Group,
        Label::Event,
        Label::Law,
        Label::Work,
        Label::Date,
        Label::Other,
    ];

    /// The label as the output contract spells it.
    pub fn name(self) -> &'static str {
        match self {
            Label::Person => "person",
            Label::Organization => "organization",
            Label::Place => "place",
            Label::Group => "group",
            Label::Work => "work",
            Label::Event => "event",
            Label::Law => "law",
            Label::Date => "date",
            Label::Other => "other",
        }
    }
}

/// Grammatical gender, as far as titles, given names and pronouns tell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Gender {
    /// he
    Masculine,
    /// she
    Feminine,
}

/// A coreference chain: the mentions of one thing within one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// What it is.
    pub label: Label,
    /// Its fullest name in this article, titles left out; `None` for someone unnamed.
    pub name: Option<SmolStr>,
    /// Where someone unnamed is described: "a senior administration official".
    pub description: Option<Span>,
    /// Gender, where it is known.
    pub gender: Option<Gender>,
    /// Titles and roles given beside the name: "Mexican Foreign Minister".
    pub roles: Box<[SmolStr]>,
}

/// A number with its unit and what it counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Where it stands, unit included: "$21.6 billion".
    pub span: Span,
    /// The number, scale words multiplied in: 21600000000.
    pub value: f64,
    /// "USD", "percent", "km"; `None` for a plain count.
    pub unit: Option<SmolStr>,
    /// What is counted, singular and lower case: "agent", "wall".
    pub noun: Option<SmolStr>,
    /// "about", "more than", as written.
    pub hedge: Option<SmolStr>,
}
