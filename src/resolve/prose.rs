//! The slots of a text and what they lead to.

use std::sync::Arc;

use super::linker::{Link, Linker};
use crate::diagnostic::{Code, Location, quoted};
use crate::kind::{Kind, is_id};
use crate::model::{Body, Citation, Document, FileRole, Slot, SlotKind, Target};
use crate::site::{Cited, EntityId, Resolved};

/// One target for each slot of a body.
pub(super) fn targets(linker: &mut Linker<'_>, body: &Body, document: &Document) -> Vec<Resolved> {
    body.slots.iter().map(|slot| target(linker, slot, document)).collect()
}

fn target(linker: &mut Linker<'_>, slot: &Slot, document: &Document) -> Resolved {
    let at = Location::new(&document.path, slot.span);
    match &slot.kind {
        SlotKind::LinkStart { target, .. } => link(linker, target, document, &at, true),
        SlotKind::Name(target) => link(linker, target, document, &at, false),
        SlotKind::Citations(citations) => {
            Resolved::Citations(citations.iter().filter_map(|citation| cited(linker, citation, document)).collect())
        }
        SlotKind::Block { name, data, places } => {
            let place =
                |word: &str| places.get(word).map_or_else(|| at.clone(), |span| Location::new(&document.path, *span));
            if matches!(document.role, FileRole::Entity(Kind::Term)) {
                misplaced(linker, name, &at);
            }
            Resolved::Block(named(linker, name, data, &place))
        }
        SlotKind::LinkEnd | SlotKind::Picture { .. } | SlotKind::Phrase(_) | SlotKind::Number(_) => Resolved::Nothing,
    }
}

/// A block is rendered by the page that it stands on; the glossary holds many texts, none of which has one.
fn misplaced(linker: &mut Linker<'_>, name: &str, at: &Location) {
    let message = format!("the block {} cannot be shown in the glossary", quoted(name));
    let help = "say it in words, or put the block into an article and link to that: `[[id]]`";
    linker.report(Code::MisplacedBlock, at, message, Some(help.to_owned()));
}

fn link(linker: &mut Linker<'_>, target: &Target, document: &Document, at: &Location, has_words: bool) -> Resolved {
    match target {
        Target::Entity { kind, name, fragment } => {
            let found = match kind {
                Some(kind) => linker.find(name, &[*kind], at),
                None => linker.find(name, &Kind::ALL, at),
            };
            entity(linker, found, name, fragment.as_ref(), at, has_words)
        }
        Target::File { path, fragment } => file(linker, path, fragment.as_ref(), document, at),
        Target::Anchor(id) => Resolved::Anchor(Arc::clone(id)),
        Target::Path(path) => Resolved::Path(Arc::clone(path)),
        Target::Address(address) => Resolved::Address(Arc::clone(address)),
    }
}

fn entity(
    linker: &mut Linker<'_>,
    found: Link,
    name: &Arc<str>,
    fragment: Option<&Arc<str>>,
    at: &Location,
    has_words: bool,
) -> Resolved {
    match found {
        Link::To(id) => Resolved::Entity(id, fragment.cloned()),
        Link::Broken => Resolved::Broken(Arc::clone(name)),
        Link::Hidden => {
            let help = if has_words {
                "the words stay without a link until it is published"
            } else {
                "write the words that readers may see: [[id|words]]"
            };
            linker.report(
                Code::DraftReference,
                at,
                format!("{} is not published", quoted(name)),
                Some(help.to_owned()),
            );
            // An id would leak what is not published; a name the editor wrote for readers.
            Resolved::Hidden(if is_id(name) { "…".into() } else { Arc::clone(name) })
        }
    }
}

/// `../actors/hulusi-akar.md`, with or without `.ar`, is the entity and follows the reader's language.
fn file(
    linker: &mut Linker<'_>,
    path: &Arc<str>,
    fragment: Option<&Arc<str>>,
    document: &Document,
    at: &Location,
) -> Resolved {
    let joined = document.path.join(path);
    let inner = joined.as_ref().and_then(|joined| joined.as_str().strip_prefix("content/"));
    let Some((kind, id)) = inner.and_then(|inner| entity_of(inner, linker)) else {
        linker.report(
            Code::DeadLink,
            at,
            format!("{} is not a content file of this site", quoted(path)),
            Some("link to content/<folder>/<id>.md, relative to this file".to_owned()),
        );
        return Resolved::Broken(Arc::clone(path));
    };
    let found = linker.find(&id, &[kind], at);
    entity(linker, found, &id.as_str().into(), fragment, at, true)
}

