//! Signs that the parser left as text, and that nobody writes for themselves: the brackets of references that do not pair,
//! and headings without the space behind `##`. Brackets that pair (`[sic]`, `[[a] b]`) are words of the text.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::report::Report;
use super::written::{is_escaped, short};
use crate::diagnostic::{Code, isolated, quoted};
use crate::kind::is_id;

/// Headings have so many levels.
const LEVELS: usize = 6;

/// What was heard of the open block.
#[derive(Default)]
pub(super) struct UnpairedSigns {
    /// The brackets that stand as text, in the order of the text.
    brackets: Vec<usize>,
    /// The next words begin a line of a paragraph.
    begins_line: bool,
    in_code: bool,
}

impl UnpairedSigns {
    /// Takes the next event.
    pub(super) fn hear(
        &mut self,
        event: &Event<'_>,
        range: &Range<usize>,
        text: &str,
        report: &mut Report<'_>,
    ) {
        match event {
            Event::Start(tag) if !is_inline(tag.to_end()) => {
                self.finish(text, report, false);
                self.begins_line = matches!(tag, Tag::Paragraph);
                self.in_code = matches!(tag, Tag::CodeBlock(_));
            }
            Event::End(tag) if !is_inline(*tag) => {
                self.finish(text, report, matches!(tag, TagEnd::TableCell));
                self.in_code = false;
            }
            Event::Text(_) if !self.in_code => {
                let written = text.get(range.clone()).unwrap_or_default();
                if std::mem::take(&mut self.begins_line) && !is_escaped(text, range.start) {
                    heading(written, range.start, report);
                }
                let found = written
                    .bytes()
                    .zip(range.clone())
                    .filter(|(byte, _)| matches!(byte, b'[' | b']'));
                self.brackets
                    .extend(found.map(|(_, at)| at).filter(|at| !is_escaped(text, *at)));
            }
            Event::SoftBreak | Event::HardBreak => self.begins_line = true,
            _ => self.begins_line = false,
        }
    }

    /// Ends a block: reports what does not pair in it. A reference that the bar of a table tears is reported there.
    pub(super) fn finish(&mut self, text: &str, report: &mut Report<'_>, in_cell: bool) {
        if self.brackets.is_empty() {
            return;
        }
        let pairs = BracketPairs::of(&std::mem::take(&mut self.brackets), text);
        for at in pairs
            .brackets
            .iter()
            .copied()
            .filter(|at| pairs.opens(text, *at))
        {
            let is_double = pairs.brackets.contains(&(at + 1))
                && text.get(at + 1..).is_some_and(|rest| rest.starts_with('['));
            if is_double && !(in_cell && is_torn(text, at)) {
                pairs.double(text, at, report);
            } else if !is_double {
                pairs.single(text, at, report);
            }
        }
    }
}

/// Which bracket closes which.
struct BracketPairs {
    brackets: BTreeSet<usize>,
    /// By the one that opens.
    closing: BTreeMap<usize, usize>,
    /// Those that close nothing.
    idle: BTreeSet<usize>,
}

impl BracketPairs {
    fn of(brackets: &[usize], text: &str) -> Self {
        let (mut open, mut closing, mut idle) = (Vec::new(), BTreeMap::new(), BTreeSet::new());
        for at in brackets {
            if text.as_bytes().get(*at) == Some(&b'[') {
                open.push(*at);
            } else if let Some(opening) = open.pop() {
                closing.insert(opening, *at);
            } else {
                idle.insert(*at);
            }
        }
        Self {
            brackets: brackets.iter().copied().collect(),
            closing,
            idle,
        }
    }

    /// Whether a run of opening brackets begins here.
    fn opens(&self, text: &str, at: usize) -> bool {
        let is_open = |at: usize| text.as_bytes().get(at) == Some(&b'[');
        let before = at
            .checked_sub(1)
            .filter(|before| self.brackets.contains(before));
        is_open(at) && !before.is_some_and(is_open)
    }

