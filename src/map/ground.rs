//! What lies under everything: land, coasts, borders, governorates, waters, and what is disputed.

use super::base::{Arc, Base, CountryOutline, LineKind};
use super::request::Grade;
use super::{Extent, LonLat, MapFrame, Point, Projection, clip, course, path, simplify};

/// Vertices go whose triangle is smaller than this, square units: on regional maps, and where a unit is many kilometres.
const FINE: f64 = 0.35;
const COARSE: f64 = 0.9;
/// Kilometres for each unit from which on a map is coarse.
const COARSE_KM: f64 = 3.0;
/// Of a line outside of the frame one point in so many is kept: it only leads around.
const WAYPOINTS: usize = 12;
/// Turns of the globe that a frame may reach into.
const TURNS: [f64; 3] = [-360.0, 0.0, 360.0];
/// Islands smaller than this are not drawn, square units.
const ISLET: f64 = 1.2;
/// Land beyond the frame that is filled too, so that no edge of it shows.
const MARGIN: f64 = 4.0;
/// Beyond this meridian some land of the source was cut in two, degrees.
const SEAM: f64 = 179.99;

/// The same for small maps, whose bytes every page bears.
const FINE_SMALL: f64 = 1.2;
const COARSE_SMALL: f64 = 4.0;
const ISLET_SMALL: f64 = 8.0;

/// The paths of the ground; empty where there is none.
#[derive(Clone, Debug, Default)]
pub(super) struct Ground {
    /// All land, to be filled.
    pub land: String,
    /// The countries that the map is about, to be filled.
    pub home: String,
    /// Coasts.
    pub coast: String,
    /// Borders.
    pub borders: String,
    /// Borders that are not agreed, and lines of claims.
    pub disputed: String,
    /// Land that one holds and another claims, to be hatched.
    pub claimed: String,
    /// Between governorates or provinces.
    pub admin: String,
    /// Rivers.
    pub rivers: String,
    /// Lakes, to be filled.
    pub lakes: String,
}

/// What a frame shows of a country.
#[derive(Clone, Debug)]
pub(super) struct VisibleCountry {
    /// Its code.
    pub code: String,
    /// Square units of the ring.
    pub area: f64,
    /// The largest part in the frame.
    pub ring: Vec<Point>,
}

/// What of the ground is wanted.
#[derive(Clone, Debug, Default)]
pub(super) struct Detail {
    /// Codes of the countries that the map is about.
    pub home: Vec<String>,
    /// Draw governorates.
    pub admin: bool,
    /// Draw rivers.
    pub rivers: bool,
    /// Draw borders that are not agreed as such.
    pub neutral: bool,
}

/// The base data as a frame sees them: every arc placed and simplified once, whatever is then drawn of them.
pub(super) struct GroundSurvey<'a> {
    base: &'a Base,
    frame: &'a MapFrame,
    extent: Extent,
    least: f64,
    islet: f64,
    /// For each turn of the globe of which the frame shows something, all arcs.
    turns: Vec<(f64, Vec<Vec<Point>>)>,
}

impl<'a> GroundSurvey<'a> {
    pub(super) fn new(base: &'a Base, frame: &'a MapFrame, grade: Grade) -> Self {
        let middle = Point {
            x: frame.width / 2.0,
            y: frame.height / 2.0,
        };
        let coarse = frame.km_per_unit(middle).is_none_or(|km| km >= COARSE_KM);
        let (fine, rough, islet) = match grade {
            Grade::Full => (FINE, COARSE, ISLET),
            Grade::Small => (FINE_SMALL, COARSE_SMALL, ISLET_SMALL),
        };
        let least = if coarse { rough } else { fine };
        let mut survey = Self {
            base,
            frame,
            extent: frame.extent(),
            least,
            islet,
            turns: Vec::new(),
        };
        let world = Extent {
            west: -180.0,
            south: -90.0,
            east: 180.0,
            north: 90.0,
        };
        let turns: Vec<f64> = if frame.projection.is_periodic() {
            vec![0.0]
        } else {
            TURNS
                .into_iter()
                .filter(|turn| survey.extent.meets(&world, *turn))
                .collect()
        };
        let arcs = |turn: f64| base.arcs.iter().map(|arc| survey.arc(arc, turn)).collect();
        survey.turns = turns.into_iter().map(|turn| (turn, arcs(turn))).collect();
        survey
    }

