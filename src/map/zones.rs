//! Zones and routes on a drawing: links with a fill by what they are, dashed where their outline is not known well.

use super::path::{self, coordinate};
use super::request::{Grade, MapZone};
use super::{MapFrame, Point, Rectangle, clip};
use crate::escape;

/// Width of the swatches of a legend, units.
pub(super) const SWATCH: f64 = 26.0;
/// Beyond the frame, units: strokes along its edge stay unseen.
const MARGIN: f64 = 6.0;
/// Angles of the hatches, degrees: they differ without colour too. What has none is a tint.
const HATCHES: [(&str, i32); 4] = [
    ("strip", 45),
    ("corridor", -45),
    ("buffer", 0),
    ("control", 90),
];
/// Bytes of a line that is drawn once more for fingers: while compression finds the first copy, 32 KB before, others weigh nothing.
const REPEATED: usize = 10_000;
/// Smaller than this in both directions, units, a zone is a blot.
const LEAST: f64 = 14.0;

/// Kinds of zones with the class of their swatch, in the order of the legend.
const SIGNS: [(&str, &str); 8] = [
    ("area", "map-z-area"),
    ("strip", "map-z-strip"),
    ("corridor", "map-z-corridor"),
    ("buffer", "map-z-buffer"),
    ("control", "map-z-control"),
    ("line", "map-z-line"),
    ("highway", "map-z-highway"),
    ("river", "map-z-river"),
];

/// What a frame shows of a zone, in units.
pub(super) struct VisibleZone<'a> {
    /// What was asked for.
    pub zone: &'a MapZone,
    /// The rings of its areas.
    pub rings: Vec<Vec<Point>>,
    /// What is seen of its lines.
    pub lines: Vec<Vec<Point>>,
}

/// The zones that a frame shows.
pub(super) fn seen<'a>(frame: &MapFrame, zones: &'a [MapZone]) -> Vec<VisibleZone<'a>> {
    zones.iter().filter_map(|zone| one(frame, zone)).collect()
}

fn one<'a>(frame: &MapFrame, zone: &'a MapZone) -> Option<VisibleZone<'a>> {
    let all = Rectangle::around(
        &zone
            .shape
            .points()
            .map(|at| frame.place(at))
            .collect::<Vec<_>>(),
    );
    if all.right - all.left < LEAST && all.bottom - all.top < LEAST {
        return None;
    }
    let limits = frame.area().grown(MARGIN);
    let mut seen = VisibleZone {
        zone,
        rings: Vec::new(),
        lines: Vec::new(),
    };
    for ring in zone.shape.areas.iter().flatten() {
        let points: Vec<Point> = ring.iter().map(|at| frame.place(*at)).collect();
        seen.rings.push(clip::ring(&points, &limits));
    }
    for line in &zone.shape.lines {
        let points: Vec<Point> = line.iter().map(|at| frame.place(*at)).collect();
        seen.lines.extend(clip::line(&points, &limits));
    }
    seen.rings.retain(|ring| ring.len() > 2);
    (!seen.rings.is_empty() || !seen.lines.is_empty()).then_some(seen)
}

/// Kinds that are seen, with the class of their swatch and whether all of them are vague.
pub(super) fn kinds<'a>(
    seen: &'a [VisibleZone<'_>],
) -> impl Iterator<Item = (&'static str, &'static str, bool)> + 'a {
    SIGNS.into_iter().filter_map(|(kind, class)| {
        let mut all = seen
            .iter()
            .map(|seen| seen.zone)
            .filter(|zone| zone.kind == kind)
            .peekable();
        all.peek()?;
        Some((kind, class, all.all(|zone| zone.is_vague)))
    })
}

