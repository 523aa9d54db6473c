//! The places of a map: markers with their labels.

use std::collections::BTreeMap;

use super::labels::{self, Anchor, PlacedLabel, Side, Wanted};
use super::letters::line;
use super::marks::{self, MANY, count, marker, radius_of, size_of};
use super::path::coordinate;
use super::request::Grade;
use super::text::SMALL;
use super::{Canvas, MapPlace, Point, Rectangle, tags};
use crate::escape;

/// Between two lines of a label, in ems.
const LINE: f64 = 1.35;

/// Where the label of each marker stands, if there is room; `marks` are the places that each stands for.
pub(super) fn labels(
    canvas: &Canvas<'_>,
    marks: &[Vec<usize>],
    taken: &mut Vec<Rectangle>,
) -> Vec<Option<PlacedLabel>> {
    let own = if canvas.request.rtl {
        Side::Left
    } else {
        Side::Right
    };
    let marks = marks
        .iter()
        .filter_map(|of| Some((of.len(), canvas.request.places.get(*of.first()?)?)));
    let wanted: Vec<Wanted> = marks
        .map(|(count, place)| {
            let size = size_of(&place.kind);
            let title = canvas.widths.of(&place.title, size, true);
            let sub = place
                .sub
                .as_ref()
                .map(|sub| canvas.widths.of(sub, SMALL, false));
            Wanted {
                at: canvas.frame.place(place.at),
                radius: if count > 1 {
                    MANY
                } else {
                    radius_of(&place.kind)
                },
                width: sub.map_or(title, |sub| sub.max(title)),
                height: size * LINE + sub.map_or(0.0, |_| SMALL * LINE),
                rank: place.rank,
                side: place.side.unwrap_or(own),
            }
        })
        .collect();
    let placed = labels::place(&wanted, &canvas.frame.area().grown(-2.0), taken);
    taken.extend(placed.iter().flatten().map(|placed| placed.area));
    taken.extend(
        wanted
            .iter()
            .map(|one| Rectangle::square(one.at, one.radius)),
    );
    // What is placed later keeps away from lines that lead to labels, too.
    for (one, to) in wanted
        .iter()
        .zip(&placed)
        .filter_map(|(one, placed)| Some((one, (*placed)?.leader?)))
    {
        taken.extend(
            tags::along(&[one.at, to], 4.0)
                .into_iter()
                .map(|(at, _)| Rectangle::square(at, 1.5)),
        );
    }
    placed
}

/// The weightiest is drawn last, over the others, and scripts go by that order. What shares a marker is drawn, too, and
/// hidden until a script moves the map.
pub(super) fn places(
    canvas: &Canvas<'_>,
    marks: &[Vec<usize>],
    placed: &[Option<PlacedLabel>],
) -> String {
    let mut out = "<g class=\"map-places\">".to_owned();
    let heads = marks
        .iter()
        .zip(placed)
        .filter_map(|(of, placed)| Some((*of.first()?, (of, placed))));
    let heads: BTreeMap<usize, (&Vec<usize>, &Option<PlacedLabel>)> = heads.collect();
    for index in marks::order(canvas.request) {
        let Some(place) = canvas.request.places.get(index) else {
            continue;
        };
        let head = heads.get(&index);
        out.push_str(&place_link(
            canvas,
            place,
            head.map_or(&[], |(of, _)| of.as_slice()),
            head.and_then(|(_, placed)| placed.as_ref()),
        ));
    }
    out.push_str("</g>");
    out
}

/// A marker for the places `of`, the first of which it is; none where it shares that of another. Scripts leave small maps alone.
fn place_link(
    canvas: &Canvas<'_>,
    place: &MapPlace,
    of: &[usize],
    placed: Option<&PlacedLabel>,
) -> String {
    let at = canvas.frame.place(place.at);
    let focus = if place.is_focus { " is-focus" } else { "" };
    let (class, href, many) = match of.len() {
        0 => (" is-in", place.href.clone(), String::new()),
        1 => ("", place.href.clone(), String::new()),
        count => {
            let own = |id| format!("#{id}_{}", place.id);
            let href = canvas
                .request
                .id
                .as_ref()
                .map_or_else(|| place.href.clone(), own);
            (" is-many", href, format!("{}: ", canvas.number(count)))
        }
    };
    let is_small = canvas.request.terrain.grade == Grade::Small;
    let id = if is_small {
        String::new()
    } else {
        format!(" data-place=\"{}\"", escape::quoted(&place.id))
    };
    let mut out = format!(
        "<a class=\"map-place p-{}{focus}{class}\"{id} href=\"{}\" aria-label=\"{many}{}\" \
         transform=\"translate({} {})\"><g class=\"map-pin\">",
        place.kind,
        escape::quoted(&href),
        escape::quoted(&place.spoken(&canvas.request.words.comma)),
        coordinate(at.x),
        coordinate(at.y)
    );
    if place.is_about() {
        let radius = place
            .radius_km
            .and_then(|km| Some(km / canvas.frame.km_per_unit(at)?));
        out.push_str(&marks::about(radius));
    }
    out.push_str(&marker(&place.kind));
    if of.len() > 1 {
        out.push_str(&count(Point::default(), &canvas.number(of.len())));
    }
    if let Some(placed) = placed {
        label(canvas, &mut out, place, placed);
    }
    if of.len() > 1 || placed.is_none() {
        let all = of
            .iter()
            .filter_map(|index| Some(canvas.request.places.get(*index)?.title.as_str()));
        let names = if of.is_empty() {
            vec![place.title.as_str()]
        } else {
            all.collect()
        };
        out.push_str(&format!(
            " <title>{}</title>",
            escape::quoted(&names.join(&canvas.request.words.comma))
        ));
    }
    out.push_str("</g></a>");
    out
}

/// The label of a marker, from which its places are counted.
fn label(canvas: &Canvas<'_>, out: &mut String, place: &MapPlace, placed: &PlacedLabel) {
    let at = canvas.frame.place(place.at);
    if let Some(to) = placed.leader {
        let (x, y) = (coordinate(to.x - at.x), coordinate(to.y - at.y));
        out.push_str(&format!("<path class=\"map-leader\" d=\"M0 0L{x} {y}\"/>"));
    }
    let size = size_of(&place.kind);
    let x = match placed.anchor {
        Anchor::Left => placed.area.left,
        Anchor::Middle => f64::midpoint(placed.area.left, placed.area.right),
        Anchor::Right => placed.area.right,
    };
    // The baseline lies three quarters down a line of the size.
    let base = placed.area.top + size * 1.03;
    let first = Point {
        x: x - at.x,
        y: base - at.y,
    };
    let rtl = place
        .foreign
        .as_ref()
        .map_or(canvas.request.rtl, |(_, rtl)| *rtl);
    let lang = place.foreign.as_ref().map(|(lang, _)| lang.as_str());
    out.push_str(&line(
        "map-name",
        first,
        placed.anchor,
        rtl,
        lang,
        &place.title,
    ));
    if let Some(sub) = &place.sub {
        let second = Point {
            x: first.x,
            y: first.y + SMALL * LINE,
        };
        out.push_str(&line(
            "map-sub",
            second,
            placed.anchor,
            canvas.request.rtl,
            None,
            sub,
        ));
    }
}
