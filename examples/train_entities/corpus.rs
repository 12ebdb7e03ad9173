//! Labelled texts in, articles with gold names out.

use std::path::Path;

use abreast::annotate::mentions::training::Gold;
use abreast::model::{Article, ArticleId, Label, OffsetMap, Paragraph, ParagraphKind, Span};
use anyhow::{Context, Result, bail};

/// A labelled article.
pub(crate) struct Labelled {
    pub(crate) article: Article,
    pub(crate) gold: Vec<Gold>,
    /// Whether it follows our own guidelines in everything.
    pub(crate) own: bool,
}

/// Every `.txt` file of a folder, in the order of their names: names are marked inline, `[P Name]`.
pub(crate) fn read_inline(folder: &Path) -> Result<Vec<Labelled>> {
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .with_context(|| format!("reading {}", folder.display()))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    paths.sort();
    let mut out = Vec::new();
    for path in paths {
        let text = std::fs::read_to_string(&path)?;
        for part in text.split("\n---") {
            let part = part.trim();
            if !part.is_empty() {
                out.push(inline(part).with_context(|| path.display().to_string())?);
            }
        }
    }
    Ok(out)
}

fn inline(part: &str) -> Result<Labelled> {
    let mut builder = Builder::default();
    for (index, line) in part.lines().map(str::trim).filter(|line| !line.is_empty()).enumerate() {
        builder.paragraph(if index == 0 { ParagraphKind::Headline } else { ParagraphKind::Text });
        let mut rest = line;
        while let Some(open) = rest.find('[') {
            builder.text.push_str(&rest[..open]);
            let Some(close) = rest.find(']') else { bail!("an open bracket in: {line}") };
            let (mark, name) = rest[open + 1..close].split_once(' ').context("a bracket without a letter")?;
            let label = match mark {
                "P" => Label::Person,
                "O" => Label::Organization,
                "L" => Label::Place,
                "G" => Label::Group,
                "E" => Label::Event,
                "A" => Label::Law,
                "W" => Label::Work,
                "X" => Label::Other,
                _ => bail!("an unknown letter in: {line}"),
            };
            builder.name(name, vec![label], false);
            rest = &rest[close + 1..];
        }
        builder.text.push_str(rest);
    }
    Ok(builder.finish(true))
}

/// What is known of a word's group membership: the demonyms of the lexicon, folded.
pub(crate) type Demonyms = std::collections::BTreeSet<String>;

/// A file of tokens with BIO tags. `MISC` may be any label beyond person, organization and place; a demonym that
/// is not labelled may be a group.
pub(crate) fn read_conll(path: &Path, demonyms: &Demonyms) -> Result<Vec<Labelled>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut out = Vec::new();
    for document in text.split("#DOC\n").filter(|document| !document.trim().is_empty()) {
        let mut builder = Builder::default();
        for sentence in document.split("\n\n") {
            let tokens: Vec<(&str, &str)> =
                sentence.lines().filter_map(|line| line.split_once('\t')).collect();
            if !tokens.is_empty() {
                builder.paragraph(ParagraphKind::Text);
                conll_sentence(&tokens, demonyms, &mut builder);
            }
        }
        out.push(builder.finish(false));
    }
    Ok(out)
}

