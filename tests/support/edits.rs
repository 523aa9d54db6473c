//! Edits that an editor or a designer makes, each applied to whatever the site holds by then.

use super::Project;

/// Which edit, to which of the files that it fits, and how.
pub(crate) type BuildStep = (usize, u16, u16);

/// An edit: its name, the files that it may fall on, what it does to one of them, and in how many ways.
type Edit = (
    &'static str,
    fn(&Project) -> Vec<String>,
    fn(&mut Project, &str, u16),
    u16,
);

/// All edits.
pub(crate) const ALL: [Edit; 21] = [
    ("body", editions, body, 9),
    ("title", content, title, 3),
    ("name", content, name, 6),
    ("fact", content, fact, 8),
    ("date", content, date, 4),
    ("broken key", content, broken, 4),
    ("broken YAML", content, broken_yaml, 4),
    ("draft", content, draft, 4),
    ("add", anywhere, add, 6),
    ("delete", content, delete, 1),
    ("rename", content, rename, 3),
    ("language", editions, language, 3),
    ("folder", content, folder, 1),
    ("template", templates, template, 3),
    ("broken template", templates, broken_template, 4),
    ("template of the site", templates, override_template, 2),
    ("block", anywhere, block, 3),
    ("string", anywhere, string, 6),
    ("configuration", anywhere, configuration, 20),
    ("options", anywhere, options, 4),
    ("address", anywhere, address, 3),
];

/// Applies a step and says what it did.
pub(crate) fn apply(project: &mut Project, (index, which, how): BuildStep) -> String {
    let (name, files, edit, _) = ALL[index % ALL.len()];
    let files = files(project);
    let Some(path) = files.get(usize::from(which) % files.len().max(1)).cloned() else {
        return format!("{name} (nothing left)");
    };
    edit(project, &path, how);
    format!("{name} {how} of {path}")
}

/// Applies the edit of this name to a file.
pub(crate) fn apply_to(project: &mut Project, name: &str, path: &str, how: u16) {
    let known = ALL.iter().find(|(known, ..)| *known == name);
    let (_, _, edit, _) = known.unwrap_or_else(|| panic!("there is no edit {name}"));
    edit(project, path, how);
}

fn content(project: &Project) -> Vec<String> {
    project
        .sources
        .content
        .iter()
        .map(|file| file.path.as_str().to_owned())
        .collect()
}

fn editions(project: &Project) -> Vec<String> {
    content(project)
        .into_iter()
        .filter(|path| path.ends_with(".ar.md") || path.ends_with(".en.md"))
        .collect()
}

fn templates(project: &Project) -> Vec<String> {
    let theme = project
        .sources
        .theme
        .iter()
        .map(|file| file.file.path.as_str());
    theme
        .filter(|path| path.contains("templates/"))
        .map(ToOwned::to_owned)
        .collect()
}

fn anywhere(_: &Project) -> Vec<String> {
    vec!["the site".to_owned()]
}

fn pick<'a>(choices: &[&'a str], how: u16) -> &'a str {
    choices[usize::from(how) % choices.len()]
}

/// Replaces words where the file has them.
fn swap(project: &mut Project, path: &str, from: &str, to: &str) {
    let text = project.text(path).unwrap_or_default();
    set(project, path, &text.replacen(from, to, 1));
}

/// Files of a theme keep their place among the layers.
fn set(project: &mut Project, path: &str, text: &str) {
    let theme = &mut project.sources.theme;
    match theme
        .iter_mut()
        .find(|file| file.file.path.as_str() == path)
    {
        Some(file) => file.file = bayan::source::SourceFile::new(file.file.path.clone(), text),
        None => project.put(path, text),
    }
}

/// Adds lines at the top of the front matter.
fn front(project: &mut Project, path: &str, lines: &str) {
    swap(project, path, "---\n", &format!("---\n{lines}\n"));
}

fn body(project: &mut Project, path: &str, how: u16) {
    let more = pick(
        &[
            "More words.",
            "See [[town]] and [[envoy]] [@src-report].",
            "## A heading {#new}\n\nand [a link](#new).",
            "Nothing is at [[nowhere]] or at [a dead link](/en/nothing/).",
            "![A dot](dot.png) and [[pact#p2|a point]].",
            "<b>raw</b> words[^x].\n\n[^x]: A note.",
            "Of 1,250 people 417 left between 3 May 2019 and 2021 [@src-report, p. 12].",
            "[[Nowhere]] and [[Envoy]] are names.",
            "[[Nohwere]] is nearly one.",
        ],
        how,
    );
    let text = project.text(path).unwrap_or_default();
    set(project, path, &format!("{text}\n{more}\n"));
}

