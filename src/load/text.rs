//! Plain text files: UTF-8 bytes in, one raw article out.

use crate::model::RawArticle;

/// Decodes a text file.
pub(super) fn read(name: &str, bytes: &[u8]) -> Vec<RawArticle> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    vec![RawArticle { file: name.to_owned(), text, ..RawArticle::default() }]
}
