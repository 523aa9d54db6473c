//! A project that is built once or many times: its folder and the memo of earlier builds.

mod kept;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::config::{self, BuildOptions, Config};
use crate::diagnostic::{Diagnosed, Diagnostic, Severity};
use crate::edtf::Day;
use crate::fingerprint::{Fingerprint, Hasher};
use crate::lang::Lang;
use crate::load::{self, Reads, Touched};
use crate::map::Drawing;
use crate::pipeline::{self, Build, BuildRequest, BuildStep, Memo, TimedStage, timed};
use crate::render;
use crate::site::Site;
use crate::source::{self, Edit, SourceFile, SourcePath, SourceTree};
use crate::translations::{self, Mark, MarkError, Marking, Survey};
use crate::write::{self, WriteError, WriteOptions};

pub use kept::{BuildFacts, KeptBuild};

/// The name under which drawn maps are kept.
const DRAWINGS: &str = "drawings";

/// A project and what earlier builds of it left.
pub struct Session {
    root: PathBuf,
    config: Option<PathBuf>,
    memo: Memo,
    reads: Reads,
    /// What the last build was made of.
    seen: Option<(Option<Fingerprint>, Vec<Diagnostic>)>,
    /// The drawings that an earlier process left.
    recalled: BTreeSet<Fingerprint>,
}

/// The translations of a project.
pub struct Surveyed {
    /// What was read; absent where there is no configuration.
    pub sources: Option<SourceTree>,
    /// The languages of the site, in its order.
    pub languages: Vec<Lang>,
    /// The table, drafts and what is not yet due included.
    pub survey: Survey,
    /// What was wrong.
    pub diagnostics: Vec<Diagnostic>,
}

/// How a build is written.
#[derive(Clone, Debug, Default)]
pub struct WriteTerms {
    /// Remove files that the site does not produce.
    pub prune_unknown: bool,
    /// Take over what somebody else wrote or changed at our paths.
    pub overwrite: bool,
    /// The folder of what is remembered between builds, in place of `.bayan` in the project.
    pub state: Option<PathBuf>,
}

/// Why nothing was marked.
#[derive(Debug)]
pub enum MarkFailure {
    /// What was asked for does not exist, or cannot be marked.
    Refused(MarkError),
    /// The site cannot be read or written, in one sentence.
    Failed(String),
}

impl From<MarkError> for MarkFailure {
    fn from(error: MarkError) -> Self {
        Self::Refused(error)
    }
}

impl From<&str> for MarkFailure {
    fn from(message: &str) -> Self {
        Self::Failed(message.to_owned())
    }
}

/// A build of a session.
pub struct Rebuilt {
    /// What was read; absent where there is no configuration.
    pub sources: Option<Arc<SourceTree>>,
    /// What was made.
    pub build: Build,
    /// What was wrong.
    pub diagnostics: Vec<Diagnostic>,
}

impl Rebuilt {
    /// What the build says of itself.
    pub fn facts(&self) -> BuildFacts {
        BuildFacts {
            pages: self.build.pages,
            texts: self
                .sources
                .as_deref()
                .map_or(0, |sources| sources.content.len()),
            omitted: self.build.omitted.clone(),
        }
    }

    /// Whether anything stops the site from being written.
    pub fn has_errors(&self) -> bool {
        self.diagnostics
            .iter()
            .any(|diagnostic| diagnostic.severity == Severity::Error)
    }
}

impl Session {
    /// A session for the project in this folder.
    pub fn new(root: PathBuf, config: Option<PathBuf>) -> Self {
        Self {
            root,
            config,
            memo: Memo::default(),
            reads: Reads::default(),
            seen: None,
            recalled: BTreeSet::new(),
        }
    }

    /// Reads the project and builds it, whatever was built before.
    pub fn build(&mut self, request: &BuildRequest<'_>) -> Rebuilt {
        self.seen = None;
        let rebuilt = self.rebuild(&Touched::default(), request);
        // OK because only what was seen before is not built.
        rebuilt.expect("what was not seen is built")
    }

