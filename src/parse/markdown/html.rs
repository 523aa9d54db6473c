//! Raw HTML and comments: comments are dropped, the rest passes or is shown as text, as the site decides.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::Event;

use super::buffer::escape_text;
use super::events::{Mode, Writer};
use super::report::trimmed;
use crate::diagnostic::Code;

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

impl Writer<'_> {
    pub(super) fn close_html_block(&mut self) {
        let Mode::Html(HtmlBlock { html, range }) = self.resume() else {
            return;
        };
        if is_more(&html) {
            return self.mark_more();
        }
        let kept = without_comments(&html);
        if kept.trim().is_empty() {
            return;
        }
        if self.options.raw_html {
            self.collect_anchors(&kept);
            self.out.fresh_line();
            return self.out.push(&kept);
        }
        self.report_html(&trimmed(self.text, range));
        self.begin_block();
        self.out.push("<p>");
        let shown = kept.trim();
        self.out.words.feed(shown);
        escape_text(&mut self.out.html, shown);
        self.out.push("</p>\n");
    }

    /// An excerpt may end only between blocks of the text itself, or its HTML would be torn.
    fn mark_more(&mut self) {
        if self.depth == 0 && self.notes.outside() && self.out.more.is_none() {
            self.out.more = Some(self.out.html.len());
        }
    }

    pub(super) fn inline_html(&mut self, html: &str, range: &Range<usize>) {
        if html.starts_with("<!--") {
            return;
        }
        if self.options.raw_html {
            self.collect_anchors(html);
            let from = self.out.place();
            self.out.push(html);
            return self.flow.atom(from, &self.out);
        }
        if !std::mem::replace(&mut self.html_reported, true) {
            self.report_html(range);
        }
        self.words(html);
    }

    fn report_html(&mut self, range: &Range<usize>) {
        let help = "write it in Markdown, or allow it in bayan.yaml: `markdown: {raw_html: true}`"
            .to_owned();
        self.report.add(
            Code::RawHtml,
            range,
            "raw HTML is shown as text",
            Some(help),
        );
    }

    /// Remembers the ids that raw HTML states, so that links may name them.
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
            self.notes
                .anchors
                .extend(id.filter(|id| !id.is_empty()).map(Into::into));
        }
    }
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
