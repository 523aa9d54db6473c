//! The direction of blocks and of what stands in them.

use std::sync::Arc;

use proptest::prelude::*;

use super::{MarkdownOptions, options, parse_with, problems, shown};
use crate::lang::{Direction, Lang};
use crate::locale::Script;
use crate::locale::bidi::Writing;
use crate::parse::markdown::inline;
use crate::source::{SourcePath, Span};

/// A site in languages that are told apart by script, one of which has a twin.
fn written(lang: &str) -> MarkdownOptions {
    let all = [
        ("ar", Direction::Rtl),
        ("en", Direction::Ltr),
        ("zh", Direction::Ltr),
        ("he", Direction::Rtl),
    ];
    let code = |name: &str| Lang::parse(name).expect("a code");
    let direction = all
        .iter()
        .find(|(name, _)| *name == lang)
        .map(|(_, direction)| *direction)
        .expect("a language");
    let others = all.iter().filter(|(_, other)| *other != direction);
    let opposite = others
        .map(|(name, _)| (code(name), Script::of_language(name).expect("a script")))
        .collect();
    MarkdownOptions {
        writing: Some(Arc::new(Writing {
            lang: code(lang),
            direction,
            opposite,
        })),
        ..options()
    }
}

fn check(lang: &str, table: &[(&str, &str)]) {
    for (markdown, expected) in table {
        let parsed = parse_with(markdown, &written(lang));
        assert_eq!(problems(markdown, &parsed.diagnostics), "", "{markdown}");
        assert_eq!(shown(&parsed.value.body), *expected, "{markdown}");
    }
}

#[test]
fn blocks_keep_the_direction_of_the_page() {
    check(
        "ar",
        &[
            ("S/2018/852: مذكرة", "<p><bdi>S/2018/852</bdi>: مذكرة</p>\n"),
            ("All of it.", "<p dir=\"ltr\" lang=\"en\">All of it.</p>\n"),
            ("停火", "<p dir=\"ltr\" lang=\"zh\">停火</p>\n"),
            ("2018", "<p>2018</p>\n"),
            (
                "نحو 50–60%، S/2018/852–853",
                "<p>نحو <span class=\"unbroken\">50–<bdi dir=\"ltr\">60%</bdi></span>، <bdi>S/2018/852</bdi>–853</p>\n",
            ),
            (
                "# Title",
                "<h2 id=\"title\" dir=\"ltr\" lang=\"en\">Title</h2>\n",
            ),
            (
                "# نص Title",
                "<h2 id=\"نص-title\">نص <bdi>Title</bdi></h2>\n",
            ),
            (
                "[[damascus]]: 2018, x",
                "<p>⟦name ?/damascus⟧: 2018, <bdi>x</bdi></p>\n",
            ),
            (
                "> One.\n>\n> Two.",
                "<blockquote dir=\"ltr\" lang=\"en\">\n<p>One.</p>\n<p>Two.</p>\n</blockquote>\n",
            ),
            (
                "> One.\n>\n> اثنان.",
                "<blockquote>\n<p dir=\"ltr\" lang=\"en\">One.</p>\n<p>اثنان.</p>\n</blockquote>\n",
            ),
            (
                "- One\n- Two",
                "<ul dir=\"ltr\" lang=\"en\">\n<li>One</li>\n<li>Two</li>\n</ul>\n",
            ),
            (
                "- One!\n- اثنان",
                "<ul>\n<li><bdi dir=\"ltr\" lang=\"en\">One!</bdi></li>\n<li>اثنان</li>\n</ul>\n",
            ),
            (
                "- نص\n  - One",
                "<ul>\n<li>نص\n<ul dir=\"ltr\" lang=\"en\">\n<li>One</li>\n</ul>\n</li>\n</ul>\n",
            ),
        ],
    );
    check(
        "en",
        &[
            (
                "نص عربي، ومعه 50%",
                "<p dir=\"rtl\" lang=\"ar\">نص عربي، ومعه <bdi dir=\"ltr\">50%</bdi></p>\n",
            ),
            ("All of it 50%.", "<p>All of it 50%.</p>\n"),
            (
                "About 50–**60%**.",
                "<p>About <span class=\"unbroken\">50–<strong>60%</strong></span>.</p>\n",
            ),
            (
                "**2017–2018**",
                "<p><strong><span class=\"unbroken\">2017–2018</span></strong></p>\n",
            ),
            (
                "A [2017–](x/)2018",
                "<p>A <span class=\"unbroken\">⟦path x/⟧2017–⟦/⟧2018</span></p>\n",
            ),
        ],
    );
}

