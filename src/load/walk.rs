//! Paths in, the files below them out, in order. Follows no link, waits for no pipe, and says what it passes over.

use std::collections::HashSet;
use std::fs::{self, FileType};
use std::io;
use std::path::{Path, PathBuf};

use super::{Format, is_foreign};
use crate::model::Warning;

/// A file to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Where it is.
    pub(super) path: PathBuf,
    /// Its path relative to the folder that was asked for, unlike that of any other file.
    pub(super) name: String,
    /// The sub-folder it lies in, unlike that of any other folder that was asked for.
    pub(super) folder: Option<String>,
    pub(super) format: Format,
    /// Whether it was named itself: then a link may lead to it.
    pub(super) named: bool,
}

/// Folders deeper than this are passed over.
const DEEPEST: usize = 24;

/// Every readable file of `paths`.
pub(super) fn files(paths: &[PathBuf], warnings: &mut Vec<Warning>) -> Vec<Found> {
    let mut walk = Walk { found: Vec::new(), seen: HashSet::new(), names: HashSet::new(), warnings };
    let mut folders = HashSet::new();
    for path in paths {
        let before = walk.found.len();
        match fs::metadata(path) {
            Ok(about) if about.is_dir() => walk.folder(path, Path::new(""), path, 0),
            Ok(about) if about.is_file() => walk.named_file(path),
            Ok(_) => walk.warn(path.display().to_string(), NO_FILE.to_owned()),
            Err(error) => {
                let message = cannot_read(&error);
                walk.warn(path.display().to_string(), message);
            }
        }
        distinct_folders(&mut walk.found[before..], path, &mut folders);
    }
    walk.found
}

const NO_FILE: &str = "is neither a file nor a folder (a pipe, socket or device) and was passed over. \
                       Save its content as a text file.";

/// What to say of a file that cannot be opened or read.
pub(super) fn cannot_read(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => {
            "may not be read by this user. Give it read permission and start again.".to_owned()
        }
        io::ErrorKind::NotFound => "is gone: it was deleted or renamed while it was being read.".to_owned(),
        _ => format!("cannot be read ({error}). Check it, or take it out of the folder."),
    }
}

/// Sub-folders of the same name in two folders are two stories: the second is told by its folder.
fn distinct_folders(found: &mut [Found], root: &Path, taken: &mut HashSet<String>) {
    let own: HashSet<String> = found.iter().filter_map(|file| file.folder.clone()).collect();
    let root = root.file_name().map_or_else(|| "…".to_owned(), |name| name.to_string_lossy().into_owned());
    for file in found {
        if let Some(folder) = file.folder.as_ref().filter(|folder| taken.contains(*folder)) {
            file.folder = Some(free(&format!("{root}/{folder}"), taken));
        }
    }
    taken.extend(own);
}

/// `name`, or with a number behind it the first that is not taken.
fn free(name: &str, taken: &HashSet<String>) -> String {
    (1_u32..)
        .map(|number| if number == 1 { name.to_owned() } else { format!("{name} ({number})") })
        .find(|name| !taken.contains(name))
        .unwrap_or_else(|| name.to_owned())
}

struct Walk<'w> {
    found: Vec<Found>,
    /// Files already found, by their real paths: a file named twice is read once.
    seen: HashSet<PathBuf>,
    names: HashSet<String>,
    warnings: &'w mut Vec<Warning>,
}

impl Walk<'_> {
    fn warn(&mut self, file: String, message: String) {
        self.warnings.push(Warning { file, message });
    }

    fn named_file(&mut self, path: &Path) {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        match Format::of(&name) {
            Some(format) => self.file(path, &name, None, format, true),
            None => self.warn(
                name,
                "is of no kind that can be read. Name .txt, .json or .jsonl files, or a folder of them."
                    .to_owned(),
            ),
        }
    }

    fn file(&mut self, path: &Path, name: &str, folder: Option<String>, format: Format, named: bool) {
        let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        if !self.seen.insert(real) {
            return;
        }
        let mut unlike = name.to_owned();
        if self.names.contains(name) {
            let root = path.ancestors().nth(1 + name.matches('/').count());
            let root = root.and_then(Path::file_name).map(|root| root.to_string_lossy().into_owned());
            unlike = free(&root.map_or(name.to_owned(), |root| format!("{root}/{name}")), &self.names);
        }
        self.names.insert(unlike.clone());
        self.found.push(Found { path: path.to_path_buf(), name: unlike, folder, format, named });
    }

    /// Collects the files of `folder`, which is `within` of `root`.
    fn folder(&mut self, root: &Path, within: &Path, folder: &Path, depth: usize) {
        if depth > DEEPEST {
            let message =
                format!("lies more than {DEEPEST} folders deep and was passed over. Move its articles up.");
            self.warn(shown(within), message);
            return;
        }
        let mut entries = Vec::new();
        let listed = fs::read_dir(folder).and_then(|listing| {
            for entry in listing {
                let entry = entry?;
                entries.push((entry.file_name(), entry.file_type()?));
            }
            Ok(())
        });
        if let Err(error) = listed {
            let name = if depth == 0 { root.display().to_string() } else { shown(within) };
            self.warn(name, cannot_read(&error));
        }
        entries.sort_by(|one, other| one.0.cmp(&other.0));
        for (name, kind) in entries {
            let within = within.join(&name);
            let shown_name = name.to_string_lossy();
            if is_hidden(&shown_name) {
                continue;
            }
            if kind.is_dir() {
                self.folder(root, &within, &folder.join(&name), depth + 1);
                continue;
            }
            let format = Format::of(&shown_name);
            match (format, passed_over(kind)) {
                (Some(format), None) => {
                    let inside = within.parent().filter(|parent| !parent.as_os_str().is_empty()).map(shown);
                    self.file(&folder.join(&name), &shown(&within), inside, format, false);
                }
                (Some(_), Some(reason)) => self.warn(shown(&within), reason.to_owned()),
                // A link may hide a folder of articles behind any name.
                (None, Some(reason)) if kind.is_symlink() => self.warn(shown(&within), reason.to_owned()),
                (None, None) if is_foreign(&shown_name) => self.warn(
                    shown(&within),
                    "is of no kind that can be read: .txt, .json and .jsonl are. Save its text as .txt."
                        .to_owned(),
                ),
                (None, _) => {}
            }
        }
    }
}

fn passed_over(kind: FileType) -> Option<&'static str> {
    if kind.is_symlink() {
        return Some(
            "is a link and was not followed. Put the file itself here, or name its folder on the command line.",
        );
    }
    (!kind.is_file()).then_some(NO_FILE)
}

/// Hidden files, and copies that editors leave.
fn is_hidden(name: &str) -> bool {
    name.starts_with(['.', '~', '#']) || name.ends_with('~')
}

/// A relative path with `/` between its parts.
fn shown(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}