fn entity_of(inner: &str, linker: &Linker<'_>) -> Option<(Kind, String)> {
    let (folder, rest) = inner.split_once('/')?;
    let rest = rest.strip_suffix(".md")?;
    let language = |suffix: &str| linker.options.languages.iter().any(|lang| lang.as_str() == suffix);
    let rest = rest.rsplit_once('.').filter(|(_, suffix)| language(suffix)).map_or(rest, |(base, _)| base);
    let id = rest.strip_suffix("/index").unwrap_or(rest);
    Some((Kind::from_folder(folder)?, id.to_owned()))
}

fn cited(linker: &mut Linker<'_>, citation: &Citation, document: &Document) -> Option<Cited> {
    let at = Location::new(&document.path, citation.span);
    match linker.find(&citation.source, &[Kind::Source], &at) {
        Link::To(source) => Some(Cited { source, locator: citation.locator.clone() }),
        Link::Hidden => {
            linker.report(
                Code::DraftReference,
                &at,
                format!("the source {} is not published", quoted(&citation.source)),
                None,
            );
            None
        }
        Link::Broken => None,
    }
}

/// The keys of a block's data that name entities are those of front matter; a bare text elsewhere is just a text.
const NAMING: [(&str, Kind); 17] = [
    ("by", Kind::Actor),
    ("article", Kind::Article),
    ("articles", Kind::Article),
    ("event", Kind::Event),
    ("events", Kind::Event),
    ("actor", Kind::Actor),
    ("actors", Kind::Actor),
    ("agreement", Kind::Agreement),
    ("agreements", Kind::Agreement),
    ("place", Kind::Place),
    ("places", Kind::Place),
    ("source", Kind::Source),
    ("sources", Kind::Source),
    ("term", Kind::Term),
    ("terms", Kind::Term),
    ("page", Kind::Page),
    ("pages", Kind::Page),
];

/// What a block lists where its data is a bare list.
fn listed_by(block: &str) -> Option<Kind> {
    match block {
        "timeline" => Some(Kind::Event),
        "map" => Some(Kind::Place),
        _ => None,
    }
}

fn named(
    linker: &mut Linker<'_>,
    block: &str,
    data: &serde_yaml::Value,
    place: &dyn Fn(&str) -> Location,
) -> Vec<(Arc<str>, EntityId)> {
    let mut found = Vec::new();
    // A bare list of ids under a block that is named for what it shows.
    if let (serde_yaml::Value::Sequence(_), Some(kind)) = (data, listed_by(block)) {
        found.extend(ids(linker, data, kind, place));
    }
    let mut open = vec![data];
    while let Some(value) = open.pop() {
        match value {
            serde_yaml::Value::Mapping(map) => {
                for (key, value) in map {
                    let kind = key.as_str().and_then(|key| NAMING.iter().find(|(name, _)| *name == key));
                    match kind {
                        Some((_, kind)) => found.extend(ids(linker, value, *kind, place)),
                        None => open.push(value),
                    }
                }
            }
            serde_yaml::Value::Sequence(items) => open.extend(items),
            _ => {}
        }
    }
    found
}

fn ids(
    linker: &mut Linker<'_>,
    value: &serde_yaml::Value,
    kind: Kind,
    place: &dyn Fn(&str) -> Location,
) -> Vec<(Arc<str>, EntityId)> {
    let names: Vec<&str> = match value {
        serde_yaml::Value::String(name) => vec![name],
        serde_yaml::Value::Sequence(items) => items.iter().filter_map(serde_yaml::Value::as_str).collect(),
        _ => Vec::new(),
    };
    let mut found = Vec::new();
    for name in names {
        if let Link::To(id) = linker.find(name, &[kind], &place(name)) {
            found.push((name.into(), id));
        }
    }
    found
}
