//! Tables: a region that can be scrolled by keyboard, and alignment as classes that follow the direction of the text.

use std::ops::Range;

use pulldown_cmark::{Alignment, Tag, TagEnd};

use super::writer::Writer;
use super::written::is_escaped;
use crate::diagnostic::{Code, quoted};
use crate::model::body::SlotKind;

/// The table being written; tables do not nest.
#[derive(Default)]
pub(super) struct OpenTable {
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
}

impl OpenTable {
    pub(super) fn start(&mut self, writer: &mut Writer<'_>, tag: &Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::Table(alignments) => {
                writer.begin_block();
                *self = Self {
                    alignments: alignments.clone(),
                    column: 0,
                    in_head: true,
                };
                writer.markup("<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"");
                let span = writer.span(range);
                writer.slot(SlotKind::Phrase("table_label"), span);
                writer.markup("\"><table>\n");
            }
            Tag::TableHead => {
                self.column = 0;
                writer.markup("<thead><tr>");
            }
            Tag::TableRow => {
                self.column = 0;
                writer.markup("<tr>");
            }
            _ => self.start_cell(writer, range),
        }
    }

    fn start_cell(&mut self, writer: &mut Writer<'_>, range: &Range<usize>) {
        writer.begin_cell();
        check_bar(writer, range);
        writer.markup(if self.in_head {
            "<th scope=\"col\""
        } else {
            "<td"
        });
        writer.markup(match self.alignments.get(self.column) {
            Some(Alignment::Left) => " class=\"start\">",
            Some(Alignment::Center) => " class=\"center\">",
            Some(Alignment::Right) => " class=\"end\">",
            Some(Alignment::None) | None => ">",
        });
        self.column += 1;
    }

    pub(super) fn end(&mut self, writer: &mut Writer<'_>, tag: TagEnd) {
        match tag {
            TagEnd::Table => writer.markup("</tbody></table></div>\n"),
            TagEnd::TableHead => {
                self.in_head = false;
                writer.markup("</tr></thead><tbody>\n");
            }
            TagEnd::TableRow => writer.markup("</tr>\n"),
            _ => writer.markup(if self.in_head { "</th>" } else { "</td>" }),
        }
    }
}

/// A bar ends the cell, also within a reference: its words would stand in the next cell or be lost.
fn check_bar(writer: &mut Writer<'_>, cell: &Range<usize>) {
    let text = writer.source();
    let Some(written) = text
        .get(cell.clone())
        .filter(|written| !written.contains('`'))
    else {
        return;
    };
    let open = written
        .rfind("[[")
        .filter(|at| written.get(*at..).is_some_and(|rest| !rest.contains("]]")));
    let Some(start) = open
        .map(|at| cell.start + at)
        .filter(|at| !is_escaped(text, *at))
    else {
        return;
    };
    let line = text
        .get(start..)
        .and_then(|rest| rest.lines().next())
        .unwrap_or_default();
    let Some(end) = line.find("]]") else { return };
    let repaired = line.get(..end + 2).unwrap_or_default().replace('|', "\\|");
    let help = format!("in a table, write the bar as \\|: {}", quoted(&repaired));
    let message = "a bar inside this reference ends the cell of the table";
    writer.report().add(
        Code::TornReference,
        &(start..start + end + 2),
        message,
        Some(help),
    );
}
