//! Small maps beside a text: places as points on a plain projection, with a graticule.

use super::super::card;
use super::super::shell::Draft;
use super::labels::{self, Side, Wanted};
use crate::kind::Kind;
use crate::site::{EntityId, Facts};
use crate::view::Part;

/// The drawing is as wide as this, in its own units.
const WIDTH: f64 = 1000.0;
/// Room for labels at the edges.
const MARGIN: f64 = 60.0;
/// Degrees around the middle of all places that the map of the home page shows.
const CENTRAL: f64 = 1.5;
/// How many places the map of a single place shows.
const NEAREST: usize = 12;
/// Degrees shown around a single place.
const AROUND: f64 = 1.2;

/// A place with coordinates.
#[derive(Clone, Copy)]
struct Point {
    id: EntityId,
    lat: f64,
    lon: f64,
}

/// The map of the home page: where most of it happened. A capital half a world away would shrink the rest to a dot.
pub(in crate::present) fn overview(draft: &Draft<'_, '_>) -> Option<Part> {
    let places = draft.scene.by_title(Kind::Place, draft.lang);
    let all: Vec<Point> = places.iter().filter_map(|id| point(draft, *id)).collect();
    let (lat, lon) = (median(all.iter().map(|point| point.lat))?, median(all.iter().map(|point| point.lon))?);
    let central = |point: &&Point| (point.lat - lat).abs() <= CENTRAL && (point.lon - lon).abs() <= CENTRAL;
    let near: Vec<Point> = all.iter().filter(central).copied().collect();
    Some(drawing(draft, if near.len() * 2 >= all.len() { &near } else { &all }))
}

fn median(values: impl Iterator<Item = f64>) -> Option<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

/// A place and the places nearest to it: all within reach would make every map of a crowded region hold every place.
pub(in crate::present) fn around(draft: &Draft<'_, '_>, id: EntityId) -> Option<Part> {
    let centre = point(draft, id)?;
    let places = draft.scene.by_title(Kind::Place, draft.lang);
    let distance = |point: &Point| (point.lat - centre.lat).abs().max((point.lon - centre.lon).abs());
    let mut points: Vec<Point> =
        places.iter().filter_map(|id| point(draft, *id)).filter(|point| distance(point) <= AROUND).collect();
    points.sort_by(|a, b| distance(a).total_cmp(&distance(b)).then(a.id.cmp(&b.id)));
    points.truncate(NEAREST);
    Some(drawing(draft, &points))
}

fn point(draft: &Draft<'_, '_>, id: EntityId) -> Option<Point> {
    match &draft.scene.entity(id).facts {
        Facts::Place(place) => Some(Point { id, lat: place.lat?, lon: place.lon? }),
        _ => None,
    }
}

/// Degrees → units of the drawing: equal steps of longitude and latitude, narrowed by the cosine of the middle latitude.
struct Projection {
    west: f64,
    north: f64,
    east: f64,
    south: f64,
    scale_x: f64,
    scale_y: f64,
    height: f64,
}

impl Projection {
    fn around(points: &[Point]) -> Self {
        let over =
            |pick: fn(&Point) -> f64, fold: fn(f64, f64) -> f64, start: f64| points.iter().map(pick).fold(start, fold);
        let (mut south, mut north) = (over(|p| p.lat, f64::min, 90.0), over(|p| p.lat, f64::max, -90.0));
        let (mut west, mut east) = (over(|p| p.lon, f64::min, 180.0), over(|p| p.lon, f64::max, -180.0));
        // A single point, or several on one line, still need an area around them.
        let least = AROUND / 2.0;
        let widen = |low: &mut f64, high: &mut f64| {
            let lacking = (least - (*high - *low)).max(0.0) / 2.0;
            (*low, *high) = (*low - lacking, *high + lacking);
        };
        widen(&mut south, &mut north);
        widen(&mut west, &mut east);
        let squeeze = f64::midpoint(south, north).to_radians().cos().max(0.1);
        let scale_x = (WIDTH - 2.0 * MARGIN) / (east - west);
        let scale_y = scale_x / squeeze;
        // A tall strip of land must not become a column higher than a screen.
        let height = ((north - south) * scale_y).clamp(WIDTH * 0.3, WIDTH * 0.9);
        let scale_y = height / (north - south);
        Self { west, north, east, south, scale_x, scale_y, height: height + 2.0 * MARGIN }
    }

