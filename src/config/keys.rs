//! The keys of `bayan.yaml`.

use crate::kind::{Kind, Kinds};
use crate::yaml::{Item, Key, Many, table};

table! {
    /// A language of the site.
    LANGUAGE = "language";
    Key::fact("name", Item::Line),
    Key::fact("locale", Item::Line),
    Key::fact("digits", Item::word(crate::locale::SYSTEMS)),
    Key::fact("months", Item::word(&["levant", "gulf", "dual"])),
    Key::fact("calendar", Item::word(&["gregory", "gregory+hijri"])),
    Key::fact("direction", Item::word(&["ltr", "rtl"])),
}
table! {
    /// An entry of the navigation.
    MENU = "menu";
    Key::fact("page", Item::Ref(Kinds::one(Kind::PAGE))),
    Key::fact("folder", Item::Line),
    Key::fact("url", Item::Address),
    Key::fact("title", Item::Texts),
}
table! {
    /// What to do where a language lacks a page, by folder.
    FALLBACK = "fallback";
    Key::fact("articles", FALLBACKS),
    Key::fact("events", FALLBACKS),
    Key::fact("actors", FALLBACKS),
    Key::fact("agreements", FALLBACKS),
    Key::fact("places", FALLBACKS),
    Key::fact("sources", FALLBACKS),
    Key::fact("terms", FALLBACKS),
    Key::fact("pages", FALLBACKS),
}
const FALLBACKS: Item = Item::word(&["show", "link", "hide"]);
table! {
    /// The feeds.
    FEEDS = "feeds";
    Key::fact("entries", Item::Whole(1.0, 1000.0)),
}
table! {
    /// The timeline page.
    TIMELINE = "timeline";
    Key::fact("kinds", Item::word(&["events", "agreements", "articles"])).list(),
}
table! {
    /// Maps.
    MAP = "map";
    Key::fact("boundaries", Item::word(&["neutral", "de-facto"])),
    Key::fact("fit", Item::Ref(Kinds::one(Kind::PLACE))).list(),
    Key::fact("layers", Item::Line).list(),
    Key::fact("snapshots", Item::fields(SNAPSHOT)).list(),
    Key::fact("engine", Item::word(&["svg", "maplibre"])),
}
table! {
    /// A phase of the map.
    SNAPSHOT = "snapshot".short("date");
    Key::fact("date", Item::Day),
    Key::fact("title", Item::Texts),
    Key::fact("sentence", Item::Texts),
}
table! {
    /// How Markdown is read.
    MARKDOWN = "markdown";
    Key::fact("raw_html", Item::Bool),
}

table! {
    /// The keys of `bayan.yaml`.
    CONFIG = "config";
    Key::fact("title", Item::Texts),
    Key::fact("summary", Item::Texts),
    Key::fact("base_url", Item::Line),
    Key::fact("languages", Item::fields(LANGUAGE)).many(Many::Named),
    Key::fact("theme", Item::Line),
    Key::fact("output", Item::Line),
    Key::fact("menu", Item::fields(MENU)).list(),
    Key::fact("tags", Item::Texts).many(Many::Named),
    Key::fact("fallback", Item::fields(FALLBACK)),
    Key::fact("feeds", Item::fields(FEEDS)),
    Key::fact("pagination", Item::Whole(1.0, 10_000.0)),
    Key::fact("timeline", Item::fields(TIMELINE)),
    Key::fact("map", Item::fields(MAP)),
    Key::fact("markdown", Item::fields(MARKDOWN)),
    Key::fact("check", Item::word(&["error", "warning", "off"])).many(Many::Named),
    Key::fact("licence", Item::Line),
    Key::fact("contact", Item::Contact),
    Key::fact("params", Item::Free),
}
