//! Pairs of alike articles in, groups out: average link, the closest first.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use rayon::prelude::*;

use super::vectors::Pair;

/// Mean likeness at which two groups are one.
const JOINS: f32 = 0.094;

/// The groups of `count` articles, each sorted; articles that are like no other are groups of their own.
pub(super) fn cluster(count: usize, pairs: &[Pair]) -> Vec<Vec<usize>> {
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
    components.into_par_iter().flat_map_iter(|(articles, pairs)| average_link(articles, &pairs)).collect()
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
    /// Mean likeness in millionths: whole numbers compare the same everywhere.
    likeness: u32,
    first: Reverse<usize>,
    second: Reverse<usize>,
    /// How often each had been joined then.
    versions: (u32, u32),
}

struct Cluster {
    members: Vec<usize>,
    /// Sum of likeness to other clusters.
    near: BTreeMap<usize, f32>,
    version: u32,
}

fn average_link(articles: Vec<usize>, pairs: &[Pair]) -> Vec<Vec<usize>> {
    if articles.len() == 1 {
        return vec![articles];
    }
    let at = |article: usize| articles.partition_point(|other| *other < article);
    let mut clusters: Vec<Cluster> = articles
        .iter()
        .map(|article| Cluster { members: vec![*article], near: BTreeMap::new(), version: 0 })
        .collect();
    for pair in pairs {
        let (a, b) = (at(pair.first), at(pair.second));
        clusters[a].near.insert(b, pair.likeness);
        clusters[b].near.insert(a, pair.likeness);
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
    for (other, likeness) in near {
        clusters[other].near.remove(&b);
        if other != a {
            let sum = clusters[a].near.entry(other).or_default();
            *sum += likeness;
            let sum = *sum;
            clusters[other].near.insert(a, sum);
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
    for (other, sum) in cluster.near.iter().filter(|(other, _)| wanted(**other)) {
        let mean = sum / (cluster.members.len() * clusters[*other].members.len()) as f32;
        if mean >= JOINS {
            let (first, second) = (index.min(*other), index.max(*other));
            heap.push(Candidate {
                likeness: (mean * 1e6) as u32,
                first: Reverse(first),
                second: Reverse(second),
                versions: (clusters[first].version, clusters[second].version),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(count: usize, pairs: &[(usize, usize, f32)], expected: &[&[usize]]) {
        let pairs: Vec<Pair> = pairs
            .iter()
            .map(|(first, second, likeness)| Pair { first: *first, second: *second, likeness: *likeness })
            .collect();
        assert_eq!(cluster(count, &pairs), expected);
    }

    #[test]
    fn the_closest_join_first_and_a_weak_bridge_joins_no_groups() {
        check(5, &[(0, 1, 0.5), (2, 3, 0.4), (1, 2, 0.15)], &[&[0, 1], &[2, 3], &[4]]);
    }

    #[test]
    fn a_third_joins_where_it_is_like_both_on_average() {
        check(3, &[(0, 1, 0.5), (1, 2, 0.25)], &[&[0, 1, 2]]);
        check(3, &[(0, 1, 0.5), (1, 2, 0.15)], &[&[0, 1], &[2]]);
    }
}
