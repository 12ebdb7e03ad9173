//! The machine's own name on the network (`name.local`), so that guests can type the address.
//!
//! Most systems answer for their name themselves; where nobody does, this does. It tells a name and a port, nothing
//! of what is read there.

use std::collections::BTreeSet;
use std::net::IpAddr;
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use mdns_sd::{HostnameResolutionEvent, ServiceDaemon, ServiceInfo};

/// How long the network is asked who has the name.
const ASKED_FOR: Duration = Duration::from_millis(700);

/// What browsers look for.
const SERVICE: &str = "_http._tcp.local.";

/// The name, or the search for whoever has it.
pub struct Announced {
    host: String,
    search: Mutex<Search>,
}

enum Search {
    Running(Receiver<bool>),
    Done(bool),
}

impl Announced {
    /// Looks who answers for `name`, without `.local`, and answers for it if nobody does. Returns at once.
    pub fn start(name: &str, port: u16) -> Arc<Announced> {
        let host = format!("{name}.local");
        let (send, receive) = channel();
        let searched = host.clone();
        std::thread::spawn(move || {
            // Nobody may wait for it any more.
            let _ = send.send(has_own_address(&searched, port).unwrap_or(false));
        });
        Arc::new(Announced { host, search: Mutex::new(Search::Running(receive)) })
    }

    /// The name, once it is known to lead here. Waits for the search, but not for longer than it takes.
    pub fn name(&self) -> Option<&str> {
        let mut search = self.search.lock().unwrap_or_else(PoisonError::into_inner);
        if let Search::Running(receive) = &*search {
            *search = Search::Done(receive.recv_timeout(ASKED_FOR * 2).unwrap_or(false));
        }
        matches!(*search, Search::Done(true)).then_some(self.host.as_str())
    }
}

/// Whether `host` leads to this machine; where it leads nowhere, it is made to, for as long as the program runs.
fn has_own_address(host: &str, port: u16) -> mdns_sd::Result<bool> {
    let asking = ServiceDaemon::new()?;
    let found = asking.resolve_hostname(&format!("{host}."), u64::try_from(ASKED_FOR.as_millis()).ok())?;
    let own: BTreeSet<IpAddr> =
        if_addrs::get_if_addrs().unwrap_or_default().iter().map(if_addrs::Interface::ip).collect();
    let until = Instant::now() + ASKED_FOR;
    let mut taken = false;
    while let Ok(event) = found.recv_timeout(until.saturating_duration_since(Instant::now())) {
        if let HostnameResolutionEvent::AddressesFound(_, addresses) = event {
            if addresses.iter().any(|address| own.contains(&address.to_ip_addr())) {
                asking.shutdown()?;
                return Ok(true);
            }
            taken = true;
        }
    }
    if taken {
        asking.shutdown()?;
        return Ok(false);
    }
    let name = host.trim_end_matches(".local");
    let instance = format!("Abreast on {name}");
    let mut service =
        ServiceInfo::new(SERVICE, &instance, &format!("{host}."), "", port, None)?.enable_addr_auto();
    // Nobody answered just now: that was the probe.
    service.set_requires_probe(false);
    asking.register(service)?;
    Ok(true)
}
