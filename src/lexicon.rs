//! Word lists in, tables out: the one parser of `data/lexicon/*.txt`, and the folding that look-ups share.
//!
//! A list holds one entry a line; lines that begin with `#` are comments; columns are separated by a tab.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The entries of a list, each as its columns.
pub(crate) fn rows(list: &str) -> impl Iterator<Item = Vec<&str>> {
    entries(list).map(|line| line.split('\t').map(str::trim).collect())
}

/// The first column of every entry of a list.
pub(crate) fn entries(list: &str) -> impl Iterator<Item = &str> {
    list.lines().map(|line| line.trim_end_matches('\r')).filter(|line| {
        let line = line.trim();
        !line.is_empty() && !line.starts_with('#')
    })
}

/// Folds case and marks away: "Peña" and "PENA" become "pena". Typographic apostrophes become straight ones.
pub(crate) fn fold(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    fold_into(word, &mut out);
    out
}

/// Appends the folded `word` to `out`.
pub(crate) fn fold_into(word: &str, out: &mut String) {
    if word.is_ascii() {
        let from = out.len();
        out.push_str(word);
        out[from..].make_ascii_lowercase();
        return;
    }
    for char in word.nfkd().filter(|char| !is_combining_mark(*char)) {
        match char {
            '’' | 'ʼ' | '‘' => out.push('\''),
            '‐' | '‑' => out.push('-'),
            'ı' => out.push('i'),
            'ø' | 'Ø' => out.push('o'),
            'ł' | 'Ł' => out.push('l'),
            'đ' | 'Đ' => out.push('d'),
            'ß' => out.push_str("ss"),
            'æ' | 'Æ' => out.push_str("ae"),
            _ => out.extend(char.to_lowercase()),
        }
    }
}

/// `word` without `ending`, however often it ends so.
pub(crate) fn without_ending<'w>(mut word: &'w str, ending: &str) -> &'w str {
    while let Some(rest) = word.strip_suffix(ending) {
        word = rest;
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_drops_case_and_marks() {
        for (word, folded) in
            [("Peña", "pena"), ("ÇAĞRI", "cagri"), ("O’Brien", "o'brien"), ("Łódź", "lodz"), ("U.S.", "u.s.")]
        {
            assert_eq!(fold(word), folded);
        }
    }

    #[test]
    fn comments_and_blank_lines_are_no_entries() {
        assert_eq!(
            entries("# a list\n\nKenya\nNew Zealand\r\n").collect::<Vec<_>>(),
            ["Kenya", "New Zealand"]
        );
        assert_eq!(rows("UN\tUnited Nations\n").collect::<Vec<_>>(), [["UN", "United Nations"]]);
    }
}
