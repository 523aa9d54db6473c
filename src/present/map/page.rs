//! The page of the map, with a list of the same content.

use std::collections::BTreeMap;

use super::super::builder::ViewBuilder;
use super::super::shared::SharedViews;
use super::beside::sign_part;
use super::spec::{MapSpec, map_specs};
use super::{detail, downloads, entry, phase_list, slider, zone_list};
use crate::fingerprint::Fingerprinted as _;
use crate::lang::Lang;
use crate::map::MapRequest;
use crate::site::EntityId;
use crate::view::Part;

pub(in crate::present) fn present(view: &mut ViewBuilder<'_, '_>) {
    let (shared, lang) = (view.shared, view.lang);
    let title = shared.inputs.section_title(lang, "map");
    view.template("map", &title);
    view.head.section = Some("map".to_owned());
    view.set("title", Part::text(&title));
    let located = shared.located(lang).all();
    let specs = map_specs(shared, located);
    detail::check(view, &specs);
    let maps: Vec<Part> = specs
        .into_iter()
        .map(|spec| drawn(&spec, shared, lang))
        .collect();
    view.set("maps", Part::list(maps));
    view.set("phases", phase_list::list(shared, lang));
    view.set("data", downloads::of_data(shared, lang));
    let entries: Vec<Part> = located
        .iter()
        .filter_map(|(id, _)| entry::place(view, *id))
        .collect();
    view.set("entries", Part::list(entries));
    view.set("zones", zone_list::list(shared, lang));
    view.set("zone_files", downloads::of_zones(shared, lang));
    let filters = entry::filters(view, located);
    view.set("filters", filters);
    let stops = slider::stops(view, located);
    view.set("stops", stops);
}

/// One map of the page in its two widths.
fn drawn(spec: &MapSpec, shared: &SharedViews<'_>, lang: Lang) -> Part {
    let requests = spec.widths(shared, lang);
    let drawing = |request: &MapRequest| shared.drawings.get(&request.fingerprint());
    let [wide, narrow] = requests
        .each_ref()
        .map(|asked| drawing(asked).map_or_else(Part::none, |found| Part::html(&found.svg)));
    let signs = requests
        .each_ref()
        .map(|asked| drawing(asked).map_or(&[][..], |found| &found.signs));
    let signs = ["wide", "narrow"].into_iter().zip(signs);
    let signs =
        signs.flat_map(|(width, signs)| signs.iter().map(move |sign| sign_part(sign, Some(width))));
    let signs = Part::list(signs);
    let ids: BTreeMap<&str, EntityId> = spec
        .places
        .iter()
        .map(|(id, _)| (&*shared.entity(*id).key.id, *id))
        .collect();
    let [wide_groups, narrow_groups] = requests.each_ref().map(|asked| {
        let groups = drawing(asked)
            .map(|found| found.groups.as_slice())
            .unwrap_or_default();
        Part::list(groups.iter().filter_map(|group| {
            let places: Vec<EntityId> = group
                .iter()
                .filter_map(|id| ids.get(&**id).copied())
                .collect();
            // The marker leads here.
            let id = format!("{}_{}", asked.id.as_ref()?, group.first()?);
            Some(Part::map([
                ("id", Part::text(&id)),
                ("places", shared.cards(places, lang)),
            ]))
        }))
    });
    Part::map([
        ("name", Part::text(spec.name)),
        ("title", Part::text(spec.title(shared, lang))),
        ("files", downloads::of_map(shared, lang, spec)),
        ("detail", detail::extent(shared, spec)),
        ("wide", wide),
        ("narrow", narrow),
        ("signs", signs),
        ("wide_groups", wide_groups),
        ("narrow_groups", narrow_groups),
    ])
}
