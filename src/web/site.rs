//! One request in, one answer out: guarded, admitted, from the cache or made anew, logged.
//!
//! The pages themselves are [`super::router`]'s; here is what stands between them and a socket. A request passes,
//! from top to bottom, the functions of [`Site`] in the order in which they stand.

use std::collections::BTreeSet;
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use arc_swap::ArcSwap;
use axum::Router;
use axum::body::Body;
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, Request, Response, StatusCode, header};
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use tokio::sync::{Semaphore, watch};
use tower::ServiceExt;

use super::announce::Announced;
use super::cache::{Answer, Cache, Key};
use super::compress;
use super::forwarded::Sender;
use super::guard::{self, Hosts, Refusal};
use super::link::{Admission, Link};
use super::log::{Log, LogFormat};
use super::packer::Packer;
use super::tag::{self, Tag};
use super::tls::Tls;
use super::visitor::{SETTINGS_COOKIE, Visitor};
use super::{notice, share, urls};
use crate::library::{Library, Memory, Progress};

/// How long a request waits for a library that is nearly read before it is told how far the reading is.
const PATIENCE: Duration = Duration::from_millis(20);

/// How long a page may take.
const MAKE_LIMIT: Duration = Duration::from_secs(20);

/// The two ends of a connection.
#[derive(Clone, Copy, Debug)]
pub struct Peer {
    /// Who asks.
    pub ip: IpAddr,
    /// The address of ours that was asked.
    pub local: IpAddr,
    /// Whether it is encrypted.
    pub secure: bool,
}

/// Who may ask, by which names, and what is noted of it.
#[derive(Default)]
pub struct Access {
    /// The hosts that the server goes by.
    pub hosts: Hosts,
    /// The link that guests on the network need; none where all may read.
    pub link: Option<Link>,
    /// The addresses that guests can open, each with its port.
    pub shared: Vec<String>,
    /// The name of this machine on the network, and the port: where it turns out to lead here, guests can open it, too.
    pub name: Option<(Arc<Announced>, u16)>,
    /// What connections from the network are encrypted with.
    pub tls: Option<Tls>,
    /// The proxies that are believed.
    pub proxies: BTreeSet<IpAddr>,
    /// How answers are logged.
    pub log: LogFormat,
}

/// Everything that answers: the pages of the current edition, and what stands before them.
pub struct Site {
    access: Access,
    log: Log,
    edition: ArcSwap<Edition>,
    ready: watch::Sender<bool>,
    making: Arc<Semaphore>,
    packer: Packer,
    to_read: AtomicUsize,
    have_read: AtomicUsize,
}

/// The pages over one library, and their answers so far.
struct Edition {
    /// Whether the library is one that was read: there are pages before, too.
    is_read: bool,
    /// How many of its stories are still being read.
    to_come: usize,
    router: Router,
    cache: Arc<Cache>,
    articles: usize,
    stories: usize,
    memory: Memory,
}

impl Edition {
    fn new(library: Arc<Library>, is_read: bool) -> Edition {
        let mut seed = [0; 8];
        // Without random numbers, tags still differ between starts.
        if getrandom::fill(&mut seed).is_err() {
            seed = std::process::id().to_le_bytes().repeat(2).try_into().unwrap_or(seed);
        }
        Edition {
            is_read,
            to_come: library.to_come,
            cache: Arc::new(Cache::new(u64::from_le_bytes(seed))),
            articles: library.articles.len(),
            stories: library.stories.len(),
            // Adding it up takes as long as the library is large: once is enough.
            memory: if library.to_come == 0 { library.memory() } else { Memory::default() },
            router: super::router(library),
        }
    }
}

impl Site {
    /// A site that is still reading. Lines of its log go to `print`.
    pub fn new(access: Access, print: fn(&str)) -> Arc<Site> {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        let log = Log::new(access.log, print);
        Arc::new(Site {
            access,
            log,
            // Style sheets and scripts are there from the start.
            edition: ArcSwap::from_pointee(Edition::new(Arc::default(), false)),
            ready: watch::channel(false).0,
            making: Arc::new(Semaphore::new(cores.max(2))),
            packer: Packer::default(),
            to_read: AtomicUsize::new(0),
            have_read: AtomicUsize::new(0),
        })
    }

