//! What each kind of entity states, typed and with its references resolved.

use std::sync::Arc;

use super::{EntityId, Prose, StatedDate};
use crate::diagnostic::Location;
use crate::edtf::Edtf;
use crate::lang::PerLang;
use crate::source::{SourcePath, Span};

/// What one kind states.
#[derive(Clone, Debug)]
pub enum Facts {
    /// An article.
    Article(Article),
    /// An event.
    Event(Event),
    /// An actor.
    Actor(Actor),
    /// An agreement.
    Agreement(Agreement),
    /// A place.
    Place(Place),
    /// A source.
    Source(Source),
    /// A glossary entry.
    Term(Term),
    /// A free page.
    Page(FreePage),
}

/// Facts of an article.
#[derive(Clone, Debug, Default)]
pub struct Article {
    /// Who wrote it.
    pub authors: Vec<Agent>,
    /// Whom it is about.
    pub actors: Vec<EntityId>,
    /// What it tells of.
    pub events: Vec<EntityId>,
    /// What it explains.
    pub agreements: Vec<EntityId>,
    /// Where.
    pub places: Vec<EntityId>,
    /// Other articles.
    pub related: Vec<EntityId>,
}

/// An actor, or someone who is none.
#[derive(Clone, Debug)]
pub enum Agent {
    /// An actor.
    Actor(EntityId),
    /// Someone named in each language.
    Named(PerLang<Arc<str>>),
}

