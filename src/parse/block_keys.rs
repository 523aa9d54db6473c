//! What the blocks of a theme may hold: `blocks/<name>.yaml`, beside the template.
//!
//! A form is written in words, `list of events`; they stand in `docs/theme.md`. A declaration with a mistake declares what of
//! it is sound, and the mistake is told.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::nearest::did_you_mean;
use crate::diagnostic::{Code, Diagnosed, Diagnostic, Location, quoted};
use crate::kind::Kinds;
use crate::model::{BlockRow, Blocks, Schema};
use crate::source::{SourceFile, Span, ThemeFile};
use crate::yaml::{self, Entry, Item, Key, Many, Node, NodeKind, Scope, Table, Words};

/// The forms that need no more than their word, besides the kinds of entities.
const FORMS: [(&str, Item); 14] = [
    ("text", Item::Text),
    ("inline", Item::Inline),
    ("line", Item::Line),
    ("id", Item::Id),
    ("number", Item::Number(f64::MIN, f64::MAX)),
    ("whole", Item::Whole(f64::MIN, f64::MAX)),
    ("bool", Item::Bool),
    ("date", Item::Date),
    ("day", Item::Day),
    ("address", Item::Address),
    ("picture", Item::Picture),
    ("zone", Item::Zone),
    ("claim", Item::Claim),
    ("any", Item::Free),
];
/// What a declaration may hold.
const OF_BLOCK: [&str; 3] = ["keys", "short", "shows"];
/// What is said of a key that needs more than a form.
const OF_KEY: [&str; 6] = ["form", "keys", "required", "ordered", "unique", "cites"];

/// The blocks of a theme. One that declares nothing is told, and may hold anything.
pub fn blocks(schema: &Schema, theme: &[ThemeFile]) -> Diagnosed<Blocks> {
    let mut diagnostics = Vec::new();
    let mut known = BTreeSet::new();
    // Nearer files of a theme stand first, and hide those of one name.
    let rows = theme.iter().filter_map(|file| {
        let name = block_name(file, ".html").filter(|name| known.insert(*name))?;
        let declared = theme
            .iter()
            .find(|one| block_name(one, ".yaml") == Some(name));
        if declared.is_none() {
            diagnostics.push(undeclared(file, name));
        }
        let row = declared.and_then(|one| row(schema, name, &one.file).unload(&mut diagnostics));
        Some((Arc::from(name), row))
    });
    let value = Blocks::new(rows.collect::<Vec<_>>());
    Diagnosed { value, diagnostics }
}

fn block_name<'f>(file: &'f ThemeFile, ending: &str) -> Option<&'f str> {
    file.name.strip_prefix("blocks/")?.strip_suffix(ending)
}

fn undeclared(file: &ThemeFile, name: &str) -> Diagnostic {
    let message = format!("the block {} does not say what it may hold", quoted(name));
    let at = Location::new(&file.file.path, Span::new(0, 0));
    Diagnostic::at(Code::UndeclaredBlock, at, message).help(format!(
        "write blocks/{name}.yaml beside it, so that mistakes of editors are found"
    ))
}

/// What a file declares; `None` where it cannot be read at all.
fn row(schema: &Schema, name: &str, file: &SourceFile) -> Diagnosed<Option<BlockRow>> {
    let whole = Span::new(0, file.text.len());
    let parsed = yaml::parse(&file.path, &file.text, whole);
    let mut declaration = Declaration {
        schema,
        file,
        diagnostics: parsed.diagnostics,
    };
    let value = parsed.value.and_then(|node| declaration.block(name, &node));
    Diagnosed {
        value,
        diagnostics: declaration.diagnostics,
    }
}

struct Declaration<'a> {
    schema: &'a Schema,
    file: &'a SourceFile,
    diagnostics: Vec<Diagnostic>,
}

