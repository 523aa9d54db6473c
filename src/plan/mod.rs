//! Planning: a [`Site`] → the pages that will exist, with their routes. Two claims to one route are an error.

mod earlier;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::config::{Config, Fallback, MenuTarget};
use crate::diagnostic::{Code, Diagnosed, Diagnostic, Location, quoted};
use crate::kind::Kind;
use crate::lang::Lang;
use crate::locale::composed;
use crate::model::Schema;
use crate::output::OutputPath;
use crate::page::{Page, PageKind, Pages, Route, Shown, Standing, list_route};
use crate::site::{Entity, EntityId, Site};
use crate::source::{Asset, SourcePath};

pub use earlier::Earlier;

/// Plans all pages of a site beside the static files that will be copied. Where nothing differs that planning sees, the plan is that
/// of `earlier`; with an empty one the result is the same.
pub fn pages(
    config: &Arc<Config>,
    site: &Site,
    statics: &[Asset],
    earlier: &mut Earlier,
) -> Diagnosed<Arc<Pages>> {
    if let Some(pages) = earlier.pages(config, site, statics) {
        return Diagnosed::clean(pages);
    }
    let Diagnosed { value, diagnostics } = planned(config, site, statics);
    let pages = Arc::new(value);
    if diagnostics.is_empty() {
        earlier.keep(config, site, statics, &pages);
    }
    Diagnosed {
        value: pages,
        diagnostics,
    }
}

