//! Zones and routes on a drawing: links with a fill by what they are, dashed where their outline is not known well.

use super::path::{self, coordinate};
use super::request::Zone;
use super::sheet::escaped;
use super::{Frame, Point, Rectangle, clip};

/// Beyond the frame, units: strokes along its edge stay unseen.
const MARGIN: f64 = 6.0;
/// Angles of the hatches, degrees: they differ without colour too. What has none is a tint.
const HATCHES: [(&str, i32); 4] = [("strip", 45), ("corridor", -45), ("buffer", 0), ("control", 90)];

/// The zones of a map, each a link; areas below lines. Empty where the frame shows none.
pub(super) fn draw(frame: &Frame, id: &str, zones: &[Zone]) -> String {
    let mut drawn: Vec<(bool, String)> = zones.iter().filter_map(|zone| one(frame, id, zone)).collect();
    if drawn.is_empty() {
        return String::new();
    }
    drawn.sort_by_key(|(is_line, _)| *is_line);
    let all: String = drawn.into_iter().map(|(_, drawn)| drawn).collect();
    format!("<defs>{}</defs><g class=\"map-zones\">{all}</g>", hatches(id, zones))
}

/// Whether a frame shows anything of a zone.
pub(super) fn shows(frame: &Frame, zone: &Zone) -> bool {
    let (areas, lines) = paths(frame, zone);
    !areas.is_empty() || !lines.is_empty()
}

fn hatches(id: &str, zones: &[Zone]) -> String {
    let used = HATCHES.into_iter().filter(|(kind, _)| zones.iter().any(|zone| zone.kind == *kind));
    let pattern = |(kind, angle): (&str, i32)| {
        format!(
            "<pattern id=\"{id}-{kind}\" class=\"map-hatch z-{kind}\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\" \
             patternTransform=\"rotate({angle})\"><path d=\"M0 3.5h7\"/></pattern>"
        )
    };
    used.map(pattern).collect::<Vec<_>>().concat()
}

fn one(frame: &Frame, id: &str, zone: &Zone) -> Option<(bool, String)> {
    let (areas, lines) = paths(frame, zone);
    if areas.is_empty() && lines.is_empty() {
        return None;
    }
    let vague = if zone.is_vague { " is-vague" } else { "" };
    let kind = zone.kind;
    let [href, title, actors, agreement] =
        [&zone.href, &zone.title, &zone.actors, &zone.agreement].map(|text| escaped(text));
    let [from, to] = [&zone.from, &zone.to].map(|day| day.as_deref().unwrap_or_default());
    let mut out = format!(
        "<a class=\"map-zone z-{kind}{vague}\" data-zone=\"{}\" data-actor=\"{actors}\" data-agreement=\"{agreement}\" \
         data-from=\"{from}\" data-to=\"{to}\" href=\"{href}\" aria-label=\"{title}\"><title>{title}</title>",
        escaped(&zone.id)
    );
    if !areas.is_empty() {
        let fill = HATCHES.iter().any(|(hatched, _)| *hatched == kind).then(|| format!(" fill=\"url(#{id}-{kind})\""));
        out.push_str(&format!("<path class=\"map-area\"{} d=\"{areas}\"/>", fill.unwrap_or_default()));
    }
    if !lines.is_empty() {
        out.push_str(&format!("<path class=\"map-casing\" d=\"{lines}\"/><path class=\"map-route\" d=\"{lines}\"/>"));
    }
    out.push_str("</a>");
    Some((areas.is_empty(), out))
}

/// Smaller than this in both directions, units, a zone is a blot.
const LEAST: f64 = 14.0;

/// What a frame shows of a zone: the paths of areas and of lines.
fn paths(frame: &Frame, zone: &Zone) -> (String, String) {
    let (mut areas, mut lines) = (String::new(), String::new());
    let all = Rectangle::around(&zone.shape.points().map(|at| frame.place(at)).collect::<Vec<_>>());
    if all.right - all.left < LEAST && all.bottom - all.top < LEAST {
        return (areas, lines);
    }
    let limits = frame.area().grown(MARGIN);
    for ring in zone.shape.areas.iter().flatten() {
        let points: Vec<Point> = ring.iter().map(|at| frame.place(*at)).collect();
        path::push(&mut areas, &clip::ring(&points, &limits), true);
    }
    for line in &zone.shape.lines {
        let points: Vec<Point> = line.iter().map(|at| frame.place(*at)).collect();
        for part in clip::line(&points, &limits) {
            path::push(&mut lines, &part, false);
        }
    }
    (areas, lines)
}

/// What a kind looks like in the legend.
pub(super) fn swatch(kind: &str, left: f64, middle: f64, width: f64) -> String {
    let (x, top) = (coordinate(left), coordinate(middle - 5.0));
    let inside = match kind {
        "strip" => "m0 10l10-10m0 10l10-10",
        "corridor" => "m0 0l10 10m0-10l10 10",
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