    /// Reads what was `touched` of the project, all of it the first time, and builds it. `None` where nothing differs from the last time.
    pub fn rebuild(&mut self, touched: &Touched, request: &BuildRequest<'_>) -> Option<Rebuilt> {
        request.progress.begin(BuildStep::Load, 0);
        let read = timed(request.recorder, TimedStage::Load, || {
            load::sources(&self.root, self.config.as_deref(), &mut self.reads, touched)
        });
        let seen = (
            read.value.as_ref().map(SourceTree::fingerprint),
            read.diagnostics.clone(),
        );
        if self.seen.as_ref() == Some(&seen) {
            return None;
        }
        self.seen = Some(seen);
        let mut diagnostics = Vec::new();
        let sources = read.unload(&mut diagnostics).map(Arc::new);
        let build = match &sources {
            Some(sources) => {
                request.audience.loaded(sources);
                pipeline::build(sources, request, &mut self.memo).unload(&mut diagnostics)
            }
            None => Build::default(),
        };
        diagnostics.sort();
        Some(Rebuilt {
            sources,
            build,
            diagnostics,
        })
    }

    /// Whether the last build missed a file for a reason that may pass, such as too few handles: then one more is due.
    pub fn is_short(&self) -> bool {
        self.reads.is_short()
    }

    /// Where the links of the project lead.
    pub fn links(&self) -> &BTreeSet<PathBuf> {
        self.reads.links()
    }

    /// Reads the project and looks at its translations.
    pub fn survey(&mut self, today: Day) -> Surveyed {
        let mut diagnostics = Vec::new();
        let sources = self.read().unload(&mut diagnostics);
        let site = sources
            .as_ref()
            .and_then(|sources| self.site(sources, today).unload(&mut diagnostics));
        diagnostics.sort();
        let (languages, survey) = site
            .map(|(languages, site)| {
                let survey = translations::survey(&languages, &site);
                (languages, survey)
            })
            .unwrap_or_default();
        Surveyed {
            sources,
            languages,
            survey,
            diagnostics,
        }
    }

    /// The strings of the interface that a language lacks, to be translated from another; by default from the first
    /// other one of the site that has any.
    ///
    /// # Errors
    ///
    /// A site without a configuration, or a language that it does not have.
    pub fn untranslated(&self, to: &str, from: Option<&str>) -> Result<String, String> {
        let sources = self
            .read()
            .value
            .ok_or("there is no bayan.yaml here; name the folder of a site with --root")?;
        let config = config::check(&sources.config)
            .value
            .ok_or("the configuration cannot be read; run `bayan check`")?;
        render::untranslated(&config, &sources.theme, to, from)
    }

    /// Writes into editions that they are up to date with their originals, all of them or none.
    ///
    /// # Errors
    ///
    /// What cannot be marked, or what the machine says; then nothing is written.
    pub fn mark(&mut self, marks: &[Mark], today: Day) -> Result<Vec<Marking>, MarkFailure> {
        let loaded = self.read().value;
        let mut sources =
            loaded.ok_or("there is no bayan.yaml here; name the folder of a site with --root")?;
        let (languages, site) = self
            .site(&sources, today)
            .value
            .ok_or("the configuration cannot be read; run `bayan build`")?;
        let mut texts: BTreeMap<SourcePath, String> = BTreeMap::new();
        let mut markings = Vec::new();
        for mark in marks {
            let marking = translations::marking(&languages, &site, mark)?;
            let failed = |error| MarkFailure::Failed(format!("{}: {error}", marking.path));
            let text = match texts.get(&marking.path) {
                Some(text) => translations::marked(text, &marking)?,
                None => translations::marked(
                    &load::raw(&self.root, &marking.path).map_err(failed)?,
                    &marking,
                )?,
            };
            if let Some(file) = sources
                .content
                .iter_mut()
                .find(|file| file.path == marking.path)
            {
                *file = SourceFile::new(marking.path.clone(), &text);
            }
            texts.insert(marking.path.clone(), text);
            markings.push(marking);
        }
        // The site as it will be must say so too; then nothing in the files stands against it.
        let after = self.site(&sources, today).value;
        let is_current = |one: &&Marking| {
            after
                .as_ref()
                .is_some_and(|(_, site)| translations::is_current(site, one))
        };
        if let Some(Marking { entry, lang, .. }) = markings.iter().find(|one| !is_current(one)) {
            let message = format!(
                "{entry} cannot be marked in {lang} while its files have errors; run `bayan build`"
            );
            return Err(MarkFailure::Failed(message));
        }
        for (path, text) in &texts {
            let written = write::replace(&self.root.join(path.as_str()), text);
            written.map_err(|error| MarkFailure::Failed(error.to_string()))?;
        }
        Ok(markings)
    }

