//! Styles, scripts and pictures from the binary. Their address carries a hash of all of them, so that a browser
//! may keep them for ever and never mixes those of two versions; scripts can import each other by relative path.

use std::borrow::Cow;
use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use xxhash_rust::xxh3::Xxh3;

use super::error::Failure;

#[derive(rust_embed::Embed)]
#[folder = "static"]
struct Static;

static HASH: LazyLock<String> = LazyLock::new(|| {
    let mut names: Vec<Cow<'static, str>> = Static::iter().collect();
    names.sort();
    let mut hasher = Xxh3::new();
    for name in names {
        if let Some(file) = Static::get(&name) {
            hasher.update(name.as_bytes());
            hasher.update(&file.data);
        }
    }
    format!("{:010x}", hasher.digest() >> 24)
});

/// The hash of all assets.
pub(super) fn hash() -> &'static str {
    &HASH
}

/// The text of a style sheet, for a page that carries its styles along.
pub(super) fn text(name: &str) -> String {
    Static::get(name).map_or_else(String::new, |file| String::from_utf8_lossy(&file.data).into_owned())
}

/// Serves one asset, by its name in the binary.
pub(super) async fn serve(Path((hash, name)): Path<(String, String)>) -> Result<Response, Failure> {
    let file = Static::get(&name).filter(|_| hash == *HASH).ok_or(Failure::NoAsset)?;
    let kind = match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        _ => "application/octet-stream",
    };
    let headers = [(CONTENT_TYPE, kind), (CACHE_CONTROL, "public, max-age=31536000, immutable")];
    Ok((headers, file.data).into_response())
}
