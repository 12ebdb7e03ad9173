//! What a request says about its reader: the settings in the cookie. And the frame that every page stands in.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::COOKIE;
use axum::http::request::Parts;

use super::urls::Urls;
use crate::view::settings::Settings;

/// Name of the cookie that keeps a reader's settings, on the reader's device.
pub(super) const SETTINGS_COOKIE: &str = "abreast-settings";

/// The reader of a page.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Visitor {
    /// What the reader has chosen.
    pub(super) settings: Settings,
}

impl<S: Sync> FromRequestParts<S> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Visitor, Infallible> {
        Ok(Visitor::of(&parts.headers))
    }
}

impl Visitor {
    /// Reads the cookie.
    pub(super) fn of(headers: &HeaderMap) -> Visitor {
        let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
        let settings = cookies
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(name, _)| *name == SETTINGS_COOKIE)
            .map_or_else(Settings::default, |(_, value)| Settings::from_cookie(value));
        Visitor { settings }
    }

    /// The frame of a page with this title.
    pub(super) fn frame(self, title: impl Into<String>, room: Room) -> Frame {
        Frame { title: title.into(), classes: self.settings.classes(), room, urls: Urls }
    }
}

/// Which of the app's pages it is, for the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Room {
    /// The list of stories.
    Library,
    /// A page of a story.
    Story,
    /// How to read the pages.
    About,
    /// Theme and type.
    Settings,
    /// Anything else.
    Other,
}

impl Room {
    /// Whether this is the page of a link, for `aria-current`.
    pub(super) fn is(self, key: &str) -> bool {
        match self {
            Room::Library => key == "library",
            Room::About => key == "about",
            Room::Settings => key == "settings",
            Room::Story | Room::Other => false,
        }
    }
}

/// What every page has: its title, the reader's settings as style classes, the makers of addresses.
pub(super) struct Frame {
    /// Title of the page.
    pub(super) title: String,
    /// Style classes of the settings.
    pub(super) classes: String,
    /// Which page it is.
    pub(super) room: Room,
    /// Addresses.
    pub(super) urls: Urls,
}