    /// Draws the ground.
    pub(super) fn ground(&self, detail: &Detail) -> Ground {
        let mut ground = Ground::default();
        for (turn, arcs) in &self.turns {
            self.land(*turn, arcs, detail, &mut ground);
            self.lines(detail, *turn, &mut ground);
            self.waters(detail, *turn, &mut ground);
        }
        ground
    }

    /// For each country of which the frame shows something, its largest part in it.
    pub(super) fn countries(&self) -> Vec<VisibleCountry> {
        let mut found = Vec::new();
        for country in &self.base.countries {
            let parts = country
                .outlines
                .iter()
                .flat_map(|outline| self.turns.iter().map(move |turn| (outline, turn)));
            let visible = parts.map(|(outline, (turn, arcs))| {
                clip::ring(&self.outline(outline, arcs, *turn), &self.frame.area())
            });
            let largest = visible
                .max_by(|a, b| area(a).total_cmp(&area(b)))
                .filter(|ring| !ring.is_empty());
            found.extend(largest.map(|ring| VisibleCountry {
                code: country.code.clone(),
                area: area(&ring),
                ring,
            }));
        }
        found
    }

    fn shows(&self, extent: &Extent, turn: f64) -> bool {
        if self.frame.projection.is_periodic() {
            return TURNS
                .into_iter()
                .any(|turn| self.extent.meets(extent, turn));
        }
        self.extent.meets(extent, turn)
    }

    fn land(&self, turn: f64, arcs: &[Vec<Point>], detail: &Detail, ground: &mut Ground) {
        for outline in &self.base.land {
            self.fill(&mut ground.land, &self.outline(outline, arcs, turn));
        }
        for code in &detail.home {
            let country = self
                .base
                .country(code)
                .and_then(|place| self.base.countries.get(place));
            for outline in country.iter().flat_map(|country| &country.outlines) {
                self.fill(&mut ground.home, &self.outline(outline, arcs, turn));
            }
        }
        for (arc, points) in self
            .base
            .arcs
            .iter()
            .zip(arcs)
            .filter(|(arc, _)| self.shows(&arc.extent, turn))
        {
            let out = match arc.owners {
                [Some(_), Some(_)] if arc.disputed && detail.neutral => &mut ground.disputed,
                [Some(_), Some(_)] => &mut ground.borders,
                _ => &mut ground.coast,
            };
            if arc.extent.east > SEAM || arc.extent.west < -SEAM {
                self.beside_seam(out, arc, turn);
            } else {
                self.line(out, points);
            }
        }
    }

    fn lines(&self, detail: &Detail, turn: f64, ground: &mut Ground) {
        for line in self
            .base
            .lines
            .iter()
            .filter(|line| self.shows(&line.extent, turn))
        {
            let out = match line.kind {
                LineKind::Admin if detail.admin => &mut ground.admin,
                LineKind::Claim if detail.neutral => &mut ground.disputed,
                LineKind::River if detail.rivers => &mut ground.rivers,
                LineKind::Admin | LineKind::Claim | LineKind::River => continue,
            };
            self.line(out, &self.simplified(&line.points, turn, self.least));
        }
    }

    fn waters(&self, detail: &Detail, turn: f64, ground: &mut Ground) {
        for ring in &self.base.lakes {
            if self.shows(&Extent::of(ring), turn) {
                self.fill(&mut ground.lakes, &self.simplified(ring, turn, self.least));
            }
        }
        for (_, ring) in self.base.disputed.iter().filter(|_| detail.neutral) {
            if self.shows(&Extent::of(ring), turn) {
                self.fill(
                    &mut ground.claimed,
                    &self.simplified(ring, turn, self.least),
                );
            }
        }
    }