/// The zones of a map, each a link; areas below lines. Empty where the frame shows none. `prefix` begins the ids of hatches.
pub(super) fn draw(prefix: &str, seen: &[VisibleZone<'_>], grade: Grade) -> String {
    if seen.is_empty() {
        return String::new();
    }
    let (lines, areas): (Vec<_>, Vec<_>) = seen.iter().partition(|seen| seen.rings.is_empty());
    let all: String = areas
        .into_iter()
        .chain(lines)
        .map(|seen| drawing(prefix, seen, grade))
        .collect();
    format!(
        "<defs>{}</defs><g class=\"map-zones\">{all}</g>",
        hatches(prefix, seen)
    )
}

fn hatches(prefix: &str, seen: &[VisibleZone<'_>]) -> String {
    let used = HATCHES
        .into_iter()
        .filter(|(kind, _)| seen.iter().any(|seen| seen.zone.kind == *kind));
    let pattern = |(kind, angle): (&str, i32)| {
        format!(
            "<pattern id=\"{prefix}-{kind}\" class=\"map-hatch z-{kind}\" width=\"7\" height=\"7\" \
             patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate({angle})\"><path d=\"M0 3.5h7\"/></pattern>"
        )
    };
    used.map(pattern).collect::<Vec<_>>().concat()
}

/// Where a zone and its label lead, and whose entry scripts show at them; they leave small maps alone.
pub(super) fn link(zone: &MapZone, grade: Grade) -> String {
    let (id, href) = (escape::quoted(&zone.id), escape::quoted(&zone.href));
    let entry = if zone.is_place { "place" } else { "zone" };
    match grade {
        Grade::Full => format!("data-{entry}=\"{id}\" href=\"{href}\""),
        Grade::Small => format!("href=\"{href}\""),
    }
}

fn drawing(
    prefix: &str,
    VisibleZone { zone, rings, lines }: &VisibleZone<'_>,
    grade: Grade,
) -> String {
    let (kind, title, vague) = (zone.kind, escape::quoted(&zone.title), vague(zone.is_vague));
    let mut out = format!(
        "<a class=\"map-zone z-{kind}{vague}\" {} aria-label=\"{title}\"><title>{title}</title>",
        link(zone, grade)
    );
    let drawn = |parts: &[Vec<Point>], closed: bool| {
        let mut drawn = String::new();
        parts
            .iter()
            .for_each(|part| path::push(&mut drawn, part, closed));
        drawn
    };
    if !rings.is_empty() {
        let is_hatched = HATCHES.iter().any(|(hatched, _)| *hatched == kind);
        let fill = if is_hatched {
            format!(" fill=\"url(#{prefix}-{kind})\"")
        } else {
            String::new()
        };
        out.push_str(&format!(
            "<path class=\"map-area\"{fill} d=\"{}\"/>",
            drawn(rings, true)
        ));
    }
    if !lines.is_empty() {
        let lines = drawn(lines, false);
        // Fingers are wider than lines; small maps are looked at.
        if grade == Grade::Full && lines.len() <= REPEATED {
            out.push_str(&format!("<path class=\"map-reach\" d=\"{lines}\"/>"));
        }
        out.push_str(&format!(
            "<path class=\"map-casing\" d=\"{lines}\"/><path class=\"map-route\" d=\"{lines}\"/>"
        ));
    }
    out.push_str("</a>");
    out
}

/// What a kind looks like in the legend, dashed where it is on the map.
pub(super) fn swatch(kind: &str, is_vague: bool, left: f64, middle: f64) -> String {
    let (x, y, top) = (
        coordinate(left),
        coordinate(middle),
        coordinate(middle - 5.0),
    );
    let hatch = match kind {
        "strip" => "m0 0l10 10m-2-10l10 10m-2-10l10 10",
        "corridor" => "m0 10l10-10m-2 10l10-10m-2 10l10-10",
        "buffer" => "m0 5h26",
        "control" => "m8 0v10m9-10v10",
        _ => "",
    };
    let drawn = match kind {
        "line" | "highway" | "river" => {
            format!("<path class=\"map-route\" d=\"M{x} {y}h{SWATCH}\"/>")
        }
        // Side by side, so that the dashes begin and end at corners.
        _ if is_vague && !hatch.is_empty() => {
            format!(
                "<path class=\"map-area\" d=\"M{x} {top}h{SWATCH}m-{SWATCH} 0v10h{SWATCH}m0-10v10\"/>"
            )
        }
        _ => format!("<path class=\"map-area\" d=\"M{x} {top}h{SWATCH}v10h-{SWATCH}z\"/>"),
    };
    let hatched = match hatch {
        "" => String::new(),
        _ => format!("<g class=\"map-hatch z-{kind}\"><path d=\"M{x} {top}{hatch}\"/></g>"),
    };
    format!(
        "<g class=\"z-{kind}{}\">{hatched}{drawn}</g>",
        vague(is_vague)
    )
}

fn vague(is_vague: bool) -> &'static str {
    if is_vague { " is-vague" } else { "" }
}
