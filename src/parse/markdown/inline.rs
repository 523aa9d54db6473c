//! Texts inside front matter: one run of inline content, whatever blocks they look like.

use pulldown_cmark::{CowStr, Event, Parser, Tag, TagEnd};

use super::autolinks::Autolinks;
use super::events::EventWalk;
use super::flavour::Flavour;
use super::prose::{ProseListener, ProseOrigin};
use super::report::{Places, Report};
use super::{MarkdownOptions, ReadMarkdown};
use crate::diagnostic::Diagnosed;
use crate::model::body::Body;
use crate::source::{SourcePath, Span};
use crate::yaml;

/// Put before the text, so that nothing in it can begin a list, heading or other block; not written.
const GUARD: &str = "x ";

/// Reads a text of front matter, such as a summary: links, citations, emphasis and code, without a paragraph around them.
///
/// `span` holds the bytes of the YAML scalar in the file. Where it spells the text otherwise (escapes, folded lines),
/// a problem is at the whole scalar unless its words stand there once.
pub fn inline(
    path: &SourcePath,
    source: &str,
    text: &str,
    span: Span,
    options: &MarkdownOptions,
) -> Diagnosed<ReadMarkdown<Body>> {
    let text = text.trim();
    let scalar = source.get(span.range()).unwrap_or_default();
    // One line: its breaks are spaces, and every byte keeps its place.
    let guarded = format!("{GUARD}{}", text.replace("\\\n", "  ").replace('\n', " "));
    let places = match scalar.find(text).filter(|_| !text.is_empty()) {
        Some(at) => Places::Exact {
            base: span.start as usize + at,
            guard: GUARD.len(),
        },
        None => Places::Whole {
            span,
            spelled: scalar,
            text: &guarded,
        },
    };
    let pieces = yaml::pieces(source, span, text);
    let mut listener = ProseListener::new(&guarded, ProseOrigin::Pieces(&pieces, GUARD.len()));
    let mut walk = EventWalk::new(
        &guarded,
        Report::new(path, places),
        options,
        Flavour::Inline,
        inline,
    );
    let mut guard = GUARD;
    let parser = Parser::new_ext(&guarded, Flavour::Inline.syntax());
    for (event, range) in Autolinks::new(&guarded, parser.into_offset_iter(), true) {
        listener.hear(&event, &range);
        match event {
            Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
            Event::Text(text) => {
                let skipped = std::mem::take(&mut guard).len();
                walk.take(
                    Event::Text(collapsed(text, skipped)),
                    range.start + skipped..range.end,
                );
            }
            other => walk.take(other, range),
        }
    }
    let Diagnosed { value, diagnostics } = walk.finish();
    Diagnosed {
        value: ReadMarkdown {
            text: value.text.body,
            runs: listener.finish(),
            spoken: Vec::new(),
        },
        diagnostics,
    }
}

/// The text after `skipped` bytes, with single spaces only: breaks between paragraphs leave more.
fn collapsed(text: CowStr<'_>, skipped: usize) -> CowStr<'_> {
    if skipped == 0 && !text.contains("  ") {
        return text;
    }
    let mut shown = String::with_capacity(text.len());
    for c in text.chars().skip(skipped) {
        if c != ' ' || !shown.ends_with(' ') {
            shown.push(c);
        }
    }
    shown.into()
}
