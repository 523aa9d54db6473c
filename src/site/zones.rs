//! Zones and routes: the features of the site's layers, with their references resolved.

use std::sync::Arc;

use super::EntityId;
use crate::diagnostic::Location;
use crate::edtf::{Day, Edtf};
use crate::lang::PerLang;
use crate::map::ZonePlan;

/// A zone or a route on maps.
#[derive(Clone, Debug)]
pub struct Zone {
    /// Unique in the site.
    pub id: Arc<str>,
    /// Where it is stated.
    pub at: Location,
    /// What it is called, in every language of the site unless that was reported.
    pub title: PerLang<Arc<str>>,
    /// `area`, `strip`, `corridor`, `buffer`, `control`, `line`, `highway` or `river`.
    pub kind: &'static str,
    /// The place whose outline it is.
    pub place: Option<EntityId>,
    /// The agreement that makes it.
    pub agreement: Option<EntityId>,
    /// Whom it concerns.
    pub actors: Vec<EntityId>,
    /// Since when; `None`: nobody says.
    pub from: Option<Edtf>,
    /// Until when; `None`: still.
    pub to: Option<Edtf>,
    /// `exact`, `approximate`, `disputed` or `claimed`.
    pub certainty: Option<&'static str>,
    /// How far the outline may be off, kilometres.
    pub precision_km: Option<f64>,
    /// What it rests on.
    pub source: Option<EntityId>,
    /// What is simplified and how, or why nothing is drawn.
    pub note: PerLang<Arc<str>>,
    /// Its outline follows from a rule, `derive`: nobody drew it.
    pub is_derived: bool,
    /// The id of the line that it runs along.
    pub along: Option<Arc<str>>,
    /// How its outline comes about; the shape itself is made before pages are presented.
    pub plan: ZonePlan,
}

impl Zone {
    /// Whether it holds on some day of a period, both ends included. What begins or ends on an uncertain day may hold on
    /// all days that can be meant.
    pub fn holds(&self, first: Day, last: Day) -> bool {
        self.from
            .as_ref()
            .is_none_or(|from| from.earliest() <= last)
            && self.to.as_ref().is_none_or(|to| to.latest() >= first)
    }
}
