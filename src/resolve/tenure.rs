//! Periods that contradict themselves.

use super::linker::Linker;
use crate::diagnostic::Code;
use crate::edtf::Edtf;
use crate::site::{Entity, Office, PlaceTitle};

/// Reports offices and names that end before they begin, and offices attested outside of their own period.
pub(super) fn check(linker: &mut Linker<'_>, entity: &Entity) {
    let actor = entity.actor();
    for office in actor.iter().flat_map(|actor| actor.offices().iter()) {
        if let Some((message, at)) = office_fault(office).zip(office.location()) {
            let help = "check `from`, `to` and `attested`".to_owned();
            linker.report(Code::ReversedTenure, &at, message, Some(help));
        }
    }
    let place = entity.place();
    for title in place.iter().flat_map(|place| place.titles().iter()) {
        if let Some(at) = title.location().filter(|_| is_reversed(title)) {
            let help = "check `from` and `to`".to_owned();
            linker.report(
                Code::ReversedTenure,
                &at,
                "a name ends before it begins",
                Some(help),
            );
        }
    }
}

fn office_fault(office: Office<'_>) -> Option<String> {
    let (from, to) = (
        office.from().map(|date| date.value),
        office.to().map(|date| date.value),
    );
    let mut attested = office
        .attested()
        .iter()
        .filter_map(|day| Some(day.date()?.value));
    match attested.find(|day| before(Some(day), from) || before(to, Some(day))) {
        Some(day) => Some(format!(
            "an office is attested on {}, outside of its own period",
            day.as_str()
        )),
        None => before(to, from).then(|| "an office ends before it begins".to_owned()),
    }
}

fn is_reversed(title: PlaceTitle<'_>) -> bool {
    before(
        title.to().map(|date| date.value),
        title.from().map(|date| date.value),
    )
}

/// Whether one date lies wholly before another: only what is certain is reported.
fn before(one: Option<&Edtf>, other: Option<&Edtf>) -> bool {
    one.zip(other)
        .is_some_and(|(one, other)| one.latest() < other.earliest())
}
