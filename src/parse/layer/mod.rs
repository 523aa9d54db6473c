//! A GeoJSON file (RFC 7946, WGS 84) → one [`Layer`]. Knows no other file.

mod geometry;
mod position;
mod rings;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::nearest::{listed, nearest};
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
/// Beyond this a file is not looked at: its rings would be compared for minutes.
const FAR_TOO_MANY_BYTES: usize = 20 * MOST_BYTES;
const FAR_TOO_MANY_POINTS: usize = 4 * MOST_POINTS;
/// How to make a file smaller.
const SIMPLIFY: &str =
    "simplify it: `mapshaper in.geojson -simplify 10% keep-shapes -o precision=0.001 out.geojson`";

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
        points: 0,
        foreign: BTreeMap::new(),
        without_id: Vec::new(),
    };
    let features = parser.features();
    parser.of_other_tools();
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
    /// Of all geometries so far.
    points: usize,
    /// Properties that mean nothing here, each where it stands first.
    foreign: BTreeMap<String, Span>,
    /// Features of a layer that have no id.
    without_id: Vec<(Span, &'static str)>,
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
        if !self.can_be_read() {
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

    /// Whether there is anything to read, and not more than a map can show; what is wrong is reported.
    fn can_be_read(&mut self) -> bool {
        let at = Location::file(&self.file.path);
        let bytes = self.file.text.len();
        let fault = if self.file.text.trim().is_empty() {
            Diagnostic::at(Code::EmptyFile, at, "this file is empty")
                .help("draw the features, or take the file out")
        } else if bytes > FAR_TOO_MANY_BYTES {
            let message = format!("this file has {} KB, more than any map shows", bytes / 1000);
            Diagnostic::at(Code::OversizedLayer, at, message).help(SIMPLIFY)
        } else {
            return true;
        };
        self.diagnostics.push(fault);
        false
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
            // Many tools write what GeoJSON is in any case.
            if !is_degrees {
                let help = "save the file again in EPSG:4326 (WGS 84), longitude first, without a member `crs`";
                let message = "a coordinate system is named here, and there is one only";
                self.report(Code::WrongProjection, crs.key_span, message, help);
            }
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
        let is_named = id.is_some() || !self.options.is_layer;
        let is_read = self.points <= FAR_TOO_MANY_POINTS;
        let sound = self.diagnostics.len() == before && is_named && is_read;
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
            self.without_id.push((head(node), help));
        }
        (None, head(node))
    }

    fn properties(&mut self, node: &Node) -> Vec<(u16, yaml::Stated)> {
        let known = self.known(node);
        let reader = Reader::new(
            &self.file.path,
            &self.file.text,
            &self.options.languages,
            None,
        );
        let reading = reader.document(&known, &[FEATURE]);
        self.diagnostics.extend(reading.diagnostics);
        self.prose.extend(reading.prose);
        reading.entries
    }

    /// The properties without those that other tools write. One that is nearly ours is a slip, and stays.
    fn known<'n>(&mut self, node: &'n Node) -> Cow<'n, Node> {
        let NodeKind::Map(entries) = &node.kind else {
            return Cow::Borrowed(node);
        };
        let names = || FEATURE.keys.iter().map(|key| &*key.name);
        let is_foreign = |entry: &Entry| {
            !names().any(|name| name == entry.key)
                && nearest(&entry.key.to_lowercase(), names()).is_none()
                && !entry.key.chars().any(yaml::is_hidden)
        };
        let (foreign, known): (Vec<&Entry>, Vec<&Entry>) =
            entries.iter().partition(|entry| is_foreign(entry));
        if foreign.is_empty() {
            return Cow::Borrowed(node);
        }
        for entry in foreign {
            if !self.foreign.contains_key(&entry.key) {
                self.foreign.insert(entry.key.clone(), entry.key_span);
            }
        }
        Cow::Owned(Node {
            span: node.span,
            kind: NodeKind::Map(known.into_iter().cloned().collect()),
        })
    }

    /// A file as other tools publish it lacks and holds the same in each of its features: that is told once.
    fn of_other_tools(&mut self) {
        if let [(span, help), rest @ ..] = &*std::mem::take(&mut self.without_id) {
            let message = match rest.len() {
                0 => "this feature has no `id`".to_owned(),
                1 => "this feature has no `id`, nor has another".to_owned(),
                more => format!("this feature has no `id`, nor have {more} others"),
            };
            self.report(Code::MissingKey, *span, message, *help);
        }
        let foreign = std::mem::take(&mut self.foreign);
        if let (Some(span), Some(names)) = (
            foreign.values().min(),
            listed(foreign.keys().map(String::as_str)),
        ) {
            let message = format!("properties that mean nothing here: {names}");
            let help = format!(
                "they are left out; known here: {}",
                FEATURE
                    .keys
                    .iter()
                    .map(|key| &*key.name)
                    .collect::<Vec<_>>()
                    .join(", ")
            );
            self.report(Code::ForeignProperties, *span, message, help);
        }
    }

    /// Counts points; says whether there are more than any map shows, and reports that once.
    fn is_too_large(&mut self, node: &Node, points: usize) -> bool {
        let before = self.points;
        self.points += points;
        let is_first = before <= FAR_TOO_MANY_POINTS && self.points > FAR_TOO_MANY_POINTS;
        if is_first {
            let message = format!(
                "this file has more than {FAR_TOO_MANY_POINTS} points, more than any map shows"
            );
            self.report(Code::OversizedLayer, head(node), message, SIMPLIFY);
        }
        self.points > FAR_TOO_MANY_POINTS
    }

    fn size(&mut self, features: &[Feature]) {
        let points: usize = features
            .iter()
            .filter_map(|feature| feature.geometry.as_ref())
            .map(|geometry| geometry.vertices.len())
            .sum();
        let bytes = self.file.text.len();
        let is_told = self.points > FAR_TOO_MANY_POINTS || bytes > FAR_TOO_MANY_BYTES;
        if !is_told && (bytes > MOST_BYTES || points > MOST_POINTS) {
            let message = format!(
                "this file has {points} points in {} KB",
                bytes.div_ceil(1000)
            );
            let at = Location::file(&self.file.path);
            self.diagnostics
                .push(Diagnostic::at(Code::LargeLayer, at, message).help(SIMPLIFY));
        }
    }
}

/// The opening bracket of a value: the whole would fill the screen.
fn head(node: &Node) -> Span {
    Span::new(node.span.start as usize, node.span.start as usize + 1)
}
