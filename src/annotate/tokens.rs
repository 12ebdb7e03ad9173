//! Text in, tokens out: the one tokenisation that every pass shares.
//!
//! A token is a word, a number, a possessive or contracted ending ("'s", "n't"), or a single mark. Words keep
//! their inner apostrophes (O'Brien), their periods where they are abbreviations (U.S., a.m., J.), and their
//! hyphens, except where a hyphen joins two names or a name to a participle (U.S.-Mexico, Trump-backed).

use crate::model::Span;

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum TokenKind {
    /// Letters, possibly with digits, periods, hyphens, apostrophes.
    Word,
    /// Digits, possibly with separators.
    Number,
    /// A possessive or contracted ending: "'s", "'ll", "n't".
    Clitic,
    /// Any other single character.
    Mark,
}

/// A token.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Token {
    /// Where it stands.
    pub(crate) span: Span,
    /// What it is.
    pub(crate) kind: TokenKind,
    /// Whether white space (or the text's start) comes before it.
    pub(crate) spaced: bool,
    /// Whether it is a word with a capital letter.
    pub(crate) capital: bool,
    /// Whether it begins with a digit.
    pub(crate) digit: bool,
    /// Whether all of it is ASCII.
    pub(crate) ascii: bool,
}

impl Token {
    /// Anything but a word or number.
    fn mark(span: Span, kind: TokenKind, spaced: bool, ascii: bool) -> Token {
        Token { span, kind, spaced, capital: false, digit: false, ascii }
    }
}

/// Cuts `text` into tokens.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(text.len() / 5);
    let mut spaced = true;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        if matches!(byte, b' ' | b'\t'..=b'\r') {
            spaced = true;
            at += 1;
            continue;
        }
        if let Some(token) = plain(bytes, at, spaced) {
            at = token.span.end();
            out.push(token);
            spaced = false;
            continue;
        }
        // Dashes and quotation marks, of which all begin with these bytes: no letters, and no space.
        if let [0xe2, 0x80, 0x90..=0xa7, ..] = bytes[at..] {
            out.push(Token::mark(Span::new(at, at + 3), TokenKind::Mark, spaced, false));
            (spaced, at) = (false, at + 3);
            continue;
        }
        let Some(first) = text[at..].chars().next() else { break };
        if first.is_whitespace() {
            spaced = true;
            at += first.len_utf8();
            continue;
        }
        let end = if first.is_alphanumeric() { word_end(text, at) } else { at + first.len_utf8() };
        if first.is_alphanumeric() {
            push_word(text, at, end, spaced, &mut out);
        } else {
            out.push(Token::mark(Span::new(at, end), TokenKind::Mark, spaced, first.is_ascii()));
        }
        spaced = false;
        at = end;
    }
    out
}

/// What a byte is, as bits: 1 for a digit, 2 for a small letter, 4 for a capital.
const CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        classes[byte] = match byte as u8 {
            b'0'..=b'9' => 1,
            b'a'..=b'z' => 2,
            b'A'..=b'Z' => 4,
            _ => 0,
        };
        byte += 1;
    }
    classes
};

/// The token of the ASCII letters and digits at `start`, where nothing behind them can belong to it: most words, read
/// without decoding a character.
fn plain(bytes: &[u8], start: usize, spaced: bool) -> Option<Token> {
    let mut seen = 0;
    let mut length = 0;
    for byte in &bytes[start..] {
        let class = CLASSES[usize::from(*byte)];
        if class == 0 {
            break;
        }
        seen |= class;
        length += 1;
    }
    let end = start + length;
    let joins = match bytes.get(end) {
        None => false,
        Some(b'.' | b',') => length < 2 || bytes.get(end + 1).is_some_and(u8::is_ascii_digit),
        Some(byte) if byte.is_ascii() => matches!(byte, b'\'' | b'-' | b'&'),
        // Behind most words stand dashes and quotation marks, where it is none of these.
        Some(_) => !matches!(bytes.get(end..end + 3), Some([0xe2, 0x80, 0x93 | 0x94 | 0x9c | 0x9d | 0xa6])),
    };
    if length == 0 || joins {
        return None;
    }
    let kind = if seen == 1 { TokenKind::Number } else { TokenKind::Word };
    let (capital, digit) = (seen & 4 != 0, bytes[start].is_ascii_digit());
    Some(Token { span: Span::new(start, end), kind, spaced, capital, digit, ascii: true })
}

/// The end of the run that begins at `start`: alphanumerics and joiners between alphanumerics.
fn word_end(text: &str, start: usize) -> usize {
    let mut end = start;
    let mut chars = text[start..].char_indices().peekable();
    let mut previous = ' ';
    while let Some((offset, char)) = chars.next() {
        let next = chars.peek().map_or(' ', |(_, next)| *next);
        let inside = char.is_alphanumeric()
            || is_combining(char)
            || is_apostrophe(char) && (previous.is_alphanumeric() || previous == '.') && next.is_alphabetic()
            || matches!(char, '-' | '‐' | '‑') && previous.is_alphanumeric() && next.is_alphanumeric()
            || matches!(char, '.' | ',') && previous.is_ascii_digit() && next.is_ascii_digit()
            || char == '.' && is_abbreviation_period(&text[start..start + offset], next)
            || char == '-' && previous == '.' && next.is_alphanumeric()
            || char == '&' && previous.is_uppercase() && next.is_uppercase();
        if !inside {
            break;
        }
        end = start + offset + char.len_utf8();
        previous = char;
    }
    end
}

