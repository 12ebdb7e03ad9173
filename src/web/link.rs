//! Who may read on a network: a link with a secret token, exchanged for a cookie at the first visit.
//!
//! The token leaves the address bar at once (a redirect), so that it is neither bookmarked, nor shown in a
//! Referer, nor read over a shoulder. The cookie holds another secret: who sees it cannot make the link of it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use arc_swap::ArcSwap;
use axum::http::header::COOKIE;
use axum::http::request::Parts;

use super::forwarded::Sender;
use super::guard::Refusal;
use super::urls;

/// The parameter of a link that carries the token.
pub(super) const PARAMETER: &str = "key";

/// One link for all guests; another one with every start, and whenever it is taken back.
pub struct Link {
    secrets: ArcSwap<Secrets>,
    cookie: String,
    story: Option<String>,
    lifetime: Option<Duration>,
}

/// What changes when a link is taken back.
struct Secrets {
    /// Opens the pages.
    token: String,
    /// Keeps them open.
    session: String,
    /// Stands on the page from which the link can be taken back, and nowhere else.
    proof: String,
    made: Instant,
}

impl Secrets {
    fn new() -> Result<Secrets, getrandom::Error> {
        Ok(Secrets { token: secret()?, session: secret()?, proof: secret()?, made: Instant::now() })
    }
}

/// What becomes of a guest's request.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Admission {
    /// Go on.
    Welcome,
    /// Go there, and keep this cookie.
    Exchange {
        /// The same address without the token.
        location: String,
        /// The `Set-Cookie` header.
        cookie: String,
    },
    /// Go there.
    Elsewhere(String),
    /// Stay out.
    Refused(Refusal),
}

impl Link {
    /// A new link of the server at `port`: to everything or to one story, for ever or for a while.
    ///
    /// # Errors
    /// When the system has no random numbers.
    pub fn new(
        port: u16,
        story: Option<String>,
        lifetime: Option<Duration>,
    ) -> Result<Link, getrandom::Error> {
        Ok(Link {
            secrets: ArcSwap::from_pointee(Secrets::new()?),
            // Cookies are shared by all ports of a host: the name tells two servers apart.
            cookie: format!("abreast-{port}"),
            story,
            lifetime,
        })
    }

    /// Takes the link back: from now on another one opens the pages, and nobody who reads by the old one goes on.
    ///
    /// # Errors
    /// When the system has no random numbers.
    pub(super) fn renew(&self) -> Result<(), getrandom::Error> {
        self.secrets.store(Arc::new(Secrets::new()?));
        Ok(())
    }

    /// What a form has to carry to take the link back.
    pub(super) fn proof(&self) -> String {
        self.secrets.load().proof.clone()
    }

    /// Whether the query of a form carries it.
    pub(super) fn proves(&self, query: Option<&str>) -> bool {
        query
            .and_then(|query| query.strip_prefix("proof="))
            .is_some_and(|given| same(given, &self.secrets.load().proof))
    }

    /// The target to give to guests.
    pub fn target(&self) -> String {
        let path = self.story.as_ref().map_or_else(|| "/".to_owned(), |story| format!("/stories/{story}"));
        urls::at(&format!("{path}?{PARAMETER}={}", self.secrets.load().token))
    }

    /// The story that is shared, where it is one only.
    pub fn story(&self) -> Option<&str> {
        self.story.as_deref()
    }

    /// How long the link still opens, where that is limited.
    pub fn left(&self) -> Option<Duration> {
        self.lifetime.map(|lifetime| lifetime.saturating_sub(self.secrets.load().made.elapsed()))
    }

