//! Labels of zones and shields of roads: inside what they name, or beside it with a line that leads there. They come after the
//! labels of places, and what has no room has none: its name is read out, and stands in the list.

use super::labels::{self, Anchor, PlacedLabel, Side, Wanted};
use super::letters::line;
use super::path::coordinate;
use super::request::{Grade, ZoneLabel};
use super::text::Widths;
use super::zones::{VisibleZone, link};
use super::{MapZone, Point, Rectangle, clip, names};
use crate::escape;

/// Height of the letters of names, of second lines and of shields, units; the stylesheet has the same.
const NAME: f64 = 12.5;
const SUB: f64 = 11.0;
/// From line to line, in ems, and from the top of a line to its baseline.
const LINE: f64 = 1.3;
const BASE: f64 = 1.0;
/// Room in a shield beside its letters, and its height.
const PADDING: f64 = 4.0;
const SHIELD: f64 = 16.0;
/// One shield for so much of a road, at most three.
const APART: f64 = 320.0;
/// Between the points of outlines that labels keep away from, and what each of them costs that a label covers.
const STEP: f64 = 7.0;
const COVERED: f64 = 2.5;
/// Points of an outline that are tried for a label beside it.
const ANCHORS: f64 = 20.0;
/// What a line further in the list of ways to break a name costs.
const BROKEN: f64 = 3.0;

/// A label of a zone in its place.
pub(super) struct Tag<'a> {
    zone: &'a MapZone,
    /// What keeps its place when the view grows.
    at: Point,
    kind: TagKind,
}

enum TagKind {
    Shield {
        text: String,
        width: f64,
    },
    Name {
        lines: TagLines,
        area: Rectangle,
        anchor: Anchor,
        leader: Option<Point>,
    },
}

/// A name in lines.
#[derive(Clone)]
struct TagLines {
    title: Vec<String>,
    sub: Option<String>,
    width: f64,
    height: f64,
}

/// What labels are placed in and by.
struct Room<'r> {
    frame: Rectangle,
    widths: &'r Widths,
    rtl: bool,
    /// Points of all outlines and lines.
    drawn: Vec<Point>,
    taken: &'r mut Vec<Rectangle>,
}

/// Finds room for the labels of zones and the shields of roads; what they cover is added to `taken`.
pub(super) fn place<'a>(
    seen: &[VisibleZone<'a>],
    frame: Rectangle,
    widths: &Widths,
    rtl: bool,
    taken: &mut Vec<Rectangle>,
) -> Vec<Tag<'a>> {
    let drawn = seen
        .iter()
        .flat_map(outlines)
        .flat_map(|outline| along(&outline, STEP))
        .map(|(at, _)| at);
    let mut room = Room {
        frame: frame.grown(-3.0),
        widths,
        rtl,
        drawn: drawn.collect(),
        taken,
    };
    let mut tags = Vec::new();
    for seen in seen {
        if let Some(ZoneLabel::Shield(text)) = &seen.zone.label {
            tags.extend(room.shields(seen, text));
        }
    }
    // The largest is the easiest to place, and what readers look for.
    let mut named: Vec<(f64, &VisibleZone<'a>)> =
        seen.iter().map(|seen| (largest(seen).0, seen)).collect();
    named.sort_by(|a, b| b.0.total_cmp(&a.0));
    for (_, seen) in named {
        if let Some(ZoneLabel::Name { text, sub }) = &seen.zone.label {
            tags.extend(room.name(seen, text, sub.as_deref()));
        }
    }
    tags
}

