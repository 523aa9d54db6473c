//! A [`Request`] → the text of its SVG.
//!
//! What scripts move lies in `map-view`; what must stay where it is (scale, graticule, legend) lies after it. Markers and
//! labels stand at their own origin, so that they keep their size when the view grows.

use std::collections::BTreeMap;

use super::corner::{self, Corner};
use super::graticule::{self, Graticule};
use super::ground::{Ground, Seen};
use super::labels::{self, Anchor, Placed, Side, Wanted};
use super::legend::{self, Sign};
use super::letters::line;
use super::marks::{self, MANY, count, marker, radius_of, size_of};
use super::path::coordinate;
use super::request::Grade;
use super::text::Widths;
use super::{
    Backdrop, Base, Frame, Place, Point, Rectangle, Request, inset, names, scale, tags, weight,
    zones,
};
use crate::escape;
use crate::fingerprint::Fingerprinted as _;

/// Degrees across from which on a map shows by itself where in the world it is.
const INSET_DEGREES: f64 = 40.0;
/// Between two lines of a label, in ems.
const LINE: f64 = 1.35;
/// Of graticule and scale.
pub(super) const SMALL: f64 = 11.0;

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

/// Draws a map.
pub(super) fn draw(
    base: &Base,
    widths: &Widths,
    request: &Request,
    backdrop: &Backdrop,
) -> Drawing {
    let Backdrop {
        frame,
        ground,
        countries,
    } = backdrop;
    let marks = marks::marks(frame, request);
    let seen = zones::seen(frame, &request.zones);
    let mut sheet = Sheet {
        widths,
        request,
        frame,
        marks,
        seen,
        out: String::new(),
        taken: Vec::new(),
    };
    let graticule = match request.terrain.grade {
        Grade::Full => graticule::draw(frame, request.rtl),
        Grade::Small => Graticule::default(),
    };
    let mut signs = sheet.signs(ground);
    let furniture = sheet.furniture(base, &mut signs, &graticule);
    let placed = sheet.labels();
    let tags = tags::place(
        &sheet.seen,
        frame.area(),
        widths,
        request.rtl,
        &mut sheet.taken,
    );
    let areas = sheet.countries(countries);
    sheet.open();
    sheet.ground(ground, &graticule.lines);
    sheet.zones();
    sheet
        .out
        .push_str(&tags::draw(&tags, request.rtl, request.terrain.grade));
    sheet.out.push_str(&areas);
    sheet.places(&placed);
    sheet.out.push_str("</g>");
    sheet.out.push_str(&furniture);
    sheet.out.push_str("</svg>");
    let ids = |of: &Vec<usize>| {
        of.iter()
            .filter_map(|index| Some(request.places.get(*index)?.id.clone()))
            .collect()
    };
    let without = sheet
        .marks
        .iter()
        .zip(&placed)
        .filter(|(_, placed)| placed.is_none());
    let unlabelled = without
        .filter_map(|(of, _)| Some(request.places.get(*of.first()?)?.id.clone()))
        .collect();
    let groups = sheet
        .marks
        .iter()
        .filter(|of| of.len() > 1)
        .map(ids)
        .collect();
    let zones = sheet.seen.iter().map(|seen| seen.zone.id.clone()).collect();
    let weight = weight::of(&sheet.out);
    Drawing {
        svg: sheet.out,
        groups,
        unlabelled,
        zones,
        weight,
        signs,
    }
}

struct Sheet<'a> {
    widths: &'a Widths,
    request: &'a Request,
    frame: &'a Frame,
    /// Which places, by index, each marker stands for.
    marks: Vec<Vec<usize>>,
    /// What is seen of the zones.
    seen: Vec<zones::Seen<'a>>,
    out: String,
    /// Where no label may stand.
    taken: Vec<Rectangle>,
}

