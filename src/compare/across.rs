//! The same person, organization or place across stories.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{Label, Story, Widely};
use crate::names;

/// Who and what the stories name, each once, what most stories name first.
pub(super) fn across(stories: &[Arc<Story>]) -> Vec<Widely> {
    let places: Vec<(usize, usize)> = stories
        .iter()
        .enumerate()
        .flat_map(|(story, known)| (0..known.entities.len()).map(move |entity| (story, entity)))
        .filter(|(story, entity)| {
            let entity = &stories[*story].entities[*entity];
            entity.named && matches!(entity.label, Label::Person | Label::Organization | Label::Place)
        })
        .collect();
    let entity = |place: &(usize, usize)| &stories[place.0].entities[place.1];
    let named: Vec<(Label, &str)> =
        places.iter().map(|place| (entity(place).label, &*entity(place).name)).collect();
    let mut groups: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    for (place, group) in places.iter().zip(names::across(&named)) {
        if let Some(group) = group {
            groups.entry(group).or_default().push(*place);
        }
    }
    let mut all: Vec<Widely> = groups
        .into_values()
        .map(|places| {
            // The name that most stories have; of those the first.
            let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
            for place in &places {
                *counts.entry(&entity(place).name).or_default() += 1;
            }
            let name = counts.into_iter().max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(a.0)));
            let name = name.map(|(name, _)| name.to_owned()).unwrap_or_default();
            Widely { name, label: entity(&places[0]).label, places }
        })
        .collect();
    all.sort_by(|a, b| b.places.len().cmp(&a.places.len()).then_with(|| a.name.cmp(&b.name)));
    all
}
