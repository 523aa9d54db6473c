//! Markup of other programs, and forms that Markdown does not know: all of it would be shown as it is written.
//!
//! Signs within a line are met in the texts that the parser hands out, so that code and addresses are never judged; what
//! begins a line is met in the lines of a paragraph.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::foreign_forms::{
    closed, closing_tag, is_address, is_grid_rule, is_sign_of_code, line_of, lines, opening,
    paragraph_of, shortcode,
};
use super::report::Report;
use super::typed_lists::TypedLists;
use super::written::{is_escaped, short};
use crate::diagnostic::{Code, isolated};
use crate::locale::next_loud;

/// What was met in one text.
#[derive(Default)]
pub(super) struct ForeignMarkup {
    lists: TypedLists,
    /// Up to here all is reported.
    reported_to: usize,
    in_code: bool,
    in_address: bool,
    /// A conflict is reported, and its other marks belong to it.
    in_conflict: bool,
    /// The opening line of a container is reported; its end is not.
    in_container: bool,
    /// A line of `%%` is reported, and the next one closes it.
    in_comment: bool,
    /// The end of the last paragraph.
    paragraph_end: usize,
}

impl ForeignMarkup {
    /// Takes the next event.
    pub(super) fn take(
        &mut self,
        event: &Event<'_>,
        range: &Range<usize>,
        source: &str,
        report: &mut Report<'_>,
    ) {
        match event {
            Event::Start(Tag::Paragraph) => self.paragraph(range, source, report),
            Event::Start(Tag::Heading { .. }) => {
                // A line of `=` under its text makes a heading of one version.
                for (at, line) in lines(source, range) {
                    self.conflict(at, line, report);
                }
                self.lists.interrupt();
            }
            Event::Start(Tag::BlockQuote(_)) => self.end_of_conflict(source, range, report),
            Event::Start(Tag::Link { link_type, .. }) => {
                self.in_address = matches!(link_type, LinkType::Autolink | LinkType::Email);
                self.picture(range, source, report);
            }
            Event::End(TagEnd::Link) => self.in_address = false,
            Event::Start(Tag::CodeBlock(_)) => self.in_code = true,
            Event::End(TagEnd::CodeBlock) => self.in_code = false,
            Event::Rule => self.rule(range, source, report),
            Event::Text(_) if !self.in_code && !self.in_address => self.text(range, source, report),
            _ => {}
        }
    }

    fn report(
        &mut self,
        range: Range<usize>,
        what: &str,
        help: String,
        fix: &[(Range<usize>, String)],
        report: &mut Report<'_>,
    ) {
        self.reported_to = range.end;
        report.literal(&range, what, help, fix);
    }

    fn text(&mut self, range: &Range<usize>, source: &str, report: &mut Report<'_>) {
        let Some(text) = source.get(..range.end) else {
            return;
        };
        let mut from = range.start;
        while let Some(stretch) = next_loud(text, from, |byte, next, _| !may_begin(byte, next)) {
            from = stretch.end;
            let byte = |at: usize| source.as_bytes().get(at).copied().unwrap_or_default();
            for at in stretch {
                if may_begin(byte(at), byte(at + 1))
                    && at >= self.reported_to
                    && !is_escaped(source, at)
                {
                    self.sign(at, source, report);
                }
            }
        }
    }

