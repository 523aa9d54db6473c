//! Projects for tests: read from `tests/fixtures/`, edited in memory, built without a disk, compared with what is expected.

#![allow(dead_code, reason = "each test program uses a part of this")]
#![allow(
    clippy::disallowed_methods,
    reason = "tests read fixtures and write expectations"
)]
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on stops"
)]

pub(crate) mod contract;
pub(crate) mod disk;
pub(crate) mod edits;
pub(crate) mod folder;
pub(crate) mod links;
pub(crate) mod maps;
pub(crate) mod rust;
pub(crate) mod server;
pub(crate) mod stages;
pub(crate) mod tree;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use bayan::config::BuildOptions;
use bayan::diagnostic::Diagnostic;
use bayan::edtf::Day;
use bayan::load::{self, Reads, Touched};
use bayan::model::Schema;
use bayan::output::Output;
use bayan::pipeline::{self, BuildProgress, BuildRequest, Memo};
use bayan::source::{AssetOrigin, SourceFile, SourcePath, SourceTree, ThemeFile};

/// The day on which every test builds.
pub(crate) const TODAY: &str = "2025-06-01";
/// How the loader names files of the embedded theme.
const EMBEDDED: &str = "(default theme)/";

/// A site that can be edited and built.
#[derive(Clone)]
pub(crate) struct Project {
    pub(crate) sources: SourceTree,
    pub(crate) options: BuildOptions,
    /// What loading found wrong.
    loaded: Vec<Diagnostic>,
}

/// What a build made: contents by path, and what was wrong.
pub(crate) struct Built {
    pub(crate) outputs: BTreeMap<String, Output>,
    pub(crate) diagnostics: Vec<Diagnostic>,
    pub(crate) pages: usize,
}

/// `tests/fixtures/<path>`.
pub(crate) fn fixtures(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(path)
}

/// The options of every test: a fixed day, nothing unusual.
pub(crate) fn options() -> BuildOptions {
    let today = Day::parse(TODAY).expect("the day of the tests is one");
    BuildOptions {
        today,
        drafts: false,
        future: false,
        base_url: None,
        portable: false,
    }
}

impl Project {
    /// Reads a project folder.
    pub(crate) fn read(root: &Path) -> Self {
        let mut loaded = Vec::new();
        let sources = load::sources(root, None, &mut Reads::default(), &Touched::default())
            .unload(&mut loaded)
            .expect("the project has a configuration");
        Self {
            sources,
            options: options(),
            loaded,
        }
    }

    /// Reads `tests/fixtures/sites/<name>`.
    pub(crate) fn fixture(name: &str) -> Self {
        Self::read(&fixtures("sites").join(name))
    }

    /// A project that was never on a disk. Files of the theme take the place of the default theme.
    pub(crate) fn in_memory(files: &[(&str, &str)]) -> Self {
        let config = SourceFile::new(SourcePath::new("bayan.yaml"), "");
        let sources = SourceTree {
            config,
            content: Vec::new(),
            attachments: Vec::new(),
            layers: Vec::new(),
            theme: Vec::new(),
            statics: Vec::new(),
            unreadable: Vec::new(),
        };
        let mut project = Self {
            sources,
            options: options(),
            loaded: Vec::new(),
        };
        files
            .iter()
            .for_each(|(path, text)| project.put(path, text));
        project
    }

    /// Puts `tests/fixtures/themes/<name>` in the place of the default theme, whose strings alone stay.
    #[must_use]
    pub(crate) fn theme(mut self, name: &str) -> Self {
        let root = fixtures("themes").join(name);
        self.sources.theme.retain(|file| {
            !file.file.path.as_str().starts_with(EMBEDDED) || is_strings(&file.name)
        });
        self.sources
            .statics
            .retain(|asset| !matches!(asset.origin, AssetOrigin::Embedded(_)));
        for (path, bytes) in tree::read(&root) {
            let text = String::from_utf8(bytes).expect("templates are text");
            let file = SourceFile::new(SourcePath::new(format!("themes/{name}/{path}")), &text);
            self.sources.theme.push(ThemeFile {
                name: path.into(),
                file,
            });
        }
        self
    }

    /// Adds or replaces a file.
    pub(crate) fn put(&mut self, path: &str, text: &str) {
        let file = SourceFile::new(SourcePath::new(path), text);
        if path == "bayan.yaml" {
            self.sources.config = file;
        } else if path.ends_with(".geojson") {
            self.remove(path);
            let at = self
                .sources
                .layers
                .partition_point(|one| one.path < file.path);
            self.sources.layers.insert(at, file);
        } else if path.starts_with("content/") {
            self.remove(path);
            let at = self
                .sources
                .content
                .partition_point(|one| one.path < file.path);
            self.sources.content.insert(at, file);
        } else {
            self.remove(path);
            let at = self
                .sources
                .theme
                .partition_point(|one| one.file.path < file.path);
            self.sources.theme.insert(
                at,
                ThemeFile {
                    name: path.into(),
                    file,
                },
            );
        }
    }

