//! The rules of ARCHITECTURE.md: which module and which file may import which, which crates stand behind which fence, whose a
//! name is, and how large things may grow.
//!
//! The tables are exact: what is used and not listed fails, and so does what is listed and not used.

#![allow(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests read the sources and may stop"
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use support::{rust, tree};

/// Layers from the ground up, each with its modules from left to right.
const LAYERS: [(&str, &[&str]); 4] = [
    (
        "ground",
        &[
            "source",
            "fingerprint",
            "diagnostic",
            "lang",
            "kind",
            "edtf",
            "escape",
            "locale",
            "prose",
            "yaml",
            "map",
            "tiles",
            "picture",
            "stamp",
        ],
    ),
    (
        "nouns",
        &[
            "config", "model", "site", "output", "page", "view", "strings",
        ],
    ),
    (
        "stages",
        &[
            "load",
            "parse",
            "lint",
            "resolve",
            "translations",
            "plan",
            "present",
            "render",
            "write",
        ],
    ),
    (
        "shell",
        &["pipeline", "session", "watch", "serve", "cli", "main"],
    ),
];

/// Which modules each module imports.
const IMPORTS: [(&str, &[&str]); 36] = [
    ("picture", &[]),
    ("stamp", &[]),
    ("source", &["fingerprint", "picture", "tiles"]),
    ("fingerprint", &[]),
    ("diagnostic", &["locale", "source"]),
    ("lang", &[]),
    ("kind", &[]),
    ("edtf", &[]),
    ("escape", &[]),
    ("locale", &["edtf", "lang"]),
    ("prose", &["lang", "source"]),
    (
        "yaml",
        &[
            "diagnostic",
            "edtf",
            "fingerprint",
            "kind",
            "lang",
            "locale",
            "prose",
            "source",
        ],
    ),
    ("map", &["escape", "fingerprint"]),
    ("tiles", &[]),
    (
        "config",
        &[
            "diagnostic",
            "edtf",
            "kind",
            "lang",
            "locale",
            "prose",
            "source",
            "yaml",
        ],
    ),
    (
        "model",
        &[
            "diagnostic",
            "fingerprint",
            "kind",
            "lang",
            "locale",
            "map",
            "source",
            "yaml",
        ],
    ),
    (
        "site",
        &[
            "diagnostic",
            "edtf",
            "fingerprint",
            "kind",
            "lang",
            "map",
            "model",
            "source",
            "yaml",
        ],
    ),
    ("output", &["fingerprint", "source"]),
    ("page", &["kind", "lang", "output", "site"]),
    (
        "view",
        &["diagnostic", "fingerprint", "lang", "page", "source"],
    ),
    ("strings", &["lang", "locale", "view"]),
    (
        "load",
        &[
            "config",
            "diagnostic",
            "fingerprint",
            "lang",
            "locale",
            "picture",
            "source",
            "stamp",
            "tiles",
        ],
    ),
    (
        "parse",
        &[
            "diagnostic",
            "escape",
            "fingerprint",
            "kind",
            "lang",
            "locale",
            "map",
            "model",
            "prose",
            "source",
            "yaml",
        ],
    ),
    (
        "lint",
        &[
            "config",
            "diagnostic",
            "fingerprint",
            "lang",
            "locale",
            "prose",
            "source",
            "yaml",
        ],
    ),
    (
        "resolve",
        &[
            "diagnostic",
            "edtf",
            "escape",
            "fingerprint",
            "kind",
            "lang",
            "locale",
            "map",
            "model",
            "site",
            "source",
            "yaml",
        ],
    ),
    (
        "translations",
        &["diagnostic", "lang", "model", "site", "source", "yaml"],
    ),
    (
        "plan",
        &[
            "config",
            "diagnostic",
            "kind",
            "lang",
            "locale",
            "model",
            "output",
            "page",
            "site",
            "source",
        ],
    ),
    (
        "present",
        &[
            "config",
            "diagnostic",
            "edtf",
            "escape",
            "fingerprint",
            "kind",
            "lang",
            "locale",
            "map",
            "model",
            "page",
            "picture",
            "site",
            "source",
            "strings",
            "tiles",
            "view",
            "yaml",
        ],
    ),
    (
        "render",
        &[
            "config",
            "diagnostic",
            "escape",
            "fingerprint",
            "lang",
            "locale",
            "source",
            "strings",
            "view",
            "yaml",
        ],
    ),
    (
        "write",
        &[
            "diagnostic",
            "fingerprint",
            "output",
            "picture",
            "source",
            "stamp",
        ],
    ),
    (
        "pipeline",
        &[
            "config",
            "diagnostic",
            "fingerprint",
            "kind",
            "lang",
            "lint",
            "map",
            "model",
            "output",
            "page",
            "parse",
            "picture",
            "plan",
            "present",
            "render",
            "resolve",
            "site",
            "source",
            "strings",
            "tiles",
            "view",
            "yaml",
        ],
    ),
    (
        "session",
        &[
            "config",
            "diagnostic",
            "edtf",
            "fingerprint",
            "lang",
            "load",
            "map",
            "pipeline",
            "render",
            "site",
            "source",
            "translations",
            "write",
        ],
    ),
    ("watch", &["load"]),
    (
        "serve",
        &[
            "config",
            "diagnostic",
            "edtf",
            "fingerprint",
            "kind",
            "lang",
            "load",
            "model",
            "output",
            "page",
            "picture",
            "pipeline",
            "session",
            "site",
            "source",
            "watch",
            "yaml",
        ],
    ),
    (
        "cli",
        &[
            "config",
            "diagnostic",
            "edtf",
            "lang",
            "pipeline",
            "serve",
            "session",
            "source",
            "translations",
            "watch",
            "write",
        ],
    ),
    ("main", &["cli"]),
];

