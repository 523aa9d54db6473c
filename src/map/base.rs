//! The base data inside the program: arcs of borders and coasts, countries, governorates, claims, waters. `data/README.md`
//! says where they come from and how the file is laid out.

use std::collections::BTreeMap;

use super::{Extent, LonLat};

/// Made by `data/prepare.py`.
static FILE: &[u8] = include_bytes!("data/base.bin");
/// The names of countries by language, one line for each: `ar\tAD=أندورا\t…`.
static NAMES: &str = include_str!("data/names.tsv");
const MAGIC: &[u8; 8] = b"BAYANMAP";

/// All base data, decoded.
#[derive(Clone, Debug, Default)]
pub struct Base {
    /// Lines that countries share, and coasts.
    pub arcs: Vec<Arc>,
    /// Countries and what is drawn as one, sorted by code.
    pub countries: Vec<Country>,
    /// The outlines of all land.
    pub land: Vec<CountryOutline>,
    /// Lines that are no borders.
    pub lines: Vec<BaseLine>,
    /// Land that is held by one and claimed by another.
    pub disputed: Vec<(String, Vec<LonLat>)>,
    /// The outlines of lakes.
    pub lakes: Vec<Vec<LonLat>>,
    /// Land at a small scale, for the inset.
    pub globe: Vec<Vec<LonLat>>,
}

/// A line between two junctions, with the countries on both sides.
#[derive(Clone, Debug)]
pub struct Arc {
    /// From one junction to the next.
    pub points: Vec<LonLat>,
    /// Box of the points.
    pub extent: Extent,
    /// Places in `countries`: one for a coast, two for a border.
    pub owners: [Option<usize>; 2],
    /// One of the sides, or the United Nations, does not hold it for a border.
    pub disputed: bool,
}

/// A country.
#[derive(Clone, Debug)]
pub struct Country {
    /// ISO 3166, two letters; what has none begins with `x-`.
    pub code: String,
    /// Where its name stands best.
    pub label: LonLat,
    /// Its area, square kilometres.
    pub area: f64,
    /// Its outlines, islands and all.
    pub outlines: Vec<CountryOutline>,
}

/// A closed line, as references to arcs.
#[derive(Clone, Debug)]
pub struct CountryOutline {
    /// Each goes on where the one before ended.
    pub links: Vec<ArcLink>,
    /// Box of all of them; it may reach beyond ±180°.
    pub extent: Extent,
    /// An outline around a pole does not come back to its beginning: two corners at the pole close it.
    pub corners: Option<[LonLat; 2]>,
}

/// An arc of an outline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ArcLink {
    /// Place in `arcs`.
    pub arc: usize,
    /// It is followed from its end to its beginning.
    pub reversed: bool,
    /// Degrees of longitude that it is turned by.
    pub turn: f64,
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// Between two governorates or provinces of one country.
    Admin,
    /// The line of a claim.
    Claim,
    /// A river.
    River,
}

/// A line that is no border.
#[derive(Clone, Debug)]
pub struct BaseLine {
    /// What it is.
    pub kind: LineKind,
    /// Its points, from end to end.
    pub points: Vec<LonLat>,
    /// Box of the points.
    pub extent: Extent,
}

impl Base {
    /// Decodes the data of the program, about two milliseconds.
    pub fn load() -> Self {
        // OK because a test decodes the file, which is part of the program.
        Self::decode(FILE).expect("the base data of the program are sound")
    }

    fn decode(bytes: &[u8]) -> Option<Self> {
        let mut reader = BaseReader {
            bytes: bytes.strip_prefix(MAGIC)?,
            scale: LonLat::default(),
            origin: LonLat::default(),
        };
        reader.scale = LonLat {
            lon: reader.float()?,
            lat: reader.float()?,
        };
        reader.origin = LonLat {
            lon: reader.float()?,
            lat: reader.float()?,
        };
        let arcs = reader.many(BaseReader::arc)?;
        Some(Self {
            countries: reader.many(|reader| reader.country(&arcs))?,
            land: reader.many(|reader| reader.outline(&arcs))?,
            lines: reader.many(BaseReader::line)?,
            disputed: reader.many(|reader| Some((reader.text()?, reader.points()?)))?,
            lakes: reader.many(BaseReader::points)?,
            globe: reader.many(BaseReader::points)?,
            arcs,
        })
    }

    /// The place of a country in `countries`.
    pub fn country(&self, code: &str) -> Option<usize> {
        self.countries
            .binary_search_by(|country| country.code.as_str().cmp(code))
            .ok()
    }

    /// The points of an outline, its first point not repeated; it may go on beyond ±180°.
    pub fn points(&self, outline: &CountryOutline) -> Vec<LonLat> {
        let mut points: Vec<LonLat> = Vec::new();
        for ArcLink {
            arc,
            reversed,
            turn,
        } in &outline.links
        {
            let Some(arc) = self.arcs.get(*arc) else {
                continue;
            };
            let own = arc.points.len().saturating_sub(1);
            let turned = |at: &LonLat| LonLat {
                lon: at.lon + turn,
                lat: at.lat,
            };
            if *reversed {
                points.extend(arc.points.iter().rev().take(own).map(turned));
            } else {
                points.extend(arc.points.iter().take(own).map(turned));
            }
        }
        points.extend(outline.corners.into_iter().flatten());
        points
    }
}

