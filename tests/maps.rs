//! Maps: the projections against PROJ, the same bytes every time, drawings as they were accepted.
//!
//! `UPDATE=1 cargo test --test maps` accepts the present drawings of `tests/fixtures/maps`; look at them before you commit.

#![allow(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests read files and may stop"
)]

mod support;

use std::sync::Arc;

use bayan::map::{
    Atlas, Grade, Imprint, MapRequest, MapZone, PALETTE, Point, Projection, SharedWords, Size,
    ZoneLabel, ZoneShape, snapped,
};
use rayon::prelude::*;
use support::fixtures;
use support::maps::{NARROW, WIDE, at, crowd, crowded, named, request};

const SMALL: Size = Size {
    width: 288.0,
    least_height: 232.0,
    most_height: 232.0,
    padding: 30.0,
    least_km: 0.0,
};

/// The same as a small map, at least so many kilometres across.
fn small(lang: &str, places: &[(&str, f64, f64)], least_km: f64) -> MapRequest {
    let mut request = request(lang, SMALL, places);
    let extent = snapped(&request.terrain.fit, &SMALL, least_km);
    request.id = None;
    request.terrain.grade = Grade::Small;
    request.terrain.fit = extent.map_or(request.terrain.fit, |extent| extent.outline());
    request
}

/// The same with an area of every way to be filled, and with a road and a river.
fn zoned(mut request: MapRequest) -> MapRequest {
    const KINDS: [&str; 8] = [
        "area", "strip", "corridor", "buffer", "control", "line", "highway", "river",
    ];
    let zone = |(step, kind): (i32, &'static str)| {
        let (west, south) = (36.0 + 0.12 * f64::from(step), 35.2 + 0.1 * f64::from(step));
        let ends = vec![at(west, south), at(west + 0.25, south + 0.05)];
        let area = vec![
            at(west, south),
            at(west + 0.25, south),
            at(west + 0.25, south + 0.15),
            at(west, south + 0.15),
        ];
        let is_line = matches!(kind, "line" | "highway" | "river");
        MapZone {
            id: kind.to_owned(),
            href: format!("#{kind}"),
            title: kind.to_owned(),
            label: Some(match kind {
                "highway" => ZoneLabel::Shield("M5".to_owned()),
                "strip" => ZoneLabel::Name {
                    text: "شريط على الحدود".to_owned(),
                    sub: Some("تقريبي".to_owned()),
                },
                _ => ZoneLabel::Name {
                    text: kind.to_owned(),
                    sub: None,
                },
            }),
            kind,
            is_vague: step % 2 == 0,
            is_place: kind == "area",
            shape: Arc::new(ZoneShape {
                lines: if is_line { vec![ends] } else { Vec::new() },
                areas: if is_line {
                    Vec::new()
                } else {
                    vec![vec![area]]
                },
            }),
        }
    };
    request.zones = (0..).zip(KINDS).map(zone).collect();
    let mut words = (*request.words).clone();
    words.legend = KINDS.map(|kind| (kind.to_owned(), kind.to_owned())).into();
    request.words = SharedWords::new(words);
    request
}

/// Name, language, size and places of each drawing: a region, both sides of ±180°, south of the equator, half the world.
fn cases() -> Vec<(&'static str, MapRequest)> {
    let idlib = [
        ("إدلب", 36.634, 35.931),
        ("حلب", 37.161, 36.201),
        ("اللاذقية", 35.79, 35.532),
        ("حماة", 36.758, 35.132),
    ];
    let fiji = [
        ("Suva", 178.44, -18.14),
        ("Apia", -171.77, -13.83),
        ("Nuku'alofa", -175.2, -21.14),
    ];
    let cone = [
        ("Santiago", -70.65, -33.46),
        ("Buenos Aires", -58.38, -34.6),
        ("Punta Arenas", -70.92, -53.16),
    ];
    let talks = [
        ("Geneva", 6.146, 46.202),
        ("Osaka", 135.502, 34.694),
        ("Moscow", 37.616, 55.752),
        ("Damascus", 36.291, 33.51),
    ];
    vec![
        ("crowd-en-narrow", request("en", NARROW, &named(&crowd(90)))),
        ("region-ar", request("ar", WIDE, &idlib)),
        ("region-ar-narrow", request("ar", NARROW, &idlib)),
        ("date-line-en", request("en", NARROW, &fiji)),
        ("south-en", request("en", NARROW, &cone)),
        ("continents-en", request("en", WIDE, &talks)),
        ("zones-ar", zoned(request("ar", WIDE, &idlib))),
        ("small-ar", small("ar", &idlib, 90.0)),
        (
            "small-harbour-en",
            small("en", &[("New York", -73.97, 40.75)], 300.0),
        ),
        (
            "small-countries-en",
            small("en", &[("Ankara", 32.85, 39.92)], 1600.0),
        ),
        ("small-date-line-en", small("en", &fiji, 90.0)),
    ]
}

