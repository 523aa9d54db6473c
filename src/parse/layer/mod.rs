//! A GeoJSON file (RFC 7946, WGS 84) → one [`Layer`]. Knows no other file.

mod geometry;
mod position;
mod rings;

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnosed, Diagnostic, Location, controls, quoted};
use crate::lang::Lang;
use crate::model::layer::FEATURE;
use crate::model::{Feature, Layer};
use crate::prose::ProseRuns;
use crate::source::{SourceFile, Span};
use crate::yaml::{self, Entry, Node, NodeKind, Reader};

/// Larger files slow every build and phone down, and show nothing more.
const MOST_BYTES: usize = 200_000;
const MOST_POINTS: usize = 5_000;

/// What reading a layer sees besides the file.
#[derive(Clone, Debug)]
pub struct LayerOptions {
    /// The languages of the site.
    pub languages: Vec<Lang>,
    /// It is a layer of the map; otherwise it holds outlines of places, whose files say all the rest.
    pub is_layer: bool,
}

/// A layer as parsed.
#[derive(Clone, Debug)]
pub struct ParsedLayer {
    /// What the site is made from.
    pub layer: Layer,
    /// Its texts where they stand in the file.
    pub prose: Vec<ProseRuns>,
}

/// Parses a GeoJSON file.
pub fn layer(options: &LayerOptions, file: &SourceFile) -> Diagnosed<ParsedLayer> {
    let mut parser = LayerParser {
        file,
        options,
        diagnostics: controls(file),
        prose: Vec::new(),
    };
    let features = parser.features();
    parser.size(&features);
    let layer = Layer {
        path: file.path.clone(),
        of_map: options.is_layer,
        features,
    };
    Diagnosed {
        value: ParsedLayer {
            layer,
            prose: parser.prose,
        },
        diagnostics: parser.diagnostics,
    }
}

struct LayerParser<'a> {
    file: &'a SourceFile,
    options: &'a LayerOptions,
    diagnostics: Vec<Diagnostic>,
    prose: Vec<ProseRuns>,
}

/// The value under a key.
fn get<'n>(entries: &'n [Entry], name: &str) -> Option<&'n Entry> {
    entries.iter().find(|entry| entry.key == name)
}

