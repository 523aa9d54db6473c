//! What is kept between builds saves time and changes nothing: neither a byte of the site, nor a word of what is said about it.

#![allow(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests look at the disk and may stop"
)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use proptest::prelude::any;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use support::folder::{Folder, Run, build};
use support::{TODAY, fixtures, tree};

/// So old a file must be for its stamp to stand for its bytes.
const SETTLING: Duration = Duration::from_millis(2100);
/// How many edits are made.
const EDITS: usize = 40;

/// A site with warnings, since those are said again too.
fn site(name: &str) -> Folder {
    let folder = Folder::with(name, &fixtures("sites/bilingual"));
    let text =
        "---\ntitle: With faults\ndate: 2024-01-01\n---\n\nA  doubled blank, and another  one.\n";
    fs::write(folder.join("content/articles/faults.en.md"), text).expect("it can be written");
    folder
}

/// What a build says of the site: all but how long it took, and how much of it was written.
fn said(run: &Run) -> Vec<String> {
    let mut lines: Vec<String> = run.stdout.lines().map(ToOwned::to_owned).collect();
    let summary = lines.pop().unwrap_or_default();
    let mut summary: serde_json::Value = serde_json::from_str(&summary)
        .unwrap_or_else(|_| panic!("no summary in {}{}", run.stdout, run.stderr));
    if let Some(fields) = summary.as_object_mut() {
        for name in ["milliseconds", "written", "unchanged", "removed", "output"] {
            fields.remove(name);
        }
    }
    lines.push(summary.to_string());
    lines.push(format!("exit code {}", run.code));
    lines
}

