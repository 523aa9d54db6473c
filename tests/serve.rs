//! The preview as a browser meets it: a process, HTTP and files on disk.

#![allow(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests look at the disk and may stop"
)]

mod support;

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::net::{TcpListener, UdpSocket};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use support::disk::{self, Dice};
use support::folder::{Folder, bayan, build};
use support::server::{PATIENCE, Server, ask, next_event};
use support::{fixtures, tree};

const ONE: &str = "/sub/en/articles/paired/";

/// The bilingual fixture, with a theme of its own; it stands under `/sub/`.
fn site(name: &str) -> Folder {
    let folder = Folder::with(name, &fixtures("sites/bilingual"));
    let config = folder.join("bayan.yaml");
    let text = fs::read_to_string(&config).expect("it has a configuration");
    fs::write(&config, format!("{text}theme: plain\n")).expect("it can be written");
    disk::themes(folder.path());
    fs::create_dir_all(folder.join("static")).expect("a folder can be made");
    fs::write(
        folder.join("static/big.bin"),
        (0..=255).cycle().take(300_000).collect::<Vec<u8>>(),
    )
    .expect("it is written");
    folder
}

/// A page without the tags of the preview.
fn bare(html: &[u8]) -> Vec<u8> {
    let mut text = String::from_utf8_lossy(html).into_owned();
    for (start, end) in [
        ("<link rel=\"stylesheet\" href=\"/sub/__bayan/", ">"),
        ("<script type=\"module\" src=\"/sub/__bayan/", "</script>"),
    ] {
        let at = text
            .find(start)
            .unwrap_or_else(|| panic!("no {start} in {text}"));
        let length = text[at..].find(end).expect("the tag ends") + end.len();
        text.replace_range(at..at + length, "");
    }
    text.into_bytes()
}

fn path(output: &str) -> String {
    let inner = output
        .strip_suffix("index.html")
        .filter(|inner| inner.is_empty() || inner.ends_with('/'));
    let encoded: String = inner
        .unwrap_or(output)
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02x}"),
        })
        .collect();
    format!("/sub/{encoded}")
}

/// What a clean build writes, or `None` where it fails.
fn clean(root: &Path) -> Option<tree::Tree> {
    let output = Folder::new("clean");
    let run = build(
        root,
        &["-o", output.path().to_str().expect("it is UTF-8")],
        &[],
    );
    (run.code == 0).then(|| tree::read(output.path()))
}

/// Everything that is served beside everything that is built.
fn differences(server: &Server, built: &tree::Tree) -> Vec<String> {
    let mut served = tree::Tree::new();
    for name in built.keys() {
        let answer = server.get(&path(name));
        let is_html = answer.header("content-type").starts_with("text/html");
        let body = if is_html {
            bare(&answer.body)
        } else {
            answer.body.clone()
        };
        served.insert(
            name.clone(),
            if answer.status == 200 {
                body
            } else {
                answer.status.to_string().into_bytes()
            },
        );
    }
    tree::differences(built, &served)
}

