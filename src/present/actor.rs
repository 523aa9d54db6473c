//! An actor's page.

use super::builder::ViewBuilder;
use super::period::period;
use super::stated_date::stated_date;
use crate::kind::Kind;
use crate::site::{Actor, EntityId, Office};
use crate::view::Part;

pub(super) fn present(view: &mut ViewBuilder<'_, '_>, id: EntityId, actor: Actor<'_>) {
    let (shared, lang) = (view.shared, view.lang);
    let country = actor.country().map(|code| {
        shared
            .strings(lang)
            .find(&format!("countries.{code}"))
            .unwrap_or(code)
    });
    view.set("country", Part::maybe_text(country));
    view.set("member_of", shared.cards(actor.member_of().iter(), lang));
    let members: Vec<EntityId> = shared
        .incoming(id, Kind::ACTOR, lang)
        .into_iter()
        .filter(|other| {
            let other = shared.entity(*other).actor();
            other.is_some_and(|other| other.member_of().contains(id))
        })
        .collect();
    view.set("members", shared.cards(members, lang));
    let offices: Vec<Part> = actor
        .offices()
        .iter()
        .filter_map(|office| self::office(view, office))
        .collect();
    view.set("offices", Part::list(offices));
    view.set("events", shared.cards_from(id, Kind::EVENT, lang));
    view.set("agreements", Part::list(agreements(view, id)));
    view.set("articles", shared.cards_from(id, Kind::ARTICLE, lang));
}

fn office(view: &mut ViewBuilder<'_, '_>, office: Office<'_>) -> Option<Part> {
    let (shared, lang) = (view.shared, view.lang);
    let title = view.filler.prose_in(office.title(), lang)?;
    let attested = office.attested().iter().filter_map(|day| {
        Some(Part::map([
            ("date", stated_date(shared, lang, day.date()?)),
            ("source", shared.maybe_card(day.source(), lang)),
        ]))
    });
    Some(Part::map([
        ("html", title),
        ("of", shared.maybe_card(office.of(), lang)),
        (
            "period",
            Part::maybe(period(view, office.from(), office.to())),
        ),
        ("attested", Part::list(attested)),
        ("source", shared.maybe_card(office.source(), lang)),
    ]))
}

/// Agreements by role, in the order of time.
fn agreements(view: &ViewBuilder<'_, '_>, id: EntityId) -> Vec<Part> {
    let (shared, lang) = (view.shared, view.lang);
    let mut list = Vec::new();
    for other in shared.incoming(id, Kind::AGREEMENT, lang) {
        let agreement = shared.entity(other).agreement();
        let roles = agreement.iter().flat_map(|agreement| agreement.roles());
        for (role, _) in roles.filter(|(_, actors)| actors.contains(id)) {
            if let Some(card) = shared.card(other, lang) {
                let label = Part::text(shared.strings(lang).get(&format!("roles_one.{role}")));
                list.push(Part::map([
                    ("card", card),
                    ("role", Part::text(role)),
                    ("role_label", label),
                ]));
            }
        }
    }
    list
}
