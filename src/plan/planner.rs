//! The pages of a site in the order in which they claim their addresses: first what every site has, then lists and entries, then
//! former addresses.

use std::collections::BTreeMap;

use super::claims::{Claim, Claims};
use super::shown::{route_of, shown};
use crate::config::{Config, MenuTarget};
use crate::diagnostic::{Diagnosed, Diagnostic, Location};
use crate::kind::Kind;
use crate::lang::Lang;
use crate::page::{Page, PageKind, Pages, Route, Shown, list_route};
use crate::site::{Entity, EntityId, Site};
use crate::source::{Asset, SourcePath};

/// Plans all pages of a site beside its static files.
pub(super) fn planned(config: &Config, site: &Site, statics: &[Asset]) -> Diagnosed<Pages> {
    let mut plan = Planner {
        config,
        site,
        shown: shown(config, site),
        claims: Claims::default(),
        pages: Vec::new(),
        diagnostics: Vec::new(),
    };
    for asset in statics {
        let file = SourcePath::new(format!("static/{}", asset.path));
        let claim = Claim {
            location: Some(Location::file(&file)),
            page: None,
        };
        let path = Route::new(asset.path.as_str()).output();
        plan.diagnostics.extend(plan.claims.insert(&path, claim));
    }
    plan.common();
    for language in &config.languages {
        plan.language(language.code);
    }
    plan.redirects();
    plan.pages.sort_by(|a, b| a.route.cmp(&b.route));
    let by_route = plan
        .pages
        .iter()
        .enumerate()
        .map(|(index, page)| (page.route.clone(), index))
        .collect();
    Diagnosed {
        value: Pages {
            all: plan.pages,
            shown: plan.shown,
            by_route,
        },
        diagnostics: plan.diagnostics,
    }
}

struct Planner<'a> {
    config: &'a Config,
    site: &'a Site,
    shown: Vec<BTreeMap<Lang, Shown>>,
    claims: Claims,
    pages: Vec<Page>,
    diagnostics: Vec<Diagnostic>,
}

