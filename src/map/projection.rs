//! Degrees → a plane, and back. Unit sphere; the formulas are those of Snyder, *Map projections: a working manual* (1987).

use std::f64::consts::{FRAC_PI_2, FRAC_PI_4, PI};

use super::{Extent, LonLat, Point};

/// How the globe is laid flat. `y` of the plane points up here; only a [`super::MapFrame`] turns it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Projection {
    /// True in shape, for small extents: north is up everywhere.
    Mercator {
        /// Degrees of longitude in the middle.
        lon: f64,
    },
    /// Lambert's conformal conic, for countries and regions.
    Conic {
        /// Degrees of longitude in the middle.
        lon: f64,
        /// The constant of the cone.
        n: f64,
        /// The factor of its radius.
        f: f64,
    },
    /// Lambert's azimuthal equal-area, for continents and more.
    Azimuthal {
        /// What lies in the middle, and is drawn true.
        centre: LonLat,
    },
}

/// Extents narrower than this are drawn in Mercator, degrees.
const NARROW: f64 = 6.0;
/// Extents up to this are drawn in the conic projection, degrees.
const WIDE: (f64, f64) = (60.0, 40.0);
/// Closer to the equator the cone becomes a cylinder, degrees.
const FLAT: f64 = 10.0;
/// Mercator stretches without end towards the poles, degrees.
const MERCATOR_END: f64 = 85.0;
/// Beyond this angle from the middle an azimuthal map shows nothing that anyone could read, radians.
const AZIMUTHAL_END: f64 = 2.8;

impl Projection {
    /// The projection that suits an extent.
    pub fn for_extent(extent: &Extent) -> Self {
        let (width, height) = (extent.east - extent.west, extent.north - extent.south);
        let lon = f64::midpoint(extent.west, extent.east);
        let lat = f64::midpoint(extent.south, extent.north);
        let one_side = extent.south * extent.north > 0.0 && lat.abs() > FLAT;
        if width.max(height) < NARROW {
            Self::Mercator { lon }
        } else if width <= WIDE.0 && height <= WIDE.1 && one_side {
            Self::conic(
                lon,
                extent.south + height / 6.0,
                extent.north - height / 6.0,
            )
        } else if width <= WIDE.0 && height <= WIDE.1 {
            Self::Mercator { lon }
        } else {
            Self::Azimuthal {
                centre: LonLat { lon, lat },
            }
        }
    }

    /// A conic projection true along two parallels, degrees.
    pub fn conic(lon: f64, south: f64, north: f64) -> Self {
        let (south, north) = (south.to_radians(), north.to_radians());
        let t = |lat: f64| (FRAC_PI_4 + lat / 2.0).tan();
        let n = if (south - north).abs() < 1e-9 {
            south.sin()
        } else {
            (south.cos() / north.cos()).ln() / (t(north) / t(south)).ln()
        };
        Self::Conic {
            lon,
            n,
            f: south.cos() * t(south).powf(n) / n,
        }
    }

    /// Whether a place and the same place after a turn of 360° are one point: if not, the map has a seam.
    pub fn is_periodic(&self) -> bool {
        matches!(self, Self::Azimuthal { .. })
    }

    /// The longitude in the middle, degrees.
    pub fn central_meridian(&self) -> f64 {
        match self {
            Self::Mercator { lon } | Self::Conic { lon, .. } => *lon,
            Self::Azimuthal { centre } => centre.lon,
        }
    }

    /// Degrees → plane. What lies too far away is drawn at the rim, where no frame reaches.
    pub fn project(&self, at: LonLat) -> Point {
        match *self {
            Self::Mercator { lon } => {
                let lat = at.lat.clamp(-MERCATOR_END, MERCATOR_END).to_radians();
                Point {
                    x: (at.lon - lon).to_radians(),
                    y: (FRAC_PI_4 + lat / 2.0).tan().ln(),
                }
            }
            Self::Conic { lon, n, f } => {
                let lat = at.lat.clamp(-89.9, 89.9).to_radians();
                let rho = f / (FRAC_PI_4 + lat / 2.0).tan().powf(n);
                let theta = n * (at.lon - lon).to_radians();
                Point {
                    x: rho * theta.sin(),
                    y: -rho * theta.cos(),
                }
            }
            Self::Azimuthal { centre } => azimuthal(centre, at),
        }
    }

