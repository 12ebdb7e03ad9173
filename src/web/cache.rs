//! Answers that were made before, bounded in bytes: pages are rendered and compressed once for all readers.
//!
//! One cache belongs to one edition of the library and is dropped with it, so nothing in it is ever out of date.
//! Reading takes no lock: readers see a snapshot of a shard, and whoever adds an entry makes the next one.

use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::ArcSwap;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use bytes::Bytes;
use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::compress::Encoding;
use super::link;
use super::tag::{self, Tag};
use super::visitor::SETTINGS_COOKIE;
use crate::hash::HashedMap;

/// Most bytes of all entries.
const BUDGET: usize = 48 * 1024 * 1024;

/// Most entries. Under gzip each has kept some 50 KB of heap from being reused, whatever its size.
const MOST_ENTRIES: usize = 512;

/// Adding an entry copies its shard: copying one table of all entries fragmented the heap by 250 MB within 10,000
/// requests.
const SHARDS: u64 = 128;

/// Of so many queries that were answered last it is remembered that they were.
const REMEMBERED: u64 = 1024;

/// What an entry costs besides its body.
const OVERHEAD: usize = 1024;

/// Smaller bodies fit into a few packets already.
const WORTH_PACKING: usize = 4096;

/// The longest cookie that is looked at.
const LONGEST_SETTINGS: usize = 512;

/// An answer, ready to be sent.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    /// Its status.
    pub(super) status: StatusCode,
    /// Its headers.
    pub(super) headers: HeaderMap,
    /// Its body, compressed if the headers say so.
    pub(super) body: Bytes,
}

/// What an answer depends on: the address, the reader's settings, and how it is compressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Key {
    /// How the body is compressed.
    pub(super) encoding: Encoding,
    /// All of it in one: the coding, the target and the settings, spaces between.
    text: String,
    /// Where the target ends in that.
    end: usize,
}

impl Key {
    /// What the answer to this request depends on.
    pub(super) fn of(head: &Parts) -> Key {
        let encoding = Encoding::accepted(&head.headers);
        let mut text = String::with_capacity(96);
        text.push_str(encoding.name());
        text.push(' ');
        text.push_str(head.uri.path());
        if let Some(query) = head.uri.query() {
            let query = link::without_parameter(query);
            let mut pairs: Vec<&str> = query.split('&').collect();
            // Stable: which of two values of one name comes first stays as it was.
            pairs.sort_by_key(|pair| pair.split('=').next());
            let sorted = pairs.join("&");
            if !sorted.is_empty() {
                text.push('?');
                text.push_str(&sorted);
            }
        }
        let end = text.len();
        text.push(' ');
        let settings = link::cookies(head, SETTINGS_COOKIE).next();
        text.push_str(settings.filter(|value| value.len() <= LONGEST_SETTINGS).unwrap_or_default());
        Key { encoding, text, end }
    }

    /// Path and query, the query's parameters in order.
    pub(super) fn target(&self) -> &str {
        &self.text[self.encoding.name().len() + 1..self.end]
    }

    /// The value of the settings cookie.
    pub(super) fn settings(&self) -> Option<&str> {
        Some(&self.text[self.end + 1..]).filter(|settings| !settings.is_empty())
    }
}

/// The answers of one edition.
pub(super) struct Cache {
    seed: u64,
    shards: Vec<ArcSwap<Shard>>,
    adding: Mutex<()>,
    entries: AtomicUsize,
    bytes: AtomicUsize,
    turn: AtomicU64,
    asked: Vec<AtomicU64>,
    budget: usize,
}

/// Entries by the hash of their key under the edition's seed, which nobody can foresee.
type Shard = HashedMap<Arc<Kept>, u64>;

/// An answer that was made before.
pub(super) struct Kept {
    key: Box<str>,
    tag: Tag,
    answer: Answer,
    unchanged: HeaderMap,
    used: AtomicU64,
    /// Whether it has been sent to be packed again, if that can make it smaller.
    packed: AtomicBool,
}

impl Cache {
    /// An empty cache; `seed` is another for every edition.
    pub(super) fn new(seed: u64) -> Cache {
        Cache::with_budget(seed, BUDGET)
    }

    fn with_budget(seed: u64, budget: usize) -> Cache {
        Cache {
            seed,
            shards: (0..SHARDS).map(|_| ArcSwap::default()).collect(),
            adding: Mutex::new(()),
            entries: AtomicUsize::new(0),
            bytes: AtomicUsize::new(0),
            turn: AtomicU64::new(0),
            asked: (0..REMEMBERED).map(|_| AtomicU64::new(0)).collect(),
            budget,
        }
    }

    /// The entity tag of the answer, known before it is made: an edition answers the same key always the same.
    pub(super) fn tag(&self, key: &Key) -> Tag {
        Tag::new(&key.text, self.seed)
    }

