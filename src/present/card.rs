//! Cards: an entity as other pages show it.

use super::scene::Stage;
use super::teaser;
use super::when;
use crate::kind::Kind;
use crate::lang::Lang;
use crate::site::{Entity, EntityId};
use crate::view::Part;

/// A card.
pub(super) struct Card {
    pub part: Part,
    /// Its summary shows the titles of others.
    pub names_others: bool,
}

/// The card of an entity for the readers of a language, if they are shown it.
pub(super) fn card(stage: &Stage<'_>, id: EntityId, lang: Lang) -> Option<Card> {
    let entity = stage.site.entity(id);
    let shown = stage.pages.shown(id, lang)?;
    let edition = entity.editions.get(&shown.words)?;
    let anchor = shown
        .anchor
        .as_ref()
        .map_or_else(String::new, |anchor| format!("#{anchor}"));
    let word = type_word(stage, entity);
    let label = word.map(|word| label(stage, lang, entity.key.kind, word));
    let summary = teaser::teaser(stage, lang, edition).map(|html| Part::html(&html));
    let part = Part::map([
        ("kind", Part::text(stage.site.schema.word(entity.key.kind))),
        ("id", Part::text(&entity.key.id)),
        ("title", Part::text(&edition.title)),
        (
            "path",
            Part::text(&format!("{}{anchor}", shown.route.link(stage.portable))),
        ),
        ("lang", Part::text(shown.words.as_str())),
        ("dir", Part::text(stage.direction(shown.words).as_str())),
        ("foreign", Part::bool(shown.standing.is_foreign())),
        ("summary", Part::maybe(summary)),
        (
            "date",
            Part::maybe(entity.date(lang).map(|date| when::short(stage, lang, date))),
        ),
        ("type", Part::maybe_text(word)),
        ("type_label", Part::maybe_text(label.as_deref())),
        ("status", Part::maybe(status(stage, lang, entity))),
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
pub(super) fn type_word<'e>(stage: &Stage<'_>, entity: &'e Entity) -> Option<&'e str> {
    let key = stage.site.schema.type_key(entity.key.kind)?;
    entity.record.get(key)?.stated.value.word()
}

/// The name of a word of `type`.
pub(super) fn label(stage: &Stage<'_>, lang: Lang, kind: Kind, word: &str) -> String {
    stage
        .strings(lang)
        .get(&format!("types.{}.{word}", stage.site.schema.word(kind)))
        .to_owned()
}

/// The status of an agreement as of the last known day.
pub(super) fn status(stage: &Stage<'_>, lang: Lang, entity: &Entity) -> Option<Part> {
    let status = entity.agreement()?.statuses().iter().next_back()?;
    let value = status.value()?;
    Some(Part::map([
        ("value", Part::text(value)),
        (
            "label",
            Part::text(stage.strings(lang).get(&format!("statuses.{value}"))),
        ),
        (
            "date",
            Part::maybe(status.date().map(|date| when::short(stage, lang, date))),
        ),
    ]))
}
