//! [`Site`]: all entities of a site with their facts merged, their references resolved and their relations known.
//!
//! Built only by `resolve`. Ids index one site: they are never hashed, serialised or shown.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::edtf::Edtf;
use crate::kind::{EntityKey, Kind};
use crate::lang::{Lang, PerLang};
use crate::model::{Body, Text};
use crate::source::{SourcePath, Span};

/// Names one entity of one site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(u32);

impl EntityId {
    /// The id of the entity at this place of the table; `resolve` alone makes ids.
    pub fn at(index: usize) -> Self {
        Self(u32::try_from(index).unwrap_or(u32::MAX))
    }

    /// Its place in tables that run parallel to the entities.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// One resolved site. What is not published is not in it.
#[derive(Clone, Debug)]
pub struct Site {
    /// Sorted by key.
    pub entities: Vec<Entity>,
    /// Every published entity by its key.
    pub by_key: BTreeMap<EntityKey, EntityId>,
    /// For each entity, who names it and how.
    pub incoming: Vec<Vec<Relation>>,
    /// The home page.
    pub home: Home,
    /// The texts of list pages.
    pub lists: BTreeMap<Kind, PerLang<Edition>>,
    /// What was left out.
    pub omitted: Omitted,
}

impl Site {
    /// The entity with this id.
    pub fn entity(&self, id: EntityId) -> &Entity {
        // OK because ids are made by `resolve` for this very table, and never leave it.
        self.entities.get(id.index()).expect("an id belongs to its site")
    }

    /// Entities of one kind, in the order of their ids.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = (EntityId, &Entity)> {
        let all = self.entities.iter().enumerate().map(|(index, entity)| (EntityId::at(index), entity));
        all.filter(move |(_, entity)| entity.key.kind == kind)
    }

    /// Who names this entity.
    pub fn incoming(&self, id: EntityId) -> &[Relation] {
        self.incoming.get(id.index()).map_or(&[], Vec::as_slice)
    }
}

/// What a build left out, by path of the file that says so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Omitted {
    /// Drafts.
    pub drafts: BTreeSet<SourcePath>,
    /// Not yet due, each with its day.
    pub not_due: BTreeSet<(SourcePath, String)>,
}

/// The thing in all its languages.
#[derive(Clone, Debug)]
pub struct Entity {
    /// Its name.
    pub key: EntityKey,
    /// What every kind may state.
    pub common: Common,
    /// What its kind states.
    pub facts: Facts,
    /// Its text, for each language that has one; never empty.
    pub editions: PerLang<Edition>,
}

impl Entity {
    /// When it was: its date, or for an article the day of publication in that language.
    pub fn date(&self, lang: Lang) -> Option<&StatedDate> {
        match &self.facts {
            Facts::Article(_) => {
                self.editions.get(&lang).or(self.editions.values().next()).and_then(|edition| edition.date.as_ref())
            }
            Facts::Event(event) => event.date.as_ref(),
            Facts::Agreement(agreement) => agreement.date.as_ref(),
            Facts::Source(source) => source.date.as_ref(),
            Facts::Actor(_) | Facts::Place(_) | Facts::Term(_) | Facts::Page(_) => None,
        }
    }
}

/// An entity's text in one language.
#[derive(Clone, Debug)]
pub struct Edition {
    /// The file that holds it: its own, or the neutral record.
    pub path: SourcePath,
    /// The title.
    pub title: Arc<str>,
    /// One or two sentences.
    pub summary: Option<Prose>,
    /// The text.
    pub text: Option<Linked>,
    /// Last part of the address.
    pub slug: Arc<str>,
    /// Where the slug is stated, if it is.
    pub slug_span: Option<Span>,
    /// Another template.
    pub template: Option<(Arc<str>, Span)>,
    /// Not published; built with `--drafts`.
    pub draft: bool,
    /// Of an article.
    pub date: Option<StatedDate>,
    /// The day of the last change of substance.
    pub updated: Option<Edtf>,
    /// The day of the last review.
    pub reviewed: Option<Edtf>,
    /// What the picture shows.
    pub image_alt: Option<Arc<str>>,
    /// Whose the picture is.
    pub image_credit: Option<Arc<str>>,
}

