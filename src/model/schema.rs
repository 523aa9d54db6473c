//! What content may state, declared once: kinds, and the keys of each with their forms. The contract with editors as data.
//!
//! Reading, merging, linking and walking follow from these tables; `site::views` has getters for keys by their numbers. A schema
//! is an option of each stage that looks at it.

use std::borrow::Cow;

use crate::fingerprint::{Fingerprint, Fingerprinted, Hasher};
use crate::kind::{EntityKey, Kind, Kinds, MOST_KINDS};
use crate::yaml::{Holds, Item, Key, Many, Shared, Table, number_of, table};

const ACTORS: Kinds = Kinds::one(Kind::ACTOR);
const EVENTS: Kinds = Kinds::one(Kind::EVENT);
const AGREEMENTS: Kinds = Kinds::one(Kind::AGREEMENT);
const PLACES: Kinds = Kinds::one(Kind::PLACE);
const SOURCES: Kinds = Kinds::one(Kind::SOURCE);
const ARTICLES: Kinds = Kinds::one(Kind::ARTICLE);

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

table! {
    /// Another date than the one stated.
    RIVAL = "rival";
    Key::fact("value", Item::Date).required(),
    Key::fact("source", Item::Ref(SOURCES)).cites(),
}
table! {
    /// A date with what is known about it.
    DATE = "date".short("value");
    Key::fact("value", Item::Date).required(),
    Key::fact("source", Item::Ref(SOURCES)).cites(),
    Key::fact("basis", Item::word(&["stated", "derived", "inferred"])),
    Key::fact("as_published", Item::Line),
    Key::fact("rivals", Item::fields(RIVAL)).list(),
}
const STATED_DATE: Item = Item::fields(DATE);

table! {
    /// A use of a source.
    SOURCE_USE = "source_use".short("source");
    Key::fact("source", Item::Ref(SOURCES)).cites().required(),
    Key::fact("note", Item::InlineTexts),
    Key::fact("paragraph", Item::Line),
}
table! {
    /// A correction.
    CORRECTION = "correction";
    Key::fact("date", Item::Day),
    Key::fact("text", Item::InlineTexts),
}
table! {
    /// What an edition was translated from; written by a command, never by hand.
    TRANSLATED_FROM = "translated_from";
    Key::edition("lang", Item::Line).required(),
    Key::edition("sections", Item::Line).many(Many::Named),
}
table! {
    /// A day on which an office is known.
    ATTESTED = "attested".short("date");
    Key::fact("date", STATED_DATE).required(),
    Key::fact("source", Item::Ref(SOURCES)).cites(),
}
table! {
    /// An office of a person.
    OFFICE = "office";
    Key::fact("title", Item::InlineTexts),
    Key::fact("of", Item::Ref(ACTORS)),
    Key::fact("from", STATED_DATE),
    Key::fact("to", STATED_DATE),
    Key::fact("attested", Item::fields(ATTESTED)).list(),
    Key::fact("source", Item::Ref(SOURCES)).cites(),
}
table! {
    /// Who took part in an event.
    PART = "part".short("actor");
    Key::fact("actor", Item::Ref(ACTORS)).required(),
    Key::fact("as", Item::word(EVENT_ROLES)),
}
table! {
    /// One account of an event.
    READOUT = "readout";
    Key::fact("by", Item::Ref(ACTORS)),
    Key::fact("date", STATED_DATE),
    Key::fact("source", Item::Ref(SOURCES)).cites(),
    Key::fact("says", Item::InlineTexts),
}
table! {
    /// A copy of an agreement's text.
    DOCUMENT = "document";
    Key::fact("title", Item::Texts),
    Key::fact("url", Item::Address),
    Key::fact("archive_url", Item::Address),
    Key::fact("lang", Item::Id),
    Key::fact("source", Item::Ref(SOURCES)).cites(),
}
table! {
    /// How an agreement stands to another.
    RELATION = "relation";
    Key::fact("type", Item::word(RELATIONS)).required(),
    Key::fact("agreement", Item::Ref(AGREEMENTS)).required(),
}
table! {
    /// A status and since when.
    STATUS = "status".short("value");
    Key::fact("date", STATED_DATE),
    Key::fact("value", Item::word(STATUSES)).required(),
    Key::fact("note", Item::InlineTexts),
    Key::fact("source", Item::Ref(SOURCES)).cites(),
}
table! {
    /// How far a provision came.
    PROGRESS = "progress";
    Key::fact("date", STATED_DATE),
    Key::fact("value", Item::Whole(0.0, 3.0)).required(),
    Key::fact("note", Item::InlineTexts),
    Key::fact("source", Item::Ref(SOURCES)).cites(),
}
table! {
    /// A point of an agreement.
    PROVISION = "provision";
    Key::fact("id", Item::Id).unique(),
    Key::fact("text", Item::InlineTexts),
    Key::fact("tags", Item::Tag).list(),
    Key::fact("deadline", STATED_DATE),
    Key::fact("by", Item::Ref(ACTORS)).list(),
    Key::fact("done", STATED_DATE),
    Key::fact("places", Item::Ref(PLACES)).list(),
    Key::fact("progress", Item::fields(PROGRESS)).list().by_date(),
    Key::fact("note", Item::InlineTexts),
}
table! {
    /// A name of a place and its period.
    PLACE_TITLE = "place_title";
    Key::fact("title", Item::Texts),
    Key::fact("from", STATED_DATE),
    Key::fact("to", STATED_DATE),
    Key::fact("source", Item::Ref(SOURCES)).cites(),
}
/// Left and right are those of the map, start and end those of a line of text.
const LABEL_SIDES: &[&str] = &[
    "auto", "start", "end", "left", "right", "above", "below", "top", "bottom",
];
table! {
    /// The label of a place on maps.
    LABEL = "label";
    Key::fact("priority", Item::Whole(0.0, 10.0)),
    Key::fact("side", Item::word(LABEL_SIDES)),
    Key::fact("sub", Item::Texts),
}

