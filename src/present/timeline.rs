//! The timeline: what happened, by year.

use super::builder::ViewBuilder;
use crate::site::{Entities, Entity, EntityId};
use crate::view::Part;

pub(super) fn present(view: &mut ViewBuilder<'_, '_>) {
    let (shared, lang) = (view.shared, view.lang);
    let title = shared.inputs.section_title(lang, "timeline");
    view.template("timeline", &title);
    view.head.section = Some("timeline".to_owned());
    view.set("title", Part::text(&title));
    let all = shared
        .inputs
        .config
        .timeline
        .iter()
        .filter_map(|folder| shared.inputs.site.schema.from_folder(folder))
        .flat_map(|kind| shared.by_date(kind, lang).iter().copied())
        .collect();
    let years = years(view, &shared.sorted_by_date(all, lang));
    view.set("years", Part::list(years));
}

fn years(view: &ViewBuilder<'_, '_>, ids: &[EntityId]) -> Vec<Part> {
    let (shared, lang) = (view.shared, view.lang);
    let dated = ids
        .iter()
        .filter_map(|id| Some((shared.entity(*id).date(lang)?.value.year(), *id)));
    let mut years: Vec<(i64, Vec<Part>)> = Vec::new();
    for (year, id) in dated {
        let Some(entry) = entry(view, id) else {
            continue;
        };
        match years.last_mut() {
            Some((last, entries)) if *last == year => entries.push(entry),
            _ => years.push((year, vec![entry])),
        }
    }
    years
        .into_iter()
        .map(|(year, entries)| {
            let label = shared.strings(lang).locale.year(year);
            Part::map([
                ("year", Part::int(year)),
                ("label", Part::text(&label)),
                ("entries", Part::list(entries)),
            ])
        })
        .collect()
}

fn entry(view: &ViewBuilder<'_, '_>, id: EntityId) -> Option<Part> {
    let (shared, lang) = (view.shared, view.lang);
    let (actors, places) = who_and_where(shared.entity(id));
    Some(Part::map([
        ("card", shared.card(id, lang)?),
        ("actors", shared.cards(actors, lang)),
        ("places", shared.cards(places.iter(), lang)),
    ]))
}

fn who_and_where(entity: &Entity) -> (Vec<EntityId>, Entities<'_>) {
    if let Some(event) = entity.event() {
        let parts = event.actors().iter();
        return (
            parts
                .filter_map(crate::site::Participation::actor)
                .collect(),
            event.places(),
        );
    }
    if let Some(agreement) = entity.agreement() {
        return (agreement.parties().iter().collect(), agreement.places());
    }
    entity
        .article()
        .map_or((Vec::new(), Entities::NONE), |article| {
            (article.actors().iter().collect(), article.places())
        })
}
