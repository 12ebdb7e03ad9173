//! Groups of figures for one thing against those judged by hand (`tests/judged/figures.json`).

use std::collections::{HashMap, HashSet};

use abreast::library::Library;
use abreast::model::{FigureGroup, Report};
use anyhow::{Context, Result};
use serde::Deserialize;

use super::Scores;

#[derive(Deserialize)]
struct Judged {
    groups: Vec<(Vec<Place>, bool)>,
}

/// A figure: id of its article, first and last code point of its source.
type Place = (String, usize, usize);

pub(crate) fn score(library: &Library, judged: &str) -> Result<Scores> {
    let judged: Judged = serde_json::from_str(judged).context("reading the judged figures")?;
    let mut group_of: HashMap<Place, usize> = HashMap::new();
    let mut count = 0;
    for story in &library.stories {
        let columns: Vec<&Report> = library.columns(story).collect();
        for group in &story.figures {
            count += 1;
            group_of.extend(places(group, &columns).map(|place| (place, count)));
        }
    }
    let (mut right, mut found, mut wrong) = (0, 0, 0);
    for (places, same) in &judged.groups {
        let groups: Vec<usize> = places.iter().filter_map(|place| group_of.get(place).copied()).collect();
        let made = groups.len() > groups.iter().collect::<HashSet<_>>().len();
        right += usize::from(*same);
        found += usize::from(*same && made);
        wrong += usize::from(!*same && made);
    }
    Ok(Scores::from([
        ("judged.precision".to_owned(), found as f64 / (found + wrong).max(1) as f64),
        ("judged.recall".to_owned(), found as f64 / right.max(1) as f64),
    ]))
}

fn places<'l>(group: &'l FigureGroup, columns: &'l [&'l Report]) -> impl Iterator<Item = Place> + 'l {
    group.values.iter().filter_map(|value| {
        let Report { article, annotations } = columns[value.place.column];
        let span = annotations.figures.get(value.place.index)?.span;
        let (start, end) = article.offsets.to_source(&article.text, span);
        Some((article.source_id.clone()?, start, end))
    })
}
