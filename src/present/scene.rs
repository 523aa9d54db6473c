//! What every page is presented from: the site, its pages, the strings, and the cards that all pages share.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

use super::cards::Cards;
use super::map::{self, Located};
use crate::config::{BaseUrl, Config};
use crate::fingerprint::Fingerprint;
use crate::kind::Kind;
use crate::lang::{Direction, Lang, PerLang};
use crate::map::{Drawing, Shape, SharedWords};
use crate::page::{Pages, Route};
use crate::site::{Edition, Entity, EntityId, Site};
use crate::source::{Asset, SourcePath};
use crate::strings::Strings;
use crate::view::Part;

/// All that presenting sees.
pub struct Stage<'a> {
    /// The configuration.
    pub config: &'a Config,
    /// The site.
    pub site: &'a Site,
    /// The shape of each of its zones, in their order.
    pub shapes: &'a [Arc<Shape>],
    /// Its pages.
    pub pages: &'a Arc<Pages>,
    /// The words of the interface; one table for each language of the site.
    pub strings: &'a PerLang<Strings>,
    /// Of the configuration and the tables that these words were read from.
    pub words: Fingerprint,
    /// Pictures and files of `content/`, sorted by path.
    pub attachments: &'a [Asset],
    /// Static files, by their path in the output.
    pub statics: &'a [Asset],
    /// Where the site will stand.
    pub base_url: &'a BaseUrl,
    /// Relative links that work from `file://`.
    pub portable: bool,
    /// The templates that may show a map: for others none is drawn.
    pub maps: &'a BTreeSet<String>,
}

/// A stage with what all pages share made ready.
pub struct Scene<'a> {
    /// The inputs.
    pub stage: Stage<'a>,
    cards: Cards,
    /// For each language, the variable `site`.
    pub sites: PerLang<Part>,
    /// For each language and kind, the entities shown, in their orders; made when they are first asked for.
    orders: PerLang<BTreeMap<Kind, Orders>>,
    /// For each language, the words of its maps, and its places that have a position; made when they are first asked for.
    maps: PerLang<(OnceLock<SharedWords>, OnceLock<Located>)>,
    /// The paths of static files.
    statics: BTreeSet<&'a str>,
    /// All maps of the site, by the fingerprint of what was asked for.
    pub drawings: BTreeMap<Fingerprint, Arc<Drawing>>,
    /// Files to take away; made when they are first asked for, after the drawings.
    files: OnceLock<BTreeMap<Route, String>>,
}

/// The entities of a kind that the readers of a language are shown.
#[derive(Default)]
struct Orders {
    by_title: OnceLock<Vec<EntityId>>,
    by_date: OnceLock<Vec<EntityId>>,
    /// The place of each in `by_date`.
    places: OnceLock<HashMap<EntityId, usize>>,
}

impl<'a> Scene<'a> {
    /// A scene whose shared parts are made once, when a page first needs them: a page that is waited for needs few of them.
    ///
    /// `cards` are those of an earlier build, or empty ones.
    pub fn new(stage: Stage<'a>, cards: Cards) -> Self {
        let languages = stage.config.codes();
        let statics = stage
            .statics
            .iter()
            .map(|asset| asset.path.as_str())
            .collect();
        let cards = cards.renewed(&stage);
        let sites = languages
            .iter()
            .map(|lang| (*lang, super::shell::site(&stage, *lang)))
            .collect();
        let kinds = || {
            stage
                .site
                .schema
                .kinds()
                .map(|kind| (kind, Orders::default()))
                .collect()
        };
        let orders = languages.iter().map(|lang| (*lang, kinds())).collect();
        let maps = languages
            .iter()
            .map(|lang| (*lang, Default::default()))
            .collect();
        Self {
            stage,
            cards,
            sites,
            orders,
            maps,
            statics,
            drawings: BTreeMap::new(),
            files: OnceLock::new(),
        }
    }

    /// The card of an entity for the readers of a language; `None` where it is hidden from them.
    pub fn card(&self, id: EntityId, lang: Lang) -> Option<Part> {
        self.cards.get(&self.stage, id, lang)
    }

