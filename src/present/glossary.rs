//! Pages whose entries are entities without pages of their own: sources and terms.

use super::card;
use super::entity::{set_citations, source_line};
use super::shell::Draft;
use super::{index, list, translation};
use crate::kind::Kind;
use crate::page::list_route;
use crate::site::{EntityId, Texts};
use crate::view::Part;

pub(super) fn sources(draft: &mut Draft<'_, '_>) {
    list::open(draft, Kind::SOURCE);
    index::set(draft, Kind::SOURCE, |draft, id| source(draft, id));
    set_citations(draft);
}

fn source(draft: &Draft<'_, '_>, id: EntityId) -> Option<Part> {
    let (scene, lang) = (draft.scene, draft.lang);
    let entity = scene.entity(id);
    let source = entity.source()?;
    let label = source
        .kind()
        .map(|word| card::label(&scene.stage, lang, Kind::SOURCE, word));
    let own = [
        ("id", Part::text(&entity.key.id)),
        ("type_label", Part::maybe_text(label.as_deref())),
        (
            "accessed",
            Part::maybe(
                source
                    .accessed()
                    .map(|date| super::when::bare(&scene.stage, lang, date)),
            ),
        ),
        (
            "derived_from",
            scene.maybe_card(source.derived_from(), lang),
        ),
        ("cited_by", Part::list(namers(draft, id, Kind::SOURCE))),
    ];
    Some(Part::map(own.into_iter().chain(source_line(draft, id))))
}

/// Cards of the pages that name an entity, those of its own kind left out.
fn namers(draft: &Draft<'_, '_>, id: EntityId, own: Kind) -> Vec<Part> {
    let (scene, lang) = (draft.scene, draft.lang);
    let mut ids: Vec<EntityId> = scene
        .stage
        .site
        .incoming(id)
        .iter()
        .map(|relation| relation.from)
        .filter(|from| scene.entity(*from).key.kind != own)
        .collect();
    ids.dedup();
    ids.into_iter()
        .filter_map(|from| scene.card(from, lang))
        .collect()
}

pub(super) fn terms(draft: &mut Draft<'_, '_>) {
    list::open(draft, Kind::TERM);
    index::set(draft, Kind::TERM, term);
    set_citations(draft);
}

fn term(draft: &mut Draft<'_, '_>, id: EntityId) -> Option<Part> {
    let (scene, lang) = (draft.scene, draft.lang);
    let entity = scene.entity(id);
    let term = entity.term()?;
    let (edition, words) = scene.edition(id, lang)?;
    let body = draft.filler.text_among(edition, words, &entity.key.id);
    let page = |of| {
        let is_own = entity.editions.contains_key(&of);
        is_own
            .then(|| list_route(of, scene.stage.site.schema.folder(Kind::TERM), 1))
            .filter(|route| scene.stage.pages.by_route.contains_key(route))
    };
    let translation = if words == lang {
        translation::part(draft, edition, &entity.editions, Some(&entity.key.id), page)
    } else {
        Part::none()
    };
    let words =
        |lists: Texts<'_>| Part::list(lists.list_or_first(lang).map(|text| Part::text(text)));
    Some(Part::map([
        ("id", Part::text(&entity.key.id)),
        ("card", scene.card(id, lang)?),
        ("body", Part::html(&body)),
        ("translation", translation),
        ("use", words(term.preferred())),
        ("avoid", words(term.avoided())),
        ("mentions", Part::list(namers(draft, id, Kind::TERM))),
    ]))
}
