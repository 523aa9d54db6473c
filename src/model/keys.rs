//! The keys of front matter: the contract with editors as one table for each kind.

use crate::kind::Kind;
use crate::yaml::{Key, Shape};

const ACTORS: &[Kind] = &[Kind::Actor];
const EVENTS: &[Kind] = &[Kind::Event];
const AGREEMENTS: &[Kind] = &[Kind::Agreement];
const PLACES: &[Kind] = &[Kind::Place];
const SOURCES: &[Kind] = &[Kind::Source];
const ARTICLES: &[Kind] = &[Kind::Article];

/// The word `type` of a source.
const SOURCE_TYPES: &[&str] = &["document", "statement", "news", "report", "book", "dataset"];
const EVENT_TYPES: &[&str] = &[
    "talks",
    "call",
    "meeting",
    "summit",
    "statement",
    "signing",
    "truce",
    "offensive",
    "strike",
    "displacement",
    "deployment",
    "adoption",
    "other",
];
/// The word `type` of an actor, in the order in which indexes group them.
pub const ACTOR_TYPES: &[&str] = &[
    "person",
    "state",
    "organization",
    "body",
    "armed-group",
    "force",
    "population",
    "class",
];
const AGREEMENT_TYPES: &[&str] = &[
    "treaty",
    "memorandum",
    "protocol",
    "resolution",
    "communique",
    "statement",
    "ceasefire",
    "arrangement",
];
const PLACE_TYPES: &[&str] = &[
    "village", "town", "city", "capital", "crossing", "base", "venue", "region", "area", "country",
];
const STATUSES: &[&str] = &[
    "announced",
    "in-force",
    "partly-implemented",
    "violated",
    "suspended",
    "collapsed",
    "superseded",
    "expired",
    "overtaken",
    "ended",
];
const STANCES: &[&str] = &["official", "wire", "un", "partisan", "academic"];
const EVENT_ROLES: &[&str] = &["participant", "speaker", "host", "target", "affected"];
/// How an agreement stands to another; each has an inverse in the string tables.
pub const RELATIONS: &[&str] = &[
    "supersedes",
    "supplements",
    "implements",
    "cites",
    "endorses",
    "revives",
];
/// The roles that actors have in an agreement, kept apart.
pub const AGREEMENT_ROLES: [&str; 5] = ["parties", "guarantors", "mediators", "endorsers", "bound"];

const RIVAL: &[Key] = &[
    Key::fact("value", Shape::Date, "the other date"),
    Key::fact("source", Shape::Ref(SOURCES), "who states it"),
];
const DATE: &[Key] = &[
    Key::fact("value", Shape::Date, "EDTF"),
    Key::fact("source", Shape::Ref(SOURCES), "who states it"),
    Key::fact(
        "basis",
        Shape::Word(&["stated", "derived", "inferred"]),
        "how it is known",
    ),
    Key::fact("as_published", Shape::Line, "the wording of the source"),
    Key::fact(
        "rivals",
        Shape::List(&Shape::Fields(RIVAL)),
        "other dates; they make it contested",
    ),
];
const STATED_DATE: Shape = Shape::Short("value", DATE);

