//! A parsed GeoJSON file: features with their properties by shape, their geometry, and where all of it stands.

use std::sync::Arc;

use crate::kind::{Kind, Kinds};
use crate::map::{LonLat, ZoneShape as Geography};
use crate::source::{SourcePath, Span};
use crate::yaml::{Item, Key, Stated, at, table};

/// What a feature is. Colour and hatch come from it, never from files.
pub const ZONE_KINDS: &[&str] = &[
    "area", "strip", "corridor", "buffer", "control", "line", "highway", "river",
];
/// Kinds that are lines; all others are areas.
pub const LINE_KINDS: &[&str] = &["line", "highway", "river"];
/// How well an outline is known.
pub const CERTAINTIES: &[&str] = &["exact", "approximate", "disputed", "claimed"];

table! {
    /// What stands in place of a geometry.
    DERIVE = "derive";
    Key::fact("buffer_of", Item::Id),
    Key::fact("from", Item::Free),
    Key::fact("to", Item::Free),
    Key::fact("km", Item::Number(0.01, 1000.0)),
    Key::fact("side", Item::word(&["both", "left", "right"])),
    Key::fact("through", Item::Ref(Kinds::one(Kind::PLACE))).list(),
}

table! {
    /// The properties of a feature of a layer.
    FEATURE = "feature";
    Key::text("title", Item::Texts),
    Key::fact("kind", Item::word(ZONE_KINDS)),
    Key::fact("agreement", Item::Ref(Kinds::one(Kind::AGREEMENT))),
    Key::fact("actors", Item::Ref(Kinds::one(Kind::ACTOR))).list(),
    Key::fact("valid_from", Item::Date),
    Key::fact("valid_to", Item::Date),
    Key::fact("certainty", Item::word(CERTAINTIES)),
    Key::fact("precision_km", Item::Number(0.0, 1000.0)),
    Key::fact("source", Item::Ref(Kinds::one(Kind::SOURCE))).cites(),
    Key::text("note", Item::Texts),
    Key::fact("derive", Item::fields(DERIVE)),
    Key::fact("clip_to", Item::Id),
}

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
    pub entries: Vec<(u16, Stated)>,
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
        at(&self.entries, FEATURE.find(name)?.0)
    }
}