#[test]
fn tables_and_lists_place_what_hangs_in_them() {
    check(
        "ar",
        &[
            (
                "| رمز | نص |\n|-|-|\n| S/2018/852 | نص |",
                "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"⟦table_label⟧\"><table>\n<thead><tr><th scope=\"col\">رمز</th><th scope=\"col\">نص</th></tr></thead><tbody>\n<tr><td><bdi dir=\"ltr\">S/2018/852</bdi></td><td>نص</td></tr>\n</tbody></table></div>\n",
            ),
            (
                "| One | B |\n|-|-|\n| 1 | 2 |",
                "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"⟦table_label⟧\"><table dir=\"ltr\" lang=\"en\">\n<thead><tr><th scope=\"col\">One</th><th scope=\"col\">B</th></tr></thead><tbody>\n<tr><td>1</td><td>2</td></tr>\n</tbody></table></div>\n",
            ),
            (
                "مصطلح\n: Term",
                "<dl>\n<dt>مصطلح</dt>\n<dd><bdi dir=\"ltr\" lang=\"en\">Term</bdi></dd>\n</dl>\n",
            ),
            (
                "- [ ] Two\n- [x] واحد",
                "<ul>\n<li class=\"task\"><label><input type=\"checkbox\" disabled> <bdi dir=\"ltr\" lang=\"en\">Two</bdi></label></li>\n<li class=\"task\"><label><input type=\"checkbox\" disabled checked> واحد</label></li>\n</ul>\n",
            ),
            (
                "> [!NOTE]\n> Two",
                "<aside class=\"alert alert-note\" role=\"note\">\n<p class=\"alert-title\">⟦alert_note⟧</p>\n<p dir=\"ltr\" lang=\"en\">Two</p>\n</aside>\n",
            ),
        ],
    );
}

#[test]
fn runs_go_through_elements() {
    check(
        "ar",
        &[
            (
                "مجلة Foreign *Affairs* (2018)، نعم",
                "<p>مجلة <bdi>Foreign <em>Affairs</em> (2018)</bdi>، نعم</p>\n",
            ),
            (
                "مجلة *Foreign Affairs*، نعم",
                "<p>مجلة <em><bdi>Foreign Affairs</bdi></em>، نعم</p>\n",
            ),
            (
                "مجلة **Foreign** *Affairs*، نعم",
                "<p>مجلة <bdi><strong>Foreign</strong> <em>Affairs</em></bdi>، نعم</p>\n",
            ),
            (
                "مجلة **نص Foreign** Affairs، نعم",
                "<p>مجلة <strong>نص Foreign</strong> Affairs، نعم</p>\n",
            ),
            (
                "مجلة [Foreign Affairs](https://a.example)، 3",
                "<p>مجلة ⟦address https://a.example⟧<bdi>Foreign Affairs</bdi>⟦/⟧، 3</p>\n",
            ),
            ("انظر AT&T، 3", "<p>انظر <bdi>AT&amp;T</bdi>، 3</p>\n"),
            (
                "أمر `ls -l`، و C",
                "<p>أمر <code dir=\"ltr\">ls -l</code>، و <bdi>C</bdi></p>\n",
            ),
            (
                "قال NATO[@src-a]، 3",
                "<p>قال <bdi>NATO</bdi>⟦cite src-a⟧، 3</p>\n",
            ),
            ("قال NATO\nوقال", "<p>قال <bdi>NATO</bdi>\nوقال</p>\n"),
        ],
    );
}

#[test]
fn editors_have_the_last_word() {
    check(
        "ar",
        &[
            (
                "2018–2019 {dir=ltr}",
                "<p dir=\"ltr\"><span class=\"unbroken\">2018–2019</span></p>\n",
            ),
            (
                "Bonjour. {lang=fr}",
                "<p dir=\"ltr\" lang=\"fr\">Bonjour.</p>\n",
            ),
            (
                "## Bonjour {lang=fr}",
                "<h2 id=\"bonjour\" dir=\"ltr\" lang=\"fr\">Bonjour</h2>\n",
            ),
            (
                "- Bonjour {lang=fr}\n- نص",
                "<ul>\n<li><bdi dir=\"ltr\" lang=\"fr\">Bonjour</bdi></li>\n<li>نص</li>\n</ul>\n",
            ),
            ("Text {x=1}", "<p dir=\"ltr\" lang=\"en\">Text {x=1}</p>\n"),
            ("نص\n{dir=rtl}", "<p dir=\"rtl\">نص</p>\n"),
        ],
    );
    let wrong = |markdown: &str, expected: &str| {
        let found = problems(markdown, &parse_with(markdown, &written("ar")).diagnostics);
        assert_eq!(found, expected, "{markdown}");
    };
    wrong(
        "x {dir=ltr lang=ar}",
        "contradictory-direction \"{dir=ltr lang=ar}\"",
    );
    wrong(
        "x {dir=ltr dir=rtl}",
        "contradictory-direction \"{dir=ltr dir=rtl}\"",
    );
    wrong("x {dir=left}", "unknown-word \"{dir=left}\"");
    wrong("x {lang=xx}", "invalid-locale \"{lang=xx}\"");
    wrong(
        "# x {lang=ar dir=ltr}",
        "contradictory-direction \"# x {lang=ar dir=ltr}\"",
    );
}