fn title(project: &mut Project, path: &str, how: u16) {
    let word = pick(&["New ", "جديد ", "2 "], how);
    let text = project.text(path).unwrap_or_default();
    let at = text
        .find("\n  en: ")
        .map(|at| at + 7)
        .or_else(|| text.find("title: ").map(|at| at + 7));
    if let Some(at) = at {
        set(
            project,
            path,
            &format!("{}{word}{}", &text[..at], &text[at..]),
        );
    }
}

/// Names that the links of other files may mean, now or no longer.
fn name(project: &mut Project, path: &str, how: u16) {
    let line = pick(
        &[
            "names:\n  en: [Nowhere]",
            "names: [Nowhere]",
            "names:\n  en: [Envoy]",
            "names: [Nohwer]",
            "former_ids: [nowhere]",
            "former_ids: [town]",
        ],
        how,
    );
    front(project, path, line);
}

fn fact(project: &mut Project, path: &str, how: u16) {
    let changes = [
        ("places: [town]", "places: [region]"),
        ("type: state", "type: body"),
        ("state-a", "institute"),
        ("tags: [truce]", "tags: [roads]"),
        ("value: 3", "value: 2"),
        ("lat: 36", "lat: 35"),
        ("country: SY", "country: TR"),
        ("within: region", "within: town"),
    ];
    let (from, to) = changes[usize::from(how) % changes.len()];
    swap(project, path, from, to);
    swap(project, path, "country: TR", "country: LB");
}

fn date(project: &mut Project, path: &str, how: u16) {
    swap(
        project,
        path,
        "2024-0",
        pick(&["2024-1", "2023-0", "2025-0", "2O24-0"], how),
    );
}

fn broken(project: &mut Project, path: &str, how: u16) {
    front(
        project,
        path,
        pick(
            &[
                "titel: x",
                "slug: a b/c",
                "tags: [nothing]",
                "aliases: [/en/articles/paired/]",
            ],
            how,
        ),
    );
}

fn broken_yaml(project: &mut Project, path: &str, how: u16) {
    front(
        project,
        path,
        pick(&["a: b: c", "[", "\tx: y", "title: twice"], how),
    );
}

fn draft(project: &mut Project, path: &str, how: u16) {
    front(
        project,
        path,
        pick(
            &[
                "draft: true",
                "publish: 2026-01-01",
                "publish: 2020-01-01",
                "slug: other",
            ],
            how,
        ),
    );
}

fn add(project: &mut Project, _: &str, how: u16) {
    let (path, text) = [
        (
            "content/articles/new.en.md",
            "---\ntitle: New\ndate: 2024-06-01\nactors: [envoy]\n---\n\nNew words, [[town]].\n",
        ),
        (
            "content/articles/new.ar.md",
            "---\ntitle: جديد\ndate: 2024-06-02\n---\n\nكلمات، [[new]].\n",
        ),
        (
            "content/events/ev-new.md",
            "---\ntitle: {ar: حدث, en: Event}\ndate: 2022\nplaces: [town]\n---\n",
        ),
        (
            "content/actors/town.md",
            "---\ntitle: {ar: بلدة, en: Town}\ntype: body\n---\n",
        ),
        (
            "content/places/_index.en.md",
            "---\ntitle: Where\n---\n\nAn introduction [@src-wire].\n",
        ),
        ("content/odd/new.md", "---\ntitle: x\n---\n"),
    ][usize::from(how) % 6];
    project.put(path, text);
}

fn delete(project: &mut Project, path: &str, _: u16) {
    project.remove(path);
}

fn rename(project: &mut Project, path: &str, how: u16) {
    let name = path.rsplit('/').next().unwrap_or_default();
    let id = name.split('.').next().unwrap_or_default();
    let to = path.replace(
        &format!("/{id}."),
        &format!("/{}{id}.", pick(&["x-", "a", "zz-"], how)),
    );
    change_path(project, path, &to);
}

fn language(project: &mut Project, path: &str, how: u16) {
    let (from, other) = if path.ends_with(".ar.md") {
        (".ar.md", ".en.md")
    } else {
        (".en.md", ".ar.md")
    };
    change_path(
        project,
        path,
        &path.replace(from, pick(&[other, ".md", ".fr.md"], how)),
    );
}

/// From one form of a file to the other: the entity stays what it is.
fn folder(project: &mut Project, path: &str, _: u16) {
    let to = match path.split_once("/index.") {
        Some((folder, end)) => format!("{folder}.{end}"),
        None => path
            .rsplit_once('/')
            .map_or_else(String::new, |(folder, name)| {
                let (id, end) = name.split_once('.').unwrap_or((name, "md"));
                format!("{folder}/{id}/index.{end}")
            }),
    };
    change_path(project, path, &to);
}

fn change_path(project: &mut Project, path: &str, to: &str) {
    if let (Some(text), None) = (project.text(path), project.text(to)) {
        project.remove(path);
        project.put(to, &text);
    }
}

