//! The pages of a planned site: presented, rendered, and gathered with all other files.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::audience::PageQueue;
use super::cache::{Cache, Computed, Input};
use super::files::{copies, insert};
use super::memo::Memo;
use super::progress::{BuildProgress, BuildStep};
use super::severity::is_error;
use super::theme::Theme;
use super::timing::{TimeRecorder, TimedItem, TimedStage, timed, timed_item};
use super::{Build, BuildRequest, Origins, PlannedSite, layers, maps};
use crate::diagnostic::{Diagnosed, Diagnostic};
use crate::fingerprint::{Fingerprint, Fingerprinted};
use crate::output::{Output, OutputTree};
use crate::page::{Pages, Route};
use crate::present::{self, Catalogue, Inputs, SharedViews};
use crate::render::{self, Templates};
use crate::site::Site;
use crate::source::{SourcePath, SourceTree};
use crate::view::{Form, View};

/// Presents and renders all pages, those that are waited for first.
pub(super) fn show(
    sources: &SourceTree,
    linked: PlannedSite,
    request: &BuildRequest<'_>,
    memo: &mut Memo,
    diagnostics: &mut Vec<Diagnostic>,
) -> Build {
    let PlannedSite {
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
    let BuildRequest {
        options, audience, ..
    } = request;
    let base_url = options.base_url.as_ref().unwrap_or(&config.base_url);
    let maps = templates.showing_maps();
    let recorder = request.recorder;
    let shapes = timed(recorder, TimedStage::Draw, || layers::shapes(site, memo));
    let shapes = shapes.unload(diagnostics);
    let mut known = diagnostics
        .iter()
        .chain(problems.iter().flat_map(|some| some.iter()));
    audience.planned(
        !known.any(|one| is_error(&config.levels, one)),
        base_url.path(),
    );
    let inputs = Inputs {
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
    let whole = WholeSite {
        sources,
        origins: &origins,
        problems: &problems,
        templates,
        request,
    };
    let outputs = whole.made(inputs, memo, diagnostics);
    diagnostics.extend(problems.iter().flat_map(|some| some.iter().cloned()));
    Build {
        outputs,
        pages: pages.all.len(),
        omitted: site.omitted.clone(),
        origins: Some(origins),
        ..Build::default()
    }
}

/// All that pages and other files are made from.
struct WholeSite<'a> {
    sources: &'a SourceTree,
    origins: &'a Origins,
    problems: &'a [Arc<[Diagnostic]>],
    templates: &'a Templates,
    request: &'a BuildRequest<'a>,
}

impl WholeSite<'_> {
    /// All files to be.
    fn made(
        &self,
        inputs: Inputs<'_>,
        memo: &mut Memo,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> OutputTree {
        let Self {
            sources,
            origins,
            problems,
            templates,
            request,
        } = *self;
        let recorder = request.recorder;
        let catalogue = timed(recorder, TimedStage::Share, || Catalogue::new(inputs));
        let told = diagnostics
            .iter()
            .chain(problems.iter().flat_map(|some| some.iter()));
        let drawings = timed(recorder, TimedStage::Draw, || {
            maps::drawn(&catalogue, &sources.config.path, told, recorder, memo)
        });
        let drawings = drawings.unload(diagnostics);
        let cards = std::mem::take(&mut memo.cards);
        let shared = timed(recorder, TimedStage::Share, || {
            SharedViews::new(catalogue, drawings, cards)
        });
        let rendered = timed(recorder, TimedStage::Pages, || {
            rendered(&shared, templates, request, &mut memo.rendered)
        });
        let (files, cards) = shared.finish();
        memo.cards = cards;
        timed(recorder, TimedStage::Gather, || {
            gathered((sources, origins), rendered, files, diagnostics)
        })
    }
}

/// A page with its text, and what remains of its view.
type Rendered = (Route, Computed<Arc<str>>, Rest);

/// All pages in the order in which they were made; those that somebody waits for are handed over at once.
fn rendered(
    shared: &SharedViews<'_>,
    templates: &Templates,
    request: &BuildRequest<'_>,
    cache: &mut Cache<Route, Arc<str>>,
) -> Vec<Rendered> {
    let (pages, levels) = (shared.inputs.pages, &shared.inputs.config.levels);
    let BuildRequest {
        progress,
        audience,
        recorder,
        ..
    } = request;
    let press = Press {
        templates,
        pages,
        site: shared.inputs.site,
        recorder: *recorder,
    };
    progress.begin(BuildStep::Render, pages.all.len());
    let order = PageQueue::new(*audience, &pages.by_route, pages.all.len());
    let is_sound = |problems: &[Diagnostic]| !problems.iter().any(|one| is_error(levels, one));
    cache.refresh_telling(
        &press,
        pages.all.len(),
        |_| presented(shared, &press, progress, order.draw()),
        page,
        |route, text, rest| {
            if is_sound(&text.problems) && is_sound(&rest.problems) {
                audience.made(route, &text.value);
            }
        },
    )
}

/// All files to be, from pages in any order.
fn gathered(
    (sources, origins): (&SourceTree, &Origins),
    mut rendered: Vec<Rendered>,
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

/// What pages are rendered with, and what the recorder calls them.
struct Press<'a> {
    templates: &'a Templates,
    pages: &'a Pages,
    site: &'a Site,
    recorder: &'a dyn TimeRecorder,
}

impl Fingerprinted for Press<'_> {
    /// No text depends on the rest.
    fn fingerprint(&self) -> Fingerprint {
        self.templates.fingerprint()
    }
}

impl<'a> Press<'a> {
    fn item(&self, route: &'a Route, template: Option<&'a str>) -> TimedItem<'a>
    where
        Self: 'a,
    {
        let index = self.pages.by_route.get(route);
        let page = index.and_then(|index| self.pages.all.get(*index));
        TimedItem {
            recipe: page.map_or("", |page| page.kind.name(self.site)),
            template,
            name: route.as_str(),
        }
    }
}

fn page(press: &Press<'_>, view: &View) -> Diagnosed<Arc<str>> {
    let template = match &view.form {
        Form::Template(name) => Some(&**name),
        Form::Finished(_) => None,
    };
    let item = || press.item(&view.route, template);
    timed_item(press.recorder, TimedStage::Render, item, || {
        render::page(press.templates, view)
    })
}

/// The view of one page, and what remains of it.
fn presented(
    shared: &SharedViews<'_>,
    press: &Press<'_>,
    progress: &BuildProgress,
    index: usize,
) -> (View, Rest) {
    // OK because the memo asks for as many pages as there are.
    let page = press.pages.all.get(index).expect("a page for each index");
    let item = || press.item(&page.route, None);
    let Diagnosed {
        mut value,
        diagnostics,
    } = timed_item(press.recorder, TimedStage::Present, item, || {
        present::view(shared, page)
    });
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

impl Input for View {
    type Key = Route;

    fn key(&self) -> Route {
        self.route.clone()
    }
}
