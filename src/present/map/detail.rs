//! The detailed map, which scripts show in the place of a drawing where its tiles cover all that the drawing shows.

use super::super::scene::Scene;
use super::super::shell::Draft;
use super::Sheet;
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::map::{Extent, around};
use crate::source::SourcePath;
use crate::tiles::Tiles;
use crate::view::Part;

/// The path of the tiles in the output.
pub const TILES: &str = "detail/tiles.pmtiles";

/// The box that the detailed map of a sheet begins with: `west south east north`, degrees; none where there are no tiles for it.
pub(super) fn extent(scene: &Scene<'_>, sheet: &Sheet) -> Part {
    let covered =
        tiles(scene).is_some_and(|tiles| sheet.fit.iter().all(|at| tiles.hold(at.lon, at.lat)));
    let extent = around(&sheet.fit, super::WIDE.least_km).filter(|_| covered);
    Part::maybe(extent.map(|extent| Part::text(&text(&extent).join(" "))))
}

/// Tiles that no map of the page can use.
pub(super) fn check(draft: &mut Draft<'_, '_>, sheets: &[Sheet]) {
    let Some(tiles) = tiles(draft.scene) else {
        return;
    };
    let is_covered = |sheet: &Sheet| sheet.fit.iter().all(|at| tiles.hold(at.lon, at.lat));
    let Some(needed) = sheets
        .first()
        .and_then(|sheet| around(&sheet.fit, super::WIDE.least_km))
    else {
        return;
    };
    if sheets.iter().any(is_covered) {
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
    draft
        .filler
        .diagnostics
        .push(Diagnostic::at(Code::InvalidTiles, file, message).help(help));
}

/// The tiles of the site, where they can be shown.
fn tiles(scene: &Scene<'_>) -> Option<Tiles> {
    scene.stage.config.map.detail?;
    let tiles = scene
        .stage
        .statics
        .iter()
        .find(|asset| asset.path.as_str() == TILES)?
        .tiles?;
    tiles.ok()
}

fn text(extent: &Extent) -> [String; 4] {
    [extent.west, extent.south, extent.east, extent.north].map(|degrees| format!("{degrees:.2}"))
}