#[test]
fn notes_come_back_the_way_the_text_runs() {
    let html = |lang| {
        shown(
            &parse_with("نص[^a]\n\n[^a]: Words", &written(lang))
                .value
                .body,
        )
    };
    assert!(
        html("ar").contains("↪") && html("ar").contains("<p dir=\"ltr\" lang=\"en\">Words <a"),
        "{}",
        html("ar")
    );
    assert!(html("en").contains("↩"));
}

const PIECES: &[&str] = &[
    "نص",
    "، ",
    "Foreign ",
    "NATO",
    "S/2018/852",
    " (",
    ") ",
    "*",
    "**",
    "[",
    "](x)",
    "`a`",
    "15 km",
    "+963 11 333 4444",
    "50%",
    "\n",
    "\n\n",
    "> ",
    "- ",
    "- [ ] ",
    "# ",
    "[^a]",
    "[^a]: ",
    "| a | ب |\n|-|-|\n",
    "&",
    "\"",
    "«",
    "»",
    "[[x]]",
    "[@s]",
    "![",
    " {dir=ltr}",
    "x",
    "٢٠",
    "-",
    ": ",
    "שלום",
];

/// The HTML without what this policy writes.
fn stripped(html: &str) -> String {
    let mut text = html
        .replace("</bdi>", "")
        .replace("↪", "↩")
        .replace("<code dir=\"ltr\">", "<code>");
    for mark in [
        "<bdi>",
        "<bdi dir=\"ltr\">",
        "<bdi dir=\"rtl\">",
        "<bdo dir=\"ltr\">",
        "</bdo>",
    ] {
        text = text.replace(mark, "");
    }
    for lang in [
        " lang=\"en\"",
        " lang=\"zh\"",
        " lang=\"ar\"",
        " lang=\"he\"",
    ] {
        text = ["ltr", "rtl"].iter().fold(text, |text, dir| {
            text.replace(&format!("<bdi dir=\"{dir}\"{lang}>"), "")
                .replace(&format!(" dir=\"{dir}\"{lang}>"), ">")
        });
    }
    text.replace(" dir=\"ltr\">", ">")
        .replace(" dir=\"rtl\">", ">")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    /// Nothing is lost, doubled or moved: without its markup the text is what it is where no language is known.
    #[test]
    fn only_markup_is_added(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..30), lang in prop::sample::select(vec!["ar", "en", "zh"])) {
        let text = pieces.concat().replace(" {dir=ltr}", "");
        let plain = parse_with(&text, &options()).value;
        let marked = parse_with(&text, &written(lang)).value;
        prop_assert_eq!(stripped(&shown(&marked.body)), stripped(&shown(&plain.body)));
        let heads = |text: &crate::model::body::Text| text.outline.iter().map(|heading| stripped(&heading.html)).collect::<Vec<_>>();
        prop_assert_eq!(heads(&marked), heads(&plain));
    }

    /// Every tag closes inside the element that it was opened in.
    #[test]
    fn isolates_nest(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..30), lang in prop::sample::select(vec!["ar", "en"])) {
        let text = pieces.concat();
        let html = shown(&parse_with(&text, &written(lang)).value.body).replace("⟦/⟧", "</a>");
        let mut open = Vec::new();
        for tag in html.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
            let name = tag.trim_start_matches('/').split([' ', '\n']).next().unwrap_or_default();
            if matches!(name, "br" | "hr" | "input" | "img") || name.is_empty() || tag.starts_with('a') || name == "a" {
                continue;
            }
            if tag.starts_with('/') {
                prop_assert_eq!(open.pop(), Some(name), "{}", html);
            } else {
                open.push(name);
            }
        }
        prop_assert!(open.is_empty(), "{}", html);
    }

    #[test]
    fn texts_of_front_matter_too(text in "[a-zA-Zء-ي٠-٩0-9 ().,،%-]{0,40}") {
        let source = format!("s: {text}");
        let read = |options: &MarkdownOptions| {
            shown(&inline(&SourcePath::new("a.md"), &source, &text, Span::new(3, source.len()), options).value.text)
        };
        prop_assert_eq!(stripped(&read(&written("ar"))), read(&options()));
    }
}
