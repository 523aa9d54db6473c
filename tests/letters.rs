//! The letters of lists by title, as readers meet them on the pages of a site in two languages.

#![allow(clippy::panic, reason = "a test that cannot go on stops")]

mod support;

use support::Project;

/// Arabic and English titles of actors; in Arabic the first two begin with one letter, the last with none of them.
const ACTORS: [(&str, &str, &str); 9] = [
    ("euphrates", "«الفرات»", "Euphrates"),
    ("farouk", "فاروق", "Farouk"),
    ("idlib", "إدلب", "Idlib"),
    ("ahmad", "أحمد", "Ahmad"),
    ("yarmouk", "اليرموك", "Yarmouk"),
    ("geneva", "Geneva group", "Geneva group"),
    ("eleven", "11 أيلول", "11 September"),
    ("assad", "الأسد", "al-Assad"),
    ("hague", "لاهاي", "The Hague"),
];

fn site() -> Project {
    let mut project = Project::fixture("minimal");
    let languages = "languages:\n  ar:\n    name: العربية\n    locale: ar-SY\n  en:\n    name: English\n    locale: en-GB\n";
    project.put(
        "bayan.yaml",
        &format!("title:\n  ar: أ\n  en: A\nbase_url: https://example.org/\n{languages}"),
    );
    project.sources.content.clear();
    for (id, ar, en) in ACTORS {
        let text = format!("---\ntitle:\n  ar: {ar}\n  en: {en}\ntype: person\n---\n");
        project.put(&format!("content/actors/{id}.md"), &text);
    }
    project
}

/// What stands between two words, each time.
fn between<'t>(text: &'t str, start: &str, end: &str) -> Vec<&'t str> {
    text.split(start)
        .skip(1)
        .filter_map(|rest| rest.split_once(end))
        .map(|(inner, _)| inner)
        .collect()
}

fn assert_page(path: &str, linked: &[&str], titles: &[&str]) {
    let built = site().build();
    assert_eq!(built.problems(), "");
    let page = built.text(path);
    let nav = between(page, "<nav class=\"letters\"", "</nav>");
    let links = between(nav.first().expect("the letters"), "<a href=\"#", "</a>");
    let letters: Vec<&str> = links
        .iter()
        .filter_map(|link| link.split_once("\">"))
        .map(|(_, text)| text)
        .collect();
    assert_eq!(letters, linked);
    for link in &links {
        let id = link.split('"').next().expect("an address");
        assert_eq!(page.matches(&format!("id=\"{id}\"")).count(), 1, "{id}");
    }
    let listed = between(page, "<h3><a href=\"", "</a>");
    let listed: Vec<&str> = listed
        .iter()
        .filter_map(|link| link.split_once('>'))
        .map(|(_, title)| title)
        .collect();
    assert_eq!(listed, titles);
}

#[test]
fn letters_in_arabic() {
    assert_page(
        "ar/actors/index.html",
        &["أ", "ف", "ل", "ي", "G", "غير ذلك"],
        &[
            "أحمد",
            "إدلب",
            "الأسد",
            "فاروق",
            "«الفرات»",
            "لاهاي",
            "اليرموك",
            "<bdi>Geneva group</bdi>",
            "11 أيلول",
        ],
    );
}

#[test]
fn letters_in_english() {
    assert_page(
        "en/actors/index.html",
        &["A", "E", "F", "G", "H", "I", "Y", "Other"],
        &[
            "Ahmad",
            "al-Assad",
            "Euphrates",
            "Farouk",
            "Geneva group",
            "The Hague",
            "Idlib",
            "Yarmouk",
            "11 September",
        ],
    );
}

/// Letters that do not occur are shown, but neither linked nor read out; a short list has none at all.
#[test]
fn letters_that_do_not_occur() {
    let built = site().build();
    let page = built.text("ar/actors/index.html");
    assert!(
        page.contains("<li aria-hidden=\"true\"><span>ب</span></li>"),
        "{page}"
    );
    assert!(
        !page.contains("<span>A</span>"),
        "letters of other alphabets are shown where they occur"
    );
    let mut short = site();
    short.remove("content/actors/geneva.md");
    short.remove("content/actors/eleven.md");
    assert!(
        !short
            .build()
            .text("ar/actors/index.html")
            .contains("class=\"letters\"")
    );
}
