//! Which Markdown is read.

use pulldown_cmark::Options;

/// Which Markdown is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flavour {
    /// `CommonMark` as the specification has it.
    CommonMark,
    /// A body.
    Document,
    /// A text in front matter: nothing but inline content.
    Inline,
}

impl Flavour {
    /// The extensions of the parser that are read.
    pub(super) fn syntax(self) -> Options {
        let inline = Options::ENABLE_STRIKETHROUGH | Options::ENABLE_WIKILINKS;
        match self {
            Self::CommonMark => Options::empty(),
            Self::Inline => inline,
            Self::Document => {
                inline
                    | Options::ENABLE_TABLES
                    | Options::ENABLE_FOOTNOTES
                    | Options::ENABLE_TASKLISTS
                    | Options::ENABLE_HEADING_ATTRIBUTES
                    | Options::ENABLE_DEFINITION_LIST
                    | Options::ENABLE_GFM
            }
        }
    }
}
