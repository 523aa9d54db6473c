//! Translations as editorial work: marking, finding what is stale by content, and saying so; run as editors run it.

#![allow(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests look at the disk and may stop"
)]

mod support;

use std::fs;

use serde_json::Value;
use support::Project;
use support::folder::{Folder, Run, bayan, build};

const ORIGINAL: &str = "content/articles/deal.ar.md";
const TRANSLATION: &str = "content/articles/deal.en.md";
const ARABIC: &str = "---\ntitle: الاتفاق\nsummary: ما اتُّفق عليه.\ndate: 2024-01-01\n---\n\nمقدمة النص.\n\n## البنود {#terms}\n\nثلاثة بنود.\n\n### بند أول\n\nنص البند.\n\n## ما تلا ذلك\n\nلم يحدث شيء.\n";
const ENGLISH: &str = "---\n# kept as it is\ntitle: The deal\nsummary: What was agreed.\n\ndate: 2024-01-01 # the same day\n---\n\nIntroduction.\n\n## The terms {#terms}\n\nThree terms.\n\n### First term\n\nIts text.\n\n## What followed\n\nNothing happened.\n";

const CONFIG: &str = "title: {ar: م, en: S}\nbase_url: https://example.org/\nlanguages:\n  ar: {name: العربية, locale: ar-SY}\n  en: {name: English, locale: en-GB}\n";

/// A site that is a pair of editions.
fn site() -> Folder {
    let site = Folder::new("translations");
    fs::write(site.join("bayan.yaml"), CONFIG).unwrap();
    fs::create_dir_all(site.join("content/articles")).unwrap();
    fs::write(site.join(ORIGINAL), ARABIC).unwrap();
    fs::write(site.join(TRANSLATION), ENGLISH).unwrap();
    site
}

fn run(site: &Folder, arguments: &[&str]) -> Run {
    let root = site.path().to_str().unwrap();
    bayan(
        &[&["translations", "--root", root], arguments].concat(),
        &[],
    )
}

