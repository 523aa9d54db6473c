//! Raw HTML and comments: comments are dropped, the rest passes or is shown as text, as the site decides.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::Event;

use super::decoded::report_decoded;
use super::flavour::Flavour;
use super::harmless_html::{HarmlessTag, HtmlPiece, decoded, pieces, tag};
use super::writer::Writer;
use super::written::trimmed;
use crate::diagnostic::Code;
use crate::escape;

/// The lines of an HTML block.
pub(super) struct HtmlBlock {
    html: String,
    range: Range<usize>,
}

impl HtmlBlock {
    /// The block at these bytes.
    pub(super) fn new(range: Range<usize>) -> Self {
        Self {
            html: String::new(),
            range,
        }
    }

    /// Takes a line; says whether the block ends.
    pub(super) fn closes(&mut self, event: &Event<'_>) -> bool {
        match event {
            Event::Html(line) | Event::InlineHtml(line) | Event::Text(line) => {
                self.html.push_str(line);
            }
            Event::End(_) => return true,
            _ => {}
        }
        false
    }
}

/// The raw HTML of one text.
#[derive(Default)]
pub(super) struct RawHtml {
    /// The paragraph in which it was reported last.
    reported: Option<usize>,
    /// The ids that it states, so that links may name them.
    anchors: Vec<Arc<str>>,
    /// Harmless elements that are open, innermost last.
    open: Vec<OpenHtml>,
}

/// A harmless element that is open.
struct OpenHtml {
    name: &'static str,
    /// How many elements of Markdown are open around it: it must end before they do.
    depth: usize,
    is_block: bool,
    range: Range<usize>,
}

impl RawHtml {
    pub(super) fn anchors(self) -> Vec<Arc<str>> {
        self.anchors
    }

    /// Whether an element is open that an excerpt would tear.
    pub(super) fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// Writes a block; `may_end_excerpt` where its HTML would not be torn by an end there.
    pub(super) fn block(
        &mut self,
        writer: &mut Writer<'_>,
        HtmlBlock { html, range }: HtmlBlock,
        depth: usize,
        may_end_excerpt: bool,
    ) {
        if is_more(&html) {
            if may_end_excerpt {
                writer.end_excerpt();
            }
            return;
        }
        let kept = without_comments(&html);
        if kept.trim().is_empty() {
            return;
        }
        let place = trimmed(writer.source(), range);
        if writer.options().raw_html {
            self.collect_anchors(&kept);
            writer.fresh_line();
            return writer.markup(&kept);
        }
        if writer.flavour() == Flavour::Document
            && let Some(pieces) = pieces(&kept)
        {
            return self.harmless_block(writer, pieces, depth, &place);
        }
        report_html(writer, &place);
        writer.begin_block();
        writer.markup("<p>");
        let shown = kept.trim();
        writer.count_words(shown);
        writer.verbatim(|out| escape::push_text(out, shown));
        writer.markup("</p>\n");
    }

    /// Writes a block whose tags all pass. Words that stand in no element of it are a paragraph.
    fn harmless_block(
        &mut self,
        writer: &mut Writer<'_>,
        pieces: Vec<HtmlPiece<'_>>,
        depth: usize,
        range: &Range<usize>,
    ) {
        writer.begin_block();
        let mut in_paragraph = false;
        for piece in pieces {
            let is_line = match &piece {
                HtmlPiece::Text(text) => !text.trim().is_empty(),
                HtmlPiece::Tag(tag) => {
                    !matches!(tag, HarmlessTag::OpenBlock(..) | HarmlessTag::CloseBlock(_))
                }
            };
            let in_summary = self.open.iter().any(|open| open.name == "summary");
            if is_line && !in_paragraph && !in_summary {
                writer.markup("<p>");
                in_paragraph = true;
            } else if !is_line && matches!(piece, HtmlPiece::Tag(_)) {
                self.end_line(writer, depth, &mut in_paragraph);
            }
            match piece {
                HtmlPiece::Text(text) if is_line => {
                    let text = decoded(text.trim_matches('\n'));
                    report_decoded(writer, &text, range);
                    writer.words(&text);
                }
                HtmlPiece::Text(_) => {}
                HtmlPiece::Tag(tag) => self.tag(writer, tag, depth, range),
            }
        }
        self.end_line(writer, depth, &mut in_paragraph);
        writer.fresh_line();
    }

    /// Closes what is open within a line of a block, and the paragraph around it.
    fn end_line(&mut self, writer: &mut Writer<'_>, depth: usize, in_paragraph: &mut bool) {
        while self
            .open
            .last()
            .is_some_and(|open| !open.is_block && open.depth >= depth)
        {
            self.close_last(writer, true);
        }
        writer.end_run();
        if std::mem::take(in_paragraph) {
            writer.markup("</p>\n");
        }
    }

