//! `bayan check` as editors and CI run it: what it says, how it ends, and what `--fix` changes, to the byte.

#![allow(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests look at the disk and may stop"
)]

mod support;

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;
use support::folder::{Folder, Run, bayan};
use support::{TODAY, tree};

const CONFIG: &str = "title: {ar: م, en: S}\nbase_url: https://example.org/\nlanguages:\n  ar: {name: العربية, locale: ar-SY}\n  en: {name: English, locale: en-GB}\n";
const SOUND: &str = "---\ntitle: الاتفاق\ndate: 2024-01-01\n---\n\nمقدمة النص.\n";
/// A byte order mark and the line ends of another system, which stay; a comma, a doubled space and a tatweel that are
/// certain; a letter that may be two others, which is left to the editor; code, which is nobody's business.
const FAULTY: &str = "\u{feff}---\r\ntitle: النص\r\ndate: 2024-01-02 # كما هو,  تمامًا\r\n---\r\n\r\nقال,  ثم مضـى. علی `a,  b`\r\n";
const MENDED: &str = "\u{feff}---\r\ntitle: النص\r\ndate: 2024-01-02 # كما هو,  تمامًا\r\n---\r\n\r\nقال، ثم مضى. علی `a,  b`\r\n";
const WRONG: &str = "---\ntitle: خطأ\ndate: 2024-02-30\n---\n\nنص, آخر.\n";

/// The texts of a site, what is asked, and the exit code.
type Ending<'a> = (&'a [(&'a str, &'a str)], &'a [&'a str], i32);

fn site(files: &[(&str, &str)]) -> Folder {
    let site = Folder::new("check");
    fs::write(site.join("bayan.yaml"), CONFIG).unwrap();
    fs::create_dir_all(site.join("content/articles")).unwrap();
    for (name, text) in files {
        fs::write(site.join(&format!("content/articles/{name}.ar.md")), text).unwrap();
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

fn files(site: &Folder) -> BTreeMap<String, Vec<u8>> {
    tree::read(site.path())
}

/// The lines that programs get, by `type`.
fn lines(run: &Run, kind: &str) -> Vec<Value> {
    let lines = run
        .stdout
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    lines.filter(|line| line["type"] == kind).collect()
}

#[test]
fn exit_codes() {
    let table: [Ending<'_>; 7] = [
        (&[("sound", SOUND)], &[], 0),
        (&[("faulty", FAULTY)], &[], 0),
        (&[("faulty", FAULTY)], &["--warnings-as-errors"], 1),
        (&[("faulty", FAULTY)], &["--fix", "--warnings-as-errors"], 1),
        (&[("wrong", WRONG)], &[], 1),
        (&[("wrong", WRONG)], &["--fix"], 1),
        (&[("sound", SOUND)], &["--no-such-option"], 2),
    ];
    for (texts, arguments, code) in table {
        let run = check(&site(texts), arguments);
        assert_eq!(
            run.code, code,
            "{arguments:?}: {}{}",
            run.stdout, run.stderr
        );
    }
    let nowhere = bayan(&["check", "--root", "/nowhere/at/all"], &[]);
    assert_eq!(nowhere.code, 1, "{}", nowhere.stderr);
}

#[test]
fn a_check_writes_nothing() {
    let site = site(&[("sound", SOUND), ("faulty", FAULTY), ("wrong", WRONG)]);
    let before = files(&site);
    for arguments in [
        &[][..],
        &["--message-format", "json"],
        &["--drafts", "--future"],
    ] {
        check(&site, arguments);
        assert_eq!(files(&site), before, "{arguments:?}");
    }
}

/// What is certain is mended, byte by byte as it would be by hand; all else stays, in this file and in the others.
#[test]
fn a_fix_changes_what_is_certain_and_nothing_else() {
    let site = site(&[("sound", SOUND), ("faulty", FAULTY), ("wrong", WRONG)]);
    let mut wanted = files(&site);
    let run = check(&site, &["--fix"]);
    wanted.insert(
        "content/articles/faulty.ar.md".to_owned(),
        MENDED.as_bytes().to_vec(),
    );
    wanted.insert(
        "content/articles/wrong.ar.md".to_owned(),
        WRONG.replace(',', "،").into_bytes(),
    );
    assert_eq!(files(&site), wanted, "{}", run.stderr);
    for told in [
        "mended content/articles/faulty.ar.md:6:4 [foreign-punctuation]",
        "[tatweel-in-word]",
        "4 faults mended",
    ] {
        assert!(run.stderr.contains(told), "{told} in {}", run.stderr);
    }
    assert!(
        run.stderr.contains("foreign-letter"),
        "what is left is told: {}",
        run.stderr
    );
    let again = check(&site, &["--fix"]);
    assert_eq!(files(&site), wanted, "there is nothing left to mend");
    assert!(again.stderr.contains("0 faults mended"), "{}", again.stderr);
}

#[test]
fn a_link_stays_a_link_and_rights_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let site = site(&[]);
    fs::create_dir_all(site.join("texts")).unwrap();
    let real = site.join("texts/real.md");
    fs::write(&real, FAULTY).unwrap();
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    symlink(
        "../../texts/real.md",
        site.join("content/articles/faulty.ar.md"),
    )
    .unwrap();
    let run = check(&site, &["--fix"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(
        fs::symlink_metadata(site.join("content/articles/faulty.ar.md"))
            .unwrap()
            .is_symlink()
    );
    assert_eq!(fs::read_to_string(&real).unwrap(), MENDED);
    assert_eq!(
        fs::metadata(&real).unwrap().permissions().mode() & 0o777,
        0o640
    );
}

#[test]
fn what_programs_get() {
    let site = site(&[("faulty", FAULTY), ("wrong", WRONG)]);
    let run = check(&site, &["--message-format", "json"]);
    assert_eq!(run.code, 1);
    let told: Vec<String> = lines(&run, "diagnostic")
        .iter()
        .map(|one| {
            format!(
                "{} {}",
                one["code"].as_str().unwrap(),
                one["severity"].as_str().unwrap()
            )
        })
        .collect();
    assert!(told.contains(&"invalid-date error".to_owned()), "{told:?}");
    assert!(
        told.contains(&"foreign-punctuation warning".to_owned()),
        "{told:?}"
    );
    let summary = &lines(&run, "summary")[0];
    assert_eq!(
        (&summary["success"], &summary["errors"], &summary["mended"]),
        (&Value::from(false), &Value::from(1), &Value::from(0))
    );
    assert_eq!(summary["fixable"], 4, "{summary}");
    let run = check(&site, &["--fix", "--message-format", "json"]);
    let repairs = lines(&run, "repair");
    assert_eq!(repairs.len(), 4, "{}", run.stdout);
    for repair in &repairs {
        assert!(
            repair["path"]
                .as_str()
                .unwrap()
                .starts_with("content/articles/"),
            "{repair}"
        );
        assert!(
            repair["line"].as_u64().unwrap() > 4 && repair["column"].as_u64().unwrap() > 0,
            "{repair}"
        );
        assert!(!repair["help"].as_str().unwrap().is_empty(), "{repair}");
    }
    let summary = &lines(&run, "summary")[0];
    assert_eq!(
        (&summary["mended"], &summary["fixable"]),
        (&Value::from(4), &Value::from(0)),
        "{summary}"
    );
}
