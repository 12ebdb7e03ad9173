//! How a body is compressed: what the client takes, and the work itself.

use std::io::Write;

use axum::http::{HeaderMap, header};

/// Bodies below this many bytes are sent as they are: they fit into one packet anyway.
const SMALLEST: usize = 860;

/// A content coding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    /// Brotli.
    Brotli,
    /// Gzip: what browsers ask for on a network without TLS.
    Gzip,
    /// As it is.
    Plain,
}

impl Encoding {
    /// The best that the client takes.
    pub(super) fn accepted(headers: &HeaderMap) -> Encoding {
        let (mut brotli, mut gzip) = (false, false);
        let lines = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|line| line.to_str().ok());
        for part in lines.flat_map(|line| line.split(',')) {
            let (coding, parameter) = part.split_once(';').unwrap_or((part, ""));
            let taken = |name: &str| coding.trim().eq_ignore_ascii_case(name) && !is_zero(parameter);
            brotli |= taken("br");
            gzip |= taken("gzip");
        }
        match (brotli, gzip) {
            (true, _) => Encoding::Brotli,
            (false, true) => Encoding::Gzip,
            (false, false) => Encoding::Plain,
        }
    }

    /// Its name in `Content-Encoding`.
    pub(super) fn name(self) -> &'static str {
        match self {
            Encoding::Brotli => "br",
            Encoding::Gzip => "gzip",
            Encoding::Plain => "identity",
        }
    }

    /// The body compressed, where that is worth it. What is `kept` for ever is compressed harder.
    pub(super) fn compress(self, body: &[u8], kept: bool) -> Option<Vec<u8>> {
        if body.len() < SMALLEST {
            return None;
        }
        let mut out = Vec::with_capacity(body.len() / 4);
        match self {
            Encoding::Brotli => {
                let quality = if kept { 10 } else { 5 };
                let mut writer = brotli::CompressorWriter::new(&mut out, 64 * 1024, quality, 20);
                writer.write_all(body).ok()?;
                writer.flush().ok()?;
                drop(writer);
            }
            Encoding::Gzip => {
                let level = flate2::Compression::new(if kept { 9 } else { 6 });
                let mut writer = flate2::write::GzEncoder::new(&mut out, level);
                writer.write_all(body).ok()?;
                writer.finish().ok()?;
            }
            Encoding::Plain => return None,
        }
        (out.len() < body.len()).then_some(out)
    }
}

/// Whether a parameter is `q=0`, which means "not this one".
fn is_zero(parameter: &str) -> bool {
    parameter.trim().strip_prefix("q=").is_some_and(|q| q.parse::<f32>().is_ok_and(|q| q <= 0.0))
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
    use std::io::Read;

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
        assert_eq!(accepted("identity"), Encoding::Plain);
        assert_eq!(accepted(""), Encoding::Plain);
    }

    #[test]
    fn what_is_compressed_comes_back() {
        let body = "“What I want,” she said, “is café.” ".repeat(400);
        for kept in [false, true] {
            let packed = Encoding::Gzip.compress(body.as_bytes(), kept).expect("smaller");
            let mut back = String::new();
            flate2::read::GzDecoder::new(&packed[..]).read_to_string(&mut back).expect("gzip");
            assert_eq!(back, body);
            let packed = Encoding::Brotli.compress(body.as_bytes(), kept).expect("smaller");
            let mut back = String::new();
            brotli::Decompressor::new(&packed[..], 4096).read_to_string(&mut back).expect("brotli");
            assert_eq!(back, body);
        }
        assert!(Encoding::Gzip.compress(b"short", false).is_none());
    }
}