/// Whether a period after `word` belongs to it: single letters separated by periods (U.S., a.m., J.).
fn is_abbreviation_period(word: &str, next: char) -> bool {
    let last = word.rsplit(['.', '-']).next().unwrap_or_default();
    let mut letters = last.chars();
    let single = letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none();
    single
        && (word.contains('.')
            || next.is_alphabetic()
            || last.chars().all(char::is_uppercase) && !next.is_alphanumeric())
}

fn push_word(text: &str, start: usize, end: usize, spaced: bool, out: &mut Vec<Token>) {
    let mut at = start;
    let mut spaced = spaced;
    while let Some(cut) = hyphen_cut(&text[at..end]) {
        push_part(text, at, at + cut.start, spaced, out);
        let hyphen = Span::new(at + cut.start, at + cut.end);
        out.push(Token::mark(hyphen, TokenKind::Mark, false, hyphen.len() == 1));
        at += cut.end;
        spaced = false;
    }
    push_part(text, at, end, spaced, out);
}

/// The first hyphen of `word` at which it falls into two names, or a name and a participle.
fn hyphen_cut(word: &str) -> Option<std::ops::Range<usize>> {
    let mut from = 0;
    while let Some((offset, hyphen)) =
        word[from..].char_indices().find(|(_, char)| matches!(char, '-' | '‐' | '‑'))
    {
        let start = from + offset;
        let end = start + hyphen.len_utf8();
        let left = &word[..start];
        let right = word[end..].split(['-', '‐', '‑']).next().unwrap_or_default();
        let capital = |part: &str| part.chars().next().is_some_and(char::is_uppercase);
        let article = matches!(
            left.to_lowercase().as_str(),
            "al" | "el" | "ash" | "as" | "an" | "ad" | "bin" | "ben" | "sub" | "ultra"
        );
        let participle = matches!(
            right,
            "backed"
                | "led"
                | "based"
                | "style"
                | "born"
                | "era"
                | "run"
                | "owned"
                | "controlled"
                | "held"
                | "wide"
                | "like"
                | "related"
                | "linked"
                | "occupied"
                | "aligned"
                | "funded"
                | "trained"
                | "friendly"
                | "bound"
                | "area"
                | "made"
                | "listed"
                | "sponsored"
                | "affiliated"
                | "supported"
                | "appointed"
                | "dominated"
                | "educated"
                | "majority"
                | "speaking"
                | "language"
                | "administered"
                | "brokered"
                | "mediated"
        );
        if !article && (capital(right) && left.chars().count() > 1 || capital(left) && participle) {
            return Some(start..end);
        }
        from = end;
    }
    None
}

/// Pushes a word, its possessive or contracted ending apart.
fn push_part(text: &str, start: usize, end: usize, spaced: bool, out: &mut Vec<Token>) {
    if start == end {
        return;
    }
    let word = &text[start..end];
    let cut = clitic_start(word).filter(|cut| *cut > 0);
    let stem_end = start + cut.unwrap_or(word.len());
    push_stem(text, Span::new(start, stem_end), spaced, out);
    if stem_end < end {
        let span = Span::new(stem_end, end);
        out.push(Token::mark(span, TokenKind::Clitic, false, span.slice(text).is_ascii()));
    }
}

/// Pushes a word or number.
fn push_stem(text: &str, span: Span, spaced: bool, out: &mut Vec<Token>) {
    let stem = span.slice(text);
    let digit = stem.starts_with(|char: char| char.is_ascii_digit());
    let number = digit && !stem.contains(char::is_alphabetic);
    let kind = if number { TokenKind::Number } else { TokenKind::Word };
    let ascii = stem.is_ascii();
    let upper = if ascii {
        stem.bytes().any(|byte| byte.is_ascii_uppercase())
    } else {
        stem.contains(char::is_uppercase)
    };
    out.push(Token { span, kind, spaced, capital: upper && !number, digit, ascii });
}

/// Where the ending "'s", "'ll", "'re", "'ve", "'d", "'m" or "n't" of `word` begins.
fn clitic_start(word: &str) -> Option<usize> {
    let (at, apostrophe) = word.char_indices().rev().find(|(_, char)| is_apostrophe(*char))?;
    let ending = &word[at + apostrophe.len_utf8()..];
    match ending.to_ascii_lowercase().as_str() {
        "s" | "ll" | "re" | "ve" | "d" | "m" => Some(at),
        "t" if word[..at].ends_with(['n', 'N']) => Some(at - 1),
        _ => None,
    }
}

fn is_apostrophe(char: char) -> bool {
    matches!(char, '\'' | '’' | 'ʼ')
}

fn is_combining(char: char) -> bool {
    matches!(char, '\u{300}'..='\u{36f}' | '\u{200d}' | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokens(text).iter().map(|token| token.span.slice(text)).collect()
    }

    #[test]
    fn names_and_abbreviations_stay_whole() {
        assert_eq!(
            words("U.S. Sen. J. O’Brien met Tsai Eng-meng at 5 p.m."),
            ["U.S.", "Sen", ".", "J.", "O’Brien", "met", "Tsai", "Eng-meng", "at", "5", "p.m."]
        );
        assert_eq!(
            words("al-Assad paid $21.6 billion, 1,500 times."),
            ["al-Assad", "paid", "$", "21.6", "billion", ",", "1,500", "times", "."]
        );
    }

    #[test]
    fn possessives_and_contractions_come_apart() {
        assert_eq!(
            words("Mexico’s don't we'll Sanders' S.C.'s"),
            ["Mexico", "’s", "do", "n't", "we", "'ll", "Sanders", "'", "S.C.", "'s"]
        );
    }

    #[test]
    fn hyphens_between_names_come_apart() {
        assert_eq!(
            words("U.S.-Mexico ties, Trump-backed, well-known"),
            ["U.S.", "-", "Mexico", "ties", ",", "Trump", "-", "backed", ",", "well-known"]
        );
    }
}
