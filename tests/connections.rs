//! The preview under many, slow and silent connections, and where the system gives few handles for files and sockets.

#![cfg(unix)]
#![allow(
    clippy::disallowed_methods,
    clippy::panic,
    reason = "tests look at the disk and may stop"
)]

mod support;

use std::fs;
use std::io::Write as _;
use std::net::TcpStream;
use std::process::Command;
use std::time::{Duration, Instant};

use support::fixtures;
use support::folder::Folder;
use support::server::{PATIENCE, Server, next_event};

const PAGE: &str = "/sub/en/about/";
const FILE: &str = "content/pages/about.en.md";
/// Far less than a half-sent request is waited for, and enough for a page on a busy machine.
const SOON: Duration = Duration::from_secs(5);

fn site(name: &str) -> Folder {
    Folder::with(name, &fixtures("sites/bilingual"))
}

/// Adds words to a page of the site.
fn edit(folder: &Folder, words: &str) {
    let text = fs::read_to_string(folder.join(FILE)).expect("the fixture has it");
    fs::write(folder.join(FILE), format!("{text}\n{words}\n")).expect("it can be written");
}

/// A page, which must come soon.
fn page(server: &Server) -> String {
    let start = Instant::now();
    let answer = server.get(PAGE);
    assert_eq!(answer.status, 200);
    assert!(start.elapsed() < SOON, "it took {:?}", start.elapsed());
    answer.text()
}

#[test]
fn half_sent_requests_hold_nobody_up() {
    let folder = site("halves");
    let server = Server::start_with_handles(folder.path(), 256);
    let halves: Vec<TcpStream> = (0..400)
        .map(|_| {
            let mut stream = TcpStream::connect(("127.0.0.1", server.port)).expect("it listens");
            stream
                .write_all(b"GET /sub/ HTTP/1.1\r\nHost: local")
                .expect("it reads");
            stream
        })
        .collect();
    page(&server);
    edit(&folder, "Words that came meanwhile.");
    server.line("rebuild");
    assert!(page(&server).contains("Words that came meanwhile."));
    drop(halves);
}

#[test]
fn two_hundred_tabs_are_told() {
    let folder = site("tabs");
    let server = Server::start(folder.path(), &[]);
    let mut tabs: Vec<_> = (0..200).map(|_| server.events(PAGE)).collect();
    let hashes: Vec<_> = tabs
        .iter_mut()
        .map(|tab| next_event(tab, "page")["hash"].clone())
        .collect();
    page(&server);
    edit(&folder, "Words for all.");
    for (tab, hash) in tabs.iter_mut().zip(hashes) {
        assert_ne!(next_event(tab, "page")["hash"], hash);
    }
}

/// Tabs that found no room for all of them: pages come still, and what is wrong is seen.
#[test]
fn more_tabs_than_there_is_room_for() {
    let folder = site("room");
    let server = Server::start_with_handles(folder.path(), 128);
    let mut tabs = Vec::new();
    for _ in 0..100 {
        let mut tab = server.events(PAGE);
        next_event(&mut tab, "hello");
        tabs.push(tab);
    }
    page(&server);
    edit(&folder, "[[nobody]]");
    let last = tabs.last_mut().expect("there are some");
    assert_eq!(next_event(last, "problems")["errors"], 0);
    assert_eq!(next_event(last, "problems")["errors"], 1);
}

/// How many handles the system gives the program from now on.
#[cfg(target_os = "linux")]
fn allow(server: &Server, handles: u32) {
    let limit = format!("--nofile={handles}:");
    let set = Command::new("prlimit")
        .args([&limit, "--pid", &server.id().to_string()])
        .status();
    assert!(
        set.is_ok_and(|status| status.success()),
        "the limit can be set"
    );
}

/// A moment without handles is no error of the site, and passes with the moment.
#[cfg(target_os = "linux")]
#[test]
fn a_want_of_handles_passes() {
    let folder = site("want");
    let server = Server::start(folder.path(), &[]);
    page(&server);
    allow(&server, 3);
    edit(&folder, "Words that could not be read.");
    assert_ne!(server.line("rebuild")["errors"], 0);
    // Whoever comes now waits.
    let mut tab = server.events(PAGE);
    std::thread::sleep(Duration::from_millis(200));
    allow(&server, 1024);
    let start = Instant::now();
    next_event(&mut tab, "hello");
    while server.line("rebuild")["errors"] != 0 {
        assert!(start.elapsed() < PATIENCE, "it stays without handles");
    }
    assert!(page(&server).contains("Words that could not be read."));
    assert_eq!(server.get("/sub/__bayan/problems.json").json()["errors"], 0);
}
