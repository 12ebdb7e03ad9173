//! The checks of fuzzing without the fuzzer: over every input that once broke one of them, and over texts made of
//! what breaks things, put together by chance.

#[path = "../fuzz/checks.rs"]
#[allow(unreachable_pub, reason = "shared with the fuzzing targets")]
mod checks;

use std::path::Path;

use proptest::prelude::*;

/// The name of a check, and the check of some bytes.
type Check = (&'static str, fn(&[u8]));

const CHECKS: [Check; 5] = [
    ("load", checks::load),
    ("clean", checks::clean),
    ("annotate", checks::annotate),
    ("highlight", checks::highlight),
    ("request", checks::request),
];

#[test]
fn what_once_broke_stays_mended() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/mended");
    for (name, check) in CHECKS {
        let Ok(files) = std::fs::read_dir(folder.join(name)) else { continue };
        for file in files {
            let file = file.expect("a file").path();
            eprintln!("{}", file.display());
            check(&std::fs::read(&file).expect("it can be read"));
        }
    }
}

/// The entries of the fuzzing dictionary, as bytes.
fn dictionary() -> Vec<Vec<u8>> {
    let lines = include_str!("../fuzz/dictionary.txt").lines();
    let entries = lines.filter_map(|line| line.split_once("=\"")?.1.strip_suffix('"'));
    entries.map(unescaped).collect()
}

/// `\x0a`, `\"` and `\\` as what they stand for.
fn unescaped(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match if byte == b'\\' { rest.next() } else { None } {
            Some(b'x') => {
                let digits: Vec<u8> = rest.by_ref().take(2).collect();
                u8::from_str_radix(&String::from_utf8_lossy(&digits), 16).expect("two digits")
            }
            Some(escaped) => escaped,
            None => byte,
        });
    }
    bytes
}

fn soup() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        4 => proptest::sample::select(dictionary()),
        2 => "[A-Z][a-z]{0,6}|[a-z]{1,8}|[.,;:!?\"'()-]".prop_map(String::into_bytes),
        2 => Just(b" ".to_vec()),
        1 => any::<char>().prop_map(|char| char.to_string().into_bytes()),
        1 => proptest::collection::vec(any::<u8>(), 1..3),
    ];
    proptest::collection::vec(piece, 0..80).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn any_soup_is_taken(bytes in soup(), kind in 0..3u8) {
        for (name, check) in CHECKS {
            match name {
                "load" => check(&[&[kind], bytes.as_slice()].concat()),
                "request" => check(&[b"/".as_slice(), &bytes].concat()),
                _ => check(&bytes),
            }
        }
    }
}
