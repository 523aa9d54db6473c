//! An event's page.

use super::builder::ViewBuilder;
use super::office;
use super::stated_date::stated_date;
use crate::kind::Kind;
use crate::site::{EntityId, Event};
use crate::view::Part;

pub(super) fn present(view: &mut ViewBuilder<'_, '_>, id: EntityId, event: Event<'_>) {
    let (shared, lang) = (view.shared, view.lang);
    let actors = actors(view, event);
    view.set("actors", actors);
    view.set("places", shared.cards(event.places().iter(), lang));
    view.set("agreements", shared.cards(event.agreements().iter(), lang));
    let readouts: Vec<Part> = event
        .readouts()
        .iter()
        .filter_map(|readout| {
            let html = view.filler.prose_in(readout.says(), lang)?;
            Some(Part::map([
                ("by", shared.maybe_card(readout.by(), lang)),
                (
                    "date",
                    Part::maybe(readout.date().map(|date| stated_date(shared, lang, date))),
                ),
                ("source", shared.maybe_card(readout.source(), lang)),
                ("html", html),
            ]))
        })
        .collect();
    view.set("readouts", Part::list(readouts));
    view.set("articles", shared.cards_from(id, Kind::ARTICLE, lang));
    let claims = view.filler.claims(shared.entity(id));
    view.set("claims", claims);
    let (previous, next) = shared.neighbours(id, lang);
    view.set("previous", shared.maybe_card(previous, lang));
    view.set("next", shared.maybe_card(next, lang));
}

fn actors(view: &mut ViewBuilder<'_, '_>, event: Event<'_>) -> Part {
    let (shared, lang) = (view.shared, view.lang);
    let date = event.date().map(|date| date.value);
    let mut list = Vec::new();
    for part in event.actors().iter() {
        let Some((actor, card)) = part
            .actor()
            .and_then(|actor| Some((actor, shared.card(actor, lang)?)))
        else {
            continue;
        };
        let role = part.role();
        let label = role.map(|role| Part::text(shared.strings(lang).get(&format!("roles.{role}"))));
        let office = office::on(view, actor, date);
        list.push(Part::map([
            ("card", card),
            ("as", Part::maybe_text(role)),
            ("as_label", Part::maybe(label)),
            ("office", office),
        ]));
    }
    Part::list(list)
}
