//! List pages: articles, events, actors, agreements, places.

use super::builder::ViewBuilder;
use super::sources::set_citations;
use super::{date, index, names, position, translation};
use crate::kind::Kind;
use crate::page::{PageKind, list_route};
use crate::site::{Agreement, EntityId, Whole};
use crate::view::Part;

/// A provision at this value is done.
const FULL: Whole = Whole(3);

pub(super) fn present(view: &mut ViewBuilder<'_, '_>, kind: Kind, number: usize, of: usize) {
    open(view, kind);
    let (shared, lang) = (view.shared, view.lang);
    match kind {
        Kind::ARTICLE => paged(
            view,
            newest_first(shared.by_date(kind, lang)),
            kind,
            number,
            of,
        ),
        Kind::EVENT => paged(view, shared.by_date(kind, lang).to_vec(), kind, number, of),
        Kind::AGREEMENT => {
            let entries: Vec<Part> = newest_first(shared.by_date(kind, lang))
                .into_iter()
                .filter_map(|id| agreement(view, id))
                .collect();
            view.set("entries", Part::list(entries));
        }
        Kind::ACTOR => {
            let groups = groups(view);
            view.set("groups", Part::list(groups));
            index::set(view, kind, |view, id| view.shared.card(id, view.lang));
        }
        Kind::PLACE => {
            index::set(view, kind, |view, id| place_row(view, id));
        }
        kind => index::set(view, kind, |view, id| view.shared.card(id, view.lang)),
    }
    set_citations(view);
}

/// Title and introduction of a list page.
pub(super) fn open(view: &mut ViewBuilder<'_, '_>, kind: Kind) {
    let folder = view.shared.inputs.site.schema.folder(kind);
    let title = view.shared.inputs.section_title(view.lang, folder);
    view.template(folder, &title);
    view.head.section = Some(folder.to_owned());
    view.set("title", Part::text(&title));
    let pages = view.shared.inputs.pages;
    let list = view.shared.inputs.site.lists.get(&kind);
    let editions = list.map(|list| &list.editions);
    let edition = editions.and_then(|editions| editions.get(&view.lang));
    let translation = editions.zip(edition).map(|(editions, edition)| {
        let route = |lang| {
            Some(list_route(lang, folder, 1)).filter(|route| pages.by_route.contains_key(route))
        };
        translation::part(view, edition, editions, None, route)
    });
    view.set("translation", Part::maybe(translation));
    for (name, day) in date::of_text(&view.shared.inputs, view.lang, edition) {
        view.set(name, day);
    }
    if let Some(edition) = edition {
        view.origin = Some(edition.path.clone());
        view.head.description = super::teaser::description(&view.shared.inputs, view.lang, edition);
    }
    // Read once, on the first page.
    let is_first = matches!(view.page.kind, PageKind::List { number: 1, .. });
    if let Some(edition) = edition.filter(|_| is_first) {
        view.body = view.filler.text(edition, view.lang);
    }
}

fn newest_first(ids: &[EntityId]) -> Vec<EntityId> {
    ids.iter().rev().copied().collect()
}

fn paged(view: &mut ViewBuilder<'_, '_>, ids: Vec<EntityId>, kind: Kind, number: usize, of: usize) {
    let (shared, lang) = (view.shared, view.lang);
    let size = shared.inputs.config.pagination;
    let entries: Vec<EntityId> = ids
        .into_iter()
        .skip((number - 1) * size)
        .take(size)
        .collect();
    view.set("entries", shared.cards(entries, lang));
    let folder = shared.inputs.site.schema.folder(kind);
    let path = |number: usize| list_route(lang, folder, number).link(shared.inputs.portable);
    let neighbour = |number: usize| {
        if (1..=of).contains(&number) {
            Part::text(&path(number))
        } else {
            Part::none()
        }
    };
    let strings = shared.strings(lang);
    let shown = |n: usize| strings.locale.number(i64::try_from(n).unwrap_or(i64::MAX));
    let pages = nearby(number, of).into_iter().map(|one| {
        Part::map([
            ("number", Part::text(&shown(one))),
            ("path", Part::text(&path(one))),
            ("current", Part::bool(one == number)),
        ])
    });
    let pager = Part::map([
        ("number", Part::count(number)),
        ("of", Part::count(of)),
        (
            "label",
            Part::text(&strings.filled("page_of", &[("n", &shown(number)), ("of", &shown(of))])),
        ),
        ("previous", neighbour(number.wrapping_sub(1))),
        ("next", neighbour(number + 1)),
        ("pages", Part::list(pages)),
    ]);
    view.set("pager", pager);
    if number > 1 {
        let of = strings.filled("page_of", &[("n", &shown(number)), ("of", &shown(of))]);
        let [open, close] = ["bracket_open", "bracket_close"].map(|key| strings.get(key));
        view.head.title = format!("{}{open}{of}{close}", view.head.title);
    }
}