impl Declaration<'_> {
    fn report(&mut self, code: Code, span: Span, message: String, help: Option<String>) {
        let at = Location::new(&self.file.path, span);
        let found = Diagnostic::at(code, at, message).maybe_help(help);
        self.diagnostics.push(found);
    }

    fn block(&mut self, name: &str, node: &Node) -> Option<BlockRow> {
        let entries = self.map(node)?;
        self.known(entries, &OF_BLOCK);
        let keys = field(entries, "keys").map_or_else(Vec::new, |keys| self.keys(keys));
        let number = |written: &Node| {
            let at = keys
                .iter()
                .position(|key| Some(&*key.name) == written.as_text());
            at.and_then(|at| u16::try_from(at).ok())
        };
        let short = field(entries, "short");
        let bare = short.and_then(number);
        let shows = field(entries, "shows").map_or(&[] as &[Node], items);
        let numbers: Vec<u16> = shows.iter().filter_map(number).collect();
        let names: Vec<&str> = keys.iter().map(|key| &*key.name).collect();
        for node in shows
            .iter()
            .chain(short)
            .filter(|node| number(node).is_none())
        {
            self.unknown(node, &names);
        }
        Some(BlockRow {
            table: Table::made(name, bare, 0, keys),
            shows: numbers.into(),
        })
    }

    fn keys(&mut self, node: &Node) -> Vec<Key> {
        let entries = self.map(node).unwrap_or_default();
        entries.iter().filter_map(|entry| self.key(entry)).collect()
    }

    fn key(&mut self, entry: &Entry) -> Option<Key> {
        let mut key = Key::fact("", Item::Free);
        key.name = Cow::Owned(entry.key.clone());
        let form = match &entry.value.kind {
            NodeKind::Map(of_key) => {
                self.known(of_key, &OF_KEY);
                let is = |flag| field(of_key, flag).and_then(Node::as_text) == Some("true");
                key.is_required = is("required");
                key.is_ordered = is("ordered");
                key.is_unique = is("unique");
                key.cites = is("cites");
                field(of_key, "form")
            }
            _ => Some(&entry.value),
        };
        let Some(form) = form.filter(|form| form.as_text().is_some()) else {
            let message = format!("{} has no form", quoted(&entry.key));
            let help = format!("say what stands there: `{}: text`", entry.key);
            self.report(
                Code::InvalidDeclaration,
                entry.key_span,
                message,
                Some(help),
            );
            return None;
        };
        let written = form.as_text().unwrap_or_default().trim();
        let (one, many) = match written.strip_prefix("list of ") {
            Some(one) => (one.trim(), Many::OneOrList),
            None => (written, Many::One),
        };
        key.shape.many = many;
        key.shape.item = self.item(entry, one, form)?;
        if matches!(key.shape.item, Item::Text | Item::Inline) {
            key.scope = Scope::Text;
        }
        Some(key)
    }

    fn item(&mut self, entry: &Entry, form: &str, at: &Node) -> Option<Item> {
        if matches!(form, "record" | "records") {
            let keys = match &entry.value.kind {
                NodeKind::Map(of_key) => field(of_key, "keys"),
                _ => None,
            };
            let keys = keys.map_or_else(Vec::new, |keys| self.keys(keys));
            return Some(Item::Fields(Table::made(&entry.key, None, 0, keys)));
        }
        if let Some(words) = form.strip_prefix("one of ") {
            let words = words
                .split(',')
                .map(|word| Arc::from(word.trim()))
                .collect();
            return Some(Item::Word(Words::Made(words)));
        }
        if let Some(range) = range(form) {
            return Some(range);
        }
        if matches!(form, "entity" | "entities") {
            return Some(Item::Ref(Kinds::ANY));
        }
        let singular = form.strip_suffix('s').unwrap_or(form);
        let known = FORMS
            .iter()
            .find(|(word, _)| [form, singular].contains(word));
        if let Some((_, item)) = known {
            return Some(item.clone());
        }
        let schema = self.schema;
        let named = |kind: &_| schema.word(*kind) == form || schema.folder(*kind) == form;
        if let Some(kind) = schema.kinds().find(named) {
            return Some(Item::Ref(Kinds::one(kind)));
        }
        let forms = FORMS.iter().map(|(word, _)| *word);
        let kinds = schema.kinds().map(|kind| schema.word(kind));
        let all: Vec<&str> = forms.chain(kinds).chain(["record", "entity"]).collect();
        let folders = schema.kinds().map(|kind| schema.folder(kind));
        let help = did_you_mean(form, all.iter().copied().chain(folders)).unwrap_or_else(|| {
            format!("forms are {}, each alone or as `list of …`", all.join(", "))
        });
        let message = format!("{} is no form of a value", quoted(form));
        self.report(Code::InvalidDeclaration, at.span, message, Some(help));
        None
    }

    fn unknown(&mut self, node: &Node, names: &[&str]) {
        let written = node.as_text().unwrap_or_default();
        let help = did_you_mean(written, names.iter().copied());
        let message = format!("{} is none of the keys of this block", quoted(written));
        self.report(Code::InvalidDeclaration, node.span, message, help);
    }

    fn known(&mut self, entries: &[Entry], known: &[&str]) {
        for entry in entries.iter().filter(|entry| !known.contains(&&*entry.key)) {
            let help = did_you_mean(&entry.key, known.iter().copied())
                .unwrap_or_else(|| format!("known here: {}", known.join(", ")));
            let message = format!("{} is not a key that is known here", quoted(&entry.key));
            self.report(Code::UnknownKey, entry.key_span, message, Some(help));
        }
    }

    fn map<'n>(&mut self, node: &'n Node) -> Option<&'n [Entry]> {
        if let NodeKind::Map(entries) = &node.kind {
            return Some(entries);
        }
        let message = format!("a map is wanted here, and {} stands here", node.describe());
        self.report(Code::InvalidDeclaration, node.span, message, None);
        None
    }
}

/// `whole from 0 to 3`
fn range(form: &str) -> Option<Item> {
    let (sort, range) = form.split_once(" from ")?;
    let (low, high) = range.split_once(" to ")?;
    let (low, high) = (low.trim().parse().ok()?, high.trim().parse().ok()?);
    match sort {
        "whole" => Some(Item::Whole(low, high)),
        "number" => Some(Item::Number(low, high)),
        _ => None,
    }
}

fn field<'n>(entries: &'n [Entry], key: &str) -> Option<&'n Node> {
    let entry = entries.iter().find(|entry| entry.key == key)?;
    Some(&entry.value)
}

fn items(node: &Node) -> &[Node] {
    match &node.kind {
        NodeKind::List(items) => items,
        _ => std::slice::from_ref(node),
    }
}
