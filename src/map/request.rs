//! What a map is asked to show, in one language and one size.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use super::labels::Side;
use super::{LonLat, Size, ZoneShape};
use crate::fingerprint::{Fingerprint, Fingerprinted, Hasher};

/// How much a map shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grade {
    /// All there is: a page of its own.
    Full,
    /// Beside a text: fewer vertices, no graticule, no inset; what its signs mean stands in the caption.
    Small,
}

/// The ground that a map lies on, without words: languages share it, and so do maps that show the same box.
#[derive(Clone, Debug)]
pub struct Terrain {
    /// How large the map may be.
    pub size: Size,
    /// What must be inside.
    pub fit: Vec<LonLat>,
    /// Codes of the countries that it is about.
    pub home: Vec<String>,
    /// Draw borders that are not agreed as such.
    pub neutral: bool,
    /// How much it shows.
    pub grade: Grade,
}

impl Fingerprinted for Terrain {
    /// Of what derived formatting prints, which is every field: none can be forgotten.
    fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(format!("{self:?}").as_bytes())
    }
}

/// A map to be drawn.
#[derive(Clone, Debug)]
pub struct MapRequest {
    /// Unique in its page; begins all ids of the drawing. Without one the drawing has no ids, and may stand anywhere.
    pub id: Option<String>,
    /// What the map is called.
    pub title: String,
    /// What it shows, for those who do not see it.
    pub description: String,
    /// The language of its words.
    pub lang: String,
    /// The direction of that language.
    pub rtl: bool,
    /// What it lies on.
    pub terrain: Terrain,
    /// Zones and routes.
    pub zones: Vec<MapZone>,
    /// The places on it, in no order: the weightiest is drawn last.
    pub places: Vec<MapPlace>,
    /// The words around it.
    pub words: SharedWords,
}

impl Fingerprinted for MapRequest {
    /// Of what derived formatting prints, which is every field: none can be forgotten.
    fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(format!("{self:?}").as_bytes())
    }
}

impl MapRequest {
    /// What the ids of a drawing without a name begin with. Readers get them: so they come from what is shown, and not, as
    /// the fingerprint, from how the program calls it.
    pub(super) fn prefix(&self) -> String {
        let mut hasher = Hasher::new("ids");
        hasher.text(&self.lang).text(&self.title);
        hasher.number(self.terrain.size.width.to_bits());
        for at in &self.terrain.fit {
            hasher.number(at.lon.to_bits()).number(at.lat.to_bits());
        }
        for zone in &self.zones {
            hasher.text(&zone.id);
        }
        format!("z{:.8}", hasher.finish().to_hex())
    }
}

/// A zone or a route on a map.
#[derive(Clone, Debug)]
pub struct MapZone {
    /// Its id, for scripts and styles.
    pub id: String,
    /// Where it leads.
    pub href: String,
    /// Its name, with a word for how well it is known.
    pub title: String,
    /// What is written on the map.
    pub label: Option<ZoneLabel>,
    /// What it is: part of a class name, and the way that it is filled.
    pub kind: &'static str,
    /// Its outline is not known well.
    pub is_vague: bool,
    /// It is the outline of a place that has a marker, and the entry of the place is its own.
    pub is_place: bool,
    /// What it covers.
    pub shape: Arc<ZoneShape>,
}

/// What a zone or a route is called on a map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ZoneLabel {
    /// A name.
    Name {
        /// The name.
        text: String,
        /// A second line, dropped first.
        sub: Option<String>,
    },
    /// The number of a road.
    Shield(String),
}

/// A place on a map.
#[derive(Clone, Debug)]
pub struct MapPlace {
    /// Its id, for scripts and styles.
    pub id: String,
    /// Where its marker leads.
    pub href: String,
    /// Its name.
    pub title: String,
    /// A second line.
    pub sub: Option<String>,
    /// Language and direction of the name, where they are not those of the map.
    pub foreign: Option<(String, bool)>,
    /// Where it is.
    pub at: LonLat,
    /// What it is: part of a class name, and the shape of its marker.
    pub kind: Cow<'static, str>,
    /// Greater wins when labels compete.
    pub rank: i32,
    /// Where its label stands if there is room.
    pub side: Option<Side>,
    /// The point is no better known than this, kilometres.
    pub radius_km: Option<f64>,
    /// The point is no better known than roughly, whatever that is in kilometres.
    pub is_vague: bool,
    /// What the map is about, where the others are only there to say where that is.
    pub is_focus: bool,
}

impl MapPlace {
    /// Whether it is drawn as roughly known.
    pub(super) fn is_about(&self) -> bool {
        self.is_vague || self.radius_km.is_some()
    }

    /// Its accessible name: what its marker shows, in the same order, so that it answers to the words that people see.
    pub(super) fn spoken(&self, comma: &str) -> String {
        let lines = [Some(self.title.as_str()), self.sub.as_deref()];
        lines.into_iter().flatten().collect::<Vec<_>>().join(comma)
    }
}

/// The words around a map.
#[derive(Clone, Debug, Default)]
pub struct MapWords {
    /// Names of countries by code.
    pub countries: BTreeMap<String, String>,
    /// The words of the scale bar: `{n} km`.
    pub km: String,
    /// `{n}° E` and so on, of north, south, east, west.
    pub degrees: [String; 4],
    /// The figures of the language, from zero.
    pub digits: Vec<char>,
    /// Between whole and parts.
    pub point: char,
    /// Between the names of a list.
    pub comma: String,
    /// What signs mean, by sign: `group`, `about`, `disputed`, `claimed`, `admin`, and the kinds of zones.
    pub legend: BTreeMap<String, String>,
}

/// The words of all maps in one language, with their fingerprint: hundreds of maps hold them, and none prints them anew.
#[derive(Clone)]
pub struct SharedWords(Arc<(MapWords, Fingerprint)>);

impl SharedWords {
    /// Of what derived formatting prints, which is every field: none can be forgotten.
    pub fn new(words: MapWords) -> Self {
        let print = Fingerprint::of(format!("{words:?}").as_bytes());
        Self(Arc::new((words, print)))
    }
}

impl Deref for SharedWords {
    type Target = MapWords;

    fn deref(&self) -> &MapWords {
        &self.0.0
    }
}

impl fmt::Debug for SharedWords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.1.fmt(f)
    }
}

impl MapWords {
    /// A number in the figures of the language.
    pub fn number(&self, value: f64) -> String {
        let figure = |c: char| match c.to_digit(10) {
            Some(digit) => self.digits.get(digit as usize).copied().unwrap_or(c),
            None if c == '.' => self.point,
            None => c,
        };
        format!("{value}").chars().map(figure).collect()
    }
}
