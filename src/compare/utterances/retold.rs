//! Two quotes in, of which a reporter tells one in his own words, how likely they report one act of speech out.
//!
//! No single likeness is enough: what a man says of one thing in one speech shares its words with all else he says of
//! it. So all evidence is weighed together, and the pair counts where each is the other's likest in its article.

use super::content::Content;
use super::evidence::Likeness;
use crate::model::QuoteKind;

/// What evidence weighs: the matter that both have, what order of words they keep, the sentences that they stand in.
const MATTER: f32 = 2.0;
const ORDER: f32 = 3.0;
const AROUND: f32 = 1.0;

/// The evidence from which on two quotes are one where they share one word of matter that is part of no name, two, or
/// more.
const ENOUGH: [f32; 3] = [3.6, 3.0, 2.7];

/// What more it takes where the speakers are not known to be one, and only called alike: "a second official of the
/// ministry", "the ministry's official".
const CALLED_ALIKE: f32 = 0.4;

/// What more it takes where one was said earlier than what the story is about, and the other was not: "he has long said".
const EARLIER: f32 = 0.6;

/// What less it takes where they stand beside two of which one is told by both already.
const BESIDE: f32 = 0.5;

/// The evidence of matter and of the sentences around that is enough where they stand among several statements that are
/// told by both already: a reporter who tells all that a man said may turn each sentence round.
const AMONG: f32 = 0.85;

/// How alike two sentences are at least.
const LEAST_AROUND: f32 = 0.2;

/// Words of a quote under which it says too little.
const LEAST_WORDS: usize = 3;

/// The evidence that two quotes are one, and whether it is enough by itself or only [beside](BESIDE) another or
/// [among](AMONG) several that both tell; `None` where it is neither.
pub(super) fn evidence(a: &Content, b: &Content) -> Option<(Likeness, f32)> {
    if a.kind == QuoteKind::Direct && b.kind == QuoteKind::Direct {
        return None;
    }
    let speakers = match a.speaker.same(b.speaker) {
        Some(true) => 0.0,
        None if called_alike(&a.known_as, &b.known_as) => CALLED_ALIKE,
        None | Some(false) => return None,
    };
    let occasions = if a.earlier == b.earlier { 0.0 } else { EARLIER };
    let plain = a.matter.shared(&b.matter).plain;
    let enough = ENOUGH[plain.clamp(1, 3) - 1] + speakers + occasions;
    let least = enough - BESIDE;
    let matter = MATTER * a.matter.alike(&b.matter);
    if plain == 0 || a.told.len().min(b.told.len()) < LEAST_WORDS || matter + ORDER + AROUND < least {
        return None;
    }
    let around = a.around.alike(&b.around);
    let said = matter + around * AROUND;
    if around < LEAST_AROUND || said + ORDER < least {
        return None;
    }
    let evidence = said + ORDER * kept(&a.told, &b.told);
    let likeness = match evidence {
        evidence if evidence >= enough => Likeness::Retold,
        evidence if evidence >= least => Likeness::Hinted,
        _ if said >= AMONG + occasions => Likeness::Among,
        _ => return None,
    };
    Some((likeness, evidence))
}

/// Whether all words by which one is known are among those of the other.
fn called_alike(a: &[u64], b: &[u64]) -> bool {
    let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    !few.is_empty() && few.iter().all(|word| many.contains(word))
}

/// Part of the shorter that stands in the longer in the same order.
fn kept(a: &[u64], b: &[u64]) -> f32 {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let mut lengths = vec![0u32; long.len() + 1];
    for word in short {
        let mut before = 0;
        for (at, other) in long.iter().enumerate() {
            let longer = if word == other { before + 1 } else { lengths[at].max(lengths[at + 1]) };
            before = std::mem::replace(&mut lengths[at + 1], longer);
        }
    }
    lengths[long.len()] as f32 / short.len().max(1) as f32
}
