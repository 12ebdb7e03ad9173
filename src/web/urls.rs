//! The only maker of URLs. Templates and handlers take every address from here.

use std::sync::OnceLock;

use axum::http::Uri;
use axum::http::uri::PathAndQuery;

use super::assets;
use crate::view::cast::MOST_COLUMNS;
use crate::view::everywhere::Thing;
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

    /// One statement on the board, whole, on the page where it stands.
    pub fn statement(&self, story: &str, utterance: &str) -> String {
        let statement = encoded(utterance);
        at(&format!("/stories/{}/quotes?statement={statement}#{statement}", encoded(story)))
    }

    /// The page of all places of something.
    pub fn places(&self, story: &str) -> String {
        at(&format!("/stories/{}/where", encoded(story)))
    }

    /// All places of something in a story.
    pub fn everywhere(&self, story: &str, thing: &Thing<'_>) -> String {
        let (name, value) = match thing {
            Thing::Statement(id) => return self.statement(story, id),
            Thing::Entity(id) => ("entity", (*id).to_owned()),
            Thing::Figure(id) => ("figure", (*id).to_owned()),
            Thing::Text(number) => ("text", number.to_string()),
        };
        self.places(story) + &query([(name, Some(value))])
    }

    /// A place in a report that does not stand on this page.
    pub fn beside(&self, story: &str, article: &str, anchor: &str) -> Option<String> {
        Some(self.article_place(story, article, anchor))
    }

    /// Where a note that names a few places leads for all of them.
    pub fn told(&self, story: &str, utterance: &str) -> Option<String> {
        Some(self.statement(story, utterance))
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

/// What a board of a story shows, of its quotes or its coverage, as its address has it.
#[derive(Clone, Debug, Default)]
pub struct Leaf {
    /// Id of the speaker that it is limited to.
    pub speaker: Option<String>,
    /// Id of the report that it is limited to.
    pub report: Option<String>,
    /// The part of it that alone is shown.
    pub part: Option<&'static str>,
    /// Number of the first report of many.
    pub from: usize,
    /// Number of the first item of a long list.
    pub item: usize,
}

impl Leaf {
    /// The same beside other reports.
    pub fn starting(&self, from: &usize) -> String {
        Leaf { from: *from, ..self.clone() }.query()
    }

    /// Another page of the same list.
    pub fn turned(&self, item: &usize) -> String {
        Leaf { item: *item, ..self.clone() }.query()
    }

    /// A list of it on a page of its own.
    pub fn part(&self, part: &'static str) -> String {
        Leaf { part: Some(part), item: 1, ..self.clone() }.query()
    }

    /// The same of one report.
    pub fn of_report(&self, report: &str, part: Option<&'static str>) -> String {
        Leaf { report: Some(report.to_owned()), part, ..Leaf::default() }.query()
    }

    /// The board that it is a part of.
    pub fn whole(&self) -> String {
        Leaf { part: None, item: 1, ..self.clone() }.query()
    }

    fn query(&self) -> String {
        let number = |number: usize| (number > 1).then(|| number.to_string());
        let given = query([
            ("speaker", self.speaker.clone()),
            ("report", self.report.clone()),
            ("part", self.part.map(str::to_owned)),
            ("from", number(self.from)),
            ("item", number(self.item)),
        ]);
        if given.is_empty() { "?".to_owned() } else { given }
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
    fn a_board_keeps_what_it_is_limited_to_while_it_is_turned() {
        let leaf = Leaf { speaker: Some("ida".into()), from: 13, item: 21, ..Leaf::default() };
        assert_eq!(leaf.turned(&41), "?speaker=ida&from=13&item=41");
        assert_eq!(leaf.starting(&1), "?speaker=ida&item=21");
        assert_eq!(leaf.part("alone"), "?speaker=ida&part=alone&from=13");
        assert_eq!(Leaf::default().whole(), "?");
        assert_eq!(Leaf::default().of_report("a b", Some("only")), "?report=a%20b&part=only");
    }

    #[test]
    fn a_list_keeps_what_it_is_limited_to() {
        assert_eq!(Urls.library_with(&Filter::default(), 1), "/");
        let filter = Filter { person: Some("Ida M".into()), ..Filter::default() };
        assert_eq!(Urls.library_with(&filter, 3), "/?person=Ida%20M&page=3");
    }
}