impl Room<'_> {
    fn is_free(&self, area: &Rectangle) -> bool {
        self.frame.contains(area) && !self.taken.iter().any(|other| other.meets(area))
    }

    /// Along the road, as far apart as it allows.
    fn shields<'a>(&mut self, seen: &VisibleZone<'a>, text: &str) -> Vec<Tag<'a>> {
        let width = self.widths.of(text, SUB, true) + 2.0 * PADDING;
        let parts: Vec<Vec<(Point, f64)>> =
            seen.lines.iter().map(|line| along(line, STEP)).collect();
        let Some(longest) = parts.iter().max_by_key(|part| part.len()) else {
            return Vec::new();
        };
        let length = longest.last().map_or(0.0, |(_, way)| *way);
        let count = (length / APART).round().clamp(1.0, 3.0);
        let mut found = Vec::new();
        let mut index = 0.0;
        while index < count {
            let wanted = length * (index + 0.5) / count;
            let reach = length / count / 2.0;
            let near = longest
                .iter()
                .filter(|(_, way)| (way - wanted).abs() <= reach);
            let free = near.filter(|(at, _)| self.is_free(&plate(*at, width).grown(2.0)));
            let best =
                free.min_by(|(_, a), (_, b)| (a - wanted).abs().total_cmp(&(b - wanted).abs()));
            if let Some((at, _)) = best.copied() {
                self.taken.push(plate(at, width));
                found.push(Tag {
                    zone: seen.zone,
                    at,
                    kind: TagKind::Shield {
                        text: text.to_owned(),
                        width,
                    },
                });
            }
            index += 1.0;
        }
        found
    }

    fn name<'a>(
        &mut self,
        seen: &VisibleZone<'a>,
        text: &str,
        sub: Option<&str>,
    ) -> Option<Tag<'a>> {
        let ways = self.ways(text, sub);
        let tag = self
            .inside(seen, &ways)
            .or_else(|| self.beside(seen, &ways))?;
        if let TagKind::Name { area, .. } = &tag.kind {
            self.taken.push(*area);
        }
        Some(tag)
    }

    /// The ways to break a name, the best first: whole or in two lines, and at last without its second line.
    fn ways(&self, text: &str, sub: Option<&str>) -> Vec<TagLines> {
        let titles: Vec<Vec<String>> = std::iter::once(vec![text.to_owned()])
            .chain(self.halves(text).map(|halves| halves.to_vec()))
            .collect();
        let subs = sub.map(Some).into_iter().chain([None]);
        let lines = |title: &Vec<String>, sub: Option<&str>| {
            let widest = title.iter().map(|line| self.widths.of(line, NAME, true));
            let below = sub.map(|sub| self.widths.of(sub, SUB, false));
            #[expect(clippy::cast_precision_loss, reason = "a name has two lines at most")]
            let height = title.len() as f64 * NAME * LINE + sub.map_or(0.0, |_| SUB * LINE);
            let width = widest.chain(below).fold(0.0, f64::max);
            TagLines {
                title: title.clone(),
                sub: sub.map(ToOwned::to_owned),
                width,
                height,
            }
        };
        subs.flat_map(|sub| {
            titles
                .iter()
                .map(move |title| lines(title, sub))
                .collect::<Vec<_>>()
        })
        .collect()
    }

    /// A name in two lines that are as alike as its blanks allow.
    fn halves(&self, text: &str) -> Option<[String; 2]> {
        let parts = text
            .match_indices(' ')
            .filter_map(|(at, _)| Some((text.get(..at)?, text.get(at + 1..)?)));
        let wider = |(a, b): &(&str, &str)| {
            self.widths
                .of(a, NAME, true)
                .max(self.widths.of(b, NAME, true))
        };
        let (first, second) = parts.min_by(|a, b| wider(a).total_cmp(&wider(b)))?;
        Some([first.to_owned(), second.to_owned()])
    }

    fn inside<'a>(&self, seen: &VisibleZone<'a>, ways: &[TagLines]) -> Option<Tag<'a>> {
        let (_, ring) = largest(seen);
        let ring = ring?;
        let lines: Vec<Rectangle> = self
            .drawn
            .iter()
            .filter(|at| self.frame.holds(**at))
            .map(|at| Rectangle::square(*at, 2.0))
            .collect();
        let clear: Vec<Rectangle> = self.taken.iter().copied().chain(lines).collect();
        // Lines of others are crossed only where nothing else is left.
        [clear.as_slice(), self.taken.as_slice()]
            .into_iter()
            .find_map(|taken| {
                ways.iter().find_map(|lines| {
                    let at = names::best(ring, lines.width, lines.height, &self.frame, taken)?;
                    let area = around(at, lines);
                    let kind = TagKind::Name {
                        lines: lines.clone(),
                        area,
                        anchor: Anchor::Middle,
                        leader: None,
                    };
                    Some(Tag {
                        zone: seen.zone,
                        at,
                        kind,
                    })
                })
            })
    }

    /// Beside the outline, and at the end of a line where there is no room there.
    fn beside<'a>(&self, seen: &VisibleZone<'a>, ways: &[TagLines]) -> Option<Tag<'a>> {
        let mut all: Vec<(f64, Point, &TagLines, PlacedLabel)> = Vec::new();
        let mut extra = 0.0;
        for lines in ways {
            for (at, away) in self.anchors(seen) {
                let wanted = Wanted {
                    at,
                    radius: 2.0,
                    width: lines.width,
                    height: lines.height,
                    rank: 0,
                    side: if self.rtl { Side::Left } else { Side::Right },
                };
                let placed = labels::candidates(&wanted).into_iter();
                all.extend(
                    placed.map(|placed| (placed.preference + away + extra, at, lines, placed)),
                );
            }
            extra += BROKEN;
        }
        all.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut best: Option<(f64, Tag<'a>)> = None;
        for (cost, at, lines, placed) in all {
            if best.as_ref().is_some_and(|(least, _)| *least <= cost) {
                break;
            }
            let cost = cost + self.covered(&placed.area) * COVERED;
            let is_better = best.as_ref().is_none_or(|(least, _)| cost < *least);
            if is_better && self.is_free(&placed.area) && self.is_clear(at, &placed) {
                let PlacedLabel {
                    area,
                    anchor,
                    leader,
                    ..
                } = placed;
                let kind = TagKind::Name {
                    lines: lines.clone(),
                    area,
                    anchor,
                    leader,
                };
                best = Some((
                    cost,
                    Tag {
                        zone: seen.zone,
                        at,
                        kind,
                    },
                ));
            }
        }
        best.map(|(_, tag)| tag)
    }

    /// Points of the outline, each with what it costs not to be in the middle.
    fn anchors(&self, seen: &VisibleZone<'_>) -> Vec<(Point, f64)> {
        let outlines = outlines(seen);
        let length = |line: &[Point]| {
            line.iter()
                .zip(line.iter().skip(1))
                .map(|(a, b)| distance(*a, *b))
                .sum::<f64>()
        };
        let Some(longest) = outlines
            .iter()
            .max_by(|a, b| length(a).total_cmp(&length(b)))
        else {
            return Vec::new();
        };
        let all = length(longest);
        let is_line = seen.rings.is_empty();
        let points = along(longest, (all / ANCHORS).max(STEP)).into_iter();
        let from_middle = |way: f64| {
            if is_line {
                (way / all - 0.5).abs() * 12.0
            } else {
                0.0
            }
        };
        points
            .filter(|(at, _)| self.frame.holds(*at))
            .map(|(at, way)| (at, from_middle(way)))
            .collect()
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "outlines have far fewer points than 2^52"
    )]
    fn covered(&self, area: &Rectangle) -> f64 {
        let area = area.grown(1.0);
        self.drawn.iter().filter(|at| area.holds(**at)).count() as f64
    }

    fn is_clear(&self, at: Point, placed: &PlacedLabel) -> bool {
        placed.leader.is_none_or(|to| {
            !self
                .taken
                .iter()
                .any(|other| clip::segment(at, to, other).is_some())
        })
    }
}

