//! The access log: one line an answer, on standard error, without tokens and without anything that could steer a
//! terminal.

use std::net::IpAddr;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::time::Instant;

use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use serde::Serialize;

use super::link;

/// Lines that wait for a slow terminal; more are dropped rather than waited for.
const WAITING_LINES: usize = 1024;

/// How answers are logged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogFormat {
    /// Not at all.
    #[default]
    Off,
    /// A line for people.
    Short,
    /// A JSON object a line.
    Json,
}

/// Writes the log, from a thread of its own.
pub(super) struct Log {
    format: LogFormat,
    lines: Option<SyncSender<String>>,
}

/// What is told about an answer.
#[derive(Serialize)]
struct Line<'a> {
    time: String,
    peer: IpAddr,
    method: &'a str,
    target: String,
    status: u16,
    bytes: usize,
    ms: f64,
}

impl Log {
    /// A log that hands its lines to `print`.
    pub(super) fn new(format: LogFormat, print: fn(&str)) -> Log {
        let lines = (format != LogFormat::Off).then(|| {
            let (lines, waiting) = sync_channel::<String>(WAITING_LINES);
            std::thread::spawn(move || waiting.iter().for_each(|line| print(&line)));
            lines
        });
        Log { format, lines }
    }

    /// When an answer began, where that is noted: reading the clock takes its time.
    pub(super) fn began(&self) -> Option<Instant> {
        self.lines.as_ref().map(|_| Instant::now())
    }

    /// Notes an answer.
    pub(super) fn note(
        &self,
        head: &Parts,
        peer: IpAddr,
        status: StatusCode,
        bytes: usize,
        began: Option<Instant>,
    ) {
        let Some((lines, began)) = self.lines.as_ref().zip(began) else { return };
        let ms = (began.elapsed().as_secs_f64() * 10_000.0).round() / 10.0;
        let line = Line {
            time: jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            peer,
            method: head.method.as_str(),
            target: target(head),
            status: status.as_u16(),
            bytes: if head.method == Method::HEAD { 0 } else { bytes },
            ms,
        };
        let text = match self.format {
            LogFormat::Off => return,
            LogFormat::Short => format!(
                "{} {} {} {} {} {} B {} ms",
                line.time, line.peer, line.method, line.target, line.status, line.bytes, line.ms
            ),
            LogFormat::Json => serde_json::to_string(&line).unwrap_or_default(),
        };
        // A log that nobody reads must not hold up those who read the pages.
        drop(lines.try_send(text));
    }
}

/// Path and query without the token.
fn target(head: &Parts) -> String {
    let query = link::without_parameter(head.uri.query().unwrap_or_default());
    let path = head.uri.path();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    #[test]
    fn no_token_is_logged() {
        let head = |uri: &str| Request::builder().uri(uri).body(()).expect("a request").into_parts().0;
        assert_eq!(target(&head("/stories/a?key=secret&q=b")), "/stories/a?q=b");
        assert_eq!(target(&head("/?key=secret")), "/");
        assert_eq!(target(&head("/?%6bey=x")), "/?%6bey=x");
    }
}
