//! Periods that contradict themselves.

use std::sync::Arc;

use super::group::Group;
use super::linker::Linker;
use super::merge::Fact;
use crate::diagnostic::{Code, Location};
use crate::edtf::Edtf;
use crate::model::schema::{OFFICES, PLACE_TITLES};
use crate::site::{Entity, Facts, Office, PlaceTitle};

/// Reports offices and names that end before they begin, and offices attested outside of their own period.
pub(super) fn check(linker: &mut Linker<'_>, entities: &[Arc<Entity>], groups: &[Group<'_>]) {
    for (entity, group) in entities.iter().zip(groups) {
        match &entity.facts {
            Facts::Actor(actor) => {
                for (office, at) in actor.offices.iter().zip(records(group, OFFICES)) {
                    if let Some(message) = office_fault(office) {
                        linker.report(
                            Code::ReversedTenure,
                            &at,
                            message,
                            Some("check `from`, `to` and `attested`".to_owned()),
                        );
                    }
                }
            }
            Facts::Place(place) => {
                let titles = place.titles.iter().zip(records(group, PLACE_TITLES));
                for (_, at) in titles.filter(|(title, _)| is_reversed(title)) {
                    let message = "a name ends before it begins";
                    linker.report(
                        Code::ReversedTenure,
                        &at,
                        message,
                        Some("check `from` and `to`".to_owned()),
                    );
                }
            }
            _ => {}
        }
    }
}

/// Where each record of a list stands, in the file that states the list first.
fn records(group: &Group<'_>, key: u16) -> Vec<Location> {
    let fact = group
        .files
        .iter()
        .find_map(|document| document.get(key).map(|stated| Fact { document, stated }));
    fact.into_iter()
        .flat_map(Fact::items)
        .map(Fact::location)
        .collect()
}

fn office_fault(office: &Office) -> Option<String> {
    let (from, to) = (
        office.from.as_ref().map(|date| &date.value),
        office.to.as_ref().map(|date| &date.value),
    );
    let mut attested = office.attested.iter().map(|(day, _)| &day.value);
    match attested.find(|day| before(Some(day), from) || before(to, Some(day))) {
        Some(day) => Some(format!(
            "an office is attested on {}, outside of its own period",
            day.as_str()
        )),
        None => before(to, from).then(|| "an office ends before it begins".to_owned()),
    }
}

fn is_reversed(title: &PlaceTitle) -> bool {
    before(
        title.to.as_ref().map(|date| &date.value),
        title.from.as_ref().map(|date| &date.value),
    )
}

/// Whether one date lies wholly before another: only what is certain is reported.
fn before(one: Option<&Edtf>, other: Option<&Edtf>) -> bool {
    one.zip(other)
        .is_some_and(|(one, other)| one.latest() < other.earliest())
}
