//! The words of a text and where they stand in their file: what the linter reads of a body, a title or a string.
//!
//! Between the words stands what belongs to no language: code, citations, references, addresses, signs of Markdown.

use crate::lang::Lang;
use crate::source::Span;

/// A text in one language.
#[derive(Clone, Debug)]
pub struct ProseRuns {
    /// The language.
    pub lang: Lang,
    /// Whether signs of Markdown mean something in it.
    pub markdown: bool,
    /// Its parts in the order of the file. What lies between two runs is markup that a reader does not see.
    pub runs: Vec<Run>,
}

/// A part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Its bytes in the file.
    pub span: Span,
    /// What it is.
    pub kind: RunKind,
}

/// What a part of a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunKind {
    /// Words that the reader sees exactly as the file has them.
    Words,
    /// Something that is seen in the line and is no word of the text: code, a citation, a reference, an escape.
    Object,
    /// The end of a line within a paragraph.
    Line,
    /// The end of a paragraph, heading or cell. `named` where its words make the address of a heading.
    End {
        /// A change of letters would change that address.
        named: bool,
    },
}
