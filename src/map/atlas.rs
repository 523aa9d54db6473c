//! What maps are drawn from, decoded when the first map asks for it and shared by all.

use std::sync::LazyLock;

use super::text::Widths;
use super::{Base, Drawing, Request, sheet};
use crate::fingerprint::{Fingerprint, Fingerprinted};

// No mutable state: constants of the program, once they are decoded. Builds follow one another in one process, while a site
// is served or tested, and decoding takes 50 ms without optimisation.
static BASE: LazyLock<Base> = LazyLock::new(Base::load);
static WIDTHS: LazyLock<Widths> = LazyLock::new(Widths::load);

/// Base data and widths of letters.
#[derive(Debug)]
pub struct Atlas;

impl Atlas {
    /// Draws a map.
    pub fn draw(&self, request: &Request) -> Drawing {
        sheet::draw(&BASE, &WIDTHS, request)
    }
}

impl Fingerprinted for Atlas {
    /// The data are part of the program: within one process there is one.
    fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(b"atlas")
    }
}
