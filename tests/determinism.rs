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
        .filter(|path| path.display().to_string().contains("/manifest-"));
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
    fs::remove_file(root.join("ar/index.html")).expect("it can be removed");
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

/// Killed between two names: some files are of the build before, some of the new one, and both are ours.
#[test]
fn a_build_killed_between_two_names_is_repaired() {
    let project = site("between");
    built(&project);
    let (before, kept) = (
        public(&project),
        fs::read_to_string(manifest(&project)).expect("a manifest"),
    );
    let page = project.join("content/pages/colophon.en.md");
    let text = fs::read_to_string(&page).expect("the fixture has it");
    fs::write(&page, text.replace("title: Colophon", "title: Imprint")).expect("it can be written");
    built(&project);
    let after = public(&project);
    let claimed = fs::read_to_string(manifest(&project)).expect("a manifest");
    // What the manifest says while a build goes on: the new content of each file, and the one before.
    let claim: Vec<String> = claimed
        .lines()
        .map(|line| {
            let path = line.splitn(4, ' ').last().unwrap_or_default();
            let old = kept
                .lines()
                .find(|old| old.ends_with(&format!(" {path}")) && *old != line);
            let before = old.and_then(|old| old.split(' ').next());
            before.map_or_else(
                || line.to_owned(),
                |hash| line.replacen(" - ", &format!(" {hash} "), 1),
            )
        })
        .collect();
    fs::write(
        manifest(&project),
        format!("unfinished\n{}\n", claim.join("\n")),
    )
    .expect("it can be written");
    let path = "en/colophon/index.html";
    assert_ne!(before.get(path), after.get(path));
    tree::write(
        &project.join("public"),
        &Tree::from([(path.to_owned(), before[path].clone())]),
    );
    assert_eq!(counts(&built(&project))[0], 1);
    assert_eq!(tree::differences(&after, &public(&project)), [""; 0]);
}

#[test]
fn what_somebody_changed_is_neither_overwritten_nor_removed() {
    let project = site("changed");
    built(&project);
    let path = "en/articles/only-en/index.html";
    let mine = Tree::from([(path.to_owned(), b"changed by hand".to_vec())]);
    tree::write(&project.join("public"), &mine);
    let before = public(&project);
    let edits: [(&str, &dyn Fn()); 2] = [
        ("the site still has the page", &|| ()),
        ("the site no longer has it", &|| {
            fs::remove_file(project.join("content/articles/only-en.en.md"))
                .expect("it can be removed");
        }),
    ];
    for (when, edit) in edits {
        edit();
        let run = build(project.path(), &[], &[]);
        assert_eq!(run.code, 1, "{when}: {}", run.stdout);
        assert!(
            run.stdout.contains("\"foreign-file\"") && run.stdout.contains(path),
            "{when}: {}",
            run.stdout
        );
        assert_eq!(public(&project), before, "{when}");
    }
    assert_eq!(build(project.path(), &["--overwrite"], &[]).code, 0);
    assert!(!public(&project).contains_key(path));
}

#[test]
fn a_forged_manifest_gives_no_rights() {
    let project = site("forged");
    built(&project);
    let mine = ["mine.txt", ".git/config", "en/notes.txt"];
    for path in mine {
        let file = Tree::from([(path.to_owned(), b"mine".to_vec())]);
        tree::write(&project.join("public"), &file);
    }
    let mut text = fs::read_to_string(manifest(&project)).expect("a manifest");
    let right = bayan::fingerprint::Fingerprint::of(b"mine").to_hex();
    text.push_str(&format!("{right} - 4 .git/config\n"));
    text.push_str(&format!("{right} - 4 ../content/pages/colophon.en.md\n"));
    text.push_str(&format!("{} - 4 mine.txt\n", "0".repeat(32)));
    text.push_str(&format!("{} - 4 en/notes.txt\n", "1".repeat(32)));
    fs::write(manifest(&project), text).expect("it can be written");
    let run = build(project.path(), &[], &[]);
    assert_eq!(run.code, 1, "{}", run.stdout);
    let after = public(&project);
    for path in mine {
        assert_eq!(
            after.get(path).map(Vec::as_slice),
            Some(&b"mine"[..]),
            "{path}"
        );
    }
    assert!(project.join("content/pages/colophon.en.md").exists());
}

