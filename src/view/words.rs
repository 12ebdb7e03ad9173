//! Numbers and lists in plain words, as the pages put them.

/// "1 report", "5 reports".
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", thousands(number), if number == 1 { one } else { many })
}

/// "1,024".
pub fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// "CNN", "CNN and Reuters", "CNN, Reuters and The Hill".
pub fn list<S: AsRef<str>>(items: &[S]) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [most @ .., last] => {
            let most: Vec<&str> = most.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", most.join(", "), last.as_ref())
        }
    }
}

/// "60 of 6,948 stories are here; the others are still being read.", while that is so.
pub fn still_reading(here: usize, to_come: usize) -> Option<String> {
    let all = count(here + to_come, "story", "stories");
    let are = if here == 1 { "is" } else { "are" };
    let others = if to_come == 1 { "the other is" } else { "the others are" };
    (to_come > 0).then(|| format!("{} of {all} {are} here; {others} still being read.", thousands(here)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_still_read_is_said_in_numbers() {
        assert_eq!(still_reading(3, 0), None);
        let said = still_reading(60, 6888).expect("some are to come");
        assert_eq!(said, "60 of 6,948 stories are here; the others are still being read.");
        let said = still_reading(1, 1).expect("one is to come");
        assert_eq!(said, "1 of 2 stories is here; the other is still being read.");
    }

    #[test]
    fn lists_read_as_sentences_do() {
        assert_eq!(list::<&str>(&[]), "");
        assert_eq!(list(&["a"]), "a");
        assert_eq!(list(&["a", "b", "c"]), "a, b and c");
    }

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(count(1, "story", "stories"), "1 story");
        assert_eq!(count(1_234_567, "story", "stories"), "1,234,567 stories");
    }
}
