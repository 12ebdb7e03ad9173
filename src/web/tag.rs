//! Entity tags: by which a client says what it has, and is told that it need not be sent again.
//!
//! A tag is made from what was asked for and from the edition, before anything is rendered. A page that was packed again
//! has other bytes, and so a tag of its own; whoever has it in either form has it.

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use bytes::Bytes;
use xxhash_rust::xxh3::xxh3_128_with_seed;

use super::cache::Answer;

/// An entity tag, quotes included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tag([u8; 18]);

impl Tag {
    /// The tag of what this text asks for, under the seed of an edition.
    pub(super) fn new(text: &str, seed: u64) -> Tag {
        // The half that says nothing of the hash by which answers are found.
        let hash = xxh3_128_with_seed(text.as_bytes(), seed) >> 64;
        let mut tag = [b'"'; 18];
        for (place, figure) in tag[1..17].iter_mut().enumerate() {
            let value = (hash >> (60 - 4 * place)) as usize & 15;
            *figure = b"0123456789abcdef"[value];
        }
        // The last figure says which form it is.
        tag[16] = b'0';
        Tag(tag)
    }

    /// As it stands in a header.
    pub(super) fn text(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The tag of the same page, packed again.
    pub(super) fn of_smaller(mut self) -> Tag {
        self.0[16] = b'1';
        self
    }

    /// The tag of the same page, as it was packed at first.
    fn of_first(mut self) -> Tag {
        self.0[16] = b'0';
        self
    }
}

/// The tag under which the client has what has this tag, if it has it.
pub(super) fn given(headers: &HeaderMap, tag: &Tag) -> Option<Tag> {
    let forms = [tag.of_first(), tag.of_smaller()];
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','))
        .find_map(|given| forms.into_iter().find(|form| given.trim().trim_start_matches("W/") == form.text()))
}

/// The answer to who has what would have this tag.
pub(super) fn unchanged(tag: &Tag) -> Answer {
    let mut headers = HeaderMap::new();
    mark(&mut headers, tag);
    Answer { status: StatusCode::NOT_MODIFIED, headers, body: Bytes::new() }
}

/// Marks an answer as one that may be kept and asked about by its tag.
pub(super) fn mark(headers: &mut HeaderMap, tag: &Tag) {
    set(headers, tag);
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    }
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding, cookie"));
}

/// Gives an answer this tag.
pub(super) fn set(headers: &mut HeaderMap, tag: &Tag) {
    if let Ok(tag) = HeaderValue::from_bytes(&tag.0) {
        headers.insert(header::ETAG, tag);
    }
}

/// What is said again of an answer that the client has; the other headers it keeps with it.
pub(super) fn said_again(headers: &HeaderMap) -> HeaderMap {
    static AGAIN: [HeaderName; 3] = [header::ETAG, header::CACHE_CONTROL, header::VARY];
    AGAIN.iter().filter_map(|name| Some((name.clone(), headers.get(name)?.clone()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_belongs_to_one_edition() {
        let (one, other) = (Tag::new("br / ", 1), Tag::new("br / ", 2));
        assert_eq!(one, Tag::new("br / ", 1));
        assert_ne!(one, other);
        assert_ne!(one, Tag::new("br /about ", 1));
        let mut headers = HeaderMap::new();
        let line = format!("\"x\", W/{}", one.text());
        headers.insert(header::IF_NONE_MATCH, line.parse().expect("a header"));
        assert_eq!((given(&headers, &one), given(&headers, &other)), (Some(one), None));
    }
}
