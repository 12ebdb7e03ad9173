//! Pairs of alike articles in, groups out: the closest are joined first, by the mean likeness between two groups
//! and by the weakest.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rayon::prelude::*;

use super::vectors::{Facts, Pair, WINDOW};

/// Nearness at which two groups are one.
const JOINS: f32 = 0.07;

/// What the weakest link between two groups counts beside the mean of all: one article that has nothing in common
/// with another speaks against their being one story, but does not decide.
const WEAKEST: f32 = 0.5;

/// The groups of the articles that `facts` tells of, each sorted; articles that are like no other are groups of
/// their own. Pairs come in order.
pub(super) fn cluster(facts: &[Facts], pairs: &[Pair]) -> Vec<Vec<usize>> {
    let mut roots: Vec<usize> = (0..facts.len()).collect();
    for pair in pairs.iter().filter(|pair| pair.is_close()) {
        let (a, b) = (root(&mut roots, pair.first as usize), root(&mut roots, pair.second as usize));
        roots[a.max(b)] = a.min(b);
    }
    // No group reaches beyond a component of close pairs: each component is clustered alone.
    let mut components: Vec<Component> = Vec::new();
    // For each article its component, and its place there. A root is the first of its component.
    let mut places: Vec<(usize, u32)> = Vec::with_capacity(facts.len());
    for article in 0..facts.len() {
        let root = root(&mut roots, article);
        let number = places.get(root).map_or(components.len(), |(number, _)| *number);
        if number == components.len() {
            components.push(Component::default());
        }
        places.push((number, components[number].articles.len() as u32));
        components[number].articles.push(article);
    }
    for pair in pairs {
        let [(number, first), (other, second)] = [pair.first, pair.second].map(|at| places[at as usize]);
        if number == other {
            components[number].pairs.push(Pair { first, second, ..*pair });
        }
    }
    components.into_par_iter().flat_map_iter(|component| Joining::groups(component, facts)).collect()
}

/// Articles that close pairs tie together.
#[derive(Default)]
struct Component {
    articles: Vec<usize>,
    /// The pairs of them that are alike, by their places among them, in order.
    pairs: Vec<Pair>,
}

impl Pair {
    /// Whether the two might be one group.
    fn is_close(&self) -> bool {
        self.likeness >= JOINS
    }
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
    /// The links to the clusters that a close pair leads to, in order; some of those may be no more. No others can be
    /// near enough.
    near: Vec<(usize, Links)>,
    version: u32,
    /// Its place in the tree of what was joined.
    node: usize,
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

/// The clusters of a component, as far as they are joined.
struct Joining {
    clusters: Vec<Cluster>,
    /// For each article where its pairs with later ones begin.
    starts: Vec<usize>,
    pairs: Vec<Pair>,
    /// The nodes that each node behind those of the articles was made of.
    made_of: Vec<[usize; 2]>,
    candidates: BinaryHeap<Candidate>,
}

impl Joining {
    /// The groups of a component, each sorted.
    fn groups(Component { articles, pairs }: Component, facts: &[Facts]) -> Vec<Vec<usize>> {
        if articles.len() == 1 {
            return vec![articles];
        }
        let mut joining = Joining::new(&articles, pairs, facts);
        while let Some(Candidate { first, second, versions, .. }) = joining.candidates.pop() {
            let [a, b] = [first.0, second.0].map(|at| &joining.clusters[at]);
            if (a.version, b.version) == versions && !b.members.is_empty() {
                joining.join(first.0, second.0);
                joining.push_candidates(first.0, |_| true);
            }
        }
        let groups = joining.clusters.into_iter().map(|cluster| cluster.members);
        let mut groups: Vec<Vec<usize>> = groups.filter(|members| !members.is_empty()).collect();
        groups.iter_mut().for_each(|members| members.sort_unstable());
        groups
    }

    /// Every article a cluster of its own.
    fn new(articles: &[usize], pairs: Vec<Pair>, facts: &[Facts]) -> Joining {
        let alone = |(node, article): (usize, &usize)| Cluster {
            members: vec![*article],
            days: Days::of(facts[*article]),
            near: Vec::new(),
            version: 0,
            node,
        };
        let mut clusters: Vec<Cluster> = articles.iter().enumerate().map(alone).collect();
        for pair in pairs.iter().filter(|pair| pair.is_close()) {
            let (a, b) = (pair.first as usize, pair.second as usize);
            clusters[a].near.push((b, Links::one(pair.likeness)));
            clusters[b].near.push((a, Links::one(pair.likeness)));
        }
        let start = |article: usize| pairs.partition_point(|pair| (pair.first as usize) < article);
        let starts = (0..=articles.len()).map(start).collect();
        let (made_of, candidates) = (Vec::new(), BinaryHeap::new());
        let mut joining = Joining { clusters, starts, pairs, made_of, candidates };
        (0..articles.len()).for_each(|index| joining.push_candidates(index, |other| other > index));
        joining
    }