#[test]
fn drawings_are_as_accepted() {
    let atlas = Atlas;
    let mut faults = Vec::new();
    for (name, request) in cases() {
        let path = fixtures("maps").join(format!("{name}.svg"));
        let svg = atlas.draw(&request).svg;
        if std::env::var("UPDATE").is_ok() {
            std::fs::create_dir_all(fixtures("maps")).expect("a folder for drawings");
            std::fs::write(&path, &svg).expect("the drawing is written");
        }
        if std::fs::read_to_string(&path).ok().as_deref() != Some(&svg) {
            faults.push(name);
        }
    }
    assert!(
        faults.is_empty(),
        "these drawings differ from tests/fixtures/maps: {faults:?}"
    );
}

#[test]
fn any_number_of_threads_draws_the_same() {
    let alone: Vec<String> = cases()
        .iter()
        .map(|(_, request)| Atlas.draw(request).svg)
        .collect();
    let shared = Atlas;
    let all = cases();
    for _ in 0..3 {
        let together: Vec<String> = all
            .par_iter()
            .map(|(_, request)| shared.draw(request).svg)
            .collect();
        assert!(alone == together);
    }
}

/// Bytes after compression are about a third; what is held here is the text itself.
#[test]
fn drawings_are_small() {
    for (name, request) in cases() {
        let limit = match name.split('-').next() {
            Some("continents") => 130_000,
            Some("small") => 16_000,
            _ => 45_000,
        };
        let size = Atlas.draw(&request).svg.len();
        assert!(size <= limit, "{name} has {size} bytes, {limit} at most");
    }
}

/// A projection by the name that the table of PROJ's answers gives it.
fn projection(name: &str) -> Projection {
    let mut words = name.split(' ');
    let kind = words.next().unwrap_or_default();
    let numbers: Vec<f64> = words.map(|word| word.parse().expect("a number")).collect();
    match (kind, &*numbers) {
        ("mercator", [lon]) => Projection::Mercator { lon: *lon },
        ("conic", [lon, south, north]) => Projection::conic(*lon, *south, *north),
        ("azimuthal", [lon, lat]) => Projection::Azimuthal {
            centre: at(*lon, *lat),
        },
        _ => panic!("no projection is called {name}"),
    }
}

/// Two hundred points in each projection, in a drawing of 800 units: a tenth of a unit apart at most.
#[test]
fn the_projections_are_those_of_proj() {
    const RADIUS: f64 = 6_371_000.0;
    let table =
        std::fs::read_to_string(fixtures("maps").join("proj.tsv")).expect("the table exists");
    let sections: Vec<&str> = table.split("\n= ").skip(1).collect();
    assert_eq!(sections.len(), 6);
    for section in sections {
        let mut lines = section.lines();
        let name = lines
            .next()
            .and_then(|line| line.split('\t').next())
            .unwrap_or_default();
        let ours = projection(name);
        let pairs: Vec<(Point, Point)> = lines
            .map(|line| {
                let cells: Vec<f64> = line
                    .split('\t')
                    .map(|cell| cell.parse().expect("a number"))
                    .collect();
                (
                    ours.project(at(cells[0], cells[1])),
                    Point {
                        x: cells[2] / RADIUS,
                        y: cells[3] / RADIUS,
                    },
                )
            })
            .collect();
        assert_eq!(pairs.len(), 200, "{name}");
        // Where the plane begins is a matter of convention.
        let (own, other) = pairs[0];
        let (dx, dy) = (own.x - other.x, own.y - other.y);
        let widest = pairs.iter().map(|(own, _)| own.x.abs()).fold(0.0, f64::max);
        let apart =
            |(own, other): &(Point, Point)| (own.x - other.x - dx).hypot(own.y - other.y - dy);
        let worst = pairs.iter().map(apart).fold(0.0, f64::max) * 400.0 / widest;
        assert!(worst < 0.1, "{name}: {worst} units apart");
    }
}

/// Every place of a crowd has its mark or a share in one, and many marks have their name. On a phone the names of all would
/// cover more than half of the map, each within reach of its mark: that most are missing there is the crowd's doing (and a test
/// of `labels` shows that none of them had a free place). The script shows more of them as the map grows.
#[test]
fn five_hundred_places_stay_readable() {
    for (size, share) in [(WIDE, 3), (NARROW, 5)] {
        let drawing = Atlas.draw(&MapRequest {
            zones: Vec::new(),
            ..crowded("en", size)
        });
        let count = |words: &str| drawing.svg.matches(words).count();
        let shared: usize = drawing.groups.iter().map(Vec::len).sum();
        let marks = 500 - shared + drawing.groups.len();
        assert_eq!(count("data-place="), 500);
        assert_eq!(count(" is-in\""), 500 - marks);
        assert_eq!(count(" is-many\""), drawing.groups.len());
        assert_eq!(
            count("class=\"map-name\"") + drawing.unlabelled.len(),
            marks
        );
        assert!(
            shared > 300 && marks > 60,
            "{shared} of 500 share {} marks",
            drawing.groups.len()
        );
        let names = marks - drawing.unlabelled.len();
        assert!(
            names * share > marks,
            "{names} of {marks} marks have a name"
        );
        for group in &drawing.groups {
            assert!(
                drawing
                    .svg
                    .contains(&format!("<title>{}</title>", group.join(", "))),
                "{group:?}"
            );
        }
    }
}

