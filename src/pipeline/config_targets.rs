//! What the configuration names: whether it is there.

use crate::config::{Config, MenuTarget};
use crate::diagnostic::nearest::did_you_mean;
use crate::diagnostic::{Code, Diagnostic, Location, quoted};
use crate::kind::Kind;
use crate::present::TILES;
use crate::site::Site;
use crate::source::{SourceFile, SourcePath, SourceTree};
use crate::tiles::TilesFault;

/// What editors put there for a detailed map: the library in three files, the reader of tiles, and the tiles. The theme brings the rest.
const FILES: [&str; 5] = [
    "detail/maplibre-gl.css",
    "detail/maplibre-gl.js",
    "detail/maplibre-gl-worker.js",
    "detail/pmtiles.js",
    TILES,
];

/// What is named and missing: pages, places, files.
pub(super) fn missing_targets(
    sources: &SourceTree,
    config: &Config,
    site: &Site,
    diagnostics: &mut Vec<Diagnostic>,
) {
    check_names(config, site, &sources.config, diagnostics);
    diagnostics.extend(detail(sources, config));
}

/// What is wrong with the files of the detailed map, where the site has one.
fn detail(sources: &SourceTree, config: &Config) -> Option<Diagnostic> {
    let asked = Location::new(&sources.config.path, config.map.detail?);
    let asset = |path: &str| {
        sources
            .statics
            .iter()
            .find(|asset| asset.path.as_str() == path)
    };
    let missing: Vec<String> = FILES
        .iter()
        .filter(|path| asset(path).is_none())
        .map(|path| format!("`{path}`"))
        .collect();
    if !missing.is_empty() {
        let message = format!("the detailed map lacks {}", missing.join(", "));
        let help = "put it there as docs/detailed-map.md says, or write `engine: svg`";
        return Some(Diagnostic::at(Code::MissingDetail, asked, message).help(help));
    }
    let fault = asset(TILES)?.tiles.and_then(Result::err)?;
    let file = Location::file(&SourcePath::new(TILES));
    Some(
        Diagnostic::at(Code::InvalidTiles, file, fault.to_string())
            .label(asked, "asked for here")
            .help(match fault {
                TilesFault::Foreign => {
                    "make it as docs/detailed-map.md says, or fetch it where Git LFS keeps it"
                }
                TilesFault::Cut => "copy it again, or make it as docs/detailed-map.md says",
                _ => "make it as docs/detailed-map.md says",
            }),
    )
}

/// A menu that names a page that does not exist would silently lose an entry, and a map a place.
fn check_names(config: &Config, site: &Site, file: &SourceFile, diagnostics: &mut Vec<Diagnostic>) {
    let pages = config.menu.iter().filter_map(|item| match &item.target {
        MenuTarget::Page(id) => Some((Kind::PAGE, "the menu", id, item.span)),
        MenuTarget::Section(_) | MenuTarget::Address(_) => None,
    });
    let places = config
        .map
        .fit
        .iter()
        .map(|(id, span)| (Kind::PLACE, "the map", id, *span));
    for (kind, owner, id, span) in pages.chain(places) {
        let known = || site.of_kind(kind).map(|(_, entity)| &*entity.key.id);
        // A draft leaves the menu as it leaves every list.
        let is_hidden = site
            .hidden
            .iter()
            .any(|key| key.kind == kind && key.id == *id);
        if !is_hidden && !known().any(|known| known == &**id) {
            let message = format!(
                "{owner} names the {} {}, which does not exist",
                site.schema.word(kind),
                quoted(id)
            );
            let help = did_you_mean(id, known());
            diagnostics.push(
                Diagnostic::at(
                    Code::UnknownReference,
                    Location::new(&file.path, span),
                    message,
                )
                .maybe_help(help),
            );
        }
    }
}
