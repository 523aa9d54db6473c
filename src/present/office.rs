//! The office that a person held on a day.

use super::builder::ViewBuilder;
use crate::edtf::Edtf;
use crate::site::{EntityId, Office};
use crate::view::Part;

/// Ready HTML of the office that an actor held on a date; nothing where none is known.
pub(super) fn on(view: &mut ViewBuilder<'_, '_>, actor: EntityId, date: Option<&Edtf>) -> Part {
    let Some(date) = date else {
        return Part::none();
    };
    on_all(view, actor, &[date])
}

/// The same over several dates: printed only where it is one and the same office on all that are known.
pub(super) fn on_all(view: &mut ViewBuilder<'_, '_>, actor: EntityId, dates: &[&Edtf]) -> Part {
    let Some(facts) = view.shared.entity(actor).actor() else {
        return Part::none();
    };
    let held: Vec<usize> = dates
        .iter()
        .flat_map(|date| {
            (0..)
                .zip(facts.offices().iter())
                .filter(|(_, office)| is_held(*office, date))
                .map(|(index, _)| index)
        })
        .collect();
    let one = held
        .first()
        .filter(|first| held.iter().all(|index| index == *first));
    let office = one.and_then(|index| facts.offices().iter().nth(*index));
    let lang = view.lang;
    Part::maybe(office.and_then(|office| view.filler.prose_in(office.title(), lang)))
}

/// Only what is certain: the whole date lies in the period, or is one of the days on which the office is attested.
fn is_held(office: Office<'_>, date: &Edtf) -> bool {
    let began = office
        .from()
        .is_some_and(|from| from.value.latest() <= date.earliest());
    let lasted = office
        .to()
        .is_none_or(|to| to.value.earliest() >= date.latest());
    let mut attested = office
        .attested()
        .iter()
        .filter_map(crate::site::Attested::date);
    let attested = attested
        .any(|day| day.value.earliest() <= date.earliest() && day.value.latest() >= date.latest());
    (began && lasted) || attested
}