    /// Notes how far the reading is.
    pub fn progress(&self, progress: Progress) {
        match progress {
            Progress::Read(articles) => self.to_read.store(articles, Ordering::Relaxed),
            Progress::Annotated(done) => {
                self.have_read.fetch_max(done, Ordering::Relaxed);
            }
            Progress::Compared(_) => {}
        }
    }

    /// Shows this library from now on. One of which some is still to come does not take the place of a whole one.
    pub fn publish(&self, library: Arc<Library>) {
        if library.to_come > 0 && self.is_ready() {
            return;
        }
        self.edition.store(Arc::new(Edition::new(library, true)));
        self.ready.send_replace(true);
    }

    /// Whether a library is shown, and all of it.
    pub fn is_ready(&self) -> bool {
        let edition = self.edition.load();
        edition.is_read && edition.to_come == 0
    }

    /// The URLs that guests can open, with the token. Waits until it is known whether the machine's name is one.
    pub fn shared(&self) -> Vec<String> {
        let target = self.access.link.as_ref().map_or_else(|| "/".to_owned(), Link::target);
        let scheme = if self.access.tls.is_some() { "https" } else { "http" };
        let name =
            self.access.name.as_ref().and_then(|(name, port)| Some(format!("{}:{port}", name.name()?)));
        let hosts = self.access.shared.iter().chain(&name);
        hosts.map(|host| format!("{scheme}://{host}{target}")).collect()
    }

    /// What connections from the network are encrypted with.
    pub(super) fn tls(&self) -> Option<&Tls> {
        self.access.tls.as_ref()
    }

    /// Answers one request.
    pub async fn answer(&self, mut head: Parts, peer: Peer) -> Response<Full<Bytes>> {
        let began = self.log.began();
        urls::strip_base(&mut head.uri);
        let from = Sender::of(&head, peer, &self.access.proxies);
        let answer = match self.admit(&head, peer, from).await {
            Ok(answer) => answer,
            Err(refusal) => notice::refusal(refusal, Visitor::of(&head.headers)),
        };
        self.log.note(&head, from.ip, answer.status, answer.body.len(), began);
        let mut response = Response::new(Full::new(answer.body));
        *response.status_mut() = answer.status;
        *response.headers_mut() = answer.headers;
        response
    }

    /// Lets in who may come in.
    async fn admit(&self, head: &Parts, peer: Peer, from: Sender) -> Result<Answer, Refusal> {
        let renewed = self.access.link.as_ref().filter(|_| from.here && head.uri.path() == share::RENEW);
        guard::check(head, peer.local, &self.access.hosts, renewed.is_some())?;
        // A connection that only this machine sees needs no encryption.
        if self.access.tls.is_some() && !peer.secure && !peer.ip.is_loopback() {
            return Err(Refusal::Unencrypted);
        }
        if let Some(link) = renewed.filter(|_| head.method == Method::POST) {
            return renew(link, head);
        }
        let here = from.here;
        if head.uri.path() == "/healthz" {
            return Ok(self.health(head.uri.query() == Some("verbose") && here));
        }
        if let Some(link) = &self.access.link {
            match link.admit(head, from) {
                Admission::Welcome => {}
                Admission::Exchange { location, cookie } => {
                    return Ok(notice::redirect(&location, Some(&cookie)));
                }
                Admission::Elsewhere(location) => return Ok(notice::redirect(&location, None)),
                Admission::Refused(refusal) => return Err(refusal),
            }
        }
        // Who reads by a link need not see it again.
        if head.uri.path() == "/share" && here {
            let (link, encrypted) = (self.access.link.as_ref(), self.access.tls.is_some());
            let page = share::page(Visitor::of(&head.headers), &self.shared(), link, encrypted);
            return page.map(|page| notice::html(StatusCode::OK, page)).map_err(|_| Refusal::Broken);
        }
        self.edition_answer(head).await
    }

