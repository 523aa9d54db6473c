//! The theme made ready: its words and its templates, read anew only when a file of it or the configuration changes.

use std::sync::Arc;

use super::cache::{Cache, Input};
use crate::config::Config;
use crate::diagnostic::{Diagnosed, Diagnostic};
use crate::fingerprint::{Fingerprint, Fingerprinted, Hasher};
use crate::lang::PerLang;
use crate::render::{self, Templates};
use crate::source::SourceTree;
use crate::strings::Strings;

/// What pages are rendered with.
pub(super) struct Theme {
    pub strings: PerLang<Strings>,
    pub templates: Templates,
    /// Of the configuration and the tables of words.
    pub words: Fingerprint,
}

/// The theme of a site; `None` where its words are not complete.
pub(super) fn ready(
    sources: &SourceTree,
    config: &Arc<Config>,
    cache: &mut Cache<(), Option<Arc<Theme>>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Arc<Theme>> {
    let files = |_| (ThemeInput { sources, config }, ());
    let ready = cache.refresh(&NoOptions, 1, files, read);
    ready.into_iter().next()?.1.unload(diagnostics)
}

fn read(_: &NoOptions, files: &ThemeInput<'_>) -> Diagnosed<Option<Arc<Theme>>> {
    let ThemeInput { sources, config } = files;
    let mut diagnostics = Vec::new();
    let strings =
        render::strings(config, &sources.config.path, &sources.theme).unload(&mut diagnostics);
    let value = strings.map(|strings| {
        let templates = render::templates(&sources.theme, &strings).unload(&mut diagnostics);
        Arc::new(Theme {
            strings,
            templates,
            words: files.words(),
        })
    });
    Diagnosed { value, diagnostics }
}

/// A theme is read by its files alone.
pub(super) struct NoOptions;

impl Fingerprinted for NoOptions {
    fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(b"")
    }
}

/// The files of a theme with the configuration, which follows from its file.
struct ThemeInput<'a> {
    sources: &'a SourceTree,
    config: &'a Config,
}

impl ThemeInput<'_> {
    fn words(&self) -> Fingerprint {
        self.print("words", |name| name.starts_with("strings/"))
    }

    fn print(&self, what: &str, is_part: impl Fn(&str) -> bool) -> Fingerprint {
        let mut hasher = Hasher::new(what);
        hasher
            .text(self.sources.config.path.as_str())
            .part(self.sources.config.fingerprint);
        for theme in self
            .sources
            .theme
            .iter()
            .filter(|theme| is_part(&theme.name))
        {
            hasher
                .text(&theme.name)
                .text(theme.file.path.as_str())
                .part(theme.file.fingerprint);
        }
        hasher.finish()
    }
}

impl Fingerprinted for ThemeInput<'_> {
    fn fingerprint(&self) -> Fingerprint {
        self.print("theme", |_| true)
    }
}

impl Input for ThemeInput<'_> {
    type Key = ();

    fn key(&self) {}
}
