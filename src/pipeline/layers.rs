//! Layers of the map: which files are read for them, each parsed once, and the shapes of zones.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Origins;
use super::cache::{ByContent, Input};
use super::memo::Memo;
use super::text_input::ReadOptions;
use crate::config::Config;
use crate::diagnostic::nearest::did_you_mean;
use crate::diagnostic::{Code, Diagnosed, Diagnostic, Location, isolated, quoted};
use crate::fingerprint::{Fingerprint, Fingerprinted, Hasher};
use crate::kind::Kind;
use crate::lint;
use crate::map::{Atlas, ZonePlan, ZoneShape};
use crate::model::schema::GEOMETRY;
use crate::model::{Document, FileRole, Layer};
use crate::parse::{self, LayerOptions};
use crate::site::Site;
use crate::source::{SourceFile, SourcePath, SourceTree, Span};
use crate::yaml::Value;

/// The folder that layers are named from.
const ROOT: &str = "content/";

/// A file that is asked for, by whom, and as what.
struct LayerRequest<'a> {
    path: Option<SourcePath>,
    written: &'a str,
    by: (&'a SourcePath, Span),
    of_map: bool,
}

/// The layers that the configuration names, in its order, then the files of outlines that places name.
pub(super) fn parsed(
    sources: &SourceTree,
    config: &Config,
    documents: &[Arc<Document>],
    options: &ReadOptions,
    memo: &mut Memo,
) -> Diagnosed<Vec<Arc<Layer>>> {
    let mut diagnostics = Vec::new();
    let mut found: Vec<(&SourceFile, bool)> = Vec::new();
    let mut known = BTreeSet::new();
    for asked in asked(&sources.config.path, config, documents) {
        match asked
            .path
            .as_ref()
            .and_then(|path| sources.layers.iter().find(|file| file.path == *path))
        {
            Some(file) if known.insert(&file.path) => found.push((file, asked.of_map)),
            Some(_) => {}
            None if sources
                .unreadable
                .iter()
                .any(|file| Some(&file.path) == asked.path.as_ref()) => {}
            None => diagnostics.push(missing(&asked, sources)),
        }
    }
    // OK because the memo asks for as many files as there are.
    let input = |index: usize| {
        let (file, of_map) = found.get(index).expect("a file for each index");
        (
            LayerText {
                file,
                of_map: *of_map,
            },
            (),
        )
    };
    let parsed = memo.layers.refresh(options, found.len(), input, layer);
    let layers = parsed
        .into_iter()
        .map(|(_, layer, ())| layer.unload(&mut diagnostics))
        .collect();
    Diagnosed {
        value: layers,
        diagnostics,
    }
}

fn asked<'a>(
    path: &'a SourcePath,
    config: &'a Config,
    documents: &'a [Arc<Document>],
) -> impl Iterator<Item = LayerRequest<'a>> {
    let of_map = config
        .map
        .layers
        .iter()
        .map(move |(written, span)| LayerRequest {
            path: SourcePath::new(ROOT).join(written),
            written,
            by: (path, *span),
            of_map: true,
        });
    let places = documents
        .iter()
        .filter(|document| document.role == FileRole::Entity(Kind::PLACE));
    let outlines = places.filter_map(|document| {
        let stated = document.get(GEOMETRY)?;
        let Value::Text(written) = &stated.value else {
            return None;
        };
        let name = written.split('#').next().unwrap_or_default();
        Some(LayerRequest {
            path: document.path.join(name),
            written: name,
            by: (&document.path, stated.span),
            of_map: false,
        })
    });
    of_map.chain(outlines)
}

