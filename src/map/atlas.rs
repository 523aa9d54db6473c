//! What maps are drawn from, decoded when the first map asks for it and shared by all.

use std::sync::LazyLock;

use super::text::Widths;
use super::{
    Backdrop, Base, Drawing, Imprint, LonLat, MapRequest, Terrain, ZonePlan, ZoneShape, backdrop,
    export, sheet,
};
use crate::fingerprint::{Fingerprint, Fingerprinted};

// No mutable state: constants of the program, once they are decoded. Builds follow one another in one process, while a site
// is served or tested, and decoding takes 50 ms without optimisation.
static BASE: LazyLock<Base> = LazyLock::new(Base::load);
static WIDTHS: LazyLock<Widths> = LazyLock::new(Widths::load);

/// Base data and widths of letters.
#[derive(Debug)]
pub struct Atlas;

impl Atlas {
    /// Draws what a map lies on; `None` where there is nothing to show.
    pub fn backdrop(&self, terrain: &Terrain) -> Option<Backdrop> {
        backdrop::draw(&BASE, terrain)
    }

    /// Draws a map on its backdrop.
    pub fn draw_on(&self, backdrop: &Backdrop, request: &MapRequest) -> Drawing {
        sheet::draw(&BASE, &WIDTHS, request, backdrop)
    }

    /// A drawing as the text of a file that needs no stylesheet.
    pub fn file(&self, drawing: &Drawing, imprint: &Imprint) -> String {
        export::file(&WIDTHS, drawing, imprint)
    }

    /// Draws a map and what it lies on.
    pub fn draw(&self, request: &MapRequest) -> Drawing {
        self.backdrop(&request.terrain)
            .map_or_else(Drawing::default, |backdrop| {
                self.draw_on(&backdrop, request)
            })
    }

    /// The shape that a plan describes; empty where nothing is left of it.
    pub fn shape(&self, plan: &ZonePlan) -> ZoneShape {
        plan.shape(&BASE)
    }

    /// How far outside of a country a place lies, kilometres: zero inside, and on land that is disputed. `None` where no
    /// outline of the country is known.
    pub fn outside(&self, country: &str, at: LonLat) -> Option<f64> {
        BASE.outside(country, at)
    }

    /// The codes of all countries that have an outline.
    pub fn countries(&self) -> impl Iterator<Item = &'static str> {
        BASE.countries
            .iter()
            .map(|country| country.code.as_str())
            .filter(|code| !code.starts_with("x-"))
    }
}

impl Fingerprinted for Atlas {
    /// The data are part of the program: within one process there is one.
    fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(b"atlas")
    }
}
