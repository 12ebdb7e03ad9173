//! What the tests of the binary share: folders of articles, the program started, requests written by hand.

#![allow(unreachable_pub, reason = "shared by several test binaries")]
#![allow(dead_code, reason = "each test binary uses its own part")]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use tempfile::TempDir;

pub fn abreast(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_abreast"));
    command.args(args).stdin(Stdio::null());
    command
}

pub fn run(args: &[&str]) -> Output {
    abreast(args).output().expect("the binary runs")
}

pub fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("inside the folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
    folder
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

pub fn path(folder: &TempDir) -> &str {
    folder.path().to_str().expect("a path in UTF-8")
}

/// A server that is stopped at the end of the test, and the lines that it prints.
pub struct Served {
    pub child: Child,
    lines: mpsc::Receiver<String>,
    pub printed: Vec<String>,
    pub port: u16,
}

impl Served {
    pub fn start(args: &[&str]) -> Served {
        Served::spawn(&mut abreast(args))
    }

    /// Starts with at most so many open files.
    pub fn with_descriptors(descriptors: usize, args: &[&str]) -> Served {
        let script = format!("ulimit -n {descriptors}; exec \"$0\" \"$@\"");
        let mut command = Command::new("sh");
        command.arg("-c").arg(script).arg(env!("CARGO_BIN_EXE_abreast")).args(args).stdin(Stdio::null());
        Served::spawn(&mut command)
    }

    /// Starts it as this command.
    pub fn spawn(command: &mut Command) -> Served {
        let mut child = command.stderr(Stdio::piped()).stdout(Stdio::null()).spawn().expect("it starts");
        let stderr = child.stderr.take().expect("a pipe");
        let (send, lines) = mpsc::channel();
        std::thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                if send.send(line).is_err() {
                    break;
                }
            }
        });
        Served { child, lines, printed: Vec::new(), port: 0 }
    }

    /// The port in the URL that is printed, once everything is read.
    pub fn port(&mut self) -> u16 {
        let line = self.line_with("http://");
        let authority = line.split("http://").nth(1).and_then(|rest| rest.split('/').next());
        let port = authority.and_then(|authority| authority.rsplit(':').next());
        self.port = port.and_then(|port| port.parse().ok()).expect("a port in the URL");
        let until = Instant::now() + Duration::from_secs(30);
        while self.get("/healthz").status != 200 {
            assert!(Instant::now() < until, "still reading");
            std::thread::sleep(Duration::from_millis(20));
        }
        self.port
    }

    /// Waits for a line that contains this.
    pub fn line_with(&mut self, part: &str) -> String {
        let until = Instant::now() + Duration::from_secs(60);
        while let Ok(line) = self.lines.recv_timeout(until.saturating_duration_since(Instant::now())) {
            self.printed.push(line.clone());
            if line.contains(part) {
                return line;
            }
        }
        panic!("no line with {part:?}: {:?}", self.printed);
    }

    /// Whether it says this, or has said it: waits for it as long as any machine may need.
    pub fn says(&mut self, part: &str) -> bool {
        let until = Instant::now() + Duration::from_secs(30);
        while !self.printed.iter().any(|line| line.contains(part)) {
            match self.lines.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(line) => self.printed.push(line),
                Err(_) => return false,
            }
        }
        true
    }

    pub fn address(&self) -> SocketAddr {
        SocketAddr::from(([127, 0, 0, 1], self.port))
    }

    pub fn get(&self, target: &str) -> Answer {
        self.get_with(target, "")
    }

    /// A GET with more header lines, each with its line end.
    pub fn get_with(&self, target: &str, headers: &str) -> Answer {
        get(self.address(), "localhost", target, headers)
    }

    /// Ends it as the system would, and says how long that took and how it ended.
    pub fn terminate(&mut self) -> (Duration, Option<i32>) {
        let began = Instant::now();
        self.signal("-TERM");
        let status = self.child.wait().expect("it ends");
        (began.elapsed(), status.code())
    }

    /// Sends a signal, as `-TERM`.
    pub fn signal(&self, signal: &str) {
        let sent = Command::new("kill").args([signal, &self.child.id().to_string()]).status();
        assert!(sent.expect("kill runs").success());
    }

    /// Bytes of memory that it has in use.
    pub fn memory(&self) -> usize {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("Linux");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("a size");
        line.trim().trim_end_matches(" kB").parse::<usize>().expect("a number") * 1024
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// What came back for a request: status 0 where the connection was closed without a word.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
    /// All that came, with what followed the first answer.
    pub all: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }
}

pub fn get(address: SocketAddr, host: &str, target: &str, headers: &str) -> Answer {
    let request = format!("GET {target} HTTP/1.1\r\nHost: {host}\r\n{headers}Connection: close\r\n\r\n");
    send(address, request.as_bytes())
}

/// Sends bytes, ends sending, and reads until the server closes.
pub fn send(address: SocketAddr, bytes: &[u8]) -> Answer {
    let mut socket = TcpStream::connect(address).expect("the server listens");
    socket.set_read_timeout(Some(Duration::from_secs(15))).expect("a time limit");
    // The server may answer, and close, before it has taken all.
    drop(socket.write_all(bytes));
    drop(socket.shutdown(Shutdown::Write));
    let mut all = Vec::new();
    let mut space = [0; 65536];
    loop {
        match socket.read(&mut space) {
            Ok(0) => break,
            Ok(read) => all.extend_from_slice(&space[..read]),
            Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => break,
            Err(error) => panic!("{error} after {}", text(&all)),
        }
    }
    let all = text(&all);
    let (head, body) = all.split_once("\r\n\r\n").unwrap_or((&all, ""));
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    Answer { status, head: head.to_owned(), body: body.to_owned(), all: all.clone() }
}
