//! A folder that means harm: every file of it is read, or named with its reason, and the rest is served.

use std::fmt::Write as _;
use std::fs;
use std::process::Command;

use tempfile::TempDir;

use crate::served::{Served, folder, path};
use crate::{ARTICLE, CONTENT};

/// What becomes of a file.
enum Fate {
    /// It is an article, without a word.
    Read,
    /// It is named on the page of problems, with this reason.
    Told(&'static str),
    /// It is an article, and what is doubtful about it is told.
    Doubted(&'static str),
}

use Fate::{Doubted, Read, Told};

/// A name of a file, what it holds, and what becomes of it.
type Row = (&'static str, Vec<u8>, Fate);

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

fn rows() -> Vec<Row> {
    let text =
        |name: &str| format!("Council of {name} votes\n\nThe mayor said: \u{201c}It is done.\u{201d}\n");
    let marked = |name: &str| format!("\u{feff}{}", text(name));
    vec![
        ("empty.txt", Vec::new(), Told("is empty")),
        ("blank.txt", b" \n\t\r\n".repeat(50), Told("is empty")),
        ("nul.txt", b"The council vo\0ted, said the mayor, and le\0ft.\n".to_vec(), Doubted("NUL")),
        (
            "bad-utf8.txt",
            b"The caf\xe9 \xff\xfe\xc0\xaf \xed\xa0\x80 was closed.\n".to_vec(),
            Doubted("not UTF-8"),
        ),
        (
            "cp1252.txt",
            b"She said \x93na\xefve\x94 \x96 \xa35 \x97 Zo\xeb\x92s words.\n".to_vec(),
            Doubted("windows-1252"),
        ),
        ("utf16le.txt", utf16(&marked("Aldern"), u16::to_le_bytes), Read),
        ("utf16be.txt", utf16(&marked("Belmouth"), u16::to_be_bytes), Read),
        ("bom.txt", marked("Corvo").into(), Read),
        ("cr.txt", text("Dunmere").replace('\n', "\r").into(), Read),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), Told("an image")),
        ("noise.txt", (0..=255).cycle().take(4096).collect(), Told("no text")),
        ("quotes.txt", b"\"".repeat(300_000), Read),
        ("open.txt", "\u{201c}a ".repeat(60_000).into(), Read),
        ("nested.txt", b"(".repeat(300_000), Read),
        ("dots.txt", b".".repeat(300_000), Read),
        ("titles.txt", b"Mr. ".repeat(60_000), Read),
        ("combining.txt", format!("e{}", "\u{301}".repeat(100_000)).into(), Read),
        ("joined.txt", "\u{1f469}\u{200d}".repeat(20_000).into(), Read),
        ("one-line.txt", b"word ".repeat(200_000), Read),
        ("no-space.txt", b"a".repeat(1_000_000), Read),
        (
            "turned.txt",
            "Jane \u{202e}neila\u{202c} said \u{201c}\u{2066}safe\u{2069}.\u{201d}\n".into(),
            Doubted("direction of writing"),
        ),
        (
            "homoglyph.txt",
            "J\u{430}ne Finn is not Jane Finn, the council said.\n".into(),
            Doubted("only look like"),
        ),
        ("steering.txt", b"\x1b[31mred\x1b]0;evil\x07\x1b[2J said the mayor.\n".to_vec(), Read),
        ("deep.json", b"[".repeat(200_000), Told("recursion")),
        ("twice.json", b"{\"title\":\"a\",\"title\":\"b\",\"text\":1e999}".to_vec(), Told("number")),
        ("lines.jsonl", b"{\"text\": 12}\nnonsense\n".to_vec(), Told("line 1")),
        (
            "bomb.xml",
            b"<!DOCTYPE l [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><l>&b;</l>".to_vec(),
            Told("no kind that can be read"),
        ),
        ("deep.html", b"<div>".repeat(10_000), Told("no kind that can be read")),
    ]
}

/// Whether what is asked of the system may be asked of it: it is not on every one.
#[cfg(unix)]
fn special_files(folder: &TempDir) -> Vec<(&'static str, &'static str)> {
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::os::unix::net::UnixListener;
    let at = |name: &str| folder.path().join(name);
    for (to, name) in [
        ("/etc/passwd", "out.txt"),
        ("self.txt", "self.txt"),
        ("nowhere", "dangling.txt"),
        ("/dev/zero", "zero.txt"),
        ("/proc/self/mem", "memory.txt"),
        (".", "loop"),
    ] {
        symlink(to, at(name)).expect("a link");
    }
    let mut told: Vec<(&str, &str)> =
        ["out.txt", "self.txt", "dangling.txt", "zero.txt", "memory.txt", "loop"]
            .map(|name| (name, "is a link and was not followed"))
            .into();
    assert!(Command::new("mkfifo").arg(at("pipe.txt")).status().is_ok_and(|status| status.success()));
    told.push(("pipe.txt", "a pipe, socket or device"));
    drop(UnixListener::bind(at("socket.txt")).expect("a socket"));
    told.push(("socket.txt", "a pipe, socket or device"));
    fs::File::create(at("sparse.txt")).and_then(|file| file.set_len(1 << 30)).expect("a sparse file");
    told.push(("sparse.txt", "is too large"));
    fs::hard_link(at("a.txt"), at("again.txt")).expect("a second name");
    told.push(("again.txt", "the same, byte for byte"));
    fs::write(at("secret.txt"), "Nobody may read this.\n").expect("a file");
    fs::set_permissions(at("secret.txt"), fs::Permissions::from_mode(0o0)).expect("a mode");
    told.push(("secret.txt", "may not be read by this user"));
    let mut deep = folder.path().to_path_buf();
    (0..40).for_each(|_| deep.push("deeper"));
    fs::create_dir_all(deep).expect("folders");
    told.push(("deeper/deeper", "folders deep"));
    told
}

/// The server as a user without rights, where this one has all.
#[cfg(unix)]
fn as_nobody(folder: &TempDir) -> Option<Served> {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    let mut command = Command::new(env!("CARGO_BIN_EXE_abreast"));
    command.args(["--port", "0", path(folder)]);
    if rustix::process::geteuid().is_root() {
        const NOBODY: u32 = 65534;
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).expect("a mode");
        command.uid(NOBODY).gid(NOBODY);
        let may_run =
            Command::new(env!("CARGO_BIN_EXE_abreast")).arg("--version").uid(NOBODY).gid(NOBODY).output();
        if may_run.is_err() {
            eprintln!("skipped: a user without rights cannot run the binary from where it lies");
            return None;
        }
    }
    Some(Served::spawn(&mut command))
}

