//! Pages that are asked for again are packed again, as small as can be: by one thread, that gives way to all others.
//!
//! The first who asks waits while a page is packed, so that is done quickly; what is sent often is worth more time.

use std::io::Read;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, OnceLock, Weak};

use bytes::Bytes;

use super::cache::{Cache, Kept, Key};
use super::compress;

/// Pages that wait to be packed. Others are turned away until there is room: they come again as they are asked for.
const WAITING: usize = 64;

/// A page of one edition. The edition is not kept for it.
type Work = (Weak<Cache>, Key);

/// The way to the thread; it begins with the first page, and ends with this.
#[derive(Default)]
pub(super) struct Packer(OnceLock<SyncSender<Work>>);

impl Packer {
    /// Has a page packed again, the first time that this is asked.
    pub(super) fn pack(&self, cache: &Arc<Cache>, key: &Key, kept: &Kept) {
        if !kept.is_to_pack() {
            return;
        }
        let send = self.0.get_or_init(|| {
            let (send, receive) = sync_channel(WAITING);
            std::thread::spawn(move || work(&receive));
            send
        });
        if send.try_send((Arc::downgrade(cache), key.clone())).is_err() {
            kept.pack_later();
        }
    }
}

fn work(receive: &Receiver<Work>) {
    // On Linux this is the priority of the thread alone; elsewhere it would be that of all.
    #[cfg(target_os = "linux")]
    let _ = rustix::process::setpriority_process(None, 19);
    for (cache, key) in receive {
        let Some(kept) = cache.upgrade().and_then(|cache| cache.get(&key)) else { continue };
        let mut plain = Vec::new();
        if compress::unpacked(kept.body()).read_to_end(&mut plain).is_err() {
            continue;
        }
        drop(kept);
        let smaller = key.encoding.pack(&plain);
        if let Some((cache, smaller)) = cache.upgrade().zip(smaller) {
            // A copy, as in `site::make`.
            cache.shrink(&key, Bytes::copy_from_slice(&smaller));
        }
    }
}
