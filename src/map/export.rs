//! A drawing as a file of its own: colours are attributes, since what opens SVG files knows no stylesheet of a site; credits
//! stand under the map.

use super::marks::{MANY, size_of};
use super::path::coordinate;
use super::sheet::Drawing;
use super::text::Widths;
use super::{Rectangle, Sign, legend};
use crate::escape;

/// The colours of the default theme on light paper, by the names of its custom properties.
pub const PALETTE: [(&str, &str); 11] = [
    ("sea", "#dbe7ec"),
    ("land", "#efece4"),
    ("home", "#fffefa"),
    ("coast", "#7d9aa8"),
    ("line", "#6d6a62"),
    ("thin", "#a9a59a"),
    ("water", "#9fbccb"),
    ("grid", "#2a4a5a1f"),
    ("ink", "#1b1f21"),
    ("soft", "#555b5e"),
    ("claim", "#8a6d3b"),
];
/// The box of the inset, and the outline of zones.
const BOX: &str = "#9c2f25";
/// The accent of the default theme on light paper.
const ACCENT: &str = "#0d5a63";
const FONT: &str = "Noto Sans, Noto Sans Arabic, Segoe UI, Geeza Pro, Tahoma, sans-serif";
/// Height of the letters of credits, of their lines, and room around them, units.
const SMALL: f64 = 9.0;
const LINE: f64 = 13.0;
const PADDING: f64 = 8.0;

/// For each class of a drawing its attributes; `{name}` is a colour of the palette.
const DRESS: &[(&str, &str)] = &[
    ("map-sea", "fill=\"{sea}\" stroke=\"none\""),
    (
        "map-land",
        "fill=\"{land}\" fill-rule=\"evenodd\" stroke=\"none\"",
    ),
    (
        "map-home",
        "fill=\"{home}\" fill-rule=\"evenodd\" stroke=\"none\"",
    ),
    (
        "map-claimed",
        "fill=\"{claim}\" fill-opacity=\".14\" fill-rule=\"evenodd\" stroke=\"none\"",
    ),
    (
        "map-graticule",
        "fill=\"none\" stroke=\"#2a4a5a\" stroke-opacity=\".12\"",
    ),
    ("map-rivers", "fill=\"none\" stroke=\"{water}\""),
    (
        "map-lakes",
        "fill=\"{sea}\" stroke=\"{coast}\" stroke-width=\".6\"",
    ),
    (
        "map-admin",
        "fill=\"none\" stroke=\"{thin}\" stroke-width=\".8\" stroke-dasharray=\"5 3 1 3\"",
    ),
    (
        "map-coast",
        "fill=\"none\" stroke=\"{coast}\" stroke-width=\".9\" stroke-linejoin=\"round\"",
    ),
    (
        "map-borders",
        "fill=\"none\" stroke=\"{line}\" stroke-width=\"1.3\" stroke-linejoin=\"round\"",
    ),
    (
        "map-disputed",
        "fill=\"none\" stroke=\"{line}\" stroke-width=\"1.3\" stroke-dasharray=\"2 3\"",
    ),
    ("map-sub", "font-size=\"11\" fill=\"{soft}\""),
    ("map-degrees", "font-size=\"11\" fill=\"{soft}\""),
    ("map-country", "font-size=\"13\" fill=\"{soft}\""),
    (
        "map-km",
        "font-size=\"11\" fill=\"{ink}\" stroke=\"{home}\" stroke-width=\"3\" paint-order=\"stroke\"",
    ),
    (
        "map-dot",
        "fill=\"{ink}\" stroke=\"{home}\" stroke-width=\"1.4\" paint-order=\"stroke\"",
    ),
    (
        "map-about",
        "fill=\"{ink}\" fill-opacity=\".06\" stroke=\"{soft}\" stroke-width=\".9\" stroke-dasharray=\"3 3\"",
    ),
    (
        "map-count",
        "fill=\"{home}\" font-size=\"11\" font-weight=\"700\"",
    ),
    (
        "map-casing",
        "fill=\"none\" stroke=\"{home}\" stroke-width=\"4.5\"",
    ),
    ("map-zones", ""),
    ("map-tags", ""),
    (
        "map-plate",
        "fill=\"{home}\" stroke=\"{soft}\" stroke-width=\"1.2\"",
    ),
    (
        "map-shield",
        "fill=\"{ink}\" font-size=\"11\" font-weight=\"700\"",
    ),
    (
        "map-leader",
        "fill=\"none\" stroke=\"{soft}\" stroke-width=\".8\"",
    ),
    ("map-target", "fill=\"none\""),
    ("map-reach", "fill=\"none\""),
    (
        "map-scale",
        "fill=\"none\" stroke=\"{ink}\" stroke-width=\"1.4\"",
    ),
    ("map-inset", ""),
    ("map-legend", ""),
    ("map-view", ""),
    ("map-ground", ""),
    ("map-names", ""),
    ("map-places", ""),
    ("map-pin", ""),
    ("map-furniture", ""),
];

