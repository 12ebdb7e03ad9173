//! The binary as a user meets it: what it prints, where, and how it ends.

mod served;

use std::net::TcpListener;
use std::path::Path;
use std::process::{Output, Stdio};

use tempfile::TempDir;

use served::{Served, abreast, folder, path, run, text};

const ARTICLE: &str = "Ferry strike enters second day\n\nHARBOUR (Tern) - Ferries stayed in port on Tuesday.\n\n\
    \u{201c}We will sail when we are paid,\u{201d} said Ana Nový, who speaks for the crews.\n";

const OTHER: &str = "Crews strike at the harbour\n\nHARBOUR (Gull) - No ferry sailed on Tuesday, the second day.\n\n\
    \u{201c}We will sail when we are paid,\u{201d} Ana Nový said.\n";

/// The records that were written, with their kinds.
fn records(output: &Output) -> Vec<(String, serde_json::Value)> {
    text(&output.stdout)
        .lines()
        .map(|line| {
            let value: serde_json::Value = serde_json::from_str(line).expect("a JSON object a line");
            (value["record"].as_str().expect("a record names its kind").to_owned(), value)
        })
        .collect()
}

/// A folder of so many articles that differ.
fn many(articles: usize) -> TempDir {
    let files: Vec<(String, String)> =
        (0..articles).map(|n| (format!("{n}.txt"), format!("Pier {n}: {ARTICLE}"))).collect();
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    folder(&files)
}

#[test]
fn help_names_the_commands_and_their_flags() {
    let help = run(&["--help"]);
    assert!(help.status.success());
    for word in ["serve", "annotate", "--host", "--port", "--open", "PATHS"] {
        assert!(text(&help.stdout).contains(word), "no {word} in {}", text(&help.stdout));
    }
    assert!(run(&["--version"]).status.success());
}

#[test]
fn flags_stand_above_the_environment_and_that_above_the_file() {
    let folder = folder(&[
        ("a.txt", ARTICLE.as_bytes()),
        ("settings.yaml", b"paths: [a.txt]\nhost: first\nport: 1\n"),
    ]);
    let file = folder.path().join("settings.yaml");
    let said = |args: &[&str], host: Option<&str>| {
        let mut command = abreast(args);
        command.env("ABREAST_CONFIG", &file);
        if let Some(host) = host {
            command.env("ABREAST_HOST", host);
        }
        text(&command.output().expect("it runs").stderr)
    };
    assert!(said(&[], None).contains("--host first:"));
    assert!(said(&[], Some("second")).contains("--host second:"));
    assert!(said(&["--host", "third"], Some("second")).contains("--host third:"));
    // Settings of serving are no business of other commands.
    let mut command = abreast(&["annotate", path(&folder)]);
    let output = command.env("ABREAST_PORT", "4180").env("ABREAST_LAN", "yes").output().expect("it runs");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
}

#[cfg(unix)]
#[test]
fn a_hangup_reads_the_folder_again() {
    let folder = folder(&[("a.txt", ARTICLE.as_bytes())]);
    let mut served = Served::start(&["--port", "0", path(&folder)]);
    served.port();
    assert!(!served.get("/").body.contains("Gull"));
    std::fs::write(folder.path().join("b.txt"), OTHER).expect("a file");
    served.signal("-HUP");
    served.line_with("2 articles");
    assert!(served.get("/").body.contains("Gull"));
}

#[test]
fn what_packagers_install_is_made_by_the_binary() {
    let page = run(&["man"]);
    assert!(page.status.success() && text(&page.stdout).contains(".TH abreast 1"), "{}", text(&page.stdout));
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let made = run(&["completions", shell]);
        assert!(made.status.success() && text(&made.stdout).contains("base-path"), "{shell}");
    }
    assert!(!text(&run(&["--help"]).stdout).contains("completions"), "they are for packagers");
}

