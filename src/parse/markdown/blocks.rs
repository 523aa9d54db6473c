//! Block elements: paragraphs, lists, quotations, alerts, tasks.

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Tag, TagEnd};

use super::events::{Flavour, Mode, Writer};
use super::fences::Fence;
use super::html::HtmlBlock;
use crate::model::body::SlotKind;

/// The words of alerts as editors write them.
pub(super) const ALERTS: [&str; 5] = ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"];

impl<'a> Writer<'a> {
    /// Begins a line for a block element.
    pub(super) fn begin_block(&mut self) {
        self.close_flow();
        self.close_label();
        self.html_reported = false;
        self.out.fresh_line();
    }

    pub(super) fn start_block(&mut self, tag: Tag<'a>, range: Range<usize>) {
        let framed = is_framed(&tag).then(|| tag.clone());
        self.start_tag(tag, range);
        if let Some(tag) = framed.filter(|_| self.flavour != Flavour::Inline) {
            self.open_frame(&tag);
        }
    }

    fn start_tag(&mut self, tag: Tag<'a>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => self.block("<p>"),
            Tag::Heading {
                level,
                id,
                classes,
                attrs,
            } => self.start_heading(level, id, (classes, attrs), range),
            Tag::BlockQuote(None) => self.block("<blockquote>\n"),
            Tag::BlockQuote(Some(kind)) => self.start_alert(kind, &range),
            Tag::CodeBlock(kind) => {
                self.begin_block();
                let info = match kind {
                    CodeBlockKind::Indented => None,
                    CodeBlockKind::Fenced(info) => Some(info),
                };
                self.mode = Mode::Code(Fence::new(info, range));
            }
            Tag::HtmlBlock => {
                self.close_label();
                self.mode = Mode::Html(HtmlBlock::new(range));
            }
            Tag::List(None) => self.block("<ul>\n"),
            Tag::List(Some(1)) => self.block("<ol>\n"),
            Tag::List(Some(first)) => self.block(&format!("<ol start=\"{first}\">\n")),
            Tag::Item => self.block("<li>"),
            Tag::FootnoteDefinition(name) => self.start_note(&name, range),
            Tag::DefinitionList => self.block("<dl>\n"),
            Tag::DefinitionListTitle => self.block("<dt>"),
            Tag::DefinitionListDefinition => self.block("<dd>"),
            Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::TableCell => {
                self.start_table_part(tag, &range);
            }
            // Inline elements are handled by the caller; metadata blocks are not enabled.
            _ => {}
        }
    }

    pub(super) fn end_block(&mut self, tag: TagEnd) {
        if is_framed_end(tag) && self.flavour != Flavour::Inline {
            self.close_frame();
        }
        self.close_label();
        self.html_reported = false;
        match tag {
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::BlockQuote(None) => self.out.push("</blockquote>\n"),
            TagEnd::BlockQuote(Some(_)) => self.out.push("</aside>\n"),
            TagEnd::List(false) => self.out.push("</ul>\n"),
            TagEnd::List(true) => self.out.push("</ol>\n"),
            TagEnd::Item => self.out.push("</li>\n"),
            TagEnd::FootnoteDefinition => self.end_note(),
            TagEnd::DefinitionList => self.out.push("</dl>\n"),
            TagEnd::DefinitionListTitle => self.out.push("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.out.push("</dd>\n"),
            TagEnd::Table | TagEnd::TableHead | TagEnd::TableRow | TagEnd::TableCell => {
                self.end_table_part(tag);
            }
            // Code and HTML blocks are closed where they are read; the others are inline or not enabled.
            _ => {}
        }
        self.out.words.gap();
    }

    fn block(&mut self, html: &str) {
        if self.flavour != Flavour::Inline {
            self.begin_block();
            self.out.push(html);
        }
    }

    fn end_paragraph(&mut self) {
        if self.flavour != Flavour::Inline {
            self.out.push("</p>\n");
        }
    }

    fn start_alert(&mut self, kind: BlockQuoteKind, range: &Range<usize>) {
        let (name, phrase) = match kind {
            BlockQuoteKind::Note => ("note", "alert_note"),
            BlockQuoteKind::Tip => ("tip", "alert_tip"),
            BlockQuoteKind::Important => ("important", "alert_important"),
            BlockQuoteKind::Warning => ("warning", "alert_warning"),
            BlockQuoteKind::Caution => ("caution", "alert_caution"),
        };
        self.begin_block();
        self.out.push("<aside class=\"alert alert-");
        self.out.push(name);
        self.out
            .push("\" role=\"note\">\n<p class=\"alert-title\">");
        let span = self.report.span(range);
        self.out.slot(SlotKind::Phrase(phrase), span);
        self.out.push("</p>\n");
    }

    /// The box of a task. A label goes around it and its words, so that the box has a name.
    pub(super) fn task(&mut self, done: bool) {
        let (tail, tagged) = if self.out.html.ends_with("<li>") {
            ("<li>", "<li class=\"task\">")
        } else {
            ("<li>\n<p>", "<li class=\"task\">\n<p>")
        };
        if let Some(before) = self.out.html.strip_suffix(tail).map(str::len) {
            self.out.html.truncate(before);
            self.out.push(tagged);
            self.move_frame();
        }
        self.out.push("<label><input type=\"checkbox\" disabled");
        self.out.push(if done { " checked> " } else { "> " });
        self.label = true;
    }

    fn close_label(&mut self) {
        if std::mem::take(&mut self.label) {
            self.out.push("</label>");
        }
    }
}

/// Blocks whose letters are judged.
fn is_framed(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Paragraph
            | Tag::BlockQuote(_)
            | Tag::List(_)
            | Tag::Item
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Table(_)
            | Tag::TableCell
    )
}

fn is_framed_end(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Paragraph
            | TagEnd::BlockQuote(_)
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Table
            | TagEnd::TableCell
    )
}
