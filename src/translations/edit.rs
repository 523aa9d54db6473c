//! Writes `translated_from` into the text of an edition file. Everything else in it keeps its bytes: comments, order,
//! blank lines, byte order mark and line ends.

use super::{MarkError, Marking};
use crate::model::front_matter::is_fence;
use crate::source::{SourcePath, Span};
use crate::yaml::{self, Node, NodeKind};

const KEY: &str = "translated_from";
const MARK: char = '\u{feff}';

/// The text of an edition file, marked. `raw` is the file as it lies on the disk.
///
/// # Errors
///
/// Where the front matter is written so that the block cannot be put into it without touching the rest.
pub fn marked(raw: &str, marking: &Marking) -> Result<String, MarkError> {
    let refuse = || {
        MarkError(format!(
            "{}: its front matter is written so that `{KEY}` cannot be put into it; write each key on a line of its own",
            marking.path
        ))
    };
    let (byte_order, text) = raw
        .strip_prefix(MARK)
        .map_or(("", raw), |rest| ("\u{feff}", rest));
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let eol = if lines.first().is_some_and(|line| line.ends_with("\r\n")) {
        "\r\n"
    } else {
        "\n"
    };
    let before = EditedFrontMatter::read(&marking.path, &lines).ok_or_else(refuse)?;
    let (from, to) = before.block.unwrap_or((before.end, before.end));
    let indent = " ".repeat(before.indent);
    let block = block(marking)
        .into_iter()
        .map(|line| format!("{indent}{line}{eol}"))
        .collect::<Vec<_>>()
        .concat();
    let head = lines.get(..from).unwrap_or_default().concat();
    let tail = lines.get(to..).unwrap_or_default().concat();
    let text = format!("{head}{block}{tail}");
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let after = EditedFrontMatter::read(&marking.path, &lines).ok_or_else(refuse)?;
    if before.others != after.others || after.block.is_none() {
        return Err(refuse());
    }
    Ok(format!("{byte_order}{text}"))
}

/// The lines of the block.
fn block(marking: &Marking) -> Vec<String> {
    let head = [
        format!("{KEY}:"),
        format!("  lang: {}", marking.from),
        "  sections:".to_owned(),
    ];
    let sections = marking
        .sections
        .iter()
        .map(|(id, hash)| format!("    {}: {}", scalar(id), scalar(&hash.to_string())));
    head.into_iter().chain(sections).collect()
}

/// A text as YAML: bare where every reader of YAML takes it for a text.
fn scalar(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let is_number = text
        .chars()
        .all(|c| c.is_numeric() || matches!(c, 'e' | 'E' | '-' | '_'));
    let is_word = matches!(
        text.to_lowercase().as_str(),
        "y" | "n" | "yes" | "no" | "on" | "off" | "true" | "false" | "null"
    );
    if text.chars().all(is_plain) && !text.starts_with('-') && !is_number && !is_word {
        text.to_owned()
    } else {
        format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
    }
}

/// What is known of the front matter before and after.
struct EditedFrontMatter {
    /// The line of the closing `---`.
    end: usize,
    /// The column of its keys.
    indent: usize,
    /// The lines of the block: the first, and the one after the last.
    block: Option<(usize, usize)>,
    /// The other keys with their values.
    others: Vec<(String, Plain)>,
}

impl EditedFrontMatter {
    fn read(path: &SourcePath, lines: &[&str]) -> Option<Self> {
        let end = lines.iter().skip(1).position(|line| is_fence(line))? + 1;
        // The parser is given what every reader of the project sees: lines that end in `\n`.
        let text = lines.get(1..end)?.concat().replace("\r\n", "\n");
        let node = yaml::parse(path, &text, Span::new(0, text.len())).value;
        let Some(Node {
            kind: NodeKind::Map(entries),
            ..
        }) = node
        else {
            let is_empty = text.trim().is_empty();
            return is_empty.then_some(Self {
                end,
                indent: 0,
                block: None,
                others: Vec::new(),
            });
        };
        let line = |at: u32| {
            text.get(..at as usize)
                .map_or(0, |before| before.matches('\n').count())
                + 1
        };
        let column = |at: u32| {
            let before = text.get(..at as usize).unwrap_or_default();
            before.len() - before.rfind('\n').map_or(0, |newline| newline + 1)
        };
        let block = entries.iter().find(|entry| entry.key == KEY).map(|entry| {
            let last = last_byte(&text, &entry.value).max(entry.key_span.end);
            (line(entry.key_span.start), line(last.saturating_sub(1)) + 1)
        });
        let indent = entries
            .first()
            .map_or(0, |entry| column(entry.key_span.start));
        let others = entries.into_iter().filter(|entry| entry.key != KEY);
        Some(Self {
            end,
            indent,
            block,
            others: others
                .map(|entry| (entry.key, Plain::of(entry.value)))
                .collect(),
        })
    }
}

/// Where a value ends. The span of a block map may run on over comments, which do not belong to it.
fn last_byte(text: &str, node: &Node) -> u32 {
    let is_flow = text
        .get(node.span.range())
        .is_some_and(|text| text.starts_with(['{', '[']));
    match &node.kind {
        NodeKind::Map(entries) if !is_flow => entries.last().map_or(node.span.start, |entry| {
            last_byte(text, &entry.value).max(entry.key_span.end)
        }),
        NodeKind::List(items) if !is_flow => items
            .last()
            .map_or(node.span.start, |item| last_byte(text, item)),
        NodeKind::Null => node.span.start,
        NodeKind::Scalar { .. } | NodeKind::Map(_) | NodeKind::List(_) => node.span.end,
    }
}