impl LayerParser<'_> {
    fn report(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let diagnostic = Diagnostic::at(code, Location::new(&self.file.path, span), message);
        self.diagnostics.push(diagnostic.help(help));
    }

    fn features(&mut self) -> Vec<Feature> {
        if self.file.text.trim().is_empty() {
            let at = Location::file(&self.file.path);
            let empty = Diagnostic::at(Code::EmptyFile, at, "this file is empty");
            self.diagnostics
                .push(empty.help("draw the features, or take the file out"));
            return Vec::new();
        }
        let parsed = yaml::parse_json(self.file).unload(&mut self.diagnostics);
        let Some(root) = parsed else {
            return Vec::new();
        };
        let NodeKind::Map(entries) = &root.kind else {
            let message = format!(
                "a FeatureCollection is wanted here, and {} stands here",
                root.describe()
            );
            self.report(
                Code::WrongGeometry,
                head(&root),
                message,
                "save the file as GeoJSON",
            );
            return Vec::new();
        };
        self.coordinate_system(entries);
        let kind = get(entries, "type");
        match kind.and_then(|kind| kind.value.as_text()) {
            Some("FeatureCollection") => self.collection(&root, entries),
            Some("Feature") => self.feature(&root).into_iter().collect(),
            Some("Topology") => {
                let help =
                    "export it as GeoJSON: `mapshaper in.json -o format=geojson out.geojson`";
                self.report(
                    Code::WrongGeometry,
                    head(&root),
                    "this is TopoJSON, not GeoJSON",
                    help,
                );
                Vec::new()
            }
            found => {
                let span = kind.map_or(head(&root), |kind| kind.value.span);
                let message = found.map_or_else(
                    || "`type` is missing: a FeatureCollection is wanted".to_owned(),
                    |found| {
                        format!(
                            "a FeatureCollection is wanted here, and {} stands here",
                            quoted(found)
                        )
                    },
                );
                let help = "put it into {\"type\": \"FeatureCollection\", \"features\": [ … ]}";
                self.report(Code::WrongGeometry, span, message, help);
                Vec::new()
            }
        }
    }

    fn collection(&mut self, root: &Node, entries: &[Entry]) -> Vec<Feature> {
        match get(entries, "features").map(|features| &features.value.kind) {
            Some(NodeKind::List(items)) if !items.is_empty() => {
                items.iter().filter_map(|item| self.feature(item)).collect()
            }
            Some(NodeKind::List(_)) => {
                let at = Location::file(&self.file.path);
                let empty = Diagnostic::at(Code::EmptyFile, at, "this file has no features");
                self.diagnostics
                    .push(empty.help("draw the features, or take the file out"));
                Vec::new()
            }
            _ => {
                self.report(
                    Code::WrongGeometry,
                    head(root),
                    "`features` is no list",
                    "write \"features\": [ … ]",
                );
                Vec::new()
            }
        }
    }

    /// RFC 7946 knows one system only; files that name another hold other numbers.
    fn coordinate_system(&mut self, entries: &[Entry]) {
        if let Some(crs) = get(entries, "crs") {
            let written = self
                .file
                .text
                .get(crs.value.span.range())
                .unwrap_or_default();
            let is_degrees = written.contains("CRS84")
                || written.contains("EPSG::4326")
                || written.contains("EPSG:4326");
            let help = if is_degrees {
                "delete the member `crs`: it says what GeoJSON is in any case"
            } else {
                "save the file again in EPSG:4326 (WGS 84), longitude first, without a member `crs`"
            };
            let message = "a coordinate system is named here, and there is one only";
            self.report(Code::WrongProjection, crs.key_span, message, help);
        }
    }

    fn feature(&mut self, node: &Node) -> Option<Feature> {
        let before = self.diagnostics.len();
        let NodeKind::Map(entries) = &node.kind else {
            let message = format!(
                "a feature is wanted here, and {} stands here",
                node.describe()
            );
            self.report(
                Code::WrongGeometry,
                node.span,
                message,
                "write {\"type\": \"Feature\", … }",
            );
            return None;
        };
        let properties = get(entries, "properties").map(|entry| &entry.value);
        let (id, span) = self.id(node, entries, properties);
        let values = match properties {
            Some(properties) if self.options.is_layer => self.properties(properties),
            _ => Vec::new(),
        };
        let has_end = match properties.map(|properties| &properties.kind) {
            Some(NodeKind::Map(entries)) => get(entries, "valid_to").is_some(),
            _ => false,
        };
        let name = id.as_deref().map(quoted).unwrap_or_default();
        let geometry = get(entries, "geometry").map(|entry| &entry.value);
        let geometry = geometry.and_then(|geometry| self.geometry(&name, geometry));
        let sound = self.diagnostics.len() == before;
        Some(Feature {
            id,
            span,
            entries: values,
            has_end,
            geometry,
            sound,
        })
    }

    fn id(
        &mut self,
        node: &Node,
        entries: &[Entry],
        properties: Option<&Node>,
    ) -> (Option<Arc<str>>, Span) {
        let entry = get(entries, "id");
        if let Some(id) = entry.and_then(|entry| entry.value.as_text()) {
            let span = entry.map_or(node.span, |entry| entry.value.span);
            let sound = !id.is_empty()
                && id
                    .bytes()
                    .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'));
            if !sound {
                let message = format!("{} is no id", quoted(id));
                self.report(
                    Code::InvalidId,
                    span,
                    message,
                    "write lower-case letters, digits and hyphens: m4-corridor",
                );
            }
            return (sound.then(|| id.into()), span);
        }
        if self.options.is_layer {
            let own = properties.map(|properties| &properties.kind);
            let misplaced =
                matches!(own, Some(NodeKind::Map(entries)) if get(entries, "id").is_some());
            let help = if misplaced {
                "move `id` out of `properties`"
            } else {
                "add \"id\": \"…\" beside \"type\""
            };
            self.report(
                Code::MissingKey,
                head(node),
                "this feature has no `id`",
                help,
            );
        }
        (None, head(node))
    }

    fn properties(&mut self, node: &Node) -> Vec<(u16, yaml::Stated)> {
        let reader = Reader::new(
            &self.file.path,
            &self.file.text,
            &self.options.languages,
            None,
        );
        let reading = reader.document(node, &[FEATURE]);
        self.diagnostics.extend(reading.diagnostics);
        self.prose.extend(reading.prose);
        reading.entries
    }

    fn size(&mut self, features: &[Feature]) {
        let points: usize = features
            .iter()
            .filter_map(|feature| feature.geometry.as_ref())
            .map(|geometry| geometry.vertices.len())
            .sum();
        let bytes = self.file.text.len();
        if bytes > MOST_BYTES || points > MOST_POINTS {
            let message = format!(
                "this file has {points} points in {} KB",
                bytes.div_ceil(1000)
            );
            let help = "simplify it: `mapshaper in.geojson -simplify 10% keep-shapes -o precision=0.001 out.geojson`";
            let at = Location::file(&self.file.path);
            self.diagnostics
                .push(Diagnostic::at(Code::LargeLayer, at, message).help(help));
        }
    }
}

/// The opening bracket of a value: the whole would fill the screen.
fn head(node: &Node) -> Span {
    Span::new(node.span.start as usize, node.span.start as usize + 1)
}
