//! How a body is compressed: what the client takes, and the work itself.

use std::io::{Read, Write};

use axum::http::{HeaderMap, header};
use ruzstd::encoding::CompressionLevel;

/// Bodies below this many bytes are sent as they are: they fit into one packet anyway.
const SMALLEST: usize = 860;

/// How far back brotli looks, as a power of two. Further back made no page of 150 KB smaller, and packing takes the more
/// memory.
const WINDOW: u32 = 18;

/// A content coding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Encoding {
    /// Brotli.
    Brotli,
    /// Gzip: what browsers ask for on a network without TLS.
    Gzip,
    /// Zstandard, as an encoder in Rust alone has it: quick, and not as small.
    Zstd,
    /// As it is.
    Plain,
}

impl Encoding {
    /// Those that make bodies smaller, the best first.
    const ALL: [Encoding; 3] = [Encoding::Brotli, Encoding::Gzip, Encoding::Zstd];

    /// What the client likes best; of codings that it likes alike, the best.
    pub(super) fn accepted(headers: &HeaderMap) -> Encoding {
        let (mut best, mut liked) = (Encoding::Plain, 0.0);
        let lines = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|line| line.to_str().ok());
        for part in lines.flat_map(|line| line.split(',')) {
            let (name, parameter) = part.split_once(';').unwrap_or((part, ""));
            let named = |coding: &&Encoding| name.trim().eq_ignore_ascii_case(coding.name());
            let Some(coding) = Encoding::ALL.iter().find(named) else { continue };
            let weight = weight(parameter);
            if weight > liked || (weight == liked && weight > 0.0 && coding < &best) {
                (best, liked) = (*coding, weight);
            }
        }
        best
    }

    /// Its name in `Content-Encoding`.
    pub(super) fn name(self) -> &'static str {
        match self {
            Encoding::Brotli => "br",
            Encoding::Gzip => "gzip",
            Encoding::Zstd => "zstd",
            Encoding::Plain => "identity",
        }
    }

    /// The body compressed while somebody waits for it, where that is worth it.
    pub(super) fn compress(self, body: &[u8]) -> Option<Vec<u8>> {
        self.with_quality(body, 3)
    }

    /// The body as small as it can be, however long that takes: some hundred times as long.
    pub(super) fn pack(self, body: &[u8]) -> Option<Vec<u8>> {
        self.with_quality(body, 11)
    }

    /// The body compressed, by brotli with this quality.
    fn with_quality(self, body: &[u8], quality: u32) -> Option<Vec<u8>> {
        if body.len() < SMALLEST {
            return None;
        }
        let mut out = Vec::with_capacity(body.len() / 4);
        match self {
            Encoding::Brotli => {
                let mut writer = brotli::CompressorWriter::new(&mut out, 64 * 1024, quality, WINDOW);
                writer.write_all(body).ok()?;
                writer.flush().ok()?;
                drop(writer);
            }
            Encoding::Gzip => {
                let level = flate2::Compression::default();
                let mut writer = flate2::write::GzEncoder::new(&mut out, level);
                writer.write_all(body).ok()?;
                writer.finish().ok()?;
            }
            Encoding::Zstd => ruzstd::encoding::compress(body, &mut out, CompressionLevel::Fastest),
            Encoding::Plain => return None,
        }
        (out.len() < body.len()).then_some(out)
    }
}

/// What brotli made smaller, as it was.
pub(super) fn unpacked(body: &[u8]) -> impl Read + '_ {
    brotli::Decompressor::new(body, 16 * 1024)
}

/// What a parameter such as `q=0.5` says; without one that can be read, all.
fn weight(parameter: &str) -> f32 {
    let weight = parameter.trim().strip_prefix("q=").and_then(|q| q.parse().ok());
    weight.filter(|weight: &f32| !weight.is_nan()).unwrap_or(1.0)
}

/// Whether bodies of this type get smaller.
pub(super) fn is_text(content_type: &str) -> bool {
    let kind = content_type.split(';').next().unwrap_or_default().trim();
    kind.starts_with("text/")
        || matches!(
            kind,
            "application/json"
                | "application/x-ndjson"
                | "application/xml"
                | "application/atom+xml"
                | "application/manifest+json"
                | "image/svg+xml"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepted(value: &str) -> Encoding {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, value.parse().expect("a header"));
        Encoding::accepted(&headers)
    }

    #[test]
    fn the_best_that_is_taken() {
        assert_eq!(accepted("gzip, deflate, br, zstd"), Encoding::Brotli);
        assert_eq!(accepted("gzip, br;q=0"), Encoding::Gzip);
        assert_eq!(accepted("GZIP;q=0.5"), Encoding::Gzip);
        assert_eq!(accepted("zstd, gzip"), Encoding::Gzip);
        assert_eq!(accepted("zstd"), Encoding::Zstd);
        assert_eq!(accepted("br;q=0.8, gzip;q=0.8, zstd"), Encoding::Zstd);
        assert_eq!(accepted("zstd;q=0, br;q=nan, gzip;q=-1"), Encoding::Brotli);
        assert_eq!(accepted("zstd;q=0, gzip;q=0.0"), Encoding::Plain);
        assert_eq!(accepted("identity"), Encoding::Plain);
        assert_eq!(accepted(""), Encoding::Plain);
    }

    #[test]
    fn what_is_compressed_comes_back() {
        let body = "“What I want,” she said, “is café.” ".repeat(400);
        let packed = Encoding::Gzip.compress(body.as_bytes()).expect("smaller");
        let mut back = String::new();
        flate2::read::GzDecoder::new(&packed[..]).read_to_string(&mut back).expect("gzip");
        assert_eq!(back, body);
        let packed = Encoding::Brotli.compress(body.as_bytes()).expect("smaller");
        let mut back = String::new();
        unpacked(&packed).read_to_string(&mut back).expect("brotli");
        assert_eq!(back, body);
        let packed = Encoding::Brotli.pack(body.as_bytes()).expect("smaller");
        let mut back = String::new();
        unpacked(&packed).read_to_string(&mut back).expect("brotli");
        assert_eq!(back, body);
        let packed = Encoding::Zstd.compress(body.as_bytes()).expect("smaller");
        let mut back = String::new();
        let mut reader = ruzstd::decoding::StreamingDecoder::new(&packed[..]).expect("zstd");
        reader.read_to_string(&mut back).expect("zstd");
        assert_eq!(back, body);
        assert!(Encoding::Gzip.compress(b"short").is_none());
    }
}
