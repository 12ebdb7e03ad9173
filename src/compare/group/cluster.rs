//! Pairs of alike articles in, groups out: the closest are joined first, by the mean likeness between two groups
//! and by the weakest.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use rayon::prelude::*;

use super::vectors::{Facts, Pair, WINDOW};

/// Nearness at which two groups are one.
const JOINS: f32 = 0.07;

/// What the weakest link between two groups counts beside the mean of all: one article that has nothing in common
/// with another speaks against their being one story, but does not decide.
const WEAKEST: f32 = 0.5;

/// The groups of the articles that `facts` tells of, each sorted; articles that are like no other are groups of
/// their own.
pub(super) fn cluster(facts: &[Facts], pairs: &[Pair]) -> Vec<Vec<usize>> {
    let count = facts.len();
    let mut roots: Vec<usize> = (0..count).collect();
    for pair in pairs.iter().filter(|pair| pair.likeness >= JOINS) {
        let (a, b) = (root(&mut roots, pair.first), root(&mut roots, pair.second));
        roots[a.max(b)] = a.min(b);
    }
    // No group reaches beyond a component of close pairs: each component is clustered alone.
    let mut components: BTreeMap<usize, (Vec<usize>, Vec<Pair>)> = BTreeMap::new();
    for article in 0..count {
        let root = root(&mut roots, article);
        components.entry(root).or_default().0.push(article);
    }
    for pair in pairs {
        let first = root(&mut roots, pair.first);
        if first == root(&mut roots, pair.second) {
            components.entry(first).or_default().1.push(*pair);
        }
    }
    let components: Vec<(Vec<usize>, Vec<Pair>)> = components.into_values().collect();
    components
        .into_par_iter()
        .flat_map_iter(|(articles, pairs)| join_closest(articles, facts, &pairs))
        .collect()
}

fn root(roots: &mut [usize], mut at: usize) -> usize {
    while roots[at] != at {
        roots[at] = roots[roots[at]];
        at = roots[at];
    }
    at
}

/// Two groups that may be joined, as they were when this was noted.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Candidate {
    /// In millionths: whole numbers compare the same everywhere.
    nearness: u32,
    first: Reverse<usize>,
    second: Reverse<usize>,
    /// How often each had been joined then.
    versions: (u32, u32),
}

struct Cluster {
    members: Vec<usize>,
    days: Days,
    /// The links to other clusters.
    near: BTreeMap<usize, Links>,
    version: u32,
}

/// The pairs of alike articles between two clusters.
#[derive(Clone, Copy)]
pub(super) struct Links {
    pub(super) sum: f32,
    pub(super) weakest: f32,
    pub(super) count: usize,
}

impl Links {
    pub(super) fn one(likeness: f32) -> Links {
        Links { sum: likeness, weakest: likeness, count: 1 }
    }

    pub(super) fn and(self, other: Links) -> Links {
        Links {
            sum: self.sum + other.sum,
            weakest: self.weakest.min(other.weakest),
            count: self.count + other.count,
        }
    }

    /// How near two clusters are that have so many pairs of articles between them; `None` where they are two stories.
    pub(super) fn nearness(self, pairs: usize) -> Option<f32> {
        let weakest = if self.count < pairs { 0.0 } else { self.weakest };
        let nearness = (1.0 - WEAKEST) * self.sum / pairs as f32 + WEAKEST * weakest;
        (nearness >= JOINS).then_some(nearness)
    }
}

/// The first and the last day of the articles of a cluster, as far as they have one.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Days(Option<(i64, i64)>);

impl Days {
    pub(super) fn of(facts: Facts) -> Days {
        Days(facts.day.map(|day| (day, day)))
    }

    pub(super) fn and(self, other: Days) -> Days {
        match (self.0, other.0) {
            (Some(a), Some(b)) => Days(Some((a.0.min(b.0), a.1.max(b.1)))),
            (one, None) | (None, one) => Days(one),
        }
    }

    /// Whether the days are near enough for one event: an article without a date may be like reports of two years,
    /// and ties them together no more than they do themselves.
    pub(super) fn of_one_event(self) -> bool {
        self.0.is_none_or(|(first, last)| last - first <= WINDOW)
    }
}

