//! The timeline: what happened, by year.

use super::shell::{Draft, section_title};
use crate::site::{EntityId, Facts};
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
    let (actors, places): (Vec<EntityId>, &[EntityId]) = match &scene.entity(id).facts {
        Facts::Event(event) => (
            event.actors.iter().map(|(actor, _)| *actor).collect(),
            &event.places,
        ),
        Facts::Agreement(agreement) => (
            agreement
                .roles
                .iter()
                .filter(|(role, _)| *role == "parties")
                .flat_map(|(_, actors)| actors.iter().copied())
                .collect(),
            &agreement.places,
        ),
        Facts::Article(article) => (article.actors.clone(), &article.places),
        Facts::Actor(_) | Facts::Place(_) | Facts::Source(_) | Facts::Term(_) | Facts::Page(_) => {
            (Vec::new(), &[])
        }
    };
    Some(Part::map([
        ("card", scene.card(id, lang)?),
        ("actors", scene.cards(&actors, lang)),
        ("places", scene.cards(places, lang)),
    ]))
}
