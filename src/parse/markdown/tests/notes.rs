//! Footnotes.

use super::{check, check_problems, parse, shown};

const START: &str =
    "<section class=\"footnotes\" role=\"doc-endnotes\">\n<h2>⟦footnotes⟧</h2>\n<ol>\n";
const END: &str = "</ol>\n</section>\n";

fn reference(number: u32, id: &str) -> String {
    format!(
        "<sup class=\"footnote-ref\"><a href=\"#fn-{number}\" id=\"{id}\" role=\"doc-noteref\">{number}</a></sup>"
    )
}

fn back(id: &str, nth: &str) -> String {
    format!(
        "<a href=\"#{id}\" class=\"footnote-back\" role=\"doc-backlink\" aria-label=\"⟦footnote_back⟧\">↩{nth}</a>"
    )
}

#[test]
fn numbered_by_first_reference() {
    let text = format!(
        "<p>a{} b{} c{}</p>\n",
        reference(1, "fnref-1"),
        reference(2, "fnref-2"),
        reference(1, "fnref-1-2")
    );
    let first = format!(
        "<li id=\"fn-1\">\n<p>Y ⟦?/x⟧w⟦/⟧ {} {}</p>\n</li>\n",
        back("fnref-1", ""),
        back("fnref-1-2", "<sup>2</sup>")
    );
    let second = format!(
        "<li id=\"fn-2\">\n<p>X ⟦cite s⟧ {}</p>\n</li>\n",
        back("fnref-2", "")
    );
    check(
        "[^x]: X [@s]\n\na[^y] b[^x] c[^Y]\n\n[^y]: Y [[x|w]]",
        &format!("{text}{START}{first}{second}{END}"),
    );
}

#[test]
fn notes_of_notes() {
    let markdown = "a[^b]\n\n[^b]: B[^c] and ⟪\n\n    - list[^b]\n\n[^c]: C";
    let b = format!(
        "<p>B{} and ⟪</p>\n<ul>\n<li>list{}</li>\n</ul>\n<p>{} {}</p>\n",
        reference(2, "fnref-2"),
        reference(1, "fnref-1-2"),
        back("fnref-1", ""),
        back("fnref-1-2", "<sup>2</sup>")
    );
    let c = format!("<p>C {}</p>\n", back("fnref-2", ""));
    check(
        markdown,
        &format!(
            "<p>a{}</p>\n{START}<li id=\"fn-1\">\n{b}</li>\n<li id=\"fn-2\">\n{c}</li>\n{END}",
            reference(1, "fnref-1")
        ),
    );
}

#[test]
fn in_links_and_headings() {
    let note = |number: u32| {
        format!(
            "<li id=\"fn-{number}\">\n<p>A {}</p>\n</li>\n",
            back(&format!("fnref-{number}"), "")
        )
    };
    check(
        "[[x|w[^a] ]]!\n\n[^a]: A",
        &format!(
            "<p>⟦?/x⟧w ⟦/⟧{}!</p>\n{START}{}{END}",
            reference(1, "fnref-1"),
            note(1)
        ),
    );
    check(
        "## H [[x]][^a]\n\n[^a]: A",
        &format!(
            "<h2 id=\"h-x\">H ⟦name ?/x⟧{}</h2>\n{START}{}{END}",
            reference(1, "fnref-1"),
            note(1)
        ),
    );
}

#[test]
fn wrong_notes() {
    check_problems("a[^b] c", "unknown-footnote \"[^b]\"");
    check_problems("a[^ b] [^] \\[^b] `[^b]` [^a b]", "");
    check_problems("a\n\n[^b]: c", "unused-footnote \"[^b]: c\"");
    check_problems("a[^b]\n\n[^b]: c\n\n[^B]: d", "unused-footnote \"[^B]: d\"");
    let unused = parse("a\n\n[^b]: c").value;
    assert_eq!(
        (
            shown(&unused.body).as_str(),
            unused.words,
            unused.anchors.len()
        ),
        ("<p>a</p>\n", 1, 0)
    );
    assert_eq!(shown(&parse("a[^b]").value.body), "<p>a[^b]</p>\n");
}
