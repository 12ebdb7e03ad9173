//! Bytes in, text out, with a word about every guess. Never fails on text; says what is none.

use chardetng::EncodingDetector;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Decodes a file: UTF-8, UTF-16 with its mark, else what it looks like. NULs are replaced one for one.
///
/// # Errors
/// When the bytes are no text: what they are instead.
pub(super) fn decode(bytes: &[u8], warnings: &mut Vec<String>) -> Result<String, String> {
    if let Some(kind) = known_binary(bytes) {
        return Err(format!("is {kind}, not text. Save it as plain text."));
    }
    let mut text = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => with(encoding, &bytes[mark..], warnings),
        None => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => unmarked(bytes, warnings)?,
        },
    };
    let nuls = memchr::memchr_iter(0, text.as_bytes()).count();
    if nuls > 0 {
        if controls(text.as_bytes()) * 10 > text.len() * 3 {
            // UTF-16 of Latin letters is valid UTF-8 with a NUL at every other place.
            return match sixteen_bit(bytes) {
                Some(encoding) => {
                    warnings.push(guessed(encoding));
                    Ok(with(encoding, bytes, warnings))
                }
                None => Err("holds bytes that are no text. Save it as plain text.".to_owned()),
            };
        }
        text = text.replace('\0', "\u{fffd}");
        warnings.push(format!("{nuls} NUL characters were replaced by �."));
    }
    Ok(text)
}

/// Fewer bytes beyond ASCII than this tell no encoding.
const FEW: usize = 16;

fn unmarked(bytes: &[u8], warnings: &mut Vec<String>) -> Result<String, String> {
    if let Some(encoding) = sixteen_bit(bytes) {
        warnings.push(guessed(encoding));
        return Ok(with(encoding, bytes, warnings));
    }
    if controls(bytes) * 20 > bytes.len() {
        return Err("holds bytes that are no text. Save it as plain text.".to_owned());
    }
    let (good, bad) = sequences(bytes);
    if good > bad * 2 {
        return Ok(with(UTF_8, bytes, warnings));
    }
    let mut detector = EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    // Too few letters to guess by are marks and accents of a Western text; another script has more of them.
    let high = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    let guess = detector.guess(None, chardetng::Utf8Detection::Deny);
    let western = high < FEW || (high * 10 < bytes.len() * 3 && !is_latin(guess));
    let encoding = if western { WINDOWS_1252 } else { guess };
    warnings.push(guessed(encoding));
    Ok(with(encoding, bytes, warnings))
}

/// Whether an encoding is for letters of the Latin alphabet.
fn is_latin(encoding: &'static Encoding) -> bool {
    ["windows-1250", "windows-1252", "windows-1254", "windows-1257", "windows-1258"]
        .contains(&encoding.name())
        || ["ISO-8859-2", "ISO-8859-4", "ISO-8859-10", "ISO-8859-16"].contains(&encoding.name())
}

fn guessed(encoding: &'static Encoding) -> String {
    format!("not UTF-8: read as {}. If letters look wrong, save the file as UTF-8.", encoding.name())
}

fn with(encoding: &'static Encoding, bytes: &[u8], warnings: &mut Vec<String>) -> String {
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    if damaged {
        warnings.push(format!(
            "some bytes are no {} and were replaced by �. If letters are missing, save the file as UTF-8.",
            encoding.name()
        ));
    }
    text.into_owned()
}

/// UTF-16 without a mark, told by where its NULs stand.
fn sixteen_bit(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(4096)];
    let nuls = |from: usize| start.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (nuls(0), nuls(1));
    let most = start.len() / 2;
    match (even * 10 > most * 7, odd * 10 > most * 7) {
        (false, true) if even * 20 < most => Some(UTF_16LE),
        (true, false) if odd * 20 < most => Some(UTF_16BE),
        _ => None,
    }
}

/// Bytes that no text holds.
fn controls(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31 | 127)).count()
}

/// How many multi-byte sequences are UTF-8, and how many bytes are not.
fn sequences(bytes: &[u8]) -> (usize, usize) {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|char| !char.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    (good, bad)
}

/// Formats that are often given the name of a text file.
fn known_binary(bytes: &[u8]) -> Option<&'static str> {
    const MAGIC: [(&[u8], &str); 9] = [
        (b"%PDF-", "a PDF document"),
        (b"PK\x03\x04", "a zip archive or an office document"),
        (b"\xd0\xcf\x11\xe0", "an office document"),
        (b"{\\rtf", "an RTF document"),
        (b"\x89PNG", "an image"),
        (b"\xff\xd8\xff", "an image"),
        (b"GIF8", "an image"),
        (b"\x1f\x8b", "a compressed file"),
        (b"\x7fELF", "a program"),
    ];
    MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], text: Result<&str, &str>, warned: bool) {
        let mut warnings = Vec::new();
        let decoded = decode(bytes, &mut warnings);
        match text {
            Ok(text) => assert_eq!(decoded.as_deref(), Ok(text)),
            Err(part) => assert!(decoded.is_err_and(|error| error.contains(part)), "{part}"),
        }
        assert_eq!(!warnings.is_empty(), warned, "{warnings:?}");
    }

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn marks_of_encodings_are_followed_in_silence() {
        let text = "“Soup,” said Zoë. 👩‍🚒";
        check(text.as_bytes(), Ok(text), false);
        check(format!("\u{feff}{text}").as_bytes(), Ok(text), false);
        check(&utf16(&format!("\u{feff}{text}"), u16::to_le_bytes), Ok(text), false);
        check(&utf16(&format!("\u{feff}{text}"), u16::to_be_bytes), Ok(text), false);
    }

    #[test]
    fn guesses_are_told() {
        check(b"\x93Soup,\x94 said Zo\xeb \x97 \xa35", Ok("“Soup,” said Zoë — £5"), true);
        check(&utf16("Soup was cold.", u16::to_le_bytes), Ok("Soup was cold."), true);
        check("Zoë’s “soup” is \u{fffd}.".as_bytes(), Ok("Zoë’s “soup” is \u{fffd}."), false);
        check(
            &[b"Zo\xc3\xab\xe2\x80\x99s caf\xc3\xa9 ".as_slice(), b"\xff."].concat(),
            Ok("Zoë’s café \u{fffd}."),
            true,
        );
        check(b"A\0B said: so\0up\0.", Ok("A\u{fffd}B said: so\u{fffd}up\u{fffd}."), true);
        check(b"Zo\xeb \xff\xfe\xc0\xaf \xed\xa0\x80 \"quote\x93", Ok("Zoë ÿþÀ¯ í\u{a0}€ \"quote“"), true);
        check(b"So\0up is a long and hearty word.", Ok("So\u{fffd}up is a long and hearty word."), true);
    }

    #[test]
    fn what_is_no_text_is_named() {
        check(b"%PDF-1.7 ...", Err("PDF"), false);
        check(&[0; 64], Err("no text"), false);
        check(&(0..=255).collect::<Vec<u8>>(), Err("no text"), false);
        check(b"", Ok(""), false);
    }
}
