//! The stages in order: a pure function from sources to outputs.

mod audience;
mod configured;
mod files;
mod layers;
mod maps;
mod memo;
mod names;
mod progress;
mod tables;
mod theme;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use audience::Audience;
pub use memo::Memo;
pub use progress::{Progress, Step};

use crate::config::{self, BuildOptions, Config};
use crate::diagnostic::{Code, Diagnosed, Diagnostic, Severity};
use crate::fingerprint::{Fingerprint, Fingerprinted, Hasher};
use crate::lang::Lang;
use crate::lint::{self, LintOptions};
use crate::model::{Document, Layer, Schema};
use crate::output::{Output, OutputTree};
use crate::page::{Pages, Route};
use crate::parse::{self, ParseOptions};
use crate::plan;
use crate::present::{self, Scene, Stage};
use crate::render;
use crate::resolve::{self, Resolution, ResolveOptions};
use crate::site::{Omitted, Site};
use crate::source::{SourceFile, SourcePath, SourceTree};
use crate::view::View;
use audience::Order;
use files::{copies, insert};
use memo::{Input, Outcome};
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
    /// The configuration.
    pub config: Arc<Config>,
    /// The content files, parsed, in the order of their paths.
    pub documents: Vec<Arc<Document>>,
    /// The entries that are published.
    pub site: Site,
    /// The planned pages.
    pub pages: Arc<Pages>,
}

/// What a build is asked to do, and who follows it.
pub struct Request<'a> {
    /// The kinds and their keys.
    pub schema: Arc<Schema>,
    /// The options.
    pub options: &'a BuildOptions,
    /// Is only counted up.
    pub progress: &'a Progress,
    /// Who waits for pages.
    pub audience: &'a dyn Audience,
}

/// Builds the site. With an empty `memo` this is a clean build; with any other, the result is the same.
///
/// Nothing is read, written or printed.
pub fn build(sources: &SourceTree, request: &Request<'_>, memo: &mut Memo) -> Diagnosed<Build> {
    if !sources.has_config() {
        return Diagnosed::clean(Build::default());
    }
    let mut diagnostics = Vec::new();
    let config = configuration(sources, memo, &mut diagnostics);
    let linked = config
        .clone()
        .and_then(|config| link(sources, config, request, memo, &mut diagnostics));
    let build = linked
        .map(|linked| show(sources, linked, request, memo, &mut diagnostics))
        .unwrap_or_default();
    let diagnostics = weighed(config.as_ref().map(|config| &config.levels), diagnostics);
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
        let Read {
            documents,
            misplaced,
            layers,
            problems: read,
        } = parse(
            sources,
            (config, schema),
            memo,
            &Progress::default(),
            &mut diagnostics,
        );
        let options = resolve_options(config, schema, options, misplaced);
        let Resolution { site, problems } =
            resolve::site(&options, &documents, &layers, &mut memo.linked);
        diagnostics.extend(
            read.iter()
                .chain(&problems)
                .flat_map(|some| some.iter().cloned()),
        );
        (config.codes(), site)
    });
    let diagnostics = weighed(config.as_ref().map(|config| &config.levels), diagnostics);
    Diagnosed {
        value: site,
        diagnostics,
    }
}

/// All that is known before the first page is made.
struct Linked {
    origins: Origins,
    /// What is wrong with the files and the entities: gathered when the pages are made, since someone may wait for those.
    problems: Vec<Arc<[Diagnostic]>>,
    theme: Arc<Theme>,
}

