//! The stages in order: a pure function from sources to outputs.

mod audience;
mod cache;
mod config_targets;
mod files;
mod layers;
mod maps;
mod memo;
mod misplaced_names;
mod pages;
mod progress;
mod reading;
mod severity;
mod string_tables;
mod text_input;
mod theme;
mod timing;

use std::collections::BTreeSet;
use std::sync::Arc;

pub use audience::Audience;
pub use maps::{drawings, recall_drawings};
pub use memo::Memo;
pub use progress::{BuildProgress, BuildStep};
pub use severity::weighed;
pub use timing::{TimeRecorder, TimedItem, TimedStage, timed};

use crate::config::{self, BuildOptions, Config};
use crate::diagnostic::{Diagnosed, Diagnostic};
use crate::lang::Lang;
use crate::model::{Document, Schema};
use crate::output::OutputTree;
use crate::page::Pages;
use crate::plan;
use crate::resolve::{self, Resolution, ResolveOptions};
use crate::site::{Omitted, Site};
use crate::source::SourceTree;
use config_targets::missing_targets;
use pages::show;
use reading::read_site;
use text_input::TextInput;
use theme::{NoOptions, Theme};

/// A finished build.
#[derive(Clone, Debug, Default)]
pub struct Build {
    /// All files to be.
    pub outputs: OutputTree,
    /// How many of them are pages.
    pub pages: usize,
    /// What was left out.
    pub omitted: Omitted,
    /// The configuration; absent where it cannot be understood.
    pub config: Option<Arc<Config>>,
    /// What the pages were made from; absent where the configuration allows none.
    pub origins: Option<Origins>,
}

/// What the pages of a build were made from.
#[derive(Clone, Debug)]
pub struct Origins {
    /// The configuration that they were made by.
    pub config: Arc<Config>,
    /// The content files, parsed, in the order of their paths.
    pub documents: Vec<Arc<Document>>,
    /// The entries that are published.
    pub site: Site,
    /// The planned pages.
    pub pages: Arc<Pages>,
}

/// What a build is asked to do, and who follows it.
pub struct BuildRequest<'a> {
    /// The kinds and their keys.
    pub schema: Arc<Schema>,
    /// What the command line asks for.
    pub options: &'a BuildOptions,
    /// Is only counted up.
    pub progress: &'a BuildProgress,
    /// Who waits for pages.
    pub audience: &'a dyn Audience,
    /// Who wants to know where the time goes.
    pub recorder: &'a dyn TimeRecorder,
}

impl<'a> BuildRequest<'a> {
    /// A build with the kinds of the program that nobody watches.
    pub fn new(options: &'a BuildOptions, progress: &'a BuildProgress) -> Self {
        Self {
            schema: Arc::default(),
            options,
            progress,
            audience: &(),
            recorder: &(),
        }
    }
}

/// Builds the site. With an empty `memo` this is a clean build; with any other, the result is the same.
///
/// Nothing is read, written or printed.
pub fn build(
    sources: &SourceTree,
    request: &BuildRequest<'_>,
    memo: &mut Memo,
) -> Diagnosed<Build> {
    if !sources.has_config() {
        return Diagnosed::clean(Build::default());
    }
    let mut diagnostics = Vec::new();
    let recorder = request.recorder;
    let config = timed(recorder, TimedStage::Prepare, || {
        configuration(sources, memo, &mut diagnostics)
    });
    let linked = config
        .clone()
        .and_then(|config| link(sources, config, request, memo, &mut diagnostics));
    let build = linked
        .map(|linked| show(sources, linked, request, memo, &mut diagnostics))
        .unwrap_or_default();
    let diagnostics = timed(recorder, TimedStage::Gather, || {
        weighed(config.as_ref().map(|config| &config.levels), diagnostics)
    });
    Diagnosed {
        value: Build { config, ..build },
        diagnostics,
    }
}

