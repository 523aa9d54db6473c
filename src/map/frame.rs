//! What part of the globe a drawing shows, and where each place stands in it.

use super::{Extent, LonLat, Point, Projection, Rectangle};

/// Mean radius of the earth, kilometres.
pub(super) const RADIUS: f64 = 6371.0088;
/// Samples along each side when a frame is asked which part of the globe it shows.
const SAMPLES: u32 = 16;

/// How large a drawing may be, in its units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    /// Across.
    pub width: f64,
    /// Down, at least.
    pub least_height: f64,
    /// Down, at most.
    pub most_height: f64,
    /// Room around all that is shown, for labels.
    pub padding: f64,
    /// Nobody is shown less than this across, kilometres.
    pub least_km: f64,
}

/// A projection with the scale and place of its plane in a drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MapFrame {
    /// How the globe is laid flat in it.
    pub projection: Projection,
    /// Units for each unit of the plane.
    pub scale: f64,
    /// The point of the plane that stands in the middle.
    middle: Point,
    /// Across.
    pub width: f64,
    /// Down.
    pub height: f64,
}

impl MapFrame {
    /// The frame that shows all these places; `None` where there are none.
    pub fn fit(places: &[LonLat], size: &Size) -> Option<Self> {
        let extent = smallest(places)?;
        let projection = Projection::for_extent(&extent);
        let plane: Vec<Point> = places
            .iter()
            .map(|at| projection.project(turned(*at, extent.west)))
            .collect();
        let all = Rectangle::around(&plane);
        // Units of the plane per kilometre differ over the map; those of its middle count.
        let middle = Point {
            x: f64::midpoint(all.left, all.right),
            y: f64::midpoint(all.top, all.bottom),
        };
        let km = kilometre(&projection, middle)?;
        let (inner, most) = (
            size.width - 2.0 * size.padding,
            size.most_height - 2.0 * size.padding,
        );
        let across = (all.right - all.left).max(size.least_km * km);
        let down = (all.bottom - all.top).max(size.least_km * km * 0.6);
        let scale = (inner / across).min(most / down);
        let height = (down * scale + 2.0 * size.padding)
            .clamp(size.least_height, size.most_height)
            .round();
        Some(Self {
            projection,
            scale,
            middle,
            width: size.width,
            height,
        })
    }

    /// Where a place stands.
    pub fn place(&self, at: LonLat) -> Point {
        let lon = if self.projection.is_periodic() {
            at.lon
        } else {
            let middle = self.projection.central_meridian();
            middle + (at.lon - middle + 180.0).rem_euclid(360.0) - 180.0
        };
        self.plane(self.projection.project(LonLat { lon, lat: at.lat }))
    }

    /// Where a place stands whose longitude has already been turned to the side of the seam that is meant.
    pub(super) fn place_turned(&self, at: LonLat, turn: f64) -> Point {
        self.plane(self.projection.project(LonLat {
            lon: at.lon + turn,
            lat: at.lat,
        }))
    }

    fn plane(&self, at: Point) -> Point {
        Point {
            x: (at.x - self.middle.x) * self.scale + self.width / 2.0,
            y: (self.middle.y - at.y) * self.scale + self.height / 2.0,
        }
    }

    /// What stands at a point; `None` off the globe.
    pub fn unplace(&self, at: Point) -> Option<LonLat> {
        self.projection.inverse(Point {
            x: (at.x - self.width / 2.0) / self.scale + self.middle.x,
            y: self.middle.y - (at.y - self.height / 2.0) / self.scale,
        })
    }

    /// The whole drawing.
    pub fn area(&self) -> Rectangle {
        Rectangle {
            left: 0.0,
            top: 0.0,
            right: self.width,
            bottom: self.height,
        }
    }

    /// Kilometres for each unit around a point; `None` off the globe.
    pub fn km_per_unit(&self, at: Point) -> Option<f64> {
        let (a, b) = (
            self.unplace(Point {
                x: at.x - 5.0,
                y: at.y,
            })?,
            self.unplace(Point {
                x: at.x + 5.0,
                y: at.y,
            })?,
        );
        Some(distance(a, b) / 10.0)
    }

    /// The box of longitudes and latitudes that the frame shows, a little larger.
    pub fn extent(&self) -> Extent {
        let step = |index: u32, length: f64| length * f64::from(index) / f64::from(SAMPLES);
        let samples = (0..=SAMPLES).flat_map(|i| (0..=SAMPLES).map(move |j| (i, j)));
        let shown: Vec<LonLat> = samples
            .filter_map(|(i, j)| {
                self.unplace(Point {
                    x: step(i, self.width),
                    y: step(j, self.height),
                })
            })
            .collect();
        let mut extent = Extent::of(&shown);
        let margin = (
            (extent.east - extent.west) / 40.0,
            (extent.north - extent.south) / 40.0,
        );
        extent.west -= margin.0;
        extent.east += margin.0;
        extent.south -= margin.1;
        extent.north += margin.1;
        for (lat, pole) in [(90.0, extent.north >= 90.0), (-90.0, extent.south <= -90.0)] {
            let shown = self.area().holds(self.place(LonLat {
                lon: self.projection.central_meridian(),
                lat,
            }));
            if self.projection.is_periodic() && (pole || shown) {
                let middle = self.projection.central_meridian();
                (extent.west, extent.east) = (middle - 180.0, middle + 180.0);
                extent.north = extent.north.max(lat);
                extent.south = extent.south.min(lat);
            }
        }
        extent
    }
}

