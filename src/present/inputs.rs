//! What presenting sees: the site, its pages, the words of the interface, files beside them.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::config::{BaseUrl, Config};
use crate::fingerprint::Fingerprint;
use crate::kind::Kind;
use crate::lang::{Direction, Lang, PerLang};
use crate::map::ZoneShape;
use crate::page::{Pages, Route};
use crate::site::{EntityId, Site, Zone};
use crate::source::{Asset, SourcePath};
use crate::strings::Strings;

/// All that presenting sees.
pub struct Inputs<'a> {
    /// The checked configuration.
    pub config: &'a Config,
    /// All entries, resolved.
    pub site: &'a Site,
    /// The shape of each of its zones, in their order.
    pub shapes: &'a [Arc<ZoneShape>],
    /// All pages with their routes, and where readers find each entry.
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

impl<'a> Inputs<'a> {
    /// The words of the interface.
    pub fn strings(&self, lang: Lang) -> &'a Strings {
        // OK because the table of strings is made from the languages of the configuration.
        self.strings
            .get(&lang)
            .expect("every language of the site has strings")
    }

    /// All zones with their shapes.
    pub fn zones(&self) -> impl Iterator<Item = (&'a Zone, &'a Arc<ZoneShape>)> + use<'a> {
        self.site.zones.iter().zip(self.shapes)
    }

    /// The entities of a kind that the readers of a language are shown.
    pub fn shown(&self, kind: Kind, lang: Lang) -> Vec<EntityId> {
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

    /// The title of a list page: its editors' own, or the interface's word for it.
    pub fn section_title(&self, lang: Lang, name: &str) -> String {
        let edition = self
            .site
            .schema
            .from_folder(name)
            .and_then(|kind| self.site.lists.get(&kind))
            .and_then(|list| list.editions.get(&lang));
        let own = edition
            .map(|edition| edition.title.to_string())
            .filter(|title| !title.is_empty());
        own.unwrap_or_else(|| self.strings(lang).get(name).to_owned())
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
