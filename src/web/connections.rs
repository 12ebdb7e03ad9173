//! The open connections, bounded: for each address, for the network, and in all.
//!
//! A newcomer over a bound does not wait outside, where attackers would keep readers from coming in: it takes the
//! place of the connection of the heaviest address that has been silent for longest. Connections whose request is
//! being answered are left alone.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use tokio::sync::Notify;

/// All open connections.
pub(super) struct Connections {
    most: usize,
    start: Instant,
    open: Mutex<Open>,
    emptied: Notify,
}

#[derive(Default)]
struct Open {
    next: u64,
    connections: BTreeMap<u64, Arc<Connection>>,
}

/// One open connection.
pub(super) struct Connection {
    from: Origin,
    start: Instant,
    busy: AtomicBool,
    touched: AtomicU64,
    /// Told when the connection has to make room.
    pub(super) gone: Notify,
}

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
        Arc::new(Connections {
            most: most.max(8),
            start: Instant::now(),
            open: Mutex::default(),
            emptied: Notify::new(),
        })
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
                start: self.start,
                busy: AtomicBool::new(false),
                touched: AtomicU64::new(0),
                gone: Notify::new(),
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

    /// Ends all silent connections and waits for the others.
    pub(super) async fn drain(&self) {
        while self.lock().make_room(|_| true) {}
        while !self.lock().connections.is_empty() {
            self.emptied.notified().await;
        }
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
            if in_question(one.from) && !one.busy.load(Ordering::Relaxed) {
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
            connection.gone.notify_one();
        }
        true
    }
}

impl Connection {
    /// Notes that something happened.
    pub(super) fn touch(&self) {
        let now = u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.touched.store(now, Ordering::Relaxed);
    }

    /// Notes whether a request is being answered.
    pub(super) fn set_busy(&self, busy: bool) {
        self.touch();
        self.busy.store(busy, Ordering::Relaxed);
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        let mut open = self.connections.lock();
        open.connections.remove(&self.number);
        if open.connections.is_empty() {
            self.connections.emptied.notify_one();
        }
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
        busy.iter().for_each(|ticket| ticket.connection.set_busy(true));
        assert!(connections.admit(ip("127.0.0.1")).is_none());
        busy[3].connection.set_busy(false);
        assert!(connections.admit(ip("127.0.0.1")).is_some());
        assert_eq!(connections.count(), 7);
    }
}