/// The first, the last, and those around the current page: a pager with hundreds of links on each of hundreds of pages is quadratic.
fn nearby(number: usize, of: usize) -> Vec<usize> {
    const AROUND: usize = 3;
    (1..=of)
        .filter(|one| *one == 1 || *one == of || one.abs_diff(number) <= AROUND)
        .collect()
}

fn groups(view: &ViewBuilder<'_, '_>) -> Vec<Part> {
    let (shared, lang) = (view.shared, view.lang);
    let all = shared.by_title(Kind::ACTOR, lang);
    let kind = |id: &EntityId| {
        shared
            .entity(*id)
            .actor()
            .and_then(crate::site::Actor::kind)
    };
    let of = |word: Option<&str>| -> Vec<EntityId> {
        all.iter().copied().filter(|id| kind(id) == word).collect()
    };
    let mut words: Vec<Option<&str>> = Vec::new();
    for id in all {
        if !words.contains(&kind(id)) {
            words.push(kind(id));
        }
    }
    words.sort_by_key(|word| {
        crate::model::schema::ACTOR_TYPES
            .iter()
            .position(|one| Some(*one) == *word)
            .unwrap_or(usize::MAX)
    });
    words
        .into_iter()
        .map(|word| {
            let label = word.map(|word| {
                Part::text(
                    shared
                        .strings(lang)
                        .get(&format!("types_many.actor.{word}")),
                )
            });
            Part::map([
                ("type", Part::maybe_text(word)),
                ("label", Part::maybe(label)),
                ("entries", shared.cards(of(word), lang)),
            ])
        })
        .collect()
}

fn place_row(view: &ViewBuilder<'_, '_>, id: EntityId) -> Option<Part> {
    let (shared, lang) = (view.shared, view.lang);
    let facts = shared.entity(id).place()?;
    Some(Part::map([
        ("card", shared.card(id, lang)?),
        (
            "coordinates",
            Part::maybe_text(position::coordinates(view, lang, facts).as_deref()),
        ),
        (
            "country",
            Part::maybe_text(names::country(view, facts).as_deref()),
        ),
        ("within", shared.maybe_card(facts.within(), lang)),
    ]))
}

fn agreement(view: &ViewBuilder<'_, '_>, id: EntityId) -> Option<Part> {
    let (shared, lang) = (view.shared, view.lang);
    let facts = shared.entity(id).agreement()?;
    let card = shared.card(id, lang)?;
    let status = Part::maybe(super::card::status(&shared.inputs, lang, shared.entity(id)));
    Some(Part::map([
        ("card", card),
        ("parties", shared.cards(facts.parties().iter(), lang)),
        ("guarantors", shared.cards(facts.guarantors().iter(), lang)),
        ("places", shared.cards(facts.places().iter(), lang)),
        ("status", status),
        ("done", Part::count(done(facts))),
        ("of", Part::count(facts.provisions().iter().count())),
    ]))
}

/// Provisions whose latest progress is full.
fn done(agreement: Agreement<'_>) -> usize {
    agreement
        .provisions()
        .iter()
        .filter(|provision| {
            let last = provision.progress().iter().next_back();
            last.and_then(crate::site::Progress::value) == Some(FULL)
        })
        .count()
}
