//! Phases on the page of the map, each with its map and what happened.

use std::collections::BTreeSet;

use super::super::date;
use super::super::shared::SharedViews;
use super::phase_map::{PhaseMap, is_listed, phase_maps, places};
use super::zones;
use crate::fingerprint::Fingerprinted as _;
use crate::lang::Lang;
use crate::map::Drawing;
use crate::site::EntityId;
use crate::view::Part;

/// How many events of a phase are shown before readers ask for all, and for how few more they need not ask.
const MAIN: usize = 6;

const SPARE: usize = 1;

/// All phases as the page shows them.
pub(super) fn list(shared: &SharedViews<'_>, lang: Lang) -> Part {
    Part::list(
        phase_maps(shared, lang)
            .iter()
            .map(|phase_map| phase_map.part(shared, lang)),
    )
}

impl PhaseMap<'_> {
    fn part(&self, shared: &SharedViews<'_>, lang: Lang) -> Part {
        let drawing = self
            .request
            .as_ref()
            .and_then(|request| shared.drawings.get(&request.fingerprint()));
        let (main, more) = self.events(shared);
        let events = |ids: Vec<EntityId>| {
            Part::list(ids.into_iter().filter_map(|id| event(shared, lang, id)))
        };
        Part::map([
            ("id", Part::text(&self.phase.first.to_string())),
            (
                "title",
                Part::maybe_text(self.phase.title.get(&lang).map(|title| &**title)),
            ),
            (
                "sentence",
                Part::maybe_text(self.phase.sentence.get(&lang).map(|sentence| &**sentence)),
            ),
            ("date", date::bare(&shared.inputs, lang, &self.phase.range)),
            (
                "svg",
                Part::maybe(drawing.map(|drawing| Part::html(&drawing.svg))),
            ),
            (
                "zones",
                self.zones(shared, lang, drawing.map(|drawing| &**drawing)),
            ),
            ("events", events(main)),
            ("more", events(more)),
        ])
    }

    /// The events to show, and those to show on demand, each oldest first: turning points of the home page go first, then
    /// what happened on the map, then the earlier.
    fn events(&self, shared: &SharedViews<'_>) -> (Vec<EntityId>, Vec<EntityId>) {
        let turning = shared.inputs.site.home.home().turning_points();
        let is_marked = |id: EntityId| {
            places(shared, id)
                .iter()
                .any(|place| self.marked.contains(&place))
        };
        let mut ranked: Vec<EntityId> = self.events.clone();
        ranked.sort_by_cached_key(|id| (!turning.contains(*id), !is_marked(*id)));
        let most = if ranked.len() <= MAIN + SPARE {
            ranked.len()
        } else {
            MAIN
        };
        let main: BTreeSet<EntityId> = ranked.into_iter().take(most).collect();
        self.events
            .iter()
            .copied()
            .partition(|id| main.contains(id))
    }

    /// What held, drawn or not.
    fn zones(&self, shared: &SharedViews<'_>, lang: Lang, drawing: Option<&Drawing>) -> Part {
        let strings = shared.strings(lang);
        let all = shared.inputs.zones();
        Part::list(
            all.filter(|(zone, _)| is_listed(zone, self.phase))
                .map(|(zone, shape)| {
                    let certainty = zones::certainty(shared, lang, zone);
                    let sign = drawing.and_then(|drawing| {
                        drawing.signs.iter().find(|sign| sign.is_of(zone.kind))
                    });
                    let sign = sign
                        .filter(|_| !shape.is_empty())
                        .map(|sign| sign.of_zone(certainty.is_some()));
                    Part::map([
                        ("id", Part::text(&zone.id)),
                        ("title", Part::text(zones::title(zone, lang))),
                        ("certainty", Part::maybe_text(certainty)),
                        (
                            "undrawn",
                            Part::maybe_text(shape.is_empty().then(|| strings.get("map_undrawn"))),
                        ),
                        (
                            "swatch",
                            Part::maybe(sign.map(|sign| Part::html(&sign.drawing()))),
                        ),
                    ])
                }),
        )
    }
}

fn event(shared: &SharedViews<'_>, lang: Lang, id: EntityId) -> Option<Part> {
    Some(Part::map([
        ("card", shared.card(id, lang)?),
        ("places", shared.cards(places(shared, id).iter(), lang)),
    ]))
}
