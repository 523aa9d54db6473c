//! A project that is built once or many times: its folder and the memo of earlier builds.

use std::path::{Path, PathBuf};

use crate::config::{self, BuildOptions};
use crate::diagnostic::{Diagnostic, Severity};
use crate::fingerprint::Fingerprint;
use crate::load::{self, Reads, Touched};
use crate::pipeline::{self, Build, Memo, Progress, Step};
use crate::source::SourceTree;
use crate::write::WriteOptions;

/// A project and what earlier builds of it left.
pub struct Session {
    root: PathBuf,
    config: Option<PathBuf>,
    memo: Memo,
    reads: Reads,
}

/// A build of a session.
pub struct Rebuilt {
    /// What was read; absent where there is no configuration.
    pub sources: Option<SourceTree>,
    /// What was made.
    pub build: Build,
    /// What was wrong.
    pub diagnostics: Vec<Diagnostic>,
}

impl Rebuilt {
    /// Whether anything stops the site from being written.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }
}

impl Session {
    /// A session for the project in this folder.
    pub fn new(root: PathBuf, config: Option<PathBuf>) -> Self {
        Self { root, config, memo: Memo::default(), reads: Reads::default() }
    }

    /// Reads what was `touched` of the project, all of it the first time, and builds it.
    pub fn rebuild(&mut self, options: &BuildOptions, touched: &Touched, progress: &Progress) -> Rebuilt {
        progress.begin(Step::Load, 0);
        let mut diagnostics = Vec::new();
        let sources =
            load::sources(&self.root, self.config.as_deref(), &mut self.reads, touched).unload(&mut diagnostics);
        let build = match &sources {
            Some(sources) => pipeline::build(sources, options, &mut self.memo, progress).unload(&mut diagnostics),
            None => Build::default(),
        };
        diagnostics.sort();
        Rebuilt { sources, build, diagnostics }
    }

    /// The output folder: the one named, or the one of the configuration.
    pub fn output_folder(&self, named: Option<&Path>, sources: Option<&SourceTree>) -> PathBuf {
        let configured = || {
            sources
                .and_then(|sources| config::check(&sources.config).value)
                .map_or_else(|| "public".into(), |config| config.output)
        };
        named.map_or_else(|| self.root.join(&*configured()), Path::to_owned)
    }

    /// Gives problems the weight that the configuration gives them, and their order.
    pub fn weighed(&self, sources: Option<&SourceTree>, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let config = sources.and_then(|sources| config::check(&sources.config).value);
        pipeline::weighed(config.as_ref().map(|config| &config.levels), diagnostics)
    }

    /// Where a build is written; `folder` is the real path of the output folder.
    ///
    /// One manifest for each output folder, named by the way from the project to it, so that both may move together.
    pub fn write_options(&self, folder: &Path, prune_unknown: bool) -> WriteOptions {
        let root = self.root.canonicalize().unwrap_or_else(|_| self.root.clone());
        let named = folder.strip_prefix(&root).unwrap_or(folder);
        let name = Fingerprint::of(named.as_os_str().as_encoded_bytes()).to_hex();
        let manifest = self.root.join(".bayan").join(format!("manifest-{name}.txt"));
        WriteOptions { folder: folder.to_owned(), manifest, prune_unknown }
    }

    /// The folder of the project.
    pub fn root(&self) -> &Path {
        &self.root
    }
}
