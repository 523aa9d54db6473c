//! The detailed map, which scripts show in the place of a drawing where its tiles cover all that the drawing shows.

use super::super::builder::ViewBuilder;
use super::super::shared::SharedViews;
use super::spec::{MapSpec, WIDE};
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::map::Extent;
use crate::map::around;
use crate::source::SourcePath;
use crate::tiles::Tiles;
use crate::view::Part;

/// The path of the tiles in the output.
pub const TILES: &str = "detail/tiles.pmtiles";

/// The box that the detailed map of a spec begins with: `west south east north`, degrees; none where there are no tiles for it.
pub(super) fn extent(shared: &SharedViews<'_>, spec: &MapSpec) -> Part {
    let covered =
        tiles(shared).is_some_and(|tiles| spec.fit.iter().all(|at| tiles.hold(at.lon, at.lat)));
    let extent = around(&spec.fit, WIDE.least_km).filter(|_| covered);
    Part::maybe(extent.map(|extent| Part::text(&text(&extent).join(" "))))
}

/// Tiles that no map of the page can use.
pub(super) fn check(view: &mut ViewBuilder<'_, '_>, specs: &[MapSpec]) {
    let Some(tiles) = tiles(view.shared) else {
        return;
    };
    let is_covered = |spec: &MapSpec| spec.fit.iter().all(|at| tiles.hold(at.lon, at.lat));
    let Some(needed) = specs
        .first()
        .and_then(|spec| around(&spec.fit, WIDE.least_km))
    else {
        return;
    };
    if specs.iter().any(is_covered) {
        return;
    }
    let [west, south, east, north] = tiles.bounds;
    let file = Location::file(&SourcePath::new(TILES));
    let message = format!(
        "these tiles cover {}, and none of the maps",
        text(&Extent {
            west,
            south,
            east,
            north
        })
        .join(", ")
    );
    let help = format!(
        "make them for a larger box than {} (west, south, east, north)",
        text(&needed).join(", ")
    );
    view.filler
        .diagnostics
        .push(Diagnostic::at(Code::InvalidTiles, file, message).help(help));
}

/// The tiles of the site, where they can be shown.
fn tiles(shared: &SharedViews<'_>) -> Option<Tiles> {
    shared.inputs.config.map.detail?;
    let tiles = shared
        .inputs
        .statics
        .iter()
        .find(|asset| asset.path.as_str() == TILES)?
        .tiles?;
    tiles.ok()
}

fn text(extent: &Extent) -> [String; 4] {
    [extent.west, extent.south, extent.east, extent.north].map(|degrees| format!("{degrees:.2}"))
}
