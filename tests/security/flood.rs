//! Attacks by number and by patience: silent, dripping and countless connections, and many different requests.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use crate::ARTICLE;
use crate::served::{Served, folder, path};

/// The server's own limit is 8 s; nothing silent stays longer than this.
const CLOSED_WITHIN: Duration = Duration::from_secs(10);

fn connect(address: SocketAddr) -> TcpStream {
    let socket = TcpStream::connect(address).expect("the server listens");
    socket.set_read_timeout(Some(Duration::from_secs(20))).expect("a time limit");
    socket
}

/// How long until the server closes.
fn closed_after(mut socket: TcpStream, began: Instant) -> Duration {
    let mut space = [0; 4096];
    while socket.read(&mut space).is_ok_and(|read| read > 0) {}
    began.elapsed()
}

#[test]
fn who_says_nothing_is_not_waited_for() {
    let folder = folder(&[("a.txt", ARTICLE.as_bytes())]);
    let mut served = Served::start(&["--port", "0", path(&folder)]);
    served.port();
    let address = served.address();
    let began = Instant::now();
    let mut waiting = Vec::new();
    for sent in
        ["", "GET / HT", "GET / HTTP/1.1\r\nHost: local", "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"]
    {
        let mut socket = connect(address);
        socket.write_all(sent.as_bytes()).expect("it is taken");
        waiting.push((sent, thread::spawn(move || closed_after(socket, began))));
    }
    // A header that comes a byte at a time, each within any limit between two bytes.
    let mut dripping = connect(address);
    let drip = thread::spawn(move || {
        let reading = dripping.try_clone().expect("a second handle");
        let writing = thread::spawn(move || {
            let head = format!("GET / HTTP/1.1\r\nHost: localhost\r\nX: {}", "a".repeat(200));
            for byte in head.bytes() {
                if dripping.write_all(&[byte]).is_err() {
                    break;
                }
                thread::sleep(Duration::from_millis(200));
            }
        });
        let took = closed_after(reading, began);
        writing.join().expect("it ends");
        took
    });
    for (sent, waiting) in waiting {
        let took = waiting.join().expect("it ends");
        assert!(took < CLOSED_WITHIN, "{sent:?} stayed for {took:?}");
    }
    let took = drip.join().expect("it ends");
    assert!(took < CLOSED_WITHIN, "dripping stayed for {took:?}");
    assert_eq!(served.get("/healthz").status, 200);
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

#[test]
fn eight_hundred_silent_connections_lock_nobody_out() {
    let folder = folder(&[("a.txt", ARTICLE.as_bytes())]);
    for descriptors in [256, 64] {
        let mut served = Served::with_descriptors(descriptors, &["--port", "0", path(&folder)]);
        served.port();
        let address = served.address();
        let ask = |why: &str| {
            let began = Instant::now();
            assert_eq!(served.get("/").status, 200, "{why}");
            began.elapsed()
        };
        let alone = median((0..20).map(|_| ask("nobody else is here")).collect());
        let mut silent = Vec::new();
        let mut times = Vec::new();
        for n in 0..800 {
            if let Ok(mut socket) = TcpStream::connect_timeout(&address, Duration::from_secs(5)) {
                if n % 2 == 0 {
                    drop(socket.write_all(b"GET / HTTP/1.1\r\nHo"));
                }
                silent.push(socket);
            }
            if n % 20 == 0 {
                times.push(ask(&format!("with {n} silent connections")));
            }
        }
        // A machine that is busy with other things is slow with and without them.
        let (among, most) = (median(times), Duration::from_millis(100).max(alone * 3));
        assert!(among < most, "{among:?} with {descriptors} descriptors, {alone:?} without connections");
        drop(silent);
        assert_eq!(served.get("/").status, 200);
    }
}

/// Half-open and dripping connections that come again when they are closed, until `stop`.
#[cfg(target_os = "linux")]
fn besiege(address: SocketAddr, connections: usize, drips: bool, stop: &std::sync::atomic::AtomicBool) {
    use std::sync::atomic::Ordering;
    let open = || {
        let socket = TcpStream::connect_timeout(&address, Duration::from_secs(2)).ok()?;
        socket.set_nonblocking(true).ok()?;
        (&socket).write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ").ok()?;
        Some(socket)
    };
    let mut sockets: Vec<Option<TcpStream>> = Vec::new();
    sockets.resize_with(connections, || None);
    while !stop.load(Ordering::Relaxed) {
        for place in &mut sockets {
            let closed = place.as_mut().is_none_or(|socket| {
                let waits = |error: std::io::Error| error.kind() == std::io::ErrorKind::WouldBlock;
                let open = socket.read(&mut [0; 64]).is_err_and(waits);
                !open || (drips && socket.write_all(b"a").is_err())
            });
            if closed {
                *place = open();
            }
            if stop.load(Ordering::Relaxed) {
                return;
            }
        }
        thread::sleep(Duration::from_millis(500));
    }
}

/// Takes a minute, and is run by itself: `cargo test --test security -- --ignored besieged`.
#[cfg(target_os = "linux")]
#[test]
#[ignore = "takes a minute"]
fn besieged_for_a_minute_it_serves_its_readers() {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    setrlimit(Resource::Nofile, limit).expect("as many files as may be");
    let folder = folder(&[("strike/a.txt", ARTICLE.as_bytes()), ("strike/b.txt", crate::OTHER.as_bytes())]);
    let mut served = Served::with_descriptors(1024, &["--port", "0", path(&folder)]);
    served.port();
    let address = served.address();
    let shelf = served.get("/").body;
    let story = shelf
        .split("href=\"")
        .find_map(|rest| rest.split('"').next().filter(|link| link.starts_with("/stories/")));
    let story = story.expect("a story").to_owned();
    let stop = std::sync::atomic::AtomicBool::new(false);
    let (mut times, mut longest_gap) = (Vec::new(), Duration::ZERO);
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| besiege(address, 500, false, &stop));
        }
        scope.spawn(|| besiege(address, 500, true, &stop));
        let began = Instant::now();
        let mut last_answer = Instant::now();
        while began.elapsed() < Duration::from_secs(60) {
            for target in ["/", &story] {
                let asked = Instant::now();
                let request =
                    format!("GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
                let mut answer = Vec::new();
                if let Ok(mut socket) = TcpStream::connect_timeout(&address, Duration::from_secs(10)) {
                    drop(socket.set_read_timeout(Some(Duration::from_secs(10))));
                    drop(socket.write_all(request.as_bytes()));
                    drop(socket.read_to_end(&mut answer));
                }
                if answer.starts_with(b"HTTP/1.1 200") {
                    times.push(asked.elapsed());
                    longest_gap = longest_gap.max(last_answer.elapsed());
                    last_answer = Instant::now();
                }
            }
            thread::sleep(Duration::from_millis(100));
        }
        longest_gap = longest_gap.max(last_answer.elapsed());
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
    });
    times.sort();
    let median = times[times.len() / 2];
    eprintln!(
        "{} pages, median {median:?}, slowest {:?}, longest gap between answers {longest_gap:?}",
        times.len(),
        times[times.len() - 1]
    );
    assert!(median < Duration::from_millis(100), "{median:?}");
    assert!(longest_gap < CLOSED_WITHIN, "{longest_gap:?}");
    assert_eq!(served.get("/healthz").status, 200);
}