/// How many units of the plane a kilometre has around a point.
fn kilometre(projection: &Projection, at: Point) -> Option<f64> {
    const STEP: f64 = 1e-5;
    let (a, b) = (
        projection.inverse(at)?,
        projection.inverse(Point {
            x: at.x + STEP,
            y: at.y,
        })?,
    );
    Some(STEP / distance(a, b))
}

/// Kilometres along the great circle.
pub fn distance(a: LonLat, b: LonLat) -> f64 {
    let (lat_a, lat_b) = (a.lat.to_radians(), b.lat.to_radians());
    let (dlat, dlon) = ((lat_b - lat_a) / 2.0, (b.lon - a.lon).to_radians() / 2.0);
    let h = dlat.sin().powi(2) + lat_a.cos() * lat_b.cos() * dlon.sin().powi(2);
    2.0 * RADIUS * h.sqrt().min(1.0).asin()
}

/// The same place, at most one turn east of `west`.
fn turned(at: LonLat, west: f64) -> LonLat {
    LonLat {
        lon: west + east_of(at.lon, west),
        lat: at.lat,
    }
}

/// Degrees from one meridian eastward to another, from 0 up to 360; what is west of it by rounding alone is not a turn away.
pub(super) fn east_of(lon: f64, west: f64) -> f64 {
    const ROUNDING: f64 = 1e-9;
    (lon - west + ROUNDING).rem_euclid(360.0) - ROUNDING
}

/// The smallest box around places that is at least so many kilometres across; `None` where there are no places.
pub fn around(places: &[LonLat], least_km: f64) -> Option<Extent> {
    let mut extent = smallest(places)?;
    let degree = RADIUS.to_radians();
    let lat = f64::midpoint(extent.south, extent.north);
    let short = |degrees: f64, least: f64| ((least - degrees) / 2.0).max(0.0);
    let wide = short(
        extent.east - extent.west,
        least_km / degree / lat.to_radians().cos(),
    );
    // A map is not as high as it is wide.
    let high = short(extent.north - extent.south, least_km * 0.6 / degree);
    extent.west -= wide;
    extent.east += wide;
    extent.south -= high;
    extent.north += high;
    Some(extent)
}

/// The smallest box around places; it may reach beyond 180° east, where they stand on both sides of that line.
pub(super) fn smallest(places: &[LonLat]) -> Option<Extent> {
    let mut lons: Vec<f64> = places.iter().map(|at| at.lon.rem_euclid(360.0)).collect();
    lons.sort_by(f64::total_cmp);
    let (first, last) = (*lons.first()?, *lons.last()?);
    let mut west = first;
    let mut widest = first + 360.0 - last;
    for (a, b) in lons.iter().zip(lons.iter().skip(1)) {
        if b - a > widest {
            (west, widest) = (*b, b - a);
        }
    }
    let west = if west > 180.0 { west - 360.0 } else { west };
    let lat = Extent::of(places);
    Some(Extent {
        west,
        east: west + 360.0 - widest,
        south: lat.south,
        north: lat.north,
    })
}

#[cfg(test)]
mod tests {
    use super::{MapFrame, Size, distance, smallest};
    use crate::map::{LonLat, Point, Projection};

    const SIZE: Size = Size {
        width: 800.0,
        least_height: 400.0,
        most_height: 800.0,
        padding: 60.0,
        least_km: 60.0,
    };

    fn at(lon: f64, lat: f64) -> LonLat {
        LonLat { lon, lat }
    }

    #[test]
    fn all_places_are_inside() {
        for places in [
            vec![at(36.63, 35.93)],
            vec![at(35.79, 35.53), at(37.16, 36.2), at(36.7, 35.1)],
            vec![at(177.0, -18.0), at(-179.0, -16.0), at(-172.0, -13.8)],
            vec![at(6.1, 46.2), at(135.5, 34.7), at(37.6, 55.7)],
            vec![at(-74.0, 40.7), at(-58.4, -34.6), at(-43.2, -22.9)],
        ] {
            let frame = MapFrame::fit(&places, &SIZE).expect("there are places");
            for place in &places {
                let Point { x, y } = frame.place(*place);
                assert!(
                    (59.9..740.1).contains(&x) && (0.0..frame.height).contains(&y),
                    "{place:?} {x} {y} {frame:?}"
                );
                let back = frame.unplace(Point { x, y }).expect("on the globe");
                assert!(distance(back, *place) < 1e-3, "{back:?} {place:?}");
            }
        }
    }

    #[test]
    fn rounding_is_no_turn_of_the_globe() {
        let places = [-76.55, -74.25, -71.94].map(|lon| at(lon, 40.7));
        let frame = MapFrame::fit(&places, &SIZE).expect("there are places");
        let km = frame
            .km_per_unit(Point { x: 400.0, y: 200.0 })
            .expect("on the globe");
        assert!(km < 1.0, "{km}");
    }

    #[test]
    fn the_box_may_cross_the_date_line() {
        let extent = smallest(&[at(177.0, -18.0), at(-179.0, -16.0)]).expect("there are places");
        assert!((extent.west - 177.0).abs() < 1e-9 && (extent.east - 181.0).abs() < 1e-9);
    }

    #[test]
    fn a_kilometre_is_a_kilometre() {
        let frame = MapFrame::fit(&[at(36.63, 35.93)], &SIZE).expect("there are places");
        let km = frame
            .km_per_unit(Point { x: 400.0, y: 200.0 })
            .expect("on the globe");
        assert!((km * (800.0 - 120.0) - 60.0).abs() < 0.1, "{km}");
        assert!(matches!(frame.projection, Projection::Mercator { .. }));
        assert!((distance(at(0.0, 0.0), at(1.0, 0.0)) - 111.195).abs() < 0.01);
    }
}
