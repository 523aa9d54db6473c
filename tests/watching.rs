//! A watched project: after every edit, whatever tool made it, the session on its memo has what a new one would have.

#![allow(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests look at the disk and may stop"
)]

mod support;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use bayan::load::Touched;
use bayan::output::Output;
use bayan::pipeline::{BuildProgress, BuildRequest};
use bayan::session::{Rebuilt, Session};
use bayan::source::AssetOrigin;
use bayan::watch::Watch;
use support::disk::{self, Dice, Edit};
use support::folder::Folder;
use support::{options, tree};

/// Each seed is a script of its own; together they make 500 edits.
const SEEDS: [u64; 4] = [1, 2, 3, 4];
const EDITS: usize = 125;
/// A script of edits of what is drawn. There are fewer: drawing takes long in tests.
const MAPS: (u64, usize) = (5, 30);
/// A change that is not seen after this long is lost.
const PATIENCE: Duration = Duration::from_secs(20);

const SITE: [(&str, &str); 10] = [
    (
        "bayan.yaml",
        "title: {ar: م, en: S}\nbase_url: https://example.org/\ntheme: plain\nlanguages:\n  ar: {name: العربية, locale: ar}\n  en: {name: English, locale: en}\n",
    ),
    (
        "content/_index.en.md",
        "---\ntitle: Home\nmain_actors: [a]\n---\n\nHome text.\n",
    ),
    (
        "content/actors/a.md",
        "---\ntitle:\n  ar: أ\n  en: Actor\ntype: state\n---\n",
    ),
    (
        "content/actors/b.md",
        "---\ntitle:\n  ar: ب\n  en: Bystander\ntype: state\n---\n",
    ),
    (
        "content/articles/one.ar.md",
        "---\ntitle: واحد\ndate: 2024-01-01\n---\n\nنص.\n",
    ),
    (
        "content/articles/one.en.md",
        "---\ntitle: One\ndate: 2024-01-01\n---\n\nText about words.\n",
    ),
    (
        "content/articles/two.en.md",
        "---\ntitle: Two\ndate: 2024-02-01\n---\n\nText.\n",
    ),
    (
        "content/events/e.md",
        "---\ntitle:\n  ar: حدث\n  en: Event\ndate: 2024-05-05\n---\n",
    ),
    (
        "content/sources/s.md",
        "---\ntitle:\n  ar: مصدر\n  en: Source\ntype: news\n---\n",
    ),
    (
        "content/pages/about.en.md",
        "---\ntitle: About\n---\n\nWords of it.\n",
    ),
];

/// A small site on disk with two themes.
fn site(name: &str) -> Folder {
    let folder = Folder::new(name);
    let files = SITE
        .iter()
        .map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()))
        .collect();
    tree::write(folder.path(), &files);
    disk::themes(folder.path());
    folder
}

/// Outputs and problems, as text.
fn state(rebuilt: &Rebuilt) -> tree::Tree {
    let bytes = |output: &Output| match output {
        Output::Text(text) => text.as_bytes().to_vec(),
        Output::Copy {
            origin: AssetOrigin::Embedded(bytes),
            ..
        } => bytes.to_vec(),
        Output::Copy { fingerprint, .. } => fingerprint.to_hex().into_bytes(),
    };
    let mut state: tree::Tree = rebuilt
        .build
        .outputs
        .iter()
        .map(|(path, output)| (path.as_str().to_owned(), bytes(output)))
        .collect();
    state.insert(
        "(problems)".to_owned(),
        format!("{:#?}", rebuilt.diagnostics).into_bytes(),
    );
    state
}

fn rebuild(session: &mut Session, touched: &Touched) -> Option<Rebuilt> {
    session.rebuild(
        touched,
        &BuildRequest::new(&options(), &BuildProgress::default()),
    )
}

fn clean(root: &Path) -> tree::Tree {
    let mut session = Session::new(root.to_owned(), None);
    state(&rebuild(&mut session, &Touched::default()).expect("a first build is made"))
}

/// Bursts of a watch, from a thread of its own.
fn bursts(root: &Path) -> Receiver<Touched> {
    watched(Watch::new(root, None, false).expect("the folder can be watched"))
}

