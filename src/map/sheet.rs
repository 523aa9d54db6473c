//! A [`MapRequest`] → the text of its SVG.
//!
//! What scripts move lies in `map-view`; what must stay where it is (scale, graticule, legend) lies after it. Markers and
//! labels stand at their own origin, so that they keep their size when the view grows.

use super::graticule::{self, Graticule};
use super::ground::{Ground, VisibleCountry};
use super::labels::{Anchor, PlacedLabel};
use super::legend::Sign;
use super::letters::line;
use super::path::coordinate;
use super::request::Grade;
use super::text::Widths;
use super::{
    Backdrop, Base, Canvas, MapPlace, MapRequest, Rectangle, furniture, marks, names, places, tags,
    weight, zones,
};
use crate::escape;

/// A finished map.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawing {
    /// `<svg …>…</svg>`; empty where there was nothing to show.
    pub svg: String,
    /// Ids of the places that share a marker, by marker: the first bears its name.
    pub groups: Vec<Vec<String>>,
    /// Ids of the places with a marker of their own, or the first of one, whose label had no room.
    pub unlabelled: Vec<String>,
    /// Ids of the zones that it shows.
    pub zones: Vec<String>,
    /// Bytes of the text when compressed; of a short text its own length.
    pub weight: usize,
    /// What its signs mean, where no legend in it says so.
    pub signs: Vec<Sign>,
}

/// Draws a map: first whatever takes room, the weightiest first, then the text.
pub(super) fn draw(
    base: &Base,
    widths: &Widths,
    request: &MapRequest,
    backdrop: &Backdrop,
) -> Drawing {
    let Backdrop {
        frame,
        ground,
        countries,
    } = backdrop;
    let canvas = Canvas {
        widths,
        request,
        frame,
    };
    let marks = marks::marks(frame, request);
    let seen = zones::seen(frame, &request.zones);
    let graticule = match request.terrain.grade {
        Grade::Full => graticule::draw(frame, request.rtl),
        Grade::Small => Graticule::default(),
    };
    let mut signs = signs(&canvas, ground, &marks, &seen);
    let mut taken = Vec::new();
    let furniture = furniture::furniture(&canvas, base, &mut signs, &graticule, &mut taken);
    let placed = places::labels(&canvas, &marks, &mut taken);
    let tags = tags::place(&seen, frame.area(), widths, request.rtl, &mut taken);
    let names = country_names(&canvas, countries, &mut taken);
    let svg = [
        opening(&canvas),
        ground_layers(ground, &graticule.lines),
        zone_links(request, &seen),
        tags::draw(&tags, request.rtl, request.terrain.grade),
        names,
        places::places(&canvas, &marks, &placed),
        "</g>".to_owned(),
        furniture,
        "</svg>".to_owned(),
    ]
    .concat();
    Drawing {
        weight: weight::of(&svg),
        svg,
        groups: groups(request, &marks),
        unlabelled: unlabelled(request, &marks, &placed),
        zones: seen.iter().map(|seen| seen.zone.id.clone()).collect(),
        signs,
    }
}

/// The ids of the places that share a marker.
fn groups(request: &MapRequest, marks: &[Vec<usize>]) -> Vec<Vec<String>> {
    let shared = marks.iter().filter(|of| of.len() > 1);
    let ids = |of: &Vec<usize>| of.iter().filter_map(|index| id(request, *index)).collect();
    shared.map(ids).collect()
}

fn unlabelled(
    request: &MapRequest,
    marks: &[Vec<usize>],
    placed: &[Option<PlacedLabel>],
) -> Vec<String> {
    let all = marks.iter().zip(placed);
    let without = all.filter(|(_, placed)| placed.is_none());
    without
        .filter_map(|(of, _)| id(request, *of.first()?))
        .collect()
}

fn id(request: &MapRequest, index: usize) -> Option<String> {
    Some(request.places.get(index)?.id.clone())
}

