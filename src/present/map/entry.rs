//! The list beside the map: what is in the drawing, in words, with the facts that filters go by.

use std::collections::BTreeSet;

use super::super::builder::ViewBuilder;
use super::super::position;
use crate::edtf::{Day, Edtf};
use crate::kind::Kind;
use crate::map::LonLat;
use crate::site::{EntityId, Event};
use crate::view::Part;

/// A place and what happened there.
pub(super) fn place(view: &ViewBuilder<'_, '_>, id: EntityId) -> Option<Part> {
    let (shared, lang) = (view.shared, view.lang);
    let facts = shared.entity(id).place()?;
    let events = shared.incoming(id, Kind::EVENT, lang);
    // That a town is shown as a point surprises nobody.
    let rough = facts
        .precision()
        .filter(|word| matches!(*word, "approximate" | "area"));
    let rough = rough.map(|word| position::precision(view, word));
    Some(Part::map([
        ("card", shared.card(id, lang)?),
        (
            "coordinates",
            Part::maybe_text(position::coordinates(view, lang, facts).as_deref()),
        ),
        ("precision_label", Part::maybe_text(rough.as_deref())),
        (
            "events",
            Part::list(events.into_iter().filter_map(|id| event(view, id))),
        ),
    ]))
}

fn event(view: &ViewBuilder<'_, '_>, id: EntityId) -> Option<Part> {
    let (shared, lang) = (view.shared, view.lang);
    let facts = shared.entity(id).event()?;
    let date = facts.date().map(|date| date.value);
    let day = |day: Option<Day>| Part::maybe_text(day.map(sortable).as_deref());
    Some(Part::map([
        ("card", shared.card(id, lang)?),
        ("actors", Part::text(&ids(view, actors(facts)))),
        (
            "agreements",
            Part::text(&ids(view, facts.agreements().iter())),
        ),
        ("from", day(date.map(Edtf::earliest))),
        ("to", day(date.map(Edtf::latest))),
    ]))
}

/// A day as text that sorts as days do, also where there is no first or last one.
pub(super) fn sortable(day: Day) -> String {
    match day {
        Day::FAR_PAST => "0000".to_owned(),
        Day::FAR_FUTURE => "9999".to_owned(),
        day => day.to_string(),
    }
}

fn actors(event: Event<'_>) -> impl Iterator<Item = EntityId> {
    event
        .actors()
        .iter()
        .filter_map(crate::site::Participation::actor)
}

/// Ids in one attribute, as `class` holds names.
fn ids(view: &ViewBuilder<'_, '_>, found: impl Iterator<Item = EntityId>) -> String {
    found
        .map(|id| &*view.shared.entity(id).key.id)
        .collect::<Vec<_>>()
        .join(" ")
}

/// What the entries of the list can be filtered by: only what occurs.
pub(super) fn filters(view: &ViewBuilder<'_, '_>, located: &[(EntityId, LonLat)]) -> Part {
    let (shared, lang) = (view.shared, view.lang);
    let (mut people, mut texts, mut types) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for (place, _) in located {
        for id in shared.incoming(*place, Kind::EVENT, lang) {
            if let Some(event) = shared.entity(id).event() {
                people.extend(actors(event));
                texts.extend(event.agreements().iter());
                types.extend(event.kind());
            }
        }
    }
    let shown = |kind: Kind, ids: &BTreeSet<EntityId>| {
        shared
            .by_title(kind, lang)
            .iter()
            .filter(|id| ids.contains(id))
            .copied()
            .collect::<Vec<_>>()
    };
    let word = |word: &str| {
        Part::map([
            ("value", Part::text(word)),
            (
                "label",
                Part::text(view.string(&format!("types.event.{word}"))),
            ),
        ])
    };
    Part::map([
        ("actors", shared.cards(shown(Kind::ACTOR, &people), lang)),
        (
            "agreements",
            shared.cards(shown(Kind::AGREEMENT, &texts), lang),
        ),
        ("types", Part::list(types.into_iter().map(word))),
    ])
}
