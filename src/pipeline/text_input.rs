//! A source file as an input, and what such files are read with.

use super::cache::Input;
use crate::fingerprint::{Fingerprint, Fingerprinted, Hasher};
use crate::lint::LintOptions;
use crate::parse::ParseOptions;
use crate::source::{SourceFile, SourcePath};

/// What a content file is read with: by the parser, and by the linter after it.
pub(super) struct ReadOptions {
    pub parse: ParseOptions,
    pub lint: LintOptions,
}

impl Fingerprinted for ReadOptions {
    fn fingerprint(&self) -> Fingerprint {
        Hasher::new("read")
            .part(self.parse.fingerprint())
            .part(self.lint.fingerprint())
            .finish()
    }
}

/// A source file as the input of parsing.
pub(super) struct TextInput<'a>(pub &'a SourceFile);

impl Fingerprinted for TextInput<'_> {
    fn fingerprint(&self) -> Fingerprint {
        self.0.fingerprint
    }
}

impl Input for TextInput<'_> {
    type Key = SourcePath;

    fn key(&self) -> SourcePath {
        self.0.path.clone()
    }
}
