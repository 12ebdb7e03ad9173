//! Text in, comparable words out: folded, stemmed, hashed. What every comparison of wording reads.

use std::cell::RefCell;
use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;
use xxhash_rust::xxh3::xxh3_64;

use super::Span;
use crate::hash::{HashedMap, WordMap};

/// A word of a text. Two words are the same when their keys are, and of one stem when their stems are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Word {
    /// Where it stands.
    pub(super) span: Span,
    /// Hash of the word in lower case, without accents.
    pub(super) key: u64,
    /// Hash of its stem.
    pub(super) stem: u64,
    /// How telling the stem is by its rarity in the news: from 0 (in every article) to 9.
    pub(super) rarity: f32,
    /// Whether it carries grammar rather than matter ("the", "of", "would").
    pub(super) function: bool,
    /// Whether it begins with a capital.
    pub(super) capital: bool,
    /// Whether it begins a sentence or a quotation, so that its capital says nothing.
    pub(super) opens: bool,
}

/// What a folded word is, remembered so that no word is stemmed twice.
#[derive(Clone, Copy, Default)]
struct Known {
    key: u64,
    stem: u64,
    rarity: f32,
    function: bool,
}

/// Words of grammar, folded.
static FUNCTION_WORDS: LazyLock<WordMap<(), &'static str>> = LazyLock::new(|| {
    include_str!("../../data/lexicon/empty_words.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .map(|word| (word, ()))
        .collect()
});

/// Articles counted for `data/lexicon/document_frequencies.txt`.
pub(super) const BACKGROUND_ARTICLES: f32 = 18_405.0;

/// The bits of a stem's hash that the table goes by: the lowest are left to those who tag a stem.
const STEM_BITS: u64 = !3;

static BACKGROUND: LazyLock<HashedMap<f32, u64>> = LazyLock::new(|| {
    include_str!("../../data/lexicon/document_frequencies.txt")
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(stem, count)| Some((xxh3_64(stem.as_bytes()) & STEM_BITS, count.parse().ok()?)))
        .collect()
});

/// In how many of `BACKGROUND_ARTICLES` a stem is used; 0 where in under a dozen.
pub(super) fn background(stem: u64) -> f32 {
    BACKGROUND.get(&(stem & STEM_BITS)).copied().unwrap_or_default()
}

/// How telling a stem is by its rarity in the news: from 0 (in every article) to 9.
pub(super) fn rarity(stem: u64) -> f32 {
    (BACKGROUND_ARTICLES / (background(stem) + 2.0)).ln().max(0.0)
}

/// What the words are that a thread has met. A word's hash leads to two places, side by side in memory, and the word
/// that was met last there is the first: so this never grows beyond its 2 MB.
struct Met(Vec<Places>);

#[derive(Clone, Default)]
#[repr(align(64))]
struct Places([(u64, Known); 2]);

thread_local! {
    static MET: RefCell<Met> = RefCell::new(Met(vec![Places::default(); 1 << Met::BITS]));
}

impl Met {
    const BITS: u32 = 15;

    /// What the word with this hash is.
    #[inline]
    fn known(&mut self, hash: u64, word: &str) -> Known {
        let Places([last, before]) = &mut self.0[(hash >> (u64::BITS - Met::BITS)) as usize];
        if last.0 != hash {
            if before.0 != hash {
                *before = (hash, learn(word));
            }
            std::mem::swap(last, before);
        }
        last.1
    }
}

/// What a byte of a text tells of words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// A letter or digit.
    Word,
    /// None, and the next word may begin a sentence.
    Opening,
    /// None.
    Gap,
    /// Part of a character beyond ASCII.
    Beyond,
}

static CLASSES: [Class; 256] = {
    let mut classes = [Class::Beyond; 256];
    let mut byte = 0;
    while byte < 128 {
        classes[byte] = match byte as u8 {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => Class::Word,
            b'.' | b'!' | b'?' | b':' | b'"' | b'\n' => Class::Opening,
            _ => Class::Gap,
        };
        byte += 1;
    }
    classes
};

/// The words of the part of `text` under `span`.
pub(super) fn words(text: &str, span: Span) -> Vec<Word> {
    first_words(text, span, usize::MAX)
}

/// The first words of it, so many at most.
pub(super) fn first_words(text: &str, span: Span, most: usize) -> Vec<Word> {
    let mut words = cut(text, span, most);
    // One after another and nothing between: so that several are waited for at once, for memory takes longer than all
    // else.
    MET.with_borrow_mut(|met| {
        for word in &mut words {
            let known = met.known(word.key, word.span.slice(text));
            (word.key, word.stem, word.rarity, word.function) =
                (known.key, known.stem, known.rarity, known.function);
        }
    });
    words
}