fn mark(site: &Folder) {
    let run = run(site, &["--mark", "articles/deal", "en"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
}

fn edit(site: &Folder, path: &str, from: &str, to: &str) {
    let text = fs::read_to_string(site.join(path)).unwrap();
    assert!(text.contains(from), "{path} holds no {from:?}");
    fs::write(site.join(path), text.replacen(from, to, 1)).unwrap();
}

/// The row of the pair, as programs get it.
fn row(site: &Folder) -> Value {
    let run = run(site, &["deal", "--message-format", "json"]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    serde_json::from_str(run.stdout.lines().next().unwrap()).unwrap()
}

/// The stale sections of the translation, `id change`.
fn stale(site: &Folder) -> Vec<String> {
    let row = row(site);
    let changes = row["stale"]["en"].as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    changes
        .iter()
        .map(|one| format!("{} {}", text(&one["section"]), text(&one["change"])))
        .collect()
}

/// An edit of the original, and what is stale after it.
const EDITS: [(&str, &str, &str, &[&str]); 15] = [
    ("one section", "ثلاثة بنود", "أربعة بنود", &["terms changed"]),
    (
        "a section within",
        "نص البند",
        "نص آخر",
        &["بند-أول changed"],
    ),
    (
        "the introduction",
        "مقدمة النص",
        "مقدمة أخرى",
        &["_intro changed"],
    ),
    (
        "the title",
        "title: الاتفاق",
        "title: الهدنة",
        &["_title changed"],
    ),
    (
        "the summary",
        "ما اتُّفق عليه.",
        "ما وُقّع.",
        &["_summary changed"],
    ),
    (
        "the words of a heading that states its id",
        "## البنود {#terms}",
        "## النقاط {#terms}",
        &["terms changed"],
    ),
    (
        "the words of a heading",
        "## ما تلا ذلك",
        "## ما بعد",
        &["ما-بعد added", "ما-تلا-ذلك removed"],
    ),
    (
        "a new section",
        "## ما تلا",
        "## جديد\n\nنص.\n\n## ما تلا",
        &["جديد added"],
    ),
    (
        "a section less",
        "### بند أول\n\nنص البند.\n\n",
        "",
        &["بند-أول removed"],
    ),
    ("a date", "date: 2024-01-01", "date: 2024-01-02", &[]),
    ("a line break", "لم يحدث شيء", "لم\nيحدث   شيء", &[]),
    (
        "a comment",
        "لم يحدث شيء.",
        "لم يحدث شيء. <!-- يُراجَع -->",
        &[],
    ),
    ("a mark that nobody sees", "لم يحدث", "\u{200f}لم يحدث", &[]),
    (
        "an id for a heading's own words",
        "### بند أول",
        "### بند أول {#بند-أول}",
        &[],
    ),
    ("how YAML quotes", "title: الاتفاق", "title: \"الاتفاق\"", &[]),
];

#[test]
fn the_table_names_exactly_what_was_edited() {
    for (name, from, to, expected) in EDITS {
        let site = site();
        mark(&site);
        assert_eq!(stale(&site), [""; 0], "before: {name}");
        edit(&site, ORIGINAL, from, to);
        assert_eq!(stale(&site), expected, "{name}");
        mark(&site);
        assert_eq!(stale(&site), [""; 0], "marked again: {name}");
    }
}

#[test]
fn a_mark_changes_its_block_alone() {
    for (eol, byte_order) in [("\n", ""), ("\r\n", "\u{feff}")] {
        let site = site();
        let before = format!("{byte_order}{}", ENGLISH.replace('\n', eol));
        fs::write(site.join(TRANSLATION), &before).unwrap();
        mark(&site);
        let after = fs::read_to_string(site.join(TRANSLATION)).unwrap();
        let start = after.find("translated_from:").unwrap();
        let end = start + after[start..].find("---").unwrap();
        assert_eq!(format!("{}{}", &after[..start], &after[end..]), before);
        let block = after[start..end].replace(eol, "\n");
        let keys: Vec<&str> = block
            .lines()
            .map(|line| line.trim().split(':').next().unwrap())
            .collect();
        assert_eq!(
            keys,
            [
                "translated_from",
                "lang",
                "sections",
                "_title",
                "_summary",
                "_intro",
                "terms",
                "بند-أول",
                "ما-تلا-ذلك"
            ]
        );
        assert_eq!(
            after[start..end].matches('\n').count(),
            block.lines().count()
        );
        let left: Vec<_> = fs::read_dir(site.join("content/articles"))
            .unwrap()
            .map(|one| one.unwrap().file_name())
            .collect();
        assert!(
            left.iter()
                .all(|name| !name.to_string_lossy().contains("tmp")),
            "{left:?}"
        );
        assert_eq!(
            fs::read_to_string(site.join(ORIGINAL)).unwrap(),
            ARABIC,
            "the original is not touched"
        );
    }
}

#[test]
fn the_page_says_what_has_changed() {
    let site = site();
    mark(&site);
    let page = |site: &Folder| {
        assert_eq!(build(site.path(), &[], &[]).code, 0);
        fs::read_to_string(site.join("public/en/articles/deal/index.html")).unwrap()
    };
    assert!(!page(&site).contains("class=\"notice stale\""));
    edit(&site, ORIGINAL, "ثلاثة بنود", "أربعة بنود");
    edit(&site, ORIGINAL, "نص البند", "نص آخر");
    edit(&site, ORIGINAL, "title: الاتفاق", "title: الهدنة");
    let page = page(&site);
    let notice = page
        .split("class=\"notice stale\"")
        .nth(1)
        .and_then(|rest| rest.split("</div>").next())
        .unwrap();
    for part in [
        "The original has changed",
        "/ar/articles/deal/\" hreflang=\"ar\">the title</a>",
        "/ar/articles/deal/#terms\" hreflang=\"ar\">The terms</a>",
    ] {
        assert!(notice.contains(part), "{part} in {notice}");
    }
    assert!(!notice.contains("ما تلا ذلك"), "{notice}");
    let arabic = fs::read_to_string(site.join("public/ar/articles/deal/index.html")).unwrap();
    assert!(
        !arabic.contains("class=\"notice stale\""),
        "an original says nothing"
    );
}

/// Terms share a page: each says for itself that its original has changed, and leads to it.
#[test]
fn terms_say_so_too() {
    let site = site();
    fs::create_dir_all(site.join("content/terms")).unwrap();
    let arabic = "---\ntitle: هدنة\n---\n\nمقدمة.\n\n## الأصل {#origin}\n\nكلمة قديمة.\n";
    fs::write(site.join("content/terms/truce.ar.md"), arabic).unwrap();
    let english =
        "---\ntitle: Truce\n---\n\nIntroduction.\n\n## Origin {#origin}\n\nAn old word.\n";
    fs::write(site.join("content/terms/truce.en.md"), english).unwrap();
    assert_eq!(run(&site, &["--mark", "terms/truce", "en"]).code, 0);
    let notice = |site: &Folder, lang: &str| {
        let built = build(site.path(), &[], &[]);
        assert_eq!(built.code, 0, "{}", built.stderr);
        let page =
            fs::read_to_string(site.join(&format!("public/{lang}/terms/index.html"))).unwrap();
        page.split("class=\"notice stale\"")
            .nth(1)
            .map(|rest| rest.split("</div>").next().unwrap().to_owned())
    };
    assert_eq!(notice(&site, "en"), None);
    edit(
        &site,
        "content/terms/truce.ar.md",
        "كلمة قديمة",
        "كلمة من القرآن",
    );
    let told = notice(&site, "en").unwrap();
    assert!(
        told.contains("/ar/terms/#truce\"") && told.contains("/ar/terms/#truce.origin\""),
        "{told}"
    );
    assert!(
        told.contains("#truce.origin\" hreflang=\"ar\">Origin</a>"),
        "{told}"
    );
    assert_eq!(notice(&site, "ar"), None, "an original says nothing");
    let arabic = fs::read_to_string(site.join("public/ar/terms/index.html")).unwrap();
    assert!(
        arabic.contains("id=\"truce.origin\""),
        "the link leads somewhere"
    );
}

/// Home and list pages have texts of their own, which can grow stale as an article does.
#[test]
fn home_and_lists_say_so_too() {
    let site = site();
    for (path, text) in [
        (
            "content/_index.ar.md",
            "---\ntitle: الموقع\nstate: هدوء حذر.\n---\n\nمقدمة.\n",
        ),
        (
            "content/_index.en.md",
            "---\ntitle: The site\nstate: An uneasy calm.\n---\n\nIntroduction.\n",
        ),
        (
            "content/articles/_index.ar.md",
            "---\ntitle: المقالات\n---\n\nعن المقالات.\n",
        ),
        (
            "content/articles/_index.en.md",
            "---\ntitle: Articles\n---\n\nAbout them.\n",
        ),
    ] {
        fs::write(site.join(path), text).unwrap();
    }
    for name in ["_index", "articles/_index"] {
        let run = run(&site, &["--mark", name, "en"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
    }
    let notices = |site: &Folder| {
        assert_eq!(build(site.path(), &[], &[]).code, 0);
        [
            "en/index.html",
            "en/articles/index.html",
            "ar/index.html",
            "ar/articles/index.html",
        ]
        .map(|path| {
            let page = fs::read_to_string(site.join(&format!("public/{path}"))).unwrap();
            page.split("class=\"notice stale\"")
                .nth(1)
                .map(|rest| rest.split("</div>").next().unwrap().to_owned())
        })
    };
    assert_eq!(notices(&site), [None, None, None, None]);
    edit(&site, "content/_index.ar.md", "هدوء حذر", "قصف متقطع");
    edit(
        &site,
        "content/articles/_index.ar.md",
        "عن المقالات",
        "عن مقالاتنا",
    );
    let [home, list, arabic_home, arabic_list] = notices(&site);
    assert_eq!(
        (arabic_home, arabic_list),
        (None, None),
        "an original says nothing"
    );
    let (home, list) = (home.unwrap(), list.unwrap());
    assert!(
        home.contains("/ar/\" hreflang=\"ar\">how things stand</a>"),
        "{home}"
    );
    assert!(
        list.contains("/ar/articles/\" hreflang=\"ar\">the introduction</a>"),
        "{list}"
    );
}

/// What is not published leaves no trace on the page of its translation; the table of editors knows it.
#[test]
fn a_draft_original_is_not_named() {
    let site = site();
    mark(&site);
    edit(&site, ORIGINAL, "ثلاثة بنود", "أربعة بنود");
    edit(&site, ORIGINAL, "title:", "draft: true\ntitle:");
    assert_eq!(build(site.path(), &[], &[]).code, 0);
    let page = fs::read_to_string(site.join("public/en/articles/deal/index.html")).unwrap();
    assert!(!page.contains("class=\"notice stale\"") && !page.contains("البنود"));
    assert_eq!(stale(&site), ["terms changed"]);
}

#[test]
fn the_table_of_people_is_aligned_and_isolates() {
    let site = site();
    mark(&site);
    edit(&site, ORIGINAL, "نص البند", "نص آخر");
    let run = run(&site, &["articles"]);
    let head = run.stdout.lines().next().unwrap();
    let line = run
        .stdout
        .lines()
        .find(|line| line.starts_with("articles/deal "))
        .unwrap();
    assert_eq!(line.find("ar "), head.find("original"), "{}", run.stdout);
    assert!(
        line.ends_with("en: \u{2068}بند-أول\u{2069} (changed)"),
        "{line}"
    );
    let column = |text: &str, words: &str| {
        text.split(words)
            .next()
            .map(|before| before.chars().count())
    };
    assert_eq!(
        column(line, "en: "),
        column(head, "stale"),
        "{}",
        run.stdout
    );
}

#[test]
fn exit_codes() {
    let site = site();
    let check = |arguments: &[&str], code: i32| {
        let run = run(&site, arguments);
        assert_eq!(
            run.code, code,
            "{arguments:?}\n{}{}",
            run.stdout, run.stderr
        );
        run.stderr
    };
    check(&[], 0);
    check(&["--check=untracked", "deal"], 1);
    check(&["--check=stale", "deal"], 0);
    mark(&site);
    check(&["--check", "deal"], 0);
    check(&["--check=stale,missing,untracked", "deal"], 0);
    edit(&site, ORIGINAL, "ثلاثة", "أربعة");
    check(&["--check", "deal"], 1);
    check(&["deal"], 0);
    check(&["--check", "deal", "--lang", "ar"], 0);
    fs::remove_file(site.join(ORIGINAL)).unwrap();
    edit(&site, TRANSLATION, "translated_from", "params");
    check(&["--check=stale", "deal"], 0);
    check(&["--check=missing", "deal"], 1);
    for (arguments, words) in [
        (&["del"] as &[&str], "did you mean `deal`"),
        (&["articels"], "did you mean `articles`"),
        (&["articles/del"], "did you mean `articles/deal`"),
        (&["--lang", "fr"], "whose languages are ar, en"),
        (&["--mark", "del", "en"], "did you mean `deal`"),
        (&["--mark", "deal", "fr"], "whose languages are ar, en"),
        (
            &["--mark", "deal", "ar"],
            "articles/deal has no text in ar; its languages are en",
        ),
        (
            &["--mark", "deal", "en"],
            "articles/deal has no other language",
        ),
        (&["--mark", "deal"], "2 values"),
    ] {
        let told = check(arguments, 2).replace(['\u{2068}', '\u{2069}'], "");
        assert!(told.contains(words), "{arguments:?}: {told}");
    }
    fs::write(site.join(ORIGINAL), "---\ntitel: x\n---\n").unwrap();
    assert!(check(&["deal"], 1).contains("error[unknown-key]"));
    assert!(check(&["--mark", "deal", "en"], 1).contains("while its files have errors"));
}

/// Either language may be the original; a pair cannot go both ways.
#[test]
fn either_way_but_not_both() {
    let site = site();
    let first = run(&site, &["--mark", "deal", "ar"]);
    assert_eq!(first.code, 0, "{}", first.stderr);
    assert_eq!(row(&site)["original"], "en");
    let back = run(&site, &["--mark", "deal", "en"]);
    assert_eq!(back.code, 2);
    assert!(
        back.stderr.contains("is itself translated from en"),
        "{}",
        back.stderr
    );
    edit(&site, TRANSLATION, "Three terms", "Four terms");
    let row = row(&site);
    assert_eq!(
        row["stale"],
        serde_json::json!({"ar": [{"section": "terms", "change": "changed"}]})
    );
}

/// A hash written by hand is an error of the build, and a mark repairs it.
#[test]
fn a_mark_repairs_what_was_written_by_hand() {
    let site = site();
    edit(
        &site,
        TRANSLATION,
        "title:",
        "translated_from:\n  lang: xx\n  sections: {terms: yes}\ntitle:",
    );
    assert_eq!(build(site.path(), &[], &[]).code, 1);
    let run = run(&site, &["--mark", "deal", "en"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(build(site.path(), &[], &[]).code, 0);
    assert_eq!(stale(&site), [""; 0]);
}

#[test]
fn originals_in_a_circle() {
    let mut project = Project::in_memory(&[]);
    project.sources.theme = Project::fixture("minimal").sources.theme;
    let english = project
        .text("(default theme)/strings/en.yaml")
        .expect("the theme speaks English");
    project.put("strings/tr.yaml", &english);
    project.put("bayan.yaml", "title: {ar: م, en: S, tr: T}\nbase_url: https://example.org/\nlanguages:\n  ar: {name: ع, locale: ar}\n  en: {name: E, locale: en}\n  tr: {name: T, locale: tr}\n");
    let mut put = |lang: &str, from: &str| {
        let text = format!("---\ntitle: x\ntranslated_from: {{lang: {from}}}\n---\n");
        project.put(&format!("content/pages/x.{lang}.md"), &text);
    };
    put("ar", "en");
    put("en", "tr");
    put("tr", "ar");
    let problems = project.build().problems();
    assert_eq!(
        problems,
        "content/pages/x.tr.md: mutual-translation: 3 editions name one another as the original in a circle (remove `translated_from` from the original) [content/pages/x.ar.md: the other] [content/pages/x.en.md: the other]\n"
    );
}

/// The words of the interface are to be translated too: what is printed, translated or not, makes the language complete.
#[test]
fn strings_that_a_language_lacks_are_printed_to_be_translated() {
    let site = site();
    let config = CONFIG
        .replace("title: {", "title: {ru: С, ")
        .replace("  en:", "  ru: {name: Русский, locale: ru}\n  en:");
    fs::write(site.join("bayan.yaml"), config).unwrap();
    let root = site.path().to_str().unwrap();
    let strings =
        |arguments: &[&str]| bayan(&[&["strings", "--root", root], arguments].concat(), &[]);
    let check = || bayan(&["check", "--root", root], &[]);
    let help = "`bayan strings ru` prints all that it needs";
    assert!(check().stderr.contains(help), "{}", check().stderr);

    let whole = strings(&["ru", "--from", "en"]).stdout;
    assert!(
        whole.contains("\nskip: \"Skip to the content\"\n"),
        "{whole}"
    );
    // Plural forms are those of the language, not of the words that stand in them.
    let counted = "\narticle_count:\n  one: \"{n} article\"\n  few: \"{n} articles\"\n  many: \"{n} articles\"\n  other: \"{n} articles\"\n";
    assert!(whole.contains(counted), "{whole}");
    let first = strings(&["ru"]).stdout;
    assert!(
        first.contains("\narticles: \"المقالات\"\n") && !first.contains("sort_skip"),
        "{first}"
    );

    // One string and one pattern less: both are named at once, and they alone are printed again.
    fs::create_dir_all(site.join("strings")).unwrap();
    let without = |line: &str| !line.starts_with("skip:") && !line.starts_with("  month:");
    let partial: String = whole
        .split_inclusive('\n')
        .filter(|line| without(line))
        .collect();
    fs::write(site.join("strings/ru.yaml"), partial).unwrap();
    let told = check().stderr;
    assert!(
        told.contains("strings/ru.yaml lacks dates.month, skip\n"),
        "{told}"
    );
    assert!(told.contains("1 error"), "{told}");
    assert_eq!(
        strings(&["ru", "--from", "en"]).stdout,
        "dates:\n  month: \"{month} {year}\"\nskip: \"Skip to the content\"\n"
    );

    fs::write(site.join("strings/ru.yaml"), whole).unwrap();
    assert_eq!(check().code, 0, "{}", check().stderr);
    let complete = strings(&["ru"]);
    assert_eq!((complete.code, complete.stdout.as_str()), (0, ""));
    assert_eq!(strings(&["de"]).code, 2);
    assert_eq!(strings(&["ru", "--from", "de"]).code, 2);
}