/// Where each crate may be named: a module with all below it, or a single file.
const FENCES: [(&str, &[&str]); 42] = [
    ("annotate_snippets", &["diagnostic::report"]),
    ("anstream", &["cli"]),
    ("axum", &["serve"]),
    ("clap", &["cli"]),
    ("futures_util", &["serve::connections", "serve::events"]),
    ("hyper", &["serve::connections"]),
    ("hyper_util", &["serve::connections"]),
    ("i_overlay", &["map::overlay"]),
    ("icu_calendar", &["locale"]),
    ("icu_collator", &["locale"]),
    ("icu_datetime", &["locale"]),
    ("icu_decimal", &["locale"]),
    ("icu_list", &["locale"]),
    ("icu_locale", &["locale"]),
    ("icu_normalizer", &["locale"]),
    ("icu_plurals", &["locale"]),
    ("icu_properties", &["locale"]),
    ("icu_provider", &[]),
    ("imagesize", &["picture"]),
    ("include_dir", &["cli", "load"]),
    ("indicatif", &["cli"]),
    ("mime_guess", &["serve::answer"]),
    ("miniz_oxide", &["map::weight"]),
    ("notify", &["watch"]),
    ("open", &["cli::serve"]),
    ("percent_encoding", &["parse::markdown", "serve"]),
    ("pulldown_cmark", &["parse::markdown"]),
    ("qrcode", &["cli::serve"]),
    (
        "rayon",
        &[
            "cli", "load", "pipeline", "plan", "present", "resolve", "write",
        ],
    ),
    ("rlimit", &["serve::connections"]),
    ("saphyr_parser", &["yaml"]),
    ("serde_json", SERDE_JSON),
    ("serde_yaml", SERDE_YAML),
    ("simdutf8", &["source"]),
    ("strsim", &["diagnostic::nearest"]),
    ("syntect", &["parse::markdown"]),
    ("tera", &["render", "view"]),
    ("tokio", &["serve"]),
    ("tokio_util", &["serve::answer"]),
    ("walkdir", &["load", "write"]),
    ("writeable", &["locale"]),
    ("xxhash_rust", &["fingerprint"]),
];

/// JSON is made where it is shown: feeds, linked data, reports.
const SERDE_JSON: &[&str] = &[
    "cli::build",
    "cli::check",
    "cli::printer",
    "cli::timings",
    "cli::strings",
    "cli::translations",
    "cli::serve",
    "diagnostic::report",
    "parse::markdown::tests",
    "present::feed",
    "present::json_ld",
    "present::linked_data",
    "present::map::export",
    "present::map::zone_file",
    "serve",
    "session::kept",
];

/// Free values of the editor's own, from the reader to the template.
const SERDE_YAML: &[&str] = &[
    "config",
    "resolve::zones::outline",
    "site",
    "view",
    "yaml::read",
    "yaml::value",
];