/// The words of a page, without its tags.
fn words(page: &str) -> String {
    let text: String =
        page.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text).collect();
    text.replace("&#38;", "&").replace("&#34;", "\"")
}

#[cfg(unix)]
#[test]
fn every_bad_file_is_told_and_the_rest_is_served() {
    let rows = rows();
    let folder = folder(&[("a.txt", ARTICLE.as_bytes())]);
    for (name, bytes, _) in &rows {
        fs::write(folder.path().join(name), bytes).expect("a file");
    }
    let special = special_files(&folder);
    let Some(mut served) = as_nobody(&folder) else { return };
    served.port();
    assert!(served.get("/").body.contains(CONTENT));
    let problems = words(&served.get("/problems").body);
    let mut wrong = String::new();
    let mut check = |name: &str, reason: Option<&str>| {
        // Its name, and up to the next name the reasons.
        let told = problems.find(name).map(|at| problems[at..].chars().take(400).collect::<String>());
        let fits = match (reason, &told) {
            (None, told) => told.is_none(),
            (Some(reason), Some(told)) => told.contains(reason),
            (Some(_), None) => false,
        };
        if !fits {
            writeln!(wrong, "{name}: expected {reason:?}, told {told:?}").expect("it is memory");
        }
    };
    for (name, _, fate) in &rows {
        match fate {
            Read => check(name, None),
            Told(reason) => check(name, Some(reason)),
            // Articles are named by their titles.
            Doubted(reason) => assert!(problems.contains(reason), "{name}: no {reason:?} in {problems}"),
        }
    }
    special.iter().for_each(|(name, reason)| check(name, Some(reason)));
    assert!(wrong.is_empty(), "{wrong}\n{problems}");
    assert!(!problems.contains("root:x:"));
    // Whatever the folder held, the server is as small as its articles.
    #[cfg(target_os = "linux")]
    assert!(served.memory() < 600_000_000, "{} bytes", served.memory());
}

#[cfg(unix)]
#[test]
fn a_folder_that_changes_while_it_is_read_stops_nothing() {
    use std::sync::atomic::{AtomicBool, Ordering};
    let folder = folder(&[("a.txt", ARTICLE.as_bytes())]);
    let mut served = Served::start(&["--port", "0", path(&folder)]);
    served.port();
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let file = folder.path().join("b.txt");
            let mut n = 0;
            while !stop.load(Ordering::Relaxed) {
                n += 1;
                drop(fs::write(&file, ARTICLE.repeat(n % 40)));
                if n % 3 == 0 {
                    drop(fs::remove_file(&file));
                }
            }
        });
        for _ in 0..10 {
            served.signal("-HUP");
            served.line_with("read in");
            assert!(served.get("/").body.contains(CONTENT));
        }
        stop.store(true, Ordering::Relaxed);
    });
}
