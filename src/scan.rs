//! Text as bytes in, how far nothing in it needs a closer look out: many bytes are told at once.

/// Bytes that are looked at together: a processor compares so many at once.
const TOGETHER: usize = 16;

/// The first place of a byte that is `wanted`, which should tell without a branch.
pub(crate) fn position(bytes: &[u8], wanted: impl Fn(u8) -> bool) -> Option<usize> {
    let mut passed = 0;
    while let Some(together) = bytes[passed..].first_chunk::<TOGETHER>() {
        // Bytes, not truths: those a compiler would take apart.
        if together.iter().fold(0, |any, byte| any | u8::from(wanted(*byte))) != 0 {
            break;
        }
        passed += TOGETHER;
    }
    bytes[passed..].iter().position(|byte| wanted(*byte)).map(|at| passed + at)
}

/// How many bytes `text` begins with that are letters and marks of ASCII, with a space at most between them: no
/// figures, no line ends, nothing that folding or a count of spaces would have to look at one by one.
pub(crate) fn plain_run(text: &[u8]) -> usize {
    // The bits of all that is odd about a byte, worked out without a branch.
    let odd = |byte: u8, next: u8| {
        let spaces = u8::from(byte == b' ') & u8::from(next == b' ');
        u8::from(byte < b' ') | byte & 128 | u8::from(byte.wrapping_sub(b'0') < 10) | spaces
    };
    let mut at = 0;
    while let Some(together) = text[at..].first_chunk::<{ TOGETHER + 1 }>() {
        let mut any = 0;
        for place in 0..TOGETHER {
            any |= odd(together[place], together[place + 1]);
        }
        if any != 0 {
            break;
        }
        at += TOGETHER;
    }
    while at < text.len() && odd(text[at], text.get(at + 1).copied().unwrap_or_default()) == 0 {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_run_ends_before_what_is_not() {
        let plain = "Soup is cold, - \"so\" what? And [then] they ate it all up. ";
        for end in 0..=plain.len() {
            assert_eq!(plain_run(&plain.as_bytes()[..end]), end);
        }
        for odd in ["7", "\n", "\t", "é", "“", "  "] {
            for at in 0..=plain.len() {
                let text = format!("{}{odd}{}", &plain[..at], &plain[at..]);
                let spaced = at > 0 && text.as_bytes()[at - 1..=at] == *b"  ";
                assert_eq!(plain_run(text.as_bytes()), at - usize::from(spaced), "{text:?}");
            }
        }
    }

    #[test]
    fn the_first_of_several_is_found() {
        let text = "Soup is cold, and so it was said: nobody “ate” it.".as_bytes();
        for wanted in [b'S', b':', 0xe2, b'.', b'?'] {
            assert_eq!(position(text, |byte| byte == wanted), text.iter().position(|byte| *byte == wanted));
        }
    }
}
