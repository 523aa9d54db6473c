//! [`Snapshot`]: one finished site as it is served. Immutable.

use std::sync::Arc;

use crate::config::{BaseUrl, BuildOptions};
use crate::edtf::Day;
use crate::fingerprint::Fingerprint;
use crate::lang::Lang;
use crate::output::{Output, OutputTree};
use crate::page::{Page, PageKind, Route, encoded};
use crate::pipeline::{Build, Origins};
use crate::site::Omitted;

/// A site as it is served.
#[derive(Default)]
pub(super) struct Snapshot {
    /// Every file of the site, by path.
    pub(super) outputs: OutputTree,
    /// What they were made from; absent where there was no sound configuration.
    pub(super) origins: Option<Origins>,
    /// What was left out.
    pub(super) omitted: Omitted,
    /// The path of the site, with `/` at both ends.
    pub(super) base: Arc<str>,
    /// The day of this preview.
    pub(super) today: Option<Day>,
}

impl Snapshot {
    /// A finished build as it is served.
    pub(super) fn new(build: Build, options: &BuildOptions) -> Self {
        let Build {
            outputs,
            omitted,
            origins,
            ..
        } = build;
        let configured = origins.as_ref().map(|origins| &origins.config.base_url);
        let base = options
            .base_url
            .as_ref()
            .or(configured)
            .map_or("/", BaseUrl::path)
            .into();
        Self {
            outputs,
            origins,
            omitted,
            base,
            today: Some(options.today),
        }
    }

    /// The planned page at an address.
    pub(super) fn page(&self, route: &Route) -> Option<&Page> {
        let pages = &self.origins.as_ref()?.pages;
        pages.all.get(*pages.by_route.get(route)?)
    }

    /// The mark of the page at an address, as its script was told; `None` where there is no page.
    pub(super) fn hash(&self, route: &Route) -> Option<Fingerprint> {
        match self.outputs.get(route.output().as_str())? {
            Output::Text(text) => Some(Fingerprint::of(text.as_bytes())),
            Output::Copy { fingerprint, .. } => Some(*fingerprint),
        }
    }

    /// The address of a route with the path of the site, ready for a link.
    pub(super) fn path(&self, route: &Route) -> String {
        format!("{}{}", self.base, encoded(route.as_str()))
    }

    /// The value of `dir` for a language of the site.
    pub(super) fn direction(&self, lang: Option<Lang>) -> Option<&'static str> {
        let languages = self
            .origins
            .as_ref()
            .map(|origins| &origins.config.languages)?;
        let found = languages
            .iter()
            .find(|language| Some(language.code) == lang);
        found.map(|language| language.direction.as_str())
    }

    /// The words by which a page is called.
    pub(super) fn title(&self, page: &Page) -> String {
        let title = self
            .origins
            .as_ref()
            .and_then(|origins| title(origins, page));
        title.unwrap_or_else(|| format!("/{}", page.route.as_str()))
    }
}

fn title(origins: &Origins, page: &Page) -> Option<String> {
    match page.kind {
        PageKind::Entity(id) => {
            let editions = &origins.site.entity(id).editions;
            let words = origins
                .pages
                .shown(id, page.lang?)
                .map(|shown| shown.words)?;
            editions
                .get(&words)
                .map(|edition| edition.title.to_string())
        }
        PageKind::Home => site_title(origins, page.lang),
        PageKind::Languages => site_title(origins, origins.config.codes().first().copied()),
        _ => None,
    }
}

fn site_title(origins: &Origins, lang: Option<Lang>) -> Option<String> {
    origins.config.title.get(&lang?).map(ToString::to_string)
}

/// The address that a path of a request means, without the path of the site; `None` where it can mean none.
pub(super) fn route(base: &str, path: &str) -> Option<Route> {
    let inner = path.strip_prefix(base)?;
    let decoded = percent_encoding::percent_decode_str(inner)
        .decode_utf8()
        .ok()?;
    let sound = !decoded.contains(['\\', '\0'])
        && !decoded.chars().any(char::is_control)
        && !decoded.split('/').any(|part| matches!(part, "." | ".."));
    sound.then(|| Route::new(&*decoded))
}

#[cfg(test)]
mod tests {
    use super::route;

    #[test]
    fn paths_are_decoded_once() {
        let read = |path| route("/sub/", path).map(|route| route.as_str().to_owned());
        for (path, wanted) in [
            ("/sub/ar/", Some("ar/")),
            ("/sub/", Some("")),
            ("/sub/ar/%D9%87%D8%AF%D9%86%D8%A9/", Some("ar/هدنة/")),
            ("/sub/%252e%252e/x", Some("%2e%2e/x")),
            ("/ar/", None),
            ("/sub/../x", None),
            ("/sub/%2e%2E/x", None),
            ("/sub/a%2F..%2Fb", None),
            ("/sub/a\\b", None),
            ("/sub/a%00", None),
            ("/sub/%ff", None),
        ] {
            assert_eq!(read(path).as_deref(), wanted, "{path}");
        }
    }
}
