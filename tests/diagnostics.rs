//! What editors are told: for each code a site that provokes it, compared with `expected.txt` word for word.
//!
//! `UPDATE=1 cargo test --test diagnostics` accepts the present answers; read them before you commit them.

#![expect(
    clippy::disallowed_methods,
    reason = "the wish to accept comes from the environment"
)]

#[path = "support/invalid.rs"]
mod invalid;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use bayan::diagnostic::Code;
use invalid::{Case, Reported, base, build, cases};
use rayon::prelude::*;

/// Every fixture, built once.
static TOLD: LazyLock<Vec<(Case, Reported)>> =
    LazyLock::new(|| cases().into_par_iter().map(told).collect());

fn told(case: Case) -> (Case, Reported) {
    let site = case.site();
    let reported = build(site.path());
    (case, reported)
}

/// Fails with all faults at once.
fn assert_none(faults: &[String]) {
    assert!(
        faults.is_empty(),
        "{} fixtures fail:\n\n{}",
        faults.len(),
        faults.join("\n")
    );
}

#[test]
fn the_base_is_sound() {
    assert_eq!(build(base().path()).text(), "");
}

#[test]
fn each_fixture_is_told_as_expected() {
    let update = std::env::var("UPDATE").is_ok();
    let faults: Vec<String> = TOLD
        .iter()
        .filter_map(|(case, reported)| differs(case, reported, update))
        .collect();
    assert_none(&faults);
}

fn differs(case: &Case, reported: &Reported, update: bool) -> Option<String> {
    let (report, expected) = (reported.text(), case.expected());
    if report == expected {
        return None;
    }
    if update {
        case.accept(&report);
        return None;
    }
    Some(format!(
        "=== {}\n--- expected\n{expected}--- got\n{report}",
        case.name
    ))
}

#[test]
fn each_code_has_a_fixture_and_each_fixture_a_code() {
    let groups = TOLD.iter().map(|(case, _)| case.group());
    let tested: BTreeSet<&str> = groups.filter(|group| !group.starts_with('_')).collect();
    let known: BTreeSet<&str> = Code::ALL.iter().map(|code| code.name()).collect();
    let strange: Vec<_> = tested.difference(&known).collect();
    let untested: Vec<_> = known.difference(&tested).collect();
    assert!(
        tested == known,
        "folders without a code: {strange:?}; codes without a folder: {untested:?}"
    );
}

/// One message for one problem: a fixture of a code provokes nothing else. Those in `_together/` provoke several.
#[test]
fn a_fixture_expects_its_own_code_only() {
    let alone = TOLD
        .iter()
        .map(|(case, _)| case)
        .filter(|case| !case.group().starts_with('_'));
    let faults: Vec<String> = alone.filter_map(strange_codes).collect();
    assert_none(&faults);
}

fn strange_codes(case: &Case) -> Option<String> {
    let expected = case.expected();
    let heads = expected
        .lines()
        .filter(|line| line.starts_with("error[") || line.starts_with("warning["));
    let codes: BTreeSet<&str> = heads
        .filter_map(|head| head.split(['[', ']']).nth(1))
        .collect();
    (codes != BTreeSet::from([case.group()])).then(|| format!("{} expects {codes:?}", case.name))
}

#[test]
fn sound_fixtures_expect_nothing() {
    for (case, _) in TOLD.iter().filter(|(case, _)| case.group() == "_valid") {
        assert_eq!(case.expected(), "", "{}", case.name);
    }
}

#[test]
fn messages_keep_to_their_form() {
    let faults: Vec<String> = TOLD
        .iter()
        .flat_map(|(case, reported)| malformed(&case.name, reported))
        .collect();
    assert_none(&faults);
}

fn malformed(case: &str, reported: &Reported) -> Vec<String> {
    let mut faults = Vec::new();
    for diagnostic in &reported.diagnostics {
        let message = &diagnostic.message;
        if message.ends_with('.')
            || message.contains(['\n', '\r'])
            || message.starts_with(char::is_uppercase)
        {
            faults.push(format!("{case}: not one short phrase: {message}"));
        }
        let texts = [Some(message), diagnostic.help.as_ref()];
        let bare = texts.into_iter().flatten().filter(|text| !isolates(text));
        faults.extend(
            bare.map(|text| {
                format!("{case}: words that can reorder the line stand bare in: {text}")
            }),
        );
    }
    faults
}

/// Whether every letter written from right to left stands inside an isolate, and every isolate ends.
fn isolates(text: &str) -> bool {
    let mut open = 0_i32;
    for c in text.chars() {
        match c {
            '\u{2068}' => open += 1,
            '\u{2069}' => open -= 1,
            '\u{590}'..='\u{8ff}' if open == 0 => return false,
            _ => {}
        }
    }
    open == 0
}
