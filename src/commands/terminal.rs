//! Lines for people, on standard error: escaped, and never a reason to fail.
//!
//! `eprintln!` panics when standard error was closed (`2>&1 | head`); [`say`] does not mind.

use std::io::Write;

/// Prints a line to standard error, control characters escaped.
pub fn say(line: &str) {
    // A reader that went away is no reason to stop.
    drop(writeln!(std::io::stderr(), "{}", printable(line)));
}

/// Prints our own drawing, whose escapes are meant.
pub(super) fn print_drawing(drawing: &str) {
    drop(write!(std::io::stderr(), "{drawing}"));
}

/// `text` with control and direction characters spelled out, so that no name of a file can steer the terminal.
pub(crate) fn printable(text: &str) -> String {
    let hidden = |char: char| {
        char.is_control()
            || matches!(char, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    text.chars()
        .map(|char| if hidden(char) { char.escape_unicode().to_string() } else { char.to_string() })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_cannot_steer_the_terminal() {
        assert_eq!(printable("a\u{1b}[31mé\u{202e}\n"), "a\\u{1b}[31mé\\u{202e}\\u{a}");
    }
}