#[test]
fn what_is_served_is_what_is_built() {
    let folder = site("served");
    let server = Server::start(folder.path(), &[]);
    assert_eq!(server.get(ONE).status, 200);
    assert!(
        !folder.join("public").exists() && !folder.join(".bayan").exists(),
        "nothing is written"
    );
    let built = clean(folder.path()).expect("the fixture is sound");
    assert!(built.len() > 40);
    let faults = differences(&server, &built);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Path, then status, and what a header holds.
const ANSWERS: [(&str, u16, &str, &str); 23] = [
    ("/sub/", 200, "content-type", "text/html; charset=utf-8"),
    ("/", 302, "location", "/sub/"),
    ("/sub/en/articles", 301, "location", "/sub/en/articles/"),
    (
        "/sub/en/articles?a=b",
        301,
        "location",
        "/sub/en/articles/?a=b",
    ),
    (
        "/sub/hello.txt",
        200,
        "content-type",
        "text/plain; charset=utf-8",
    ),
    (
        "/sub/sitemap.xml",
        200,
        "content-type",
        "text/xml; charset=utf-8",
    ),
    (
        "/sub/en/feed.json",
        200,
        "content-type",
        "application/json; charset=utf-8",
    ),
    (
        "/sub/data/places.geojson",
        200,
        "content-type",
        "application/geo+json; charset=utf-8",
    ),
    ("/sub/big.bin", 200, "content-length", "300000"),
    (
        "/sub/en/nothing/",
        404,
        "content-type",
        "text/html; charset=utf-8",
    ),
    ("/en/", 404, "cache-control", "no-cache"),
    ("/sub/../bayan.yaml", 404, "", ""),
    ("/sub/%2e%2e/bayan.yaml", 404, "", ""),
    ("/sub/..%2fbayan.yaml", 404, "", ""),
    ("/sub/%252e%252e/bayan.yaml", 404, "", ""),
    ("/sub/..%5cbayan.yaml", 404, "", ""),
    ("/sub//etc/passwd", 404, "", ""),
    ("/sub/bayan.yaml", 404, "", ""),
    ("/sub/.git/config", 404, "", ""),
    ("/sub/content/pages/about.en.md", 404, "", ""),
    ("/sub/%00", 404, "", ""),
    ("/sub/__bayan/nothing", 404, "", ""),
    (
        "/sub/__bayan/client.js",
        200,
        "content-type",
        "text/javascript; charset=utf-8",
    ),
];

#[test]
fn addresses_are_answered() {
    let folder = site("answers");
    fs::create_dir_all(folder.join(".git")).expect("a folder can be made");
    fs::write(folder.join(".git/config"), "secret").expect("it can be written");
    let server = Server::start(folder.path(), &[]);
    for (path, status, header, value) in ANSWERS {
        let answer = server.get(path);
        assert_eq!(
            (answer.status, answer.header(header)),
            (status, value),
            "{path}"
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), "", "{path}");
    }
    assert!(
        server
            .get("/sub/en/nothing/")
            .text()
            .contains("lang=\"en\""),
        "the page of the language"
    );
    assert!(
        server
            .get("/sub/ar/nothing/")
            .text()
            .contains("lang=\"ar\""),
        "the page of the language"
    );
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        assert_eq!(
            server
                .ask(method, "/sub/", &[("Content-Length", "0")])
                .status,
            405,
            "{method}"
        );
    }
    let head = server.ask("HEAD", ONE, &[]);
    let whole = server.get(ONE);
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("content-length"), whole.body.len().to_string());
}

#[test]
fn marks_and_ranges() {
    let folder = site("ranges");
    let server = Server::start(folder.path(), &[]);
    for path in [ONE, "/sub/big.bin", "/sub/hello.txt", "/sub/sitemap.xml"] {
        let whole = server.get(path);
        let (etag, length) = (whole.header("etag"), whole.body.len());
        assert_eq!(
            server.ask("GET", path, &[("If-None-Match", etag)]).status,
            304,
            "{path}"
        );
        assert_eq!(
            server
                .ask("GET", path, &[("If-None-Match", "\"other\"")])
                .status,
            200,
            "{path}"
        );
        let part = server.ask("GET", path, &[("Range", "bytes=2-5")]);
        assert_eq!(
            (part.status, &part.body[..]),
            (206, &whole.body[2..6]),
            "{path}"
        );
        assert_eq!(
            part.header("content-range"),
            format!("bytes 2-5/{length}"),
            "{path}"
        );
        let last = server.ask("GET", path, &[("Range", "bytes=-4")]);
        assert_eq!(
            (last.status, &last.body[..]),
            (206, &whole.body[length - 4..]),
            "{path}"
        );
        assert_eq!(
            server
                .ask("GET", path, &[("Range", "bytes=9999999-")])
                .status,
            416,
            "{path}"
        );
        assert_eq!(
            server
                .ask(
                    "GET",
                    path,
                    &[("Range", "bytes=2-5"), ("If-Range", "\"old\"")]
                )
                .status,
            200,
            "{path}"
        );
    }
}

