//! Tables: a region that can be scrolled by keyboard, and alignment as classes that follow the direction of the text.

use std::ops::Range;

use pulldown_cmark::{Alignment, Tag, TagEnd};

use super::brackets::is_escaped;
use super::events::Writer;
use crate::diagnostic::{Code, quoted};
use crate::model::body::SlotKind;

/// The table being written; tables do not nest.
#[derive(Default)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
}

impl Writer<'_> {
    pub(super) fn start_table_part(&mut self, tag: Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::Table(alignments) => {
                self.begin_block();
                self.table = Table {
                    alignments,
                    column: 0,
                    in_head: true,
                };
                self.out
                    .push("<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"");
                let span = self.report.span(range);
                self.out.slot(SlotKind::Phrase("table_label"), span);
                self.out.push("\"><table>\n");
            }
            Tag::TableHead => {
                self.table.column = 0;
                self.out.push("<thead><tr>");
            }
            Tag::TableRow => {
                self.table.column = 0;
                self.out.push("<tr>");
            }
            _ => self.start_cell(range),
        }
    }

    fn start_cell(&mut self, range: &Range<usize>) {
        self.html_reported = false;
        self.check_bar(range);
        self.out.push(if self.table.in_head {
            "<th scope=\"col\""
        } else {
            "<td"
        });
        self.out
            .push(match self.table.alignments.get(self.table.column) {
                Some(Alignment::Left) => " class=\"start\">",
                Some(Alignment::Center) => " class=\"center\">",
                Some(Alignment::Right) => " class=\"end\">",
                Some(Alignment::None) | None => ">",
            });
        self.table.column += 1;
    }

    /// A bar ends the cell, also within a reference: its words would stand in the next cell or be lost.
    fn check_bar(&mut self, cell: &Range<usize>) {
        let text = self.text;
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
        self.report.add(
            Code::TornReference,
            &(start..start + end + 2),
            message,
            Some(help),
        );
    }

    pub(super) fn end_table_part(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Table => self.out.push("</tbody></table></div>\n"),
            TagEnd::TableHead => {
                self.table.in_head = false;
                self.out.push("</tr></thead><tbody>\n");
            }
            TagEnd::TableRow => self.out.push("</tr>\n"),
            _ => self
                .out
                .push(if self.table.in_head { "</th>" } else { "</td>" }),
        }
    }
}