/// The same, of which nothing is known but where they stand and their hash as they are written.
fn cut(text: &str, span: Span, most: usize) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::with_capacity(most.min(span.len() / 6 + 1));
    let mut opens = true;
    let mut at = 0;
    let slice = span.slice(text);
    while let Some(byte) = slice.as_bytes().get(at).filter(|_| out.len() < most) {
        let first = match CLASSES[usize::from(*byte)] {
            Class::Word => char::from(*byte),
            class @ (Class::Gap | Class::Opening) => {
                opens |= class == Class::Opening;
                at += 1;
                continue;
            }
            Class::Beyond => char_at(slice, at),
        };
        if !first.is_alphanumeric() {
            opens |= matches!(first, '“' | '”' | '•' | '—');
            at += first.len_utf8();
            continue;
        }
        let plain = plain_end(slice, at).map(|end| Cut { stem: end, whole: end, end });
        let cut = plain.unwrap_or_else(|| Cut::of(slice, at, first));
        let mut push = |from: usize, to: usize, capital: bool, opens: bool| {
            let key = hash_of(&slice.as_bytes()[from..to]);
            let span = Span::new(span.start() + from, span.start() + to);
            out.push(Word { span, key, stem: 0, rarity: 0.0, function: false, capital, opens });
        };
        push(at, cut.stem, first.is_uppercase(), opens);
        if cut.whole > cut.stem {
            push(cut.stem, cut.whole, false, false);
        }
        opens = false;
        at = cut.end;
    }
    out.truncate(most);
    out
}

/// The character that begins at byte `at`.
fn char_at(text: &str, at: usize) -> char {
    text[at..].chars().next().unwrap_or(' ')
}

/// The end of the ASCII letters and digits at `start`, where nothing behind them can belong to the word: most words.
#[inline]
fn plain_end(text: &str, start: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let rest = bytes[start..].iter();
    let end = start + rest.take_while(|byte| CLASSES[usize::from(**byte)] == Class::Word).count();
    let joins = match bytes.get(end) {
        Some(b'.') => {
            bytes.get(end + 1).is_some_and(|after| after.is_ascii_alphanumeric() || !after.is_ascii())
        }
        Some(b',') => bytes.get(end + 1).is_some_and(u8::is_ascii_digit),
        Some(b'\'') => true,
        Some(byte) if !byte.is_ascii() => {
            text[end..].starts_with(|char: char| char.is_alphanumeric() || is_combining(char) || char == '’')
        }
        Some(_) | None => false,
    };
    (end > start && !joins).then_some(end)
}

/// Where a word is cut.
struct Cut {
    /// The end of the word itself.
    stem: usize,
    /// The end of the word that is contracted with it, where one is.
    whole: usize,
    /// The end of everything, with what is left out.
    end: usize,
}

impl Cut {
    /// Of the word that begins at `start` with `first`, whatever it is made of.
    #[inline(never)]
    fn of(text: &str, start: usize, first: char) -> Cut {
        let end = word_end(text, start, first);
        let (stem, ending) = contraction_cut(possessive_cut(&text[start..end]));
        let stem = start + stem.len();
        Cut { stem, whole: stem + ending.len(), end }
    }
}

/// The end of the word that begins at `start` with `first`.
fn word_end(text: &str, start: usize, first: char) -> usize {
    let mut end = start + first.len_utf8();
    while let Some(next) = text[end..].chars().next() {
        let after = text[end + next.len_utf8()..].chars().next().unwrap_or(' ');
        let digits = matches!(next, '.' | ',')
            && text[..end].ends_with(|char: char| char.is_ascii_digit())
            && after.is_ascii_digit();
        let initial = next == '.'
            && !first.is_ascii_digit()
            && (after.is_alphabetic() && end - start <= 2 || text[start..end].contains('.'));
        let apostrophe = matches!(next, '\'' | '’') && after.is_alphabetic();
        if !(next.is_alphanumeric() || is_combining(next) || digits || initial || apostrophe) {
            break;
        }
        end += next.len_utf8();
    }
    end
}

/// `word` without a possessive ending.
fn possessive_cut(word: &str) -> &str {
    ["'s", "’s", "'S", "’S"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word)
}

/// "we" and "'ll" of "we'll", "do" and "n't" of "don't"; all other words whole.
fn contraction_cut(word: &str) -> (&str, &str) {
    let Some(apostrophe) = word.rfind(['\'', '’']).filter(|at| *at > 0) else { return (word, "") };
    let cut = match fold(&word[apostrophe..]).as_str() {
        "'ll" | "'ve" | "'re" | "'m" | "'d" => apostrophe,
        "'t" if word[..apostrophe].ends_with(['n', 'N']) && apostrophe > 1 => apostrophe - 1,
        _ => word.len(),
    };
    word.split_at(cut)
}