    fn tag(
        &mut self,
        writer: &mut Writer<'_>,
        tag: HarmlessTag,
        depth: usize,
        range: &Range<usize>,
    ) {
        let mut push = |name, is_block| {
            self.open.push(OpenHtml {
                name,
                depth,
                is_block,
                range: range.clone(),
            });
        };
        match tag {
            HarmlessTag::LineBreak => writer.hard_break(),
            HarmlessTag::WordBreak => writer.atom("<wbr />"),
            HarmlessTag::Open(name, attributes) => {
                push(name, false);
                writer.open_element(&format!("<{name}{attributes}>"));
            }
            HarmlessTag::OpenBlock(name, attributes) => {
                push(name, true);
                writer.markup(&format!("<{name}{attributes}>"));
                if name == "details" {
                    writer.markup("\n");
                }
            }
            HarmlessTag::Close(name) | HarmlessTag::CloseBlock(name) => {
                let fits = |open: &OpenHtml| open.name == name && open.depth == depth;
                if self.open.last().is_some_and(fits) {
                    self.close_last(writer, false);
                } else {
                    let message = format!("`</{name}>` closes nothing here, and is left out");
                    writer.report().add(Code::RawHtml, range, message, None);
                }
            }
        }
    }

    /// An element of Markdown ends, around which so many are open: what began in it ends with it.
    pub(super) fn end_element(&mut self, writer: &mut Writer<'_>, depth: usize) {
        while self.open.last().is_some_and(|open| open.depth >= depth) {
            self.close_last(writer, true);
        }
    }

    fn close_last(&mut self, writer: &mut Writer<'_>, is_forced: bool) {
        let Some(open) = self.open.pop() else { return };
        let tag = format!("</{}>", open.name);
        if open.is_block {
            writer.end_run();
            writer.markup(&tag);
            writer.markup("\n");
        } else {
            writer.close_element(&tag);
        }
        if is_forced {
            let message = format!("`<{}>` is never closed within its block", open.name);
            let help = format!("write `{tag}` behind the words that it is for");
            writer
                .report()
                .add(Code::RawHtml, &open.range, message, Some(help));
        }
    }

    /// Writes a tag or comment within a line.
    pub(super) fn inline(
        &mut self,
        writer: &mut Writer<'_>,
        html: &str,
        depth: usize,
        range: &Range<usize>,
    ) {
        if html.starts_with("<!--") {
            return;
        }
        if writer.options().raw_html {
            self.collect_anchors(html);
            return writer.atom(html);
        }
        let is_ours = writer.flavour() != Flavour::CommonMark;
        match tag(html).filter(|_| is_ours) {
            None | Some(HarmlessTag::OpenBlock(..) | HarmlessTag::CloseBlock(_)) => {}
            Some(tag) => return self.tag(writer, tag, depth, range),
        }
        let paragraph = writer.paragraph();
        // A shortcode that holds a tag is reported as a whole.
        let is_told =
            (writer.source().get(..range.start)).is_some_and(|before| before.ends_with("{{"));
        if !is_told && self.reported.replace(paragraph) != Some(paragraph) {
            report_html(writer, range);
        }
        writer.words(html);
    }

    fn collect_anchors(&mut self, html: &str) {
        let bytes = html.as_bytes();
        for (at, _) in html.match_indices("id=") {
            let spaced = at
                .checked_sub(1)
                .and_then(|before| bytes.get(before))
                .is_some_and(u8::is_ascii_whitespace);
            let Some(value) = html.get(at + 3..).filter(|_| spaced) else {
                continue;
            };
            let id = match value.strip_prefix(['"', '\'']) {
                Some(quoted) => quoted.split(['"', '\'']).next(),
                None => value.split(|c: char| c.is_whitespace() || c == '>').next(),
            };
            self.anchors
                .extend(id.filter(|id| !id.is_empty()).map(Into::into));
        }
    }
}

fn report_html(writer: &mut Writer<'_>, range: &Range<usize>) {
    let help =
        "write it in Markdown, or allow it in bayan.yaml: `markdown: {raw_html: true}`".to_owned();
    writer.report().add(
        Code::RawHtml,
        range,
        "raw HTML is shown as text",
        Some(help),
    );
}

fn is_more(html: &str) -> bool {
    let inner = html
        .trim()
        .strip_prefix("<!--")
        .and_then(|rest| rest.strip_suffix("-->"));
    inner.is_some_and(|inner| inner.trim() == "more")
}

/// The HTML without its comments. Scripts and the like keep theirs, which are text there.
fn without_comments(html: &str) -> Cow<'_, str> {
    const VERBATIM: [&str; 3] = ["<script", "<style", "<textarea"];
    let start = html.trim_start();
    let verbatim = |tag: &&str| {
        start
            .get(..tag.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(tag))
    };
    if !html.contains("<!--") || VERBATIM.iter().any(verbatim) {
        return Cow::Borrowed(html);
    }
    let mut kept = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, comment)) = rest.split_once("<!--") {
        kept.push_str(before);
        rest = after_comment(comment);
    }
    kept.push_str(rest);
    Cow::Owned(kept)
}

/// What follows a comment whose beginning is already read; `<!-->` and `<!--->` are comments too.
fn after_comment(comment: &str) -> &str {
    let short = comment
        .strip_prefix('>')
        .or_else(|| comment.strip_prefix("->"));
    short
        .or_else(|| comment.split_once("-->").map(|(_, rest)| rest))
        .unwrap_or_default()
}
