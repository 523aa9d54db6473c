//! Building on a memo: the result is that of a clean build, whatever was edited, and no page is rendered without need.

#![allow(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests look at the disk and may stop"
)]

mod support;

use std::collections::BTreeSet;
use std::sync::Arc;

use bayan::output::Output;
use bayan::pipeline::Memo;
use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, any};
use proptest::test_runner::{RngAlgorithm, TestCaseError, TestRng, TestRunner};
use support::edits::{self, BuildStep};
use support::{Built, Project, fixtures, tree};

/// How many scripts are tried, and how many edits each has at most.
const SCRIPTS: u32 = 10;
const EDITS: usize = 6;

/// A site small enough to see by hand who shows what.
const SMALL: [(&str, &str); 10] = [
    (
        "bayan.yaml",
        "title: {ar: م, en: S}\nbase_url: https://example.org/\nlanguages:\n  ar: {name: العربية, locale: ar}\n  en: {name: English, locale: en}\n",
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
        "---\ntitle: واحد\ndate: 2024-01-01\n---\n\nنص عن [[a]].\n",
    ),
    (
        "content/articles/one.en.md",
        "---\ntitle: One\ndate: 2024-01-01\n---\n\nText about [[a]].\n",
    ),
    (
        "content/articles/two.en.md",
        "---\ntitle: Two\ndate: 2024-02-01\n---\n\nText.\n",
    ),
    (
        "content/events/e.md",
        "---\ntitle:\n  ar: حدث\n  en: Event\ndate: 2023-05-05\nactors: [a]\n---\n",
    ),
    (
        "content/sources/s.md",
        "---\ntitle:\n  ar: مصدر\n  en: Source\ntype: news\n---\n",
    ),
    (
        "content/pages/about.en.md",
        "---\ntitle: About\n---\n\nCited [@s].\n",
    ),
];

/// An edit of the small site: its name, the file, the words and what takes their place.
const TABLE: [(&str, &str, &str, &str); 16] = [
    ("nothing", "bayan.yaml", "title", "title"),
    (
        "the body of an article",
        "content/articles/two.en.md",
        "Text.",
        "Other text.",
    ),
    (
        "a link in the body of an article",
        "content/articles/two.en.md",
        "Text.",
        "Text about [[b]].",
    ),
    (
        "the title of an article in one language",
        "content/articles/one.ar.md",
        "واحد",
        "أول",
    ),
    (
        "the title of an article alone in its language",
        "content/articles/two.en.md",
        "title: Two",
        "title: Second",
    ),
    (
        "the date of an article",
        "content/articles/two.en.md",
        "2024-02-01",
        "2024-02-02",
    ),
    (
        "the title of an actor in one language",
        "content/actors/a.md",
        "en: Actor",
        "en: Player",
    ),
    (
        "the title of an actor whom nobody names",
        "content/actors/b.md",
        "en: Bystander",
        "en: Onlooker",
    ),
    (
        "the country of an actor",
        "content/actors/a.md",
        "type: state",
        "type: state\ncountry: SY",
    ),
    (
        "the summary of an event",
        "content/events/e.md",
        "date:",
        "summary:\n  en: Short.\ndate:",
    ),
    (
        "who took part in an event",
        "content/events/e.md",
        "[a]",
        "[b]",
    ),
    (
        "the address of a source",
        "content/sources/s.md",
        "type: news",
        "type: news\nurl: https://example.org/s",
    ),
    (
        "the text of the home page",
        "content/_index.en.md",
        "Home text.",
        "New text.",
    ),
    (
        "a draft",
        "content/articles/two.en.md",
        "title: Two",
        "title: Two\ndraft: true",
    ),
    (
        "how many entries a page of a list has",
        "bayan.yaml",
        "base_url",
        "pagination: 1\nbase_url",
    ),
    (
        "a template",
        "templates/corrections.html",
        "<h1>",
        "<h1 class=\"new\">",
    ),
];

fn small() -> Project {
    let mut project = Project::in_memory(&SMALL);
    project.sources.theme = Project::fixture("minimal").theme("plain").sources.theme;
    let corrections = project
        .text("themes/plain/templates/corrections.html")
        .expect("the theme has it");
    project.put("templates/corrections.html", &corrections);
    project
}