const SOURCE_USE: &[Key] = &[
    Key::fact("source", Shape::Ref(SOURCES), "the source"),
    Key::fact("note", Shape::InlineTexts, "what it is used for"),
    Key::fact("paragraph", Shape::Line, "where in it"),
];
const CORRECTION: &[Key] = &[
    Key::fact("date", Shape::Day, "the day of the correction"),
    Key::fact(
        "text",
        Shape::InlineTexts,
        "what was wrong and is now right",
    ),
];
const TRANSLATED_FROM: &[Key] = &[
    Key::edition("lang", Shape::Line, "the language of the original"),
    Key::edition(
        "sections",
        Shape::Named(&Shape::Line),
        "hashes by heading id",
    ),
];
const ATTESTED: &[Key] = &[
    Key::fact("date", STATED_DATE, "a day on which the office is known"),
    Key::fact("source", Shape::Ref(SOURCES), "by whom"),
];
const OFFICE: &[Key] = &[
    Key::fact("title", Shape::InlineTexts, "the office"),
    Key::fact(
        "of",
        Shape::Ref(ACTORS),
        "the state or body that it belongs to",
    ),
    Key::fact("from", STATED_DATE, "first day"),
    Key::fact("to", STATED_DATE, "last day"),
    Key::fact(
        "attested",
        Shape::List(&Shape::Short("date", ATTESTED)),
        "single days, where that is all that is known",
    ),
    Key::fact("source", Shape::Ref(SOURCES), "who states it"),
];
const PART: &[Key] = &[
    Key::fact("actor", Shape::Ref(ACTORS), "who"),
    Key::fact("as", Shape::Word(EVENT_ROLES), "in which role"),
];
const READOUT: &[Key] = &[
    Key::fact("by", Shape::Ref(ACTORS), "whose account"),
    Key::fact("date", STATED_DATE, "when it was given"),
    Key::fact("source", Shape::Ref(SOURCES), "where it is found"),
    Key::fact("says", Shape::InlineTexts, "what it says"),
];
const DOCUMENT: &[Key] = &[
    Key::fact("title", Shape::Texts, "its name"),
    Key::fact("url", Shape::Address, "its address"),
    Key::fact("archive_url", Shape::Address, "an archived copy"),
    Key::fact("lang", Shape::Id, "its language"),
    Key::fact("source", Shape::Ref(SOURCES), "the source that it is"),
];
const RELATION: &[Key] = &[
    Key::fact("type", Shape::Word(RELATIONS), "how they stand"),
    Key::fact("agreement", Shape::Ref(AGREEMENTS), "the other agreement"),
];
const STATUS: &[Key] = &[
    Key::fact("date", STATED_DATE, "since when, or as of when"),
    Key::fact("value", Shape::Word(STATUSES), "the status"),
    Key::fact("note", Shape::InlineTexts, "why"),
    Key::fact("source", Shape::Ref(SOURCES), "who says so"),
];
const PROGRESS: &[Key] = &[
    Key::fact("date", STATED_DATE, "as of when"),
    Key::fact(
        "value",
        Shape::Whole(0.0, 3.0),
        "0 not begun, 1 minimal, 2 partial, 3 full",
    ),
    Key::fact("note", Shape::InlineTexts, "why"),
    Key::fact("source", Shape::Ref(SOURCES), "who says so"),
];
const PROVISION: &[Key] = &[
    Key::fact("id", Shape::Id, "its id, for links"),
    Key::fact("text", Shape::InlineTexts, "what is agreed"),
    Key::fact("tags", Shape::List(&Shape::Id), "tags of the configuration"),
    Key::fact("deadline", STATED_DATE, "by when"),
    Key::fact("places", Shape::List(&Shape::Ref(PLACES)), "where"),
    Key::fact(
        "progress",
        Shape::List(&Shape::Fields(PROGRESS)),
        "how far it came",
    ),
];
const PLACE_TITLE: &[Key] = &[
    Key::fact("title", Shape::Texts, "the name"),
    Key::fact("from", STATED_DATE, "first day"),
    Key::fact("to", STATED_DATE, "last day"),
    Key::fact("source", Shape::Ref(SOURCES), "who states it"),
];
/// Left and right are those of the map, start and end those of a line of text.
const LABEL_SIDES: &[&str] = &[
    "auto", "start", "end", "left", "right", "above", "below", "top", "bottom",
];
const LABEL: &[Key] = &[
    Key::fact("priority", Shape::Whole(0.0, 10.0), "which label wins"),
    Key::fact("side", Shape::Word(LABEL_SIDES), "where it stands"),
    Key::fact("sub", Shape::Texts, "a second line"),
];

/// Keys that every kind may have.
pub const COMMON: &[Key] = &[
    Key::text("title", Shape::Text, "required in each language shown"),
    Key::text("summary", Shape::Inline, "one or two sentences"),
    Key::text(
        "names",
        Shape::ByLang(&Shape::List(&Shape::Line)),
        "other spellings and former names",
    ),
    Key::edition("slug", Shape::Slug, "last part of the address"),
    Key::edition("template", Shape::Line, "another template of the theme"),
    Key::edition("draft", Shape::Bool, "built only with --drafts"),
    Key::edition("publish", Shape::Day, "not before this day"),
    Key::edition(
        "updated",
        Shape::Day,
        "the day of the last change of substance",
    ),
    Key::edition("reviewed", Shape::Day, "the day of the last review"),
    Key::fact(
        "tags",
        Shape::List(&Shape::Id),
        "ids of tags of the configuration",
    ),
    Key::fact(
        "sources",
        Shape::List(&Shape::Short("source", SOURCE_USE)),
        "what it rests on",
    ),
    Key::fact("image", Shape::Line, "a picture beside the file"),
    Key::text("image_alt", Shape::Text, "what the picture shows"),
    Key::text("image_credit", Shape::Text, "whose it is"),
    Key::fact(
        "same_as",
        Shape::List(&Shape::Address),
        "the same thing elsewhere",
    ),
    Key::fact(
        "corrections",
        Shape::List(&Shape::Fields(CORRECTION)),
        "what was corrected",
    ),
    Key::edition(
        "translated_from",
        Shape::Fields(TRANSLATED_FROM),
        "written by a command, never by hand",
    ),
    Key::fact(
        "aliases",
        Shape::List(&Shape::Slug),
        "former addresses, absolute paths",
    ),
    Key::fact("former_ids", Shape::List(&Shape::Id), "former ids"),
    Key::fact("params", Shape::Free, "free, for templates"),
];