/// The resolved site alone, without pages, and its languages in their order.
pub fn site(
    sources: &SourceTree,
    schema: &Arc<Schema>,
    options: &BuildOptions,
    memo: &mut Memo,
) -> Diagnosed<Option<(Vec<Lang>, Site)>> {
    if !sources.has_config() {
        return Diagnosed::clean(None);
    }
    let mut diagnostics = Vec::new();
    let config = configuration(sources, memo, &mut diagnostics);
    let site = config.as_ref().map(|config| {
        let progress = &BuildProgress::default();
        let request = BuildRequest {
            schema: Arc::clone(schema),
            ..BuildRequest::new(options, progress)
        };
        let linked = resolved(sources, config, &request, memo, &mut diagnostics);
        diagnostics.extend(linked.problems.iter().flat_map(|some| some.iter().cloned()));
        (config.codes(), linked.site)
    });
    let diagnostics = weighed(config.as_ref().map(|config| &config.levels), diagnostics);
    Diagnosed {
        value: site,
        diagnostics,
    }
}

/// All documents of a site, and what they say together.
struct ResolvedSite {
    documents: Vec<Arc<Document>>,
    site: Site,
    /// What is wrong with the files, and with the entities.
    problems: Vec<Arc<[Diagnostic]>>,
}

fn resolved(
    sources: &SourceTree,
    config: &Config,
    request: &BuildRequest<'_>,
    memo: &mut Memo,
    diagnostics: &mut Vec<Diagnostic>,
) -> ResolvedSite {
    let read = timed(request.recorder, TimedStage::Parse, || {
        read_site(sources, config, request, memo, diagnostics)
    });
    let options = resolve_options(config, &request.schema, request.options, read.misplaced);
    let Resolution { site, problems } = timed(request.recorder, TimedStage::Link, || {
        resolve::site(&options, &read.documents, &read.layers, &mut memo.linked)
    });
    ResolvedSite {
        documents: read.documents,
        site,
        problems: read.problems.into_iter().chain(problems).collect(),
    }
}

/// All that is known before the first page is made.
struct PlannedSite {
    origins: Origins,
    /// What is wrong with the files and the entities: gathered when the pages are made, since someone may wait for those.
    problems: Vec<Arc<[Diagnostic]>>,
    theme: Arc<Theme>,
}

fn link(
    sources: &SourceTree,
    config: Arc<Config>,
    request: &BuildRequest<'_>,
    memo: &mut Memo,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<PlannedSite> {
    let theme = timed(request.recorder, TimedStage::Prepare, || {
        theme::ready(sources, &config, &mut memo.theme, diagnostics)
    })?;
    let ResolvedSite {
        documents,
        site,
        problems,
    } = resolved(sources, &config, request, memo, diagnostics);
    let pages = timed(request.recorder, TimedStage::Plan, || {
        plan::pages(&config, &site, &sources.statics, &mut memo.planned)
    });
    let pages = pages.unload(diagnostics);
    missing_targets(sources, &config, &site, diagnostics);
    Some(PlannedSite {
        origins: Origins {
            config,
            documents,
            site,
            pages,
        },
        problems,
        theme,
    })
}

/// The configuration, checked anew only when its file changes.
fn configuration(
    sources: &SourceTree,
    memo: &mut Memo,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Arc<Config>> {
    let check = |_: &NoOptions, file: &TextInput<'_>| {
        let Diagnosed { value, diagnostics } = config::check(file.0);
        Diagnosed {
            value: value.map(Arc::new),
            diagnostics,
        }
    };
    let checked = memo
        .config
        .refresh(&NoOptions, 1, |_| (TextInput(&sources.config), ()), check);
    checked.into_iter().next()?.1.unload(diagnostics)
}

fn resolve_options(
    config: &Config,
    schema: &Arc<Schema>,
    options: &BuildOptions,
    misplaced: BTreeSet<String>,
) -> ResolveOptions {
    ResolveOptions {
        schema: Arc::clone(schema),
        languages: config.codes(),
        hijri: config.languages.iter().any(|language| language.hijri),
        months: config.months(),
        scripts: config.scripts(),
        tags: config.tags.keys().cloned().collect(),
        drafts: options.drafts,
        future: options.future,
        today: options.today,
        first_snapshot: config.map.phases.first().map(|phase| phase.first),
        misplaced,
    }
}
