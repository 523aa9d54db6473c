//! What pages show of each other, made once for all: cards, the variable `site`, drawings, files to take away.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use super::cards::Cards;
use super::catalogue::Catalogue;
use super::map;
use super::site_part::site_part;
use crate::fingerprint::Fingerprint;
use crate::kind::Kind;
use crate::lang::{Lang, PerLang};
use crate::map::Drawing;
use crate::page::Route;
use crate::site::EntityId;
use crate::view::Part;

/// The catalogue with all that several pages show. Whole when it is made: the maps are drawn before.
pub struct SharedViews<'a> {
    catalogue: Catalogue<'a>,
    cards: Cards,
    /// For each language, the variable `site`.
    pub sites: PerLang<Part>,
    /// All maps of the site, by the fingerprint of what was asked for.
    pub drawings: BTreeMap<Fingerprint, Arc<Drawing>>,
    /// Files to take away; made when they are first asked for.
    files: OnceLock<BTreeMap<Route, String>>,
}

/// Pages look up the one as they look up the other.
impl<'a> Deref for SharedViews<'a> {
    type Target = Catalogue<'a>;

    fn deref(&self) -> &Catalogue<'a> {
        &self.catalogue
    }
}

impl<'a> SharedViews<'a> {
    /// Parts are made when a page first needs them: a page that is waited for needs few.
    ///
    /// `cards` are those of an earlier build, or empty ones.
    pub fn new(
        catalogue: Catalogue<'a>,
        drawings: BTreeMap<Fingerprint, Arc<Drawing>>,
        cards: Cards,
    ) -> Self {
        let inputs = &catalogue.inputs;
        let languages = inputs.config.codes().into_iter();
        let sites = languages.map(|lang| (lang, site_part(inputs, lang)));
        Self {
            sites: sites.collect(),
            cards: cards.renewed(inputs),
            drawings,
            files: OnceLock::new(),
            catalogue,
        }
    }

    /// The card of an entity for the readers of a language; `None` where it is hidden from them.
    pub fn card(&self, id: EntityId, lang: Lang) -> Option<Part> {
        self.cards.get(&self.inputs, id, lang)
    }

    /// The cards of entities, without those that are hidden.
    pub fn cards(&self, ids: impl IntoIterator<Item = EntityId>, lang: Lang) -> Part {
        Part::list(ids.into_iter().filter_map(|id| self.card(id, lang)))
    }

    /// The cards of who names an entity from one kind, oldest first.
    pub fn cards_from(&self, id: EntityId, kind: Kind, lang: Lang) -> Part {
        self.cards(self.incoming(id, kind, lang), lang)
    }

    /// The card of an entity, or nothing.
    pub fn maybe_card(&self, id: Option<EntityId>, lang: Lang) -> Part {
        Part::maybe(id.and_then(|id| self.card(id, lang)))
    }

    /// Files to take away, made from the drawings and the places.
    pub fn files(&self) -> &BTreeMap<Route, String> {
        self.files
            .get_or_init(|| map::files(&self.catalogue, &self.drawings))
    }

    /// What is left of a shared: its files, and its cards for the next.
    pub fn finish(self) -> (BTreeMap<Route, String>, Cards) {
        self.files();
        (self.files.into_inner().unwrap_or_default(), self.cards)
    }
}
