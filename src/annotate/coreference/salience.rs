//! The mentions of an article in, out which chain stands out where a pronoun or an epithet looks back: the nearest,
//! what its sentence is about, and above all who has just spoken.

use crate::annotate::Document;
use crate::lexicon::without_ending;
use crate::model::{Annotations, MentionKind, Span};

/// Sentences of the reporter that are looked back over.
const REACH: usize = 8;

/// Most mentions that are looked back over: only lists hold more in so few sentences.
const MOST: usize = 60;

/// Points by which one of two in the same line must stand out.
const MARGIN: f32 = 0.15;

/// Where a mention stands.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    /// Sentence, counted without those that only go on with a quote.
    line: usize,
    paragraph: usize,
    /// Whether its sentence is about it: the first that no preposition leads and that owns nothing.
    subject: bool,
    /// Whether it is said to speak.
    speaks: bool,
    /// "Ms. Lind’s bill", "the Lind bill": it only describes another thing.
    describes: bool,
    /// Whether its sentence opens with it: "Ms. Lind’s bill has failed", "In Ms. Lind’s bill".
    leads: bool,
    /// The quote in whose marks it stands.
    quote: Option<usize>,
    headline: bool,
}

/// What speaks for a chain.
struct Score {
    chain: usize,
    points: f32,
    /// Line of its nearest mention.
    line: usize,
    /// What further mentions have added.
    more: f32,
}

impl Score {
    /// A further mention: the best one counts, the others a little.
    fn add(&mut self, points: f32) {
        let best = (self.points - self.more).max(points);
        self.more = (self.more + 0.1).min(0.3);
        self.points = best + self.more;
    }
}

/// What makes each mention of an article stand out.
pub(super) struct Salience {
    places: Vec<Place>,
}

impl Salience {
    /// Reads where the mentions stand.
    pub(super) fn read(document: &Document<'_>, annotations: &Annotations) -> Salience {
        let lines = lines(document, annotations);
        let mut speaks = vec![false; annotations.mentions.len()];
        for attribution in annotations.quotes.iter().filter_map(|quote| quote.attribution) {
            speaks[attribution.mention()] = true;
        }
        let marked: Vec<(Span, usize)> = annotations
            .quotes
            .iter()
            .enumerate()
            .flat_map(|(index, quote)| quote.marked.iter().map(move |span| (*span, index)))
            .collect();
        let (mut sentence, mut told) = (0, None);
        let mut places = Vec::with_capacity(annotations.mentions.len());
        for (index, mention) in annotations.mentions.iter().enumerate() {
            while document.sentences.get(sentence).is_some_and(|it| it.span.end() <= mention.span.start()) {
                sentence += 1;
            }
            let paragraph = document.sentences.get(sentence).map_or(0, |sentence| sentence.paragraph);
            let around = marked.partition_point(|(span, _)| span.end() <= mention.span.start());
            let quote =
                marked.get(around).filter(|(span, _)| span.contains(mention.span)).map(|(_, quote)| *quote);
            let describes = describes(document, mention.span);
            let mut place = Place {
                line: lines.get(sentence).copied().unwrap_or_default(),
                paragraph,
                subject: false,
                speaks: speaks[index],
                describes,
                leads: false,
                quote,
                headline: super::in_headline(document, paragraph),
            };
            let person = mention.label == crate::model::Label::Person;
            if person && quote.is_none() && told != Some(place.line) && !is_led(document, mention.span) {
                place.subject = !describes;
                place.leads = describes && opens(document, sentence, mention.span);
                if !describes {
                    told = Some(place.line);
                }
            }
            places.push(place);
        }
        Salience { places }
    }

    /// Whether the mention is said to speak.
    pub(super) fn speaks(&self, mention: usize) -> bool {
        self.places[mention].speaks
    }

    /// The chain nearest before mention `index` in its sentence that `fits` and is not what that sentence is about.
    pub(super) fn beside(
        &self,
        annotations: &Annotations,
        index: usize,
        fits: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        let line = self.places[index].line;
        let before = (0..index).rev().take_while(|before| self.places[*before].line == line);
        let told = before.clone().find(|before| self.places[*before].subject);
        let told = annotations.mentions[told?].chain();
        before
            .filter(|before| self.places[*before].quote.is_none() && !self.places[*before].describes)
            .filter_map(|before| annotations.mentions[before].chain())
            .find(|chain| Some(*chain) != told && fits(*chain))
    }

