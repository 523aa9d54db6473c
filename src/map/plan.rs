//! How the outline of a zone comes about: as it is written, or from a line and kilometres.

use super::{Base, LonLat, ZoneShape, frame, overlay, segment};
use crate::fingerprint::{Fingerprint, Fingerprinted};

/// How an outline comes about.
#[derive(Clone, Debug, PartialEq)]
pub enum Outline {
    /// As it is written.
    Given(ZoneShape),
    /// A strip along a section of a line.
    Along(Strip),
    /// Known in words only.
    Words,
}

/// A strip along a section of a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Strip {
    /// The lines; the section is cut from the one nearest to its ends.
    pub lines: Vec<Vec<LonLat>>,
    /// Where the section begins, or the line.
    pub from: Option<LonLat>,
    /// Where it ends, or the line.
    pub to: Option<LonLat>,
    /// Kilometres to each side.
    pub km: f64,
    /// The sides that it covers, seen from `from` to `to`: left, right.
    pub sides: [bool; 2],
}

/// An outline, and what it is cut to.
#[derive(Clone, Debug, PartialEq)]
pub struct ZonePlan {
    /// The outline, before it is cut.
    pub outline: Outline,
    /// Code of the country that it ends at.
    pub clip_to: Option<String>,
}

impl Fingerprinted for ZonePlan {
    /// Of what derived formatting prints, which is every field: none can be forgotten.
    fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(format!("{self:?}").as_bytes())
    }
}

impl ZonePlan {
    /// The shape that the plan describes; empty where nothing is left of it.
    pub(super) fn shape(&self, base: &Base) -> ZoneShape {
        let shape = match &self.outline {
            Outline::Given(shape) => shape.clone(),
            Outline::Along(strip) => ZoneShape {
                lines: Vec::new(),
                areas: strip.areas(),
            },
            Outline::Words => ZoneShape::default(),
        };
        match self
            .clip_to
            .as_deref()
            .and_then(|code| base.country(code))
            .and_then(|place| base.countries.get(place))
        {
            Some(country) if !shape.is_empty() => {
                let rings: Vec<Vec<LonLat>> = country
                    .outlines
                    .iter()
                    .map(|outline| base.points(outline))
                    .collect();
                overlay::within(&shape, &rings)
            }
            _ => shape,
        }
    }
}

/// A place on a line: the number of its segment, how far along that, and how far away, kilometres.
type LineSpot = (usize, f64, f64);

impl Strip {
    /// How far the given ends lie from the line, kilometres.
    pub fn gaps(&self) -> [Option<f64>; 2] {
        let gap = |end: LonLat| {
            let spots = self.lines.iter().filter_map(|line| nearest(line, end));
            spots.map(|spot| spot.2).fold(f64::INFINITY, f64::min)
        };
        [self.from.map(gap), self.to.map(gap)]
    }

    /// The section from one end to the other.
    pub fn section(&self) -> Vec<LonLat> {
        let away = |line: &Vec<LonLat>| {
            [self.from, self.to]
                .into_iter()
                .flatten()
                .filter_map(|end| nearest(line, end))
                .map(|spot| spot.2)
                .sum::<f64>()
        };
        let Some(line) = self.lines.iter().min_by(|a, b| away(a).total_cmp(&away(b))) else {
            return Vec::new();
        };
        let first = self
            .from
            .and_then(|end| nearest(line, end))
            .unwrap_or((0, 0.0, 0.0));
        let last = self.to.and_then(|end| nearest(line, end)).unwrap_or((
            line.len().saturating_sub(2),
            1.0,
            0.0,
        ));
        let backwards = (first.0, first.1) > (last.0, last.1);
        let (a, b) = if backwards {
            (last, first)
        } else {
            (first, last)
        };
        let between = line.iter().take(b.0 + 1).skip(a.0 + 1).copied();
        let mut section: Vec<LonLat> = spot(line, a)
            .into_iter()
            .chain(between)
            .chain(spot(line, b))
            .collect();
        section.dedup_by(|a, b| frame::distance(*a, *b) < 1e-6);
        if backwards {
            section.reverse();
        }
        section
    }

    fn areas(&self) -> Vec<Vec<Vec<LonLat>>> {
        let all = self.from.is_none() && self.to.is_none();
        let sections = if all {
            self.lines.clone()
        } else {
            vec![self.section()]
        };
        overlay::united(
            sections
                .iter()
                .flat_map(|section| self.pieces(section))
                .collect(),
        )
    }

