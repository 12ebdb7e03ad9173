//! UTF-8 that was read as Windows-1252 and written again ("â€œ" for “): where it stands, and what it was.
//!
//! Only what is certain: the letters that such a slip makes and real text does not.

/// A repair of one article's text: this byte range stands for these characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Repair {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: String,
}

/// Every certain repair of `text`, in order.
pub(super) fn repairs(text: &str) -> Vec<Repair> {
    let mut found = Vec::new();
    if text.is_ascii() {
        return found;
    }
    let mut at = 0;
    // "â", "Ã" and "Â" begin with this byte.
    while let Some(offset) = memchr::memchr(0xc3, &text.as_bytes()[at..]) {
        let start = at + offset;
        match repair_at(&text[start..]) {
            Some((length, char)) => {
                let mut repaired = String::from(char);
                let mut end = start + length;
                // Neighbours make one repair, so that a slip made twice can be undone twice.
                while let Some((more, char)) = repair_at(&text[end..]) {
                    repaired.push(char);
                    end += more;
                }
                found.push(Repair { start, end, text: undone_twice(repaired) });
                at = end;
            }
            None => at = start + text[start..].chars().next().map_or(1, char::len_utf8),
        }
    }
    found
}

fn undone_twice(once: String) -> String {
    let mut twice = String::new();
    let mut rest = once.as_str();
    let mut again = false;
    while let Some(first) = rest.chars().next() {
        let (length, char) = match repair_at(rest) {
            Some(repair) => {
                again = true;
                repair
            }
            None => (first.len_utf8(), first),
        };
        twice.push(char);
        rest = &rest[length..];
    }
    if again { twice } else { once }
}

/// The character that the beginning of `text` was, and the bytes it takes up now.
fn repair_at(text: &str) -> Option<(usize, char)> {
    let mut chars = text.char_indices();
    let (_, first) = chars.next()?;
    let mut bytes = [0_u8; 3];
    let length = match first {
        'â' => 3,
        'Ã' | 'Â' => 2,
        _ => return None,
    };
    bytes[0] = byte_of(first)?;
    let mut end = first.len_utf8();
    for byte in &mut bytes[1..length] {
        let (at, char) = chars.next()?;
        *byte = byte_of(char)?;
        end = at + char.len_utf8();
        // A capital before a real closing mark or dash is no slip: “IRMÔ.
        if length == 2 && matches!(char, '‘' | '’' | '“' | '”' | '–' | '—' | '…' | '‹' | '›')
        {
            return None;
        }
    }
    let char = std::str::from_utf8(&bytes[..length]).ok()?.chars().next()?;
    let plausible = match length {
        2 => matches!(char, '\u{a0}'..='\u{ff}') || matches!(char, '\u{80}'..='\u{9f}'),
        _ => {
            matches!(char, '\u{2010}'..='\u{2044}' | '\u{20ac}' | '\u{2122}' | '\u{2190}'..='\u{2199}' | '\u{2212}')
        }
    };
    plausible.then_some((end, char))
}

/// The byte that Windows-1252 (and, where that has none, Latin-1) shows as `char`.
fn byte_of(char: char) -> Option<u8> {
    const HIGH: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    match char {
        '\u{80}'..='\u{ff}' => u8::try_from(u32::from(char)).ok(),
        _ => HIGH.chars().position(|high| high == char).and_then(|index| u8::try_from(index + 0x80).ok()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repaired(text: &str) -> String {
        let mut out = String::new();
        let mut at = 0;
        for repair in repairs(text) {
            out.push_str(&text[at..repair.start]);
            out.push_str(&repair.text);
            at = repair.end;
        }
        out + &text[at..]
    }

    #[test]
    fn marks_and_accents_come_back() {
        assert_eq!(repaired("â€œSoup,â€\u{9d} said ZoÃ«â€™s aunt â€” Â£5"), "“Soup,” said Zoë’s aunt — £5");
    }

    #[test]
    fn a_slip_made_twice_is_undone_twice() {
        assert_eq!(repaired("Ã¢Â\u{80}Â\u{9c}Soup"), "“Soup");
    }

    #[test]
    fn real_letters_stay() {
        for text in ["Âge d’or", "“IRMÔ, she said", "château", "«É» and Ã alone", "pâté", "São João", "â"]
        {
            assert_eq!(repaired(text), text);
        }
    }
}