/// Lines that a file may have.
const LONGEST_FILE: usize = 500;
/// Lines of code that a function may have.
const LONGEST_FUNCTION: usize = 60;
/// What is larger still, up to the ceilings of before, by file and function. The list only shrinks.
const STILL_LARGER: &[(&str, &str)] = &[
    ("model/schema.rs", ""),
    ("parse/front_matter.rs", "split"),
    ("parse/layer/geometry.rs", "geometry"),
    ("parse/markdown/autolinks.rs", ""),
    ("parse/markdown/autolinks.rs", "bare_addresses"),
    ("parse/markdown/foreign_markup.rs", ""),
    ("parse/markdown/foreign_markup.rs", "sign"),
    (
        "parse/markdown/tests/direction.rs",
        "blocks_keep_the_direction_of_the_page",
    ),
    ("resolve/mod.rs", "site"),
    ("resolve/zones/mod.rs", "place"),
    ("resolve/zones/outline.rs", "derived"),
    ("yaml/read.rs", ""),
    ("yaml/read.rs", "list"),
];

/// A source file of the crate.
struct File {
    /// `parse::markdown::links`; the last part of `mod.rs` is left out.
    module: Vec<String>,
    path: String,
    text: String,
}

impl File {
    fn top(&self) -> &str {
        self.module.first().map_or("lib", String::as_str)
    }

    fn paths(&self) -> BTreeSet<Vec<String>> {
        self.paths_in(&self.text)
    }

    fn paths_in(&self, text: &str) -> BTreeSet<Vec<String>> {
        let module: Vec<&str> = self.module.iter().map(String::as_str).collect();
        rust::paths(text, if self.top() == "main" { &[] } else { &module })
    }

    /// The text without its unit tests, which stand at the end.
    fn code(&self) -> &str {
        self.text
            .split("\n#[cfg(test)]\n")
            .next()
            .unwrap_or_default()
    }

    fn is_door(&self) -> bool {
        self.path.ends_with("/mod.rs") || self.module.is_empty()
    }

