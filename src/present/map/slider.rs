//! The stops of the time slider: the phases of the site, or else years.

use std::collections::BTreeSet;

use super::super::builder::ViewBuilder;
use crate::config::Phase;
use crate::edtf::Day;
use crate::kind::Kind;
use crate::map::LonLat;
use crate::site::EntityId;
use crate::view::Part;

/// After every day of a stop.
const END: &str = "9999";

/// Where the slider stops, in order: each until before the next.
pub(super) fn stops(view: &ViewBuilder<'_, '_>, located: &[(EntityId, LonLat)]) -> Part {
    let own = &view.shared.inputs.config.map.phases;
    let stops = if own.is_empty() {
        years(view, located)
    } else {
        phases(view, own)
    };
    let until = stops
        .iter()
        .skip(1)
        .map(|(value, _)| value.as_str())
        .chain([END]);
    Part::list(
        stops
            .iter()
            .zip(until)
            .map(|((value, label), until)| stop(value, until, label)),
    )
}

fn phases(view: &ViewBuilder<'_, '_>, phases: &[Phase]) -> Vec<(String, String)> {
    let strings = view.shared.strings(view.lang);
    // The words of the phase's heading: its title alone does not say when.
    let label = |phase: &Phase| {
        let days = strings.locale.date(&phase.range);
        match phase.title.get(&view.lang) {
            Some(title) => format!("{title} {days}"),
            None => days,
        }
    };
    phases
        .iter()
        .map(|phase| (phase.first.to_string(), label(phase)))
        .collect()
}

/// The years in which something happened at the places of the page.
fn years(view: &ViewBuilder<'_, '_>, located: &[(EntityId, LonLat)]) -> Vec<(String, String)> {
    let shared = view.shared;
    let mut years: BTreeSet<i64> = BTreeSet::new();
    for (place, _) in located {
        for id in shared.incoming(*place, Kind::EVENT, view.lang) {
            let Some(event) = shared.entity(id).event() else {
                continue;
            };
            let first = event.date().map(|date| date.value.earliest());
            years.extend(first.filter(|day| *day != Day::FAR_PAST).map(Day::year));
        }
    }
    let digits = |year: i64| shared.strings(view.lang).locale.digits(&year.to_string());
    years
        .into_iter()
        .map(|year| (format!("{year:04}"), digits(year)))
        .collect()
}

fn stop(value: &str, until: &str, label: &str) -> Part {
    Part::map([
        ("value", Part::text(value)),
        ("until", Part::text(until)),
        ("label", Part::text(label)),
    ])
}