/// A value without its place.
#[derive(Debug, PartialEq, Eq)]
enum Plain {
    Null,
    Scalar(String, bool),
    List(Vec<Self>),
    Map(Vec<(String, Self)>),
}

impl Plain {
    fn of(node: Node) -> Self {
        match node.kind {
            NodeKind::Null => Self::Null,
            NodeKind::Scalar { text, plain } => Self::Scalar(text, plain),
            NodeKind::List(items) => Self::List(items.into_iter().map(Self::of).collect()),
            NodeKind::Map(entries) => Self::Map(
                entries
                    .into_iter()
                    .map(|entry| (entry.key, Self::of(entry.value)))
                    .collect(),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::marked;
    use crate::lang::Lang;
    use crate::model::SectionHash;
    use crate::source::SourcePath;
    use crate::translations::Marking;

    fn marking(sections: &[(&str, &str)]) -> Marking {
        Marking {
            entry: "articles/x".to_owned(),
            path: SourcePath::new("content/articles/x.ar.md"),
            lang: Lang::parse("ar").unwrap(),
            from: Lang::parse("en").unwrap(),
            sections: sections
                .iter()
                .map(|(id, hash)| ((*id).into(), SectionHash::parse(hash).unwrap()))
                .collect(),
        }
    }

    const BLOCK: &str = "translated_from:\n  lang: en\n  sections:\n    _title: 0123456789abcdef\n";

    #[test]
    fn everything_else_keeps_its_bytes() {
        // What stands before the block and after it; `|` is the place of the block, `…` an old block.
        let old = [
            "translated_from:\n  lang: tr\n",
            "translated_from:\n  lang: tr\n  sections:\n    a: 0000000000000000\n    b: 0000000000000000\n",
            "translated_from: {lang: tr, sections: {a: \"0000000000000000\"}}\n",
            "translated_from: {lang: tr,\n  sections: {\n    a: \"0000000000000000\"}\n  }\n",
            "translated_from:\n",
            "\"translated_from\":\n    lang: tr # why\n",
        ];
        let files = [
            ("---\ntitle: x # note\n", "---\nText.\n"),
            (
                "---\ntitle: x\n",
                "# a comment\n\n  # another\ndate: 2019-05-30\n---\n\nText.\n---\n",
            ),
            ("---\n", "summary: |\n  a\n\n  b\n\n---\n"),
            ("---\nsummary: >-\n  a\n  b\n\n\n", "---\n\n"),
            ("--- \ntags: [a,\n  b]\n# end\n", "---\t\nText without end"),
        ];
        for (head, tail) in files {
            for (eol, byte_order) in [
                ("\n", ""),
                ("\r\n", ""),
                ("\n", "\u{feff}"),
                ("\r\n", "\u{feff}"),
            ] {
                let file = |block: &str| {
                    format!(
                        "{byte_order}{}",
                        format!("{head}{block}{tail}").replace('\n', eol)
                    )
                };
                for old in old {
                    let found =
                        marked(&file(old), &marking(&[("_title", "0123456789abcdef")])).unwrap();
                    assert_eq!(found, file(BLOCK), "{head}{old}{tail}");
                    assert_eq!(
                        marked(&found, &marking(&[("_title", "0123456789abcdef")])).unwrap(),
                        found,
                        "twice"
                    );
                }
            }
        }
    }

    #[test]
    fn without_a_block_it_comes_last() {
        let rows = [
            (
                "---\ntitle: x\n---\nText.\n",
                "---\ntitle: x\n|---\nText.\n",
            ),
            ("---\n---\n", "---\n|---\n"),
            (
                "---\ntitle: x\n# last\n---\n",
                "---\ntitle: x\n# last\n|---\n",
            ),
        ];
        for (before, after) in rows {
            let found = marked(before, &marking(&[("_title", "0123456789abcdef")])).unwrap();
            assert_eq!(found, after.replace('|', BLOCK));
        }
        let indented = marked("---\n  title: x\n---\n", &marking(&[])).unwrap();
        assert_eq!(
            indented,
            "---\n  title: x\n  translated_from:\n    lang: en\n    sections:\n---\n"
        );
    }

    #[test]
    fn what_cannot_be_edited_is_refused() {
        for file in [
            "---\n{title: x}\n---\n",
            "no front matter",
            "---\ntitle: x\n",
            "---\n- a\n---\n",
        ] {
            assert!(
                marked(file, &marking(&[("_title", "0123456789abcdef")])).is_err(),
                "{file}"
            );
        }
    }

    #[test]
    fn ids_and_hashes_that_look_otherwise_are_quoted() {
        let sections = [
            ("no", "0123456789012345"),
            ("بنود-الاتفاق", "123456789012345e"),
            ("a:b", "0123456789abcdef"),
            ("2019", "ffffffffffffffff"),
        ];
        let found = marked("---\ntitle: x\n---\n", &marking(&sections)).unwrap();
        for line in [
            "\"no\": \"0123456789012345\"",
            "بنود-الاتفاق: \"123456789012345e\"",
            "\"a:b\": 0123456789abcdef",
            "\"2019\": ffffffffffffffff",
        ] {
            assert!(
                found.contains(&format!("\n    {line}\n")),
                "{line} in {found}"
            );
        }
    }
}