/// The outlines of areas, closed, and lines.
fn outlines(seen: &VisibleZone<'_>) -> Vec<Vec<Point>> {
    let closed = |ring: &Vec<Point>| ring.iter().chain(ring.first()).copied().collect();
    seen.rings
        .iter()
        .map(closed)
        .chain(seen.lines.iter().cloned())
        .collect()
}

/// Points along a line, and how far along each lies.
pub(super) fn along(line: &[Point], step: f64) -> Vec<(Point, f64)> {
    let mut found = Vec::new();
    let (mut way, mut next) = (0.0, 0.0);
    for (a, b) in line.iter().zip(line.iter().skip(1)) {
        let length = distance(*a, *b);
        while next <= way + length && length > 0.0 {
            let t = (next - way) / length;
            found.push((
                Point {
                    x: a.x + (b.x - a.x) * t,
                    y: a.y + (b.y - a.y) * t,
                },
                next,
            ));
            next += step;
        }
        way += length;
    }
    found
}

fn distance(a: Point, b: Point) -> f64 {
    (a.x - b.x).hypot(a.y - b.y)
}

/// The largest ring of what is seen of a zone, and how large it is.
fn largest<'s>(seen: &'s VisibleZone<'_>) -> (f64, Option<&'s Vec<Point>>) {
    let size = |ring: &Vec<Point>| {
        let next = ring.iter().skip(1).chain(ring.first());
        ring.iter()
            .zip(next)
            .map(|(a, b)| a.x * b.y - b.x * a.y)
            .sum::<f64>()
            .abs()
            / 2.0
    };
    let sized = seen.rings.iter().map(|ring| (size(ring), Some(ring)));
    sized
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .unwrap_or((0.0, None))
}

