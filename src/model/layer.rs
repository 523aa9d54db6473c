//! A parsed GeoJSON file: features with their properties by shape, their geometry, and where all of it stands.

use std::sync::Arc;

use crate::kind::Kind;
use crate::map::{LonLat, Shape as Geography};
use crate::source::{SourcePath, Span};
use crate::yaml::{Key, Shape, Stated};

/// What a feature is. Colour and hatch come from it, never from files.
pub const ZONE_KINDS: &[&str] = &[
    "area", "strip", "corridor", "buffer", "control", "line", "highway", "river",
];
/// Kinds that are lines; all others are areas.
pub const LINE_KINDS: &[&str] = &["line", "highway", "river"];
/// How well an outline is known.
pub const CERTAINTIES: &[&str] = &["exact", "approximate", "disputed", "claimed"];

const DERIVE: &[Key] = &[
    Key::fact(
        "buffer_of",
        Shape::Id,
        "the id of a line that a strip runs along",
    ),
    Key::fact(
        "from",
        Shape::Free,
        "where the strip begins: the id of a place, or [longitude, latitude]",
    ),
    Key::fact("to", Shape::Free, "where it ends"),
    Key::fact(
        "km",
        Shape::Number(0.01, 1000.0),
        "how far it reaches to each side, kilometres",
    ),
    Key::fact(
        "side",
        Shape::Word(&["both", "left", "right"]),
        "the sides that it covers, seen from `from` to `to`",
    ),
    Key::fact(
        "through",
        Shape::List(&Shape::Ref(&[Kind::Place])),
        "places that a line leads through, in order",
    ),
];

/// The properties of a feature of a layer.
pub const FEATURE: &[Key] = &[
    Key::text(
        "title",
        Shape::Texts,
        "what it is called, required in each language",
    ),
    Key::fact("kind", Shape::Word(ZONE_KINDS), "what it is, required"),
    Key::fact(
        "agreement",
        Shape::Ref(&[Kind::Agreement]),
        "the agreement that makes it",
    ),
    Key::fact(
        "actors",
        Shape::List(&Shape::Ref(&[Kind::Actor])),
        "whom it concerns",
    ),
    Key::fact("valid_from", Shape::Date, "since when"),
    Key::fact("valid_to", Shape::Date, "until when; null: still"),
    Key::fact(
        "certainty",
        Shape::Word(CERTAINTIES),
        "how well its outline is known",
    ),
    Key::fact(
        "precision_km",
        Shape::Number(0.0, 1000.0),
        "how far the outline may be off, kilometres",
    ),
    Key::fact("source", Shape::Ref(&[Kind::Source]), "what it rests on"),
    Key::text(
        "note",
        Shape::Texts,
        "what is simplified and how, or why nothing is drawn",
    ),
    Key::fact("derive", Shape::Fields(DERIVE), "in place of a geometry"),
    Key::fact(
        "clip_to",
        Shape::Id,
        "ISO code of the country that it ends at",
    ),
];

/// A parsed layer.
#[derive(Clone, Debug)]
pub struct Layer {
    /// Where it lies.
    pub path: SourcePath,
    /// It is a layer of the map; otherwise it holds outlines of places.
    pub of_map: bool,
    /// Its features, in their order.
    pub features: Vec<Feature>,
}

/// A feature of a layer.
#[derive(Clone, Debug)]
pub struct Feature {
    /// Its id; absent only in files of places, or where that was reported.
    pub id: Option<Arc<str>>,
    /// Where it is named: its id, or its beginning.
    pub span: Span,
    /// Its properties: known keys with sound values.
    pub entries: Vec<(&'static str, Stated)>,
    /// That the property `valid_to` stands there, with null perhaps.
    pub has_end: bool,
    /// Its geometry where there is one, and it is sound.
    pub geometry: Option<Geometry>,
    /// Nothing in it was wrong; otherwise what is absent may stand there unread, and is not reported again.
    pub sound: bool,
}

/// A geometry and where it stands.
#[derive(Clone, Debug)]
pub struct Geometry {
    /// Lines or areas.
    pub shape: Geography,
    /// The bytes of it.
    pub span: Span,
    /// Its points as they are written, in their order, each with its place.
    pub vertices: Vec<(LonLat, Span)>,
}

impl Feature {
    /// The value of a property.
    pub fn get(&self, name: &str) -> Option<&Stated> {
        self.entries
            .iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value)
    }
}
