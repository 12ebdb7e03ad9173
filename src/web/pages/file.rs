//! `/stories/{story}/file`: a story as one file that carries its styles along and opens without a server.

use askama::Template;
use axum::extract::State;
use axum::http::header::CONTENT_DISPOSITION;
use axum::response::{IntoResponse, Response};

use super::{StoryRequest, html_of};
use crate::model::ParagraphKind;
use crate::view::story::{Choice, Desk, desk};
use crate::web::assets;
use crate::web::error::Failure;
use crate::web::state::AppState;
use crate::web::urls::Urls;

/// The style sheets that it carries.
const STYLES: [&str; 4] = ["css/base.css", "css/highlight.css", "css/pages.css", "css/desk.css"];

/// Where the template leaves room for them: Askama would escape what a style sheet may not have escaped.
const ROOM: &str = "<!-- styles -->";

#[derive(Template)]
#[template(path = "pages/file.html")]
struct FilePage<'l> {
    classes: String,
    desk: Desk<'l>,
    view: Still,
}

/// Addresses within the one file.
struct Still {
    /// Whether all reports of the story are in it.
    whole: bool,
}

impl Still {
    /// A name leads to its place in the list of names.
    fn lit(&self, entity: &str) -> String {
        format!("#e-{entity}")
    }

    /// A report that is not in the file cannot be led to.
    fn beside(&self, _story: &str, _article: &str, _anchor: &str) -> Option<String> {
        None
    }

    /// There is no board of statements.
    fn told(&self, _story: &str, _utterance: &str) -> Option<String> {
        None
    }

    /// Every place of a note is named where all reports are in the file.
    fn names_all(&self) -> bool {
        self.whole
    }
}

/// Gives it to be kept.
pub(in crate::web) async fn show(
    State(state): State<AppState>,
    request: StoryRequest,
) -> Result<Response, Failure> {
    request.answer(
        &state,
        |id| Urls.file(id),
        |library, story| {
            let choice = Choice { columns: request.asked.all("columns"), ..Choice::default() };
            let desk = desk(library, story, &choice);
            let name = format!("attachment; filename=\"{}.html\"", slug(desk.head.title));
            let view = Still { whole: desk.turn.is_none() };
            let page = FilePage { classes: request.visitor.settings.classes(), desk, view }.render()?;
            let styles: String = STYLES.iter().map(|name| assets::text(name)).collect();
            let whole = page.replacen(ROOM, &format!("<style>\n{styles}</style>"), 1);
            Ok(([(CONTENT_DISPOSITION, name)], html_of(whole)).into_response())
        },
    )
}

/// A title as the name of a file.
fn slug(title: &str) -> String {
    const LONGEST: usize = 60;
    let words = title.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut name = String::new();
    for word in words {
        if name.len() + word.len() > LONGEST {
            break;
        }
        if !name.is_empty() {
            name.push('-');
        }
        name.push_str(&word.to_ascii_lowercase());
    }
    if name.is_empty() { "story".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_a_name_for_a_file() {
        assert_eq!(
            slug("Fog holds the \"night\" ferry; at Lumeholm/Elsin"),
            "fog-holds-the-night-ferry-at-lumeholm-elsin"
        );
        assert_eq!(slug("тишина"), "story");
        assert!(slug(&"long ".repeat(50)).len() <= 64);
    }
}
