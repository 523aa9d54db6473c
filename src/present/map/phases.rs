//! The stops of the time slider.

use std::collections::BTreeSet;

use super::super::shell::Draft;
use crate::edtf::Day;
use crate::kind::Kind;
use crate::map::LonLat;
use crate::site::{EntityId, Facts};
use crate::view::Part;

/// After every day of a stop.
const END: &str = "9999";

/// The years in which something happened at the places of the page.
pub(super) fn stops(draft: &Draft<'_, '_>, located: &[(EntityId, LonLat)]) -> Part {
    let scene = draft.scene;
    let mut years: BTreeSet<i64> = BTreeSet::new();
    for (place, _) in located {
        for id in scene.incoming(*place, Kind::Event, draft.lang) {
            let Facts::Event(event) = &scene.entity(id).facts else { continue };
            let first = event.date.as_ref().map(|date| date.value.earliest());
            years.extend(first.filter(|day| *day != Day::FAR_PAST).map(Day::year));
        }
    }
    let digits = |year: i64| scene.strings(draft.lang).locale.digits(&year.to_string());
    let stops: Vec<(String, String)> = years.into_iter().map(|year| (format!("{year:04}"), digits(year))).collect();
    let until = stops.iter().skip(1).map(|(value, _)| value.as_str()).chain([END]);
    Part::list(stops.iter().zip(until).map(|((value, label), until)| stop(value, until, label)))
}

fn stop(value: &str, until: &str, label: &str) -> Part {
    Part::map([("value", Part::text(value)), ("until", Part::text(until)), ("label", Part::text(label))])
}