    /// Whether the site is up and ready; with numbers for who runs it.
    fn health(&self, verbose: bool) -> Answer {
        let ready = self.is_ready();
        let status = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
        let mut text = String::from(if ready { "ok\n" } else { "reading\n" });
        if verbose {
            let edition = self.edition.load();
            let (entries, bytes) = edition.cache.size();
            let Memory { text: texts, articles, annotations, stories } = edition.memory;
            text.push_str(&format!(
                "articles {}\nstories {}\nstories to come {}\ncached answers {entries}\ncached bytes {bytes}\ntext bytes {texts}\n\
                 article bytes {articles}\nannotation bytes {annotations}\nstory bytes {stories}\n",
                edition.articles, edition.stories, edition.to_come
            ));
        }
        notice::plain(status, text)
    }

    /// Answers from the current edition: "you have it", what was made before, or made now.
    async fn edition_answer(&self, head: &Parts) -> Result<Answer, Refusal> {
        if !self.edition.load().is_read && !head.uri.path().starts_with("/assets/") {
            let mut ready = self.ready.subscribe();
            if tokio::time::timeout(PATIENCE, ready.wait_for(|ready| *ready)).await.is_err() {
                return Ok(self.reading(head));
            }
        }
        let key = Key::of(head);
        let (edition, tag) = {
            let edition = self.edition.load();
            if let Some(kept) = edition.cache.get(&key) {
                if let Some(tag) = tag::given(&head.headers, kept.tag()) {
                    return Ok(kept.unchanged(&tag));
                }
                self.packer.pack(&edition.cache, &key, &kept);
                return Ok(kept.answer());
            }
            let tag = edition.cache.tag(&key);
            if let Some(given) = tag::given(&head.headers, &tag) {
                return Ok(tag::unchanged(&given));
            }
            (Arc::clone(&edition), tag)
        };
        let to_come = edition.to_come > 0;
        let answer = self.make(edition, key, tag).await?;
        Ok(if to_come && answer.status == StatusCode::SERVICE_UNAVAILABLE {
            self.reading(head)
        } else {
            answer
        })
    }

    /// How far the reading is.
    fn reading(&self, head: &Parts) -> Answer {
        let done = self.have_read.load(Ordering::Relaxed);
        notice::reading(head, done, self.to_read.load(Ordering::Relaxed))
    }

    /// Makes an answer, on a thread where it holds nobody up, and keeps it.
    async fn make(&self, edition: Arc<Edition>, key: Key, tag: Tag) -> Result<Answer, Refusal> {
        let making = async {
            let permit = Arc::clone(&self.making).acquire_owned().await.map_err(|_| Refusal::Broken)?;
            // Another reader of the same page may have been first.
            if let Some(kept) = edition.cache.get(&key) {
                return Ok(kept.answer());
            }
            let runtime = tokio::runtime::Handle::current();
            let made = tokio::task::spawn_blocking(move || {
                let _permit = permit;
                let answer = runtime.block_on(make(&edition.router, &key, &tag))?;
                if is_kept(&answer) && edition.cache.wants(&key) {
                    edition.cache.add(&key, tag, answer.clone());
                }
                Ok(answer)
            });
            // A panic ends here.
            made.await.unwrap_or(Err(Refusal::Broken))
        };
        tokio::time::timeout(MAKE_LIMIT, making).await.unwrap_or(Err(Refusal::Slow))
    }
}

/// Takes the link back, for who shares it.
fn renew(link: &Link, head: &Parts) -> Result<Answer, Refusal> {
    if !guard::is_own_form(head) || !link.proves(head.uri.query()) {
        return Err(Refusal::Forged);
    }
    link.renew().map_err(|_| Refusal::Broken)?;
    Ok(notice::redirect(&urls::at("/share"), None))
}

