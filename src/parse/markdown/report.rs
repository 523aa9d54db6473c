//! Collecting the problems of one text, each at its bytes in the file.

use std::ops::Range;

use crate::diagnostic::nearest::did_you_mean;
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::source::{Edit, SourcePath, Span};

/// How bytes of the parsed text become bytes of the file.
#[derive(Clone, Copy, Debug)]
pub(super) enum Places<'a> {
    /// The text stands verbatim at `base`, with `guard` bytes put before it for the parser.
    Exact {
        /// Where the text begins in the file.
        base: usize,
        /// Bytes before it that the file does not have.
        guard: usize,
    },
    /// The file spells the text otherwise (escapes, folded lines): a problem is at its words where these stand once in
    /// it, and else at the whole of it.
    Whole {
        /// The bytes of the whole.
        span: Span,
        /// As the file spells it.
        spelled: &'a str,
        /// As it was parsed.
        text: &'a str,
    },
}

/// The problems of one text so far.
pub(super) struct Report<'a> {
    path: &'a SourcePath,
    places: Places<'a>,
    diagnostics: Vec<Diagnostic>,
    suggestions: u32,
}

impl<'a> Report<'a> {
    /// No problems yet.
    pub(super) fn new(path: &'a SourcePath, places: Places<'a>) -> Self {
        Self {
            path,
            places,
            diagnostics: Vec::new(),
            suggestions: 0,
        }
    }

    /// The bytes of the file for bytes of the parsed text.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        match self.places {
            Places::Exact { base, guard } => Span::new(
                base + range.start.saturating_sub(guard),
                base + range.end.saturating_sub(guard),
            ),
            Places::Whole {
                span,
                spelled,
                text,
            } => {
                let words = text.get(range.clone()).filter(|words| !words.is_empty());
                let once = words.and_then(|words| {
                    let mut found = spelled
                        .match_indices(words)
                        .map(|(at, _)| Span::new(at, at + words.len()));
                    found.next().filter(|_| found.next().is_none())
                });
                once.map_or(span, |once| once.shifted(span.start as usize))
            }
        }
    }

    /// The file that the text stands in.
    pub(super) fn path(&self) -> &'a SourcePath {
        self.path
    }

    /// The place in the file for bytes of the parsed text.
    pub(super) fn location(&self, range: &Range<usize>) -> Location {
        Location::new(self.path, self.span(range))
    }

    /// Adds a problem, and a remedy if there is one.
    pub(super) fn add(
        &mut self,
        code: Code,
        range: &Range<usize>,
        message: impl Into<String>,
        help: Option<String>,
    ) {
        let diagnostic = Diagnostic::at(code, self.location(range), message).maybe_help(help);
        self.push(diagnostic);
    }

    /// Adds what is shown as it is written, with its repair where that is certain.
    pub(super) fn literal(
        &mut self,
        range: &Range<usize>,
        what: &str,
        help: String,
        fix: &[(Range<usize>, String)],
    ) {
        let message = format!("{what} is shown as it is written");
        let edits = match self.places {
            Places::Exact { .. } => fix
                .iter()
                .map(|(range, text)| Edit {
                    span: self.span(range),
                    text: text.clone(),
                })
                .collect(),
            // Where a scalar spells its words otherwise, no byte of it is certain.
            Places::Whole { .. } => Vec::new(),
        };
        let problem = Diagnostic::at(Code::LiteralSyntax, self.location(range), message);
        self.push(problem.help(help).fixed_by(edits));
    }

    /// Adds a finished problem.
    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// The nearest known word. Bounded, since comparing is costly and a hostile text may hold 100,000 wrong words.
    pub(super) fn nearest(
        &mut self,
        word: &str,
        candidates: impl FnOnce() -> Vec<String>,
    ) -> Option<String> {
        const MOST: u32 = 50;
        const LONGEST: usize = 80;
        if self.suggestions >= MOST || word.len() > LONGEST {
            return None;
        }
        self.suggestions += 1;
        did_you_mean(word, candidates().iter().map(String::as_str))
    }

    /// All problems in the order of the text.
    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
        self.diagnostics.sort_by(|a, b| a.primary.cmp(&b.primary));
        self.diagnostics
    }
}
