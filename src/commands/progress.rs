//! Says how far the reading is: a bar on a terminal, plain lines elsewhere, and what was read at the end.
//!
//! All of it goes to standard error.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::terminal::say;
use crate::library::{Library, Progress};

/// Warnings that are printed in full; the rest stand on the page.
const SHOWN_WARNINGS: usize = 10;

/// Fewer articles than this are read before a plain line could be of use.
const WORTH_A_LINE: usize = 500;

/// The progress of one reading.
pub(super) struct Report {
    bar: ProgressBar,
}

impl Report {
    /// A bar where standard error is a terminal.
    #[allow(clippy::new_without_default, reason = "making one draws on the terminal")]
    pub(super) fn new() -> Report {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template("{msg:>10} {bar:32} {pos}/{len} {eta}") {
            bar.set_style(style);
        }
        Report { bar }
    }

    /// Notes a step.
    pub(super) fn show(&self, progress: Progress) {
        let terminal = std::io::stderr().is_terminal();
        match progress {
            Progress::Read(articles) => {
                self.bar.set_length(articles as u64);
                self.bar.set_message("reading");
                if !terminal && articles >= WORTH_A_LINE {
                    say(&format!("Reading {}…", count(articles, "article", "articles")));
                }
            }
            Progress::Annotated(done) => self.bar.set_position(done as u64),
            Progress::Compared(stories) => {
                self.bar.set_message("comparing");
                if !terminal && stories >= WORTH_A_LINE {
                    say(&format!("Comparing {}…", count(stories, "story", "stories")));
                }
            }
        }
    }

    /// Prints something above the bar.
    pub(super) fn suspend(&self, print: impl FnOnce()) {
        self.bar.suspend(print);
    }

    /// Takes the bar away.
    pub(super) fn clear(&self) {
        self.bar.finish_and_clear();
    }

    /// Says what was read and what could not be.
    pub(super) fn finish(&self, library: &Library, took: Duration) {
        self.clear();
        let problems = library.problems().count();
        say(&format!(
            "{} in {}, {}, read in {:.2} s",
            count(library.articles.len(), "article", "articles"),
            count(library.stories.len(), "story", "stories"),
            count(problems, "warning", "warnings"),
            took.as_secs_f64()
        ));
        for (file, message) in library.problems().take(SHOWN_WARNINGS) {
            say(&format!("  {file}: {message}"));
        }
        if problems > SHOWN_WARNINGS {
            say(&format!("  … and {} more, listed on the page", problems - SHOWN_WARNINGS));
        }
        if library.articles.is_empty() {
            say(
                "  Nothing to show yet: put .txt or .jsonl files of articles into the folder and start again.",
            );
        }
    }
}

/// "1 article", "5 articles".
fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_singular() {
        assert_eq!(count(1, "story", "stories"), "1 story");
        assert_eq!(count(0, "story", "stories"), "0 stories");
    }
}