    /// Joins the cluster `b` to `a`.
    fn join(&mut self, a: usize, b: usize) {
        let [one, other] = [a, b].map(|at| self.clusters[at].node);
        let joined = std::mem::take(&mut self.clusters[b].members);
        let alive = |(at, _): &(usize, Links)| *at != a && !self.clusters[*at].members.is_empty();
        // By the other cluster, then by which of the two is linked to it.
        let mut links: Vec<(usize, usize, Links)> = Vec::new();
        for (at, node) in [(a, one), (b, other)] {
            links.extend(
                self.clusters[at].near.iter().filter(|link| alive(link)).map(|link| (link.0, node, link.1)),
            );
        }
        links.sort_unstable_by_key(|(at, node, _)| (*at, *node));
        let mut near: Vec<(usize, Links)> = Vec::with_capacity(links.len());
        for link in links.chunk_by(|left, right| left.0 == right.0) {
            let at = link[0].0;
            let rest = match link {
                [(_, node, _)] => {
                    self.between(if *node == one { other } else { one }, self.clusters[at].node)
                }
                several => several.get(1).map(|(_, _, links)| *links),
            };
            near.push((at, rest.map_or(link[0].2, |rest| link[0].2.and(rest))));
        }
        for (at, links) in &near {
            let theirs = &mut self.clusters[*at].near;
            match theirs.binary_search_by_key(&a, |(at, _)| *at) {
                Ok(place) => theirs[place].1 = *links,
                Err(place) => theirs.insert(place, (a, *links)),
            }
        }
        self.made_of.push([one, other]);
        let node = self.starts.len() - 2 + self.made_of.len();
        let days = self.clusters[a].days.and(self.clusters[b].days);
        self.clusters[b].version += 1;
        self.clusters[b].near = Vec::new();
        let cluster = &mut self.clusters[a];
        cluster.members.extend(joined);
        *cluster = Cluster {
            members: std::mem::take(&mut cluster.members),
            days,
            near,
            version: cluster.version + 1,
            node,
        };
    }

    /// The links between two nodes, pair by pair, in the order in which the nodes were made.
    fn between(&self, one: usize, other: usize) -> Option<Links> {
        enum Step {
            Between(usize, usize),
            AddUp,
        }
        // Not by recursion: a cluster may have been joined from thousands, one after another.
        let mut steps = vec![Step::Between(one, other)];
        let mut found: Vec<Option<Links>> = Vec::new();
        while let Some(step) = steps.pop() {
            match step {
                Step::Between(one, other) => {
                    let (early, late) = (one.min(other), one.max(other));
                    match late.checked_sub(self.starts.len() - 1) {
                        Some(made) => {
                            let [first, second] = self.made_of[made];
                            steps.extend([
                                Step::AddUp,
                                Step::Between(early, second),
                                Step::Between(early, first),
                            ]);
                        }
                        None => found.push(self.link(early, late)),
                    }
                }
                Step::AddUp => {
                    let second = found.pop().flatten();
                    let first = found.pop().flatten();
                    found.push(match (first, second) {
                        (Some(first), Some(second)) => Some(first.and(second)),
                        (one, None) | (None, one) => one,
                    });
                }
            }
        }
        found.pop().flatten()
    }

    /// The link between two articles, if they are alike.
    fn link(&self, first: usize, second: usize) -> Option<Links> {
        let pairs = &self.pairs[self.starts[first]..self.starts[first + 1]];
        let place = pairs.binary_search_by_key(&second, |pair| pair.second as usize).ok()?;
        Some(Links::one(pairs[place].likeness))
    }

    /// Notes which of the wanted clusters might be joined to one.
    fn push_candidates(&mut self, index: usize, wanted: impl Fn(usize) -> bool) {
        let cluster = &self.clusters[index];
        for (other, links) in cluster.near.iter().filter(|(other, _)| wanted(*other)) {
            let one_event = || cluster.days.and(self.clusters[*other].days).of_one_event();
            let pairs = cluster.members.len() * self.clusters[*other].members.len();
            let Some(nearness) = links.nearness(pairs).filter(|_| one_event()) else { continue };
            let (first, second) = (index.min(*other), index.max(*other));
            self.candidates.push(Candidate {
                nearness: (nearness * 1e6) as u32,
                first: Reverse(first),
                second: Reverse(second),
                versions: (self.clusters[first].version, self.clusters[second].version),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(days: &[Option<i64>], pairs: &[(u32, u32, f32)], expected: &[&[usize]]) {
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
    fn what_is_hardly_alike_counts_where_groups_meet() {
        let near = [(0, 1, 0.5), (0, 2, 0.06), (0, 3, 0.06), (1, 2, 0.15), (1, 3, 0.06), (2, 3, 0.4)];
        check(&[Some(0); 4], &near, &[&[0, 1, 2, 3]]);
        let one_less = [near[0], near[1], near[3], near[4], near[5]];
        check(&[Some(0); 4], &one_less, &[&[0, 1], &[2, 3]]);
    }

    #[test]
    fn an_article_without_a_date_ties_no_reports_of_different_weeks_together() {
        check(&[Some(0), None, Some(90)], &[(0, 1, 0.5), (1, 2, 0.45)], &[&[0, 1], &[2]]);
    }
}
