//! Where the time of a build goes, as `--timings` tells it.

#![allow(clippy::panic, reason = "tests may stop")]

mod support;

use support::folder::{Folder, build};
use support::{fixtures, tree};

/// The last line of a run as JSON.
fn timings(folder: &Folder, form: &str) -> serde_json::Value {
    let option = format!("--timings={form}");
    let run = build(folder.path(), &[&option, "--jobs", "2"], &[]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    serde_json::from_str(run.stdout.lines().last().unwrap_or_default()).expect("a line of JSON")
}

fn field<'v>(value: &'v serde_json::Value, name: &str) -> &'v str {
    value
        .get(name)
        .and_then(|one| one.as_str())
        .unwrap_or_default()
}

fn list<'v>(value: &'v serde_json::Value, name: &str) -> &'v [serde_json::Value] {
    value
        .get(name)
        .and_then(|one| one.as_array())
        .map_or(&[], Vec::as_slice)
}

fn number(value: &serde_json::Value, name: &str) -> f64 {
    value
        .get(name)
        .and_then(serde_json::Value::as_f64)
        .unwrap_or(f64::NAN)
}

/// Every page and every file has its time, and to ask for it changes no byte.
#[test]
fn times_are_told_by_stage_template_and_recipe() {
    let site = fixtures("sites/bilingual");
    let (timed, plain) = (Folder::with("timed", &site), Folder::with("plain", &site));
    let pages = build(plain.path(), &[], &[]).summary("pages");
    let told = timings(&timed, "json");
    let out = |folder: &Folder| tree::read(&folder.join("public"));
    assert_eq!(tree::differences(&out(&timed), &out(&plain)), [""; 0]);
    let count = |stage: &str| {
        let found = list(&told, "stages")
            .iter()
            .find(|one| field(one, "stage") == stage);
        found
            .and_then(|one| one.get("count"))
            .cloned()
            .unwrap_or_default()
    };
    assert_eq!(count("present"), pages);
    assert_eq!(count("render"), pages);
    let texts = tree::read(&timed.join("content"));
    let texts = texts.keys().filter(|path| path.ends_with(".md")).count();
    assert_eq!(count("parse"), serde_json::json!(texts));
    for stage in [
        "load", "prepare", "link", "plan", "draw", "pages", "compare", "write",
    ] {
        let clock = list(&told, "stages")
            .iter()
            .find(|one| field(one, "stage") == stage);
        assert!(
            clock.is_some_and(|one| number(one, "clock_ms") > 0.0),
            "{stage}: {told}"
        );
    }
    let recipes: f64 = list(&told, "recipes")
        .iter()
        .map(|one| number(one, "work_ms"))
        .sum();
    let stages: f64 = list(&told, "stages")
        .iter()
        .map(|one| number(one, "work_ms"))
        .sum();
    assert!((recipes - stages).abs() < 0.1, "{recipes} and {stages}");
    let templates: Vec<&str> = list(&told, "templates")
        .iter()
        .map(|one| field(one, "template"))
        .collect();
    assert!(
        templates.contains(&"article.html") && templates.contains(&"atom.xml"),
        "{templates:?}"
    );
}

/// On one thread nothing overlaps but what lies within the other, or a viewer would drop it.
#[test]
fn a_trace_nests() {
    /// Moments and lengths are whole microseconds.
    const ROUNDED: f64 = 2.0;
    let folder = Folder::with("trace", &fixtures("sites/bilingual"));
    let trace = timings(&folder, "trace");
    let mut open: std::collections::BTreeMap<u64, Vec<f64>> = std::collections::BTreeMap::new();
    let events = list(&trace, "traceEvents")
        .iter()
        .filter(|one| field(one, "ph") == "X");
    let mut count = 0;
    for event in events {
        let thread = event
            .get("tid")
            .and_then(serde_json::Value::as_u64)
            .expect("a thread");
        let (start, end) = (
            number(event, "ts"),
            number(event, "ts") + number(event, "dur"),
        );
        let ends = open.entry(thread).or_default();
        ends.retain(|other| *other > start + ROUNDED);
        assert!(
            ends.iter().all(|other| *other + ROUNDED >= end),
            "{event} does not nest"
        );
        ends.push(end);
        count += 1;
    }
    assert!(
        count > 50 && open.len() > 1,
        "{count} events on {} threads",
        open.len()
    );
}