#[test]
fn annotate_writes_articles_then_stories_and_ends_with_0() {
    let folder = folder(&[("a.txt", ARTICLE.as_bytes()), ("strike/b.txt", OTHER.as_bytes())]);
    let output = run(&["annotate", path(&folder), "--format", "jsonl"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let records = records(&output);
    let kinds: Vec<&str> = records.iter().map(|(kind, _)| kind.as_str()).collect();
    let articles = kinds.iter().filter(|kind| **kind == "article").count();
    assert_eq!(articles, 2, "{kinds:?}");
    assert!(kinds.contains(&"story"), "{kinds:?}");
    assert!(kinds[..articles].iter().all(|kind| *kind == "article"), "articles come first: {kinds:?}");
    let text = |file: &str| {
        records.iter().find(|(_, record)| record["file"] == file).map(|(_, record)| &record["text"])
    };
    let text = text("a.txt").and_then(serde_json::Value::as_str).expect("a record of a.txt");
    assert!(text.starts_with("Ferries stayed in port"), "{text}");
}

#[test]
fn check_says_what_there_is_and_what_it_costs() {
    let folder = folder(&[
        ("strike/a.txt", ARTICLE.as_bytes()),
        ("strike/b.txt", OTHER.as_bytes()),
        ("bad.jsonl", b"{"),
    ]);
    let output = run(&["check", path(&folder)]);
    assert_eq!(output.status.code(), Some(1), "a file could not be read");
    let said = text(&output.stdout);
    for line in ["articles 2\n", "stories 1 (1 of several articles)\n", "warnings 1\n", "  bad.jsonl: "] {
        assert!(said.contains(line), "no {line:?} in {said}");
    }
    assert!(!said.contains("memory"), "costs are told who asks: {said}");
    let output = run(&["check", "--stats", path(&folder)]);
    let said = text(&output.stdout);
    let value = |line: &str| -> f64 {
        let found =
            said.lines().find_map(|found| found.strip_prefix(line)).unwrap_or_else(|| panic!("{said}"));
        found.split_whitespace().next().and_then(|number| number.parse().ok()).expect("a number")
    };
    assert!(value(" annotate*") > 0.0 && value("in all") > 0.0, "{said}");
    assert!(said.contains("annotations"), "{said}");
}

#[test]
fn annotate_is_the_same_twice() {
    let folder = folder(&[("a.txt", ARTICLE.as_bytes()), ("b.txt", OTHER.as_bytes())]);
    assert_eq!(run(&["annotate", path(&folder)]).stdout, run(&["annotate", path(&folder)]).stdout);
}

#[test]
fn an_article_that_cannot_be_read_is_listed_and_the_status_is_1() {
    let folder = folder(&[("a.txt", ARTICLE.as_bytes()), ("bad.jsonl", b"{\"text\": 12\n")]);
    let output = run(&["annotate", path(&folder)]);
    assert_eq!(output.status.code(), Some(1));
    let records = records(&output);
    assert!(records.iter().any(|(kind, _)| kind == "article"), "the rest is still annotated");
    let warning = records.iter().find(|(kind, _)| kind == "warning").expect("a warning record");
    assert!(warning.1["file"].as_str().is_some_and(|file| file.contains("bad.jsonl")));
    assert!(warning.1["message"].as_str().is_some_and(|message| !message.is_empty()));
    assert!(text(&output.stderr).contains("bad.jsonl"));
}

#[test]
fn every_bad_file_is_named_with_its_cause_and_the_rest_is_served() {
    let folder = folder(&[
        ("a.txt", ARTICLE.as_bytes()),
        ("empty.txt", b""),
        ("latin.txt", b"Caf\xe9 opens again\n\nIt opened on Tuesday, \x93for good\x94, said its owner."),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01"),
    ]);
    let mut served = Served::start(&["--port", "0", path(&folder)]);
    served.port();
    let page = served.get("/problems").body;
    for (file, cause) in [
        ("empty.txt", "is empty"),
        ("latin.txt", "not UTF-8: read as windows-1252"),
        ("picture.txt", "not text"),
    ] {
        assert!(served.says(&format!("{file}: ")) && served.says(cause), "{file} in {:?}", served.printed);
        assert!(page.contains(cause), "{cause} in {page}");
    }
    let library = served.get("/").body;
    assert!(library.contains("3 warnings") && library.contains("Ferries stayed"), "{library}");
}

#[test]
fn wrong_usage_ends_with_2_and_says_what_to_do() {
    for (args, said) in [
        (&["annotate", "/no/such/folder"][..], "/no/such/folder: there is no such file or folder"),
        (&["/no/such/folder"], "/no/such/folder: there is no such file or folder"),
        (&["annotate", ".", "--format", "xml"], "jsonl"),
        (&["--host", "not an address"], "--host not an address: this is no IP address"),
        (&["--port", "70000"], "--port"),
        (&["--no-such-flag"], "--no-such-flag"),
    ] {
        let output = run(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        let stderr = text(&output.stderr);
        assert!(stderr.contains(said), "{args:?} said {stderr}");
        assert!(output.stdout.is_empty(), "{args:?} wrote to standard output");
        assert!(!stderr.contains("panicked"), "{stderr}");
    }
}

#[test]
fn an_empty_folder_is_served_with_advice() {
    let folder = folder(&[]);
    let output = run(&["annotate", path(&folder)]);
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stderr).contains("0 articles"), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("put .txt or .jsonl files"));
    let mut served = Served::start(&["--port", "0", path(&folder)]);
    served.port();
    assert_eq!(served.get("/healthz").status, 200);
}

#[test]
fn a_busy_port_that_was_asked_for_is_an_error() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = taken.local_addr().expect("an address").port().to_string();
    let folder = folder(&[("a.txt", ARTICLE.as_bytes())]);
    let output = run(&["--port", &port, path(&folder)]);
    assert_eq!(output.status.code(), Some(2));
    let stderr = text(&output.stderr);
    assert!(stderr.contains(&format!("port {port} of 127.0.0.1 is in use")), "{stderr}");
    assert!(stderr.contains("--port"), "{stderr}");
    assert_eq!(stderr.trim().lines().count(), 1, "one line: {stderr}");
}

