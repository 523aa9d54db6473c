//! Blocks and inline elements.

use super::{check, html, options, parse, parse_with, shown};

#[test]
fn inline_elements() {
    check(
        "a **b** *c* ~~d~~ `<e>` & \"f\"",
        "<p>a <strong>b</strong> <em>c</em> <del>d</del> <code>&lt;e&gt;</code> &amp; \"f\"</p>\n",
    );
    check("one  \ntwo\nthree", "<p>one<br />\ntwo\nthree</p>\n");
    check(
        "no -- smart \"quotes\" or $math$...",
        "<p>no -- smart \"quotes\" or $math$...</p>\n",
    );
}

#[test]
fn tables() {
    check(
        "| a | b | c | d |\n|:--|:-:|--:|---|\n| 1 | [[x\\|y]] | [@s] | `p\\|q` |",
        "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"⟦table_label⟧\"><table>\n\
         <thead><tr><th scope=\"col\" class=\"start\">a</th><th scope=\"col\" class=\"center\">b</th><th scope=\"col\" class=\"end\">c</th><th scope=\"col\">d</th></tr></thead><tbody>\n\
         <tr><td class=\"start\">1</td><td class=\"center\">⟦?/x⟧y⟦/⟧</td><td class=\"end\">⟦cite s⟧</td><td><code>p|q</code></td></tr>\n\
         </tbody></table></div>\n",
    );
}

#[test]
fn tasks() {
    check(
        "- [ ] a **b**\n  - [x] c\n- d",
        "<ul>\n<li class=\"task\"><label><input type=\"checkbox\" disabled> a <strong>b</strong></label>\n<ul>\n\
         <li class=\"task\"><label><input type=\"checkbox\" disabled checked> c</label></li>\n</ul>\n</li>\n<li>d</li>\n</ul>\n",
    );
    check(
        "- [x] a\n\n  b\n- [ ] c",
        "<ul>\n<li class=\"task\">\n<p><label><input type=\"checkbox\" disabled checked> a</label></p>\n<p>b</p>\n</li>\n\
         <li class=\"task\">\n<p><label><input type=\"checkbox\" disabled> c</label></p>\n</li>\n</ul>\n",
    );
}

#[test]
fn alerts_and_definitions() {
    check(
        "> [!NOTE]\n> text",
        "<aside class=\"alert alert-note\" role=\"note\">\n<p class=\"alert-title\">⟦alert_note⟧</p>\n<p>text</p>\n</aside>\n",
    );
    check(
        "> [!caution]\n> - a",
        "<aside class=\"alert alert-caution\" role=\"note\">\n<p class=\"alert-title\">⟦alert_caution⟧</p>\n<ul>\n<li>a</li>\n</ul>\n</aside>\n",
    );
    check(
        "> plain [!NOTE]",
        "<blockquote>\n<p>plain [!NOTE]</p>\n</blockquote>\n",
    );
    check(
        "term\n: one\n: two",
        "<dl>\n<dt>term</dt>\n<dd>one</dd>\n<dd>two</dd>\n</dl>\n",
    );
}

#[test]
fn headings() {
    check("## One two", "<h2 id=\"one-two\">One two</h2>\n");
    check(
        "## شروط الاتفاق",
        "<h2 id=\"شروط-الاتفاق\">شروط الاتفاق</h2>\n",
    );
    check(
        "## A\n## A\n## A-2\n## A",
        "<h2 id=\"a\">A</h2>\n<h2 id=\"a-2\">A</h2>\n<h2 id=\"a-2-2\">A-2</h2>\n<h2 id=\"a-3\">A</h2>\n",
    );
    check(
        "## Terms\n## B {#terms .wide lang=en}",
        "<h2 id=\"terms-2\">Terms</h2>\n<h2 id=\"terms\" class=\"wide\" dir=\"ltr\" lang=\"en\">B</h2>\n",
    );
    check(
        "## …\n### !",
        "<h2 id=\"section\">…</h2>\n<h3 id=\"section-2\">!</h3>\n",
    );
    check(
        "# A\n###### B",
        "<h2 id=\"a\">A</h2>\n<h6 id=\"b\">B</h6>\n",
    );
    check(
        "## A\n\nB\n=\n\n> ### C",
        "<h3 id=\"a\">A</h3>\n<h2 id=\"b\">B</h2>\n<blockquote>\n<h4 id=\"c\">C</h4>\n</blockquote>\n",
    );
    check(
        "## [Akar](x.md) & [[y|*Y*]] [@s]",
        "<h2 id=\"akar-y\">⟦file x.md⟧Akar⟦/⟧ &amp; ⟦?/y⟧<em>Y</em>⟦/⟧ ⟦cite s⟧</h2>\n",
    );
}