    fn x(&self, lon: f64) -> f64 {
        MARGIN + (lon - self.west) * self.scale_x
    }

    fn y(&self, lat: f64) -> f64 {
        MARGIN + (self.north - lat) * self.scale_y
    }
}

fn drawing(draft: &Draft<'_, '_>, points: &[Point]) -> Part {
    let projection = Projection::around(points);
    let wanted: Vec<Wanted> = points.iter().map(|point| wanted(draft, &projection, point)).collect();
    let sides = labels::place(&wanted, WIDTH);
    let parts = points.iter().zip(wanted).zip(sides).filter_map(|((point, at), side)| marker(draft, point, at, side));
    Part::map([
        ("width", Part::float(WIDTH)),
        ("height", Part::float(rounded(projection.height))),
        ("points", Part::list(parts)),
        ("lines", Part::list(graticule(draft, &projection))),
    ])
}

fn wanted(draft: &Draft<'_, '_>, projection: &Projection, point: &Point) -> Wanted {
    let letters = draft.scene.stage.title(point.id, draft.lang).chars().count();
    let rank = match card::type_word(draft.scene.entity(point.id)) {
        Some("capital") => 3,
        Some("city") => 2,
        Some("town") => 1,
        _ => 0,
    };
    Wanted { x: projection.x(point.lon), y: projection.y(point.lat), letters, rank }
}

/// A marker always has its card; its label only where there is room.
fn marker(draft: &Draft<'_, '_>, point: &Point, at: Wanted, side: Option<Side>) -> Option<Part> {
    let card = draft.scene.card(point.id, draft.lang)?;
    let (label_x, label_y) = labels::position(at, side.unwrap_or(Side::East));
    let anchor = if side == Some(Side::West) { "end" } else { "start" };
    Some(Part::map([
        ("x", Part::float(rounded(at.x))),
        ("y", Part::float(rounded(at.y))),
        ("card", card),
        ("labelled", Part::bool(side.is_some())),
        ("label_x", Part::float(rounded(label_x))),
        ("label_y", Part::float(rounded(label_y))),
        ("anchor", Part::text(anchor)),
    ]))
}

/// Three to eight lines each way, at round degrees.
fn graticule(draft: &Draft<'_, '_>, projection: &Projection) -> Vec<Part> {
    let locale = &draft.scene.strings(draft.lang).locale;
    let bottom = rounded(projection.height);
    let line = |path: String, degrees: f64, x: f64, y: f64| {
        let label = format!("{}°", locale.decimal(rounded(degrees)));
        Part::map([
            ("path", Part::text(&path)),
            ("label", Part::text(&label)),
            ("x", Part::float(rounded(x))),
            ("y", Part::float(rounded(y))),
        ])
    };
    let meridians = steps(projection.west, projection.east).into_iter().map(|lon| {
        let x = rounded(projection.x(lon));
        line(format!("M{x} 0V{bottom}"), lon, x, bottom - 8.0)
    });
    let parallels = steps(projection.south, projection.north).into_iter().map(|lat| {
        let y = rounded(projection.y(lat));
        line(format!("M0 {y}H{WIDTH}"), lat, 8.0, y - 4.0)
    });
    meridians.chain(parallels).collect()
}

fn steps(low: f64, high: f64) -> Vec<f64> {
    const ROUND: [f64; 8] = [0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 45.0];
    const MOST: f64 = 8.0;
    let step = ROUND.into_iter().find(|step| (high - low) / step <= MOST).unwrap_or(90.0);
    let mut at = (low / step).ceil() * step;
    let mut found = Vec::new();
    while at <= high {
        found.push(at);
        at += step;
    }
    found
}

/// One decimal is a tenth of a pixel at most, and the same text on every machine.
fn rounded(value: f64) -> f64 {
    let hundredths = (value * 100.0).round() / 100.0;
    if hundredths == 0.0 { 0.0 } else { hundredths }
}
