//! Markup of other programs, what only looks like it, and how what is certain is mended.

use super::{parse, problems};
use crate::diagnostic::Diagnostic;
use crate::source::Edit;

/// What is reported as shown literally, each with the bytes that it points to.
fn found(markdown: &str) -> Vec<String> {
    let parsed = parse(markdown);
    let told = problems(markdown, &parsed.diagnostics);
    if told.is_empty() {
        return Vec::new();
    }
    told.split("; ").map(ToOwned::to_owned).collect()
}

/// The text after all certain repairs.
fn mended(markdown: &str) -> String {
    let parsed = parse(markdown);
    let mut edits: Vec<&Edit> = parsed
        .diagnostics
        .iter()
        .flat_map(Diagnostic::fix)
        .collect();
    edits.sort();
    let mut text = markdown.to_owned();
    for edit in edits.into_iter().rev() {
        text.replace_range(edit.span.range(), &edit.text);
    }
    text
}

#[test]
fn markup_of_other_programs() {
    for (markdown, at) in [
        ("{{< youtube \"abc\" >}}", "{{< youtube \"abc\" >}}"),
        ("{{% notice %}}\nنص\n{{% /notice %}}", "{{% notice %}}"),
        ("{% include note.html %}", "{% include note.html %}"),
        ("كذا {{ site.title }} كذا", "{{ site.title }}"),
        ("فقرة.\n{: .lead}", "{: .lead}"),
        ("{:toc}", "{:toc}"),
        ("[كلمة]{.underline} هنا", "{.underline}"),
        (
            "[رابط](https://example.org/){target=_blank} هنا",
            "{target=_blank}",
        ),
        ("نص { align=right } نص", "{ align=right }"),
        ("[word]{lang=en} ثم كلام", "{lang=en}"),
        ("هذا ==مهم== جدا", "==مهم=="),
        ("و==مهم==.", "==مهم=="),
        ("اضغط :material-check: هنا", ":material-check:"),
        ("[TOC]", "[TOC]"),
        ("::: note\nنص\n:::", "::: note"),
        (":::note\nHello\n:::", ":::note"),
        ("!!! note \"عنوان\"\n    نص", "!!! note \"عنوان\""),
        ("??? note\n    x", "??? note"),
        (".. note:: x", ".. note:: x"),
        ("قبل %%ملاحظة خاصة%% بعد", "%%ملاحظة خاصة%%"),
        ("%%\n\nخاص\n\n%%", "%%"),
        ("$$\nx = y^2\n$$", "$$\nx = y^2\n$$"),
        ("كلمة^[حاشية هنا] ثم", "^[حاشية هنا]"),
        ("[b]مهم[/b]", "[/b]"),
        (
            "+----+----+\n| أ | ب |\n+====+====+\n| ج | د |\n+----+----+",
            "+----+----+",
        ),
        ("الطرف  الموقف\n-----  -----\nأول  نعم", "-----  -----"),
        ("| أ | ب |\n| 1 | 2 |", "| أ | ب |"),
        ("| أ | ب | ج |\n|---|---|\n| 1 | 2 | 3 |", "| أ | ب | ج |"),
        (
            "[التقرير] (https://example.org/report)",
            "[التقرير] (https://example.org/report)",
        ),
        ("[الملف](ملف التقرير.pdf)", "[الملف](ملف التقرير.pdf)"),
        ("![الجسر](صورة الجسر.jpg)", "![الجسر](صورة الجسر.jpg)"),
        ("! [الجسر](x.png)", "! [الجسر](x.png)"),
        ("١. يتوقف.\n٢. تنسحب.", "١. يتوقف.\n٢. تنسحب."),
        ("نص قبلها\n1- الأول\n2- الثاني", "1- الأول\n2- الثاني"),
        ("• الأول\n• الثاني", "• الأول\n• الثاني"),
        ("(أ) الأول\n(ب) الثاني", "(أ) الأول\n(ب) الثاني"),
        ("1- الأول\n\n2- الثاني\n\n3- الثالث", "2- الثاني"),
        ("> – أول\n> – ثان", "– أول\n> – ثان"),
    ] {
        let told = found(markdown);
        let first = told.first().map(String::as_str);
        let expected = format!("literal-syntax {at:?}");
        assert_eq!(first, Some(expected.as_str()), "{markdown}: {told:?}");
        assert!(told.len() < 3, "{markdown}: {told:?}");
    }
}

