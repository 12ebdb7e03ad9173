//! Styles, scripts and pictures from the binary, packed when it was built. Their address carries a hash of all of them,
//! so that a browser may keep them for ever and never mixes those of two versions; scripts can import each other by
//! relative path.

use axum::extract::Path;
use axum::http::HeaderMap;
use axum::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use super::compress::Encoding;
use super::error::Failure;

/// A file of `static`.
struct Asset {
    name: &'static str,
    plain: &'static [u8],
    brotli: &'static [u8],
    gzip: &'static [u8],
}

// `ASSETS`, by name, and the `HASH` of all of them.
include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The hash of all assets.
pub(super) fn hash() -> &'static str {
    HASH
}

fn named(name: &str) -> Option<&'static Asset> {
    ASSETS.binary_search_by_key(&name, |asset| asset.name).ok().map(|at| &ASSETS[at])
}

/// The text of a style sheet, for a page that carries its styles along.
pub(super) fn text(name: &str) -> String {
    named(name).map_or_else(String::new, |asset| String::from_utf8_lossy(asset.plain).into_owned())
}

/// Serves one asset, by its name in the binary.
pub(super) async fn serve(
    Path((hash, name)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let asset = named(&name).filter(|_| hash == HASH).ok_or(Failure::NoAsset)?;
    let kind = match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        _ => "application/octet-stream",
    };
    let encoding = Encoding::accepted(&headers);
    let packed = match encoding {
        Encoding::Brotli => asset.brotli,
        Encoding::Gzip => asset.gzip,
        Encoding::Zstd | Encoding::Plain => asset.plain,
    };
    let about = [(CONTENT_TYPE, kind), (CACHE_CONTROL, "public, max-age=31536000, immutable")];
    Ok(if packed.len() < asset.plain.len() {
        (about, [(CONTENT_ENCODING, encoding.name())], packed).into_response()
    } else {
        (about, asset.plain).into_response()
    })
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn what_is_packed_is_what_is_written() {
        assert!(ASSETS.is_sorted_by_key(|asset| asset.name));
        for Asset { name, plain, brotli, gzip } in &ASSETS {
            let (mut unpacked, mut other) = (Vec::new(), Vec::new());
            brotli::Decompressor::new(*brotli, 4096).read_to_end(&mut unpacked).expect("brotli");
            flate2::read::GzDecoder::new(*gzip).read_to_end(&mut other).expect("gzip");
            assert!(unpacked == *plain && other == *plain, "{name}");
        }
        assert!(named("css/base.css").is_some() && named("../Cargo.toml").is_none() && named("").is_none());
    }
}