    /// `[[name]`, `[[name`, `[[]]`
    fn double(&self, text: &str, at: usize, report: &mut Report<'_>) {
        let inside = inside(text, at + 2);
        let (outer, inner) = (self.closing.get(&at), self.closing.get(&(at + 1)));
        if let (Some(outer), Some(inner)) = (outer, inner) {
            let is_empty = inside
                .split('|')
                .next()
                .is_none_or(|name| name.trim().is_empty())
                && *inner == at + 2 + inside.len();
            if *outer == inner + 1 && is_empty {
                let help = "write the id or the name of an entry".to_owned();
                report.add(
                    Code::UnknownReference,
                    &(at..outer + 1),
                    "this reference names nothing",
                    Some(help),
                );
            }
            if *outer == inner + 1 || !inside.contains('|') {
                return;
            }
        }
        if !inside.contains(char::is_alphabetic) {
            return;
        }
        let is_half = text
            .get(at + 2 + inside.len()..)
            .is_some_and(|rest| rest.starts_with(']'));
        let first = inside
            .split([' ', '،', '.', ',', ':', '؛'])
            .next()
            .unwrap_or_default();
        let help = if is_half {
            format!(
                "write {}",
                isolated(&format!("[[{}]]", short(inside.trim())))
            )
        } else if is_id(first) {
            format!(
                "close it with two brackets: {}",
                isolated(&format!("[[{first}]]"))
            )
        } else {
            "close it with two brackets behind the id or the name: [[id]]".to_owned()
        };
        report.add(
            Code::UnpairedBrackets,
            &(at..at + 2),
            "this reference is never closed",
            Some(help),
        );
    }

    /// `[name]]`
    fn single(&self, text: &str, at: usize, report: &mut Report<'_>) {
        let inside = inside(text, at + 1);
        let close = self
            .closing
            .get(&at)
            .filter(|close| self.idle.contains(&(*close + 1)));
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let Some(close) =
            close.filter(|_| !before.is_some_and(|c| c.is_ascii_alphanumeric() || c == '['))
        else {
            return;
        };
        if at + 1 + inside.len() != *close || !inside.contains(char::is_alphabetic) {
            return;
        }
        let words = short(inside.trim());
        let meant = if text
            .get(close + 2..)
            .is_some_and(|rest| rest.starts_with('('))
        {
            format!("[{words}](…)")
        } else if inside.starts_with(['@', '^', '!']) {
            format!("[{words}]")
        } else {
            format!("[[{words}]]")
        };
        let help = format!("write {}", isolated(&meant));
        report.add(
            Code::UnpairedBrackets,
            &(at..close + 2),
            "one bracket opens here, and two close",
            Some(help),
        );
    }
}

/// What stands behind a bracket, up to the next one or the end of the line.
fn inside(text: &str, from: usize) -> &str {
    let rest = text.get(from..).unwrap_or_default();
    rest.split(['[', ']', '\n']).next().unwrap_or_default()
}

fn is_torn(text: &str, at: usize) -> bool {
    let line = text.get(at..).and_then(|rest| rest.lines().next());
    line.is_some_and(|line| line.contains("]]"))
}

/// `##عنوان`: one `#` begins a hashtag too.
fn heading(line: &str, at: usize, report: &mut Report<'_>) {
    let words = line.trim_start_matches('#');
    let level = line.len() - words.len();
    let is_meant = words.trim_start().starts_with(char::is_alphanumeric)
        || words.starts_with(char::is_whitespace);
    if !(2..=LEVELS).contains(&level) || !is_meant {
        return;
    }
    let signs = "#".repeat(level);
    let message = format!(
        "no space follows {}, so this line is no heading",
        quoted(&signs)
    );
    let help = format!(
        "write {}",
        isolated(&format!("{signs} {}", short(words.trim())))
    );
    report.add(
        Code::LiteralHeading,
        &(at..at + line.trim_end().len()),
        message,
        Some(help),
    );
}

/// Whether an element stands within a line.
fn is_inline(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}
