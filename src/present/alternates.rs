//! A page in the other languages: what `hreflang` names, and where the switch of languages leads.
//!
//! For entities all of it follows [`Standing`](crate::page::Standing), which `plan` decided; other pages exist in a
//! language or do not.

use super::scene::Scene;
use crate::lang::Lang;
use crate::model::Heading;
use crate::model::section::counterparts;
use crate::page::{Page, PageKind, Route, Shown};
use crate::site::EntityId;
use crate::view::Part;

/// What really exists in each language, this page included; `x-default` on home pages only. Nothing for pages that are
/// not to be found themselves, and for those that exist in one language alone: there is nothing to choose between.
///
/// Pages and sitemap ask here, so that they say the same.
pub(super) fn of(scene: &Scene<'_>, page: &Page) -> Vec<(Option<Lang>, Route)> {
    if !is_indexed(scene, page) || page.kind == PageKind::Languages {
        return Vec::new();
    }
    let languages = scene.stage.config.languages.iter();
    let mut found: Vec<_> = languages
        .filter_map(|language| {
            Some((
                Some(language.code),
                scene
                    .stage
                    .pages
                    .counterpart(page, language.code, Shown::is_indexed)?,
            ))
        })
        .collect();
    if page.kind == PageKind::Home {
        found.push((None, Route::new("")));
    }
    if found.len() > 1 { found } else { Vec::new() }
}

/// An alternate as templates see it.
pub(super) fn part(scene: &Scene<'_>, lang: Option<Lang>, route: &Route) -> Part {
    let name = lang.map_or_else(|| "x-default".to_owned(), |lang| lang.to_string());
    Part::map([
        ("lang", Part::text(&name)),
        ("permalink", Part::text(&scene.permalink(route))),
    ])
}

/// Whether a page is to be found: by search engines, in the sitemap, as an alternate.
pub(super) fn is_indexed(scene: &Scene<'_>, page: &Page) -> bool {
    match &page.kind {
        PageKind::Entity(id) => shown(scene, page, *id).is_some_and(Shown::is_indexed),
        PageKind::Languages
        | PageKind::Home
        | PageKind::List { .. }
        | PageKind::Timeline
        | PageKind::Map
        | PageKind::Corrections => true,
        PageKind::NotFound
        | PageKind::Atom
        | PageKind::JsonFeed
        | PageKind::Sitemap
        | PageKind::Robots
        | PageKind::Redirect { .. } => false,
    }
}

/// How the entity of a page stands to the readers of that page.
fn shown<'s>(scene: &'s Scene<'_>, page: &Page, id: EntityId) -> Option<&'s Shown> {
    scene.stage.pages.shown(id, page.lang?)
}

/// Every language of the site, with the counterpart of this page or the nearest.
pub(super) fn switch(scene: &Scene<'_>, page: &Page, own: Lang) -> Part {
    Part::list(scene.stage.config.languages.iter().map(|language| {
        let exact = scene
            .stage
            .pages
            .counterpart(page, language.code, |shown| shown.standing.has_page());
        let anchors = exact
            .as_ref()
            .map(|_| anchors(scene, page, language.code))
            .unwrap_or_default();
        let anchors = anchors
            .into_iter()
            .map(|(from, to)| Part::map([("from", Part::text(from)), ("to", Part::text(to))]));
        let route = exact
            .clone()
            .unwrap_or_else(|| nearest_section(scene, page, language.code));
        Part::map([
            ("lang", Part::text(language.code.as_str())),
            ("dir", Part::text(language.direction.as_str())),
            ("name", Part::text(&language.name)),
            ("path", Part::text(&route.link(scene.stage.portable))),
            (
                "current",
                Part::bool(language.code == own && page.lang.is_some()),
            ),
            ("exact", Part::bool(exact.is_some())),
            ("anchors", Part::list(anchors)),
        ])
    }))
}

/// The headings of this page with their counterparts in another language.
fn anchors<'s>(scene: &'s Scene<'_>, page: &Page, lang: Lang) -> Vec<(&'s str, &'s str)> {
    let (Some(from), Some(to)) = (
        page.lang.and_then(|own| outline(scene, page, own)),
        outline(scene, page, lang),
    ) else {
        return Vec::new();
    };
    if page.lang == Some(lang) {
        return Vec::new();
    }
    let pairs = from.iter().zip(counterparts(from, to));
    pairs
        .filter_map(|(heading, other)| Some((&*heading.id, &*to.get(other?)?.id)))
        .collect()
}

/// The headings that the readers of a language find on a page.
fn outline<'s>(scene: &'s Scene<'_>, page: &Page, lang: Lang) -> Option<&'s [Heading]> {
    let site = scene.stage.site;
    let edition = match &page.kind {
        PageKind::Entity(id) => scene.edition(*id, lang)?.0,
        PageKind::Home => site.home.editions.get(&lang)?,
        PageKind::List {
            kind, number: 1, ..
        } => site.lists.get(kind)?.editions.get(&lang)?,
        _ => return None,
    };
    Some(&edition.text.as_ref()?.text.outline)
}

/// The list of the same kind, or the home page.
fn nearest_section(scene: &Scene<'_>, page: &Page, lang: Lang) -> Route {
    let kind = match &page.kind {
        PageKind::Entity(id) => Some(scene.entity(*id).key.kind),
        PageKind::List { kind, .. } => Some(*kind),
        _ => None,
    };
    let schema = &scene.stage.site.schema;
    let list = kind
        .map(|kind| crate::page::list_route(lang, schema.folder(kind), 1))
        .filter(|route| scene.stage.pages.by_route.contains_key(route));
    list.unwrap_or_else(|| Route::new(format!("{lang}/")))
}