#[test]
fn outline() {
    let parsed = parse(
        "# [Akar](x.md) & co[^n] [@s]\n\ntext\n\n### [[hulusi-akar]] said {#said}\n\n[^n]: note",
    )
    .value;
    let lines: Vec<String> = parsed
        .outline
        .iter()
        .map(|h| {
            format!(
                "{} {} {} {} {}..{}",
                h.level, h.id, h.explicit, h.html, h.span.start, h.span.end
            )
        })
        .collect();
    assert_eq!(
        lines,
        [
            "2 akar-co false Akar &amp; co 0..28",
            "4 said true hulusi-akar said 36..68"
        ]
    );
    assert_eq!(
        parsed.anchors.iter().map(|id| &**id).collect::<Vec<_>>(),
        ["fnref-1", "fn-1"]
    );
}

#[test]
fn words() {
    assert_eq!(
        parse("# One\n\ntwo **th**ree [four](x) `five` [@six] — [[seven]]\n\n- eight\n- nine")
            .value
            .words,
        8
    );
    assert_eq!(
        parse("مذكرة سوتشي[^1]\n\n```text\nno words\n```\n\n[^1]: في الهامش")
            .value
            .words,
        4
    );
}

#[test]
fn comments_and_more() {
    check("a <!-- b --> c", "<p>a  c</p>\n");
    check("<!-- a\n\nb -->\n\nc", "<p>c</p>\n");
    let more = |markdown: &str| parse(markdown).value.body.more;
    assert_eq!(
        more("a\n\n<!-- more -->\n\nb"),
        Some("<p>a</p>\n".len().try_into().expect("small"))
    );
    assert_eq!(more("a\n<!--more-->\nb"), Some(9));
    let noted = parse("a[^1]\n\n<!-- more -->\n\nb[^1]\n\n[^1]: c")
        .value
        .body;
    assert!(noted.html[noted.more.expect("it is there") as usize..].starts_with("<p>b"));
    assert_eq!(more("- a\n\n  <!-- more -->\n\n  b"), None);
    assert_eq!(more("a <!-- more --> b"), None);
}

#[test]
fn raw_html_where_it_is_allowed() {
    let options = super::super::MarkdownOptions {
        raw_html: true,
        ..options()
    };
    let parsed = parse_with(
        "<div id=\"box\">\n\na <b id='c'>b</b> <!-- x -->\n\n</div>\n<!-- y -->",
        &options,
    );
    assert!(parsed.diagnostics.is_empty());
    assert_eq!(
        shown(&parsed.value.body),
        "<div id=\"box\">\n<p>a <b id='c'>b</b> </p>\n</div>\n"
    );
    assert_eq!(
        parsed
            .value
            .anchors
            .iter()
            .map(|id| &**id)
            .collect::<Vec<_>>(),
        ["box", "c"]
    );
}

#[test]
fn code() {
    check(
        "    a < b\n",
        "<pre class=\"code\" dir=\"ltr\" tabindex=\"0\"><code>a &lt; b\n</code></pre>\n",
    );
    check(
        "```\n[@a] [[b]]\n```",
        "<pre class=\"code\" dir=\"ltr\" tabindex=\"0\"><code>[@a] [[b]]\n</code></pre>\n",
    );
    check(
        "```text\nا\n```",
        "<pre class=\"code\" dir=\"ltr\" tabindex=\"0\"><code class=\"language-text\">ا\n</code></pre>\n",
    );
    check(
        "```json\n{\"a\": [1, true]}\n```",
        "<pre class=\"code\" dir=\"ltr\" tabindex=\"0\"><code class=\"language-json\"><span class=\"s-punctuation\">{</span><span class=\"s-string\">\"a\"</span><span class=\"s-punctuation\">: [</span>\
         <span class=\"s-constant\">1</span><span class=\"s-punctuation\">, </span><span class=\"s-constant\">true</span><span class=\"s-punctuation\">]}\n</span></code></pre>\n",
    );
    for word in [
        "rust",
        "python",
        "yaml",
        "sh",
        "c++",
        "HTML",
        "console",
        "toml",
        "make",
        "rust,ignore",
    ] {
        assert!(
            html(&format!("```{word}\nx\n```")).contains("<code class=\"language-"),
            "{word}"
        );
    }
}

#[test]
fn blocks_of_the_theme() {
    check(
        "```map\nplaces: [idlib, 2018]\n```\n\na",
        "⟦block map {\"places\":[\"idlib\",\"2018\"]}⟧\n<p>a</p>\n",
    );
    check("```timeline\n```", "⟦block timeline null⟧\n");
    check("```timeline\n# nothing yet\n```", "⟦block timeline null⟧\n");
    check(
        "- a\n  ```map\n  k: |\n    x\n    y\n  ```",
        "<ul>\n<li>a\n⟦block map {\"k\":\"x\\ny\\n\"}⟧\n</li>\n</ul>\n",
    );
}
