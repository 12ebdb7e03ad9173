//! An article in, its annotations out. The order of the passes is the order of this file.

mod attribution;
mod coreference;
mod figures;
pub mod mentions;
mod quotes;
mod sentences;
mod tokens;

use crate::model::{Annotations, Article, Mention};
use crate::{hash, lexicon};

pub use mentions::Known;

use sentences::Sentence;
use tokens::{Token, TokenKind};

/// An article cut into tokens and sentences: what every pass reads.
pub(crate) struct Document<'a> {
    /// The article.
    pub(crate) article: &'a Article,
    /// Its tokens, in text order.
    pub(crate) tokens: Vec<Token>,
    /// Hash of each token as `lexicon::fold` folds it.
    pub(crate) folded: Vec<u32>,
    /// Its sentences, in text order, each with its range of tokens.
    pub(crate) sentences: Vec<Sentence>,
}

impl<'a> Document<'a> {
    /// Cuts the article.
    pub(crate) fn new(article: &'a Article) -> Self {
        let tokens = tokens::tokens(&article.text);
        let sentences = sentences::sentences(article, &tokens);
        let mut buffer = String::new();
        let folded = tokens.iter().map(|token| folded(&article.text, token, &mut buffer)).collect();
        Document { article, tokens, folded, sentences }
    }

    /// The text of token `index`.
    #[inline]
    pub(crate) fn word(&self, index: usize) -> &'a str {
        self.tokens[index].span.slice(&self.article.text)
    }
}

/// The hash of a token as `lexicon::fold` folds it; `buffer` is for those that folding takes room for.
fn folded(text: &str, token: &Token, buffer: &mut String) -> u32 {
    let bytes = &text.as_bytes()[token.span.range()];
    // A clitic may have a capital, too: "'S".
    let capital = token.capital || token.kind == TokenKind::Clitic;
    let mut lower = [0; 32];
    match lower.get_mut(..bytes.len()).filter(|_| token.ascii) {
        _ if token.ascii && !capital => hash::of(bytes) as u32,
        Some(lower) => {
            lower.copy_from_slice(bytes);
            lower.make_ascii_lowercase();
            hash::of(lower) as u32
        }
        None => {
            buffer.clear();
            lexicon::fold_into(token.span.slice(text), buffer);
            hash::word(buffer)
        }
    }
}

/// Reads the word lists and models that the passes look things up in, on all cores. They are read at first use
/// otherwise, one after another.
pub fn prepare() {
    attribution::prepare();
}

/// Finds quotes, mentions and figures.
pub fn annotate(article: &Article) -> Annotations {
    Draft::new(article).finish(None)
}

/// An article of which the names are found, and nothing else yet: those of other articles may change what they are.
pub struct Draft<'a> {
    document: Document<'a>,
    named: mentions::Named,
}

impl<'a> Draft<'a> {
    /// Finds the names.
    pub fn new(article: &'a Article) -> Self {
        let document = Document::new(article);
        let named = mentions::named(&document);
        Draft { document, named }
    }

    /// Tells others of the names.
    pub fn tell(&self, known: &mut Known) {
        known.add(&self.document.article.text, &self.named.mentions);
    }

    /// Finds all else. Of what is known from elsewhere, the names of the article itself must be a part.
    pub fn finish(self, known: Option<&Known>) -> Annotations {
        let Draft { document, named } = self;
        let concerned = known.filter(|known| known.concerns(&document, &named.mentions));
        let mentions = match concerned {
            Some(known) => named.among(&document, known),
            None => named.mentions,
        };
        read(&document, mentions)
    }
}

fn read(document: &Document<'_>, mentions: Vec<Mention>) -> Annotations {
    let mut annotations = Annotations {
        sentences: document.sentences.iter().map(|sentence| sentence.span).collect(),
        mentions,
        quotes: Vec::new(),
        figures: figures::figures(document),
        chains: Vec::new(),
        dates: Box::default(),
    };
    let marked = quotes::marked(document);
    attribution::attribute(document, &marked, &mut annotations);
    coreference::resolve(document, &mut annotations);
    annotations.dates = mentions::dates(document, &annotations.mentions);
    // They are kept for as long as the program runs.
    annotations.mentions.shrink_to_fit();
    annotations.quotes.shrink_to_fit();
    annotations.figures.shrink_to_fit();
    annotations.chains.shrink_to_fit();
    annotations
}

/// An article of the paragraphs of `text`, for tests.
#[cfg(test)]
pub(crate) fn plain(text: &str) -> Article {
    use crate::model::{ArticleId, OffsetMap, Paragraph, ParagraphKind, Span};
    let mut at = 0;
    let paragraphs = text
        .split("\n\n")
        .map(|part| {
            let span = Span::new(at, at + part.len());
            at += part.len() + 2;
            Paragraph { span, kind: ParagraphKind::Text }
        })
        .collect();
    Article {
        id: ArticleId(String::new()),
        file: String::new(),
        source_id: None,
        headline: None,
        outlet: None,
        byline: None,
        dateline: None,
        published: None,
        url: None,
        language: None,
        story_key: None,
        text: text.to_owned(),
        paragraphs,
        offsets: OffsetMap::default(),
        dropped: Vec::new(),
        warnings: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_have_the_hash_of_their_folded_word() {
        let article =
            plain("“We’re” DON'T O'Brien’S Peña 1,500 C.I.A. —\n\nAntidisestablishmentarianism-prone-Ones.");
        let document = Document::new(&article);
        for (index, folded) in document.folded.iter().enumerate() {
            let word = document.word(index);
            assert_eq!(*folded, hash::word(&lexicon::fold(word)), "{word}");
            assert_eq!(document.tokens[index].ascii, word.is_ascii(), "{word}");
        }
    }
}