    /// Judges a request; somebody at this machine needs no link.
    pub(super) fn admit(&self, head: &Parts, from: Sender) -> Admission {
        let secrets = self.secrets.load();
        let expired = self.left().is_some_and(|left| left.is_zero());
        let query = head.uri.query().unwrap_or_default();
        let given = query.split('&').find_map(|pair| pair.strip_prefix(PARAMETER)?.strip_prefix('='));
        if let Some(given) = given
            && same(given, &secrets.token)
            && !expired
        {
            return Admission::Exchange {
                location: without_token(head.uri.path(), query),
                cookie: self.set_cookie(&secrets.session, from.secure),
            };
        }
        if from.here {
            return Admission::Welcome;
        }
        let known = cookies(head, &self.cookie).any(|value| same(value, &secrets.session));
        let knew_once = known || given.is_some_and(|given| same(given, &secrets.token));
        match (known, expired) {
            (true, false) => self.within_story(head.uri.path()),
            (_, true) if knew_once => Admission::Refused(Refusal::Expired),
            _ => Admission::Refused(Refusal::NoLink),
        }
    }

    fn within_story(&self, path: &str) -> Admission {
        let Some(story) = &self.story else { return Admission::Welcome };
        let desk = format!("/stories/{story}");
        let inside = path.strip_prefix(&desk).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        if inside || path.starts_with("/assets/") || path == "/about" || path == "/settings" {
            Admission::Welcome
        } else if path == "/" {
            Admission::Elsewhere(urls::at(&desk))
        } else {
            Admission::Refused(Refusal::NotShared)
        }
    }

    fn set_cookie(&self, session: &str, secure: bool) -> String {
        let age = self.left().map_or_else(String::new, |left| format!("; Max-Age={}", left.as_secs()));
        let secure = if secure { "; Secure" } else { "" };
        format!("{}={session}; Path={}; HttpOnly; SameSite=Lax{secure}{age}", self.cookie, urls::at("/"))
    }
}

