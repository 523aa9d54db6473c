//! The program on a disk: the same bytes everywhere, nothing written twice, nothing of others touched, nothing left broken.

#![allow(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests look at the disk and may stop"
)]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::SystemTime;

use support::folder::{Folder, Run, build};
use support::tree::{self, Tree};
use support::{Project, fixtures};

fn site(name: &str) -> Folder {
    Folder::with(name, &fixtures("sites/bilingual"))
}

fn public(folder: &Folder) -> Tree {
    tree::read(&folder.join("public"))
}

fn built(folder: &Folder) -> Run {
    let run = build(folder.path(), &[], &[]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    run
}

/// Written, unchanged, removed.
fn counts(run: &Run) -> [u64; 3] {
    ["written", "unchanged", "removed"].map(|key| run.summary(key).as_u64().expect("a count"))
}

fn times(root: &Path) -> BTreeMap<String, SystemTime> {
    let time = |path: &String| {
        fs::metadata(root.join(path))
            .and_then(|found| found.modified())
            .expect("a file has one")
    };
    tree::read(root)
        .keys()
        .map(|path| (path.clone(), time(path)))
        .collect()
}

/// The only manifest of a project.
fn manifest(folder: &Folder) -> std::path::PathBuf {
    let entries = fs::read_dir(folder.join(".bayan"))
        .expect("a build leaves .bayan/")
        .flatten();
    let mut found = entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|end| end == "txt"));
    found.next().expect("a build leaves a manifest")
}

/// A folder, arguments, and variables of the environment.
type Place<'a> = (&'a str, &'a [&'a str], &'a [(&'a str, &'a str)]);

#[test]
fn the_same_bytes_everywhere() {
    let places: [Place<'_>; 4] = [
        ("one", &["--jobs", "1"], &[("TZ", "UTC"), ("LANG", "C")]),
        (
            "two with spaces",
            &["--jobs", "2"],
            &[("TZ", "Pacific/Kiritimati"), ("LANG", "ar_SY.UTF-8")],
        ),
        (
            "three",
            &["--jobs", "7"],
            &[("TZ", "Pacific/Pago_Pago"), ("LC_ALL", "tr_TR.UTF-8")],
        ),
        (
            "بيان",
            &[],
            &[("LANG", ""), ("HOME", "/nonexistent"), ("NO_COLOR", "1")],
        ),
    ];
    let trees = places.map(|(name, arguments, variables)| {
        let (project, output) = (site(name), Folder::new("output"));
        let to = output.join("deep/er");
        let more = [arguments, &["-o", to.to_str().expect("the path is UTF-8")]].concat();
        let run = build(project.path(), &more, variables);
        assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
        tree::read(&to)
    });
    for other in &trees {
        assert_eq!(tree::differences(&trees[0], other), [""; 0]);
    }
    let pure = Project::fixture("bilingual").build().bytes();
    assert_eq!(
        tree::differences(&pure, &trees[0]),
        [""; 0],
        "the program and the library differ"
    );
}

#[test]
fn a_second_build_writes_nothing() {
    let project = site("twice");
    let [written, unchanged, removed] = counts(&built(&project));
    assert_eq!((unchanged, removed), (0, 0));
    assert_eq!(written, public(&project).len() as u64);
    let (before, note) = (
        times(&project.join("public")),
        fs::read(manifest(&project)).expect("a manifest"),
    );
    let stamp = fs::metadata(manifest(&project))
        .and_then(|found| found.modified())
        .expect("a file has one");
    assert_eq!(counts(&built(&project)), [0, written, 0]);
    assert_eq!(times(&project.join("public")), before);
    assert_eq!(fs::read(manifest(&project)).expect("a manifest"), note);
    assert_eq!(
        fs::metadata(manifest(&project))
            .and_then(|found| found.modified())
            .expect("a file has one"),
        stamp
    );
}

#[test]
fn only_what_differs_is_written() {
    let project = site("differs");
    built(&project);
    let before = times(&project.join("public"));
    let page = project.join("content/pages/colophon.en.md");
    let text = fs::read_to_string(&page).expect("the fixture has it");
    fs::write(&page, text.replace("title: Colophon", "title: Imprint")).expect("it can be written");
    let [written, _, removed] = counts(&built(&project));
    let after = times(&project.join("public"));
    let changed: Vec<&String> = after
        .iter()
        .filter(|(path, time)| before.get(*path) != Some(time))
        .map(|(p, _)| p)
        .collect();
    assert_eq!(removed, 0);
    // The Arabic page names the colophon, which its readers are not shown, by its title and without a link.
    assert_eq!(
        changed,
        [
            "ar/about/index.html",
            "en/about/index.html",
            "en/colophon/index.html"
        ]
    );
    assert_eq!(written, 3);
}