/// Asks the router, and compresses what it says.
async fn make(router: &Router, key: &Key, tag: &Tag) -> Result<Answer, Refusal> {
    let mut request = Request::builder().method(Method::GET).uri(key.target());
    // The page sees nothing of a request that the key does not.
    if let Some(settings) = key.settings() {
        request = request.header(header::COOKIE, format!("{SETTINGS_COOKIE}={settings}"));
    }
    // And what is packed already comes packed.
    request = request.header(header::ACCEPT_ENCODING, key.encoding.name());
    let request = request.body(Body::empty()).map_err(|_| Refusal::Malformed)?;
    let Ok(response) = router.clone().oneshot(request).await;
    let (parts, body) = response.into_parts();
    let body = body.collect().await.map_err(|_| Refusal::Broken)?.to_bytes();
    let mut answer = Answer { status: parts.status, headers: parts.headers, body };
    answer.headers.remove(header::CONTENT_LENGTH);
    let text = answer.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let is_packed = answer.headers.contains_key(header::CONTENT_ENCODING);
    let worth_it = !is_packed && text.is_some_and(compress::is_text);
    if let Some(packed) = worth_it.then(|| key.encoding.compress(&answer.body)).flatten() {
        // A copy: shrinking the compressor's buffer in place left holes, 50 KB for each page kept.
        answer.body = Bytes::copy_from_slice(&packed);
        answer.headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(key.encoding.name()));
    }
    if is_kept(&answer) {
        tag::mark(&mut answer.headers, tag);
    } else if !answer.headers.contains_key(header::CACHE_CONTROL) {
        answer.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    Ok(answer)
}

/// Whether an answer is the same for the next who asks.
fn is_kept(answer: &Answer) -> bool {
    let no_store = |value: &HeaderValue| value.to_str().is_ok_and(|value| value.contains("no-store"));
    answer.status == StatusCode::OK
        && !answer.headers.contains_key(header::SET_COOKIE)
        && !answer.headers.get(header::CACHE_CONTROL).is_some_and(no_store)
}

#[cfg(test)]
mod tests {
    use axum::http::response;
    use axum::routing::get;

    use super::*;

    async fn ask(site: &Site, target: &str, headers: &[(&str, &str)]) -> (response::Parts, Bytes) {
        let local = IpAddr::from([127, 0, 0, 1]);
        let request = Request::builder().uri(target).header(header::HOST, "localhost");
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        let head = request.body(()).expect("a request").into_parts().0;
        let answer = site.answer(head, Peer { ip: local, local, secure: false }).await;
        let (head, body) = answer.into_parts();
        (head, body.collect().await.expect("a body").to_bytes())
    }

    #[tokio::test]
    async fn a_page_that_is_asked_for_again_becomes_smaller_and_says_the_same() {
        let site = Site::new(Access::default(), |_| ());
        async fn numbers() -> String {
            (0..6000_u64).map(|n| format!("{} ", n * n * 7919 % 10_007)).collect()
        }
        let router = Router::new().route("/numbers", get(numbers));
        site.edition.store(Arc::new(Edition { router, ..Edition::new(Arc::default(), true) }));
        let plain = ask(&site, "/numbers", &[]).await.1;
        let brotli = [("accept-encoding", "br")];
        let (first, body) = ask(&site, "/numbers", &brotli).await;
        let until = std::time::Instant::now() + Duration::from_secs(60);
        let (smaller, packed) = loop {
            let (now, packed) = ask(&site, "/numbers", &brotli).await;
            if now.headers["etag"] != first.headers["etag"] {
                break (now, packed);
            }
            assert!(packed == body && std::time::Instant::now() < until, "it is packed again");
            tokio::time::sleep(Duration::from_millis(20)).await;
        };
        assert!(packed.len() < body.len());
        for packed in [body, packed] {
            let mut back = Vec::new();
            std::io::Read::read_to_end(&mut compress::unpacked(&packed), &mut back).expect("brotli");
            assert!(back == plain);
        }
        for head in [first, smaller] {
            let tag = head.headers["etag"].to_str().expect("a tag");
            let (again, body) = ask(&site, "/numbers", &[brotli[0], ("if-none-match", tag)]).await;
            assert_eq!(again.status, StatusCode::NOT_MODIFIED);
            assert!(again.headers["etag"] == tag && body.is_empty());
        }
    }

    #[tokio::test]
    async fn a_page_that_panics_is_its_own_misfortune() {
        let site = Site::new(Access::default(), |_| ());
        async fn falls() -> &'static str {
            panic!("as it should")
        }
        let router = Router::new().route("/falls", get(falls)).route("/stands", get(async || "it stands"));
        site.edition.store(Arc::new(Edition { router, ..Edition::new(Arc::default(), true) }));
        for (target, status) in [("/falls", 500), ("/stands", 200), ("/falls", 500), ("/stands", 200)] {
            assert_eq!(ask(&site, target, &[]).await.0.status, status, "{target}");
        }
    }
}
