//! The templates of a theme, ready to render.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
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
        let mut paper = Paper {
            bytes: Vec::with_capacity(ROOM),
            is_full: false,
        };
        let rendered = self.tera.render_to(name, context, &mut paper);
        if paper.is_full {
            let megabytes = Paper::MOST >> 20;
            let message =
                format!("it writes more than {megabytes} MB: one of its loops goes on too long");
            return Err(Error::message(message));
        }
        rendered?;
        let bytes = paper.bytes;
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

/// What a template writes on. It has an end, since a loop in a loop has hardly one.
struct Paper {
    bytes: Vec<u8>,
    is_full: bool,
}

impl Paper {
    /// No reader's browser shows a page of so many bytes.
    const MOST: usize = 32 << 20;
}

impl io::Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.is_full |= self.bytes.len() + bytes.len() > Self::MOST;
        if self.is_full {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Fingerprinted for Templates {
    /// The theme is one input: what a template includes or extends need not be known.
    fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }
}
