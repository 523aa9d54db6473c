//! Maps as SVG: projected, clipped, simplified and labelled at build time, from base data inside the program.
//!
//! Everything here is a pure function of a [`MapRequest`]: the same request gives the same bytes on any machine and any
//! number of threads. The engine knows nothing of sites: it is asked for places, lines and areas with their words, in one
//! language and one size. Geography is never mirrored; what lies around it follows the direction of the language.

mod atlas;
mod backdrop;
mod base;
mod canvas;
mod clip;
mod cluster;
mod corner;
mod course;
mod export;
mod extent;
mod frame;
mod furniture;
mod graticule;
mod grid;
mod ground;
mod inset;
mod kept_drawing;
mod labels;
mod legend;
mod letters;
mod marks;
mod names;
mod outside;
mod overlay;
mod path;
mod places;
mod plan;
mod projection;
mod relation;
mod request;
mod rings;
mod scale;
mod segment;
mod sheet;
mod simplify;
mod tags;
mod text;
mod weight;
mod zone_shape;
mod zones;

pub use atlas::Atlas;
pub use backdrop::Backdrop;
pub use base::{Base, country_names};
use canvas::Canvas;
pub use export::{Imprint, PALETTE};
pub use extent::{Extent, LonLat};
pub use frame::{MapFrame, Size, around, distance};
pub use grid::snapped;
pub use labels::Side;
pub use legend::Sign;
pub use plan::{Outline, Strip, ZonePlan};
pub use projection::Projection;
pub use relation::{RingRelation, relation};
pub use request::{
    Grade, MapPlace, MapRequest, MapWords, MapZone, SharedWords, Terrain, ZoneLabel,
};
pub use rings::{RingFault, ring_fault, signed_area};
pub use sheet::Drawing;
pub use zone_shape::ZoneShape;

/// A point of a drawing, in its units: `x` to the right, `y` down.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Down.
    pub y: f64,
}

/// A rectangle of a drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rectangle {
    /// Least `x`.
    pub left: f64,
    /// Least `y`.
    pub top: f64,
    /// Greatest `x`.
    pub right: f64,
    /// Greatest `y`.
    pub bottom: f64,
}
