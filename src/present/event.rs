//! An event's page.

use super::shell::Draft;
use super::{office, when};
use crate::kind::Kind;
use crate::site::{EntityId, Event};
use crate::view::Part;

pub(super) fn present(draft: &mut Draft<'_, '_>, id: EntityId, event: Event<'_>) {
    let (scene, lang) = (draft.scene, draft.lang);
    let actors = actors(draft, event);
    draft.set("actors", actors);
    draft.set("places", scene.cards(event.places().iter(), lang));
    draft.set("agreements", scene.cards(event.agreements().iter(), lang));
    let readouts: Vec<Part> = event
        .readouts()
        .iter()
        .filter_map(|readout| {
            let html = draft.filler.prose_in(readout.says(), lang)?;
            Some(Part::map([
                ("by", scene.maybe_card(readout.by(), lang)),
                (
                    "date",
                    Part::maybe(readout.date().map(|date| when::full(scene, lang, date))),
                ),
                ("source", scene.maybe_card(readout.source(), lang)),
                ("html", html),
            ]))
        })
        .collect();
    draft.set("readouts", Part::list(readouts));
    draft.set(
        "articles",
        scene.cards(scene.incoming(id, Kind::ARTICLE, lang), lang),
    );
    let (previous, next) = scene.neighbours(id, lang);
    draft.set("previous", scene.maybe_card(previous, lang));
    draft.set("next", scene.maybe_card(next, lang));
}

fn actors(draft: &mut Draft<'_, '_>, event: Event<'_>) -> Part {
    let (scene, lang) = (draft.scene, draft.lang);
    let date = event.date().map(|date| date.value);
    let mut list = Vec::new();
    for part in event.actors().iter() {
        let Some((actor, card)) = part
            .actor()
            .and_then(|actor| Some((actor, scene.card(actor, lang)?)))
        else {
            continue;
        };
        let role = part.role();
        let label = role.map(|role| scene.strings(lang).get(&format!("roles.{role}")).to_owned());
        let office = office::on(draft, actor, date);
        list.push(Part::map([
            ("card", card),
            ("as", Part::maybe_text(role)),
            ("as_label", Part::maybe_text(label.as_deref())),
            ("office", office),
        ]));
    }
    Part::list(list)
}
