//! One decision for each entry and language: page, `noindex`, canonical, `hreflang`, sitemap, feed, lists, links and the
//! switch of languages say the same, whatever an entry lacks and whatever the configuration makes of it.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on stops"
)]

mod support;

use support::{Built, Project};

const LANGUAGES: [&str; 3] = ["ar", "en", "tr"];
const FALLBACKS: [&str; 3] = ["show", "link", "hide"];
const BASE: &str = "https://example.org/";

/// An entry of the test: which languages it has, and in which it was written first.
struct Entry {
    folder: &'static str,
    id: String,
    held: Vec<&'static str>,
}

impl Entry {
    /// The languages of the site in which it has a text, as bits.
    fn new(folder: &'static str, held: usize) -> Self {
        let id = format!("{}-{held}", folder.trim_end_matches('s'));
        Self {
            folder,
            id,
            held: (0..3)
                .filter(|bit| held & (1 << bit) != 0)
                .map(|bit| LANGUAGES[bit])
                .collect(),
        }
    }

    fn has(&self, lang: &str) -> bool {
        self.held.contains(&lang)
    }

    /// English where it is held, since the others name it; else the first of the site.
    fn original(&self) -> &'static str {
        if self.has("en") { "en" } else { self.held[0] }
    }

    fn address(&self, page: &str, words: &str) -> String {
        format!("{page}/{}/{}-{words}/", self.folder, self.id)
    }

    fn put(&self, project: &mut Project) {
        for lang in &self.held {
            let original = match self.original() {
                original if original == *lang => String::new(),
                original => format!("translated_from:\n  lang: {original}\n"),
            };
            let date = if self.folder == "articles" {
                "date: 2024-01-01\n"
            } else {
                ""
            };
            let (folder, id) = (self.folder, &self.id);
            let text = format!(
                "---\ntitle: {id} {lang}\nslug: {id}-{lang}\n{date}{original}---\nwords of {lang}\n\n## heading {lang}\n"
            );
            project.put(&format!("content/{folder}/{id}.{lang}.md"), &text);
        }
    }
}

fn entries() -> Vec<Entry> {
    ["articles", "actors"]
        .into_iter()
        .flat_map(|folder| (1..8).map(move |held| Entry::new(folder, held)))
        .collect()
}

fn site(fallback: &str) -> (Built, Vec<Entry>) {
    let mut project = Project::in_memory(&[]);
    project.sources.theme = Project::fixture("minimal").sources.theme;
    let english = project
        .text("(default theme)/strings/en.yaml")
        .expect("the theme speaks English");
    project.put("strings/tr.yaml", &english);
    project.put("bayan.yaml", &format!("title: {{ar: م, en: S, tr: T}}\nbase_url: {BASE}\nlanguages:\n  ar: {{name: ع, locale: ar}}\n  en: {{name: E, locale: en}}\n  tr: {{name: T, locale: tr}}\nfallback: {{articles: {fallback}, actors: {fallback}}}\nfeeds: {{entries: 50}}\n"));
    let entries = entries();
    for entry in &entries {
        entry.put(&mut project);
    }
    let link = |entry: &Entry| format!("- [{0}](../{1}/{0}.md)\n", entry.id, entry.folder);
    let links = entries.iter().map(link).collect::<Vec<_>>().concat();
    for lang in LANGUAGES {
        project.put(
            &format!("content/pages/all.{lang}.md"),
            &format!("---\ntitle: all\n---\n{links}"),
        );
    }
    let built = project.build();
    assert_eq!(built.problems(), "", "{fallback}");
    (built, entries)
}

/// What the readers of a language are shown, worked out apart from the program.
enum Shown {
    Own,
    Copy,
    Elsewhere,
    Nothing,
}

fn decided(entry: &Entry, lang: &str, fallback: &str) -> Shown {
    match (entry.has(lang), fallback) {
        (true, _) => Shown::Own,
        (false, "show") => Shown::Copy,
        (false, "link") => Shown::Elsewhere,
        _ => Shown::Nothing,
    }
}

