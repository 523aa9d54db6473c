//! Input made to be slow or deep. The time limit is wide, since tests run unoptimised beside others.

use std::time::{Duration, Instant};

use super::parse;

#[test]
fn deep_nesting_is_capped() {
    for deep in [
        ">".repeat(100_000),
        "> ".repeat(100_000) + "a",
        "- ".repeat(100_000) + "a",
        "1. ".repeat(100_000) + "a",
        "**a *a ".repeat(10_000) + &"a* a**".repeat(10_000),
        "[![".repeat(10_000) + &"](a)](b)".repeat(10_000),
    ] {
        let parsed = parse(&deep);
        let codes: Vec<&str> = parsed
            .diagnostics
            .iter()
            .map(|d| d.code.name())
            .filter(|name| *name == "too-deep")
            .collect();
        assert!(codes.len() <= 1);
        assert!(parsed.value.body.html.matches("<blockquote>").count() <= 100);
    }
    assert_eq!(
        parse(&(">".repeat(101) + "a"))
            .diagnostics
            .iter()
            .filter(|d| d.code.name() == "too-deep")
            .count(),
        1
    );
    assert!(parse(&(">".repeat(99) + "a")).diagnostics.is_empty());
}

#[test]
fn no_input_is_slow() {
    let n = 10_000;
    let cases = [
        "[".repeat(n),
        "[@a ".repeat(n),
        "[@a;".repeat(n) + "]",
        "[^a ".repeat(n),
        "[^a]".repeat(n),
        "[^a]".repeat(n) + "\n\n[^a]: b",
        "[[a|".repeat(n),
        "[[a]]".repeat(n),
        "*".repeat(n),
        "a".repeat(n * 10),
        "# a\n".repeat(n),
        "# a-2\n# a\n".repeat(n),
        "# a {#b}\n".repeat(n),
        "{#".repeat(n),
        "{ #a".repeat(n),
        "<!--".repeat(n),
        "<b>".repeat(n),
        "<!-- a -->\n\n".repeat(n),
        "```zzz\n```\n".repeat(n / 10),
        "```map\n[\n```\n".repeat(n / 10),
        format!("```map\n{}\n```", "[".repeat(n)),
        "> [!A]\n\na\n\n".repeat(n),
        "- [ ] a\n".repeat(n),
        "[a](javascript:x)".repeat(n),
        "\\".repeat(n) + "]",
        "[@a\\".repeat(n) + "]",
    ];
    for case in cases {
        let start = Instant::now();
        drop(parse(&case));
        let head: String = case.chars().take(20).collect();
        assert!(
            start.elapsed() < Duration::from_secs(10),
            "{head} took {:?}",
            start.elapsed()
        );
    }
}
