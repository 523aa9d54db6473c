//! Whole sites: fixtures → `expected/` trees, the starter of `bayan init`, and links under every kind of root.
//!
//! `UPDATE=1 cargo test --test sites` rewrites what is expected; read the difference before you keep it.

#![allow(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests look at the disk and may stop"
)]

mod support;

use bayan::config::BaseUrl;
use support::folder::{self, Folder};
use support::{Built, Project, fixtures, links, tree};

/// Pages of the bilingual site that are compared with the default theme too.
const WITH_DEFAULT_THEME: [&str; 9] = [
    "ar/agreements/pact/index.html",
    "ar/articles/هدنة-الشمال/index.html",
    "ar/corrections/index.html",
    "ar/index.html",
    "en/articles/paired/index.html",
    "en/events/ev-signing/index.html",
    "en/map/index.html",
    "en/terms/index.html",
    "index.html",
];

/// Pages of the site of six languages that are compared: words, dates, order and direction of the four that the theme
/// has no table for, and an entry in each state of translation.
const IN_MANY_LANGUAGES: [&str; 10] = [
    "fa/agreements/kadesh/index.html",
    "fa/events/index.html",
    "he/agreements/kadesh/index.html",
    "he/articles/two-texts/index.html",
    "index.html",
    "tr/actors/index.html",
    "tr/agreements/kadesh/index.html",
    "tr/corrections/index.html",
    "zh/articles/two-texts/index.html",
    "zh/events/find/index.html",
];

/// What shows zones; their drawings are in `tests/fixtures/maps`, too.
const WITH_ZONES: [&str; 5] = [
    "data/zones.geojson",
    "en/agreements/pact/index.html",
    "ar/events/patrol/index.html",
    "en/events/before/index.html",
    "ar/explained/index.html",
];

fn expect(site: &str, built: &Built) {
    let folder = fixtures("sites").join(site);
    tree::check_text(&folder.join("diagnostics.txt"), &built.problems());
    tree::check(&folder.join("expected"), &built.bytes());
}

#[test]
fn bilingual() {
    expect(
        "bilingual",
        &Project::fixture("bilingual").theme("plain").build(),
    );
}

#[test]
fn minimal() {
    expect(
        "minimal",
        &Project::fixture("minimal").theme("plain").build(),
    );
}

#[test]
fn bilingual_with_the_default_theme() {
    let mut made = Project::fixture("bilingual").build().bytes();
    made.retain(|path, _| WITH_DEFAULT_THEME.contains(&path.as_str()));
    tree::check(&fixtures("sites/bilingual/expected-default"), &made);
}

/// Zones on small maps, in blocks and as data; those of the page of the map have their entries, as the links show.
#[test]
fn zones() {
    let built = Project::fixture("zones").build();
    let folder = fixtures("sites/zones");
    tree::check_text(&folder.join("diagnostics.txt"), &built.problems());
    let mut made = built.bytes();
    let faults = links::faults(&made, "/", false);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    made.retain(|path, _| WITH_ZONES.contains(&path.as_str()));
    assert_eq!(made.len(), WITH_ZONES.len());
    tree::check(&folder.join("expected-default"), &made);
}

#[test]
fn six_languages() {
    let built = Project::fixture("languages").build();
    let folder = fixtures("sites/languages");
    tree::check_text(&folder.join("diagnostics.txt"), &built.problems());
    let mut made = built.bytes();
    let faults = links::faults(&made, "/", false);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    made.retain(|path, _| IN_MANY_LANGUAGES.contains(&path.as_str()));
    assert_eq!(made.len(), IN_MANY_LANGUAGES.len());
    tree::check(&folder.join("expected-default"), &made);
}

/// Drafts and what is not yet due come in when they are asked for, and nothing else does.
#[test]
fn drafts_and_future() {
    let plain = Project::fixture("bilingual").theme("plain");
    let mut all = plain.clone();
    all.options.drafts = true;
    all.options.future = true;
    let (before, after) = (plain.build().bytes(), all.build().bytes());
    let new: Vec<&String> = after
        .keys()
        .filter(|path| !before.contains_key(*path))
        .collect();
    let wanted = ["articles/hidden", "articles/later", "articles/page/3"];
    let both = |path: &&str| ["ar", "en"].map(|lang| format!("{lang}/{path}/index.html"));
    let mut wanted: Vec<String> = wanted.iter().flat_map(both).collect();
    wanted.sort();
    assert_eq!(new, wanted.iter().collect::<Vec<_>>());
    assert!(before.keys().all(|path| after.contains_key(path)));
}

