//! What the page of an entity is, for machines.

use serde_json::json;

use super::builder::ViewBuilder;
use super::card::type_word;
use super::{date, json_ld};
use crate::kind::Kind;
use crate::lang::Lang;
use crate::site::{Edition, Entity};

/// What the page is, for machines.
pub(super) fn set(view: &mut ViewBuilder<'_, '_>, entity: &Entity, edition: &Edition, words: Lang) {
    let row = view.shared.inputs.site.schema.kind(entity.key.kind);
    let kind = match (row.thing, type_word(&view.shared.inputs, entity)) {
        ("Organization", Some("person")) => "Person",
        ("Organization", Some("state")) => "Country",
        (thing, _) => thing,
    };
    let mut more = serde_json::Map::new();
    if entity.key.kind == Kind::ARTICLE {
        more.insert("headline".to_owned(), json!(&*edition.title));
    }
    if let Some(description) = &view.head.description {
        more.insert("description".to_owned(), json!(description));
    }
    let same_as = entity.every().same_as();
    if !same_as.is_empty() {
        more.insert(
            "sameAs".to_owned(),
            json!(same_as.iter().map(|address| &**address).collect::<Vec<_>>()),
        );
    }
    json_dates(view, entity, edition, &mut more);
    let url = view.shared.permalink(&view.page.route);
    view.head.json_ld = Some(json_ld::thing(kind, &edition.title, &url, words, more));
}

fn json_dates(
    view: &mut ViewBuilder<'_, '_>,
    entity: &Entity,
    edition: &Edition,
    more: &mut serde_json::Map<String, serde_json::Value>,
) {
    let (inputs, lang) = (&view.shared.inputs, view.lang);
    let exact = entity
        .date(lang)
        .and_then(|date| date.value.exact_datetime().map(ToOwned::to_owned));
    let name = inputs.site.schema.kind(entity.key.kind).dated;
    if let (Some(name), Some(exact)) = (name, exact) {
        more.insert(name.to_owned(), json!(exact));
    }
    if let Some(updated) = &edition.updated {
        more.insert("dateModified".to_owned(), json!(updated.as_str()));
        view.head.updated = Some(date::bare(inputs, lang, updated));
    }
    if let (Kind::ARTICLE, Some(date)) = (entity.key.kind, entity.date(lang)) {
        view.head.published = Some(date::bare(inputs, lang, date.value));
    }
}