/// What a file says of itself.
#[derive(Clone, Debug, Default)]
pub struct Imprint {
    /// The address of the page that the map is on: its links lead there.
    pub page: String,
    /// The direction of its language.
    pub rtl: bool,
    /// What is owed to readers and sources, each on lines of its own.
    pub credits: Vec<String>,
}

/// A drawing as the text of a file.
pub(super) fn file(widths: &Widths, drawing: &Drawing, imprint: &Imprint) -> String {
    let Some((width, map_height)) = size(&drawing.svg) else {
        return String::new();
    };
    let key = key(widths, &drawing.signs, imprint.rtl, (width, map_height));
    let height = map_height + key.as_ref().map_or(0.0, |(height, _)| *height);
    let svg = drawing.svg.trim_end_matches("</svg>").to_owned()
        + &key.map(|(_, key)| key).unwrap_or_default()
        + "</svg>";
    let lines: Vec<String> = imprint
        .credits
        .iter()
        .flat_map(|text| broken(widths, text, width - 2.0 * PADDING))
        .collect();
    #[expect(
        clippy::cast_precision_loss,
        reason = "credits have a handful of lines"
    )]
    let under = lines.len() as f64 * LINE + 2.0 * PADDING;
    let old = format!(
        "viewBox=\"0 0 {w} {h}\" width=\"{w}\" height=\"{h}\"",
        w = coordinate(width),
        h = coordinate(map_height)
    );
    let new = format!(
        "viewBox=\"0 0 {w} {h}\" width=\"{w}\" height=\"{h}\" font-family=\"{FONT}\"",
        w = coordinate(width),
        h = coordinate(height + under)
    );
    let page = escape::quoted(&imprint.page);
    let bare = svg
        .replacen(&old, &new, 1)
        .replace("href=\"#", &format!("href=\"{page}#"))
        .replace(
            "<g class=\"map-legend\"><rect ",
            "<g class=\"map-legend\"><rect fill=\"{home}\" stroke=\"{thin}\" stroke-width=\".7\" ",
        )
        .replace(
            "<rect x=",
            &format!("<rect fill=\"none\" stroke=\"{BOX}\" stroke-width=\"1.6\" x="),
        )
        .replace("<text x=", "<text fill=\"{ink}\" font-size=\"11.5\" x=");
    let mut out = dressed(&bare);
    let foot = out.len() - "</svg>".len();
    out.truncate(foot);
    out.push_str(&credits(&lines, imprint.rtl, (width, height, under)));
    out.push_str("</svg>\n");
    coloured(out)
}

/// A legend under the map, where it had no room inside, and its height.
fn key(
    widths: &Widths,
    signs: &[Sign],
    rtl: bool,
    (width, top): (f64, f64),
) -> Option<(f64, String)> {
    let (_, height) = (!signs.is_empty()).then(|| legend::size(widths, signs))?;
    let area = Rectangle {
        left: 0.0,
        top,
        right: width,
        bottom: top + height,
    };
    Some((height, legend::draw(&area, signs, rtl)))
}

fn credits(lines: &[String], rtl: bool, (width, height, under): (f64, f64, f64)) -> String {
    let (x, dir) = if rtl {
        (width - PADDING, "rtl")
    } else {
        (PADDING, "ltr")
    };
    let mut out = format!(
        "<rect fill=\"{{home}}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
        coordinate(height),
        coordinate(width),
        coordinate(under)
    );
    let mut y = height + PADDING;
    for line in lines {
        y += LINE;
        // An address runs from left to right, and stands where the other lines begin.
        let is_address = line.contains("://");
        let anchor = if is_address && rtl {
            " text-anchor=\"end\""
        } else {
            ""
        };
        let dir = if is_address { "ltr" } else { dir };
        out.push_str(&format!(
            "<text fill=\"{{soft}}\" font-size=\"{SMALL}\" direction=\"{dir}\"{anchor} x=\"{}\" y=\"{}\">{}</text>",
            coordinate(x),
            coordinate(y - 3.0),
            escape::quoted(line)
        ));
    }
    out
}

/// Width and height of a drawing.
fn size(svg: &str) -> Option<(f64, f64)> {
    let (_, rest) = svg.split_once("viewBox=\"0 0 ")?;
    let (width, height) = rest.split_once('"')?.0.split_once(' ')?;
    Some((width.parse().ok()?, height.parse().ok()?))
}

/// A text in lines that are not wider than so much.
fn broken(widths: &Widths, text: &str, most: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if widths.of(&format!("{line} {word}"), SMALL, false) <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Classes → attributes. What has none in the table keeps its class, so that a test finds it.
fn dressed(svg: &str) -> String {
    let mut out = String::with_capacity(svg.len() * 5 / 4);
    let mut within = Within::default();
    let mut parts = svg.split("class=\"");
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (class, rest) = part.split_once('"').unwrap_or((part, ""));
        within.enter(class);
        let attributes = within.attributes(class);
        out.push_str(&attributes.unwrap_or_else(|| format!("class=\"{class}\"")));
        if within.is_many && class == "map-dot" {
            out.push_str(&many(rest));
        } else {
            out.push_str(rest);
        }
    }
    out
}

