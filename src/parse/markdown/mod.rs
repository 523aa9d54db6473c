//! Markdown → HTML with slots. The only module that knows pulldown-cmark and syntect.
//!
//! `events` walks the events of one text once and writes into a `Buffer`; what only the whole site can answer
//! (links, citations, pictures, blocks, words of the interface) becomes a slot. The other files each own one
//! construct. Work is linear in the length of the text: pulldown-cmark is, and nothing here looks back further
//! than the element it closes.

mod addresses;
mod block_data;
mod block_texts;
mod blocks;
mod brackets;
mod buffer;
mod citations;
mod code;
mod endnotes;
mod events;
mod fences;
mod flow;
mod footnotes;
mod frames;
mod headings;
mod html;
mod inline;
mod links;
mod lookalikes;
mod overrides;
mod pictures;
mod prose;
mod report;
mod sections;
mod strays;
mod tables;
mod wikilinks;
mod words;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::sync::Arc;

use pulldown_cmark::{Options, Parser};

use crate::diagnostic::Diagnosed;
use crate::locale::MonthWords;
use crate::locale::bidi::Writing;
use crate::model::Schema;
use crate::model::body::Text;
use crate::prose::{Prose, Run};
use crate::source::{SourcePath, Span};

use events::{Flavour, Writer};
use prose::{Listener, Origin};
use report::{Places, Report};

pub use inline::inline;

/// What decides how a text is read, besides the text.
#[derive(Clone, Debug)]
pub struct MarkdownOptions {
    /// The kinds whose folders references may name.
    pub schema: Arc<Schema>,
    /// Raw HTML passes; otherwise it is reported and shown as text.
    pub raw_html: bool,
    /// The names of the theme's blocks.
    pub blocks: Arc<BTreeSet<Arc<str>>>,
    /// How the language of the text is written; where none is known, nothing is said of direction.
    pub writing: Option<Arc<Writing>>,
    /// Everything beyond `CommonMark`; `false` only for the conformance test, which also leaves addresses unchecked.
    pub extensions: bool,
    /// The names of months in the language of the text.
    pub months: Arc<MonthWords>,
}

/// A text as read.
#[derive(Debug)]
pub struct Read<T> {
    /// Its HTML.
    pub text: T,
    /// Its words where they stand in the file.
    pub runs: Vec<Run>,
    /// The words in its blocks, which may be of other languages.
    pub spoken: Vec<Prose>,
}

/// Reads a whole body: the bytes `span` of the file `source`. Every span in the result is in bytes of the file.
pub fn document(
    path: &SourcePath,
    source: &str,
    span: Span,
    options: &MarkdownOptions,
) -> Diagnosed<Read<Text>> {
    let text = source.get(span.range()).unwrap_or_default();
    let flavour = if options.extensions {
        Flavour::Document
    } else {
        Flavour::CommonMark
    };
    let report = Report::new(
        path,
        Places::Exact {
            base: span.start as usize,
            guard: 0,
        },
    );
    let mut writer = Writer::new(text, report, options, flavour);
    let parser = Parser::new_ext(text, syntax(flavour));
    if options.extensions {
        citations::report_definitions(parser.reference_definitions(), &mut writer.report);
    }
    let mut listener = Listener::new(text, Origin::Verbatim(span.start as usize));
    for (event, range) in parser.into_offset_iter() {
        listener.hear(&event, &range);
        writer.event(event, range);
    }
    let spoken = std::mem::take(&mut writer.spoken);
    let Diagnosed {
        value: mut read,
        diagnostics,
    } = writer.finish();
    if options.extensions {
        read.sections = sections::sections(source, span, &read.outline);
    }
    Diagnosed {
        value: Read {
            text: read,
            runs: listener.finish(),
            spoken,
        },
        diagnostics,
    }
}

/// The extensions of the parser that a flavour reads.
fn syntax(flavour: Flavour) -> Options {
    let inline = Options::ENABLE_STRIKETHROUGH | Options::ENABLE_WIKILINKS;
    match flavour {
        Flavour::CommonMark => Options::empty(),
        Flavour::Inline => inline,
        Flavour::Document => {
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
