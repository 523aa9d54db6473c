//! Links, wikilinks, pictures and citations.

use super::{check, check_problems, parse, shown};
use crate::model::body::SlotKind;

fn link(address: &str, expected: &str) {
    check(
        &format!("[w]({address})"),
        &format!("<p>⟦{expected}⟧w⟦/⟧</p>\n"),
    );
}

#[test]
fn targets() {
    link("../actors/hulusi-akar.md", "file ../actors/hulusi-akar.md");
    link("x.ar.md#%D8%A8", "file x.ar.md#ب");
    link("x.md#", "file x.md");
    link("%D8%A8.md", "file ب.md");
    link("#شروط", "anchor شروط");
    link("#%D8%B4", "anchor ش");
    link("https://a.example/x?y#z", "address https://a.example/x?y#z");
    link("HTTP://a.example", "address HTTP://a.example");
    link("<https://a.example/ب ج>", "address https://a.example/ب ج");
    link("mailto:a@b.example", "address mailto:a@b.example");
    link("tel:+963", "address tel:+963");
    link("/ar/timeline/", "path /ar/timeline/");
    link("report%20one.pdf#p", "path report one.pdf#p");
    link("a%23b%2523.pdf", "path a%23b%2523.pdf");
    link("/articles/x.md", "path /articles/x.md");
    link("a%3Ab", "path ./a:b");
    link("12:30.html", "path 12:30.html");
    check(
        "<a@b.example> <https://c.example>",
        "<p>⟦address mailto:a@b.example⟧a@b.example⟦/⟧ ⟦address https://c.example⟧https://c.example⟦/⟧</p>\n",
    );
    check(
        "[w](x.md \"T & t\") [r]\n\n[r]: /y 'R'",
        "<p>⟦file x.md \"T & t\"⟧w⟦/⟧ ⟦path /y \"R\"⟧r⟦/⟧</p>\n",
    );
}

#[test]
fn refused_addresses() {
    for unsafe_address in [
        "javascript:alert(1)",
        "JaVaScript:x",
        "java&#115;cript:x",
        "<java\tscript:x>",
        "<  javascript:x>",
        "&#1;javascript:x",
        "&#x200f;javascript:x",
        "data:text/html,x",
        "vbscript:x",
        "javascript%3Ax",
        "<java script:x>",
        "javascript&colon;x",
    ] {
        let parsed = parse(&format!("a [*w*]({unsafe_address})"));
        assert_eq!(
            &*parsed.value.body.html, "<p>a <em>w</em></p>\n",
            "{unsafe_address}"
        );
        assert!(parsed.value.body.slots.is_empty());
        assert_eq!(
            parsed
                .diagnostics
                .iter()
                .map(|d| d.code.name())
                .collect::<Vec<_>>(),
            ["unsafe-address"],
            "{unsafe_address}"
        );
        assert_eq!(
            parse(&format!("![w]({unsafe_address})")).diagnostics[0]
                .code
                .name(),
            "unsafe-address",
            "{unsafe_address}"
        );
    }
    check_problems("[w](javascript:x)", "unsafe-address \"javascript:x\"");
    check_problems("[w](ftp://x)", "invalid-address \"ftp://x\"");
    check_problems("[w](//host/x)", "invalid-address \"//host/x\"");
    check_problems("[w](%2F%2Fhost)", "invalid-address \"%2F%2Fhost\"");
    check_problems("[w](</\\host>)", "invalid-address \"/\\\\host\"");
    check_problems("[w](https:x)", "invalid-address \"https:x\"");
    check_problems("[w](mailto:)", "invalid-address \"mailto:\"");
    check_problems("[w]()", "invalid-address \"[w]()\"");
    check_problems("<made-up:x>", "invalid-address \"made-up:x\"");
    check_problems(
        "![w](mailto:a@b.example)",
        "invalid-address \"mailto:a@b.example\"",
    );
}

#[test]
fn wikilinks() {
    check("[[hulusi-akar]]", "<p>⟦name ?/hulusi-akar⟧</p>\n");
    check(
        "[[ actors/hulusi-akar ]]",
        "<p>⟦name actors/hulusi-akar⟧</p>\n",
    );
    check("[[خلوصي أكار]]", "<p>⟦name ?/خلوصي أكار⟧</p>\n");
    check("[[خلوصي\nأكار]]", "<p>⟦name ?/خلوصي أكار⟧</p>\n");
    check("[[x|his *words*]]", "<p>⟦?/x⟧his <em>words</em>⟦/⟧</p>\n");
    check("[[places/x#a%20b|w]]", "<p>⟦places/x#a b⟧w⟦/⟧</p>\n");
    check("[[x|]]", "<p>⟦name ?/x⟧</p>\n");
    check("[[who/x]]", "<p>⟦name ?/who/x⟧</p>\n");
    check(
        "[[#part]] [[#part|w]]",
        "<p>⟦anchor part⟧part⟦/⟧ ⟦anchor part⟧w⟦/⟧</p>\n",
    );
    check("`[[x]]` \\[[x]]", "<p><code>[[x]]</code> [[x]]</p>\n");
    assert_eq!(
        &*parse("[[]] [[|w]]").value.body.html,
        "<p>[[]] [[|w]]</p>\n"
    );
    check_problems(
        "[[]] [[|w]]",
        "unknown-reference \"[[]]\"; unknown-reference \"[[|w]]\"",
    );
    check_problems(
        "[[x] [[y",
        "unpaired-brackets \"[[\"; unpaired-brackets \"[[\"",
    );
    check("\\[[x] [a [b] c] [x]\\]", "<p>[[x] [a [b] c] [x]]</p>\n");
}

