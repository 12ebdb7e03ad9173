//! `/settings`: theme and type. A form whose answer is a cookie on the reader's device; the server keeps nothing.

use askama::Template;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};

use super::{Asked, html};
use crate::view::settings::{Face, Leading, Settings, Size, Theme, Width};
use crate::web::error::Failure;
use crate::web::urls::Urls;
use crate::web::visitor::{Frame, Room, SETTINGS_COOKIE, Visitor};

#[derive(Template)]
#[template(path = "pages/settings.html")]
struct SettingsPage {
    frame: Frame,
    groups: Vec<Group>,
    saved: bool,
}

/// One question of the form.
struct Group {
    legend: &'static str,
    name: &'static str,
    choices: Vec<(&'static str, &'static str, bool)>,
}

/// Shows the form, or takes its answer.
pub(in crate::web) async fn show(visitor: Visitor, asked: Asked) -> Result<Response, Failure> {
    let names = ["theme", "size", "width", "face", "leading"];
    if names.iter().any(|name| asked.first(name).is_some()) {
        let mut settings = visitor.settings;
        names.iter().filter_map(|name| asked.first(name)).for_each(|word| settings.choose(word));
        let cookie = format!(
            "{SETTINGS_COOKIE}={}; Path={}; Max-Age=31536000; SameSite=Lax; HttpOnly",
            settings.to_cookie(),
            Urls.library()
        );
        let back = format!("{}?saved=1", Urls.settings());
        return Ok(([(SET_COOKIE, cookie)], Redirect::to(&back)).into_response());
    }
    html(&SettingsPage {
        frame: visitor.frame("Type and colours", Room::Settings),
        groups: groups(visitor.settings),
        saved: asked.first("saved").is_some(),
    })
}

fn groups(now: Settings) -> Vec<Group> {
    vec![
        Group {
            legend: "Colours",
            name: "theme",
            choices: Theme::ALL.iter().map(|c| (c.key(), c.label(), *c == now.theme)).collect(),
        },
        Group {
            legend: "Size of the type",
            name: "size",
            choices: Size::ALL.iter().map(|c| (c.key(), c.label(), *c == now.size)).collect(),
        },
        Group {
            legend: "Width of a column",
            name: "width",
            choices: Width::ALL.iter().map(|c| (c.key(), c.label(), *c == now.width)).collect(),
        },
        Group {
            legend: "Face",
            name: "face",
            choices: Face::ALL.iter().map(|c| (c.key(), c.label(), *c == now.face)).collect(),
        },
        Group {
            legend: "Space between the lines",
            name: "leading",
            choices: Leading::ALL.iter().map(|c| (c.key(), c.label(), *c == now.leading)).collect(),
        },
    ]
}
