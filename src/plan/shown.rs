//! Where the readers of each language find each entity: one decision for pages, links, lists, feeds and sitemap.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::config::{Config, Fallback};
use crate::kind::Kind;
use crate::lang::Lang;
use crate::model::Schema;
use crate::page::{Availability, Route, Shown, list_route};
use crate::site::{Entity, Site};

/// The decision for all entities, in their order.
pub(super) fn shown(config: &Config, site: &Site) -> Vec<BTreeMap<Lang, Shown>> {
    let of = |entity: &Arc<Entity>| {
        config
            .languages
            .iter()
            .filter_map(|language| {
                Some((
                    language.code,
                    shown_in(config, &site.schema, entity, language.code)?,
                ))
            })
            .collect()
    };
    site.entities.par_iter().map(of).collect()
}

fn shown_in(config: &Config, schema: &Schema, entity: &Entity, lang: Lang) -> Option<Shown> {
    let kind = entity.key.kind;
    let (page, words, standing) = match (
        entity.editions.get(&lang),
        config.fallback(schema.folder(kind)),
    ) {
        (Some(edition), _) if edition.draft => (lang, lang, Availability::Draft),
        (Some(_), _) => (lang, lang, Availability::Own),
        (None, Fallback::Hide) => return None,
        (None, Fallback::Show) => (lang, other_words(config, entity)?, Availability::Copy),
        // Sources and terms share one page, so that linking to another language would tear lists apart.
        (None, Fallback::Link) if schema.kind(kind).is_shared => {
            (lang, other_words(config, entity)?, Availability::Copy)
        }
        (None, Fallback::Link) => {
            let other = other_words(config, entity)?;
            (other, other, Availability::Elsewhere)
        }
    };
    let (route, anchor) = if schema.kind(kind).is_shared {
        (
            list_route(page, schema.folder(kind), 1),
            Some(Arc::clone(&entity.key.id)),
        )
    } else {
        (entity_route(schema, entity, page, words)?, None)
    };
    Some(Shown {
        route,
        anchor,
        page,
        words,
        standing,
    })
}

/// Whose words those are shown who lack their own: the original's where editions name one, else the first of the site.
fn other_words(config: &Config, entity: &Entity) -> Option<Lang> {
    let named = |lang: &Lang| {
        let originals = entity
            .editions
            .values()
            .filter_map(|edition| edition.original.as_ref());
        originals
            .map(|original| original.lang)
            .any(|original| original == *lang)
    };
    let held = || {
        config
            .codes()
            .into_iter()
            .filter(|lang| entity.editions.contains_key(lang))
    };
    held().find(named).or_else(|| held().next())
}

fn entity_route(schema: &Schema, entity: &Entity, page: Lang, words: Lang) -> Option<Route> {
    let slug = &entity.editions.get(&words)?.slug;
    Some(route_of(schema, page, entity.key.kind, slug))
}

/// The address of an entry by the last part of it.
pub(super) fn route_of(schema: &Schema, lang: Lang, kind: Kind, last: &str) -> Route {
    let row = schema.kind(kind);
    if row.is_free {
        Route::new(format!("{lang}/{last}/"))
    } else {
        Route::new(format!("{lang}/{}/{last}/", row.folder))
    }
}