    /// Mends in the files of the project what is certain among the problems of a build, each file whole or not at all.
    /// Gives the problems that were mended; those in files that lie elsewhere are left.
    ///
    /// # Errors
    ///
    /// What the machine says, or that a file has changed since it was read; the files before it are mended then.
    pub fn mend(&self, rebuilt: &Rebuilt) -> Result<Vec<Diagnostic>, String> {
        let Some(sources) = &rebuilt.sources else {
            return Ok(Vec::new());
        };
        let mut by_file: BTreeMap<&SourcePath, Vec<&Diagnostic>> = BTreeMap::new();
        for problem in rebuilt
            .diagnostics
            .iter()
            .filter(|problem| !problem.fix().is_empty())
        {
            let file = problem.primary.as_ref().map(|place| &place.path);
            file.into_iter()
                .for_each(|path| by_file.entry(path).or_default().push(problem));
        }
        let mut mended = Vec::new();
        for (path, problems) in by_file {
            let raw = load::raw(&self.root, path).ok();
            let (Some(file), Some(raw)) = (sources.file(path), raw) else {
                continue;
            };
            let edits: Vec<Edit> = problems
                .iter()
                .flat_map(|problem| problem.fix().to_vec())
                .collect();
            let text = source::edited(&raw, file, &edits).ok_or_else(|| {
                format!("{path} has changed since it was read; run the command again")
            })?;
            write::replace(&self.root.join(path.as_str()), &text)
                .map_err(|error| error.to_string())?;
            mended.extend(problems.into_iter().cloned());
        }
        Ok(mended)
    }

    /// The project as it lies on the disk now.
    fn read(&self) -> Diagnosed<Option<SourceTree>> {
        load::sources(
            &self.root,
            self.config.as_deref(),
            &mut Reads::default(),
            &Touched::default(),
        )
    }

    /// The site with all that is written, published or not.
    fn site(&mut self, sources: &SourceTree, today: Day) -> Diagnosed<Option<(Vec<Lang>, Site)>> {
        let options = BuildOptions {
            today,
            drafts: true,
            future: true,
            base_url: None,
            portable: false,
        };
        pipeline::site(sources, &Arc::default(), &options, &mut self.memo)
    }

    /// Forgets all earlier builds.
    pub fn forget(&mut self) {
        (self.memo, self.reads, self.seen) = (Memo::default(), Reads::default(), None);
    }

    /// The output folder: the one named, or the one of the configuration.
    pub fn output_folder(&self, named: Option<&Path>, config: Option<&Config>) -> PathBuf {
        let configured = || config.map_or("public", |config| &config.output);
        named.map_or_else(|| self.root.join(configured()), Path::to_owned)
    }

    /// The folder of what is remembered between builds.
    pub fn state_folder(&self, named: Option<&Path>) -> PathBuf {
        named.map_or_else(|| self.root.join(".bayan"), Path::to_owned)
    }

    /// Where a build is written; `folder` is the real path of the output folder.
    ///
    /// One manifest for each output folder, named by the way from the project to it, so that both may move together. A folder that
    /// is named for what is remembered may serve several projects, so that there the project is part of the name.
    pub fn write_options(&self, folder: &Path, terms: &WriteTerms) -> WriteOptions {
        let root = self
            .root
            .canonicalize()
            .unwrap_or_else(|_| self.root.clone());
        let named = folder.strip_prefix(&root).unwrap_or(folder);
        let mut hasher = Hasher::new("folder");
        let mut name = Fingerprint::of(named.as_os_str().as_encoded_bytes());
        if terms.state.is_some() {
            let project = Fingerprint::of(root.as_os_str().as_encoded_bytes());
            name = hasher.part(project).part(name).finish();
        }
        WriteOptions {
            folder: folder.to_owned(),
            state: self.state_folder(terms.state.as_deref()),
            name: name.to_hex(),
            prune_unknown: terms.prune_unknown,
            overwrite: terms.overwrite,
        }
    }