    /// Files to take away, made from the drawings and the places.
    pub fn files(&self) -> &BTreeMap<Route, String> {
        self.files.get_or_init(|| map::files(self))
    }

    /// What is left of a scene: its files, and its cards for the next.
    pub fn finish(self) -> (BTreeMap<Route, String>, Cards) {
        self.files();
        (self.files.into_inner().unwrap_or_default(), self.cards)
    }

    /// The cards of entities, without those that are hidden.
    pub fn cards(&self, ids: impl IntoIterator<Item = EntityId>, lang: Lang) -> Part {
        Part::list(ids.into_iter().filter_map(|id| self.card(id, lang)))
    }

    /// The card of an entity, or nothing.
    pub fn maybe_card(&self, id: Option<EntityId>, lang: Lang) -> Part {
        Part::maybe(id.and_then(|id| self.card(id, lang)))
    }

    /// The entities of a kind shown in a language, by title.
    pub fn by_title(&self, kind: Kind, lang: Lang) -> &[EntityId] {
        let sorted = || sort_by_title(&self.stage, lang, self.stage.shown(kind, lang));
        self.orders(kind, lang)
            .map_or(&[], |orders| orders.by_title.get_or_init(sorted))
    }

    /// The entities of a kind shown in a language, oldest first.
    pub fn by_date(&self, kind: Kind, lang: Lang) -> &[EntityId] {
        let sorted = || sort_by_date(&self.stage, lang, self.stage.shown(kind, lang));
        self.orders(kind, lang)
            .map_or(&[], |orders| orders.by_date.get_or_init(sorted))
    }

    fn orders(&self, kind: Kind, lang: Lang) -> Option<&Orders> {
        self.orders.get(&lang)?.get(&kind)
    }

    /// The words of the maps of a language.
    pub fn map_words(&self, lang: Lang) -> &SharedWords {
        // OK because there is an entry for each language of the site.
        let (words, _) = self
            .maps
            .get(&lang)
            .expect("every language of the site has words");
        words.get_or_init(|| map::words::of(&self.stage, lang))
    }

    /// The places on maps that the readers of a language are shown.
    pub fn located(&self, lang: Lang) -> &Located {
        // OK because there is an entry for each language of the site.
        let (_, located) = self
            .maps
            .get(&lang)
            .expect("every language of the site has places");
        located.get_or_init(|| Located::new(self, lang))
    }

    /// Where the page of the map is, in languages that have one.
    pub fn page_of_map(&self, lang: Lang) -> Option<Route> {
        Some(Route::new(format!("{lang}/map/")))
            .filter(|route| self.stage.pages.by_route.contains_key(route))
    }

    /// The entities of the same kind before and after one in the order of time.
    pub fn neighbours(&self, id: EntityId, lang: Lang) -> (Option<EntityId>, Option<EntityId>) {
        let kind = self.entity(id).key.kind;
        let order = self.by_date(kind, lang);
        let numbered = || {
            order
                .iter()
                .enumerate()
                .map(|(index, id)| (*id, index))
                .collect()
        };
        let places = self
            .orders(kind, lang)
            .map(|orders| orders.places.get_or_init(numbered));
        let Some(place) = places.and_then(|places| places.get(&id)).copied() else {
            return (None, None);
        };
        let before = place.checked_sub(1).and_then(|index| order.get(index));
        (before.copied(), order.get(place + 1).copied())
    }

    /// Sorts entities oldest first.
    pub fn sorted_by_date(&self, ids: Vec<EntityId>, lang: Lang) -> Vec<EntityId> {
        let mut ids = sort_by_date(&self.stage, lang, ids);
        ids.dedup();
        ids
    }

    /// Who names an entity from one kind, oldest first.
    pub fn incoming(&self, id: EntityId, kind: Kind, lang: Lang) -> Vec<EntityId> {
        let ids: BTreeSet<EntityId> = self
            .stage
            .site
            .incoming(id)
            .iter()
            .map(|relation| relation.from)
            .filter(|from| self.entity(*from).key.kind == kind)
            .collect();
        self.sorted_by_date(ids.into_iter().collect(), lang)
    }

