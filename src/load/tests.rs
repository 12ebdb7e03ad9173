//! Folders of files, good and hostile, read whole.

use std::fs;
use std::path::Path;

use super::*;

fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a sub-folder");
        fs::write(path, bytes).expect("a file");
    }
    folder
}

fn read(paths: &[&Path]) -> Loaded {
    load(&Source::Paths(paths.iter().map(|path| path.to_path_buf()).collect()))
}

fn names(loaded: &Loaded) -> Vec<(&str, Option<&str>)> {
    loaded.articles.iter().map(|article| (article.file.as_str(), article.folder.as_deref())).collect()
}

fn warnings(loaded: &Loaded) -> Vec<&str> {
    loaded.warnings.iter().map(|warning| warning.file.as_str()).collect()
}

#[test]
fn a_sub_folder_is_a_story() {
    let files = folder(&[
        ("b.txt", b"B."),
        ("a/x.txt", b"X."),
        ("a/y.jsonl", b"{\"text\": \"Y.\"}"),
        ("a/c/z.TXT", b"Z."),
    ]);
    let loaded = read(&[files.path()]);
    assert_eq!(
        names(&loaded),
        [("a/c/z.TXT", Some("a/c")), ("a/x.txt", Some("a")), ("a/y.jsonl", Some("a")), ("b.txt", None)]
    );
    assert!(loaded.warnings.is_empty());
}

#[test]
fn what_is_no_article_is_passed_over() {
    let files = folder(&[
        ("a.txt", b"A."),
        ("README.md", b"x"),
        ("readme.txt", b"x"),
        (".DS_Store", b"x"),
        (".hidden.txt", b"x"),
        ("a.txt~", b"x"),
        ("photo.jpg", b"\xff\xd8\xff"),
        ("empty.txt", b" \n"),
        ("zip.txt", b"PK\x03\x04"),
        ("page.html", b"<p>An article may be in here.</p>"),
    ]);
    let loaded = read(&[files.path()]);
    assert_eq!(names(&loaded), [("a.txt", None)]);
    assert_eq!(warnings(&loaded), ["page.html", "empty.txt", "zip.txt"]);
}

#[test]
fn equal_names_in_two_folders_do_not_clash() {
    let one = folder(&[("x/a.txt", b"A."), ("b.txt", b"B.")]);
    let two = folder(&[("x/a.txt", b"A."), ("b.txt", b"C.")]);
    let loaded = read(&[one.path(), two.path()]);
    let mut files: Vec<&str> = loaded.articles.iter().map(|article| article.file.as_str()).collect();
    let folders: Vec<&str> = loaded.articles.iter().filter_map(|article| article.folder.as_deref()).collect();
    assert_eq!(files.len(), 4);
    files.dedup();
    assert_eq!(files.len(), 4);
    assert_ne!(folders[0], folders[1]);
    assert!(loaded.articles.iter().any(|article| article.twin.is_some()), "twins have their own ids");
}

#[test]
fn a_file_named_twice_is_read_once() {
    let files = folder(&[("x/a.txt", b"A.")]);
    let loaded = read(&[files.path(), &files.path().join("x"), &files.path().join("x/a.txt")]);
    assert_eq!(names(&loaded), [("x/a.txt", Some("x"))]);
}

#[test]
fn copies_are_one_article_of_a_story() {
    let files = folder(&[("a.txt", b"A."), ("b.txt", b"A."), ("s/a.txt", b"A.")]);
    let loaded = read(&[files.path()]);
    assert_eq!(names(&loaded), [("a.txt", None), ("s/a.txt", Some("s"))]);
    assert!(loaded.warnings[0].message.contains("a.txt"), "both are named");
    assert_eq!(warnings(&loaded), ["b.txt"]);
}

#[test]
fn a_large_file_is_refused_by_its_size() {
    let files = folder(&[("a.txt", b"A."), ("b.txt", b"")]);
    let large = fs::File::create(files.path().join("b.txt")).expect("a file");
    large.set_len(1 << 30).expect("a sparse file");
    let loaded = read(&[files.path()]);
    assert_eq!((names(&loaded), warnings(&loaded)), (vec![("a.txt", None)], vec!["b.txt"]));
}

#[test]
fn a_missing_path_is_a_warning() {
    let loaded = read(&[Path::new("/no/such/folder")]);
    assert_eq!((loaded.articles.len(), loaded.warnings.len()), (0, 1));
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    let outside = folder(&[("secret.txt", b"Secret.")]);
    let files = folder(&[("a.txt", b"A.")]);
    let link =
        |to: &Path, name: &str| std::os::unix::fs::symlink(to, files.path().join(name)).expect("a link");
    link(&outside.path().join("secret.txt"), "out.txt");
    link(outside.path(), "folder");
    link(Path::new("."), "loop");
    link(Path::new("nowhere"), "gone.txt");
    link(Path::new("/dev/zero"), "zero.txt");
    let loaded = read(&[files.path()]);
    assert_eq!(names(&loaded), [("a.txt", None)]);
    assert_eq!(warnings(&loaded), ["folder", "gone.txt", "loop", "out.txt", "zero.txt"]);
    let named = read(&[&files.path().join("out.txt")]);
    assert_eq!(names(&named), [("out.txt", None)]);
}

#[test]
fn the_sample_is_read_without_a_warning() {
    let loaded = load(&Source::Sample);
    assert!(loaded.warnings.is_empty(), "{:?}", loaded.warnings);
    assert!(loaded.articles.iter().all(|article| article.warnings.is_empty()));
}