    /// The chain that stands out before mention `index` among those that `fits`; `None` where there is none, or two
    /// are alike.
    pub(super) fn best(
        &self,
        annotations: &Annotations,
        index: usize,
        fits: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        let here = self.places[index];
        let mut scores: Vec<Score> = Vec::new();
        for (before, place) in self.places[..index].iter().enumerate().rev().take(MOST) {
            let distance = here.line - place.line.min(here.line);
            if distance > REACH {
                break;
            }
            let mention = annotations.mentions[before];
            let Some(chain) = mention.chain() else { continue };
            if place.headline || self.is_said_by(annotations, place, index) || !fits(chain) {
                continue;
            }
            let mut score = -(distance as f32);
            score += if place.subject { 1.4 } else { 0.0 };
            score += if place.speaks { 1.4 } else { 0.0 };
            score += if place.paragraph == here.paragraph { 0.8 } else { 0.0 };
            score += if mention.kind == MentionKind::Pronoun { 0.3 } else { 0.0 };
            score -= if place.describes && !place.leads { 1.2 } else { 0.0 };
            score -= if place.quote.is_some() && place.quote != here.quote { 2.0 } else { 0.0 };
            score += if annotations.chains[chain].gender.is_some() { 0.4 } else { 0.0 };
            match scores.iter_mut().find(|known| known.chain == chain) {
                Some(known) => known.add(score),
                // The first that is met is the nearest.
                None => scores.push(Score { chain, points: score, line: place.line, more: 0.0 }),
            }
        }
        scores.sort_by(|a, b| b.points.total_cmp(&a.points).then(b.line.cmp(&a.line)));
        match scores.as_slice() {
            [] => None,
            [first] => Some(first.chain),
            [first, second, ..] => {
                let stands_out = first.points - second.points > MARGIN || first.line != second.line;
                stands_out.then_some(first.chain)
            }
        }
    }

    /// Whether the speaker at `speaker` says the words in which the place stands: one does not speak of oneself by name.
    fn is_said_by(&self, annotations: &Annotations, place: &Place, speaker: usize) -> bool {
        let quote = place.quote.and_then(|quote| annotations.quotes[quote].attribution);
        quote.is_some_and(|attribution| attribution.mention() == speaker)
    }
}

/// The line of each sentence: one that begins between the marks of a quote goes on with the line before.
fn lines(document: &Document<'_>, annotations: &Annotations) -> Vec<usize> {
    let mut marked = annotations.quotes.iter().flat_map(|quote| &quote.marked).peekable();
    let mut line = 0;
    document
        .sentences
        .iter()
        .map(|sentence| {
            while marked.next_if(|span| span.end() <= sentence.span.start()).is_some() {}
            let inside = marked.peek().is_some_and(|span| span.start() < sentence.span.start());
            line += usize::from(!inside);
            line
        })
        .collect()
}

/// Whether at most a word stands between the start of a sentence and the mention.
fn opens(document: &Document<'_>, sentence: usize, span: Span) -> bool {
    let text = &document.article.text;
    document.sentences.get(sentence).is_some_and(|sentence| {
        let start = sentence.span.start().min(span.start());
        text[start..span.start()].split_whitespace().count() < 2
    })
}

/// Whether a preposition stands before the mention.
fn is_led(document: &Document<'_>, span: Span) -> bool {
    let text = &document.article.text[..span.start()];
    let before = text.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
    matches!(
        before,
        "of" | "in"
            | "for"
            | "to"
            | "with"
            | "from"
            | "by"
            | "on"
            | "at"
            | "about"
            | "against"
            | "under"
            | "than"
            | "over"
    )
}

/// Whether the mention owns or describes what stands behind it: "Ms. Lind’s", "the Lind campaign".
fn describes(document: &Document<'_>, span: Span) -> bool {
    let rest = &document.article.text[span.end()..];
    let text = span.slice(&document.article.text);
    if rest.starts_with("’s ") || rest.starts_with("'s ") || text.ends_with("’s") || text.ends_with("'s")
    {
        return true;
    }
    let Some(next) = rest.strip_prefix(' ').and_then(|rest| rest.split(' ').next()) else { return false };
    let next = next.trim_end_matches(|char: char| !char.is_alphabetic());
    matches!(
        without_ending(without_ending(next, "’s"), "'s"),
        "campaign" | "administration" | "team" | "presidency" | "era" | "supporters" | "aides"
    )
}