    fn name(&self) -> String {
        self.module.join("::")
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files() -> Vec<File> {
    let rust = tree::read(&root().join("src"))
        .into_iter()
        .filter(|(path, _)| path.ends_with(".rs"));
    rust.map(|(path, bytes)| {
        let name = path.trim_end_matches(".rs").trim_end_matches("/mod");
        let module = if name == "lib" {
            Vec::new()
        } else {
            name.split('/').map(ToOwned::to_owned).collect()
        };
        File {
            module,
            path,
            text: String::from_utf8(bytes).expect("sources are UTF-8"),
        }
    })
    .collect()
}

/// The modules of this crate that a file names.
fn imports(file: &File) -> BTreeSet<String> {
    let own =
        |path: &Vec<String>| matches!(path.first().map(String::as_str), Some("crate" | "bayan"));
    let named = file
        .paths()
        .into_iter()
        .filter(own)
        .filter_map(|path| path.get(1).cloned());
    named
        .filter(|module| {
            module != file.top() && LAYERS.iter().any(|(_, all)| all.contains(&module.as_str()))
        })
        .collect()
}

fn report(faults: &[String]) {
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

#[test]
fn every_module_is_listed() {
    let actual: BTreeSet<String> = files()
        .iter()
        .filter(|file| !file.module.is_empty())
        .map(|file| file.top().to_owned())
        .collect();
    let layered: BTreeSet<String> = LAYERS
        .iter()
        .flat_map(|(_, all)| *all)
        .map(ToString::to_string)
        .collect();
    let listed: BTreeSet<String> = IMPORTS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(layered, actual, "LAYERS and src/ differ");
    assert_eq!(listed, actual, "IMPORTS and src/ differ");
}

#[test]
fn imports_are_those_listed() {
    let mut actual: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in files().iter().filter(|file| !file.module.is_empty()) {
        actual
            .entry(file.top().to_owned())
            .or_default()
            .extend(imports(file));
    }
    let mut faults = Vec::new();
    for (name, listed) in IMPORTS {
        let used = actual.remove(name).unwrap_or_default();
        let extra: Vec<&String> = used
            .iter()
            .filter(|one| !listed.contains(&one.as_str()))
            .collect();
        let idle: Vec<&&str> = listed.iter().filter(|one| !used.contains(**one)).collect();
        if !extra.is_empty() || !idle.is_empty() {
            faults.push(format!(
                "{name}: not listed {extra:?}, listed and not used {idle:?}; used {used:?}"
            ));
        }
    }
    report(&faults);
}

/// The table itself keeps the rule: downwards only, among stages never, elsewhere to the left.
#[test]
fn the_table_keeps_the_layers() {
    let place = |module: &str| {
        let found = LAYERS.iter().enumerate().find_map(|(layer, (_, all))| {
            Some((layer, all.iter().position(|one| *one == module)?))
        });
        found.unwrap_or_else(|| panic!("{module} is in no layer"))
    };
    let mut faults = Vec::new();
    for (from, listed) in IMPORTS {
        for to in listed {
            let ((upper, right), (lower, left)) = (place(from), place(to));
            let allowed = match LAYERS[upper].0 {
                _ if lower != upper => lower < upper,
                "ground" => true,
                "stages" => false,
                _ => left < right,
            };
            if !allowed {
                faults.push(format!(
                    "{from} ({}) may not import {to} ({})",
                    LAYERS[upper].0, LAYERS[lower].0
                ));
            }
        }
    }
    report(&faults);
}

#[test]
fn crates_stay_behind_their_fences() {
    let known: BTreeSet<String> = dependencies();
    let fenced: BTreeSet<String> = FENCES.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(fenced, known, "FENCES and Cargo.toml differ");
    let mut used: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for file in files() {
        for path in file.paths() {
            if let Some((name, _)) = FENCES
                .iter()
                .find(|(name, _)| path.first().is_some_and(|first| first == name))
            {
                used.entry(name).or_default().insert(file.module.join("::"));
            }
        }
    }
    let mut faults = Vec::new();
    for (name, allowed) in FENCES {
        let used = used.remove(name).unwrap_or_default();
        let inside = |module: &str, fence: &str| {
            module == fence || module.starts_with(&format!("{fence}::"))
        };
        let outside: Vec<&String> = used
            .iter()
            .filter(|module| !allowed.iter().any(|fence| inside(module, fence)))
            .collect();
        let idle: Vec<&&str> = allowed
            .iter()
            .filter(|fence| !used.iter().any(|module| inside(module, fence)))
            .collect();
        if !outside.is_empty() || !idle.is_empty() {
            faults.push(format!(
                "{name}: outside in {outside:?}, allowed and not used in {idle:?}"
            ));
        }
    }
    report(&faults);
}

/// The files of the program, tests left out.
fn sources() -> Vec<File> {
    let is_test = |file: &File| file.module.iter().any(|name| name == "tests");
    files().into_iter().filter(|file| !is_test(file)).collect()
}

/// Which files each file imports.
fn imported_files(files: &[File]) -> BTreeMap<String, BTreeSet<String>> {
    let named: BTreeMap<&[String], Vec<Vec<String>>> = files
        .iter()
        .map(|file| (&*file.module, whole_paths(file, files)))
        .collect();
    let lead = |path: &Vec<String>| target(path.clone(), &named);
    let edges = |file: &File| {
        let targets = named[&*file.module].iter().filter_map(lead);
        let others = targets.filter(|to| *to != file.module);
        (file.name(), others.map(|to| to.join("::")).collect())
    };
    files.iter().map(edges).collect()
}

/// The paths of this crate that a file names, without `crate`: also those that begin with a name of a `use`, or of a file below.
fn whole_paths(file: &File, files: &[File]) -> Vec<Vec<String>> {
    let mut paths = file.paths_in(file.code());
    // `use<'a>` of a signature names none.
    paths.retain(|path| !path.is_empty());
    let is_own = |path: &&Vec<String>| path[0] == "crate";
    let own: Vec<&[String]> = paths.iter().filter(is_own).map(|path| &path[1..]).collect();
    let longer = paths
        .iter()
        .filter(|path| !is_own(path))
        .filter_map(|path| {
            let below = [&file.module[..], &path[..1]].concat();
            if files.iter().any(|other| other.module == below) {
                return Some([&file.module[..], path].concat());
            }
            let used = own.iter().find(|used| used.last() == Some(&path[0]))?;
            Some([used, &path[1..]].concat())
        });
    own.iter().map(|path| path.to_vec()).chain(longer).collect()
}

/// The file that a path leads to: the longest part of it that is one, or where that passes the next word on, the file that has it.
fn target(
    mut path: Vec<String>,
    named: &BTreeMap<&[String], Vec<Vec<String>>>,
) -> Option<Vec<String>> {
    /// No name is passed on through more doors.
    const DOORS: usize = 8;
    for _ in 0..DOORS {
        let length = (1..=path.len())
            .rev()
            .find(|length| named.contains_key(&path[..*length]))?;
        let (file, rest) = path.split_at(length);
        let passed = rest.first().and_then(|name| {
            let mut paths = named[file].iter();
            paths.find(|other| other.last() == Some(name) && !other.starts_with(&path[..=length]))
        });
        match passed {
            Some(other) => path = [other, &rest[1..]].concat(),
            None => return Some(file.to_vec()),
        }
    }
    None
}

/// The groups of files of which each is reached from each.
fn rings(edges: &BTreeMap<String, BTreeSet<String>>) -> BTreeSet<Vec<&str>> {
    let mut all: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for file in edges.keys() {
        all.insert(file, reached(edges, file));
    }
    let mut rings = BTreeSet::new();
    for (file, reached) in &all {
        let leads_back = |other: &&&str| all[**other].contains(file);
        rings.insert(reached.iter().filter(leads_back).copied().collect());
    }
    rings.retain(|ring: &Vec<&str>| ring.len() > 1);
    rings
}

fn reached<'e>(edges: &'e BTreeMap<String, BTreeSet<String>>, from: &str) -> BTreeSet<&'e str> {
    let mut found = BTreeSet::new();
    let mut open = vec![from];
    while let Some(next) = open.pop() {
        for to in edges[next].iter().filter(|to| edges.contains_key(*to)) {
            if found.insert(to.as_str()) {
                open.push(to);
            }
        }
    }
    found
}

/// `mod.rs` is the door of its room and counts in no ring; what it passes on counts as the file that has it.
#[test]
fn files_import_each_other_in_no_ring() {
    let files = sources();
    let mut edges = imported_files(&files);
    for door in files.iter().filter(|file| file.is_door()) {
        edges.remove(&door.name());
    }
    let rings = rings(&edges);
    assert!(rings.is_empty(), "{rings:#?}");
}

/// What the test above sees: rings through doors and names of `use`, and none where there is none.
#[test]
fn rings_are_seen() {
    let file = |path: &str, text: &str| {
        let name = path.trim_end_matches(".rs").trim_end_matches("/mod");
        File {
            module: name.split('/').map(ToOwned::to_owned).collect(),
            path: path.to_owned(),
            text: text.to_owned(),
        }
    };
    let files = [
        file(
            "a/mod.rs",
            "mod b; mod c; pub use b::Bee; pub use c::run; fn f() { c::run() }",
        ),
        file(
            "a/b.rs",
            "use super::c; pub struct Bee; fn f() { c::run() }",
        ),
        file("a/c.rs", "pub fn run() -> super::Bee {}"),
        file("d.rs", "use crate::a; fn f() { a::run() }"),
    ];
    let mut edges = imported_files(&files);
    assert_eq!(edges["d"], ["a", "a::c"].map(ToOwned::to_owned).into());
    edges.remove("a");
    assert_eq!(rings(&edges), [vec!["a::b", "a::c"]].into());
}

#[test]
fn a_type_name_stands_in_one_file() {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in sources() {
        for name in rust::types(file.code()) {
            found.entry(name).or_default().insert(file.name());
        }
    }
    found.retain(|_, files| files.len() > 1);
    assert!(found.is_empty(), "{found:#?}");
}

/// The dependencies of the program, as paths name them.
fn dependencies() -> BTreeSet<String> {
    let text = std::fs::read_to_string(root().join("Cargo.toml")).expect("Cargo.toml exists");
    let section = text
        .split("[dependencies]")
        .nth(1)
        .and_then(|rest| rest.split("\n[").next())
        .unwrap_or_default();
    let names = section
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(" ="));
    names
        .map(|(name, _)| name.trim().replace('-', "_"))
        .collect()
}