const ARTICLE: &[Key] = &[
    Key::edition("date", STATED_DATE, "day of publication, required"),
    Key::fact(
        "authors",
        Shape::List(&Shape::RefOrTexts(ACTORS)),
        "who wrote it",
    ),
    Key::fact(
        "actors",
        Shape::List(&Shape::Ref(ACTORS)),
        "whom it is about",
    ),
    Key::fact(
        "events",
        Shape::List(&Shape::Ref(EVENTS)),
        "what it tells of",
    ),
    Key::fact(
        "agreements",
        Shape::List(&Shape::Ref(AGREEMENTS)),
        "which agreements it explains",
    ),
    Key::fact("places", Shape::List(&Shape::Ref(PLACES)), "where"),
    Key::fact(
        "related",
        Shape::List(&Shape::Ref(ARTICLES)),
        "other articles",
    ),
];
const EVENT: &[Key] = &[
    Key::fact("date", STATED_DATE, "when it happened, required"),
    Key::fact("type", Shape::Word(EVENT_TYPES), "what it was"),
    Key::fact("places", Shape::List(&Shape::Ref(PLACES)), "where"),
    Key::fact(
        "actors",
        Shape::List(&Shape::Short("actor", PART)),
        "who, and in which role",
    ),
    Key::fact(
        "agreements",
        Shape::List(&Shape::Ref(AGREEMENTS)),
        "what was agreed or invoked",
    ),
    Key::fact("planned", Shape::Bool, "has not happened yet"),
    Key::fact(
        "readouts",
        Shape::List(&Shape::Fields(READOUT)),
        "accounts of it by those who took part",
    ),
];
const ACTOR: &[Key] = &[
    Key::fact("type", Shape::Word(ACTOR_TYPES), "what it is"),
    Key::fact("country", Shape::Id, "ISO code"),
    Key::fact(
        "member_of",
        Shape::List(&Shape::Ref(ACTORS)),
        "what it belongs to",
    ),
    Key::fact(
        "offices",
        Shape::List(&Shape::Fields(OFFICE)),
        "offices of a person over time",
    ),
];
const AGREEMENT: &[Key] = &[
    Key::fact("type", Shape::Word(AGREEMENT_TYPES), "what it is"),
    Key::fact(
        "date",
        STATED_DATE,
        "when it was signed or adopted, required",
    ),
    Key::fact("announced", STATED_DATE, "when it was made public"),
    Key::fact("in_force", STATED_DATE, "from when it bound"),
    Key::fact("applied", STATED_DATE, "from when it was acted on"),
    Key::fact("expires", STATED_DATE, "until when it was to bind"),
    Key::fact("ended", STATED_DATE, "when it ended"),
    Key::fact(
        "places",
        Shape::List(&Shape::Ref(PLACES)),
        "where it was made",
    ),
    Key::fact(
        "parties",
        Shape::List(&Shape::Ref(ACTORS)),
        "who concluded it",
    ),
    Key::fact(
        "guarantors",
        Shape::List(&Shape::Ref(ACTORS)),
        "whom the text names as guarantors",
    ),
    Key::fact(
        "mediators",
        Shape::List(&Shape::Ref(ACTORS)),
        "who mediated",
    ),
    Key::fact(
        "endorsers",
        Shape::List(&Shape::Ref(ACTORS)),
        "who endorsed it",
    ),
    Key::fact(
        "bound",
        Shape::List(&Shape::Ref(ACTORS)),
        "who must comply without being party",
    ),
    Key::fact(
        "official_title",
        Shape::Texts,
        "the title of the text itself",
    ),
    Key::fact("symbol", Shape::Line, "document symbol such as S/2018/852"),
    Key::fact(
        "documents",
        Shape::List(&Shape::Fields(DOCUMENT)),
        "where the text is found",
    ),
    Key::fact(
        "relations",
        Shape::List(&Shape::Fields(RELATION)),
        "how it stands to other agreements",
    ),
    Key::fact(
        "status",
        Shape::OneOrList(&Shape::Short("value", STATUS)),
        "what became of it",
    ),
    Key::fact(
        "provisions",
        Shape::List(&Shape::Fields(PROVISION)),
        "its points",
    ),
];
const PLACE: &[Key] = &[
    Key::fact("type", Shape::Word(PLACE_TYPES), "what it is"),
    Key::fact("lat", Shape::Number(-90.0, 90.0), "latitude, degrees north"),
    Key::fact(
        "lon",
        Shape::Number(-180.0, 180.0),
        "longitude, degrees east",
    ),
    Key::fact(
        "precision",
        Shape::Word(&["exact", "town", "area", "approximate"]),
        "how exact the point is",
    ),
    Key::fact(
        "radius_km",
        Shape::Number(0.0, 20_000.0),
        "radius of the area, kilometres",
    ),
    Key::fact("within", Shape::Ref(PLACES), "the place that it lies in"),
    Key::fact("country", Shape::Id, "ISO code"),
    Key::fact(
        "titles",
        Shape::List(&Shape::Fields(PLACE_TITLE)),
        "names over time",
    ),
    Key::fact("geometry", Shape::Line, "a GeoJSON file beside it"),
    Key::fact("label", Shape::Fields(LABEL), "its label on maps"),
];
const SOURCE: &[Key] = &[
    Key::fact("type", Shape::Word(SOURCE_TYPES), "what it is"),
    Key::fact("publisher", Shape::RefOrTexts(ACTORS), "who published it"),
    Key::fact("date", STATED_DATE, "when"),
    Key::fact("url", Shape::Address, "where"),
    Key::fact("archive_url", Shape::Address, "an archived copy"),
    Key::fact("accessed", Shape::Day, "when it was read"),
    Key::fact("language", Shape::Id, "its language"),
    Key::fact(
        "derived_from",
        Shape::Ref(SOURCES),
        "the source that it repeats",
    ),
    Key::fact("stance", Shape::Word(STANCES), "whose view it carries"),
];
const TERM: &[Key] = &[
    Key::text(
        "use",
        Shape::ByLang(&Shape::List(&Shape::Line)),
        "wordings to use",
    ),
    Key::text(
        "avoid",
        Shape::ByLang(&Shape::List(&Shape::Line)),
        "wordings to avoid",
    ),
];
const PAGE: &[Key] = &[Key::fact(
    "weight",
    Shape::Whole(-1000.0, 1000.0),
    "place in the menu",
)];
/// Keys of the home page, besides its title and summary.
const HOME: &[Key] = &[
    Key::fact("lead", Shape::Ref(&Kind::ALL), "the entry to begin with"),
    Key::text(
        "state",
        Shape::Inline,
        "how things stand now, and since when",
    ),
    Key::fact(
        "turning_points",
        Shape::List(&Shape::Ref(EVENTS)),
        "three to five dated events",
    ),
    Key::fact(
        "main_actors",
        Shape::List(&Shape::Ref(ACTORS)),
        "who matters most",
    ),
    Key::fact(
        "main_agreements",
        Shape::List(&Shape::Ref(AGREEMENTS)),
        "what was agreed",
    ),
];

/// The keys that a file may have, besides those of every kind.
pub fn own(role: FileRole) -> &'static [Key] {
    match role {
        FileRole::Entity(Kind::Article) => ARTICLE,
        FileRole::Entity(Kind::Event) => EVENT,
        FileRole::Entity(Kind::Actor) => ACTOR,
        FileRole::Entity(Kind::Agreement) => AGREEMENT,
        FileRole::Entity(Kind::Place) => PLACE,
        FileRole::Entity(Kind::Source) => SOURCE,
        FileRole::Entity(Kind::Term) => TERM,
        FileRole::Entity(Kind::Page) => PAGE,
        FileRole::List(_) => &[],
        FileRole::Home => HOME,
    }
}

/// What a content file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileRole {
    /// A record or edition of an entity.
    Entity(Kind),
    /// `_index.<lang>.md` of a folder.
    List(Kind),
    /// `_index.<lang>.md` of the site.
    Home,
}
