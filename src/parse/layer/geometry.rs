//! The geometry of a feature: lines or areas, each point with its place.

use super::position::Position;
use super::{LayerParser, get, head};
use crate::diagnostic::{Code, quoted};
use crate::map::{LonLat, ZoneShape};
use crate::model::Geometry;
use crate::source::Span;
use crate::yaml::{Node, NodeKind};

/// Points that were read, each with its place.
pub(super) type Line = Vec<(LonLat, Span)>;

/// More faults of one geometry than these are not told: they have one cause.
const MOST_FAULTS: usize = 5;

impl LayerParser<'_> {
    /// Reads a geometry; `None` where none is stated, or it is not sound.
    pub(super) fn geometry(&mut self, name: &str, node: &Node) -> Option<Geometry> {
        let before = self.diagnostics.len();
        let entries = match &node.kind {
            NodeKind::Map(entries) => entries,
            NodeKind::Null => return None,
            NodeKind::Scalar { .. } | NodeKind::List(_) => {
                let message = format!("the geometry of {name} is {}", node.describe());
                self.report(
                    Code::WrongGeometry,
                    head(node),
                    message,
                    "write {\"type\": …, \"coordinates\": … }, or null",
                );
                return None;
            }
        };
        let (kind, coordinates) = (
            get(entries, "type"),
            get(entries, "coordinates").map(|entry| &entry.value),
        );
        let word = kind
            .and_then(|kind| kind.value.as_text())
            .unwrap_or_default();
        let Some(coordinates) =
            coordinates.filter(|coordinates| matches!(coordinates.kind, NodeKind::List(_)))
        else {
            let message = format!("the geometry of {name} has no `coordinates`");
            let help = if word == "GeometryCollection" {
                "make a feature of each of its parts"
            } else {
                "add them"
            };
            self.report(Code::WrongGeometry, head(node), message, help);
            return None;
        };
        let (lines, areas) = self.parts(name, node, word, coordinates)?;
        if self.diagnostics.len() > before {
            self.diagnostics.truncate(before + MOST_FAULTS);
            return None;
        }
        if lines.is_empty() && areas.iter().all(Vec::is_empty) {
            let message = format!("the geometry of {name} has no points");
            self.report(
                Code::WrongGeometry,
                head(node),
                message,
                "draw it, or write null",
            );
            return None;
        }
        if self.is_too_large(
            node,
            lines
                .iter()
                .chain(areas.iter().flatten())
                .map(Vec::len)
                .sum(),
        ) {
            return None;
        }
        self.check_lines(name, &lines);
        let areas: Vec<Vec<Line>> = areas
            .into_iter()
            .map(|area| {
                area.into_iter()
                    .enumerate()
                    .filter_map(|(at, ring)| self.ring(name, at == 0, ring))
                    .collect()
            })
            .collect();
        if self.diagnostics.len() == before {
            areas.iter().for_each(|area| self.holes(name, area));
            self.parts_apart(name, &areas);
        }
        if self.diagnostics.len() > before {
            return None;
        }
        let vertices = lines
            .iter()
            .chain(areas.iter().flatten())
            .flatten()
            .copied()
            .collect();
        let bare = |line: &Line| line.iter().map(|(at, _)| *at).collect::<Vec<_>>();
        let shape = ZoneShape {
            lines: lines.iter().map(bare).collect(),
            areas: areas
                .iter()
                .map(|area| area.iter().map(bare).collect())
                .collect(),
        };
        Some(Geometry {
            shape,
            span: head(node),
            vertices,
        })
    }

    /// Lines and areas, by the type of the geometry.
    fn parts(
        &mut self,
        name: &str,
        node: &Node,
        word: &str,
        coordinates: &Node,
    ) -> Option<(Vec<Line>, Vec<Vec<Line>>)> {
        Some(match word {
            "LineString" => (
                self.line(name, 0, coordinates).into_iter().collect(),
                Vec::new(),
            ),
            "MultiLineString" => (self.lines(name, coordinates), Vec::new()),
            "Polygon" => (Vec::new(), vec![self.lines(name, coordinates)]),
            "MultiPolygon" => {
                let mut areas = Vec::new();
                for area in items(coordinates) {
                    areas.push(self.lines(name, area));
                }
                (Vec::new(), areas)
            }
            _ => {
                let span = head(node);
                let help = match word {
                    "Point" | "MultiPoint" => "a point is a place: give it a file in `places/`",
                    _ => "write Polygon, MultiPolygon, LineString or MultiLineString",
                };
                self.report(
                    Code::WrongGeometry,
                    span,
                    format!("{} is drawn on no map", quoted(word)),
                    help,
                );
                return None;
            }
        })
    }

    fn lines(&mut self, name: &str, node: &Node) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        for item in items(node) {
            let before = lines.iter().map(Vec::len).sum();
            // What is wrong with the form of one is wrong with all.
            let Some(line) = self.line(name, before, item) else {
                break;
            };
            lines.push(line);
        }
        lines
    }

    /// The points of a line, those that were reported left out; `before` so many stand in front of it.
    fn line(&mut self, name: &str, before: usize, node: &Node) -> Option<Line> {
        if !matches!(&node.kind, NodeKind::List(items) if items.iter().all(|item| matches!(item.kind, NodeKind::List(_))))
        {
            let message =
                format!("the coordinates of {name} are nested otherwise than their type says");
            self.report(
                Code::WrongGeometry,
                head(node),
                message,
                "draw the feature again, or change its type",
            );
            return None;
        }
        let mut points = Line::new();
        for (index, item) in items(node).iter().enumerate() {
            match self.position(name, before + index + 1, item) {
                Position::Sound(at) => points.push((at, item.span)),
                Position::Faulty => {}
                Position::Metres => {
                    let message = format!("the coordinates of {name} are no degrees");
                    let help = "save the file again in EPSG:4326 (WGS 84): these are metres of a projection";
                    self.report(Code::WrongProjection, item.span, message, help);
                    return None;
                }
            }
        }
        Some(points)
    }

    fn check_lines(&mut self, name: &str, lines: &[Line]) {
        for line in lines {
            let far = line
                .iter()
                .zip(line.iter().skip(1))
                .find(|((a, _), (b, _))| (a.lon - b.lon).abs() > 180.0);
            if let Some((_, (_, span))) = far {
                self.crosses_date_line(name, *span);
            }
            let span = line.first().map(|(_, span)| *span).unwrap_or_default();
            if line.len() < 2 {
                self.report(
                    Code::InvalidRing,
                    span,
                    format!("a line of {name} has one point"),
                    "a line has two at least",
                );
            }
        }
    }

    /// An outline that goes around the other side of the globe.
    pub(super) fn crosses_date_line(&mut self, name: &str, span: Span) {
        let message = format!("the outline of {name} crosses the 180th meridian");
        let help = "cut it there: a MultiPolygon or MultiLineString with a part on each side";
        self.report(Code::CrossesDateLine, span, message, help);
    }
}

fn items(node: &Node) -> &[Node] {
    match &node.kind {
        NodeKind::List(items) => items,
        _ => &[],
    }
}