#[test]
fn every_file_says_what_it_is() {
    let silent = files()
        .into_iter()
        .filter(|file| !file.text.starts_with("//! "))
        .map(|file| file.path);
    report(&silent.collect::<Vec<_>>());
}

#[test]
fn nothing_grows_too_large() {
    let mut found = BTreeMap::new();
    for file in files() {
        let lines = file.text.lines().count();
        if lines > LONGEST_FILE {
            found.insert((file.path.clone(), String::new()), lines);
        }
        for (name, lines) in rust::long_functions(&file.text, LONGEST_FUNCTION) {
            found.insert((file.path.clone(), name), lines);
        }
    }
    let known = |(path, name): &(String, String)| STILL_LARGER.contains(&(&**path, &**name));
    let (known, new): (Vec<_>, Vec<_>) = found.keys().partition(|key| known(key));
    let named =
        |key: &(String, String)| format!("src/{}: {} has {} lines", key.0, key.1, found[key]);
    report(&new.into_iter().map(named).collect::<Vec<_>>());
    assert_eq!(
        known.len(),
        STILL_LARGER.len(),
        "only these are larger still: {known:?}"
    );
}

/// The tables of ARCHITECTURE.md name the modules that exist, in the layers that hold.
#[test]
fn the_documentation_names_the_modules() {
    let text =
        std::fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md exists");
    let section = |title: &str| {
        text.split(&format!("## {title}\n"))
            .nth(1)
            .and_then(|rest| rest.split("\n## ").next())
    };
    let rows = |title: &str| -> Vec<Vec<String>> {
        let lines = section(title)
            .unwrap_or_default()
            .lines()
            .filter(|line| line.starts_with("| "));
        lines
            .map(|line| line.split('|').map(|cell| cell.trim().to_owned()).collect())
            .collect()
    };
    let quoted = |cell: &str| -> Vec<String> {
        cell.split('`')
            .skip(1)
            .step_by(2)
            .map(ToOwned::to_owned)
            .collect()
    };
    let modules: Vec<String> = rows("Modules")
        .iter()
        .flat_map(|row| quoted(&row[1]))
        .collect();
    let all: Vec<String> = LAYERS
        .iter()
        .flat_map(|(_, all)| *all)
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        BTreeSet::from_iter(&modules),
        BTreeSet::from_iter(&all),
        "the table of modules"
    );
    assert_eq!(modules.len(), all.len(), "a module is named twice");
    for (layer, modules) in LAYERS {
        let row = rows("Layers")
            .into_iter()
            .find(|row| row[1] == layer)
            .unwrap_or_default();
        let named = row.get(2).map(|cell| quoted(cell)).unwrap_or_default();
        assert_eq!(
            named,
            modules.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "the layer {layer}"
        );
    }
}