/// What an ending stands for.
fn spelled_out(folded: String) -> String {
    let whole = match folded.as_str() {
        "'ll" | "wo" => "will",
        "'ve" => "have",
        "'re" => "are",
        "'m" => "am",
        "'d" => "would",
        "n't" => "not",
        "ca" => "can",
        "okay" => "ok",
        _ => return folded,
    };
    whole.to_owned()
}

/// Hash of a word as it is written, for the memory alone. Most words are short, and xxh3 takes longer for those than to
/// look them up.
#[inline]
fn hash_of(word: &[u8]) -> u64 {
    // No text has a byte 0xFF: no factor ever comes to nothing.
    const FACTORS: [u64; 2] = [0x9E97_F9B9_FFCA_FC95, 0xBFD8_FFED_9CE4_E5B9];
    let number = |bytes: &[u8]| bytes.iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte));
    let length = word.len();
    let [first, last] = match length {
        0..4 => [number(word), 0],
        4..=8 => {
            let half =
                |bytes: Option<&[u8; 4]>| bytes.map_or(0, |bytes| u64::from(u32::from_le_bytes(*bytes)));
            [half(word.first_chunk()), half(word.last_chunk())]
        }
        9..=16 => {
            let half = |bytes: Option<&[u8; 8]>| bytes.map_or(0, |bytes| u64::from_le_bytes(*bytes));
            [half(word.first_chunk()), half(word.last_chunk())]
        }
        _ => return xxh3_64(word),
    };
    let product = u128::from(first ^ FACTORS[0]) * u128::from(last ^ FACTORS[1] ^ (length as u64) << 56);
    (product >> 64) as u64 ^ product as u64
}

#[cold]
fn learn(word: &str) -> Known {
    let folded = spelled_out(fold(word));
    let stem = xxh3_64(Stemmer::create(Algorithm::English).stem(&folded).as_bytes());
    Known {
        key: xxh3_64(folded.as_bytes()),
        stem,
        rarity: rarity(stem),
        function: folded.len() < 2 && !folded.starts_with(|char: char| char.is_ascii_digit())
            || FUNCTION_WORDS.contains_key(folded.as_str()),
    }
}

/// `word` in lower case, without accents, periods inside abbreviations or thousands separators; one apostrophe.
pub(super) fn fold(word: &str) -> String {
    if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return word.to_owned();
    }
    let number = word.starts_with(|char: char| char.is_ascii_digit());
    if matches!(word, "US" | "U.S." | "U.S" | "USA" | "U.S.A.") {
        // Not the pronoun.
        return "usa".to_owned();
    }
    let kept = |char: &char| *char != ',' && (number || *char != '.');
    if word.is_ascii() {
        return word.chars().filter(kept).map(|char| char.to_ascii_lowercase()).collect();
    }
    word.nfkd()
        .filter(|char| !is_combining(*char))
        .filter(kept)
        .map(|char| if char == '’' { '\'' } else { char })
        .flat_map(char::to_lowercase)
        .collect()
}

fn is_combining(char: char) -> bool {
    matches!(char, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200d}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        words(text, Span::new(0, text.len())).iter().map(|word| word.span.slice(text)).collect()
    }

    #[test]
    fn words_lose_marks_and_possessives() {
        assert_eq!(
            cut("“Zoë’s don’t,” the U.S. said: 1,500.5 men—all"),
            ["Zoë", "do", "n’t", "the", "U.S.", "said", "1,500.5", "men", "all"]
        );
    }

    #[test]
    fn the_same_word_has_the_same_key_however_it_is_written() {
        let text = "Peña PENA pena U.S. US okay O.K. 1,500 1500 won’t will not";
        let words = words(text, Span::new(0, text.len()));
        assert!(words[0].key == words[1].key && words[1].key == words[2].key);
        assert_eq!(words[3].key, words[4].key);
        assert_eq!(words[5].key, words[6].key);
        assert_eq!(words[7].key, words[8].key);
        assert_eq!([words[9].key, words[10].key], [words[11].key, words[12].key]);
    }

    #[test]
    fn a_capital_says_nothing_where_a_sentence_opens() {
        let text = "He left. Then “We saw” Bob";
        let words = words(text, Span::new(0, text.len()));
        let opens: Vec<bool> = words.iter().map(|word| word.opens).collect();
        assert_eq!(opens, [true, false, true, true, false, true]);
    }
}