/// Not a word of a draft, nor of what is not yet due, reaches any output.
#[test]
fn nothing_leaks() {
    let built = Project::fixture("bilingual").theme("plain").build();
    for (path, bytes) in built.bytes() {
        // The drawings of maps say what screen readers pass over, which is not the draft of that name.
        let text = String::from_utf8_lossy(&bytes).replace("aria-hidden", "");
        for secret in [
            "must not leak",
            "Secret words",
            "hidden",
            "لم يحن موعده",
            "كلمات لا تظهر",
            "later",
        ] {
            assert!(!text.contains(secret), "{path} holds {secret:?}");
        }
    }
}

/// Nothing of the detailed map is in a site that does not ask for it, even where its files lie ready; else all of it is, and nothing more.
#[test]
fn the_detailed_map_is_there_on_request_alone() {
    let site = Folder::with("detail", &fixtures("sites/detail"));
    let config =
        std::fs::read_to_string(site.join("bayan.yaml")).expect("there is a configuration");
    let built = |config: &str| {
        std::fs::write(site.join("bayan.yaml"), config).expect("it can be written");
        let built = Project::read(site.path()).build();
        assert_eq!(built.problems(), "");
        let of_it: Vec<String> = built
            .outputs
            .keys()
            .filter(|path| path.contains("detail"))
            .cloned()
            .collect();
        let told = built
            .bytes()
            .into_iter()
            .filter(|(path, _)| path.ends_with(".html"));
        let names_it = |text: &str| text.contains("map-detail") || text.contains("detail/");
        (
            of_it,
            told.filter(|(_, bytes)| names_it(&String::from_utf8_lossy(bytes)))
                .count(),
        )
    };
    let asked = "map:\n  engine: maplibre\n";
    assert_eq!(built(&config.replace(asked, "")), (Vec::new(), 0));
    assert_eq!(
        built(&config.replace(asked, "map:\n  engine: svg\n")),
        (Vec::new(), 0)
    );
    let names = [
        "map.js",
        "maplibre-gl-worker.js",
        "maplibre-gl.css",
        "maplibre-gl.js",
        "open.js",
        "pmtiles.js",
        "tiles.pmtiles",
    ];
    assert_eq!(
        built(&config),
        (names.map(|name| format!("detail/{name}")).to_vec(), 2)
    );
}

/// Every internal link and anchor leads somewhere, wherever the site stands.
#[test]
fn links_at_every_root() {
    for theme in [None, Some("plain")] {
        for (base, portable) in [
            ("https://example.org/", false),
            ("https://example.org/deep/er/", false),
            ("https://example.org/sub/", true),
        ] {
            let mut project = Project::fixture("bilingual");
            project = theme.map_or(project.clone(), |name| project.theme(name));
            project.options.base_url = BaseUrl::parse(base);
            project.options.portable = portable;
            let faults = links::faults(&project.build().bytes(), &path_of(base), portable);
            assert!(
                faults.is_empty(),
                "{theme:?} at {base}, portable {portable}:\n{}",
                faults.join("\n")
            );
        }
    }
}

fn path_of(base: &str) -> String {
    base.trim_start_matches("https://example.org").to_owned()
}

/// The files that `bayan init` writes.
const STARTER: [&str; 11] = [
    "bayan.yaml",
    "content/_index.ar.md",
    "content/_index.en.md",
    "content/actors/example-institute.md",
    "content/articles/first-article.ar.md",
    "content/articles/first-article.en.md",
    "content/events/conference-2024.md",
    "content/pages/about.ar.md",
    "content/pages/about.en.md",
    "content/places/damascus.md",
    "content/sources/example-report.md",
];

#[test]
fn init_makes_a_site_that_builds() {
    let folder = Folder::new("init");
    let site = folder.join("new");
    let made = folder::bayan(&["init", site.to_str().expect("the path is UTF-8")], &[]);
    assert_eq!(made.code, 0, "{}", made.stderr);
    assert_eq!(
        tree::read(&site)
            .keys()
            .map(String::as_str)
            .collect::<Vec<_>>(),
        STARTER
    );
    let built = folder::build(&site, &[], &[]);
    assert_eq!(
        (built.code, built.stdout.lines().count()),
        (0, 1),
        "{}{}",
        built.stdout,
        built.stderr
    );
    let faults = links::faults(&tree::read(&site.join("public")), "/", false);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn init_leaves_a_folder_with_files_alone() {
    let folder = Folder::with("init-taken", &fixtures("sites/minimal"));
    let before = tree::read(folder.path());
    assert_eq!(
        folder::bayan(
            &["init", folder.path().to_str().expect("the path is UTF-8")],
            &[]
        )
        .code,
        2
    );
    assert_eq!(tree::read(folder.path()), before);
}
