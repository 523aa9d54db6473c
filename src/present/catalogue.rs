//! Whatever pages and maps look up: entities in their orders, words, addresses.

use super::map::{Located, map_words};
use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::inputs::Inputs;
use super::orders::{Orders, sorted_by_date};
use crate::kind::Kind;
use crate::lang::{Direction, Lang, PerLang};
use crate::locale::one_form;
use crate::map::SharedWords;
use crate::page::{Page, PageKind, Route};
use crate::site::{Edition, Entity, EntityId};
use crate::source::{Asset, SourcePath};
use crate::strings::Strings;

/// The inputs, with what is looked up in them for many pages.
pub struct Catalogue<'a> {
    /// What it was made from.
    pub inputs: Inputs<'a>,
    orders: Orders,
    /// For each language, the words of its maps, and its places that have a position; made when they are first asked for.
    maps: PerLang<(OnceLock<SharedWords>, OnceLock<Located>)>,
    /// The paths of static files.
    statics: BTreeSet<&'a str>,
}

impl<'a> Catalogue<'a> {
    /// A catalogue whose parts are made when a page first needs them: a page that is waited for needs few.
    pub fn new(inputs: Inputs<'a>) -> Self {
        let languages = inputs.config.codes();
        let statics = inputs.statics.iter().map(|asset| asset.path.as_str());
        Self {
            statics: statics.collect(),
            orders: Orders::new(&inputs.site.schema, &languages),
            maps: languages
                .iter()
                .map(|lang| (*lang, Default::default()))
                .collect(),
            inputs,
        }
    }

    /// The entities of a kind shown in a language, by title.
    pub fn by_title(&self, kind: Kind, lang: Lang) -> &[EntityId] {
        self.orders.by_title(&self.inputs, kind, lang)
    }

    /// The entities of a kind shown in a language, oldest first.
    pub fn by_date(&self, kind: Kind, lang: Lang) -> &[EntityId] {
        self.orders.by_date(&self.inputs, kind, lang)
    }

    /// The entities of the same kind before and after one in the order of time.
    pub fn neighbours(&self, id: EntityId, lang: Lang) -> (Option<EntityId>, Option<EntityId>) {
        self.orders.neighbours(&self.inputs, id, lang)
    }

    /// Sorts entities oldest first.
    pub fn sorted_by_date(&self, ids: Vec<EntityId>, lang: Lang) -> Vec<EntityId> {
        let mut ids = sorted_by_date(&self.inputs, lang, ids);
        ids.dedup();
        ids
    }

    /// The words of the maps of a language.
    pub fn map_words(&self, lang: Lang) -> &SharedWords {
        // OK because there is an entry for each language of the site.
        let (words, _) = self
            .maps
            .get(&lang)
            .expect("every language of the site has words");
        words.get_or_init(|| map_words(&self.inputs, lang))
    }

    /// The places on maps that the readers of a language are shown.
    pub fn located(&self, lang: Lang) -> &Located {
        // OK because there is an entry for each language of the site.
        let (_, located) = self
            .maps
            .get(&lang)
            .expect("every language of the site has places");
        located.get_or_init(|| Located::new(self.inputs.site, self.by_title(Kind::PLACE, lang)))
    }

    /// The pages of the map, in languages that have one.
    pub fn map_pages(&self) -> impl Iterator<Item = &Page> {
        let pages = self.inputs.pages.all.iter();
        pages.filter(|page| page.kind == PageKind::Map)
    }

    /// Where the page of the map is, in languages that have one.
    pub fn page_of_map(&self, lang: Lang) -> Option<Route> {
        Some(Route::new(format!("{lang}/map/")))
            .filter(|route| self.inputs.pages.by_route.contains_key(route))
    }

    /// Who names an entity from one kind, oldest first.
    pub fn incoming(&self, id: EntityId, kind: Kind, lang: Lang) -> Vec<EntityId> {
        let ids: BTreeSet<EntityId> = self
            .inputs
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
        self.inputs.site.entity(id)
    }

    /// The words of an entity that the readers of a language are shown, and their language.
    pub fn edition(&self, id: EntityId, lang: Lang) -> Option<(&'a Edition, Lang)> {
        let words = self.inputs.pages.shown(id, lang)?.words;
        Some((self.entity(id).editions.get(&words)?, words))
    }

    /// The words of the interface.
    pub fn strings(&self, lang: Lang) -> &'a Strings {
        self.inputs.strings(lang)
    }

    /// The direction of a language of the site.
    pub fn direction(&self, lang: Lang) -> Direction {
        self.inputs.direction(lang)
    }

    /// The way from a page to the root of the site: what all links begin with. 404 pages are shown anywhere, so theirs is absolute.
    pub fn root(&self, route: &Route) -> String {
        let anywhere = route.as_str().ends_with("404.html");
        if self.inputs.portable && !anywhere {
            route.way_up()
        } else {
            self.inputs.base_url.path().to_owned()
        }
    }

    /// The absolute address of a route.
    pub fn permalink(&self, route: &Route) -> String {
        self.inputs.base_url.permalink(&route.link(false))
    }

    /// A picture or file of `content/`.
    pub fn attachment(&self, path: &SourcePath) -> Option<&'a Asset> {
        let index = self
            .inputs
            .attachments
            .binary_search_by(|asset| asset.path.as_str().cmp(&one_form(path.as_str())))
            .ok()?;
        self.inputs.attachments.get(index)
    }

    /// Whether a static file has this path in the output.
    pub fn is_static(&self, path: &str) -> bool {
        self.statics.contains(&*one_form(path))
    }
}