/// A page that becomes a file, or a file that becomes a folder, is ours both times.
#[test]
fn our_file_may_become_a_folder_and_the_reverse() {
    let project = site("shape");
    let statics = |path: &str| {
        tree::write(
            &project.join("static"),
            &Tree::from([(path.to_owned(), path.as_bytes().to_vec())]),
        );
    };
    statics("data/x");
    built(&project);
    fs::remove_file(project.join("static/data/x")).expect("it can be removed");
    statics("data/x/deep/inner.txt");
    built(&project);
    assert_eq!(
        public(&project)
            .get("data/x/deep/inner.txt")
            .map(Vec::as_slice),
        Some(&b"data/x/deep/inner.txt"[..])
    );
    fs::remove_dir_all(project.join("static/data/x")).expect("it can be removed");
    statics("data/x");
    built(&project);
    assert_eq!(
        public(&project).get("data/x").map(Vec::as_slice),
        Some(&b"data/x"[..])
    );
    // With a file of somebody else inside, the folder is not ours.
    let foreign = Tree::from([("data/y/notes.txt".to_owned(), b"mine".to_vec())]);
    tree::write(&project.join("public"), &foreign);
    statics("data/y");
    assert_eq!(build(project.path(), &[], &[]).code, 1);
    assert!(public(&project).contains_key("data/y/notes.txt"));
}

/// A file of somebody else where a folder is needed goes with a word on the command line; a folder of theirs never does.
#[test]
fn a_foreign_file_in_place_of_a_folder_can_be_taken_over() {
    let project = site("over");
    let mine = Tree::from([("ar".to_owned(), b"mine".to_vec())]);
    tree::write(&project.join("public"), &mine);
    assert_eq!(build(project.path(), &[], &[]).code, 1);
    assert_eq!(public(&project), mine);
    assert_eq!(build(project.path(), &["--overwrite"], &[]).code, 0);
    assert!(public(&project).contains_key("ar/index.html"));
    let other = site("over");
    let mine = Tree::from([("robots.txt/notes.txt".to_owned(), b"mine".to_vec())]);
    tree::write(&other.join("public"), &mine);
    assert_eq!(build(other.path(), &["--overwrite"], &[]).code, 1);
    assert_eq!(public(&other), mine);
}

/// Stamps may stand for bytes only where nothing can have changed; a damaged list of them stands for nothing.
#[test]
fn stamps_never_hide_a_change() {
    let project = site("stamps");
    built(&project);
    let whole = public(&project);
    let page = project.join("public/en/index.html");
    std::thread::sleep(std::time::Duration::from_millis(2100));
    assert_eq!(counts(&built(&project))[0], 0);
    let note = manifest(&project);
    let name = note.file_name().and_then(|name| name.to_str());
    let stamps = note.with_file_name(name.expect("it is UTF-8").replace("manifest", "stamps"));
    let noted = fs::read_to_string(&stamps).expect("the stamps are noted");
    assert!(noted.contains(" en/index.html\n"), "{noted}");
    // The same length and the same time of its content.
    let time = fs::metadata(&page)
        .and_then(|found| found.modified())
        .expect("it has one");
    let mut bytes = fs::read(&page).expect("it is there");
    bytes.reverse();
    fs::write(&page, &bytes).expect("it can be written");
    let file = fs::File::options()
        .write(true)
        .open(&page)
        .expect("it opens");
    file.set_modified(time).expect("times can be set");
    assert_eq!(build(project.path(), &[], &[]).code, 1);
    fs::remove_file(&page).expect("it can be removed");
    for damage in [
        "",
        "bayan stamps 1\n",
        &noted.replacen('0', "1", 1),
        &noted[..noted.len() / 2],
    ] {
        fs::write(&stamps, damage).expect("it can be written");
        built(&project);
        assert_eq!(
            tree::differences(&whole, &public(&project)),
            [""; 0],
            "{damage}"
        );
    }
}