#[test]
fn it_ends_within_five_seconds_whoever_stalls() {
    let folder = folder(&[("a.txt", ARTICLE.as_bytes())]);
    let mut served = Served::start(&["--port", "0", path(&folder)]);
    served.port();
    let address = served.address();
    let stalled: Vec<TcpStream> = (0..50)
        .map(|n| {
            let mut socket = connect(address);
            let sent: &[u8] = if n % 2 == 0 { b"GET / HTTP/1.1\r\nHost: lo" } else { b"" };
            socket.write_all(sent).expect("it is taken");
            socket
        })
        .collect();
    let load: Vec<_> = (0..4)
        .map(|_| {
            thread::spawn(move || {
                let request = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
                let Ok(mut socket) = TcpStream::connect(address) else { return };
                let mut space = [0; 65536];
                while socket.write_all(request).is_ok() && socket.read(&mut space).is_ok_and(|read| read > 0)
                {
                }
            })
        })
        .collect();
    thread::sleep(Duration::from_millis(200));
    let (took, code) = served.terminate();
    assert!(took < Duration::from_secs(5), "{took:?}");
    assert_eq!(code, Some(0));
    load.into_iter().for_each(|thread| thread.join().expect("it ends"));
    drop(stalled);
}

#[cfg(target_os = "linux")]
#[test]
fn ten_thousand_queries_leave_the_memory_flat() {
    let folder = folder(&[("a.txt", ARTICLE.as_bytes())]);
    let mut served = Served::start(&["--port", "0", path(&folder)]);
    served.port();
    let mut socket = connect(served.address());
    let mut ask = |n: usize| {
        let request =
            format!("GET /?q=evil{n}&page={n} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n");
        socket.write_all(request.as_bytes()).expect("it is taken");
        let mut answer = Vec::new();
        let mut space = [0; 65536];
        loop {
            let read = socket.read(&mut space).expect("an answer");
            assert!(read > 0, "closed at {n}");
            answer.extend_from_slice(&space[..read]);
            let text = String::from_utf8_lossy(&answer);
            let Some(end) = text.find("\r\n\r\n") else { continue };
            let length = text[..end].lines().find_map(|line| line.strip_prefix("content-length: "));
            let length: usize = length.and_then(|length| length.parse().ok()).expect("a length");
            if answer.len() >= end + 4 + length {
                break;
            }
        }
    };
    (0..500).for_each(&mut ask);
    let before = served.memory();
    (500..10_000).for_each(&mut ask);
    let after = served.memory();
    // The cache may fill: 48 MB at most, far less with pages as small as these.
    assert!(after < before + 40_000_000, "from {before} to {after} bytes");
}