#[test]
fn a_busy_default_port_moves_on() {
    let folder = folder(&[("a.txt", ARTICLE.as_bytes())]);
    // Taken here, or by somebody else already.
    let taken = TcpListener::bind("127.0.0.1:4180");
    let mut served = Served::start(&[path(&folder)]);
    let port = served.port();
    assert!((4180..4190).contains(&port) && (taken.is_err() || port != 4180), "{port}");
    assert_eq!(served.get("/healthz").status, 200);
}

#[test]
fn a_reader_that_closes_standard_output_is_no_error() {
    let folder = many(200);
    let mut child = abreast(&["annotate", path(&folder)])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(!text(&output.stderr).contains("panicked"), "{}", text(&output.stderr));
}

#[test]
fn a_closed_standard_error_is_no_error_either() {
    let folder = folder(&[("a.txt", ARTICLE.as_bytes())]);
    let mut child = abreast(&["annotate", path(&folder)])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    drop(child.stderr.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stdout).contains("\"record\":\"article\""));
}

#[test]
fn progress_is_plain_lines_where_nobody_watches() {
    let folder = many(600);
    let output = run(&["annotate", path(&folder)]);
    let stderr = text(&output.stderr);
    assert!(!stderr.contains('\u{1b}') && !stderr.contains('\r'), "{stderr:?}");
    assert!(stderr.contains("Reading 600 articles"), "{stderr}");
    assert!(stderr.lines().any(|line| line.starts_with("600 articles in ")), "{stderr}");
}

#[cfg(unix)]
#[test]
fn file_names_cannot_steer_the_terminal() {
    let folder = folder(&[("a.txt", ARTICLE.as_bytes()), ("\u{1b}[31m\u{202e}bad.jsonl", b"{")]);
    let output = run(&["annotate", path(&folder)]);
    let stderr = text(&output.stderr);
    assert!(!stderr.contains('\u{1b}') && !stderr.contains('\u{202e}'), "{stderr:?}");
    assert!(stderr.contains("\\u{1b}[31m\\u{202e}bad.jsonl"), "{stderr}");
    let missing = run(&["/no/\u{1b}[31mfolder"]);
    assert!(!text(&missing.stderr).contains('\u{1b}'), "{:?}", text(&missing.stderr));
}

#[test]
fn the_sample_is_served_where_there_is_no_folder() {
    let elsewhere = folder(&[]);
    let mut command = abreast(&["annotate"]);
    let output = command.current_dir(Path::new(path(&elsewhere))).output().expect("it runs");
    assert!(records(&output).iter().filter(|(kind, _)| kind == "story").count() >= 3);
}