    /// The answer, if it was made before.
    pub(super) fn get(&self, key: &Key) -> Option<Arc<Kept>> {
        let hash = self.hash(key);
        let shard = self.shard(hash).load();
        let entry = shard.get(&hash).filter(|entry| *entry.key == key.text)?;
        let turn = self.turn.load(Ordering::Relaxed);
        if entry.used.load(Ordering::Relaxed) != turn {
            entry.used.store(turn, Ordering::Relaxed);
        }
        Some(Arc::clone(entry))
    }

    /// Whether an answer is worth keeping: pages are; of queries, which anybody can make up without end, those that
    /// are asked again before many others were.
    pub(super) fn wants(&self, key: &Key) -> bool {
        let hash = self.hash(key);
        let place = usize::try_from(hash % REMEMBERED).unwrap_or_default();
        !key.target().contains('?') || self.asked[place].swap(hash, Ordering::Relaxed) == hash
    }

    /// Keeps an answer; those that were not used for longest make room.
    pub(super) fn add(&self, key: &Key, tag: Tag, answer: Answer) {
        let entry = Kept {
            key: key.text.as_str().into(),
            tag,
            unchanged: tag::said_again(&answer.headers),
            packed: AtomicBool::new(key.encoding != Encoding::Brotli || answer.body.len() < WORTH_PACKING),
            answer,
            used: AtomicU64::new(0),
        };
        let added = entry.cost();
        if added > self.budget / 4 {
            return;
        }
        let _adding = self.adding.lock().unwrap_or_else(PoisonError::into_inner);
        let turn = self.turn.fetch_add(1, Ordering::Relaxed) + 1;
        entry.used.store(turn, Ordering::Relaxed);
        let hash = self.hash(key);
        let old = self.change(hash, |shard| shard.insert(hash, Arc::new(entry)));
        self.entries.fetch_add(usize::from(old.is_none()), Ordering::Relaxed);
        self.bytes.fetch_add(added, Ordering::Relaxed);
        self.bytes.fetch_sub(old.map_or(0, |old| old.cost()), Ordering::Relaxed);
        if self.bytes.load(Ordering::Relaxed) > self.budget
            || self.entries.load(Ordering::Relaxed) > MOST_ENTRIES
        {
            self.make_room();
        }
    }

    /// Takes a smaller body in the place of that of a kept answer, if it still is kept.
    pub(super) fn shrink(&self, key: &Key, body: Bytes) {
        let _adding = self.adding.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(old) = self.get(key).filter(|old| body.len() < old.answer.body.len()) else { return };
        let saved = old.answer.body.len() - body.len();
        let tag = old.tag.of_smaller();
        let mut answer = Answer { body, ..old.answer.clone() };
        tag::set(&mut answer.headers, &tag);
        let entry = Kept {
            key: old.key.clone(),
            tag,
            unchanged: tag::said_again(&answer.headers),
            answer,
            used: AtomicU64::new(old.used.load(Ordering::Relaxed)),
            packed: AtomicBool::new(true),
        };
        let hash = self.hash(key);
        self.change(hash, |shard| shard.insert(hash, Arc::new(entry)));
        self.bytes.fetch_sub(saved, Ordering::Relaxed);
    }

    /// Frees a quarter at once, so that looking through all entries is rare.
    fn make_room(&self) {
        let mut by_use: Vec<(u64, u64)> = Vec::new();
        for shard in &self.shards {
            let shard = shard.load();
            by_use.extend(shard.iter().map(|(hash, entry)| (entry.used.load(Ordering::Relaxed), *hash)));
        }
        by_use.sort_unstable();
        for (_, hash) in by_use {
            let (entries, bytes) = self.size();
            if bytes <= self.budget / 4 * 3 && entries <= MOST_ENTRIES / 4 * 3 {
                break;
            }
            if let Some(old) = self.change(hash, |shard| shard.remove(&hash)) {
                self.entries.fetch_sub(1, Ordering::Relaxed);
                self.bytes.fetch_sub(old.cost(), Ordering::Relaxed);
            }
        }
    }

    /// Changes the shard of a key. Only with `adding` locked.
    fn change<T>(&self, hash: u64, change: impl FnOnce(&mut Shard) -> T) -> T {
        let shard = self.shard(hash);
        let mut next = Shard::clone(&shard.load());
        let changed = change(&mut next);
        shard.store(Arc::new(next));
        changed
    }

    fn hash(&self, key: &Key) -> u64 {
        xxh3_64_with_seed(key.text.as_bytes(), self.seed)
    }

    fn shard(&self, hash: u64) -> &ArcSwap<Shard> {
        &self.shards[usize::try_from(hash % SHARDS).unwrap_or_default()]
    }

    /// Entries and bytes, for `/healthz`.
    pub(super) fn size(&self) -> (usize, usize) {
        (self.entries.load(Ordering::Relaxed), self.bytes.load(Ordering::Relaxed))
    }
}

impl Kept {
    /// Its tag.
    pub(super) fn tag(&self) -> &Tag {
        &self.tag
    }

