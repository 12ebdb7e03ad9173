//! The open connections, bounded: for each address, for the network, and in all.
//!
//! A newcomer over a bound does not wait outside, where attackers would keep readers from coming in: it takes the
//! place of the connection of the heaviest address that has been silent for longest. Connections whose request is
//! being answered are left alone.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use tokio::task::AbortHandle;

/// How often those that are left are looked at, when all have to go.
const SWEEP: Duration = Duration::from_millis(5);

/// All open connections.
pub(super) struct Connections {
    most: usize,
    /// Counts what happens on any of them: later is more.
    clock: Arc<AtomicU64>,
    open: Mutex<Open>,
}

#[derive(Default)]
struct Open {
    next: u64,
    connections: BTreeMap<u64, Arc<Connection>>,
}

/// One open connection.
pub(super) struct Connection {
    from: Origin,
    clock: Arc<AtomicU64>,
    state: AtomicU8,
    touched: AtomicU64,
    task: OnceLock<AbortHandle>,
}

/// Nothing is asked.
const SILENT: u8 = 0;

/// An answer is being made: the connection is left alone.
const MAKING: u8 = 1;

/// The answer is made, and not all of it is sent.
const SENDING: u8 = 2;

/// It had to go before it had a task.
const GONE: u8 = 3;

/// Whom a connection counts for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Origin {
    /// This machine.
    Here,
    /// An IPv4 address, or an IPv6 network of 64 bits: a host owns all addresses of one.
    There(IpAddr),
}

/// A place among the open connections, given back when dropped.
pub(super) struct Ticket {
    connections: Arc<Connections>,
    number: u64,
    /// The connection that has the place.
    pub(super) connection: Arc<Connection>,
}

impl Connections {
    /// At most so many at a time.
    pub(super) fn new(most: usize) -> Arc<Connections> {
        Arc::new(Connections { most: most.max(8), clock: Arc::default(), open: Mutex::default() })
    }

    /// A place for a newcomer, if need be that of another; none when all are busy.
    pub(super) fn admit(self: &Arc<Connections>, from: IpAddr) -> Option<Ticket> {
        let origin = origin(from);
        let mut open = self.lock();
        let there = open.connections.values().filter(|one| one.from != Origin::Here).count();
        let same = open.connections.values().filter(|one| one.from == origin).count();
        // A quarter is kept for this machine, and no address of the network has more than a quarter.
        let room = if origin != Origin::Here && same >= self.most / 4 {
            open.make_room(|one| one == origin)
        } else if origin != Origin::Here && there >= self.most - self.most / 4 {
            open.make_room(|one| one != Origin::Here)
        } else if open.connections.len() >= self.most {
            open.make_room(|_| true)
        } else {
            true
        };
        room.then(|| {
            let connection = Arc::new(Connection {
                from: origin,
                clock: Arc::clone(&self.clock),
                state: AtomicU8::new(SILENT),
                touched: AtomicU64::new(0),
                task: OnceLock::new(),
            });
            connection.touch();
            let number = open.next;
            open.next += 1;
            open.connections.insert(number, Arc::clone(&connection));
            Ticket { connections: Arc::clone(self), number, connection }
        })
    }

    /// Ends some silent connections: the system has no more descriptors.
    pub(super) fn make_room(&self) {
        let mut open = self.lock();
        for _ in 0..8 {
            open.make_room(|_| true);
        }
    }

    /// Ends all silent connections, and the others as soon as they have sent their answers.
    pub(super) async fn drain(&self) {
        while !self.is_swept() {
            tokio::time::sleep(SWEEP).await;
        }
    }

    /// Ends all silent connections. Whether none is left.
    fn is_swept(&self) -> bool {
        let mut open = self.lock();
        open.connections.retain(|_, one| {
            let stays = matches!(one.state.load(Ordering::Relaxed), MAKING | SENDING);
            if !stays {
                one.end();
            }
            stays
        });
        open.connections.is_empty()
    }

    /// How many are open.
    #[cfg(test)]
    pub(super) fn count(&self) -> usize {
        self.lock().connections.len()
    }