fn watched(mut watch: Watch) -> Receiver<Touched> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        while let Some(touched) = watch.wait() {
            if sender.send(touched).is_err() {
                return;
            }
        }
    });
    receiver
}

/// Makes random edits of a site, and compares what was made of each with a clean build.
fn follow(folder: &Folder, all: &[Edit], seed: u64, edits: usize) -> Result<(), String> {
    let root = folder.path().canonicalize().expect("the folder exists");
    let bursts = bursts(&root);
    let mut session = Session::new(root.clone(), None);
    let mut now =
        state(&rebuild(&mut session, &Touched::default()).expect("a first build is made"));
    let mut dice = Dice::new(seed);
    for number in 0..edits {
        let name = disk::apply_one(all, &root, &mut dice);
        let (wanted, start) = (clean(&root), Instant::now());
        loop {
            while let Ok(touched) = bursts.recv_timeout(Duration::from_millis(15)) {
                now = rebuild(&mut session, &touched).map_or(now, |rebuilt| state(&rebuilt));
            }
            let faults = tree::differences(&wanted, &now);
            if faults.is_empty() {
                break;
            }
            if start.elapsed() > PATIENCE {
                return Err(format!(
                    "seed {seed}, edit {number}, {name}:\n{}",
                    faults.join("\n")
                ));
            }
        }
    }
    Ok(())
}

#[test]
fn five_hundred_edits_leave_what_a_clean_build_makes() {
    let faults: Vec<String> = std::thread::scope(|scope| {
        let runs: Vec<_> = SEEDS
            .into_iter()
            .map(|seed| scope.spawn(move || follow(&site("watching"), &disk::ALL, seed, EDITS)))
            .collect();
        runs.into_iter()
            .filter_map(|run| run.join().expect("no script panics").err())
            .collect()
    });
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

/// A site with places, a layer and a translation.
fn drawn(name: &str) -> Folder {
    let folder = site(name);
    let files = disk::maps::FILES
        .iter()
        .map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()))
        .collect();
    tree::write(folder.path(), &files);
    folder
}

#[test]
fn edits_of_what_is_drawn_leave_what_a_clean_build_makes() {
    let (folder, (seed, edits)) = (drawn("drawn"), MAPS);
    let start = clean(&folder.path().canonicalize().expect("the folder exists"));
    let holds = |path: &str, words: &str| String::from_utf8_lossy(&start[path]).contains(words);
    assert!(
        holds("en/map/index.html", "<svg") && holds("en/articles/one/index.html", "<svg"),
        "maps are drawn"
    );
    assert!(
        !holds("(problems)", "severity: Error"),
        "{}",
        String::from_utf8_lossy(&start["(problems)"])
    );
    follow(&folder, &disk::maps::ALL, seed, edits).unwrap_or_else(|faults| panic!("{faults}"));
}

/// As git does it, there and back: a thousand files come, change and go at once.
#[test]
fn a_checkout_of_a_thousand_files_is_one_change() {
    let folder = site("checkout");
    let root = folder.path().canonicalize().expect("the folder exists");
    let git = |words: &[&str]| {
        let own = [
            "-c",
            "user.name=T",
            "-c",
            "user.email=t@example.org",
            "-c",
            "commit.gpgsign=false",
        ];
        let run = Command::new("git")
            .args(own)
            .args(words)
            .current_dir(&root)
            .output()
            .expect("git can be run");
        assert!(
            run.status.success(),
            "{words:?}: {}",
            String::from_utf8_lossy(&run.stderr)
        );
    };
    let terms = |words: &str| {
        for number in 0..1000 {
            let term = format!(
                "---\ntitle:\n  ar: لفظ {number}\n  en: Term {number}\nsummary:\n  en: {words}.\n---\n"
            );
            let path = root.join(format!("content/glossary/t{number:03}.md"));
            std::fs::create_dir_all(path.parent().expect("it lies in a folder"))
                .expect("a folder can be made");
            std::fs::write(path, term).expect("a file can be written");
        }
    };
    let commit = |name: &str| {
        git(&["checkout", "-q", "-b", name]);
        git(&["add", "-A"]);
        git(&["commit", "-q", "-m", name]);
    };
    git(&["init", "-q"]);
    commit("few");
    terms("One");
    commit("many");
    terms("Two");
    commit("other");
    let bursts = bursts(&root);
    let mut session = Session::new(root.clone(), None);
    let mut now =
        state(&rebuild(&mut session, &Touched::default()).expect("a first build is made"));
    for branch in ["many", "few", "other"] {
        git(&["checkout", "-q", branch]);
        let (wanted, start) = (clean(&root), Instant::now());
        while !tree::differences(&wanted, &now).is_empty() {
            assert!(start.elapsed() < PATIENCE, "{branch} was not seen");
            if let Ok(touched) = bursts.recv_timeout(Duration::from_millis(50)) {
                now = rebuild(&mut session, &touched).map_or(now, |rebuilt| state(&rebuilt));
            }
        }
    }
}

