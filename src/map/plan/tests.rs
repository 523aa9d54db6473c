//! Strips against areas reckoned by hand, sections, and what is cut at a border.

use super::{Outline, Strip, ZonePlan, ZoneShape};
use crate::map::{Base, LonLat, signed_area};

/// Kilometres east and north of a point near the M4, as a place.
fn at(east: f64, north: f64) -> LonLat {
    let lat = 35.8 + north / KM;
    LonLat {
        lon: 36.5 + east / KM / 35.8_f64.to_radians().cos(),
        lat,
    }
}

/// Of one degree of latitude.
const KM: f64 = 111.195_08;

fn square_km(areas: &[Vec<Vec<LonLat>>]) -> f64 {
    let scale = KM * KM * 35.8_f64.to_radians().cos();
    areas
        .iter()
        .flatten()
        .map(|ring| signed_area(ring) * scale)
        .sum()
}

fn strip(line: &[(f64, f64)], km: f64, sides: [bool; 2]) -> Strip {
    let line = line.iter().map(|(east, north)| at(*east, *north)).collect();
    Strip {
        lines: vec![line],
        from: None,
        to: None,
        km,
        sides,
    }
}

fn shape(strip: Strip) -> ZoneShape {
    ZonePlan {
        outline: Outline::Along(strip),
        clip_to: None,
    }
    .shape(&Base::default())
}

#[test]
fn strips_cover_what_they_should() {
    let quarter = std::f64::consts::FRAC_PI_4 * 9.0;
    let straight = [(-10.0, 0.0), (10.0, 0.0)];
    let bend = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0)];
    for (name, line, km, sides, expected) in [
        (
            "both sides of a straight line",
            &straight[..],
            6.0,
            [true, true],
            240.0,
        ),
        ("its left side", &straight, 6.0, [true, false], 120.0),
        ("its right side", &straight, 6.0, [false, true], 120.0),
        // Two strips of 10 by 6, less the square of 3 that both cover, and a quarter of a circle outside of the bend.
        (
            "a bend to the left",
            &bend,
            3.0,
            [true, true],
            120.0 - 9.0 + quarter,
        ),
        ("inside of the bend", &bend, 3.0, [true, false], 60.0 - 9.0),
        (
            "outside of the bend",
            &bend,
            3.0,
            [false, true],
            60.0 + quarter,
        ),
    ] {
        let shape = shape(strip(line, km, sides));
        let found = square_km(&shape.areas);
        assert!(
            shape.areas.len() == 1 && (found / expected - 1.0).abs() < 0.005,
            "{name}: {found} for {expected}"
        );
    }
}

/// Mercator stretches by latitude; a strip stays as wide as it is.
#[test]
fn a_strip_is_as_wide_in_the_north() {
    let line = vec![
        LonLat {
            lon: 20.0,
            lat: 69.0,
        },
        LonLat {
            lon: 20.0,
            lat: 69.1,
        },
    ];
    let shape = shape(Strip {
        lines: vec![line],
        from: None,
        to: None,
        km: 6.0,
        sides: [true, true],
    });
    let extent = shape.extent().expect("a strip");
    let width = (extent.east - extent.west) * KM * 69.05_f64.to_radians().cos();
    assert!((width - 12.0).abs() < 0.05, "{width}");
}

#[test]
fn sections_are_cut_at_the_nearest_points() {
    let mut strip = strip(&[(0.0, 0.0), (10.0, 0.0), (20.0, 0.0)], 1.0, [true, false]);
    (strip.from, strip.to) = (Some(at(2.0, 1.0)), Some(at(15.0, -3.0)));
    let gaps = strip
        .gaps()
        .map(|gap| gap.expect("both ends are given").round());
    assert!(
        (gaps[0] - 1.0).abs() + (gaps[1] - 3.0).abs() < 1e-9,
        "{gaps:?}"
    );
    let expected = [at(2.0, 0.0), at(10.0, 0.0), at(15.0, 0.0)];
    let section = strip.section();
    assert!(
        section.len() == 3
            && section
                .iter()
                .zip(expected)
                .all(|(a, b)| crate::map::distance(*a, b) < 0.01),
        "{section:?}"
    );
    let north = shape(strip.clone()).extent().expect("a strip").north;
    assert!(
        north > at(0.0, 0.9).lat,
        "the left side of a way east is the north"
    );
    (strip.from, strip.to) = (strip.to, strip.from);
    assert!(
        strip
            .section()
            .first()
            .is_some_and(|first| crate::map::distance(*first, at(15.0, 0.0)) < 0.01)
    );
    let south = shape(strip).extent().expect("a strip").south;
    assert!(south < at(0.0, -0.9).lat, "on the way back it is the south");
}

#[test]
fn shapes_end_at_the_border() {
    let base = Base::load();
    // From Idlib's plain into Türkiye, across the border near Reyhanlı.
    let ring = [(36.3, 35.9), (36.9, 35.9), (36.9, 36.6), (36.3, 36.6)];
    let ring: Vec<LonLat> = ring
        .iter()
        .map(|(lon, lat)| LonLat {
            lon: *lon,
            lat: *lat,
        })
        .collect();
    let line = vec![
        LonLat {
            lon: 36.6,
            lat: 36.0,
        },
        LonLat {
            lon: 36.6,
            lat: 37.5,
        },
    ];
    let given = ZoneShape {
        lines: vec![line],
        areas: vec![vec![ring]],
    };
    let plan = |code: &str| ZonePlan {
        outline: Outline::Given(given.clone()),
        clip_to: Some(code.to_owned()),
    };
    let (all, inside) = (square_km(&given.areas), plan("SY").shape(&base));
    let kept = square_km(&inside.areas) / all;
    assert!((0.3..0.95).contains(&kept), "{kept}");
    assert!(
        inside
            .points()
            .all(|at| base.outside("SY", at).is_some_and(|km| km < 0.05))
    );
    assert!(inside.lines.iter().flatten().all(|at| at.lat < 37.0) && !inside.lines.is_empty());
    assert!(plan("JP").shape(&base).is_empty());
}

#[test]
fn countries_know_what_lies_outside() {
    let base = Base::load();
    let away = |code, lon, lat| base.outside(code, LonLat { lon, lat });
    assert_eq!(away("SY", 36.63, 35.93), Some(0.0));
    assert!(
        away("SY", 35.93, 36.63).is_some_and(|km| km > 20.0),
        "swapped, it lies in the gulf of Iskenderun"
    );
    assert!(
        away("SY", 35.8, 33.0).is_some_and(|km| km < 1e-9),
        "what is disputed is not judged"
    );
    assert!(
        away("RU", -175.0, 66.5).is_some_and(|km| km < 1e-9),
        "beyond the 180th meridian"
    );
    assert_eq!(away("XX", 0.0, 0.0), None);
}
