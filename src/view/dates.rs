//! Days in, dates as a reader writes them out.

use jiff::civil::Date;

/// "31 August 2016".
pub fn day(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// "31 August 2016", "1–3 March 2024", "30 August – 2 September 2016": the first to the last day.
pub fn range(mut days: Vec<Date>) -> Option<String> {
    days.sort_unstable();
    let (first, last) = (*days.first()?, *days.last()?);
    Some(if first == last {
        day(last)
    } else if (first.year(), first.month()) == (last.year(), last.month()) {
        format!("{}–{}", first.day(), day(last))
    } else if first.year() == last.year() {
        format!("{} – {}", first.strftime("%-d %B"), day(last))
    } else {
        format!("{} – {}", day(first), day(last))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn what_the_days_have_in_common_is_said_once() {
        assert_eq!(range(vec![]), None);
        assert_eq!(range(vec![date(2016, 8, 31)]).as_deref(), Some("31 August 2016"));
        assert_eq!(range(vec![date(2024, 3, 3), date(2024, 3, 1)]).as_deref(), Some("1–3 March 2024"));
        assert_eq!(
            range(vec![date(2016, 8, 31), date(2016, 9, 2)]).as_deref(),
            Some("31 August – 2 September 2016")
        );
        assert_eq!(
            range(vec![date(2016, 12, 31), date(2017, 1, 2)]).as_deref(),
            Some("31 December 2016 – 2 January 2017")
        );
    }
}
