//! Word lists in, tables that the program reads in place out, and assets packed: made when the project is built, so that
//! a start makes none.
//!
//! The modules that lists are read with are the program's own.

// What the program needs of them is more than this needs.
#[allow(dead_code, unreachable_pub)]
#[path = "../src/annotate"]
mod annotate {
    #[path = "tokens.rs"]
    pub(crate) mod tokens;
}
mod assets;
mod facts;
#[allow(dead_code)]
#[path = "../src/frozen.rs"]
mod frozen;
#[allow(dead_code)]
#[path = "../src/hash.rs"]
mod hash;
#[allow(dead_code)]
#[path = "../src/names/key.rs"]
mod key;
#[allow(dead_code)]
#[path = "../src/lexicon.rs"]
mod lexicon;
#[allow(dead_code)]
#[path = "../src/annotate/mentions/list_bits.rs"]
mod list_bits;
mod lists;
#[allow(dead_code, unreachable_pub)]
#[path = "../src/model"]
mod model {
    #[path = "span.rs"]
    mod span;
    pub use span::Span;
}

use std::path::Path;
use std::{env, fs, io};

#[allow(clippy::print_stdout, reason = "cargo listens there")]
fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=data/lexicon");
    println!("cargo::rerun-if-changed=static");
    let lexicon = Path::new("data/lexicon");
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("cargo names a folder"))?;
    let out = Path::new(&out);
    fs::write(out.join("facts.bin"), facts::table(lexicon)?)?;
    fs::write(out.join("lists.bin"), lists::table(lexicon)?)?;
    fs::write(out.join("assets.rs"), assets::table(Path::new("static"), out)?)
}
