//! Texts made to be slow: twice the text may take twice the time, and hardly more.

use abreast::export::jsonl;
use abreast::library::Library;
use abreast::load::load_bytes;
use abreast::view::story::{Choice, desk};

/// What texts are made of, again and again.
const PIECES: [&str; 22] = [
    "\"",
    "\u{201c}a ",
    "\u{201c}a\u{201d} ",
    "he said \u{201c}",
    "said, ",
    "'a",
    "(",
    ".",
    "Mr. ",
    "Aa ",
    "A. ",
    "a",
    "word ",
    "e\u{301}",
    "\u{301}",
    "\u{1f469}\u{200d}",
    "\u{200b}",
    "\u{202e}a",
    "1,",
    "1.5 million ",
    "Jane Finn, ",
    "\u{c3}\u{a2}\u{e2}\u{82}\u{ac}",
];

/// Seconds that this thread has been running: others on the machine do not count.
fn worked() -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").expect("Linux");
    told.split(' ').next().and_then(|nanoseconds| nanoseconds.parse::<f64>().ok()).expect("a number") / 1e9
}

fn seconds(piece: &str, bytes: usize) -> f64 {
    let text = format!("Title\n\nHe spoke. {}", piece.repeat(bytes / piece.len()));
    let began = worked();
    let library = Library::of(load_bytes("a.txt", text.as_bytes()), &|_| ());
    for story in &library.stories {
        drop(desk(&library, story, &Choice::default()));
    }
    jsonl::write(&library, &mut std::io::sink()).expect("it takes everything");
    worked() - began
}

#[test]
fn twice_the_text_is_twice_the_work() {
    // On one thread, whose work is measured.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    pool.install(every_piece);
}

fn every_piece() {
    const BYTES: usize = 60_000;
    // Whatever is read at first use.
    seconds("Jane Finn said \u{201c}so\u{201d}. ", 1000);
    for piece in PIECES {
        // What else the machine does can only add to it: once is enough. Below 10 ms it is hardly work.
        let mut growths = (0..4).map(|_| seconds(piece, 2 * BYTES) / seconds(piece, BYTES).max(0.01));
        let least = growths.by_ref().find(|growth| *growth < 2.5);
        assert!(least.is_some(), "{piece:?}: more than 2.5 times the work for twice the text");
    }
}