fn join_closest(articles: Vec<usize>, facts: &[Facts], pairs: &[Pair]) -> Vec<Vec<usize>> {
    if articles.len() == 1 {
        return vec![articles];
    }
    let at = |article: usize| articles.partition_point(|other| *other < article);
    let mut clusters: Vec<Cluster> = articles
        .iter()
        .map(|article| Cluster {
            members: vec![*article],
            days: Days::of(facts[*article]),
            near: BTreeMap::new(),
            version: 0,
        })
        .collect();
    for pair in pairs {
        let (a, b) = (at(pair.first), at(pair.second));
        clusters[a].near.insert(b, Links::one(pair.likeness));
        clusters[b].near.insert(a, Links::one(pair.likeness));
    }
    let mut heap = BinaryHeap::new();
    for index in 0..clusters.len() {
        push_candidates(&clusters, index, |other| other > index, &mut heap);
    }
    while let Some(next) = heap.pop() {
        let (a, b) = (next.first.0, next.second.0);
        if (clusters[a].version, clusters[b].version) != next.versions || clusters[b].members.is_empty() {
            continue;
        }
        join(&mut clusters, a, b);
        push_candidates(&clusters, a, |_| true, &mut heap);
    }
    clusters
        .into_iter()
        .filter(|cluster| !cluster.members.is_empty())
        .map(|mut cluster| {
            cluster.members.sort_unstable();
            cluster.members
        })
        .collect()
}

fn join(clusters: &mut [Cluster], a: usize, b: usize) {
    let members = std::mem::take(&mut clusters[b].members);
    let near = std::mem::take(&mut clusters[b].near);
    clusters[b].version += 1;
    clusters[a].version += 1;
    clusters[a].members.extend(members);
    clusters[a].days = clusters[a].days.and(clusters[b].days);
    for (other, links) in near {
        clusters[other].near.remove(&b);
        if other != a {
            let links = clusters[a].near.get(&other).map_or(links, |known| known.and(links));
            clusters[a].near.insert(other, links);
            clusters[other].near.insert(a, links);
        }
    }
    clusters[a].near.remove(&b);
}

fn push_candidates(
    clusters: &[Cluster],
    index: usize,
    wanted: impl Fn(usize) -> bool,
    heap: &mut BinaryHeap<Candidate>,
) {
    let cluster = &clusters[index];
    for (other, links) in cluster.near.iter().filter(|(other, _)| wanted(**other)) {
        let one_event = || cluster.days.and(clusters[*other].days).of_one_event();
        let pairs = cluster.members.len() * clusters[*other].members.len();
        let Some(nearness) = links.nearness(pairs).filter(|_| one_event()) else { continue };
        let (first, second) = (index.min(*other), index.max(*other));
        heap.push(Candidate {
            nearness: (nearness * 1e6) as u32,
            first: Reverse(first),
            second: Reverse(second),
            versions: (clusters[first].version, clusters[second].version),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(days: &[Option<i64>], pairs: &[(usize, usize, f32)], expected: &[&[usize]]) {
        let facts: Vec<Facts> = days.iter().map(|day| Facts { day: *day, outlet: None }).collect();
        let pairs: Vec<Pair> = pairs
            .iter()
            .map(|(first, second, likeness)| Pair { first: *first, second: *second, likeness: *likeness })
            .collect();
        assert_eq!(cluster(&facts, &pairs), expected);
    }

    #[test]
    fn the_closest_join_first_and_a_weak_bridge_joins_no_groups() {
        check(&[Some(0); 5], &[(0, 1, 0.5), (2, 3, 0.4), (1, 2, 0.15)], &[&[0, 1], &[2, 3], &[4]]);
    }

    #[test]
    fn a_third_joins_where_it_is_like_both_on_average() {
        check(&[Some(0); 3], &[(0, 1, 0.5), (1, 2, 0.35)], &[&[0, 1, 2]]);
        check(&[Some(0); 3], &[(0, 1, 0.5), (1, 2, 0.15)], &[&[0, 1], &[2]]);
        check(&[Some(0); 3], &[(0, 1, 0.5), (0, 2, 0.1), (1, 2, 0.08)], &[&[0, 1, 2]]);
    }

    #[test]
    fn an_article_without_a_date_ties_no_reports_of_different_weeks_together() {
        check(&[Some(0), None, Some(90)], &[(0, 1, 0.5), (1, 2, 0.45)], &[&[0, 1], &[2]]);
    }
}
