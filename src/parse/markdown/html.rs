//! Raw HTML and comments: comments are dropped, the rest passes or is shown as text, as the site decides.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::Event;

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
}

impl RawHtml {
    pub(super) fn anchors(self) -> Vec<Arc<str>> {
        self.anchors
    }

    /// Writes a block; `may_end_excerpt` where its HTML would not be torn by an end there.
    pub(super) fn block(
        &mut self,
        writer: &mut Writer<'_>,
        HtmlBlock { html, range }: HtmlBlock,
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
        if writer.options().raw_html {
            self.collect_anchors(&kept);
            writer.fresh_line();
            return writer.markup(&kept);
        }
        report_html(writer, &trimmed(writer.source(), range));
        writer.begin_block();
        writer.markup("<p>");
        let shown = kept.trim();
        writer.count_words(shown);
        writer.verbatim(|out| escape::push_text(out, shown));
        writer.markup("</p>\n");
    }

    /// Writes a tag or comment within a line.
    pub(super) fn inline(&mut self, writer: &mut Writer<'_>, html: &str, range: &Range<usize>) {
        if html.starts_with("<!--") {
            return;
        }
        if writer.options().raw_html {
            self.collect_anchors(html);
            return writer.atom(html);
        }
        let paragraph = writer.paragraph();
        if self.reported.replace(paragraph) != Some(paragraph) {
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
