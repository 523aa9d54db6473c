//! An actor's page.

use super::shell::Draft;
use super::when;
use crate::escape;
use crate::kind::Kind;
use crate::site::{Actor, EntityId, Office, StatedDate};
use crate::view::Part;

pub(super) fn present(draft: &mut Draft<'_, '_>, id: EntityId, actor: Actor<'_>) {
    let (scene, lang) = (draft.scene, draft.lang);
    let country = actor.country().map(|code| {
        scene
            .strings(lang)
            .find(&format!("countries.{code}"))
            .unwrap_or(code)
    });
    draft.set("country", Part::maybe_text(country));
    draft.set("member_of", scene.cards(actor.member_of().iter(), lang));
    let members: Vec<EntityId> = scene
        .incoming(id, Kind::ACTOR, lang)
        .into_iter()
        .filter(|other| {
            let other = scene.entity(*other).actor();
            other.is_some_and(|other| other.member_of().contains(id))
        })
        .collect();
    draft.set("members", scene.cards(members, lang));
    let offices: Vec<Part> = actor
        .offices()
        .iter()
        .filter_map(|office| self::office(draft, office))
        .collect();
    draft.set("offices", Part::list(offices));
    draft.set(
        "events",
        scene.cards(scene.incoming(id, Kind::EVENT, lang), lang),
    );
    draft.set("agreements", Part::list(agreements(draft, id)));
    draft.set(
        "articles",
        scene.cards(scene.incoming(id, Kind::ARTICLE, lang), lang),
    );
}

fn office(draft: &mut Draft<'_, '_>, office: Office<'_>) -> Option<Part> {
    let (scene, lang) = (draft.scene, draft.lang);
    let title = draft.filler.prose_in(office.title(), lang)?;
    let attested = office.attested().iter().filter_map(|day| {
        Some(Part::map([
            ("date", when::full(scene, lang, day.date()?)),
            ("source", scene.maybe_card(day.source(), lang)),
        ]))
    });
    Some(Part::map([
        ("html", title),
        ("of", scene.maybe_card(office.of(), lang)),
        ("period", Part::maybe(period(draft, office))),
        ("attested", Part::list(attested)),
        ("source", scene.maybe_card(office.source(), lang)),
    ]))
}

fn period(draft: &Draft<'_, '_>, office: Office<'_>) -> Option<Part> {
    let html = span(draft, office.from(), office.to())?;
    Some(Part::html(&html))
}

/// Ready HTML of a period with one or two known ends.
pub(super) fn span(
    draft: &Draft<'_, '_>,
    from: Option<StatedDate<'_>>,
    to: Option<StatedDate<'_>>,
) -> Option<String> {
    let stage = &draft.scene.stage;
    let text = |date: StatedDate<'_>| when::html(stage, draft.lang, date.value);
    let strings = draft.scene.strings(draft.lang);
    let (key, from, to) = match (from, to) {
        (None, None) => return None,
        (Some(from), Some(to)) => ("period", text(from), text(to)),
        (Some(from), None) => ("period_since", text(from), String::new()),
        (None, Some(to)) => ("period_until", String::new(), text(to)),
    };
    Some(
        escape::quoted(strings.get(key))
            .replace("{from}", &from)
            .replace("{to}", &to),
    )
}

/// Agreements by role, in the order of time.
fn agreements(draft: &Draft<'_, '_>, id: EntityId) -> Vec<Part> {
    let (scene, lang) = (draft.scene, draft.lang);
    let mut list = Vec::new();
    for other in scene.incoming(id, Kind::AGREEMENT, lang) {
        let agreement = scene.entity(other).agreement();
        let roles = agreement.iter().flat_map(|agreement| agreement.roles());
        for (role, _) in roles.filter(|(_, actors)| actors.contains(id)) {
            if let Some(card) = scene.card(other, lang) {
                let label = scene
                    .strings(lang)
                    .get(&format!("roles_one.{role}"))
                    .to_owned();
                list.push(Part::map([
                    ("card", card),
                    ("role", Part::text(role)),
                    ("role_label", Part::text(&label)),
                ]));
            }
        }
    }
    list
}