fn planned(config: &Config, site: &Site, statics: &[Asset]) -> Diagnosed<Pages> {
    let mut plan = Plan {
        config,
        site,
        shown: shown(config, site),
        claims: HashMap::new(),
        alike: HashMap::new(),
        folders: HashSet::new(),
        pages: Vec::new(),
        diagnostics: Vec::new(),
    };
    for asset in statics {
        let claim = Claim {
            location: Some(Location::file(&SourcePath::new(format!(
                "static/{}",
                asset.path
            )))),
            page: None,
        };
        plan.claim(&Route::new(asset.path.as_str()).output(), claim);
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

/// Where the readers of each language find each entity: one decision for pages, links, lists, feeds and sitemap.
fn shown(config: &Config, site: &Site) -> Vec<BTreeMap<Lang, Shown>> {
    let of = |entity: &Arc<Entity>| {
        config
            .languages
            .iter()
            .filter_map(|language| {
                Some((
                    language.code,
                    shown_in(config, &site.schema, entity, language.code)?,
                ))
            })
            .collect()
    };
    site.entities.par_iter().map(of).collect()
}

/// Whether a place has a position on maps.
fn is_located(entity: &Entity) -> bool {
    entity
        .place()
        .is_some_and(|place| place.position().is_some())
}

fn shown_in(config: &Config, schema: &Schema, entity: &Entity, lang: Lang) -> Option<Shown> {
    let kind = entity.key.kind;
    let (page, words, standing) = match (
        entity.editions.get(&lang),
        config.fallback(schema.folder(kind)),
    ) {
        (Some(edition), _) if edition.draft => (lang, lang, Standing::Draft),
        (Some(_), _) => (lang, lang, Standing::Own),
        (None, Fallback::Hide) => return None,
        (None, Fallback::Show) => (lang, other_words(config, entity)?, Standing::Copy),
        // Sources and terms share one page, so that linking to another language would tear lists apart.
        (None, Fallback::Link) if schema.kind(kind).is_shared => {
            (lang, other_words(config, entity)?, Standing::Copy)
        }
        (None, Fallback::Link) => {
            let other = other_words(config, entity)?;
            (other, other, Standing::Elsewhere)
        }
    };
    let (route, anchor) = if schema.kind(kind).is_shared {
        (
            list_route(page, schema.folder(kind), 1),
            Some(Arc::clone(&entity.key.id)),
        )
    } else {
        (entity_route(schema, entity, page, words)?, None)
    };
    Some(Shown {
        route,
        anchor,
        page,
        words,
        standing,
    })
}

/// Whose words those are shown who lack their own: the original's where editions name one, else the first of the site.
fn other_words(config: &Config, entity: &Entity) -> Option<Lang> {
    let named = |lang: &Lang| {
        let originals = entity
            .editions
            .values()
            .filter_map(|edition| edition.original.as_ref());
        originals
            .map(|original| original.lang)
            .any(|original| original == *lang)
    };
    let held = || {
        config
            .codes()
            .into_iter()
            .filter(|lang| entity.editions.contains_key(lang))
    };
    held().find(named).or_else(|| held().next())
}

fn entity_route(schema: &Schema, entity: &Entity, page: Lang, words: Lang) -> Option<Route> {
    let slug = &entity.editions.get(&words)?.slug;
    Some(route_of(schema, page, entity.key.kind, slug))
}

/// The address of an entry by the last part of it.
fn route_of(schema: &Schema, lang: Lang, kind: Kind, last: &str) -> Route {
    let row = schema.kind(kind);
    if row.is_free {
        Route::new(format!("{lang}/{last}/"))
    } else {
        Route::new(format!("{lang}/{}/{last}/", row.folder))
    }
}

struct Claim {
    location: Option<Location>,
    page: Option<PageKind>,
}

struct Plan<'a> {
    config: &'a Config,
    site: &'a Site,
    shown: Vec<BTreeMap<Lang, Shown>>,
    claims: HashMap<Arc<str>, Claim>,
    /// The claims by what hosts and disks may take for the same: [`folded`].
    alike: HashMap<String, Arc<str>>,
    /// All folders above claims.
    folders: HashSet<Box<str>>,
    pages: Vec<Page>,
    diagnostics: Vec<Diagnostic>,
}

impl Plan<'_> {
    fn common(&mut self) {
        self.add(PageKind::Languages, None, Route::new(""), None);
        self.add(PageKind::NotFound, None, Route::new("404.html"), None);
        self.add(PageKind::Sitemap, None, Route::new("sitemap.xml"), None);
        self.add(PageKind::Robots, None, Route::new("robots.txt"), None);
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
            if !self.claims.contains_key(route.output().as_str()) {
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

    /// A file claimed where this output needs a folder, or a folder claimed where it is a file.
    fn file_or_folder(&self, output: &OutputPath) -> Option<(Route, &Claim)> {
        let above = output
            .folders()
            .find_map(|folder| Some((folder, self.claims.get(folder)?)));
        let above = above.map(|(folder, claim)| (Route::new(folder), claim));
        let inside = || {
            self.folders.contains(output.as_str()).then_some(())?;
            let folder = format!("{}/", output.as_str());
            let claims = self
                .claims
                .iter()
                .filter(|(path, _)| path.starts_with(&folder));
            let (_, claim) = claims.min_by_key(|(path, _)| Arc::clone(path))?;
            Some((Route::new(output.as_str()), claim))
        };
        above.or_else(inside)
    }

    fn claim(&mut self, output: &OutputPath, claim: Claim) {
        for folder in output.folders() {
            // The folders above are known with it.
            if self.folders.contains(folder) {
                break;
            }
            self.folders.insert(folder.into());
        }
        let path: Arc<str> = output.as_str().into();
        if let Some(other) = self.alike(&path) {
            let known = self
                .claims
                .get(&other)
                .and_then(|claim| claim.location.clone());
            self.diagnostics
                .push(hardly_apart([&other, &path], known, claim.location.clone()));
        }
        self.claims.insert(path, claim);
    }

    /// The path known so far that only differs in what disks may not tell apart. Few paths are not what they fold to, so that
    /// only those are kept.
    fn alike(&mut self, path: &Arc<str>) -> Option<Arc<str>> {
        let folded = folded(path);
        let plain = || {
            self.claims
                .get_key_value(&*folded)
                .map(|(path, _)| Arc::clone(path))
        };
        let other = self.alike.get(&*folded).cloned().or_else(plain);
        if other.is_some() || *folded != **path {
            self.alike.insert(folded.into_owned(), Arc::clone(path));
        }
        other.filter(|other| other != path)
    }

    fn add(
        &mut self,
        kind: PageKind,
        lang: Option<Lang>,
        route: Route,
        location: Option<Location>,
    ) {
        let output = route.output();
        if let Some(claim) = self.claims.get(output.as_str()) {
            self.diagnostics
                .push(collision(&route, claim, location, &kind));
            return;
        }
        if let Some((path, claim)) = self.file_or_folder(&output) {
            self.diagnostics.push(both(&path, claim, location, &kind));
            return;
        }
        self.claim(
            &output,
            Claim {
                location,
                page: Some(kind.clone()),
            },
        );
        self.pages.push(Page { kind, lang, route });
    }
}

/// A path as disks see it that know no case, and compose letters or take them apart.
fn folded(path: &str) -> Cow<'_, str> {
    let is_plain = path
        .bytes()
        .all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_plain {
        Cow::Borrowed(path)
    } else {
        composed(path).to_lowercase().into()
    }
}

fn hardly_apart(
    [first, second]: [&str; 2],
    known: Option<Location>,
    here: Option<Location>,
) -> Diagnostic {
    let [first, second] =
        [first, second].map(|path| quoted(&format!("/{}", path.trim_end_matches("index.html"))));
    let message = format!(
        "{first} and {second} are one address to hosts and disks that do not tell such letters apart"
    );
    let (at, other) = match here {
        Some(here) => (Some(here), known),
        None => (known, None),
    };
    let diagnostic = match at {
        Some(at) => Diagnostic::at(Code::DuplicateRoute, at, message),
        None => Diagnostic::nowhere(Code::DuplicateRoute, message),
    };
    let diagnostic = match other {
        Some(other) => diagnostic.label(other, "the other"),
        None => diagnostic,
    };
    diagnostic.help("let them differ in more than the case or the form of letters")
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

/// A file and a folder of one name: a page's address already belongs to it, a file of the editor's could be renamed.
fn both(route: &Route, claim: &Claim, location: Option<Location>, kind: &PageKind) -> Diagnostic {
    let mut diagnostic = collision(route, claim, location, kind);
    if claim.page.is_none() {
        diagnostic.message = format!(
            "{} would be a file and a folder",
            quoted(&format!("/{}", route.as_str()))
        );
        diagnostic.help = Some("give it another `slug`".to_owned());
    }
    diagnostic
}

fn collision(
    route: &Route,
    claim: &Claim,
    location: Option<Location>,
    kind: &PageKind,
) -> Diagnostic {
    let message = format!(
        "two pages claim the address {}",
        quoted(&format!("/{}", route.as_str()))
    );
    let (primary, other) = match (location, &claim.location) {
        (Some(here), other) => (Some(here), other.clone()),
        (None, other) => (other.clone(), None),
    };
    let mut diagnostic = match primary {
        Some(location) => Diagnostic::at(Code::DuplicateRoute, location, message),
        None => Diagnostic::nowhere(Code::DuplicateRoute, message),
    };
    if let Some(other) = other {
        diagnostic = diagnostic.label(other, "claimed here too");
    }
    let own = matches!(
        claim.page,
        Some(
            PageKind::Home
                | PageKind::List { .. }
                | PageKind::Timeline
                | PageKind::Map
                | PageKind::Corrections
                | PageKind::NotFound
                | PageKind::Languages
                | PageKind::Atom
                | PageKind::JsonFeed
                | PageKind::Sitemap
                | PageKind::Robots
        )
    );
    let remedy = if own || matches!(kind, PageKind::Languages) {
        "this address belongs to a page of every site: choose another slug, alias or file name"
    } else {
        "give one of them another `slug`"
    };
    diagnostic.help(remedy)
}
