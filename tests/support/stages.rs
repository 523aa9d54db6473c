//! The stages up to views, for tests that look at what templates get.

use std::sync::Arc;

use bayan::config;
use bayan::fingerprint::{Fingerprint, Fingerprinted as _};
use bayan::map::{Atlas, MapRequest};
use bayan::page::PageKind;
use bayan::parse::{self, ParseOptions};
use bayan::plan;
use bayan::present::{self, Catalogue, Inputs, SharedViews};
use bayan::render;
use bayan::resolve::{self, ResolveOptions};
use bayan::view::View;

use super::Project;

/// Hands over the view of each page with the name of its usual template.
pub(crate) fn views(project: &Project, mut look: impl FnMut(&str, &View)) {
    let (sources, options) = (&project.sources, &project.options);
    let config = Arc::new(
        config::check(&sources.config)
            .value
            .expect("the configuration is sound"),
    );
    let strings = render::strings(&config, &sources.config.path, &sources.theme)
        .value
        .expect("there are strings");
    let schema = Arc::default();
    let blocks = parse::blocks(&schema, &sources.theme).value;
    let parsing = ParseOptions {
        schema,
        languages: config.codes().into(),
        raw_html: config.raw_html,
        blocks: Arc::new(blocks),
        writings: config.writings(),
        months: config.months(),
    };
    let parsed = sources.content.iter().filter_map(|file| {
        parse::document(&parsing, file)
            .value
            .map(|parsed| Arc::new(parsed.document))
    });
    let documents: Vec<_> = parsed.collect();
    let site = resolve::site(
        &resolving(&config, options),
        &documents,
        &layers(project, &config),
        &mut resolve::Earlier::default(),
    )
    .site;
    let shapes: Vec<_> = site
        .zones
        .iter()
        .map(|zone| Arc::new(Atlas.shape(&zone.plan)))
        .collect();
    let pages = plan::pages(
        &config,
        &site,
        &sources.statics,
        &mut plan::PlanMemo::default(),
    )
    .value;
    let maps = ["home", "place", "event", "agreement", "article"]
        .map(ToOwned::to_owned)
        .into();
    let catalogue = Catalogue::new(Inputs {
        shapes: &shapes,
        config: &config,
        site: &site,
        pages: &pages,
        strings: &strings,
        words: Fingerprint::of(b""),
        attachments: &sources.attachments,
        statics: &sources.statics,
        base_url: &config.base_url,
        portable: options.portable,
        maps: &maps,
    });
    let drawn = |request: &MapRequest| (request.fingerprint(), Arc::new(Atlas.draw(request)));
    let drawings = present::map_requests(&catalogue)
        .iter()
        .map(drawn)
        .collect();
    let shared = SharedViews::new(catalogue, drawings, present::Cards::default());
    for page in &pages.all {
        let view = present::view(&shared, page).value;
        look(template(&site, &page.kind), &view);
    }
}

fn resolving(config: &config::Config, options: &config::BuildOptions) -> ResolveOptions {
    ResolveOptions {
        schema: Arc::default(),
        first_snapshot: config.map.phases.first().map(|phase| phase.first),
        misplaced: std::collections::BTreeSet::new(),
        languages: config.codes(),
        hijri: config.languages.iter().any(|language| language.hijri),
        months: config.months(),
        scripts: config.scripts(),
        tags: config.tags.keys().cloned().collect(),
        drafts: options.drafts,
        future: options.future,
        today: options.today,
    }
}

/// The layers that the configuration names.
fn layers(project: &Project, config: &config::Config) -> Vec<Arc<bayan::model::Layer>> {
    let own = parse::LayerOptions {
        languages: config.codes(),
        is_layer: true,
    };
    let named = |path: &str| {
        config
            .map
            .layers
            .iter()
            .any(|(written, _)| path.ends_with(&**written))
    };
    let files = project
        .sources
        .layers
        .iter()
        .filter(|file| named(file.path.as_str()));
    files
        .map(|file| Arc::new(parse::layer(&own, file).value.layer))
        .collect()
}

/// The name of a kind of page in `docs/theme.md`.
pub(crate) fn template<'s>(site: &'s bayan::site::Site, kind: &PageKind) -> &'s str {
    match kind {
        PageKind::Languages => "languages",
        PageKind::Home => "home",
        PageKind::List { kind, .. } => site.schema.folder(*kind),
        PageKind::Entity(id) => site.schema.word(site.entity(*id).key.kind),
        PageKind::Timeline => "timeline",
        PageKind::Map => "map",
        PageKind::Corrections => "corrections",
        PageKind::NotFound => "not_found",
        PageKind::Atom => "atom",
        PageKind::Redirect { .. } => "redirect",
        PageKind::JsonFeed | PageKind::Sitemap | PageKind::Robots => "",
    }
}