    /// The configuration alone, where it is sound.
    pub fn configuration(&self) -> Option<Config> {
        let file = load::config(&self.root, self.config.as_deref())?;
        config::check(&file).value
    }

    /// The last build that was written here, if it would be made again as it is: by the same program with the same options from the
    /// same sources, and its files are as it left them. Gives the number of its files too.
    ///
    /// What the system says of files is noted anew. If that fails, the next build reads them.
    pub fn kept(&self, options: &BuildOptions, to: &WriteOptions) -> Option<(KeptBuild, usize)> {
        let key = kept::key(options, self.config.as_deref())?;
        let mut kept = KeptBuild::from_text(&write::remembered(to)?, key)?;
        let note = load::unchanged(&self.root, self.config.as_deref(), &kept.note)?;
        let untouched = write::untouched(to)?;
        (untouched.manifest == kept.manifest).then_some(())?;
        // OK because a note that is lost costs the next build its time, and nothing else.
        _ = untouched.note(to);
        if note != kept.note {
            kept.note = note;
            _ = write::remember(to, &kept.to_text());
        }
        Some((kept, untouched.files))
    }

    /// Takes in the maps that the last process drew for this folder.
    pub fn recall(&mut self, to: &WriteOptions) {
        let stored = kept::program().and_then(|program| write::stored(to, DRAWINGS, program));
        let drawings: Vec<(Fingerprint, Drawing)> = stored
            .iter()
            .flatten()
            .filter_map(|(print, bytes)| Some((*print, Drawing::from_bytes(bytes)?)))
            .collect();
        self.recalled = drawings.iter().map(|(print, _)| *print).collect();
        pipeline::recall_drawings(&mut self.memo, drawings.into_iter());
    }

    /// Leaves the maps of this build to the next process.
    fn leave_drawings(&self, to: &WriteOptions) -> Result<(), WriteError> {
        let drawings = pipeline::drawings(&self.memo);
        let is_known = drawings.len() == self.recalled.len()
            && drawings.keys().all(|print| self.recalled.contains(print));
        let Some(program) = kept::program().filter(|_| !is_known) else {
            return Ok(());
        };
        let values = drawings
            .iter()
            .map(|(print, drawing)| (*print, drawing.to_bytes()));
        write::store(to, DRAWINGS, program, values)
    }

    /// Remembers the build that was written here, with all that was wrong, so that it need not be made again.
    ///
    /// # Errors
    ///
    /// What the machine says.
    pub fn keep(
        &self,
        options: &BuildOptions,
        to: &WriteOptions,
        (facts, diagnostics): (BuildFacts, &[Diagnostic]),
    ) -> Result<(), WriteError> {
        self.leave_drawings(to)?;
        let key = kept::key(options, self.config.as_deref());
        let (Some(key), Some(note), Some(manifest)) =
            (key, self.reads.note(), write::manifest_mark(to))
        else {
            return Ok(());
        };
        let kept = KeptBuild {
            key,
            manifest,
            facts,
            diagnostics: diagnostics.to_vec(),
            note,
        };
        write::remember(to, &kept.to_text())
    }

    /// Texts that a kept build was made from, for excerpts; `None` where one has changed since.
    pub fn kept_texts<'p>(
        &self,
        kept: &KeptBuild,
        paths: impl Iterator<Item = &'p SourcePath>,
    ) -> Option<SourceTree> {
        let config = load::config(&self.root, self.config.as_deref())?;
        let paths = paths.filter(|path| **path != config.path);
        let texts = load::noted_texts(&self.root, &kept.note, paths)?;
        Some(SourceTree::for_reports(config, texts))
    }

    /// The folder of the project.
    pub fn root(&self) -> &Path {
        &self.root
    }
}