/// The reader of Rust sees every form in which a path is written, and nothing in comments and strings.
#[test]
fn paths_are_seen_in_every_form() {
    let text = r#"
        //! crate::doc::a
        use crate::{load, parse::{self, name as other}, page::*};
        use super::plan;
        /* crate::block */
        fn f<'a>(x: &'a str) -> char {
            let _ = ("crate::text", r"crate::raw", b"crate::bytes", '"', '\'', '\u{27}');
            crate::write::tree();
            self::inner();
            'x'
        }
        mod tests {
            use super::super::render;
            fn g() { super::own(); tera::Value::none(); }
        }
    "#;
    let found: Vec<String> = rust::paths(text, &["resolve"])
        .into_iter()
        .map(|path| path.join("::"))
        .collect();
    let wanted = [
        "crate::load",
        "crate::page",
        "crate::parse::name",
        "crate::parse::self",
        "crate::plan",
        "crate::render",
        "crate::resolve::inner",
        "crate::resolve::own",
        "crate::write::tree",
        "tera::Value::none",
    ];
    assert_eq!(found, wanted);
    let stripped = rust::stripped("a r#\"x \"y\" z\"# b 'c' 'd");
    assert_eq!(
        stripped.split_whitespace().collect::<Vec<_>>(),
        ["a", "b", "'d"]
    );
}

#[test]
fn long_functions_are_seen() {
    let text = format!(
        "fn short() {{ 1 }}\npub(crate) fn long(\n    a: u8,\n) {{\n{}    // no code\n\n}}\n",
        "    x();\n".repeat(3)
    );
    assert_eq!(rust::long_functions(&text, 2), [("long".to_owned(), 3)]);
    assert_eq!(rust::long_functions(&text, 3), []);
}

/// Every language goes through the same code: none is named outside of tests and of data files.
#[test]
fn no_language_is_named_in_the_code() {
    let names = ["ar", "en", "he", "fa", "tr", "zh", "ur", "fr"];
    let named = |text: &str| -> Vec<String> {
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let lines = code
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        let literals = lines.flat_map(|line| line.split('"').skip(1).step_by(2));
        literals
            .filter(|one| {
                names.contains(&one.split('-').next().unwrap_or_default()) && one.len() <= 5
            })
            .map(ToOwned::to_owned)
            .collect()
    };
    assert_eq!(
        named("if lang == \"ar\" { \"ar-SY\" }"),
        ["ar", "ar-SY"],
        "the test sees a name"
    );
    let mut faults = Vec::new();
    for file in files().iter().filter(|file| !file.path.contains("tests")) {
        let found = named(&file.text);
        if !found.is_empty() {
            faults.push(format!("{} names {found:?}", file.path));
        }
    }
    report(&faults);
}
