//! What was found, as diagnostics.

use std::ops::Range;

use super::passage::{Passage, Replacement};
use crate::diagnostic::{Code, Diagnostic, Location, isolated};
use crate::source::{Edit, SourceFile};

/// What the editor is told to do.
pub(super) enum Remedy<'a> {
    /// Write the words as the changes make them.
    Mended,
    /// Do as these words say; the changes do it.
    Said(&'a str),
}

/// What is wrong, and where.
pub(super) struct Finding {
    code: Code,
    range: Range<usize>,
    message: String,
}

impl Finding {
    /// A fault at some characters of a passage.
    pub(super) fn new(code: Code, range: Range<usize>, message: impl Into<String>) -> Self {
        Self {
            code,
            range,
            message: message.into(),
        }
    }
}

/// The findings of one file.
pub(super) struct Findings<'a> {
    file: &'a SourceFile,
    found: Vec<Diagnostic>,
}

impl<'a> Findings<'a> {
    /// Gathers the findings of one file.
    pub(super) fn new(file: &'a SourceFile) -> Self {
        Self {
            file,
            found: Vec::new(),
        }
    }

    /// A fault whose repair is certain.
    pub(super) fn certain(
        &mut self,
        passage: &Passage<'_>,
        fault: Finding,
        remedy: &Remedy<'_>,
        changes: &[Replacement],
    ) {
        let fix = passage.edits(changes);
        let mut help = match remedy {
            Remedy::Mended => format!("write {}", isolated(&passage.mended(&fault.range, changes))),
            Remedy::Said(words) => (*words).to_owned(),
        };
        if fix.is_none() {
            let why = if passage.named {
                "; the address of this heading would change"
            } else {
                ""
            };
            help.push_str(&format!("{why}; --fix leaves it to you"));
        }
        self.push(passage, fault, help, fix.unwrap_or_default());
    }

    /// A fault that a person must mend.
    pub(super) fn open(&mut self, passage: &Passage<'_>, fault: Finding, help: impl Into<String>) {
        self.push(passage, fault, help.into(), Vec::new());
    }

    fn push(&mut self, passage: &Passage<'_>, fault: Finding, help: String, fix: Vec<Edit>) {
        let location = Location::new(&self.file.path, passage.span(&fault.range));
        self.found.push(
            Diagnostic::at(fault.code, location, fault.message)
                .help(help)
                .fixed_by(fix),
        );
    }

    /// All of them, in the order of the file.
    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
        self.found.sort_by(|a, b| a.primary.cmp(&b.primary));
        self.found
    }
}