fn page<'b>(built: &'b Built, address: &str) -> Option<&'b str> {
    let path = format!("{address}index.html");
    built.outputs.contains_key(&path).then(|| built.text(&path))
}

/// The values of an attribute in all tags that hold some words.
fn values<'t>(text: &'t str, tag: &str, attribute: &str) -> Vec<&'t str> {
    let tags = text
        .split('<')
        .filter(|one| one.split('>').next().is_some_and(|one| one.contains(tag)));
    let name = format!(" {attribute}=\"");
    tags.filter_map(|one| {
        one.split('>')
            .next()?
            .split(name.as_str())
            .nth(1)?
            .split('"')
            .next()
    })
    .collect()
}

#[test]
fn every_output_follows_the_decision() {
    let mut checked = 0;
    for fallback in FALLBACKS {
        let (built, entries) = site(fallback);
        for entry in &entries {
            for lang in LANGUAGES {
                let case = format!("{fallback}: {} in {lang}", entry.id);
                one(&built, entry, lang, fallback, &case);
                checked += 1;
            }
        }
    }
    assert_eq!(checked, 3 * 14 * 3);
}

fn one(built: &Built, entry: &Entry, lang: &str, fallback: &str, case: &str) {
    let shown = decided(entry, lang, fallback);
    let words = if entry.has(lang) {
        lang
    } else {
        entry.original()
    };
    let own = page(built, &entry.address(lang, words));
    let address = match shown {
        Shown::Own | Shown::Copy => Some(entry.address(lang, words)),
        Shown::Elsewhere => Some(entry.address(words, words)),
        Shown::Nothing => None,
    };
    assert_eq!(
        own.is_some(),
        matches!(shown, Shown::Own | Shown::Copy),
        "{case}: the page"
    );
    for other in LANGUAGES.into_iter().filter(|other| *other != words) {
        let is_there = page(built, &entry.address(lang, other)).is_some();
        assert!(
            !is_there,
            "{case}: a page under the name of another language"
        );
    }
    let is_found = matches!(shown, Shown::Own);
    if let Some(own) = own {
        the_page(entry, own, lang, words, is_found, case);
        the_switch(entry, own, lang, fallback, case);
    }
    in_lists(built, entry, lang, address.as_deref(), words, case);
    for_machines(built, entry, lang, words, is_found, case);
}

fn the_page(entry: &Entry, text: &str, lang: &str, words: &str, is_found: bool, case: &str) {
    let permalink = format!("{BASE}{}", entry.address(lang, words));
    assert_eq!(
        text.contains("content=\"noindex\""),
        !is_found,
        "{case}: noindex"
    );
    let canonical: Vec<&str> = if is_found { vec![&permalink] } else { vec![] };
    assert_eq!(
        values(text, "rel=\"canonical\"", "href"),
        canonical,
        "{case}: canonical"
    );
    let links: Vec<&str> = values(text, "link rel=\"alternate\" hreflang=", "hreflang");
    assert_eq!(
        links,
        if is_found { alternates(entry) } else { vec![] },
        "{case}: hreflang"
    );
    let targets = values(text, "link rel=\"alternate\" hreflang=", "href");
    let expected: Vec<String> = links
        .iter()
        .map(|lang| format!("{BASE}{}", entry.address(lang, lang)))
        .collect();
    assert_eq!(targets, expected, "{case}: the addresses of hreflang");
    assert_eq!(
        values(text, "html lang", "lang"),
        [lang],
        "{case}: the language of the page"
    );
    let body = values(text, "div class=\"prose\"", "lang");
    assert_eq!(
        body,
        if is_found { vec![] } else { vec![words] },
        "{case}: the language of the body"
    );
    assert!(
        text.contains(&format!("words of {words}")),
        "{case}: its words"
    );
    assert_eq!(
        text.contains("class=\"notice\""),
        !is_found,
        "{case}: the notice"
    );
    assert!(
        text.contains(&format!("\"inLanguage\":\"{words}\"")),
        "{case}: the language for machines"
    );
}

