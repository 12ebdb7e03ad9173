//! The bytes of one file, read without waiting, without following a link, and never more than its format allows.

use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::path::Path;

use super::walk::{Found, cannot_read};

/// The bytes of a file, or why there are none.
pub(super) fn read(found: &Found) -> Result<Vec<u8>, String> {
    let most = found.format.most_bytes();
    // A file that somebody is writing is read once more, then left alone.
    for _ in 0..2 {
        let file = open(&found.path, found.named).map_err(|error| cannot_read(&error))?;
        let about = file.metadata().map_err(|error| cannot_read(&error))?;
        if !about.is_file() {
            return Err("is no ordinary file any more and was passed over.".to_owned());
        }
        if about.len() > most {
            return Err(format!(
                "is too large ({} MB; up to {} MB are read). Split it into one file an article.",
                about.len() >> 20,
                most >> 20
            ));
        }
        let mut bytes = Vec::with_capacity(usize::try_from(about.len()).unwrap_or(0));
        file.take(most + 1).read_to_end(&mut bytes).map_err(|error| cannot_read(&error))?;
        if bytes.len() as u64 == about.len() {
            return Ok(bytes);
        }
    }
    Err("is being written to. Start again when it is complete.".to_owned())
}

#[cfg(unix)]
fn open(path: &Path, follow: bool) -> io::Result<File> {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt;
    let links = if follow { OFlags::empty() } else { OFlags::NOFOLLOW };
    let flags = (OFlags::NONBLOCK | OFlags::NOCTTY | links).bits().cast_signed();
    OpenOptions::new().read(true).custom_flags(flags).open(path)
}

#[cfg(not(unix))]
fn open(path: &Path, _follow: bool) -> io::Result<File> {
    OpenOptions::new().read(true).open(path)
}
