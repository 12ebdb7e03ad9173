//! A paragraph in, its quotation marks out, each with what its neighbours let it be.

use crate::model::Span;
use crate::scan;

/// What a mark may do, judged by the characters beside it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Side {
    /// It opens.
    Open,
    /// It closes.
    Close,
    /// Either; the state decides.
    Either,
}

/// A quotation mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    /// Where it stands.
    pub(super) span: Span,
    /// What it may do.
    pub(super) side: Side,
    /// Whether it is a single mark.
    pub(super) single: bool,
    /// For a single mark that closes: whether it may as well be a plural's apostrophe.
    pub(super) weak: bool,
    /// Whether its shape tells its side: curly, not straight.
    pub(super) shaped: bool,
}

/// The quotation marks of `paragraph`; apostrophes, inch marks and the marks of tags left out.
pub(super) fn marks(text: &str, paragraph: Span) -> Vec<Mark> {
    let part = paragraph.slice(text);
    let mut out = Vec::new();
    // The end of the mark that was read last, and its first character.
    let mut last = (0, ' ');
    let mut next_at = 0;
    let mut tag_end = 0;
    while let Some(at) = candidate(part, next_at) {
        let mut chars = part[at..].chars().peekable();
        let Some(char) = chars.next() else { break };
        next_at = at + char.len_utf8();
        if char == '<' && at >= tag_end && part[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            tag_end = tag_close(part, at).unwrap_or(at + 1);
        }
        if at < tag_end || !is_mark(char) {
            continue;
        }
        let previous = if at == last.0 { last.1 } else { part[..at].chars().next_back().unwrap_or(' ') };
        let mut end = at + char.len_utf8();
        // Two single marks in a row stand for a double one.
        let doubled = matches!(char, '\'' | '’' | '‘' | '`')
            && chars.peek().is_some_and(|next| matches!(next, '\'' | '’' | '‘' | '`'))
            && !is_open_curly_pair(char, part[end..].chars().next());
        if doubled {
            end += chars.next().map_or(0, |next| next.len_utf8());
        }
        // Three in a row: a quote within a quote opens or closes with it.
        if doubled && let Some(third) = chars.next_if(|next| matches!(next, '\'' | '’' | '‘')) {
            end += third.len_utf8();
        }
        let next = part[end..].chars().next().unwrap_or(' ');
        let after = &part[end..];
        if let Some(mark) = judge(Neighbours { previous, char, doubled, next, after }) {
            out.push(Mark { span: Span::new(paragraph.start() + at, paragraph.start() + end), ..mark });
        }
        last = (end, char);
        next_at = end;
    }
    out
}

/// The first place from `from` on where a mark or a tag may begin: few bytes are like that.
fn candidate(part: &str, from: usize) -> Option<usize> {
    let begins = |byte: u8| {
        (byte == b'"') | (byte == b'\'') | (byte == b'`') | (byte == b'<') | (byte == 0xc2) | (byte == 0xe2)
    };
    scan::position(&part.as_bytes()[from..], begins).map(|offset| from + offset)
}

/// `’‘` closes one span and opens another; it is no doubled mark.
fn is_open_curly_pair(char: char, next: Option<char>) -> bool {
    char == '’' && next == Some('‘')
}

/// The end of a tag `<name …>` that begins at `at`, when one is near.
fn tag_close(part: &str, at: usize) -> Option<usize> {
    part[at..]
        .char_indices()
        .take(600)
        .skip(1)
        .take_while(|(_, char)| *char != '<')
        .find_map(|(offset, char)| (char == '>').then_some(at + offset + 1))
}

fn is_mark(char: char) -> bool {
    matches!(
        char,
        '"' | '“'
            | '”'
            | '„'
            | '‟'
            | '«'
            | '»'
            | '″'
            | '\''
            | '‘'
            | '’'
            | '‚'
            | '‛'
            | '‹'
            | '›'
            | '`'
    )
}

struct Neighbours<'t> {
    previous: char,
    char: char,
    doubled: bool,
    next: char,
    after: &'t str,
}

fn judge(at: Neighbours<'_>) -> Option<Mark> {
    let Neighbours { previous, char, doubled, next, after } = at;
    let opens = (previous.is_whitespace() || is_opener(previous)) && !next.is_whitespace();
    let closes = !previous.is_whitespace() && (next.is_whitespace() || !next.is_alphanumeric());
    let mark = |side, single, shaped| Mark { span: Span::new(0, 0), side, single, weak: false, shaped };
    if doubled {
        return Some(mark(side_of(opens, closes), false, false));
    }
    match char {
        '„' => Some(mark(Side::Open, false, true)),
        '“' if closes && !opens => Some(mark(Side::Either, false, true)),
        '“' => Some(mark(Side::Open, false, true)),
        '”' if opens && !closes => Some(mark(Side::Either, false, true)),
        '”' => Some(mark(Side::Close, false, true)),
        '«' | '»' => Some(mark(side_of(opens, closes), false, true)),
        '‹' | '›' => Some(mark(side_of(opens, closes), true, true)),
        '"' | '‟' | '″' => Some(mark(side_of(opens, closes), false, false)),
        '‚' => opens.then(|| mark(Side::Open, true, true)),
        '\'' | '‘' | '’' | '‛' | '`' => {
            let opens = opens && char != '’' && !is_elision(after);
            if opens {
                Some(mark(Side::Open, true, char == '‘'))
            } else if closes && char != '‘' && char != '`' {
                Some(Mark {
                    weak: matches!(previous, 's' | 'S' | 'z' | 'n'),
                    ..mark(Side::Close, true, char == '’')
                })
            } else {
                None
            }
        }
        _ => None,
    }
}

fn side_of(opens: bool, closes: bool) -> Side {
    match (opens, closes) {
        (true, false) => Side::Open,
        (false, true) => Side::Close,
        (true, true) | (false, false) => Side::Either,
    }
}

fn is_opener(char: char) -> bool {
    matches!(
        char,
        '(' | '[' | '{' | '—' | '–' | '-' | '/' | '―' | '…' | '“' | '"' | '‘' | '\'' | '«' | '„' | '>'
    )
}

/// Whether `after` follows an apostrophe that stands for left-out letters: ’90s, ’em, rock ’n’ roll.
fn is_elision(after: &str) -> bool {
    let word_end = after.find(|char: char| !char.is_alphanumeric()).unwrap_or(after.len());
    let word = &after[..word_end];
    let decade = word.len() >= 2 && word.as_bytes()[..2].iter().all(u8::is_ascii_digit) && word.len() <= 3;
    decade
        || matches!(
            word.to_ascii_lowercase().as_str(),
            "em" | "til"
                | "till"
                | "cause"
                | "n"
                | "tis"
                | "twas"
                | "round"
                | "bout"
                | "nuff"
                | "cuz"
                | "s"
                | "t"
        )
}