    /// Plane → degrees; `None` where nothing of the globe lies.
    pub fn inverse(&self, at: Point) -> Option<LonLat> {
        let (lon, lat) = match *self {
            Self::Mercator { lon } => {
                (lon.to_radians() + at.x, 2.0 * at.y.exp().atan() - FRAC_PI_2)
            }
            Self::Conic { lon, n, f } => {
                let rho = at.x.hypot(at.y).copysign(n);
                let theta = (n.signum() * at.x).atan2(-n.signum() * at.y);
                (
                    lon.to_radians() + theta / n,
                    2.0 * (f / rho).powf(1.0 / n).atan() - FRAC_PI_2,
                )
            }
            Self::Azimuthal { centre } => {
                let rho = at.x.hypot(at.y);
                if rho > 2.0 {
                    return None;
                }
                let c = 2.0 * (rho / 2.0).asin();
                let (sin, cos) = centre.lat.to_radians().sin_cos();
                let up = if rho == 0.0 {
                    0.0
                } else {
                    at.y * c.sin() * cos / rho
                };
                let east = (at.x * c.sin()).atan2(rho * cos * c.cos() - at.y * sin * c.sin());
                (
                    centre.lon.to_radians() + east,
                    (c.cos() * sin + up).clamp(-1.0, 1.0).asin(),
                )
            }
        };
        let sound = lon.is_finite()
            && lat.is_finite()
            && (lon - self.central_meridian().to_radians()).abs() <= PI + 1e-9;
        sound.then(|| LonLat {
            lon: lon.to_degrees(),
            lat: lat.to_degrees(),
        })
    }
}

fn azimuthal(centre: LonLat, at: LonLat) -> Point {
    let (sin, cos) = centre.lat.to_radians().sin_cos();
    let (lat_sin, lat_cos) = at.lat.to_radians().sin_cos();
    let (east_sin, east_cos) = (at.lon - centre.lon).to_radians().sin_cos();
    let toward = sin * lat_sin + cos * lat_cos * east_cos;
    let (x, y) = (lat_cos * east_sin, cos * lat_sin - sin * lat_cos * east_cos);
    if toward > AZIMUTHAL_END.cos() {
        let k = (2.0 / (1.0 + toward)).sqrt();
        return Point { x: k * x, y: k * y };
    }
    // Near the antipode directions turn wildly: there all lies on one circle.
    let (length, rim) = (x.hypot(y), 2.0 * (AZIMUTHAL_END / 2.0).sin());
    if length < 1e-9 {
        Point { x: 0.0, y: -rim }
    } else {
        Point {
            x: x / length * rim,
            y: y / length * rim,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{LonLat, Projection};
    use crate::map::Extent;
    use crate::map::Point;

    const ALL: [Projection; 3] = [
        Projection::Mercator { lon: 36.7 },
        Projection::Azimuthal {
            centre: LonLat {
                lon: 60.0,
                lat: 45.0,
            },
        },
        Projection::Azimuthal {
            centre: LonLat {
                lon: -170.0,
                lat: -20.0,
            },
        },
    ];

    #[test]
    fn there_and_back() {
        let conics = [
            Projection::conic(36.0, 33.0, 42.0),
            Projection::conic(-70.0, -50.0, -20.0),
        ];
        for projection in ALL.into_iter().chain(conics) {
            for (lon, lat) in [(36.0, 35.0), (36.8, 41.2), (39.0, -12.0), (12.0, 60.0)] {
                let middle = projection.central_meridian();
                let at = LonLat {
                    lon: middle + (lon - 36.0) / 2.0,
                    lat,
                };
                let back = projection
                    .inverse(projection.project(at))
                    .expect("on the globe");
                assert!(
                    (back.lon - at.lon).abs() < 1e-9 && (back.lat - at.lat).abs() < 1e-9,
                    "{projection:?} {at:?} {back:?}"
                );
            }
        }
    }

    #[test]
    fn the_extent_chooses() {
        let extent = |west, south, east, north| {
            Projection::for_extent(&Extent {
                west,
                south,
                east,
                north,
            })
        };
        assert!(matches!(
            extent(35.5, 34.5, 37.5, 36.8),
            Projection::Mercator { .. }
        ));
        assert!(matches!(
            extent(32.0, 33.0, 42.0, 44.0),
            Projection::Conic { .. }
        ));
        assert!(
            matches!(extent(-10.0, -50.0, 20.0, -20.0), Projection::Conic { n, .. } if n < 0.0)
        );
        assert!(
            matches!(extent(-10.0, -8.0, 20.0, 12.0), Projection::Mercator { .. }),
            "a cone at the equator is flat"
        );
        assert!(matches!(
            extent(6.0, 33.0, 136.0, 56.0),
            Projection::Azimuthal { .. }
        ));
    }

    #[test]
    fn what_is_nowhere_is_not_found() {
        assert_eq!(ALL[1].inverse(Point { x: 2.0, y: 2.0 }), None);
    }
}