/// Facts of an event.
#[derive(Clone, Debug, Default)]
pub struct Event {
    /// When.
    pub date: Option<StatedDate>,
    /// What it was.
    pub kind: Option<&'static str>,
    /// Where.
    pub places: Vec<EntityId>,
    /// Who, and in which role.
    pub actors: Vec<(EntityId, Option<&'static str>)>,
    /// What was agreed or invoked.
    pub agreements: Vec<EntityId>,
    /// Has not happened yet.
    pub planned: bool,
    /// Accounts of it.
    pub readouts: Vec<Readout>,
}

/// One account of an event.
#[derive(Clone, Debug)]
pub struct Readout {
    /// Whose.
    pub by: Option<EntityId>,
    /// When it was given.
    pub date: Option<StatedDate>,
    /// Where it is found.
    pub source: Option<EntityId>,
    /// What it says.
    pub says: PerLang<Prose>,
}

/// Facts of an actor.
#[derive(Clone, Debug, Default)]
pub struct Actor {
    /// What it is.
    pub kind: Option<&'static str>,
    /// ISO code.
    pub country: Option<Arc<str>>,
    /// What it belongs to.
    pub member_of: Vec<EntityId>,
    /// Offices over time.
    pub offices: Vec<Office>,
}

/// An office of a person.
#[derive(Clone, Debug)]
pub struct Office {
    /// The office.
    pub title: PerLang<Prose>,
    /// The state or body that it belongs to.
    pub of: Option<EntityId>,
    /// First day.
    pub from: Option<StatedDate>,
    /// Last day.
    pub to: Option<StatedDate>,
    /// Single days on which it is known.
    pub attested: Vec<(StatedDate, Option<EntityId>)>,
    /// Who states it.
    pub source: Option<EntityId>,
}

/// Facts of an agreement.
#[derive(Clone, Debug, Default)]
pub struct Agreement {
    /// What it is.
    pub kind: Option<&'static str>,
    /// When it was signed or adopted.
    pub date: Option<StatedDate>,
    /// Its other dates, by key.
    pub dates: Vec<(&'static str, StatedDate)>,
    /// Where it was made.
    pub places: Vec<EntityId>,
    /// Who stands in which role, by key.
    pub roles: Vec<(&'static str, Vec<EntityId>)>,
    /// The title of the text itself.
    pub official_title: PerLang<Arc<str>>,
    /// Document symbol.
    pub symbol: Option<Arc<str>>,
    /// Where the text is found.
    pub documents: Vec<TextCopy>,
    /// How it stands to others.
    pub relations: Vec<(&'static str, EntityId)>,
    /// What became of it, by date.
    pub statuses: Vec<Status>,
    /// Its points.
    pub provisions: Vec<Provision>,
}

/// A copy of an agreement's text.
#[derive(Clone, Debug)]
pub struct TextCopy {
    /// Its name.
    pub title: PerLang<Arc<str>>,
    /// Its address.
    pub url: Option<Arc<str>>,
    /// An archived copy.
    pub archive_url: Option<Arc<str>>,
    /// Its language.
    pub lang: Option<Arc<str>>,
    /// The source that it is.
    pub source: Option<EntityId>,
}

/// A status and since when.
#[derive(Clone, Debug)]
pub struct Status {
    /// Since when, or as of when.
    pub date: Option<StatedDate>,
    /// The word.
    pub value: &'static str,
    /// Why.
    pub note: PerLang<Prose>,
    /// Who says so.
    pub source: Option<EntityId>,
}

/// A point of an agreement.
#[derive(Clone, Debug)]
pub struct Provision {
    /// Its id, for links.
    pub id: Arc<str>,
    /// What is agreed.
    pub text: PerLang<Prose>,
    /// Tags.
    pub tags: Vec<Arc<str>>,
    /// By when.
    pub deadline: Option<StatedDate>,
    /// Where.
    pub places: Vec<EntityId>,
    /// How far it came, by date.
    pub progress: Vec<Progress>,
}

/// How far a provision came.
#[derive(Clone, Debug)]
pub struct Progress {
    /// As of when.
    pub date: Option<StatedDate>,
    /// 0 not begun, 1 minimal, 2 partial, 3 full.
    pub value: u8,
    /// Why.
    pub note: PerLang<Prose>,
    /// Who says so.
    pub source: Option<EntityId>,
}

/// Facts of a place.
#[derive(Clone, Debug, Default)]
pub struct Place {
    /// What it is.
    pub kind: Option<&'static str>,
    /// Where its latitude is stated.
    pub at: Option<Location>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// How exact the point is.
    pub precision: Option<&'static str>,
    /// Radius of the area, kilometres.
    pub radius_km: Option<f64>,
    /// What it lies in.
    pub within: Option<EntityId>,
    /// ISO code.
    pub country: Option<Arc<str>>,
    /// A GeoJSON file beside its own that holds its outline, with the place that states it.
    pub geometry: Option<(Arc<str>, SourcePath, Span)>,
    /// Names over time.
    pub titles: Vec<PlaceTitle>,
    /// Its label on maps.
    pub label: MapLabel,
}

/// The label of a place on maps, as far as its file says anything of it.
#[derive(Clone, Debug, Default)]
pub struct MapLabel {
    /// Where it is stated.
    pub at: Option<Location>,
    /// Which label wins, 0 to 10.
    pub priority: Option<i32>,
    /// Where it stands; none where that is left to the program.
    pub side: Option<&'static str>,
    /// A second line.
    pub sub: PerLang<Arc<str>>,
}

/// A name of a place and its period.
#[derive(Clone, Debug)]
pub struct PlaceTitle {
    /// The name.
    pub title: PerLang<Arc<str>>,
    /// First day.
    pub from: Option<StatedDate>,
    /// Last day.
    pub to: Option<StatedDate>,
    /// Who states it.
    pub source: Option<EntityId>,
}

/// Facts of a source.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// What it is.
    pub kind: Option<&'static str>,
    /// Who published it.
    pub publisher: Option<Agent>,
    /// When.
    pub date: Option<StatedDate>,
    /// Where.
    pub url: Option<Arc<str>>,
    /// An archived copy.
    pub archive_url: Option<Arc<str>>,
    /// When it was read.
    pub accessed: Option<Edtf>,
    /// Its language.
    pub language: Option<Arc<str>>,
    /// The source that it repeats.
    pub derived_from: Option<EntityId>,
    /// Whose view it carries.
    pub stance: Option<&'static str>,
}

/// Facts of a glossary entry.
#[derive(Clone, Debug, Default)]
pub struct Term {
    /// Wordings to use.
    pub preferred: PerLang<Vec<Arc<str>>>,
    /// Wordings to avoid.
    pub avoided: PerLang<Vec<Arc<str>>>,
}

/// Facts of a free page.
#[derive(Clone, Debug, Default)]
pub struct FreePage {
    /// Place in the menu.
    pub weight: i32,
}
