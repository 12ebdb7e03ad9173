//! Where each report brings what several tell: in the lead here, in paragraph 20 there.

use std::collections::BTreeMap;

use crate::model::{SharedItem, Span};
use crate::view::cast::{Cast, Hue, Place};

use super::tables::around;
use super::{paragraph_place, shortened};

/// Rows shown.
const ROWS: usize = 24;

/// Difference of two places, in hundredths of a report, from which on it is pointed out.
const FAR: usize = 40;

/// Something that several reports tell.
#[derive(Debug)]
pub struct OrderRow<'l> {
    /// "quote", "told", "figure".
    pub kind: &'static str,
    /// What it is, in the words of the first report that has it.
    pub text: String,
    /// Whose words they are.
    pub speaker: Option<String>,
    /// Hue of the speaker.
    pub hue: Hue,
    /// Whether it comes early in one report and late in another.
    pub far: bool,
    /// Column by column where it stands first.
    pub steps: Vec<Option<Step<'l>>>,
}

/// Where a report brings something.
#[derive(Clone, Debug)]
pub struct Step<'l> {
    /// "lead", "par. 7".
    pub label: String,
    /// How far into the report that is, in hundredths.
    pub depth: usize,
    /// The place.
    pub place: Place<'l>,
}

/// The items by what they are: for each column that has it, where.
type Placed = BTreeMap<SharedItem, Vec<(usize, Span, usize)>>;

pub(super) fn order<'l>(cast: &Cast<'l>, columns: &[usize]) -> Vec<OrderRow<'l>> {
    let mut placed: Placed = BTreeMap::new();
    for column in columns.iter().copied() {
        for item in cast.story.coverage.get(column).map_or(&[][..], |coverage| &coverage.order) {
            let depth = (item.position * 100.0).round().clamp(0.0, 100.0) as usize;
            placed.entry(item.what).or_default().push((column, item.span, depth));
        }
    }
    placed.retain(|_, places| places.len() > 1);
    let mut taken: Vec<(usize, Span)> = Vec::new();
    let mut rows: Vec<(usize, usize, OrderRow<'l>)> = Vec::new();
    for (what, places) in placed {
        // A sentence that was listed for its quote is not listed again for itself, or for a figure in it.
        let known = |(column, span, _): &(usize, Span, usize)| {
            taken.iter().any(|(other, listed)| other == column && listed.overlaps(*span))
        };
        if places.iter().all(known) {
            continue;
        }
        taken.extend(places.iter().map(|(column, span, _)| (*column, *span)));
        let depths = || places.iter().map(|(_, _, depth)| *depth);
        let (first, last) = (depths().min().unwrap_or(0), depths().max().unwrap_or(0));
        if let Some(row) = row(cast, columns, what, &places, last - first >= FAR) {
            rows.push((last - first, first, row));
        }
    }
    rows.sort_by_key(|(apart, first, _)| (std::cmp::Reverse(*apart), *first));
    rows.into_iter().take(ROWS).map(|(_, _, row)| row).collect()
}

fn row<'l>(
    cast: &Cast<'l>,
    columns: &[usize],
    what: SharedItem,
    places: &[(usize, Span, usize)],
    far: bool,
) -> Option<OrderRow<'l>> {
    let (column, span, _) = *places.first()?;
    let text = || shortened(span.slice(&cast.reports[column].article.text));
    let (kind, text, speaker) = match what {
        SharedItem::Utterance(utterance) => ("quote", text(), cast.story.utterances.get(utterance)?.speaker),
        SharedItem::Passage(_) => ("told", text(), None),
        SharedItem::Figure(_) => ("figure", around(cast, column, span), None),
    };
    let step = |shown: &usize| {
        let (column, span, depth) = *places.iter().find(|(column, ..)| column == shown)?;
        let place = paragraph_place(cast, column, span);
        Some(Step { label: label(cast, column, span), depth, place })
    };
    let steps = columns.iter().map(step).collect();
    let name =
        speaker.and_then(|entity| cast.story.entities.get(entity)).map(|entity| entity.name.to_string());
    let hue = speaker.map_or(Hue::Nobody, |entity| cast.hue(entity));
    Some(OrderRow { kind, text, speaker: name, hue, far, steps })
}

/// "headline", "lead", "par. 7".
fn label(cast: &Cast<'_>, column: usize, span: Span) -> String {
    let article = &cast.reports[column].article;
    let headed = usize::from(article.headline_span().is_some());
    let index = article.paragraphs.partition_point(|paragraph| paragraph.span.end() <= span.start());
    match (index + 1).saturating_sub(headed) {
        0 => "headline".to_owned(),
        1 => "lead".to_owned(),
        number => format!("par. {number}"),
    }
}