fn template(project: &mut Project, path: &str, how: u16) {
    let text = project.text(path).unwrap_or_default();
    let more = pick(&["<!-- new -->", "{# nothing #}", "\n"], how);
    set(project, path, &format!("{text}{more}"));
}

fn broken_template(project: &mut Project, path: &str, how: u16) {
    let broken = pick(
        &[
            "{{ entity.nothing }}",
            "{% if %}",
            "{{ page.title | nothing }}",
            "{{ nothing }}",
        ],
        how,
    );
    let text = project.text(path).unwrap_or_default();
    let opened = ["{% block main -%}", "{% block main %}", "{% block facts %}"]
        .iter()
        .find(|mark| text.contains(**mark));
    match opened {
        Some(mark) => swap(project, path, mark, &format!("{mark}{broken}")),
        None => set(project, path, &format!("{text}{broken}")),
    }
}

/// The same text nearer to the site: only messages may tell.
fn override_template(project: &mut Project, path: &str, how: u16) {
    let Some(inner) = path.find("templates/").map(|at| &path[at..]) else {
        return;
    };
    let text = project.text(path).unwrap_or_default();
    if path != inner && how.is_multiple_of(2) {
        project.put(inner, &text);
        let theme = &mut project.sources.theme;
        // The nearest layer comes first.
        theme.sort_by_key(|file| {
            (
                file.file.path.as_str() != &*file.name,
                file.file.path.clone(),
            )
        });
    } else {
        project.remove(path);
    }
}

fn block(project: &mut Project, _: &str, how: u16) {
    let path = format!(
        "themes/plain/blocks/{}.html",
        pick(&["timeline", "figure", "own"], how)
    );
    match project.text(&path) {
        Some(_) => drop(project.remove(&path)),
        None => project.put(&path, "<p>{{ lang }}</p>"),
    }
    project.sources.theme.iter_mut().for_each(|file| {
        if let Some(name) = file.file.path.as_str().strip_prefix("themes/plain/") {
            file.name = name.into();
        }
    });
}

fn string(project: &mut Project, _: &str, how: u16) {
    let (language, line) = [
        ("en", "articles: Pieces\n"),
        ("ar", "articles: قطع\n"),
        ("en", "cite_label: \"Note {n}\"\n"),
        ("ar", "not_found: لا شيء\n"),
        ("en", "stray: of no use\n"),
        (
            "en",
            "dates:\n  day_month_year: \"{month} {day}, {year}\"\n",
        ),
    ][usize::from(how) % 6];
    let path = format!("strings/{language}.yaml");
    project.put(&path, line);
    project.sources.theme.sort_by_key(|file| {
        (
            file.file.path.as_str() != &*file.name,
            file.file.path.clone(),
        )
    });
}

fn configuration(project: &mut Project, _: &str, how: u16) {
    let changes = [
        ("digits: arab", "digits: latn"),
        ("digits: latn", "digits: arab"),
        ("months: dual", "months: gulf"),
        ("months: dual", "months: dual\n    calendar: gregory+hijri"),
        ("locale: en-GB", "locale: en-US"),
        ("pagination: 2", "pagination: 3"),
        ("articles: show", "articles: hide"),
        ("places: show", "places: link"),
        ("pages: hide", "pages: show"),
        ("en: The fixture", "en: Another name"),
        ("colour: red", "colour: green"),
        ("licence: CC BY 4.0", "markdown:\n  raw_html: true"),
        ("en: Truce", "en: Ceasefire"),
        ("  - folder: timeline\n", ""),
        ("pagination", "check:\n  former-id: off\npagination"),
        ("pagination", "timeline:\n  kinds: [articles]\npagination"),
        ("pagination", "feeds:\n  entries: 1\npagination"),
        ("name: English", "name: Inglizi"),
        (
            "  ar:\n    name",
            "  fr:\n    name: Français\n    locale: fr\n  ar:\n    name",
        ),
        ("tags:", "tagz:"),
    ];
    let (from, to) = changes[usize::from(how) % changes.len()];
    swap(project, "bayan.yaml", from, to);
}

fn options(project: &mut Project, _: &str, how: u16) {
    let options = &mut project.options;
    match how % 4 {
        0 => options.drafts = !options.drafts,
        1 => options.future = !options.future,
        2 => options.portable = !options.portable,
        _ => options.today = bayan::edtf::Day::parse("2031-01-01").expect("a day"),
    }
}

fn address(project: &mut Project, _: &str, how: u16) {
    let address = pick(
        &[
            "https://example.org/",
            "https://example.org/deep/er/",
            "http://example.net/sub/",
        ],
        how,
    );
    project.options.base_url = bayan::config::BaseUrl::parse(address);
}