fn link(
    sources: &SourceTree,
    config: Arc<Config>,
    request: &Request<'_>,
    memo: &mut Memo,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Linked> {
    let theme = theme::ready(sources, &config, memo, diagnostics)?;
    let Read {
        documents,
        misplaced,
        layers,
        mut problems,
    } = parse(
        sources,
        (&config, &request.schema),
        memo,
        request.progress,
        diagnostics,
    );
    let options = resolve_options(&config, &request.schema, request.options, misplaced);
    let Resolution {
        site,
        problems: own,
    } = resolve::site(&options, &documents, &layers, &mut memo.linked);
    problems.extend(own);
    let pages =
        plan::pages(&config, &site, &sources.statics, &mut memo.planned).unload(diagnostics);
    configured::check(sources, &config, &site, diagnostics);
    Some(Linked {
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

fn show(
    sources: &SourceTree,
    linked: Linked,
    request: &Request<'_>,
    memo: &mut Memo,
    diagnostics: &mut Vec<Diagnostic>,
) -> Build {
    let Linked {
        origins,
        problems,
        theme,
    } = linked;
    let Theme {
        strings,
        templates,
        words,
    } = &*theme;
    let Origins {
        config,
        site,
        pages,
        ..
    } = &origins;
    let Request {
        options,
        progress,
        audience,
        ..
    } = request;
    let base_url = options.base_url.as_ref().unwrap_or(&config.base_url);
    let maps = templates.showing_maps();
    let shapes = layers::shapes(site, memo).unload(diagnostics);
    let mut known = diagnostics
        .iter()
        .chain(problems.iter().flat_map(|some| some.iter()));
    audience.planned(
        !known.any(|one| is_error(&config.levels, one)),
        base_url.path(),
    );
    let stage = Stage {
        config,
        site,
        shapes: &shapes,
        pages,
        strings,
        words: *words,
        attachments: &sources.attachments,
        statics: &sources.statics,
        base_url,
        portable: options.portable,
        maps: &maps,
    };
    let mut scene = Scene::new(stage, std::mem::take(&mut memo.cards));
    let told = diagnostics
        .iter()
        .chain(problems.iter().flat_map(|some| some.iter()));
    let drawn = maps::drawn(&scene, &sources.config.path, told, memo);
    scene.drawings = drawn.unload(diagnostics);
    progress.begin(Step::Render, pages.all.len());
    let order = Order::new(*audience, &pages.by_route, pages.all.len());
    let is_sound =
        |problems: &[Diagnostic]| !problems.iter().any(|one| is_error(&config.levels, one));
    let rendered = memo.rendered.refresh_telling(
        templates,
        pages.all.len(),
        |_| presented(&scene, pages, progress, order.draw()),
        render::page,
        |route, text, rest| {
            if is_sound(&text.problems) && is_sound(&rest.problems) {
                audience.made(route, &text.value);
            }
        },
    );
    let (files, cards) = scene.finish();
    memo.cards = cards;
    let outputs = gathered((sources, &origins), rendered, files, diagnostics);
    diagnostics.extend(problems.iter().flat_map(|some| some.iter().cloned()));
    let (pages, omitted) = (pages.all.len(), site.omitted.clone());
    Build {
        outputs,
        pages,
        omitted,
        origins: Some(origins),
        ..Build::default()
    }
}

/// All files to be, from pages in any order.
fn gathered(
    (sources, origins): (&SourceTree, &Origins),
    mut rendered: Vec<(Route, Outcome<Arc<str>>, Rest)>,
    files: BTreeMap<Route, String>,
    diagnostics: &mut Vec<Diagnostic>,
) -> OutputTree {
    rendered.sort_unstable_by_key(|(_, _, rest)| rest.index);
    let mut outputs = OutputTree::default();
    let mut attachments = BTreeSet::new();
    for (route, text, rest) in rendered {
        diagnostics.extend(rest.problems);
        attachments.extend(rest.shown);
        let text = text.unload(diagnostics);
        insert(&mut outputs, &route, Output::Text(text), diagnostics);
    }
    diagnostics.extend(layers::unused(sources, origins, &attachments));
    copies(sources, &attachments, &mut outputs, diagnostics);
    // After static files, so that one at their address is named.
    for (route, text) in files {
        insert(&mut outputs, &route, Output::Text(text.into()), diagnostics);
    }
    outputs
}

/// What remains of a view when it is rendered.
struct Rest {
    index: usize,
    problems: Vec<Diagnostic>,
    /// The files of `content/` that the page shows.
    shown: Vec<SourcePath>,
}

/// The view of one page, and what remains of it.
fn presented(scene: &Scene<'_>, pages: &Pages, progress: &Progress, index: usize) -> (View, Rest) {
    // OK because the memo asks for as many pages as there are.
    let page = pages.all.get(index).expect("a page for each index");
    let Diagnosed {
        mut value,
        diagnostics,
    } = present::view(scene, page);
    progress.advance();
    let shown = std::mem::take(&mut value.attachments);
    (
        value,
        Rest {
            index,
            problems: diagnostics,
            shown,
        },
    )
}

/// The configuration, checked anew only when its file changes.
fn configuration(
    sources: &SourceTree,
    memo: &mut Memo,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Arc<Config>> {
    let check = |_: &NoOptions, file: &Text<'_>| {
        let Diagnosed { value, diagnostics } = config::check(file.0);
        Diagnosed {
            value: value.map(Arc::new),
            diagnostics,
        }
    };
    let checked = memo
        .config
        .refresh(&NoOptions, 1, |_| (Text(&sources.config), ()), check);
    checked.into_iter().next()?.1.unload(diagnostics)
}

/// All that was read of a site, each file by itself.
struct Read {
    documents: Vec<Arc<Document>>,
    misplaced: BTreeSet<String>,
    layers: Vec<Arc<Layer>>,
    /// What is wrong with them.
    problems: Vec<Arc<[Diagnostic]>>,
}

fn parse(
    sources: &SourceTree,
    (config, schema): (&Config, &Arc<Schema>),
    memo: &mut Memo,
    progress: &Progress,
    diagnostics: &mut Vec<Diagnostic>,
) -> Read {
    let options = ReadOptions {
        parse: ParseOptions {
            schema: Arc::clone(schema),
            languages: config.codes(),
            raw_html: config.raw_html,
            blocks: Arc::new(render::block_names(&sources.theme)),
            writings: config.writings(),
            months: config.months(),
        },
        lint: LintOptions::new(&config.languages),
    };
    diagnostics.extend(lint::texts(&options.lint, &sources.config, &config.prose));
    diagnostics.extend(tables::checked(sources, &options.lint, memo));
    progress.begin(Step::Parse, sources.content.len());
    let file = |index: usize| {
        progress.advance();
        // OK because the memo asks for as many files as there are.
        (
            Text(sources.content.get(index).expect("a file for each index")),
            (),
        )
    };
    let parsed = memo
        .parsed
        .refresh(&options, sources.content.len(), file, document);
    let (mut documents, mut misplaced, mut problems) = (
        Vec::with_capacity(parsed.len()),
        BTreeSet::new(),
        Vec::new(),
    );
    for ((_, document, ()), file) in parsed.into_iter().zip(&sources.content) {
        problems.extend(Some(document.problems).filter(|problems| !problems.is_empty()));
        match document.value {
            Some(document) => documents.push(document),
            None => misplaced.extend(names::of(file)),
        }
    }
    documents.extend(
        sources
            .unreadable
            .iter()
            .filter_map(|file| parse::unread(&options.parse, file))
            .map(Arc::new),
    );
    let layers = layers::parsed(sources, config, &documents, &options, memo).unload(diagnostics);
    Read {
        documents,
        misplaced,
        layers,
        problems,
    }
}

/// What a content file is read with: by the parser, and by the linter after it.
struct ReadOptions {
    parse: ParseOptions,
    lint: LintOptions,
}

impl Fingerprinted for ReadOptions {
    fn fingerprint(&self) -> Fingerprint {
        Hasher::new("read")
            .part(self.parse.fingerprint())
            .part(self.lint.fingerprint())
            .finish()
    }
}

fn document(options: &ReadOptions, file: &Text<'_>) -> Diagnosed<Option<Arc<Document>>> {
    let Diagnosed {
        value,
        mut diagnostics,
    } = parse::document(&options.parse, file.0);
    let document = value.map(|parsed| {
        diagnostics.extend(lint::texts(&options.lint, file.0, &parsed.prose));
        Arc::new(parsed.document)
    });
    Diagnosed {
        value: document,
        diagnostics,
    }
}

/// A source file as the input of parsing.
struct Text<'a>(&'a SourceFile);

impl Fingerprinted for Text<'_> {
    fn fingerprint(&self) -> Fingerprint {
        self.0.fingerprint
    }
}

impl Input for Text<'_> {
    type Key = SourcePath;

    fn key(&self) -> SourcePath {
        self.0.path.clone()
    }
}

impl Input for View {
    type Key = Route;

    fn key(&self) -> Route {
        self.route.clone()
    }
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

/// The weight that a configuration gives to codes.
type Levels = BTreeMap<Code, Option<Severity>>;

fn is_error(levels: &Levels, diagnostic: &Diagnostic) -> bool {
    let level = levels.get(&diagnostic.code).copied();
    level.unwrap_or(Some(diagnostic.severity)) == Some(Severity::Error)
}

/// Each problem once, in the order of files and lines, with the weight that the configuration gives it.
pub fn weighed(
    levels: Option<&BTreeMap<Code, Option<Severity>>>,
    mut diagnostics: Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    if let Some(levels) = levels {
        diagnostics.retain_mut(|diagnostic| match levels.get(&diagnostic.code) {
            Some(Some(severity)) => {
                diagnostic.severity = *severity;
                true
            }
            Some(None) => false,
            None => true,
        });
    }
    diagnostics.sort();
    // One fault of a template meets every page that it renders.
    diagnostics.dedup_by(|a, b| {
        a.code == b.code && a.primary == b.primary && a.primary.is_some() && a.message == b.message
    });
    diagnostics.dedup();
    diagnostics
}
