//! What the program does when something is wrong: exit codes, what it leaves alone, and what other programs can read.

#![expect(
    clippy::disallowed_methods,
    reason = "tests look at the folders that the program wrote"
)]
#![expect(
    clippy::unwrap_used,
    reason = "a test ends where its site is not as it should be"
)]

#[path = "support/invalid.rs"]
mod invalid;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Output};

use invalid::{TempDir, base};
use serde_json::Value;

const PROBLEM: &str = "---\ntitel: مقال\ndate: 2019-05-30\n---\nقالت [[turky]] كذا.\n";
const WARNING: &str = "---\ntitle: مقال\ndate: 2019-05-30\n---\nنص <b>مهم</b>.\n";
const ARTICLE: &str = "content/articles/wrong.ar.md";

/// Runs the program on a site.
fn bayan(site: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bayan"));
    command
        .arg("--root")
        .arg(site)
        .args(arguments)
        .env_remove("CLICOLOR_FORCE")
        .output()
        .unwrap()
}

fn build(site: &TempDir, arguments: &[&str]) -> Output {
    bayan(
        site.path(),
        &[&["build", "--today", "2026-11-23"], arguments].concat(),
    )
}

#[track_caller]
fn assert_code(output: &Output, code: i32) {
    assert_eq!(
        output.status.code(),
        Some(code),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn write(site: &TempDir, path: &str, text: &str) {
    let path = site.path().join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn read(site: &TempDir, path: &str) -> String {
    fs::read_to_string(site.path().join(path)).unwrap()
}

/// Every file below a folder with its bytes and the moment of its last change; links are not followed.
fn snapshot(folder: &Path) -> BTreeMap<String, (Vec<u8>, std::time::SystemTime)> {
    let mut files = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder)
            .into_iter()
            .flatten()
            .map(Result::unwrap)
        {
            let (path, metadata) = (entry.path(), entry.metadata().unwrap());
            if metadata.is_dir() {
                open.push(path);
            } else {
                let bytes = fs::read(&path).unwrap_or_default();
                files.insert(
                    path.display().to_string(),
                    (bytes, metadata.modified().unwrap()),
                );
            }
        }
    }
    files
}

/// A site that was built once without a problem.
fn built() -> TempDir {
    let site = base();
    assert_code(&build(&site, &[]), 0);
    site
}

#[test]
fn a_clean_build_exits_0_and_says_what_it_did() {
    let site = base();
    let output = build(&site, &[]);
    assert_code(&output, 0);
    assert!(
        stderr(&output).contains(" written, 0 unchanged"),
        "{}",
        stderr(&output)
    );
    assert!(output.stdout.is_empty());
    let again = build(&site, &[]);
    assert!(
        stderr(&again).contains(" 0 written, "),
        "{}",
        stderr(&again)
    );
}

#[test]
fn a_build_with_errors_exits_1_and_leaves_everything_as_it_was() {
    let site = built();
    write(&site, ARTICLE, PROBLEM);
    let before = snapshot(site.path());
    let output = build(&site, &[]);
    assert_code(&output, 1);
    assert!(
        stderr(&output).contains("was left as it was"),
        "{}",
        stderr(&output)
    );
    assert_eq!(snapshot(site.path()), before);
}

#[test]
fn a_first_build_with_errors_makes_no_folder() {
    let site = base();
    write(&site, ARTICLE, PROBLEM);
    assert_code(&build(&site, &[]), 1);
    assert!(!site.path().join("public").exists());
    assert!(!site.path().join(".bayan").exists());
}

#[test]
fn problems_are_shown_with_place_line_and_remedy() {
    let site = base();
    write(&site, ARTICLE, PROBLEM);
    let shown = stderr(&build(&site, &[]));
    for part in [
        "error[unknown-key]",
        "content/articles/wrong.ar.md:2:1",
        "titel: مقال",
        "did you mean",
        "title",
    ] {
        assert!(shown.contains(part), "{part} is not in\n{shown}");
    }
    assert!(
        shown.contains("error[unknown-reference]")
            && shown.contains("content/articles/wrong.ar.md:5:"),
        "{shown}"
    );
}

#[test]
fn wrong_usage_exits_2() {
    let site = base();
    let wrong: [&[&str]; 8] = [
        &[],
        &["biuld"],
        &["build", "--today", "2019-02-30"],
        &["build", "--base-url", "example.org"],
        &["build", "--jobs", "0"],
        &["build", "--message-format", "xml"],
        &["build", "--drafst"],
        &["build", "-q", "-v"],
    ];
    for arguments in wrong {
        let output = bayan(site.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(!output.stderr.is_empty(), "{arguments:?}");
    }
    assert!(!site.path().join("public").exists());
}

#[test]
fn a_folder_without_a_site_exits_1_and_names_the_way_out() {
    let site = TempDir::new();
    let output = build(&site, &[]);
    assert_code(&output, 1);
    let shown = stderr(&output);
    assert!(
        shown.contains("error[missing-config]") && shown.contains("bayan init"),
        "{shown}"
    );
}

#[test]
fn warnings_let_a_build_pass_unless_they_are_errors() {
    let site = base();
    write(&site, ARTICLE, WARNING);
    let strict = build(&site, &["--warnings-as-errors"]);
    assert_code(&strict, 1);
    assert!(
        stderr(&strict).contains("error[raw-html]"),
        "{}",
        stderr(&strict)
    );
    assert!(!site.path().join("public").exists());
    let lenient = build(&site, &[]);
    assert_code(&lenient, 0);
    assert!(
        stderr(&lenient).contains("warning[raw-html]") && stderr(&lenient).contains("1 warning")
    );
}

/// `--help` promises: write nothing and fail if there are warnings.
#[test]
fn warnings_as_errors_of_the_output_folder_write_nothing_either() {
    let site = base();
    write(&site, "public/old.html", "by hand\n");
    let before = snapshot(&site.path().join("public"));
    let output = build(&site, &["--warnings-as-errors"]);
    assert_code(&output, 1);
    assert!(
        stderr(&output).contains("error[unknown-output]"),
        "{}",
        stderr(&output)
    );
    assert!(
        snapshot(&site.path().join("public")) == before,
        "files were written: {}",
        stderr(&output)
    );
}

#[test]
fn json_lines_carry_code_place_and_the_line_itself() {
    let site = base();
    write(&site, ARTICLE, PROBLEM);
    let output = bayan(site.path(), &["build", "--message-format", "json"]);
    assert_code(&output, 1);
    assert!(output.stderr.is_empty(), "{}", stderr(&output));
    let lines: Vec<Value> = output
        .stdout
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
        .map(json)
        .collect();
    let (summary, problems) = lines.split_last().unwrap();
    assert_eq!(
        (&summary["type"], &summary["success"]),
        (&"summary".into(), &false.into())
    );
    assert_eq!(summary["errors"], problems.len());
    let key = problems
        .iter()
        .find(|problem| problem["code"] == "unknown-key")
        .unwrap();
    let place = &key["location"];
    assert_eq!(
        (&key["type"], &key["severity"]),
        (&"diagnostic".into(), &"error".into())
    );
    assert_eq!(
        (&place["path"], &place["text"]),
        (&ARTICLE.into(), &"titel: مقال".into())
    );
    assert_eq!(
        [
            &place["line"],
            &place["column"],
            &place["end_line"],
            &place["end_column"]
        ],
        [2, 1, 2, 6]
    );
    assert_eq!([&place["start_byte"], &place["end_byte"]], [4, 9]);
    let reference = problems
        .iter()
        .find(|problem| problem["code"] == "unknown-reference")
        .unwrap();
    assert_eq!(
        [
            &reference["location"]["line"],
            &reference["location"]["column"]
        ],
        [5, 6]
    );
}

fn json(line: &[u8]) -> Value {
    serde_json::from_slice(line).unwrap()
}

#[test]
fn json_of_a_clean_build_is_one_summary() {
    let site = base();
    let output = bayan(site.path(), &["build", "--message-format", "json"]);
    assert_code(&output, 0);
    let summary = json(output.stdout.strip_suffix(b"\n").unwrap());
    assert_eq!(
        (&summary["type"], &summary["success"]),
        (&"summary".into(), &true.into())
    );
}

#[test]
fn what_others_wrote_is_neither_overwritten_nor_deleted() {
    let site = base();
    write(&site, "public/ar/index.html", "by hand\n");
    write(&site, "public/CNAME", "example.org\n");
    let before = snapshot(&site.path().join("public"));
    let output = build(&site, &[]);
    assert_code(&output, 1);
    assert!(
        stderr(&output).contains("error[foreign-file]"),
        "{}",
        stderr(&output)
    );
    assert_eq!(snapshot(&site.path().join("public")), before);
    fs::remove_file(site.path().join("public/ar/index.html")).unwrap();
    let output = build(&site, &[]);
    assert_code(&output, 0);
    assert!(
        stderr(&output).contains("warning[unknown-output]"),
        "{}",
        stderr(&output)
    );
    assert_eq!(read(&site, "public/CNAME"), "example.org\n");
}

#[test]
fn files_beside_pages_survive_later_builds() {
    let site = built();
    write(&site, "public/ar/articles/talks/notes.txt", "by hand\n");
    for language in ["ar", "en"] {
        fs::remove_file(
            site.path()
                .join(format!("content/articles/talks.{language}.md")),
        )
        .unwrap();
        write(
            &site,
            &format!("content/_index.{language}.md"),
            "---\ntitle: س\n---\n",
        );
    }
    assert_code(&build(&site, &[]), 0);
    assert!(
        !site
            .path()
            .join("public/ar/articles/talks/index.html")
            .exists()
    );
    assert!(!site.path().join("public/en/articles/talks").exists());
    assert_eq!(
        read(&site, "public/ar/articles/talks/notes.txt"),
        "by hand\n"
    );
}

#[test]
fn pruning_is_asked_for_and_spares_the_host() {
    let site = built();
    write(&site, "public/old/page.html", "x\n");
    write(&site, "public/.git/HEAD", "ref\n");
    assert_code(&build(&site, &["--prune-unknown"]), 0);
    assert!(!site.path().join("public/old").exists());
    assert_eq!(read(&site, "public/.git/HEAD"), "ref\n");
}

#[test]
fn sources_are_no_output_folder() {
    let site = base();
    symlink(site.path().join("content"), site.path().join("shortcut")).unwrap();
    let before = snapshot(site.path());
    let wrong = [
        "content",
        "content/public",
        "static",
        "detail",
        "themes/default",
        ".bayan",
        ".",
        "..",
        "shortcut/out",
        "x/../content/y",
    ];
    for folder in wrong {
        let folder = site.path().join(folder);
        let output = build(&site, &["--output-dir", folder.to_str().unwrap()]);
        assert_code(&output, 2);
        assert!(
            stderr(&output).contains("name another output folder"),
            "{}",
            stderr(&output)
        );
        assert_eq!(snapshot(site.path()), before, "{}", folder.display());
    }
}

#[test]
fn the_configured_output_folder_is_checked_too() {
    for output in ["content/public", "../site", ".", "/"] {
        let site = base();
        let config = read(&site, "bayan.yaml");
        write(&site, "bayan.yaml", &format!("{config}output: {output}\n"));
        let before = snapshot(site.path());
        assert_ne!(build(&site, &[]).status.code(), Some(0), "{output}");
        assert_eq!(snapshot(site.path()), before, "{output}");
    }
}

#[test]
fn nothing_is_written_through_links() {
    let site = base();
    let beside = site.path().with_file_name("beside");
    fs::create_dir_all(&beside).unwrap();
    fs::write(beside.join("kept.html"), "kept\n").unwrap();
    fs::create_dir_all(site.path().join("public/en")).unwrap();
    symlink(&beside, site.path().join("public/ar")).unwrap();
    symlink(
        beside.join("kept.html"),
        site.path().join("public/en/index.html"),
    )
    .unwrap();
    for arguments in [&[][..], &["--prune-unknown"]] {
        let output = build(&site, arguments);
        assert_code(&output, 1);
        assert!(
            stderr(&output).contains("error[foreign-file]"),
            "{}",
            stderr(&output)
        );
        assert_eq!(snapshot(&beside).len(), 1);
        assert_eq!(
            fs::read_to_string(beside.join("kept.html")).unwrap(),
            "kept\n"
        );
    }
}

#[test]
fn nothing_is_removed_through_links() {
    let site = built();
    let beside = site.path().with_file_name("beside");
    fs::rename(site.path().join("public/ar/articles"), &beside).unwrap();
    symlink(&beside, site.path().join("public/ar/articles")).unwrap();
    let before = snapshot(&beside);
    for language in ["ar", "en"] {
        fs::remove_file(
            site.path()
                .join(format!("content/articles/talks.{language}.md")),
        )
        .unwrap();
        write(
            &site,
            &format!("content/_index.{language}.md"),
            "---\ntitle: س\n---\n",
        );
    }
    build(&site, &["--prune-unknown"]);
    assert_eq!(snapshot(&beside), before);
}

#[test]
fn colour_is_for_those_who_want_it() {
    let site = base();
    write(&site, ARTICLE, PROBLEM);
    let run = |name: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bayan"));
        let output = command
            .arg("--root")
            .arg(site.path())
            .arg("build")
            .env_remove("NO_COLOR")
            .env(name, "1")
            .output();
        stderr(&output.unwrap())
    };
    assert!(!run("NO_COLOR").contains('\u{1b}'));
    assert!(run("CLICOLOR_FORCE").contains('\u{1b}'));
}

/// A file from a stranger must not be able to paint or erase the terminal of who builds it.
#[test]
fn control_characters_of_content_do_not_reach_the_terminal() {
    let site = base();
    let text = "---\ntitle: x\n\u{1b}[31mkey: \"\\e[2J\"\ntype\u{7}: \u{1b}]0;x\u{7}\ndate: \u{1b}[2J\n---\n[[\u{1b}[2Jx]] ![\u{8}](\u{1b}.png)\n";
    write(&site, ARTICLE, text);
    write(&site, "content/articles/\u{1b}[2J.ar.md", text);
    write(
        &site,
        "content/events/wrong.md",
        "---\ntitle:\n  ar: س\n  en: X\ndate: \"2019\\e[2J\"\ntype: \"\\e[31m\"\n---\n",
    );
    let output = build(&site, &[]);
    assert_code(&output, 1);
    let shown = stderr(&output);
    let stray: Vec<&str> = shown
        .lines()
        .filter(|line| line.contains(|c: char| c.is_control()))
        .collect();
    assert!(stray.is_empty(), "{stray:#?}");
}

/// A file and a folder of one name can only be told before the first byte is written.
#[test]
fn a_page_below_a_file_is_refused_before_anything_is_written() {
    let site = base();
    write(&site, "static/ar/about", "x\n");
    assert_code(&build(&site, &[]), 1);
    assert!(!site.path().join("public").exists());
}

/// The default of a terminal is to reorder a line by its first letter; the isolates keep it readable.
#[test]
fn arabic_words_are_isolated() {
    let site = base();
    write(
        &site,
        ARTICLE,
        "---\ntitle: مقال\ndate: 2019-05-30\n---\nقال [[خلوسي أكار]].\n",
    );
    let shown = stderr(&build(&site, &[]));
    assert!(shown.contains("`\u{2068}خلوسي أكار\u{2069}`"), "{shown}");
}

#[test]
fn what_is_no_folder_is_no_output_folder() {
    let site = base();
    symlink("nowhere", site.path().join("dangling")).unwrap();
    for (folder, told) in [
        (
            "dangling",
            "is a link that leads to nothing; name another output folder",
        ),
        (
            "bayan.yaml",
            "is a file, and pages need a folder; name another output folder",
        ),
    ] {
        let before = snapshot(site.path());
        let folder = site.path().join(folder);
        let output = build(&site, &["--output-dir", folder.to_str().unwrap()]);
        assert_code(&output, 2);
        assert!(stderr(&output).contains(told), "{}", stderr(&output));
        assert_eq!(snapshot(site.path()), before);
    }
}

/// A folder that is another name of a source for the disk, as `CONTENT` is where no case is told apart: here, two names of one folder.
#[test]
fn a_folder_under_another_name_is_the_same() {
    let site = base();
    fs::create_dir_all(site.path().join("static")).unwrap();
    for name in ["content", "static"] {
        let folder = format!("{}/./{name}/../{name}/x", site.path().display());
        assert_code(&build(&site, &["-o", &folder]), 2);
    }
}

/// What was hashed is written, or nothing: here a file is exchanged for a link while the site is built, again and again.
#[test]
fn a_file_that_is_exchanged_for_a_link_is_not_followed() {
    let site = base();
    let secret = site.path().with_extension("secret");
    fs::write(&secret, "SECRET").unwrap();
    write(&site, "static/data.txt", "data");
    let (data, aside) = (
        site.path().join("static/data.txt"),
        site.path().join("aside.txt"),
    );
    let stop = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                drop(fs::rename(&data, &aside));
                drop(symlink(&secret, &data));
                drop(fs::remove_file(&data));
                drop(fs::rename(&aside, &data));
            }
        });
        for _ in 0..20 {
            drop(fs::remove_dir_all(site.path().join("public")));
            build(&site, &[]);
            let written =
                fs::read_to_string(site.path().join("public/data.txt")).unwrap_or_default();
            assert!(matches!(&*written, "" | "data"), "{written}");
        }
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
    });
    fs::remove_file(secret).unwrap();
}