/// The languages that a page and its sitemap entry state: all of them, and none where there is one alone.
fn alternates(entry: &Entry) -> Vec<&'static str> {
    if entry.held.len() > 1 {
        entry.held.clone()
    } else {
        vec![]
    }
}

fn the_switch(entry: &Entry, text: &str, lang: &str, fallback: &str, case: &str) {
    for other in LANGUAGES.into_iter().filter(|other| *other != lang) {
        let nav = text
            .split("<nav class=\"langs\"")
            .nth(1)
            .and_then(|nav| nav.split("</nav>").next())
            .unwrap_or_default();
        let tag = format!("a href=\"/{other}/");
        let (expected, exact) = match decided(entry, other, fallback) {
            Shown::Own => (entry.address(other, other), true),
            Shown::Copy => (entry.address(other, entry.original()), true),
            Shown::Elsewhere | Shown::Nothing => (format!("{other}/{}/", entry.folder), false),
        };
        assert_eq!(
            values(nav, &tag, "href"),
            [format!("/{expected}")],
            "{case}: the switch to {other}"
        );
        assert_eq!(
            values(nav, &tag, "rel"),
            if exact { vec!["alternate"] } else { vec![] },
            "{case}: exact in {other}"
        );
        assert_eq!(
            values(nav, &tag, "data-anchors").len(),
            usize::from(exact),
            "{case}: the headings in {other}"
        );
    }
}

fn in_lists(
    built: &Built,
    entry: &Entry,
    lang: &str,
    address: Option<&str>,
    words: &str,
    case: &str,
) {
    for list in [format!("{lang}/{}/", entry.folder), format!("{lang}/all/")] {
        let text = page(built, &list).unwrap_or_else(|| panic!("{case}: there is no {list}"));
        let links: Vec<&str> = values(text, &format!("/{}-", entry.id), "href");
        let expected: Vec<String> = address
            .iter()
            .map(|address| format!("/{address}"))
            .collect();
        assert_eq!(links, expected, "{case}: links in {list}");
        let is_marked = text.contains(&format!("{}-{words}/\" lang=\"{words}\"", entry.id))
            || text.contains(&format!("{}-{words}/\" hreflang=\"{words}\"", entry.id))
            || text.contains(&format!("{}-{words}/\"><bdi lang=\"{words}\"", entry.id));
        // A link in a text says where it leads; a title in a list says what it is in.
        let is_list = !list.ends_with("all/");
        let foreign = if is_list {
            words != lang
        } else {
            address.is_some_and(|address| !address.starts_with(lang))
        };
        assert_eq!(
            is_marked,
            address.is_some() && foreign,
            "{case}: marked as foreign in {list}"
        );
    }
}

fn for_machines(built: &Built, entry: &Entry, lang: &str, words: &str, is_found: bool, case: &str) {
    let permalink = format!("{BASE}{}", entry.address(lang, words));
    let sitemap = built.text("sitemap.xml");
    let url = sitemap
        .split("<url>")
        .find(|url| url.contains(&format!("<loc>{permalink}</loc>")));
    assert_eq!(url.is_some(), is_found, "{case}: the sitemap");
    if let Some(url) = url {
        assert_eq!(
            values(url, "xhtml:link", "hreflang"),
            alternates(entry),
            "{case}: its alternates"
        );
    }
    let is_news = is_found && entry.folder == "articles";
    for feed in ["feed.xml", "feed.json"] {
        let feed = built.text(&format!("{lang}/{feed}"));
        assert_eq!(feed.contains(&permalink), is_news, "{case}: the feed");
        assert_eq!(
            feed.contains(&format!("{}-", entry.id)),
            is_news,
            "{case}: the feed names it otherwise"
        );
    }
}
