//! The slots of a text and what they lead to.

use std::sync::Arc;

use super::linker::{LinkTarget, Linker};
use super::linking::Linking;
use super::lookalikes;
use super::names::Meaning;
use crate::diagnostic::{Code, Location, quoted};
use crate::kind::{Kind, Kinds, is_id};
use crate::model::{Body, Citation, Document, FileRole, Slot, SlotKind, Target};
use crate::site::{Cited, EntityId, Resolved};

/// One target for each slot of a text of front matter. It is shown on other pages too, so that `#id` in it is the id of
/// the page that its entry has.
pub(super) fn stated(linker: &mut Linker<'_>, body: &Body, document: &Document) -> Vec<Resolved> {
    let mut targets = targets(linker, body, document);
    for target in &mut targets {
        if let Resolved::Anchor(id) = target
            && !matches!(&**id, "" | "top")
            && let Some(own) = own(linker, document)
        {
            *target = Resolved::Entity(own, Some(Arc::clone(id)));
        }
    }
    targets
}

/// The entity that a file is of.
fn own(linker: &Linker<'_>, document: &Document) -> Option<EntityId> {
    let FileRole::Entity(kind) = document.role else {
        return None;
    };
    match linker.look_up(&document.id, Kinds::one(kind)) {
        Meaning::One(id) => Some(id),
        _ => None,
    }
}

/// One target for each slot of a body.
pub(super) fn targets(linker: &mut Linker<'_>, body: &Body, document: &Document) -> Vec<Resolved> {
    lookalikes::report(linker, &body.lookalikes, &document.path);
    body.slots
        .iter()
        .map(|slot| target(linker, slot, document))
        .collect()
}

fn target(linker: &mut Linker<'_>, slot: &Slot, document: &Document) -> Resolved {
    let at = Location::new(&document.path, slot.span);
    match &slot.kind {
        SlotKind::LinkStart { target, .. } => link(linker, target, document, &at, true),
        SlotKind::Name(target) => link(linker, target, document, &at, false),
        SlotKind::Citations(citations) => Resolved::Citations(
            citations
                .iter()
                .filter_map(|citation| cited(linker, citation, document))
                .collect(),
        ),
        SlotKind::Block { name, data } => {
            if matches!(document.role, FileRole::Entity(Kind::TERM)) {
                misplaced(linker, name, &at);
            }
            let linking = Linking::new(document, (data.references, &data.inline), targets);
            Resolved::Block(linking.block(linker, data))
        }
        SlotKind::LinkEnd
        | SlotKind::Picture { .. }
        | SlotKind::Phrase(_)
        | SlotKind::Number(_) => Resolved::Nothing,
    }
}

/// A block is rendered by the page that it stands on; the glossary holds many texts, none of which has one.
fn misplaced(linker: &mut Linker<'_>, name: &str, at: &Location) {
    let message = format!("the block {} cannot be shown in the glossary", quoted(name));
    let help = "say it in words, or put the block into an article and link to that: `[[id]]`";
    linker.report(Code::MisplacedBlock, at, message, Some(help.to_owned()));
}

fn link(
    linker: &mut Linker<'_>,
    target: &Target,
    document: &Document,
    at: &Location,
    has_words: bool,
) -> Resolved {
    match target {
        Target::Entity {
            kind,
            name,
            fragment,
        } => {
            let found = linker.find(name, kind.map_or(Kinds::ANY, Kinds::one), at);
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
    found: LinkTarget,
    name: &Arc<str>,
    fragment: Option<&Arc<str>>,
    at: &Location,
    has_words: bool,
) -> Resolved {
    match found {
        LinkTarget::To(id) => Resolved::Entity(id, fragment.cloned()),
        LinkTarget::Broken => Resolved::Broken(Arc::clone(name)),
        LinkTarget::Hidden => {
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
            Resolved::Hidden(if is_id(name) {
                "…".into()
            } else {
                Arc::clone(name)
            })
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
    let inner = joined
        .as_ref()
        .and_then(|joined| joined.as_str().strip_prefix("content/"));
    let Some((kind, id)) = inner.and_then(|inner| entity_of(inner, linker)) else {
        linker.report(
            Code::DeadLink,
            at,
            format!("{} is not a content file of this site", quoted(path)),
            Some("link to content/<folder>/<id>.md, relative to this file".to_owned()),
        );
        return Resolved::Broken(Arc::clone(path));
    };
    let found = linker.find(&id, Kinds::one(kind), at);
    entity(linker, found, &id.as_str().into(), fragment, at, true)
}

fn entity_of(inner: &str, linker: &Linker<'_>) -> Option<(Kind, String)> {
    let (folder, rest) = inner.split_once('/')?;
    let rest = rest.strip_suffix(".md")?;
    let language = |suffix: &str| {
        linker
            .options
            .languages
            .iter()
            .any(|lang| lang.as_str() == suffix)
    };
    let rest = rest
        .rsplit_once('.')
        .filter(|(_, suffix)| language(suffix))
        .map_or(rest, |(base, _)| base);
    let id = rest.strip_suffix("/index").unwrap_or(rest);
    Some((linker.options.schema.from_folder(folder)?, id.to_owned()))
}

fn cited(linker: &mut Linker<'_>, citation: &Citation, document: &Document) -> Option<Cited> {
    let at = Location::new(&document.path, citation.span);
    match linker.find(&citation.source, Kinds::one(Kind::SOURCE), &at) {
        LinkTarget::To(source) => Some(Cited {
            source,
            locator: citation.locator.clone(),
            span: citation.span,
        }),
        LinkTarget::Hidden => {
            linker.report(
                Code::DraftReference,
                &at,
                format!("the source {} is not published", quoted(&citation.source)),
                None,
            );
            None
        }
        LinkTarget::Broken => None,
    }
}