/// The outputs that were made anew: the others share their text with the build before.
fn rendered(before: &Built, after: &Built) -> BTreeSet<String> {
    let kept = |path: &String, output: &Output| match (before.outputs.get(path), output) {
        (Some(Output::Text(old)), Output::Text(new)) => Arc::ptr_eq(old, new),
        (Some(Output::Copy { .. }), Output::Copy { .. }) => true,
        _ => false,
    };
    after
        .outputs
        .iter()
        .filter(|(path, output)| !kept(path, output))
        .map(|(path, _)| path.clone())
        .collect()
}

fn sound(built: &Built) {
    assert_eq!(built.problems(), "", "the site of this test is sound");
}

/// `tests/fixtures/incremental.txt` says, for each edit, what is rendered anew and what is gone.
#[test]
fn edits_render_what_shows_them() {
    let mut all: Vec<String> = Vec::new();
    for (name, path, from, to) in TABLE {
        let mut project = small();
        let mut memo = Memo::default();
        let before = project.build_with(&mut memo);
        project.edit(path, from, to);
        let after = project.build_with(&mut memo);
        sound(&before);
        sound(&after);
        let gone = before
            .outputs
            .keys()
            .filter(|path| !after.outputs.contains_key(*path));
        all.push(name.to_owned());
        all.extend(
            rendered(&before, &after)
                .iter()
                .map(|path| format!("    {path}")),
        );
        all.extend(gone.map(|path| format!("  - {path}")));
    }
    tree::check_text(
        &fixtures("incremental.txt"),
        &format!("{}\n", all.join("\n")),
    );
}

/// What is rendered anew really differs, but for the theme, which is one input of all pages.
#[test]
fn nothing_is_rendered_in_vain() {
    for (name, path, from, to) in TABLE.into_iter().filter(|(name, ..)| *name != "a template") {
        let mut project = small();
        let mut memo = Memo::default();
        let before = project.build_with(&mut memo);
        project.edit(path, from, to);
        let after = project.build_with(&mut memo);
        let (old, new) = (before.bytes(), after.bytes());
        let vain: Vec<String> = rendered(&before, &after)
            .into_iter()
            .filter(|path| old.get(path) == new.get(path))
            .collect();
        // A view may change where this theme does not show it; the contract has variables that it leaves out.
        assert!(vain.len() <= 4, "{name}: {vain:?}");
    }
}