/// How exact a number is.
const QUALIFIERS: &[&str] = &["about", "at-least", "at-most", "more-than", "mostly"];
/// A number and the same with more keys, which must come last: a rival is looked at by the numbers of the first.
macro_rules! number_table {
    ($(#[$doc:meta])* $name:ident = $word:literal; $($more:expr),*) => {
        table! {
            $(#[$doc])*
            $name = $word;
            Key::fact("id", Item::Id).unique(),
            Key::fact("label", Item::Texts).required(),
            Key::fact("value", Item::Number(-1e15, 1e15)),
            Key::fact("low", Item::Number(-1e15, 1e15)),
            Key::fact("high", Item::Number(-1e15, 1e15)),
            Key::fact("qualifier", Item::word(QUALIFIERS)),
            Key::fact("unit", Item::Counted),
            Key::fact("counted_by", Item::Ref(ACTORS)),
            Key::fact("as_of", STATED_DATE),
            Key::fact("period", Item::Date),
            Key::fact("places", Item::Ref(PLACES)).list(),
            Key::fact("source", Item::Ref(SOURCES)).cites(),
            $($more),*
        }
    };
}
number_table! {
    /// What somebody else counted.
    RIVAL_NUMBER = "rival_number";
}
number_table! {
    /// A number that readers should know, and who counted it.
    KEY_NUMBER = "key_number";
    Key::fact("rivals", Item::fields(RIVAL_NUMBER)).list()
}
const CLAIM_TYPES: &[&str] = &["fact", "demand", "evaluation", "causal", "label"];
const CLAIM_MODES: &[&str] = &["direct", "indirect", "unattributed", "presupposed"];
/// How a claim stands to another; each has an inverse in the string tables.
const CLAIM_RELATIONS: &[&str] = &["supports", "disputes", "denies", "qualifies", "updates"];
const ASSESSMENTS: &[&str] = &["corroborated", "contested", "unverified", "not-checkable"];
table! {
    /// How a claim stands to another.
    CLAIM_RELATION = "claim_relation";
    Key::fact("type", Item::word(CLAIM_RELATIONS)).required(),
    Key::fact("claim", Item::Claim).required(),
}
table! {
    /// What the editors found about a claim.
    ASSESSMENT = "assessment".short("value");
    Key::fact("value", Item::word(ASSESSMENTS)).required(),
    Key::fact("date", Item::Day),
    Key::fact("note", Item::InlineTexts),
    Key::fact("sources", Item::Ref(SOURCES)).list().cites(),
}
table! {
    /// What somebody says.
    CLAIM = "claim";
    Key::fact("id", Item::Id).required().unique(),
    Key::fact("text", Item::InlineTexts).required(),
    Key::fact("quote", Item::Line),
    Key::fact("types", Item::word(CLAIM_TYPES)).list(),
    Key::fact("by", Item::RefOrTexts(ACTORS)),
    Key::fact("via", Item::Ref(ACTORS.and(Kind::SOURCE))).ordered(),
    Key::fact("mode", Item::word(CLAIM_MODES)),
    Key::fact("said", STATED_DATE),
    Key::fact("source", Item::Ref(SOURCES)).cites(),
    Key::fact("paragraph", Item::Line),
    Key::fact("about", Item::Ref(Kinds::ANY)).list(),
    Key::fact("relations", Item::fields(CLAIM_RELATION)).list(),
    Key::fact("assessment", Item::fields(ASSESSMENT)),
}
/// At the head of what is told.
const BRIEF: Key = Key::text("brief", Item::Inline).between(3, 5);

table! {
    /// Keys that every kind may have.
    EVERY = "every";
    Key::text("title", Item::Text),
    Key::text("summary", Item::Inline).foreign(&["description", "excerpt"]),
    Key::text("names", Item::Line).many(Many::ListsByLang).only(Holds::ENTRIES),
    Key::edition("slug", Item::Slug).foreign(&["permalink", "url"]).only(Holds::PAGES),
    Key::edition("template", Item::Line).foreign(&["layout"]).only(Holds::PAGES),
    Key::edition("draft", Item::Bool),
    Key::edition("publish", Item::Day).foreign(&["publishdate"]),
    Key::edition("updated", Item::Day).foreign(&["lastmod", "last_modified_at", "modified"]).only(Holds::OWN_PAGES),
    Key::edition("reviewed", Item::Day).only(Holds::OWN_PAGES),
    Key::fact("tags", Item::Tag)
        .list()
        .foreign(&["categories", "keywords"]).only(Holds::PAGES),
    Key::fact("sources", Item::fields(SOURCE_USE)).list().only(Holds::ENTRIES),
    Key::fact("image", Item::Line).only(Holds::PAGES),
    Key::text("image_alt", Item::Text).only(Holds::PAGES),
    Key::text("image_credit", Item::Text).only(Holds::PAGES),
    Key::fact("same_as", Item::Address).list().only(Holds::PAGES),
    Key::fact("corrections", Item::fields(CORRECTION)).list().only(Holds::ENTRIES),
    Key::edition("translated_from", Item::fields(TRANSLATED_FROM)),
    Key::fact("aliases", Item::SitePath)
        .list()
        .foreign(&["redirect_from"]).only(Holds::ENTRIES),
    Key::fact("former_ids", Item::Id).list().only(Holds::ENTRIES),
    Key::fact("params", Item::Free).only(Holds::PAGES),
}

table! {
    /// Keys of articles.
    ARTICLE = "article".after(EVERY);
    Key::edition("date", STATED_DATE).required(),
    BRIEF,
    Key::fact("key_numbers", Item::fields(KEY_NUMBER)).ordered(),
    Key::fact("claims", Item::fields(CLAIM)).ordered(),
    Key::fact("authors", Item::RefOrTexts(ACTORS)).ordered(),
    Key::fact("actors", Item::Ref(ACTORS)).list(),
    Key::fact("events", Item::Ref(EVENTS)).list(),
    Key::fact("agreements", Item::Ref(AGREEMENTS)).list(),
    Key::fact("places", Item::Ref(PLACES)).list(),
    Key::fact("related", Item::Ref(ARTICLES)).list(),
}
table! {
    /// Keys of events.
    EVENT = "event".after(EVERY);
    Key::fact("date", STATED_DATE).required(),
    BRIEF,
    Key::fact("key_numbers", Item::fields(KEY_NUMBER)).ordered(),
    Key::fact("claims", Item::fields(CLAIM)).ordered(),
    Key::fact("type", Item::word(EVENT_TYPES)),
    Key::fact("places", Item::Ref(PLACES)).list(),
    Key::fact("actors", Item::fields(PART)).list(),
    Key::fact("agreements", Item::Ref(AGREEMENTS)).list(),
    Key::fact("planned", Item::Bool),
    Key::fact("readouts", Item::fields(READOUT)).list(),
}
table! {
    /// Keys of actors.
    ACTOR = "actor".after(EVERY);
    Key::fact("type", Item::word(ACTOR_TYPES)),
    Key::fact("country", Item::Id),
    Key::fact("member_of", Item::Ref(ACTORS)).list(),
    Key::fact("offices", Item::fields(OFFICE)).list(),
}
table! {
    /// Keys of agreements.
    AGREEMENT = "agreement".after(EVERY);
    Key::fact("type", Item::word(AGREEMENT_TYPES)),
    Key::fact("date", STATED_DATE).required(),
    Key::fact("announced", STATED_DATE).among("dates"),
    Key::fact("in_force", STATED_DATE).among("dates"),
    Key::fact("applied", STATED_DATE).among("dates"),
    Key::fact("expires", STATED_DATE).among("dates"),
    Key::fact("ended", STATED_DATE).among("dates"),
    Key::fact("places", Item::Ref(PLACES)).list(),
    Key::fact("parties", Item::Ref(ACTORS)).list().among("roles"),
    Key::fact("guarantors", Item::Ref(ACTORS)).list().among("roles"),
    Key::fact("mediators", Item::Ref(ACTORS)).list().among("roles"),
    Key::fact("endorsers", Item::Ref(ACTORS)).list().among("roles"),
    Key::fact("bound", Item::Ref(ACTORS)).list().among("roles"),
    Key::fact("official_title", Item::Texts),
    Key::fact("symbol", Item::Line),
    Key::fact("documents", Item::fields(DOCUMENT)).list(),
    Key::fact("relations", Item::fields(RELATION)).list(),
    Key::fact("status", Item::fields(STATUS)).many(Many::OneOrList).by_date(),
    Key::fact("provisions", Item::fields(PROVISION)).ordered(),
}
table! {
    /// Keys of places.
    PLACE = "place".after(EVERY);
    Key::fact("type", Item::word(PLACE_TYPES)),
    Key::fact("lat", Item::Number(-90.0, 90.0)),
    Key::fact("lon", Item::Number(-180.0, 180.0)),
    Key::fact("precision", Item::word(&["exact", "town", "area", "approximate"])),
    Key::fact("radius_km", Item::Number(0.0, 20_000.0)),
    Key::fact("within", Item::Ref(PLACES)),
    Key::fact("country", Item::Country),
    Key::fact("titles", Item::fields(PLACE_TITLE)).list(),
    Key::fact("geometry", Item::Line),
    Key::fact("label", Item::fields(LABEL)),
}
table! {
    /// Keys of sources.
    SOURCE = "source".after(EVERY);
    Key::fact("type", Item::word(SOURCE_TYPES)),
    Key::fact("publisher", Item::RefOrTexts(ACTORS)),
    Key::fact("date", STATED_DATE),
    Key::fact("url", Item::Address),
    Key::fact("archive_url", Item::Address),
    Key::fact("accessed", Item::Day),
    Key::fact("language", Item::Id),
    Key::fact("derived_from", Item::Ref(SOURCES)),
    Key::fact("stance", Item::word(STANCES)),
}
table! {
    /// Keys of glossary entries.
    TERM = "term".after(EVERY);
    Key::text("use", Item::Line).many(Many::ListsByLang),
    Key::text("avoid", Item::Line).many(Many::ListsByLang),
}
table! {
    /// Keys of free pages.
    PAGE = "page".after(EVERY);
    Key::fact("weight", Item::Whole(-1000.0, 1000.0)),
}
table! {
    /// Keys of the home page, besides its title and summary.
    HOME = "home".after(EVERY);
    Key::fact("lead", Item::Ref(Kinds::ANY)),
    Key::text("state", Item::Inline),
    Key::fact("turning_points", Item::Ref(EVENTS)).list(),
    Key::fact("main_actors", Item::Ref(ACTORS)).list(),
    Key::fact("main_agreements", Item::Ref(AGREEMENTS)).list(),
}

/// The numbers of keys that stages look at by themselves.
macro_rules! numbers {
    ($($name:ident = $table:ident $key:literal),* $(,)?) => {
        $(#[doc = concat!("The number of `", $key, "`.")]
        pub const $name: u16 = number_of($table, $key);)*
    };
}

numbers! {
    TITLE = EVERY "title",
    SUMMARY = EVERY "summary",
    NAMES = EVERY "names",
    SLUG = EVERY "slug",
    TEMPLATE = EVERY "template",
    DRAFT = EVERY "draft",
    PUBLISH = EVERY "publish",
    UPDATED = EVERY "updated",
    REVIEWED = EVERY "reviewed",
    IMAGE_ALT = EVERY "image_alt",
    IMAGE_CREDIT = EVERY "image_credit",
    TRANSLATED_FROM_KEY = EVERY "translated_from",
    FORMER_IDS = EVERY "former_ids",
    STATE = HOME "state",
    GEOMETRY = PLACE "geometry",
    LAT = PLACE "lat",
    LON = PLACE "lon",
    PLACE_TYPE = PLACE "type",
    IMAGE = EVERY "image",
    CORRECTIONS = EVERY "corrections",
}

/// The keys of lists: those of every kind alone.
const LIST: &Table = {
    const KEYS: &[Key] = &[];
    &Table::of("list", KEYS).after(EVERY)
};

/// A kind of content.
#[derive(Clone, Debug)]
pub struct KindRow {
    /// The folder under `content/` and the part of the address.
    pub folder: Cow<'static, str>,
    /// One of the kind, as templates and messages name it.
    pub word: Cow<'static, str>,
    /// Its own keys.
    pub table: Shared<Table>,
    /// Its list is cut into pages; others are read as a whole.
    pub is_paged: bool,
    /// Its entries stand on one page, and have none of their own.
    pub is_shared: bool,
    /// Its pages stand directly under the language, and no list names them.
    pub is_free: bool,
    /// Kinds that the page of an entry lists in full, mentions included, under variables of their own.
    pub lists: Kinds,
    /// The pages of others have variables for those that name them under a key.
    pub has_variables: bool,
    /// What it is in the vocabulary of schema.org.
    pub thing: &'static str,
    /// What its date is there.
    pub dated: Option<&'static str>,
}

impl KindRow {
    /// A kind of a site, with keys of its own.
    pub fn made(folder: &str, word: &str, keys: Vec<Key>) -> Self {
        Self {
            folder: Cow::Owned(folder.to_owned()),
            word: Cow::Owned(word.to_owned()),
            table: Table::made(word, None, EVERY.end(), keys),
            has_variables: false,
            ..Self::of("", "", LIST)
        }
    }

    const fn of(folder: &'static str, word: &'static str, table: &'static Table) -> Self {
        Self {
            folder: Cow::Borrowed(folder),
            word: Cow::Borrowed(word),
            table: Shared::Constant(table),
            is_paged: false,
            is_shared: false,
            is_free: false,
            lists: Kinds::NONE,
            has_variables: true,
            thing: "WebPage",
            dated: None,
        }
    }
}

/// The kinds of the program, in the order of their numbers.
fn built_in() -> Vec<KindRow> {
    let articles = Kinds::one(Kind::ARTICLE);
    let told = articles.and(Kind::EVENT);
    vec![
        KindRow {
            is_paged: true,
            thing: "Article",
            dated: Some("datePublished"),
            ..KindRow::of("articles", "article", ARTICLE)
        },
        KindRow {
            is_paged: true,
            lists: articles,
            thing: "Event",
            dated: Some("startDate"),
            ..KindRow::of("events", "event", EVENT)
        },
        KindRow {
            lists: told,
            thing: "Organization",
            ..KindRow::of("actors", "actor", ACTOR)
        },
        KindRow {
            lists: told,
            thing: "CreativeWork",
            dated: Some("dateCreated"),
            ..KindRow::of("agreements", "agreement", AGREEMENT)
        },
        KindRow {
            lists: told.and(Kind::AGREEMENT),
            thing: "Place",
            ..KindRow::of("places", "place", PLACE)
        },
        KindRow {
            is_shared: true,
            ..KindRow::of("sources", "source", SOURCE)
        },
        KindRow {
            is_shared: true,
            ..KindRow::of("terms", "term", TERM)
        },
        KindRow {
            is_free: true,
            ..KindRow::of("pages", "page", PAGE)
        },
    ]
}

/// All kinds of a site and their keys.
#[derive(Clone, Debug)]
pub struct Schema {
    kinds: Vec<KindRow>,
    /// For each kind the number of its key `type`: every card asks for it.
    types: Vec<Option<u16>>,
    fingerprint: Fingerprint,
}

impl Default for Schema {
    fn default() -> Self {
        Self::with(Vec::new())
    }
}

impl PartialEq for Schema {
    fn eq(&self, other: &Self) -> bool {
        self.fingerprint == other.fingerprint
    }
}

impl Eq for Schema {}

impl Fingerprinted for Schema {
    fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }
}

impl Schema {
    /// The kinds of the program, and some more after them.
    pub fn with(more: Vec<KindRow>) -> Self {
        let mut kinds = built_in();
        kinds.extend(more);
        kinds.truncate(MOST_KINDS);
        let mut hasher = Hasher::new("schema");
        EVERY.feed(&mut hasher);
        HOME.feed(&mut hasher);
        for row in &kinds {
            hasher.text(&row.folder).text(&row.word);
            row.table.feed(&mut hasher);
        }
        let type_key = |row: &KindRow| Some(row.table.find("type")?.0);
        Self {
            types: kinds.iter().map(type_key).collect(),
            kinds,
            fingerprint: hasher.finish(),
        }
    }

    /// All kinds, in the order in which messages and indexes list them.
    pub fn kinds(&self) -> impl Iterator<Item = Kind> + Clone + use<> {
        (0..self.kinds.len()).map(Kind::at)
    }

    /// What is declared of a kind.
    pub fn kind(&self, kind: Kind) -> &KindRow {
        // OK because kinds are made by the schema of a site, and never leave it.
        self.kinds
            .get(kind.index())
            .expect("a kind belongs to its schema")
    }

    /// The folder of a kind.
    pub fn folder(&self, kind: Kind) -> &str {
        &self.kind(kind).folder
    }

    /// The word for one of a kind.
    pub fn word(&self, kind: Kind) -> &str {
        &self.kind(kind).word
    }

    /// The kind that lives in this folder.
    pub fn from_folder(&self, folder: &str) -> Option<Kind> {
        self.kinds().find(|kind| self.folder(*kind) == folder)
    }

    /// The number of the key `type` of a kind.
    pub fn type_key(&self, kind: Kind) -> Option<u16> {
        self.types.get(kind.index()).copied().flatten()
    }

    /// The key with a number in a file.
    pub fn key(&self, role: FileRole, number: u16) -> Option<&Key> {
        EVERY.key(number).or_else(|| self.own(role).key(number))
    }

    /// An entity as `folder/id`.
    pub fn name(&self, key: &EntityKey) -> String {
        format!("{}/{}", self.folder(key.kind), key.id)
    }

    /// The keys that a file may have besides those of every kind.
    pub fn own(&self, role: FileRole) -> &Table {
        match role {
            FileRole::Entity(kind) => &self.kind(kind).table,
            FileRole::List(_) => LIST,
            FileRole::Home => HOME,
        }
    }

    /// Which keys of every kind do anything in a file.
    pub fn holds(&self, role: FileRole) -> Holds {
        match role {
            FileRole::Entity(kind) if self.kind(kind).is_shared => Holds::SHARED,
            FileRole::Entity(_) => Holds::PAGES,
            FileRole::List(_) | FileRole::Home => Holds::INDEX,
        }
    }

    /// All keys that a file may have, those of every kind first.
    pub fn keys(&self, role: FileRole) -> impl Iterator<Item = (u16, &Key)> {
        EVERY.numbered().chain(self.own(role).numbered())
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
