//! The only maker of URLs. Templates and handlers take every address from here.

use std::sync::OnceLock;

use axum::http::Uri;
use axum::http::uri::PathAndQuery;

use super::assets;
use crate::view::cast::MOST_COLUMNS;
use crate::view::library::Filter;
use crate::view::passage::Passage;

/// The path that all addresses lie under, without a slash at its end.
static BASE: OnceLock<String> = OnceLock::new();

/// Puts all addresses under a path, as `/reading`. Once, before the first page is made.
pub fn set_base(path: &str) {
    // Empty or set before: it stays as it is.
    if !path.is_empty() {
        drop(BASE.set(path.to_owned()));
    }
}

/// The path that all addresses lie under; empty where they begin at the root.
pub(super) fn base() -> &'static str {
    BASE.get().map_or("", String::as_str)
}

/// Takes that path from an address, if it is there: some proxies do so before they ask.
pub(super) fn strip_base(uri: &mut Uri) {
    let base = base();
    if base.is_empty() {
        return;
    }
    let target = uri.path_and_query().map_or("/", PathAndQuery::as_str);
    let Some(rest) = target.strip_prefix(base) else { return };
    let rest = match rest.bytes().next() {
        None => "/".to_owned(),
        Some(b'/') => rest.to_owned(),
        Some(b'?') => format!("/{rest}"),
        // The path only begins alike.
        Some(_) => return,
    };
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = rest.parse().ok();
    if let Ok(stripped) = Uri::from_parts(parts) {
        *uri = stripped;
    }
}

/// An address of this server.
pub(super) fn at(path: &str) -> String {
    format!("{}{path}", base())
}

/// The addresses of the app, as methods so that templates can call them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Urls;

impl Urls {
    /// The list of stories.
    pub fn library(&self) -> String {
        at("/")
    }

    /// A page of the list of stories, with what it is limited to.
    pub fn library_with(&self, filter: &Filter, page: usize) -> String {
        let Filter { outlet, person, from, until } = filter;
        let pairs = [
            ("outlet", outlet.clone()),
            ("person", person.clone()),
            ("from", from.map(|day| day.to_string())),
            ("until", until.map(|day| day.to_string())),
            ("page", (page > 1).then(|| page.to_string())),
        ];
        at(&format!("/{}", query(pairs)))
    }

    /// The reading desk of a story.
    pub fn story(&self, story: &str) -> String {
        at(&format!("/stories/{}", encoded(story)))
    }

    /// The desk with one entity standing out.
    pub fn story_lit(&self, story: &str, entity: &str) -> String {
        at(&format!("/stories/{}?entity={}", encoded(story), encoded(entity)))
    }

    /// A passage of a story, with its words, so that it is never taken for another.
    pub fn passage(&self, story: &str, passage: &Passage) -> String {
        format!("{}{}#here", self.story(story), of_passage(passage, true))
    }

    /// A passage on the page of its article.
    pub fn article_passage(&self, story: &str, passage: &Passage) -> String {
        format!("{}{}#here", self.article(story, &passage.article), of_passage(passage, false))
    }

    /// A story as one file that opens without a server.
    pub fn file(&self, story: &str) -> String {
        at(&format!("/stories/{}/file", encoded(story)))
    }

    /// The board of quotes of a story.
    pub fn quotes(&self, story: &str) -> String {
        at(&format!("/stories/{}/quotes", encoded(story)))
    }

    /// The board of one speaker's quotes.
    pub fn quotes_of(&self, story: &str, speaker: &str) -> String {
        at(&format!("/stories/{}/quotes?speaker={}", encoded(story), encoded(speaker)))
    }

    /// One statement on the board.
    pub fn statement(&self, story: &str, utterance: &str) -> String {
        at(&format!("/stories/{}/quotes#{}", encoded(story), encoded(utterance)))
    }

    /// Whether a note names every place: where a long one can lead to the board, it does not.
    pub fn names_all(&self) -> bool {
        false
    }

    /// What the reports of a story share and lack.
    pub fn coverage(&self, story: &str) -> String {
        at(&format!("/stories/{}/coverage", encoded(story)))
    }

    /// One article of a story.
    pub fn article(&self, story: &str, article: &str) -> String {
        at(&format!("/stories/{}/articles/{}", encoded(story), encoded(article)))
    }

    /// A place in an article.
    pub fn article_place(&self, story: &str, article: &str, anchor: &str) -> String {
        at(&format!("/stories/{}/articles/{}#{}", encoded(story), encoded(article), encoded(anchor)))
    }

    /// A place on the reading desk; of many reports, on the page of those among which it stands.
    pub fn story_place(&self, story: &str, anchor: &str) -> String {
        let digits: String = anchor.chars().skip(1).take_while(char::is_ascii_digit).collect();
        let column = digits.parse().unwrap_or(1);
        let from = if column > MOST_COLUMNS { format!("?from={column}") } else { String::new() };
        at(&format!("/stories/{}{from}#{}", encoded(story), encoded(anchor)))
    }