/// The names of countries in a language, by code; a regional code falls back to its language.
pub fn country_names(language: &str) -> BTreeMap<&'static str, &'static str> {
    let short = language.split('-').next().unwrap_or(language);
    let line = NAMES
        .lines()
        .find_map(|line| line.strip_prefix(short)?.strip_prefix('\t'));
    line.into_iter()
        .flat_map(|line| line.split('\t'))
        .filter_map(|field| field.split_once('='))
        .collect()
}

struct BaseReader<'a> {
    bytes: &'a [u8],
    /// Degrees for each step of the grid.
    scale: LonLat,
    /// Degrees at its beginning.
    origin: LonLat,
}

impl BaseReader<'_> {
    fn float(&mut self) -> Option<f64> {
        let (first, rest) = self.bytes.split_first_chunk::<8>()?;
        self.bytes = rest;
        Some(f64::from_le_bytes(*first))
    }

    /// Seven bits in each byte, the lowest first.
    fn number(&mut self) -> Option<u32> {
        let mut value = 0;
        for shift in (0..32).step_by(7) {
            let (byte, rest) = self.bytes.split_first()?;
            self.bytes = rest;
            value |= u32::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    fn count(&mut self) -> Option<usize> {
        self.number().map(|value| value as usize)
    }

    /// A number whose sign is its last bit.
    fn signed(&mut self) -> Option<i32> {
        let value = self.number()?;
        Some((value >> 1).cast_signed() ^ -(value & 1).cast_signed())
    }

    fn text(&mut self) -> Option<String> {
        let length = self.count()?;
        let (text, rest) = self.bytes.split_at_checked(length)?;
        self.bytes = rest;
        String::from_utf8(text.to_vec()).ok()
    }

    fn many<T>(&mut self, mut read: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.count()?;
        (0..count).map(|_| read(self)).collect()
    }

    fn points(&mut self) -> Option<Vec<LonLat>> {
        let (mut x, mut y) = (0, 0);
        self.many(|reader| {
            x += reader.signed()?;
            y += reader.signed()?;
            Some(LonLat {
                lon: f64::from(x) * reader.scale.lon + reader.origin.lon,
                lat: f64::from(y) * reader.scale.lat + reader.origin.lat,
            })
        })
    }

    fn arc(&mut self) -> Option<Arc> {
        let owners = [self.count()?.checked_sub(1), self.count()?.checked_sub(1)];
        let disputed = self.number()? == 1;
        let points = self.points()?;
        Some(Arc {
            extent: Extent::of(&points),
            points,
            owners,
            disputed,
        })
    }

    fn outline(&mut self, arcs: &[Arc]) -> Option<CountryOutline> {
        let references = self.many(BaseReader::signed)?;
        let mut links = Vec::with_capacity(references.len());
        let (mut ends, mut extent): (Option<(LonLat, f64)>, Option<Extent>) = (None, None);
        for reference in references {
            let reversed = reference < 0;
            let place = usize::try_from(if reversed { !reference } else { reference }).ok()?;
            let arc = arcs.get(place)?;
            let (first, last) = (*arc.points.first()?, *arc.points.last()?);
            let (from, to) = if reversed {
                (last, first)
            } else {
                (first, last)
            };
            let turn = ends.map_or(0.0, |(_, end)| ((end - from.lon) / 360.0).round() * 360.0);
            ends = Some((ends.map_or(from, |(start, _)| start), to.lon + turn));
            let own = arc.extent.turned(turn);
            extent = Some(extent.map_or(own, |all| all.with(&own)));
            links.push(ArcLink {
                arc: place,
                reversed,
                turn,
            });
        }
        let (start, end) = ends?;
        let lat = 90.0_f64.copysign(start.lat);
        let corners = [
            LonLat { lon: end, lat },
            LonLat {
                lon: start.lon,
                lat,
            },
        ];
        Some(CountryOutline {
            links,
            extent: extent?,
            corners: ((end - start.lon).abs() > 180.0).then_some(corners),
        })
    }

    fn country(&mut self, arcs: &[Arc]) -> Option<Country> {
        let code = self.text()?;
        let label = self.points()?.first().copied()?;
        let area = f64::from(self.number()?);
        Some(Country {
            code,
            label,
            area,
            outlines: self.many(|reader| reader.outline(arcs))?,
        })
    }

    fn line(&mut self) -> Option<BaseLine> {
        let kind = match self.number()? {
            0 => LineKind::Admin,
            1 => LineKind::Claim,
            _ => LineKind::River,
        };
        let points = self.points()?;
        Some(BaseLine {
            kind,
            extent: Extent::of(&points),
            points,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Base, country_names};

    #[test]
    fn the_file_is_sound() {
        let base = Base::load();
        assert!(base.arcs.len() > 1000 && base.land.len() > 500 && base.countries.len() > 200);
        let syria = &base.countries[base.country("SY").expect("Syria")];
        assert!(
            (180_000.0..190_000.0).contains(&syria.area),
            "{}",
            syria.area
        );
        let poles: Vec<&super::CountryOutline> = base
            .land
            .iter()
            .filter(|outline| outline.corners.is_some())
            .collect();
        assert!(
            poles.len() == 1 && poles[0].extent.south < -60.0,
            "Antarctica alone goes around a pole"
        );
        assert!(base.disputed.iter().any(|(name, _)| name == "golan"));
    }

    #[test]
    fn names_in_many_languages() {
        assert_eq!(country_names("ar").get("SY"), Some(&"سوريا"));
        assert_eq!(country_names("pt-br").get("TR"), Some(&"Turquia"));
        assert!(country_names("xx").is_empty());
    }
}
