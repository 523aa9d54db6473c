//! The words of the interface: none is missing, none is of no use, and templates can print counts, shares and lists with them.

#![allow(
    clippy::disallowed_methods,
    clippy::panic,
    reason = "tests read the sources and may stop"
)]

mod support;

use std::collections::BTreeSet;
use std::path::Path;

use bayan::diagnostic::Code;
use bayan::source::{SourceFile, SourcePath, ThemeFile};
use bayan::strings::{ASKED, FILLED};
use support::{Project, tree};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Puts a file of the site's own before those of the theme.
fn put_first(project: &mut Project, name: &str, text: &str) {
    let file = SourceFile::new(SourcePath::new(name), text);
    project.sources.theme.insert(
        0,
        ThemeFile {
            name: name.into(),
            file,
        },
    );
}

/// The sources that show strings, without the list itself and without tests.
fn sources() -> Vec<String> {
    let all = tree::read(&root().join("src")).into_iter();
    let kept = all.filter(|(path, _)| {
        path.ends_with(".rs") && path.as_str() != "strings.rs" && !path.contains("tests")
    });
    kept.map(|(_, bytes)| String::from_utf8(bytes).expect("sources are text"))
        .collect()
}

/// What stands between a call and the end of the key in it.
fn keys_after(text: &str, call: &str) -> Vec<String> {
    let ends = |rest: &str| rest.find(['"', '{']).unwrap_or_default();
    text.split(call)
        .skip(1)
        .filter_map(|rest| rest.get(..ends(rest)))
        .map(ToOwned::to_owned)
        .collect()
}

#[test]
fn the_list_of_the_program_is_true() {
    let sources = sources();
    let asked: BTreeSet<&str> = ASKED.iter().copied().collect();
    for call in [
        "strings.get(\"",
        "strings(lang).get(\"",
        ".filled(\"",
        ".string(\"",
        "Phrase(\"",
        "get(&format!(\"",
    ] {
        for key in sources.iter().flat_map(|text| keys_after(text, call)) {
            let known = asked
                .iter()
                .any(|one| *one == key || (one.ends_with('.') && key.starts_with(one)));
            assert!(known, "the program asks for {key:?}, which `ASKED` lacks");
        }
    }
    for key in sources
        .iter()
        .flat_map(|text| keys_after(text, ".filled(\""))
    {
        assert!(
            FILLED.iter().any(|(filled, _)| *filled == key),
            "the program fills {key:?}, which `FILLED` lacks"
        );
    }
    for key in ASKED {
        let literal = format!("\"{key}");
        // The names of list pages are those of kinds.
        let found = sources
            .iter()
            .any(|text| text.contains(&literal) || text.contains(&format!("{literal}\"")));
        assert!(found, "`ASKED` has {key:?}, which nothing asks for");
    }
}

/// The tables of the default theme as those of a site: every string of theirs is asked for.
#[test]
fn the_default_theme_has_no_string_of_no_use() {
    let mut project = Project::read(root());
    for lang in ["ar", "en"] {
        let table = project
            .text(&format!("(default theme)/strings/{lang}.yaml"))
            .expect("the theme has the language");
        put_first(
            &mut project,
            &format!("strings/{lang}.yaml"),
            &format!("{table}of_no_use: x\n"),
        );
    }
    let built = project.build();
    let unused: Vec<_> = built
        .diagnostics
        .iter()
        .filter(|one| one.code == Code::UnusedString)
        .collect();
    assert!(
        unused.iter().all(|one| one.message.contains("of_no_use")),
        "{unused:#?}"
    );
    assert_eq!(unused.len(), 2);
}

/// A template on the left, and what it prints in Arabic with Arabic digits and in English.
const PRINTED: [(&str, &str, &str); 10] = [
    (
        "{{ 1234567 | number(lang=page.lang) }}",
        "١٬٢٣٤٬٥٦٧",
        "1,234,567",
    ),
    ("{{ 37.5 | percent(lang=page.lang) }}", "٣٧٫٥٪", "37.5%"),
    ("{{ 50 | percent(lang=page.lang) }}", "٥٠٪", "50%"),
    (
        "{{ 0 | counted(forms=strings.event_count, lang=page.lang) }}",
        "لا أحداث",
        "0 events",
    ),
    (
        "{{ 11 | counted(forms=strings.event_count, lang=page.lang) }}",
        "١١ حدثاً",
        "11 events",
    ),
    (
        "{{ ['أ', 'ب', 'ج'] | listed(lang=page.lang) }}",
        "أ وب وج",
        "أ, ب and ج",
    ),
    (
        "{{ ['أ', 'ب'] | listed(lang=page.lang, kind='or') }}",
        "أ أو ب",
        "أ or ب",
    ),
    ("{{ [] | listed(lang=page.lang) }}", "", ""),
    (
        "{% for x in ['أ', 'ب', 'ج', 'د'] %}{{ x }}{{ loop.index | list_gap(of=4, lang=page.lang) }}{% endfor %}",
        "أ وب وج ود",
        "أ, ب, ج and د",
    ),
    (
        "{% for x in ['أ', 'ب'] %}{{ x }}{{ loop.index | list_gap(of=2, lang=page.lang, kind='or') }}{% endfor %}",
        "أ أو ب",
        "أ or ب",
    ),
];

#[test]
fn filters_print_as_the_language_does() {
    let mut project = Project::fixture("minimal");
    let languages = "languages:\n  ar:\n    name: العربية\n    locale: ar-SY\n    digits: arab\n  en:\n    name: English\n    locale: en-GB\n";
    project.put(
        "bayan.yaml",
        &format!("title:\n  ar: أ\n  en: A\nbase_url: https://example.org/\n{languages}"),
    );
    project.sources.content.clear();
    project.put("content/pages/a.md", "---\ntitle:\n  ar: أ\n  en: A\n---\n");
    let lines: Vec<String> = PRINTED
        .iter()
        .map(|(template, ..)| format!("<{template}>"))
        .collect();
    put_first(&mut project, "templates/page.html", &lines.join("\n"));
    let built = project.build();
    assert_eq!(built.problems(), "");
    let expected = |own: fn(&(&'static str, &'static str, &'static str)) -> &'static str| {
        PRINTED
            .iter()
            .map(|row| format!("<{}>", own(row)))
            .collect::<Vec<_>>()
            .join("\n")
    };
    assert_eq!(built.text("ar/a/index.html"), expected(|row| row.1));
    assert_eq!(built.text("en/a/index.html"), expected(|row| row.2));
}

/// Footnotes are numbered by the program: in the digits of the site. What an editor types stays as typed.
#[test]
fn numbers_of_the_program_and_of_the_editor() {
    let mut project = Project::fixture("minimal");
    let languages = "languages:\n  ar:\n    name: العربية\n    locale: ar-SY\n    digits: arab\n";
    project.put(
        "bayan.yaml",
        &format!("title:\n  ar: أ\nbase_url: https://example.org/\n{languages}"),
    );
    project.sources.content.clear();
    let text = "---\ntitle: ب\n---\nفي 2019 نص[^a] ونص[^a].\n\n1. بند\n\n[^a]: حاشية 7.\n";
    project.put("content/pages/b.ar.md", text);
    let built = project.build();
    let page = built.text("ar/b/index.html");
    for expected in [
        "role=\"doc-noteref\">١</a>",
        "<sup>٢</sup>",
        "في 2019 نص",
        "حاشية 7",
        "data-digits=\"arab\"",
        "href=\"#fn-1\"",
    ] {
        assert!(page.contains(expected), "{expected} is not in {page}");
    }
}
