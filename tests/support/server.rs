//! A running preview, and requests to it.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::TODAY;

/// Nothing that is asked for here takes longer, however busy the machine is.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// A preview in a process of its own; ended when it is dropped.
pub(crate) struct Server {
    process: Child,
    pub(crate) port: u16,
    /// What it prints, line by line.
    pub(crate) lines: Receiver<Value>,
}

/// An answer.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error} in {}", self.text()))
    }
}

impl Server {
    /// Starts a preview of a project at a port that is free.
    pub(crate) fn start(root: &Path, more: &[&str]) -> Self {
        Self::spawn(root, &[&["--port", "0"], more].concat()).serving()
    }

    /// The same in a process that may hold so many files and sockets, and cannot ask for more.
    #[cfg(unix)]
    pub(crate) fn start_with_handles(root: &Path, handles: u32) -> Self {
        let mut shell = Command::new("sh");
        shell.args([
            "-c",
            &format!("ulimit -n {handles} && exec \"$0\" \"$@\""),
            env!("CARGO_BIN_EXE_bayan"),
        ]);
        Self::run(shell, root, &["--port", "0"]).serving()
    }

    /// Starts the program without waiting for it.
    pub(crate) fn spawn(root: &Path, more: &[&str]) -> Self {
        Self::spawn_in(root, more, &[])
    }

    /// The same with variables of the environment.
    pub(crate) fn spawn_in(root: &Path, more: &[&str], env: &[(&str, &str)]) -> Self {
        let mut program = Command::new(env!("CARGO_BIN_EXE_bayan"));
        program.envs(env.iter().copied());
        Self::run(program, root, more)
    }

    fn run(mut program: Command, root: &Path, more: &[&str]) -> Self {
        let mut process = program
            .args([
                "serve",
                "--today",
                TODAY,
                "--message-format",
                "json",
                "--root",
            ])
            .arg(root)
            .args(more)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program can be started");
        let output = BufReader::new(process.stdout.take().expect("it is piped"));
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                if sender
                    .send(serde_json::from_str(&line).unwrap_or(Value::String(line)))
                    .is_err()
                {
                    return;
                }
            }
        });
        Self {
            process,
            port: 0,
            lines,
        }
    }

    /// Waits for its first site, and notes where it is.
    fn serving(mut self) -> Self {
        let serving = self.line("serving");
        let url = serving["url"].as_str().unwrap_or_default();
        let port = url
            .rsplit(':')
            .next()
            .and_then(|rest| rest.split('/').next())
            .and_then(|port| port.parse().ok());
        self.port = port.unwrap_or_else(|| panic!("no port in {serving}"));
        self
    }

    /// The next printed line of a type.
    pub(crate) fn line(&self, kind: &str) -> Value {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            match self.lines.recv_timeout(PATIENCE) {
                Ok(line) if line["type"] == kind => return line,
                Ok(_) => {}
                Err(_) => break,
            }
        }
        panic!("no line of type {kind}")
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[])
    }

    /// Sends a request as it stands; a `Host` is added where none is given.
    pub(crate) fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        ask(self.port, method, path, headers)
            .unwrap_or_else(|error| panic!("{method} {path}: {error}"))
    }

    /// A connection on which events come.
    pub(crate) fn events(&self, page: &str) -> BufReader<TcpStream> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        stream
            .set_read_timeout(Some(PATIENCE))
            .expect("a time can be set");
        let request =
            format!("GET /sub/__bayan/events?page={page} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        stream.write_all(request.as_bytes()).expect("it reads");
        BufReader::new(stream)
    }

    /// The number of its process.
    pub(crate) fn id(&self) -> u32 {
        self.process.id()
    }

    pub(crate) fn signal(&self, name: &str) {
        let sent = Command::new("kill")
            .args([&format!("-{name}"), &self.process.id().to_string()])
            .status();
        assert!(
            sent.is_ok_and(|status| status.success()),
            "{name} can be sent"
        );
    }

    /// Waits for the end; the exit code.
    pub(crate) fn end(&mut self) -> Option<i32> {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if let Some(status) = self.process.try_wait().expect("it can be waited for") {
                return status.code();
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        panic!("it does not end")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // OK because it may have ended already.
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// One request on a connection of its own.
pub(crate) fn ask(
    port: u16,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
) -> std::io::Result<Answer> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut request = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
    if !headers.iter().any(|(name, _)| *name == "Host") {
        request.push_str("Host: localhost\r\n");
    }
    headers
        .iter()
        .for_each(|(name, value)| request.push_str(&format!("{name}: {value}\r\n")));
    stream.write_all(format!("{request}\r\n").as_bytes())?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    let end = bytes
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .ok_or(std::io::ErrorKind::UnexpectedEof)?;
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok())
        .unwrap_or(0);
    let headers = head
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once(": "));
    let headers: BTreeMap<String, String> = headers
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect();
    Ok(Answer {
        status,
        headers,
        body: bytes[end + 4..].to_vec(),
    })
}

/// The next event of a name; its data.
pub(crate) fn next_event(events: &mut impl BufRead, name: &str) -> Value {
    let mut line = String::new();
    let mut current = String::new();
    loop {
        line.clear();
        assert!(
            events.read_line(&mut line).expect("events come") > 0,
            "the connection ended before {name}"
        );
        if let Some(event) = line.trim_end().strip_prefix("event: ") {
            event.clone_into(&mut current);
        } else if let Some(data) = line
            .trim_end()
            .strip_prefix("data: ")
            .filter(|_| current == name)
        {
            return serde_json::from_str(data).expect("data is JSON");
        }
    }
}
