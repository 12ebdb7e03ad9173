//! The grouping of articles into stories: B-cubed, as `score/stories.py` does it.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::Hash;
use std::path::Path;

use abreast::compare;
use abreast::library::Library;
use abreast::model::{Annotations, Article, Report};
use anyhow::Result;
use serde::Deserialize;

use super::Scores;
use super::records::{self, Articles};

#[derive(Deserialize)]
struct Gold {
    id: String,
    cluster: String,
    date: Option<String>,
    set: String,
}

pub(crate) fn score(path: &Path, articles: &Articles) -> Result<Scores> {
    // The last of several records of one id counts, as in a table by id.
    let gold: Vec<Gold> = records::read(path)?;
    let undated: HashSet<&str> = gold
        .iter()
        .filter(|row| row.date.as_deref().is_none_or(str::is_empty))
        .map(|row| &*row.cluster)
        .collect();
    let b3 = |keep: &dyn Fn(&Gold) -> bool| {
        let rows: HashMap<&str, &str> =
            gold.iter().filter(|row| keep(row)).map(|row| (&*row.id, &*row.cluster)).collect();
        let mut ids: Vec<&str> = rows.keys().copied().collect();
        ids.sort_unstable();
        let pairs: Vec<(&str, String)> = ids
            .into_iter()
            .map(|id| {
                let story =
                    articles.get(id).map_or_else(|| format!("missing {id}"), |article| article.story.clone());
                (rows[id], story)
            })
            .collect();
        b_cubed(&pairs)
    };
    let mut scores = Scores::new();
    scores.insert("b3.all".to_owned(), b3(&|_| true));
    scores.insert("b3.dated".to_owned(), b3(&|row| !undated.contains(&*row.cluster)));
    scores.insert(
        "b3.allsides_dated".to_owned(),
        b3(&|row| row.set == "allsides" && !undated.contains(&*row.cluster)),
    );
    for set in gold.iter().map(|row| &row.set).collect::<BTreeSet<_>>() {
        scores.insert(format!("b3.{set}"), b3(&|row| row.set == *set));
    }
    Ok(scores)
}

/// How well the articles of one collection are grouped when they have no dates: `basil_undated` by themselves,
/// `basil_undated_among_all` with all other articles, dated as they are, beside them.
pub(crate) fn undated(path: &Path, library: &Library) -> Result<Scores> {
    const SET: &str = "basil";
    let gold: Vec<Gold> = records::read(path)?;
    let of: HashMap<&str, &Gold> = gold.iter().map(|row| (&*row.id, row)).collect();
    let row = |report: &Report| of.get(report.article.source_id.as_deref()?).copied();
    let in_set = |report: &Report| row(report).is_some_and(|row| row.set == SET);
    let bare = |report: &Report| {
        let mut article = Article::clone(&report.article);
        if in_set(report) {
            article.published = None;
        }
        Report::new(article, Annotations::default())
    };
    let all: Vec<Report> = library.articles.iter().map(bare).collect();
    let alone: Vec<Report> = library.articles.iter().filter(|report| in_set(report)).map(bare).collect();
    let score = |reports: &[Report]| {
        let mut pairs = Vec::new();
        for group in compare::group(reports) {
            for report in group.articles.iter().map(|article| &reports[*article]).filter(|one| in_set(one)) {
                pairs.push((row(report).map_or("", |row| &row.cluster), group.id.0.clone()));
            }
        }
        b_cubed(&pairs)
    };
    Ok(Scores::from([
        ("b3.basil_undated".to_owned(), score(&alone)),
        ("b3.basil_undated_among_all".to_owned(), score(&all)),
    ]))
}

/// F of B-cubed over things given by their gold and their found group.
pub(crate) fn b_cubed<G: Hash + Eq, P: Hash + Eq>(pairs: &[(G, P)]) -> f64 {
    let (mut gold, mut found, mut both) = (HashMap::new(), HashMap::new(), HashMap::new());
    for (g, p) in pairs {
        *gold.entry(g).or_insert(0.0) += 1.0;
        *found.entry(p).or_insert(0.0) += 1.0;
        *both.entry((g, p)).or_insert(0.0) += 1.0;
    }
    let mean = |part: &dyn Fn(&G, &P) -> f64| {
        pairs.iter().map(|(g, p)| part(g, p)).sum::<f64>() / pairs.len() as f64
    };
    let precision = mean(&|g, p| both[&(g, p)] / found[p]);
    let recall = mean(&|g, p| both[&(g, p)] / gold[g]);
    2.0 * precision * recall / (precision + recall)
}