/// Whether the site was made, or only found to be as it is to be.
fn is_made(folder: &Folder, more: &[&str]) -> bool {
    let run = build(folder.path(), &[&["--timings=json"], more].concat(), &[]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    let timings: serde_json::Value =
        serde_json::from_str(run.stdout.lines().last().unwrap_or_default())
            .expect("a line of JSON");
    let stages = timings["stages"].as_array().expect("stages").clone();
    stages.iter().any(|stage| stage["stage"] == "pages")
}

/// A clean build of the same sources says the same and writes the same.
#[track_caller]
fn assert_clean(folder: &Folder, run: &Run, more: &[&str], after: &str) {
    let (output, state) = (Folder::new("output"), Folder::new("state"));
    let [to, kept] = [&output, &state].map(|one| one.path().to_str().expect("the path is UTF-8"));
    let clean = build(
        folder.path(),
        &[&["-o", to, "--state", kept], more].concat(),
        &[],
    );
    assert_eq!(said(run), said(&clean), "after {after}");
    if run.code == 0 {
        let differences = tree::differences(
            &tree::read(output.path()),
            &tree::read(&folder.join("public")),
        );
        assert_eq!(differences, [""; 0], "after {after}");
    }
}

#[test]
fn what_is_as_it_was_is_not_made_again() {
    let folder = site("again");
    let first = build(folder.path(), &[], &[]);
    assert_eq!(first.code, 0, "{}{}", first.stdout, first.stderr);
    assert!(first.stdout.contains("doubled-space"), "{}", first.stdout);
    // By bytes, then by stamps that the build before noted.
    for wait in [Duration::ZERO, SETTLING, Duration::ZERO] {
        std::thread::sleep(wait);
        assert!(!is_made(&folder, &[]), "nothing has changed");
        let again = build(folder.path(), &[], &[]);
        assert_eq!(said(&again), said(&first));
        assert_eq!(again.summary("written"), 0);
        assert_eq!(again.summary("unchanged"), first.summary("written"));
    }
    // What people read, with its excerpts, is said again too.
    let root = folder.path().to_str().expect("the path is UTF-8");
    let human = |state: &[&str]| {
        let fixed = ["build", "--root", root, "--today", TODAY];
        let run = support::folder::bayan(&[&fixed, state].concat(), &[]);
        run.stderr
            .split("pages from")
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    let (output, state) = (Folder::new("output"), Folder::new("state"));
    let [to, kept] = [&output, &state].map(|one| one.path().to_str().expect("the path is UTF-8"));
    assert_eq!(human(&[]), human(&["-o", to, "--state", kept]));
    assert!(human(&[]).contains("another  one"), "{}", human(&[]));
}

/// An edit: its name, what it does, and the options of the build after it.
type Edit<'a> = (&'a str, &'a dyn Fn(), &'a [&'a str]);

/// Each of these makes the next build another one.
#[test]
fn what_differs_is_made() {
    let folder = site("differs");
    let content = folder.join("content/articles/faults.en.md");
    let page = folder.join("public/en/articles/faults/index.html");
    let write = |path: &Path, text: &str| fs::write(path, text).expect("it can be written");
    let text = fs::read_to_string(&content).expect("it was written");
    let edits: [Edit<'_>; 8] = [
        ("another day", &|| (), &["--today", "2031-01-01"]),
        ("drafts", &|| (), &["--drafts"]),
        ("another address", &|| (), &["-u", "https://example.net/"]),
        ("relative links", &|| (), &["--portable"]),
        (
            "a text of the same length",
            &|| write(&content, &text.replace("another", "gnother")),
            &[],
        ),
        (
            "a new text",
            &|| write(&folder.join("content/articles/new.en.md"), &text),
            &[],
        ),
        (
            "a new string",
            &|| {
                fs::create_dir_all(folder.join("strings")).expect("it can be made");
                write(&folder.join("strings/en.yaml"), "skip: Past it\n");
            },
            &[],
        ),
        (
            "a page that is gone",
            &|| fs::remove_file(&page).expect("it can be removed"),
            &[],
        ),
    ];
    for (name, edit, more) in edits {
        assert_eq!(build(folder.path(), &[], &[]).code, 0, "before {name}");
        std::thread::sleep(if name.contains("length") {
            SETTLING
        } else {
            Duration::ZERO
        });
        assert!(!is_made(&folder, &[]), "before {name}");
        edit();
        // A build replaces the last day given; the helper gives one already.
        if more.first() == Some(&"--today") {
            let root = folder.path().to_str().expect("the path is UTF-8");
            let run = support::folder::bayan(
                &[
                    &[
                        "build",
                        "--root",
                        root,
                        "--message-format",
                        "json",
                        "--timings=json",
                    ],
                    more,
                ]
                .concat(),
                &[],
            );
            assert!(
                run.stdout.contains("\"stage\":\"pages\""),
                "{name}: {}",
                run.stdout
            );
        } else {
            assert!(is_made(&folder, more), "{name}");
        }
    }
}

/// How many things a build made in a stage.
fn count(folder: &Folder, stage: &str) -> u64 {
    let run = build(folder.path(), &["--timings=json"], &[]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    let timings: serde_json::Value =
        serde_json::from_str(run.stdout.lines().last().unwrap_or_default())
            .expect("a line of JSON");
    let stages = timings["stages"].as_array().expect("stages").clone();
    let found = stages.iter().find(|one| one["stage"] == stage);
    found
        .and_then(|one| one["count"].as_u64())
        .unwrap_or_default()
}

/// A map that was drawn for the last build is drawn again only where what it shows has changed, or where it was not kept well.
#[test]
fn maps_are_drawn_once() {
    let folder = site("drawn");
    let all = count(&folder, "draw");
    assert!(all > 0, "the site has maps");
    let text = folder.join("content/articles/faults.en.md");
    let edit = |number: u32| {
        let old = fs::read_to_string(&text).expect("it was written");
        fs::write(&text, format!("{old}\nMore, {number}.\n")).expect("it can be written");
    };
    edit(1);
    assert_eq!(count(&folder, "draw"), 0);
    let kept = files(folder.path(), ".bayan");
    let kept = kept
        .iter()
        .find(|path| path.display().to_string().contains("/drawings-"));
    let kept = kept.expect("drawings are kept");
    let bytes = fs::read(kept).expect("it is there");
    for (number, damaged) in [&bytes[..bytes.len() / 2], &[&bytes[..], b"x"].concat()]
        .into_iter()
        .enumerate()
    {
        fs::write(kept, damaged).expect("it can be written");
        edit(2 + u32::try_from(number).expect("it is small"));
        assert_eq!(count(&folder, "draw"), all);
    }
    assert_clean(&folder, &build(folder.path(), &[], &[]), &[], "damage");
}

/// Draws numbers below a bound, the same in every run of the test.
struct Draw(TestRunner);

impl Draw {
    fn below(&mut self, bound: usize) -> usize {
        let drawn = any::<u32>()
            .new_tree(&mut self.0)
            .expect("a number can be drawn");
        drawn.current() as usize % bound
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

fn files(folder: &Path, inside: &str) -> Vec<PathBuf> {
    let tree = tree::read(&folder.join(inside));
    tree.keys()
        .map(|path| folder.join(inside).join(path))
        .collect()
}

/// Does something to the site, to what was built, or to what is remembered, and says what.
fn disturb(folder: &Folder, draw: &mut Draw, more: &mut Vec<&str>) -> String {
    let root = folder.path();
    let content: Vec<PathBuf> = files(root, "content")
        .into_iter()
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .collect();
    let path = draw.of(&content).clone();
    let text = fs::read(&path).expect("it is there");
    // A manifest says what is ours: without it, files are left that a clean build does not make.
    let state: Vec<PathBuf> = files(root, ".bayan")
        .into_iter()
        .filter(|path| !path.display().to_string().contains("/manifest-"))
        .collect();
    let built: Vec<PathBuf> = files(root, "public");
    let number = draw.below(1000);
    match draw.below(14) {
        0 => fs::write(
            &path,
            [&text[..], format!("\nAnd {number}.\n").as_bytes()].concat(),
        ),
        1 => fs::write(&path, text.to_ascii_lowercase()),
        2 => fs::write(&path, &text),
        3 => fs::remove_file(&path),
        4 => fs::write(path.with_file_name(format!("n{}.en.md", number % 5)), &text),
        5 => {
            let other = draw.of(&content);
            let others = fs::read(other).expect("it is there");
            fs::write(&path, others).and_then(|()| fs::write(other, text))
        }
        6 => {
            let config = root.join("bayan.yaml");
            let old = fs::read_to_string(&config).expect("it is there");
            let kept: Vec<&str> = old
                .lines()
                .filter(|line| !line.starts_with("pagination"))
                .collect();
            fs::write(
                &config,
                format!("{}\npagination: {}\n", kept.join("\n"), 1 + number % 9),
            )
        }
        7 => {
            const OPTIONS: [&[&str]; 4] = [&[], &["--drafts"], &["--portable"], &["--future"]];
            *more = OPTIONS[number % 4].to_vec();
            Ok(())
        }
        8 | 9 if !state.is_empty() => {
            // A byte of what is remembered is another, or its end is lost.
            let file = draw.of(&state);
            let mut bytes = fs::read(file).unwrap_or_default();
            if let Some(at) = number.checked_rem(bytes.len()) {
                if number.is_multiple_of(2) {
                    bytes.truncate(at);
                } else {
                    bytes[at] ^= 1;
                }
            }
            fs::write(file, bytes)
        }
        10 if !built.is_empty() => fs::remove_file(draw.of(&built)),
        11 => {
            // The build is killed at some moment.
            let mut child = Command::new(env!("CARGO_BIN_EXE_bayan"))
                .args(["-q", "build", "--overwrite", "--today", TODAY, "--root"])
                .arg(root)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .expect("the program can be started");
            std::thread::sleep(Duration::from_millis(number as u64 % 120));
            child.kill().and_then(|()| child.wait()).map(drop)
        }
        12 if number.is_multiple_of(4) => {
            std::thread::sleep(SETTLING);
            Ok(())
        }
        _ => fs::create_dir_all(root.join("strings")).and_then(|()| {
            fs::write(
                root.join("strings/en.yaml"),
                format!("skip: Skip {}\n", number % 3),
            )
        }),
    }
    .expect("the disk allows it");
    format!("{} with {}", number, path.display())
}

/// Whatever happened to the site, to the output and to the state: the same as a clean build.
#[test]
fn nothing_kept_makes_a_difference() {
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut draw = Draw(TestRunner::new_with_rng(
        proptest::prelude::ProptestConfig::default(),
        rng,
    ));
    let folder = site("property");
    let mut more = Vec::new();
    for round in 0..EDITS {
        let what = disturb(&folder, &mut draw, &mut more);
        let own = [&["--overwrite"], &more[..]].concat();
        // Files of a killed build are told once, by the build after it.
        _ = build(folder.path(), &own, &[]);
        let run = build(folder.path(), &own, &[]);
        assert_clean(&folder, &run, &more, &format!("round {round}: {what}"));
    }
}
