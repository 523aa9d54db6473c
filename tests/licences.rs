//! What is built in: each crate under a licence that `deny.toml` allows, from one registry, with a version that is bounded.

#![expect(
    clippy::disallowed_methods,
    reason = "the test asks cargo, and reads deny.toml"
)]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test ends where cargo gives no answer"
)]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

fn packages() -> Vec<Value> {
    let cargo = std::env::var("CARGO").unwrap();
    let version = Command::new(&cargo).arg("-vV").output().unwrap();
    let version = String::from_utf8(version.stdout).unwrap();
    let host = version
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .unwrap();
    // What other systems need is not here, and would have to be fetched.
    let output = Command::new(cargo)
        .args([
            "metadata",
            "--format-version",
            "1",
            "--locked",
            "--offline",
            "--filter-platform",
            host,
        ])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    metadata["packages"].as_array().unwrap().clone()
}

/// The list `allow` of `deny.toml`.
fn allowed() -> BTreeSet<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("deny.toml");
    let text = std::fs::read_to_string(path).unwrap();
    let list = text.split("allow = [").nth(1).unwrap();
    let list = list.split(']').next().unwrap();
    list.split('"')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

/// Whether an expression of licences leaves a choice that is allowed: `(A OR B) AND C`, and the old `A/B`.
fn is_allowed(expression: &str, allowed: &BTreeSet<String>) -> bool {
    let plain = expression.replace('/', " OR ").replace(['(', ')'], " ");
    let any = |choices: &str| {
        choices
            .split(" OR ")
            .any(|one| allowed.contains(one.trim()))
    };
    // AND binds more tightly, but every expression in use has its choices in brackets beside it.
    if expression.contains('(') {
        return plain.split(" AND ").all(any);
    }
    let all = |choice: &str| {
        choice
            .split(" AND ")
            .all(|one| allowed.contains(one.trim()))
    };
    plain.split(" OR ").any(all)
}

#[test]
fn expressions() {
    let allowed: BTreeSet<String> = ["MIT", "Apache-2.0", "Unicode-3.0"]
        .map(str::to_owned)
        .into();
    for (expression, expected) in [
        ("MIT", true),
        ("GPL-3.0", false),
        ("GPL-3.0 OR MIT", true),
        ("Unlicense/MIT", true),
        ("MIT AND GPL-3.0", false),
        ("(MIT OR Apache-2.0) AND Unicode-3.0", true),
        ("(MIT OR GPL-3.0) AND GPL-3.0", false),
        ("", false),
    ] {
        assert_eq!(is_allowed(expression, &allowed), expected, "{expression}");
    }
}

#[test]
fn licences_and_sources() {
    let (packages, allowed) = (packages(), allowed());
    assert!(packages.len() > 100 && allowed.len() > 5);
    let mut registries = BTreeSet::new();
    let mut faults = Vec::new();
    for package in &packages {
        let name = package["name"].as_str().unwrap();
        let licence = package["license"].as_str().unwrap_or_default();
        if !is_allowed(licence, &allowed) {
            faults.push(format!("{name}: {licence}"));
        }
        match package["source"].as_str() {
            Some(source) if source.starts_with("registry+") => drop(registries.insert(source)),
            Some(source) => faults.push(format!("{name} comes from {source}")),
            None => {
                for dependency in package["dependencies"].as_array().unwrap() {
                    if dependency["req"] == "*" {
                        faults.push(format!("{} has no version", dependency["name"]));
                    }
                }
            }
        }
    }
    assert_eq!(faults, [""; 0]);
    assert_eq!(registries.len(), 1, "{registries:?}");
}
