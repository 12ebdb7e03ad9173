//! Names of months in, their numbers out: the one list of them.

/// The months in order, in small letters.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A month as a text names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Month {
    /// 1 to 12.
    pub(crate) number: i8,
    /// Whether the name is cut short: "Feb", "Sept".
    pub(crate) short: bool,
}

/// The month that a word names, in capital or small letters.
pub(crate) fn month(word: &str) -> Option<Month> {
    let named = |name: &str| {
        let short = word.len() == 3 || word.len() == 4 && name.starts_with("sept");
        word.eq_ignore_ascii_case(name)
            || short && word.is_ascii() && name[..word.len()].eq_ignore_ascii_case(word)
    };
    let place = MONTHS.iter().position(|name| named(name))?;
    Some(Month { number: i8::try_from(place + 1).ok()?, short: MONTHS[place].len() > word.len() })
}

/// The month that a word names where it cannot be another word: "May", not "may".
pub(crate) fn month_in_text(word: &str) -> Option<Month> {
    let mut letters = word.chars();
    let written = letters.next().is_some_and(char::is_uppercase) && letters.all(char::is_lowercase);
    if written { month(word) } else { None }
}

/// All names of months, whole and cut short, in small letters.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    MONTHS.into_iter().chain(MONTHS.into_iter().map(|name| &name[..3])).chain(["sept"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_by_all_their_names() {
        for (word, number, short) in
            [("January", 1, false), ("may", 5, false), ("JUN", 6, true), ("Sept", 9, true), ("dec", 12, true)]
        {
            assert_eq!(month(word), Some(Month { number, short }), "{word}");
        }
        for word in ["", "ma", "janu", "mai", "é", "décembre"] {
            assert_eq!(month(word), None, "{word}");
        }
        assert_eq!(month_in_text("may"), None);
        assert_eq!(month_in_text("May").map(|month| month.number), Some(5));
        assert!(names().all(|name| month(name).is_some()));
    }
}
