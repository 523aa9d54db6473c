//! The templates of a theme, ready to render.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tera::{Context, Error, Tera};

use crate::fingerprint::{Fingerprint, Fingerprinted};
use crate::source::{SourceFile, utf8};

/// Compiled templates and blocks, the nearest of each name.
pub struct Templates {
    pub(super) tera: Tera,
    /// The source of each template by its name in the engine.
    pub(super) files: BTreeMap<Arc<str>, SourceFile>,
    pub(super) fingerprint: Fingerprint,
}

impl Templates {
    /// Renders a template and hands its text over.
    pub(super) fn render<T>(
        &self,
        name: &str,
        context: &Context,
        take: impl FnOnce(&str) -> T,
    ) -> Result<T, Error> {
        /// Most pages fit in.
        const ROOM: usize = 32 * 1024;
        let mut bytes = Vec::with_capacity(ROOM);
        self.tera.render_to(name, context, &mut bytes)?;
        match utf8(&bytes) {
            Ok(text) => Ok(take(text)),
            Err(_) => Ok(take(&String::from_utf8(bytes)?)),
        }
    }

    /// The source of a template.
    pub(super) fn file(&self, name: &str) -> Option<&SourceFile> {
        self.files.get(name)
    }

    /// The templates of pages that may show a map, without their ending: no others are drawn.
    pub fn showing_maps(&self) -> BTreeSet<String> {
        super::maps::showing(self.files.iter().map(|(name, file)| (&**name, &*file.text)))
    }

    /// The names of all templates.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(|name| &**name)
    }
}

impl Fingerprinted for Templates {
    /// The theme is one input: what a template includes or extends need not be known.
    fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }
}