#[test]
fn pruning_removes_only_what_was_ours() {
    let project = site("prune");
    built(&project);
    let mine = ["en/articles/only-en/notes.txt", "mine.txt", ".git/config"];
    for path in mine {
        tree::write(
            &project.join("public"),
            &Tree::from([(path.to_owned(), b"mine".to_vec())]),
        );
    }
    fs::remove_file(project.join("content/articles/only-en.en.md")).expect("it can be removed");
    let run = built(&project);
    let after = public(&project);
    // Four articles become three: the second page of the list stays, two pages of the article go.
    assert_eq!(counts(&run)[2], 2);
    assert!(
        !after.contains_key("en/articles/only-en/index.html")
            && !after.contains_key("ar/articles/only-en/index.html")
    );
    assert!(
        mine.iter().all(|path| after.contains_key(*path)),
        "a file of someone else is gone"
    );
    assert!(
        !project.join("public/ar/articles/only-en").exists(),
        "an empty folder stays"
    );
    built(&project);
    assert_eq!(public(&project), after);
    assert_eq!(build(project.path(), &["--prune-unknown"], &[]).code, 0);
    let after = public(&project);
    assert!(
        !after.contains_key("mine.txt") && !after.contains_key("en/articles/only-en/notes.txt")
    );
    assert!(
        after.contains_key(".git/config"),
        "hidden files at the top belong to the host"
    );
}

#[test]
fn without_its_manifest_a_build_owns_nothing() {
    let project = site("lost");
    built(&project);
    fs::remove_file(manifest(&project)).expect("it can be removed");
    tree::write(
        &project.join("public"),
        &Tree::from([("stray.html".to_owned(), b"?".to_vec())]),
    );
    let run = built(&project);
    assert!(
        run.stdout.contains("\"unknown-output\"") && run.stdout.contains("stray.html"),
        "{}",
        run.stdout
    );
    assert!(public(&project).contains_key("stray.html"));
}

#[test]
fn a_foreign_file_in_the_way_stops_the_build() {
    let project = site("foreign");
    tree::write(
        &project.join("public"),
        &Tree::from([("en/index.html".to_owned(), b"mine".to_vec())]),
    );
    let run = build(project.path(), &[], &[]);
    assert_eq!(run.code, 1);
    assert!(run.stdout.contains("\"foreign-file\""), "{}", run.stdout);
    assert_eq!(
        public(&project),
        Tree::from([("en/index.html".to_owned(), b"mine".to_vec())])
    );
}

#[test]
fn a_build_with_errors_leaves_the_site_as_it_was() {
    let project = site("errors");
    built(&project);
    let before = (public(&project), times(&project.join("public")));
    fs::write(
        project.join("content/articles/brief.md"),
        "---\ntitel: x\n---\n",
    )
    .expect("it can be written");
    assert_eq!(build(project.path(), &[], &[]).code, 1);
    assert_eq!((public(&project), times(&project.join("public"))), before);
}

/// A build that was killed: some files old, some missing, temporary files about, the manifest unfinished.
#[test]
fn a_killed_build_is_repaired() {
    let project = site("killed");
    built(&project);
    let whole = public(&project);
    let kept = fs::read_to_string(manifest(&project)).expect("a manifest");
    fs::write(manifest(&project), format!("unfinished\n{kept}")).expect("it can be written");
    let root = project.join("public");
    fs::remove_file(root.join("en/index.html")).expect("it can be removed");
    fs::write(root.join("ar/index.html"), "half").expect("it can be written");
    fs::write(root.join("ar/.bayan-tmp-0123"), "half").expect("it can be written");
    fs::write(root.join("ar/mine.txt"), "mine").expect("it can be written");
    let run = built(&project);
    let mut wanted = whole;
    wanted.insert("ar/mine.txt".to_owned(), b"mine".to_vec());
    assert_eq!(tree::differences(&wanted, &public(&project)), [""; 0]);
    assert!(
        run.stdout.contains("mine.txt"),
        "what is not ours is named: {}",
        run.stdout
    );
    assert_eq!(counts(&run)[0], 2);
    assert!(
        !fs::read_to_string(manifest(&project))
            .expect("a manifest")
            .starts_with("unfinished")
    );
}

/// Several builds at once into one folder: all end well, and leave what one of them would.
#[test]
fn builds_at_once_do_not_meet() {
    let wanted = Project::fixture("bilingual").build().bytes();
    let project = site("at-once");
    let root = project.path().to_str().expect("the path is UTF-8");
    for round in 0..4 {
        let start = |_| {
            std::process::Command::new(env!("CARGO_BIN_EXE_bayan"))
                .args(["build", "-q", "--root", root, "--today", support::TODAY])
                .stderr(std::process::Stdio::piped())
                .spawn()
                .expect("the program can be started")
        };
        let running: Vec<_> = (0..4).map(start).collect();
        for child in running {
            let ended = child.wait_with_output().expect("it ends");
            assert!(
                ended.status.success(),
                "round {round}: {}",
                String::from_utf8_lossy(&ended.stderr)
            );
        }
        assert_eq!(
            tree::differences(&wanted, &public(&project)),
            [""; 0],
            "round {round}"
        );
        fs::remove_dir_all(project.join("public")).expect("it can be removed");
    }
}

/// Killed at any moment, whatever that moment is, the next build makes the same site.
#[test]
fn killing_the_program_does_no_lasting_harm() {
    let wanted = Project::fixture("bilingual").build().bytes();
    for milliseconds in [30, 120, 200, 260, 320] {
        let project = site("kill");
        let root = project.path().to_str().expect("the path is UTF-8");
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_bayan"))
            .args(["build", "-q", "--root", root, "--today", support::TODAY])
            .spawn()
            .expect("the program can be started");
        std::thread::sleep(std::time::Duration::from_millis(milliseconds));
        // Fails where the program has ended already, which is as good.
        drop(child.kill());
        child.wait().expect("the program ends");
        built(&project);
        assert_eq!(
            tree::differences(&wanted, &public(&project)),
            [""; 0],
            "after {milliseconds} ms"
        );
    }
}
