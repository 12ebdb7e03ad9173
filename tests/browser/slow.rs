//! A server that hands its pages out slowly, piece by piece, as a network far away does: what a browser makes of the
//! pieces that it has so far is seen, and whether a later piece moves it.

use std::io::{BufRead, BufReader, Read, Result, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

/// How many pieces of how many bytes come first: what is seen at once is in them. The rest comes in as many pieces.
const FIRST: (usize, usize) = (14, 700);

/// Long enough for the browser to draw what it has.
const PAUSE: Duration = Duration::from_millis(40);

/// The same pages as at `url`, slowly.
pub(super) fn slowly(url: &str) -> String {
    let to = url.trim_start_matches("http://").to_owned();
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    thread::spawn(move || {
        for client in listener.incoming().flatten() {
            let to = to.clone();
            // Whoever goes away misses the rest.
            thread::spawn(move || drop(pass_on(client, &to)));
        }
    });
    format!("http://{address}")
}

/// Asks for what the client asks for, uncompressed, and passes on the answer; a page in pieces.
fn pass_on(mut client: TcpStream, to: &str) -> Result<()> {
    let mut request = String::new();
    for line in BufReader::new(client.try_clone()?).lines() {
        let line = line?;
        if line.is_empty() {
            break;
        }
        let name = line.split(':').next().unwrap_or_default().to_ascii_lowercase();
        if !["accept-encoding", "connection", "host", "if-none-match"].contains(&name.as_str()) {
            request += &format!("{line}\r\n");
        }
    }
    let mut server = TcpStream::connect(to)?;
    server.write_all(format!("{request}Host: {to}\r\nConnection: close\r\n\r\n").as_bytes())?;
    let mut answer = Vec::new();
    server.read_to_end(&mut answer)?;
    client.set_nodelay(true)?;
    let head = answer.windows(4).position(|end| end == b"\r\n\r\n").map_or(0, |at| at + 4);
    let (head, body) = answer.split_at(head);
    client.write_all(head)?;
    if !String::from_utf8_lossy(head).contains("text/html") {
        return client.write_all(body);
    }
    let mut rest = body;
    for piece in 1.. {
        let (now, later) =
            rest.split_at(cut(rest, if piece <= FIRST.0 { FIRST.1 } else { body.len() / FIRST.0 }));
        client.write_all(now)?;
        if later.is_empty() {
            break;
        }
        rest = later;
        thread::sleep(PAUSE);
    }
    Ok(())
}

/// Where a piece of about so many bytes ends: anywhere but within a heading, whose lines are made even and are therefore
/// broken anew when more of its words arrive.
fn cut(body: &[u8], bytes: usize) -> usize {
    const OPENS: [&[u8]; 3] = [b"<h1", b"<h2", b"<h3"];
    const CLOSES: [&[u8]; 3] = [b"</h1>", b"</h2>", b"</h3>"];
    let end = bytes.min(body.len());
    let starts = |at: usize, tags: [&[u8]; 3]| tags.iter().any(|tag| body[at..].starts_with(tag));
    let opened = (0..end).rfind(|at| starts(*at, OPENS));
    let closed = opened.and_then(|opened| (opened..body.len()).find(|at| starts(*at, CLOSES)));
    closed.map_or(end, |closed| end.max(closed + CLOSES[0].len()))
}
