//! Planned pages: what will exist, at which address, in which language.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use crate::kind::Kind;
use crate::lang::Lang;
use crate::output::OutputPath;
use crate::site::{EntityId, Site};

/// An address inside the site, decoded, without leading `/`; a page's ends in `/` or is empty at the root.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Route(Arc<str>);

impl Route {
    /// Wraps an address.
    pub fn new(path: impl Into<Arc<str>>) -> Self {
        Self(path.into())
    }

    /// The decoded address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The file that holds it.
    pub fn output(&self) -> OutputPath {
        if self.0.is_empty() || self.0.ends_with('/') {
            OutputPath::new(format!("{}index.html", self.0))
        } else {
            OutputPath::new(Arc::clone(&self.0))
        }
    }

    /// The address for links: percent-encoded; where links are `portable`, a page is named by its file.
    pub fn link(&self, portable: bool) -> String {
        let mut link = encoded(&self.0);
        if portable && (link.is_empty() || link.ends_with('/')) {
            link.push_str("index.html");
        }
        link
    }

    /// The way from a page at this address up to the root: `../../`, or `./` at the root.
    pub fn way_up(&self) -> String {
        match self.0.matches('/').count() {
            0 => "./".to_owned(),
            depth => "../".repeat(depth),
        }
    }
}

/// Percent-encodes what may not stand in a path, each UTF-8 byte by itself; `/` stays.
pub fn encoded(path: &str) -> String {
    let mut link = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z'
            | b'A'..=b'Z'
            | b'0'..=b'9'
            | b'-'
            | b'.'
            | b'_'
            | b'~'
            | b'/'
            | b'!'
            | b'$'
            | b'('
            | b')'
            | b'*'
            | b'+'
            | b','
            | b';'
            | b'='
            | b':'
            | b'@' => link.push(char::from(byte)),
            // OK because writing into a string cannot fail.
            _ => _ = write!(link, "%{byte:02X}"),
        }
    }
    link
}

/// The address of a page of a list.
pub fn list_route(lang: Lang, folder: &str, number: usize) -> Route {
    match number {
        1 => Route::new(format!("{lang}/{folder}/")),
        _ => Route::new(format!("{lang}/{folder}/page/{number}/")),
    }
}

/// What a page is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageKind {
    /// `/`: the choice of languages.
    Languages,
    /// The home page of a language.
    Home,
    /// A page of a kind's list.
    List {
        /// The kind.
        kind: Kind,
        /// Its number among those of the list, from 1.
        number: usize,
        /// How many there are.
        of: usize,
    },
    /// An entity's page.
    Entity(EntityId),
    /// The timeline.
    Timeline,
    /// The map.
    Map,
    /// The corrections of all entries, newest first.
    Corrections,
    /// What a host shows for an unknown address.
    NotFound,
    /// The Atom feed.
    Atom,
    /// The JSON feed.
    JsonFeed,
    /// The sitemap.
    Sitemap,
    /// Where machines find the sitemap.
    Robots,
    /// A former address.
    Redirect {
        /// The page that it leads to.
        to: Route,
        /// The anchor on that page.
        anchor: Option<Arc<str>>,
    },
}

impl PageKind {
    /// Its name for programs; that of an entity is the word of its kind.
    pub fn name<'s>(&self, site: &'s Site) -> &'s str {
        match self {
            Self::Languages => "languages",
            Self::Home => "home",
            Self::List { .. } => "list",
            Self::Entity(id) => site.schema.word(site.entity(*id).key.kind),
            Self::Timeline => "timeline",
            Self::Map => "map",
            Self::Corrections => "corrections",
            Self::NotFound => "not-found",
            Self::Atom | Self::JsonFeed => "feed",
            Self::Sitemap | Self::Robots => "for-robots",
            Self::Redirect { .. } => "redirect",
        }
    }
}

/// A planned page.
#[derive(Clone, Debug)]
pub struct Page {
    /// What it is.
    pub kind: PageKind,
    /// `None` for what belongs to all languages.
    pub lang: Option<Lang>,
    /// Where it stands.
    pub route: Route,
}

/// Where an entity is shown to the readers of one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The page.
    pub route: Route,
    /// The anchor on it, for entities that share a page.
    pub anchor: Option<Arc<str>>,
    /// The language of the page.
    pub page: Lang,
    /// The language of the words.
    pub words: Lang,
    /// What follows from all that.
    pub standing: Availability,
}

impl Shown {
    /// Whether it is to be found: by search engines, in sitemap and feeds, as an alternate of its counterparts.
    pub fn is_indexed(&self) -> bool {
        self.standing == Availability::Own
    }
}

/// How an entity stands to the readers of one language; hidden from them, it has no [`Shown`] at all.
///
/// Decided once, in `plan`. The page, `noindex`, canonical, `hreflang`, sitemap, feeds and the switch of languages all
/// follow it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Availability {
    /// In their own words.
    Own,
    /// In their own words, by those who build drafts.
    Draft,
    /// In the words of another language, for want of their own.
    Copy,
    /// By a link to the page in another language.
    Elsewhere,
}

impl Availability {
    /// Whether its readers have a page, or an entry of one, in their own language.
    pub fn has_page(self) -> bool {
        self != Self::Elsewhere
    }

    /// Whether the words are those of another language.
    pub fn is_foreign(self) -> bool {
        matches!(self, Self::Copy | Self::Elsewhere)
    }
}

/// All pages of a site, found by entity and language.
#[derive(Clone, Debug)]
pub struct Pages {
    /// In the order of their routes.
    pub all: Vec<Page>,
    /// For each entity, where the readers of a language find it.
    pub shown: Vec<BTreeMap<Lang, Shown>>,
    /// The number of each page in `all`, by route.
    pub by_route: BTreeMap<Route, usize>,
}

impl Pages {
    /// Where the readers of `lang` find an entity; `None` where it is hidden from them.
    pub fn shown(&self, id: EntityId, lang: Lang) -> Option<&Shown> {
        self.shown.get(id.index())?.get(&lang)
    }

    /// The page in another language, if there is one and, for an entity, it stands there as `wanted`.
    pub fn counterpart(
        &self,
        page: &Page,
        lang: Lang,
        wanted: fn(&Shown) -> bool,
    ) -> Option<Route> {
        let own = page.lang?;
        if let PageKind::Entity(id) = &page.kind {
            return self
                .shown(*id, lang)
                .filter(|shown| wanted(shown))
                .map(|shown| shown.route.clone());
        }
        let inner = page.route.as_str().strip_prefix(own.as_str())?;
        let route = Route::new(format!("{lang}{inner}"));
        self.by_route.contains_key(&route).then_some(route)
    }
}

#[cfg(test)]
mod tests {
    use super::Route;

    #[test]
    fn routes() {
        let route = Route::new("ar/articles/هدنة/");
        assert_eq!(route.link(false), "ar/articles/%D9%87%D8%AF%D9%86%D8%A9/");
        assert_eq!(
            route.link(true),
            "ar/articles/%D9%87%D8%AF%D9%86%D8%A9/index.html"
        );
        assert_eq!(route.output().as_str(), "ar/articles/هدنة/index.html");
        assert_eq!(route.way_up(), "../../../");
        assert_eq!(Route::new("").way_up(), "./");
        assert_eq!(Route::new("ar/feed.xml").output().as_str(), "ar/feed.xml");
    }
}
