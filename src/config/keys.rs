//! The keys of `bayan.yaml`.

use crate::kind::Kind;
use crate::yaml::{Key, Shape};

const LANGUAGE: &[Key] = &[
    Key::fact("name", Shape::Line, "the language's own name"),
    Key::fact("locale", Shape::Line, "BCP 47 locale such as ar-SY"),
    Key::fact(
        "digits",
        Shape::Word(crate::locale::SYSTEMS),
        "the digits of numbers and dates",
    ),
    Key::fact(
        "months",
        Shape::Word(&["levant", "gulf", "dual"]),
        "the style of Arabic month names",
    ),
    Key::fact(
        "calendar",
        Shape::Word(&["gregory", "gregory+hijri"]),
        "a second calendar beside",
    ),
    Key::fact(
        "direction",
        Shape::Word(&["ltr", "rtl"]),
        "where the locale's own would be wrong",
    ),
];
const MENU: &[Key] = &[
    Key::fact("page", Shape::Ref(&[Kind::Page]), "a free page"),
    Key::fact(
        "folder",
        Shape::Line,
        "a list page, or `timeline`, `map`, `corrections`",
    ),
    Key::fact("url", Shape::Address, "an address elsewhere"),
    Key::fact("title", Shape::Texts, "the words of the entry"),
];
const FALLBACK: &[Key] = &[
    Key::fact("articles", FALLBACKS, "articles"),
    Key::fact("events", FALLBACKS, "events"),
    Key::fact("actors", FALLBACKS, "actors"),
    Key::fact("agreements", FALLBACKS, "agreements"),
    Key::fact("places", FALLBACKS, "places"),
    Key::fact("sources", FALLBACKS, "sources"),
    Key::fact("terms", FALLBACKS, "terms"),
    Key::fact("pages", FALLBACKS, "free pages"),
];
const FALLBACKS: Shape = Shape::Word(&["show", "link", "hide"]);
const FEEDS: &[Key] = &[Key::fact(
    "entries",
    Shape::Whole(1.0, 1000.0),
    "how many entries a feed holds",
)];
const TIMELINE: &[Key] = &[Key::fact(
    "kinds",
    Shape::List(&Shape::Word(&["events", "agreements", "articles"])),
    "what the timeline shows",
)];
const MAP: &[Key] = &[
    Key::fact(
        "boundaries",
        Shape::Word(&["neutral", "de-facto"]),
        "how disputed borders are drawn",
    ),
    Key::fact(
        "fit",
        Shape::List(&Shape::Ref(&[Kind::Place])),
        "the places that the first map is fitted to",
    ),
    Key::fact(
        "layers",
        Shape::List(&Shape::Line),
        "GeoJSON files under `content/`: zones and routes",
    ),
    Key::fact(
        "snapshots",
        Shape::List(&Shape::Short("date", SNAPSHOT)),
        "the days that phases begin on: small maps, and stops of the time slider",
    ),
    Key::fact(
        "engine",
        Shape::Word(&["svg", "maplibre"]),
        "what draws the map: `maplibre` offers a detailed map beside it",
    ),
];
const SNAPSHOT: &[Key] = &[
    Key::fact("date", Shape::Day, "the day that the phase begins on"),
    Key::fact(
        "title",
        Shape::Texts,
        "what the phase is called, in every language of the site",
    ),
];
const MARKDOWN: &[Key] = &[Key::fact("raw_html", Shape::Bool, "let raw HTML pass")];

/// The keys of `bayan.yaml`.
pub const CONFIG: &[Key] = &[
    Key::fact(
        "title",
        Shape::Texts,
        "the name of the site, required in each language",
    ),
    Key::fact("summary", Shape::Texts, "what it is about, in one sentence"),
    Key::fact(
        "base_url",
        Shape::Line,
        "where it will stand, with its path",
    ),
    Key::fact(
        "languages",
        Shape::Named(&Shape::Fields(LANGUAGE)),
        "the languages, in the order in which they are offered",
    ),
    Key::fact("theme", Shape::Line, "a folder of `themes/`"),
    Key::fact(
        "output",
        Shape::Line,
        "the output folder, `public` by default",
    ),
    Key::fact("menu", Shape::List(&Shape::Fields(MENU)), "the navigation"),
    Key::fact("tags", Shape::Named(&Shape::Texts), "tags and their names"),
    Key::fact(
        "fallback",
        Shape::Fields(FALLBACK),
        "what to do where a language lacks a page, for each kind",
    ),
    Key::fact("feeds", Shape::Fields(FEEDS), "Atom and JSON feeds"),
    Key::fact(
        "pagination",
        Shape::Whole(1.0, 10_000.0),
        "entries on one page of a list",
    ),
    Key::fact("timeline", Shape::Fields(TIMELINE), "the timeline page"),
    Key::fact("map", Shape::Fields(MAP), "the map page"),
    Key::fact("markdown", Shape::Fields(MARKDOWN), "Markdown"),
    Key::fact(
        "check",
        Shape::Named(&Shape::Word(&["error", "warning", "off"])),
        "the weight of problems, by code",
    ),
    Key::fact("licence", Shape::Line, "under which the texts stand"),
    Key::fact("params", Shape::Free, "free, for templates"),
];
