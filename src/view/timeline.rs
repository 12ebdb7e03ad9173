//! The days of reports in, a picture of them out: one bar a day, and the same as a list.

use jiff::civil::Date;

use crate::model::Report;

use super::cast::Outlet;
use super::{dates, words};

/// Width of the picture, in its own units.
const WIDTH: usize = 1000;

/// Height of the picture.
const HEIGHT: usize = 24;

/// Days that are drawn with a bar of their own; a longer time is drawn coarser.
const BARS: usize = 60;

/// When reports were published.
#[derive(Debug, Default)]
pub struct Timeline {
    /// The bars, the earliest first; none where all are of one day.
    pub bars: Vec<Bar>,
    /// Day by day: the day, and who reported on it.
    pub days: Vec<(String, Vec<String>)>,
    /// Reports whose day is not known.
    pub undated: Vec<String>,
    /// "3 reports on 1 March 2024, 1 report on 3 March 2024".
    pub told: String,
}

/// The reports of one day, or of a few.
#[derive(Debug, PartialEq, Eq)]
pub struct Bar {
    /// Left edge.
    pub x: usize,
    /// Upper edge.
    pub y: usize,
    /// Width.
    pub width: usize,
    /// Height.
    pub height: usize,
}

/// Makes it.
pub fn timeline(reports: &[&Report], outlets: &[Outlet<'_>]) -> Timeline {
    let mut days: Vec<(Date, Vec<String>)> = Vec::new();
    let mut undated = Vec::new();
    for (report, outlet) in reports.iter().zip(outlets) {
        let Some(published) = &report.article.published else {
            undated.push(outlet.name.clone());
            continue;
        };
        match days.iter_mut().find(|(day, _)| *day == published.value.day) {
            Some((_, names)) => names.push(outlet.name.clone()),
            None => days.push((published.value.day, vec![outlet.name.clone()])),
        }
    }
    days.sort();
    let told: Vec<String> = days
        .iter()
        .map(|(day, names)| {
            format!("{} on {}", words::count(names.len(), "report", "reports"), dates::day(*day))
        })
        .collect();
    Timeline {
        bars: bars(&days.iter().map(|(day, names)| (*day, names.len())).collect::<Vec<_>>()),
        told: told.join(", "),
        days: days.into_iter().map(|(day, names)| (dates::day(day), names)).collect(),
        undated,
    }
}

fn bars(days: &[(Date, usize)]) -> Vec<Bar> {
    let (Some((first, _)), Some((last, _))) = (days.first(), days.last()) else { return Vec::new() };
    let apart = |day: Date| usize::try_from((day - *first).get_days()).unwrap_or(0);
    let all = apart(*last) + 1;
    if all == 1 {
        return Vec::new();
    }
    let bins = all.min(BARS);
    let mut counts = vec![0; bins];
    for (day, count) in days {
        counts[apart(*day) * bins / all] += count;
    }
    let most = counts.iter().copied().max().unwrap_or(1).max(1);
    counts
        .iter()
        .enumerate()
        .filter(|(_, count)| **count > 0)
        .map(|(bin, count)| {
            let x = bin * WIDTH / bins;
            // A day with one report of many is still seen.
            let height = (count * HEIGHT / most).max(HEIGHT / 6);
            Bar { x, y: HEIGHT - height, width: ((WIDTH / bins) * 4 / 5).clamp(2, WIDTH / 16), height }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn one_day_is_no_picture() {
        assert_eq!(bars(&[]), []);
        assert_eq!(bars(&[(date(2024, 3, 1), 4)]), []);
    }

    #[test]
    fn the_day_with_most_reports_stands_highest() {
        let bars = bars(&[(date(2024, 3, 1), 4), (date(2024, 3, 2), 1), (date(2024, 3, 4), 2)]);
        assert_eq!(
            bars.iter().map(|bar| (bar.x, bar.height)).collect::<Vec<_>>(),
            [(0, 24), (250, 6), (750, 12)]
        );
    }

    #[test]
    fn years_are_drawn_with_as_many_bars_as_can_be_told_apart() {
        let days: Vec<(Date, usize)> = (2000..2020).map(|year| (date(year, 5, 5), 1)).collect();
        let bars = bars(&days);
        assert_eq!(bars.len(), 20);
        assert!(bars.iter().all(|bar| bar.x + bar.width <= WIDTH));
    }
}