/// Every edit of the script by itself, so that none is left to chance.
#[test]
fn each_edit_alone_is_seen() {
    each_alone(&site("each"), &disk::ALL);
}

#[test]
fn each_edit_of_what_is_drawn_is_seen_alone() {
    each_alone(&drawn("each-drawn"), &disk::maps::ALL);
}

fn each_alone(folder: &Folder, all: &[Edit]) {
    let root = folder.path().canonicalize().expect("the folder exists");
    let bursts = bursts(&root);
    let mut session = Session::new(root.clone(), None);
    let mut now =
        state(&rebuild(&mut session, &Touched::default()).expect("a first build is made"));
    for (number, (name, edit)) in all.iter().enumerate() {
        edit(&root, &mut Dice::new(number as u64 + 7));
        let (wanted, start) = (clean(&root), Instant::now());
        while !tree::differences(&wanted, &now).is_empty() {
            assert!(start.elapsed() < PATIENCE, "{name} was not seen");
            if let Ok(touched) = bursts.recv_timeout(Duration::from_millis(50)) {
                now = rebuild(&mut session, &touched).map_or(now, |rebuilt| state(&rebuilt));
            }
        }
    }
}

/// Changes that come without an event for a watched folder: of a file that a link leads to, inside the site and outside of the
/// folders that are read; and of any, where the system tells nothing.
#[test]
fn what_a_link_leads_to_is_watched_and_files_are_looked_at() {
    for polls in [false, true] {
        let folder = site("links");
        let root = folder.path().canonicalize().expect("the folder exists");
        let page = |text: &str| format!("---\ntitle: Linked\n---\n\n{text}\n");
        fs::create_dir_all(root.join("shared")).expect("a folder can be made");
        fs::write(root.join("shared/x.md"), page("first")).expect("a file can be written");
        let link = root.join("content/pages/linked.en.md");
        fs::create_dir_all(link.parent().expect("it lies in a folder"))
            .expect("a folder can be made");
        std::os::unix::fs::symlink("../../shared/x.md", link).expect("a link can be made");
        let mut session = Session::new(root.clone(), None);
        let first =
            state(&rebuild(&mut session, &Touched::default()).expect("a first build is made"));
        let shows = |state: &tree::Tree, words: &str| {
            String::from_utf8_lossy(&state["en/linked/index.html"]).contains(words)
        };
        assert!(shows(&first, "first"));
        let mut watch = Watch::new(&root, None, polls).expect("the folder can be watched");
        watch.follow_links(session.links());
        let bursts = watched(watch);
        let (mut now, start) = (first, Instant::now());
        // Its time must differ from that of the first text where files are looked at.
        std::thread::sleep(Duration::from_millis(1200));
        fs::write(root.join("shared/x.md"), page("second")).expect("a file can be written");
        while !shows(&now, "second") && start.elapsed() < PATIENCE {
            if let Ok(touched) = bursts.recv_timeout(Duration::from_millis(100)) {
                now = rebuild(&mut session, &touched).map_or(now, |rebuilt| state(&rebuilt));
            }
        }
        assert!(shows(&now, "second"), "polls: {polls}");
    }
}