    /// The entity with this id.
    pub fn entity(&self, id: EntityId) -> &'a Entity {
        self.stage.site.entity(id)
    }

    /// The words of an entity that the readers of a language are shown, and their language.
    pub fn edition(&self, id: EntityId, lang: Lang) -> Option<(&'a Edition, Lang)> {
        let words = self.stage.pages.shown(id, lang)?.words;
        Some((self.entity(id).editions.get(&words)?, words))
    }

    /// The words of the interface.
    pub fn strings(&self, lang: Lang) -> &'a Strings {
        self.stage.strings(lang)
    }

    /// The direction of a language of the site.
    pub fn direction(&self, lang: Lang) -> Direction {
        self.stage.direction(lang)
    }

    /// The way from a page to the root of the site: what all links begin with. 404 pages are shown anywhere, so theirs is absolute.
    pub fn root(&self, route: &Route) -> String {
        let anywhere = route.as_str().ends_with("404.html");
        if self.stage.portable && !anywhere {
            route.way_up()
        } else {
            self.stage.base_url.path().to_owned()
        }
    }

    /// The absolute address of a route.
    pub fn permalink(&self, route: &Route) -> String {
        self.stage.base_url.permalink(&route.link(false))
    }

    /// A picture or file of `content/`.
    pub fn attachment(&self, path: &SourcePath) -> Option<&'a Asset> {
        let index = self
            .stage
            .attachments
            .binary_search_by(|asset| asset.path.cmp(path))
            .ok()?;
        self.stage.attachments.get(index)
    }

    /// Whether a static file has this path in the output.
    pub fn is_static(&self, path: &str) -> bool {
        self.statics.contains(path)
    }
}

impl<'a> Stage<'a> {
    /// The words of the interface.
    pub fn strings(&self, lang: Lang) -> &'a Strings {
        // OK because the table of strings is made from the languages of the configuration.
        self.strings
            .get(&lang)
            .expect("every language of the site has strings")
    }

    /// The entities of a kind that the readers of a language are shown.
    fn shown(&self, kind: Kind, lang: Lang) -> Vec<EntityId> {
        let all = self.site.of_kind(kind).map(|(id, _)| id);
        all.filter(|id| self.pages.shown(*id, lang).is_some())
            .collect()
    }

    /// The title of an entity as the readers of a language are shown it; its id where it is hidden from them.
    pub fn title(&self, id: EntityId, lang: Lang) -> &'a str {
        let entity = self.site.entity(id);
        let words = self.pages.shown(id, lang).map_or(lang, |shown| shown.words);
        let edition = entity
            .editions
            .get(&words)
            .or_else(|| entity.editions.values().next());
        edition.map_or(&entity.key.id, |edition| &edition.title)
    }

    /// The direction of a language of the site.
    pub fn direction(&self, lang: Lang) -> Direction {
        let language = self
            .config
            .languages
            .iter()
            .find(|language| language.code == lang);
        language.map_or(Direction::Ltr, |language| language.direction)
    }
}

/// The address in the output of a file of `content/`: once for all languages.
pub fn media_route(path: &SourcePath) -> Route {
    let inner = path
        .as_str()
        .strip_prefix("content/")
        .unwrap_or(path.as_str());
    Route::new(format!("media/{inner}"))
}

/// By the language's collation; the key last, so that equal titles keep one order.
fn sort_by_title(stage: &Stage<'_>, lang: Lang, ids: Vec<EntityId>) -> Vec<EntityId> {
    let locale = &stage.strings(lang).locale;
    let mut titled: Vec<(Vec<u8>, EntityId)> = ids
        .into_iter()
        .map(|id| (locale.sort_key(stage.title(id, lang)), id))
        .collect();
    titled.sort();
    titled.into_iter().map(|(_, id)| id).collect()
}

/// Oldest first; what has no date comes last, ordered by key.
fn sort_by_date(stage: &Stage<'_>, lang: Lang, ids: Vec<EntityId>) -> Vec<EntityId> {
    let date = |id: EntityId| stage.site.entity(id).date(lang).map(|date| date.value);
    let mut dated: Vec<_> = ids
        .into_iter()
        .map(|id| (date(id), id))
        .map(|(date, id)| (date.is_none(), date, id))
        .collect();
    dated.sort_unstable();
    dated.into_iter().map(|(_, _, id)| id).collect()
}