#[test]
fn what_only_looks_like_it() {
    for markdown in [
        "`{{< x >}}` و`==x==` و`:icon:`",
        "```\n{{< x >}}\n%%\n١. أ\n٢. ب\n```",
        "الساعة 10:30:45 و[كذا] (انظر أدناه) ثم",
        "a == b and c == d, if (x==1) y==2",
        "كذا: :) ثم 100%% و50%% و$5 و$$ و$$",
        "مجموعة {1, 2} و{أ، ب} و{x = 1}",
        "نص عادي {dir=ltr}",
        "## عنوان {#id}\n\n| أ | ب |\n|:--|--:|\n| 1 | 2 |",
        "قال:\n\n– نعم.\n\n– لا.",
        "– نعم، قالها وحده",
        "1- بند واحد وحده",
        "عام\n2019. ثم كذا\n2020. ثم",
        "1. أول\n2. ثان\n\n- أ\n- ب",
        "---\n\nنص\n\n- - -\n\n***",
        "!!! مهم جدا\n??? لماذا",
        "\\{{< x >}} و\\==x\\==",
        "[كذا](https://example.org/a_b) https://example.org/==a==/:b:/%%c%%",
        "كلمة^[2] و[/] و[أ/ب]",
        "## ::: أو :::",
        "سؤال: (1) كذا و(2) كذا",
        "المادة 5(أ) ثم 1/2 و3/4",
        "12:30\n13:30",
    ] {
        let told = found(markdown);
        let ours: Vec<&String> = told
            .iter()
            .filter(|one| one.starts_with("literal"))
            .collect();
        assert!(ours.is_empty(), "{markdown}: {ours:?}");
    }
}

#[test]
fn certain_repairs() {
    for (markdown, expected) in [
        ("هذا ==مهم== جدا", "هذا <mark>مهم</mark> جدا"),
        ("قبل %%خاص%% بعد", "قبل <!--خاص--> بعد"),
        ("[x] (https://example.org/y)", "[x](https://example.org/y)"),
        ("[الملف](ملف التقرير.pdf)", "[الملف](<ملف التقرير.pdf>)"),
        ("! [الجسر](x.png)", "![الجسر](x.png)"),
        ("١. أ\n٢. ب\n٣. ج", "1. أ\n2. ب\n3. ج"),
        ("1- أ\n2- ب\n3- ج", "1. أ\n2. ب\n3. ج"),
        ("• أ\n• ب\n• ج", "- أ\n- ب\n- ج"),
        // Two lines may be chance, letters are referred to, and a dash begins what someone says.
        ("١. أ\n٢. ب", "١. أ\n٢. ب"),
        ("أ. س\nب. ص\nج. ع", "أ. س\nب. ص\nج. ع"),
        ("– أ\n– ب\n– ج", "– أ\n– ب\n– ج"),
        ("قبلها:\n1- أ\n2- ب\n3- ج", "قبلها:\n1- أ\n2- ب\n3- ج"),
    ] {
        assert_eq!(mended(markdown), expected, "{markdown}");
        if expected != markdown {
            assert_eq!(found(expected), [""; 0], "{expected}");
        }
    }
}

#[test]
fn merge_conflicts() {
    let conflict = "نص.\n\n<<<<<<< HEAD\nأول.\n=======\nثان.\n>>>>>>> origin/main\n\n## عنوان";
    assert_eq!(found(conflict), ["conflict-marker \"<<<<<<< HEAD\""]);
    assert_eq!(
        found("أول.\n\n>>>>>>> origin/main\n"),
        ["conflict-marker \">>>>>>> origin/main\""]
    );
    assert_eq!(found("`<<<<<<< HEAD`\n\n> > اقتباس"), [""; 0]);
}

#[test]
fn decoded_characters() {
    for (markdown, at) in [
        ("كذا &#x202E;كذا", "bidi-control \"&#x202E;\""),
        ("كذا &#7; كذا", "invisible-character \"&#7;\""),
        ("كذا &#x9d; كذا", "invisible-character \"&#x9d;\""),
        ("كذا &#xFFFE; كذا", "invisible-character \"&#xFFFE;\""),
        ("![ب&#x202E;س](x.png)", "bidi-control \"&#x202E;\""),
        (
            "[ب](https://example.org \"ع&#x202E;ن\")",
            "bidi-control \"[ب](https://example.org \\\"ع&#x202E;ن\\\")\"",
        ),
        (
            "[ب](https://example.org/&#x202E;x)",
            "bidi-control \"[ب](https://example.org/&#x202E;x)\"",
        ),
    ] {
        assert_eq!(found(markdown), [at], "{markdown}");
    }
    assert_eq!(found("a &amp; b &nbsp; &#x200c; &rlm; &#169;"), [""; 0]);
}