    /// A byte of a text at which foreign markup may begin.
    fn sign(&mut self, at: usize, source: &str, report: &mut Report<'_>) {
        let Some(rest) = source.get(at..) else { return };
        let rest = paragraph_of(rest);
        let before = source
            .get(..at)
            .and_then(|before| before.chars().next_back());
        if rest.starts_with("{{") || rest.starts_with("{%") {
            if let Some(length) = shortcode(rest) {
                let help = "delete it, or write what it stood for in Markdown; as words, put it between backticks".to_owned();
                self.report(
                    at..at + length,
                    "a shortcode or template tag of another program",
                    help,
                    &[],
                    report,
                );
            }
        } else if rest.starts_with('{') {
            self.attributes(at, rest, before, report);
        } else if rest.starts_with("==") {
            self.highlight(at, rest, before, report);
        } else if rest.starts_with("%%") {
            self.comment(at, rest, source, report);
        } else if rest.starts_with("$$") {
            let is_formula = |length: &usize| {
                rest.get(..*length)
                    .is_some_and(|formula| formula.contains(['\\', '=', '^', '_', '{']))
            };
            if let Some(length) = closed(rest, "$$", "$$").filter(is_formula) {
                let help = "formulas are not set here; write it in words, or show it as code between backticks".to_owned();
                self.report(
                    at..at + length,
                    "a formula of another program",
                    help,
                    &[],
                    report,
                );
            }
        } else if let Some(inside) = rest.strip_prefix("^[") {
            if inside
                .split(']')
                .next()
                .is_none_or(|note| note.chars().all(char::is_numeric))
            {
                return;
            }
            let length = closed(rest, "^[", "]").unwrap_or(2);
            let help = "write `[^1]` here, and the note on a line of its own: `[^1]: …`".to_owned();
            self.report(
                at..at + length,
                "a footnote within the line",
                help,
                &[],
                report,
            );
        } else if rest.starts_with(':') {
            self.icon(at, rest, before, report);
        } else if rest.starts_with(']') {
            self.link(at, rest, source, report);
        } else if let Some(name) = closing_tag(rest) {
            let help =
                "write it in Markdown: `**bold**`, `*italic*`, `> quotation`, `[words](address)`"
                    .to_owned();
            self.report(at..at + name, "a tag in square brackets", help, &[], report);
        }
    }

