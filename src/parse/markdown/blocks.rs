//! Block elements that have no state: paragraphs, lists, quotations, alerts, tasks.

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, Tag, TagEnd};

use super::flavour::Flavour;
use super::writer::Writer;
use crate::model::body::SlotKind;

pub(super) fn start(writer: &mut Writer<'_>, tag: &Tag<'_>, range: &Range<usize>) {
    match tag {
        Tag::Paragraph => block(writer, "<p>"),
        Tag::BlockQuote(None) => block(writer, "<blockquote>\n"),
        Tag::BlockQuote(Some(kind)) => start_alert(writer, *kind, range),
        Tag::List(None) => block(writer, "<ul>\n"),
        Tag::List(Some(1)) => block(writer, "<ol>\n"),
        Tag::List(Some(first)) => block(writer, &format!("<ol start=\"{first}\">\n")),
        Tag::Item => block(writer, "<li>"),
        Tag::DefinitionList => block(writer, "<dl>\n"),
        Tag::DefinitionListTitle => block(writer, "<dt>"),
        Tag::DefinitionListDefinition => block(writer, "<dd>"),
        // Those with state and inline elements are handled by the caller; metadata blocks are not enabled.
        _ => {}
    }
}

pub(super) fn end(writer: &mut Writer<'_>, tag: TagEnd) {
    writer.markup(match tag {
        TagEnd::Paragraph if writer.flavour() != Flavour::Inline => "</p>\n",
        TagEnd::BlockQuote(None) => "</blockquote>\n",
        TagEnd::BlockQuote(Some(_)) => "</aside>\n",
        TagEnd::List(false) => "</ul>\n",
        TagEnd::List(true) => "</ol>\n",
        TagEnd::Item => "</li>\n",
        TagEnd::DefinitionList => "</dl>\n",
        TagEnd::DefinitionListTitle => "</dt>\n",
        TagEnd::DefinitionListDefinition => "</dd>\n",
        _ => "",
    });
}

fn block(writer: &mut Writer<'_>, html: &str) {
    if writer.flavour() != Flavour::Inline {
        writer.begin_block();
        writer.markup(html);
    }
}

fn start_alert(writer: &mut Writer<'_>, kind: BlockQuoteKind, range: &Range<usize>) {
    let (name, phrase) = match kind {
        BlockQuoteKind::Note => ("note", "alert_note"),
        BlockQuoteKind::Tip => ("tip", "alert_tip"),
        BlockQuoteKind::Important => ("important", "alert_important"),
        BlockQuoteKind::Warning => ("warning", "alert_warning"),
        BlockQuoteKind::Caution => ("caution", "alert_caution"),
    };
    writer.begin_block();
    writer.markup("<aside class=\"alert alert-");
    writer.markup(name);
    writer.markup("\" role=\"note\">\n<p class=\"alert-title\">");
    let span = writer.span(range);
    writer.slot(SlotKind::Phrase(phrase), span);
    writer.markup("</p>\n");
}

/// The box of a task. A label goes around it and its words, so that the box has a name.
pub(super) fn task(writer: &mut Writer<'_>, done: bool) {
    for (tail, tagged) in [
        ("<li>", "<li class=\"task\">"),
        ("<li>\n<p>", "<li class=\"task\">\n<p>"),
    ] {
        if writer.take_back(tail) {
            writer.markup(tagged);
            writer.move_block();
            break;
        }
    }
    writer.markup("<label><input type=\"checkbox\" disabled");
    writer.markup(if done { " checked> " } else { "> " });
    writer.open_label();
}

/// Whether the letters of a block are judged.
pub(super) fn is_judged(tag: TagEnd) -> bool {
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
