//! What the program prints when much is wrong, or when names and readers are hostile: no more than its cause is worth, and no harm.

#![allow(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "tests look at the disk and may stop"
)]

mod support;

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};

use serde_json::Value;
use support::TODAY;
use support::folder::{Folder, Run, bayan};

const CONFIG: &str = "title: {ar: م}\nbase_url: https://example.org/\nlanguages:\n  ar: {name: العربية, locale: ar-SY}\n";
/// The largest report of one problem, with its line end.
const LARGEST: usize = 2049;
/// So much is printed at most, summary aside.
const IN_ALL: usize = 20_500_000;

fn site(files: &[(&str, &str)]) -> Folder {
    let site = Folder::new("reports");
    fs::write(site.join("bayan.yaml"), CONFIG).unwrap();
    for (path, text) in files {
        let path = site.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    site
}

fn check(site: &Folder, more: &[&str]) -> Run {
    let root = site.path().to_str().unwrap();
    bayan(
        &[&["check", "--root", root, "--today", TODAY], more].concat(),
        &[],
    )
}

fn article(text: &str) -> String {
    format!("---\ntitle: مقال\ndate: 2024-01-01\n---\n\n{text}\n")
}

/// Every line is an object of its own, none is larger than a report may be, and nothing is lost from the count.
#[track_caller]
fn assert_bounded(run: &Run) {
    assert!(run.stdout.len() <= IN_ALL, "{} bytes", run.stdout.len());
    let mut told = 0;
    for line in run.stdout.lines() {
        assert!(line.len() <= LARGEST, "{} bytes: {line}", line.len());
        let one: Value = serde_json::from_str(line).unwrap();
        told += match one["type"].as_str() {
            Some("diagnostic") => 1,
            Some("left-out") => one["count"].as_u64().unwrap(),
            _ => 0,
        };
    }
    let [errors, warnings] = ["errors", "warnings"].map(|key| run.summary(key).as_u64().unwrap());
    assert_eq!(told, errors + warnings);
}

#[test]
fn no_message_is_larger_than_its_cause() {
    for (unit, times) in [
        ("[a](", 20_000),
        ("[@s; ", 16_000),
        ("**a ", 20_000),
        ("\u{2067}", 20_000),
        ("[[x]] ", 9_000),
    ] {
        let site = site(&[("content/articles/a.ar.md", &article(&unit.repeat(times)))]);
        let run = check(&site, &["--message-format", "json"]);
        assert_bounded(&run);
        let run = check(&site, &[]);
        assert!(
            run.stderr.len() <= IN_ALL,
            "{unit}: {} bytes",
            run.stderr.len()
        );
    }
}

#[test]
fn one_long_line_of_a_map_is_not_told_with_every_problem() {
    let property = |n: usize| format!("\"FOREIGN_{n}\":\"{}\",", "نص ".repeat(200));
    let properties: String = (0..160).map(property).collect();
    let layer = format!(
        "{{\"type\":\"FeatureCollection\",\"features\":[{{\"type\":\"Feature\",\"properties\":{{{properties}\"kind\":\"area\"}},\"geometry\":null}}]}}"
    );
    let site = site(&[("content/zones/z.geojson", &layer)]);
    fs::write(
        site.join("bayan.yaml"),
        format!("{CONFIG}map: {{layers: [z.geojson]}}\n"),
    )
    .unwrap();
    let run = check(&site, &["--message-format", "json"]);
    assert_bounded(&run);
    assert!(
        run.stdout.len() < layer.len() * 3,
        "{} bytes",
        run.stdout.len()
    );
}

#[test]
fn an_error_is_told_before_any_number_of_warnings() {
    let warnings = article(&"كلمة ,  كلمة\n\n".repeat(210));
    let error = article("[[لا-أحد]]");
    let site = site(&[
        ("content/articles/a.ar.md", &warnings),
        ("content/articles/b.ar.md", &error),
    ]);
    let run = check(&site, &[]);
    let first = run.stderr.lines().next().unwrap();
    assert!(first.starts_with("error[unknown-reference]"), "{first}");
    let rest = run
        .stderr
        .lines()
        .find(|line| line.starts_with("… and "))
        .unwrap();
    assert!(
        rest.contains("more doubled-space (check --fix mends "),
        "{rest}"
    );
}

#[test]
fn the_line_is_shown_as_a_window_with_its_column() {
    let line = format!(
        "{} [[لا-أحد]] {}",
        "كلمة ".repeat(1000),
        "كلمة ".repeat(1000)
    );
    let site = site(&[("content/articles/a.ar.md", &article(&line))]);
    let run = check(&site, &["--message-format", "json"]);
    let one: Value = serde_json::from_str(run.stdout.lines().next().unwrap()).unwrap();
    let place = &one["location"];
    let number = |key: &str| usize::try_from(place[key].as_u64().unwrap()).unwrap();
    let text = place["text"].as_str().unwrap();
    let shown: String = text
        .chars()
        .skip(number("column") - number("text_column"))
        .collect();
    assert!(shown.starts_with("[[لا-أحد]]"), "{one}");
    assert_eq!((number("line"), number("column")), (6, 5002));
    let run = check(&site, &[]);
    assert!(
        run.stderr.contains("content/articles/a.ar.md:6:5002\n"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains('…'), "{}", run.stderr);
}

#[test]
fn a_reader_who_leaves_is_no_fault() {
    let site = site(&[(
        "content/articles/a.ar.md",
        &article(&"[[لا-أحد]]\n\n".repeat(900)),
    )]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_bayan"))
        .args([
            "check",
            "--message-format",
            "json",
            "--today",
            TODAY,
            "--root",
        ])
        .arg(site.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    BufReader::with_capacity(64, child.stdout.take().unwrap())
        .read_line(&mut first)
        .unwrap();
    let mut said = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut said)
        .unwrap();
    assert_eq!((child.wait().unwrap().code(), said.as_str()), (Some(1), ""));
    assert!(first.contains("unknown-reference"), "{first}");
}

#[test]
fn names_of_files_command_no_terminal() {
    let name = "content/articles/a\n::error title=x::y\u{1b}[2J\u{9b}1m\u{202e}.ar.md";
    let site = site(&[
        (name, &article("[[لا-أحد]]")),
        ("content/actors/كذا.md", "x"),
    ]);
    for arguments in [&["check"][..], &["check", "--fix"], &["build", "-v"]] {
        let root = site.path().to_str().unwrap();
        let run = bayan(
            &[arguments, &["--root", root, "--today", TODAY]].concat(),
            &[],
        );
        assert!(
            !run.stderr.lines().any(|line| line.starts_with("::")),
            "{}",
            run.stderr
        );
        assert!(
            !run.stderr.contains(['\u{1b}', '\u{9b}', '\u{202e}']),
            "{:?}",
            run.stderr
        );
        assert!(run.stderr.contains(r"a\n::error"), "{}", run.stderr);
    }
    let run = check(&site, &["--message-format", "json"]);
    let paths = run
        .stdout
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    let mut paths = paths.filter_map(|one| Some(one["location"]["path"].as_str()?.to_owned()));
    assert!(paths.any(|path| path == name), "{}", run.stdout);
}
