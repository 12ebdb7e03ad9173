//! Stages over many articles at once, on all cores: what goes wrong with one is told, and leaves the others.

use std::cmp::Reverse;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use rayon::prelude::*;

use super::Took;
use crate::model::{Annotations, RawArticle, Report, Warning};
use crate::{annotate, clean};

/// The articles cleaned, in which nothing is found yet, and those over which it panicked. What was read of an article is
/// let go of once it is clean.
pub(super) fn cleaned(raw: Vec<RawArticle>, took: &mut Took) -> (Vec<Report>, Vec<Warning>) {
    let (began, work) = (Instant::now(), AtomicU64::new(0));
    let nothing = Arc::new(Annotations::default());
    let cleaned = each(raw, |raw| Report {
        article: Arc::new(timed(&work, || clean::clean(&raw))),
        annotations: Arc::clone(&nothing),
    });
    took.clean = Duration::from_nanos(work.into_inner());
    took.analyse += began.elapsed();
    cleaned
}

/// Finds what is in the articles of these stories, the names of each story together. Where that panics, the article is
/// there to be read all the same.
pub(super) fn annotated(
    stories: &[&[usize]],
    articles: &mut [Report],
    one_more: &(dyn Fn() + Sync),
    took: &mut Took,
) {
    let (began, work) = (Instant::now(), AtomicU64::new(0));
    let read = &*articles;
    let stories = stories.par_iter().with_max_len(AT_ONCE);
    let found: Vec<_> = stories.flat_map_iter(|story| together(story, read, &work, one_more)).collect();
    for (index, annotations) in found {
        let Report { article, annotations: place } = &mut articles[index];
        match annotations {
            Ok(annotations) => *place = Arc::new(annotations),
            Err(fault) if !article.warnings.contains(&fault) => Arc::make_mut(article).warnings.push(fault),
            Err(_) => {}
        }
    }
    took.annotate += Duration::from_nanos(work.into_inner());
    took.analyse += began.elapsed();
}

/// What is found in the articles of one story: each is read with the names of all.
fn together(
    story: &[usize],
    articles: &[Report],
    work: &AtomicU64,
    one_more: &(dyn Fn() + Sync),
) -> Vec<(usize, Result<Annotations, String>)> {
    let begin = |index: &usize| timed(work, || guarded(|| annotate::Draft::new(&articles[*index].article)));
    let drafts: Vec<_> = story.par_iter().map(begin).collect();
    let known = (story.len() > 1).then(|| {
        let mut known = annotate::Known::default();
        drafts.iter().flatten().for_each(|draft| draft.tell(&mut known));
        known
    });
    let finish = |(index, draft): (&usize, Result<annotate::Draft<'_>, String>)| {
        let finished = timed(work, || draft.and_then(|draft| guarded(|| draft.finish(known.as_ref()))));
        one_more();
        (*index, finished)
    };
    story.par_iter().zip(drafts).map(finish).collect()
}

/// What is made of each article, in their order, on all cores: the longest first, so that none is begun when all
/// others are done.
fn each<T: Send>(raw: Vec<RawArticle>, make: impl Fn(RawArticle) -> T + Sync) -> (Vec<T>, Vec<Warning>) {
    let mut raw: Vec<(usize, RawArticle)> = raw.into_iter().enumerate().collect();
    raw.sort_by_key(|(_, raw)| Reverse(raw.text.len()));
    let mut made: Vec<(usize, Result<T, Warning>)> = raw
        .into_par_iter()
        .with_max_len(AT_ONCE)
        .map(|(index, raw)| {
            let file = raw.file.clone();
            (index, guarded(|| make(raw)).map_err(|message| Warning { file, message }))
        })
        .collect();
    made.sort_unstable_by_key(|(index, _)| *index);
    let (mut all, mut faults) = (Vec::with_capacity(made.len()), Vec::new());
    for (_, made) in made {
        match made {
            Ok(made) => all.push(made),
            Err(fault) => faults.push(fault),
        }
    }
    (all, faults)
}

/// A panic over one article is told, and leaves all others to be read.
fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|cause| {
        let text = cause.downcast_ref::<&str>().copied();
        let text = text.or_else(|| cause.downcast_ref::<String>().map(String::as_str));
        format!(
            "analysing it failed, which is a fault of Abreast and not of the file: please report it, with the file \
             where you may, and with this: {}",
            text.unwrap_or("an unknown cause")
        )
    })
}

/// Most articles or stories that one core takes at once.
pub(super) const AT_ONCE: usize = 8;

/// Does the work, and adds the time that it takes.
fn timed<T>(sum: &AtomicU64, work: impl FnOnce() -> T) -> T {
    let began = Instant::now();
    let made = work();
    sum.fetch_add(u64::try_from(began.elapsed().as_nanos()).unwrap_or(u64::MAX), Ordering::Relaxed);
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_that_panics_is_told_and_the_others_are_read() {
        let raw = ["a.txt", "b.txt", "c.txt"]
            .map(|file| RawArticle { file: file.to_owned(), ..RawArticle::default() });
        let (read, faults) = each(raw.into(), |raw| {
            if raw.file == "b.txt" {
                // A panic that writes nothing to the terminal.
                std::panic::resume_unwind(Box::new("too much flour"));
            }
            raw.file
        });
        assert_eq!(read, ["a.txt", "c.txt"]);
        let [Warning { file, message }] = &faults[..] else { panic!("{faults:?}") };
        assert_eq!(file, "b.txt");
        assert!(message.contains("report it") && message.ends_with("too much flour"), "{message}");
    }
}