/// A text whose slots are resolved; `targets` runs parallel to its slots.
#[derive(Clone, Debug)]
pub struct Linked {
    /// The text.
    pub text: Arc<Text>,
    /// One for each slot.
    pub targets: Vec<Resolved>,
}

/// A text of front matter whose slots are resolved.
#[derive(Clone, Debug)]
pub struct Prose {
    /// The text.
    pub body: Arc<Body>,
    /// One for each slot.
    pub targets: Vec<Resolved>,
    /// The file that holds it.
    pub path: SourcePath,
}

/// What a slot leads to.
#[derive(Clone, Debug)]
pub enum Resolved {
    /// An entity, and a heading of its page.
    Entity(EntityId, Option<Arc<str>>),
    /// Something that is not published: the words stay, the link goes.
    Hidden(Arc<str>),
    /// Reported: the words stay, the link goes.
    Broken(Arc<str>),
    /// A heading of the same page.
    Anchor(Arc<str>),
    /// A path of the site or a file beside this one.
    Path(Arc<str>),
    /// An address elsewhere.
    Address(Arc<str>),
    /// Citations.
    Citations(Vec<Cited>),
    /// The entities that a block's data names, by the text that names them.
    Block(Vec<(Arc<str>, EntityId)>),
    /// A slot that leads nowhere: phrases, pictures, closing tags.
    Nothing,
}

/// A resolved citation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// The source.
    pub source: EntityId,
    /// Where in it.
    pub locator: Option<Arc<str>>,
}

/// That one entity names another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Relation {
    /// Who names it.
    pub from: EntityId,
    /// As what.
    pub role: Role,
}

/// As what an entity is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Under this key of the front matter.
    Key(&'static str),
    /// By a link in a text.
    Mention,
    /// As a source.
    Citation,
}

/// What every kind may state.
#[derive(Clone, Debug, Default)]
pub struct Common {
    /// Other names.
    pub names: PerLang<Vec<Arc<str>>>,
    /// Tags, in the order written.
    pub tags: Vec<Arc<str>>,
    /// What it rests on.
    pub sources: Vec<SourceUse>,
    /// A picture beside a file, with the place that states it.
    pub image: Option<(Arc<str>, SourcePath, Span)>,
    /// The same thing elsewhere.
    pub same_as: Vec<Arc<str>>,
    /// What was corrected.
    pub corrections: Vec<Correction>,
    /// Former addresses, each with the place that states it.
    pub aliases: Vec<(Arc<str>, SourcePath, Span)>,
    /// Free values.
    pub params: Option<Arc<serde_yaml::Value>>,
}

/// A use of a source.
#[derive(Clone, Debug)]
pub struct SourceUse {
    /// The source.
    pub source: EntityId,
    /// What it is used for.
    pub note: PerLang<Prose>,
    /// Where in it.
    pub paragraph: Option<Arc<str>>,
}

/// A correction.
#[derive(Clone, Debug)]
pub struct Correction {
    /// Its day.
    pub date: Option<Edtf>,
    /// What was wrong and is now right.
    pub text: PerLang<Prose>,
}

/// A date with what is known about it.
#[derive(Clone, Debug)]
pub struct StatedDate {
    /// EDTF.
    pub value: Edtf,
    /// Who states it.
    pub source: Option<EntityId>,
    /// The wording of the source.
    pub as_published: Option<Arc<str>>,
    /// `stated`, `derived` or `inferred`.
    pub basis: Option<&'static str>,
    /// Other dates; they make it contested.
    pub rivals: Vec<(Edtf, Option<EntityId>)>,
}

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
    /// Names over time.
    pub titles: Vec<PlaceTitle>,
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

/// The home page.
#[derive(Clone, Debug, Default)]
pub struct Home {
    /// Its text, for each language that has one.
    pub editions: PerLang<Edition>,
    /// The entry to begin with.
    pub lead: Option<EntityId>,
    /// How things stand.
    pub state: PerLang<Prose>,
    /// Dated events.
    pub turning_points: Vec<EntityId>,
    /// Who matters most.
    pub main_actors: Vec<EntityId>,
    /// What was agreed.
    pub main_agreements: Vec<EntityId>,
}
