//! Folders as maps from path to bytes, and the comparison of what is with what is expected.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Relative paths with `/`, and their bytes.
pub(crate) type Tree = BTreeMap<String, Vec<u8>>;

/// Whether expectations are to be rewritten.
pub(crate) fn updates() -> bool {
    std::env::var("UPDATE").is_ok_and(|value| value == "1")
}

/// All files under a folder; nothing where there is none.
pub(crate) fn read(root: &Path) -> Tree {
    let mut tree = Tree::new();
    gather(root, root, &mut tree);
    tree
}

fn gather(root: &Path, folder: &Path, tree: &mut Tree) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            gather(root, &path, tree);
        } else {
            let inner = path.strip_prefix(root).expect("it lies in the folder");
            let parts: Vec<_> = inner
                .components()
                .map(|part| part.as_os_str().to_string_lossy())
                .collect();
            tree.insert(
                parts.join("/"),
                fs::read(&path).expect("a file can be read"),
            );
        }
    }
}

/// Compares with an expected folder; with `UPDATE=1` the folder becomes what is.
pub(crate) fn check(expected: &Path, actual: &Tree) {
    if updates() {
        return rewrite(expected, actual);
    }
    let wanted = read(expected);
    let faults = differences(&wanted, actual);
    assert!(
        faults.is_empty(),
        "{}\n{} differs; if that is meant, run the test again with UPDATE=1",
        faults.join("\n"),
        expected.display()
    );
}

/// Compares with an expected text file, which is absent where nothing is expected.
pub(crate) fn check_text(expected: &Path, actual: &str) {
    if updates() {
        let done = if actual.is_empty() {
            fs::remove_file(expected)
        } else {
            fs::write(expected, actual)
        };
        // OK because a file that was never there need not be removed.
        return drop(done);
    }
    let wanted = fs::read_to_string(expected).unwrap_or_default();
    let fault = first_difference(wanted.as_bytes(), actual.as_bytes());
    assert!(
        fault.is_none(),
        "{}: {}\n(UPDATE=1 rewrites it)",
        expected.display(),
        fault.unwrap_or_default()
    );
}

/// One line for each file that is missing, extra or different.
pub(crate) fn differences(wanted: &Tree, actual: &Tree) -> Vec<String> {
    let paths: BTreeSet<&String> = wanted.keys().chain(actual.keys()).collect();
    paths
        .into_iter()
        .filter_map(|path| match (wanted.get(path), actual.get(path)) {
            (Some(_), None) => Some(format!("missing: {path}")),
            (None, _) => Some(format!("extra: {path}")),
            (Some(wanted), Some(actual)) => {
                Some(format!("{path}: {}", first_difference(wanted, actual)?))
            }
        })
        .collect()
}

fn first_difference(wanted: &[u8], actual: &[u8]) -> Option<String> {
    if wanted == actual {
        return None;
    }
    let (wanted, actual) = (
        String::from_utf8_lossy(wanted),
        String::from_utf8_lossy(actual),
    );
    let (mut left, mut right, mut line) = (wanted.lines(), actual.lines(), 0);
    loop {
        line += 1;
        match (left.next(), right.next()) {
            (None, None) => return Some("the ends of lines differ".to_owned()),
            (one, other) if one == other => {}
            (one, other) => {
                return Some(format!(
                    "line {line}\n  expected: {}\n  found:    {}",
                    one.unwrap_or("(end)"),
                    other.unwrap_or("(end)")
                ));
            }
        }
    }
}

fn rewrite(expected: &Path, actual: &Tree) {
    for path in read(expected)
        .keys()
        .filter(|path| !actual.contains_key(*path))
    {
        fs::remove_file(expected.join(path)).expect("a stale expectation can be removed");
    }
    write(expected, actual);
}

/// Writes files into a folder.
pub(crate) fn write(root: &Path, tree: &Tree) {
    for (path, bytes) in tree {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("a file lies in a folder"))
            .expect("a folder can be made");
        fs::write(path, bytes).expect("a file can be written");
    }
}