impl Sheet<'_> {
    fn open(&mut self) {
        let Request {
            id,
            lang,
            rtl,
            title,
            description,
            terrain,
            ..
        } = self.request;
        let (width, height) = (coordinate(self.frame.width), coordinate(self.frame.height));
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
        self.out.push_str(&format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" {name} class=\"{class}\" viewBox=\"0 0 {width} {height}\" \
             width=\"{width}\" height=\"{height}\" role=\"group\" lang=\"{lang}\" direction=\"{dir}\">{head}\
             <rect class=\"map-sea\" width=\"{width}\" height=\"{height}\"/><g class=\"map-view\">"
        ));
    }

    fn ground(&mut self, ground: &Ground, lines: &String) {
        self.out
            .push_str("<g class=\"map-ground\" aria-hidden=\"true\">");
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
            self.out
                .push_str(&format!("<path class=\"map-{class}\" d=\"{path}\"/>"));
        }
        self.out.push_str("</g>");
    }

    fn zones(&mut self) {
        // Many small maps stand in one page: what hatches an area of one must not be hidden with another.
        let prefix = match &self.request.id {
            Some(id) => id.clone(),
            None if self.seen.is_empty() => String::new(),
            None => format!("z{:.8}", self.request.fingerprint().to_hex()),
        };
        self.out.push_str(&zones::draw(
            &prefix,
            &self.seen,
            self.request.terrain.grade,
        ));
    }

    /// What lies around the map; its room is taken before labels are placed.
    fn furniture(&mut self, base: &Base, signs: &mut Vec<Sign>, graticule: &Graticule) -> String {
        let mut out = "<g class=\"map-furniture\" aria-hidden=\"true\">".to_owned();
        let markers: Vec<Point> = self
            .request
            .places
            .iter()
            .map(|place| self.frame.place(place.at))
            .collect();
        self.scale(&mut out, &markers);
        if self.request.terrain.grade == Grade::Full {
            self.inset(&mut out, base, &markers);
            if self.legend(&mut out, signs, &markers) {
                signs.clear();
            }
        }
        self.marks(&mut out, graticule, &markers);
        out.push_str("</g>");
        out
    }

    fn marks(&mut self, out: &mut String, found: &Graticule, markers: &[Point]) {
        let request = self.request;
        let [north, south, east, west] = &request.words.degrees;
        let label = |degrees: f64, positive: &str, negative: &str| {
            let pattern = if degrees < 0.0 { negative } else { positive };
            pattern.replace("{n}", &request.words.number(degrees.abs()))
        };
        for mark in found.meridians.iter().filter(|mark| mark.at.y < 1.0) {
            let text = label(mark.degrees, east, west);
            self.mark(
                out,
                &text,
                Point {
                    x: mark.at.x,
                    y: SMALL + 2.0,
                },
                Anchor::Middle,
                markers,
            );
        }
        for mark in &found.parallels {
            let text = label(mark.degrees, north, south);
            let (x, anchor) = if request.rtl {
                (self.frame.width - 4.0, Anchor::Right)
            } else {
                (4.0, Anchor::Left)
            };
            self.mark(
                out,
                &text,
                Point {
                    x,
                    y: mark.at.y - 4.0,
                },
                anchor,
                markers,
            );
        }
    }

    fn mark(&mut self, out: &mut String, text: &str, at: Point, anchor: Anchor, markers: &[Point]) {
        let width = self.widths.of(text, SMALL, false);
        let left = match anchor {
            Anchor::Left => at.x,
            Anchor::Middle => at.x - width / 2.0,
            Anchor::Right => at.x - width,
        };
        let area = Rectangle {
            left,
            top: at.y - SMALL,
            right: left + width,
            bottom: at.y + 3.0,
        };
        let is_free =
            !self.taken.iter().any(|other| other.meets(&area)) && corner::is_clear(&area, markers);
        if is_free && self.frame.area().grown(-1.0).contains(&area) {
            self.taken.push(area);
            out.push_str(&line(
                "map-degrees",
                at,
                anchor,
                self.request.rtl,
                None,
                text,
            ));
        }
    }

    /// Only where a map is too near for readers to know where in the world it lies.
    fn inset(&mut self, out: &mut String, base: &Base, markers: &[Point]) {
        let extent = self.frame.extent();
        if extent.east - extent.west > INSET_DEGREES {
            return;
        }
        let radius = (self.frame.width * 0.075).clamp(34.0, 54.0);
        let order = Corner::order(self.request.rtl, false);
        let side = 2.0 * radius;
        let Some(area) = corner::emptiest(order, self.frame, (side, side), markers, &self.taken)
        else {
            return;
        };
        let middle = Point {
            x: area.left + radius,
            y: area.top + radius,
        };
        if let Some(drawn) = inset::draw(base, self.frame, middle, radius) {
            out.push_str(&drawn);
            self.taken.push(area.grown(4.0));
        }
    }

    /// The signs that the map has.
    fn signs(&self, ground: &Ground) -> Vec<Sign> {
        let about = self.request.places.iter().any(Place::is_about);
        let all = [
            (
                "group",
                "map-group",
                self.marks.iter().any(|of| of.len() > 1),
            ),
            ("about", "map-about", about),
            ("admin", "map-admin", !ground.admin.is_empty()),
            ("disputed", "map-disputed", !ground.disputed.is_empty()),
            ("claimed", "map-claimed", !ground.claimed.is_empty()),
        ];
        let present = all
            .into_iter()
            .filter(|(_, _, is_drawn)| *is_drawn)
            .map(|(name, class, _)| (name, class, false));
        zones::kinds(&self.seen)
            .chain(present)
            .filter_map(|(name, class, is_vague)| {
                let number = (name == "group").then(|| self.number(2));
                Some(Sign {
                    class,
                    number,
                    is_vague,
                    text: self.request.words.legend.get(name)?.clone(),
                })
            })
            .collect()
    }

    /// Whether there was room for it; if not, its words stand under the map.
    fn legend(&mut self, out: &mut String, signs: &[Sign], markers: &[Point]) -> bool {
        if signs.is_empty() {
            return false;
        }
        let size = legend::size(self.widths, signs);
        let order = Corner::order(self.request.rtl, true);
        let Some(area) = corner::emptiest(order, self.frame, size, markers, &self.taken) else {
            return false;
        };
        out.push_str(&legend::draw(&area, signs, self.request.rtl));
        self.taken.push(area.grown(4.0));
        true
    }

    fn scale(&mut self, out: &mut String, markers: &[Point]) {
        let Some(bar) = scale::bar(self.frame) else {
            return;
        };
        let text = self
            .request
            .words
            .km
            .replace("{n}", &self.request.words.number(bar.km));
        let width = self.widths.of(&text, SMALL, false);
        if let Some(place) =
            scale::place(self.frame, self.request.rtl, width.max(bar.length), markers)
        {
            self.taken.push(place.area);
            out.push_str(&scale::draw(&bar, &place, &text, self.request.rtl));
        }
    }

    fn labels(&mut self) -> Vec<Option<Placed>> {
        let own = if self.request.rtl {
            Side::Left
        } else {
            Side::Right
        };
        let marks = self
            .marks
            .iter()
            .filter_map(|of| Some((of.len(), self.request.places.get(*of.first()?)?)));
        let wanted: Vec<Wanted> = marks
            .map(|(count, place)| {
                let size = size_of(&place.kind);
                let title = self.widths.of(&place.title, size, true);
                let sub = place
                    .sub
                    .as_ref()
                    .map(|sub| self.widths.of(sub, SMALL, false));
                Wanted {
                    at: self.frame.place(place.at),
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
        let placed = labels::place(&wanted, &self.frame.area().grown(-2.0), &self.taken);
        self.taken
            .extend(placed.iter().flatten().map(|placed| placed.area));
        self.taken.extend(
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
            self.taken.extend(
                tags::along(&[one.at, to], 4.0)
                    .into_iter()
                    .map(|(at, _)| Rectangle::square(at, 1.5)),
            );
        }
        placed
    }

    fn countries(&mut self, seen: &[Seen]) -> String {
        let mut out = "<g class=\"map-names\" aria-hidden=\"true\">".to_owned();
        let names = &self.request.words.countries;
        for (name, at) in names::place(
            seen,
            &self.frame.area(),
            self.widths,
            names,
            &mut self.taken,
        ) {
            out.push_str(&line(
                "map-country",
                at,
                Anchor::Middle,
                self.request.rtl,
                None,
                &name,
            ));
        }
        out.push_str("</g>");
        out
    }

    /// The weightiest is drawn last, over the others, and scripts go by that order. What shares a marker is drawn, too, and
    /// hidden until a script moves the map.
    fn places(&mut self, placed: &[Option<Placed>]) {
        self.out.push_str("<g class=\"map-places\">");
        let marks = std::mem::take(&mut self.marks);
        let heads = marks
            .iter()
            .zip(placed)
            .filter_map(|(of, placed)| Some((*of.first()?, (of, placed))));
        let heads: BTreeMap<usize, (&Vec<usize>, &Option<Placed>)> = heads.collect();
        for index in marks::order(self.request) {
            let Some(place) = self.request.places.get(index) else {
                continue;
            };
            let head = heads.get(&index);
            self.place(
                place,
                head.map_or(&[], |(of, _)| of.as_slice()),
                head.and_then(|(_, placed)| placed.as_ref()),
            );
        }
        self.marks = marks;
        self.out.push_str("</g>");
    }

    /// A marker for the places `of`, the first of which it is; none where it shares that of another. Scripts leave small maps alone.
    fn place(&mut self, place: &Place, of: &[usize], placed: Option<&Placed>) {
        let at = self.frame.place(place.at);
        let focus = if place.is_focus { " is-focus" } else { "" };
        let (class, href, many) = match of.len() {
            0 => (" is-in", place.href.clone(), String::new()),
            1 => ("", place.href.clone(), String::new()),
            count => {
                let own = |id| format!("#{id}_{}", place.id);
                let href = self
                    .request
                    .id
                    .as_ref()
                    .map_or_else(|| place.href.clone(), own);
                (" is-many", href, format!("{}: ", self.number(count)))
            }
        };
        let is_small = self.request.terrain.grade == Grade::Small;
        let id = if is_small {
            String::new()
        } else {
            format!(" data-place=\"{}\"", escape::quoted(&place.id))
        };
        self.out.push_str(&format!(
            "<a class=\"map-place p-{}{focus}{class}\"{id} href=\"{}\" aria-label=\"{many}{}\" \
             transform=\"translate({} {})\"><g class=\"map-pin\">",
            place.kind,
            escape::quoted(&href),
            escape::quoted(&place.spoken(&self.request.words.comma)),
            coordinate(at.x),
            coordinate(at.y)
        ));
        if place.is_about() {
            let radius = place
                .radius_km
                .and_then(|km| Some(km / self.frame.km_per_unit(at)?));
            self.out.push_str(&marks::about(radius));
        }
        self.out.push_str(&marker(&place.kind));
        if of.len() > 1 {
            self.out
                .push_str(&count(Point::default(), &self.number(of.len())));
        }
        if let Some(placed) = placed {
            self.label(place, at, placed);
        }
        if of.len() > 1 || placed.is_none() {
            let all = of
                .iter()
                .filter_map(|index| Some(self.request.places.get(*index)?.title.as_str()));
            let names = if of.is_empty() {
                vec![place.title.as_str()]
            } else {
                all.collect()
            };
            self.out.push_str(&format!(
                " <title>{}</title>",
                escape::quoted(&names.join(&self.request.words.comma))
            ));
        }
        self.out.push_str("</g></a>");
    }

    #[expect(clippy::cast_precision_loss, reason = "places are far fewer than 2^52")]
    fn number(&self, count: usize) -> String {
        self.request.words.number(count as f64)
    }

    fn label(&mut self, place: &Place, at: Point, placed: &Placed) {
        if let Some(to) = placed.leader {
            let (x, y) = (coordinate(to.x - at.x), coordinate(to.y - at.y));
            self.out
                .push_str(&format!("<path class=\"map-leader\" d=\"M0 0L{x} {y}\"/>"));
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
            .map_or(self.request.rtl, |(_, rtl)| *rtl);
        let lang = place.foreign.as_ref().map(|(lang, _)| lang.as_str());
        self.out.push_str(&line(
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
            self.out.push_str(&line(
                "map-sub",
                second,
                placed.anchor,
                self.request.rtl,
                None,
                sub,
            ));
        }
    }
}
