//! Texts of front matter.

use super::{options, problems, shown};
use crate::parse::markdown::inline;
use crate::source::{SourcePath, Span};

fn check(text: &str, expected: &str) {
    let source = format!("summary: \"{text}\"\n");
    let parsed = inline(
        &SourcePath::new("a.md"),
        &source,
        text,
        Span::new(9, source.len() - 1),
        &options(),
    );
    assert_eq!(problems(&source, &parsed.diagnostics), "", "{text}");
    assert_eq!(shown(&parsed.value.text), expected, "{text}");
}

fn check_problems(source: &str, text: &str, expected: &str) {
    let parsed = inline(
        &SourcePath::new("a.md"),
        source,
        text,
        Span::new(3, source.len()),
        &options(),
    );
    assert_eq!(problems(source, &parsed.diagnostics), expected, "{text}");
}

#[test]
fn inline_content() {
    check(
        "a *b* `c` [d](e.md) [[f]] [@g, 3] <https://h.example>",
        "a <em>b</em> <code>c</code> ⟦file e.md⟧d⟦/⟧ ⟦name ?/f⟧ ⟦cite g, 3⟧ ⟦address https://h.example⟧https://h.example⟦/⟧",
    );
    check("**«مهم»** نص", "<strong>«مهم»</strong> نص");
    check("[[f|g]] a", "⟦?/f⟧g⟦/⟧ a");
    check("", "");
}

#[test]
fn blocks_are_plain_text() {
    check("2018. A year", "2018. A year");
    check(
        "# a\n- b\n\n\n> c\n    d\n```map\n",
        "# a - b &gt; c d ```map",
    );
    check("a\\\nb  \nc", "a b c");
    check("a | b\n- | -\nc | d\n: e", "a | b - | - c | d : e");
    check("[a]: b", "[a]: b");
    check("![a *b*](c.jpg)", "a b");
    check("---", "---");
}

#[test]
fn problems_have_places() {
    check_problems("s: a [@B]", "a [@B]", "invalid-id \"@B\"");
    check_problems("s: \"a\\n[@B]\"", "a\n[@B]", "invalid-id \"@B\"");
    check_problems(
        "s: |\n  a\n  [b](javascript:x)\n",
        "a\n[b](javascript:x)\n",
        "unsafe-address \"javascript:x\"",
    );
    check_problems("s: a[^1]", "a[^1]", "unknown-footnote \"[^1]\"");
    check_problems("s: <b>a</b>", "<b>a</b>", "raw-html \"<b>\"");
}
