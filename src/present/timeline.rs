//! The timeline: what happened, by year.

use super::shell::{Draft, section_title};
use crate::site::{Entities, Entity, EntityId};
use crate::view::Part;

pub(super) fn present(draft: &mut Draft<'_, '_>) {
    let (scene, lang) = (draft.scene, draft.lang);
    let title = section_title(&scene.stage, lang, "timeline");
    draft.template("timeline", &title);
    draft.head.section = Some("timeline".to_owned());
    draft.set("title", Part::text(&title));
    let all = scene
        .stage
        .config
        .timeline
        .iter()
        .filter_map(|folder| scene.stage.site.schema.from_folder(folder))
        .flat_map(|kind| scene.by_date(kind, lang).iter().copied())
        .collect();
    let years = years(draft, &scene.sorted_by_date(all, lang));
    draft.set("years", Part::list(years));
}

fn years(draft: &Draft<'_, '_>, ids: &[EntityId]) -> Vec<Part> {
    let (scene, lang) = (draft.scene, draft.lang);
    let dated = ids
        .iter()
        .filter_map(|id| Some((scene.entity(*id).date(lang)?.value.year(), *id)));
    let mut years: Vec<(i64, Vec<Part>)> = Vec::new();
    for (year, id) in dated {
        let Some(entry) = entry(draft, id) else {
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
            let label = scene.strings(lang).locale.year(year);
            Part::map([
                ("year", Part::int(year)),
                ("label", Part::text(&label)),
                ("entries", Part::list(entries)),
            ])
        })
        .collect()
}

fn entry(draft: &Draft<'_, '_>, id: EntityId) -> Option<Part> {
    let (scene, lang) = (draft.scene, draft.lang);
    let (actors, places) = who_and_where(scene.entity(id));
    Some(Part::map([
        ("card", scene.card(id, lang)?),
        ("actors", scene.cards(actors, lang)),
        ("places", scene.cards(places.iter(), lang)),
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