/// With fifty zones besides, each of them is drawn; where places leave room it has its name or shield, and the list has all names.
#[test]
fn fifty_zones_stay_readable_among_them() {
    for (size, least) in [(WIDE, 12), (NARROW, 4)] {
        let drawing = Atlas.draw(&crowded("en", size));
        let svg = &drawing.svg;
        assert_eq!(svg.matches("class=\"map-zone ").count(), 50);
        let tags = svg.matches("class=\"map-tag ").count();
        assert!(tags >= least, "{tags} of 50 have a label");
        assert_eq!(drawing.svg, Atlas.draw(&crowded("en", size)).svg);
    }
}

/// A small map stands in hundreds of pages: one of a town costs them 2 KB when compressed, one of many countries 5 KB.
#[test]
fn neighbours_share_the_ground_of_small_maps() {
    let ground = |lon, lat| format!("{:?}", small("en", &[("here", lon, lat)], 90.0).terrain);
    assert_eq!(ground(36.63, 35.91), ground(36.66, 35.88));
    assert_ne!(ground(36.63, 35.91), ground(37.16, 36.2));
}

fn imprint(rtl: bool) -> Imprint {
    let credits = [
        "The boundaries shown imply no endorsement by anyone, and this line is long.",
        "https://example.org/ar/map/",
    ];
    Imprint {
        page: "https://example.org/ar/map/".to_owned(),
        rtl,
        credits: credits.map(ToOwned::to_owned).to_vec(),
    }
}

/// Programs that open SVG files know no stylesheet: what keeps a class would be black.
#[test]
fn files_need_no_stylesheet() {
    for (name, request) in cases() {
        let drawing = Atlas.draw(&request);
        let file = Atlas.file(&drawing, &imprint(request.rtl));
        let left: Vec<&str> = file
            .split("class=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        let small = left
            .iter()
            .all(|class| *class == "map map-small" || class.ends_with(" is-focus"));
        assert!(
            left.is_empty() || (name.starts_with("small") && small),
            "{name}: {left:?}"
        );
        assert!(
            !file.contains('{') && !file.contains("var("),
            "{name}: a colour without a value"
        );
        assert!(
            (file.contains("<title") || name.starts_with("small"))
                && file.contains("<desc")
                && file.contains("lang=\""),
            "{name}"
        );
        assert!(
            file.contains(">https://example.org/ar/map/</text>"),
            "{name}: an address that runs the other way"
        );
        assert_eq!(
            file.matches("data-place=").count(),
            drawing.svg.matches("data-place=").count(),
            "{name}"
        );
    }
}

#[test]
fn links_of_files_lead_to_the_page() {
    let file = Atlas.file(
        &Atlas.draw(&request("ar", WIDE, &[("إدلب", 36.634, 35.931)])),
        &imprint(true),
    );
    assert!(
        file.contains("href=\"https://example.org/ar/map/#إدلب\"") && !file.contains("href=\"#")
    );
}

/// The colours of files are those of the stylesheet on light paper.
/// A mark with a number has room for it, and what shares it is not seen, without any stylesheet.
#[test]
fn marks_of_files_are_as_wide_as_their_numbers() {
    for (kind, wide) in [
        ("village", "r=\"9\""),
        ("city", "r=\"9\""),
        ("capital", "transform=\"scale(2)\""),
        ("crossing", "transform=\"scale(2)\""),
    ] {
        let mut asked = request("en", NARROW, &named(&crowd(90)));
        for place in &mut asked.places {
            place.kind = kind.into();
        }
        let drawing = Atlas.draw(&asked);
        let file = Atlas.file(&drawing, &imprint(false));
        let places: Vec<&str> = file
            .split("<a ")
            .skip(1)
            .filter_map(|rest| rest.split("</a>").next())
            .collect();
        let (many, single): (Vec<&str>, Vec<&str>) = places
            .iter()
            .partition(|place| place.contains("font-size=\"11\" font-weight=\"700\""));
        assert_eq!(many.len(), drawing.groups.len(), "{kind}");
        assert!(
            many.len() > 5 && many.iter().all(|place| place.contains(wide)),
            "{kind}: {many:?}"
        );
        assert!(
            !single.is_empty() && single.iter().all(|place| !place.contains(wide)),
            "{kind}"
        );
        let hidden = places
            .iter()
            .filter(|place| place.starts_with("display=\"none\""))
            .count();
        assert_eq!(hidden, drawing.svg.matches(" is-in\"").count(), "{kind}");
    }
}

#[test]
fn files_have_the_colours_of_the_theme() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("themes/default/static/assets/site.css");
    let css = std::fs::read_to_string(path).expect("the stylesheet exists");
    for (name, colour) in PALETTE {
        let first = css
            .split(&format!("--map-{name}: "))
            .nth(1)
            .and_then(|rest| rest.split(';').next());
        assert_eq!(first, Some(colour), "{name}");
    }
}
