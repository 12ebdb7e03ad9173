//! Styles, scripts and pictures in, the source of a table of them out: each as it is, and packed once as well as can
//! be, so that the program never packs one.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use flate2::{Compression, GzBuilder};
use xxhash_rust::xxh3::Xxh3;

/// Best, and slowest.
const QUALITY: u32 = 11;

/// Of the window, as a power of two: the largest that every client takes.
const WINDOW: u32 = 22;

/// The table, by name, and a hash of all names and files. What is packed goes to `out`.
pub(crate) fn table(folder: &Path, out: &Path) -> io::Result<String> {
    let mut files = Vec::new();
    gather(folder, &mut files)?;
    let mut named: Vec<(String, PathBuf)> =
        files.into_iter().map(|file| (name(folder, &file), file)).collect();
    named.sort();
    let mut hasher = Xxh3::new();
    let mut rows = String::new();
    for (at, (name, file)) in named.iter().enumerate() {
        let data = fs::read(file)?;
        hasher.update(name.as_bytes());
        hasher.update(&data);
        let [brotli, gzip] = [".br", ".gz"].map(|end| out.join(format!("asset{at}{end}")));
        let mut packer = brotli::CompressorWriter::new(File::create(&brotli)?, 4096, QUALITY, WINDOW);
        packer.write_all(&data)?;
        drop(packer.into_inner());
        let mut packer = GzBuilder::new().write(File::create(&gzip)?, Compression::best());
        packer.write_all(&data)?;
        packer.finish()?;
        rows += &format!(
            "Asset {{ name: {name:?}, plain: include_bytes!({:?}), brotli: include_bytes!({brotli:?}), \
             gzip: include_bytes!({gzip:?}) }},\n",
            file.canonicalize()?
        );
    }
    Ok(format!(
        "const HASH: &str = \"{:010x}\";\nstatic ASSETS: [Asset; {}] = [\n{rows}];\n",
        hasher.digest() >> 24,
        named.len()
    ))
}

/// All files of a folder and its folders.
fn gather(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            gather(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

/// A file as addresses name it.
fn name(folder: &Path, file: &Path) -> String {
    let parts = file.strip_prefix(folder).unwrap_or(file).iter();
    parts.map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}