/// The root element, up to what scripts move.
fn opening(canvas: &Canvas<'_>) -> String {
    let MapRequest {
        id,
        lang,
        rtl,
        title,
        description,
        terrain,
        ..
    } = canvas.request;
    let (width, height) = (
        coordinate(canvas.frame.width),
        coordinate(canvas.frame.height),
    );
    let dir = if *rtl { "rtl" } else { "ltr" };
    let (title, about) = (escape::quoted(title), escape::quoted(description));
    let (name, head) = match (id, terrain.grade) {
        (Some(id), Grade::Full) => (
            format!("id=\"{id}\" aria-labelledby=\"{id}-t {id}-d\""),
            format!("<title id=\"{id}-t\">{title}</title><desc id=\"{id}-d\">{about}</desc>"),
        ),
        // A title would follow the pointer all over a map that is only looked at.
        _ => (
            format!("aria-label=\"{title}\""),
            format!("<desc>{about}</desc>"),
        ),
    };
    let class = if terrain.grade == Grade::Full {
        "map"
    } else {
        "map map-small"
    };
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" {name} class=\"{class}\" viewBox=\"0 0 {width} {height}\" \
         width=\"{width}\" height=\"{height}\" role=\"group\" lang=\"{lang}\" direction=\"{dir}\">{head}\
         <rect class=\"map-sea\" width=\"{width}\" height=\"{height}\"/><g class=\"map-view\">"
    )
}

fn ground_layers(ground: &Ground, lines: &String) -> String {
    let mut out = "<g class=\"map-ground\" aria-hidden=\"true\">".to_owned();
    let layers = [
        ("land", &ground.land),
        ("home", &ground.home),
        ("claimed", &ground.claimed),
        ("graticule", lines),
        ("rivers", &ground.rivers),
        ("lakes", &ground.lakes),
        ("admin", &ground.admin),
        ("coast", &ground.coast),
        ("borders", &ground.borders),
        ("disputed", &ground.disputed),
    ];
    for (class, path) in layers.into_iter().filter(|(_, path)| !path.is_empty()) {
        out.push_str(&format!("<path class=\"map-{class}\" d=\"{path}\"/>"));
    }
    out.push_str("</g>");
    out
}

fn zone_links(request: &MapRequest, seen: &[zones::VisibleZone<'_>]) -> String {
    // Many small maps stand in one page: what hatches an area of one must not be hidden with another.
    let prefix = match &request.id {
        Some(id) => id.clone(),
        None if seen.is_empty() => String::new(),
        None => request.prefix(),
    };
    zones::draw(&prefix, seen, request.terrain.grade)
}

/// The signs that the map has.
fn signs(
    canvas: &Canvas<'_>,
    ground: &Ground,
    marks: &[Vec<usize>],
    seen: &[zones::VisibleZone<'_>],
) -> Vec<Sign> {
    let about = canvas.request.places.iter().any(MapPlace::is_about);
    let all = [
        ("group", "map-group", marks.iter().any(|of| of.len() > 1)),
        ("about", "map-about", about),
        ("admin", "map-admin", !ground.admin.is_empty()),
        ("disputed", "map-disputed", !ground.disputed.is_empty()),
        ("claimed", "map-claimed", !ground.claimed.is_empty()),
    ];
    let present = all
        .into_iter()
        .filter(|(_, _, is_drawn)| *is_drawn)
        .map(|(name, class, _)| (name, class, false));
    zones::kinds(seen)
        .chain(present)
        .filter_map(|(name, class, is_vague)| {
            let number = (name == "group").then(|| canvas.number(2));
            Some(Sign {
                class: class.into(),
                number,
                is_vague,
                text: canvas.request.words.legend.get(name)?.clone(),
            })
        })
        .collect()
}

fn country_names(
    canvas: &Canvas<'_>,
    seen: &[VisibleCountry],
    taken: &mut Vec<Rectangle>,
) -> String {
    let mut out = "<g class=\"map-names\" aria-hidden=\"true\">".to_owned();
    let names = &canvas.request.words.countries;
    for (name, at) in names::place(seen, &canvas.frame.area(), canvas.widths, names, taken) {
        out.push_str(&line(
            "map-country",
            at,
            Anchor::Middle,
            canvas.request.rtl,
            None,
            &name,
        ));
    }
    out.push_str("</g>");
    out
}
