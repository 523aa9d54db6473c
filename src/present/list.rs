//! List pages: articles, events, actors, agreements, places.

use super::entity::set_citations;
use super::shell::{Draft, section_title};
use super::{index, place, translation};
use crate::kind::Kind;
use crate::page::{PageKind, list_route};
use crate::site::{Agreement, EntityId, Whole};
use crate::view::Part;

/// A provision at this value is done.
const FULL: Whole = Whole(3);

pub(super) fn present(draft: &mut Draft<'_, '_>, kind: Kind, number: usize, of: usize) {
    open(draft, kind);
    let (scene, lang) = (draft.scene, draft.lang);
    match kind {
        Kind::ARTICLE => paged(
            draft,
            newest_first(scene.by_date(kind, lang)),
            kind,
            number,
            of,
        ),
        Kind::EVENT => paged(draft, scene.by_date(kind, lang).to_vec(), kind, number, of),
        Kind::AGREEMENT => {
            let entries: Vec<Part> = newest_first(scene.by_date(kind, lang))
                .into_iter()
                .filter_map(|id| agreement(draft, id))
                .collect();
            draft.set("entries", Part::list(entries));
        }
        Kind::ACTOR => {
            let groups = groups(draft);
            draft.set("groups", Part::list(groups));
            index::set(draft, kind, |draft, id| draft.scene.card(id, draft.lang));
        }
        Kind::PLACE => {
            index::set(draft, kind, |draft, id| place_row(draft, id));
        }
        kind => index::set(draft, kind, |draft, id| draft.scene.card(id, draft.lang)),
    }
    set_citations(draft);
}

/// Title and introduction of a list page.
pub(super) fn open(draft: &mut Draft<'_, '_>, kind: Kind) {
    let folder = draft.scene.stage.site.schema.folder(kind);
    let title = section_title(&draft.scene.stage, draft.lang, folder);
    draft.template(folder, &title);
    draft.head.section = Some(folder.to_owned());
    draft.set("title", Part::text(&title));
    let pages = draft.scene.stage.pages;
    let list = draft.scene.stage.site.lists.get(&kind);
    let editions = list.map(|list| &list.editions);
    let edition = editions.and_then(|editions| editions.get(&draft.lang));
    let translation = editions.zip(edition).map(|(editions, edition)| {
        let route = |lang| {
            Some(list_route(lang, folder, 1)).filter(|route| pages.by_route.contains_key(route))
        };
        translation::part(draft, edition, editions, None, route)
    });
    draft.set("translation", Part::maybe(translation));
    if let Some(edition) = edition {
        draft.origin = Some(edition.path.clone());
        draft.head.description =
            super::teaser::description(&draft.scene.stage, draft.lang, edition);
    }
    // Read once, on the first page.
    let is_first = matches!(draft.page.kind, PageKind::List { number: 1, .. });
    if let Some(edition) = edition.filter(|_| is_first) {
        draft.body = draft.filler.text(edition, draft.lang);
    }
}

fn newest_first(ids: &[EntityId]) -> Vec<EntityId> {
    ids.iter().rev().copied().collect()
}

fn paged(draft: &mut Draft<'_, '_>, ids: Vec<EntityId>, kind: Kind, number: usize, of: usize) {
    let (scene, lang) = (draft.scene, draft.lang);
    let size = scene.stage.config.pagination;
    let entries: Vec<EntityId> = ids
        .into_iter()
        .skip((number - 1) * size)
        .take(size)
        .collect();
    draft.set("entries", scene.cards(entries, lang));
    let folder = scene.stage.site.schema.folder(kind);
    let path = |number: usize| list_route(lang, folder, number).link(scene.stage.portable);
    let neighbour = |number: usize| {
        if (1..=of).contains(&number) {
            Part::text(&path(number))
        } else {
            Part::none()
        }
    };
    let strings = scene.strings(lang);
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
    draft.set("pager", pager);
    if number > 1 {
        let of = strings.filled("page_of", &[("n", &shown(number)), ("of", &shown(of))]);
        let [open, close] = ["bracket_open", "bracket_close"].map(|key| strings.get(key));
        draft.head.title = format!("{}{open}{of}{close}", draft.head.title);
    }
}

/// The first, the last, and those around the current page: a pager with hundreds of links on each of hundreds of pages is quadratic.
fn nearby(number: usize, of: usize) -> Vec<usize> {
    const AROUND: usize = 3;
    (1..=of)
        .filter(|one| *one == 1 || *one == of || one.abs_diff(number) <= AROUND)
        .collect()
}

fn groups(draft: &Draft<'_, '_>) -> Vec<Part> {
    let (scene, lang) = (draft.scene, draft.lang);
    let all = scene.by_title(Kind::ACTOR, lang);
    let kind = |id: &EntityId| scene.entity(*id).actor().and_then(crate::site::Actor::kind);
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
                scene
                    .strings(lang)
                    .get(&format!("types_many.actor.{word}"))
                    .to_owned()
            });
            Part::map([
                ("type", Part::maybe_text(word)),
                ("label", Part::maybe_text(label.as_deref())),
                ("entries", scene.cards(of(word), lang)),
            ])
        })
        .collect()
}

fn place_row(draft: &Draft<'_, '_>, id: EntityId) -> Option<Part> {
    let (scene, lang) = (draft.scene, draft.lang);
    let facts = scene.entity(id).place()?;
    Some(Part::map([
        ("card", scene.card(id, lang)?),
        (
            "coordinates",
            Part::maybe_text(place::coordinates(draft, lang, facts).as_deref()),
        ),
        (
            "country",
            Part::maybe_text(place::country(draft, facts).as_deref()),
        ),
        ("within", scene.maybe_card(facts.within(), lang)),
    ]))
}

fn agreement(draft: &Draft<'_, '_>, id: EntityId) -> Option<Part> {
    let (scene, lang) = (draft.scene, draft.lang);
    let facts = scene.entity(id).agreement()?;
    let card = scene.card(id, lang)?;
    let status = Part::maybe(super::card::status(&scene.stage, lang, scene.entity(id)));
    Some(Part::map([
        ("card", card),
        ("parties", scene.cards(facts.parties().iter(), lang)),
        ("guarantors", scene.cards(facts.guarantors().iter(), lang)),
        ("places", scene.cards(facts.places().iter(), lang)),
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
