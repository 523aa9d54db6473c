//! Periods that contradict themselves.

use super::group::Group;
use super::linker::Linker;
use crate::diagnostic::{Code, Location};
use crate::edtf::Edtf;
use crate::site::{Entity, Facts};

/// Reports offices that end before they begin, or are attested outside of their own period.
pub(super) fn check(linker: &mut Linker<'_>, entities: &[Entity], groups: &[Group<'_>]) {
    for (entity, group) in entities.iter().zip(groups) {
        let Facts::Actor(actor) = &entity.facts else { continue };
        let stating = group
            .files
            .iter()
            .find_map(|file| file.get("offices").map(|stated| Location::new(&file.path, stated.span)));
        for office in &actor.offices {
            let (from, to) = (office.from.as_ref().map(|date| &date.value), office.to.as_ref().map(|date| &date.value));
            let outside = office
                .attested
                .iter()
                .map(|(day, _)| &day.value)
                .find(|day| before(Some(day), from) || before(to, Some(day)));
            let message = match outside {
                Some(day) => Some(format!("an office is attested on {}, outside of its own period", day.as_str())),
                None => before(to, from).then(|| "an office ends before it begins".to_owned()),
            };
            if let (Some(message), Some(at)) = (message, &stating) {
                linker.report(Code::ReversedTenure, at, message, Some("check `from`, `to` and `attested`".to_owned()));
            }
        }
    }
}

/// Whether one date lies wholly before another: only what is certain is reported.
fn before(one: Option<&Edtf>, other: Option<&Edtf>) -> bool {
    one.zip(other).is_some_and(|(one, other)| one.latest() < other.earliest())
}
