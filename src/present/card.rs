//! Cards: an entity as other pages show it.

use super::inputs::Inputs;
use super::{date, teaser};
use crate::kind::Kind;
use crate::lang::Lang;
use crate::site::{Entity, EntityId};
use crate::view::Part;

/// An entity as others show it.
pub(super) struct Card {
    pub part: Part,
    /// Its summary shows the titles of others.
    pub names_others: bool,
}

/// The card of an entity for the readers of a language, if they are shown it.
pub(super) fn card(inputs: &Inputs<'_>, id: EntityId, lang: Lang) -> Option<Card> {
    let entity = inputs.site.entity(id);
    let shown = inputs.pages.shown(id, lang)?;
    let edition = entity.editions.get(&shown.words)?;
    let anchor = shown
        .anchor
        .as_ref()
        .map_or_else(String::new, |anchor| format!("#{anchor}"));
    let word = type_word(inputs, entity);
    let label = word.map(|word| label(inputs, lang, entity.key.kind, word));
    let summary = teaser::teaser(inputs, lang, edition).map(|html| Part::html(&html));
    let part = Part::map([
        ("kind", Part::text(inputs.site.schema.word(entity.key.kind))),
        ("id", Part::text(&entity.key.id)),
        ("title", Part::text(&edition.title)),
        (
            "path",
            Part::text(&format!("{}{anchor}", shown.route.link(inputs.portable))),
        ),
        ("lang", Part::text(shown.words.as_str())),
        ("dir", Part::text(inputs.direction(shown.words).as_str())),
        ("foreign", Part::bool(shown.standing.is_foreign())),
        ("summary", Part::maybe(summary)),
        (
            "date",
            Part::maybe(
                entity
                    .date(lang)
                    .map(|date| date::short(inputs, lang, date)),
            ),
        ),
        ("type", Part::maybe_text(word)),
        ("type_label", Part::maybe_text(label.as_deref())),
        ("status", Part::maybe(status(inputs, lang, entity))),
        (
            "planned",
            Part::bool(entity.event().is_some_and(crate::site::Event::planned)),
        ),
    ]);
    Some(Card {
        part,
        names_others: teaser::names_others(edition),
    })
}

/// The word of `type`, where the kind has one.
pub(super) fn type_word<'e>(inputs: &Inputs<'_>, entity: &'e Entity) -> Option<&'e str> {
    let key = inputs.site.schema.type_key(entity.key.kind)?;
    entity.record.get(key)?.stated.value.word()
}

/// The name of a word of `type`.
pub(super) fn label(inputs: &Inputs<'_>, lang: Lang, kind: Kind, word: &str) -> String {
    inputs
        .strings(lang)
        .get(&format!("types.{}.{word}", inputs.site.schema.word(kind)))
        .to_owned()
}

/// The status of an agreement as of the last known day.
pub(super) fn status(inputs: &Inputs<'_>, lang: Lang, entity: &Entity) -> Option<Part> {
    let status = entity.agreement()?.statuses().iter().next_back()?;
    let value = status.value()?;
    Some(Part::map([
        ("value", Part::text(value)),
        (
            "label",
            Part::text(inputs.strings(lang).get(&format!("statuses.{value}"))),
        ),
        (
            "date",
            Part::maybe(status.date().map(|date| date::short(inputs, lang, date))),
        ),
    ]))
}