/// The place or zone whose parts are being dressed.
#[derive(Default)]
struct Within<'a> {
    /// What the place or zone is.
    kind: &'a str,
    /// Whether the place shares its marker with others that have none.
    is_many: bool,
    /// Whether the outline of the zone is not known well.
    is_vague: bool,
    /// Whether the zone is a sign of the legend, whose path has no fill of its own.
    is_sign: bool,
}

impl<'a> Within<'a> {
    fn enter(&mut self, class: &'a str) {
        let sign = class.strip_prefix("z-");
        let drawn = ["map-place p-", "map-zone z-", "map-tag z-"]
            .iter()
            .find_map(|start| class.strip_prefix(start));
        // Signs of the legend are of no place.
        let none = (class == "map-legend").then_some("");
        let Some(kind) = drawn.or(sign).or(none) else {
            return;
        };
        *self = Self {
            kind: kind.split(' ').next().unwrap_or_default(),
            is_many: class.ends_with(" is-many"),
            is_vague: class.ends_with(" is-vague"),
            is_sign: sign.is_some(),
        };
    }

    fn attributes(&self, class: &str) -> Option<String> {
        if let Some((_, attributes)) = DRESS.iter().find(|(name, _)| *name == class) {
            return Some((*attributes).to_owned());
        }
        match class {
            "map-name" => Some(name(self.kind)),
            "map-zone-name" => Some(zone_name(self.kind, "12.5", 600)),
            "map-zone-sub" => Some(zone_name(self.kind, "11", 400)),
            "map-area" => Some(self.area()),
            "map-route" => Some(self.route()),
            "map" => Some(String::new()),
            _ if class.ends_with(" is-in") => Some("display=\"none\"".to_owned()),
            _ if ["map-place p-", "map-zone z-", "map-tag z-", "z-"]
                .iter()
                .any(|start| class.starts_with(start)) =>
            {
                Some(String::new())
            }
            _ => class.strip_prefix("map-hatch z-").map(|kind| {
                format!(
                    "fill=\"none\" stroke=\"{}\" stroke-width=\"1\" stroke-opacity=\".6\"",
                    ink(kind)
                )
            }),
        }
    }

    fn area(&self) -> String {
        let fill = match (self.kind, self.is_sign) {
            ("area", _) => "fill=\"{claim}\" fill-opacity=\".12\" ",
            // The drawing itself names the hatch.
            ("strip" | "corridor" | "buffer" | "control", false) => "",
            _ => "fill=\"none\" ",
        };
        let dashes = match (self.is_vague, self.kind) {
            (true, _) => " stroke-dasharray=\"6 4\"",
            (false, "area") => " stroke-dasharray=\"10 4\"",
            _ => "",
        };
        format!(
            "{fill}stroke=\"{}\" stroke-width=\"1.4\"{dashes}",
            ink(self.kind)
        )
    }

    fn route(&self) -> String {
        let colour = if self.kind == "river" {
            "{coast}"
        } else {
            "{soft}"
        };
        let dashes = if self.is_vague {
            " stroke-dasharray=\"7 3\""
        } else {
            ""
        };
        format!("fill=\"none\" stroke=\"{colour}\" stroke-width=\"2.2\"{dashes}")
    }
}

/// The colour of the outline of a kind of zone.
fn ink(kind: &str) -> &'static str {
    match kind {
        "corridor" => ACCENT,
        "area" => "{claim}",
        _ => BOX,
    }
}

/// The rest of a marker with a number, as large as the stylesheet makes it.
fn many(rest: &str) -> String {
    let Some((own, after)) = rest.split_once("/>") else {
        return rest.to_owned();
    };
    match own.split_once(" r=\"") {
        Some((before, _)) => format!("{before} r=\"{}\"/>{after}", coordinate(MANY)),
        None => format!(" transform=\"scale(2)\"{own}/>{after}"),
    }
}

fn name(kind: &str) -> String {
    let weight = if matches!(kind, "capital" | "city") {
        700
    } else {
        600
    };
    format!(
        "font-size=\"{}\" font-weight=\"{weight}\" fill=\"{{ink}}\" stroke=\"{{home}}\" stroke-width=\"3\" \
         stroke-linejoin=\"round\" paint-order=\"stroke\"",
        size_of(kind)
    )
}

/// In the colour of the outline, where that is dark enough for letters.
fn zone_name(kind: &str, size: &str, weight: u32) -> String {
    let fill = match kind {
        "strip" | "buffer" | "control" | "corridor" => ink(kind),
        "area" => "{ink}",
        _ => "{soft}",
    };
    format!(
        "font-size=\"{size}\" font-weight=\"{weight}\" fill=\"{fill}\" stroke=\"{{home}}\" stroke-width=\"3\" \
         stroke-linejoin=\"round\" paint-order=\"stroke\""
    )
}

fn coloured(mut svg: String) -> String {
    for (name, colour) in PALETTE {
        svg = svg.replace(&format!("{{{name}}}"), colour);
    }
    svg
}