#[test]
fn pictures() {
    check(
        "![a *b* `c`](d.jpg \"e\")",
        "<p>⟦picture d.jpg|a b c|e⟧</p>\n",
    );
    check(
        "![a](https://b.example/c.png)",
        "<p>⟦picture https://b.example/c.png|a|⟧</p>\n",
    );
    check(
        "[![a](b.jpg)](c.md)",
        "<p>⟦file c.md⟧⟦picture b.jpg|a|⟧⟦/⟧</p>\n",
    );
    check("![[b.jpg|a]]", "<p>⟦picture b.jpg|a|⟧</p>\n");
    check("![a [@y] *b*](b.jpg)", "<p>⟦picture b.jpg|a [@y] b|⟧</p>\n");
    check_problems("a ![ ](b.jpg)", "image-without-alt \"![ ](b.jpg)\"");
    check_problems("![[b.jpg]]", "image-without-alt \"![[b.jpg]]\"");
}

#[test]
fn citations() {
    check("a [@src-a].", "<p>a ⟦cite src-a⟧.</p>\n");
    check(
        "[@src-a, p. 3; @src-b]",
        "<p>⟦cite src-a, p. 3; src-b⟧</p>\n",
    );
    check(
        "[@src-a، ص 3؛ @src-b ، ص ٤]",
        "<p>⟦cite src-a, ص 3; src-b, ص ٤⟧</p>\n",
    );
    check("[ @a ,b, c ;@d; ]", "<p>⟦cite a, b, c; d⟧</p>\n");
    check("[@a, p. 3; p. 5]", "<p>⟦cite a, p. 3; p. 5⟧</p>\n");
    check("[\u{200f}@a\u{200e}]", "<p>⟦cite a⟧</p>\n");
    check(
        "> [@a,\n> p. *3* &amp; `4` b_c_d]",
        "<blockquote>\n<p>⟦cite a, p. 3 & 4 b_c_d⟧</p>\n</blockquote>\n",
    );
    check("[@a][@b] [@c]: d", "<p>⟦cite a⟧⟦cite b⟧ ⟦cite c⟧: d</p>\n");
    check("[see [@a]](x.md)!", "<p>⟦file x.md⟧see ⟦/⟧⟦cite a⟧!</p>\n");
    check(
        "`[@a]` \\[@a] [@a\\] [@] [a@b] @a",
        "<p><code>[@a]</code> [@a] [@a] [@] [a@b] @a</p>\n",
    );
    for (open, shown_as) in [
        ("[@a [@b]", "<p>[@a ⟦cite b⟧</p>\n"),
        ("*[@a* b]", "<p><em>[@a</em> b]</p>\n"),
        ("[@a\n\nb]", "<p>[@a</p>\n<p>b]</p>\n"),
    ] {
        assert_eq!(shown(&parse(open).value.body), shown_as, "{open}");
        check_problems(open, "unpaired-brackets \"[\"");
    }
    check(
        "[@anna on Mastodon](https://a.example/@anna)",
        "<p>⟦address https://a.example/@anna⟧@anna on Mastodon⟦/⟧</p>\n",
    );
}

#[test]
fn places_of_citations() {
    let markdown = "ب [@src-a, p. 3; @src-b]";
    let body = parse(markdown).value.body;
    let SlotKind::Citations(cited) = &body.slots[0].kind else {
        panic!("{body:?}")
    };
    assert_eq!(
        &markdown[body.slots[0].span.range()],
        "[@src-a, p. 3; @src-b]"
    );
    assert_eq!(
        cited
            .iter()
            .map(|c| &markdown[c.span.range()])
            .collect::<Vec<_>>(),
        ["@src-a, p. 3", "@src-b"]
    );
}

#[test]
fn wrong_citations() {
    check_problems("[@Src_A]", "invalid-id \"@Src_A\"");
    check_problems("[@a; @مصدر, 3]", "invalid-id \"@مصدر, 3\"");
    check_problems("[@a p. 3]", "invalid-id \"@a p. 3\"");
    check_problems("[@a\u{200f}b]", "invisible-character \"@a\\u{200f}b\"");
    // Whether a source is called so, the whole site knows.
    let linked = |markdown: &str| -> Vec<String> {
        let found = parse(markdown).value.body.lookalikes;
        found
            .iter()
            .map(|one| markdown[one.span.range()].to_owned())
            .collect()
    };
    assert_eq!(linked("x [@a](y)"), ["[@a](y)"]);
    assert_eq!(linked("[@a, p. 3][r]\n\n[r]: y"), ["[@a, p. 3][r]"]);
    assert_eq!(linked("x [@a] [@a][]\n\n[@a]: y"), ["[@a]: y"]);
    assert_eq!(linked("x [@anna on Mastodon](y)"), [""; 0]);
}
