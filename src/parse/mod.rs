//! Parsing: one [`SourceFile`] → one [`Document`]. Knows no other file.

mod front_matter;
pub mod markdown;
mod name;
mod record;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::Diagnosed;
use crate::fingerprint::{Fingerprint, Fingerprinted, Hasher};
use crate::lang::Lang;
use crate::model::Document;
use crate::source::SourceFile;
use markdown::MarkdownOptions;

/// What parsing sees besides the file itself.
#[derive(Clone, Debug)]
pub struct ParseOptions {
    /// The languages of the site.
    pub languages: Vec<Lang>,
    /// Let raw HTML pass.
    pub raw_html: bool,
    /// The names of the theme's blocks.
    pub blocks: BTreeSet<Arc<str>>,
}

impl Fingerprinted for ParseOptions {
    fn fingerprint(&self) -> Fingerprint {
        let mut hasher = Hasher::new("parse");
        hasher.number(u64::from(self.raw_html));
        self.languages.iter().for_each(|lang| {
            hasher.text(lang.as_str());
        });
        hasher.number(self.languages.len() as u64);
        self.blocks.iter().for_each(|block| {
            hasher.text(block);
        });
        hasher.finish()
    }
}

/// Parses a content file; `None` where its place or name makes it no content at all.
pub fn document(options: &ParseOptions, file: &SourceFile) -> Diagnosed<Option<Document>> {
    let mut diagnostics = Vec::new();
    let Some(name) = name::read(file, &options.languages).unload(&mut diagnostics) else {
        return Diagnosed { value: None, diagnostics };
    };
    let Some(parts) = front_matter::split(file).unload(&mut diagnostics) else {
        let unread = Document::unread(file.path.clone(), name.role, name.id, name.lang);
        return Diagnosed { value: Some(unread), diagnostics };
    };
    let markdown = MarkdownOptions { raw_html: options.raw_html, blocks: options.blocks.clone(), extensions: true };
    let document = record::document(file, name, parts, &options.languages, &markdown).unload(&mut diagnostics);
    Diagnosed { value: Some(document), diagnostics }
}

/// What remains of a content file that is not even text.
pub fn unread(options: &ParseOptions, file: &SourceFile) -> Option<Document> {
    let name = name::read(file, &options.languages).value?;
    Some(Document::unread(file.path.clone(), name.role, name.id, name.lang))
}