    /// For each side a quadrangle along each segment, and a sector outside of each bend.
    ///
    /// In Mercator's plane, which is true in shape: a kilometre is as long there as its latitude makes it.
    fn pieces(&self, section: &[LonLat]) -> Vec<Vec<LonLat>> {
        let plane: Vec<Flat> = section.iter().map(|at| Flat::of(*at, self.km)).collect();
        let sides = [1.0, -1.0].into_iter().zip(self.sides);
        let mut pieces = Vec::new();
        for sign in sides.filter(|(_, covers)| *covers).map(|(sign, _)| sign) {
            for (a, b) in plane.iter().zip(plane.iter().skip(1)) {
                let Some(turn) = a.direction(b).map(|angle| angle + sign * QUARTER) else {
                    continue;
                };
                pieces.push(vec![a.at(), b.at(), b.off(turn), a.off(turn)]);
            }
            for ((a, b), c) in plane
                .iter()
                .zip(plane.iter().skip(1))
                .zip(plane.iter().skip(2))
            {
                pieces.extend(sector(a, b, c, sign));
            }
        }
        pieces
    }
}

const QUARTER: f64 = std::f64::consts::FRAC_PI_2;
/// A sector has a corner for each so many radians.
const STEP: f64 = 0.13;

/// A point of Mercator's plane in degrees, with the length of the width there.
#[derive(Clone, Copy)]
struct Flat {
    x: f64,
    y: f64,
    width: f64,
}

impl Flat {
    fn of(at: LonLat, km: f64) -> Self {
        let lat = at.lat.clamp(-85.0, 85.0).to_radians();
        let y = (std::f64::consts::FRAC_PI_4 + lat / 2.0)
            .tan()
            .ln()
            .to_degrees();
        Self {
            x: at.lon,
            y,
            width: (km / frame::RADIUS).to_degrees() / lat.cos(),
        }
    }

    fn at(self) -> LonLat {
        let lat = 2.0 * self.y.to_radians().exp().atan() - QUARTER;
        LonLat {
            lon: self.x,
            lat: lat.to_degrees(),
        }
    }

    fn off(self, angle: f64) -> LonLat {
        Self {
            x: self.x + self.width * angle.cos(),
            y: self.y + self.width * angle.sin(),
            ..self
        }
        .at()
    }

    fn direction(self, to: &Self) -> Option<f64> {
        let (dx, dy) = (to.x - self.x, to.y - self.y);
        (dx != 0.0 || dy != 0.0).then(|| dy.atan2(dx))
    }
}

/// What a bend leaves open on its outside.
fn sector(a: &Flat, b: &Flat, c: &Flat, sign: f64) -> Option<Vec<LonLat>> {
    let (before, after) = (a.direction(b)?, b.direction(c)?);
    let bend = (after - before + std::f64::consts::PI).rem_euclid(std::f64::consts::TAU)
        - std::f64::consts::PI;
    if bend * sign >= -1e-9 {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "half a circle has some twenty steps"
    )]
    let steps = (bend.abs() / STEP).ceil() as u32;
    let start = before + sign * QUARTER;
    let corners = (0..=steps).map(|step| b.off(start + bend * f64::from(step) / f64::from(steps)));
    Some(std::iter::once(b.at()).chain(corners).collect())
}

/// The point of a line nearest to a place, in kilometres around that place.
fn nearest(line: &[LonLat], place: LonLat) -> Option<LineSpot> {
    let scale = place.lat.to_radians().cos();
    let flat = |at: &LonLat| ((at.lon - place.lon) * scale, at.lat - place.lat);
    let segments = line.iter().zip(line.iter().skip(1)).enumerate();
    let spots = segments.map(|(index, (a, b))| {
        let (part, distance) = segment::nearest_to_origin(flat(a), flat(b));
        (index, part, distance.to_radians() * frame::RADIUS)
    });
    spots.min_by(|a, b| a.2.total_cmp(&b.2))
}

fn spot(line: &[LonLat], (index, t, _): LineSpot) -> Option<LonLat> {
    let (a, b) = (line.get(index)?, line.get(index + 1)?);
    Some(LonLat {
        lon: a.lon + t * (b.lon - a.lon),
        lat: a.lat + t * (b.lat - a.lat),
    })
}

#[cfg(test)]
mod tests;
