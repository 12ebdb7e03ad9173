//! Spans against spans, as `score/common.py` does it. Texts are lists of code points here.

/// What is trimmed from the edges of a span before it is scored.
const EDGE: &str = "“”\"'‘’`«»„ .,;:…—–-\n\t\r\u{a0}";

/// A span, end-exclusive.
pub(crate) type Place = (usize, usize);

/// A span without the marks and blanks at its edges.
pub(crate) fn trim(text: &[char], (mut start, mut end): Place) -> Place {
    end = end.min(text.len());
    while start < end && EDGE.contains(text[start]) {
        start += 1;
    }
    while end > start && EDGE.contains(text[end - 1]) {
        end -= 1;
    }
    (start, end)
}

/// A span cut at newlines and trimmed: the unit that is scored.
pub(crate) fn lines(text: &[char], (start, end): Place) -> Vec<Place> {
    let end = end.min(text.len());
    let mut out = Vec::new();
    let mut at = start.min(end);
    for part in text[at..end].split(|char| *char == '\n') {
        let (a, b) = trim(text, (at, at + part.len()));
        if b > a {
            out.push((a, b));
        }
        at += part.len() + 1;
    }
    out
}

/// Greedy one-to-one matches of overlap/union at or above `least`, the best first.
pub(crate) fn matches(gold: &[Place], found: &[Place], least: f64) -> Vec<(usize, usize)> {
    let mut candidates = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        for (j, p) in found.iter().enumerate() {
            let overlap = g.1.min(p.1).saturating_sub(g.0.max(p.0));
            if overlap > 0 {
                let jaccard = overlap as f64 / (g.1.max(p.1) - g.0.min(p.0)) as f64;
                candidates.push((jaccard, i, j));
            }
        }
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut taken, mut used) = (vec![false; gold.len()], vec![false; found.len()]);
    let mut out = Vec::new();
    for (jaccard, i, j) in candidates {
        if jaccard >= least && !taken[i] && !used[j] {
            taken[i] = true;
            used[j] = true;
            out.push((i, j));
        }
    }
    out
}

/// Hits among what there is and what was found.
#[derive(Clone, Copy, Default)]
pub(crate) struct Counts {
    pub(crate) hits: usize,
    pub(crate) gold: usize,
    pub(crate) found: usize,
}

impl Counts {
    pub(crate) fn f(self) -> f64 {
        let precision = self.hits as f64 / self.found.max(1) as f64;
        let recall = self.hits as f64 / self.gold.max(1) as f64;
        2.0 * precision * recall / (precision + recall).max(1e-9)
    }
}
