//! The only maker of URLs. Templates and handlers take every address from here.

use super::assets;

/// The addresses of the app, as methods so that templates can call them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Urls;

impl Urls {
    /// The list of stories.
    pub fn library(&self) -> &'static str {
        "/"
    }

    /// A page of the list of stories.
    pub fn library_page(&self, page: &usize) -> String {
        if *page <= 1 { "/".to_owned() } else { format!("/?page={page}") }
    }

    /// The reading desk of a story.
    pub fn story(&self, story: &str) -> String {
        format!("/stories/{}", encoded(story))
    }

    /// The desk with one entity standing out.
    pub fn story_lit(&self, story: &str, entity: &str) -> String {
        format!("/stories/{}?entity={}", encoded(story), encoded(entity))
    }

    /// The board of quotes of a story.
    pub fn quotes(&self, story: &str) -> String {
        format!("/stories/{}/quotes", encoded(story))
    }

    /// The board of one speaker's quotes.
    pub fn quotes_of(&self, story: &str, speaker: &str) -> String {
        format!("/stories/{}/quotes?speaker={}", encoded(story), encoded(speaker))
    }

    /// One statement on the board.
    pub fn statement(&self, story: &str, utterance: &str) -> String {
        format!("/stories/{}/quotes#{}", encoded(story), encoded(utterance))
    }

    /// What the reports of a story share and lack.
    pub fn coverage(&self, story: &str) -> String {
        format!("/stories/{}/coverage", encoded(story))
    }

    /// One article of a story.
    pub fn article(&self, story: &str, article: &str) -> String {
        format!("/stories/{}/articles/{}", encoded(story), encoded(article))
    }

    /// A place in an article.
    pub fn article_place(&self, story: &str, article: &str, anchor: &str) -> String {
        format!("/stories/{}/articles/{}#{}", encoded(story), encoded(article), encoded(anchor))
    }

    /// A place on the reading desk.
    pub fn story_place(&self, story: &str, anchor: &str) -> String {
        format!("/stories/{}#{}", encoded(story), encoded(anchor))
    }

    /// Files that could not be read.
    pub fn problems(&self) -> &'static str {
        "/problems"
    }

    /// How to read the pages.
    pub fn about(&self) -> &'static str {
        "/about"
    }

    /// Theme and type.
    pub fn settings(&self) -> &'static str {
        "/settings"
    }

    /// A style sheet, script or picture of the binary.
    pub fn asset(&self, name: &str) -> String {
        format!("/assets/{}/{name}", assets::hash())
    }
}

/// What a story page shows, as its address has it.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// Ids of the columns shown, in order; none means all.
    pub columns: Vec<String>,
    /// Id of the entity that stands out.
    pub lit: Option<String>,
}

impl View {
    /// The same columns with an entity standing out.
    pub fn lit(&self, entity: &str) -> String {
        View { columns: self.columns.clone(), lit: Some(entity.to_owned()) }.query()
    }

    /// The same columns with nothing standing out.
    pub fn unlit(&self) -> String {
        View { columns: self.columns.clone(), lit: None }.query()
    }

    /// Other columns, the same entity standing out.
    pub fn with_columns(&self, columns: Vec<String>) -> String {
        View { columns, lit: self.lit.clone() }.query()
    }

    fn query(&self) -> String {
        let mut parts = Vec::new();
        if !self.columns.is_empty() {
            let ids: Vec<String> = self.columns.iter().map(|id| encoded(id)).collect();
            parts.push(format!("columns={}", ids.join(",")));
        }
        if let Some(lit) = &self.lit {
            parts.push(format!("entity={}", encoded(lit)));
        }
        format!("?{}", parts.join("&"))
    }
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
        let view = View { columns: vec!["a".into(), "b".into()], lit: None };
        assert_eq!(view.lit("x y"), "?columns=a,b&entity=x%20y");
        assert_eq!(View::default().unlit(), "?");
    }
}
