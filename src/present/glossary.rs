//! Pages whose entries are entities without pages of their own: sources and terms.

use super::builder::ViewBuilder;
use super::sources::{set_citations, source_line};
use super::{card, index, list, translation};
use crate::kind::Kind;
use crate::page::list_route;
use crate::site::{EntityId, SourceUse, Texts};
use crate::view::Part;

pub(super) fn sources(view: &mut ViewBuilder<'_, '_>) {
    list::open(view, Kind::SOURCE);
    index::set(view, Kind::SOURCE, |view, id| source(view, id));
    set_citations(view);
}

fn source(view: &ViewBuilder<'_, '_>, id: EntityId) -> Option<Part> {
    let (shared, lang) = (view.shared, view.lang);
    let entity = shared.entity(id);
    let source = entity.source()?;
    let label = source
        .kind()
        .map(|word| card::label(&shared.inputs, lang, Kind::SOURCE, word));
    let own = [
        ("id", Part::text(&entity.key.id)),
        ("type_label", Part::maybe_text(label.as_deref())),
        (
            "accessed",
            Part::maybe(
                source
                    .accessed()
                    .map(|date| super::date::bare(&shared.inputs, lang, date)),
            ),
        ),
        (
            "derived_from",
            shared.maybe_card(source.derived_from(), lang),
        ),
        ("cited_by", Part::list(namers(view, id, Kind::SOURCE))),
    ];
    Some(Part::map(own.into_iter().chain(source_line(view, id))))
}

/// Cards of the pages that name an entity, those of its own kind left out.
fn namers(view: &ViewBuilder<'_, '_>, id: EntityId, own: Kind) -> Vec<Part> {
    let (shared, lang) = (view.shared, view.lang);
    let mut ids: Vec<EntityId> = shared
        .inputs
        .site
        .incoming(id)
        .iter()
        .map(|relation| relation.from)
        .filter(|from| shared.entity(*from).key.kind != own)
        .collect();
    ids.dedup();
    ids.into_iter()
        .filter_map(|from| shared.card(from, lang))
        .collect()
}

pub(super) fn terms(view: &mut ViewBuilder<'_, '_>) {
    list::open(view, Kind::TERM);
    index::set(view, Kind::TERM, term);
    set_citations(view);
}

fn term(view: &mut ViewBuilder<'_, '_>, id: EntityId) -> Option<Part> {
    let (shared, lang) = (view.shared, view.lang);
    let entity = shared.entity(id);
    let term = entity.term()?;
    let (edition, words) = shared.edition(id, lang)?;
    let body = view.filler.text_among(edition, words, &entity.key.id);
    let page = |of| {
        let is_own = entity.editions.contains_key(&of);
        is_own
            .then(|| list_route(of, shared.inputs.site.schema.folder(Kind::TERM), 1))
            .filter(|route| shared.inputs.pages.by_route.contains_key(route))
    };
    let translation = if words == lang {
        translation::part(view, edition, &entity.editions, Some(&entity.key.id), page)
    } else {
        Part::none()
    };
    let words =
        |lists: Texts<'_>| Part::list(lists.list_or_first(lang).map(|text| Part::text(text)));
    let sources = entity.every().sources().iter();
    let sources = sources.filter_map(SourceUse::source);
    Some(Part::map([
        ("id", Part::text(&entity.key.id)),
        ("card", shared.card(id, lang)?),
        ("body", Part::html(&body)),
        ("translation", translation),
        ("use", words(term.preferred())),
        ("avoid", words(term.avoided())),
        ("mentions", Part::list(namers(view, id, Kind::TERM))),
        ("sources", shared.cards(sources, lang)),
    ]))
}