impl Planner<'_> {
    fn common(&mut self) {
        self.add(PageKind::Languages, None, Route::new(""), None);
        self.add(PageKind::NotFound, None, Route::new("404.html"), None);
        self.add(PageKind::Sitemap, None, Route::new("sitemap.xml"), None);
        // What a site says to robots in static/ stands for what we would say.
        if !self.claims.has(&Route::new("robots.txt").output()) {
            self.add(PageKind::Robots, None, Route::new("robots.txt"), None);
        }
    }

    fn language(&mut self, lang: Lang) {
        let schema = &self.site.schema;
        let mut add = |kind, path: &str| {
            self.add(kind, Some(lang), Route::new(format!("{lang}/{path}")), None);
        };
        add(PageKind::Home, "");
        add(PageKind::Corrections, "corrections/");
        add(PageKind::NotFound, "404.html");
        add(PageKind::Atom, "feed.xml");
        add(PageKind::JsonFeed, "feed.json");
        if self
            .config
            .timeline
            .iter()
            .filter_map(|folder| self.site.schema.from_folder(folder))
            .any(|kind| self.count(kind, lang) > 0)
        {
            self.add(
                PageKind::Timeline,
                Some(lang),
                Route::new(format!("{lang}/timeline/")),
                None,
            );
        }
        let is_shown = |(id, entity): (EntityId, &Entity)| {
            let shown = self
                .shown
                .get(id.index())
                .is_some_and(|shown| shown.contains_key(&lang));
            shown && is_located(entity)
        };
        if self.site.of_kind(Kind::PLACE).any(is_shown) {
            self.add(
                PageKind::Map,
                Some(lang),
                Route::new(format!("{lang}/map/")),
                None,
            );
        }
        for kind in schema.kinds().filter(|kind| !schema.kind(*kind).is_free) {
            self.lists(lang, kind);
        }
        self.entities(lang);
    }

    /// How many entities of a kind the readers of a language are shown.
    fn count(&self, kind: Kind, lang: Lang) -> usize {
        self.site
            .of_kind(kind)
            .filter(|(id, _)| {
                self.shown
                    .get(id.index())
                    .is_some_and(|shown| shown.contains_key(&lang))
            })
            .count()
    }

    fn lists(&mut self, lang: Lang, kind: Kind) {
        let count = self.count(kind, lang);
        let row = self.site.schema.kind(kind);
        let has_text = self
            .site
            .lists
            .get(&kind)
            .is_some_and(|list| list.editions.contains_key(&lang));
        let in_menu =
            self.config.menu.iter().any(
                |item| matches!(&item.target, MenuTarget::Section(name) if **name == *row.folder),
            );
        if count == 0 && !has_text && !in_menu {
            return;
        }
        let of = if row.is_paged {
            count.div_ceil(self.config.pagination).max(1)
        } else {
            1
        };
        for number in 1..=of {
            self.add(
                PageKind::List { kind, number, of },
                Some(lang),
                list_route(lang, &row.folder, number),
                None,
            );
        }
    }

    fn entities(&mut self, lang: Lang) {
        let site = self.site;
        for (index, entity) in site.entities.iter().enumerate() {
            let id = EntityId::at(index);
            let Some(shown) = self.shown.get(index).and_then(|shown| shown.get(&lang)) else {
                continue;
            };
            if shown.standing.has_page() && shown.anchor.is_none() {
                let location = entity.editions.get(&shown.words).map(|edition| Location {
                    path: edition.path.clone(),
                    span: edition.slug_span,
                });
                self.add(
                    PageKind::Entity(id),
                    Some(lang),
                    shown.route.clone(),
                    location,
                );
            }
        }
    }

    fn redirects(&mut self) {
        let site = self.site;
        for (index, entity) in site.entities.iter().enumerate() {
            for alias in entity.every().aliases().iter() {
                let location = Some(alias.location());
                let Some(alias) = alias.text() else {
                    continue;
                };
                let Some(shown) = self.redirect_target(index, alias) else {
                    continue;
                };
                self.add(
                    redirect(&shown),
                    Some(shown.page),
                    former_route(alias),
                    location,
                );
            }
            for former in entity.every().former_ids().iter() {
                self.former_id(index, entity.key.kind, former);
            }
        }
    }

    /// The address that an entity had under an id that it no longer has, unless another page stands there now.
    fn former_id(&mut self, index: usize, kind: Kind, former: &str) {
        let all: Vec<(Lang, Shown)> = self
            .shown
            .get(index)
            .into_iter()
            .flatten()
            .map(|(l, s)| (*l, s.clone()))
            .collect();
        for (lang, shown) in all
            .into_iter()
            .filter(|(_, shown)| shown.standing.has_page() && shown.anchor.is_none())
        {
            let route = route_of(&self.site.schema, lang, kind, former);
            if !self.claims.has(&route.output()) {
                self.add(redirect(&shown), Some(lang), route, None);
            }
        }
    }

    /// `/ar/…` leads to the Arabic page; what names no language leads to the first that has one.
    fn redirect_target(&self, index: usize, alias: &str) -> Option<Shown> {
        let shown = self.shown.get(index)?;
        let first = alias
            .trim_start_matches('/')
            .split('/')
            .next()
            .and_then(Lang::parse);
        let mut order = first.into_iter().chain(self.config.codes());
        order.find_map(|lang| shown.get(&lang)).cloned()
    }

    fn add(
        &mut self,
        kind: PageKind,
        lang: Option<Lang>,
        route: Route,
        location: Option<Location>,
    ) {
        match self.claims.page(&route, &kind, location) {
            Ok(problem) => {
                self.diagnostics.extend(problem);
                self.pages.push(Page { kind, lang, route });
            }
            Err(problem) => self.diagnostics.push(problem),
        }
    }
}

/// Whether a place has a position on maps.
pub(super) fn is_located(entity: &Entity) -> bool {
    entity
        .place()
        .is_some_and(|place| place.position().is_some())
}

fn redirect(shown: &Shown) -> PageKind {
    PageKind::Redirect {
        to: shown.route.clone(),
        anchor: shown.anchor.clone(),
    }
}

/// `/old` was a page as `/old/` was; `/old.html` was a file.
fn former_route(alias: &str) -> Route {
    let path = alias.trim_start_matches('/');
    let is_file = path.ends_with('/')
        || path
            .rsplit('/')
            .next()
            .is_some_and(|name| name.contains('.'));
    if is_file {
        Route::new(path)
    } else {
        Route::new(format!("{path}/"))
    }
}
