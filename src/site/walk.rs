//! The walk over everything that speaks: who names whom, under which key, at which place, as what.
//!
//! One walk for all that must not forget anything: backlinks, "cited in", and whatever looks for references after them.
//! Records are walked as they were parsed, so that no key that is declared can be left out.

use std::sync::Arc;

use super::record::{Leads, Link, Record};
use super::{Edition, EntityId, Linked, Resolved, Role};
use crate::lang::{Lang, PerLang};
use crate::model::{Body, Citation, Schema, Slot, SlotKind, Target};
use crate::source::{SourcePath, Span};
use crate::yaml::{Key, Stated, Value};

/// A reference where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Naming<'a> {
    /// The keys that lead to it, from the outermost; none in the text of a page.
    pub keys: &'a [&'a Key],
    /// The file.
    pub path: &'a SourcePath,
    /// Its bytes.
    pub span: Span,
    /// The language of what it stands in; `None` where it belongs to none.
    pub lang: Option<Lang>,
    /// As written.
    pub written: &'a str,
    /// What it leads to.
    pub link: Link,
    /// As what it is named.
    pub role: Role,
}

/// Walks what an entity, a list or the home page says, and tells each reference.
pub fn walk(
    schema: &Schema,
    record: &Record,
    editions: &PerLang<Edition>,
    tell: &mut dyn FnMut(Naming<'_>),
) {
    let mut walker = Walker {
        keys: Vec::new(),
        tell,
    };
    for (number, statement) in record.statements() {
        let document = &statement.file.document;
        let speaker = Speaker {
            path: &document.path,
            inline: &document.inline,
            leads: &statement.file.leads,
            role: Role::Key,
        };
        walker.keys.extend(schema.key(document.role, number));
        walker.statement(speaker, statement.stated, document.lang);
        walker.keys.clear();
    }
    for (lang, edition) in editions {
        if let Some(Linked { text, targets, .. }) = &edition.text {
            let at = (&edition.path, Some(*lang));
            walker.body(at, &text.body, targets);
        }
    }
}

/// The file and the language of a text.
type At<'a> = (&'a SourcePath, Option<Lang>);

/// Whose statements are walked: the file, and the texts and the targets that they name by number.
#[derive(Clone, Copy)]
struct Speaker<'a> {
    path: &'a SourcePath,
    inline: &'a [Arc<Body>],
    leads: &'a Leads,
    /// As what its references name, unless they cite: what stands in a text mentions.
    role: Role,
}

struct Walker<'a, 't> {
    keys: Vec<&'a Key>,
    tell: &'t mut dyn FnMut(Naming<'_>),
}

impl<'a> Walker<'a, '_> {
    fn statement(&mut self, speaker: Speaker<'a>, stated: &'a Stated, lang: Option<Lang>) {
        let at = (speaker.path, lang);
        match &stated.value {
            Value::Ref { written, .. } => {
                let cites = self.keys.last().is_some_and(|key| key.cites);
                let role = if cites { Role::Citation } else { speaker.role };
                let link = speaker.leads.link(&stated.value).unwrap_or(Link::Unread);
                self.name(at, stated.span, written, link, role);
            }
            Value::Inline { index, .. } => {
                let body = speaker.inline.get(*index);
                if let Some((body, targets)) = body.zip(speaker.leads.texts.get(*index)) {
                    self.body(at, body, targets);
                }
            }
            Value::List(items) => items
                .iter()
                .for_each(|item| self.statement(speaker, item, lang)),
            Value::Map(table, entries) => {
                for (number, value) in entries {
                    self.keys.extend(table.key(*number));
                    self.statement(speaker, value, lang);
                    self.keys.pop();
                }
            }
            Value::Named(entries) => entries
                .iter()
                .for_each(|(.., value)| self.statement(speaker, value, lang)),
            Value::ByLang(values) => values
                .iter()
                .for_each(|(lang, value)| self.statement(speaker, value, Some(*lang))),
            Value::Text(_)
            | Value::Bool(_)
            | Value::Number(_)
            | Value::Date(_)
            | Value::Word(_)
            | Value::Free(_) => {}
        }
    }

    fn body(&mut self, at: At<'a>, body: &'a Body, targets: &'a [Resolved]) {
        for (slot, target) in body.slots.iter().zip(targets) {
            self.slot(at, slot, target);
        }
    }

    fn slot(&mut self, at: At<'a>, slot: &'a Slot, target: &'a Resolved) {
        match (&slot.kind, target) {
            (
                SlotKind::LinkStart {
                    target: written, ..
                }
                | SlotKind::Name(written),
                _,
            ) => {
                let link = match target {
                    Resolved::Entity(id, _) => Link::To(*id),
                    Resolved::Hidden(_) => Link::Hidden,
                    Resolved::Broken(_) => Link::Broken,
                    _ => return,
                };
                let written = match written {
                    Target::Entity { name, .. } => name,
                    Target::File { path, .. } => path,
                    Target::Anchor(_) | Target::Path(_) | Target::Address(_) => return,
                };
                self.name(at, slot.span, written, link, Role::Mention);
            }
            (SlotKind::Citations(citations), Resolved::Citations(cited)) => {
                for Citation { source, span, .. } in citations {
                    let found = cited.iter().find(|one| one.span == *span);
                    let link = found.map_or(Link::Broken, |one| Link::To(one.source));
                    self.name(at, *span, source, link, Role::Citation);
                }
            }
            (SlotKind::Block { data, .. }, Resolved::Block(leads)) => {
                let speaker = Speaker {
                    path: at.0,
                    inline: &data.inline,
                    leads,
                    role: Role::Mention,
                };
                if let Some(stated) = &data.stated {
                    self.statement(speaker, stated, at.1);
                }
            }
            _ => {}
        }
    }

    fn name(&mut self, (path, lang): At<'_>, span: Span, written: &str, link: Link, role: Role) {
        (self.tell)(Naming {
            keys: &self.keys,
            path,
            span,
            lang,
            written,
            link,
            role,
        });
    }
}

/// Whom somebody names and as what, sorted and without repetition.
pub fn outgoing(
    schema: &Schema,
    record: &Record,
    editions: &PerLang<Edition>,
) -> Vec<(EntityId, Role)> {
    let mut outgoing = Vec::new();
    walk(schema, record, editions, &mut |naming| {
        if let Link::To(id) = naming.link {
            outgoing.push((id, naming.role));
        }
    });
    outgoing.sort_unstable();
    outgoing.dedup();
    outgoing
}
