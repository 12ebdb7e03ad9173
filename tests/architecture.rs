//! What never happens: which room may name which, checked over the source text.

use std::fs;
use std::path::{Path, PathBuf};

/// Every Rust file of the library, with its path below `src/` and its text.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    assert!(files.len() > 20, "the source tree was not found");
    files
        .into_iter()
        .map(|path| {
            let name =
                path.strip_prefix(&root).expect("collected below src").to_string_lossy().replace('\\', "/");
            (name, fs::read_to_string(&path).expect("a source file is readable"))
        })
        .collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder is readable") {
        let path = entry.expect("the entry is readable").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// The code of a file: its text without comments and without the tests at its end.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// Asserts that no file of the rooms in `within` has any of the words in `banned` in its code.
#[track_caller]
fn never(within: &[&str], banned: &[&str], why: &str) {
    for (name, text) in sources() {
        let inside =
            within.iter().any(|room| name.starts_with(&format!("{room}/")) || name == format!("{room}.rs"));
        if inside {
            let code = code(&text);
            for word in banned {
                assert!(!code.contains(word), "src/{name} names `{word}`: {why}");
            }
        }
    }
}

const ROOMS: [&str; 9] = [
    "crate::load",
    "crate::clean",
    "crate::annotate",
    "crate::compare",
    "crate::library",
    "crate::view",
    "crate::web",
    "crate::export",
    "crate::commands",
];

fn rooms_but(own: &[&str]) -> Vec<&'static str> {
    ROOMS.into_iter().filter(|room| !own.iter().any(|own| room.ends_with(own))).collect()
}

#[test]
fn the_model_imports_nothing_of_ours() {
    never(&["model"], &["crate::"], "the model is plain data below every room");
}

#[test]
fn a_stage_knows_the_other_stages_only_through_the_model() {
    for stage in ["load", "clean", "annotate", "compare"] {
        never(&[stage], &rooms_but(&[stage]), "library alone runs the stages");
    }
}

#[test]
fn stages_know_no_server_and_no_template() {
    let stages = ["load", "clean", "annotate", "compare", "library"];
    never(&stages, &["axum", "askama", "tokio", "tower"], "the stages are pure: value in, value out");
}

#[test]
fn only_load_touches_the_file_system() {
    let pure = ["clean", "annotate", "compare", "view", "export", "model"];
    never(&pure, &["std::fs", "File::open", "std::env"], "I/O happens in load alone");
    never(&["web"], &["std::fs", "File::open"], "the server never opens a path that came from a request");
}

#[test]
fn stages_have_no_clock_and_no_chance() {
    let pure = ["clean", "annotate", "compare"];
    never(
        &pure,
        &["Instant::now", "SystemTime", "Zoned::now", "rand::"],
        "the same input gives the same output",
    );
}

#[test]
fn views_know_no_http() {
    never(&["view"], &["axum", "http::", "crate::web"], "view models are plain data");
}

#[test]
fn nothing_from_an_article_skips_escaping() {
    let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let mut pending = vec![templates];
    while let Some(folder) = pending.pop() {
        for entry in fs::read_dir(&folder).expect("the folder is readable") {
            let path = entry.expect("the entry is readable").path();
            if path.is_dir() {
                pending.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).expect("a template is readable");
            for filter in ["|safe", "| safe", "escape=\"none\"", "escape = \"none\""] {
                assert!(!text.contains(filter), "{} has `{filter}`", path.display());
            }
        }
    }
    never(&["web", "view"], &["escape = \"none\"", "MarkupDisplay::new_safe"], "Askama escapes everything");
}

#[test]
fn every_file_says_what_it_is_for() {
    for (name, text) in sources() {
        assert!(text.starts_with("//!"), "src/{name} does not open with a `//!` line");
    }
}

#[test]
fn main_stays_small() {
    let main = sources().into_iter().find(|(name, _)| name == "main.rs").expect("there is a main.rs").1;
    assert!(main.lines().count() <= 60, "main.rs starts a command, nothing more");
}

/// Bytes of the models, tables and word lists that the binary may hold; styles, scripts and the sample are apart.
const MOST_DATA: u64 = 6_000_000;

#[test]
fn what_is_built_in_stays_small() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = std::collections::BTreeSet::new();
    for (name, text) in sources() {
        let code = code(&text);
        for (at, _) in code.match_indices("include_str!(").chain(code.match_indices("include_bytes!(")) {
            let mut quoted = code[at..].split('"').skip(1).step_by(2);
            let mut next = || quoted.next().expect("what is included is named");
            let file = match next() {
                "OUT_DIR" => Path::new(env!("OUT_DIR")).join(next().trim_start_matches('/')),
                file => root.join(&name).parent().expect("a file is in a folder").join(file),
            };
            files.insert(file.canonicalize().expect("what is included is there"));
        }
    }
    let data: Vec<u64> = files
        .iter()
        .filter(|file| !file.components().any(|part| part.as_os_str() == "static"))
        .map(|file| fs::metadata(file).expect("what is included is there").len())
        .collect();
    assert!(data.len() > 10, "too few files were found: {files:?}");
    let bytes: u64 = data.iter().sum();
    assert!(bytes <= MOST_DATA, "{bytes} bytes of data are built in: {files:?}");
}
