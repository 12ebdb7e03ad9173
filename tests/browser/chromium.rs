//! A headless Chromium, spoken to over its debugging pipe: a line of JSON there, a line of JSON back. No driver and
//! no further crate is needed; a shell maps the pipe to the file descriptors that Chromium expects.

#![allow(unreachable_pub, reason = "a module of a test crate")]
#![allow(dead_code, reason = "each test crate uses its own part")]

use std::io::{BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// Names under which Chromium is installed.
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// A running browser with one page.
pub struct Browser {
    child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    next: u64,
    session: Option<String>,
    events: Vec<Value>,
    scripts: bool,
    _profile: tempfile::TempDir,
}

impl Browser {
    /// Starts one; `None` where none is installed.
    pub fn start() -> Option<Browser> {
        let name = NAMES.iter().find(|name| {
            Command::new(name).arg("--version").output().is_ok_and(|output| output.status.success())
        })?;
        let profile = tempfile::tempdir().expect("a folder for the profile");
        let mut child = Command::new("sh")
            .args(["-c", "exec \"$0\" \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>&1", name])
            .args([
                "--headless",
                "--remote-debugging-pipe",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
            ])
            .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
            .args(["--disable-dev-shm-usage", "--hide-scrollbars"])
            // A name that is no "localhost": pages of it are not trusted with the clipboard, as on a network.
            .arg("--host-resolver-rules=MAP reading.test 127.0.0.1")
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a shell");
        let to = child.stdin.take().expect("piped");
        let from = BufReader::new(child.stdout.take().expect("piped"));
        let (session, events) = (None, Vec::new());
        let mut browser =
            Browser { child, to, from, next: 0, session, events, scripts: true, _profile: profile };
        let target = browser.call("Target.createTarget", json!({ "url": "about:blank" }));
        let attached =
            browser.call("Target.attachToTarget", json!({ "targetId": target["targetId"], "flatten": true }));
        browser.session = Some(attached["sessionId"].as_str().expect("a session").to_owned());
        browser.call("Page.enable", json!({}));
        browser.call("Network.enable", json!({}));
        Some(browser)
    }

    /// Calls a method of the debugging protocol and waits for its result.
    pub fn call(&mut self, method: &str, params: Value) -> Value {
        self.next += 1;
        let mut message = json!({ "id": self.next, "method": method, "params": params });
        if let Some(session) = &self.session {
            message["sessionId"] = json!(session);
        }
        self.to.write_all(message.to_string().as_bytes()).expect("Chromium listens");
        self.to.write_all(b"\0").expect("Chromium listens");
        self.to.flush().expect("Chromium listens");
        loop {
            let answer = self.read();
            if answer["id"] == json!(self.next) {
                assert!(answer["error"].is_null(), "{method}: {}", answer["error"]);
                return answer["result"].clone();
            }
            self.events.push(answer);
        }
    }

    fn read(&mut self) -> Value {
        let mut message = Vec::new();
        let mut byte = [0];
        loop {
            self.from.read_exact(&mut byte).expect("Chromium answers");
            if byte[0] == 0 {
                return serde_json::from_slice(&message).expect("JSON");
            }
            message.push(byte[0]);
        }
    }

    /// Sets the size of the window, in CSS pixels.
    pub fn size(&mut self, width: u32, height: u32) {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.call("Emulation.setDeviceMetricsOverride", metrics);
    }

    /// Makes it a phone: a small window, a finger for a pointer.
    pub fn phone(&mut self) {
        let metrics = json!({ "width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": true });
        self.call("Emulation.setDeviceMetricsOverride", metrics);
        self.call("Emulation.setTouchEmulationEnabled", json!({ "enabled": true }));
    }

    /// What the system prefers: `prefers-color-scheme`, `forced-colors` and so on, with its value.
    pub fn prefers(&mut self, features: &[(&str, &str)]) {
        let features: Vec<Value> =
            features.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
        self.call("Emulation.setEmulatedMedia", json!({ "features": features }));
    }

    /// Lays pages out as on paper from now on.
    pub fn paper(&mut self) {
        self.call("Emulation.setEmulatedMedia", json!({ "media": "print" }));
    }

    /// Presses a key, by its name ("Tab", "Enter") or its letter.
    pub fn press(&mut self, key: &str) {
        let (code, text) = match key {
            "Tab" => (9, ""),
            "Enter" => (13, "\r"),
            "Escape" => (27, ""),
            " " => (32, " "),
            letter => (0, letter),
        };
        for kind in ["keyDown", "keyUp"] {
            let mut params = json!({ "type": kind, "key": key, "windowsVirtualKeyCode": code });
            if kind == "keyDown" && !text.is_empty() {
                params["text"] = json!(text);
            }
            self.call("Input.dispatchKeyEvent", params);
        }
    }

    /// Moves the pointer, without pressing it.
    pub fn hover(&mut self, x: f64, y: f64) {
        self.call("Input.dispatchMouseEvent", json!({ "type": "mouseMoved", "x": x, "y": y }));
    }

    /// Presses the button of the mouse (`mousePressed`) or lets it go (`mouseReleased`), for the `clicks`-th time.
    pub fn button(&mut self, kind: &str, (x, y): (f64, f64), clicks: u32) {
        let held = u32::from(kind == "mousePressed");
        self.call(
            "Input.dispatchMouseEvent",
            json!({ "type": kind, "x": x, "y": y, "button": "left", "buttons": held, "clickCount": clicks }),
        );
    }

    /// Clicks there with the mouse.
    pub fn click(&mut self, at: (f64, f64)) {
        self.hover(at.0, at.1);
        self.button("mousePressed", at, 1);
        self.button("mouseReleased", at, 1);
    }

    /// Draws the pointer from one place to another with its button held down.
    pub fn draw(&mut self, from: (f64, f64), to: (f64, f64)) {
        self.hover(from.0, from.1);
        self.button("mousePressed", from, 1);
        for step in 1..=6 {
            let part = f64::from(step) / 6.0;
            let (x, y) = (from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part);
            let moved = json!({ "type": "mouseMoved", "x": x, "y": y, "button": "left", "buttons": 1 });
            self.call("Input.dispatchMouseEvent", moved);
        }
        self.button("mouseReleased", to, 1);
    }

    /// Drags what can be dragged from one place and drops it at another, as the system would.
    pub fn drag(&mut self, from: (f64, f64), to: (f64, f64)) {
        self.call("Input.setInterceptDrags", json!({ "enabled": true }));
        self.hover(from.0, from.1);
        self.button("mousePressed", from, 1);
        for x in [from.0 + 4.0, from.0 + 16.0] {
            let moved = json!({ "type": "mouseMoved", "x": x, "y": from.1, "button": "left", "buttons": 1 });
            self.call("Input.dispatchMouseEvent", moved);
        }
        let begun = |event: &Value| event["method"] == "Input.dragIntercepted";
        while !self.events.iter().any(begun) {
            let event = self.read();
            self.events.push(event);
        }
        let data = self.events.iter().find(|event| begun(event)).expect("found")["params"]["data"].clone();
        for kind in ["dragEnter", "dragOver", "drop"] {
            let event = json!({ "type": kind, "x": to.0, "y": to.1, "data": data });
            self.call("Input.dispatchDragEvent", event);
        }
        self.button("mouseReleased", to, 1);
        self.call("Input.setInterceptDrags", json!({ "enabled": false }));
    }

    /// Touches a place and lets go.
    pub fn tap(&mut self, (x, y): (f64, f64)) {
        self.call(
            "Input.dispatchTouchEvent",
            json!({ "type": "touchStart", "touchPoints": [{ "x": x, "y": y }] }),
        );
        self.call("Input.dispatchTouchEvent", json!({ "type": "touchEnd", "touchPoints": [] }));
    }

    /// Draws a finger over the page by so much.
    pub fn swipe(&mut self, from: (f64, f64), by: (f64, f64)) {
        let touch = |(x, y): (f64, f64)| json!([{ "x": x, "y": y }]);
        let event = |kind: &str, points: Value| json!({ "type": kind, "touchPoints": points });
        self.call("Input.dispatchTouchEvent", event("touchStart", touch(from)));
        for step in 1..=12 {
            let part = f64::from(step) / 12.0;
            let at = (from.0 + by.0 * part, from.1 + by.1 * part);
            self.call("Input.dispatchTouchEvent", event("touchMove", touch(at)));
            std::thread::sleep(Duration::from_millis(10));
        }
        self.call("Input.dispatchTouchEvent", event("touchEnd", json!([])));
    }

    /// The middle of the first line of what `selector` names.
    #[track_caller]
    pub fn middle(&mut self, selector: &str) -> (f64, f64) {
        let found = self.evaluate(&format!(
            "(() => {{
                const rect = document.querySelector({selector:?}).getClientRects()[0];
                return [rect.left + rect.width / 2, rect.top + rect.height / 2];
            }})()"
        ));
        (found[0].as_f64().expect("a number"), found[1].as_f64().expect("a number"))
    }

    /// Waits until an expression is true in the page: long, for whatever else the machine may be doing.
    #[track_caller]
    pub fn wait_for(&mut self, expression: &str) {
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(60) {
            // While a page is being left, there is nothing to ask.
            if self.evaluate(&format!(
                "(() => {{ try {{ return !!({expression}) }} catch {{ return false }} }})()"
            )) == true
            {
                return;
            }
            std::thread::sleep(Duration::from_millis(25));
        }
        panic!("never true: {expression}");
    }

    /// Switches the scripts of pages on or off; `evaluate` works either way.
    pub fn scripts(&mut self, on: bool) {
        self.scripts = on;
        self.call("Emulation.setScriptExecutionDisabled", json!({ "value": !on }));
    }

    /// Opens a page and waits until it is loaded, the scripts of a desk with it: the last of them adds a button.
    pub fn open(&mut self, url: &str) {
        self.events.clear();
        self.call("Page.navigate", json!({ "url": url }));
        while !self.events.iter().any(|event| event["method"] == "Page.loadEventFired") {
            let event = self.read();
            self.events.push(event);
        }
        if self.scripts {
            self.wait_for(
                "!document.querySelector('script[src*=desk]') || document.querySelector('#legend > button')",
            );
        }
    }

    /// Addresses that were asked for since the page was opened.
    pub fn requests(&self) -> Vec<String> {
        self.events
            .iter()
            .filter(|event| event["method"] == "Network.requestWillBeSent")
            .filter_map(|event| event["params"]["request"]["url"].as_str().map(str::to_owned))
            .collect()
    }

    /// The value of an expression in the page; promises are waited for.
    pub fn evaluate(&mut self, expression: &str) -> Value {
        let params = json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        let result = self.call("Runtime.evaluate", params);
        assert!(result["exceptionDetails"].is_null(), "{expression}: {}", result["exceptionDetails"]);
        result["result"]["value"].clone()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
