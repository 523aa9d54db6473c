//! All corrections of the site on one page.

use super::entity::set_citations;
use super::shell::{Draft, section_title};
use super::when;
use crate::edtf::Day;
use crate::site::{Correction, EntityId};
use crate::view::Part;

pub(super) fn present(draft: &mut Draft<'_, '_>) {
    let title = section_title(&draft.scene.stage, draft.lang, "corrections");
    draft.template("corrections", &title);
    draft.head.section = Some("corrections".to_owned());
    draft.set("title", Part::text(&title));
    let entries = all(draft)
        .into_iter()
        .filter_map(|(_, id, correction)| entry(draft, id, correction))
        .collect::<Vec<_>>();
    draft.set("entries", Part::list(entries));
    set_citations(draft);
}

/// Newest first.
fn all<'a>(draft: &Draft<'_, 'a>) -> Vec<(Option<Day>, EntityId, Correction<'a>)> {
    let site = draft.scene.stage.site;
    let entities = (0..).map(EntityId::at).zip(&site.entities);
    let mut found: Vec<_> = entities
        .flat_map(|(id, entity)| {
            entity.every().corrections().iter().map(move |correction| {
                (
                    correction.date().map(crate::edtf::Edtf::earliest),
                    id,
                    correction,
                )
            })
        })
        .collect();
    found.sort_by_key(|(day, id, _)| (std::cmp::Reverse(*day), *id));
    found
}

fn entry(draft: &mut Draft<'_, '_>, id: EntityId, correction: Correction<'_>) -> Option<Part> {
    let (scene, lang) = (draft.scene, draft.lang);
    let card = scene.card(id, lang)?;
    let html = draft
        .filler
        .correction(scene.entity(id), correction, lang)?;
    let date = Part::maybe(
        correction
            .date()
            .map(|date| when::bare(&scene.stage, lang, date)),
    );
    Some(Part::map([("date", date), ("html", html), ("card", card)]))
}
