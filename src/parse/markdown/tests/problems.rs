//! Problems that no other table holds, each with the place that it points to.

use super::{check_problems, parse, shown};

#[test]
fn raw_html() {
    check_problems(
        "<div>\n<b>x</b>\n</div>\n\ny",
        "raw-html \"<div>\\n<b>x</b>\\n</div>\"",
    );
    check_problems("a <b>c</b> <i>d</i>\n\ne<br>f", "raw-html \"<b>\"");
    assert_eq!(
        shown(&parse("<div>\n&x\n<!-- y --></div>\n\na<b>b").value.body),
        "<p>&lt;div&gt;\n&amp;x\n&lt;/div&gt;</p>\n<p>a&lt;b&gt;b</p>\n"
    );
    check_problems("## a {#b onclick=x}", "raw-html \"## a {#b onclick=x}\"");
}

#[test]
fn alerts() {
    check_problems("> [!NOTES]\n> text", "unknown-alert \"[!NOTES]\"");
    check_problems("> [!ملاحظة]\n> text", "unknown-alert \"[!ملاحظة]\"");
    check_problems("> [!NOTE] text", "unknown-alert \"[!NOTE]\"");
    check_problems("> [!a b] text", "");
    assert_eq!(
        parse("> [!NOTES]\n> x").diagnostics[0].help.as_deref(),
        Some("did you mean `\u{2068}NOTE\u{2069}`?")
    );
}

#[test]
fn fences() {
    check_problems("a\n\n```timelin\nx\n```", "unknown-block \"timelin\"");
    assert_eq!(
        parse("```timelin\n```").diagnostics[0].help.as_deref(),
        Some("did you mean `\u{2068}timeline\u{2069}`?")
    );
    // What names no block names a language, known or not.
    for word in ["powershell", "http", "none", "pyton", "خريطة"] {
        check_problems(&format!("```{word}\nx\n```"), "");
    }
    check_problems(
        "> ```map\n> a: b\n> c: [d\n> ```",
        "invalid-block \"c: [d\"",
    );
    check_problems(
        "```map\na: &b [1]\nc: *b\n```",
        "yaml-feature \"a: &b [1]\"",
    );
    check_problems(
        &format!("```map\n{}\n```", "[".repeat(101)),
        &format!("too-deep {:?}", "[".repeat(101)),
    );
    check_problems("```map\na: \"R &D *x* [\"\nb: |\n  *y*\n```", "");
    check_problems("```map\na: 1\na: 2\n```", "duplicate-key \"a\"");
}

#[test]
fn headings() {
    check_problems("## a {#x}\n## b {#x}", "duplicate-heading-id \"## b {#x}\"");
    assert_eq!(
        &*parse("## a {#x}\n## b {#x}").value.body.html,
        "<h2 id=\"x\">a</h2>\n<h2 id=\"x-2\">b</h2>\n"
    );
}

#[test]
fn spans_are_of_the_whole_file() {
    let source = "---\ntitle: ب\n---\na [@B]";
    let body = source.find("a [").expect("it is there");
    let path = crate::source::SourcePath::new("a.md");
    let parsed = crate::parse::markdown::document(
        &path,
        source,
        crate::source::Span::new(body, source.len()),
        &super::options(),
    );
    assert_eq!(
        super::problems(source, &parsed.diagnostics),
        "invalid-id \"@B\""
    );
}