    /// `{: .lead}`, `{.lead}`, `{ align=right }`, `[x]{.y}`
    fn attributes(&mut self, at: usize, rest: &str, before: Option<char>, report: &mut Report<'_>) {
        let Some(length) = line_of(rest).find('}').map(|end| end + 1) else {
            return;
        };
        let inside = rest.get(1..length - 1).unwrap_or_default();
        let is_marked = inside.starts_with(':');
        let words: Vec<&str> = inside.trim_start_matches(':').split_whitespace().collect();
        let is_name = |name: &str| {
            name.starts_with(|c: char| c.is_ascii_alphabetic())
                && name
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':'))
        };
        let is_attribute = |word: &&str| {
            let marked = word.strip_prefix(['.', '#']);
            marked.is_some_and(is_name)
                || word.split_once('=').is_some_and(|(name, value)| {
                    name.len() > 1 && is_name(name) && !value.contains(',')
                })
                || (is_marked && is_name(word))
        };
        // A value in quotation marks may hold blanks.
        let is_quoted = inside.contains("=\"") || inside.contains("='");
        let sound = !words.is_empty()
            && (words.iter().all(is_attribute)
                || (is_quoted && words.first().is_some_and(is_attribute)));
        let ours = |word: &&str| word.starts_with("dir=") || word.starts_with("lang=");
        let after = line_of(rest.get(length..).unwrap_or_default()).trim_start();
        let ends_block = after.is_empty() || after.starts_with('|');
        let is_bound = is_marked
            || before.is_none_or(|c| {
                c.is_whitespace() || matches!(c, ']' | ')' | '*' | '_' | '`' | '>')
            });
        if !sound || !is_bound || (words.iter().all(ours) && ends_block) {
            return;
        }
        let help = if words.iter().any(ours) {
            "`{lang=… dir=…}` stands at the end of a block and holds nothing else".to_owned()
        } else {
            "delete it: classes and attributes are the work of the theme; an id stands behind a heading: `## … {#id}`".to_owned()
        };
        self.report(at..at + length, "an attribute list", help, &[], report);
    }

    /// `==x==`
    fn highlight(&mut self, at: usize, rest: &str, before: Option<char>, report: &mut Report<'_>) {
        let Some(inside) = rest.get(2..).map(line_of) else {
            return;
        };
        let Some(end) = inside.find("==") else { return };
        let (words, after) = inside.split_at(end);
        let after = after.get(2..).unwrap_or_default();
        let is_sign = |c: char| c.is_ascii_alphanumeric() || matches!(c, '=' | '!' | '<' | '>');
        let is_edge = |c: char| c.is_whitespace() || is_sign_of_code(c);
        let sound = !words.is_empty()
            && !words.starts_with(is_edge)
            && !words.ends_with(is_edge)
            && !before.is_some_and(is_sign)
            && !after.starts_with(is_sign);
        if sound {
            let whole = at..at + end + 4;
            let help = format!(
                "write {}",
                isolated(&format!("<mark>{}</mark>", short(words)))
            );
            let fix = [
                (at..at + 2, "<mark>".to_owned()),
                (at + 2 + end..whole.end, "</mark>".to_owned()),
            ];
            self.report(whole, "a highlight of another program", help, &fix, report);
        }
    }

    /// `%%…%%` of Obsidian within a paragraph; a line of its own is met by the paragraph.
    fn comment(&mut self, at: usize, rest: &str, source: &str, report: &mut Report<'_>) {
        let after_digit = source
            .get(..at)
            .is_some_and(|before| before.ends_with(char::is_numeric));
        let Some(length) = closed(rest, "%%", "%%").filter(|_| !after_digit) else {
            return;
        };
        let words = rest.get(2..length - 2).unwrap_or_default();
        let fix = [
            (at..at + 2, "<!--".to_owned()),
            (at + length - 2..at + length, "-->".to_owned()),
        ];
        // At the beginning of a line a comment takes the rest of it too.
        let begins_line = source
            .get(..at)
            .is_none_or(|before| before.is_empty() || before.ends_with('\n'));
        let is_whole = line_of(rest).len() == length;
        let is_certain =
            !words.contains('\n') && !words.contains("--") && (is_whole || !begins_line);
        let fix = if is_certain { &fix[..] } else { &[] };
        let help = "readers would see it: delete it, or write `<!-- … -->`, which is not published"
            .to_owned();
        self.report(
            at..at + length,
            "a comment of another program",
            help,
            fix,
            report,
        );
    }

    /// `:icon:`
    fn icon(&mut self, at: usize, rest: &str, before: Option<char>, report: &mut Report<'_>) {
        let name = rest.get(1..).unwrap_or_default();
        let length = name
            .find(|c: char| {
                !c.is_ascii_lowercase() && !c.is_ascii_digit() && !matches!(c, '_' | '-' | '+')
            })
            .unwrap_or(name.len());
        let (name, after) = name.split_at(length);
        let is_word = |c: char| c.is_alphanumeric() || c == ':' || c == '/';
        let sound = name.len() > 1
            && name.starts_with(|c: char| c.is_ascii_lowercase() || c == '+')
            && !before.is_some_and(is_word);
        let closes = after
            .strip_prefix(':')
            .is_some_and(|after| !after.starts_with(is_word));
        if sound && closes {
            let help = "write the sign itself, or a word".to_owned();
            self.report(
                at..at + length + 2,
                "the name of an icon",
                help,
                &[],
                report,
            );
        }
    }

    /// `[x] (address)` and `[x](address with blanks)`: the bracket before was no link.
    fn link(&mut self, at: usize, rest: &str, source: &str, report: &mut Report<'_>) {
        let behind = line_of(rest.get(1..).unwrap_or_default());
        let blank = behind.len() - behind.trim_start_matches(' ').len();
        let Some(inside) = behind.trim_start_matches(' ').strip_prefix('(') else {
            return;
        };
        let Some(address) = inside.find(')').and_then(|end| inside.get(..end)) else {
            return;
        };
        let Some(open) = opening(source, at) else {
            return;
        };
        if source
            .get(open + 1..)
            .is_some_and(|inside| inside.starts_with(['@', '^', '!']))
        {
            return;
        }
        let is_picture = source
            .get(..open)
            .is_some_and(|before| before.ends_with('!'));
        let open = open - usize::from(is_picture);
        let whole = open..at + 1 + blank + address.len() + 2;
        let words = short(source.get(open..at).unwrap_or_default());
        if blank > 0 {
            if !is_address(address) || address.trim().contains(' ') {
                return;
            }
            let help = format!("write {}", isolated(&format!("{words}]({address})")));
            let fix = [(at + 1..at + 1 + blank, String::new())];
            self.report(
                whole,
                "a link with a blank between its words and its address",
                help,
                &fix,
                report,
            );
        } else if address.contains(' ')
            && is_address(address)
            && !address.contains(['<', '>', '"', '\'', '«'])
        {
            let start = at + 2;
            let help = format!(
                "write {}",
                isolated(&format!("{words}](<{}>)", address.trim()))
            );
            let fix = [
                (start..start, "<".to_owned()),
                (start + address.len()..start + address.len(), ">".to_owned()),
            ];
            self.report(
                whole,
                "a link whose address holds blanks",
                help,
                &fix,
                report,
            );
        }
    }

    fn paragraph(&mut self, range: &Range<usize>, source: &str, report: &mut Report<'_>) {
        let lines = lines(source, range);
        if let Some((at, first)) = lines.first().copied() {
            if first.eq_ignore_ascii_case("[toc]") && lines.len() == 1 {
                let help = "delete it: the page lists its headings by itself".to_owned();
                self.report(
                    at..at + first.len(),
                    "a mark for a table of contents",
                    help,
                    &[],
                    report,
                );
            }
            if first.starts_with('|') {
                self.table(range, &lines, report);
            }
        }
        for (at, line) in &lines {
            if *at >= self.reported_to {
                self.line(*at, line, range.end, report);
            }
        }
        self.lists.paragraph(&lines, report);
        self.paragraph_end = range.end;
    }

    /// What shows itself at the beginning of a line.
    fn line(&mut self, at: usize, line: &str, end: usize, report: &mut Report<'_>) {
        let whole = at..at + line.len();
        let is_word = |rest: &str| {
            rest.strip_prefix(' ')
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()))
        };
        let admonition = ["!!!", "???+", "???"]
            .iter()
            .find_map(|sign| line.strip_prefix(sign));
        let alert = || {
            "write a quotation whose first line is `> [!NOTE]`, `[!TIP]`, `[!IMPORTANT]`, `[!WARNING]` or `[!CAUTION]`".to_owned()
        };
        if line.starts_with(":::") {
            let closes = line.trim_matches(':').trim().is_empty();
            if !closes || !std::mem::take(&mut self.in_container) {
                self.in_container = !closes;
                self.report(
                    whole,
                    "a container of another program",
                    alert(),
                    &[],
                    report,
                );
            }
        } else if admonition.is_some_and(is_word) {
            self.report(
                whole,
                "an admonition of another program",
                alert(),
                &[],
                report,
            );
        } else if line == "%%" {
            self.in_comment = !self.in_comment;
            if self.in_comment {
                let help = "readers would see what follows: delete it, or write `<!-- … -->`, which is not published".to_owned();
                self.report(whole, "a comment of another program", help, &[], report);
            }
        } else if is_grid_rule(line) {
            let help = format!("{TABLE}; cells cannot hold lists or several lines, but `<br>`");
            self.report(whole, "a table drawn with characters", help, &[], report);
            // One report stands for the whole of it.
            self.reported_to = end;
        } else if line
            .strip_prefix(".. ")
            .and_then(|rest| rest.split_once("::"))
            .is_some_and(|(name, _)| {
                !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '-')
            })
        {
            self.report(
                whole,
                "a directive of another program",
                alert(),
                &[],
                report,
            );
        } else {
            self.conflict(at, line, report);
        }
    }

    /// `<<<<<<< HEAD`: two versions of a text that nobody has decided between.
    fn conflict(&mut self, at: usize, line: &str, report: &mut Report<'_>) {
        if line.starts_with("<<<<<<< ") {
            self.in_conflict = true;
            report_conflict(at, line, report);
        }
    }

    /// `>>>>>>> branch`, where the beginning is gone: seven quotations in one another.
    fn end_of_conflict(&mut self, source: &str, range: &Range<usize>, report: &mut Report<'_>) {
        let before = source.get(..range.start).unwrap_or_default();
        let line = line_of(source.get(range.clone()).unwrap_or_default());
        let begins_line = before.is_empty() || before.ends_with('\n');
        if begins_line && line.starts_with(">>>>>>> ") && !std::mem::take(&mut self.in_conflict) {
            report_conflict(range.start, line, report);
        }
    }

    /// `! [x](bridge.jpg)`: a blank makes a link of a picture.
    fn picture(&mut self, range: &Range<usize>, source: &str, report: &mut Report<'_>) {
        const PICTURES: [&str; 6] = [".jpg)", ".jpeg)", ".png)", ".webp)", ".svg)", ".gif)"];
        let written = source.get(range.clone()).unwrap_or_default();
        let before = source.get(..range.start).unwrap_or_default();
        let sign = before
            .strip_suffix(' ')
            .and_then(|before| before.strip_suffix('!'));
        let is_sign = sign.is_some_and(|before| !before.ends_with(char::is_alphanumeric));
        if is_sign && PICTURES.iter().any(|ending| written.ends_with(ending)) {
            let blank = range.start - 1..range.start;
            let help = format!("write {}", isolated(&format!("!{}", short(written))));
            let whole = range.start - 2..range.end;
            self.report(
                whole,
                "a picture with a blank behind its first sign",
                help,
                &[(blank, String::new())],
                report,
            );
        }
    }

    /// A table whose second line is missing, or has another number of cells.
    fn table(&mut self, range: &Range<usize>, lines: &[(usize, &str)], report: &mut Report<'_>) {
        let cells = |line: &str| {
            let inside = line
                .strip_prefix('|')
                .and_then(|line| line.strip_suffix('|'));
            inside.map(|inside| inside.replace("\\|", "").matches('|').count() + 1)
        };
        let Some((at, first)) = lines.first() else {
            return;
        };
        let Some(count) = cells(first).filter(|count| *count > 1) else {
            return;
        };
        if lines.len() < 2 || !lines.iter().all(|(_, line)| cells(line).is_some()) {
            return;
        }
        let rule = format!("|{}", "---|".repeat(count.min(20)));
        let is_rule = |line: &str| line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '));
        let second = lines.get(1).map_or("", |(_, line)| line);
        let (what, help) = if is_rule(second) {
            (
                "a table whose second line has another number of cells than its first",
                format!("make the second line {}", isolated(&rule)),
            )
        } else {
            (
                "a table without its second line",
                format!("put {} under its first line", isolated(&rule)),
            )
        };
        self.report(*at..at + first.len(), what, help, &[], report);
        self.reported_to = range.end;
    }

    /// `-----  -----` under the names of columns is a table of Pandoc, and a line across the page here.
    fn rule(&mut self, range: &Range<usize>, source: &str, report: &mut Report<'_>) {
        let written = source.get(range.clone()).unwrap_or_default().trim();
        let mut groups = written.split(' ').filter(|group| !group.is_empty());
        let is_ruled = groups.clone().count() > 1
            && groups.all(|group| group.len() > 2 && group.bytes().all(|byte| byte == b'-'));
        let touches = source
            .get(self.paragraph_end..range.start)
            .is_some_and(|between| !between.contains("\n\n"))
            && self.paragraph_end > 0;
        if is_ruled && touches {
            let whole = range.start..range.start + written.len();
            self.report(
                whole,
                "a table drawn with characters",
                TABLE.to_owned(),
                &[],
                report,
            );
        }
    }
}

const TABLE: &str =
    "write it with bars: `| a | b |`, under it `|---|---|`, and then a line for each row";

/// Without a branch, so that many bytes are judged at once.
fn may_begin(byte: u8, next: u8) -> bool {
    let doubled = (byte == next) & ((byte == b'=') | (byte == b'%') | (byte == b'$'));
    let icon = (byte == b':') & (next.is_ascii_lowercase() | (next == b'+'));
    let bracket = (byte == b']') & ((next == b'(') | (next == b' '));
    let tag = (byte == b'[') & (next == b'/');
    let note = (byte == b'^') & (next == b'[');
    (byte == b'{') | doubled | icon | bracket | tag | note
}

fn report_conflict(at: usize, line: &str, report: &mut Report<'_>) {
    let help = "keep one of the two versions, and delete the lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`".to_owned();
    report.add(
        Code::ConflictMarker,
        &(at..at + line.trim_end().len()),
        "two versions of this text stand here, as a merge left them",
        Some(help),
    );
}