fn conll_sentence(tokens: &[(&str, &str)], demonyms: &Demonyms, builder: &mut Builder) {
    let mut quoted = false;
    let mut glue = true;
    let mut index = 0;
    while index < tokens.len() {
        let (word, tag) = tokens[index];
        let mut end = index + 1;
        if let Some(label) = tag.strip_prefix("B-") {
            while tokens.get(end).is_some_and(|token| token.1.strip_prefix("I-") == Some(label)) {
                end += 1;
            }
        }
        let mut first = index;
        let start = builder.text.len();
        let mut name_start = None;
        for (at, (word, _)) in tokens.iter().enumerate().take(end).skip(index) {
            let opening = *word == "\"" && !quoted;
            if *word == "\"" {
                quoted = !quoted;
            }
            let close = matches!(
                *word,
                "." | "," | ";" | ":" | "!" | "?" | ")" | "]" | "}" | "%" | "”" | "-" | "/" | "--"
            ) || word.starts_with('\'')
                || word.starts_with('’')
                || *word == "n't"
                || *word == "\"" && !opening;
            if !glue && !close {
                builder.text.push(' ');
            }
            glue = matches!(*word, "(" | "[" | "{" | "$" | "£" | "€" | "“" | "-" | "/" | "#") || opening;
            // A leading article or title is no part of a name.
            if at == first && end - first > 1 && is_outside(word, tag) {
                first += 1;
            } else if name_start.is_none() {
                name_start = Some(builder.text.len());
            }
            builder.text.push_str(word);
        }
        let name_start = name_start.unwrap_or(start);
        let span = Span::new(name_start, builder.text.len());
        let group = |word: &str| demonyms.contains(&word.to_lowercase());
        let two = tokens.get(index + 1).map(|next| format!("{word} {}", next.0));
        // Acronyms in brackets behind the name they stand for are often left without a label.
        let bracketed = index > 0
            && tokens[index - 1].0 == "("
            && tokens.get(index + 1).is_some_and(|next| next.0 == ")")
            && word.len() > 1
            && word.chars().all(char::is_uppercase);
        let (labels, optional) = match tag.split_once('-').map_or(tag, |parts| parts.1) {
            "PER" => (vec![Label::Person], false),
            "ORG" => (vec![Label::Organization], false),
            "LOC" => (vec![Label::Place], false),
            "MISC" if end - index == 1 && group(word) => (vec![Label::Group], false),
            "MISC" => (vec![Label::Group, Label::Event, Label::Law, Label::Work, Label::Other], false),
            _ if group(word) => (vec![Label::Group], true),
            "O" if bracketed => (vec![Label::Organization, Label::Other], true),
            _ => (Vec::new(), false),
        };
        // "South American" is one name where it is one at all: neither word is held to be outside.
        if tag == "O" && two.is_some_and(|two| group(&two)) && tokens[index + 1].1 == "O" {
            let next = tokens[index + 1].0;
            builder.text.push(' ');
            builder.text.push_str(next);
            let span = Span::new(name_start, builder.text.len());
            builder.gold.push(Gold { span, labels: vec![Label::Group], optional: true });
            index += 2;
            continue;
        }
        if !labels.is_empty() {
            builder.gold.push(Gold { span, labels, optional });
        }
        index = end;
    }
}

fn is_outside(word: &str, tag: &str) -> bool {
    matches!(word, "the" | "The" | "THE")
        || tag.ends_with("PER")
            && matches!(
                word,
                "Mr" | "Mr."
                    | "Mrs"
                    | "Mrs."
                    | "Ms"
                    | "Ms."
                    | "Dr"
                    | "Dr."
                    | "President"
                    | "Prime"
                    | "Minister"
                    | "Senator"
                    | "Sen."
                    | "Rep."
                    | "Gov."
                    | "Governor"
                    | "Professor"
                    | "Judge"
                    | "General"
                    | "Gen."
                    | "Sheikh"
                    | "Shaikh"
                    | "Secretary"
                    | "King"
                    | "Queen"
                    | "Sir"
                    | "Lord"
            )
}

/// An article of lines of raw text.
pub(crate) fn plain(text: &str) -> Article {
    let mut builder = Builder::default();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let start = at + line.len() - line.trim_start().len();
            builder.paragraphs.push((start, start + trimmed.len(), ParagraphKind::Text));
        }
        at += line.len();
    }
    builder.text = text.to_owned();
    builder.open = false;
    builder.finish(false).article
}

#[derive(Default)]
struct Builder {
    text: String,
    paragraphs: Vec<(usize, usize, ParagraphKind)>,
    gold: Vec<Gold>,
    open: bool,
}

impl Builder {
    fn paragraph(&mut self, kind: ParagraphKind) {
        self.close();
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        self.paragraphs.push((self.text.len(), self.text.len(), kind));
        self.open = true;
    }

    fn close(&mut self) {
        if let Some(last) = self.paragraphs.last_mut().filter(|_| self.open) {
            last.1 = self.text.len();
        }
    }

    fn name(&mut self, name: &str, labels: Vec<Label>, optional: bool) {
        let start = self.text.len();
        self.text.push_str(name);
        self.gold.push(Gold { span: Span::new(start, self.text.len()), labels, optional });
    }

    fn finish(mut self, own: bool) -> Labelled {
        self.close();
        let paragraphs = self
            .paragraphs
            .iter()
            .filter(|part| part.0 < part.1)
            .map(|part| Paragraph { span: Span::new(part.0, part.1), kind: part.2 })
            .collect();
        let article = Article {
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
            text: self.text,
            paragraphs,
            offsets: OffsetMap::default(),
            dropped: Vec::new(),
            warnings: Vec::new(),
        };
        Labelled { article, gold: self.gold, own }
    }
}
