//! Rings: closed, crossing nothing, with an area, on one side of the 180th meridian; wound as RFC 7946 says.

use super::LayerParser;
use super::geometry::Line;
use crate::diagnostic::Code;
use crate::map::{LonLat, RingFault, RingRelation, relation, ring_fault, signed_area};
use crate::source::Span;

impl LayerParser<'_> {
    /// Checks a ring and takes its repeated last point away; `None` where it was reported.
    ///
    /// One that is wound the wrong way is turned without a word: readers of GeoJSON must take it either way.
    pub(super) fn ring(&mut self, name: &str, is_outer: bool, mut ring: Line) -> Option<Line> {
        let (first, last) = (*ring.first()?, *ring.last()?);
        if first.0 != last.0 || ring.len() == 1 {
            let message = format!(
                "a ring of {name} is not closed: it begins at {} and ends at {}",
                at(first.0),
                at(last.0)
            );
            let help = format!("repeat the first position behind the last: {}", at(first.0));
            self.report(Code::InvalidRing, last.1, message, help);
            return None;
        }
        ring.pop();
        ring.dedup_by(|a, b| a.0 == b.0);
        if ring.len() < 3 {
            let message = format!("a ring of {name} has {} corners", ring.len());
            self.report(
                Code::InvalidRing,
                first.1,
                message,
                "an area has three corners at least, and the first repeated",
            );
            return None;
        }
        let next = ring.iter().skip(1).chain(ring.first());
        if let Some((_, (_, span))) = ring
            .iter()
            .zip(next)
            .find(|((a, _), (b, _))| (a.lon - b.lon).abs() > 180.0)
        {
            self.crosses_date_line(name, *span);
            return None;
        }
        let points: Vec<LonLat> = ring.iter().map(|(at, _)| *at).collect();
        if let Some(fault) = ring_fault(&points) {
            self.faulty(name, &ring, fault);
            return None;
        }
        if (signed_area(&points) > 0.0) != is_outer {
            ring.reverse();
        }
        Some(ring)
    }

    /// Checks how the rings of an area lie to each other: the holes in the outline, and apart.
    pub(super) fn holes(&mut self, name: &str, rings: &[Line]) {
        let Some((outline, holes)) = rings.split_first() else {
            return;
        };
        let outline = bare(outline);
        let holes: Vec<(Vec<LonLat>, Span)> =
            holes.iter().map(|hole| (bare(hole), start(hole))).collect();
        for (hole, span) in &holes {
            let what = match relation(&outline, hole) {
                RingRelation::Inside => continue,
                RingRelation::Apart => "lies outside of its outline",
                RingRelation::Around => "lies around its outline",
                RingRelation::Equal => "is its outline again",
                RingRelation::Crossing => "crosses its outline",
            };
            let help = "draw the hole inside of the outline, or take it out";
            self.report(
                Code::InvalidRing,
                *span,
                format!("a hole of {name} {what}"),
                help,
            );
        }
        for (index, (hole, span)) in holes.iter().enumerate() {
            let mut before = holes.iter().take(index);
            if before.any(|(other, _)| relation(other, hole) != RingRelation::Apart) {
                let help = "draw one hole in place of the two";
                self.report(
                    Code::InvalidRing,
                    *span,
                    format!("two holes of {name} overlap"),
                    help,
                );
            }
        }
    }

    /// Checks that the parts of an area do not overlap; one may lie in a hole of another.
    pub(super) fn parts_apart(&mut self, name: &str, areas: &[Vec<Line>]) {
        let areas: Vec<(Vec<Vec<LonLat>>, Span)> = areas
            .iter()
            .map(|area| {
                (
                    area.iter().map(bare).collect(),
                    area.first().map(start).unwrap_or_default(),
                )
            })
            .collect();
        let overlap = |one: &[Vec<LonLat>], other: &[Vec<LonLat>]| {
            let (Some((first, holes)), Some(second)) = (one.split_first(), other.first()) else {
                return false;
            };
            let is_free = |hole: &Vec<LonLat>| {
                matches!(
                    relation(hole, second),
                    RingRelation::Inside | RingRelation::Equal
                )
            };
            match relation(first, second) {
                RingRelation::Apart | RingRelation::Around => false,
                RingRelation::Inside => !holes.iter().any(is_free),
                RingRelation::Equal | RingRelation::Crossing => true,
            }
        };
        for (index, (area, span)) in areas.iter().enumerate() {
            let mut before = areas.iter().take(index);
            if before.any(|(other, _)| overlap(other, area) || overlap(area, other)) {
                let help = "draw one part in place of the two";
                self.report(
                    Code::InvalidRing,
                    *span,
                    format!("two parts of {name} overlap"),
                    help,
                );
            }
        }
    }

    fn faulty(&mut self, name: &str, ring: &Line, fault: RingFault) {
        let span = |index: usize| ring.get(index).map(|(_, span)| *span).unwrap_or_default();
        let (place, message, help) = match fault {
            RingFault::Crossing(spot, [first, second]) => (
                span(first),
                format!(
                    "a ring of {name} crosses itself at {}, behind its points {} and {}",
                    at(spot),
                    first + 1,
                    second + 1
                ),
                "move one of these points, or put them into the order in which the line runs",
            ),
            RingFault::Spike(index) => (
                span(index),
                format!(
                    "a ring of {name} goes back the way that it came at point {}",
                    index + 1
                ),
                "delete this point",
            ),
            RingFault::Flat => (
                span(0),
                format!("a ring of {name} encloses no area: all its points lie on one line"),
                "draw it again, or make it a line",
            ),
        };
        self.report(Code::InvalidRing, place, message, help);
    }
}

fn bare(ring: &Line) -> Vec<LonLat> {
    ring.iter().map(|(at, _)| *at).collect()
}

fn start(ring: &Line) -> Span {
    ring.first().map(|(_, span)| *span).unwrap_or_default()
}

/// A position as GeoJSON writes it.
fn at(at: LonLat) -> String {
    let round = |value: f64| (value * 1e5).round() / 1e5;
    format!("[{}, {}]", round(at.lon), round(at.lat))
}
