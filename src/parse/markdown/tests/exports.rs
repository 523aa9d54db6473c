//! What comes with texts of other programs and is read: bare addresses, harmless HTML, definition lists.

use super::{check, check_problems, parse, shown};

#[test]
fn bare_addresses_are_links() {
    check(
        "الموقع https://example.org/a والبريد info@example.org و www.example.org.",
        "<p>الموقع ⟦address https://example.org/a⟧https://example.org/a⟦/⟧ والبريد ⟦address mailto:info@example.org⟧info@example.org⟦/⟧ و ⟦address http://www.example.org⟧www.example.org⟦/⟧.</p>\n",
    );
    check(
        "[see https://example.org](https://example.org/x) `www.example.org`",
        "<p>⟦address https://example.org/x⟧see https://example.org⟦/⟧ <code>www.example.org</code></p>\n",
    );
    check(
        "x [@src, https://example.org/p]",
        "<p>x ⟦cite src, https://example.org/p⟧</p>\n",
    );
}

#[test]
fn an_account_is_a_link() {
    let parsed = parse("كتب [@user](https://example.org/user) ذلك.");
    assert!(parsed.diagnostics.is_empty());
    assert_eq!(
        shown(&parsed.value.body),
        "<p>كتب ⟦address https://example.org/user⟧@user⟦/⟧ ذلك.</p>\n"
    );
    assert_eq!(parsed.value.body.lookalikes.len(), 1);
}

#[test]
fn harmless_html() {
    check(
        "م<sup>2</sup> و<br>سطر <abbr title=\"Doc\">د</abbr>",
        "<p>م<sup>2</sup> و<br />\nسطر <abbr title=\"Doc\">د</abbr></p>\n",
    );
    check(
        "| أ |\n|---|\n| س<br>ص |",
        "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"⟦table_label⟧\"><table>\n<thead><tr><th scope=\"col\">أ</th></tr></thead><tbody>\n<tr><td>س<br />\nص</td></tr>\n</tbody></table></div>\n",
    );
    check(
        "<details>\n<summary>عنوان &amp; كذا</summary>\n\nنص **مهم**\n\n</details>\n\nبعد",
        "<details>\n<summary>عنوان &amp; كذا</summary>\n<p>نص <strong>مهم</strong></p>\n</details>\n<p>بعد</p>\n",
    );
    check(
        "<details>\n<summary>س</summary>\nنص <kbd>K</kbd>\n</details>",
        "<details>\n<summary>س</summary>\n<p>نص <kbd>K</kbd></p>\n</details>\n",
    );
}

#[test]
fn html_is_always_whole() {
    for (markdown, html) in [
        ("a <sup>b\n\nc", "<p>a <sup>b</sup></p>\n<p>c</p>\n"),
        ("*a <u>b* c</u>", "<p><em>a <u>b</u></em> c</p>\n"),
        ("a</sup>b", "<p>ab</p>\n"),
        (
            "<sup><sub>x</sup></sub>",
            "<p><sup><sub>x</sub></sup></p>\n",
        ),
        (
            "> <details>\n\nx",
            "<blockquote>\n<details>\n</details>\n</blockquote>\n<p>x</p>\n",
        ),
        ("<details>\n\nx", "<details>\n<p>x</p>\n</details>\n"),
    ] {
        let parsed = parse(markdown);
        assert_eq!(shown(&parsed.value.body), html, "{markdown}");
        assert!(
            parsed
                .diagnostics
                .iter()
                .all(|one| one.code.name() == "raw-html")
        );
        assert!(!parsed.diagnostics.is_empty(), "{markdown}");
    }
    check_problems(
        "<sup class=\"x\">a</sup>",
        "raw-html \"<sup class=\\\"x\\\">\"; raw-html \"</sup>\"",
    );
    check_problems("a <details> b", "raw-html \"<details>\"");
}

#[test]
fn definition_lists_and_prose() {
    check(
        "المصطلح\n: تعريفه",
        "<dl>\n<dt>المصطلح</dt>\n<dd>تعريفه</dd>\n</dl>\n",
    );
    check(
        "Example `foo\n: bar` here.\n\nHe said\n: nothing.",
        "<p>Example <code>foo : bar</code> here.</p>\n<p>He said\n: nothing.</p>\n",
    );
    check(
        "سطر أول\nوسطر ثان\n: ثالث",
        "<p>سطر أول\nوسطر ثان\n: ثالث</p>\n",
    );
}

#[test]
fn citations_are_parted_by_semicolons() {
    for markdown in [
        "x [@a, @b]",
        "x [@a,@b]",
        "x [@a، @b]",
        "x [@a; see also @b, p. 1]",
        "x [@a؛ انظر أيضا @b، ص 1]",
        "x [@a, p. 3, @b]",
    ] {
        let parsed = parse(markdown);
        let codes: Vec<&str> = parsed
            .diagnostics
            .iter()
            .map(|one| one.code.name())
            .collect();
        assert_eq!(codes, ["citation-in-locator"], "{markdown}");
    }
    let help = |markdown: &str| {
        parse(markdown).diagnostics[0]
            .help
            .clone()
            .unwrap_or_default()
    };
    assert!(help("x [@a, @b]").contains("[@a; @b]"));
    assert!(help("x [@a, p. 3, @b]").contains("[@a, p. 3; @b]"));
    assert!(help("x [@a; see also @b, p. 1]").contains("[@a] see also [@b, p. 1]"));
    check_problems("x [@a, info@example.org] [@a; p. 3; @b, p. 4]", "");
}

#[test]
fn ids_of_headings() {
    let ids = |markdown: &str| {
        let parsed = parse(markdown);
        let ids: Vec<String> = parsed
            .value
            .outline
            .iter()
            .map(|heading| heading.id.to_string())
            .collect();
        (
            ids.join(" "),
            parsed
                .value
                .anchors
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(" "),
        )
    };
    assert_eq!(
        ids("## What's the plan?"),
        ("whats-the-plan".to_owned(), "what-s-the-plan".to_owned())
    );
    assert_eq!(
        ids("## می‌خواهم"),
        ("میخواهم".to_owned(), "می-خواهم".to_owned())
    );
    assert_eq!(
        ids("## Cite 1\n## Ref 2\n## Fn 3").0,
        "section-cite-1 section-ref-2 section-fn-3"
    );
    check_problems(
        "## س {#_sources}",
        "duplicate-heading-id \"## س {#_sources}\"",
    );
    check_problems("## س {#cite-1}", "duplicate-heading-id \"## س {#cite-1}\"");
}
