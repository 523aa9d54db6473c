//! All corrections of the site on one page.

use super::builder::ViewBuilder;
use super::date;
use super::sources::set_citations;
use crate::edtf::Day;
use crate::site::{Correction, EntityId};
use crate::view::Part;

pub(super) fn present(view: &mut ViewBuilder<'_, '_>) {
    let title = view.shared.inputs.section_title(view.lang, "corrections");
    view.template("corrections", &title);
    view.head.section = Some("corrections".to_owned());
    view.set("title", Part::text(&title));
    let entries = all(view)
        .into_iter()
        .filter_map(|(_, id, correction)| entry(view, id, correction))
        .collect::<Vec<_>>();
    view.set("entries", Part::list(entries));
    set_citations(view);
}

/// Newest first.
fn all<'a>(view: &ViewBuilder<'_, 'a>) -> Vec<(Option<Day>, EntityId, Correction<'a>)> {
    let site = view.shared.inputs.site;
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

fn entry(view: &mut ViewBuilder<'_, '_>, id: EntityId, correction: Correction<'_>) -> Option<Part> {
    let (shared, lang) = (view.shared, view.lang);
    let card = shared.card(id, lang)?;
    let html = view
        .filler
        .correction(shared.entity(id), correction, lang)?;
    let date = Part::maybe(
        correction
            .date()
            .map(|date| date::bare(&shared.inputs, lang, date)),
    );
    Some(Part::map([("date", date), ("html", html), ("card", card)]))
}
