//! A [`Terrain`] → what every map on it shows, whatever its language and places.

use super::ground::{Detail, Ground, GroundSurvey, VisibleCountry};
use super::{Base, MapFrame, Point, Terrain};

/// Kilometres for each unit up to which governorates are drawn: beyond, they would be a net over everything.
const ADMIN_KM: f64 = 0.9;
/// Kilometres for each unit up to which rivers are drawn.
const RIVER_KM: f64 = 6.0;

/// The ground of a map, drawn once for all maps that lie on it.
#[derive(Clone, Debug)]
pub struct Backdrop {
    /// Where everything stands.
    pub(super) frame: MapFrame,
    /// What lies below all else, as paths.
    pub(super) ground: Ground,
    /// The countries that are seen, for their names.
    pub(super) countries: Vec<VisibleCountry>,
}

/// Draws the ground; `None` where there was nothing to show.
pub(super) fn draw(base: &Base, terrain: &Terrain) -> Option<Backdrop> {
    let frame = MapFrame::fit(&terrain.fit, &terrain.size)?;
    let km = frame
        .km_per_unit(Point {
            x: frame.width / 2.0,
            y: frame.height / 2.0,
        })
        .unwrap_or(f64::INFINITY);
    let detail = Detail {
        home: terrain.home.clone(),
        admin: km <= ADMIN_KM,
        rivers: km <= RIVER_KM,
        neutral: terrain.neutral,
    };
    let survey = GroundSurvey::new(base, &frame, terrain.grade);
    let (ground, countries) = (survey.ground(&detail), survey.countries());
    Some(Backdrop {
        frame,
        ground,
        countries,
    })
}
