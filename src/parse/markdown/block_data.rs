//! The YAML inside blocks of the theme: read once, by what the block declares.

use std::borrow::Cow;

use super::MarkdownOptions;
use crate::diagnostic::{Code, Diagnosed, Diagnostic};
use crate::kind::Kinds;
use crate::lang::Lang;
use crate::model::BlockRow;
use crate::source::{SourcePath, Span};
use crate::yaml::{self, Item, Key, Many, Node, NodeKind, Reader, Reading, Shared, Stated, Table};

/// No editor writes more by hand.
const LARGEST: usize = 64 * 1024;

/// Why the data of a block cannot be read.
pub(super) struct Unreadable {
    pub(super) code: Code,
    pub(super) message: String,
    /// The remedy, if there is one.
    pub(super) help: Option<String>,
    /// The byte that it speaks of.
    pub(super) byte: Option<usize>,
}

/// What stands in a block; the places are those in its lines.
pub(super) struct ReadData {
    pub(super) stated: Option<Stated>,
    pub(super) reading: Reading,
}

/// The data of a block. Nothing but comments is nothing.
pub(super) fn read(
    path: &SourcePath,
    lines: &str,
    row: Option<&BlockRow>,
    options: &MarkdownOptions,
) -> Result<ReadData, Unreadable> {
    if lines.len() > LARGEST {
        return Err(Unreadable {
            code: Code::InvalidBlock,
            message: format!("it is larger than {} KiB", LARGEST / 1024),
            help: None,
            byte: None,
        });
    }
    let Diagnosed {
        value: node,
        mut diagnostics,
    } = yaml::parse(path, lines, Span::new(0, lines.len()));
    if let Some(slip) = unreadable(node.is_some(), &diagnostics) {
        return Err(slip);
    }
    let own = options.writing.as_ref().map(|writing| writing.lang);
    let reader = Reader::new(path, lines, &options.languages, own);
    let (stated, mut reading) = match (&node, row) {
        (None, _) => (None, reader.reading),
        (
            Some(Node {
                kind: NodeKind::Null,
                ..
            }),
            _,
        ) => (None, reader.reading),
        (Some(node), Some(row)) => reader.block(node, &row.table),
        (Some(node), None) => reader.block(node, &meant(options, node)),
    };
    diagnostics.append(&mut reading.diagnostics);
    reading.diagnostics = diagnostics;
    Ok(ReadData { stated, reading })
}

/// The slip that leaves nothing to be read, or holds a character that no page may hold.
fn unreadable(is_read: bool, slips: &[Diagnostic]) -> Option<Unreadable> {
    let is_refused =
        |one: &&Diagnostic| matches!(one.code, Code::BidiControl | Code::InvisibleCharacter);
    let slip = if is_read {
        slips.iter().find(is_refused)
    } else {
        slips.first()
    }?;
    Some(Unreadable {
        code: match slip.code {
            Code::BidiControl | Code::InvisibleCharacter | Code::TooDeep | Code::YamlFeature => {
                slip.code
            }
            _ => Code::InvalidBlock,
        },
        message: slip.message.clone(),
        help: slip.help.clone(),
        byte: (slip.primary.as_ref().and_then(|at| at.span)).map(|span| span.start as usize),
    })
}

/// The keys whose texts are inline Markdown in a block that declares nothing.
const INLINE: [&str; 3] = ["text", "note", "says"];
/// Those whose texts are plain.
const PLAIN: [&str; 4] = ["title", "alt", "caption", "credit"];

/// What a block that declares nothing seems to hold: keys with the name of a kind hold references, as in front matter.
fn meant(options: &MarkdownOptions, node: &Node) -> Shared<Table> {
    let keys = match &node.kind {
        NodeKind::Map(entries) => keys(
            options,
            entries.iter().map(|entry| (&*entry.key, &entry.value)),
        ),
        _ => vec![key(options, "list", node)],
    };
    let bare = (!matches!(node.kind, NodeKind::Map(_))).then_some(0);
    Table::made("block", bare, 0, keys)
}

fn keys<'n>(
    options: &MarkdownOptions,
    entries: impl Iterator<Item = (&'n str, &'n Node)>,
) -> Vec<Key> {
    let mut keys: Vec<Key> = Vec::new();
    for (name, node) in entries {
        if keys.iter().all(|known| known.name != name) {
            keys.push(key(options, name, node));
        }
    }
    keys
}

fn key(options: &MarkdownOptions, name: &str, node: &Node) -> Key {
    let (meant, many) = match &node.kind {
        NodeKind::List(items) => (item(options, name, items.iter()), Many::List),
        _ => (item(options, name, std::iter::once(node)), Many::One),
    };
    let mut key = match meant {
        Some(item) => Key::fact("", item).many(many),
        None => Key::fact("", Item::Free),
    };
    key.name = Cow::Owned(name.to_owned());
    key
}

/// What several values under a key are, if they are one thing that is more than data.
fn item<'n>(
    options: &MarkdownOptions,
    name: &str,
    nodes: impl Iterator<Item = &'n Node> + Clone,
) -> Option<Item> {
    let all = |is: &dyn Fn(&NodeKind) -> bool| nodes.clone().all(|node| is(&node.kind));
    let schema = &options.schema;
    let is_kind = |kind: &_| schema.word(*kind) == name || schema.folder(*kind) == name;
    if let Some(kind) = schema.kinds().find(is_kind)
        && all(&|kind| matches!(kind, NodeKind::Scalar { .. }))
    {
        return Some(Item::Ref(Kinds::one(kind)));
    }
    let is_text = |kind: &NodeKind| match kind {
        NodeKind::Scalar { .. } => true,
        NodeKind::Map(entries) => entries.iter().all(|entry| is_language(options, &entry.key)),
        NodeKind::Null | NodeKind::List(_) => false,
    };
    if INLINE.contains(&name) && all(&is_text) {
        return Some(Item::Inline);
    }
    let is_map = |kind: &NodeKind| matches!(kind, NodeKind::Map(entries) if !entries.is_empty());
    if all(&is_text) && (PLAIN.contains(&name) || all(&is_map)) {
        return Some(Item::Text);
    }
    if !all(&is_map) {
        return None;
    }
    let entries = nodes.filter_map(|node| match &node.kind {
        NodeKind::Map(entries) => Some(entries),
        _ => None,
    });
    let entries = entries.flatten().map(|entry| (&*entry.key, &entry.value));
    let keys = keys(options, entries);
    Some(Item::Fields(Table::made("block", None, 0, keys)))
}

fn is_language(options: &MarkdownOptions, key: &str) -> bool {
    Lang::parse(key).is_some_and(|lang| options.languages.contains(&lang))
}