/// The values of all cookies of this name.
pub(super) fn cookies<'h>(head: &'h Parts, name: &'h str) -> impl Iterator<Item = &'h str> {
    head.headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(move |pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

/// A target without its token, fit for a `Location`: never one that leads to another host.
fn without_token(path: &str, query: &str) -> String {
    let path = path.trim_start_matches(['/', '\\']);
    let query = without_parameter(query);
    urls::at(&if query.is_empty() { format!("/{path}") } else { format!("/{path}?{query}") })
}

/// A query without its token.
pub(super) fn without_parameter(query: &str) -> String {
    let is_token = |pair: &&str| pair.split('=').next() != Some(PARAMETER);
    query.split('&').filter(|pair| !pair.is_empty()).filter(is_token).collect::<Vec<_>>().join("&")
}

/// 128 random bits, as 32 hexadecimal digits.
fn secret() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Compares in a time that does not tell how much was right.
fn same(given: &str, secret: &str) -> bool {
    given.len() == secret.len()
        && given.bytes().zip(secret.bytes()).fold(0, |differing, (a, b)| differing | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use axum::http::Request;

    use super::*;

    const GUEST: Sender = Sender { ip: IpAddr::V4(Ipv4Addr::new(10, 0, 0, 9)), here: false, secure: false };
    const HOST: Sender = Sender { ip: IpAddr::V4(Ipv4Addr::LOCALHOST), here: true, secure: false };

    fn token(link: &Link) -> String {
        link.secrets.load().token.clone()
    }

    fn link(story: Option<&str>, lifetime: Option<Duration>) -> Link {
        Link::new(4180, story.map(str::to_owned), lifetime).expect("random numbers")
    }

    fn head(target: &str, cookie: Option<&str>) -> Parts {
        let mut request = Request::builder().uri(target);
        if let Some(cookie) = cookie {
            request = request.header(COOKIE, cookie);
        }
        request.body(()).expect("a request").into_parts().0
    }

    /// The cookie that a guest gets for the link.
    fn session(link: &Link) -> String {
        let target = format!("/?{PARAMETER}={}", token(link));
        match link.admit(&head(&target, None), GUEST) {
            Admission::Exchange { cookie, .. } => cookie.split(';').next().expect("a first part").to_owned(),
            other => panic!("no cookie: {other:?}"),
        }
    }

    #[test]
    fn a_token_is_exchanged_for_a_cookie_that_is_another_secret() {
        let link = link(None, None);
        let cookie = session(&link);
        assert!(cookie.starts_with("abreast-4180=") && !cookie.contains(&token(&link)));
        assert_eq!(link.admit(&head("/x", Some(&cookie)), GUEST), Admission::Welcome);
        assert_eq!(link.admit(&head("/x", None), GUEST), Admission::Refused(Refusal::NoLink));
        assert_eq!(link.admit(&head("/x", None), HOST), Admission::Welcome);
        let wrong = format!("/?{PARAMETER}={}", link.secrets.load().session);
        assert_eq!(link.admit(&head(&wrong, None), GUEST), Admission::Refused(Refusal::NoLink));
        let other = format!("abreast-4180={}", token(&link));
        assert_eq!(link.admit(&head("/", Some(&other)), GUEST), Admission::Refused(Refusal::NoLink));
    }

    #[test]
    fn the_redirect_keeps_the_place_and_stays_here() {
        let link = link(None, None);
        for (target, expected) in [
            ("/stories/a?b=c&key=TOKEN&d", "/stories/a?b=c&d"),
            ("/?key=TOKEN", "/"),
            ("//evil.example/?key=TOKEN", "/evil.example/"),
            ("/\\evil.example?key=TOKEN", "/evil.example"),
        ] {
            let Ok(uri) = target.replace("TOKEN", &token(&link)).parse::<axum::http::Uri>() else { continue };
            let (mut parts, ()) = Request::new(()).into_parts();
            parts.uri = uri;
            match link.admit(&parts, GUEST) {
                Admission::Exchange { location, .. } => assert_eq!(location, expected),
                other => panic!("{target}: {other:?}"),
            }
        }
    }

    #[test]
    fn a_link_to_one_story_opens_that_story_alone() {
        let link = link(Some("abc"), None);
        let cookie = session(&link);
        let admit = |path: &str| link.admit(&head(path, Some(&cookie)), GUEST);
        assert_eq!(admit("/stories/abc"), Admission::Welcome);
        assert_eq!(admit("/stories/abc/articles/x"), Admission::Welcome);
        assert_eq!(admit("/"), Admission::Elsewhere("/stories/abc".to_owned()));
        for path in ["/stories/abcd", "/stories/other", "/problems", "/stories/", "/search?q=a"] {
            assert_eq!(admit(path), Admission::Refused(Refusal::NotShared), "{path}");
        }
    }

    #[test]
    fn a_link_that_is_taken_back_opens_nothing() {
        let link = link(None, None);
        let (cookie, old, proof) = (session(&link), link.target(), link.proof());
        assert!(
            link.proves(Some(&format!("proof={proof}")))
                && !link.proves(Some("proof="))
                && !link.proves(None)
        );
        link.renew().expect("random numbers");
        assert_eq!(link.admit(&head("/", Some(&cookie)), GUEST), Admission::Refused(Refusal::NoLink));
        assert_eq!(link.admit(&head(&old, None), GUEST), Admission::Refused(Refusal::NoLink));
        assert!(!link.proves(Some(&format!("proof={proof}"))), "a form works once");
        assert_eq!(link.admit(&head("/", Some(&session(&link))), GUEST), Admission::Welcome);
    }

    #[test]
    fn over_tls_the_cookie_stays_on_tls() {
        let link = link(None, None);
        let admitted = link.admit(&head(&link.target(), None), Sender { secure: true, ..GUEST });
        assert!(matches!(admitted, Admission::Exchange { cookie, .. } if cookie.contains("; Secure")));
    }

    #[test]
    fn an_expired_link_opens_nothing() {
        let link = link(None, Some(Duration::ZERO));
        let cookie = format!("abreast-4180={}", link.secrets.load().session);
        assert_eq!(link.admit(&head("/", Some(&cookie)), GUEST), Admission::Refused(Refusal::Expired));
        let target = link.target();
        assert_eq!(link.admit(&head(&target, None), GUEST), Admission::Refused(Refusal::Expired));
        assert_eq!(link.admit(&head("/", None), GUEST), Admission::Refused(Refusal::NoLink));
    }
}
