//! Zones and routes on a drawing: links with a fill by what they are, dashed where their outline is not known well.

use super::letters::escaped;
use super::path::{self, coordinate};
use super::request::{Grade, Zone};
use super::{Frame, Point, Rectangle, clip};

/// Beyond the frame, units: strokes along its edge stay unseen.
const MARGIN: f64 = 6.0;
/// Angles of the hatches, degrees: they differ without colour too. What has none is a tint.
const HATCHES: [(&str, i32); 4] = [("strip", 45), ("corridor", -45), ("buffer", 0), ("control", 90)];
/// Smaller than this in both directions, units, a zone is a blot.
const LEAST: f64 = 14.0;

/// Kinds of zones with the class of their swatch, in the order of the legend.
pub(super) const SIGNS: [(&str, &str); 8] = [
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
pub(super) struct Seen<'a> {
    /// The zone.
    pub zone: &'a Zone,
    /// The rings of its areas.
    pub rings: Vec<Vec<Point>>,
    /// Its lines.
    pub lines: Vec<Vec<Point>>,
}

/// The zones that a frame shows.
pub(super) fn seen<'a>(frame: &Frame, zones: &'a [Zone]) -> Vec<Seen<'a>> {
    zones.iter().filter_map(|zone| one(frame, zone)).collect()
}

fn one<'a>(frame: &Frame, zone: &'a Zone) -> Option<Seen<'a>> {
    let all = Rectangle::around(&zone.shape.points().map(|at| frame.place(at)).collect::<Vec<_>>());
    if all.right - all.left < LEAST && all.bottom - all.top < LEAST {
        return None;
    }
    let limits = frame.area().grown(MARGIN);
    let mut seen = Seen { zone, rings: Vec::new(), lines: Vec::new() };
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

/// The zones of a map, each a link; areas below lines. Empty where the frame shows none. `prefix` begins the ids of hatches.
pub(super) fn draw(prefix: &str, seen: &[Seen<'_>], grade: Grade) -> String {
    if seen.is_empty() {
        return String::new();
    }
    let (lines, areas): (Vec<_>, Vec<_>) = seen.iter().partition(|seen| seen.rings.is_empty());
    let all: String = areas.into_iter().chain(lines).map(|seen| drawing(prefix, seen, grade)).collect();
    format!("<defs>{}</defs><g class=\"map-zones\">{all}</g>", hatches(prefix, seen))
}

fn hatches(prefix: &str, seen: &[Seen<'_>]) -> String {
    let used = HATCHES.into_iter().filter(|(kind, _)| seen.iter().any(|seen| seen.zone.kind == *kind));
    let pattern = |(kind, angle): (&str, i32)| {
        format!(
            "<pattern id=\"{prefix}-{kind}\" class=\"map-hatch z-{kind}\" width=\"7\" height=\"7\" \
             patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate({angle})\"><path d=\"M0 3.5h7\"/></pattern>"
        )
    };
    used.map(pattern).collect::<Vec<_>>().concat()
}

/// Where a zone and its label lead, and what scripts filter them by; they leave small maps alone.
pub(super) fn facts(zone: &Zone, grade: Grade) -> String {
    let href = escaped(&zone.href);
    if grade == Grade::Small {
        return format!("href=\"{href}\"");
    }
    let [id, actors, agreement, from, to] =
        [&zone.id, &zone.actors, &zone.agreement, &zone.from, &zone.to].map(|text| escaped(text));
    format!(
        "data-zone=\"{id}\" data-actor=\"{actors}\" data-agreement=\"{agreement}\" data-from=\"{from}\" \
         data-to=\"{to}\" href=\"{href}\""
    )
}

fn drawing(prefix: &str, Seen { zone, rings, lines }: &Seen<'_>, grade: Grade) -> String {
    let vague = if zone.is_vague { " is-vague" } else { "" };
    let (kind, title) = (zone.kind, escaped(&zone.title));
    let mut out = format!(
        "<a class=\"map-zone z-{kind}{vague}\" {} aria-label=\"{title}\"><title>{title}</title>",
        facts(zone, grade)
    );
    let drawn = |parts: &[Vec<Point>], closed: bool| {
        let mut drawn = String::new();
        parts.iter().for_each(|part| path::push(&mut drawn, part, closed));
        drawn
    };
    if !rings.is_empty() {
        let is_hatched = HATCHES.iter().any(|(hatched, _)| *hatched == kind);
        let fill = if is_hatched { format!(" fill=\"url(#{prefix}-{kind})\"") } else { String::new() };
        out.push_str(&format!("<path class=\"map-area\"{fill} d=\"{}\"/>", drawn(rings, true)));
    }
    if !lines.is_empty() {
        let lines = drawn(lines, false);
        out.push_str(&format!("<path class=\"map-casing\" d=\"{lines}\"/><path class=\"map-route\" d=\"{lines}\"/>"));
    }
    out.push_str("</a>");
    out
}

/// What a kind looks like in the legend.
pub(super) fn swatch(kind: &str, left: f64, middle: f64, width: f64) -> String {
    let (x, top) = (coordinate(left), coordinate(middle - 5.0));
    let inside = match kind {
        "strip" => "m0 0l10 10m0-10l10 10",
        "corridor" => "m0 10l10-10m0 10l10-10",
        "buffer" => "m0 5h26",
        "control" => "m8 0v10m9-10v10",
        "area" => "",
        _ => {
            return format!(
                "<g class=\"z-{kind}\"><path class=\"map-route\" d=\"M{x} {}h{width}\"/></g>",
                coordinate(middle)
            );
        }
    };
    format!(
        "<g class=\"z-{kind}\"><path class=\"map-area\" d=\"M{x} {top}h{width}v10h-{width}zM{x} {top}{inside}\"/></g>"
    )
}