    fn simplified(&self, points: &[LonLat], turn: f64, least: f64) -> Vec<Point> {
        let place = |at: LonLat| self.frame.place_turned(at, turn);
        let placed: Vec<Point> = if self.frame.projection.is_periodic() {
            points.iter().copied().map(place).collect()
        } else {
            course::needed(points, &self.extent, turn, self.step())
                .into_iter()
                .map(place)
                .collect()
        };
        simplify::simplified(&placed, least)
    }

    /// Of a line beside the frame one point in so many is kept.
    fn step(&self) -> usize {
        match self.frame.projection {
            // A box of degrees is a box in Mercator: a line beside it and the chord of its ends run on the same side.
            Projection::Mercator { .. } => usize::MAX,
            // Elsewhere a chord could cut across, and some points on the way keep it outside.
            Projection::Conic { .. } | Projection::Azimuthal { .. } => WAYPOINTS,
        }
    }

    /// An arc as it is needed: whole inside the frame, its course outside of it.
    fn arc(&self, arc: &Arc, turn: f64) -> Vec<Point> {
        if self.shows(&arc.extent, turn) {
            return self.simplified(&arc.points, turn, self.least);
        }
        let place = |at: &LonLat| self.frame.place_turned(*at, turn);
        let last = arc.points.last().map(place);
        arc.points
            .iter()
            .step_by(self.step())
            .map(place)
            .chain(last)
            .collect()
    }

    /// The points of an outline; empty where the frame shows nothing of it.
    fn outline(&self, outline: &CountryOutline, arcs: &[Vec<Point>], turn: f64) -> Vec<Point> {
        if !self.shows(&outline.extent, turn) {
            return Vec::new();
        }
        let periodic = self.frame.projection.is_periodic();
        let mut points: Vec<Point> = Vec::new();
        for link in &outline.links {
            let (Some(arc), Some(placed)) = (self.base.arcs.get(link.arc), arcs.get(link.arc))
            else {
                continue;
            };
            let again;
            let placed = if link.turn == 0.0 || periodic {
                placed
            } else {
                again = self.arc(arc, turn + link.turn);
                &again
            };
            let own = placed.len().saturating_sub(1);
            if link.reversed {
                points.extend(placed.iter().rev().take(own));
            } else {
                points.extend(placed.iter().take(own));
            }
        }
        if let Some(corners) = outline.corners.filter(|_| !periodic) {
            points.extend(corners.map(|at| self.frame.place_turned(at, turn)));
        }
        points
    }

    fn fill(&self, out: &mut String, points: &[Point]) {
        let clipped = clip::ring(points, &self.frame.area().grown(MARGIN));
        if area(&clipped) >= self.islet {
            path::push(out, &clipped, true);
        }
    }

    fn line(&self, out: &mut String, points: &[Point]) {
        let islet = points.first() == points.last() && area(points) < self.islet;
        if islet {
            return;
        }
        for part in clip::line(points, &self.frame.area()) {
            path::push(out, &part, false);
        }
    }

    /// A line without those parts of it that run along the seam of the source.
    fn beside_seam(&self, out: &mut String, arc: &Arc, turn: f64) {
        let at_seam = |at: &LonLat| (at.lon.abs() - 180.0).abs() < 180.0 - SEAM;
        for part in arc.points.chunk_by(|a, b| !(at_seam(a) && at_seam(b))) {
            self.line(out, &self.simplified(part, turn, self.least));
        }
    }
}

/// Square units that a ring encloses.
pub(super) fn area(points: &[Point]) -> f64 {
    let next = points.iter().skip(1).chain(points.first());
    let twice: f64 = points
        .iter()
        .zip(next)
        .map(|(a, b)| a.x * b.y - b.x * a.y)
        .sum();
    twice.abs() / 2.0
}
