//! A page in the other languages: what `hreflang` names, and where the switch of languages leads.
//!
//! For entities all of it follows [`Availability`](crate::page::Availability), which `plan` decided; other pages exist in a
//! language or do not.

use super::catalogue::Catalogue;
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
pub(super) fn existing(catalogue: &Catalogue<'_>, page: &Page) -> Vec<(Option<Lang>, Route)> {
    if !is_indexed(catalogue, page) || page.kind == PageKind::Languages {
        return Vec::new();
    }
    let languages = catalogue.inputs.config.languages.iter();
    let mut found: Vec<_> = languages
        .filter_map(|language| {
            Some((
                Some(language.code),
                catalogue
                    .inputs
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
pub(super) fn part(catalogue: &Catalogue<'_>, lang: Option<Lang>, route: &Route) -> Part {
    let name = lang.map_or_else(|| "x-default".to_owned(), |lang| lang.to_string());
    Part::map([
        ("lang", Part::text(&name)),
        ("permalink", Part::text(&catalogue.permalink(route))),
    ])
}

/// Whether a page is to be found: by search engines, in the sitemap, as an alternate.
pub(super) fn is_indexed(catalogue: &Catalogue<'_>, page: &Page) -> bool {
    match &page.kind {
        PageKind::Entity(id) => shown(catalogue, page, *id).is_some_and(Shown::is_indexed),
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
fn shown<'s>(catalogue: &'s Catalogue<'_>, page: &Page, id: EntityId) -> Option<&'s Shown> {
    catalogue.inputs.pages.shown(id, page.lang?)
}

/// Every language of the site, with the counterpart of this page or the nearest.
pub(super) fn switch(catalogue: &Catalogue<'_>, page: &Page, own: Lang) -> Part {
    Part::list(catalogue.inputs.config.languages.iter().map(|language| {
        let exact = catalogue
            .inputs
            .pages
            .counterpart(page, language.code, |shown| shown.standing.has_page());
        let anchors = exact
            .as_ref()
            .map(|_| anchors(catalogue, page, language.code))
            .unwrap_or_default();
        let anchors = anchors
            .into_iter()
            .map(|(from, to)| Part::map([("from", Part::text(from)), ("to", Part::text(to))]));
        let route = exact
            .clone()
            .unwrap_or_else(|| nearest_section(catalogue, page, language.code));
        Part::map([
            ("lang", Part::text(language.code.as_str())),
            ("dir", Part::text(language.direction.as_str())),
            ("name", Part::text(&language.name)),
            ("path", Part::text(&route.link(catalogue.inputs.portable))),
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
fn anchors<'s>(catalogue: &'s Catalogue<'_>, page: &Page, lang: Lang) -> Vec<(&'s str, &'s str)> {
    let (Some(from), Some(to)) = (
        page.lang.and_then(|own| outline(catalogue, page, own)),
        outline(catalogue, page, lang),
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
fn outline<'s>(catalogue: &'s Catalogue<'_>, page: &Page, lang: Lang) -> Option<&'s [Heading]> {
    let site = catalogue.inputs.site;
    let edition = match &page.kind {
        PageKind::Entity(id) => catalogue.edition(*id, lang)?.0,
        PageKind::Home => site.home.editions.get(&lang)?,
        PageKind::List {
            kind, number: 1, ..
        } => site.lists.get(kind)?.editions.get(&lang)?,
        _ => return None,
    };
    Some(&edition.text.as_ref()?.text.outline)
}

/// The list of the same kind, or the home page.
fn nearest_section(catalogue: &Catalogue<'_>, page: &Page, lang: Lang) -> Route {
    let kind = match &page.kind {
        PageKind::Entity(id) => Some(catalogue.entity(*id).key.kind),
        PageKind::List { kind, .. } => Some(*kind),
        _ => None,
    };
    let schema = &catalogue.inputs.site.schema;
    let list = kind
        .map(|kind| crate::page::list_route(lang, schema.folder(kind), 1))
        .filter(|route| catalogue.inputs.pages.by_route.contains_key(route));
    list.unwrap_or_else(|| Route::new(format!("{lang}/")))
}
