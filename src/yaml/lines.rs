//! What messages about syntax are made from: the lines of the YAML, and texts as YAML quotes them.

use crate::source::Span;

/// The YAML of a file.
pub(super) struct Lines<'a> {
    /// The YAML.
    pub text: &'a str,
    /// Where it begins in its file.
    pub base: usize,
}

impl<'a> Lines<'a> {
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        let last = self.text.len();
        Span::new(start.min(last), end.min(last)).shifted(self.base)
    }

    /// The line that holds byte `at`, and the line before it, each with its first byte: parsers often notice late.
    pub(super) fn around(&self, at: usize) -> impl Iterator<Item = (usize, &'a str)> {
        let here = self.line(at);
        let before = here.0.checked_sub(1).map(|end| self.line(end));
        [Some(here), before].into_iter().flatten()
    }

    /// The line that holds byte `at`, with its first byte.
    pub(super) fn line(&self, at: usize) -> (usize, &'a str) {
        let start = self
            .text
            .get(..at)
            .and_then(|head| head.rfind('\n'))
            .map_or(0, |newline| newline + 1);
        let rest = self.text.get(start..).unwrap_or_default();
        (start, rest.split('\n').next().unwrap_or_default())
    }
}

/// A text as YAML quotes it.
pub(super) fn in_quotes(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