fn around(at: Point, lines: &TagLines) -> Rectangle {
    let (x, y) = (lines.width / 2.0, lines.height / 2.0);
    Rectangle {
        left: at.x - x,
        top: at.y - y,
        right: at.x + x,
        bottom: at.y + y,
    }
}

fn plate(at: Point, width: f64) -> Rectangle {
    Rectangle {
        left: at.x - width / 2.0,
        top: at.y - SHIELD / 2.0,
        right: at.x + width / 2.0,
        bottom: at.y + SHIELD / 2.0,
    }
}

/// The labels over all zones. They repeat names that the zones' own links bear: who hears the map does not hear them twice.
pub(super) fn draw(tags: &[Tag<'_>], rtl: bool, grade: Grade) -> String {
    if tags.is_empty() {
        return String::new();
    }
    let all: String = tags.iter().map(|tag| tag.drawing(rtl, grade)).collect();
    format!("<g class=\"map-tags\" aria-hidden=\"true\">{all}</g>")
}

impl Tag<'_> {
    fn drawing(&self, rtl: bool, grade: Grade) -> String {
        let drawn = match &self.kind {
            TagKind::Shield { text, width } => shield(text, *width),
            TagKind::Name {
                lines,
                area,
                anchor,
                leader,
            } => self.name(lines, area, *anchor, *leader, rtl),
        };
        format!(
            "<a class=\"map-tag z-{}\" {} tabindex=\"-1\" transform=\"translate({} {})\"><g class=\"map-pin\">{drawn}</g></a>",
            self.zone.kind,
            link(self.zone, grade),
            coordinate(self.at.x),
            coordinate(self.at.y)
        )
    }

    fn name(
        &self,
        lines: &TagLines,
        area: &Rectangle,
        anchor: Anchor,
        leader: Option<Point>,
        rtl: bool,
    ) -> String {
        let mut out = leader.map_or_else(String::new, |to| {
            let (x, y) = (coordinate(to.x - self.at.x), coordinate(to.y - self.at.y));
            format!("<path class=\"map-leader\" d=\"M0 0L{x} {y}\"/>")
        });
        let x = match anchor {
            Anchor::Left => area.left,
            Anchor::Middle => f64::midpoint(area.left, area.right),
            Anchor::Right => area.right,
        } - self.at.x;
        let mut top = area.top - self.at.y;
        let sized = lines.title.iter().map(|text| ("map-zone-name", text, NAME));
        for (class, text, size) in
            sized.chain(lines.sub.iter().map(|text| ("map-zone-sub", text, SUB)))
        {
            out.push_str(&line(
                class,
                Point {
                    x,
                    y: top + size * BASE,
                },
                anchor,
                rtl,
                None,
                text,
            ));
            top += size * LINE;
        }
        out
    }
}

fn shield(text: &str, width: f64) -> String {
    format!(
        "<rect class=\"map-plate\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{SHIELD}\" rx=\"3\"/>\
         <text class=\"map-shield\" y=\"4\" text-anchor=\"middle\" direction=\"ltr\">{}</text>",
        coordinate(-width / 2.0),
        coordinate(-SHIELD / 2.0),
        coordinate(width),
        escape::quoted(text)
    )
}