    fn lock(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Open {
    /// Ends the longest silent connection of the heaviest origin among those in question.
    fn make_room(&mut self, in_question: impl Fn(Origin) -> bool) -> bool {
        let mut silent: BTreeMap<Origin, (usize, u64, u64)> = BTreeMap::new();
        for (number, one) in &self.connections {
            if in_question(one.from) && one.state.load(Ordering::Relaxed) != MAKING {
                let touched = one.touched.load(Ordering::Relaxed);
                let (count, oldest, which) = silent.entry(one.from).or_insert((0, touched, *number));
                *count += 1;
                if touched < *oldest {
                    (*oldest, *which) = (touched, *number);
                }
            }
        }
        let Some((_, _, number)) = silent.into_values().max_by_key(|(count, ..)| *count) else {
            return false;
        };
        if let Some(connection) = self.connections.remove(&number) {
            connection.end();
        }
        true
    }
}

impl Connection {
    /// Notes the task that serves it, which ends with it.
    pub(super) fn is_served_by(&self, task: AbortHandle) {
        let task = self.task.get_or_init(|| task);
        if self.state.load(Ordering::SeqCst) == GONE {
            task.abort();
        }
    }

    /// Ends it, whatever it is about.
    fn end(&self) {
        self.state.store(GONE, Ordering::SeqCst);
        if let Some(task) = self.task.get() {
            task.abort();
        }
    }

    /// Notes that something happened.
    pub(super) fn touch(&self) {
        self.touched.store(self.clock.fetch_add(1, Ordering::Relaxed), Ordering::Relaxed);
    }

    /// Notes that an answer is being made.
    pub(super) fn begin(&self) {
        self.pass(SILENT, MAKING);
        self.pass(SENDING, MAKING);
    }

    /// Notes that the answer is made.
    pub(super) fn made(&self) {
        self.touch();
        self.pass(MAKING, SENDING);
    }

    /// Notes that all that was made is sent.
    pub(super) fn sent(&self) {
        self.pass(SENDING, SILENT);
    }

    fn pass(&self, from: u8, to: u8) {
        let _ = self.state.compare_exchange(from, to, Ordering::Relaxed, Ordering::Relaxed);
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        self.connections.lock().connections.remove(&self.number);
    }
}

fn origin(ip: IpAddr) -> Origin {
    match ip.to_canonical() {
        ip if ip.is_loopback() => Origin::Here,
        IpAddr::V6(ip) => {
            let [a, b, c, d, ..] = ip.segments();
            Origin::There(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into())
        }
        ip @ IpAddr::V4(_) => Origin::There(ip),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn one_address_cannot_keep_the_others_out() {
        let connections = Connections::new(16);
        let mut tickets: Vec<Ticket> = (0..100).filter_map(|_| connections.admit(ip("10.0.0.9"))).collect();
        assert_eq!(tickets.len(), 100, "a newcomer takes the place of an older one");
        assert_eq!(connections.count(), 4);
        tickets.extend((0..20).filter_map(|n| connections.admit(ip(&format!("10.0.1.{n}")))));
        assert_eq!(connections.count(), 12, "a quarter is kept for this machine");
        tickets.extend((0..20).filter_map(|_| connections.admit(ip("::1"))));
        assert_eq!(connections.count(), 16);
        tickets.clear();
        assert_eq!(connections.count(), 0);
    }

    #[test]
    fn an_address_of_the_same_network_is_the_same_host() {
        let connections = Connections::new(16);
        let tickets: Vec<_> =
            (0..9).filter_map(|n| connections.admit(ip(&format!("2001:db8::{n}")))).collect();
        assert_eq!((tickets.len(), connections.count()), (9, 4));
    }

    #[test]
    fn the_busy_are_left_alone() {
        let connections = Connections::new(8);
        let busy: Vec<Ticket> = (0..8).filter_map(|_| connections.admit(ip("127.0.0.1"))).collect();
        busy.iter().for_each(|ticket| ticket.connection.begin());
        assert!(connections.admit(ip("127.0.0.1")).is_none());
        busy[3].connection.made();
        assert!(connections.admit(ip("127.0.0.1")).is_some());
        assert_eq!(connections.count(), 7);
    }

    #[tokio::test]
    async fn whoever_waits_for_an_answer_gets_it_before_the_end() {
        let connections = Connections::new(8);
        let tickets: Vec<Ticket> = (0..2).filter_map(|_| connections.admit(ip("127.0.0.1"))).collect();
        let tasks: Vec<_> = tickets
            .iter()
            .map(|ticket| {
                let task = tokio::spawn(std::future::pending::<()>());
                ticket.connection.is_served_by(task.abort_handle());
                task
            })
            .collect();
        let waiting = &tickets[1].connection;
        waiting.begin();
        assert!(!connections.is_swept());
        waiting.sent();
        assert!(!connections.is_swept(), "a flush before the answer is none");
        waiting.made();
        assert!(!connections.is_swept());
        tokio::task::yield_now().await;
        assert!(tasks[0].is_finished() && !tasks[1].is_finished());
        waiting.sent();
        assert!(connections.is_swept());
        for task in tasks {
            assert!(task.await.expect_err("it was ended").is_cancelled());
        }
    }

    #[tokio::test]
    async fn who_had_to_go_before_it_began_goes() {
        let connections = Connections::new(8);
        let ticket = connections.admit(ip("127.0.0.1")).expect("a place");
        connections.make_room();
        let task = tokio::spawn(std::future::pending::<()>());
        ticket.connection.is_served_by(task.abort_handle());
        assert!(task.await.expect_err("it was ended").is_cancelled());
    }
}
