//! All maps that a site needs.

use rayon::prelude::*;

use super::super::catalogue::Catalogue;
use super::phase_map::phase_maps;
use super::small::SmallMap;
use super::spec::map_specs;
use super::{block, small};
use crate::lang::Lang;
use crate::map::MapRequest;
use crate::page::{Page, PageKind};

/// All maps that the pages of a site show: drawn before any page is presented, so that each is drawn once, and kept
/// while nothing on it changes.
pub fn requests(catalogue: &Catalogue<'_>) -> Vec<MapRequest> {
    let of = |page: &Page| {
        let mut found = Vec::new();
        match page.lang {
            Some(lang) if page.kind == PageKind::Map => {
                let specs = map_specs(catalogue, catalogue.located(lang).all());
                found.extend(specs.iter().flat_map(|spec| spec.widths(catalogue, lang)));
                found.extend(
                    phase_maps(catalogue, lang)
                        .into_iter()
                        .filter_map(|map| map.request),
                );
            }
            Some(lang) => small_maps(catalogue, page, lang, &mut found),
            None => {}
        }
        found
    };
    catalogue
        .inputs
        .pages
        .all
        .par_iter()
        .flat_map_iter(of)
        .collect()
}

/// The small maps of a page.
fn small_maps(catalogue: &Catalogue<'_>, page: &Page, lang: Lang, found: &mut Vec<MapRequest>) {
    let site = catalogue.inputs.site;
    let (own, text) = match &page.kind {
        PageKind::Home => (
            small::overview(catalogue, lang),
            site.home.editions.get(&lang),
        ),
        PageKind::Entity(id) => (
            small::of_entity(catalogue, *id, lang),
            catalogue.edition(*id, lang).map(|(edition, _)| edition),
        ),
        // The text of a list is read once, on its first page.
        PageKind::List {
            kind, number: 1, ..
        } => (
            None,
            site.lists
                .get(kind)
                .and_then(|list| list.editions.get(&lang)),
        ),
        _ => return,
    };
    let blocks = text
        .map(|text| block::small_maps(catalogue, lang, text))
        .unwrap_or_default();
    let maps: Vec<SmallMap> = own.into_iter().chain(blocks).collect();
    if !maps.is_empty() {
        let root = catalogue.root(&page.route);
        found.extend(
            maps.iter()
                .filter_map(|small| small.request(catalogue, lang, &root)),
        );
    }
}