#[test]
fn only_our_own_pages_may_ask() {
    let folder = site("origins");
    let server = Server::start(folder.path(), &[]);
    let tools = [
        "/sub/__bayan/problems.json",
        "/sub/__bayan/page.json?page=/sub/en/",
        "/sub/__bayan/site.json",
    ];
    for (host, status) in [
        ("localhost", 200),
        ("127.0.0.1:80", 200),
        ("[::1]", 200),
        ("evil.example", 421),
        ("", 421),
    ] {
        for path in [tools[0], ONE] {
            assert_eq!(
                server.ask("GET", path, &[("Host", host)]).status,
                status,
                "{host} {path}"
            );
        }
    }
    for (target, status) in [
        ("http://evil.example/sub/en/", 421),
        ("http://localhost/sub/en/", 200),
    ] {
        assert_eq!(server.get(target).status, status, "{target}");
    }
    for path in tools
        .into_iter()
        .chain(["/sub/__bayan/events?page=/sub/en/"])
    {
        assert_eq!(
            server
                .ask("GET", path, &[("Origin", "http://evil.example")])
                .status,
            403,
            "{path}"
        );
        assert_eq!(
            server
                .ask("GET", path, &[("Sec-Fetch-Site", "cross-site")])
                .status,
            403,
            "{path}"
        );
        assert_eq!(
            server
                .ask("GET", path, &[("Sec-Fetch-Site", "same-site")])
                .status,
            403,
            "{path}"
        );
    }
    for path in tools {
        let own = [
            ("Origin", "http://localhost"),
            ("Sec-Fetch-Site", "same-origin"),
        ];
        assert_eq!(server.ask("GET", path, &own).status, 200, "{path}");
    }
}

#[cfg(unix)]
#[test]
fn links_out_of_the_site_are_not_followed() {
    let (folder, outside) = (site("links"), Folder::new("outside"));
    fs::write(outside.join("secret.txt"), "secret").expect("it can be written");
    let server = Server::start(folder.path(), &["--no-watch"]);
    assert_eq!(server.get("/sub/hello.txt").status, 200);
    // A file of the site becomes a link after the build.
    fs::remove_file(folder.join("static/hello.txt")).expect("it can be removed");
    std::os::unix::fs::symlink(outside.join("secret.txt"), folder.join("static/hello.txt"))
        .expect("a link can be made");
    let answer = server.get("/sub/hello.txt");
    assert_eq!(answer.status, 404, "{}", answer.text());
}

/// Waits until something holds.
fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < PATIENCE, "{what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn errors_keep_the_site_and_go_when_they_are_mended() {
    let folder = site("errors");
    let file = folder.join("content/articles/paired/index.en.md");
    let file = if file.exists() {
        file
    } else {
        folder.join("content/articles/paired.en.md")
    };
    let good = fs::read_to_string(&file).expect("the fixture has it");
    let server = Server::start(folder.path(), &[]);
    let before = server.get(ONE);
    let mut events = server.events(ONE);
    assert_eq!(next_event(&mut events, "page")["path"], ONE);
    assert_eq!(next_event(&mut events, "problems")["stale"], false);

    fs::write(&file, good.replacen("---\n", "---\ntitel: x\n", 1)).expect("it can be written");
    let problems = next_event(&mut events, "problems");
    assert_eq!(
        (&problems["stale"], &problems["errors"]),
        (&true.into(), &1.into())
    );
    let all = server
        .get(&format!("/sub/__bayan/problems.json?page={ONE}"))
        .json();
    let first = &all["problems"][0];
    assert_eq!(
        (&first["code"], &first["here"], &first["location"]["line"]),
        (&"unknown-key".into(), &true.into(), &2.into())
    );
    assert_eq!(first["pages"][0]["path"], ONE);
    let link = first["location"]["editor"].as_str().expect("it has a link");
    assert!(
        link.starts_with("vscode://file/") && link.ends_with(":2:1"),
        "{link}"
    );
    assert_eq!(
        server.get(ONE).body,
        before.body,
        "the last good site stays"
    );

    fs::write(&file, format!("{good}\nMended words.\n")).expect("it can be written");
    next_event(&mut events, "page");
    assert!(server.get(ONE).text().contains("Mended words."));
    assert_eq!(next_event(&mut events, "problems")["errors"], 0);
    let page = server
        .get(&format!("/sub/__bayan/page.json?page={ONE}"))
        .json();
    assert_eq!(
        (&page["kind"], &page["lang"], &page["exists"]),
        (&"article".into(), &"en".into(), &true.into())
    );
    assert_eq!(
        page["languages"][0]["path"],
        "/sub/ar/articles/%D9%87%D8%AF%D9%86%D8%A9-%D8%A7%D9%84%D8%B4%D9%85%D8%A7%D9%84/"
    );
}