/// After each of many random edits, a build on the memo is a clean build: outputs and problems, byte for byte.
#[test]
fn the_memo_changes_nothing() {
    let start = Project::fixture("bilingual").theme("plain");
    let config = ProptestConfig {
        cases: SCRIPTS,
        failure_persistence: None,
        max_shrink_iters: 200,
        ..Default::default()
    };
    let mut runner =
        TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let step = (0..edits::ALL.len(), any::<u16>(), any::<u16>());
    let outcome = runner.run(&vec(step, 1..=EDITS), |script| {
        follow(&start, &script).map_err(TestCaseError::fail)
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
}

/// Every edit in every way by itself, each undone by the next.
#[test]
fn every_edit_alone_changes_nothing() {
    let start = Project::fixture("bilingual").theme("plain");
    let mut memo = Memo::default();
    start.build_with(&mut memo);
    for (index, (_, _, _, ways)) in edits::ALL.iter().enumerate() {
        for how in 0..*ways {
            let mut project = start.clone();
            let name = edits::apply(&mut project, (index, how * 5 + 2, how));
            same(&project, &mut memo).unwrap_or_else(|fault| panic!("{name}: {fault}"));
        }
    }
    same(&start, &mut memo).expect("back at the start");
}

/// Edits that change no view, but what is said of it or of another file: two in a row, each an edit, a file and a way.
const PAIRS: [[(&str, &str, u16); 2]; 13] = [
    [
        ("broken template", "templates/bare.html", 3),
        ("folder", "content/pages/colophon.en.md", 0),
    ],
    [
        ("broken template", "themes/plain/templates/article.html", 0),
        ("rename", "content/articles/brief.md", 0),
    ],
    [
        ("broken template", "themes/plain/templates/home.html", 3),
        (
            "template of the site",
            "themes/plain/templates/home.html",
            0,
        ),
    ],
    [
        ("broken template", "themes/plain/templates/event.html", 0),
        ("body", "content/events/ev-talks.ar.md", 0),
    ],
    [
        ("body", "content/pages/about.en.md", 3),
        ("rename", "content/pages/about.en.md", 1),
    ],
    [("block", "", 2), ("body", "content/pages/about.en.md", 0)],
    [
        ("body", "content/pages/about.en.md", 3),
        ("name", "content/places/region.md", 4),
    ],
    [
        ("body", "content/pages/about.en.md", 7),
        ("name", "content/places/region.md", 0),
    ],
    [
        ("body", "content/pages/about.en.md", 7),
        ("name", "content/places/region.md", 2),
    ],
    [
        ("body", "content/pages/about.en.md", 8),
        ("name", "content/places/region.md", 0),
    ],
    [
        ("name", "content/places/region.md", 0),
        ("body", "content/pages/about.en.md", 7),
    ],
    [
        ("body", "content/articles/paired/index.ar.md", 6),
        ("body", "content/articles/paired/index.en.md", 6),
    ],
    [
        ("body", "content/articles/paired/index.en.md", 6),
        ("language", "content/articles/paired/index.en.md", 0),
    ],
];

#[test]
fn messages_follow_their_files() {
    let start = Project::fixture("bilingual").theme("plain");
    let mut faults = Vec::new();
    for pair in PAIRS {
        let mut project = start.clone();
        let mut memo = Memo::default();
        for (name, path, how) in pair {
            edits::apply_to(&mut project, name, path, how);
            faults.extend(
                same(&project, &mut memo)
                    .err()
                    .map(|fault| format!("{name} {how} of {path}: {fault}")),
            );
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Edits in a row: the file, the words and what takes their place. The last one changes what pages of other files show or report.
const ROWS: [&[(&str, &str, &str)]; 5] = [
    // A card shows the summary, and the summary the name of another.
    &[
        (
            "content/articles/two.en.md",
            "title: Two",
            "title: Two\nsummary: About [[a]].",
        ),
        ("content/articles/two.en.md", "Text.", "Words."),
        ("content/actors/a.md", "en: Actor", "en: Player"),
    ],
    &[
        (
            "content/articles/two.en.md",
            "Text.",
            "About [[b]].\n\n<!-- more -->\n\nText.",
        ),
        ("content/actors/b.md", "en: Bystander", "en: Onlooker"),
    ],
    // Two are called the same; then the first is not, and one is hidden.
    &[
        (
            "content/articles/two.en.md",
            "Text.",
            "Text about [[The same]] and [[The samme]].",
        ),
        (
            "content/actors/a.md",
            "type:",
            "names: {en: [THE SAME]}\ntype:",
        ),
        (
            "content/actors/b.md",
            "type:",
            "names: {en: [The same]}\ntype:",
        ),
        ("content/actors/a.md", "THE SAME", "Another"),
        ("content/actors/a.md", "Another", "The Same"),
        ("content/actors/b.md", "The same", "Nobody"),
    ],
    &[
        ("content/actors/a.md", "type:", "former_ids: [c]\ntype:"),
        ("content/articles/two.en.md", "Text.", "Text about [[c]]."),
        ("content/actors/a.md", "[c]", "[d]"),
    ],
    // A page moves, and one claims the address of another.
    &[
        (
            "content/articles/two.en.md",
            "title: Two",
            "title: Two\nslug: other",
        ),
        (
            "content/articles/one.en.md",
            "title: One",
            "title: One\naliases: [/en/articles/two/]",
        ),
        ("content/articles/two.en.md", "slug: other", "slug: two"),
        (
            "content/articles/one.en.md",
            "title: One",
            "title: A longer one",
        ),
    ],
];

#[test]
fn what_follows_from_other_files_is_made_anew() {
    for row in ROWS {
        let mut project = small();
        let mut memo = Memo::default();
        project.build_with(&mut memo);
        for (path, from, to) in row {
            project.edit(path, from, to);
            same(&project, &mut memo)
                .unwrap_or_else(|fault| panic!("{path}: {from:?} to {to:?}: {fault}"));
        }
    }
}

fn follow(start: &Project, script: &[BuildStep]) -> Result<(), String> {
    let mut project = start.clone();
    let mut memo = Memo::default();
    project.build_with(&mut memo);
    let mut told = Vec::new();
    for step in script {
        told.push(edits::apply(&mut project, *step));
        same(&project, &mut memo).map_err(|fault| format!("after {}: {fault}", told.join(", ")))?;
    }
    Ok(())
}

fn same(project: &Project, memo: &mut Memo) -> Result<(), String> {
    let (warm, clean) = (project.build_with(memo), project.build());
    if warm.problems() != clean.problems() || warm.diagnostics != clean.diagnostics {
        return Err(format!(
            "problems differ:\nmemo:\n{}clean:\n{}",
            warm.problems(),
            clean.problems()
        ));
    }
    let faults = tree::differences(&clean.bytes(), &warm.bytes());
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults.join("\n"))
    }
}