    /// A page of the names of a kind.
    pub fn names(&self, kind: &str, page: usize) -> String {
        let pairs = [("kind", Some(kind.to_owned())), ("page", (page > 1).then(|| page.to_string()))];
        at(&format!("/names{}", query(pairs)))
    }

    /// The stories that name someone or something.
    pub fn library_of(&self, name: &str) -> String {
        self.library_with(&Filter { person: Some(name.to_owned()), ..Filter::default() }, 1)
    }

    /// Files that could not be read.
    pub fn problems(&self) -> String {
        at("/problems")
    }

    /// How to read the pages.
    pub fn about(&self) -> String {
        at("/about")
    }

    /// Theme and type.
    pub fn settings(&self) -> String {
        at("/settings")
    }

    /// A script that others import: told early, so that it is fetched beside them and not after them.
    pub fn script(&self, name: &str) -> String {
        self.asset(&format!("js/{name}.js"))
    }

    /// A style sheet, script or picture of the binary.
    pub fn asset(&self, name: &str) -> String {
        at(&format!("/assets/{}/{name}", assets::hash()))
    }
}

/// What a story page shows, as its address has it.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// Ids of the columns shown, in order; none means all.
    pub columns: Vec<String>,
    /// Number of the first column shown, where none are chosen of many.
    pub from: usize,
    /// Id of the entity that stands out.
    pub lit: Option<String>,
}

impl View {
    /// The same columns with an entity standing out.
    pub fn lit(&self, entity: &str) -> String {
        View { lit: Some(entity.to_owned()), ..self.clone() }.query()
    }

    /// The same columns with nothing standing out.
    pub fn unlit(&self) -> String {
        View { lit: None, ..self.clone() }.query()
    }

    /// Other columns, the same entity standing out.
    pub fn with_columns(&self, columns: Vec<String>) -> String {
        View { columns, ..self.clone() }.query()
    }

    /// The columns from this number on, of many.
    pub fn starting(&self, from: &usize) -> String {
        View { columns: Vec::new(), from: *from, lit: self.lit.clone() }.query()
    }

    fn query(&self) -> String {
        let ids: Vec<String> = self.columns.iter().map(|id| encoded(id)).collect();
        let columns = (!ids.is_empty()).then(|| format!("columns={}", ids.join(",")));
        let from = (self.from > 1 && ids.is_empty()).then(|| format!("from={}", self.from));
        let lit = self.lit.as_ref().map(|lit| format!("entity={}", encoded(lit)));
        let parts: Vec<String> = [columns, from, lit].into_iter().flatten().collect();
        format!("?{}", parts.join("&"))
    }
}

fn of_passage(passage: &Passage, with_article: bool) -> String {
    let text = |text: &String| (!text.is_empty()).then(|| text.clone());
    query([
        ("at", text(&passage.article).filter(|_| with_article)),
        ("quote", text(&passage.quote)),
        ("before", text(&passage.before)),
        ("after", text(&passage.after)),
        ("length", passage.whole.map(|(length, _)| length.to_string())),
        ("sum", passage.whole.map(|(_, sum)| format!("{sum:x}"))),
    ])
}

/// A query of what is given, with its `?`; nothing where nothing is given.
fn query<const N: usize>(pairs: [(&str, Option<String>); N]) -> String {
    let given = pairs.into_iter().filter_map(|(name, value)| Some(format!("{name}={}", encoded(&value?))));
    let given: Vec<String> = given.collect();
    if given.is_empty() { String::new() } else { format!("?{}", given.join("&")) }
}

/// Percent-encodes all but unreserved characters.
fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_an_id_can_leave_its_place() {
        assert_eq!(Urls.story("a/../b?x#y"), "/stories/a%2F..%2Fb%3Fx%23y");
        assert_eq!(Urls.article("s", "é\""), "/stories/s/articles/%C3%A9%22");
    }

    #[test]
    fn a_view_keeps_its_columns() {
        let view = View { columns: vec!["a".into(), "b".into()], ..View::default() };
        assert_eq!(view.lit("x y"), "?columns=a,b&entity=x%20y");
        assert_eq!(View::default().unlit(), "?");
        assert_eq!(View::default().starting(&13), "?from=13");
    }

    #[test]
    fn a_place_among_many_reports_is_looked_for_where_it_stands() {
        assert_eq!(Urls.story_place("s", "a12-q1"), "/stories/s#a12-q1");
        assert_eq!(Urls.story_place("s", "a145-q1"), "/stories/s?from=145#a145-q1");
    }

    #[test]
    fn a_list_keeps_what_it_is_limited_to() {
        assert_eq!(Urls.library_with(&Filter::default(), 1), "/");
        let filter = Filter { person: Some("Ida M".into()), ..Filter::default() };
        assert_eq!(Urls.library_with(&filter, 3), "/?person=Ida%20M&page=3");
    }
}