#[test]
fn a_site_that_begins_with_errors_is_shown_as_far_as_it_goes() {
    let folder = site("begins");
    let file = folder.join("content/pages/about.en.md");
    let good = fs::read_to_string(&file).expect("the fixture has it");
    fs::write(&file, good.replacen("---\n", "---\ntitel: x\n", 1)).expect("it can be written");
    let server = Server::start(folder.path(), &[]);
    assert_eq!(server.get(ONE).status, 200);
    assert_eq!(server.get("/sub/__bayan/problems.json").json()["errors"], 1);
    fs::write(&file, good).expect("it can be written");
    until("the error goes", || {
        server.get("/sub/__bayan/problems.json").json()["errors"] == 0
    });
}

#[test]
fn random_edits_over_http() {
    let folder = site("random");
    let server = Server::start(folder.path(), &[]);
    let mut dice = Dice::new(11);
    let mut wanted = clean(folder.path()).expect("the fixture is sound");
    for number in 0..24 {
        let name = disk::apply(folder.path(), &mut dice);
        let built = clean(folder.path());
        let is_sound = built.is_some();
        wanted = built.unwrap_or(wanted);
        if !is_sound {
            // Other files are always those on disk: they are not held in memory.
            wanted.retain(|path, _| {
                path.ends_with(".html") || path.ends_with(".xml") || path.ends_with(".json")
            });
        }
        let start = Instant::now();
        loop {
            let stale = server.get("/sub/__bayan/problems.json").json()["stale"] == true;
            let faults = differences(&server, &wanted);
            if faults.is_empty() && stale != is_sound {
                break;
            }
            assert!(
                start.elapsed() < PATIENCE,
                "edit {number}, {name}: stale {stale}\n{}",
                faults.join("\n")
            );
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

/// Each answer is a whole page, old or new, whatever happens meanwhile.
#[test]
fn two_thousand_requests_while_it_builds() {
    const REQUESTS: usize = 2000;
    let folder = site("burst");
    let file = folder.join("content/pages/about.en.md");
    let good = fs::read_to_string(&file).expect("the fixture has it");
    let server = Server::start(folder.path(), &[]);
    let paths = [ONE, "/sub/en/about/", "/sub/ar/", "/sub/en/timeline/"];
    let (next, done) = (AtomicUsize::new(0), AtomicBool::new(false));
    std::thread::scope(|scope| {
        let ask_all = || {
            while next.fetch_add(1, Ordering::Relaxed) < REQUESTS {
                let path = paths[next.load(Ordering::Relaxed) % paths.len()];
                let answer = ask(server.port, "GET", path, &[])
                    .unwrap_or_else(|error| panic!("{path}: {error}"));
                let text = answer.text();
                let whole =
                    text.trim_end().ends_with("</html>") && text.matches("</html>").count() == 1;
                assert!(
                    answer.status == 200 && whole,
                    "{path}: {} {text}",
                    answer.status
                );
                assert_eq!(
                    answer.header("content-length"),
                    text.len().to_string(),
                    "{path}"
                );
            }
        };
        let askers: Vec<_> = (0..64).map(|_| scope.spawn(ask_all)).collect();
        scope.spawn(|| {
            for number in 0.. {
                if done.load(Ordering::Relaxed) {
                    return;
                }
                fs::write(&file, format!("{good}\nNumber {number}.\n")).expect("it can be written");
                std::thread::sleep(Duration::from_millis(25));
            }
        });
        let outcomes: Vec<_> = askers
            .into_iter()
            .map(std::thread::ScopedJoinHandle::join)
            .collect();
        done.store(true, Ordering::Relaxed);
        assert!(
            outcomes.iter().all(Result::is_ok),
            "every request is answered"
        );
    });
}

#[test]
fn ports_are_found_or_refused() {
    let folder = site("ports");
    let taken = TcpListener::bind(("127.0.0.1", 0)).expect("a port is free");
    let port = taken
        .local_addr()
        .expect("it has an address")
        .port()
        .to_string();
    let root = folder.path().to_str().expect("it is UTF-8");
    let refused = bayan(&["serve", "--root", root, "--port", &port], &[]);
    assert_eq!(refused.code, 2, "{}", refused.stderr);
    assert!(
        refused.stderr.contains(&format!("port {port} is in use")),
        "{}",
        refused.stderr
    );
    let unknown = bayan(&["serve", "--root", root, "--host", "203.0.113.1"], &[]);
    assert_eq!(unknown.code, 2, "{}", unknown.stderr);
    let absent = bayan(
        &["serve", "--root", &format!("{root}/nothing"), "--port", "0"],
        &[],
    );
    assert_eq!(absent.code, 1, "{}", absent.stderr);
    assert!(
        absent
            .stderr
            .contains(&format!("there is no folder {root}/nothing")),
        "{}",
        absent.stderr
    );
    let url = |server: &Server| server.line("serving")["url"].to_string();
    let (one, other) = (
        Server::spawn(folder.path(), &[]),
        Server::spawn(folder.path(), &["--bind", "127.0.0.1"]),
    );
    assert_ne!(url(&one), url(&other), "the next free port is taken");
}

/// The lines that a preview prints for people, until `is_all` says that there are enough.
fn said(
    root: &Path,
    more: &[&str],
    env: &[(&str, &str)],
    is_all: impl Fn(&[String]) -> bool,
) -> Vec<String> {
    let mut process = Command::new(env!("CARGO_BIN_EXE_bayan"))
        .args(["serve", "--port", "0", "--root"])
        .arg(root)
        .args(more)
        .envs(env.iter().copied())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program can be started");
    let mut lines = Vec::new();
    for line in BufReader::new(process.stderr.take().expect("it is piped"))
        .lines()
        .map_while(Result::ok)
    {
        lines.push(line);
        if is_all(&lines) {
            break;
        }
    }
    process.kill().expect("it runs");
    process.wait().expect("it ends");
    lines
}

fn holds(lines: &[String], words: &str) -> bool {
    lines.iter().any(|line| line.contains(words))
}

/// The modules of white around a code.
const QUIET: usize = 4;

/// The modules of a code that was printed in half blocks, row by row.
fn modules(lines: &[String]) -> Vec<Vec<bool>> {
    let row = |line: &String, dark: [char; 2]| {
        line.chars()
            .map(|c| dark.contains(&c))
            .collect::<Vec<bool>>()
    };
    let rows = lines
        .iter()
        .flat_map(|line| [row(line, ['▀', '█']), row(line, ['▄', '█'])]);
    rows.filter(|row| row.contains(&true)).collect()
}

/// The address in the network and its code for phones: black on white, whatever the colours of the terminal.
#[test]
fn a_phone_is_given_an_address_and_a_code() {
    let folder = site("phone");
    let route = UdpSocket::bind("0.0.0.0:0").and_then(|socket| {
        socket.connect("192.0.2.1:9")?;
        socket.local_addr()
    });
    let Some(ip) = route
        .ok()
        .map(|address| address.ip())
        .filter(|ip| !ip.is_unspecified() && !ip.is_loopback())
    else {
        let lines = said(folder.path(), &["-i", "0.0.0.0"], &[], |lines| {
            holds(lines, "everyone in this network")
        });
        assert!(!lines.concat().contains("for a phone"), "{lines:?}");
        return;
    };
    for (options, drafts) in [
        (&["-i", "0.0.0.0"][..], false),
        (&["--bind", "0.0.0.0", "--drafts"][..], true),
    ] {
        let lines = said(folder.path(), options, &[], |lines| {
            holds(lines, "for a phone")
        });
        let phone = lines.last().expect("there is a line");
        assert!(
            phone.contains(&format!("http://{ip}:")) && phone.ends_with("/sub/"),
            "{phone}"
        );
        assert!(
            holds(&lines, "everyone in this network") && holds(&lines, "drafts included") == drafts,
            "{lines:?}"
        );
    }
    let code = |line: &String| {
        let url = line.strip_prefix("for a phone in this network: ")?;
        Some(qrcode::QrCode::new(url).expect("it fits"))
    };
    let is_all = |lines: &[String]| {
        let at = lines.iter().position(|line| code(line).is_some());
        at.is_some_and(|at| {
            lines.len()
                == at
                    + 1
                    + (code(&lines[at]).map_or(0, |code| code.width()) + 2 * QUIET).div_ceil(2)
        })
    };
    let lines = said(
        folder.path(),
        &["-i", "0.0.0.0"],
        &[("CLICOLOR_FORCE", "1")],
        is_all,
    );
    let at = lines
        .iter()
        .position(|line| code(line).is_some())
        .expect("there is an address");
    let code = code(&lines[at]).expect("it was found");
    let painted = |line: &String| line.starts_with("\u{1b}[30;107m") && line.ends_with("\u{1b}[0m");
    assert!(lines[at + 1..].iter().all(painted), "{lines:?}");
    let bare: Vec<String> = lines[at + 1..]
        .iter()
        .map(|line| line.replace("\u{1b}[30;107m", "").replace("\u{1b}[0m", ""))
        .collect();
    let wanted: Vec<bool> = code
        .to_colors()
        .into_iter()
        .map(|color| color == qrcode::Color::Dark)
        .collect();
    let found: Vec<bool> = modules(&bare)
        .iter()
        .flat_map(|row| row[QUIET..QUIET + code.width()].to_vec())
        .collect();
    assert_eq!(found, wanted);
}

#[cfg(unix)]
#[test]
fn the_browser_is_opened_when_it_is_asked_for() {
    use std::os::unix::fs::PermissionsExt as _;
    let (folder, tools) = (site("open"), Folder::new("browser"));
    let (browser, seen) = (tools.join("browser"), tools.join("seen"));
    fs::write(
        &browser,
        format!("#!/bin/sh\necho \"$1\" > '{}'\n", seen.display()),
    )
    .expect("it can be written");
    fs::set_permissions(&browser, fs::Permissions::from_mode(0o755))
        .expect("it can be made a program");
    let env = [("BROWSER", browser.to_str().expect("it is UTF-8"))];
    let lines = said(folder.path(), &[], &env, |lines| {
        holds(lines, "End it with")
    });
    std::thread::sleep(Duration::from_millis(200));
    assert!(!seen.exists(), "nobody asked for it: {lines:?}");
    for option in ["-O", "--open"] {
        let mut server = Server::spawn_in(folder.path(), &["--port", "0", option], &env);
        let url = server.line("serving")["url"]
            .as_str()
            .expect("it has an address")
            .to_owned();
        until("the browser is opened", || {
            fs::read_to_string(&seen).is_ok_and(|text| text.ends_with('\n'))
        });
        assert_eq!(
            fs::read_to_string(&seen).expect("it was written").trim(),
            url
        );
        fs::remove_file(&seen).expect("it can be removed");
        server.signal("TERM");
        server.end();
    }
}

/// What a hostile or clumsy hand puts into the folder does not stop the preview.
#[cfg(unix)]
#[test]
fn what_is_no_file_keeps_nobody_waiting() {
    let folder = site("pipes");
    let pipe = |path: &str| {
        drop(fs::remove_file(folder.join(path)));
        let made = Command::new("mkfifo").arg(folder.join(path)).status();
        assert!(
            made.is_ok_and(|status| status.success()),
            "{path} can be made"
        );
    };
    let kept = [
        "bayan.yaml",
        "content/pages/about.en.md",
        "static/hello.txt",
    ];
    let kept = kept.map(|path| {
        (
            path,
            fs::read(folder.join(path)).expect("the fixture has it"),
        )
    });
    let server = Server::start(folder.path(), &[]);
    for path in [
        "content/articles/pipe.en.md",
        "static/pipe.css",
        "content/pages/about.en.md",
        "static/hello.txt",
    ] {
        pipe(path);
        std::thread::sleep(Duration::from_millis(50));
        assert_eq!(server.get(ONE).status, 200, "{path}");
    }
    assert_eq!(server.get("/sub/hello.txt").status, 404);
    pipe("bayan.yaml");
    until("the configuration is missed", || {
        server.get("/sub/__bayan/problems.json").json()["errors"] != 0
    });
    assert_eq!(server.get(ONE).status, 200, "the last good site stays");
    for (path, bytes) in kept {
        fs::remove_file(folder.join(path)).expect("it can be removed");
        fs::write(folder.join(path), bytes).expect("it can be written");
    }
    until("they are there again", || {
        server.get("/sub/__bayan/problems.json").json()["stale"] == false
    });
}

#[cfg(unix)]
#[test]
fn signals_end_it_at_once() {
    let folder = site("signals");
    for signal in ["INT", "TERM"] {
        let mut server = Server::start(folder.path(), &[]);
        let mut events = server.events(ONE);
        next_event(&mut events, "problems");
        let start = Instant::now();
        server.signal(signal);
        assert_eq!(server.end(), Some(0), "{signal}");
        assert!(
            start.elapsed() < Duration::from_secs(5),
            "{signal} took {:?}",
            start.elapsed()
        );
        let mut rest = Vec::new();
        // OK because a connection that is cut may also be an error.
        drop(std::io::Read::read_to_end(&mut events, &mut rest));
    }
}

/// The whole folder goes, by another name or for good, and one comes in its place: what is written there then is seen.
#[test]
fn a_folder_that_comes_back_is_watched_again() {
    let folder = site("back");
    let above = Folder::new("above");
    let (root, away) = (above.join("site"), above.join("away"));
    fs::rename(folder.path(), &root).expect("it can be moved");
    let server = Server::start(&root, &[]);
    let good =
        fs::read_to_string(root.join("content/pages/about.en.md")).expect("the fixture has it");
    let errors = || server.get("/sub/__bayan/problems.json").json()["errors"].clone();
    for round in ["moved", "removed"] {
        fs::rename(&root, &away).expect("it can be moved");
        until("it is missed", || errors() == 1);
        assert_eq!(server.get(ONE).status, 200, "the last good site stays");
        if round == "removed" {
            let kept = tree::read(&away);
            fs::remove_dir_all(&away).expect("it can be removed");
            tree::write(&root, &kept);
        } else {
            fs::rename(&away, &root).expect("it can be moved");
        }
        until("it is there again", || errors() == 0);
        let words = format!("Written after it was {round}.");
        fs::write(
            root.join("content/pages/about.en.md"),
            format!("{good}\n{words}\n"),
        )
        .expect("it can be written");
        until(&words, || {
            server.get("/sub/en/about/").text().contains(&words)
        });
    }
}

#[test]
fn without_a_watch_the_site_stays() {
    let folder = site("stays");
    let server = Server::start(folder.path(), &["--no-watch", "--drafts"]);
    let before = server.get("/sub/en/about/").body;
    let file = folder.join("content/pages/about.en.md");
    let good = fs::read_to_string(&file).expect("the fixture has it");
    fs::write(file, format!("{good}\nMore.\n")).expect("it can be written");
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(server.get("/sub/en/about/").body, before);
}