    /// The answer to who does not have it.
    pub(super) fn answer(&self) -> Answer {
        self.answer.clone()
    }

    /// Its body, compressed if the headers say so.
    pub(super) fn body(&self) -> &Bytes {
        &self.answer.body
    }

    /// The answer to who has it, be it as it was before it was packed again.
    pub(super) fn unchanged(&self, tag: &Tag) -> Answer {
        let mut headers = self.unchanged.clone();
        if *tag != self.tag {
            tag::set(&mut headers, tag);
        }
        Answer { status: StatusCode::NOT_MODIFIED, headers, body: Bytes::new() }
    }

    /// Whether it is to be packed again: once, and by the one who asks this.
    pub(super) fn is_to_pack(&self) -> bool {
        !self.packed.load(Ordering::Relaxed) && !self.packed.swap(true, Ordering::Relaxed)
    }

    /// Notes that it could not be packed again yet.
    pub(super) fn pack_later(&self) {
        self.packed.store(false, Ordering::Relaxed);
    }

    fn cost(&self) -> usize {
        self.key.len() + self.answer.body.len() + OVERHEAD
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    fn key(target: &str, headers: &[(&str, &str)]) -> Key {
        let mut request = Request::builder().uri(target);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        Key::of(&request.body(()).expect("a request").into_parts().0)
    }

    fn answer(bytes: usize) -> Answer {
        Answer { status: StatusCode::OK, headers: HeaderMap::new(), body: Bytes::from(vec![b'a'; bytes]) }
    }

    #[test]
    fn what_does_not_matter_is_not_in_the_key() {
        assert_eq!(
            key("/a?b=1&a=2", &[]),
            key("/a?a=2&&b=1&key=secret", &[("cookie", "abreast-4180=x; other=y")])
        );
        assert_ne!(key("/a?b=1&b=2", &[]), key("/a?b=2&b=1", &[]));
        assert_ne!(key("/a", &[]), key("/a", &[("cookie", "x=y; abreast-settings=dark")]));
        assert_ne!(key("/a", &[]), key("/a", &[("accept-encoding", "gzip")]));
        let long = format!("abreast-settings={}", "a".repeat(LONGEST_SETTINGS + 1));
        assert_eq!(key("/a", &[]), key("/a", &[("cookie", &long)]));
    }

    #[test]
    fn ten_thousand_queries_stay_within_the_budget() {
        let cache = Cache::with_budget(1, 100_000);
        let wanted = key("/wanted", &[]);
        cache.add(&wanted, cache.tag(&wanted), answer(1000));
        for n in 0..10_000 {
            let query = key(&format!("/?q={n}"), &[]);
            cache.add(&query, cache.tag(&query), answer(1000));
            assert!(cache.get(&wanted).is_some(), "what is read stays");
            assert!(cache.size().1 <= 100_000);
        }
        assert!(cache.size().0 < 100);
        let huge = key("/huge", &[]);
        cache.add(&huge, cache.tag(&huge), answer(90_000));
        assert!(cache.get(&huge).is_none());
    }

    #[test]
    fn a_smaller_body_has_another_tag_and_who_has_either_has_the_page() {
        let cache = Cache::new(1);
        let key = key("/a", &[("accept-encoding", "br")]);
        let first = cache.tag(&key);
        cache.add(&key, first, answer(9000));
        let kept = cache.get(&key).expect("it is kept");
        assert!(kept.is_to_pack() && !kept.is_to_pack());
        cache.shrink(&key, Bytes::from_static(b"small"));
        let smaller = cache.get(&key).expect("it is kept");
        assert_eq!((smaller.answer().body.len(), cache.size()), (5, (1, key.text.len() + 5 + OVERHEAD)));
        assert_ne!(*smaller.tag(), first);
        assert_eq!(smaller.answer().headers["etag"], smaller.tag().text());
        for tag in [first, *smaller.tag()] {
            let mut asked = HeaderMap::new();
            asked.insert("if-none-match", tag.text().parse().expect("a header"));
            assert_eq!(tag::given(&asked, smaller.tag()), Some(tag));
            assert_eq!(tag::given(&asked, &first), Some(tag));
            assert_eq!(smaller.unchanged(&tag).headers["etag"], tag.text());
        }
        cache.shrink(&key, Bytes::from_static(b"not smaller"));
        assert_eq!(cache.get(&key).expect("it is kept").answer().body, "small");
    }

    #[test]
    fn a_query_is_kept_when_it_is_asked_again() {
        let cache = Cache::new(1);
        let (page, query) = (key("/a", &[]), key("/a?entity=b", &[]));
        assert!(cache.wants(&page) && !cache.wants(&query) && cache.wants(&query));
        (0..10_000).for_each(|n| assert!(!cache.wants(&key(&format!("/a?entity={n}"), &[]))));
        assert!(!cache.wants(&query), "forgotten by then");
    }
}
