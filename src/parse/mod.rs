//! Parsing: one [`SourceFile`] → one [`Document`]. Knows no other file.

mod block_keys;
mod front_matter;
mod layer;
pub mod markdown;
mod name;
mod record;
mod unread_names;

pub use block_keys::blocks;
pub use layer::{LayerOptions, ParsedLayer, layer};

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnosed, Diagnostic, controls};
use crate::fingerprint::{Fingerprint, Fingerprinted, Hasher};
use crate::lang::{Lang, PerLang};
use crate::locale::MonthWords;
use crate::locale::bidi::Writing;
use crate::model::{Blocks, Document, Schema};
use crate::prose::ProseRuns;
use crate::source::SourceFile;
use markdown::MarkdownOptions;

/// What parsing sees besides the file itself.
#[derive(Clone, Debug)]
pub struct ParseOptions {
    /// The kinds and their keys.
    pub schema: Arc<Schema>,
    /// The languages of the site.
    pub languages: Arc<[Lang]>,
    /// Let raw HTML pass.
    pub raw_html: bool,
    /// The blocks of the theme.
    pub blocks: Arc<Blocks>,
    /// How each language is written.
    pub writings: PerLang<Arc<Writing>>,
    /// The names of months in each language.
    pub months: PerLang<Arc<MonthWords>>,
}

impl Fingerprinted for ParseOptions {
    fn fingerprint(&self) -> Fingerprint {
        let mut hasher = Hasher::new("parse");
        hasher.part(self.schema.fingerprint());
        hasher.number(u64::from(self.raw_html));
        self.languages.iter().for_each(|lang| {
            hasher.text(lang.as_str());
        });
        hasher.number(self.languages.len() as u64);
        self.writings.values().for_each(|writing| {
            hasher.text(&format!("{writing:?}"));
        });
        hasher.part(self.blocks.fingerprint());
        for (lang, months) in &self.months {
            hasher.text(lang.as_str());
            months.iter().for_each(|(name, month)| {
                hasher.text(name).number(u64::from(month));
            });
        }
        hasher.finish()
    }
}

impl ParseOptions {
    /// What decides how a text of a language is read.
    fn markdown(&self, lang: Option<Lang>) -> MarkdownOptions {
        MarkdownOptions {
            schema: Arc::clone(&self.schema),
            raw_html: self.raw_html,
            blocks: Arc::clone(&self.blocks),
            languages: Arc::clone(&self.languages),
            writing: lang.and_then(|lang| self.writings.get(&lang).cloned()),
            extensions: true,
            months: lang
                .and_then(|lang| self.months.get(&lang))
                .cloned()
                .unwrap_or_default(),
        }
    }
}

/// A content file as parsed.
#[derive(Debug)]
pub struct Parsed {
    /// What the site is made from.
    pub document: Document,
    /// Its texts where they stand in the file.
    pub prose: Vec<ProseRuns>,
}

/// Parses a content file; `None` where its place or name makes it no content at all.
pub fn document(options: &ParseOptions, file: &SourceFile) -> Diagnosed<Option<Parsed>> {
    let mut diagnostics = controls(file);
    let Some(name) = name::read(file, options).unload(&mut diagnostics) else {
        return Diagnosed {
            value: None,
            diagnostics,
        };
    };
    let Some(parts) = front_matter::split(file).unload(&mut diagnostics) else {
        let document = without_record(file, name);
        return Diagnosed {
            value: Some(Parsed {
                document,
                prose: Vec::new(),
            }),
            diagnostics,
        };
    };
    let has_text = file
        .text
        .get(parts.body.range())
        .is_some_and(|body| !body.trim().is_empty());
    if let Some(found) = name::hidden_language(file, &name, &options.languages).filter(|_| has_text)
    {
        diagnostics.push(found);
        let document = without_record(file, name);
        return Diagnosed {
            value: Some(Parsed {
                document,
                prose: Vec::new(),
            }),
            diagnostics,
        };
    }
    let parsed = record::document(file, name, parts, options);
    diagnostics.retain(|control| {
        !parsed
            .diagnostics
            .iter()
            .any(|found| is_told_by(control, found))
    });
    let parsed = parsed.unload(&mut diagnostics);
    Diagnosed {
        value: Some(parsed),
        diagnostics,
    }
}

/// Whether a value that is to be written again takes this direction control away with it.
fn is_told_by(control: &Diagnostic, found: &Diagnostic) -> bool {
    let [inner, outer] = [control, found].map(|one| one.primary.as_ref().and_then(|at| at.span));
    (control.code, found.code) == (Code::BidiControl, Code::InvisibleCharacter)
        && inner
            .zip(outer)
            .is_some_and(|(inner, outer)| outer.start <= inner.start && inner.end <= outer.end)
}

/// What remains of a content file that is not even text.
pub fn unread(options: &ParseOptions, file: &SourceFile) -> Option<Document> {
    Some(without_record(file, name::read(file, options).value?))
}

fn without_record(file: &SourceFile, name: name::FileName) -> Document {
    let names = unread_names::find(&file.text);
    Document {
        names,
        ..Document::unread(file.path.clone(), name.role, name.id, name.lang)
    }
}