/// A disk that takes no more: every file is as it was, and nothing is left lying about.
#[test]
fn a_full_disk_leaves_the_site_as_it_was() {
    let project = site("full");
    built(&project);
    let before = public(&project);
    fs::create_dir_all(project.join("static")).expect("it can be made");
    fs::write(project.join("static/large.bin"), vec![7; 3_000_000]).expect("it can be written");
    let page = project.join("content/pages/colophon.en.md");
    let text = fs::read_to_string(&page).expect("the fixture has it");
    fs::write(&page, text.replace("title: Colophon", "title: Imprint")).expect("it can be written");
    // A limit of the process stands for that of a disk: writing beyond it fails in the same way.
    let script = format!(
        "ulimit -f 1024; trap '' XFSZ; exec {} build -q --root {} --today {}",
        env!("CARGO_BIN_EXE_bayan"),
        project.path().display(),
        support::TODAY
    );
    let run = std::process::Command::new("bash")
        .args(["-c", &script])
        .output()
        .expect("bash can be started");
    assert_eq!(
        run.status.code(),
        Some(1),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
    assert_eq!(tree::differences(&before, &public(&project)), [""; 0]);
    built(&project);
    assert!(public(&project).contains_key("large.bin"));
}

/// What is written is what was read: a file that changes in between is an error, and no name changes.
#[test]
fn a_source_that_changes_while_it_is_copied_is_an_error() {
    let project = site("swap");
    built(&project);
    let before = public(&project);
    let source = project.join("picture.png");
    fs::write(&source, "the one that was read").expect("it can be written");
    let mut outputs = bayan::output::OutputTree::default();
    let copy = bayan::output::Output::Copy {
        origin: bayan::source::AssetOrigin::Disk(source.clone()),
        fingerprint: bayan::fingerprint::Fingerprint::of(b"the one that was read"),
        length: 21,
    };
    assert!(outputs.insert(bayan::output::OutputPath::new("picture.png"), copy));
    let options = bayan::write::WriteOptions {
        folder: project.join("public"),
        state: project.join("state"),
        name: "x".to_owned(),
        prune_unknown: false,
        overwrite: false,
    };
    let plan = bayan::write::plan(&outputs, &options)
        .expect("it can be compared")
        .value;
    fs::write(&source, "another one, swapped in").expect("it can be written");
    let error = bayan::write::apply(&plan, &|| ()).expect_err("it is not the one that was read");
    assert!(
        error
            .to_string()
            .contains("changed while the site was built"),
        "{error}"
    );
    assert_eq!(tree::differences(&before, &public(&project)), [""; 0]);
}

#[test]
fn a_second_build_waits_for_the_first() {
    let project = site("lock");
    built(&project);
    let name = manifest(&project);
    let name = name
        .file_stem()
        .and_then(|name| name.to_str())
        .expect("it is UTF-8");
    let options = bayan::write::WriteOptions {
        folder: project.join("public"),
        state: project.join(".bayan"),
        name: name.trim_start_matches("manifest-").to_owned(),
        prune_unknown: false,
        overwrite: false,
    };
    let held =
        bayan::write::lock(&options, &|| panic!("nobody else is there")).expect("it is free");
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_bayan"))
        .args(["build", "--root"])
        .arg(project.path())
        .args(["--today", support::TODAY])
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("the program can be started");
    let mut said = std::io::BufReader::new(child.stderr.take().expect("it is piped"));
    let mut line = String::new();
    std::io::BufRead::read_line(&mut said, &mut line).expect("it says something");
    assert!(
        line.contains("another build writes into this folder"),
        "{line}"
    );
    assert!(
        child.try_wait().expect("it can be asked").is_none(),
        "it did not wait"
    );
    drop(held);
    assert!(child.wait().expect("it ends").success());
}

/// Sources on a disk that cannot be written are built with the state elsewhere.
#[test]
fn the_state_may_lie_elsewhere() {
    let (project, other) = (site("state"), site("state"));
    let elsewhere = support::folder::Folder::new("elsewhere");
    let state = elsewhere.join("state");
    for site in [&project, &other, &project, &other] {
        let run = build(
            site.path(),
            &["--state", state.to_str().expect("it is UTF-8")],
            &[],
        );
        assert_eq!(run.code, 0, "{}", run.stdout);
        assert!(!site.join(".bayan").exists());
    }
    let manifests = fs::read_dir(&state).expect("it is there").flatten();
    let count =
        manifests.filter(|file| file.file_name().to_string_lossy().starts_with("manifest-"));
    assert_eq!(count.count(), 2, "each site has one of its own");
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
