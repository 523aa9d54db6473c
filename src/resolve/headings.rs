//! Headings that name an entry: their contents and ids say its title, which only the whole site knows.
//!
//! Runs over the finished site. Hardly any heading names an entry, and the others cost one look.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::linker::Linker;
use crate::diagnostic::{Code, Location, quoted};
use crate::escape;
use crate::lang::{Lang, PerLang};
use crate::locale::heading_slug;
use crate::model::section::Heading;
use crate::model::{SlotKind, Text};
use crate::site::{Edition, Entity, Linked, Resolved};

/// The entities with their headings as readers see them.
pub(super) fn entitled(entities: Vec<Arc<Entity>>) -> Vec<Arc<Entity>> {
    let changed: Vec<(usize, Arc<Entity>)> = entities
        .iter()
        .enumerate()
        .filter_map(|(index, entity)| {
            let editions = editions(&entity.editions, &entities, &listed(entity))?;
            let entity = Entity {
                editions,
                ..Entity::clone(entity)
            };
            Some((index, Arc::new(entity)))
        })
        .collect();
    let mut entities = entities;
    for (index, entity) in changed {
        if let Some(place) = entities.get_mut(index) {
            *place = entity;
        }
    }
    entities
}

/// The ids that a page gives to what its record lists: provisions and claims.
fn listed(entity: &Entity) -> BTreeSet<Arc<str>> {
    entity.listed_ids().map(Into::into).collect()
}

/// Reports headings that state the id of a provision or claim of their page.
pub(super) fn check(linker: &mut Linker<'_>, entities: &[Arc<Entity>]) {
    for entity in entities {
        let listed = listed(entity);
        for edition in entity.editions.values().filter(|_| !listed.is_empty()) {
            let outline = edition.text.iter().flat_map(|linked| &linked.text.outline);
            for heading in outline.filter(|one| one.explicit && listed.contains(&one.id)) {
                linker.report(
                    Code::DuplicateHeadingId,
                    &Location::new(&edition.path, heading.span),
                    format!(
                        "the id {} is that of a {}",
                        quoted(&heading.id),
                        if entity.agreement().is_some() {
                            "provision"
                        } else {
                            "claim"
                        }
                    ),
                    Some("give the heading another id".to_owned()),
                );
            }
        }
    }
}

/// The editions of one text with their headings, if any of these names an entry or has one of the ids that are `taken`.
pub(super) fn editions(
    editions: &PerLang<Edition>,
    entities: &[Arc<Entity>],
    taken: &BTreeSet<Arc<str>>,
) -> Option<PerLang<Edition>> {
    let changes = |heading: &Heading| {
        !heading.names.is_empty() || (!heading.explicit && taken.contains(&heading.id))
    };
    let any = |edition: &Edition| {
        (edition.text.as_ref()).is_some_and(|linked| linked.text.outline.iter().any(changes))
    };
    if !editions.values().any(any) {
        return None;
    }
    let mut editions = editions.clone();
    for (lang, edition) in &mut editions {
        if let Some(linked) = &mut edition.text {
            linked.text = Arc::new(text(linked, *lang, entities, taken));
        }
    }
    Some(editions)
}

fn text(
    linked: &Linked,
    lang: Lang,
    entities: &[Arc<Entity>],
    others: &BTreeSet<Arc<str>>,
) -> Text {
    let mut text = Text::clone(&linked.text);
    let mut taken: BTreeSet<Arc<str>> = (text.outline.iter())
        .map(|heading| Arc::clone(&heading.id))
        .chain(text.anchors.iter().cloned())
        .chain(others.iter().cloned())
        .collect();
    let mut outline = std::mem::take(&mut text.outline);
    for heading in &mut outline {
        let is_others = others.contains(&heading.id);
        if !heading.names.is_empty() {
            heading.html = entitled_html(heading, linked, lang, entities).into();
        } else if !is_others {
            continue;
        }
        if heading.explicit {
            continue;
        }
        let id = free(heading_slug(&plain(&heading.html)), &taken);
        if id == heading.id || id.is_empty() {
            continue;
        }
        taken.insert(Arc::clone(&id));
        rename(&mut text, &heading.id, &id, !is_others);
        if !is_others {
            text.anchors.push(Arc::clone(&heading.id));
        }
        heading.id = id;
    }
    text.outline = outline;
    text
}

/// The words of a heading with the titles of what it names.
fn entitled_html(
    heading: &Heading,
    linked: &Linked,
    lang: Lang,
    entities: &[Arc<Entity>],
) -> String {
    let mut html = String::with_capacity(heading.html.len());
    let mut from = 0;
    for name in &heading.names {
        let slots = linked.text.body.slots.iter().zip(&linked.targets);
        let title = slots
            .filter(|(slot, _)| slot.span == name.slot && matches!(slot.kind, SlotKind::Name(_)))
            .find_map(|(_, target)| match target {
                Resolved::Entity(id, _) => {
                    let editions = &entities.get(id.index())?.editions;
                    let edition = editions.get(&lang).or_else(|| editions.values().next())?;
                    Some(&*edition.title)
                }
                Resolved::Hidden(words) | Resolved::Broken(words) => Some(&**words),
                _ => None,
            });
        let Some(title) = title else { continue };
        html.push_str(heading.html.get(from..name.at.start).unwrap_or_default());
        escape::push_text(&mut html, title);
        from = name.at.end;
    }
    html.push_str(heading.html.get(from..).unwrap_or_default());
    html
}

/// An id that no other heading has.
fn free(id: String, taken: &BTreeSet<Arc<str>>) -> Arc<str> {
    if !taken.contains(id.as_str()) {
        return id.into();
    }
    let mut numbered = (2..).map(|number| format!("{id}-{number}"));
    let found = numbered.find(|id| !taken.contains(id.as_str()));
    found.unwrap_or(id).into()
}

/// Gives a heading another id in the HTML; the former may stay beside it, since addresses name it.
fn rename(text: &mut Text, former: &str, id: &str, keeps: bool) {
    let attribute = |id: &str| {
        let mut written = " id=\"".to_owned();
        escape::push_any(&mut written, id);
        written + "\""
    };
    let (old, new) = (attribute(former), attribute(id));
    let Some(at) = text.body.html.find(&old) else {
        return;
    };
    let after = at + old.len();
    let Some(end) = (text.body.html.get(after..))
        .and_then(|rest| rest.find('>'))
        .map(|length| after + length + 1)
    else {
        return;
    };
    let html = &text.body.html;
    let kept = if keeps {
        format!("<span{old}></span>")
    } else {
        String::new()
    };
    let pieces = [
        html.get(..at),
        Some(&*new),
        html.get(after..end),
        Some(&*kept),
        html.get(end..),
    ];
    let changed: String = pieces.into_iter().flatten().collect();
    let (before, now) = (html.len(), changed.len());
    let shift = |place: u32| {
        let moved = (place as usize + now).saturating_sub(before);
        if place as usize >= end {
            u32::try_from(moved).unwrap_or(u32::MAX)
        } else {
            place
        }
    };
    text.body.html = changed.into();
    for slot in &mut text.body.slots {
        slot.at = shift(slot.at);
    }
    text.body.more = text.body.more.map(shift);
}

/// The words of a heading, for its id: no sign of an entity is a letter of one.
fn plain(html: &str) -> String {
    let mut words = String::with_capacity(html.len());
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => words.push(c),
            _ => {}
        }
    }
    ["&lt;", "&gt;", "&amp;", "&quot;", "&#39;"]
        .iter()
        .fold(words, |words, entity| words.replace(entity, " "))
}