    /// Removes a file; `false` where there is none.
    pub(crate) fn remove(&mut self, path: &str) -> bool {
        let count = |sources: &SourceTree| {
            sources.content.len() + sources.layers.len() + sources.theme.len()
        };
        let before = count(&self.sources);
        self.sources
            .layers
            .retain(|file| file.path.as_str() != path);
        self.sources
            .content
            .retain(|file| file.path.as_str() != path);
        self.sources
            .theme
            .retain(|file| file.file.path.as_str() != path);
        count(&self.sources) < before
    }

    /// The text of a file.
    pub(crate) fn text(&self, path: &str) -> Option<String> {
        self.sources
            .file(&SourcePath::new(path))
            .map(|file| file.text.to_string())
    }

    /// Replaces words that the file must hold.
    pub(crate) fn edit(&mut self, path: &str, from: &str, to: &str) {
        let text = self
            .text(path)
            .unwrap_or_else(|| panic!("there is no {path}"));
        assert!(text.contains(from), "{path} does not hold {from:?}");
        self.put(path, &text.replacen(from, to, 1));
    }

    /// A clean build.
    pub(crate) fn build(&self) -> Built {
        self.build_with(&mut Memo::default())
    }

    /// A build on what earlier ones left.
    pub(crate) fn build_with(&self, memo: &mut Memo) -> Built {
        self.build_as(&std::sync::Arc::default(), memo)
    }

    /// A build with other kinds.
    pub(crate) fn build_as(&self, schema: &std::sync::Arc<Schema>, memo: &mut Memo) -> Built {
        let mut diagnostics = self.loaded.clone();
        let progress = BuildProgress::default();
        let request = BuildRequest {
            schema: std::sync::Arc::clone(schema),
            ..BuildRequest::new(&self.options, &progress)
        };
        let build = pipeline::build(&self.sources, &request, memo).unload(&mut diagnostics);
        let outputs = build
            .outputs
            .iter()
            .map(|(path, output)| (path.as_str().to_owned(), output.clone()))
            .collect();
        Built {
            outputs,
            diagnostics,
            pages: build.pages,
        }
    }
}

impl Built {
    /// The bytes of every output.
    pub(crate) fn bytes(&self) -> BTreeMap<String, Vec<u8>> {
        self.outputs
            .iter()
            .map(|(path, output)| (path.clone(), bytes(output)))
            .collect()
    }

    /// The text of an output.
    pub(crate) fn text(&self, path: &str) -> &str {
        match self.outputs.get(path) {
            Some(Output::Text(text)) => text,
            Some(Output::Copy { .. }) => panic!("{path} is a copy"),
            None => panic!("there is no {path}"),
        }
    }

    /// The problems, one line each: where, which, what.
    pub(crate) fn problems(&self) -> String {
        self.diagnostics
            .iter()
            .flat_map(|one| [problem(one), "\n".to_owned()])
            .collect()
    }
}

fn is_strings(name: &str) -> bool {
    name.starts_with("strings/")
}

fn bytes(output: &Output) -> Vec<u8> {
    match output {
        Output::Text(text) => text.as_bytes().to_vec(),
        Output::Copy {
            origin: AssetOrigin::Embedded(bytes),
            ..
        } => bytes.to_vec(),
        Output::Copy {
            origin: AssetOrigin::Disk(path),
            ..
        } => std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display())),
        Output::Copy {
            origin: AssetOrigin::Cleaned(path),
            ..
        } => {
            let bytes =
                std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            bayan::picture::cleaned(&bytes).unwrap_or(bytes)
        }
    }
}

fn problem(diagnostic: &Diagnostic) -> String {
    let place = diagnostic
        .primary
        .as_ref()
        .map_or("(nowhere)", |location| location.path.as_str());
    let plain = |text: &str| text.replace(['\u{2068}', '\u{2069}'], "");
    let help = diagnostic
        .help
        .as_deref()
        .map_or_else(String::new, |help| format!(" ({})", plain(help)));
    let labels = diagnostic
        .labels
        .iter()
        .map(|(at, words)| format!(" [{}: {words}]", at.path))
        .collect::<Vec<_>>()
        .concat();
    format!(
        "{place}: {}: {}{help}{labels}",
        diagnostic.code.name(),
        plain(&diagnostic.message)
    )
}