/// Files that are neither a layer nor an outline, and that no page links to: they would be left out without a word.
pub(super) fn unused(
    sources: &SourceTree,
    origins: &Origins,
    linked: &BTreeSet<SourcePath>,
) -> Vec<Diagnostic> {
    let asked = asked(&sources.config.path, &origins.config, &origins.documents)
        .filter_map(|asked| asked.path);
    let asked: BTreeSet<SourcePath> = asked.collect();
    // A name that no file has may be meant for one of them, and is reported.
    if asked
        .iter()
        .any(|path| sources.layers.iter().all(|file| file.path != *path))
    {
        return Vec::new();
    }
    let idle = sources
        .layers
        .iter()
        .map(|file| &file.path)
        .filter(|path| !asked.contains(*path) && !linked.contains(*path));
    let told = idle.map(|path| {
        let named = path.as_str().strip_prefix(ROOT).unwrap_or(path.as_str());
        let layers = origins
            .config
            .map
            .layers
            .iter()
            .map(|(written, _)| &**written)
            .chain([named]);
        let line = format!("layers: [{}]", layers.collect::<Vec<_>>().join(", "));
        let message = "this file is on no map: nothing names it";
        Diagnostic::at(Code::UnusedLayer, Location::file(path), message).help(format!(
            "write under `map:` in bayan.yaml: {}",
            isolated(&line)
        ))
    });
    told.collect()
}

fn missing(asked: &LayerRequest<'_>, sources: &SourceTree) -> Diagnostic {
    let names: Vec<&str> = sources
        .layers
        .iter()
        .map(|file| {
            if asked.of_map {
                file.path.as_str().trim_start_matches(ROOT)
            } else {
                file.path.name()
            }
        })
        .collect();
    let inner = asked
        .written
        .trim_start_matches('/')
        .trim_start_matches(ROOT);
    let help = did_you_mean(inner, names.iter().copied()).or_else(|| {
        let file = asked
            .path
            .as_ref()
            .map(SourcePath::as_str)
            .filter(|path| path.ends_with(".geojson"));
        Some(file.map_or_else(
            || "name a file that ends in .geojson".to_owned(),
            |path| format!("put it at {}", quoted(path)),
        ))
    });
    let message = format!("there is no layer {}", quoted(asked.written));
    Diagnostic::at(
        Code::MissingLayer,
        Location::new(asked.by.0, asked.by.1),
        message,
    )
    .maybe_help(help)
}

fn layer(options: &ReadOptions, text: &LayerText<'_>) -> Diagnosed<Arc<Layer>> {
    let own = LayerOptions {
        languages: options.parse.languages.to_vec(),
        is_layer: text.of_map,
    };
    let Diagnosed {
        value,
        mut diagnostics,
    } = parse::layer(&own, text.file);
    diagnostics.extend(lint::texts(&options.lint, text.file, &value.prose));
    Diagnosed {
        value: Arc::new(value.layer),
        diagnostics,
    }
}

/// A layer as the input of parsing.
struct LayerText<'a> {
    file: &'a SourceFile,
    of_map: bool,
}

impl Fingerprinted for LayerText<'_> {
    fn fingerprint(&self) -> Fingerprint {
        Hasher::new("layer")
            .part(self.file.fingerprint)
            .number(u64::from(self.of_map))
            .finish()
    }
}

impl Input for LayerText<'_> {
    type Key = SourcePath;

    fn key(&self) -> SourcePath {
        self.file.path.clone()
    }
}

/// The shape of each zone, in their order: strips are drawn, and all are cut to their countries.
pub(super) fn shapes(site: &Site, memo: &mut Memo) -> Diagnosed<Vec<Arc<ZoneShape>>> {
    // OK because the memo asks for as many zones as there are.
    let zone = |index: usize| {
        let zone = site.zones.get(index).expect("a zone for each index");
        (ByContent::new(&zone.plan), ())
    };
    let made = memo.shapes.refresh(&Atlas, site.zones.len(), zone, shape);
    let shapes: Vec<Arc<ZoneShape>> = made.into_iter().map(|(_, shape, ())| shape.value).collect();
    let mut diagnostics = Vec::new();
    for (zone, shape) in site.zones.iter().zip(&shapes) {
        if let (true, Some(country)) = (shape.is_empty(), &zone.plan.clip_to) {
            let message = format!("nothing of {} lies inside of {country}", quoted(&zone.id));
            let help = "check its coordinates and `clip_to`";
            diagnostics
                .push(Diagnostic::at(Code::WrongGeometry, zone.at.clone(), message).help(help));
        }
    }
    Diagnosed {
        value: shapes,
        diagnostics,
    }
}

fn shape(atlas: &Atlas, plan: &ByContent<'_, ZonePlan>) -> Diagnosed<Arc<ZoneShape>> {
    Diagnosed::clean(Arc::new(atlas.shape(plan.value)))
}
