//! Links to the files to take away.

use super::super::shared::SharedViews;
use super::export::{WIDTHS, data_route, map_route, zones_route};
use super::spec::MapSpec;
use crate::lang::Lang;
use crate::page::Route;
use crate::view::Part;

/// The links to the files of a map.
pub(super) fn of_map(shared: &SharedViews<'_>, lang: Lang, spec: &MapSpec) -> Part {
    let file = |width: &str| {
        let key = format!("map_file.{width}");
        link(
            shared,
            lang,
            &map_route(lang, spec, width),
            shared.strings(lang).get(&key),
        )
    };
    Part::list(WIDTHS.into_iter().filter_map(file))
}

/// The link to the places as data.
pub(super) fn of_data(shared: &SharedViews<'_>, lang: Lang) -> Part {
    Part::maybe(link(
        shared,
        lang,
        &data_route(),
        shared.strings(lang).get("map_data"),
    ))
}

/// The links to zones and routes as data.
pub(super) fn of_zones(shared: &SharedViews<'_>, lang: Lang) -> Part {
    Part::list(link(
        shared,
        lang,
        &zones_route(),
        shared.strings(lang).get("map_zone_data"),
    ))
}

fn link(shared: &SharedViews<'_>, lang: Lang, route: &Route, label: &str) -> Option<Part> {
    let strings = shared.strings(lang);
    let kilobytes = shared.files().get(route)?.len().div_ceil(1000);
    let number = strings
        .locale
        .number(i64::try_from(kilobytes).unwrap_or(i64::MAX));
    Some(Part::map([
        ("path", Part::text(&route.link(shared.inputs.portable))),
        ("label", Part::text(label)),
        (
            "size",
            Part::text(&strings.filled("map_kb", &[("n", &number)])),
        ),
    ]))
}
