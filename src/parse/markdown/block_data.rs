//! The YAML inside blocks of the theme. What would make its reader slow is refused before it is read.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_yaml::Value;

use crate::diagnostic::Code;
use crate::lang::Lang;
use crate::model::body::INLINE;
use crate::source::{SourcePath, Span};
use crate::yaml::{self, Node, NodeKind};

/// No editor writes more by hand.
const LARGEST: usize = 64 * 1024;
/// The reader gives up beyond 128, but only after quadratic time.
const DEEPEST: usize = 100;

/// Why the data of a block cannot be read.
pub(super) struct Unreadable {
    pub(super) code: Code,
    pub(super) message: String,
    /// The remedy, if there is one.
    pub(super) help: Option<String>,
    /// The byte that it speaks of.
    pub(super) byte: Option<usize>,
}

/// Where each text stands first in the data of a block, and each key that is no such text.
pub(super) fn places(path: &SourcePath, lines: &str) -> BTreeMap<Arc<str>, Span> {
    let (mut places, mut keys) = (BTreeMap::new(), Vec::new());
    let mut open: Vec<Node> = yaml::parse(path, lines, Span::new(0, lines.len()))
        .value
        .into_iter()
        .collect();
    while let Some(node) = open.pop() {
        match node.kind {
            NodeKind::Scalar { text, .. } => {
                let place = places.entry(text.into()).or_insert(node.span);
                *place = node.span.min(*place);
            }
            NodeKind::List(items) => open.extend(items),
            NodeKind::Map(entries) => open.extend(entries.into_iter().map(|entry| {
                keys.push((entry.key, entry.key_span));
                entry.value
            })),
            NodeKind::Null => {}
        }
    }
    for (key, span) in keys {
        places.entry(key.into()).or_insert(span);
    }
    places
}

/// The keys of a block that hold plain words; those of [`INLINE`] hold Markdown.
const PLAIN: [&str; 4] = ["title", "alt", "caption", "credit"];

/// Words in the data of a block.
pub(super) struct BlockWords {
    /// Their language: the key says so, or else the text around the block.
    pub(super) lang: Lang,
    /// They are Markdown.
    pub(super) inline: bool,
    /// The scalar in the lines of the block.
    pub(super) span: Span,
    pub(super) text: String,
}

/// The words in the data of a block, in their order; `own` is the language of the text around it.
pub(super) fn words(path: &SourcePath, lines: &str, own: Lang) -> Vec<BlockWords> {
    let root = yaml::parse(path, lines, Span::new(0, lines.len())).value;
    let mut open: Vec<(Node, Option<(Lang, bool)>)> =
        root.into_iter().map(|node| (node, None)).collect();
    let mut found = Vec::new();
    while let Some((node, spoken)) = open.pop() {
        match (node.kind, spoken) {
            (NodeKind::Scalar { text, .. }, Some((lang, inline))) => {
                found.push(BlockWords {
                    lang,
                    inline,
                    span: node.span,
                    text,
                });
            }
            (NodeKind::List(items), _) => open.extend(items.into_iter().map(|item| (item, None))),
            (NodeKind::Map(entries), Some((_, inline))) => {
                open.extend(entries.into_iter().map(|entry| {
                    let lang = Lang::parse(&entry.key);
                    (entry.value, lang.map(|lang| (lang, inline)))
                }));
            }
            (NodeKind::Map(entries), None) => open.extend(entries.into_iter().map(|entry| {
                let inline = INLINE.contains(&entry.key.as_str());
                let spoken = inline || PLAIN.contains(&entry.key.as_str());
                (entry.value, spoken.then_some((own, inline)))
            })),
            (NodeKind::Scalar { .. } | NodeKind::Null, _) => {}
        }
    }
    found.sort_by_key(|words| words.span);
    found
}

/// The data of a block; nothing but comments is null.
pub(super) fn read(path: &SourcePath, lines: &str) -> Result<Value, Unreadable> {
    if lines.len() > LARGEST {
        return Err(Unreadable {
            code: Code::InvalidBlock,
            message: format!("it is larger than {} KiB", LARGEST / 1024),
            help: None,
            byte: None,
        });
    }
    if let Some(byte) = too_deep(lines) {
        return Err(Unreadable {
            code: Code::TooDeep,
            message: format!("it is nested more than {DEEPEST} levels deep"),
            help: None,
            byte: Some(byte),
        });
    }
    if let Some(byte) = alias(lines) {
        return Err(Unreadable {
            code: Code::YamlFeature,
            message: "anchors and aliases of YAML are not used here".to_owned(),
            help: None,
            byte: Some(byte),
        });
    }
    if lines
        .lines()
        .all(|line| line.trim().is_empty() || line.trim_start().starts_with('#'))
    {
        return Ok(Value::Null);
    }
    if let Some(hidden) = hidden_by_escape(path, lines) {
        return Err(hidden);
    }
    serde_yaml::from_str(lines).map_err(|error| {
        // Our own reader knows the slips that people make, and their repair.
        if let Some(slip) = yaml::parse(path, lines, Span::new(0, lines.len()))
            .diagnostics
            .into_iter()
            .next()
        {
            let byte = slip
                .primary
                .and_then(|place| place.span)
                .map(|span| span.start as usize);
            return Unreadable {
                code: Code::InvalidBlock,
                message: slip.message,
                help: slip.help,
                byte,
            };
        }
        let text = error.to_string();
        let message = text.split(" at line ").next().unwrap_or(&text).to_owned();
        let byte = error.location().map(|location| location.index());
        Unreadable {
            code: Code::InvalidBlock,
            message,
            help: None,
            byte,
        }
    })
}

/// A character that no page may hold, where an escape spells it.
fn hidden_by_escape(path: &SourcePath, lines: &str) -> Option<Unreadable> {
    if !lines.contains('\\') {
        return None;
    }
    let found = yaml::parse(path, lines, Span::new(0, lines.len())).diagnostics;
    let hidden = found
        .into_iter()
        .find(|one| matches!(one.code, Code::BidiControl | Code::InvisibleCharacter))?;
    let byte = (hidden.primary.and_then(|place| place.span)).map(|span| span.start as usize);
    Some(Unreadable {
        code: hidden.code,
        message: hidden.message,
        help: hidden.help,
        byte,
    })
}

/// Where brackets are nested too deep. Brackets in texts count too, which does no harm while they come in pairs.
fn too_deep(lines: &str) -> Option<usize> {
    let mut depth = 0_usize;
    lines.bytes().position(|byte| {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > DEEPEST
    })
}

/// Where an alias stands whose anchor stands in the same data. A text may hold `&a` or `*a`, hardly both.
fn alias(lines: &str) -> Option<usize> {
    if !lines.contains('&') {
        return None;
    }
    let anchors: BTreeSet<&str> = names(lines, '&').map(|(_, name)| name).collect();
    names(lines, '*')
        .find(|(_, name)| anchors.contains(name))
        .map(|(at, _)| at)
}

/// The names behind a sign, each with the place of the sign.
fn names(lines: &str, sign: char) -> impl Iterator<Item = (usize, &str)> {
    lines.match_indices(sign).filter_map(move |(at, _)| {
        let before = lines.get(..at)?.chars().next_back();
        let begins = before.is_none_or(|c| c.is_whitespace() || matches!(c, '[' | '{' | ','));
        let name = lines
            .get(at + 1..)?
            .split(|c: char| c.is_whitespace() || matches!(c, ',' | '[' | ']' | '{' | '}'))
            .next()?;
        (begins && !name.is_empty()).then_some((at, name))
    })
}
