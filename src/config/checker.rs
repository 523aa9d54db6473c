//! The configuration while it is checked: its entries as they were read, and what is wrong with them.

use std::sync::Arc;

use super::keys::CONFIG;
use super::values::text;
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::lang::Lang;
use crate::prose::ProseRuns;
use crate::source::{SourceFile, Span};
use crate::yaml::{Stated, at};

/// A configuration being checked.
pub(super) struct Checker<'a> {
    pub(super) file: &'a SourceFile,
    pub(super) codes: Vec<Lang>,
    /// How many languages stand in the file, sound or not; `None` where the key is absent.
    pub(super) stated: Option<usize>,
    pub(super) entries: Vec<(u16, Stated)>,
    pub(super) prose: Vec<ProseRuns>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// How many of the problems were found here, after reading.
    pub(super) added: usize,
}

impl Checker<'_> {
    pub(super) fn get(&self, name: &str) -> Option<&Stated> {
        at(&self.entries, CONFIG.find(name)?.0)
    }

    pub(super) fn text(&self, name: &str) -> Option<Arc<str>> {
        self.get(name).and_then(text)
    }

    pub(super) fn report(
        &mut self,
        code: Code,
        span: Option<Span>,
        message: impl Into<String>,
        help: Option<String>,
    ) {
        let location = Location {
            path: self.file.path.clone(),
            span,
        };
        self.add(Diagnostic::at(code, location, message).maybe_help(help));
    }

    pub(super) fn add(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
        self.added += 1;
    }

    /// Whether anything inside these bytes was reported.
    pub(super) fn is_faulty(&self, span: Span) -> bool {
        let spans = self
            .diagnostics
            .iter()
            .filter_map(|diagnostic| diagnostic.primary.as_ref()?.span);
        spans
            .into_iter()
            .any(|inner| span.start <= inner.start && inner.end <= span.end)
    }
}
